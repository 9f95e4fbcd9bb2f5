#include "codebook/timex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Words parted by blanks become a sentence. */
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

/* "FROM..TO" with open ends, a single date, or "-": no such reading. */
static struct date_range wanted(const char *text)
{
    struct date_range r = DATE_RANGE_NONE;
    if (*text == '-')
        return r;
    assert_true(date_range_parse(str_of(text), &r));
    r.from = r.from <= DAY_MIN ? DAY_NONE : r.from;
    r.to = r.to >= DAY_MAX ? DAY_NONE : r.to;
    return r;
}

struct expected {
    const char *text, *words, *past, *future; /* future NULL: as past */
};

/* The document is of 2018-04-06, a Friday. */
static void check(const struct expected *cases, size_t n)
{
    struct arena a;
    arena_init(&a, 0);
    for (size_t i = 0; i < n; i++) {
        struct doc *d = sentence(&a, cases[i].text, day_of(2018, 4, 6));
        struct timex t[4] = {{{0, 0}, 0, 0, {0, 0}, {0, 0}}};
        struct date_range p = wanted(cases[i].past), f = cases[i].future ? wanted(cases[i].future) : p;
        uint32_t found = timex_find(d, 0, t, 4);
        struct str words = found ? doc_slice(d, t[0].span) : STR("(none)");
        if (found != 1 || !str_is(words, cases[i].words) || t[0].past.from != p.from || t[0].past.to != p.to ||
            t[0].future.from != f.from || t[0].future.to != f.to) {
            char day[4][11];
            day_write(t[0].past.from, day[0]);
            day_write(t[0].past.to, day[1]);
            day_write(t[0].future.from, day[2]);
            day_write(t[0].future.to, day[3]);
            fail_msg("%s: %u found: %.*s, past %s..%s, future %s..%s", cases[i].text, found, STR_ARG(words), day[0],
                     day[1], day[2], day[3]);
        }
    }
    arena_release(&a);
}
#define CHECK(cases) check(cases, sizeof(cases) / sizeof(cases)[0])

static void test_timex__explicit(void **state)
{
    (void)state;
    static const struct expected cases[] = {
        {"He left on 4 April 2018 .", "4 April 2018", "2018-04-04", NULL},
        {"On April 4 , 2017 he left", "April 4 , 2017", "2017-04-04", NULL},
        {"He left on the 4th of March 2017 .", "the 4th of March 2017", "2017-03-04", NULL},
        {"They met in 2016 .", "2016", "2016", NULL},
        {"They met in Sept. 2001 .", "Sept. 2001", "2001-09", NULL},
        {"It was signed on 2017-11-30 .", "2017-11-30", "2017-11-30", NULL},
        {"The 2014 accord failed .", "2014", "2014", NULL},
        {"The accord ( 2014 ) failed .", "2014", "2014", NULL},
        {"They fought in the 1990s .", "1990s", "1990-01-01..1999-12-31", NULL},
        {"They fell out in October of last year .", "October of last year", "2017-10", NULL},
        {"They fell out in March 2018 .", "March 2018", "2018-03", NULL},
        {"He left on Monday , 2 April .", "Monday , 2 April", "2018-04-02", NULL},
    };
    CHECK(cases);
}

static void test_timex__weekdays(void **state)
{
    (void)state;
    static const struct expected cases[] = {
        {"He left on Wednesday .", "Wednesday", "2018-04-04", "2018-04-11"},
        {"He left on Friday .", "Friday", "2018-04-06", "2018-04-06"},
        {"He left on Saturday .", "Saturday", "2018-03-31", "2018-04-07"},
        {"He left on Tuesday night .", "Tuesday night", "2018-04-03", "2018-04-10"},
        {"He left last Friday .", "last Friday", "2018-03-30", NULL},
        {"They meet next Friday .", "next Friday", "2018-04-13", NULL},
        {"They met on Monday last week .", "Monday last week", "2018-03-26", NULL},
        {"They meet on Tuesday next week .", "Tuesday next week", "2018-04-10", NULL},
        {"Early Thursday shells fell .", "Early Thursday", "2018-04-05", "2018-04-12"},
        {"Shells fell late on Thursday .", "late on Thursday", "2018-04-05", "2018-04-12"},
        {"They met on Tues. in Rome .", "Tues.", "2018-04-03", "2018-04-10"},
        {"Shells fell from Monday to Wednesday .", "from Monday to Wednesday", "2018-04-02..2018-04-04",
         "2018-04-09..2018-04-11"},
    };
    CHECK(cases);
}

