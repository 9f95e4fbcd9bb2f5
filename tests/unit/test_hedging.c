#include "relation/hedging.h"
#include "relation/resample.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_near(double a, double b)
{
    assert_true(fabs(a - b) < 1e-9);
}

static void test_hedging__three_shares_sum_to_one(void **state)
{
    (void)state;
    static const double cases[][5] = {
        /* p, q, hedging, alignment, non-alignment */
        {1, 1, 1, 0, 0},
        {0, 0, 0, 0, 1},
        {1, 0, 0, 1, 0},
        {0.25, 0.75, 0.25, 0.5, 0.25},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hedging h = hedging_of(cases[i][0], cases[i][1]);
        assert_near(h.hedging, cases[i][2]);
        assert_near(h.alignment, cases[i][3]);
        assert_near(h.nonalignment, cases[i][4]);
        assert_near(h.hedging + h.alignment + h.nonalignment, 1);
    }
}

static void test_hedging__much_with_both_is_not_little_with_both(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    enum { POLE_A, POLE_B, FRIEND_A, FRIEND_B, HEDGER, ALOOF, ELSEWHERE, QUIET, N };
    const uint32_t side[N] = {0, 1, SIDE_NONE, SIDE_NONE, SIDE_NONE, SIDE_NONE, SIDE_NONE, SIDE_NONE};
    const struct hedging_pair pair[] = {
        {POLE_A, FRIEND_A, 50, 50}, {POLE_B, FRIEND_B, 50, 50}, {FRIEND_A, ELSEWHERE, 50, 50},
        {FRIEND_B, POLE_A, 0, 50},  {HEDGER, POLE_A, 40, 40},   {HEDGER, POLE_B, 40, 40},
        {ALOOF, POLE_A, 2, 4},      {POLE_B, ALOOF, 2, 4},      {ALOOF, ELSEWHERE, 92, 92},
        {QUIET, POLE_A, 4, 4},
    };
    struct hedging h[N];
    hedging_find(pair, sizeof pair / sizeof *pair, side, N, &arena, h);
    assert_near(h[HEDGER].hedging, 1);
    assert_true(h[ALOOF].hedging < 0.1 && h[ALOOF].nonalignment > 0.9);
    assert_true(h[FRIEND_A].alignment > 0.9 && h[FRIEND_A].close[0] > h[FRIEND_A].close[1]);
    assert_true(h[FRIEND_B].alignment > 0.9 && h[FRIEND_B].close[1] > h[FRIEND_B].close[0]);
    assert_true(isnan(h[QUIET].hedging)); /* four incidents are too few */
    arena_release(&arena);
}

static void test_resample__counts_are_drawn_around_what_was_seen(void **state)
{
    (void)state;
    struct dice dice = {3};
    static const double means[] = {0, 0.5, 3, 40, 500};
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        enum { DRAWS = 4000 };
        double sum = 0, squares = 0;
        for (int k = 0; k < DRAWS; k++) {
            double n = dice_poisson(&dice, means[i]);
            sum += n;
            squares += n * n;
        }
        double mean = sum / DRAWS, variance = squares / DRAWS - mean * mean;
        assert_true(fabs(mean - means[i]) <= 4 * sqrt(means[i] / DRAWS));
        assert_true(fabs(variance - means[i]) <= 0.15 * means[i] + 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hedging__three_shares_sum_to_one),
        cmocka_unit_test(test_hedging__much_with_both_is_not_little_with_both),
        cmocka_unit_test(test_resample__counts_are_drawn_around_what_was_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
