#include "network/follow_camps.h"
#include "network/partition_int.h"
#include "network/shared.h"
#include "network/shuffled.h"
#include "network/triads.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

enum { MOST_NODES = 12 };

struct sample {
    struct arena arena;
    struct signed_graph graph;
};

static void sample_edges(struct sample *s, uint32_t n_nodes, const struct signed_edge *edge, uint32_t n)
{
    arena_init(&s->arena, 0);
    struct signed_edge *copy = arena_alloc(&s->arena, (n + 1) * sizeof *copy);
    for (uint32_t i = 0; i < n; i++)
        copy[i] = edge[i];
    signed_graph_build(&s->graph, &s->arena, n_nodes, copy, n);
}

enum weights { WEIGHTS_ONE, WEIGHTS_WHOLE, WEIGHTS_ANY };

static double random_weight(struct dice *dice, enum weights kind)
{
    switch (kind) {
    case WEIGHTS_ONE:
        return 1;
    case WEIGHTS_WHOLE:
        return 1 + dice_below(dice, 9);
    case WEIGHTS_ANY:
        return 0.05 + dice_unit(dice);
    }
    return 1;
}

static void sample_random(struct sample *s, struct dice *dice, uint32_t n_nodes, enum weights kind)
{
    const double density = 0.2 + 0.8 * dice_unit(dice), hostile = 0.1 + 0.7 * dice_unit(dice);
    struct signed_edge edge[MOST_NODES * MOST_NODES];
    uint32_t n = 0;
    for (uint32_t a = 0; a < n_nodes; a++)
        for (uint32_t b = a + 1; b < n_nodes; b++)
            if (dice_unit(dice) < density)
                edge[n++] =
                    (struct signed_edge){a, b, (dice_unit(dice) < hostile ? -1 : 1) * random_weight(dice, kind)};
    sample_edges(s, n_nodes, edge, n);
}

/* Every division, node by node; branches that already cost as much as the best are left. */
static void try_all(const struct signed_graph *g, enum camps camps, uint32_t *camp, uint32_t v, uint32_t n_camps,
                    double cost, double *best)
{
    if (cost >= *best)
        return;
    if (v == g->n_nodes) {
        *best = cost;
        return;
    }
    uint32_t n_choices = camps == CAMPS_TWO ? 2 : n_camps + 1;
    for (uint32_t c = 0; c < n_choices; c++) {
        double more = 0;
        camp[v] = c;
        for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++)
            if (g->link[i].node < v && signed_edge_frustrated(&g->edge[g->link[i].edge], camp))
                more += fabs(g->edge[g->link[i].edge].weight);
        try_all(g, camps, camp, v + 1, c == n_camps ? n_camps + 1 : n_camps, cost + more, best);
    }
}

static double least(const struct signed_graph *g, enum camps camps)
{
    uint32_t camp[MOST_NODES];
    double best = INFINITY;
    try_all(g, camps, camp, 0, 0, 0, &best);
    return best;
}

static struct partition solve(struct sample *s, enum camps camps, double seconds)
{
    struct partition p;
    partition_find(&s->graph, &(struct partition_options){.camps = camps, .seconds = seconds, .seed = 1}, &s->arena,
                   &p);
    assert_true(fabs(signed_graph_frustration(&s->graph, p.camp) - p.frustration) < 1e-9);
    assert_true(p.bound <= p.frustration + 1e-9);
    if (camps == CAMPS_TWO)
        assert_true(p.n_camps <= 2);
    return p;
}

static void test_network__brute_force_agrees(void **state)
{
    (void)state;
    struct dice dice = {2026};
    for (int i = 0; i < 300; i++) {
        struct sample s;
        sample_random(&s, &dice, 3 + dice_below(&dice, MOST_NODES - 2), (enum weights)(i % 3));
        for (int camps = CAMPS_ANY; camps <= CAMPS_TWO; camps++) {
            struct partition p = solve(&s, (enum camps)camps, 60);
            assert_true(p.optimal);
            assert_true(fabs(p.frustration - least(&s.graph, (enum camps)camps)) < 1e-9);
            assert_true(fabs(p.bound - p.frustration) < 1e-9);
        }
        arena_release(&s.arena);
    }
}

