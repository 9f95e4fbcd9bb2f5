/* Plain dates here; what is made of them (ranges, parts, bounds) is in timex_compound.c. */
#include "codebook/timex_int.h"

#include "codebook/number.h"

static const char *const MONTHS[] = {"january", "february", "march",     "april",   "may",      "june",
                                     "july",    "august",   "september", "october", "november", "december"};
static const char *const WEEKDAYS[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

struct str word_at_tok(const struct cursor *c, uint32_t tok)
{
    return tok >= c->first && tok < c->end ? tok_str(c->d, tok) : STR_NONE;
}

bool word_is_one(const struct cursor *c, uint32_t tok, const char *word)
{
    struct str s = word_at_tok(c, tok);
    return s.n > 0 && (s.s[0] | 32) == (word[0] | 32) && str_eq_nocase(s, str_of(word)); /* first letters tell most */
}

int word_among(const struct cursor *c, uint32_t tok, const char *const *list)
{
    for (int i = 0; list[i]; i++)
        if (word_is_one(c, tok, list[i]))
            return i;
    return -1;
}

/* Full name, or its first letters with or without a dot ("Sept.", "Oct"); capital first. -1: none. */
static int name_of(struct str s, const char *const *names, int n, bool *out_short)
{
    if (s.n < 3 || s.s[0] < 'A' || s.s[0] > 'Z')
        return -1;
    struct str bare = s.s[s.n - 1] == '.' ? str_slice(s, 0, s.n - 1) : s;
    for (int i = 0; i < n; i++) {
        struct str full = str_of(names[i]);
        bool cut = bare.n >= 3 && bare.n <= 5 && full.n > bare.n && str_eq_nocase(bare, str_slice(full, 0, bare.n));
        if (!cut && !str_eq_nocase(bare, full))
            continue;
        *out_short = cut && bare.n == s.n; /* a short form without its dot: "Sun", "Mar" */
        return i;
    }
    return -1;
}

/* A short form without a dot is a name of many things; it counts only beside a day of the month. */
static int weekday_of(struct str s)
{
    bool bare;
    int day = name_of(s, WEEKDAYS, 7, &bare);
    return day >= 0 && !bare ? day : -1;
}

static int digits_of(struct str s, uint32_t n_least, uint32_t n_most)
{
    int v = 0;
    if (s.n < n_least || s.n > n_most)
        return -1;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.s[i] < '0' || s.s[i] > '9')
            return -1;
        v = v * 10 + (s.s[i] - '0');
    }
    return v;
}

/* "4", "4th" */
int mday_of(struct str s)
{
    if (s.n > 2 &&
        (str_ends(s, STR("th")) || str_ends(s, STR("st")) || str_ends(s, STR("nd")) || str_ends(s, STR("rd"))))
        s.n -= 2;
    int v = digits_of(s, 1, 2);
    return v >= 1 && v <= 31 ? v : -1;
}

int year_of(struct str s)
{
    int v = digits_of(s, 4, 4);
    return v >= 1800 && v <= 2099 ? v : -1;
}

struct date_range month_range(int year, int month)
{
    int32_t first = day_of(year, month, 1), next = month == 12 ? day_of(year + 1, 1, 1) : day_of(year, month + 1, 1);
    if (first == DAY_NONE || next == DAY_NONE) /* before or after the years that dates have */
        return DATE_RANGE_NONE;
    return (struct date_range){first, next - 1};
}

struct date_range year_range(int year)
{
    return (struct date_range){day_of(year, 1, 1), day_of(year, 12, 31)};
}

bool both(struct timex *t, struct date_range r)
{
    t->past = t->future = r;
    return r.from != DAY_NONE || r.to != DAY_NONE;
}

static struct date_range one_day(int32_t day)
{
    return (struct date_range){day, day};
}

/* ---- months and days ---------------------------------------------------------------------------------------- */

static void month_shift(int32_t today, int n, int *y, int *m)
{
    int dd;
    day_split(today, y, m, &dd);
    int months = *y * 12 + (*m - 1) + n;
    *y = months / 12;
    *m = months % 12 + 1;
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
        r[i] = mday > 0 ? one_day(day) : month_range(y - 1 + i, month);
        if (r[i].from == DAY_NONE)
            return false;
    }
    t->past = r[1].from <= today ? r[1] : r[0];
    t->future = r[1].to >= today ? r[1] : r[2];
    return true;
}

