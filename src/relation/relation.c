#include "relation/relation_int.h"

#include "base/map.h"
#include "record/names.h"
#include "relation/breaks.h"
#include "relation/report.h"

#include <math.h>
#include <stdlib.h>

struct relation_row { /* what is left of an event */
    uint32_t pair, doc;
    int32_t period, day;     /* period: its first day; DAY_NONE: in none */
    int64_t event, root;     /* root: of twins the first one's number, else its own */
    float goldstein, weight; /* weight: of the surest report of its incident */
    uint32_t report;         /* index into report */
    uint8_t type;            /* enum event_type */
    uint8_t tie;             /* enum tie_level: that it shows by itself */
    bool close;              /* counts for a partnership */
    bool turned;             /* b is the source; of no meaning for what has no direction */
};

/* ---- who and when ------------------------------------------------------------------------------------------- */

struct date_range relation_period(enum relation_by by, int32_t day)
{
    int year, month, mday;
    day_split(day, &year, &month, &mday);
    switch (by) {
    case BY_DAY:
        return (struct date_range){day, day};
    case BY_WEEK:
        return (struct date_range){day - day_weekday(day), day - day_weekday(day) + 6};
    case BY_MONTH:
        return day_month(day);
    case BY_YEAR:
        return (struct date_range){day_of(year, 1, 1), day_of(year, 12, 31)};
    case BY_ALL:
        break;
    }
    return (struct date_range){DAY_MIN, DAY_MAX};
}

static bool takes_in(const struct relation_query *q, struct str argument, struct str code)
{
    return q->exact ? str_eq(argument, code) : str_starts(code, argument);
}

bool relation_sides(const struct relation_query *q, struct str source, struct str target, struct str out[2])
{
    bool a_source = takes_in(q, q->a, source), a_target = takes_in(q, q->a, target);
    if (q->a.n && q->b.n) {
        if (a_source && takes_in(q, q->b, target)) {
            out[0] = q->a;
            out[1] = q->b;
            return true;
        }
        out[0] = q->b;
        out[1] = q->a;
        return a_target && takes_in(q, q->b, source);
    }
    out[0] = q->exact ? source : actor_party(source);
    out[1] = q->exact ? target : actor_party(target);
    if (q->a.n && a_source != a_target) {
        /* The rest of the country that the actor asked for is a part of: RUSMIL and RUSGOV, not RUSMIL and RUS. */
        int other = a_source ? 1 : 0;
        if (str_starts(q->a, out[other]))
            out[other] = actor_inner_party(other ? target : source);
        out[1 - other] = q->a;
    } else if (q->a.n && !a_source) {
        return false;
    }
    if (str_eq(out[0], out[1])) {
        out[0] = actor_inner_party(source);
        out[1] = actor_inner_party(target);
    }
    return !str_eq(out[0], out[1]);
}

uint32_t relation_pair_of(struct relation *r, struct str a, struct str b)
{
    const struct relation_query *q = &r->query;
    bool b_asked_for = q->a.n && str_eq(b, q->a) && !str_eq(a, q->a);
    bool a_asked_for = q->a.n && str_eq(a, q->a);
    if (!q->directed && !a_asked_for && (b_asked_for || str_compare(a, b) > 0)) {
        struct str first = b;
        b = a;
        a = first;
    }
    struct arena_mark mark = arena_mark(r->arena);
    struct str name = str_format(r->arena, "%.*s\t%.*s", STR_ARG(a), STR_ARG(b));
    uint32_t known = map_find(r->pair_by_name, name, NONE);
    if (known != NONE) {
        arena_rewind(r->arena, mark);
        return known;
    }
    *map_put(r->pair_by_name, name, NONE) = r->pair.n;
    *array_add(r->arena, &r->pair) =
        (struct relation_pair){.a = str_slice(name, 0, a.n), .b = str_slice(name, a.n + 1, name.n)};
    return r->pair.n - 1;
}

