/* codebook/timex.h - time expressions of a sentence -> ranges of days.
 *
 * Takes a tokenised sentence and the document's date. Gives explicit dates ("4 April 2018", "in 2016", "between 3 and 5
 * May", "the first half of 2019", "since 2014") and dates relative to the document's ("yesterday", "on Monday", "in
 * October", "last year", "two weeks ago", "earlier this week"); relative ones are left out when the document has no
 * date. What is only partly known has an open end (DAY_NONE): "before 2010", "since 2014" without a document's date.
 * early, mid and late are thirds of a period, its start and end sixths. Cost O(tokens). Not: durations, clock times,
 * "recently", "the next day", which event a date belongs to (event/).
 */
#ifndef ENTENTE_CODEBOOK_TIMEX_H
#define ENTENTE_CODEBOOK_TIMEX_H

#include "record/record.h"

struct timex {
    struct span span;
    uint32_t first_tok, end_tok;
    /* Read of what happened: "on Monday" is the last Monday, "in October" the last October; never past the document's
     * day. Read of what is to come: the next ones. Both ends DAY_NONE: the words cannot be meant so. */
    struct date_range past, future;
};

/* In text order, not overlapping; their number, at most max. */
uint32_t timex_find(const struct doc *d, uint32_t sent, struct timex *out, uint32_t max);

#endif
