/* network/cycles.c - conflicted cycles, found as shortest walks.
 *
 * A state is a node with the number of hostile edges behind it: 0 or 1 (with two camps: even or odd). The shortest walk
 * from (v, 0) to (v, 1) is the shortest conflicted walk through v; the first closed piece of it with an odd number of
 * hostile edges is a simple cycle, and no longer. */
#include "network/partition_int.h"

#include <stdlib.h>

enum { UNSEEN = 0, OPEN = 1, DONE = 2 };

/* What a step costs besides its length, so that among equally violated cycles the one of fewest edges is found. */
static const double STEP = 1e-5;

struct cycle_search {
    const struct signed_graph *g;
    enum camps camps;
    double *distance;   /* [2 * n_nodes], of states 2 v + parity */
    uint32_t *by;       /* the edge over which a state was reached */
    uint8_t *mark;      /* UNSEEN, OPEN, DONE */
    uint32_t *place;    /* of open states in the heap */
    uint32_t *heap;     /* states, the nearest first */
    uint32_t *touched;  /* states to be set back */
    uint32_t *position; /* [n_nodes]: where the walk visits the node; NOTHING */
    uint32_t *walk;     /* edges */
    uint32_t *cycle;    /* the same, once simple */
    uint32_t n_heap, n_touched;
};

struct cycle_search *cycle_search_new(const struct signed_graph *g, enum camps camps, struct arena *arena)
{
    struct cycle_search *s = arena_zalloc(arena, sizeof *s);
    size_t n = 2 * (size_t)g->n_nodes + 2;
    s->g = g;
    s->camps = camps;
    s->distance = arena_alloc(arena, n * sizeof *s->distance);
    s->mark = arena_zalloc(arena, n);
    uint32_t **of_states[] = {&s->by, &s->place, &s->heap, &s->touched, &s->position, &s->walk, &s->cycle};
    for (size_t i = 0; i < sizeof of_states / sizeof *of_states; i++)
        *of_states[i] = arena_alloc(arena, n * sizeof(uint32_t));
    memset(s->position, 0xFF, n * sizeof *s->position);
    return s;
}

uint32_t cycle_begin(const struct cycle_pool *p, uint32_t c)
{
    return c ? p->end.v[c - 1] : 0;
}

static void heap_set(struct cycle_search *s, uint32_t at, uint32_t state)
{
    s->heap[at] = state;
    s->place[state] = at;
}

