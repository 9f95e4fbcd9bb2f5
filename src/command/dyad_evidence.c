#include "command/dyad_evidence.h"

#include "command/told.h"
#include "record/names.h"

#include <stdlib.h>

struct item { /* an incident, or an act that is none */
    int32_t day;
    const struct store_event *event; /* of the first report; of an act the first twin */
    uint32_t incident;               /* NONE: an act */
    uint32_t row;                    /* of an act */
    bool both_ways;
};

struct evidence {
    struct asking *asking;
    struct told told;
    ARRAY_OF(struct item) item;
    uint32_t *act_of;     /* [told.row.n]: of a row that is no report, the row of its first twin; else NONE */
    bool *incident_shown; /* [incidents] */
    bool *act_shown;      /* [told.row.n], of first twins */
};

/* ---- reading ------------------------------------------------------------------------------------------------ */

/* Latest first, undated ones last. */
static int by_day(const void *x, const void *y)
{
    const struct item *a = x, *b = y;
    if (a->day != b->day)
        return a->day > b->day ? -1 : 1;
    int c = str_compare(a->event->doc_id, b->event->doc_id);
    return c ? c : a->event->event < b->event->event ? -1 : a->event->event > b->event->event;
}

static int64_t root_of(const struct store_event *e)
{
    return e->is_twin ? e->twin_of : e->event;
}

/* The row of the first twin before this one, which stands near: rows come by day and document. */
static uint32_t first_twin(const struct evidence *x, uint32_t row)
{
    const struct told_row *all = x->told.row.v, *r = &all[row];
    uint32_t first = row;
    for (uint32_t i = row; i > 0; i--) {
        const struct store_event *e = &all[i - 1].event;
        if (e->day != r->event.day || !str_eq(e->doc_id, r->event.doc_id))
            break;
        if (all[i - 1].report == NONE && root_of(e) == root_of(&r->event))
            first = i - 1;
    }
    return first;
}

static void add_acts(struct evidence *x)
{
    const struct told *t = &x->told;
    struct arena *arena = &x->asking->arena;
    uint32_t *item_of = arena_alloc(arena, (t->row.n + 1) * sizeof *item_of);
    x->act_of = arena_alloc(arena, (t->row.n + 1) * sizeof *x->act_of);
    for (uint32_t i = 0; i < t->row.n; i++) {
        const struct store_event *e = &t->row.v[i].event;
        x->act_of[i] = NONE;
        if (t->row.v[i].report != NONE)
            continue;
        uint32_t first = x->act_of[i] = first_twin(x, i);
        if (first == i) {
            item_of[i] = x->item.n;
            *array_add(arena, &x->item) = (struct item){.day = e->day, .event = e, .incident = NONE, .row = i};
        } else if (str_eq(e->source, t->row.v[first].event.target)) {
            x->item.v[item_of[first]].both_ways = true;
        }
    }
}

static void add_incidents(struct evidence *x)
{
    const struct gather *g = &x->told.gather;
    for (uint32_t i = 0; i < g->found.incident.n; i++) {
        uint32_t first = g->found.incident.v[i].first;
        *array_add(&x->asking->arena, &x->item) = (struct item){.day = g->report.v[first].date.to,
                                                                .event = &x->told.event.v[first],
                                                                .incident = i,
                                                                .both_ways = g->both_ways.v[first]};
    }
}

/* Items in order, those to be shown marked; gives their number. */
static enum status find(struct asking *a, const struct dyad_evidence *e, struct evidence *x, uint32_t *out_n,
                        struct fault *f)
{
    struct store_query q = e->rows;
    q.latest_first = true;
    *x = (struct evidence){.asking = a, .told = {.pair = &e->pair, .keeps_rows = true}};
    if (told_read(a, &q, &x->told, f))
        return f->status;
    add_acts(x);
    add_incidents(x);
    if (x->item.n)
        qsort(x->item.v, x->item.n, sizeof *x->item.v, by_day);
    *out_n = e->limit && e->limit < x->item.n ? e->limit : x->item.n;
    x->incident_shown = arena_zalloc(&a->arena, (x->told.gather.found.incident.n + 1) * sizeof *x->incident_shown);
    x->act_shown = arena_zalloc(&a->arena, (x->told.row.n + 1) * sizeof *x->act_shown);
    for (uint32_t i = 0; i < *out_n; i++)
        if (x->item.v[i].incident == NONE)
            x->act_shown[x->item.v[i].row] = true;
        else
            x->incident_shown[x->item.v[i].incident] = true;
    return OK;
}

/* ---- for people --------------------------------------------------------------------------------------------- */

