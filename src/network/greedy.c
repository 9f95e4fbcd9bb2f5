/* network/greedy.c - a bound for graphs that are too large for the linear programme.
 *
 * Dense graphs are full of triangles, and the best packing shares each edge evenly among them; sparse ones have long
 * cycles, for which the shortest first is a good order. */
#include "network/partition_int.h"

#include <math.h>

enum { SHARING_ROUNDS = 20, DEEPEST_TREE = 8 };

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

static void pack_cycle(struct packer *p, const uint32_t *cycle, uint32_t n)
{
    double part = INFINITY;
    for (uint32_t i = 0; i < n; i++)
        part = fmin(part, p->left[cycle[i]]);
    for (uint32_t i = 0; i < n; i++) {
        p->left[cycle[i]] -= part;
        if (p->left[cycle[i]] <= 1e-9 * part)
            p->left[cycle[i]] = 0;
    }
    p->bound += part;
}

struct tree {           /* breadth first from one node, over edges that have something left */
    uint32_t *seen;     /* [n_nodes]: the search that reached the node last */
    uint32_t *depth;    /* [n_nodes] */
    uint32_t *up;       /* [n_nodes]: the edge towards the root */
    uint32_t *queue;    /* the nodes reached */
    uint32_t *cycle;    /* [n_nodes] */
    uint8_t *side;      /* [n_nodes]: 1 behind an odd number of hostile edges */
    bool *free;         /* [n_nodes]: no conflicted cycle is left around the node */
    uint32_t n, search; /* nodes in the queue, number of this search */
};

static void tree_add(struct tree *t, uint32_t v, uint32_t depth, uint32_t up, uint8_t side)
{
    t->seen[v] = t->search;
    t->depth[v] = depth;
    t->up[v] = up;
    t->side[v] = side;
    t->queue[t->n++] = v;
}

/* The edge and the two paths from its ends up to where they meet; the number of edges. */
static uint32_t close_cycle(const struct tree *t, const struct signed_edge *edge, uint32_t e)
{
    uint32_t a = edge[e].a, b = edge[e].b, n = 0;
    t->cycle[n++] = e;
    while (a != b) {
        uint32_t *deeper = t->depth[a] >= t->depth[b] ? &a : &b, up = t->up[*deeper];
        t->cycle[n++] = up;
        *deeper = edge[up].a == *deeper ? edge[up].b : edge[up].a;
    }
    return n;
}

/* The first conflicted cycle that closes in a tree of this depth; 0: none. Trees of friendly edges alone for any number
 * of camps: there every hostile edge between two of their nodes closes one. */
static uint32_t cycle_near(const struct packer *p, struct tree *t, uint32_t root, uint32_t max_depth)
{
    const struct signed_graph *g = p->g;
    t->search++;
    t->n = 0;
    tree_add(t, root, 0, NOTHING, 0);
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t v = t->queue[i];
        for (uint32_t k = g->first[v]; k < g->first[v + 1]; k++) {
            struct signed_link l = g->link[k];
            bool hostile = g->edge[l.edge].weight < 0;
            if (p->left[l.edge] <= 0)
                continue;
            if (t->seen[l.node] == t->search) {
                if (hostile != (t->side[v] != t->side[l.node]))
                    return close_cycle(t, g->edge, l.edge);
            } else if (t->depth[v] < max_depth && !(hostile && p->camps == CAMPS_ANY)) {
                tree_add(t, l.node, t->depth[v] + 1, l.edge, t->side[v] ^ hostile);
            }
        }
    }
    return 0;
}

/* Short cycles first, by trees that grow deeper; the last ones reach everything, so that no cycle is left. */
static void pack_cycles(struct packer *p, double deadline, struct arena *arena)
{
    const uint32_t n = p->g->n_nodes;
    struct tree t = {0};
    uint32_t **of_nodes[] = {&t.seen, &t.depth, &t.up, &t.queue, &t.cycle};
    for (size_t i = 0; i < sizeof of_nodes / sizeof *of_nodes; i++)
        *of_nodes[i] = arena_zalloc(arena, (n + 1) * sizeof(uint32_t));
    t.side = arena_zalloc(arena, n + 1);
    t.free = arena_zalloc(arena, n + 1);
    for (uint32_t depth = 1; depth <= DEEPEST_TREE; depth++)
        for (uint32_t v = 0; v < n; v++) {
            uint32_t n_cycle;
            while (!t.free[v] && clock_now() < deadline &&
                   (n_cycle = cycle_near(p, &t, v, depth == DEEPEST_TREE ? n : depth)))
                pack_cycle(p, t.cycle, n_cycle);
            for (uint32_t i = 0; depth == DEEPEST_TREE && i < t.n; i++)
                t.free[t.queue[i]] = true;
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