static void heap_rise(struct cycle_search *s, uint32_t at)
{
    uint32_t state = s->heap[at];
    while (at && s->distance[state] < s->distance[s->heap[(at - 1) / 2]]) {
        heap_set(s, at, s->heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    heap_set(s, at, state);
}

static uint32_t heap_take(struct cycle_search *s)
{
    uint32_t nearest = s->heap[0], state = s->heap[--s->n_heap], at = 0;
    for (uint32_t child; (child = 2 * at + 1) < s->n_heap; at = child) {
        if (child + 1 < s->n_heap && s->distance[s->heap[child + 1]] < s->distance[s->heap[child]])
            child++;
        if (s->distance[state] <= s->distance[s->heap[child]])
            break;
        heap_set(s, at, s->heap[child]);
    }
    if (s->n_heap)
        heap_set(s, at, state);
    return nearest;
}

static void reach(struct cycle_search *s, uint32_t state, double distance, uint32_t by)
{
    if (s->mark[state] == DONE || (s->mark[state] == OPEN && distance >= s->distance[state]))
        return;
    s->distance[state] = distance;
    s->by[state] = by;
    if (s->mark[state] == UNSEEN) {
        s->mark[state] = OPEN;
        s->touched[s->n_touched++] = state;
        s->place[state] = s->n_heap;
        s->heap[s->n_heap++] = state;
    }
    heap_rise(s, s->place[state]);
}

static void leave(struct cycle_search *s, uint32_t state, const double *length, double below)
{
    uint32_t v = state / 2, odd = state & 1;
    for (uint32_t i = s->g->first[v]; i < s->g->first[v + 1]; i++) {
        struct signed_link l = s->g->link[i];
        bool hostile = s->g->edge[l.edge].weight < 0;
        if (length[l.edge] >= 1 || (hostile && odd && s->camps == CAMPS_ANY))
            continue;
        double distance = s->distance[state] + length[l.edge] + STEP;
        if (distance < below)
            reach(s, 2 * l.node + (odd ^ hostile), distance, l.edge);
    }
}

/* The walk from `state` back to the search's beginning -> a simple conflicted cycle in out; its edges. */
static uint32_t simple_cycle(struct cycle_search *s, uint32_t state, uint32_t *out)
{
    const struct signed_edge *edge = s->g->edge;
    uint32_t n = 0, v = state / 2, n_cycle = 0;
    s->position[v] = 0;
    while (s->by[state] != NOTHING) {
        uint32_t e = s->by[state];
        v = edge[e].a == state / 2 ? edge[e].b : edge[e].a;
        state = 2 * v + ((state & 1) ^ (edge[e].weight < 0));
        s->walk[n++] = e;
        uint32_t from = s->position[v], n_hostile = 0;
        if (from == NOTHING) {
            s->position[v] = n;
            continue;
        }
        for (uint32_t i = from; i < n; i++)
            n_hostile += edge[s->walk[i]].weight < 0;
        if (n_hostile & 1) {
            n_cycle = n - from;
            memcpy(out, s->walk + from, n_cycle * sizeof *out);
            break;
        }
        for (uint32_t u = v;
             n > from;) { /* a piece without conflict is cut out: its nodes, but not v, are free again */
            const struct signed_edge *x = &edge[s->walk[--n]];
            u = x->a == u ? x->b : x->a;
            if (n > from)
                s->position[u] = NOTHING;
        }
    }
    for (uint32_t i = 0; i < n; i++)
        s->position[edge[s->walk[i]].a] = s->position[edge[s->walk[i]].b] = NOTHING;
    return n_cycle;
}

/* The shortest conflicted walk through v, made a simple cycle, if it is shorter than `below`; edges of length 1 and
 * more are not used. Gives the number of edges written to out. */
static uint32_t cycle_through(struct cycle_search *s, uint32_t v, const double *length, double below, uint32_t *out)
{
    const uint32_t goal = 2 * v + 1;
    uint32_t n = 0;
    s->n_heap = s->n_touched = 0;
    reach(s, 2 * v, 0, NOTHING);
    while (s->n_heap) {
        uint32_t state = heap_take(s);
        s->mark[state] = DONE;
        if (state == goal) {
            n = simple_cycle(s, state, out);
            break;
        }
        leave(s, state, length, below);
    }
    for (uint32_t i = 0; i < s->n_touched; i++)
        s->mark[s->touched[i]] = UNSEEN;
    s->position[v] = NOTHING;
    return n;
}

static int compare_numbers(const void *x, const void *y)
{
    uint32_t p = *(const uint32_t *)x, q = *(const uint32_t *)y;
    return (p > q) - (p < q);
}

/* Whether a cycle added since `from` is the same; the edges of each are sorted. */
static bool is_new(const struct cycle_pool *pool, uint32_t from, const uint32_t *edge, uint32_t n)
{
    for (uint32_t c = from; c < pool->end.n; c++) {
        uint32_t begin = cycle_begin(pool, c);
        if (pool->end.v[c] - begin == n && memcmp(pool->edge.v + begin, edge, n * sizeof *edge) == 0)
            return false;
    }
    return true;
}

uint32_t cycles_violated(struct cycle_search *s, const double *length, struct cycle_pool *pool)
{
    uint32_t from = pool->end.n;
    uint32_t *cycle = s->cycle;
    for (uint32_t v = 0; v < s->g->n_nodes; v++) {
        uint32_t n = cycle_through(s, v, length, 1 - 1e-6 + STEP * s->g->n_nodes, cycle);
        double sum = 0;
        for (uint32_t i = 0; i < n; i++)
            sum += length[cycle[i]];
        if (!n || sum > 1 - 1e-6)
            continue;
        qsort(cycle, n, sizeof *cycle, compare_numbers);
        if (!is_new(pool, from, cycle, n))
            continue;
        for (uint32_t i = 0; i < n; i++)
            *array_add(pool->arena, &pool->edge) = cycle[i];
        *array_add(pool->arena, &pool->end) = pool->edge.n;
    }
    return pool->end.n - from;
}
