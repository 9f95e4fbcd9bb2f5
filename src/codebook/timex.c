#include "codebook/timex.h"

#include "base/utf8.h"

#include <stdlib.h>

static const char *const MONTHS[] = {"january", "february", "march",     "april",   "may",      "june",
                                     "july",    "august",   "september", "october", "november", "december"};
static const char *const WEEKDAYS[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
static const char *const NUMBERS[] = {"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                      "seven", "eight", "nine", "ten",   "eleven", "twelve"};

struct cursor { /* a sentence being read */
    const struct doc *d;
    uint32_t end;
};

static struct str at(const struct cursor *c, uint32_t tok)
{
    return tok < c->end ? tok_str(c->d, tok) : STR_NONE;
}

static bool is(const struct cursor *c, uint32_t tok, const char *word)
{
    return str_eq_nocase(at(c, tok), str_of(word));
}

/* Full name, or its first letters with or without a dot ("Sept.", "Oct"); capital first. -1: none. */
static int name_of(struct str s, const char *const *names, int n)
{
    if (s.n < 3 || s.s[0] < 'A' || s.s[0] > 'Z')
        return -1;
    struct str bare = s.s[s.n - 1] == '.' ? str_slice(s, 0, s.n - 1) : s;
    for (int i = 0; i < n; i++) {
        struct str full = str_of(names[i]);
        bool short_form = (bare.n == 3 || (bare.n == 4 && i == 8)) && s.n <= 5 && full.n > bare.n;
        if (str_eq_nocase(bare, full) || (short_form && str_eq_nocase(bare, str_slice(full, 0, bare.n))))
            return i;
    }
    return -1;
}

static int number_of(struct str s, int max)
{
    int v = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.s[i] < '0' || s.s[i] > '9' || i > 4) {
            v = -1;
            break;
        }
        v = v * 10 + (s.s[i] - '0');
    }
    for (int i = 0; s.n && v <= 0 && i <= 12; i++)
        if (str_eq_nocase(s, str_of(NUMBERS[i])))
            v = i;
    return s.n && v >= 0 && v <= max ? v : -1;
}

/* "4", "4th" */
static int mday_of(struct str s)
{
    if (s.n > 2 &&
        (str_ends(s, STR("th")) || str_ends(s, STR("st")) || str_ends(s, STR("nd")) || str_ends(s, STR("rd"))))
        s.n -= 2;
    int v = s.n && s.s[0] >= '0' && s.s[0] <= '9' ? number_of(s, 31) : -1;
    return v >= 1 ? v : -1;
}

static int year_of(struct str s)
{
    int v = s.n == 4 && s.s[0] >= '0' && s.s[0] <= '9' ? number_of(s, 2099) : -1;
    return v >= 1800 ? v : -1;
}

static struct date_range month_range(int year, int month)
{
    int32_t first = day_of(year, month, 1);
    return (struct date_range){first, (month == 12 ? day_of(year + 1, 1, 1) : day_of(year, month + 1, 1)) - 1};
}

static struct date_range year_range(int year)
{
    return (struct date_range){day_of(year, 1, 1), day_of(year, 12, 31)};
}

static bool both(struct timex *t, struct date_range r)
{
    t->past = t->future = r;
    return r.from != DAY_NONE && r.to != DAY_NONE;
}

/* A month (and day) without its year: the last one up to today, the next one from today on. */
static bool yearless(const struct cursor *c, struct timex *t, int month, int mday)
{
    int32_t today = c->d->date;
    if (today == DAY_NONE)
        return false;
    int y, m, dd;
    day_split(today, &y, &m, &dd);
    struct date_range r[3];
    for (int i = 0; i < 3; i++) {
        int32_t day = mday > 0 ? day_of(y - 1 + i, month, mday) : DAY_NONE;
        r[i] = mday > 0 ? (struct date_range){day, day} : month_range(y - 1 + i, month);
        if (r[i].from == DAY_NONE)
            return false;
    }
    t->past = r[1].from <= today ? r[1] : r[0];
    t->future = r[1].to >= today ? r[1] : r[2];
    return true;
}

/* "4 April 2018", "April 4, 2018", "April 4", "April 2018", "April" */
static bool month_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    int lead = mday_of(at(c, tok));
    uint32_t m = lead > 0 ? tok + 1 : tok;
    int month = name_of(at(c, m), MONTHS, 12) + 1;
    if (month <= 0)
        return false;
    int mday = lead > 0 ? lead : mday_of(at(c, m + 1));
    uint32_t next = m + 1 + (lead <= 0 && mday > 0);
    uint32_t y = is(c, next, ",") ? next + 1 : next;
    int year = year_of(at(c, y));
    t->end_tok = year > 0 ? y + 1 : next;
    if (month == 5 && mday < 0 && year < 0 &&
        !(tok > 0 && (is(c, tok - 1, "in") || is(c, tok - 1, "since") || is(c, tok - 1, "last"))))
        return false; /* "May" is more often a verb or a name */
    if (year < 0)
        return yearless(c, t, month, mday);
    int32_t day = mday > 0 ? day_of(year, month, mday) : DAY_NONE;
    return both(t, mday > 0 ? (struct date_range){day, day} : month_range(year, month));
}

