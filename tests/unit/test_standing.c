#include "relation/standing.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { N_ACTORS = 8, MOST_COUNTS = 64 };

struct series {
    struct arena arena;
    struct standing_count count[MOST_COUNTS];
    struct standing out[MOST_COUNTS];
    uint32_t n;
    struct standing_options options;
};

static void begin(struct series *s)
{
    s->n = 0;
    s->options = standing_defaults(365.25);
    arena_init(&s->arena, 0);
}

static uint32_t add(struct series *s, int32_t period, uint32_t a, uint32_t b, double friendly, double hostile)
{
    assert_true(s->n < MOST_COUNTS);
    s->count[s->n] = (struct standing_count){.a = a, .b = b, .period = period, .quad = {friendly, 0, 0, hostile}};
    return s->n++;
}

/* Actors 0-3 and 4-7, as much cooperation in each half, a little across. */
static void add_two_camps(struct series *s, int32_t period)
{
    for (uint32_t a = 0; a < N_ACTORS; a++)
        for (uint32_t b = a + 1; b < N_ACTORS; b++)
            add(s, period, a, b, a / 4 == b / 4 ? 20 : 2, 1);
}

static const struct standing *find(const struct series *s, uint32_t a, uint32_t b, int32_t period)
{
    uint32_t i = 0;
    while (i < s->n && (s->count[i].period != period || s->count[i].a != a || s->count[i].b != b))
        i++;
    assert_true(i < s->n);
    return &s->out[i];
}

static void run(struct series *s)
{
    standing_find(s->count, s->n, N_ACTORS, &s->options, &s->arena, s->out);
}

static void test_standing__expectation_is_recovered_without_its_diagonal(void **state)
{
    (void)state;
    const double known[] = {4, 3, 2, 1, 0};
    double total[5], x[5], sum = 10;
    for (int i = 0; i < 5; i++)
        total[i] = known[i] * (sum - known[i]);
    standing_expect(total, 5, x);
    for (int i = 0; i < 5; i++)
        assert_true(fabs(x[i] - known[i]) < 1e-6);
    const double nothing[] = {0, 0};
    standing_expect(nothing, 2, x);
    assert_true(x[0] == 0 && x[1] == 0);
}

static void test_standing__camps_are_seen_in_affinity_and_fights_in_hostility(void **state)
{
    (void)state;
    struct series s;
    begin(&s);
    add_two_camps(&s, 0);
    s.count[0].quad[3] = 30; /* 0 and 1 fight, though both are of one camp */
    run(&s);
    assert_true(find(&s, 0, 2, 0)->affinity.value > 0);
    assert_true(find(&s, 0, 5, 0)->affinity.value < 0);
    assert_true(find(&s, 0, 1, 0)->hostility.value > find(&s, 4, 5, 0)->hostility.value + 1);
    assert_true(find(&s, 0, 1, 0)->affinity.value > 0);
    arena_release(&s.arena);
}

static void test_standing__limits_enclose_and_narrow_with_evidence(void **state)
{
    (void)state;
    struct series s;
    double width[2];
    for (int k = 0; k < 2; k++) {
        begin(&s);
        add_two_camps(&s, 0);
        for (uint32_t i = 0; k && i < s.n; i++) {
            s.count[i].quad[0] *= 100;
            s.count[i].quad[3] *= 100;
        }
        run(&s);
        const struct standing *d = find(&s, 1, 2, 0);
        assert_true(d->hostility.low < d->hostility.value && d->hostility.value < d->hostility.high);
        assert_true(d->affinity.low < d->affinity.value && d->affinity.value < d->affinity.high);
        /* In logarithms the error of a count falls as the count grows. */
        width[k] = (exp(d->hostility.high) - exp(d->hostility.low)) / (exp(d->hostility.value) - 1);
        arena_release(&s.arena);
    }
    assert_true(width[1] < width[0] / 5);
}

static void test_standing__the_past_fades_and_the_future_is_not_seen(void **state)
{
    (void)state;
    struct series s;
    begin(&s);
    add_two_camps(&s, 0);
    run(&s);
    const struct standing alone = *find(&s, 0, 1, 0);
    uint32_t again = add(&s, 1, 0, 1, 1, 0), late = add(&s, 9, 0, 1, 400, 90);
    s.count[0].quad[3] = 1;
    run(&s);
    assert_true(find(&s, 0, 1, 0)->hostility.value == alone.hostility.value);
    assert_true(find(&s, 0, 1, 0)->affinity.value == alone.affinity.value);
    assert_true(s.out[again].hostility.value < alone.hostility.value && s.out[again].hostility.value > 0);
    assert_true(s.out[late].hostility.value > alone.hostility.value + 1);
    arena_release(&s.arena);
}

static void test_standing__half_life_halves(void **state)
{
    (void)state;
    struct series s;
    begin(&s);
    s.options = (struct standing_options){.hostile_half_life = 2, .friendly_half_life = 2};
    add(&s, 0, 0, 1, 0, 8);
    uint32_t later = add(&s, 4, 1, 0, 0, 1); /* either order is the same pair: 8 / 4 + 1 */
    run(&s);
    assert_true(fabs(s.out[later].hostility.value - log1p(3)) < 1e-12);
    arena_release(&s.arena);
}

static void test_standing__too_little_is_no_value(void **state)
{
    (void)state;
    struct series s;
    begin(&s);
    add(&s, 0, 0, 1, 50, 5); /* two actors: nothing to compare with */
    run(&s);
    assert_true(isnan(s.out[0].hostility.value) && isnan(s.out[0].affinity.low));
    s.n = 0;
    add_two_camps(&s, 0);
    s.count[0].quad[0] = 1;
    s.count[0].quad[3] = 1;
    run(&s);
    assert_true(isnan(find(&s, 0, 1, 0)->affinity.value));
    assert_false(isnan(find(&s, 0, 2, 0)->affinity.value));
    arena_release(&s.arena);
}

static void test_standing__signs_need_the_limits_and_not_the_values(void **state)
{
    (void)state;
    const struct sign_options o = {.hostile_above = 2, .friendly_above = 1};
    const struct {
        struct standing standing;
        int sign;
    } cases[] = {
        {{{3, 2.1, 4}, {5, 4, 6}}, -1}, /* war comes before trade */
        {{{3, 1.9, 4}, {5, 4, 6}}, 0},  /* perhaps hostile: not friendly either */
        {{{1, 0.5, 2}, {2, 1.1, 3}}, 1}, {{{1, 0.5, 2}, {2, 0.9, 3}}, 0},
        {{{0, 0, 0}, {-5, -6, -4}}, 0}, /* strangers are no enemies */
        {STANDING_UNKNOWN, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(standing_sign(&cases[i].standing, &o), cases[i].sign);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_standing__expectation_is_recovered_without_its_diagonal),
        cmocka_unit_test(test_standing__camps_are_seen_in_affinity_and_fights_in_hostility),
        cmocka_unit_test(test_standing__limits_enclose_and_narrow_with_evidence),
        cmocka_unit_test(test_standing__the_past_fades_and_the_future_is_not_seen),
        cmocka_unit_test(test_standing__half_life_halves),
        cmocka_unit_test(test_standing__too_little_is_no_value),
        cmocka_unit_test(test_standing__signs_need_the_limits_and_not_the_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
