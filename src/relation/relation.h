/* relation/relation.h - events -> pairs of actors, period by period.
 *
 * Takes events as the store gives them. Gives dyads: for each pair of actors and each period the incidents by quad and
 * by type, the reports of them, the documents they stand in, their Goldstein values, and how the pair stands. Fails
 * only where the store does. Cost O(n log n) in events, memory O(n), in the caller's arena. Method: only counted events
 * with both actors known; symmetric events are stored as twins and count once for a pair, or once each way where
 * directions are kept apart. Codes roll up (actor_party). An event without a day belongs to no series: it is left
 * out and counted in n_undated, but where the whole history is asked for in one piece it is part of it. Which reports
 * are one incident is incident.h's matter; of imported rows, which have no words, those of one pair, direction, type
 * and day are one. An incident counts in the period of its first report. Meetings and agreements have no direction.
 */
#ifndef ENTENTE_RELATION_RELATION_H
#define ENTENTE_RELATION_RELATION_H

#include "record/record.h"
#include "relation/standing.h"
#include "relation/ties.h"
#include "relation/trend.h"
#include "store/store.h"

enum relation_rows {
    ROWS_COUNTED,  /* the default: record.h, event.counted */
    ROWS_AUTHOR,   /* what only the writer says: judgements, motives, past acts; not counted */
    ROWS_UNCOUNTED /* all else that is not counted: claims of others, plans, threats, denials ... */
};
enum relation_by { BY_ALL, BY_DAY, BY_WEEK, BY_MONTH, BY_YEAR }; /* weeks begin on Monday */

struct relation_query {
    struct str a, b; /* takes in every code that begins so, and is shown as this; empty: anyone. b alone: use a */
    bool exact;      /* only the very codes, and nothing rolls up */
    bool directed;   /* a the source, b the target: each direction is a pair of its own */
    enum relation_by by;
    int32_t from, to;  /* days, inclusive; DAY_NONE: open */
    struct str origin; /* empty: events read from texts; else the imported rows of that origin */
    enum relation_rows rows;
    unsigned voices;  /* of ROWS_COUNTED: bits 1 << VOICE_... whose asserted events count too, weighted by factuality */
    bool counts_only; /* hostility and affinity are not wanted, which need all pairs */
};

struct tie { /* how close, and the latest deed that shows it */
    enum tie_level level;
    int32_t day; /* DAY_NONE: undated */
    struct str doc;
    int64_t event;
    struct str sentence; /* of who looked it up; else empty */
};

struct dyad {        /* one pair in one period */
    struct str a, b; /* undirected: the actor asked for first, else in alphabetical order */
    int32_t from,
        to; /* the period within the window; with BY_ALL and no window: first and last dated event, else DAY_NONE */
    double quad[4];                               /* incidents, by their weight: 1 but for query.voices */
    uint32_t type[N_EVENT_TYPES];                 /* incidents */
    uint32_t n_incidents, n_reports, n_documents; /* reprints are reports and documents too */
    uint32_t n_sources;                           /* publishers known of these documents, reprints left out; of imported
                                                     rows not counted: 0 */
    double goldstein_sum, goldstein_mean;         /* over the reports that have a value; NAN where none has */
    struct standing standing;                     /* filled by relation_judge; NAN where too little is known */
    enum trend trend;                             /* filled by relation_judge; of periods only */
    struct tie tie;
    const int32_t *break_day; /* [n_breaks], of who asked relation_breaks; NULL: nobody did */
    uint32_t n_breaks;
    uint32_t n_undated, pair_reports; /* of the pair, the same in all its periods */
    struct str origin;                /* the query's */
};

struct relation_row;
struct relation_pair;
struct report_words;
struct incident_report;

struct relation { /* collects; all in the arena */
    struct relation_query query;
    struct arena *arena;
    struct map *pair_by_name, *doc_by_id;
    struct map *original_of;       /* reprint -> index into original */
    ARRAY_OF(struct str) original; /* what it reprints */
    uint32_t *n_reprints;          /* of each document of the rows; NULL: none has any */
    ARRAY_OF(struct relation_row) row;
    ARRAY_OF(struct relation_pair) pair;
    ARRAY_OF(struct incident_report) report; /* of rows read from texts */
    struct report_words *words;
    ARRAY_OF(struct str) doc;        /* ids */
    ARRAY_OF(uint32_t) publisher_of; /* of each document, from 1; 0: unknown */
    struct map *publisher_at;
    uint32_t *seen_publisher; /* [publishers + 1]: the dyad, from 1, that last had it */

    ARRAY_OF(struct dyad) dyad; /* filled by relation_finish: most reports (of the pair) first, then by names, by day */
    uint32_t n_undated;         /* reports that no period has because they have no day */
    uint32_t n_internal;        /* rows left out because both actors are one after rolling up */
};

/* The query's strings and the arena must outlive the relation. */
void relation_init(struct relation *r, const struct relation_query *query, struct arena *arena);
void relation_add(struct relation *r, const struct store_event *e); /* copies what it needs */
/* Optional, after all rows: a document that repeats another one's reports, which has no rows of its own. */
void relation_add_reprint(struct relation *r, struct str id, struct str original);
void relation_finish(struct relation *r);

/* Hostility and affinity of each dyad, by what it is among the dyads of `world`: all pairs by the same periods, without
 * directions, from the beginning, so that the past counts (with BY_ALL: the same window, which has none). Dyads whose
 * actors are no pair there (one direction, a part of a country, the very code) stay without. */
void relation_judge(struct relation *r, const struct relation *world);

/* First days of the months in which the pair of these dyads (one pair, by month, in order) began to deal otherwise
 * (breaks.h): over cooperation, verbal and material conflict, months without any among them. In the arena; never NULL.
 */
const int32_t *relation_breaks(const struct dyad *month, uint32_t n, struct arena *arena, uint32_t *out_n);

/* Fills break_day of each dyad of an undirected relation with the breaks of its pair that lie in its period; one more
 * reading of the store, in the query's window. */
enum status relation_find_breaks(struct store *s, struct relation *r, struct fault *f) MUST_CHECK;

/* All of it, over the events of a store; read twice where the query is not for all pairs. */
enum status relation_read(struct store *s, const struct relation_query *query, struct arena *arena,
                          struct relation *out, struct fault *f) MUST_CHECK;

/* First and last day of the period that a day is in; BY_ALL: DAY_MIN and DAY_MAX. */
struct date_range relation_period(enum relation_by by, int32_t day);

#endif