/* Every division again: pairs that some best one parts. */
struct parting {
    const struct signed_graph *g;
    enum camps camps;
    double best;
    bool parted[MOST_NODES][MOST_NODES];
};

static void try_best(struct parting *x, uint32_t *camp, uint32_t v, uint32_t n_camps, double cost)
{
    const struct signed_graph *g = x->g;
    if (cost > x->best + 1e-9)
        return;
    for (uint32_t a = 0; v == g->n_nodes && a < v; a++)
        for (uint32_t b = 0; b < a; b++)
            x->parted[a][b] = x->parted[a][b] || camp[a] != camp[b];
    for (uint32_t c = 0; v < g->n_nodes && c < (x->camps == CAMPS_TWO ? 2 : n_camps + 1); c++) {
        double more = 0;
        camp[v] = c;
        for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++)
            if (g->link[i].node < v && signed_edge_frustrated(&g->edge[g->link[i].edge], camp))
                more += fabs(g->edge[g->link[i].edge].weight);
        try_best(x, camp, v + 1, c == n_camps ? n_camps + 1 : n_camps, cost + more);
    }
}

static void test_network__shared_camps_agree_with_all_best_divisions(void **state)
{
    (void)state;
    struct dice dice = {99};
    uint32_t n_parted = 0, n_together = 0;
    for (int i = 0; i < 150; i++) {
        struct sample s;
        sample_random(&s, &dice, 3 + dice_below(&dice, 7), (enum weights)(i % 2));
        for (int camps = CAMPS_ANY; camps <= CAMPS_TWO; camps++) {
            struct partition p = solve(&s, (enum camps)camps, 60);
            struct parting all = {.g = &s.graph, .camps = (enum camps)camps, .best = p.frustration};
            struct shared shared;
            uint32_t camp[MOST_NODES];
            try_best(&all, camp, 0, 0, 0);
            shared_find(&s.graph, &(struct partition_options){.camps = (enum camps)camps, .seconds = 60, .seed = 1}, &p,
                        &s.arena, &shared);
            assert_true(shared.proven);
            for (uint32_t a = 0; a < s.graph.n_nodes; a++)
                for (uint32_t b = 0; b < a; b++) {
                    assert_int_equal(shared.group[a] != shared.group[b], all.parted[a][b]);
                    n_parted += all.parted[a][b] && p.camp[a] == p.camp[b];
                    n_together += !all.parted[a][b];
                }
        }
        arena_release(&s.arena);
    }
    assert_true(n_parted > 50 && n_together > 50); /* both answers were given */
}

static void test_network__camps_keep_their_numbers(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    /* Camps 7 and 4 before; later the larger part of 7 is camp 1, the rest of it joined a newcomer in camp 0. */
    const uint32_t before[] = {7, 7, 7, 4, 4, NO_CAMP, 7, NO_CAMP}, camp[] = {1, 1, 1, 2, 2, 0, 0, 3};
    uint32_t number[4], next = 8;
    camps_follow(before, camp, 8, 4, &next, &arena, number);
    assert_int_equal(number[1], 7);
    assert_int_equal(number[2], 4);
    assert_int_equal(number[0], 8); /* 7 is taken: each number once */
    assert_int_equal(number[3], 9);
    assert_int_equal(next, 10);
    arena_release(&arena);
}

