/* network/anneal.c - good divisions by moving nodes: annealing, then descent, then joining of camps.
 *
 * A move of node v from camp c to camp d changes the frustration by W(v, c) - W(v, d), where W(v, x) is the weight
 * between v and the members of x, with sign. */
#include "network/camp_pairs.h"
#include "network/partition_int.h"

#include <math.h>

enum { LEAST_SWEEPS = 2000, MOST_SWEEPS = 2000, SWEEP_BUDGET = 4 * 1000 * 1000 };

struct division {
    const struct signed_graph *g;
    enum camps camps;
    uint32_t *camp;
    uint32_t *size;        /* [n_nodes + 2]: of each camp */
    uint32_t *empty;       /* camps without members, a stack */
    uint32_t *at_in_empty; /* [n_nodes + 2]: the place of an empty camp in it */
    uint32_t n_empty;
    double cost;
};

static void camp_left(struct division *d, uint32_t c)
{
    if (--d->size[c] == 0) {
        d->at_in_empty[c] = d->n_empty;
        d->empty[d->n_empty++] = c;
    }
}

static void camp_joined(struct division *d, uint32_t c)
{
    if (d->size[c]++ == 0) {
        uint32_t last = d->empty[--d->n_empty];
        d->empty[d->at_in_empty[c]] = last;
        d->at_in_empty[last] = d->at_in_empty[c];
    }
}

static void division_init(struct division *d, const struct signed_graph *g, enum camps camps, uint32_t *camp,
                          struct arena *scratch)
{
    const uint32_t n = g->n_nodes + 2; /* one for each node, and a spare one */
    *d = (struct division){.g = g, .camps = camps, .camp = camp};
    d->size = arena_zalloc(scratch, n * sizeof *d->size);
    d->empty = arena_alloc(scratch, n * sizeof *d->empty);
    d->at_in_empty = arena_alloc(scratch, n * sizeof *d->at_in_empty);
    for (uint32_t v = 0; v < g->n_nodes; v++)
        d->size[camp[v]]++;
    for (uint32_t c = n; c-- > 0;)
        if (!d->size[c]) {
            d->at_in_empty[c] = d->n_empty;
            d->empty[d->n_empty++] = c;
        }
    d->cost = signed_graph_frustration(g, camp);
}

static void move(struct division *d, uint32_t v, uint32_t to, double change)
{
    camp_left(d, d->camp[v]);
    camp_joined(d, to);
    d->camp[v] = to;
    d->cost += change;
}

static double change_of(const struct division *d, uint32_t v, uint32_t to)
{
    const struct signed_graph *g = d->g;
    double here = 0, there = 0;
    for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) {
        uint32_t c = d->camp[g->link[i].node];
        if (c == d->camp[v])
            here += g->edge[g->link[i].edge].weight;
        else if (c == to)
            there += g->edge[g->link[i].edge].weight;
    }
    return here - there;
}

/* Where v might go: to the camp of a friend, or away from an enemy. Its own camp: nowhere. */
static uint32_t proposal(const struct division *d, uint32_t v, struct dice *dice)
{
    const struct signed_graph *g = d->g;
    uint32_t degree = g->first[v + 1] - g->first[v];
    if (d->camps == CAMPS_TWO)
        return d->camp[v] ^ 1;
    struct signed_link l = g->link[g->first[v] + dice_below(dice, degree)];
    if (g->edge[l.edge].weight > 0 && d->camp[l.node] != d->camp[v])
        return d->camp[l.node];
    return d->size[d->camp[v]] > 1 ? d->empty[d->n_empty - 1] : d->camp[v];
}

static void sweep(struct division *d, double temperature, struct dice *dice)
{
    for (uint32_t i = 0; i < d->g->n_nodes; i++) {
        uint32_t v = dice_below(dice, d->g->n_nodes), to = proposal(d, v, dice);
        if (to == d->camp[v])
            continue;
        double change = change_of(d, v, to);
        if (change <= 0 || dice_unit(dice) < exp(-change / temperature))
            move(d, v, to, change);
    }
}

