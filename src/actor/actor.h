/* actor/actor.h - trees -> mentions -> actor codes, on the date in question.
 *
 * Takes a parsed document (syntax/). Gives doc->mention, sorted by sentence and start, and tok.mention: every name,
 * title, role noun and anaphor that stands for an actor, with code, how it was resolved, coreference (entity) and
 * runners-up. Fails with ST_LIMIT only. Cost O(tokens). Method: docs/decisions/0003-actors.md, lists:
 * docs/formats/actors.md. Not: which place an event has (only mention.place), who speaks, fillers without a code
 * (doc_add_filler).
 */
#ifndef ENTENTE_ACTOR_ACTOR_H
#define ENTENTE_ACTOR_ACTOR_H

#include "base/fault.h"
#include "base/problems.h"
#include "record/record.h"

struct actors;

/* dir: lang/en/actors; extra_dir (may be NULL) holds further files of the same form. Constant, shared by threads. */
enum status actors_load(const char *dir, const char *extra_dir, struct actors **out, struct fault *f) MUST_CHECK;
/* Dictionaries of PETRARCH, Phoenix and TABARI (docs/formats/dictionaries.md), read after our lists. */
struct dictionaries {
    const char *const *actors; /* paths */
    const char *const *agents;
    uint32_t n_actors, n_agents;
    bool in_place; /* of our lists: only the closed classes of the language are read of those */
};
/* As actors_load; more may be NULL. ST_ENVIRONMENT when one of its files is no such dictionary. */
enum status actors_load_with(const char *dir, const char *extra_dir, const struct dictionaries *more,
                             struct actors **out, struct fault *f) MUST_CHECK;
/* What could not be used of the dictionaries. Lives as long as the actors. */
const struct problems *actors_dictionary_problems(const struct actors *a);
void actors_free(struct actors *a);
/* Writes dir/lists.bin, from which actors_load opens the same lists in a few milliseconds as long as their text and the
 * program are the same. */
enum status actors_compile(const char *dir, struct fault *f) MUST_CHECK;

/* Finds and resolves all mentions of the document, on doc->date (DAY_NONE: the latest known state of affairs). */
enum status actor_find(const struct actors *a, struct doc *d, struct fault *f) MUST_CHECK;

/* One row of the lists, for `entente actors QUERY`. Strings live as long as the actors. */
struct actor_entry {
    struct str kind; /* "country", "org", "person", ... */
    struct str name;
    char code[MAX_CODE]; /* on the day asked for */
    struct str role;     /* "minister of defence"; empty where none */
    struct date_range dates;
    struct str file;
    uint32_t line;
};

/* Entries one of whose names equals the query (ignoring case) or, failing that, contains it; at most max. */
uint32_t actors_search(const struct actors *a, struct str query, int32_t day, struct actor_entry *out, uint32_t max);

/* Canonical name of a code's country or body ("PAKGOVMIL" -> "Pakistan"); empty when unknown. */
struct str actors_name_of(const struct actors *a, struct str code);

/* Where a place mention lies: by mention.name (or its text) and country ("" any). Strings live as long as the actors.
 * False: unknown. */
struct actor_place {
    struct str name, country, type; /* point city province region country sea strait river mountain base border zone */
    const char *precision;          /* what the coordinates are those of: point city province country region */
    double lat, lon;                /* NAN unknown */
};
bool actors_place(const struct actors *a, struct str name, struct str country, struct actor_place *out);

/* A capitalised name of the document no part of which a mention with a code covers. */
struct unresolved {
    struct span span;
    uint32_t sent;
};
/* At most max of them, in the order of the text; their number. Working memory comes from d->scratch. */
uint32_t actors_unresolved(const struct actors *a, const struct doc *d, struct unresolved *out, uint32_t max);

/* Problems in the lists (duplicates, unknown codes, ranges that run backwards, places outside their country, names that
 * nothing can reach), one line each appended to out; their number. */
uint32_t actors_check(const struct actors *a, struct buf *out);

#endif
