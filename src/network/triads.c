#include "network/triads.h"

#include <math.h>

enum triad_kind triad_kind_of(double ab, double ac, double bc, uint32_t *out_apex)
{
    int n_hostile = (ab < 0) + (ac < 0) + (bc < 0);
    bool friendly = n_hostile == 2; /* the tie that differs from the other two lies opposite the apex */
    *out_apex = (bc > 0) == friendly ? 0 : (ac > 0) == friendly ? 1 : 2;
    static const enum triad_kind kinds[] = {TRIAD_FRIENDS, TRIAD_BETWEEN, TRIAD_AGAINST, TRIAD_FOES};
    return kinds[n_hostile];
}

const char *triad_kind_name(enum triad_kind kind)
{
    static const char *const names[] = {"friends", "against", "between", "foes"};
    return names[kind];
}

void triads_each(const struct signed_graph *g, triad_fn *fn, void *context)
{
    for (uint32_t e = 0; e < g->n_edges; e++) {
        uint32_t a = g->edge[e].a, b = g->edge[e].b;
        uint32_t i = g->first[a], j = g->first[b];
        while (i < g->first[a + 1] && j < g->first[b + 1]) { /* links are sorted by node: neighbours of both */
            struct signed_link x = g->link[i], y = g->link[j];
            i += x.node <= y.node;
            j += y.node <= x.node;
            if (x.node != y.node || x.node <= b)
                continue;
            double ab = g->edge[e].weight, ac = g->edge[x.edge].weight, bc = g->edge[y.edge].weight;
            struct triad t = {.node = {a, b, x.node}, .strength = fmin(fabs(ab), fmin(fabs(ac), fabs(bc)))};
            t.kind = triad_kind_of(ab, ac, bc, &t.apex);
            fn(context, &t);
        }
    }
}
