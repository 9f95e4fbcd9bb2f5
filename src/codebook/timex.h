/* codebook/timex.h - time expressions of a sentence -> ranges of days.
 *
 * Takes a tokenised sentence and the document's date. Gives explicit dates ("4 April 2018", "in 2016") and dates
 * relative to the document's ("yesterday", "on Monday", "in October", "last year", "two weeks ago"); relative ones are
 * left out when the document has no date. Cost O(tokens). Not: durations, clock times, which event a date belongs to
 * (event/).
 */
#ifndef ENTENTE_CODEBOOK_TIMEX_H
#define ENTENTE_CODEBOOK_TIMEX_H

#include "record/record.h"

struct timex {
    struct span span;
    uint32_t first_tok, end_tok;
    struct date_range past;   /* read of what happened: "on Monday" is the last Monday, "in October" the last October */
    struct date_range future; /* read of what is to come */
};

/* In text order, not overlapping; their number, at most max. */
uint32_t timex_find(const struct doc *d, uint32_t sent, struct timex *out, uint32_t max);

#endif
