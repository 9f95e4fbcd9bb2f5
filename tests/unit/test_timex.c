#include "codebook/timex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Words parted by blanks become a sentence; 2018-04-06 was a Friday. */
static struct doc *sentence(struct arena *a, const char *text, int32_t date)
{
    struct doc *d = doc_new(a, a);
    d->text = str_of(text);
    d->date = date;
    struct str rest = d->text, piece;
    while (str_cut(&rest, ' ', &piece)) {
        uint32_t start = (uint32_t)(piece.s - text);
        *array_add(a, &d->tok) = (struct tok){.span = {start, start + piece.n}, .head = NONE};
    }
    *array_add(a, &d->sent) = (struct sent){.end_tok = d->tok.n};
    return d;
}

static void expect(const char *text, const char *words, const char *past, const char *future)
{
    struct arena a;
    arena_init(&a, 0);
    struct doc *d = sentence(&a, text, day_of(2018, 4, 6));
    struct timex t[4];
    assert_int_equal(timex_find(d, 0, t, 4), 1);
    struct date_range p, f;
    assert_true(date_range_parse(str_of(past), &p) && date_range_parse(str_of(future), &f));
    assert_true(str_is(doc_slice(d, t[0].span), words));
    assert_int_equal(t[0].past.from, p.from);
    assert_int_equal(t[0].past.to, p.to);
    assert_int_equal(t[0].future.from, f.from);
    assert_int_equal(t[0].future.to, f.to);
    arena_release(&a);
}

static void test_timex__explicit(void **state)
{
    (void)state;
    expect("He left on 4 April 2018 .", "4 April 2018", "2018-04-04", "2018-04-04");
    expect("On April 4 , 2017 he left", "April 4 , 2017", "2017-04-04", "2017-04-04");
    expect("They met in 2016 .", "2016", "2016", "2016");
    expect("They met in Sept. 2001 .", "Sept. 2001", "2001-09", "2001-09");
}

static void test_timex__relative(void **state)
{
    (void)state;
    expect("He left on Wednesday .", "Wednesday", "2018-04-04", "2018-04-11");
    expect("It will be signed in October .", "October", "2017-10", "2018-10");
    expect("He left yesterday .", "yesterday", "2018-04-05", "2018-04-05");
    expect("He left last year .", "last year", "2017", "2017");
    expect("He left earlier this week .", "this week", "2018-04-02..2018-04-08", "2018-04-02..2018-04-08");
    expect("He left three days ago .", "three days ago", "2018-04-03", "2018-04-03");
    expect("They meet next month .", "next month", "2018-05", "2018-05");
}

static void test_timex__nothing_made_up(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    struct timex t[4];
    assert_int_equal(timex_find(sentence(&a, "He may march on Monday", DAY_NONE), 0, t, 4), 0);
    assert_int_equal(timex_find(sentence(&a, "May said 2016 people marched", day_of(2018, 4, 6)), 0, t, 4), 0);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_timex__explicit),
        cmocka_unit_test(test_timex__relative),
        cmocka_unit_test(test_timex__nothing_made_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
