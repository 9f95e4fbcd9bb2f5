/* entente incidents: real-world events, each with the reports that tell of it and why they are taken as one. */
#include "command/evidence.h"
#include "record/names.h"
#include "relation/gather.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { DEFAULT_INCIDENTS = 20 };

struct listing {
    struct asking asking;
    struct window window;
    struct str a, b;
    uint32_t limit;
    bool contested_only;
    struct gather gather;
    ARRAY_OF(struct store_event) event; /* of each report */
};

static bool add_event(void *context, const struct store_event *e)
{
    struct listing *l = context;
    if (gather_add(&l->gather, e) != NONE)
        event_keep(&l->asking.arena, e, array_add(&l->asking.arena, &l->event));
    return true;
}

/* ---- what an incident comes to ------------------------------------------------------------------------------ */

struct summary {
    ARRAY_OF(struct str) party, doc, source; /* without repetition */
    int32_t from, to;
    double low[N_MAGNITUDES], high[N_MAGNITUDES];
    const struct incident_place *place;
};

static void add_once(struct arena *arena, struct str **v, uint32_t *n, uint32_t *cap, struct str s)
{
    for (uint32_t i = 0; i < *n; i++)
        if (str_eq((*v)[i], s))
            return;
    if (!s.n)
        return;
    arena_grow(arena, (void **)v, n, cap, sizeof **v);
    (*v)[(*n)++] = s;
}
#define ADD_ONCE(arena, list, s) add_once(arena, &(list)->v, &(list)->n, &(list)->cap, s)

/* "KEN" says nothing beside "KENGOV". */
static void drop_vague_parties(struct arena *arena, struct summary *s)
{
    struct str *all = arena_alloc(arena, (s->party.n + 1) * sizeof *all);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->party.n; i++)
        all[i] = s->party.v[i];
    for (uint32_t i = 0; i < s->party.n; i++) {
        bool vague = false;
        for (uint32_t k = 0; k < s->party.n && !vague; k++)
            vague = all[k].n > all[i].n && str_starts(all[k], all[i]);
        if (!vague)
            s->party.v[n++] = all[i];
    }
    s->party.n = n;
}

static void add_figures(struct summary *s, const struct incident_figures *f)
{
    for (int k = 0; f && k < N_MAGNITUDES; k++) {
        double low = isnan(f->low[k]) ? f->high[k] : f->low[k], high = isnan(f->high[k]) ? f->low[k] : f->high[k];
        s->low[k] = isnan(s->low[k]) || low < s->low[k] ? low : s->low[k];
        s->high[k] = isnan(s->high[k]) || high > s->high[k] ? high : s->high[k];
    }
}

static struct summary sum_up(struct listing *l, const struct incident *x)
{
    struct arena *arena = &l->asking.row;
    struct summary s = {.from = DAY_NONE, .to = DAY_NONE};
    for (int k = 0; k < N_MAGNITUDES; k++)
        s.low[k] = s.high[k] = (double)NAN;
    for (uint32_t i = x->first; i != NONE; i = l->gather.report.v[i].next) {
        const struct incident_report *r = &l->gather.report.v[i];
        for (uint32_t p = 0; p < r->n_parties; p++)
            ADD_ONCE(arena, &s.party, r->party[p]);
        ADD_ONCE(arena, &s.doc, r->doc);
        ADD_ONCE(arena, &s.source, l->event.v[i].publisher);
        add_figures(&s, r->figures);
        if (r->place.id.n && !s.place)
            s.place = &r->place;
    }
    drop_vague_parties(arena, &s);
    const struct incident_report *first = &l->gather.report.v[x->first];
    s.to = first->date.to;
    s.from = first->date.from == DAY_NONE ? s.to : first->date.from;
    return s;
}

static bool has_party(const struct summary *s, struct str code)
{
    for (uint32_t i = 0; i < s->party.n; i++)
        if (str_starts(s->party.v[i], code))
            return true;
    return !code.n;
}

static bool is_wanted(const struct listing *l, const struct incident *x, const struct summary *s)
{
    struct date_range w = l->window.days;
    if (l->contested_only && !x->contested)
        return false;
    if ((w.from != DAY_NONE && (s->to == DAY_NONE || s->to < w.from)) ||
        (w.to != DAY_NONE && (s->to == DAY_NONE || s->from > w.to)))
        return false;
    return has_party(s, l->a) && has_party(s, l->b);
}

