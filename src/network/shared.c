#include "network/shared.h"

#include "network/partition_int.h"

#include <math.h>

struct rigid { /* nodes whose places are tied to each other in every best division: union-find */
    uint32_t *parent;
};

static uint32_t root_of(struct rigid *r, uint32_t v)
{
    while (r->parent[v] != v)
        v = r->parent[v] = r->parent[r->parent[v]];
    return v;
}

static void unite(struct rigid *r, uint32_t a, uint32_t b)
{
    a = root_of(r, a);
    b = root_of(r, b);
    if (a != b)
        r->parent[a > b ? a : b] = a > b ? b : a;
}

struct inquiry { /* of one block */
    const struct signed_graph *graph;
    enum camps camps;
    const uint32_t *node; /* in the whole graph */
    const uint32_t *camp; /* of the best division that is known, by node of the block */
    uint32_t *set;        /* nodes whose places were the same beside each other in all best divisions met */
    double cost, unit, deadline;
    uint64_t seed;
    struct arena scratch;
};

/* Sets are parted where another best division places their nodes otherwise. */
static void refine(struct inquiry *q, const uint32_t *other)
{
    uint32_t n = q->graph->n_nodes, n_sets = 0;
    uint32_t *was = arena_alloc(&q->scratch, (n + 1) * sizeof *was), *first = arena_alloc(&q->scratch, (n + 1) * 4);
    memcpy(was, q->set, n * sizeof *was);
    for (uint32_t v = 0; v < n; v++) {
        uint32_t k = 0;
        for (; k < n_sets; k++) {
            uint32_t u = first[k];
            bool turned = q->camps == CAMPS_TWO && q->camp[u] != q->camp[v];
            if (was[u] == was[v] && (other[u] == other[v]) != turned)
                break;
        }
        if (k == n_sets)
            first[n_sets++] = v;
        q->set[v] = k;
    }
}

/* Whether u and v can be placed otherwise at the same cost; then sets are parted. *out_sure: the answer is proven. */
static bool can_part(struct inquiry *q, uint32_t u, uint32_t v, bool *out_sure)
{
    const struct signed_graph *g = q->graph;
    struct signed_graph more;
    struct partition p;
    const double small = q->unit > 0 ? q->unit / 2 : 1e-6 * fmax(1, q->cost);
    const double left = q->deadline - clock_now();
    const struct partition_options o = {.camps = q->camps, .seconds = left, .seed = q->seed};
    *out_sure = false;
    if (left <= 0)
        return false;
    arena_clear(&q->scratch);
    struct signed_edge *edge = arena_alloc(&q->scratch, (g->n_edges + 1) * sizeof *edge);
    memcpy(edge, g->edge, g->n_edges * sizeof *edge);
    edge[g->n_edges] = (struct signed_edge){u, v, q->camp[u] == q->camp[v] ? -small : small};
    signed_graph_build(&more, &q->scratch, g->n_nodes, edge, g->n_edges + 1);
    partition_find(&more, &o, &q->scratch, &p);
    bool parted = (p.camp[u] == p.camp[v]) != (q->camp[u] == q->camp[v]) &&
                  signed_graph_frustration(g, p.camp) <= q->cost + 1e-9 * fmax(1, q->cost);
    *out_sure = parted || p.optimal;
    if (parted)
        refine(q, p.camp);
    return parted;
}

/* What the linear programme proves of all edges at once: that no best division leaves this one frustrated. */
static void unite_by_slack(struct inquiry *q, struct rigid *r)
{
    const struct signed_graph *g = q->graph;
    struct cycle_pool pool = {.arena = &q->scratch};
    struct packing lp;
    double *capacity = arena_alloc(&q->scratch, (g->n_edges + 1) * sizeof *capacity);
    bool *cut = arena_zalloc(&q->scratch, g->n_edges + 1);
    for (uint32_t e = 0; e < g->n_edges; e++)
        capacity[e] = fabs(g->edge[e].weight);
    struct arena solving;
    arena_init(&solving, 0);
    packing_solve(&(struct packing_problem){g, capacity, cut, INFINITY, q->deadline},
                  cycle_search_new(g, q->camps, &q->scratch), &pool, &solving, &lp);
    for (uint32_t e = 0; e < g->n_edges; e++)
        if (lp.bound + lp.slack[e] > q->cost + 1e-6 * fmax(1, q->cost) &&
            (g->edge[e].weight > 0 || q->camps == CAMPS_TWO))
            unite(r, q->node[g->edge[e].a], q->node[g->edge[e].b]);
    arena_release(&solving);
}

