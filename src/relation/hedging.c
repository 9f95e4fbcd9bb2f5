#include "relation/hedging.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double CLOSE_RANK = 0.9, LEAST_CLOSE = 0.1;

struct hedging hedging_of(double p, double q)
{
    double low = fmin(p, q), high = fmax(p, q);
    return (struct hedging){.close = {p, q}, .hedging = low, .alignment = high - low, .nonalignment = 1 - high};
}

static int compare_numbers(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

/* The share of a close partner. */
static double close_share(double *share, uint32_t n)
{
    if (!n)
        return LEAST_CLOSE;
    qsort(share, n, sizeof *share, compare_numbers);
    return fmax(LEAST_CLOSE, share[(uint32_t)ceil(CLOSE_RANK * n) - 1]);
}

void hedging_find(const struct hedging_pair *pair, uint32_t n_pairs, const uint32_t *side, uint32_t n_actors,
                  struct arena *scratch, struct hedging *out)
{
    double *all = arena_zalloc(scratch, (n_actors + 1) * sizeof *all);
    double *share = arena_alloc(scratch, (n_actors + 1) * sizeof *share), close[2];
    memset(out, 0, n_actors * sizeof *out);
    for (uint32_t i = 0; i < n_pairs; i++) {
        uint32_t a = pair[i].a, b = pair[i].b;
        all[a] += pair[i].all;
        all[b] += pair[i].all;
        if (side[b] != SIDE_NONE)
            out[a].close[side[b]] += pair[i].cooperation;
        if (side[a] != SIDE_NONE)
            out[b].close[side[a]] += pair[i].cooperation;
    }
    for (int k = 0; k < 2; k++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < n_actors; i++)
            if (all[i] >= HEDGING_LEAST)
                share[n++] = out[i].close[k] / all[i];
        close[k] = close_share(share, n);
    }
    for (uint32_t i = 0; i < n_actors; i++)
        out[i] = all[i] < HEDGING_LEAST ? hedging_of((double)NAN, (double)NAN)
                                        : hedging_of(fmin(1, out[i].close[0] / all[i] / close[0]),
                                                     fmin(1, out[i].close[1] / all[i] / close[1]));
}
