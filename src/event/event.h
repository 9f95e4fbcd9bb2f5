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

/* Mentions must not be added after this: indices are final. */
enum status event_code(const struct codebook *c, struct doc *d, struct fault *f) MUST_CHECK;

/* The same, noting in trace (its arena and array set up by the caller) which entries were tried and why they did not
 * fit. */
enum status event_code_traced(const struct codebook *c, struct doc *d, struct match_trace *trace,
                              struct fault *f) MUST_CHECK;

/* How the text presents what the word at tok tells, whether or not an event was found there: its status by signatures
 * alone. */
enum event_status event_word_status(const struct codebook *c, const struct doc *d, uint32_t tok);

#endif
