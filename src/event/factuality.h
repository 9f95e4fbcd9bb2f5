/* event/factuality.h - how sure the text is that what a word tells happened, from -3 (certainly not) to 3 (certainly).
 *
 * Takes a document after statement/, and a token that tells of something: verb, noun, adjective. Gives the measure and,
 * on demand, the case it is and the words that made it so. Never fails. Cost O(depth of the tree), memory in
 * doc->scratch. Method: the same walk that decides an event's status (trail.c) tells which of some twenty cases a word
 * is; their numbers are data (lang/en/codebook/factuality.tsv); docs/decisions/0007-factuality.md. Not: whether it is
 * true, whose claim it is.
 */
#ifndef ENTENTE_EVENT_FACTUALITY_H
#define ENTENTE_EVENT_FACTUALITY_H

#include "codebook/codebook.h"

enum { MAX_FEATURES = 48 };

struct factuality {
    float value;                      /* -3..3 */
    struct str feature[MAX_FEATURES]; /* "own:denied", "case:denied"; live in doc->scratch */
    uint32_t n;
};

void factuality_of(const struct codebook *c, const struct doc *d, uint32_t tok, struct factuality *out);

#endif
