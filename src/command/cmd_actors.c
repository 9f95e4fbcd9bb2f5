/* entente actors: look an actor up, check the lists, compile them, resolve short texts, list unknown names. */
#include "actor/actor.h"
#include "base/json.h"
#include "base/utf8.h"
#include "command/reading.h"
#include "command/unknown.h"
#include "pipeline/pipeline.h"
#include "record/names.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_FOUND = 50 };

static enum status open_lists(struct cli *cli, struct actors **out, struct fault *f)
{
    char ours[4200], extra[4200];
    snprintf(ours, sizeof ours, "%s/actors", cli_lang_dir(cli));
    snprintf(extra, sizeof extra, "%s/actors", cli->extra_dir ? cli->extra_dir : "");
    struct dictionaries more = cli_dictionaries(cli);
    if (actors_load_with(ours, cli->extra_dir ? extra : NULL, &more, out, f))
        return f->status;
    cli_note_dictionaries(cli, *out);
    return OK;
}

static void date_text(int32_t day, char out[11])
{
    if (day == DAY_MIN || day == DAY_MAX)
        out[0] = '\0';
    else
        day_write(day, out);
}

static void entry_json(const struct actor_entry *e, struct buf *out)
{
    struct json j;
    char from[11], to[11];
    date_text(e->dates.from, from);
    date_text(e->dates.to, to);
    json_init(&j, out);
    json_object(&j);
    json_key_str(&j, "kind", e->kind);
    json_key_str(&j, "name", e->name);
    json_key_str(&j, "code", str_of(e->code));
    json_key_str(&j, "role", e->role);
    json_key_str(&j, "from", str_of(from));
    json_key_str(&j, "to", str_of(to));
    json_key_str(&j, "file", e->file);
    json_key_int(&j, "line", e->line);
    json_object_end(&j);
    buf_add_char(out, '\n');
}

static void entry_line(const struct actor_entry *e, struct buf *out)
{
    char from[11], to[11];
    date_text(e->dates.from, from);
    date_text(e->dates.to, to);
    buf_printf(out, "%-12s  %-8.*s %.*s", e->code[0] ? e->code : "-", STR_ARG(e->kind), STR_ARG(e->name));
    if (e->role.n)
        buf_printf(out, ", %.*s", STR_ARG(e->role));
    if (from[0] || to[0])
        buf_printf(out, "  %s..%s", from, to);
    buf_printf(out, "  (%.*s:%u)\n", STR_ARG(e->file), (unsigned)e->line);
}

static int look_up(struct cli *cli, int32_t day, int argc, char **argv)
{
    struct fault f;
    struct actors *a;
    if (open_lists(cli, &a, &f))
        return cli_fail(&f);
    struct buf query = {0}, out = {0};
    for (int i = 1; i < argc; i++)
        buf_printf(&query, "%s%s", i > 1 ? " " : "", argv[i]);
    struct actor_entry found[MAX_FOUND];
    uint32_t n = actors_search(a, buf_str(&query), day, found, MAX_FOUND);
    for (uint32_t i = 0; i < n; i++)
        (cli->json ? entry_json : entry_line)(&found[i], &out);
    if (n == 0)
        cli_note(cli, "no list holds \"%s\"", query.s);
    else if (n == MAX_FOUND)
        cli_note(cli, "only the first %d are shown", MAX_FOUND);
    int code = cli_out(buf_str(&out), &f) ? cli_fail(&f) : EXIT_DONE;
    buf_release(&query);
    buf_release(&out);
    actors_free(a);
    return code;
}

static int check(struct cli *cli)
{
    struct fault f;
    struct actors *a;
    if (open_lists(cli, &a, &f))
        return cli_fail(&f);
    struct buf out = {0};
    uint32_t n = actors_check(a, &out);
    int code = n ? EXIT_SOME_FAILED : EXIT_DONE;
    if (cli_out(buf_str(&out), &f))
        code = cli_fail(&f);
    cli_note(cli, n ? "%u problems" : "no problems", (unsigned)n);
    buf_release(&out);
    actors_free(a);
    return code;
}

static int compile(struct cli *cli)
{
    char dir[4200];
    struct fault f;
    snprintf(dir, sizeof dir, "%s/actors", cli_lang_dir(cli));
    return actors_compile(dir, &f) ? cli_fail(&f) : EXIT_DONE;
}

/* How much a mention stands for the whole of a short text. */
static int prominence(const struct doc *d, const struct mention *m)
{
    if (!m->actor.code[0])
        return -1;
    int n = (int)(m->span.end - m->span.start);
    if (d->tok.v[m->head_tok].head == NONE)
        n += 1000;
    if (m->modifier || d->tok.v[m->head_tok].deprel == REL_AMOD)
        n -= 500;
    if (m->is_place)
        n -= 250;
    if (m->is_person && m->how != HOW_ROLE)
        n += 100;
    return n;
}

static void write_resolved(void *context, const struct doc *d, struct buf *out)
{
    (void)context;
    const struct mention *best = NULL;
    for (uint32_t i = 0; i < d->mention.n; i++) {
        const struct mention *m = &d->mention.v[i];
        int n = prominence(d, m);
        if (n != -1 && (!best || n > prominence(d, best)))
            best = m;
    }
    struct json j;
    json_init(&j, out);
    json_object(&j);
    json_key(&j, "id");
    json_str(&j, d->id);
    json_key(&j, "code");
    json_cstr(&j, best ? best->actor.code : NULL);
    json_key_str(&j, "country", best ? str_of(best->actor.country) : STR_NONE);
    json_key_array(&j, "sectors");
    for (unsigned i = 0; best && i < best->actor.n_sectors; i++)
        json_cstr(&j, best->actor.sector[i]);
    json_array_end(&j);
    json_key_str(&j, "name", best ? best->name : STR_NONE);
    json_key(&j, "how");
    json_cstr(&j, best ? how_name(best->how) : NULL);
    json_object_end(&j);
    buf_add_char(out, '\n');
}

int cmd_actors(struct cli *cli, int argc, char **argv)
{
    struct reading reading = {.cli = cli, .until = UNTIL_ACTOR, .date = DAY_NONE, .write = write_resolved};
    uint32_t limit = 100;
    const struct option own[] = {
        READING_OPTIONS(&reading),
        {"limit", OPT_COUNT, &limit, "N", "rows of unknown (default 100)"},
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc < 2)
        return cli_usage(cli, "say whom to look up, or check, compile, resolve FILE.jsonl");
    if (strcmp(argv[1], "check") == 0 && argc == 2)
        return check(cli);
    if (strcmp(argv[1], "compile") == 0 && argc == 2)
        return compile(cli);
    if (strcmp(argv[1], "resolve") == 0 && argc > 2)
        return reading_run(&reading, argc - 1, argv + 1);
    if (strcmp(argv[1], "unknown") == 0 && argc > 2)
        return unknown_run(&reading, limit, argc - 1, argv + 1);
    return look_up(cli, reading.date, argc, argv);
}
