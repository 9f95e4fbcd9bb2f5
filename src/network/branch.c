/* network/branch.c - branch and bound over edges: frustrated, or not.
 *
 * Each branch solves the packing again with what has been decided (packing.c), from the pool of cycles found so far. An
 * edge whose slack alone would lift the bound to the best cost known cannot be frustrated in anything better: it is
 * decided at once. */
#include "network/partition_int.h"

#include <math.h>

struct search {
    struct block *block;
    enum camps camps;
    double unit, deadline;
    double *capacity;        /* [n_edges], INFINITY: decided that it is not frustrated */
    bool *cut;               /* [n_edges]: decided that it is */
    ARRAY_OF(uint32_t) undo; /* edges that were decided by their slack */
    struct cycle_search *cycles;
    struct cycle_pool *pool;
    struct arena *arena, scratch;
    uint32_t n_branches;
};

static bool is_free(const struct search *s, uint32_t e)
{
    return !s->cut[e] && !isinf(s->capacity[e]);
}

/* The division that the duals suggest, improved. */
static void round_duals(struct search *s, const double *y)
{
    struct block *b = s->block;
    const struct signed_graph *g = &b->graph;
    bool *frustrated = arena_alloc(&s->scratch, g->n_edges + 1);
    uint32_t *camp = arena_alloc(&s->scratch, (g->n_nodes + 1) * sizeof *camp);
    for (uint32_t e = 0; e < g->n_edges; e++)
        frustrated[e] = y[e] >= 0.5;
    camps_without(g, s->camps, frustrated, camp, &s->scratch);
    double cost = descend(g, s->camps, camp, &s->scratch);
    if (cost < b->cost) {
        b->cost = cost;
        memcpy(b->camp, camp, g->n_nodes * sizeof *camp);
    }
}

static void decide_by_slack(struct search *s, double base, const struct packing *lp)
{
    for (uint32_t e = 0; e < s->block->graph.n_edges; e++)
        if (is_free(s, e) && bound_reaches(base + lp->bound + lp->slack[e], s->block->cost, s->unit)) {
            s->capacity[e] = INFINITY;
            *array_add(s->arena, &s->undo) = e;
        }
}

/* The edge whose dual is farthest from a decision, the heavier the better; NOTHING: all are decided. */
static uint32_t undecided(const struct search *s, const double *y)
{
    uint32_t best = NOTHING;
    double most = 0;
    for (uint32_t e = 0; e < s->block->graph.n_edges; e++) {
        if (!is_free(s, e) || y[e] <= 1e-6)
            continue;
        double merit = (1e-3 + fmin(y[e], fmax(1 - y[e], 0))) * s->capacity[e];
        if (merit > most) {
            most = merit;
            best = e;
        }
    }
    return best;
}

static double explore(struct search *s, double base);

/* The least that is possible with e decided in this way. */
static double branch(struct search *s, double base, uint32_t e, bool cut)
{
    double capacity = s->capacity[e], bound;
    if (cut) {
        s->cut[e] = true;
        bound = explore(s, base + capacity);
        s->cut[e] = false;
    } else {
        s->capacity[e] = INFINITY;
        bound = explore(s, base);
        s->capacity[e] = capacity;
    }
    return bound;
}

/* A lower bound of all divisions that agree with what is decided; INFINITY where none is better than the best. */
static double explore(struct search *s, double base)
{
    struct block *b = s->block;
    struct packing lp;
    if (bound_reaches(base, b->cost, s->unit))
        return INFINITY;
    if (clock_now() > s->deadline)
        return base;
    s->n_branches++;
    arena_clear(&s->scratch);
    packing_solve(&(struct packing_problem){&b->graph, s->capacity, s->cut, b->cost - base, s->deadline}, s->cycles,
                  s->pool, &s->scratch, &lp);
    double bound = bound_raised(base + lp.bound, s->unit);
    if (bound_reaches(bound, b->cost, s->unit))
        return INFINITY;
    round_duals(s, lp.y);
    if (bound_reaches(bound, b->cost, s->unit))
        return INFINITY;
    uint32_t e = undecided(s, lp.y), n_undo = s->undo.n;
    if (e == NOTHING || !lp.complete)
        return bound;
    bool first = lp.y[e] >= 0.5;
    decide_by_slack(s, base, &lp);
    double one = is_free(s, e) ? branch(s, base, e, first) : explore(s, base);
    double two = is_free(s, e) ? branch(s, base, e, !first) : INFINITY;
    while (s->undo.n > n_undo) {
        uint32_t decided = s->undo.v[--s->undo.n];
        s->capacity[decided] = fabs(b->graph.edge[decided].weight);
    }
    return fmax(bound, fmin(one, two));
}

uint32_t branch_and_bound(struct block *b, enum camps camps, double unit, double deadline, struct cycle_pool *pool,
                          struct arena *arena)
{
    const struct signed_graph *g = &b->graph;
    struct search s = {.block = b, .camps = camps, .unit = unit, .deadline = deadline, .arena = arena};
    struct cycle_pool own = {.arena = arena};
    s.pool = pool ? pool : &own;
    s.cycles = cycle_search_new(g, camps, arena);
    s.capacity = arena_alloc(arena, (g->n_edges + 1) * sizeof *s.capacity);
    s.cut = arena_zalloc(arena, g->n_edges + 1);
    for (uint32_t e = 0; e < g->n_edges; e++)
        s.capacity[e] = fabs(g->edge[e].weight);
    arena_init(&s.scratch, 0);
    b->bound = fmin(fmax(b->bound, explore(&s, 0)), b->cost);
    arena_release(&s.scratch);
    return s.n_branches;
}
