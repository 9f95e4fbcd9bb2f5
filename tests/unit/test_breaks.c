#include "relation/breaks.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { N = 60, LEAST = 2 };

static uint32_t roll(uint64_t *seed, uint32_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(((*seed >> 33) * below) >> 31);
}

static void fill(double *x, uint32_t from, uint32_t end, uint32_t low, uint32_t spread, uint64_t *seed)
{
    for (uint32_t t = from; t < end; t++)
        x[t] = low + roll(seed, spread + 1);
}

static struct breaks find(struct arena *arena, const double *x, const double *y)
{
    const double *series[] = {x, y};
    struct breaks_options o = BREAKS_DEFAULTS;
    struct breaks found;
    breaks_find(series, y ? 2 : 1, N, &o, arena, &found);
    return found;
}

static void test_breaks__steps_are_found_where_they_were_made(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    double x[N], y[N];
    uint64_t seed = 3;
    fill(x, 0, 20, 2, 3, &seed);
    fill(x, 20, 41, 20, 9, &seed);
    fill(x, 41, N, 2, 3, &seed);
    fill(y, 0, N, 5, 4, &seed);
    struct breaks found = find(&arena, x, NULL);
    assert_int_equal(found.n, 2);
    assert_int_equal(found.at[0], 20);
    assert_int_equal(found.at[1], 41);
    found = find(&arena, y, x); /* beside a series in which nothing happens */
    assert_int_equal(found.n, 2);
    assert_int_equal(found.at[0], 20);
    arena_release(&arena);
}

static void test_breaks__even_and_empty_series_have_none(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    double x[N] = {0};
    assert_int_equal(find(&arena, x, NULL).n, 0);
    uint64_t seed = 5;
    fill(x, 0, N, 3, 6, &seed);
    assert_int_equal(find(&arena, x, NULL).n, 0);
    arena_release(&arena);
}

static void test_breaks__single_bursts_are_spread_and_no_break(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    double x[N];
    for (uint32_t t = 0; t < N; t++)
        x[t] = t % 4 == 1 ? 30 : 4;
    assert_true(breaks_dispersion(x, N) > 0.5);
    assert_int_equal(find(&arena, x, NULL).n, 0);
    arena_release(&arena);
}

/* The best of all divisions, by the plain recursion without pruning. */
static double plain_cost(const double *x, uint32_t from, uint32_t end, double r)
{
    double sum = 0, length = end - from;
    for (uint32_t t = from; t < end; t++)
        sum += x[t];
    double mean = sum / length;
    return sum > 0 ? -2 * (sum * log(mean / (mean + r)) + length * r * log(r / (mean + r))) : 0;
}

static void test_breaks__pruning_loses_nothing(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (int round = 0; round < 200; round++) {
        struct arena arena;
        arena_init(&arena, 0);
        double x[N], best[N + 1] = {0}, penalty = 2 * log(N), found_cost = 0;
        for (uint32_t t = 0; t < N; t++)
            x[t] = roll(&seed, t / 10 % 2 ? 40 : 9) + roll(&seed, 4) * roll(&seed, 5);
        double r = 1 / fmax(breaks_dispersion(x, N), 1e-5);
        best[0] = -penalty;
        for (uint32_t t = 1; t <= N; t++) {
            best[t] = INFINITY;
            for (uint32_t s = 0; s + LEAST <= t; s++)
                best[t] = fmin(best[t], best[s] + plain_cost(x, s, t, r) + penalty);
        }
        struct breaks found = find(&arena, x, NULL);
        for (uint32_t i = 0; i <= found.n; i++)
            found_cost += plain_cost(x, i ? found.at[i - 1] : 0, i < found.n ? found.at[i] : N, r);
        assert_true(fabs(found_cost + found.n * penalty - best[N]) < 1e-6 * fabs(best[N]) + 0.01);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_breaks__steps_are_found_where_they_were_made),
        cmocka_unit_test(test_breaks__even_and_empty_series_have_none),
        cmocka_unit_test(test_breaks__single_bursts_are_spread_and_no_break),
        cmocka_unit_test(test_breaks__pruning_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
