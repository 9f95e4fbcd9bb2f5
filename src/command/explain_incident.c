#include "command/explain_incident.h"

#include "command/told.h"
#include "record/names.h"
#include "relation/near.h"

#include <stdlib.h>
#include <string.h>

struct account {
    struct asking asking;
    struct told told;
    const struct incident *incident;
    struct near_report *near; /* [n_near] */
    uint32_t n_near;
};

enum status event_name_parse(const char *option, const char *text, struct str *out_doc, uint32_t *out_event,
                             struct fault *f)
{
    const char *mark = strrchr(text, '#');
    char *end = NULL;
    unsigned long event = mark ? strtoul(mark + 1, &end, 10) : 0;
    if (!mark || mark == text || end == mark + 1 || *end || event >= NONE)
        return fault_set(f, ST_USAGE, "--%s: \"%.80s\" is no event; it is written DOCUMENT#N, N its id in the document",
                         option, text);
    *out_doc = (struct str){text, (uint32_t)(mark - text)};
    *out_event = (uint32_t)event;
    return OK;
}

static const struct incident_report *report(const struct account *x, uint32_t at)
{
    return &x->told.gather.report.v[at];
}

/* ---- words -------------------------------------------------------------------------------------------------- */

/* "5 points, 2 needed: day 2, place 2, figures not far apart 1" */
static struct str points(struct account *x, const struct incident_likeness *l, int need)
{
    struct arena *arena = &x->asking.row;
    struct str out = str_format(arena, "%d point%s, %d needed", l->points, l->points == 1 ? "" : "s", need);
    const char *gap = ": ";
    for (int g = 0; g < N_INCIDENT_GROUNDS; g++) {
        if (!l->point[g])
            continue;
        const char *words = incident_ground_words((enum incident_ground)g);
        out = str_format(arena, "%.*s%s%s %d", STR_ARG(out), gap, words, l->point[g]);
        gap = ", ";
    }
    return out;
}

/* "other places, other figures" */
static struct str contradictions(struct account *x, const struct incident_likeness *l)
{
    struct str out = STR("");
    for (int c = 0; c < N_INCIDENT_CONTRADICTIONS; c++)
        if (l->contradictions >> c & 1)
            out = str_format(&x->asking.row, "%.*s%s%s", STR_ARG(out), out.n ? ", " : "",
                             incident_contradiction_words((enum incident_contradiction)c));
    return out;
}

static int need(const struct account *x, uint32_t a, uint32_t b)
{
    return incident_need(report(x, a), report(x, b));
}

/* Why the two reports are not one. */
static struct str why_not(struct account *x, const struct near_report *n)
{
    struct arena *arena = &x->asking.row;
    struct str a = n->a == NONE ? STR("") : told_name(&x->told, n->a),
               b = n->b == NONE ? STR("") : told_name(&x->told, n->b);
    switch (n->reason) {
    case NEAR_CONTRADICTED:
        return contradictions(x, &n->likeness);
    case NEAR_TOO_LITTLE:
        return STR("too little speaks for it");
    case NEAR_COMPANY:
        return str_format(arena, "%.*s of its incident contradicts %.*s: %.*s", STR_ARG(b), STR_ARG(a),
                          STR_ARG(contradictions(x, &n->of_a_b)));
    case NEAR_MORE_LIKE:
        return str_format(arena, "%.*s is more like %.*s, %.*s", STR_ARG(a), STR_ARG(b),
                          STR_ARG(points(x, &n->of_a_b, need(x, n->a, n->b))));
    case NEAR_NOT_SEEN:
        break;
    }
    return STR("their times were too far apart to set them side by side");
}

/* ---- for people --------------------------------------------------------------------------------------------- */

static void line(struct account *x, unsigned indent, struct str words)
{
    struct asking *a = &x->asking;
    screen_wrap(&a->screen, screen_clean(&a->row, words), indent, EVIDENCE_LINES, &a->out);
}

static void report_lines(struct account *x, uint32_t at)
{
    const struct incident_report *r = report(x, at);
    struct arena *arena = &x->asking.row;
    struct str name = told_name(&x->told, at);
    if (r->like == NONE) {
        line(x, 2, str_format(arena, "%.*s began it, as the first that counts and says most", STR_ARG(name)));
    } else {
        struct incident_likeness l = incident_compare(r, report(x, r->like));
        struct str like = told_name(&x->told, r->like), reason = incident_reason(r->grounds, arena);
        line(x, 2, str_format(arena, "%.*s joined %.*s: %.*s", STR_ARG(name), STR_ARG(like), STR_ARG(reason)));
        line(x, 4, points(x, &l, need(x, at, r->like)));
    }
    event_lines(&x->asking, &x->told.event.v[at], x->told.gather.both_ways.v[at]);
}

static void near_lines(struct account *x, const struct near_report *n)
{
    struct arena *arena = &x->asking.row;
    struct str name = told_name(&x->told, n->report), beside = told_name(&x->told, n->beside);
    const struct incident *own = &x->told.gather.found.incident.v[report(x, n->report)->incident];
    line(x, 2,
         str_format(arena, "%.*s did not join %.*s: %.*s", STR_ARG(name), STR_ARG(beside), STR_ARG(why_not(x, n))));
    struct str of_own = own->n_reports == 1
                            ? STR("")
                            : str_format(arena, "; of the incident %.*s, %u reports",
                                         STR_ARG(told_name(&x->told, own->first)), (unsigned)own->n_reports);
    line(x, 4,
         str_format(arena, "%.*s%.*s", STR_ARG(points(x, &n->likeness, need(x, n->report, n->beside))),
                    STR_ARG(of_own)));
    event_lines(&x->asking, &x->told.event.v[n->report], x->told.gather.both_ways.v[n->report]);
}

