/* relation/incident.h - reports of events -> incidents: which reports tell of the same real event.
 *
 * Takes reports, in any order; the caller sets those apart that cannot be one (block). Gives each report its incident,
 * the report that it was found to be like, and on what grounds; incidents in the order of their first reports. Fails
 * never. Cost O(n log n) and, for each report, its neighbours of a day or a week; memory O(n), in the arena given.
 *
 * Method: two reports contradict each other where their parties, days, places, figures or kind of act cannot be those
 * of one event; what a report leaves open contradicts nothing. Otherwise the grounds for taking them as one are counted
 * in points: the same day, place, figures, words, persons; against it stand different modes, and offices of one state
 * that differ. Reports are taken one by one, those that count and say most first; each joins the incident of the report
 * that it is most like, if there are points enough and no report of that incident contradicts it, else begins its own.
 * The order is one of content, so the result follows from the set of reports alone; and where a further report
 * contradicts a merge, the merge is not made the next time. docs/methods.md; docs/decisions/0015-incidents.md.
 *
 * Not: the store, who counts (event/), one event told as acts of unlike types. */
#ifndef ENTENTE_RELATION_INCIDENT_H
#define ENTENTE_RELATION_INCIDENT_H

#include "base/map.h"
#include "record/record.h"

struct incident_place { /* of territories: record/record.h */
    struct str id, name, country, precision;
    double lat, lon; /* NAN unknown */
};

struct incident_figures {
    double low[N_MAGNITUDES], high[N_MAGNITUDES]; /* NAN: open */
    struct str currency;
};

/* What speaks for two reports being one, or against it, in the order in which it is told. */
enum incident_ground {
#define INCIDENT_GROUND(ID, words) GROUND_##ID,
#include "relation/grounds.def"
#undef INCIDENT_GROUND
    N_INCIDENT_GROUNDS
};

/* What keeps them apart, whatever else they share. */
enum incident_contradiction {
#define INCIDENT_CONTRADICTION(ID, words) AGAINST_##ID,
#include "relation/contradictions.def"
#undef INCIDENT_CONTRADICTION
    N_INCIDENT_CONTRADICTIONS
};

struct incident_likeness {
    int points;
    uint32_t grounds, contradictions; /* 1 << enum incident_ground, enum incident_contradiction */
    int8_t point[N_INCIDENT_GROUNDS]; /* of each ground; their sum is points */
};

struct incident_report {
    uint32_t block; /* reports of different blocks are never one */
    struct str doc;
    int64_t event; /* number in the document; with doc, what tells reports apart */
    int32_t doc_day;
    struct date_range date; /* to: DAY_NONE undated; from may be DAY_NONE alone */
    bool by_document;       /* the date is the document's */
    bool is_mutual;         /* parties meet or agree: no side; else the first party acts, the second suffers */
    bool counted, is_content;
    enum event_type type;
    enum event_status status;
    uint32_t story;           /* documents of the same one tell one story (bench/story.h); 0: not known */
    struct str mode, word;    /* word: the family of what tells of the act, "shell" */
    const struct str *party;  /* codes, empty: unknown */
    const struct str *person; /* for each party the person who acts for it, empty: unknown; NULL: none known */
    uint32_t n_parties;
    struct incident_place place;            /* id empty: unknown */
    const struct incident_figures *figures; /* NULL: none */

    /* filled by incidents_find */
    uint32_t incident;
    uint32_t like; /* the report that it joined; NONE: the first of its incident */
    uint32_t grounds;
    uint32_t next; /* of the same incident, in the order of joining; NONE: the last */
};

struct incident {
    uint32_t first, last; /* reports */
    uint32_t n_reports, n_counted;
    bool contested; /* one report asserts it, another denies it */
};

struct incidents {
    ARRAY_OF(struct incident) incident;
};

void incidents_find(struct incident_report *report, uint32_t n, struct arena *arena, struct incidents *out);

/* Symmetric. Both reports of one block. */
struct incident_likeness incident_compare(const struct incident_report *a, const struct incident_report *b);
/* Points that make these two one, where nothing contradicts it. */
int incident_need(const struct incident_report *a, const struct incident_report *b);

/* "same actors, type, day and place" */
struct str incident_reason(uint32_t grounds, struct arena *arena);
/* "day", "other places" */
const char *incident_ground_words(enum incident_ground ground);
const char *incident_contradiction_words(enum incident_contradiction c);

bool incident_is_mutual(enum event_type type);
/* The word of a rule: "assault.txt:120 shell.v" -> "shell". Part of the rule. */
struct str incident_word(struct str rule);
/* What stands for the words of one family: "murder" and "killing" -> "kill", of words
 * that no family names what is left without their ending. A constant, or a part of the word. */
struct str incident_family(struct str word);

#endif
