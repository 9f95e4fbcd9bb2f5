/* network/greedy.c - a bound for graphs that are too large for the linear programme.
 *
 * Dense graphs are full of triangles, and the best packing shares each edge evenly among them; sparse ones have long
 * cycles, for which the shortest first is a good order. */
#include "network/partition_int.h"

#include <math.h>

enum { SHARING_ROUNDS = 20, LONGEST_CYCLE = 12, MOST_VISITS = 4000 };

struct packer {
    const struct signed_graph *g;
    enum camps camps;
    double *left;      /* [n_edges]: what the edge can still carry */
    double *next;      /* [n_edges]: what it can carry after this round */
    uint32_t *count;   /* [n_edges]: triangles through it */
    uint32_t *edge_to; /* [n_nodes]: the edge from the node at hand; NOTHING */
    double bound;
};

static bool is_conflicted(const struct packer *p, uint32_t e, uint32_t f, uint32_t h)
{
    const struct signed_edge *edge = p->g->edge;
    int n_hostile = (edge[e].weight < 0) + (edge[f].weight < 0) + (edge[h].weight < 0);
    return n_hostile == 1 || (n_hostile == 3 && p->camps == CAMPS_TWO);
}

static void see_triangle(struct packer *p, const uint32_t e[3], bool share)
{
    double part = INFINITY;
    for (int i = 0; i < 3; i++)
        if (p->left[e[i]] <= 0)
            return;
    if (!share) {
        for (int i = 0; i < 3; i++)
            p->count[e[i]]++;
        return;
    }
    for (int i = 0; i < 3; i++)
        part = fmin(part, p->left[e[i]] / p->count[e[i]]);
    for (int i = 0; i < 3; i++)
        p->next[e[i]] -= part;
    p->bound += part;
}

/* Each conflicted triangle whose edges have something left, once: its nodes in increasing order. */
static void each_triangle(struct packer *p, bool share)
{
    const struct signed_graph *g = p->g;
    for (uint32_t a = 0; a < g->n_nodes; a++) {
        for (uint32_t i = g->first[a]; i < g->first[a + 1]; i++)
            p->edge_to[g->link[i].node] = g->link[i].edge;
        for (uint32_t i = g->first[a]; i < g->first[a + 1]; i++) {
            struct signed_link b = g->link[i];
            for (uint32_t j = b.node > a ? g->first[b.node] : g->first[b.node + 1]; j < g->first[b.node + 1]; j++) {
                struct signed_link c = g->link[j];
                uint32_t third = p->edge_to[c.node];
                if (c.node > b.node && third != NOTHING && is_conflicted(p, b.edge, c.edge, third))
                    see_triangle(p, (uint32_t[]){b.edge, c.edge, third}, share);
            }
        }
        for (uint32_t i = g->first[a]; i < g->first[a + 1]; i++)
            p->edge_to[g->link[i].node] = NOTHING;
    }
}

static void share_triangles(struct packer *p, double deadline)
{
    const uint32_t m = p->g->n_edges;
    for (int round = 0; round < SHARING_ROUNDS && clock_now() < deadline; round++) {
        double before = p->bound;
        memset(p->count, 0, m * sizeof *p->count);
        each_triangle(p, false);
        memcpy(p->next, p->left, m * sizeof *p->left);
        each_triangle(p, true);
        for (uint32_t e = 0; e < m; e++)
            p->left[e] = p->next[e] > 1e-9 * fabs(p->g->edge[e].weight) ? p->next[e] : 0;
        if (p->bound <= before * (1 + 1e-4))
            break;
    }
}

static void pack_cycle(struct packer *p, const uint32_t *cycle, uint32_t n, double *length)
{
    double part = INFINITY;
    for (uint32_t i = 0; i < n; i++)
        part = fmin(part, p->left[cycle[i]]);
    for (uint32_t i = 0; i < n; i++) {
        p->left[cycle[i]] -= part;
        if (p->left[cycle[i]] <= 1e-9 * part) {
            p->left[cycle[i]] = 0;
            length[cycle[i]] = 1;
        }
    }
    p->bound += part;
}

static void pack_cycles(struct packer *p, double deadline, struct arena *arena)
{
    const struct signed_graph *g = p->g;
    const double hop = 0.01; /* an edge that still carries something; a full one is as long as a whole cycle may be */
    double *length = arena_alloc(arena, (g->n_edges + 1) * sizeof *length);
    uint32_t *cycle = arena_alloc(arena, (2 * (size_t)g->n_nodes + 2) * sizeof *cycle);
    struct cycle_search *s = cycle_search_new(g, p->camps, arena);
    for (uint32_t e = 0; e < g->n_edges; e++)
        length[e] = p->left[e] > 0 ? hop : 1;
    for (int longest = 3; longest <= LONGEST_CYCLE; longest++)
        for (uint32_t v = 0; v < g->n_nodes; v++) {
            uint32_t n;
            if (clock_now() > deadline)
                return;
            while ((n = cycle_through(s, v, length, hop * (longest + 0.5), MOST_VISITS, cycle)))
                pack_cycle(p, cycle, n, length);
        }
}

double packing_greedy(const struct signed_graph *g, enum camps camps, double deadline, struct arena *arena)
{
    struct packer p = {.g = g, .camps = camps};
    p.left = arena_alloc(arena, (g->n_edges + 1) * sizeof *p.left);
    p.next = arena_alloc(arena, (g->n_edges + 1) * sizeof *p.next);
    p.count = arena_alloc(arena, (g->n_edges + 1) * sizeof *p.count);
    p.edge_to = arena_alloc(arena, (g->n_nodes + 1) * sizeof *p.edge_to);
    memset(p.edge_to, 0xFF, g->n_nodes * sizeof *p.edge_to);
    for (uint32_t e = 0; e < g->n_edges; e++)
        p.left[e] = fabs(g->edge[e].weight);
    share_triangles(&p, deadline);
    pack_cycles(&p, deadline, arena);
    return p.bound * (1 - 1e-12); /* the sum's own rounding */
}