/* The year behind a month: "2018", ", 2018", "of 2018", "last year", "of this year"; 0: none is said. */
static int year_behind(const struct cursor *c, uint32_t tok, uint32_t *end)
{
    static const char *const which[] = {"last", "this", "next", NULL};
    uint32_t y = word_is_one(c, tok, ",") || word_is_one(c, tok, "of") ? tok + 1 : tok;
    int year = year_of(word_at_tok(c, y));
    if (year > 0) {
        *end = y + 1;
        return year;
    }
    int shift = word_among(c, y, which);
    if (shift < 0 || !word_is_one(c, y + 1, "year") || c->d->date == DAY_NONE)
        return 0;
    int m, dd;
    day_split(c->d->date, &year, &m, &dd);
    *end = y + 2;
    return year + shift - 1;
}

/* "May" and "March" are words too: alone they are months only behind a preposition or the like. */
static bool is_sure_month(const struct cursor *c, uint32_t tok, int month)
{
    static const char *const before[] = {"in", "since", "until", "till", "by",      "before", "after", "during",
                                         "of", "early", "late",  "mid",  "last",    "next",   "this",  "from",
                                         "to", "and",   "-",     "of",   "between", "past",   NULL};
    return (month != 5 && month != 3) || word_among(c, tok - 1, before) >= 0;
}

/* A second day: "3-5 May", "3 and 4 May", "3 to 5 May"; the first otherwise. */
static int second_day(const struct cursor *c, uint32_t *tok)
{
    static const char *const links[] = {"-", "\u2013", "to", "and", NULL};
    int day = word_among(c, *tok, links) >= 0 ? mday_of(word_at_tok(c, *tok + 1)) : -1;
    if (day > 0)
        *tok += 2;
    return day;
}

static bool days_of_month(const struct cursor *c, struct timex *t, int year, int month, const int mday[2])
{
    struct timex last = *t;
    if (year > 0) {
        both(t, mday[0] > 0 ? one_day(day_of(year, month, mday[0])) : month_range(year, month));
        both(&last, mday[1] > 0 ? one_day(day_of(year, month, mday[1])) : t->past);
    } else if (!yearless(c, t, month, mday[0]) || (mday[1] > 0 && !yearless(c, &last, month, mday[1]))) {
        return false;
    }
    if (mday[1] > mday[0]) {
        t->past.to = last.past.to;
        t->future.to = last.future.to;
    }
    return t->past.from != DAY_NONE && t->past.to != DAY_NONE;
}

/* "4 April 2018", "the 4th of April", "April 4, 2018", "April 3-5", "April 2018", "April", "mid-April", "April last
 * year" */
static bool month_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    uint32_t m = word_is_one(c, tok, "the") ? tok + 1 : tok;
    int mday[2] = {mday_of(word_at_tok(c, m)), -1};
    bool lead = mday[0] > 0;
    if (m != tok && !lead)
        return false;
    if (lead) {
        m++;
        mday[1] = second_day(c, &m);
        if (word_is_one(c, m, "of"))
            m++;
    }
    bool is_short = false;
    int month = name_of(word_at_tok(c, m), MONTHS, 12, &is_short) + 1;
    if (month <= 0)
        return false;
    t->end_tok = m + 1;
    if (!lead && (mday[0] = mday_of(word_at_tok(c, m + 1))) > 0) {
        t->end_tok = m + 2;
        mday[1] = second_day(c, &t->end_tok);
    }
    int year = year_behind(c, t->end_tok, &t->end_tok);
    if (mday[0] < 0 && year <= 0 && (is_short || !is_sure_month(c, tok, month)))
        return false;
    return days_of_month(c, t, year, month, mday);
}

