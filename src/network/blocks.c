/* network/blocks.c - a signed graph cut into parts whose conflicts are independent.
 *
 * Every conflicted cycle lies within one 2-connected component, so each component is a problem of its own. With any
 * number of camps a hostile tie between components of the friendly ties never frustrates anybody; without it the
 * components fall into smaller ones, and so on until nothing changes. */
#include "network/partition_int.h"

#include <assert.h>
#include <stdlib.h>

struct part { /* some edges of the whole graph, as a graph of their own */
    struct signed_graph graph;
    uint32_t *edge_of;
};

struct cutter {
    const struct signed_graph *whole;
    enum camps camps;
    struct arena *arena;
    uint32_t *local; /* [whole->n_nodes]: the node's number in the part that is made; NOTHING: not yet in it */
    ARRAY_OF(struct part) pending;
    struct blocks *out;
};

/* Edges of the whole graph, in increasing order -> a part with nodes numbered in their old order. */
static struct part make_part(struct cutter *c, const uint32_t *edges, uint32_t n)
{
    struct part part = {.edge_of = arena_alloc(c->arena, (n + 1) * sizeof *part.edge_of)};
    struct signed_edge *edge = arena_alloc(c->arena, (n + 1) * sizeof *edge);
    uint32_t *nodes = arena_alloc(c->arena, (2 * (size_t)n + 1) * sizeof *nodes), n_nodes = 0;
    memcpy(part.edge_of, edges, n * sizeof *edges);
    for (uint32_t i = 0; i < n; i++) {
        const struct signed_edge *e = &c->whole->edge[edges[i]];
        for (int end = 0; end < 2; end++) {
            uint32_t v = end ? e->b : e->a;
            if (c->local[v] == NOTHING) {
                c->local[v] = n_nodes;
                nodes[n_nodes++] = v;
            }
        }
        uint32_t a = c->local[e->a], b = c->local[e->b];
        edge[i] = (struct signed_edge){a, b, e->weight};
    }
    for (uint32_t i = 0; i < n_nodes; i++)
        c->local[nodes[i]] = NOTHING;
    part.graph = (struct signed_graph){.n_nodes = n_nodes, .n_edges = n, .edge = edge};
    signed_graph_link(&part.graph, c->arena);
    return part;
}

/* Components by the edges that are `used` (NULL: all); component[v] from 0. */
static void components(const struct signed_graph *g, const bool *used, uint32_t *component, uint32_t *stack)
{
    uint32_t n_components = 0;
    memset(component, 0xFF, g->n_nodes * sizeof *component);
    for (uint32_t root = 0; root < g->n_nodes; root++) {
        if (component[root] != NOTHING)
            continue;
        uint32_t n_stack = 0;
        stack[n_stack++] = root;
        component[root] = n_components;
        while (n_stack) {
            uint32_t v = stack[--n_stack];
            for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++)
                if ((!used || used[g->link[i].edge]) && component[g->link[i].node] == NOTHING) {
                    component[g->link[i].node] = n_components;
                    stack[n_stack++] = g->link[i].node;
                }
        }
        n_components++;
    }
}

struct walk { /* Tarjan's depth-first search for 2-connected components, without recursion */
    const struct signed_graph *g;
    const bool *used;
    uint32_t *order, *low, *at, *parent_edge, *path, *edges;
    uint32_t n_order, n_path, n_edges, n_found;
    uint32_t *found; /* [n_edges] of the graph: which component */
};

static void walk_enter(struct walk *w, uint32_t v, uint32_t by_edge)
{
    w->order[v] = w->low[v] = w->n_order++;
    w->at[v] = w->g->first[v];
    w->parent_edge[v] = by_edge;
    w->path[w->n_path++] = v;
}

static void walk_leave(struct walk *w, uint32_t v)
{
    w->n_path--;
    if (!w->n_path)
        return;
    uint32_t parent = w->path[w->n_path - 1];
    if (w->low[v] < w->low[parent])
        w->low[parent] = w->low[v];
    if (w->low[v] < w->order[parent])
        return;
    uint32_t e;
    do {
        e = w->edges[--w->n_edges];
        w->found[e] = w->n_found;
    } while (e != w->parent_edge[v]);
    w->n_found++;
}

static void walk_from(struct walk *w, uint32_t root)
{
    walk_enter(w, root, NOTHING);
    while (w->n_path) {
        uint32_t v = w->path[w->n_path - 1];
        if (w->at[v] == w->g->first[v + 1]) {
            walk_leave(w, v);
            continue;
        }
        const struct signed_link *l = &w->g->link[w->at[v]++];
        if (!w->used[l->edge] || l->edge == w->parent_edge[v])
            continue;
        if (w->order[l->node] == NOTHING) {
            w->edges[w->n_edges++] = l->edge;
            walk_enter(w, l->node, l->edge);
        } else if (w->order[l->node] < w->order[v]) {
            w->edges[w->n_edges++] = l->edge;
            if (w->order[l->node] < w->low[v])
                w->low[v] = w->order[l->node];
        }
    }
}

