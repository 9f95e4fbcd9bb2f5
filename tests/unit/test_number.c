#include "codebook/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

/* Words parted by blanks become a sentence. */
static struct doc *sentence(struct arena *a, const char *text)
{
    struct doc *d = doc_new(a, a);
    d->text = str_of(text);
    struct str rest = d->text, piece;
    while (str_cut(&rest, ' ', &piece)) {
        uint32_t start = (uint32_t)(piece.s - text);
        *array_add(a, &d->tok) = (struct tok){.span = {start, start + piece.n}, .head = NONE};
    }
    return d;
}

static bool same(double x, double y)
{
    return isnan(x) ? isnan(y) : x == y;
}

static void test_number__exact_vague_and_bounded(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double low, high;
        uint32_t n_words;
    } cases[] = {
        {"40 people", 40, 40, 1},
        {"3,000 troops", 3000, 3000, 1},
        {"1,234,567 votes", 1234567, 1234567, 1},
        {"5.4 billion", 5.4e9, 5.4e9, 2},
        {"$ 5.4 bn", 5.4e9, 5.4e9, 3},
        {"US$ 20 million", 2e7, 2e7, 3},
        {"$ 5 - billion loan", 5e9, 5e9, 4},
        {"twelve men", 12, 12, 1},
        {"twenty - five men", 25, 25, 3},
        {"two hundred and fifty rebels", 250, 250, 4},
        {"three hundred thousand refugees", 3e5, 3e5, 3},
        {"a thousand men", 1000, 1000, 2},
        {"a dozen men", 12, 12, 2},
        {"two dozen men", 24, 24, 2},
        {"half a dozen men", 6, 6, 3},
        {"half a million men", 5e5, 5e5, 3},
        {"a couple of men", 2, 2, 2},
        {"500 crore rupees", 5e9, 5e9, 2},
        {"dozens of men", 24, NAN, 1},
        {"scores of men", 40, NAN, 1},
        {"hundreds of thousands of men", 2e5, NAN, 3},
        {"tens of thousands of men", 2e4, NAN, 3},
        {"several men", 3, NAN, 1},
        {"several hundred men", 300, NAN, 2},
        {"a few dozen men", 24, NAN, 3},
        {"at least 40 men", 40, NAN, 3},
        {"more than 100 men", 100, NAN, 3},
        {"no fewer than 70 men", 70, NAN, 4},
        {"over $ 2 million", 2e6, NAN, 4},
        {"60 or more men", 60, NAN, 3},
        {"up to 50 men", NAN, 50, 3},
        {"as many as 300 men", NAN, 300, 4},
        {"fewer than ten men", NAN, 10, 3},
        {"about 30 men", 30, 30, 2},
        {"an estimated 30 men", 30, 30, 3},
        {"between 20 and 30 men", 20, 30, 4},
        {"20 - 30 men", 20, 30, 3},
        {"three or four men", 3, 4, 3},
        {"2 to 3 million men", 2e6, 3e6, 4},
        {"$ 2 to $ 3 billion", 2e9, 3e9, 6},
        {"from 200 to 250 men", 200, 250, 4},
    };
    struct arena a;
    arena_init(&a, 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct number n = {0};
        struct doc *d = sentence(&a, cases[i].text);
        if (!number_at(d, 0, d->tok.n, &n) || !same(n.low, cases[i].low) || !same(n.high, cases[i].high) ||
            n.end_tok != cases[i].n_words)
            fail_msg("%s: %g..%g, %u words", cases[i].text, n.low, n.high, n.end_tok);
    }
    arena_release(&a);
}

static void test_number__none(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "a man",
        "some men",
        "the men",
        "between men and women",
        "1990s",
        "4th of May",
        "1,23 men",
        "more men",
        "from 3 bases",
        "hundred - year - old",
        "tens of men",
        "2018-04-06",
        "",
        "-",
        "at least",
        "$ five",
    };
    struct arena a;
    arena_init(&a, 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct number n;
        struct doc *d = sentence(&a, cases[i]);
        if (number_at(d, 0, d->tok.n, &n))
            fail_msg("%s: a number was made up", cases[i]);
    }
    arena_release(&a);
}

static void test_number__counts(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    unsigned n;
    uint32_t end;
    assert_true(number_count(sentence(&a, "a couple of days"), 0, 4, &n, &end));
    assert_int_equal(n, 2);
    assert_int_equal(end, 3);
    assert_true(number_count(sentence(&a, "a week"), 0, 2, &n, &end));
    assert_int_equal(n, 1);
    assert_int_equal(end, 1);
    assert_true(number_count(sentence(&a, "twenty - one days"), 0, 4, &n, &end));
    assert_int_equal(n, 21);
    assert_false(number_count(sentence(&a, "several days"), 0, 2, &n, &end));
    assert_false(number_count(sentence(&a, "2.5 days"), 0, 2, &n, &end));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number__exact_vague_and_bounded),
        cmocka_unit_test(test_number__none),
        cmocka_unit_test(test_number__counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
