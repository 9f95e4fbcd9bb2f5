/* ledger/sift_int.h - what the files of the sieve share. */
#ifndef ENTENTE_LEDGER_SIFT_INT_H
#define ENTENTE_LEDGER_SIFT_INT_H

#include "event/features.h"
#include "ledger/sift.h"

/* All features of an entry; out is cleared first. names_arena: where names go, NULL for none. */
void sift_features(const struct doc *d, uint32_t entry, struct arena *names_arena, struct features *out);

#endif
