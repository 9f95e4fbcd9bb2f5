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
    struct cycle_pool pool; /* conflicted cycles met so far */
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

/* The block with a tie more; its other edges keep their numbers. */
static void add_tie(struct inquiry *q, uint32_t u, uint32_t v, double weight, struct signed_graph *out)
{
    const struct signed_graph *g = q->graph;
    struct signed_edge *edge = arena_alloc(&q->scratch, (g->n_edges + 1) * sizeof *edge);
    uint32_t at = g->n_edges;
    memcpy(edge, g->edge, g->n_edges * sizeof *edge);
    edge[at] = (struct signed_edge){u, v, 0};
    for (uint32_t i = g->first[u]; i < g->first[u + 1]; i++)
        if (g->link[i].node == v)
            at = g->link[i].edge;
    edge[at].weight += weight; /* never 0: less than any weight */
    *out = (struct signed_graph){.n_nodes = g->n_nodes, .n_edges = g->n_edges + (at == g->n_edges), .edge = edge};
    signed_graph_link(out, &q->scratch);
}

/* Those through the edge that was added. */
static void forget_cycles(struct cycle_pool *pool, uint32_t added)
{
    uint32_t n_cycles = 0, n_edges = 0;
    for (uint32_t c = 0, from = 0; c < pool->end.n; c++) {
        uint32_t end = pool->end.v[c];
        bool keep = true;
        for (uint32_t i = from; i < end; i++)
            keep = keep && pool->edge.v[i] != added;
        for (uint32_t i = from; i < end && keep; i++)
            pool->edge.v[n_edges++] = pool->edge.v[i];
        if (keep)
            pool->end.v[n_cycles++] = n_edges;
        from = end;
    }
    pool->end.n = n_cycles;
    pool->edge.n = n_edges;
}

/* Whether u and v can be placed otherwise at the same cost; then sets are parted. *out_sure: the answer is proven. */
static bool can_part(struct inquiry *q, uint32_t u, uint32_t v, bool *out_sure)
{
    const struct signed_graph *g = q->graph;
    const double unit = q->unit / 2, small = unit > 0 ? unit : 1e-6 * fmax(1, q->cost);
    struct block more = {0};
    *out_sure = false;
    if (clock_now() > q->deadline)
        return false;
    arena_clear(&q->scratch);
    add_tie(q, u, v, q->camp[u] == q->camp[v] ? -small : small, &more.graph);
    more.camp = arena_alloc(&q->scratch, (g->n_nodes + 1) * sizeof *more.camp);
    memcpy(more.camp, q->camp, g->n_nodes * sizeof *more.camp);
    more.cost = signed_graph_frustration(&more.graph, more.camp);
    branch_and_bound(&more, q->camps, unit, q->deadline, &q->pool, &q->scratch);
    forget_cycles(&q->pool, g->n_edges);
    bool parted = (more.camp[u] == more.camp[v]) != (q->camp[u] == q->camp[v]) &&
                  signed_graph_frustration(g, more.camp) <= q->cost + 1e-9 * fmax(1, q->cost);
    *out_sure = parted || bound_reaches(more.bound, more.cost, unit);
    if (parted)
        refine(q, more.camp);
    return parted;
}

/* What the linear programme proves of all edges at once: that no best division leaves this one frustrated. */
static void unite_by_slack(struct inquiry *q, struct rigid *r)
{
    const struct signed_graph *g = q->graph;
    struct packing lp;
    double *capacity = arena_alloc(&q->scratch, (g->n_edges + 1) * sizeof *capacity);
    bool *cut = arena_zalloc(&q->scratch, g->n_edges + 1);
    for (uint32_t e = 0; e < g->n_edges; e++)
        capacity[e] = fabs(g->edge[e].weight);
    struct arena solving;
    arena_init(&solving, 0);
    packing_solve(&(struct packing_problem){g, capacity, cut, INFINITY, q->deadline},
                  cycle_search_new(g, q->camps, &q->scratch), &q->pool, &solving, &lp);
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
    struct arena arena;
    const uint32_t n = b->graph.n_nodes;
    struct inquiry q = {
        .graph = &b->graph, .camps = o->camps, .unit = unit_of(g), .deadline = deadline, .pool = {.arena = &arena}};
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
