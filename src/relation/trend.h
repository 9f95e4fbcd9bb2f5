/* relation/trend.h - where a pair is going.
 *
 * Takes how the pair stood in the last periods, oldest first, with 90 % limits. Gives a word: a change is sure where a
 * later value lies further from an earlier one than the root of the sum of their squared errors (half the width of the
 * limits). Surely more affinity or less hostility: warming; the reverse: cooling; both within these periods: volatile;
 * neither: stable. Fails never. Cost O(n^2). Method docs/methods.md, "Trends". Not: forecasts; all periods of the past
 * (breaks.h).
 */
#ifndef ENTENTE_RELATION_TREND_H
#define ENTENTE_RELATION_TREND_H

#include "relation/standing.h"

enum { TREND_PERIODS = 4 }; /* that a trend looks at: this one and three before */
enum trend { TREND_UNKNOWN, TREND_STABLE, TREND_WARMING, TREND_COOLING, TREND_VOLATILE };

/* All n known (no NAN); fewer than two: TREND_UNKNOWN. */
enum trend trend_of(const struct standing *period, uint32_t n);
const char *trend_name(enum trend trend); /* "" unknown, "stable" ... */

#endif
