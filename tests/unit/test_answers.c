#include "relation/answers.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct answers find(const struct answer_act *act, uint32_t n)
{
    struct answer_act copy[16];
    struct arena scratch;
    struct answers out;
    arena_init(&scratch, 0);
    for (uint32_t i = 0; i < n; i++)
        copy[n - 1 - i] = act[i]; /* the order in which they are given is of no matter */
    answers_find(copy, n, &scratch, &out);
    arena_release(&scratch);
    return out;
}
#define FIND(acts) find(acts, sizeof(acts) / sizeof(acts)[0])

static void test_answers__starts_and_answers(void **state)
{
    (void)state;
    const struct answer_act act[] = {
        {100, 1, 0, ANSWER_CONFLICT},    {100, 1, 0, ANSWER_CONFLICT}, /* told twice */
        {103, 1, 1, ANSWER_CONFLICT},                                  /* answered after 3 days */
        {105, 1, 0, ANSWER_CONFLICT},                                  /* the same exchange goes on */
        {200, 1, 0, ANSWER_CONFLICT},    {201, 2, 0, ANSWER_CONFLICT}, /* a second one */
        {205, 1, 1, ANSWER_CONFLICT},                                  /* answered after 5 days */
        {300, 1, 1, ANSWER_CONFLICT},                                  /* by the other; nobody answers */
        {301, 9, 0, ANSWER_COOPERATION},                               /* what is of another kind is no answer */
    };
    struct answers a = FIND(act);
    const struct answer_side *side = a.side[ANSWER_CONFLICT];
    assert_int_equal(side[0].n_acts, 4);
    assert_int_equal(side[1].n_acts, 3);
    assert_int_equal(side[0].n_started, 2);
    assert_int_equal(side[1].n_started, 1);
    assert_int_equal(side[1].n_answered, 2);
    assert_int_equal(side[0].n_answered, 0);
    assert_float_equal(side[1].median_days, 4, 1e-9);
    assert_true(isnan(side[0].median_days));
    assert_float_equal(side[1].chance, 1 - pow(1 - 3 / 201.0, 14), 1e-9);
    assert_float_equal(a.reciprocity[ANSWER_CONFLICT], 6 / 7.0, 1e-9);
    assert_int_equal(a.side[ANSWER_COOPERATION][0].n_started, 1);
    assert_float_equal(a.reciprocity[ANSWER_COOPERATION], 0, 1e-9);
}

static void test_answers__one_day_has_no_order(void **state)
{
    (void)state;
    const struct answer_act act[] = {{10, 1, 0, ANSWER_CONFLICT}, {10, 1, 1, ANSWER_CONFLICT}};
    struct answers a = FIND(act);
    for (int s = 0; s < 2; s++) {
        assert_int_equal(a.side[ANSWER_CONFLICT][s].n_started, 1);
        assert_int_equal(a.side[ANSWER_CONFLICT][s].n_answered, 0);
    }
}

static void test_answers__fifteen_days_are_too_late(void **state)
{
    (void)state;
    const struct answer_act late[] = {{10, 1, 0, ANSWER_CONFLICT}, {25, 1, 1, ANSWER_CONFLICT}};
    const struct answer_act in_time[] = {{10, 1, 0, ANSWER_CONFLICT}, {24, 1, 1, ANSWER_CONFLICT}};
    assert_int_equal(FIND(late).side[ANSWER_CONFLICT][1].n_started, 1);
    assert_int_equal(FIND(late).side[ANSWER_CONFLICT][1].n_answered, 0);
    assert_int_equal(FIND(in_time).side[ANSWER_CONFLICT][1].n_started, 0);
    assert_int_equal(FIND(in_time).side[ANSWER_CONFLICT][1].n_answered, 1);
    assert_true(isnan(find(late, 0).reciprocity[ANSWER_CONFLICT]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers__starts_and_answers),
        cmocka_unit_test(test_answers__one_day_has_no_order),
        cmocka_unit_test(test_answers__fifteen_days_are_too_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