/* From 1; 0: unknown, or of an imported row. */
static uint32_t find_publisher(struct relation *r, struct str name)
{
    if (!name.n || r->query.origin.n)
        return 0;
    uint32_t known = map_find(r->publisher_at, name, 0);
    if (!known)
        known = *map_put(r->publisher_at, str_copy(r->arena, name), r->publisher_at->n + 1);
    return known;
}

static uint32_t find_doc(struct relation *r, struct str id, struct str publisher)
{
    uint32_t known = map_find(r->doc_by_id, id, NONE);
    if (known == NONE) {
        known = r->doc.n;
        struct str kept = str_copy(r->arena, id);
        *array_add(r->arena, &r->doc) = kept;
        *array_add(r->arena, &r->publisher_of) = find_publisher(r, publisher);
        *map_put(r->doc_by_id, kept, NONE) = known;
    }
    return known;
}

/* ---- collecting --------------------------------------------------------------------------------------------- */

bool relation_is_whole(const struct relation_query *q)
{
    return q->by == BY_ALL && q->from == DAY_NONE && q->to == DAY_NONE;
}

void relation_init(struct relation *r, const struct relation_query *query, struct arena *arena)
{
    *r = (struct relation){.query = *query, .arena = arena};
    if (!r->query.a.n) {
        r->query.a = r->query.b;
        r->query.b = STR_NONE;
    }
    r->pair_by_name = arena_alloc(arena, sizeof *r->pair_by_name);
    r->doc_by_id = arena_alloc(arena, sizeof *r->doc_by_id);
    r->original_of = arena_alloc(arena, sizeof *r->original_of);
    map_init(r->original_of, arena, 256);
    map_init(r->pair_by_name, arena, 256);
    map_init(r->doc_by_id, arena, 256);
    r->publisher_at = arena_alloc(arena, sizeof *r->publisher_at);
    map_init(r->publisher_at, arena, 16);
    r->words = arena_alloc(arena, sizeof *r->words);
    report_words_init(r->words, arena);
}

/* 0: is not looked at. A claim that is counted by wish counts as much as the text makes it sure. */
static float weight_of(const struct relation_query *q, const struct store_event *e)
{
    if (q->rows == ROWS_AUTHOR || q->rows == ROWS_UNCOUNTED)
        return !e->counted && (e->voice == VOICE_AUTHOR) == (q->rows == ROWS_AUTHOR);
    if (e->counted)
        return 1;
    bool wanted = (q->voices >> e->voice & 1) && e->status == EST_ASSERTED && !e->is_content;
    return wanted ? fmaxf(0, e->factuality) / 3 : 0;
}

void relation_add(struct relation *r, const struct store_event *e)
{
    const struct relation_query *q = &r->query;
    struct str side[2];
    float weight = weight_of(q, e);
    if (!(weight > 0) || !e->source.n || !e->target.n)
        return;
    if (e->day != DAY_NONE && ((q->from != DAY_NONE && e->day < q->from) || (q->to != DAY_NONE && e->day > q->to)))
        return;
    if (!relation_sides(q, e->source, e->target, side)) {
        r->n_internal += str_eq(side[0], side[1]);
        return;
    }
    uint32_t pair = relation_pair_of(r, side[0], side[1]);
    struct relation_row row = {
        .pair = pair,
        .doc = find_doc(r, e->doc_id, e->publisher),
        .period = e->day != DAY_NONE     ? relation_period(q->by, e->day).from
                  : relation_is_whole(q) ? DAY_MIN
                                         : DAY_NONE,
        .day = e->day,
        .event = e->event,
        .root = e->is_twin ? e->twin_of : e->event,
        .goldstein = e->goldstein,
        .weight = weight,
        .report = r->report.n,
        .type = (uint8_t)e->type,
        .turned = !incident_is_mutual(e->type) && !str_eq(side[0], r->pair.v[pair].a),
    };
    row.tie = (uint8_t)tie_of_deed(e->type, e->cameo, e->trigger, &row.close);
    report_read(r->words, e, array_add(r->arena, &r->report));
    *array_add(r->arena, &r->row) = row;
}