/* "3 reports in 3 documents of 3 sources, killed 12 to 31: also k2#0, k3#0" of what is told more than once. */
static void reports_line(const struct evidence *x, const struct incident *of)
{
    struct asking *a = x->asking;
    if (of->n_reports < 2)
        return;
    struct told_summary s = told_sum_up(&x->told, of);
    struct str line = told_numbers(&x->told, of, &s);
    const struct incident_report *report = x->told.gather.report.v;
    for (uint32_t i = report[of->first].next; i != NONE; i = report[i].next)
        line = str_format(&a->row, "%.*s%s%.*s%s", STR_ARG(line), i == report[of->first].next ? ": also " : ", ",
                          STR_ARG(told_name(&x->told, i)), report[i].status == EST_DENIED ? " (denied)" : "");
    screen_style(&a->screen, STYLE_DIM, &a->out);
    screen_wrap(&a->screen, screen_clean(&a->row, line), 4, EVIDENCE_LINES, &a->out);
    screen_style(&a->screen, STYLE_PLAIN, &a->out);
}

struct listing_of_rows { /* imported */
    struct asking *asking;
    struct json *json;
    uint32_t limit, n_shown;
    bool more;
};

static bool add_row(void *context, const struct store_event *e)
{
    struct listing_of_rows *l = context;
    l->more = l->limit && l->n_shown == l->limit;
    if (l->more)
        return false;
    l->n_shown++;
    if (l->json) {
        event_json(e, STR_NONE, l->json);
    } else {
        buf_add_char(&l->asking->out, '\n');
        event_lines(l->asking, e, false);
        arena_clear(&l->asking->row);
    }
    return true;
}

static enum status list_rows(struct listing_of_rows *l, const struct dyad_evidence *e, struct fault *f)
{
    struct store_query q = e->rows;
    q.latest_first = true;
    l->limit = e->limit;
    return store_events(l->asking->store, &q, add_row, l, f);
}

static enum status list_incidents(struct asking *a, const struct dyad_evidence *e, struct listing_of_rows *l,
                                  struct fault *f)
{
    struct evidence x;
    if (find(a, e, &x, &l->n_shown, f))
        return f->status;
    l->more = l->n_shown < x.item.n;
    for (uint32_t i = 0; i < l->n_shown; i++) {
        const struct item *item = &x.item.v[i];
        buf_add_char(&a->out, '\n');
        event_lines(a, item->event, item->both_ways);
        if (item->incident != NONE)
            reports_line(&x, &x.told.gather.found.incident.v[item->incident]);
        arena_clear(&a->row);
    }
    return OK;
}

enum status dyad_evidence_lines(struct asking *a, const struct dyad_evidence *e, struct fault *f)
{
    struct listing_of_rows l = {.asking = a};
    if (e->rows.origin.n ? list_rows(&l, e, f) : list_incidents(a, e, &l, f))
        return f->status;
    if (!l.n_shown)
        buf_add_str(&a->out, STR("\nNone.\n"));
    if (l.more)
        cli_note(a->cli, "only the latest %u event%s shown; --limit N shows more", (unsigned)e->limit,
                 e->limit == 1 ? " is" : "s are");
    return OK;
}

/* ---- JSON --------------------------------------------------------------------------------------------------- */

static void incident_json(const struct evidence *x, const struct incident *of, struct json *j)
{
    const struct told *t = &x->told;
    struct told_summary s = told_sum_up(t, of);
    json_object(j);
    told_keys(t, of, &s, j);
    json_key_str(j, "sentence", t->event.v[of->first].sentence);
    json_key_array(j, "events");
    for (uint32_t i = of->first; i != NONE; i = t->gather.report.v[i].next)
        json_str(j, told_name(t, i));
    json_array_end(j);
    json_object_end(j);
    arena_clear(&x->asking->row);
}

static bool is_shown(const struct evidence *x, uint32_t row)
{
    uint32_t report = x->told.row.v[row].report;
    return report == NONE ? x->act_shown[x->act_of[row]] : x->incident_shown[x->told.gather.report.v[report].incident];
}

enum status dyad_evidence_json(struct asking *a, const struct dyad_evidence *e, struct json *j, struct fault *f)
{
    struct evidence x;
    uint32_t n;
    if (e->rows.origin.n) {
        struct listing_of_rows l = {.asking = a, .json = j};
        json_key_null(j, "incidents");
        json_key_array(j, "events");
        if (list_rows(&l, e, f))
            return f->status;
        json_array_end(j);
        return OK;
    }
    if (find(a, e, &x, &n, f))
        return f->status;
    json_key_array(j, "incidents");
    for (uint32_t i = 0; i < n; i++)
        if (x.item.v[i].incident != NONE)
            incident_json(&x, &x.told.gather.found.incident.v[x.item.v[i].incident], j);
    json_array_end(j);
    json_key_array(j, "events");
    for (uint32_t i = 0; i < x.told.row.n; i++) {
        uint32_t report = x.told.row.v[i].report;
        if (!is_shown(&x, i))
            continue;
        event_json(&x.told.row.v[i].event, report == NONE ? STR_NONE : told_incident_name(&x.told, report), j);
        arena_clear(&a->row);
    }
    json_array_end(j);
    return OK;
}
