/* entente factuality: how sure the text is that each of the given predicates happened. */
#include "event/factuality.h"

#include "base/file.h"
#include "base/utf8.h"
#include "command/command.h"
#include "pipeline/pipeline.h"

#include <jansson.h>

enum { MAX_INPUT_BYTES = 1 << 30 };

struct measure {
    struct pipeline *pipeline;
    struct arena arena, scratch;
    struct buf out;
    const char *path;
    bool why;
};

/* Treebank escapes stand for what they mean: the model of syntax has read plain text. */
static struct str unescaped(struct str token)
{
    static const char *const table[][2] = {{"``", "\""},   {"''", "\""},   {"-LRB-", "("}, {"-RRB-", ")"},
                                           {"-LSB-", "["}, {"-RSB-", "]"}, {"-LCB-", "{"}, {"-RCB-", "}"}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (str_is(token, table[i][0]))
            return str_of(table[i][1]);
    return token;
}

static struct str plain_text(struct measure *m, const char *text, size_t n)
{
    struct buf clean = {0}, plain = {0};
    utf8_repair(text, n, &clean);
    struct str rest = buf_str(&clean), token;
    while (str_cut(&rest, ' ', &token)) {
        if (!token.n)
            continue;
        if (plain.n)
            buf_add_char(&plain, ' ');
        buf_add_str(&plain, unescaped(token));
    }
    struct str copy = str_copy(&m->arena, buf_str(&plain));
    buf_release(&clean);
    buf_release(&plain);
    return copy;
}

/* The head of a span of tokens: the first that hangs on something outside. */
static uint32_t head_of(const struct doc *d, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (d->tok.v[t].head == NONE || d->tok.v[t].head < first || d->tok.v[t].head >= end)
            return t;
    return first;
}

static void write_features(const struct factuality *fact, struct buf *out)
{
    buf_add_char(out, '[');
    for (uint32_t i = 0; i < fact->n; i++)
        buf_printf(out, "%s\"%.*s\"", i ? "," : "", STR_ARG(fact->feature[i]));
    buf_add_char(out, ']');
}

/* One value, or its features; null where the span is none of this text. */
static void write_target(struct measure *m, const struct doc *d, const json_t *target, bool why)
{
    const json_t *span = json_object_get(target, "span1");
    json_int_t first = json_integer_value(json_array_get(span, 0)), end = json_integer_value(json_array_get(span, 1));
    if (first < 0 || first >= end || end > d->tok.n) {
        buf_add_str(&m->out, STR("null"));
        return;
    }
    struct factuality fact;
    factuality_of(pipeline_codebook(m->pipeline), d, head_of(d, (uint32_t)first, (uint32_t)end), &fact);
    if (why)
        write_features(&fact, &m->out);
    else
        buf_printf(&m->out, "%.3f", (double)fact.value);
}

static void write_targets(struct measure *m, const struct doc *d, const json_t *targets, bool why)
{
    buf_add_char(&m->out, '[');
    for (size_t i = 0; i < json_array_size(targets); i++) {
        if (i)
            buf_add_char(&m->out, ',');
        write_target(m, d, json_array_get(targets, i), why);
    }
    buf_add_char(&m->out, ']');
}

static void write_line(struct measure *m, uint32_t line, const struct doc *d, const json_t *targets)
{
    buf_printf(&m->out, "{\"id\":%u,\"values\":", line);
    write_targets(m, d, targets, false);
    if (m->why) {
        buf_add_str(&m->out, STR(",\"why\":"));
        write_targets(m, d, targets, true);
    }
    buf_add_str(&m->out, STR("}\n"));
}

static enum status measure_line(struct measure *m, uint32_t number, struct str line, struct fault *f)
{
    json_error_t error;
    struct buf clean = {0};
    utf8_repair(line.s, line.n, &clean);
    json_t *o = json_loadb(clean.s ? clean.s : "", clean.n, JSON_ALLOW_NUL, &error);
    buf_release(&clean);
    if (!o)
        return fault_set(f, ST_INPUT, "%s:%u: not valid JSON: %s", m->path, number + 1, error.text);
    const json_t *text = json_object_get(o, "text"), *targets = json_object_get(o, "targets");
    enum status status = OK;
    if (!json_is_string(text) || !json_is_array(targets)) {
        status = fault_set(f, ST_INPUT, "%s:%u: wanted {\"text\": ..., \"targets\": [...]}", m->path, number + 1);
    } else {
        arena_clear(&m->arena);
        arena_clear(&m->scratch);
        struct doc *d = doc_new(&m->arena, &m->scratch);
        d->text = plain_text(m, json_string_value(text), json_string_length(text));
        d->pretokenized = true;
        if (d->text.n)
            *array_add(&m->arena, &d->block) = (struct block){{0, d->text.n}, SENT_BODY};
        status = pipeline_run(m->pipeline, d, UNTIL_STATEMENT, f);
        if (!status)
            write_line(m, number, d, targets);
    }
    json_decref(o);
    return status;
}

static int measure_file(struct measure *m)
{
    struct fault f;
    struct buf bytes = {0};
    int code = EXIT_DONE;
    if (file_read(m->path, MAX_INPUT_BYTES, &bytes, &f)) {
        buf_release(&bytes);
        return cli_fail(&f);
    }
    struct str rest = buf_str(&bytes), line;
    for (uint32_t number = 0; code != EXIT_ENVIRONMENT && str_cut(&rest, '\n', &line); number++) {
        buf_clear(&m->out);
        if (!str_trim(line).n)
            continue;
        if (measure_line(m, number, line, &f))
            code = cli_fail(&f);
        else if (cli_out(buf_str(&m->out), &f))
            code = cli_fail(&f);
    }
    buf_release(&bytes);
    return code;
}

int cmd_factuality(struct cli *cli, int argc, char **argv)
{
    struct measure m = {0};
    const struct option own[] = {{"why", OPT_FLAG, &m.why, NULL, "also the features each value is summed from"}, {0}};
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc != 2)
        return cli_usage(cli, "factuality wants one file of JSON lines");
    struct fault f;
    if (pipeline_open(cli_lang_dir(cli), cli->extra_dir, &m.pipeline, &f))
        return cli_fail(&f);
    arena_init(&m.arena, 0);
    arena_init(&m.scratch, 0);
    m.path = argv[1];
    code = measure_file(&m);
    buf_release(&m.out);
    arena_release(&m.arena);
    arena_release(&m.scratch);
    pipeline_close(m.pipeline);
    return code;
}