static void test_network__stability_is_jaccard(void **state)
{
    (void)state;
    struct arena arena;
    struct stability s;
    arena_init(&arena, 0);
    const uint32_t camp[] = {0, 0, 0, 1, 1}, other[] = {0, 0, 1, 1, 1};
    stability_init(&s, 5, 2, &arena);
    stability_add(&s, camp, 2, camp, 5, &arena);
    stability_add(&s, camp, 2, other, 5, &arena);
    stability_finish(&s, 5, 2);
    assert_true(fabs(s.of_camp[0] - (1 + 2 / 3.0) / 2) < 1e-9);
    assert_true(fabs(s.of_camp[1] - (1 + 2 / 3.0) / 2) < 1e-9);
    assert_true(fabs(s.of_node[0] - (1 + 2 / 3.0) / 2) < 1e-9);
    assert_true(fabs(s.of_node[2] - (1 + 1 / 5.0) / 2) < 1e-9); /* of five in either camp one is in both */
    arena_release(&arena);
}

struct triad_counts {
    uint32_t kind[N_TRIAD_KINDS], n;
    struct triad last;
};

static void count_triad(void *context, const struct triad *t)
{
    struct triad_counts *c = context;
    c->kind[t->kind]++;
    c->n++;
    c->last = *t;
}

static void test_network__triads_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        double ab, ac, bc;
        enum triad_kind kind;
        uint32_t apex;
        bool balanced;
    } cases[] = {
        {1, 1, 1, TRIAD_FRIENDS, 0, true},   {1, 1, -2, TRIAD_BETWEEN, 0, false}, {1, -3, 1, TRIAD_BETWEEN, 1, false},
        {-2, 1, 1, TRIAD_BETWEEN, 2, false}, {-1, -1, 1, TRIAD_AGAINST, 0, true}, {-1, 4, -1, TRIAD_AGAINST, 1, true},
        {1, -1, -1, TRIAD_AGAINST, 2, true}, {-1, -1, -1, TRIAD_FOES, 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample s;
        struct triad_counts c = {0};
        /* A fourth node with two ties makes a second triangle only with its third. */
        const struct signed_edge edge[] = {
            {0, 1, cases[i].ab}, {2, 0, cases[i].ac}, {1, 2, cases[i].bc}, {3, 0, 1}, {3, 4, 1}};
        sample_edges(&s, 5, edge, 5);
        triads_each(&s.graph, count_triad, &c);
        assert_int_equal(c.n, 1);
        assert_int_equal(c.last.kind, cases[i].kind);
        assert_int_equal(triad_is_balanced(c.last.kind), cases[i].balanced);
        if (c.last.kind == TRIAD_AGAINST || c.last.kind == TRIAD_BETWEEN)
            assert_int_equal(c.last.apex, cases[i].apex);
        assert_true(c.last.strength == 1);
        arena_release(&s.arena);
    }
}

static void test_network__all_triads_are_found_once(void **state)
{
    (void)state;
    struct dice dice = {5};
    for (int i = 0; i < 50; i++) {
        struct sample s;
        struct triad_counts c = {0};
        uint32_t n = 0;
        sample_random(&s, &dice, MOST_NODES, WEIGHTS_ONE);
        bool tied[MOST_NODES][MOST_NODES] = {{false}};
        for (uint32_t e = 0; e < s.graph.n_edges; e++)
            tied[s.graph.edge[e].a][s.graph.edge[e].b] = true;
        for (int x = 0; x < MOST_NODES; x++)
            for (int y = x + 1; y < MOST_NODES; y++)
                for (int z = y + 1; z < MOST_NODES; z++)
                    n += tied[x][y] && tied[x][z] && tied[y][z];
        triads_each(&s.graph, count_triad, &c);
        assert_int_equal(c.n, n);
        arena_release(&s.arena);
    }
}

