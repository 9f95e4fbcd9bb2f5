/* entente relations: pairs of actors, by period. */
#include "command/evidence.h"
#include "command/triangle.h"

#include <math.h>
#include <stdio.h>

static const char *const BY = "all|day|week|month|year"; /* in the order of enum relation_by */

/* Columns of numbers, behind the pair or period. */
enum { N_NUMBERS = 6, TIE_WIDTH = 13 };
static const struct {
    const char *above, *name;
    unsigned width;
} NUMBERS[N_NUMBERS] = {
    {"cooperation", "verbal", 7}, {"", "material", 9},   {"   conflict", "verbal", 8},
    {"", "material", 9},          {"", "hostility", 10}, {"", "affinity", 9},
};

static void right(struct asking *a, unsigned width, enum style style, const char *text)
{
    for (unsigned n = screen_columns(str_of(text)); n < width; n++)
        buf_add_char(&a->out, ' ');
    screen_text(&a->screen, style, str_of(text), &a->out);
}

static void head(struct asking *a, unsigned first, bool with_tie)
{
    unsigned widths[] = {NUMBERS[0].width + NUMBERS[1].width, NUMBERS[2].width + NUMBERS[3].width};
    screen_style(&a->screen, STYLE_DIM, &a->out);
    for (unsigned i = 0; i < first; i++)
        buf_add_char(&a->out, ' ');
    for (int i = 0; i < 2; i++)
        right(a, widths[i], STYLE_PLAIN, NUMBERS[2 * i].above);
    buf_add_char(&a->out, '\n');
    for (unsigned i = 0; i < first; i++)
        buf_add_char(&a->out, ' ');
    for (int i = 0; i < N_NUMBERS; i++)
        right(a, NUMBERS[i].width, STYLE_PLAIN, NUMBERS[i].name);
    if (with_tie)
        right(a, TIE_WIDTH, STYLE_PLAIN, "tie");
    screen_style(&a->screen, STYLE_PLAIN, &a->out);
    buf_add_char(&a->out, '\n');
}

static void numbers(struct asking *a, const struct dyad *d, bool with_tie)
{
    static const enum style styles[] = {STYLE_CYAN, STYLE_GREEN, STYLE_YELLOW, STYLE_RED};
    char text[32];
    for (int q = 0; q < 4; q++) {
        snprintf(text, sizeof text, "%.*f", d->quad[q] != floor(d->quad[q]), d->quad[q]);
        right(a, NUMBERS[q].width, d->quad[q] > 0 ? styles[q] : STYLE_DIM, d->quad[q] > 0 ? text : "·");
    }
    const double axis[] = {d->standing.hostility.value, d->standing.affinity.value};
    for (int k = 0; k < 2; k++) {
        snprintf(text, sizeof text, k ? "%+.1f" : "%.2f", axis[k]);
        right(a, NUMBERS[4 + k].width, isnan(axis[k]) ? STYLE_DIM : STYLE_PLAIN, isnan(axis[k]) ? "·" : text);
    }
    if (with_tie)
        right(a, TIE_WIDTH, d->tie.level ? STYLE_PLAIN : STYLE_DIM, d->tie.level ? tie_level_name(d->tie.level) : "·");
    buf_add_char(&a->out, '\n');
}

static struct str period_name(struct asking *a, const struct dyad *d, enum relation_by by)
{
    char from[11];
    day_write(d->from, from);
    unsigned n = by == BY_YEAR ? 4 : by == BY_MONTH ? 7 : 10;
    return str_format(&a->row, "%s%.*s", by == BY_WEEK ? "week of " : "", (int)n, from);
}

/* "RUS – PAK  Russia – Pakistan", the names as far as there is room. */
static unsigned pair_name(struct asking *a, const struct dyad *d, bool directed, unsigned room)
{
    struct str codes = str_format(&a->row, "%.*s %s %.*s", STR_ARG(d->a), directed ? "→" : "–", STR_ARG(d->b));
    unsigned used = screen_columns(codes);
    screen_text(&a->screen, STYLE_BOLD, codes, &a->out);
    struct str names = asking_names(a, d->a, d->b);
    if (names.n && used + 2 + 8 <= room) {
        struct str part = screen_columns(names) <= room - used - 2 ? names : screen_cut(names, room - used - 3);
        buf_printf(&a->out, "  %.*s%s", STR_ARG(part), part.n < names.n ? "…" : "");
        used += 2 + screen_columns(part) + (part.n < names.n);
    }
    return used;
}

static void table(struct asking *a, const struct relation *r)
{
    enum { LEAST_NAME = 20, MOST_NAME = 60, NAME_BESIDE_TIE = 28 };
    unsigned taken = 0;
    for (int i = 0; i < N_NUMBERS; i++)
        taken += NUMBERS[i].width;
    bool with_tie = a->screen.width >= taken + TIE_WIDTH + NAME_BESIDE_TIE;
    taken += with_tie ? TIE_WIDTH : 0;
    unsigned first = a->screen.width > taken + LEAST_NAME ? a->screen.width - taken : LEAST_NAME;
    first = first > MOST_NAME ? MOST_NAME : first;
    bool by_period = r->query.by != BY_ALL;
    if (r->dyad.n)
        head(a, first, with_tie);
    for (uint32_t i = 0; i < r->dyad.n; i++) {
        const struct dyad *d = &r->dyad.v[i], *before = i ? d - 1 : NULL;
        unsigned used = 0;
        if (!by_period) {
            used = pair_name(a, d, r->query.directed, first);
        } else {
            if (!before || !str_eq(before->a, d->a) || !str_eq(before->b, d->b)) {
                pair_name(a, d, r->query.directed, a->screen.width);
                buf_add_char(&a->out, '\n');
            }
            struct str period = period_name(a, d, r->query.by);
            buf_printf(&a->out, "  %.*s", STR_ARG(period));
            used = 2 + screen_columns(period);
        }
        while (used++ < first)
            buf_add_char(&a->out, ' ');
        numbers(a, d, with_tie);
        arena_clear(&a->row);
    }
}

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
        table(a, &r);
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
        {"by", OPT_CHOICE, &by, BY, "a row for each pair and day, week, month, year"},
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
