#include "command/triangle.h"

#include "command/blocs.h"
#include "command/evidence.h"

#include <math.h>
#include <stdlib.h>

enum { CELL = 15, PERIOD_CELL = 12 };
static const uint32_t ENDS[3][2] = {{0, 1}, {0, 2}, {1, 2}}; /* of the three ties */

struct period {
    struct date_range days;
    const struct dyad *tie[3]; /* NULL: no incident of the two */
    int sign[3];
    bool whole; /* all three are tied */
    enum triad_kind kind;
    uint32_t apex;
    struct hedging hedging[3]; /* between the other two; NAN: too little is known */
};

static int compare_periods(const void *x, const void *y)
{
    const struct dyad *a = x, *b = y;
    return a->from != b->from ? (a->from < b->from ? -1 : 1) : 0;
}

/* dyad: [n], all pairs of the period. */
static void judge(const struct str actor[3], const struct dyad *dyad, uint32_t n, struct arena *arena, struct period *p)
{
    const struct sign_options o = SIGN_DEFAULTS;
    for (uint32_t i = 0; i < n; i++)
        for (int k = 0; k < 3; k++) {
            struct str x = actor[ENDS[k][0]], y = actor[ENDS[k][1]];
            if ((str_eq(dyad[i].a, x) && str_eq(dyad[i].b, y)) || (str_eq(dyad[i].a, y) && str_eq(dyad[i].b, x)))
                p->tie[k] = &dyad[i];
        }
    for (int k = 0; k < 3; k++)
        p->sign[k] = p->tie[k] ? standing_sign(&p->tie[k]->standing, &o) : 0;
    p->whole = p->sign[0] && p->sign[1] && p->sign[2];
    if (p->whole)
        p->kind = triad_kind_of(p->sign[0], p->sign[1], p->sign[2], &p->apex);
    for (int k = 0; k < 3; k++) {
        const struct bloc_settings settings = {.pole = {actor[k == 0], actor[k == 2 ? 1 : 2]}};
        struct bloc_network network = {0};
        bloc_network_between(&network, &settings, dyad, n, NULL, arena);
        p->hedging[k] = (struct hedging){{(double)NAN, (double)NAN}, (double)NAN, (double)NAN, (double)NAN};
        for (uint32_t i = 0; i < network.between.n; i++)
            if (str_eq(network.between.v[i].actor, actor[k]))
                p->hedging[k] = network.between.v[i].hedging;
    }
}

static const char *sign_name(const struct period *p, int k)
{
    if (!p->tie[k] || isnan(p->tie[k]->standing.hostility.value))
        return NULL; /* too little is known */
    return p->sign[k] < 0 ? "hostile" : p->sign[k] ? "friendly" : "none";
}

/* ---- for people --------------------------------------------------------------------------------------------- */

static void cell(struct asking *a, struct str text, enum style style, unsigned width)
{
    screen_text(&a->screen, style, text, &a->out);
    screen_pad(screen_columns(text), width, &a->out);
}

static void head(struct asking *a, const struct str actor[3])
{
    struct str names = asking_names(a, actor[0], actor[1]);
    struct str all = str_format(&a->row, "%.*s – %.*s – %.*s", STR_ARG(actor[0]), STR_ARG(actor[1]), STR_ARG(actor[2]));
    screen_text(&a->screen, STYLE_BOLD, all, &a->out);
    struct str third = actors_name_of(a->actors, actor[2]);
    if (names.n && third.n)
        buf_printf(&a->out, "  %.*s – %.*s", STR_ARG(names), STR_ARG(screen_clean(&a->row, third)));
    buf_add_char(&a->out, '\n');
    cell(a, STR(""), STYLE_DIM, PERIOD_CELL);
    for (int k = 0; k < 3; k++)
        cell(a, str_format(&a->row, "%.*s – %.*s", STR_ARG(actor[ENDS[k][0]]), STR_ARG(actor[ENDS[k][1]])), STYLE_DIM,
             CELL);
    buf_add_char(&a->out, '\n');
}

static struct str triangle_words(struct asking *a, const struct period *p, const struct str actor[3])
{
    struct str apex = actor[p->apex], x = actor[p->apex == 0], y = actor[p->apex == 2 ? 1 : 2];
    if (!p->whole)
        return STR("·");
    switch (p->kind) {
    case TRIAD_FRIENDS:
        return STR("balanced: three friends");
    case TRIAD_AGAINST:
        return str_format(&a->row, "balanced: %.*s and %.*s against %.*s", STR_ARG(x), STR_ARG(y), STR_ARG(apex));
    case TRIAD_BETWEEN:
        return str_format(&a->row, "%.*s between %.*s and %.*s", STR_ARG(apex), STR_ARG(x), STR_ARG(y));
    default:
        return STR("three foes");
    }
}

