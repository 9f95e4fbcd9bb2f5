/* record/likeness.h - whether two documents reprint each other, by their fingerprints.
 *
 * Takes fingerprints (ingest/fingerprint.h). Gives bands, of which two documents that are alike share one nearly
 * always, and the answer for a pair. Fails never. Cost O(FINGERPRINT_VALUES). Method: the share of equal least values
 * estimates that of common runs of words, from which follows how much of the shorter text the longer one has; limits
 * from docs/decisions/0013-duplicates-and-languages.md. Not: which of the two came first (store/).
 */
#ifndef ENTENTE_RECORD_LIKENESS_H
#define ENTENTE_RECORD_LIKENESS_H

#include "record/record.h"

enum { LIKENESS_WINDOW_DAYS = 7 }; /* reprints are not further apart */

/* The hash of band 0 <= i < FINGERPRINT_BANDS; documents that are alike share one nearly always. */
int32_t fingerprint_band(const struct fingerprint *p, unsigned i);

/* Whether one reprints the other. A version is another state of the same page, which may be changed more. */
bool fingerprint_alike(const struct fingerprint *a, const struct fingerprint *b, bool version);

uint64_t fingerprint_mix(uint64_t x); /* bits of x scattered over the whole */

#endif
