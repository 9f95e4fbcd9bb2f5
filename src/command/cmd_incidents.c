/* entente incidents: real-world events, each with the reports that tell of it and why they are taken as one. */
#include "command/told.h"

#include <stdlib.h>

enum { DEFAULT_INCIDENTS = 20 };

struct listing {
    struct asking asking;
    struct window window;
    struct str a, b;
    uint32_t limit;
    bool contested_only;
    struct told told;
};

static bool has_party(const struct told_summary *s, struct str code)
{
    for (uint32_t i = 0; i < s->party.n; i++)
        if (str_starts(s->party.v[i], code))
            return true;
    return !code.n;
}

static bool is_wanted(const struct listing *l, const struct incident *x, const struct told_summary *s)
{
    struct date_range w = l->window.days;
    if (l->contested_only && !x->contested)
        return false;
    if ((w.from != DAY_NONE && (s->to == DAY_NONE || s->to < w.from)) ||
        (w.to != DAY_NONE && (s->to == DAY_NONE || s->from > w.to)))
        return false;
    return has_party(s, l->a) && has_party(s, l->b);
}

static void print_json(struct listing *l, const struct incident *x, const struct told_summary *s)
{
    const struct told *t = &l->told;
    struct json j;
    json_init(&j, &l->asking.out);
    json_object(&j);
    told_keys(t, x, s, &j);
    json_key_array(&j, "told");
    for (uint32_t i = x->first; i != NONE; i = t->gather.report.v[i].next) {
        const struct incident_report *r = &t->gather.report.v[i];
        json_object(&j);
        json_key_str(&j, "like", r->like == NONE ? STR_NONE : told_name(t, r->like));
        json_key_str(&j, "reason", r->like == NONE ? STR_NONE : incident_reason(r->grounds, &l->asking.row));
        json_key(&j, "event");
        event_json(&t->event.v[i], told_name(t, x->first), &j);
        json_object_end(&j);
    }
    json_array_end(&j);
    json_object_end(&j);
    buf_add_char(&l->asking.out, '\n');
}

static void print_lines(struct listing *l, const struct incident *x, const struct told_summary *s)
{
    struct asking *a = &l->asking;
    const struct told *t = &l->told;
    told_head(t, x, s);
    for (uint32_t i = x->first; i != NONE; i = t->gather.report.v[i].next) {
        const struct incident_report *r = &t->gather.report.v[i];
        if (r->like != NONE) {
            struct str reason = incident_reason(r->grounds, &a->row), like = told_name(t, r->like);
            buf_printf(&a->out, "  with %.*s: %.*s\n", STR_ARG(screen_clean(&a->row, like)), STR_ARG(reason));
        }
        event_lines(a, &t->event.v[i], t->gather.both_ways.v[i]);
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
    uint32_t n = l->told.gather.found.incident.n, n_shown = 0;
    struct dated *order = arena_alloc(&l->asking.arena, (n + 1) * sizeof *order);
    for (uint32_t i = 0; i < n; i++) {
        order[i].incident = &l->told.gather.found.incident.v[i];
        order[i].first = &l->told.gather.report.v[order[i].incident->first];
    }
    qsort(order, n, sizeof *order, by_day);
    for (uint32_t i = 0; i < n; i++) {
        arena_clear(&l->asking.row);
        struct told_summary s = told_sum_up(&l->told, order[i].incident);
        if (!is_wanted(l, order[i].incident, &s))
            continue;
        if (l->limit && n_shown == l->limit) {
            cli_note(l->asking.cli, "only the latest %u incidents are shown; --limit N shows more", (unsigned)l->limit);
            return;
        }
        if (l->asking.cli->json) {
            print_json(l, order[i].incident, &s);
        } else {
            buf_add_str(&l->asking.out, n_shown ? STR("\n") : STR(""));
            print_lines(l, order[i].incident, &s);
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
    if (told_read(a, &q, &l->told, f))
        return f->status;
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