/* ---- JSON --------------------------------------------------------------------------------------------------- */

static struct str name_of(struct listing *l, uint32_t report)
{
    const struct incident_report *r = &l->gather.report.v[report];
    return str_format(&l->asking.row, "%.*s#%lld", STR_ARG(r->doc), (long long)r->event);
}

static void key_magnitude(struct json *j, const struct summary *s)
{
    json_key_object(j, "magnitude");
    for (int k = 0; k < N_MAGNITUDES; k++) {
        if (isnan(s->low[k]))
            continue;
        json_key_object(j, magnitude_name((enum magnitude_kind)k));
        json_key_num(j, "low", s->low[k], 2);
        json_key_num(j, "high", s->high[k], 2);
        json_object_end(j);
    }
    json_object_end(j);
}

static void report_json(struct listing *l, uint32_t at, struct json *j)
{
    const struct incident_report *r = &l->gather.report.v[at];
    json_object(j);
    json_key_str(j, "like", r->like == NONE ? STR_NONE : name_of(l, r->like));
    json_key_str(j, "reason", r->like == NONE ? STR_NONE : incident_reason(r->grounds, &l->asking.row));
    json_key(j, "event");
    event_json(&l->event.v[at], j);
    json_object_end(j);
}

static void incident_json(struct listing *l, const struct incident *x, const struct summary *s)
{
    struct json j;
    const struct incident_report *first = &l->gather.report.v[x->first];
    json_init(&j, &l->asking.out);
    json_object(&j);
    json_key_str(&j, "id", name_of(l, x->first));
    json_key_str(&j, "event", str_of(event_type_name(first->type)));
    json_key_str(&j, "mode", first->mode);
    json_key_day(&j, "from", s->from);
    json_key_day(&j, "to", s->to);
    json_key_bool(&j, "directed", !first->is_mutual);
    json_key_array(&j, "parties");
    for (uint32_t i = 0; i < s->party.n; i++)
        json_str(&j, s->party.v[i]);
    json_array_end(&j);
    json_key_str(&j, "place", s->place ? s->place->name : STR_NONE);
    key_magnitude(&j, s);
    json_key_bool(&j, "contested", x->contested);
    json_key_int(&j, "counted", x->n_counted);
    json_key_int(&j, "reports", x->n_reports);
    json_key_int(&j, "documents", s->doc.n);
    json_key_int(&j, "sources", s->source.n);
    json_key_array(&j, "told");
    for (uint32_t i = x->first; i != NONE; i = l->gather.report.v[i].next)
        report_json(l, i, &j);
    json_array_end(&j);
    json_object_end(&j);
    buf_add_char(&l->asking.out, '\n');
}

/* ---- for people --------------------------------------------------------------------------------------------- */

static void figures_line(struct listing *l, const struct summary *s)
{
    struct buf *out = &l->asking.out;
    for (int k = 0; k < N_MAGNITUDES; k++) {
        if (isnan(s->low[k]))
            continue;
        buf_printf(out, "; %s %.10g", magnitude_name((enum magnitude_kind)k), s->low[k]);
        if (s->high[k] > s->low[k])
            buf_printf(out, " to %.10g", s->high[k]);
    }
}

static void incident_lines(struct listing *l, const struct incident *x, const struct summary *s)
{
    struct asking *a = &l->asking;
    const struct incident_report *first = &l->gather.report.v[x->first];
    char day[11];
    day_write(s->to, day);
    screen_text(&a->screen, STYLE_BOLD, *day ? str_of(day) : STR("undated   "), &a->out);
    buf_printf(&a->out, "  %s ", event_type_name(first->type));
    for (uint32_t i = 0; i < s->party.n; i++)
        buf_printf(&a->out, "%s%.*s",
                   i == 0             ? " "
                   : first->is_mutual ? ", "
                   : i == 1           ? " → "
                                      : ", ",
                   STR_ARG(s->party.v[i]));
    if (s->place)
        buf_printf(&a->out, "; %.*s", STR_ARG(screen_clean(&a->row, s->place->name)));
    figures_line(l, s);
    buf_printf(&a->out, "; %u report%s in %u document%s", (unsigned)x->n_reports, x->n_reports == 1 ? "" : "s",
               (unsigned)s->doc.n, s->doc.n == 1 ? "" : "s");
    if (s->source.n) /* publishers are not known of every document */
        buf_printf(&a->out, " of %u source%s", (unsigned)s->source.n, s->source.n == 1 ? "" : "s");
    buf_printf(&a->out, "%s%s\n", x->contested ? "; contested" : "", x->n_counted ? "" : "; not counted");
    for (uint32_t i = x->first; i != NONE; i = l->gather.report.v[i].next) {
        const struct incident_report *r = &l->gather.report.v[i];
        if (r->like != NONE) {
            struct str reason = incident_reason(r->grounds, &a->row), like = name_of(l, r->like);
            buf_printf(&a->out, "  with %.*s: %.*s\n", STR_ARG(screen_clean(&a->row, like)), STR_ARG(reason));
        }
        event_lines(a, &l->event.v[i], r->is_mutual);
    }
}