/* ---- counting ----------------------------------------------------------------------------------------------- */

static int compare_rows(const void *x, const void *y)
{
    const struct relation_row *a = x, *b = y;
    ORDER(a->pair, b->pair);
    ORDER(a->period, b->period); /* DAY_NONE comes first */
    ORDER(a->doc, b->doc);
    ORDER(a->root, b->root);
    ORDER(a->event, b->event);
    return 0;
}

/* Of twins in one pair and period only the first is kept. */
static void drop_twins(struct relation *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->row.n; i++) {
        const struct relation_row *before = n ? &r->row.v[n - 1] : NULL, *row = &r->row.v[i];
        if (!before || before->pair != row->pair || before->period != row->period || before->doc != row->doc ||
            before->root != row->root)
            r->row.v[n++] = *row;
    }
    r->row.n = n;
}

struct date_range relation_period_within(const struct relation_query *q, int32_t day, int32_t first, int32_t last)
{
    struct date_range p = relation_period(q->by, day == DAY_NONE ? 0 : day);
    if (q->by == BY_ALL)
        p = (struct date_range){first, last};
    if (q->from != DAY_NONE && (q->by == BY_ALL || p.from < q->from))
        p.from = q->from;
    if (q->to != DAY_NONE && (q->by == BY_ALL || p.to > q->to))
        p.to = q->to;
    return p;
}

static int compare_days(const void *x, const void *y)
{
    const struct relation_row *a = x, *b = y;
    ORDER(a->day, b->day);
    ORDER(a->type, b->type);
    ORDER(a->turned, b->turned);
    return 0;
}

/* Which reports are one incident, over all periods of a pair. */
static void find_incidents(struct relation *r)
{
    uint32_t n = r->row.n;
    if (!r->report.n)
        return;
    struct incident_report *kept = arena_alloc(r->arena, (n + 1) * sizeof *kept);
    for (uint32_t i = 0; i < n; i++) {
        struct relation_row *row = &r->row.v[i];
        kept[i] = r->report.v[row->report];
        kept[i].block = row->pair * 2 + row->turned;
        row->report = i;
    }
    r->report.v = kept;
    r->report.n = n;
    struct incidents out;
    incidents_find(kept, n, r->arena, &out);
    for (uint32_t i = 0; i < out.incident.n; i++) {
        float weight = 0;
        for (uint32_t k = out.incident.v[i].first; k != NONE; k = kept[k].next)
            weight = fmaxf(weight, r->row.v[k].weight);
        for (uint32_t k = out.incident.v[i].first; k != NONE; k = kept[k].next)
            r->row.v[k].weight = weight;
    }
}

/* Rows [from, end) of one pair and period, put in the order of days. */
static void count_incidents(struct relation *r, uint32_t from, uint32_t end, struct dyad *d)
{
    struct relation_row *row = r->row.v;
    qsort(row + from, end - from, sizeof *row, compare_days);
    for (uint32_t i = from; i < end; i++) {
        if (r->report.v[row[i].report].like != NONE)
            continue; /* an incident is counted where its first report is */
        d->n_incidents++;
        d->type[row[i].type]++;
        if (row[i].type != EV_NONE)
            d->quad[event_type_quad((enum event_type)row[i].type) - 1] += (double)row[i].weight;
    }
}

/* The later one shows a level; of one day the one in the first document, by id. */
static bool shows_better(const struct relation *r, const struct relation_row *row, const struct tie *than)
{
    if (!than->doc.n || row->day != than->day)
        return !than->doc.n || row->day > than->day;
    int c = str_compare(r->doc.v[row->doc], than->doc);
    return c ? c < 0 : row->event < than->event;
}