static bool weekday_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    int which = is(c, tok, "last") ? -1 : is(c, tok, "next") ? 1 : 0;
    uint32_t w = tok + (which != 0);
    int day = name_of(at(c, w), WEEKDAYS, 7);
    if (day < 0 || c->d->date == DAY_NONE)
        return false;
    t->end_tok = w + 1;
    int32_t today = c->d->date;
    int32_t last = today - ((day_weekday(today) - day + 7) % 7), next = today + ((day - day_weekday(today) + 7) % 7);
    if (which < 0)
        last = last == today ? today - 7 : last;
    if (which > 0)
        next = next == today ? today + 7 : next;
    t->past = which > 0 ? (struct date_range){next, next} : (struct date_range){last, last};
    t->future = which < 0 ? (struct date_range){last, last} : (struct date_range){next, next};
    return true;
}

static bool single_word(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static const struct {
        const char *word;
        int shift;
    } words[] = {{"today", 0}, {"tonight", 0}, {"yesterday", -1}, {"tomorrow", 1}};
    for (size_t i = 0; c->d->date != DAY_NONE && i < sizeof words / sizeof words[0]; i++)
        if (is(c, tok, words[i].word)) {
            t->end_tok = tok + 1;
            return both(t, (struct date_range){c->d->date + words[i].shift, c->d->date + words[i].shift});
        }
    return false;
}

static void month_shift(int32_t today, int n, int *y, int *m)
{
    int dd;
    day_split(today, y, m, &dd);
    int months = *y * 12 + (*m - 1) + n;
    *y = months / 12;
    *m = months % 12 + 1;
}

/* "this week", "last month", "next year", "last October" */
static bool unit_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    int32_t today = c->d->date;
    int n = is(c, tok, "last") || is(c, tok, "past")     ? -1
            : is(c, tok, "next") || is(c, tok, "coming") ? 1
            : is(c, tok, "this")                         ? 0
                                                         : 2;
    if (n == 2 || today == DAY_NONE)
        return false;
    t->end_tok = tok + 2;
    int y, m, month = name_of(at(c, tok + 1), MONTHS, 12) + 1;
    month_shift(today, 0, &y, &m);
    if (is(c, tok + 1, "week")) {
        int32_t monday = today - day_weekday(today) + 7 * n;
        return both(t, (struct date_range){monday, monday + 6});
    }
    if (is(c, tok + 1, "year"))
        return both(t, year_range(y + n));
    if (is(c, tok + 1, "month")) {
        month_shift(today, n, &y, &m);
        return both(t, month_range(y, m));
    }
    if (month <= 0)
        return false;
    int year = n < 0 ? (month < m ? y : y - 1) : n > 0 ? (month > m ? y : y + 1) : y;
    return both(t, month_range(year, month));
}

/* "three days ago", "a week ago": as exact as the unit is */
static bool ago_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    int n = is(c, tok, "a") || is(c, tok, "an") ? 1 : number_of(at(c, tok), 999);
    if (n < 1 || !is(c, tok + 2, "ago") || c->d->date == DAY_NONE)
        return false;
    t->end_tok = tok + 3;
    int32_t today = c->d->date;
    int y, m;
    struct str unit = at(c, tok + 1);
    if (str_starts(unit, STR("day")))
        return both(t, (struct date_range){today - n, today - n});
    if (str_starts(unit, STR("week")))
        return both(t, (struct date_range){today - 7 * n - 3, today - 7 * n + 3});
    if (str_starts(unit, STR("month"))) {
        month_shift(today, -n, &y, &m);
        return both(t, month_range(y, m));
    }
    if (!str_starts(unit, STR("year")))
        return false;
    month_shift(today, 0, &y, &m);
    return n < 1800 && both(t, year_range(y - n));
}

/* "in 2016", "since 2016", "(2016)" */
static bool year_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static const char *const before[] = {"in",  "since", "during", "until", "by",     "of",     "from", "to",
                                         "and", "early", "late",   "mid",   "summer", "spring", "(",    NULL};
    int year = year_of(at(c, tok));
    if (year < 0 || tok == 0)
        return false;
    for (int i = 0; before[i]; i++)
        if (is(c, tok - 1, before[i])) {
            t->end_tok = tok + 1;
            return both(t, year_range(year));
        }
    return false;
}

uint32_t timex_find(const struct doc *d, uint32_t sent, struct timex *out, uint32_t max)
{
    static bool (*const readers[])(const struct cursor *, uint32_t, struct timex *) = {
        weekday_date, unit_date, month_date, single_word, ago_date, year_date};
    struct cursor c = {d, d->sent.v[sent].end_tok};
    uint32_t n = 0;
    for (uint32_t tok = d->sent.v[sent].first_tok; tok < c.end && n < max; tok++) {
        struct timex t = {.first_tok = tok};
        for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++)
            if (readers[i](&c, tok, &t)) {
                t.span = (struct span){d->tok.v[tok].span.start, d->tok.v[t.end_tok - 1].span.end};
                out[n++] = t;
                tok = t.end_tok - 1;
                break;
            }
    }
    return n;
}
