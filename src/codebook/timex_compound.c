/* Parts of a period ("early", "the first half of"), bounds ("since", "by"), ranges ("between … and"), and the walk over
 * a sentence. */
#include "codebook/timex_int.h"

static bool part_or_plain(const struct cursor *c, uint32_t tok, struct timex *t);

/* ---- parts of a period -------------------------------------------------------------------------------------- */

struct part { /* which piece of how many equal pieces */
    int piece, n_pieces;
};

static struct date_range cut(struct date_range r, struct part p)
{
    int32_t days = r.to - r.from + 1;
    if (r.from == DAY_NONE || r.to == DAY_NONE || days < p.n_pieces)
        return r; /* "early Monday" */
    return (struct date_range){r.from + days * p.piece / p.n_pieces, r.from + days * (p.piece + 1) / p.n_pieces - 1};
}

/* Halves and quarters of a year begin with a month. */
static struct date_range cut_months(struct date_range r, struct part p)
{
    int y, m, dd, end_y, end_m;
    if (r.from == DAY_NONE || r.to == DAY_NONE)
        return r;
    day_split(r.from, &y, &m, &dd);
    day_split(r.to, &end_y, &end_m, &dd);
    int months = (end_y - y) * 12 + end_m - m + 1, size = months / p.n_pieces;
    if (months < p.n_pieces)
        return cut(r, p);
    int first = m - 1 + size * p.piece, last = first + size - 1;
    return (struct date_range){month_range(y + first / 12, first % 12 + 1).from,
                               month_range(y + last / 12, last % 12 + 1).to};
}

static void cut_both(struct timex *t, struct part p)
{
    t->past = cut_months(t->past, p);
    t->future = cut_months(t->future, p);
}

/* "the week", "the year" behind "the end of": the one that holds today */
static bool the_unit(const struct cursor *c, uint32_t tok, struct timex *t)
{
    enum unit unit = word_is_one(c, tok, "the") ? unit_at(c, tok + 1) : UNIT_NONE;
    if (unit == UNIT_NONE || c->d->date == DAY_NONE)
        return false;
    *t = (struct timex){.first_tok = tok, .end_tok = tok + 2};
    return both(t, unit_range(c->d->date, unit, 0));
}

/* What follows "early" or "the end of". */
static bool whole(const struct cursor *c, uint32_t tok, struct timex *t)
{
    return timex_plain(c, tok, t) || the_unit(c, tok, t) || (word_is_one(c, tok, "the") && timex_plain(c, tok + 1, t));
}

/* "early 2015", "mid-April", "late in 2014", "late on Monday" */
static bool adverb_part(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static const char *const words[] = {"early", "mid", "late", NULL};
    int which = word_among(c, tok, words);
    if (which < 0)
        return false;
    uint32_t next = tok + 1;
    next += word_is_one(c, next, "-") || word_is_one(c, next, "in") || word_is_one(c, next, "on");
    next += word_is_one(c, next, "the");
    if (!whole(c, next, t))
        return false;
    cut_both(t, (struct part){which, 3});
    return true;
}

/* "earlier this week", "later this month": up to today, from today on. past and future ends are set by the walk. */
static bool comparative_part(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static const char *const words[] = {"earlier", "later", NULL};
    int which = word_among(c, tok, words);
    uint32_t next = tok + 1 + (word_is_one(c, tok + 1, "on") || word_is_one(c, tok + 1, "in"));
    if (which < 0 || !timex_plain(c, next, t))
        return false;
    int32_t today = c->d->date;
    if (today != DAY_NONE && t->past.from <= today && t->past.to > today) {
        if (which == 0)
            t->past.to = t->future.to = today;
        else
            t->past.from = t->future.from = today;
    }
    return true;
}