/* Rows [from, end) of one pair and period, by day. */
static void find_tie(const struct relation *r, uint32_t from, uint32_t end, struct tie *t)
{
    uint32_t n_deed_days = 0;
    int32_t first = DAY_NONE, last = DAY_NONE;
    *t = (struct tie){.day = DAY_NONE};
    for (uint32_t i = from; i < end; i++) {
        const struct relation_row *row = &r->row.v[i];
        t->level = row->tie > t->level ? (enum tie_level)row->tie : t->level;
        if (!row->close || row->day == DAY_NONE || row->day == last)
            continue;
        n_deed_days++;
        last = row->day;
        first = first == DAY_NONE ? row->day : first;
    }
    if (t->level < TIE_PARTNERSHIP && tie_is_partnership(n_deed_days, last - first))
        t->level = TIE_PARTNERSHIP;
    for (uint32_t i = from; i < end; i++) {
        const struct relation_row *row = &r->row.v[i];
        bool shows = t->level == TIE_PARTNERSHIP ? row->close : t->level && row->tie == t->level;
        if (shows && shows_better(r, row, t)) {
            t->day = row->day;
            t->doc = r->doc.v[row->doc];
            t->event = row->event;
        }
    }
}

void relation_add_reprint(struct relation *r, struct str id, struct str original)
{
    *map_put(r->original_of, str_copy(r->arena, id), NONE) = r->original.n;
    *array_add(r->arena, &r->original) = str_copy(r->arena, original);
}

/* A reprint of a reprint is one of what that reprints; each comes before the next, so this ends. */
static void count_reprints(struct relation *r)
{
    if (!r->original.n)
        return;
    r->n_reprints = arena_zalloc(r->arena, (r->doc.n + 1) * sizeof *r->n_reprints);
    for (uint32_t i = 0, at; i < r->original.n; i++) {
        struct str id = r->original.v[i];
        while ((at = map_find(r->original_of, id, NONE)) != NONE)
            id = r->original.v[at];
        uint32_t doc = map_find(r->doc_by_id, id, NONE);
        if (doc != NONE)
            r->n_reprints[doc]++;
    }
}

/* Has no document of the latest dyad before this one the same publisher? */
static bool is_new_publisher(struct relation *r, uint32_t doc)
{
    uint32_t publisher = r->publisher_of.v[doc];
    if (!publisher || r->seen_publisher[publisher] == r->dyad.n)
        return false;
    r->seen_publisher[publisher] = r->dyad.n;
    return true;
}

/* Rows [from, end) of one pair and period. */
static void add_dyad(struct relation *r, uint32_t from, uint32_t end)
{
    const struct relation_row *row = r->row.v;
    const struct relation_pair *pair = &r->pair.v[row[from].pair];
    struct dyad *d = array_add(r->arena, &r->dyad);
    *d = (struct dyad){
        .a = pair->a, .b = pair->b, .n_reports = end - from, .standing = STANDING_UNKNOWN, .origin = r->query.origin};
    int32_t first = DAY_NONE, last = DAY_NONE;
    uint32_t n_values = 0;
    for (uint32_t i = from; i < end; i++) {
        uint32_t n_reprints = r->n_reprints ? r->n_reprints[row[i].doc] : 0;
        d->n_reports += n_reprints;
        if (i == from || row[i].doc != row[i - 1].doc) {
            d->n_documents += 1 + n_reprints;
            d->n_sources += is_new_publisher(r, row[i].doc);
        }
        if (!isnan(row[i].goldstein)) {
            d->goldstein_sum += (double)row[i].goldstein;
            n_values++;
        }
        if (row[i].day != DAY_NONE) {
            first = first == DAY_NONE || row[i].day < first ? row[i].day : first;
            last = row[i].day > last ? row[i].day : last;
        }
    }
    d->goldstein_mean = n_values ? d->goldstein_sum / n_values : (double)NAN;
    if (!n_values)
        d->goldstein_sum = (double)NAN;
    count_incidents(r, from, end, d);
    find_tie(r, from, end, &d->tie);
    struct date_range p = relation_period_within(&r->query, first, first, last);
    d->from = p.from;
    d->to = p.to;
}