/* The best move of each node in turn, until a whole round finds none. */
static void descend_nodes(struct division *d, double *weight_to)
{
    const struct signed_graph *g = d->g;
    for (bool moved = true; moved;) {
        moved = false;
        for (uint32_t v = 0; v < g->n_nodes; v++) {
            const uint32_t from = g->first[v], end = g->first[v + 1], here = d->camp[v];
            for (uint32_t i = from; i < end; i++)
                weight_to[d->camp[g->link[i].node]] += g->edge[g->link[i].edge].weight;
            uint32_t best = d->camps == CAMPS_TWO ? here ^ 1 : d->empty[d->n_empty - 1];
            for (uint32_t i = from; i < end; i++)
                if (weight_to[d->camp[g->link[i].node]] > weight_to[best] && d->camp[g->link[i].node] != here)
                    best = d->camp[g->link[i].node];
            double change = weight_to[here] - weight_to[best];
            for (uint32_t i = from; i < end; i++)
                weight_to[d->camp[g->link[i].node]] = 0;
            if (change < -1e-9) {
                move(d, v, best, change);
                moved = true;
            }
        }
    }
}

/* The weights between camps that have ties, the heaviest first. */
static uint32_t weigh_pairs(const struct division *d, struct camp_pair *pair)
{
    uint32_t n = 0;
    for (uint32_t e = 0; e < d->g->n_edges; e++) {
        const struct signed_edge *x = &d->g->edge[e];
        uint32_t a = d->camp[x->a], b = d->camp[x->b];
        if (a != b)
            pair[n++] = (struct camp_pair){a < b ? a : b, a < b ? b : a, x->weight};
    }
    n = camp_pairs_sum(pair, n);
    camp_pairs_rank(pair, n);
    return n;
}

/* Camps with more friendship than hostility between them become one, each at most once; whether any did. */
static bool join_camps(struct division *d, struct arena *scratch)
{
    struct camp_pair *pair = arena_alloc(scratch, (d->g->n_edges + 1) * sizeof *pair);
    uint32_t *into = arena_alloc(scratch, (d->g->n_nodes + 2) * sizeof *into);
    memset(into, 0xFF, (d->g->n_nodes + 2) * sizeof *into);
    uint32_t n = weigh_pairs(d, pair);
    bool joined = false;
    for (uint32_t i = 0; i < n && pair[i].weight > 1e-9; i++)
        if (into[pair[i].a] == NOTHING && into[pair[i].b] == NOTHING) {
            into[pair[i].a] = into[pair[i].b] = pair[i].a;
            d->cost -= pair[i].weight;
            joined = true;
        }
    for (uint32_t v = 0; joined && v < d->g->n_nodes; v++) {
        uint32_t to = into[d->camp[v]];
        if (to != NOTHING && to != d->camp[v])
            move(d, v, to, 0);
    }
    return joined;
}

static void descend_division(struct division *d, struct arena *scratch)
{
    double *weight_to = arena_zalloc(scratch, (d->g->n_nodes + 2) * sizeof *weight_to);
    do
        descend_nodes(d, weight_to);
    while (d->camps == CAMPS_ANY && join_camps(d, scratch));
    d->cost = signed_graph_frustration(d->g, d->camp); /* without the rounding of many moves */
}

double descend(const struct signed_graph *g, enum camps camps, uint32_t *camp, struct arena *scratch)
{
    struct division d;
    division_init(&d, g, camps, camp, scratch);
    descend_division(&d, scratch);
    return d.cost;
}

void anneal_block(struct block *b, enum camps camps, uint64_t seed, double deadline, struct arena *scratch)
{
    const struct signed_graph *g = &b->graph;
    struct dice dice = {seed};
    double sum = 0;
    for (uint32_t e = 0; e < g->n_edges; e++)
        sum += fabs(g->edge[e].weight);
    const double weight = sum / g->n_edges, degree = 2.0 * g->n_edges / g->n_nodes;
    const double hot = 0.7 * weight * sqrt(degree), cold = 0.12 * weight;
    double n_sweeps = SWEEP_BUDGET / (2.0 * g->n_edges + g->n_nodes);
    n_sweeps = fmin(fmax(n_sweeps, LEAST_SWEEPS), MOST_SWEEPS);
    struct division d;
    uint32_t *camp = arena_alloc(scratch, (g->n_nodes + 1) * sizeof *camp);
    memcpy(camp, b->camp, g->n_nodes * sizeof *camp);
    division_init(&d, g, camps, camp, scratch);
    for (uint32_t i = 0; i < (uint32_t)n_sweeps; i++) {
        sweep(&d, hot * pow(cold / hot, i / n_sweeps), &dice);
        if (i % 16 == 0 && clock_now() > deadline)
            break;
    }
    descend_division(&d, scratch);
    if (d.cost < b->cost) {
        b->cost = d.cost;
        memcpy(b->camp, camp, g->n_nodes * sizeof *camp);
    }
}