/* "[the] first half of 2019", "the second quarter of last year", "the end of March", "the start of the week" */
static bool noun_part(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static const char *const ordinals[] = {"first", "second", "third", "fourth", "last", NULL};
    static const char *const sizes[] = {"half", "quarter", "third", NULL};
    static const struct {
        const char *word;
        struct part part;
    } ends[] = {{"start", {0, 6}}, {"beginning", {0, 6}}, {"middle", {1, 3}}, {"end", {5, 6}}, {"close", {5, 6}}};
    uint32_t at = tok + word_is_one(c, tok, "the");
    struct part p = {-1, 0};
    int which = word_among(c, at, ordinals), size = which < 0 ? -1 : word_among(c, at + 1, sizes);
    if (size >= 0) {
        p.n_pieces = size == 0 ? 2 : size == 1 ? 4 : 3;
        p.piece = which == 4 ? p.n_pieces - 1 : which;
        at += 2;
    }
    for (size_t i = 0; size < 0 && i < sizeof ends / sizeof ends[0]; i++)
        if (word_is_one(c, at, ends[i].word)) {
            p = ends[i].part;
            at += 1;
            break;
        }
    if (p.piece < 0 || p.piece >= p.n_pieces || !word_is_one(c, at, "of") || !whole(c, at + 1, t))
        return false;
    cut_both(t, p);
    return true;
}

/* "mid-2015" written as one token */
static bool joined_part(const struct cursor *c, uint32_t tok, struct timex *t)
{
    struct str s = word_at_tok(c, tok);
    if (s.n != 8 || !str_eq_nocase(str_slice(s, 0, 4), STR("mid-")) || year_of(str_slice(s, 4, 8)) < 0)
        return false;
    t->end_tok = tok + 1;
    both(t, year_range(year_of(str_slice(s, 4, 8))));
    cut_both(t, (struct part){1, 3});
    return true;
}

/* "at the weekend", "over the weekend" */
static bool weekend(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static const char *const before[] = {"at", "over", "on", "during", NULL};
    int32_t today = c->d->date;
    if (today == DAY_NONE || !word_is_one(c, tok, "the") || !word_is_one(c, tok + 1, "weekend") ||
        word_among(c, tok - 1, before) < 0)
        return false;
    t->end_tok = tok + 2;
    t->past = unit_range(today, UNIT_WEEKEND, day_weekday(today) >= 5 ? 0 : -1);
    t->future = unit_range(today, UNIT_WEEKEND, 0);
    return true;
}

static bool part_or_plain(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static bool (*const readers[])(const struct cursor *, uint32_t, struct timex *) = {
        adverb_part, comparative_part, noun_part, joined_part, weekend, timex_plain};
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        *t = (struct timex){.first_tok = tok};
        if (readers[i](c, tok, t)) {
            t->first_tok = tok;
            return true;
        }
    }
    return false;
}

/* ---- ranges and bounds -------------------------------------------------------------------------------------- */

/* "from November to March 2018": the first is of the year before. */
static int32_t year_before(int32_t from, int32_t to)
{
    int y, m, dd;
    for (int i = 0; i < 2 && from != DAY_NONE && from > to; i++) {
        day_split(from, &y, &m, &dd);
        from = day_of(y - 1, m, dd);
    }
    return from;
}

/* "between 3 and 5 May", "from March to June 2018", "from 2014 until 2016", "2014-2016", "Monday to Wednesday" */
static bool range_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static const char *const openers[] = {"between", "from", NULL};
    static const char *const links[] = {"to", "until", "till", "through", "-", "\u2013", "and", NULL};
    struct cursor inside = *c;
    inside.in_range = true;
    int opener = word_among(c, tok, openers);
    uint32_t first = tok + (opener >= 0);
    struct timex a, b;
    bool has_first = part_or_plain(&inside, first, &a);
    if (!has_first && opener < 0)
        return false;
    /* "between 3 and 5 May": the first day borrows the month of the second */
    int mday = has_first ? -1 : mday_of(word_at_tok(c, first));
    int bare_year = has_first ? -1 : year_of(word_at_tok(c, first));
    uint32_t link = has_first ? a.end_tok : first + 1;
    int which = word_among(c, link, links);
    if (opener == 0 && which < 0 && has_first && a.past.from < a.past.to) { /* "between 3 and 5 May" */
        *t = a;
        return true;
    }
    if (which < 0 || (which == 6 && opener != 0) || (opener < 0 && which > 5))
        return false;
    if (!part_or_plain(&inside, link + 1, &b) || (!has_first && mday < 0 && bare_year < 0))
        return false;
    *t = (struct timex){.first_tok = tok, .end_tok = b.end_tok, .past = b.past, .future = b.future};
    if (mday > 0 && b.past.from == b.past.to && b.past.from != DAY_NONE) {
        int y, m, dd;
        day_split(b.past.from, &y, &m, &dd);
        t->past.from = day_of(y, m, mday);
        day_split(b.future.from, &y, &m, &dd);
        t->future.from = day_of(y, m, mday);
    } else if (bare_year > 0) {
        t->past.from = t->future.from = year_range(bare_year).from;
    } else if (has_first) {
        t->past.from = a.past.from;
        t->future.from = a.future.from;
    } else {
        return false;
    }
    if (t->future.from > t->future.to) /* "from Thursday to Monday" on a Friday */
        t->future.from = has_first ? a.past.from : t->past.from;
    t->past.from = year_before(t->past.from, t->past.to);
    t->future.from = year_before(t->future.from, t->future.to);
    return t->past.from != DAY_NONE && t->past.from <= t->past.to;
}

