#include "command/told.h"

#include "record/names.h"

#include <math.h>

static bool add_event(void *context, const struct store_event *e)
{
    struct told *t = context;
    bool speaks;
    uint32_t at = gather_add(&t->gather, e, &speaks);
    if (at == t->event.n)
        array_add(&t->asking->arena, &t->event);
    if (speaks)
        event_keep(&t->asking->arena, e, &t->event.v[at]);
    if (t->keeps_rows) {
        struct told_row *row = array_add(&t->asking->arena, &t->row);
        event_keep(&t->asking->arena, e, &row->event);
        row->report = at;
    }
    if (e->event == t->wanted_event && str_eq(e->doc_id, t->wanted_doc)) {
        t->wanted_there = true;
        t->wanted = at;
    }
    return true;
}

enum status told_read(struct asking *a, const struct store_query *q, struct told *out, struct fault *f)
{
    out->asking = a;
    out->wanted = NONE;
    gather_init(&out->gather, &a->arena);
    out->gather.pair = out->pair;
    if (store_events(a->store, q, add_event, out, f))
        return f->status;
    gather_finish(&out->gather);
    return OK;
}

struct str told_name(const struct told *t, uint32_t report)
{
    const struct incident_report *r = &t->gather.report.v[report];
    return str_format(&t->asking->row, "%.*s#%lld", STR_ARG(r->doc), (long long)r->event);
}

struct str told_incident_name(const struct told *t, uint32_t report)
{
    return told_name(t, t->gather.found.incident.v[t->gather.report.v[report].incident].first);
}

/* ---- what an incident comes to ------------------------------------------------------------------------------ */

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
static void drop_vague_parties(struct arena *arena, struct told_summary *s)
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

static void add_figures(struct told_summary *s, const struct incident_figures *f)
{
    for (int k = 0; f && k < N_MAGNITUDES; k++) {
        double low = isnan(f->low[k]) ? f->high[k] : f->low[k], high = isnan(f->high[k]) ? f->low[k] : f->high[k];
        s->low[k] = isnan(s->low[k]) || low < s->low[k] ? low : s->low[k];
        s->high[k] = isnan(s->high[k]) || high > s->high[k] ? high : s->high[k];
    }
}

struct told_summary told_sum_up(const struct told *t, const struct incident *x)
{
    struct arena *arena = &t->asking->row;
    struct told_summary s = {.from = DAY_NONE, .to = DAY_NONE};
    for (int k = 0; k < N_MAGNITUDES; k++)
        s.low[k] = s.high[k] = (double)NAN;
    for (uint32_t i = x->first; i != NONE; i = t->gather.report.v[i].next) {
        const struct incident_report *r = &t->gather.report.v[i];
        for (uint32_t p = 0; p < r->n_parties; p++)
            ADD_ONCE(arena, &s.party, r->party[p]);
        ADD_ONCE(arena, &s.doc, r->doc);
        ADD_ONCE(arena, &s.source, t->event.v[i].publisher);
        add_figures(&s, r->figures);
        if (r->place.id.n && !s.place)
            s.place = &r->place;
    }
    drop_vague_parties(arena, &s);
    const struct incident_report *first = &t->gather.report.v[x->first];
    s.to = first->date.to;
    s.from = first->date.from == DAY_NONE ? s.to : first->date.from;
    return s;
}

/* ---- JSON --------------------------------------------------------------------------------------------------- */

static void key_magnitude(struct json *j, const struct told_summary *s)
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

void told_keys(const struct told *t, const struct incident *x, const struct told_summary *s, struct json *j)
{
    const struct incident_report *first = &t->gather.report.v[x->first];
    json_key_str(j, "id", told_name(t, x->first));
    json_key_str(j, "event", str_of(event_type_name(first->type)));
    json_key_str(j, "mode", first->mode);
    json_key_day(j, "from", s->from);
    json_key_day(j, "to", s->to);
    json_key_bool(j, "directed", !first->is_mutual);
    json_key_array(j, "parties");
    for (uint32_t i = 0; i < s->party.n; i++)
        json_str(j, s->party.v[i]);
    json_array_end(j);
    json_key_str(j, "place", s->place ? s->place->name : STR_NONE);
    key_magnitude(j, s);
    json_key_bool(j, "contested", x->contested);
    json_key_int(j, "counted", x->n_counted);
    json_key_int(j, "reports", x->n_reports);
    json_key_int(j, "documents", s->doc.n);
    json_key_int(j, "sources", s->source.n);
}

/* ---- for people --------------------------------------------------------------------------------------------- */

struct str told_numbers(const struct told *t, const struct incident *x, const struct told_summary *s)
{
    struct arena *arena = &t->asking->row;
    struct str out = STR("");
    for (int k = 0; k < N_MAGNITUDES; k++) {
        if (isnan(s->low[k]))
            continue;
        out = str_format(arena, "%.*s%s %.10g", STR_ARG(out), magnitude_name((enum magnitude_kind)k), s->low[k]);
        if (s->high[k] > s->low[k])
            out = str_format(arena, "%.*s to %.10g", STR_ARG(out), s->high[k]);
        out = str_format(arena, "%.*s; ", STR_ARG(out));
    }
    out = str_format(arena, "%.*s%u report%s in %u document%s", STR_ARG(out), (unsigned)x->n_reports,
                     x->n_reports == 1 ? "" : "s", (unsigned)s->doc.n, s->doc.n == 1 ? "" : "s");
    if (s->source.n) /* publishers are not known of every document */
        out =
            str_format(arena, "%.*s of %u source%s", STR_ARG(out), (unsigned)s->source.n, s->source.n == 1 ? "" : "s");
    return str_format(arena, "%.*s%s%s", STR_ARG(out), x->contested ? "; contested" : "",
                      x->n_counted ? "" : "; not counted");
}

void told_head(const struct told *t, const struct incident *x, const struct told_summary *s)
{
    struct asking *a = t->asking;
    const struct incident_report *first = &t->gather.report.v[x->first];
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
    buf_printf(&a->out, "; %.*s\n", STR_ARG(told_numbers(t, x, s)));
}
