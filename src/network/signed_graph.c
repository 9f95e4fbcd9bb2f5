#include "network/signed_graph.h"

#include <math.h>
#include <stdlib.h>

static int compare_edges(const void *x, const void *y)
{
    const struct signed_edge *p = x, *q = y;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    if (p->b != q->b)
        return p->b < q->b ? -1 : 1;
    return (p->weight > q->weight) - (p->weight < q->weight); /* so that sums do not depend on the order of the input */
}

static uint32_t sum_pairs(struct signed_edge *edge, uint32_t n)
{
    uint32_t n_kept = 0;
    for (uint32_t i = 0; i < n;) {
        struct signed_edge sum = edge[i];
        double size = fabs(sum.weight);
        for (i++; i < n && edge[i].a == sum.a && edge[i].b == sum.b; i++) {
            sum.weight += edge[i].weight;
            size += fabs(edge[i].weight);
        }
        if (fabs(sum.weight) > 1e-12 * size) /* 0.1 + 0.2 - 0.3 is nothing */
            edge[n_kept++] = sum;
    }
    return n_kept;
}

void signed_graph_link(struct signed_graph *g, struct arena *arena)
{
    g->first = arena_zalloc(arena, (g->n_nodes + 1) * sizeof *g->first);
    g->link = arena_alloc(arena, (2 * (size_t)g->n_edges + 1) * sizeof *g->link);
    for (uint32_t e = 0; e < g->n_edges; e++) {
        g->first[g->edge[e].a]++;
        g->first[g->edge[e].b]++;
    }
    uint32_t end = 0;
    for (uint32_t v = 0; v <= g->n_nodes; v++) {
        end += g->first[v];
        g->first[v] = end;
    }
    for (uint32_t e = g->n_edges; e-- > 0;) { /* from the back, so that each node's links are sorted */
        const struct signed_edge *x = &g->edge[e];
        g->link[--g->first[x->a]] = (struct signed_link){x->b, e};
        g->link[--g->first[x->b]] = (struct signed_link){x->a, e};
    }
}

void signed_graph_build(struct signed_graph *g, struct arena *arena, uint32_t n_nodes, struct signed_edge *edge,
                        uint32_t n_edges)
{
    for (uint32_t e = 0; e < n_edges; e++)
        if (edge[e].a > edge[e].b)
            edge[e] = (struct signed_edge){edge[e].b, edge[e].a, edge[e].weight};
    if (n_edges)
        qsort(edge, n_edges, sizeof *edge, compare_edges);
    *g = (struct signed_graph){.n_nodes = n_nodes, .n_edges = sum_pairs(edge, n_edges), .edge = edge};
    signed_graph_link(g, arena);
}

bool signed_edge_frustrated(const struct signed_edge *e, const uint32_t *camp)
{
    return (camp[e->a] == camp[e->b]) == (e->weight < 0);
}

double signed_graph_frustration(const struct signed_graph *g, const uint32_t *camp)
{
    double sum = 0;
    for (uint32_t e = 0; e < g->n_edges; e++)
        if (signed_edge_frustrated(&g->edge[e], camp))
            sum += fabs(g->edge[e].weight);
    return sum;
}
