/* entente explain: why a sentence is coded as it is: tree, mentions, statements, the lines that fired, and what did not
 * fit. */
#include "actor/actor.h"
#include "base/file.h"
#include "base/utf8.h"
#include "codebook/codebook.h"
#include "command/command.h"
#include "event/event.h"
#include "ingest/ingest.h"
#include "pipeline/pipeline.h"
#include "record/names.h"

enum { MAX_EXPLAIN_BYTES = 1024 * 1024, MAX_MISSES_SHOWN = 40 };

static void put_tree(const struct doc *d, uint32_t tok, unsigned depth, struct buf *out)
{
    const struct tok *t = &d->tok.v[tok];
    buf_printf(out, "  %*s%.*s", (int)(2 * (depth < 30 ? depth : 30)), "", STR_ARG(tok_str(d, tok)));
    buf_printf(out, "  (%.*s) %s %s %s\n", STR_ARG(t->lemma), upos_name(t->upos), xpos_name(t->xpos),
               deprel_name(t->deprel));
    for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c))
        put_tree(d, c, depth + 1, out);
}

static void put_mentions(const struct doc *d, uint32_t sent, struct buf *out)
{
    bool head = false;
    for (uint32_t i = 0; i < d->mention.n; i++) {
        const struct mention *m = &d->mention.v[i];
        if (m->sent != sent || m->is_filler)
            continue;
        if (!head)
            buf_add_str(out, STR("Mentions\n"));
        head = true;
        buf_printf(out, "  %-10s “%.*s”  %.*s%s%s%s%s\n", m->actor.code[0] ? m->actor.code : "-",
                   STR_ARG(doc_slice(d, m->span)), STR_ARG(m->name), m->name.n ? ", " : "",
                   how_name(m->how) ? how_name(m->how) : "", m->is_place ? ", as a place" : "",
                   m->modifier ? ", inside another" : "");
    }
}

static void put_party(const struct doc *d, uint32_t mention, struct buf *out)
{
    if (mention == NONE)
        buf_add_char(out, '-');
    else if (d->mention.v[mention].actor.code[0])
        buf_printf(out, "%s", d->mention.v[mention].actor.code);
    else
        buf_printf(out, "“%.*s”", STR_ARG(doc_slice(d, d->mention.v[mention].span)));
}

static void put_entry(const struct codebook *c, struct str rule, struct buf *out)
{
    for (uint32_t i = 0; i < codebook_size(c); i++) {
        const struct codebook_entry *e = codebook_entry(c, i);
        if (!str_eq(e->rule, rule))
            continue;
        buf_printf(out, "      %.*s:%u  %.*s\n", STR_ARG(e->file), e->line, STR_ARG(e->definition));
        if (codebook_definition(c, str_of(e->cameo)).n)
            buf_printf(out, "      %s: %.*s\n", e->cameo, STR_ARG(codebook_definition(c, str_of(e->cameo))));
    }
}

static void put_events(const struct codebook *c, const struct doc *d, uint32_t sent, struct buf *out)
{
    for (uint32_t i = 0; i < d->event.n; i++) {
        const struct event *e = &d->event.v[i];
        if (e->sent != sent)
            continue;
        buf_add_str(out, STR("Event\n  "));
        put_party(d, e->source_mention, out);
        buf_printf(out, " %s%s%.*s ", event_type_name(e->type), e->mode.n ? " " : "", STR_ARG(e->mode));
        put_party(d, e->target_mention, out);
        buf_printf(out, "   %s, voice %s%s\n      words: “%.*s”\n", event_status_name(e->status), voice_name(e->voice),
                   e->counted ? ", counted" : ", not counted", STR_ARG(doc_slice(d, e->trigger)));
        put_entry(c, e->rule, out);
        if (e->status_rule.n)
            buf_printf(out, "      %s because of %.*s\n", event_status_name(e->status), STR_ARG(e->status_rule));
        if (e->content_of_event != NONE)
            buf_printf(out, "      content of: “%.*s”\n",
                       STR_ARG(doc_slice(d, d->event.v[e->content_of_event].trigger)));
        if (e->reciprocal_of_event != NONE)
            buf_add_str(out, STR("      the other direction of the event above\n"));
    }
}

