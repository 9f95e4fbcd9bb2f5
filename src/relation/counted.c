/* Imported rows -> dyads, from what the store has counted: a cell is the rows of two codes with one code of event in a
 * month. Days are bits, so that what several cells tell of one day and type is one incident, as it is row by row. */
#include "relation/relation_int.h"

#include "base/date.h"
#include "record/names.h"
#include "relation/incident.h"

#include <math.h>
#include <stdlib.h>

struct cell {
    uint32_t pair, days, n_rows, n_values, n_documents;
    int32_t period, month; /* period: its first day; DAY_NONE: in none */
    int64_t goldstein, last;
    uint8_t type, tie; /* enum event_type, enum tie_level */
    bool turned, close;
};

struct counting {
    struct relation *r;
    ARRAY_OF(struct cell) cell; /* in scratch */
    struct arena scratch;
    struct str source, target; /* of the cell before: neighbours are mostly of one pair */
    uint32_t pair;
    bool turned, is_pair, is_one;
};

enum { DAYS_OF_MONTH = 31 };

static uint32_t n_bits(uint32_t days)
{
    uint32_t n = 0;
    for (; days; days &= days - 1)
        n++;
    return n;
}

static int32_t first_of(const struct cell *c)
{
    int32_t at = 0;
    while (!(c->days >> at & 1))
        at++;
    return c->month + at;
}

static int32_t last_of(const struct cell *c) /* DAY_NONE: undated */
{
    int32_t at = DAYS_OF_MONTH - 1;
    while (at >= 0 && !(c->days >> at & 1))
        at--;
    return at < 0 ? DAY_NONE : c->month + at;
}

static void find_sides(struct counting *x, const struct store_month *m)
{
    struct str side[2];
    if (m->source.s == x->source.s && m->target.s == x->target.s)
        return;
    x->source = m->source;
    x->target = m->target;
    x->is_pair = m->source.n && m->target.n && relation_sides(&x->r->query, m->source, m->target, side);
    x->is_one = m->source.n && m->target.n && !x->is_pair && str_eq(side[0], side[1]);
    if (!x->is_pair)
        return;
    x->pair = relation_pair_of(x->r, side[0], side[1]);
    x->turned = !str_eq(side[0], x->r->pair.v[x->pair].a);
}

static bool add_cell(void *context, const struct store_month *m)
{
    struct counting *x = context;
    const struct relation_query *q = &x->r->query;
    find_sides(x, m);
    if (!x->is_pair) {
        x->r->n_internal += x->is_one ? m->n_rows : 0;
        return true;
    }
    struct cell c = {
        .pair = x->pair,
        .days = m->days,
        .month = m->month,
        .n_rows = m->n_rows,
        .n_values = m->n_values,
        .n_documents = q->directed ? m->n_documents_each_way : m->n_documents,
        .goldstein = m->goldstein,
        .last = m->last,
        .type = (uint8_t)m->type,
        .turned = !incident_is_mutual(m->type) && x->turned,
    };
    c.period =
        m->month == DAY_NONE ? relation_is_whole(q) ? DAY_MIN : DAY_NONE : relation_period(q->by, first_of(&c)).from;
    c.tie = (uint8_t)tie_of_deed(m->type, m->cameo, STR_NONE, &c.close);
    *array_add(&x->scratch, &x->cell) = c;
    return true;
}

static int compare_cells(const void *x, const void *y)
{
    const struct cell *a = x, *b = y;
    ORDER(a->pair, b->pair);
    ORDER(a->period, b->period); /* DAY_NONE comes first */
    ORDER(a->month, b->month);
    ORDER(a->type, b->type);
    ORDER(a->turned, b->turned);
    ORDER(a->last, b->last);
    return 0;
}

static bool same_kind(const struct cell *a, const struct cell *b)
{
    return a->month == b->month && a->type == b->type && a->turned == b->turned;
}

/* What has no day is an incident by itself. */
static void count_incidents(const struct cell *c, uint32_t n, struct dyad *d)
{
    for (uint32_t i = 0, next; i < n; i = next) {
        uint32_t days = 0, n_incidents = 0;
        for (next = i; next < n && same_kind(&c[next], &c[i]); next++) {
            days |= c[next].days;
            n_incidents += c[next].days ? 0 : c[next].n_rows;
        }
        n_incidents += n_bits(days);
        d->n_incidents += n_incidents;
        d->type[c[i].type] += n_incidents;
        if (c[i].type != EV_NONE)
            d->quad[event_type_quad((enum event_type)c[i].type) - 1] += n_incidents;
    }
}

/* The days of close deeds: their number, and from the first to the last. */
static bool is_partnership(const struct cell *c, uint32_t n)
{
    uint32_t n_days = 0;
    int32_t first = DAY_NONE, last = DAY_NONE;
    for (uint32_t i = 0, next; i < n; i = next) {
        struct cell close = {.month = c[i].month};
        for (next = i; next < n && c[next].month == c[i].month; next++)
            close.days |= c[next].close ? c[next].days : 0;
        if (!close.days)
            continue;
        n_days += n_bits(close.days);
        first = first == DAY_NONE ? first_of(&close) : first;
        last = last_of(&close);
    }
    return tie_is_partnership(n_days, last - first);
}

