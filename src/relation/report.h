/* relation/report.h - rows of the store -> reports of incidents.
 *
 * Takes events as store_events gives them. Gives reports (incident.h) with both sides as parties; words that repeat are
 * kept once. Fails never. Everything lives in the arena given. Not: twins (the caller's), which report is of which
 * incident. */
#ifndef ENTENTE_RELATION_REPORT_H
#define ENTENTE_RELATION_REPORT_H

#include "relation/incident.h"
#include "store/store.h"

struct report_words { /* each word once */
    struct arena *arena;
    struct map at;
    ARRAY_OF(struct str) word;
};

void report_words_init(struct report_words *w, struct arena *arena);
struct str report_keep(struct report_words *w, struct str s);

/* block is left 0. */
void report_read(struct report_words *w, const struct store_event *e, struct incident_report *out);

#endif
