/* event/filter_int.h - what the files of the filter share. */
#ifndef ENTENTE_EVENT_FILTER_INT_H
#define ENTENTE_EVENT_FILTER_INT_H

#include "event/classify_int.h"
#include "event/filter.h"

/* All features of an event; out is cleared first. names_arena: where names go, NULL for none. */
void filter_features(const struct doc *d, uint32_t event, struct arena *names_arena, struct features *out);

/* Rows of one act: the same entry on the same words. */
bool filter_same_act(const struct event *a, const struct event *b);

#endif