static void put_misses(const struct doc *d, const struct match_trace *trace, uint32_t sent, struct buf *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < trace->miss.n; i++) {
        const struct match_miss *m = &trace->miss.v[i];
        if (d->tok.v[m->anchor_tok].sent != sent || ++n > MAX_MISSES_SHOWN)
            continue;
        if (n == 1)
            buf_add_str(out, STR("Tried and did not fit\n"));
        buf_printf(out, "  “%.*s”  %.*s: %.*s\n", STR_ARG(tok_str(d, m->anchor_tok)), STR_ARG(m->entry->rule),
                   STR_ARG(m->reason));
    }
    if (n > MAX_MISSES_SHOWN)
        buf_printf(out, "  … and %u more\n", n - MAX_MISSES_SHOWN);
}

static void put_statements(const struct doc *d, uint32_t sent, struct buf *out)
{
    for (uint32_t i = 0; i < d->statement.n; i++) {
        const struct statement *q = &d->statement.v[i];
        if (q->first_sent != sent)
            continue;
        buf_printf(out, "Statement (%s)\n  “%.*s”\n  by ", quote_kind_name(q->kind), STR_ARG(doc_slice(d, q->content)));
        put_party(d, q->speaker_mention, out);
        buf_printf(out, "%s%.*s\n", span_given(q->cue) ? ", cue " : "", STR_ARG(doc_slice(d, q->cue)));
    }
}

/* A text of the command line is one paragraph; a file is what `read` makes of it: header lines, title, paragraphs. */
static enum status take(struct cli *cli, struct str text, bool is_file, struct doc *d, struct fault *f)
{
    if (is_file) {
        struct ingest_rules *rules = NULL;
        struct buf dir = {0};
        buf_printf(&dir, "%s/text", cli_lang_dir(cli));
        if (ingest_rules_load(dir.s, &rules, f) == OK)
            f->status = ingest_text(rules, STR_NONE, text, d, f);
        ingest_rules_free(rules);
        buf_release(&dir);
    } else {
        struct buf clean = {0};
        utf8_repair(text.s, text.n, &clean);
        d->text = str_copy(d->arena, buf_str(&clean));
        *array_add(d->arena, &d->block) = (struct block){{0, d->text.n}, SENT_BODY};
        buf_release(&clean);
    }
    if (d->date == DAY_NONE)
        d->date = cli->as_of;
    return f->status;
}

static enum status explain(struct cli *cli, struct str text, bool is_file, struct buf *out, struct fault *f)
{
    struct pipeline *p;
    struct dictionaries more = cli_dictionaries(cli);
    if (pipeline_open_with(cli_lang_dir(cli), cli->extra_dir, &more, &p, f))
        return f->status;
    cli_note_dictionaries(cli, pipeline_actors(p));
    struct arena arena, scratch;
    arena_init(&arena, DOC_MEMORY_LIMIT_BYTES);
    arena_init(&scratch, 0);
    struct doc *d = doc_new(&arena, &scratch);
    struct match_trace trace = {.arena = &arena};
    enum status status = take(cli, text, is_file, d, f);
    if (!status)
        status = pipeline_run(p, d, UNTIL_STATEMENT, f);
    if (!status)
        status = event_code_traced(pipeline_codebook(p), d, &trace, f);
    for (uint32_t i = 0; !status && i < d->sent.n; i++) {
        buf_printf(out, "%s%.*s\n\nTree\n", i ? "\n" : "", STR_ARG(doc_slice(d, d->sent.v[i].span)));
        put_tree(d, d->sent.v[i].root_tok, 0, out);
        put_mentions(d, i, out);
        put_statements(d, i, out);
        put_events(pipeline_codebook(p), d, i, out);
        put_misses(d, &trace, i, out);
    }
    arena_release(&arena);
    arena_release(&scratch);
    pipeline_close(p);
    return status;
}

int cmd_explain(struct cli *cli, int argc, char **argv)
{
    const char *file = NULL;
    const struct option own[] = {
        {"file", OPT_TEXT, &file, "FILE", "explain the sentences of a file ( - : standard input)"}, {0}};
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if ((argc < 2) == !file)
        return cli_usage(cli, "explain wants a text, or --file FILE");
    struct fault f = {0};
    struct buf text = {0}, out = {0};
    for (int i = 1; i < argc; i++)
        buf_printf(&text, "%s%s", i > 1 ? " " : "", argv[i]);
    enum status status = file ? file_read(file, MAX_EXPLAIN_BYTES, &text, &f) : OK;
    if (!status)
        status = explain(cli, buf_str(&text), file != NULL, &out, &f);
    if (!status)
        status = cli_out(buf_str(&out), &f);
    buf_release(&text);
    buf_release(&out);
    return status ? cli_fail(&f) : EXIT_DONE;
}
