/* relation/standing.h - how the pairs of a world of actors stand: hostility and affinity, two axes, from counts.
 *
 * Takes, for each pair and period with an event, how many incidents of each quad there were, over all pairs of the
 * world that is looked at: what a pair's cooperation is worth shows only beside what its actors do with everybody.
 * Gives two values with their 90 % limits for each of them. Fails never. Cost O(periods x pairs x partners), memory
 * O(pairs + actors x partners), in the arena. Method docs/methods.md, "Dyads"; docs/decisions/0012-relations.md:
 *
 *   hostility = ln(1 + (K + prior P) / (1 + E)^discount)    K: material conflict + verbal_weight verbal conflict
 *   affinity  = ln((C + 1) / (G + 1)) + partners S          C: verbal and material cooperation
 *
 * All of them smoothed over the present and the past (never the future), the past losing half its weight in each half
 * life. E, G: what the two actors' activity, or cooperation, with everybody makes expected. P: the conflict expected
 * from how conflictual each of the two is. S, from -1 to 1: whether both cooperate beyond expectation with the same
 * partners. Not: the weight of single incidents (the caller's counts may be fractions), directions, levels, breaks.
 */
#ifndef ENTENTE_RELATION_STANDING_H
#define ENTENTE_RELATION_STANDING_H

#include "base/arena.h"

#include <math.h>

struct standing_count { /* one pair in one period */
    uint32_t a, b;      /* different; in either order, but each pair once a period */
    int32_t period;     /* consecutive numbers: a gap is time that passed */
    double quad[4];     /* incidents of verbal and material cooperation, verbal and material conflict; not negative */
};

struct standing_options {
    double hostile_half_life, friendly_half_life; /* in periods */
    double verbal_weight, prior, discount, partners;
    double least_incidents; /* of a pair, smoothed by friendly_half_life: with fewer there is no value */
    uint32_t least_actors;  /* of the period, smoothed alike: with fewer nothing can be expected */
};

/* The defaults, for periods of so many days. */
struct standing_options standing_defaults(double period_days);

struct standing_value {
    double value, low, high; /* NAN: too little is known */
};

struct standing {
    struct standing_value hostility, affinity;
};
#define STANDING_UNKNOWN                                                                                               \
    ((struct standing){{(double)NAN, (double)NAN, (double)NAN}, {(double)NAN, (double)NAN, (double)NAN}})

/* Whether two are tied, for a signed network: -1 hostile, 1 friendly, 0 no evidence for either. Hostile where even the
 * lower limit of hostility is above hostile_above; else friendly where the lower limit of affinity is above
 * friendly_above, and hostility is not above hostile_above. */
struct sign_options {
    double hostile_above, friendly_above;
};
#define SIGN_DEFAULTS ((struct sign_options){.hostile_above = 2, .friendly_above = 1})
int standing_sign(const struct standing *s, const struct sign_options *o);

/* count: sorted by period. out: [n], one for each count; n_actors: all a and b are below it. */
void standing_find(const struct standing_count *count, uint32_t n, uint32_t n_actors, const struct standing_options *o,
                   struct arena *arena, struct standing *out);

/* x[n] such that for each i the sum of x[i] x[j] over all j but i comes as near to total[i] as can be: the counts that
 * activity alone makes expected, with nothing on the diagonal. */
void standing_expect(const double *total, uint32_t n, double *x);

#endif
