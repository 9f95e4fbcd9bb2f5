/* codebook/number.h - numbers in words and digits, exact and vague, with what bounds them.
 *
 * Takes tokens of a document. Gives low and high: "at least 40" has no high, "up to 50" no low, "between 20 and 30"
 * both, "about 3,000" counts as what it says, "dozens" as at least 24. Cost O(tokens). Not: what is counted (event/),
 * dates (timex.h), ordinals, fractions, percentages.
 */
#ifndef ENTENTE_CODEBOOK_NUMBER_H
#define ENTENTE_CODEBOOK_NUMBER_H

#include "record/record.h"

struct number {
    double low, high; /* NAN: open */
    uint32_t first_tok, end_tok;
};

/* The number that begins at tok, with the words before it that bound it ("at least", "some", "between"). */
bool number_at(const struct doc *d, uint32_t tok, uint32_t end_tok, struct number *out);

/* A whole count without bounds: "3", "twelve", "a", "a couple of"; its value and the token behind it. */
bool number_count(const struct doc *d, uint32_t tok, uint32_t end_tok, unsigned *out, uint32_t *out_end);

#endif