static void row(struct asking *a, const struct period *p, const struct str actor[3], enum relation_by by)
{
    static const char *const arrows[] = {"", " →", " ↗", " ↘", " ↕"};
    char from[11];
    day_write(p->days.from, from);
    struct str when = by == BY_ALL ? STR("all") : str_of(from);
    cell(a, str_slice(when, 0, by == BY_YEAR ? 4 : by == BY_MONTH ? 7 : 10), STYLE_PLAIN, PERIOD_CELL);
    for (int k = 0; k < 3; k++) {
        const char *sign = sign_name(p, k);
        struct str text = sign ? str_format(&a->row, "%s%s", sign, arrows[p->tie[k]->trend]) : STR("·");
        enum style style = p->sign[k] < 0 ? STYLE_RED : p->sign[k] ? STYLE_GREEN : STYLE_DIM;
        cell(a, text, style, CELL);
    }
    buf_add_str(&a->out, triangle_words(a, p, actor));
    buf_add_char(&a->out, '\n');
    arena_clear(&a->row);
}

/* ---- JSON --------------------------------------------------------------------------------------------------- */

static void object(struct asking *a, const struct period *p, const struct str actor[3])
{
    static const char *const keys[] = {"a", "b", "c"};
    struct json j;
    json_init(&j, &a->out);
    json_object(&j);
    for (int k = 0; k < 3; k++) {
        json_key(&j, keys[k]);
        json_str(&j, actor[k]);
    }
    json_key_day(&j, "from", p->days.from);
    json_key_day(&j, "to", p->days.to);
    json_key_array(&j, "ties");
    for (int k = 0; k < 3; k++) {
        json_object(&j);
        json_key(&j, "sign");
        json_cstr(&j, sign_name(p, k));
        json_key(&j, "relation");
        if (p->tie[k])
            dyad_json(p->tie[k], false, &j);
        else
            json_null(&j);
        json_object_end(&j);
    }
    json_array_end(&j);
    json_key(&j, "kind");
    json_cstr(&j, p->whole ? triad_kind_name(p->kind) : NULL);
    json_key(&j, "balanced");
    if (p->whole)
        json_bool(&j, triad_is_balanced(p->kind));
    else
        json_null(&j);
    json_key(&j, "apex");
    bool has_apex = p->whole && (p->kind == TRIAD_AGAINST || p->kind == TRIAD_BETWEEN);
    json_str_or_null(&j, has_apex ? actor[p->apex] : STR_NONE);
    json_key_object(&j, "hedging");
    for (int k = 0; k < 3; k++)
        json_key_num(&j, str_copy(&a->row, actor[k]).s, p->hedging[k].hedging, 3);
    json_object_end(&j);
    json_object_end(&j);
    buf_add_char(&a->out, '\n');
    arena_clear(&a->row);
}

enum status triangle_answer(struct asking *a, const struct relation_query *q, const struct str actor[3],
                            struct fault *f)
{
    struct relation_query all = *q;
    struct relation r;
    all.a = all.b = STR_NONE;
    if (relation_read(a->store, &all, &a->arena, &r, f))
        return f->status;
    if (r.dyad.n && q->by != BY_ALL)
        qsort(r.dyad.v, r.dyad.n, sizeof *r.dyad.v, compare_periods);
    if (!a->cli->json)
        head(a, actor);
    bool any = false;
    for (uint32_t from = 0, end; from < r.dyad.n; from = end) {
        struct period p = {.days = {q->from, q->to}};
        end = from + 1;
        while (end < r.dyad.n && (q->by == BY_ALL || r.dyad.v[end].from == r.dyad.v[from].from))
            end++;
        if (q->by != BY_ALL)
            p.days = (struct date_range){r.dyad.v[from].from, r.dyad.v[from].to};
        judge(actor, &r.dyad.v[from], end - from, &a->arena, &p);
        if (!p.tie[0] && !p.tie[1] && !p.tie[2])
            continue;
        any = true;
        if (a->cli->json)
            object(a, &p, actor);
        else
            row(a, &p, actor, q->by);
    }
    if (!any)
        cli_note(a->cli, "no counted event among the three");
    return OK;
}