/* "on the 13th": of the last such month, or of the next */
static bool ordinal_day(const struct cursor *c, uint32_t tok, struct timex *t)
{
    struct str s = word_at_tok(c, tok + 1);
    int mday = s.n > 2 ? mday_of(s) : -1, y, m;
    if (mday < 0 || !word_is_one(c, tok, "the") || !word_is_one(c, tok - 1, "on") || c->d->date == DAY_NONE)
        return false;
    int32_t past = DAY_NONE, future = DAY_NONE;
    for (int i = 0; i < 3 && past == DAY_NONE; i++) {
        month_shift(c->d->date, -i, &y, &m);
        int32_t day = day_of(y, m, mday);
        past = day != DAY_NONE && day <= c->d->date ? day : DAY_NONE;
    }
    for (int i = 0; i < 3 && future == DAY_NONE; i++) {
        month_shift(c->d->date, i, &y, &m);
        int32_t day = day_of(y, m, mday);
        future = day != DAY_NONE && day >= c->d->date ? day : DAY_NONE;
    }
    t->end_tok = tok + 2;
    t->past = one_day(past);
    t->future = one_day(future);
    return true;
}

/* "2018-04-06" */
static bool iso_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    struct str s = word_at_tok(c, tok);
    struct date_range r;
    t->end_tok = tok + 1;
    return s.n == 10 && s.s[4] == '-' && date_parse(s, &r) && both(t, r);
}

/* ---- weekdays ----------------------------------------------------------------------------------------------- */

/* "Monday morning", "Tuesday night" */
static void part_of_day(const struct cursor *c, uint32_t *end)
{
    static const char *const parts[] = {"morning", "afternoon", "evening", "night", NULL};
    *end += word_among(c, *end, parts) >= 0;
}

/* "Monday", "last Monday", "Monday last week", "Monday, 4 April", "Monday (April 4)" */
static bool weekday_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static const char *const which_words[] = {"last", "this", "next", "coming", NULL};
    static const char *const named_days[] = {"good", "black", "bloody", NULL}; /* "the Good Friday Agreement" */
    int which = word_among(c, tok, which_words), day = weekday_of(word_at_tok(c, which < 0 ? tok : tok + 1));
    int32_t today = c->d->date;
    if (day < 0 || word_among(c, tok - 1, named_days) >= 0)
        return false;
    uint32_t end = tok + (which < 0 ? 1 : 2);
    part_of_day(c, &end);
    uint32_t behind = word_is_one(c, end, ",") || word_is_one(c, end, "(") ? end + 1 : end;
    struct timex exact = {0};
    if (month_date(c, behind, &exact)) {
        *t = (struct timex){.first_tok = tok, .end_tok = exact.end_tok, .past = exact.past, .future = exact.future};
        if (day_weekday(t->future.from) != day && day_weekday(t->past.from) == day)
            t->future = t->past;
        return true;
    }
    if (today == DAY_NONE)
        return false;
    int week = word_among(c, word_is_one(c, end, "of") ? end + 1 : end, which_words);
    t->end_tok = end;
    if (week >= 0 && week < 3 && word_is_one(c, end + 1 + word_is_one(c, end, "of"), "week")) {
        t->end_tok = end + 2 + word_is_one(c, end, "of");
        return both(t, one_day(today - day_weekday(today) + 7 * (week - 1) + day));
    }
    int32_t last = today - ((day_weekday(today) - day + 7) % 7), next = today + ((day - day_weekday(today) + 7) % 7);
    if (which == 0)
        last = last == today ? today - 7 : last;
    if (which >= 2)
        next = next == today ? today + 7 : next;
    t->past = one_day(which >= 2 ? next : last);
    t->future = one_day(which == 0 ? last : next);
    return true;
}

/* ---- words relative to the document's day ------------------------------------------------------------------- */

static bool single_words(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static const struct {
        const char *words[4];
        int from, to;
    } known[] = {
        {{"today"}, 0, 0},
        {{"tonight"}, 0, 0},
        {{"yesterday"}, -1, -1},
        {{"tomorrow"}, 1, 1},
        {{"overnight"}, -1, 0},
        {{"last", "night"}, -1, -1},
        {{"this", "morning"}, 0, 0},
        {{"this", "afternoon"}, 0, 0},
        {{"this", "evening"}, 0, 0},
        {{"the", "day", "before", "yesterday"}, -2, -2},
        {{"the", "day", "after", "tomorrow"}, 2, 2},
    };
    for (size_t i = 0; c->d->date != DAY_NONE && i < sizeof known / sizeof known[0]; i++) {
        uint32_t n = 0;
        while (n < 4 && known[i].words[n] && word_is_one(c, tok + n, known[i].words[n]))
            n++;
        if (n < 4 && known[i].words[n])
            continue;
        t->end_tok = tok + n;
        part_of_day(c, &t->end_tok);
        return both(t, (struct date_range){c->d->date + known[i].from, c->d->date + known[i].to});
    }
    return false;
}

