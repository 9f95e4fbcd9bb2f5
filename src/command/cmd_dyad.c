/* entente dyad: the story of one pair, with its evidence. */
#include "base/file.h"
#include "command/dyad_evidence.h"
#include "command/dyad_svg.h"
#include "command/evidence.h"
#include "command/relation_table.h"
#include "record/names.h"
#include "relation/answers.h"

#include <math.h>
#include <stdio.h>

enum { DEFAULT_EVENTS = 20, DEFAULT_STATEMENTS = 10, CHART_LABEL = 14 };

struct act_source {
    struct str doc;
    int64_t event;
};

struct story {
    struct asking asking;
    struct window window;
    struct str a, b;
    bool exact;
    const char *voices, *svg;
    unsigned count; /* bits of what is counted too */
    struct origins origins;
    uint32_t limit; /* of events shown; 0: the default for people, all in JSON */

    struct relation all, directed, series, author, uncounted;
    struct relation months; /* for the drawing */
    uint32_t by;
    struct relation periods; /* by those asked for */
    ARRAY_OF(struct deed) deed;
    struct answers answers;
    ARRAY_OF(struct answer_act) act;
    ARRAY_OF(struct act_source) act_source; /* of each act */
    struct json json;
};

/* ---- numbers ------------------------------------------------------------------------------------------------ */

static struct relation_query query_of(const struct story *s, enum relation_by by, bool directed)
{
    return (struct relation_query){.a = s->a,
                                   .b = s->b,
                                   .exact = s->exact,
                                   .directed = directed,
                                   .by = by,
                                   .voices = s->count,
                                   .origin = str_of(s->origins.names),
                                   .from = s->window.days.from,
                                   .to = s->window.days.to};
}

static struct store_query rows_between(const struct story *s)
{
    return (struct store_query){.a = s->a,
                                .b = s->b,
                                .exact = s->exact,
                                .origin = str_of(s->origins.names),
                                .from = s->window.days.from,
                                .to = s->window.days.to};
}

/* Hostility by period, for which all pairs are read, is shown only as JSON and drawn. */
static enum status count(struct story *s, enum relation_by by, bool directed, struct relation *out, struct fault *f)
{
    struct relation_query q = query_of(s, by, directed);
    q.counts_only = by != BY_ALL && !s->asking.cli->json && !s->svg;
    return relation_read(s->asking.store, &q, &s->asking.arena, out, f);
}

static const struct dyad *direction(const struct story *s, struct str from)
{
    for (uint32_t i = 0; i < s->directed.dyad.n; i++)
        if (str_eq(s->directed.dyad.v[i].a, from))
            return &s->directed.dyad.v[i];
    return NULL;
}

/* ---- for people: head and chart ----------------------------------------------------------------------------- */

static void heading(struct story *s)
{
    struct asking *a = &s->asking;
    struct str names = asking_names(a, s->a, s->b);
    screen_style(&a->screen, STYLE_BOLD, &a->out);
    buf_printf(&a->out, "%.*s – %.*s", STR_ARG(s->a), STR_ARG(s->b));
    screen_style(&a->screen, STYLE_PLAIN, &a->out);
    buf_printf(&a->out, "%s%.*s\n", names.n ? "  " : "", (int)names.n, names.n ? names.s : "");
}

static void tie_lines(struct asking *a, const struct tie *t)
{
    if (!t->level)
        return;
    char day[11];
    day_write(t->day, day);
    buf_printf(&a->out, "tie: %s%s%s\n", tie_level_name(t->level), *day ? ", " : "", day);
    struct str words = str_format(&a->row, "“%.*s”", STR_ARG(screen_clean(&a->row, t->sentence)));
    if (t->sentence.n)
        screen_wrap(&a->screen, words, 4, EVIDENCE_LINES, &a->out);
}

/* A count, or a sum of weights. */
static void number(struct asking *a, int width, double n)
{
    buf_printf(&a->out, "%*.*f", width, n != floor(n), n);
}

