/* What `entente blocs` finds in one network. */
#include "base/dice.h"
#include "base/map.h"
#include "command/blocs.h"
#include "relation/resample.h"

#include <math.h>
#include <stdlib.h>

static double weight_of(const struct standing *s, bool weighted)
{
    const struct sign_options o = SIGN_DEFAULTS;
    int sign = standing_sign(s, &o);
    double size = sign > 0 ? s->affinity.value : s->hostility.value;
    return !sign ? 0 : weighted ? sign * size : sign;
}

void bloc_network_of(const struct relation *r, const struct dyad *dyad, uint32_t n, bool weighted, struct arena *arena,
                     struct bloc_network *out)
{
    ARRAY_OF(struct signed_tie) tie = {0};
    for (uint32_t i = 0; i < n; i++) {
        double weight = weight_of(&dyad[i].standing, weighted);
        if (weight != 0)
            *array_add(arena, &tie) = (struct signed_tie){dyad[i].a, dyad[i].b, weight};
    }
    *out = (struct bloc_network){.days = {r->query.from, r->query.to}};
    if (n && r->query.by != BY_ALL)
        out->days = relation_period(r->query.by, dyad->from);
    signed_file_of(tie.v, tie.n, arena, &out->file);
}

/* ---- triangles ---------------------------------------------------------------------------------------------- */

/* Keeps the strongest ones, the first of equals. */
static void count_triad(void *context, const struct triad *t)
{
    struct bloc_network *b = context;
    b->n_triads[t->kind]++;
    if (t->kind != TRIAD_BETWEEN)
        return;
    uint32_t at = b->n_between_triads;
    while (at > 0 && b->between_triad[at - 1].strength < t->strength)
        at--;
    if (at == MOST_TRIADS_KEPT)
        return;
    if (b->n_between_triads < MOST_TRIADS_KEPT)
        b->n_between_triads++;
    for (uint32_t i = b->n_between_triads - 1; i > at; i--)
        b->between_triad[i] = b->between_triad[i - 1];
    b->between_triad[at] = *t;
}

static void count_apex(void *context, const struct triad *t)
{
    uint32_t *n_between = context;
    if (t->kind == TRIAD_BETWEEN)
        n_between[t->node[t->apex]]++;
}

/* ---- stability ---------------------------------------------------------------------------------------------- */

struct resampling {
    const struct relation *world;
    uint32_t *a, *b; /* [n dyads]: nodes; NO_CAMP: not in the network */
    struct standing *standing;
};

static void begin_resampling(struct resampling *r, const struct bloc_network *b, const struct relation *world,
                             struct arena *arena)
{
    struct map node;
    map_init(&node, arena, b->file.graph.n_nodes + 1);
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++)
        *map_put(&node, b->file.name[v], v) = v;
    r->world = world;
    r->a = arena_alloc(arena, (world->dyad.n + 1) * sizeof *r->a);
    r->b = arena_alloc(arena, (world->dyad.n + 1) * sizeof *r->b);
    r->standing = arena_alloc(arena, (world->dyad.n + 1) * sizeof *r->standing);
    for (uint32_t i = 0; i < world->dyad.n; i++) {
        r->a[i] = map_find(&node, world->dyad.v[i].a, NO_CAMP);
        r->b[i] = map_find(&node, world->dyad.v[i].b, NO_CAMP);
    }
}

/* Ties from events drawn anew, among the nodes of the network. */
static uint32_t resample_events(const struct resampling *r, bool weighted, struct dice *dice, struct signed_edge *edge)
{
    uint32_t n = 0;
    relation_resample(r->world, dice, r->standing);
    for (uint32_t i = 0; i < r->world->dyad.n; i++) {
        double weight = weight_of(&r->standing[i], weighted);
        if (weight != 0 && r->a[i] != NO_CAMP && r->b[i] != NO_CAMP)
            edge[n++] = (struct signed_edge){r->a[i], r->b[i], weight};
    }
    return n;
}

/* Of a network without events: each tie none, once, twice ... */
static uint32_t resample_ties(const struct signed_graph *g, struct dice *dice, struct signed_edge *edge)
{
    uint32_t n = 0;
    for (uint32_t e = 0; e < g->n_edges; e++) {
        uint32_t times = dice_poisson(dice, 1);
        if (times)
            edge[n++] = (struct signed_edge){g->edge[e].a, g->edge[e].b, g->edge[e].weight * times};
    }
    return n;
}