static void test_timex__relative(void **state)
{
    (void)state;
    static const struct expected cases[] = {
        {"It will be signed in October .", "October", "2017-10", "2018-10"},
        {"It happened in April .", "April", "2018-04-01..2018-04-06", "2018-04-06..2018-04-30"},
        {"He left yesterday .", "yesterday", "2018-04-05", NULL},
        {"He left yesterday evening .", "yesterday evening", "2018-04-05", NULL},
        {"He left the day before yesterday .", "the day before yesterday", "2018-04-04", NULL},
        {"They meet tomorrow .", "tomorrow", "2018-04-07", NULL},
        {"They meet tonight .", "tonight", "2018-04-06", NULL},
        {"Drones struck overnight .", "overnight", "2018-04-05..2018-04-06", "2018-04-06"},
        {"Drones struck last night .", "last night", "2018-04-05", NULL},
        {"They met this morning .", "this morning", "2018-04-06", NULL},
        {"He left last year .", "last year", "2017", NULL},
        {"It opened this year .", "this year", "2018-01-01..2018-04-06", "2018-04-06..2018-12-31"},
        {"They met last month .", "last month", "2018-03", NULL},
        {"They meet next month .", "next month", "2018-05", NULL},
        {"They meet next week .", "next week", "2018-04-09..2018-04-15", NULL},
        {"He left earlier this week .", "earlier this week", "2018-04-02..2018-04-06", "2018-04-06"},
        {"They meet later this month .", "later this month", "2018-04-06", "2018-04-06..2018-04-30"},
        {"He left earlier on Friday .", "earlier on Friday", "2018-04-06", NULL},
        {"He left last December .", "last December", "2017-12", NULL},
        {"They met at the weekend .", "the weekend", "2018-03-31..2018-04-01", "2018-04-07..2018-04-08"},
        {"They met last quarter .", "last quarter", "2018-01-01..2018-03-31", NULL},
        {"They were killed on the 13th .", "the 13th", "2018-03-13", "2018-04-13"},
        {"They met on the 31st in Rome .", "the 31st", "2018-03-31", "2018-05-31"},
        {"They met last summer .", "last summer", "2017-06-01..2017-08-31", NULL},
        {"They fought in the winter of 2015 .", "the winter of 2015", "2015-12-01..2016-02-29", NULL},
        {"They fought in the past week .", "past week", "2018-03-30..2018-04-06", "2018-04-06"},
    };
    CHECK(cases);
}

static void test_timex__counted_from_today(void **state)
{
    (void)state;
    static const struct expected cases[] = {
        {"He left three days ago .", "three days ago", "2018-04-03", NULL},
        {"He left 10 days ago .", "10 days ago", "2018-03-27", NULL},
        {"He left a week ago .", "a week ago", "2018-03-27..2018-04-02", NULL},
        {"He left two months ago .", "two months ago", "2018-02", NULL},
        {"He left a couple of days ago .", "a couple of days ago", "2018-04-04", NULL},
        {"He left a few days ago .", "a few days ago", "2018-04-01..2018-04-04", NULL},
        {"He left twenty years ago .", "twenty years ago", "1998", NULL},
        {"He left a decade ago .", "a decade ago", "2008", NULL},
        {"He left six hours ago .", "six hours ago", "2018-04-05", NULL},
        {"Fifty died in the past 24 hours .", "past 24 hours", "2018-04-05..2018-04-06", "2018-04-06"},
        {"It grew over the last three months .", "last three months", "2018-01-06..2018-04-06", "2018-04-06"},
        {"They meet in the next two weeks .", "next two weeks", "2018-04-06", "2018-04-06..2018-04-20"},
        {"They meet in two weeks .", "in two weeks", "-", "2018-04-17..2018-04-23"},
        {"They must leave within 48 hours .", "within 48 hours", "-", "2018-04-06..2018-04-08"},
    };
    CHECK(cases);
}

