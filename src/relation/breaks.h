/* relation/breaks.h - when did a pair's way of dealing with each other change?
 *
 * Takes several series of counts over the same periods (cooperation, verbal conflict, material conflict), empty periods
 * as 0. Gives the first period of each new segment, in order. Fails never. Cost O(n) to O(n^2) in periods, by pruning.
 * Method docs/methods.md, "Breaks": PELT (Killick, Fearnhead and Eckley 2012), exact, with a negative binomial
 * likelihood, each series with a mean of its own in each segment and one dispersion throughout, which is estimated from
 * neighbouring periods, so that breaks do not blow it up. The same dispersion is used after chance: on reshuffled
 * series it is estimated anew. Not: slow trends (they come out as steps), seasons, what caused it.
 */
#ifndef ENTENTE_RELATION_BREAKS_H
#define ENTENTE_RELATION_BREAKS_H

#include "base/arena.h"

struct breaks_options {
    double penalty;        /* of a break, in logarithms of n for each mean and for the place */
    uint32_t least_length; /* of a segment, in periods */
};
#define BREAKS_DEFAULTS ((struct breaks_options){.penalty = 1, .least_length = 2})

struct breaks {
    uint32_t *at; /* [n], in the arena; ascending; never 0 */
    uint32_t n;
};

/* series[k][t], k < n_series, t < n_periods; not negative, may be fractions. */
void breaks_find(const double *const *series, uint32_t n_series, uint32_t n_periods, const struct breaks_options *o,
                 struct arena *arena, struct breaks *out);

/* 1 / r of a negative binomial, variance m + m^2 / r, from differences of neighbours; 0: no more spread than Poisson.
 */
double breaks_dispersion(const double *series, uint32_t n_periods);

#endif