static void find_stability(struct bloc_network *b, const struct bloc_settings *s, const struct relation *world,
                           struct arena *arena)
{
    const struct signed_graph *g = &b->file.graph;
    struct partition_options quick = s->partition;
    struct dice dice = {s->partition.seed};
    struct resampling r = {0};
    struct arena kept, scratch;
    quick.quick = true;
    arena_init(&kept, 0);
    arena_init(&scratch, 0);
    stability_init(&b->stability, g->n_nodes, b->partition.n_camps, arena);
    if (world)
        begin_resampling(&r, b, world, &kept);
    uint32_t most = world ? world->dyad.n : g->n_edges;
    for (uint32_t i = 0; i < s->n_resamples; i++) {
        struct signed_graph other;
        struct partition p;
        arena_clear(&scratch);
        struct signed_edge *edge = arena_alloc(&scratch, (most + 1) * sizeof *edge);
        uint32_t n = world ? resample_events(&r, s->weighted, &dice, edge) : resample_ties(g, &dice, edge);
        signed_graph_build(&other, &scratch, g->n_nodes, edge, n);
        partition_find(&other, &quick, &scratch, &p);
        stability_add(&b->stability, b->partition.camp, b->partition.n_camps, p.camp, g->n_nodes, &scratch);
    }
    stability_finish(&b->stability, g->n_nodes, b->partition.n_camps);
    arena_release(&kept);
    arena_release(&scratch);
}

void bloc_network_divide(struct bloc_network *b, const struct bloc_settings *s, const struct relation *world,
                         struct arena *arena)
{
    const struct signed_graph *g = &b->file.graph;
    partition_find(g, &s->partition, arena, &b->partition);
    b->number = arena_alloc(arena, (b->partition.n_camps + 1) * sizeof *b->number);
    for (uint32_t c = 0; c < b->partition.n_camps; c++)
        b->number[c] = c;
    if (b->partition.optimal)
        shared_find(g, &s->partition, &b->partition, arena, &b->shared);
    if (s->n_shuffles)
        shuffled_compare(g, &s->partition, s->n_shuffles, &b->shuffled);
    if (s->n_resamples)
        find_stability(b, s, world, arena);
    triads_each(g, count_triad, b);
}

/* ---- windows ------------------------------------------------------------------------------------------------ */

void bloc_network_follow(struct bloc_network *b, const struct bloc_network *before, uint32_t *next, struct arena *arena)
{
    const uint32_t n = b->file.graph.n_nodes;
    uint32_t *was = arena_alloc(arena, (n + 1) * sizeof *was);
    for (uint32_t v = 0, u = 0; v < n; v++) { /* names are sorted in both */
        while (before && u < before->file.graph.n_nodes && str_compare(before->file.name[u], b->file.name[v]) < 0)
            u++;
        bool there = before && u < before->file.graph.n_nodes && str_eq(before->file.name[u], b->file.name[v]);
        was[v] = there ? before->number[before->partition.camp[u]] : NO_CAMP;
    }
    camps_follow(was, b->partition.camp, n, b->partition.n_camps, next, arena, b->number);
    b->before = before ? was : NULL;
}

bool bloc_fits_nowhere(const struct bloc_network *b, uint32_t node)
{
    const struct signed_graph *g = &b->file.graph;
    bool has_friend = false;
    for (uint32_t i = g->first[node]; i < g->first[node + 1]; i++) {
        has_friend = has_friend || g->edge[g->link[i].edge].weight > 0;
    }
    for (uint32_t v = 0; has_friend && v < g->n_nodes; v++)
        if (v != node && b->shared.group[v] == b->shared.group[node])
            return false;
    return has_friend;
}

/* ---- who is between ----------------------------------------------------------------------------------------- */

/* The two camps with most hostile weight between them; false: no hostile tie joins two camps. */
static bool find_divide(const struct bloc_network *b, uint32_t camp[2], struct arena *scratch)
{
    const struct signed_graph *g = &b->file.graph;
    const struct partition *p = &b->partition;
    double most = 0, *weight = arena_zalloc(scratch, (g->n_edges + 1) * sizeof *weight);
    struct map seen;
    map_init(&seen, scratch, 64);
    for (uint32_t e = 0; e < g->n_edges; e++) {
        uint32_t x = p->camp[g->edge[e].a], y = p->camp[g->edge[e].b];
        if (g->edge[e].weight > 0 || x == y)
            continue;
        uint32_t low = x < y ? x : y, high = x < y ? y : x;
        struct str key = str_format(scratch, "%u %u", (unsigned)low, (unsigned)high);
        uint32_t at = *map_put(&seen, key, e);
        weight[at] -= g->edge[e].weight;
        if (weight[at] > most) {
            most = weight[at];
            camp[0] = low;
            camp[1] = high;
        }
    }
    return most > 0;
}