static void test_timex__parts_bounds_and_ranges(void **state)
{
    (void)state;
    static const struct expected cases[] = {
        {"It grew in the first half of 2019 .", "the first half of 2019", "2019-01-01..2019-06-30", NULL},
        {"It fell in the second quarter of last year .", "the second quarter of last year", "2017-04-01..2017-06-30",
         NULL},
        {"It began in early 2015 .", "early 2015", "2015-01-01..2015-04-30", NULL},
        {"It began in mid-2015 .", "mid-2015", "2015-05-01..2015-08-31", NULL},
        {"It began in late 2014 .", "late 2014", "2014-09-01..2014-12-31", NULL},
        {"It ended at the end of March .", "the end of March", "2018-03-26..2018-03-31", "2019-03-26..2019-03-31"},
        {"It ended in mid - April 2017 .", "mid - April 2017", "2017-04-11..2017-04-20", NULL},
        {"They have fought since 2014 .", "since 2014", "2014-01-01..2018-04-06", "2018-04-06"},
        {"They have fought since Monday .", "since Monday", "2018-04-02..2018-04-06", "2018-04-06"},
        {"It must close by 2020 .", "by 2020", "..2020-12-31", "2018-04-06..2020-12-31"},
        {"It must close by the end of the year .", "by the end of the year", "..2018-12-31", "2018-04-06..2018-12-31"},
        {"They stay until May .", "until May", "..2017-05-31", "2018-04-06..2018-05-31"},
        {"It was built before 2010 .", "before 2010", "..2009-12-31", NULL},
        {"They came after 2010 .", "after 2010", "2011-01-01..", NULL},
        {"It ran between 3 and 5 May 2017 .", "between 3 and 5 May 2017", "2017-05-03..2017-05-05", NULL},
        {"It ran between 3 and 5 May .", "between 3 and 5 May", "2017-05-03..2017-05-05", "2018-05-03..2018-05-05"},
        {"It ran on March 3 - 5 .", "March 3 - 5", "2018-03-03..2018-03-05", "2019-03-03..2019-03-05"},
        {"It ran on 3 - 5 March .", "3 - 5 March", "2018-03-03..2018-03-05", "2019-03-03..2019-03-05"},
        {"It ran from 2014 to 2016 .", "from 2014 to 2016", "2014-01-01..2016-12-31", NULL},
        {"It ran in 2014 - 2016 .", "2014 - 2016", "2014-01-01..2016-12-31", NULL},
        {"It ran from March to June 2017 .", "from March to June 2017", "2017-03-01..2017-06-30", NULL},
        {"It ran from November to March .", "from November to March", "2017-11-01..2018-03-31",
         "2018-11-01..2019-03-31"},
    };
    CHECK(cases);
}

static void none(struct arena *a, const char *text, int32_t date)
{
    struct timex t[4];
    if (timex_find(sentence(a, text, date), 0, t, 4) != 0)
        fail_msg("%s: a date was made up", text);
}

static void test_timex__nothing_made_up(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    static const char *const undated[] = {
        "He may march on Monday",          "They met last week , then in two days", "It began on 4 April",
        "They met earlier this week",      "It ends by the end of the year",        "They met three days ago",
        "They met at the weekend in Rome",
    };
    for (size_t i = 0; i < sizeof undated / sizeof undated[0]; i++)
        none(&a, undated[i], DAY_NONE);
    static const char *const dateless[] = {
        "May said 2016 people marched",
        "March on the capital , he said",
        "The Sun and the Mar mission",
        "They met for the first time in ten years",
        "They met the next day",
        "They have met recently",
        "Sales rose to 2016 units",
        "Fire hit 1900 homes",
        "It took two days earlier than that",
        "The Good Friday Agreement holds .",
        "On Black Monday shares fell .",
        "The 30th of nothing",
        "The second round between 3 and 5",
        "Jan met them",
        "since then and by now",
    };
    for (size_t i = 0; i < sizeof dateless / sizeof dateless[0]; i++)
        none(&a, dateless[i], day_of(2018, 4, 6));
    none(&a, "They meet in 1500 centuries or within 1400 decades", DAY_NONE);
    for (int y = 1; y <= 9999; y += 9998) { /* the ends of the calendar */
        struct timex t[8];
        const char *text = "before in 1500 centuries , last decade , next year , in two years , next winter , in March";
        uint32_t n = timex_find(sentence(&a, text, day_of(y, y == 1 ? 1 : 12, y == 1 ? 1 : 31)), 0, t, 8);
        for (uint32_t i = 0; i < n; i++)
            assert_true(t[i].past.from == DAY_NONE || t[i].past.to == DAY_NONE || t[i].past.from <= t[i].past.to);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_timex__explicit),
        cmocka_unit_test(test_timex__weekdays),
        cmocka_unit_test(test_timex__relative),
        cmocka_unit_test(test_timex__counted_from_today),
        cmocka_unit_test(test_timex__parts_bounds_and_ranges),
        cmocka_unit_test(test_timex__nothing_made_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
