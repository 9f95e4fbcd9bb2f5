/* relation/gather.h - all events of a store, or of some actors, -> incidents with all their parties.
 *
 * Takes events in any order. Twins are one report: of a meeting all their actors are parties; of an act that has a side
 * the first twin's. Events that are planned, asked for, threatened or guessed at are no reports; denials are. Gives
 * incidents over all pairs (incident.h), or of one. Fails never. Cost as incident.h; all in the arena given. Not:
 * counts of a pair and period (relation.h), imported rows. */
#ifndef ENTENTE_RELATION_GATHER_H
#define ENTENTE_RELATION_GATHER_H

#include "relation/relation.h"
#include "relation/report.h"

struct gathering; /* of one report */

struct gather {
    struct arena *arena;
    const struct relation_query *pair; /* set after gather_init: events between a and b, seen as relation.h sees them,
                                          so that it is the same incidents; NULL: over all pairs */
    struct report_words words;
    struct map report_at, block_at;
    ARRAY_OF(struct gathering) gathering;
    ARRAY_OF(struct incident_report) report; /* in the order of gather_add */
    ARRAY_OF(bool) both_ways;                /* of each report: its parties meet, or a twin goes the other way */
    struct incidents found;                  /* filled by gather_finish */
};

void gather_init(struct gather *g, struct arena *arena);
/* Gives the number of the event's report; NONE: it is none. *out_speaks: the report is told in this event's words, as a
 * new one is, or one whose first twin comes late. */
uint32_t gather_add(struct gather *g, const struct store_event *e, bool *out_speaks);
void gather_finish(struct gather *g);

#endif