struct sides {
    struct map number; /* actor -> place */
    ARRAY_OF(struct str) actor;
    ARRAY_OF(struct hedging_pair) pair;
    uint32_t *side;
};

static uint32_t place_of(struct sides *s, struct str actor, struct arena *arena)
{
    uint32_t n = s->actor.n, at = *map_put(&s->number, actor, n);
    if (at == n)
        *array_add(arena, &s->actor) = actor;
    return at;
}

static void read_sides(struct sides *s, const struct dyad *dyad, uint32_t n, struct arena *arena)
{
    map_init(&s->number, arena, 256);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t a = place_of(s, dyad[i].a, arena), b = place_of(s, dyad[i].b, arena);
        *array_add(arena, &s->pair) =
            (struct hedging_pair){a, b, (double)dyad[i].quad[0] + dyad[i].quad[1], dyad[i].n_incidents};
    }
    s->side = arena_alloc(arena, (s->actor.n + 1) * sizeof *s->side);
    for (uint32_t i = 0; i < s->actor.n; i++)
        s->side[i] = SIDE_NONE;
}

/* False: there are no two sides. */
static bool choose_sides(struct bloc_network *b, const struct bloc_settings *set, struct sides *s, struct arena *arena)
{
    uint32_t camp[2];
    if (set->pole[0].n) {
        for (uint32_t k = 0; k < 2; k++) {
            uint32_t at = map_find(&s->number, set->pole[k], UINT32_MAX);
            b->side[k] = set->pole[k];
            if (at == UINT32_MAX)
                return false;
            s->side[at] = k;
        }
        return true;
    }
    if (!find_divide(b, camp, arena))
        return false;
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++)
        for (uint32_t k = 0; k < 2; k++)
            if (b->partition.camp[v] == camp[k])
                s->side[map_find(&s->number, b->file.name[v], 0)] = k;
    for (int k = 0; k < 2; k++)
        b->side[k] = str_format(arena, "camp %u", (unsigned)b->number[camp[k]] + 1);
    return true;
}

static int compare_between(const void *x, const void *y)
{
    const struct between *p = x, *q = y;
    if (p->hedging.hedging != q->hedging.hedging)
        return p->hedging.hedging > q->hedging.hedging ? -1 : 1;
    return str_compare(p->actor, q->actor);
}

static double leaning(const struct hedging *h)
{
    return h->close[1] - h->close[0];
}

/* Since the window before, where it had the same sides. */
static double movement(const struct between *x, const struct bloc_network *b, const struct bloc_network *before)
{
    if (!before || !str_eq(before->side[0], b->side[0]) || !str_eq(before->side[1], b->side[1]))
        return NAN;
    for (uint32_t i = 0; i < before->between.n; i++)
        if (str_eq(before->between.v[i].actor, x->actor))
            return leaning(&x->hedging) - leaning(&before->between.v[i].hedging);
    return NAN;
}

void bloc_network_between(struct bloc_network *b, const struct bloc_settings *s, const struct dyad *dyad, uint32_t n,
                          const struct bloc_network *before, struct arena *arena)
{
    struct sides sides = {0};
    read_sides(&sides, dyad, n, arena);
    if (!choose_sides(b, s, &sides, arena))
        return;
    const uint32_t n_actors = sides.actor.n;
    struct hedging *hedging = arena_alloc(arena, (n_actors + 1) * sizeof *hedging);
    uint32_t *n_between = arena_zalloc(arena, (b->file.graph.n_nodes + 1) * sizeof *n_between);
    hedging_find(sides.pair.v, sides.pair.n, sides.side, n_actors, arena, hedging);
    triads_each(&b->file.graph, count_apex, n_between);
    for (uint32_t i = 0; i < n_actors; i++) {
        bool is_pole = s->pole[0].n && sides.side[i] != SIDE_NONE;
        if (is_pole || isnan(hedging[i].hedging))
            continue;
        struct between *x = array_add(arena, &b->between);
        *x = (struct between){.actor = sides.actor.v[i], .hedging = hedging[i]};
        x->moved = movement(x, b, before);
        for (uint32_t v = 0; v < b->file.graph.n_nodes; v++)
            if (str_eq(b->file.name[v], x->actor))
                x->n_triangles = n_between[v];
    }
    if (b->between.n)
        qsort(b->between.v, b->between.n, sizeof *b->between.v, compare_between);
}
