#include "relation/breaks.h"

#include <math.h>

struct search {
    const double *const *sum; /* [n_series][n + 1]: of the periods before */
    const double *dispersion;
    uint32_t n_series, n;
};

double breaks_dispersion(const double *series, uint32_t n_periods)
{
    double excess = 0, square = 0;
    for (uint32_t t = 1; t < n_periods; t++) {
        double x = series[t - 1], y = series[t];
        excess += (x - y) * (x - y) / 2 - (x + y) / 2;
        square += x * y;
    }
    return square > 0 ? fmax(0, excess / square) : 0;
}

/* -2 times the logarithm of the likelihood of `sum` in `length` periods at their mean, but for what all divisions
 * share. Poisson is the limit of no dispersion. */
static double cost_of(double sum, double length, double dispersion)
{
    if (!(sum > 0))
        return 0;
    double mean = sum / length;
    if (dispersion < 1e-6)
        return -2 * (sum * log(mean) - sum);
    double r = 1 / dispersion;
    return -2 * (sum * log(mean / (mean + r)) + length * r * log(r / (mean + r)));
}

static double cost(const struct search *s, uint32_t from, uint32_t end)
{
    double all = 0;
    for (uint32_t k = 0; k < s->n_series; k++)
        all += cost_of(s->sum[k][end] - s->sum[k][from], end - from, s->dispersion[k]);
    return all;
}

/* best[t]: the least cost of the first t periods; begin[t]: where the last of their segments begins. */
static void divide(const struct search *s, double penalty, uint32_t least, double *best, uint32_t *begin,
                   uint32_t *open)
{
    uint32_t n_open = 0;
    best[0] = -penalty;
    for (uint32_t t = 1; t <= s->n; t++) {
        best[t] = INFINITY;
        begin[t] = 0;
        if (t >= least && (t == least || isfinite(best[t - least])))
            open[n_open++] = t - least;
        for (uint32_t i = 0; i < n_open; i++) {
            double with = best[open[i]] + cost(s, open[i], t) + penalty;
            if (with < best[t]) {
                best[t] = with;
                begin[t] = open[i];
            }
        }
        /* From here on a segment may begin at `next`; what is worse there already can be the best beginning of no later
         * segment. Not sooner, or a beginning would be lost that short segments still need. */
        uint32_t next = t + 1 > least ? t + 1 - least : 0, n_kept = 0;
        for (uint32_t i = 0; i < n_open; i++)
            if (open[i] + least > next || best[open[i]] + cost(s, open[i], next) <= best[next])
                open[n_kept++] = open[i];
        n_open = n_kept;
    }
}

void breaks_find(const double *const *series, uint32_t n_series, uint32_t n_periods, const struct breaks_options *o,
                 struct arena *arena, struct breaks *out)
{
    uint32_t least = o->least_length ? o->least_length : 1;
    *out = (struct breaks){.at = arena_alloc(arena, (n_periods + 1) * sizeof *out->at)};
    if (n_periods < 2 * least)
        return;
    struct arena_mark mark = arena_mark(arena);
    double **sum = arena_alloc(arena, n_series * sizeof *sum);
    double *dispersion = arena_alloc(arena, n_series * sizeof *dispersion);
    for (uint32_t k = 0; k < n_series; k++) {
        sum[k] = arena_zalloc(arena, (n_periods + 1) * sizeof *sum[k]);
        for (uint32_t t = 0; t < n_periods; t++)
            sum[k][t + 1] = sum[k][t] + series[k][t];
        dispersion[k] = breaks_dispersion(series[k], n_periods);
    }
    const struct search s = {(const double *const *)sum, dispersion, n_series, n_periods};
    double *best = arena_alloc(arena, (n_periods + 1) * sizeof *best);
    uint32_t *begin = arena_alloc(arena, (n_periods + 1) * sizeof *begin);
    uint32_t *open = arena_alloc(arena, (n_periods + 1) * sizeof *open);
    divide(&s, o->penalty * (n_series + 1) * log(n_periods), least, best, begin, open);
    for (uint32_t t = begin[n_periods]; t > 0; t = begin[t])
        out->at[out->n++] = t;
    for (uint32_t i = 0; i < out->n / 2; i++) {
        uint32_t last = out->at[out->n - 1 - i];
        out->at[out->n - 1 - i] = out->at[i];
        out->at[i] = last;
    }
    arena_rewind(arena, mark);
}