static void totals(struct story *s)
{
    static const char *const names[] = {"verbal cooperation", "material cooperation", "verbal conflict",
                                        "material conflict"};
    static const enum style styles[] = {STYLE_CYAN, STYLE_GREEN, STYLE_YELLOW, STYLE_RED};
    struct asking *a = &s->asking;
    const struct dyad *d = &s->all.dyad.v[0];
    char from[11], to[11];
    day_write(d->from, from);
    day_write(d->to, to);
    buf_printf(&a->out, "%u event%s in %u document%s", (unsigned)d->n_incidents, d->n_incidents == 1 ? "" : "s",
               (unsigned)d->n_documents, d->n_documents == 1 ? "" : "s");
    if (*from && *to)
        buf_printf(&a->out, strcmp(from, to) == 0 ? ", %s" : ", %s to %s", from, to);
    if (d->n_undated)
        buf_printf(&a->out, ", %u without a date", (unsigned)d->n_undated);
    if (!isnan(d->goldstein_mean))
        buf_printf(&a->out, "; Goldstein mean %.1f, sum %.1f", d->goldstein_mean, d->goldstein_sum);
    const struct standing *now = &d->standing;
    if (!isnan(now->hostility.value))
        buf_printf(&a->out, "\nhostility %.2f (%.2f to %.2f), affinity %.2f (%.2f to %.2f)", now->hostility.value,
                   now->hostility.low, now->hostility.high, now->affinity.value, now->affinity.low, now->affinity.high);
    for (uint32_t i = 0; i < d->n_breaks; i++) {
        char day[11];
        day_write(d->break_day[i], day);
        buf_printf(&a->out, "%s%.7s", i ? ", " : "\nchanged in ", day);
    }
    buf_add_char(&a->out, '\n');
    tie_lines(a, &d->tie);
    buf_add_char(&a->out, '\n');
    const struct dyad *way[] = {direction(s, s->a), direction(s, s->b)};
    buf_printf(&a->out, "%-22s%7s", "", "events");
    for (int w = 0; w < 2; w++) {
        struct str x = w ? s->b : s->a, y = w ? s->a : s->b;
        struct str label = str_format(&a->row, "%.*s → %.*s", STR_ARG(x), STR_ARG(y));
        for (unsigned n = screen_columns(label); n < 16; n++)
            buf_add_char(&a->out, ' ');
        buf_add_str(&a->out, label);
    }
    buf_add_char(&a->out, '\n');
    for (int q = 0; q < 4; q++) {
        screen_text(&a->screen, styles[q], str_of(names[q]), &a->out);
        screen_pad((unsigned)strlen(names[q]), 22, &a->out);
        number(a, 7, d->quad[q]);
        for (int w = 0; w < 2; w++)
            number(a, 16, way[w] ? way[w]->quad[q] : 0);
        buf_add_char(&a->out, '\n');
    }
}

/* Periods from the first to the last, empty ones too: their number, and the place of a day. */
static uint32_t place_of(enum relation_by by, int32_t first, int32_t day)
{
    int y0, m0, y1, m1, unused;
    day_split(first, &y0, &m0, &unused);
    day_split(day, &y1, &m1, &unused);
    return (uint32_t)(by == BY_YEAR ? y1 - y0 : (y1 - y0) * 12 + m1 - m0);
}