/* The bounds are bounds, and an edge's slack is what its frustration adds at least. */
static void test_network__bounds_hold(void **state)
{
    (void)state;
    struct dice dice = {7};
    for (int i = 0; i < 200; i++) {
        struct sample s;
        sample_random(&s, &dice, 4 + dice_below(&dice, 6), (enum weights)(i % 3));
        const uint32_t m = s.graph.n_edges;
        double *capacity = arena_alloc(&s.arena, (m + 1) * sizeof *capacity);
        bool *cut = arena_zalloc(&s.arena, m + 1);
        for (uint32_t e = 0; e < m; e++)
            capacity[e] = fabs(s.graph.edge[e].weight);
        for (int k = CAMPS_ANY; k <= CAMPS_TWO; k++) {
            enum camps camps = (enum camps)k;
            double optimum = least(&s.graph, camps);
            assert_true(packing_greedy(&s.graph, camps, INFINITY, &s.arena) <= optimum + 1e-9);
            struct cycle_pool pool = {.arena = &s.arena};
            struct packing lp;
            packing_solve(&(struct packing_problem){&s.graph, capacity, cut, INFINITY, INFINITY},
                          cycle_search_new(&s.graph, camps, &s.arena), &pool, &s.arena, &lp);
            assert_true(lp.complete);
            assert_true(lp.bound <= optimum + 1e-9);
            double dual = 0;
            for (uint32_t e = 0; e < m; e++)
                dual += lp.y[e] * capacity[e];
            assert_true(fabs(dual - lp.bound) < 1e-4 * fmax(1, dual)); /* weak duality is met: the optimum */
            struct partition p = solve(&s, camps, 60);
            for (uint32_t e = 0; e < m; e++)
                if (signed_edge_frustrated(&s.graph.edge[e], p.camp))
                    assert_true(lp.bound + lp.slack[e] <= optimum + 1e-9);
        }
        arena_release(&s.arena);
    }
}

