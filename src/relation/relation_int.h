/* relation/relation_int.h - what relation.c and counted.c share. */
#ifndef ENTENTE_RELATION_RELATION_INT_H
#define ENTENTE_RELATION_RELATION_INT_H

#include "relation/relation.h"

struct relation_pair {
    struct str a, b;
};

/* In a comparison for qsort: decided where the two differ. */
#define ORDER(x, y)                                                                                                    \
    if ((x) != (y))                                                                                                    \
    return (x) < (y) ? -1 : 1

/* The pair's names, source first; false: no pair, or both are one. */
bool relation_sides(const struct relation_query *q, struct str source, struct str target, struct str out[2]);
uint32_t relation_pair_of(struct relation *r, struct str a, struct str b); /* index into r->pair */
bool relation_is_whole(const struct relation_query *q); /* the whole history in one piece: undated rows belong to it */
/* The period of a day, cut where the window ends. */
struct date_range relation_period_within(const struct relation_query *q, int32_t day, int32_t first, int32_t last);
void relation_sort(struct relation *r); /* the dyads, into their order */

/* Fills the dyads of an initialised relation whose query has an origin, from imported rows counted by month
 * (store_months). A document counts where it tells first in the month of the two parties. */
enum status relation_count_imported(struct store *s, struct relation *r, struct fault *f) MUST_CHECK;
/* Looks up the document of each dyad's tie, whose `event` is the row's number in the store before. */
enum status relation_find_deeds(struct store *s, struct relation *r, struct fault *f) MUST_CHECK;

#endif