static int compare_dyads(const void *x, const void *y)
{
    const struct dyad *a = x, *b = y;
    ORDER(b->pair_reports, a->pair_reports);
    int c = str_compare(a->a, b->a);
    if (!c)
        c = str_compare(a->b, b->b);
    if (c)
        return c;
    ORDER(a->from, b->from);
    return 0;
}

void relation_sort(struct relation *r)
{
    if (r->dyad.n)
        qsort(r->dyad.v, r->dyad.n, sizeof *r->dyad.v, compare_dyads);
}

/* The periods of one pair: rows [from, end). */
static void add_pair(struct relation *r, uint32_t from, uint32_t end)
{
    uint32_t n_undated = 0, first_dyad = r->dyad.n, n_reports = 0;
    for (uint32_t i = from; i < end; i++)
        n_undated += r->row.v[i].day == DAY_NONE;
    if (!relation_is_whole(&r->query))
        r->n_undated += n_undated;
    for (uint32_t i = from, next; i < end; i = next) {
        for (next = i; next < end && r->row.v[next].period == r->row.v[i].period; next++)
            continue;
        if (r->row.v[i].period == DAY_NONE)
            continue;
        add_dyad(r, i, next);
        n_reports += r->dyad.v[r->dyad.n - 1].n_reports;
    }
    for (uint32_t i = first_dyad; i < r->dyad.n; i++) {
        r->dyad.v[i].n_undated = n_undated;
        r->dyad.v[i].pair_reports = n_reports;
    }
}

void relation_finish(struct relation *r)
{
    count_reprints(r);
    if (r->row.n)
        qsort(r->row.v, r->row.n, sizeof *r->row.v, compare_rows);
    drop_twins(r);
    find_incidents(r);
    r->seen_publisher = arena_zalloc(r->arena, (r->publisher_at->n + 2) * sizeof *r->seen_publisher);
    for (uint32_t from = 0, end; from < r->row.n; from = end) {
        for (end = from; end < r->row.n && r->row.v[end].pair == r->row.v[from].pair; end++)
            continue;
        add_pair(r, from, end);
    }
    relation_sort(r);
}

/* ---- how they stand ----------------------------------------------------------------------------------------- */

static int32_t period_number(enum relation_by by, int32_t from)
{
    int year, month, mday;
    day_split(from, &year, &month, &mday);
    switch (by) {
    case BY_DAY:
        return from;
    case BY_WEEK:
        return (int32_t)floor(((double)from - day_weekday(from)) / 7);
    case BY_MONTH:
        return year * 12 + month;
    case BY_YEAR:
        return year;
    case BY_ALL:
        break;
    }
    return 0;
}

static double period_days(enum relation_by by)
{
    static const double days[] = {
        [BY_ALL] = 365.25, [BY_DAY] = 1, [BY_WEEK] = 7, [BY_MONTH] = 30.4375, [BY_YEAR] = 365.25};
    return days[by];
}

struct judged { /* a dyad of the world */
    struct standing_count count;
    struct standing standing;
};

static int compare_judged(const void *x, const void *y)
{
    const struct standing_count *a = &((const struct judged *)x)->count, *b = &((const struct judged *)y)->count;
    ORDER(a->period, b->period);
    ORDER(a->a, b->a);
    ORDER(a->b, b->b);
    return 0;
}

static uint32_t number_actor(struct map *actors, struct str name)
{
    return *map_put(actors, name, actors->n);
}