static void test_network__triangles(void **state)
{
    (void)state;
    static const struct {
        int sign[3];
        double any, two;
    } cases[] = {{{1, 1, 1}, 0, 0}, {{1, 1, -1}, 1, 1}, {{1, -1, -1}, 0, 0}, {{-1, -1, -1}, 0, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample s;
        const struct signed_edge edge[] = {
            {0, 1, cases[i].sign[0]}, {2, 1, cases[i].sign[1]}, {0, 2, cases[i].sign[2]}};
        sample_edges(&s, 3, edge, 3);
        struct partition any = solve(&s, CAMPS_ANY, 60), two = solve(&s, CAMPS_TWO, 60);
        assert_true(any.optimal && two.optimal);
        assert_true(any.frustration == cases[i].any && two.frustration == cases[i].two);
        arena_release(&s.arena);
    }
}

/* Conflicts that touch in one node, or over a bridge, are counted apart. */
static void test_network__blocks_are_apart(void **state)
{
    (void)state;
    const struct signed_edge edge[] = {{0, 1, 3},  {1, 2, 2},  {0, 2, -4}, {2, 3, 1}, {3, 4, 1},
                                       {2, 4, -1}, {4, 5, -1}, {5, 6, 1},  {6, 7, 1}, {5, 7, -5}};
    struct sample s;
    sample_edges(&s, 9, edge, sizeof edge / sizeof *edge);
    for (int camps = CAMPS_ANY; camps <= CAMPS_TWO; camps++) {
        struct partition p = solve(&s, (enum camps)camps, 60);
        assert_int_equal(p.n_blocks, 3);
        assert_true(p.optimal && p.frustration == 4);
    }
    arena_release(&s.arena);
}

static void test_network__same_pair_is_summed(void **state)
{
    (void)state;
    const struct signed_edge edge[] = {{0, 1, 0.1}, {1, 0, 0.2}, {0, 1, -0.3}, {2, 1, 2}, {1, 2, -5}, {0, 2, 1}};
    struct sample s;
    sample_edges(&s, 3, edge, sizeof edge / sizeof *edge);
    assert_int_equal(s.graph.n_edges, 2);
    assert_true(s.graph.edge[0].a == 0 && s.graph.edge[0].b == 2 && s.graph.edge[0].weight == 1);
    assert_true(s.graph.edge[1].a == 1 && s.graph.edge[1].b == 2 && s.graph.edge[1].weight == -3);
    arena_release(&s.arena);
}

static void test_network__nothing_to_divide(void **state)
{
    (void)state;
    for (uint32_t n = 0; n < 3; n++) {
        struct sample s;
        sample_edges(&s, n, NULL, 0);
        struct partition any = solve(&s, CAMPS_ANY, 60), two = solve(&s, CAMPS_TWO, 60);
        assert_true(any.optimal && any.frustration == 0 && any.n_camps == n);
        assert_true(two.optimal && two.frustration == 0 && two.n_camps == (n > 0));
        arena_release(&s.arena);
    }
}

/* A complete network of forty nodes with signs by chance, as an array of edges. */
static uint32_t forty(struct signed_edge edge[780])
{
    struct dice dice = {40};
    uint32_t n = 0;
    for (uint32_t a = 0; a < 40; a++)
        for (uint32_t b = a + 1; b < 40; b++)
            edge[n++] = (struct signed_edge){a, b, dice_below(&dice, 2) ? 1 : -1};
    return n;
}

static void test_network__gap_is_honest_when_time_is_up(void **state)
{
    (void)state;
    struct signed_edge edge[780];
    struct sample s;
    sample_edges(&s, 40, edge, forty(edge));
    struct partition p = solve(&s, CAMPS_ANY, 0.3);
    assert_false(p.optimal);
    assert_true(p.bound > 0 && p.bound < p.frustration && p.frustration < 330);
    arena_release(&s.arena);
}

static void test_network__order_of_ties_changes_nothing(void **state)
{
    (void)state;
    struct dice dice = {3};
    struct sample s, t;
    sample_random(&s, &dice, MOST_NODES, WEIGHTS_ANY);
    struct signed_edge turned[MOST_NODES * MOST_NODES];
    const uint32_t m = s.graph.n_edges;
    for (uint32_t e = 0; e < m; e++)
        turned[m - 1 - e] = (struct signed_edge){s.graph.edge[e].b, s.graph.edge[e].a, s.graph.edge[e].weight};
    sample_edges(&t, MOST_NODES, turned, m);
    struct partition p = solve(&s, CAMPS_ANY, 60), q = solve(&t, CAMPS_ANY, 60);
    assert_memory_equal(p.camp, q.camp, MOST_NODES * sizeof *p.camp);
    arena_release(&s.arena);
    arena_release(&t.arena);
}

/* Two hostile camps of friends: no order of the same signs is as little frustrated but the like of it. */
static void test_network__shuffled_signs(void **state)
{
    (void)state;
    struct signed_edge edge[66];
    uint32_t n = 0;
    for (uint32_t a = 0; a < 12; a++)
        for (uint32_t b = a + 1; b < 12; b++)
            edge[n++] = (struct signed_edge){a, b, (a < 6) == (b < 6) ? 1 : -1};
    struct sample s;
    struct shuffled shuffled;
    sample_edges(&s, 12, edge, n);
    shuffled_compare(&s.graph, &(struct partition_options){.camps = CAMPS_TWO, .seconds = 60, .seed = 1}, 50,
                     &shuffled);
    assert_true(shuffled.n == 50 && shuffled.n_as_low == 0 && shuffled.observed == 0);
    assert_true(shuffled.lowest > 0 && shuffled.mean >= shuffled.lowest && shuffled.mean < 33);
    arena_release(&s.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_network__brute_force_agrees),
        cmocka_unit_test(test_network__shared_camps_agree_with_all_best_divisions),
        cmocka_unit_test(test_network__camps_keep_their_numbers),
        cmocka_unit_test(test_network__stability_is_jaccard),
        cmocka_unit_test(test_network__triads_are_told_apart),
        cmocka_unit_test(test_network__all_triads_are_found_once),
        cmocka_unit_test(test_network__bounds_hold),
        cmocka_unit_test(test_network__triangles),
        cmocka_unit_test(test_network__blocks_are_apart),
        cmocka_unit_test(test_network__same_pair_is_summed),
        cmocka_unit_test(test_network__nothing_to_divide),
        cmocka_unit_test(test_network__gap_is_honest_when_time_is_up),
        cmocka_unit_test(test_network__order_of_ties_changes_nothing),
        cmocka_unit_test(test_network__shuffled_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