/* found[e]: the 2-connected component of each used edge; how many there are. */
static uint32_t two_connected(const struct signed_graph *g, const bool *used, uint32_t *found, struct arena *arena)
{
    struct walk w = {.g = g, .used = used, .found = found};
    uint32_t **of_nodes[] = {&w.order, &w.low, &w.at, &w.parent_edge, &w.path};
    for (size_t i = 0; i < sizeof of_nodes / sizeof *of_nodes; i++)
        *of_nodes[i] = arena_alloc(arena, (g->n_nodes + 1) * sizeof(uint32_t));
    w.edges = arena_alloc(arena, (g->n_edges + 1) * sizeof *w.edges);
    memset(w.order, 0xFF, g->n_nodes * sizeof *w.order);
    memset(found, 0xFF, g->n_edges * sizeof *found);
    for (uint32_t v = 0; v < g->n_nodes; v++)
        if (w.order[v] == NOTHING)
            walk_from(&w, v);
    return w.n_found;
}

/* Hostile edges that can be frustrated: with two camps all, else those inside a component of friendly edges. */
static void mark_used(const struct signed_graph *g, enum camps camps, bool *used, struct arena *arena)
{
    uint32_t *component = arena_alloc(arena, (g->n_nodes + 1) * sizeof *component);
    uint32_t *stack = arena_alloc(arena, (g->n_nodes + 1) * sizeof *stack);
    for (uint32_t e = 0; e < g->n_edges; e++)
        used[e] = camps == CAMPS_TWO || g->edge[e].weight > 0;
    if (camps == CAMPS_TWO)
        return;
    components(g, used, component, stack);
    for (uint32_t e = 0; e < g->n_edges; e++)
        used[e] = component[g->edge[e].a] == component[g->edge[e].b];
}

static bool has_conflict(const struct signed_graph *g, enum camps camps, struct arena *arena)
{
    bool *none = arena_zalloc(arena, g->n_edges + 1);
    uint32_t *camp = arena_alloc(arena, (g->n_nodes + 1) * sizeof *camp);
    camps_without(g, camps, none, camp, arena);
    return signed_graph_frustration(g, camp) > 0;
}

/* One part: final, or cut into smaller ones that wait. */
static void cut_part(struct cutter *c, struct part part, struct arena *scratch)
{
    const struct signed_graph *g = &part.graph;
    bool *used = arena_alloc(scratch, g->n_edges + 1);
    uint32_t *found = arena_alloc(scratch, (g->n_edges + 1) * sizeof *found);
    mark_used(g, c->camps, used, scratch);
    uint32_t n_found = two_connected(g, used, found, scratch);
    uint32_t *size = arena_zalloc(scratch, (n_found + 1) * sizeof *size), n_used = 0;
    for (uint32_t e = 0; e < g->n_edges; e++)
        if (used[e]) {
            size[found[e]]++;
            n_used++;
        }
    if (n_found == 1 && n_used == g->n_edges) {
        if (has_conflict(g, c->camps, scratch))
            *array_add(c->arena, &c->out->list) = (struct block){.graph = *g, .edge_of = part.edge_of};
        return;
    }
    uint32_t **edges = arena_zalloc(scratch, (n_found + 1) * sizeof *edges);
    for (uint32_t e = 0; e < g->n_edges; e++) {
        if (!used[e] || size[found[e]] < 3)
            continue;
        uint32_t k = found[e];
        if (!edges[k]) {
            edges[k] = arena_alloc(scratch, size[k] * sizeof **edges);
            size[k] = 3; /* from now on 3 and how many are in */
        }
        edges[k][size[k]++ - 3] = part.edge_of[e];
    }
    for (uint32_t k = 0; k < n_found; k++)
        if (edges[k])
            *array_add(c->arena, &c->pending) = make_part(c, edges[k], size[k] - 3);
}

static int compare_blocks(const void *x, const void *y)
{
    const struct block *p = x, *q = y;
    if (p->graph.n_edges != q->graph.n_edges)
        return p->graph.n_edges < q->graph.n_edges ? -1 : 1;
    return (p->edge_of[0] > q->edge_of[0]) - (p->edge_of[0] < q->edge_of[0]);
}

void blocks_find(const struct signed_graph *g, enum camps camps, struct arena *arena, struct blocks *out)
{
    struct cutter c = {.whole = g, .camps = camps, .arena = arena, .out = out};
    struct arena scratch;
    *out = (struct blocks){0};
    arena_init(&scratch, 0);
    c.local = arena_alloc(arena, (g->n_nodes + 1) * sizeof *c.local);
    memset(c.local, 0xFF, g->n_nodes * sizeof *c.local);
    uint32_t *all = arena_alloc(arena, (g->n_edges + 1) * sizeof *all);
    for (uint32_t e = 0; e < g->n_edges; e++)
        all[e] = e;
    *array_add(arena, &c.pending) = make_part(&c, all, g->n_edges);
    while (c.pending.n) {
        cut_part(&c, c.pending.v[--c.pending.n], &scratch);
        arena_clear(&scratch);
    }
    if (out->list.n)
        qsort(out->list.v, out->list.n, sizeof *out->list.v, compare_blocks);
    arena_release(&scratch);
}