enum unit unit_at(const struct cursor *c, uint32_t tok)
{
    static const char *const one[] = {"day",     "week",    "month", "quarter", "year",      "decade",
                                      "century", "weekend", "hour",  "minute",  "fortnight", NULL};
    static const char *const many[] = {"days",      "weeks",    "months", "quarters", "years",      "decades",
                                       "centuries", "weekends", "hours",  "minutes",  "fortnights", NULL};
    int u = word_among(c, tok, one);
    return (enum unit)(u >= 0 ? u : word_among(c, tok, many));
}

/* The unit that holds today, shifted: "this week" 0, "last month" -1, "next year" 1. */
struct date_range unit_range(int32_t today, enum unit unit, int n)
{
    int y, m;
    month_shift(today, 0, &y, &m);
    int32_t monday = today - day_weekday(today) + 7 * n;
    struct date_range last;
    switch (unit) {
    case UNIT_DAY:
        return one_day(today + n);
    case UNIT_WEEK:
        return (struct date_range){monday, monday + 6};
    case UNIT_WEEKEND:
        return (struct date_range){monday + 5, monday + 6};
    case UNIT_MONTH:
        month_shift(today, n, &y, &m);
        return month_range(y, m);
    case UNIT_QUARTER:
        month_shift(today, 3 * n - (m - 1) % 3, &y, &m);
        last = month_range(m + 2 > 12 ? y + 1 : y, (m + 1) % 12 + 1);
        return (struct date_range){month_range(y, m).from, last.to};
    case UNIT_YEAR:
        return year_range(y + n);
    case UNIT_DECADE:
        return (struct date_range){year_range(y / 10 * 10 + 10 * n).from, year_range(y / 10 * 10 + 10 * n + 9).to};
    case UNIT_CENTURY:
        return (struct date_range){year_range(y / 100 * 100 + 100 * n + 1).from,
                                   year_range(y / 100 * 100 + 100 * n + 100).to};
    default:
        return DATE_RANGE_NONE;
    }
}

/* "this week", "last month", "next year", "last October", "last summer", "the past year" (ends today) */
static bool unit_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static const char *const which_words[] = {"last", "this", "next", "past", "coming", "previous", "current", NULL};
    static const int shift[] = {-1, 0, 1, -1, 1, -1, 0};
    int32_t today = c->d->date;
    int which = word_among(c, tok, which_words);
    if (which < 0 || today == DAY_NONE)
        return false;
    int n = shift[which], y, m;
    bool is_short, is_past = which == 3;
    t->end_tok = tok + 2;
    enum unit unit = unit_at(c, tok + 1);
    month_shift(today, 0, &y, &m);
    if (unit == UNIT_WEEKEND && day_weekday(today) < 5 && n == 0) { /* "this weekend": the next, or that just past */
        t->past = unit_range(today, unit, -1);
        t->future = unit_range(today, unit, 0);
        return true;
    }
    if (is_past && unit >= UNIT_DAY && unit <= UNIT_CENTURY && unit != UNIT_QUARTER)
        return both(t, (struct date_range){days_before(today, unit, 1), today});
    /* "the next day" is that after what was told */
    struct date_range r = unit <= UNIT_DAY ? DATE_RANGE_NONE : unit_range(today, unit, n);
    if (r.from != DAY_NONE)
        return both(t, r);
    int month = name_of(word_at_tok(c, tok + 1), MONTHS, 12, &is_short) + 1;
    if (month <= 0 || is_short)
        return false;
    int year = n < 0 ? (month < m ? y : y - 1) : n > 0 ? (month > m ? y : y + 1) : y;
    return both(t, month_range(year, month));
}