static void judge_world(const struct relation *world, struct map *actors, struct judged *judged, struct arena *arena)
{
    uint32_t n = world->dyad.n;
    struct standing_count *count = arena_alloc(arena, (n + 1) * sizeof *count);
    struct standing *standing = arena_alloc(arena, (n + 1) * sizeof *standing);
    for (uint32_t i = 0; i < n; i++) {
        const struct dyad *d = &world->dyad.v[i];
        struct standing_count *c = &judged[i].count;
        *c =
            (struct standing_count){.a = number_actor(actors, d->a), .period = period_number(world->query.by, d->from)};
        c->b = number_actor(actors, d->b);
        for (int q = 0; q < 4; q++)
            c->quad[q] = d->quad[q];
        if (c->a > c->b) {
            uint32_t a = c->a;
            c->a = c->b;
            c->b = a;
        }
    }
    qsort(judged, n, sizeof *judged, compare_judged);
    for (uint32_t i = 0; i < n; i++)
        count[i] = judged[i].count;
    const struct standing_options o = standing_defaults(period_days(world->query.by));
    standing_find(count, n, actors->n, &o, arena, standing);
    for (uint32_t i = 0; i < n; i++)
        judged[i].standing = standing[i];
}

void relation_judge(struct relation *r, const struct relation *world)
{
    if (!world->dyad.n || r->query.directed || r->query.exact)
        return;
    struct arena scratch;
    struct map actors;
    arena_init(&scratch, 0);
    map_init(&actors, &scratch, 256);
    struct judged *judged = arena_alloc(&scratch, world->dyad.n * sizeof *judged);
    judge_world(world, &actors, judged, &scratch);
    for (uint32_t i = 0; i < r->dyad.n; i++) {
        struct dyad *d = &r->dyad.v[i];
        struct standing last[TREND_PERIODS];
        uint32_t a = map_find(&actors, d->a, NONE), b = map_find(&actors, d->b, NONE), n_last = 0;
        for (int32_t back = TREND_PERIODS - 1; back >= 0; back--) {
            const struct judged key = {.count = {.a = a < b ? a : b,
                                                 .b = a < b ? b : a,
                                                 .period = period_number(r->query.by, d->from) - back}};
            const struct judged *found = bsearch(&key, judged, world->dyad.n, sizeof *judged, compare_judged);
            if (found && !back)
                d->standing = found->standing;
            if (found && !isnan(found->standing.hostility.value))
                last[n_last++] = found->standing;
        }
        d->trend = isnan(d->standing.hostility.value) ? TREND_UNKNOWN : trend_of(last, n_last);
    }
    arena_release(&scratch);
}

/* ---- when it changed ---------------------------------------------------------------------------------------- */

const int32_t *relation_breaks(const struct dyad *month, uint32_t n, struct arena *arena, uint32_t *out_n)
{
    enum { N_SERIES = 3 };
    static const int series_of_quad[] = {0, 0, 1, 2};
    const struct breaks_options o = BREAKS_DEFAULTS;
    *out_n = 0;
    if (!n)
        return arena_alloc(arena, sizeof(int32_t));
    int32_t first = period_number(BY_MONTH, month[0].from);
    uint32_t n_months = (uint32_t)(period_number(BY_MONTH, month[n - 1].from) - first) + 1;
    double *series[N_SERIES];
    for (int k = 0; k < N_SERIES; k++)
        series[k] = arena_zalloc(arena, n_months * sizeof *series[k]);
    for (uint32_t i = 0; i < n; i++)
        for (int q = 0; q < 4; q++)
            series[series_of_quad[q]][period_number(BY_MONTH, month[i].from) - first] += month[i].quad[q];
    struct breaks found;
    breaks_find((const double *const *)series, N_SERIES, n_months, &o, arena, &found);
    int32_t *day = arena_alloc(arena, (found.n + 1) * sizeof *day);
    for (uint32_t i = 0; i < found.n; i++) {
        int32_t at = first + (int32_t)found.at[i] - 1; /* months from 0 on */
        day[i] = day_of(at / 12, at % 12 + 1, 1);
    }
    *out_n = found.n;
    return day;
}

/* ---- over a store ------------------------------------------------------------------------------------------- */

static bool add(void *context, const struct store_event *e)
{
    relation_add(context, e);
    return true;
}

static bool add_reprint(void *context, struct str id, struct str original)
{
    relation_add_reprint(context, id, original);
    return true;
}