/* ---- all ---------------------------------------------------------------------------------------------------- */

struct dated {
    const struct incident *incident;
    const struct incident_report *first;
};

/* Latest first, undated ones last. */
static int by_day(const void *x, const void *y)
{
    const struct incident_report *a = ((const struct dated *)x)->first, *b = ((const struct dated *)y)->first;
    if (a->date.to != b->date.to)
        return a->date.to > b->date.to ? -1 : 1;
    int c = str_compare(a->doc, b->doc);
    return c ? c : a->event < b->event ? -1 : a->event > b->event;
}

static void print(struct listing *l)
{
    uint32_t n = l->gather.found.incident.n, n_shown = 0;
    struct dated *order = arena_alloc(&l->asking.arena, (n + 1) * sizeof *order);
    for (uint32_t i = 0; i < n; i++) {
        order[i].incident = &l->gather.found.incident.v[i];
        order[i].first = &l->gather.report.v[order[i].incident->first];
    }
    qsort(order, n, sizeof *order, by_day);
    for (uint32_t i = 0; i < n; i++) {
        arena_clear(&l->asking.row);
        struct summary s = sum_up(l, order[i].incident);
        if (!is_wanted(l, order[i].incident, &s))
            continue;
        if (l->limit && n_shown == l->limit) {
            cli_note(l->asking.cli, "only the latest %u incidents are shown; --limit N shows more", (unsigned)l->limit);
            return;
        }
        if (l->asking.cli->json) {
            incident_json(l, order[i].incident, &s);
        } else {
            buf_add_str(&l->asking.out, n_shown ? STR("\n") : STR(""));
            incident_lines(l, order[i].incident, &s);
        }
        n_shown++;
    }
    if (!n_shown)
        cli_note(l->asking.cli, "no such incident");
}

static enum status answer(struct listing *l, int argc, char **argv, struct fault *f)
{
    struct asking *a = &l->asking;
    if (asking_actor(a, argc > 1 ? argv[1] : NULL, &l->a, f) || asking_actor(a, argc > 2 ? argv[2] : NULL, &l->b, f))
        return f->status;
    /* All of a's, so that the parties besides b are known; a week more, for those who tell of it without a day. */
    const struct store_query q = {.a = l->a,
                                  .from = l->window.days.from == DAY_NONE ? DAY_NONE : l->window.days.from - 7,
                                  .to = l->window.days.to == DAY_NONE ? DAY_NONE : l->window.days.to + 7,
                                  .undated_too = true};
    gather_init(&l->gather, &a->arena);
    if (store_events(a->store, &q, add_event, l, f))
        return f->status;
    gather_finish(&l->gather);
    if (!l->limit && !a->cli->json)
        l->limit = DEFAULT_INCIDENTS;
    print(l);
    return OK;
}

int cmd_incidents(struct cli *cli, int argc, char **argv)
{
    struct listing l = {0};
    const struct option own[] = {
        WINDOW_OPTIONS(&l.window),
        {"contested", OPT_FLAG, &l.contested_only, NULL, "only those that one voice asserts and another denies"},
        {"limit", OPT_COUNT, &l.limit, "N", "show the latest N incidents (default 20, with --json all)"},
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc > 3)
        return cli_usage(cli, "incidents takes two actors at most");
    struct fault f;
    if (window_parse(&l.window, &f))
        return cli_usage(cli, "%s", f.message);
    enum status status = asking_open(&l.asking, cli, &f);
    if (!status)
        status = answer(&l, argc, argv, &f);
    return asking_end(&l.asking, status, &f);
}