static void bars(struct story *s, const char *label, enum style style, const double *n, uint32_t n_periods, double most)
{
    static const char *const blocks[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    struct asking *a = &s->asking;
    buf_printf(&a->out, "%-*s", CHART_LABEL, label);
    screen_style(&a->screen, style, &a->out);
    for (uint32_t i = 0; i < n_periods; i++)
        buf_add_str(&a->out, str_of(blocks[(int)fmin(8, ceil(n[i] * 8 / most))])); /* one event shows */
    screen_style(&a->screen, STYLE_PLAIN, &a->out);
    buf_add_char(&a->out, '\n');
}

/* Events of quads [q, end) by period, from `first` on; the most of a period in *most. Of [n]. */
static double *bar_heights(struct story *s, const struct relation *r, int q, int end, int32_t first, uint32_t n,
                           double *most)
{
    double *height = arena_zalloc(&s->asking.row, (n + 1) * sizeof *height);
    for (uint32_t i = 0; i < r->dyad.n; i++) {
        const struct dyad *d = &r->dyad.v[i];
        uint32_t at = place_of(r->query.by, first, d->from);
        for (int k = q; k < end && d->from >= first && at < n; k++)
            height[at] += d->quad[k];
        if (at < n)
            *most = fmax(*most, height[at]);
    }
    return height;
}

static void chart(struct story *s)
{
    struct asking *a = &s->asking;
    const struct relation *r = &s->series, *const all[] = {&s->series, &s->author, &s->uncounted};
    enum relation_by by = r->query.by;
    int32_t first = DAY_MAX, last = DAY_MIN;
    for (int k = 0; k < 3; k++)
        if (all[k]->dyad.n) {
            first = all[k]->dyad.v[0].from < first ? all[k]->dyad.v[0].from : first;
            last = all[k]->dyad.v[all[k]->dyad.n - 1].from > last ? all[k]->dyad.v[all[k]->dyad.n - 1].from : last;
        }
    if (first > last)
        return;
    uint32_t n = place_of(by, first, last) + 1, room = a->screen.width - CHART_LABEL;
    uint32_t skip = n > room ? n - room : 0; /* the latest years of centuries */
    double most = 1;
    const double *cooperation = bar_heights(s, r, 0, 2, first, n, &most),
                 *conflict = bar_heights(s, r, 2, 4, first, n, &most),
                 *author = bar_heights(s, &s->author, 0, 4, first, n, &most),
                 *uncounted = bar_heights(s, &s->uncounted, 0, 4, first, n, &most);
    char from[11], to[11];
    day_write(first, from);
    day_write(last, to);
    unsigned letters = by == BY_YEAR ? 4 : 7;
    from[letters] = to[letters] = '\0';
    buf_add_char(&a->out, '\n');
    bars(s, "cooperation", STYLE_GREEN, cooperation + skip, n - skip, most);
    bars(s, "conflict", STYLE_RED, conflict + skip, n - skip, most);
    if (s->author.dyad.n)
        bars(s, "writer's own", STYLE_DIM, author + skip, n - skip, most);
    if (s->uncounted.dyad.n)
        bars(s, "not counted", STYLE_DIM, uncounted + skip, n - skip, most);
    screen_style(&a->screen, STYLE_DIM, &a->out);
    buf_printf(&a->out, "%-*s%s%s%s, events a %s, █ is %.*f\n", CHART_LABEL, "", skip ? "until " : from,
               skip || n == 1 ? "" : " to ", n == 1 && !skip ? "" : to, by == BY_YEAR ? "year" : "month",
               most != floor(most), most);
    screen_style(&a->screen, STYLE_PLAIN, &a->out);
}

/* ---- who starts, who answers -------------------------------------------------------------------------------- */

/* What has twins goes both ways and has no direction; the first of them comes before the others, on the same day. */
static void drop_act(struct story *s, const struct store_event *twin)
{
    for (uint32_t i = s->act.n; i > 0 && s->act.v[i - 1].day == twin->day; i--)
        if (s->act_source.v[i - 1].event == twin->twin_of && str_eq(s->act_source.v[i - 1].doc, twin->doc_id)) {
            s->act.v[i - 1] = s->act.v[--s->act.n];
            s->act_source.v[i - 1] = s->act_source.v[--s->act_source.n];
            return;
        }
}

static bool take_act(void *context, const struct store_event *e)
{
    struct story *s = context;
    bool mutual = e->type == EV_CONSULT || e->type == EV_AGREE || e->type == EV_COOPERATE;
    if (e->is_twin)
        drop_act(s, e);
    if (mutual || e->is_twin || e->day == DAY_NONE || e->type == EV_NONE)
        return true;
    *array_add(&s->asking.arena, &s->act_source) = (struct act_source){str_copy(&s->asking.arena, e->doc_id), e->event};
    bool by_a = s->exact ? str_eq(e->source, s->a) : str_starts(e->source, s->a);
    *array_add(&s->asking.arena, &s->act) =
        (struct answer_act){.day = e->day,
                            .type = e->type,
                            .side = !by_a,
                            .kind = event_type_quad(e->type) > 2 ? ANSWER_CONFLICT : ANSWER_COOPERATION};
    return true;
}

static enum status read_answers(struct story *s, struct fault *f)
{
    struct store_query q = rows_between(s);
    q.counted_only = q.without_words = true;
    if (store_events(s->asking.store, &q, take_act, s, f))
        return f->status;
    answers_find(s->act.v, s->act.n, &s->asking.arena, &s->answers);
    return OK;
}

/* "conflict: RUS started 3 of 5 exchanges; PAK answered 2 of them ..." */
static void answer_lines(struct story *s)
{
    static const char *const kinds[] = {"cooperation", "conflict"};
    struct asking *a = &s->asking;
    bool any = false;
    for (int kind = N_ANSWER_KINDS - 1; kind >= 0; kind--) {
        const struct answer_side *side = s->answers.side[kind];
        uint32_t n_started = side[0].n_started + side[1].n_started;
        if (!n_started)
            continue;
        if (!any)
            screen_text(&a->screen, STYLE_BOLD, STR("\nWho starts, who answers within 14 days\n"), &a->out);
        any = true;
        struct str line = str_format(&a->row, "%s:", kinds[kind]);
        for (int k = 0; k < 2; k++) {
            const struct answer_side *other = &side[!k];
            if (!side[k].n_started)
                continue;
            line = str_format(&a->row, "%.*s %.*s started %u of %u exchanges, %.*s answered %u of these", STR_ARG(line),
                              STR_ARG(k ? s->b : s->a), (unsigned)side[k].n_started, (unsigned)n_started,
                              STR_ARG(k ? s->a : s->b), (unsigned)other->n_answered);
            if (other->n_answered)
                line = str_format(&a->row, "%.*s after %.3g day%s (by chance %.1f);", STR_ARG(line), other->median_days,
                                  other->median_days > 1 ? "s" : "", other->chance * side[k].n_started);
            else
                line = str_format(&a->row, "%.*s;", STR_ARG(line));
        }
        line = str_format(&a->row, "%.*s reciprocity %.2f", STR_ARG(line), s->answers.reciprocity[kind]);
        screen_wrap(&a->screen, line, 2, EVIDENCE_LINES + 2, &a->out);
    }
}

static void answer_json(const struct answer_side *side, struct json *j)
{
    json_object(j);
    json_key(j, "acts");
    json_int(j, side->n_acts);
    json_key(j, "started");
    json_int(j, side->n_started);
    json_key(j, "answered");
    json_int(j, side->n_answered);
    json_key(j, "median_days");
    json_num(j, side->median_days, 1);
    json_key(j, "chance");
    json_num(j, side->chance, 3);
    json_object_end(j);
}

static void answers_json(const struct answers *x, struct json *j)
{
    static const char *const kinds[] = {"cooperation", "conflict"};
    json_key(j, "exchanges");
    json_object(j);
    json_key(j, "within_days");
    json_int(j, ANSWER_DAYS);
    for (int kind = 0; kind < N_ANSWER_KINDS; kind++) {
        const struct answer_side *side = x->side[kind];
        uint32_t n_started = side[0].n_started + side[1].n_started;
        json_key(j, kinds[kind]);
        json_object(j);
        json_key(j, "reciprocity");
        json_num(j, x->reciprocity[kind], 3);
        json_key(j, "started_by_a");
        json_num(j, n_started ? (double)side[0].n_started / n_started : (double)NAN, 3);
        for (int k = 0; k < 2; k++) {
            json_key(j, k ? "b" : "a");
            answer_json(&side[k], j);
        }
        json_object_end(j);
    }
    json_object_end(j);
}

struct search_for_tie {
    struct tie *tie;
    struct arena *arena;
};

static bool take_sentence(void *context, const struct store_event *e)
{
    struct search_for_tie *s = context;
    bool found = e->event == s->tie->event && str_eq(e->doc_id, s->tie->doc);
    if (found && e->sentence.n)
        s->tie->sentence = str_copy(s->arena, e->sentence);
    return !found;
}

/* The sentence of the deed that shows the tie. */
static enum status read_tie(struct story *s, struct dyad *d, struct fault *f)
{
    struct search_for_tie search = {&d->tie, &s->asking.arena};
    struct store_query q = rows_between(s);
    q.from = q.to = d->tie.day;
    q.counted_only = true;
    return d->tie.level ? store_events(s->asking.store, &q, take_sentence, &search, f) : OK;
}

/* By month, or by year where the months do not fit. */
static enum status read_series(struct story *s, struct fault *f)
{
    if (count(s, BY_MONTH, false, &s->series, f))
        return f->status;
    const struct relation *r = &s->series;
    struct dyad *all = s->all.dyad.v;
    if (s->all.dyad.n)
        all->break_day = relation_breaks(r->dyad.v, r->dyad.n, &s->asking.arena, &all->n_breaks);
    if (s->asking.cli->json || !r->dyad.n ||
        place_of(BY_MONTH, r->dyad.v[0].from, r->dyad.v[r->dyad.n - 1].from) < s->asking.screen.width - CHART_LABEL)
        return OK;
    return count(s, BY_YEAR, false, &s->series, f);
}

static enum status read_periods(struct story *s, struct fault *f)
{
    struct relation_query q = query_of(s, (enum relation_by)s->by, false);
    if (s->by == BY_ALL)
        return OK;
    if (relation_read(s->asking.store, &q, &s->asking.arena, &s->periods, f))
        return f->status;
    return s->asking.cli->json ? relation_find_breaks(s->asking.store, &s->periods, f) : OK;
}

/* What is not counted, by the same periods. */
static enum status read_uncounted(struct story *s, struct fault *f)
{
    struct relation_query q = query_of(s, s->series.query.by, false);
    q.counts_only = true;
    q.voices = 0;
    q.rows = ROWS_AUTHOR;
    if (relation_read(s->asking.store, &q, &s->asking.arena, &s->author, f))
        return f->status;
    q.rows = ROWS_UNCOUNTED;
    return relation_read(s->asking.store, &q, &s->asking.arena, &s->uncounted, f);
}

/* ---- events ------------------------------------------------------------------------------------------------- */

static enum status each_event(struct story *s, store_event_fn *fn, struct fault *f)
{
    struct store_query q = rows_between(s);
    q.latest_first = true;
    return store_events(s->asking.store, &q, fn, s, f);
}

/* ---- statements --------------------------------------------------------------------------------------------- */

struct quotations {
    struct story *story;
    uint32_t n, limit; /* limit 0: all */
};

static bool add_statement(void *context, const struct store_statement *q)
{
    struct quotations *c = context;
    struct story *s = c->story;
    if (c->limit && c->n >= c->limit)
        return false;
    if (s->asking.cli->json) {
        statement_json(q, &s->json);
    } else {
        if (c->n == 0)
            screen_text(&s->asking.screen, STYLE_BOLD, STR("\nWhat was said to or about the other\n"), &s->asking.out);
        buf_add_char(&s->asking.out, '\n');
        statement_lines(&s->asking, q);
        arena_clear(&s->asking.row);
    }
    c->n++;
    return true;
}

/* By each of the two, to or about the other. */
static enum status statements(struct story *s, struct fault *f)
{
    struct quotations c = {.story = s};
    for (int way = 0; way < 2 && !s->origins.names; way++) {
        const struct store_statement_query q = {.by = way ? s->b : s->a,
                                                .concerning = way ? s->a : s->b,
                                                .exact = s->exact,
                                                .from = s->window.days.from,
                                                .to_day = s->window.days.to,
                                                .latest_first = true};
        if (!s->asking.cli->json)
            c.limit = c.n + DEFAULT_STATEMENTS / 2;
        if (store_statements(s->asking.store, &q, add_statement, &c, f))
            return f->status;
    }
    return OK;
}

/* "Strategic partnership" and the like are what parties call it, not what their deeds show: told with their words, once
 * signed or proclaimed. */
static bool is_declared(const struct follow_entry *e)
{
    return e->kind == LEDGER_DEAL && str_is(e->subject, "partnership") && e->stage >= STAGE_SIGNED &&
           e->stage <= STAGE_DELIVERED;
}

static bool is_open(const struct follow_entry *e)
{
    return e->outcome == OUTCOME_OPEN || e->outcome == OUTCOME_OVERDUE;
}

/* What the two have declared, and what they have open with each other. */
static enum status ledger(struct story *s, struct fault *f)
{
    static const struct {
        const char *key, *title;
        bool (*wanted)(const struct follow_entry *e);
    } parts[] = {{"declared", "\nDeclared\n", is_declared}, {"ledger", "\nOpen in the ledger\n", is_open}};
    struct asking *a = &s->asking;
    struct follow all;
    follow_init(&all, &a->arena);
    if (!s->origins.names && asking_ledger(a, &all, f))
        return f->status;
    for (int k = 0; k < 2; k++) {
        bool first = true;
        if (a->cli->json)
            json_key_array(&s->json, parts[k].key);
        for (uint32_t i = 0; i < all.entry.n; i++) {
            const struct follow_entry *e = &all.entry.v[i];
            if (!parts[k].wanted(e) || !follow_has(e, s->a, s->exact) || !follow_has(e, s->b, s->exact))
                continue;
            if (a->cli->json) {
                entry_json(e, &s->json);
                continue;
            }
            if (k > 0 && is_declared(e)) /* was shown above */
                continue;
            if (first)
                screen_text(&a->screen, STYLE_BOLD, str_of(parts[k].title), &a->out);
            first = false;
            buf_add_char(&a->out, '\n');
            entry_lines(a, e);
            arena_clear(&a->row);
        }
        if (a->cli->json)
            json_array_end(&s->json);
    }
    return OK;
}

/* ---- the drawing -------------------------------------------------------------------------------------------- */

static bool take_deed(void *context, const struct store_event *e)
{
    struct story *s = context;
    struct arena *arena = &s->asking.arena;
    if (e->counted && !e->is_twin && e->day != DAY_NONE && !isnan(e->goldstein))
        *array_add(arena, &s->deed) = (struct deed){.day = e->day,
                                                    .weight = fabs((double)e->goldstein),
                                                    .type = e->type,
                                                    .source = str_copy(arena, e->source),
                                                    .target = str_copy(arena, e->target),
                                                    .sentence = str_copy(arena, e->sentence),
                                                    .doc = str_copy(arena, e->doc_id),
                                                    .event = e->event};
    return true;
}

static enum status draw(struct story *s, struct fault *f)
{
    struct asking *a = &s->asking;
    struct str names = asking_names(a, s->a, s->b);
    const struct relation *r = &s->series;
    if (r->query.by != BY_MONTH) {
        if (count(s, BY_MONTH, false, &s->months, f))
            return f->status;
        r = &s->months;
    }
    if (each_event(s, take_deed, f))
        return f->status;
    struct dyad_picture p = {.title = str_format(&a->arena, "%.*s – %.*s%s%.*s", STR_ARG(s->a), STR_ARG(s->b),
                                                 names.n ? "   " : "", (int)names.n, names.n ? names.s : ""),
                             .month = r->dyad.v,
                             .n_months = r->dyad.n,
                             .deed = s->deed.v,
                             .n_deeds = s->deed.n};
    if (s->all.dyad.n) {
        p.break_day = s->all.dyad.v[0].break_day;
        p.n_breaks = s->all.dyad.v[0].n_breaks;
    }
    struct buf out = {0};
    dyad_svg(&p, &a->arena, &out);
    enum status status = file_write(s->svg, buf_str(&out), f);
    buf_release(&out);
    return status;
}

/* ---- the two answers ---------------------------------------------------------------------------------------- */

static enum status for_people(struct story *s, struct fault *f)
{
    struct asking *a = &s->asking;
    heading(s);
    if (s->all.dyad.n) {
        totals(s);
    } else {
        buf_add_str(&a->out, STR("No counted event between these two.\n"));
    }
    if (s->by == BY_ALL) {
        chart(s);
    } else {
        buf_add_char(&a->out, '\n');
        relation_table(a, &s->periods);
    }
    answer_lines(s);
    arena_clear(&a->row);
    if (s->series.n_undated && s->window.days.from == DAY_NONE && s->window.days.to == DAY_NONE && s->series.dyad.n)
        buf_printf(&a->out, "%-*speriods leave out what has no date\n", CHART_LABEL, "");
    const struct relation_query q = query_of(s, BY_ALL, false);
    const struct dyad_evidence evidence = {rows_between(s), q, s->limit ? s->limit : DEFAULT_EVENTS};
    screen_text(&a->screen, STYLE_BOLD, STR("\nLatest events\n"), &a->out);
    if (dyad_evidence_lines(a, &evidence, f))
        return f->status;
    if (statements(s, f))
        return f->status;
    return ledger(s, f);
}

static void key_dyad(struct story *s, const char *key, const struct dyad *d, bool directed)
{
    json_key(&s->json, key);
    if (d)
        dyad_json(d, directed, &s->json);
    else
        json_null(&s->json);
}

static enum status as_json(struct story *s, struct fault *f)
{
    struct asking *a = &s->asking;
    struct json *j = &s->json;
    json_init(j, &a->out);
    json_object(j);
    const struct str code[] = {s->a, s->b};
    for (int i = 0; i < 2; i++) {
        json_key(j, i ? "b" : "a");
        json_object(j);
        json_key(j, "code");
        json_str(j, code[i]);
        json_key(j, "name");
        json_str_or_null(j, actors_name_of(a->actors, code[i]));
        json_object_end(j);
    }
    key_dyad(s, "relation", s->all.dyad.n ? &s->all.dyad.v[0] : NULL, false);
    key_dyad(s, "a_to_b", direction(s, s->a), true);
    key_dyad(s, "b_to_a", direction(s, s->b), true);
    const struct relation *const series[] = {&s->series, &s->author, &s->uncounted, &s->periods};
    for (int k = 0; k < (s->by == BY_ALL ? 3 : 4); k++) {
        static const char *const keys[] = {"months", "author_months", "uncounted_months", "periods"};
        json_key(j, keys[k]);
        json_array(j);
        for (uint32_t i = 0; i < series[k]->dyad.n; i++)
            dyad_json(&series[k]->dyad.v[i], false, j);
        json_array_end(j);
    }
    answers_json(&s->answers, j);
    const struct relation_query q = query_of(s, BY_ALL, false);
    const struct dyad_evidence evidence = {rows_between(s), q, s->limit};
    if (dyad_evidence_json(a, &evidence, j, f))
        return f->status;
    json_key(j, "statements");
    json_array(j);
    if (statements(s, f))
        return f->status;
    json_array_end(j);
    if (ledger(s, f))
        return f->status;
    json_object_end(j);
    buf_add_char(&a->out, '\n');
    return OK;
}

static enum status answer(struct story *s, char **argv, struct fault *f)
{
    struct asking *a = &s->asking;
    if (origins_find(a->store, &s->origins, f) || asking_actor(a, argv[1], &s->a, f) ||
        asking_actor(a, argv[2], &s->b, f))
        return f->status;
    if (!s->a.n || !s->b.n)
        return fault_set(f, ST_USAGE, "dyad takes two actors, by code or name");
    if (str_eq(s->a, s->b))
        return fault_set(f, ST_USAGE, "\"%.80s\" and \"%.80s\" are both %.*s", argv[1], argv[2], STR_ARG(s->a));
    if (count(s, BY_ALL, false, &s->all, f) || count(s, BY_ALL, true, &s->directed, f) || read_series(s, f) ||
        read_uncounted(s, f) || read_periods(s, f) || read_answers(s, f) ||
        (s->all.dyad.n && read_tie(s, &s->all.dyad.v[0], f)))
        return f->status;
    if (s->svg && draw(s, f))
        return f->status;
    return a->cli->json ? as_json(s, f) : for_people(s, f);
}

int cmd_dyad(struct cli *cli, int argc, char **argv)
{
    struct story s = {0};
    const struct option own[] = {
        WINDOW_OPTIONS(&s.window),
        {"exact", OPT_FLAG, &s.exact, NULL, "only the very codes; without it RUS takes in RUSGOV, RUSMIL ..."},
        ORIGIN_OPTIONS(&s.origins),
        COUNT_OPTION(&s.voices),
        BY_OPTION(&s.by),
        {"svg", OPT_TEXT, &s.svg, "FILE", "draw it: hostility, affinity, events a month, changes, the strongest deeds"},
        {"limit", OPT_COUNT, &s.limit, "N",
         "show the latest N incidents and acts that are none (default 20, with --json all)"},
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc != 3)
        return cli_usage(cli, "dyad takes two actors, by code or name");
    struct fault f;
    if (window_parse(&s.window, &f) || origins_check(&s.origins, true, &f) || count_parse(s.voices, &s.count, &f))
        return cli_usage(cli, "%s", f.message);
    enum status status = asking_open(&s.asking, cli, &f);
    if (!status)
        status = answer(&s, argv, &f);
    return asking_end(&s.asking, status, &f);
}
