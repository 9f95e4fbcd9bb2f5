#include "command/asking.h"

#include "record/names.h"

#include <stdio.h>
#include <unistd.h>

enum { WIDEST = 160, MAX_FOUND = 12 };

void asking_open_screen(struct asking *a, struct cli *cli)
{
    *a = (struct asking){.cli = cli};
    arena_init(&a->arena, 0);
    arena_init(&a->row, 0);
    a->screen.color = cli_use_color(cli, STDOUT_FILENO);
    a->screen.width = cli_width(STDOUT_FILENO);
    if (a->screen.width > WIDEST)
        a->screen.width = WIDEST;
    if (a->screen.width < 40)
        a->screen.width = 40;
}

enum status asking_open(struct asking *a, struct cli *cli, struct fault *f)
{
    asking_open_screen(a, cli);
    if (store_open(cli->store, STORE_READ, &a->store, f) || store_hold(a->store, f))
        return f->status;
    struct str ours = str_format(&a->arena, "%s/actors", cli_lang_dir(cli));
    struct str extra = str_format(&a->arena, "%s/actors", cli->extra_dir ? cli->extra_dir : "");
    return actors_load(ours.s, cli->extra_dir ? extra.s : NULL, &a->actors, f);
}

void asking_close(struct asking *a)
{
    actors_free(a->actors);
    store_close(a->store);
    arena_release(&a->arena);
    arena_release(&a->row);
    buf_release(&a->out);
}

int asking_end(struct asking *a, enum status status, struct fault *f)
{
    if (!status)
        status = cli_out(buf_str(&a->out), f);
    asking_close(a);
    return status ? cli_fail(f) : EXIT_DONE;
}

/* A code of a known country or body and known sectors, and so no name in capitals (FRANCE). */
static bool is_code(const struct asking *a, struct str s)
{
    struct actor_code c;
    return actor_code_of(s, &c) && s.n == (*c.country ? 3u : 0u) + 3u * c.n_sectors && actors_name_of(a->actors, s).n;
}

/* The code of all that exist on the day (DAY_NONE: ever), else that of the only country among them; NULL: they
 * disagree. */
static const char *choose(const struct actor_entry *found, uint32_t n, int32_t day)
{
    const char *code = NULL, *country = NULL;
    bool one_code = true;
    uint32_t n_countries = 0;
    bool any_day = day == DAY_NONE;
    for (uint32_t i = 0; i < n; i++) {
        if (!*found[i].code || (!any_day && (day < found[i].dates.from || day > found[i].dates.to)))
            continue;
        one_code = one_code && (!code || strcmp(code, found[i].code) == 0);
        code = found[i].code;
        if (str_is(found[i].kind, "country")) {
            n_countries++;
            country = found[i].code;
        }
    }
    return one_code ? code : n_countries == 1 ? country : NULL;
}

enum status asking_actor(struct asking *a, const char *text, struct str *out, struct fault *f)
{
    struct str argument = str_trim(str_of(text));
    struct actor_code code;
    if (!argument.n || is_code(a, argument)) {
        *out = argument;
        return OK;
    }
    struct actor_entry found[MAX_FOUND];
    bool in_store = false;
    uint32_t n = actors_search(a->actors, argument, a->cli->as_of, found, MAX_FOUND);
    const char *chosen = choose(found, n, a->cli->as_of);
    if (!chosen)
        chosen = choose(found, n, DAY_NONE);
    if (chosen) {
        *out = str_copy(&a->arena, str_of(chosen));
        return OK;
    }
    if (actor_code_of(argument, &code) && a->store && store_has_actor(a->store, argument, &in_store, f))
        return f->status;
    if (in_store) {
        *out = argument;
        return OK;
    }
    struct buf list = {0};
    for (uint32_t i = 0; i < n && list.n < 240; i++)
        if (*found[i].code)
            buf_printf(&list, "%s%s (%.*s)", list.n ? ", " : "", found[i].code, STR_ARG(found[i].name));
    if (list.n)
        fault_set(f, ST_USAGE, "\"%.80s\" may mean several: %.260s; give the code", text, list.s);
    else
        fault_set(f, ST_USAGE, "no actor is called \"%.80s\" or has that code; `entente actors %.80s` looks names up",
                  text, text);
    buf_release(&list);
    return f->status;
}

enum status window_parse(struct window *w, struct fault *f)
{
    struct date_range from = DATE_RANGE_NONE, to = DATE_RANGE_NONE;
    if (w->from && !date_parse(str_of(w->from), &from))
        return fault_set(f, ST_USAGE, "--from takes a date such as 2018-04-06, 2018-04 or 2018, not \"%.80s\"",
                         w->from);
    if (w->to && !date_parse(str_of(w->to), &to))
        return fault_set(f, ST_USAGE, "--to takes a date such as 2018-04-06, 2018-04 or 2018, not \"%.80s\"", w->to);
    if (w->from && w->to && from.from > to.to)
        return fault_set(f, ST_USAGE, "--from %.40s is later than --to %.40s", w->from, w->to);
    w->days = (struct date_range){from.from, to.to};
    return OK;
}

enum status origins_check(const struct origins *o, bool one_answer, struct fault *f)
{
    struct str rest = str_of(o->names), one;
    bool several = o->names && strchr(o->names, ',');
    if (o->merge && !several)
        return fault_set(f, ST_USAGE, "--merge goes with --origin and several names, parted by commas");
    if (several && one_answer && !o->merge)
        return fault_set(f, ST_USAGE, "rows of several origins are not summed unasked: --merge does it");
    while (rest.n && str_cut(&rest, ',', &one))
        if (!one.n)
            return fault_set(f, ST_USAGE, "--origin \"%.80s\": a name is missing", o->names);
    return OK;
}

enum status origin_find(struct store *s, struct str name, struct fault *f)
{
    bool found;
    struct buf all = {0};
    if (store_has_origin(s, name, &found, f) || (!found && store_origins(s, &all, f)))
        return f->status;
    enum status status = OK;
    if (!found)
        status = fault_set(f, ST_USAGE, "--origin: the store has no rows of \"%.*s\"; it has %s%.260s",
                           (int)(name.n < 80 ? name.n : 80), name.s, all.n ? "those of " : "no imported rows",
                           all.n ? all.s : "");
    buf_release(&all);
    return status;
}

enum status origins_find(struct store *s, const struct origins *o, struct fault *f)
{
    struct str rest = str_of(o->names), one;
    while (rest.n && str_cut(&rest, ',', &one))
        if (origin_find(s, one, f))
            return f->status;
    return OK;
}

struct str asking_names(struct asking *a, struct str code_a, struct str code_b)
{
    struct str x = actors_name_of(a->actors, code_a), y = actors_name_of(a->actors, code_b);
    if (!x.n && !y.n)
        return STR_NONE;
    x = screen_clean(&a->row, x.n ? x : code_a);
    y = screen_clean(&a->row, y.n ? y : code_b);
    return str_format(&a->row, "%.*s – %.*s", STR_ARG(x), STR_ARG(y));
}
