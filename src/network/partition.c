#include "network/partition_int.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

enum { MAX_LP_EDGES = 8000 };

double clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double unit_of(const struct signed_graph *g)
{
    double total = 0;
    for (uint32_t e = 0; e < g->n_edges; e++)
        total += fabs(g->edge[e].weight);
    double scale = 1;
    for (int digits = 0; digits <= 6; digits++, scale *= 10) {
        uint64_t unit = 0;
        bool whole = total * scale < 1e9; /* beyond, a unit is lost in the rounding of the sums */
        for (uint32_t e = 0; whole && e < g->n_edges; e++) {
            double w = fabs(g->edge[e].weight) * scale;
            whole = fabs(w - round(w)) < 1e-9 * fmax(w, 1);
            for (uint64_t x = (uint64_t)llround(w); x;) { /* Euclid */
                uint64_t rest = unit % x;
                unit = x;
                x = rest;
            }
        }
        if (whole && unit)
            return (double)unit / scale;
    }
    return 0;
}

double bound_raised(double bound, double unit)
{
    return unit > 0 && !isinf(bound) ? ceil(bound / unit - 1e-6) * unit : bound;
}

bool bound_reaches(double bound, double cost, double unit)
{
    return bound_raised(bound, unit) >= cost - 1e-9 * fmax(1, cost);
}

static void join_larger_side(const uint32_t *members, uint32_t n, uint32_t *camp)
{
    uint32_t n_ones = 0;
    for (uint32_t i = 0; i < n; i++)
        n_ones += camp[members[i]];
    if (2 * n_ones > n)
        for (uint32_t i = 0; i < n; i++)
            camp[members[i]] ^= 1;
}

void camps_without(const struct signed_graph *g, enum camps camps, const bool *frustrated, uint32_t *camp,
                   struct arena *scratch)
{
    uint32_t *reached = arena_alloc(scratch, (g->n_nodes + 1) * sizeof *reached), n_camps = 0;
    memset(camp, 0xFF, g->n_nodes * sizeof *camp);
    for (uint32_t root = 0; root < g->n_nodes; root++) {
        if (camp[root] != NOTHING)
            continue;
        uint32_t n = 0;
        camp[root] = camps == CAMPS_TWO ? 0 : n_camps++;
        reached[n++] = root;
        for (uint32_t i = 0; i < n; i++) {
            uint32_t v = reached[i];
            for (uint32_t j = g->first[v]; j < g->first[v + 1]; j++) {
                struct signed_link l = g->link[j];
                bool hostile = g->edge[l.edge].weight < 0;
                if (frustrated[l.edge] || camp[l.node] != NOTHING || (hostile && camps == CAMPS_ANY))
                    continue;
                camp[l.node] = hostile ? !camp[v] : camp[v];
                reached[n++] = l.node;
            }
        }
        if (camps == CAMPS_TWO)
            join_larger_side(reached, n, camp);
    }
}

struct camp_size {
    uint32_t camp, n, first;
};

static int compare_sizes(const void *x, const void *y)
{
    const struct camp_size *p = x, *q = y;
    if (p->n != q->n)
        return p->n > q->n ? -1 : 1;
    return (p->first > q->first) - (p->first < q->first);
}

uint32_t number_camps(uint32_t n_nodes, uint32_t *camp, struct arena *scratch)
{
    struct camp_size *size = arena_zalloc(scratch, (n_nodes + 2) * sizeof *size);
    uint32_t *number = arena_alloc(scratch, (n_nodes + 2) * sizeof *number), n_camps = 0;
    for (uint32_t v = n_nodes; v-- > 0;) {
        size[camp[v]].camp = camp[v];
        size[camp[v]].first = v;
        size[camp[v]].n++;
    }
    qsort(size, n_nodes + 1, sizeof *size, compare_sizes);
    for (; n_camps <= n_nodes && size[n_camps].n; n_camps++)
        number[size[n_camps].camp] = n_camps;
    for (uint32_t v = 0; v < n_nodes; v++)
        camp[v] = number[camp[v]];
    return n_camps;
}

static bool solved(const struct block *b, double unit)
{
    return bound_reaches(b->bound, b->cost, unit);
}

/* A division of one block and what bounds can be had cheaply. */
static void begin_block(struct block *b, const struct partition_options *o, double deadline, struct arena *arena,
                        struct arena *scratch)
{
    b->camp = arena_zalloc(arena, (b->graph.n_nodes + 1) * sizeof *b->camp);
    bool *none = arena_zalloc(scratch, b->graph.n_edges + 1);
    camps_without(&b->graph, o->camps, none, b->camp, scratch);
    b->cost = descend(&b->graph, o->camps, b->camp, scratch);
    uint32_t n_rounds = o->quick ? 1 : 2;
    for (uint32_t i = 0; i < n_rounds && clock_now() < deadline; i++) {
        anneal_block(b, o->camps, o->seed + i, deadline, scratch);
        arena_clear(scratch);
    }
    if (!o->quick && b->graph.n_edges > MAX_LP_EDGES)
        b->bound = packing_greedy(&b->graph, o->camps, deadline, scratch);
    arena_clear(scratch);
}

static void collect(const struct signed_graph *g, const struct blocks *blocks, enum camps camps, struct arena *arena,
                    struct arena *scratch, struct partition *out)
{
    bool *frustrated = arena_zalloc(scratch, g->n_edges + 1);
    for (uint32_t i = 0; i < blocks->list.n; i++) {
        const struct block *b = &blocks->list.v[i];
        for (uint32_t e = 0; e < b->graph.n_edges; e++)
            frustrated[b->edge_of[e]] = signed_edge_frustrated(&b->graph.edge[e], b->camp);
        out->bound += b->bound;
    }
    out->camp = arena_alloc(arena, (g->n_nodes + 1) * sizeof *out->camp);
    camps_without(g, camps, frustrated, out->camp, scratch);
    out->n_camps = number_camps(g->n_nodes, out->camp, scratch);
    out->frustration = signed_graph_frustration(g, out->camp);
    out->n_blocks = blocks->list.n;
}

void partition_find(const struct signed_graph *g, const struct partition_options *o, struct arena *arena,
                    struct partition *out)
{
    const double deadline = clock_now() + o->seconds, unit = unit_of(g);
    struct blocks blocks;
    struct arena scratch, pool;
    arena_init(&scratch, 0);
    arena_init(&pool, 0);
    *out = (struct partition){0};
    blocks_find(g, o->camps, &pool, &blocks);
    for (uint32_t i = 0; i < blocks.list.n; i++)
        begin_block(&blocks.list.v[i], o, deadline, &pool, &scratch);
    for (uint32_t i = 0; i < blocks.list.n && !o->quick; i++) {
        struct block *b = &blocks.list.v[i];
        b->bound = bound_raised(b->bound, unit);
        if (!solved(b, unit) && b->graph.n_edges <= MAX_LP_EDGES)
            out->n_branches += branch_and_bound(b, o->camps, unit, deadline, NULL, &scratch);
        if (solved(b, unit))
            b->bound = b->cost;
        arena_clear(&scratch);
    }
    collect(g, &blocks, o->camps, arena, &scratch, out);
    out->optimal = !o->quick && bound_reaches(out->bound, out->frustration, unit);
    if (out->optimal)
        out->bound = out->frustration;
    arena_release(&scratch);
    arena_release(&pool);
}