/* The place of the deed is its row's id until relation_find_deeds. */
static void find_tie(const struct cell *c, uint32_t n, struct tie *t)
{
    bool shown = false;
    *t = (struct tie){.day = DAY_NONE};
    for (uint32_t i = 0; i < n; i++)
        t->level = c[i].tie > t->level ? (enum tie_level)c[i].tie : t->level;
    if (t->level < TIE_PARTNERSHIP && is_partnership(c, n))
        t->level = TIE_PARTNERSHIP;
    for (uint32_t i = 0; i < n && t->level; i++) {
        int32_t day = last_of(&c[i]);
        bool shows = t->level == TIE_PARTNERSHIP ? c[i].close : c[i].tie == t->level;
        if (!shows || (shown && (day < t->day || (day == t->day && c[i].last > t->event))))
            continue;
        t->day = day;
        t->event = c[i].last;
        shown = true;
    }
}

/* Cells of one pair and period. */
static void add_dyad(struct relation *r, const struct cell *c, uint32_t n)
{
    const struct relation_pair *pair = &r->pair.v[c->pair];
    struct dyad *d = array_add(r->arena, &r->dyad);
    *d = (struct dyad){.a = pair->a, .b = pair->b, .standing = STANDING_UNKNOWN, .origin = r->query.origin};
    int32_t first = DAY_NONE, last = DAY_NONE;
    uint32_t n_values = 0;
    int64_t goldstein = 0;
    for (uint32_t i = 0; i < n; i++) {
        d->n_reports += c[i].n_rows;
        d->n_documents += c[i].n_documents;
        n_values += c[i].n_values;
        goldstein += c[i].goldstein;
        if (!c[i].days)
            continue;
        first = first == DAY_NONE || first_of(&c[i]) < first ? first_of(&c[i]) : first;
        last = last_of(&c[i]) > last ? last_of(&c[i]) : last;
    }
    d->goldstein_sum = n_values ? (double)goldstein / 1000 : (double)NAN;
    d->goldstein_mean = n_values ? d->goldstein_sum / n_values : (double)NAN;
    count_incidents(c, n, d);
    find_tie(c, n, &d->tie);
    struct date_range p = relation_period_within(&r->query, first, first, last);
    d->from = p.from;
    d->to = p.to;
}

/* Cells of one pair. */
static void add_pair(struct relation *r, const struct cell *c, uint32_t n)
{
    uint32_t first_dyad = r->dyad.n, n_undated = 0, n_reports = 0;
    for (uint32_t i = 0; i < n; i++)
        n_undated += c[i].month == DAY_NONE ? c[i].n_rows : 0;
    if (!relation_is_whole(&r->query))
        r->n_undated += n_undated;
    for (uint32_t i = 0, next; i < n; i = next) {
        for (next = i; next < n && c[next].period == c[i].period; next++)
            continue;
        if (c[i].period == DAY_NONE)
            continue;
        add_dyad(r, c + i, next - i);
        n_reports += r->dyad.v[r->dyad.n - 1].n_reports;
    }
    for (uint32_t i = first_dyad; i < r->dyad.n; i++) {
        r->dyad.v[i].n_undated = n_undated;
        r->dyad.v[i].pair_reports = n_reports;
    }
}

static void add_pairs(struct counting *x)
{
    const struct cell *c = x->cell.v;
    if (x->cell.n)
        qsort(x->cell.v, x->cell.n, sizeof *x->cell.v, compare_cells);
    for (uint32_t i = 0, next; i < x->cell.n; i = next) {
        for (next = i; next < x->cell.n && c[next].pair == c[i].pair; next++)
            continue;
        add_pair(x->r, c + i, next - i);
    }
    relation_sort(x->r);
}

enum status relation_count_imported(struct store *s, struct relation *r, struct fault *f)
{
    const struct store_query q = {
        .a = r->query.a,
        .b = r->query.b,
        .exact = r->query.exact,
        .from = r->query.from,
        .to = r->query.to,
        .undated_too = true,
        .origin = r->query.origin,
    };
    struct counting x = {.r = r};
    arena_init(&x.scratch, 0);
    enum status status = store_months(s, &q, r->query.by == BY_DAY || r->query.by == BY_WEEK, add_cell, &x, f);
    if (!status)
        add_pairs(&x);
    arena_release(&x.scratch);
    return status;
}

enum status relation_find_deeds(struct store *s, struct relation *r, struct fault *f)
{
    for (uint32_t i = 0; i < r->dyad.n; i++) {
        struct tie *t = &r->dyad.v[i].tie;
        if (t->level && !t->doc.n && store_import_place(s, t->event, r->arena, &t->doc, &t->event, f))
            return f->status;
    }
    return OK;
}