static int32_t day_shift(int32_t day, int n)
{
    return day == DAY_NONE ? DAY_NONE : day + n;
}

enum bound_word { SINCE, BY, UNTIL, TILL, BEFORE, AFTER };

/* "since 2014", "by Friday", "until the end of the year", "before 2010" */
static bool bound_date(const struct cursor *c, uint32_t tok, struct timex *t)
{
    static const char *const words[] = {"since", "by", "until", "till", "before", "after", NULL};
    int which = word_among(c, tok, words);
    struct timex x;
    if (which < 0 || !(part_or_plain(c, tok + 1, &x) || the_unit(c, tok + 1, &x)))
        return false;
    *t = (struct timex){.first_tok = tok, .end_tok = x.end_tok};
    int32_t today = c->d->date;
    switch ((enum bound_word)which) {
    case SINCE:
        t->past = t->future = (struct date_range){x.past.from, x.past.from <= today ? today : DAY_NONE};
        break;
    case BY:
    case UNTIL:
    case TILL:
        t->past = (struct date_range){DAY_NONE, x.past.to};
        t->future = (struct date_range){today != DAY_NONE && today <= x.future.to ? today : DAY_NONE, x.future.to};
        break;
    case BEFORE:
        t->past = (struct date_range){DAY_NONE, day_shift(x.past.from, -1)};
        t->future = (struct date_range){today != DAY_NONE && today < x.future.from ? today : DAY_NONE,
                                        day_shift(x.future.from, -1)};
        break;
    case AFTER:
        t->past = (struct date_range){day_shift(x.past.to, 1), DAY_NONE};
        t->future = (struct date_range){day_shift(x.future.to, 1), DAY_NONE};
        break;
    }
    return true;
}

/* ---- the walk ----------------------------------------------------------------------------------------------- */

/* What happened did not happen after the document's day, what is to come does not come before. */
static void cap(struct timex *t, int32_t today)
{
    if (today == DAY_NONE)
        return;
    if (t->past.from != DAY_NONE && t->past.from <= today && t->past.to != DAY_NONE && t->past.to > today)
        t->past.to = today;
    if (t->future.to != DAY_NONE && t->future.to >= today && t->future.from != DAY_NONE && t->future.from < today)
        t->future.from = today;
}

/* Words that no time expression begins with are most words; this keeps the readers away from them. */
static bool may_begin(const struct doc *d, uint32_t tok)
{
    struct str s = tok_str(d, tok);
    enum upos u = (enum upos)d->tok.v[tok].upos;
    if (!s.n || u == UPOS_VERB || u == UPOS_AUX || u == UPOS_PRON || u == UPOS_CCONJ)
        return false;
    char b = s.s[0];
    return (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || strchr("abcdefilmnopstuwy", b) != NULL;
}

uint32_t timex_find(const struct doc *d, uint32_t sent, struct timex *out, uint32_t max)
{
    struct cursor c = {d, d->sent.v[sent].first_tok, d->sent.v[sent].end_tok, false};
    uint32_t n = 0;
    for (uint32_t tok = c.first; tok < c.end && n < max; tok++) {
        struct timex t;
        if (!may_begin(d, tok) || (!range_date(&c, tok, &t) && !bound_date(&c, tok, &t) && !part_or_plain(&c, tok, &t)))
            continue;
        cap(&t, d->date);
        t.first_tok = tok;
        t.span = (struct span){d->tok.v[tok].span.start, d->tok.v[t.end_tok - 1].span.end};
        out[n++] = t;
        tok = t.end_tok - 1;
    }
    return n;
}
