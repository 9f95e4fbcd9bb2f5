/* entente relations: pairs of actors, by period. */
#include "command/evidence.h"
#include "command/relation_table.h"
#include "command/triangle.h"

static void json(struct asking *a, const struct relation *r)
{
    for (uint32_t i = 0; i < r->dyad.n; i++) {
        struct json j;
        json_init(&j, &a->out);
        dyad_json(&r->dyad.v[i], r->query.directed, &j);
        buf_add_char(&a->out, '\n');
    }
}

static enum status three(struct asking *a, const struct relation_query *q, char **argv, struct fault *f)
{
    struct str actor[3];
    for (int k = 0; k < 3; k++)
        if (asking_actor(a, argv[1 + k], &actor[k], f))
            return f->status;
    if (!actor[0].n || !actor[1].n || !actor[2].n || str_eq(actor[0], actor[1]) || str_eq(actor[0], actor[2]) ||
        str_eq(actor[1], actor[2]))
        return fault_set(f, ST_USAGE, "a triangle takes three different actors");
    return triangle_answer(a, q, actor, f);
}

static enum status answer_one(struct asking *a, const struct relation_query *q, struct fault *f)
{
    struct relation r;
    if (relation_read(a->store, q, &a->arena, &r, f) || (a->cli->json && relation_find_breaks(a->store, &r, f)))
        return f->status;
    if (a->cli->json)
        json(a, &r);
    else
        relation_table(a, &r);
    if (!r.dyad.n && q->b.n)
        cli_note(a->cli, "no counted event between %.*s and %.*s", STR_ARG(q->a), STR_ARG(q->b));
    else if (!r.dyad.n)
        cli_note(a->cli, "no counted event of %.*s with another actor", STR_ARG(q->a.n ? q->a : STR("any actor")));
    if (r.n_undated)
        cli_note(a->cli, "%u event%s without a date left out", (unsigned)r.n_undated, r.n_undated == 1 ? "" : "s");
    return OK;
}

/* Of several origins that are not merged one after the other. */
static enum status answer(struct asking *a, struct relation_query *q, const struct origins *o, int argc, char **argv,
                          struct fault *f)
{
    struct str rest = str_of(o->names);
    q->origin = rest;
    if (origins_find(a->store, o, f))
        return f->status;
    if (argc == 4)
        return three(a, q, argv, f);
    if (asking_actor(a, argc > 1 ? argv[1] : NULL, &q->a, f) || asking_actor(a, argc > 2 ? argv[2] : NULL, &q->b, f))
        return f->status;
    if (!o->names || o->merge || !strchr(o->names, ','))
        return answer_one(a, q, f);
    while (str_cut(&rest, ',', &q->origin)) {
        if (!a->cli->json) {
            screen_text(&a->screen, STYLE_BOLD, screen_clean(&a->row, q->origin), &a->out);
            buf_add_char(&a->out, '\n');
        }
        if (answer_one(a, q, f))
            return f->status;
    }
    return OK;
}

int cmd_relations(struct cli *cli, int argc, char **argv)
{
    struct window window = {0};
    struct relation_query q = {0};
    uint32_t by = BY_ALL;
    const char *voices = NULL;
    struct origins origins = {0};
    const struct option own[] = {
        WINDOW_OPTIONS(&window),
        BY_OPTION(&by),
        ORIGIN_OPTIONS(&origins),
        COUNT_OPTION(&voices),
        {"directed", OPT_FLAG, &q.directed, NULL, "each direction for itself"},
        {"exact", OPT_FLAG, &q.exact, NULL, "only the very codes; without it RUS takes in RUSGOV, RUSMIL ..."},
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc > 4)
        return cli_usage(cli, "relations takes three actors at most");
    if (argc == 4 && (q.directed || q.exact))
        return cli_usage(cli, "--directed and --exact are for pairs, not for three actors");
    struct fault f;
    if (window_parse(&window, &f) || origins_check(&origins, argc == 4, &f) || count_parse(voices, &q.voices, &f))
        return cli_usage(cli, "%s", f.message);
    q.by = (enum relation_by)by;
    q.from = window.days.from;
    q.to = window.days.to;
    struct asking a;
    enum status status = asking_open(&a, cli, &f);
    if (!status)
        status = answer(&a, &q, &origins, argc, argv, &f);
    return asking_end(&a, status, &f);
}
