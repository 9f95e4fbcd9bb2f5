/* event/event.h - trees + mentions + statements -> events: who did what to whom, with status and voice, date, place,
 * numbers and contexts.
 *
 * Takes a document with mentions and statements. Gives doc->event sorted by trigger, and doc->genre. A date, a place or
 * a number belongs to an event when it hangs in its clause (reach.c); what no word of the text tells stays unknown.
 * Fails with ST_LIMIT only. Cost O(tokens). May add fillers (doc_add_filler) for sources and targets without a code.
 * Method: docs/formats/codebook.md, docs/decisions/0005-events.md. Not: incidents, dyads (relation/).
 */
#ifndef ENTENTE_EVENT_EVENT_H
#define ENTENTE_EVENT_EVENT_H

#include "codebook/codebook.h"

struct classifier;

struct event_options {
    const struct classifier *filter; /* event/filter.h; NULL: confidence is a first estimate */
    float least_confidence;          /* events below are left out, into doc->doubted; 0: none */
    struct match_trace *trace;       /* NULL, or (its arena and array set up by the caller) notes which entries were
                                        tried and why they did not fit; events then have their filter_rule */
};

/* Mentions must not be added after this: indices are final. */
enum status event_code(const struct codebook *c, struct doc *d, const struct event_options *o,
                       struct fault *f) MUST_CHECK;

/* How the text presents what the word at tok tells, whether or not an event was found there: its status by signatures
 * alone. */
enum event_status event_word_status(const struct codebook *c, const struct doc *d, uint32_t tok);

/* How the text presents what a word tells, event or not: status and time, whose claim it is, how sure. */
struct word_standing {
    enum event_status status;
    enum event_time time;
    enum voice voice; /* by statements and signatures; never VOICE_AUTHOR, which is the caller's to judge */
    uint32_t speaker_mention;
    float factuality; /* -3..3 */
};
/* statement_of: of statements_by_tok. support_tok: the verb above that belongs to the word ("sign" of "sign a deal");
 * NONE. */
struct word_standing event_word_standing(const struct match_sent *s, const uint32_t *statement_of, uint32_t tok,
                                         uint32_t support_tok);
/* For each token of the document the innermost statement that holds it, NONE; in d->scratch. */
uint32_t *statements_by_tok(const struct doc *d);
/* Of the time expressions of the sentence that which hangs in the clause of tok; NONE. */
struct timex;
uint32_t event_word_date(const struct match_sent *s, uint32_t tok, const struct timex *t, uint32_t n);

#endif
