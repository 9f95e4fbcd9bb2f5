#include "network/shuffled.h"

#include "network/partition_int.h"

#include <math.h>

static double quick_frustration(const struct signed_graph *g, const struct partition_options *o, struct arena *arena)
{
    struct partition p;
    arena_clear(arena);
    partition_find(g, o, arena, &p);
    return p.frustration;
}

void shuffled_compare(const struct signed_graph *g, const struct partition_options *o, uint32_t n_wanted,
                      struct shuffled *out)
{
    const double deadline = clock_now() + o->seconds;
    struct partition_options quick = *o;
    struct signed_graph other = *g;
    struct dice dice = {o->seed};
    struct arena arena, scratch;
    double sum = 0;
    quick.quick = true;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    other.edge = arena_alloc(&arena, (g->n_edges + 1) * sizeof *other.edge);
    memcpy(other.edge, g->edge, g->n_edges * sizeof *other.edge);
    *out = (struct shuffled){.observed = quick_frustration(g, &quick, &scratch), .mean = NAN, .lowest = NAN};
    while (out->n < n_wanted && clock_now() < deadline) {
        for (uint32_t i = g->n_edges; i > 1; i--) {
            uint32_t j = dice_below(&dice, i);
            double weight = other.edge[i - 1].weight;
            other.edge[i - 1].weight = other.edge[j].weight;
            other.edge[j].weight = weight;
        }
        double found = quick_frustration(&other, &quick, &scratch);
        sum += found;
        out->n++;
        out->n_as_low += found <= out->observed + 1e-9 * fmax(1, found);
        out->lowest = fmin(out->lowest, found);
    }
    if (out->n)
        out->mean = sum / out->n;
    arena_release(&arena);
    arena_release(&scratch);
}