static void for_people(struct account *x)
{
    struct asking *a = &x->asking;
    struct told_summary s = told_sum_up(&x->told, x->incident);
    told_head(&x->told, x->incident, &s);
    for (uint32_t i = x->incident->first; i != NONE; i = report(x, i)->next) {
        buf_add_char(&a->out, '\n');
        report_lines(x, i);
        arena_clear(&a->row);
    }
    screen_text(&a->screen, STYLE_BOLD, STR("\nNearest reports of other incidents\n"), &a->out);
    for (uint32_t i = 0; i < x->n_near; i++) {
        buf_add_char(&a->out, '\n');
        near_lines(x, &x->near[i]);
        arena_clear(&a->row);
    }
    if (!x->n_near)
        buf_add_str(&a->out, STR("\nNone within a week.\n"));
}

/* ---- JSON --------------------------------------------------------------------------------------------------- */

static void key_name(struct account *x, struct json *j, const char *key, uint32_t at)
{
    json_key_str(j, key, at == NONE ? STR_NONE : told_name(&x->told, at));
}

static void likeness_keys(const struct incident_likeness *l, int need, struct json *j)
{
    json_key_int(j, "points", l->points);
    json_key_int(j, "needed", need);
    json_key_object(j, "grounds");
    for (int g = 0; g < N_INCIDENT_GROUNDS; g++)
        if (l->grounds >> g & 1)
            json_key_int(j, incident_ground_words((enum incident_ground)g), l->point[g]);
    json_object_end(j);
    json_key_array(j, "contradictions");
    for (int c = 0; c < N_INCIDENT_CONTRADICTIONS; c++)
        if (l->contradictions >> c & 1)
            json_cstr(j, incident_contradiction_words((enum incident_contradiction)c));
    json_array_end(j);
}

static void report_json(struct account *x, uint32_t at, struct json *j)
{
    const struct incident_report *r = report(x, at);
    json_object(j);
    key_name(x, j, "like", r->like);
    json_key_str(j, "reason", r->like == NONE ? STR_NONE : incident_reason(r->grounds, &x->asking.row));
    if (r->like != NONE) {
        struct incident_likeness l = incident_compare(r, report(x, r->like));
        likeness_keys(&l, need(x, at, r->like), j);
    }
    json_key(j, "event");
    event_json(&x->told.event.v[at], told_incident_name(&x->told, at), j);
    json_object_end(j);
}

static void near_json(struct account *x, const struct near_report *n, struct json *j)
{
    json_object(j);
    json_key_str(j, "incident", told_incident_name(&x->told, n->report));
    key_name(x, j, "beside", n->beside);
    json_key_str(j, "reason", why_not(x, n));
    likeness_keys(&n->likeness, need(x, n->report, n->beside), j);
    json_key(j, "event");
    event_json(&x->told.event.v[n->report], told_incident_name(&x->told, n->report), j);
    json_object_end(j);
}

static void as_json(struct account *x)
{
    struct json j;
    struct told_summary s = told_sum_up(&x->told, x->incident);
    json_init(&j, &x->asking.out);
    json_object(&j);
    told_keys(&x->told, x->incident, &s, &j);
    json_key_array(&j, "told");
    for (uint32_t i = x->incident->first; i != NONE; i = report(x, i)->next)
        report_json(x, i, &j);
    json_array_end(&j);
    json_key_array(&j, "not_joined");
    for (uint32_t i = 0; i < x->n_near; i++)
        near_json(x, &x->near[i], &j);
    json_array_end(&j);
    json_object_end(&j);
    buf_add_char(&x->asking.out, '\n');
}

/* ---- the answer --------------------------------------------------------------------------------------------- */

static enum status answer(struct account *x, const char *id, struct fault *f)
{
    struct asking *a = &x->asking;
    struct told *t = &x->told;
    uint32_t event = NONE;
    if (event_name_parse("incident", id, &t->wanted_doc, &event, f))
        return f->status;
    t->wanted_event = event;
    const struct store_query all = {.from = DAY_NONE, .to = DAY_NONE};
    if (told_read(a, &all, t, f))
        return f->status;
    if (!t->wanted_there)
        return fault_set(f, ST_INPUT, "--incident: the store has no event %.80s", id);
    if (t->wanted == NONE)
        return fault_set(f, ST_INPUT,
                         "--incident: %.80s tells of no incident; what is planned, requested, threatened or guessed at "
                         "is none",
                         id);
    uint32_t incident = report(x, t->wanted)->incident, max = x->n_near;
    x->incident = &t->gather.found.incident.v[incident];
    x->near = arena_alloc(&a->arena, (max + 1) * sizeof *x->near);
    x->n_near = incident_nearest(&t->gather.found, t->gather.report.v, t->gather.report.n, incident, x->near, max);
    if (a->cli->json)
        as_json(x);
    else
        for_people(x);
    return OK;
}

int explain_incident(struct cli *cli, const char *id, uint32_t n_near)
{
    struct account x = {.n_near = n_near};
    struct fault f;
    enum status status = asking_open(&x.asking, cli, &f);
    if (!status)
        status = answer(&x, id, &f);
    return asking_end(&x.asking, status, &f);
}
