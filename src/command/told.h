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

struct told_row;

struct told {
    struct asking *asking;
    const struct relation_query *pair;  /* as gather.h has it; set before told_read */
    struct gather gather;               /* gather.found: after told_read */
    ARRAY_OF(struct store_event) event; /* of each report */

    bool keeps_rows; /* set before: all events are wanted, twins and what is no report too */
    ARRAY_OF(struct told_row) row;

    struct str wanted_doc; /* set before by who looks for the report of one event */
    int64_t wanted_event;
    bool wanted_there; /* the event was read; its report is wanted, NONE where it is none */
    uint32_t wanted;
};

struct told_row { /* in the order of reading */
    struct store_event event;
    uint32_t report; /* NONE: it is no report */
};

/* Reads the events of a query and finds their incidents. *out: zeroed but for what is set before. */
enum status told_read(struct asking *a, const struct store_query *q, struct told *out, struct fault *f) MUST_CHECK;
/* The name of a report, DOCUMENT#N, in the asking's row, which explain takes; an incident has that of its first report.
 */
struct str told_name(const struct told *t, uint32_t report);
struct str told_incident_name(const struct told *t, uint32_t report);

struct told_summary {                             /* what the reports of an incident come to */
    ARRAY_OF(struct str) party, doc, source;      /* without repetition */
    int32_t from, to;                             /* DAY_NONE: undated */
    double low[N_MAGNITUDES], high[N_MAGNITUDES]; /* NAN: unknown */
    const struct incident_place *place;           /* NULL: unknown */
};
struct told_summary told_sum_up(const struct told *t, const struct incident *x);

/* "id" to "sources", in an object that the caller begins and ends. */
void told_keys(const struct told *t, const struct incident *x, const struct told_summary *s, struct json *j);
/* "killed 12 to 31; 3 reports in 3 documents of 3 sources; contested", in the asking's row. */
struct str told_numbers(const struct told *t, const struct incident *x, const struct told_summary *s);
/* Day, act, parties, place, figures, numbers of reports: one line. */
void told_head(const struct told *t, const struct incident *x, const struct told_summary *s);

#endif