int32_t days_before(int32_t today, enum unit unit, int n)
{
    int y, m, mday;
    static const int days[] = {1, 7, 0, 0, 0, 0, 0, 7, 0, 0, 14};
    if (unit == UNIT_HOUR)
        return n < 0 ? today + (23 - n) / 24 : today - (n + 23) / 24;
    if (unit == UNIT_MINUTE)
        return today;
    if (days[unit])
        return today - n * days[unit];
    static const int months[] = {
        [UNIT_MONTH] = 1, [UNIT_QUARTER] = 3, [UNIT_YEAR] = 12, [UNIT_DECADE] = 120, [UNIT_CENTURY] = 1200};
    day_split(today, &y, &m, &mday);
    month_shift(today, -n * months[unit], &y, &m);
    if (y < 1)
        return DAY_NONE;
    struct date_range month = month_range(y, m);
    if (month.from == DAY_NONE)
        return DAY_NONE;
    return month.from + mday - 1 < month.to ? month.from + mday - 1 : month.to;
}

/* How many: "three", "a", "a couple of", "a few" (2 to 5), "several" (3 to 9). */
static bool count_at(const struct cursor *c, uint32_t tok, unsigned out[2], uint32_t *end)
{
    if (word_is_one(c, tok, "a") && word_is_one(c, tok + 1, "few")) {
        out[0] = 2, out[1] = 5;
        *end = tok + 2;
        return true;
    }
    if (word_is_one(c, tok, "several")) {
        out[0] = 3, out[1] = 9;
        *end = tok + 1;
        return true;
    }
    if (!number_count(c->d, tok, c->end, &out[0], end) || out[0] > 1500)
        return false;
    out[1] = out[0];
    return true;
}

/* As exact as the unit is: "two weeks ago" is a week around that day, "a year ago" that year. */
static struct date_range around(int32_t day, enum unit unit, unsigned n)
{
    if (day == DAY_NONE)
        return DATE_RANGE_NONE;
    switch (unit) {
    case UNIT_WEEK:
    case UNIT_FORTNIGHT:
        return n ? (struct date_range){day - 3, day + 3} : one_day(day);
    case UNIT_MONTH:
    case UNIT_YEAR:
        return unit_range(day, unit, 0);
    case UNIT_DECADE:
    case UNIT_CENTURY:
        return unit_range(day, UNIT_YEAR, 0);
    default:
        return one_day(day);
    }
}

/* "three days ago", "a week ago", "a few months ago" */
static bool ago_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    unsigned n[2];
    uint32_t u;
    int32_t today = c->d->date;
    if (today == DAY_NONE || !count_at(c, tok, n, &u))
        return false;
    enum unit unit = unit_at(c, u);
    if (unit == UNIT_NONE || unit == UNIT_WEEKEND || !word_is_one(c, u + 1, "ago"))
        return false;
    struct date_range early = around(days_before(today, unit, (int)n[1]), unit, n[1]);
    struct date_range late = around(days_before(today, unit, (int)n[0]), unit, n[0]);
    t->end_tok = u + 2;
    return both(t, (struct date_range){early.from, late.to});
}

/* "in the last three days", "over the past 24 hours", "in the next two weeks" */
static bool window_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static const char *const which_words[] = {"last", "past", "previous", "next", "coming", NULL};
    unsigned n[2];
    uint32_t u;
    int which = word_among(c, tok, which_words);
    int32_t today = c->d->date;
    if (which < 0 || today == DAY_NONE || !count_at(c, tok + 1, n, &u))
        return false;
    enum unit unit = unit_at(c, u);
    if (unit == UNIT_NONE || unit == UNIT_WEEKEND)
        return false;
    t->end_tok = u + 1;
    int32_t day = days_before(today, unit, which < 3 ? (int)n[1] : -(int)n[1]);
    return day != DAY_NONE && both(t, which < 3 ? (struct date_range){day, today} : (struct date_range){today, day});
}