static enum status collect(struct store *s, const struct relation_query *query, struct arena *arena,
                           struct relation *out, struct fault *f)
{
    relation_init(out, query, arena);
    if (query->origin.n) /* all its rows are counted */
        return query->rows == ROWS_COUNTED ? relation_count_imported(s, out, f) : OK;
    const struct store_query q = {
        .a = query->a,
        .b = query->b,
        .exact = query->exact,
        .from = query->from,
        .to = query->to,
        .undated_too = true,
        .counted_only = query->rows == ROWS_COUNTED && !query->voices,
        .without_words = true,
    };
    if (store_events(s, &q, add, out, f) || store_reprints(s, add_reprint, out, f))
        return f->status;
    relation_finish(out);
    return OK;
}

/* The breaks of one pair, by its months, put to its dyads in r, which begin at `at`. */
static void put_breaks(struct relation *r, uint32_t at, const struct dyad *month, uint32_t n)
{
    uint32_t n_breaks;
    const int32_t *day = relation_breaks(month, n, r->arena, &n_breaks);
    for (struct dyad *d = &r->dyad.v[at]; d < r->dyad.v + r->dyad.n; d++) {
        if (!str_eq(d->a, month->a) || !str_eq(d->b, month->b))
            break;
        uint32_t first = 0, end = n_breaks;
        while (first < end && d->from != DAY_NONE && day[first] < d->from)
            first++;
        while (end > first && d->to != DAY_NONE && day[end - 1] > d->to)
            end--;
        d->break_day = day + first;
        d->n_breaks = end - first;
    }
}

enum status relation_find_breaks(struct store *s, struct relation *r, struct fault *f)
{
    struct relation months;
    struct arena scratch;
    struct map first;
    struct relation_query q = r->query;
    q.by = BY_MONTH;
    if (q.directed)
        return OK;
    arena_init(&scratch, 0);
    map_init(&first, &scratch, 256);
    enum status status = collect(s, &q, &scratch, &months, f);
    for (uint32_t i = r->dyad.n; !status && i-- > 0;) {
        const struct dyad *d = &r->dyad.v[i]; /* the first one stays */
        *map_put(&first, str_format(&scratch, "%.*s\t%.*s", STR_ARG(d->a), STR_ARG(d->b)), NONE) = i;
    }
    for (uint32_t from = 0, end; !status && from < months.dyad.n; from = end) {
        const struct dyad *d = &months.dyad.v[from];
        for (end = from;
             end < months.dyad.n && str_eq(months.dyad.v[end].a, d->a) && str_eq(months.dyad.v[end].b, d->b); end++)
            continue;
        uint32_t at = map_find(&first, str_format(&scratch, "%.*s\t%.*s", STR_ARG(d->a), STR_ARG(d->b)), NONE);
        if (at != NONE)
            put_breaks(r, at, d, end - from);
    }
    arena_release(&scratch);
    return status;
}

enum status relation_read(struct store *s, const struct relation_query *query, struct arena *arena,
                          struct relation *out, struct fault *f)
{
    if (collect(s, query, arena, out, f) || (query->origin.n && relation_find_deeds(s, out, f)))
        return f->status;
    if (!out->dyad.n || query->directed || query->exact || query->counts_only)
        return OK;
    bool has_past = query->by != BY_ALL && query->from != DAY_NONE;
    if (!query->a.n && !query->b.n && !has_past) {
        relation_judge(out, out);
        return OK;
    }
    const struct relation_query all = {.by = query->by,
                                       .from = query->by == BY_ALL ? query->from : DAY_NONE,
                                       .to = query->to,
                                       .voices = query->voices,
                                       .origin = query->origin};
    struct arena scratch;
    struct relation world;
    arena_init(&scratch, 0);
    enum status status = collect(s, &all, &scratch, &world, f);
    if (!status)
        relation_judge(out, &world);
    arena_release(&scratch);
    return status;
}
