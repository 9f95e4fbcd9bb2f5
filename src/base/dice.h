/* base/dice.h - numbers by chance, the same for the same seed on every machine.
 * Method: splitmix64 (Steele, Lea and Flood 2014); Poisson counts by multiplying uniform numbers (Knuth), large means
 * in parts. Not for secrets. */
#ifndef ENTENTE_BASE_DICE_H
#define ENTENTE_BASE_DICE_H

#include <math.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};
static inline uint64_t dice_roll(struct dice *d)
{
    uint64_t z = (d->state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}
static inline uint32_t dice_below(struct dice *d, uint32_t n)
{
    return (uint32_t)(((dice_roll(d) >> 32) * n) >> 32);
}
static inline double dice_unit(struct dice *d) /* [0, 1) */
{
    return (double)(dice_roll(d) >> 11) * 0x1p-53;
}
static inline uint32_t dice_poisson(struct dice *d, double mean) /* cost O(mean) */
{
    const double part = 32;
    uint32_t n = 0;
    while (mean > 0) {
        double product = dice_unit(d), least = exp(-fmin(mean, part));
        for (; product > least; n++)
            product *= dice_unit(d);
        mean -= part;
    }
    return n;
}

#endif
