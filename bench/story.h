/* bench/story.h - which documents tell one story.
 *
 * Takes, for each document, its terms (words and names, as numbers) with how often each stands in it, and how telling
 * each term is. Gives each document the number of its story, from 0 in the order of their first documents. Fails never.
 * Cost O(n^2) likenesses and O(n^3) steps of numbers: for the documents of a topic or a few days, not for an archive.
 * Method: the likeness of two documents is the cosine of their terms, ln(1 + count) times the root of how telling the
 * term is at all times the root of ln((n + 1) / documents here that have it); the two stories that are most alike on
 * average become one while that is at least STORY_LIKENESS. Not: words, days, places. docs/decisions/0015-incidents.md
 */
#ifndef ENTENTE_BENCH_STORY_H
#define ENTENTE_BENCH_STORY_H

#include "base/arena.h"

static const double STORY_LIKENESS = 0.09;

struct story_term {
    uint32_t term;
    double count;
};

struct story_document {
    const struct story_term *term; /* by rising number */
    uint32_t n_terms;
};

/* telling: [n_terms], not negative: how rare a term is in general, as ln(all documents / documents that have it).
 * out_story: [n]. */
void story_find(const struct story_document *document, uint32_t n, const double *telling, uint32_t n_terms,
                uint32_t *out_story);

#endif
