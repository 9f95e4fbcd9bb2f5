#include "command/unknown.h"

#include "actor/actor.h"
#include "base/json.h"
#include "base/map.h"

#include <stdlib.h>

enum { MAX_NAMES = 100000, N_CONTEXTS = 2, CONTEXT_BYTES = 60 };

struct unknown_name {
    struct str name;
    uint32_t count, documents;
    uint64_t last_document; /* from 1 */
    struct str context[N_CONTEXTS];
    uint32_t n_contexts;
};

struct corpus {
    struct reading *reading;
    struct arena arena;
    struct map by_name;
    ARRAY_OF(struct unknown_name) name;
    uint64_t n_documents;
};

static void write_nothing(void *context, const struct doc *d, struct buf *out)
{
    (void)context;
    (void)d;
    (void)out;
}

/* Line ends and runs of blanks become one blank. */
static struct str one_line(struct arena *arena, struct str s)
{
    char *out = arena_alloc(arena, s.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        char c = (unsigned char)s.s[i] <= ' ' ? ' ' : s.s[i];
        if (c != ' ' || (n && out[n - 1] != ' '))
            out[n++] = c;
    }
    out[n] = '\0';
    return str_trim((struct str){out, n});
}

static bool is_middle(struct str text, uint32_t at) /* of a character */
{
    return at < text.n && ((unsigned char)text.s[at] & 0xC0) == 0x80;
}

static struct str context_of(struct arena *arena, const struct doc *d, const struct unresolved *u)
{
    struct span s = d->sent.v[u->sent].span;
    uint32_t from = s.start, to = s.end;
    if (u->span.start - from > CONTEXT_BYTES)
        for (from = u->span.start - CONTEXT_BYTES; is_middle(d->text, from);)
            from++;
    if (to - u->span.end > CONTEXT_BYTES)
        for (to = u->span.end + CONTEXT_BYTES; is_middle(d->text, to);)
            to--;
    struct str words = one_line(arena, str_slice(d->text, from, to));
    return str_format(arena, "%s%.*s%s", from > s.start ? "…" : "", STR_ARG(words), to < s.end ? "…" : "");
}

static void name_count(struct corpus *c, const struct doc *d, const struct unresolved *u)
{
    struct str name = one_line(d->scratch, str_slice(d->text, u->span.start, u->span.end));
    uint32_t id = map_find(&c->by_name, name, NONE);
    if (id == NONE) {
        id = c->name.n;
        name = str_copy(&c->arena, name);
        map_put(&c->by_name, name, id);
        array_add(&c->arena, &c->name)->name = name;
    }
    struct unknown_name *row = &c->name.v[id];
    row->count++;
    if (row->last_document == c->n_documents)
        return;
    row->last_document = c->n_documents;
    row->documents++;
    if (row->n_contexts < N_CONTEXTS) /* of different documents */
        row->context[row->n_contexts++] = context_of(&c->arena, d, u);
}

static enum status keep(void *context, struct doc *d, struct str out, struct fault *f)
{
    struct corpus *c = context;
    (void)out;
    (void)f;
    c->n_documents++;
    struct unresolved *found = arena_alloc(d->scratch, MAX_NAMES * sizeof *found);
    uint32_t n = actors_unresolved(pipeline_actors(c->reading->pipeline), d, found, MAX_NAMES);
    for (uint32_t i = 0; i < n; i++)
        name_count(c, d, &found[i]);
    return OK;
}

static int by_count(const void *a, const void *b)
{
    const struct unknown_name *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return str_compare(x->name, y->name);
}

static void row_json(const struct unknown_name *row, struct buf *out)
{
    struct json j;
    json_init(&j, out);
    json_object(&j);
    json_key(&j, "name");
    json_str(&j, row->name);
    json_key_int(&j, "count", row->count);
    json_key_int(&j, "documents", row->documents);
    json_key_array(&j, "contexts");
    for (uint32_t i = 0; i < row->n_contexts; i++)
        json_str(&j, row->context[i]);
    json_array_end(&j);
    json_object_end(&j);
    buf_add_char(out, '\n');
}

static void row_lines(const struct unknown_name *row, struct buf *out)
{
    buf_printf(out, "%6u %6u  %.*s\n", (unsigned)row->count, (unsigned)row->documents, STR_ARG(row->name));
    for (uint32_t i = 0; i < row->n_contexts; i++)
        buf_printf(out, "                  %.*s\n", STR_ARG(row->context[i]));
}

int unknown_run(struct reading *r, uint32_t limit, int argc, char **argv)
{
    struct corpus c = {.reading = r};
    arena_init(&c.arena, 0);
    map_init(&c.by_name, &c.arena, 1 << 12);
    r->until = UNTIL_ACTOR;
    r->context = &c;
    r->write = write_nothing;
    r->keep = keep;
    int code = reading_run(r, argc, argv);
    struct buf out = {0};
    struct fault f;
    if (c.name.n)
        qsort(c.name.v, c.name.n, sizeof *c.name.v, by_count);
    for (uint32_t i = 0; i < c.name.n && i < limit; i++)
        (r->cli->json ? row_json : row_lines)(&c.name.v[i], &out);
    if (cli_out(buf_str(&out), &f))
        code = cli_fail(&f);
    if (c.name.n > limit)
        cli_note(r->cli, "%u more names", (unsigned)(c.name.n - limit));
    buf_release(&out);
    arena_release(&c.arena);
    return code;
}