/* "in two weeks", "within 48 hours": what is to come; of what has happened they tell how long it took. */
static bool coming_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    unsigned n[2];
    uint32_t u;
    static const char *const spans[] = {"time", "times", NULL}; /* "for the first time in ten years" */
    bool within = word_is_one(c, tok, "within");
    if (word_among(c, tok - 1, spans) >= 0 || (!within && !word_is_one(c, tok, "in")) || c->d->date == DAY_NONE ||
        !count_at(c, tok + 1, n, &u))
        return false;
    enum unit unit = unit_at(c, u);
    if (unit == UNIT_NONE || unit == UNIT_WEEKEND)
        return false;
    uint32_t behind = word_is_one(c, u + 1, "'") || word_is_one(c, u + 1, "\u2019") ? u + 2 : u + 1;
    t->end_tok = word_is_one(c, behind, "time") ? behind + 1 : u + 1;
    int32_t day = days_before(c->d->date, unit, -(int)n[1]);
    t->past = DATE_RANGE_NONE;
    t->future = within ? (struct date_range){c->d->date, day} : around(day, unit, n[1]);
    return day != DAY_NONE;
}

/* ---- years and seasons -------------------------------------------------------------------------------------- */

/* "in 2016", "(2016)", "the 2016 war"; "the 1990s" */
static bool year_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static const char *const before[] = {"in",   "since", "during", "until",  "till",   "by",     "of",
                                         "from", "early", "late",   "mid",    "before", "after",  "year",
                                         "the",  "(",     "summer", "spring", "autumn", "winter", NULL};
    static const char *const in_ranges[] = {"between", "to",      "and", "-",
                                            "\u2013",  "through", NULL}; /* "rose to 2016" */
    struct str s = word_at_tok(c, tok);
    t->end_tok = tok + 1;
    if (s.n == 5 && s.s[4] == 's' && s.s[3] == '0') {
        int decade = year_of(str_slice(s, 0, 4));
        return decade > 0 && both(t, (struct date_range){year_range(decade).from, year_range(decade + 9).to});
    }
    int year = year_of(s);
    if (year < 0 || (word_among(c, tok - 1, before) < 0 && !(c->in_range && word_among(c, tok - 1, in_ranges) >= 0)))
        return false;
    return both(t, year_range(year));
}

/* "last summer", "this spring", "in the summer of 2015", "summer 2015": of the northern year */
static bool season_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static const char *const seasons[] = {"spring", "summer", "autumn", "winter", "fall", NULL};
    static const char *const which_words[] = {"last", "this", "next", NULL};
    static const char *const cues[] = {"in", "during", "of", "by", "since", NULL};
    int which = word_among(c, tok, which_words);
    bool the = word_is_one(c, tok, "the");
    uint32_t at = tok + (which >= 0 || the);
    int season = word_among(c, at, seasons);
    if (season < 0)
        return false;
    uint32_t y = word_is_one(c, at + 1, "of") ? at + 2 : at + 1;
    int year = year_of(word_at_tok(c, y)), month = 3 + 3 * (season == 4 ? 2 : season), m, now, dd;
    bool cued = the && word_among(c, tok - 1, cues) >= 0;
    if (year > 0) {
        t->end_tok = y + 1;
        return both(t,
                    (struct date_range){month_range(year, month).from,
                                        month == 12 ? month_range(year + 1, 2).to : month_range(year, month + 2).to});
    }
    if ((which < 0 && !cued) || c->d->date == DAY_NONE)
        return false;
    t->end_tok = at + 1;
    day_split(c->d->date, &now, &m, &dd);
    struct date_range r[3];
    for (int i = 0; i < 3; i++)
        r[i] = (struct date_range){month_range(now - 1 + i, month).from,
                                   month == 12 ? month_range(now + i, 2).to : month_range(now - 1 + i, month + 2).to};
    int32_t today = c->d->date;
    bool begun = r[1].from <= today, over = r[1].to < today;
    t->past = which == 0 ? (over ? r[1] : r[0]) : begun ? r[1] : which == 1 ? r[1] : r[0];
    t->future = which == 2 ? (begun ? r[2] : r[1]) : over ? r[2] : r[1];
    if (which == 0)
        t->future = t->past;
    if (which == 2)
        t->past = t->future;
    return true;
}

bool timex_plain(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static bool (*const readers[])(const struct cursor *, uint32_t, struct timex *) = {
        weekday_date, season_date,  unit_date, window_date, month_date, ordinal_day,
        iso_date,     single_words, ago_date,  coming_date, year_date};
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        *t = (struct timex){.first_tok = tok};
        if (readers[i](c, tok, t))
            return true;
    }
    return false;
}
