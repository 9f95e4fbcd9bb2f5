/* command/told.h - incidents with the events that tell of them, for people and as JSON.
 *
 * Takes events as store_events gives them (not imported rows). Gives the incidents of all of them, what each comes to,
 * and the keys and lines in which `incidents`, `dyad` and `explain --incident` show them. Reading fails as the store
 * does. Everything lives in the asking's arena, what is said of one incident in its row. Not: which reports are one
 * (relation/gather.h). */
#ifndef ENTENTE_COMMAND_TOLD_H
#define ENTENTE_COMMAND_TOLD_H

#include "command/evidence.h"
#include "relation/gather.h"

struct told {
    struct asking *asking;
    struct gather gather;               /* gather.found: after told_read */
    ARRAY_OF(struct store_event) event; /* of each report */

    struct str wanted_doc; /* set by who looks for the report of one event */
    int64_t wanted_event;
    bool wanted_there; /* the event was read; its report is wanted, NONE where it is none */
    uint32_t wanted;
};

/* Reads the events of a query and finds their incidents. *out: zeroed but for what is wanted. */
enum status told_read(struct asking *a, const struct store_query *q, struct told *out, struct fault *f) MUST_CHECK;
/* The name of a report, DOCUMENT#N, which explain takes; an incident has that of its first report. */
struct str told_name(const struct told *t, uint32_t report);

struct told_summary {                             /* what the reports of an incident come to */
    ARRAY_OF(struct str) party, doc, source;      /* without repetition */
    int32_t from, to;                             /* DAY_NONE: undated */
    double low[N_MAGNITUDES], high[N_MAGNITUDES]; /* NAN: unknown */
    const struct incident_place *place;           /* NULL: unknown */
};
struct told_summary told_sum_up(const struct told *t, const struct incident *x);

/* "id" to "sources", in an object that the caller begins and ends. */
void told_keys(const struct told *t, const struct incident *x, const struct told_summary *s, struct json *j);
/* Day, act, parties, place, figures, numbers of reports: one line. */
void told_head(const struct told *t, const struct incident *x, const struct told_summary *s);

#endif