/* False: the time was up. */
static bool settle_block(struct inquiry *q, struct rigid *r)
{
    const uint32_t n = q->graph->n_nodes;
    bool all_sure = true;
    unite_by_slack(q, r);
    for (uint32_t v = 0; v < n; v++)
        q->set[v] = q->camps == CAMPS_TWO ? 0 : q->camp[v];
    for (uint32_t v = 1; v < n; v++)
        for (uint32_t u = 0; u < v; u++) { /* the first node of its set that is not parted from it */
            if (q->set[u] != q->set[v])
                continue;
            bool known = root_of(r, q->node[u]) == root_of(r, q->node[v]), sure = true;
            bool parted = !known && can_part(q, u, v, &sure);
            all_sure = all_sure && sure;
            if (!parted) {
                unite(r, q->node[u], q->node[v]);
                break;
            }
        }
    return all_sure;
}

static bool settle(const struct signed_graph *g, const struct block *b, const struct partition_options *o,
                   const uint32_t *camp, double deadline, struct rigid *r)
{
    struct inquiry q = {
        .graph = &b->graph, .camps = o->camps, .unit = unit_of(g), .deadline = deadline, .seed = o->seed};
    struct arena arena;
    const uint32_t n = b->graph.n_nodes;
    arena_init(&arena, 0);
    arena_init(&q.scratch, 0);
    uint32_t *node = arena_alloc(&arena, (n + 1) * sizeof *node), *own = arena_alloc(&arena, (n + 1) * sizeof *own);
    q.set = arena_alloc(&arena, (n + 1) * sizeof *q.set);
    for (uint32_t e = 0; e < b->graph.n_edges; e++) {
        const struct signed_edge *here = &b->graph.edge[e], *there = &g->edge[b->edge_of[e]];
        node[here->a] = there->a;
        node[here->b] = there->b;
    }
    for (uint32_t v = 0; v < n; v++)
        own[v] = camp[node[v]];
    q.node = node;
    q.camp = own;
    q.cost = signed_graph_frustration(&b->graph, own);
    bool sure = settle_block(&q, r);
    arena_release(&q.scratch);
    arena_release(&arena);
    return sure;
}

/* Groups: tied to each other, and in one camp. */
static void number_groups(const struct signed_graph *g, const uint32_t *camp, struct rigid *r, struct arena *arena,
                          struct arena *scratch, struct shared *out)
{
    out->group = arena_alloc(arena, (g->n_nodes + 1) * sizeof *out->group);
    uint32_t *at = arena_alloc(scratch, 2 * ((size_t)g->n_nodes + 1) * sizeof *at);
    memset(at, 0xFF, 2 * ((size_t)g->n_nodes + 1) * sizeof *at);
    for (uint32_t v = 0; v < g->n_nodes; v++) {
        uint32_t root = root_of(r, v), key = 2 * root + (camp[v] != camp[root]);
        if (at[key] == NOTHING)
            at[key] = out->n_groups++;
        out->group[v] = at[key];
    }
    number_camps(g->n_nodes, out->group, scratch);
}

void shared_find(const struct signed_graph *g, const struct partition_options *o, const struct partition *best,
                 struct arena *arena, struct shared *out)
{
    const double deadline = clock_now() + o->seconds;
    struct blocks blocks;
    struct arena pool;
    arena_init(&pool, 0);
    *out = (struct shared){.proven = true};
    struct rigid r = {arena_alloc(&pool, (g->n_nodes + 1) * sizeof *r.parent)};
    bool *in_block = arena_zalloc(&pool, g->n_edges + 1);
    for (uint32_t v = 0; v < g->n_nodes; v++)
        r.parent[v] = v;
    blocks_find(g, o->camps, &pool, &blocks);
    for (uint32_t i = 0; i < blocks.list.n; i++)
        for (uint32_t e = 0; e < blocks.list.v[i].graph.n_edges; e++)
            in_block[blocks.list.v[i].edge_of[e]] = true;
    for (uint32_t e = 0; e < g->n_edges; e++)
        if (!in_block[e] && (g->edge[e].weight > 0 || o->camps == CAMPS_TWO))
            unite(&r, g->edge[e].a, g->edge[e].b);
    for (uint32_t i = 0; i < blocks.list.n; i++)
        out->proven &= settle(g, &blocks.list.v[i], o, best->camp, deadline, &r);
    number_groups(g, best->camp, &r, arena, &pool, out);
    arena_release(&pool);
}
