/* entente read: the main job. Inputs in, a digest or JSON out, the result kept in the store. */
#include "command/digest.h"
#include "command/reading.h"
#include "record/doc_json.h"
#include "store/store.h"

#include <unistd.h>

enum { WIDEST_DIGEST = 160 }; /* longer lines are hard to read */

enum what { WHAT_DIGEST, WHAT_ARTICLE };

struct session {
    struct reading reading;
    struct screen screen;
    struct store *store; /* NULL with --no-store */
    uint32_t what;       /* enum what */
    bool json, no_store;
    bool begun; /* a document was printed */
};

/* What was taken from the input: title and paragraphs, without what was found to be boilerplate. */
static void write_article(const struct session *s, const struct doc *d, struct buf *out)
{
    if (d->title.n) {
        screen_text(&s->screen, STYLE_BOLD, screen_clean(d->scratch, d->title), out);
        buf_add_str(out, STR("\n\n"));
    }
    for (uint32_t i = 0; i < d->block.n; i++) {
        if (d->block.v[i].kind != SENT_BODY && d->block.v[i].kind != SENT_CAPTION)
            continue;
        enum style style = d->block.v[i].kind == SENT_CAPTION ? STYLE_DIM : STYLE_PLAIN;
        screen_text(&s->screen, style, screen_clean(d->scratch, doc_slice(d, d->block.v[i].span)), out);
        buf_add_str(out, STR("\n\n"));
    }
}

static void write_doc(void *context, const struct doc *d, struct buf *out)
{
    const struct session *s = context;
    if (s->what == WHAT_ARTICLE)
        write_article(s, d, out);
    else if (s->json)
        doc_json_write(d, out);
    else
        digest_write(d, pipeline_actors(s->reading.pipeline), &s->screen, out);
}

static enum status print(struct session *s, struct str out, struct fault *f)
{
    if (!s->json && s->begun) {
        struct buf rule = {0};
        for (unsigned i = 0; i < s->screen.width; i++)
            buf_add_str(&rule, STR("─"));
        buf_add_str(&rule, STR("\n\n"));
        enum status bad = cli_out(buf_str(&rule), f);
        buf_release(&rule);
        if (bad)
            return bad;
    }
    s->begun = true;
    return cli_out(out, f);
}

static enum status keep_doc(void *context, const struct doc *d, struct str out, struct fault *f)
{
    struct session *s = context;
    /* Kept first, printed then: what was reported is in the store. */
    if (s->store && store_put(s->store, d, PIPELINE_VERSION, f))
        return f->status;
    return print(s, out, f);
}

static void say_sum(const struct reading *r)
{
    cli_note(r->cli, "%llu document%s, %llu event%s (%llu counted), %llu quotation%s, %llu failed; %.2f s",
             (unsigned long long)r->n_docs, r->n_docs == 1 ? "" : "s", (unsigned long long)r->n_events,
             r->n_events == 1 ? "" : "s", (unsigned long long)r->n_counted, (unsigned long long)r->n_statements,
             r->n_statements == 1 ? "" : "s", (unsigned long long)r->n_failed, r->seconds);
}

int cmd_read(struct cli *cli, int argc, char **argv)
{
    struct session s = {
        .reading = {.cli = cli, .until = UNTIL_EVENT, .date = DAY_NONE, .write = write_doc, .keep = keep_doc}};
    s.reading.context = &s;
    const struct option own[] = {
        {"no-store", OPT_FLAG, &s.no_store, NULL, "keep nothing"},
        {"what", OPT_CHOICE, &s.what, "digest|article", "article: only what was taken from the input; keeps nothing"},
        READING_OPTIONS(&s.reading),
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    s.json = cli->json;
    s.screen.color = cli_use_color(cli, STDOUT_FILENO);
    s.screen.width = cli_width(STDOUT_FILENO);
    if (s.screen.width > WIDEST_DIGEST)
        s.screen.width = WIDEST_DIGEST;
    struct fault f;
    if (s.what == WHAT_ARTICLE) {
        if (cli->json)
            return cli_usage(cli, "--what article is for people; --json has the text and the kind of each sentence");
        s.no_store = true;
        s.reading.until = UNTIL_TEXT;
    }
    if (!s.no_store && argc > 1 && store_open(cli->store, STORE_WRITE, &s.store, &f))
        return cli_fail(&f);
    code = reading_run(&s.reading, argc, argv);
    store_close(s.store);
    if (s.reading.n_docs + s.reading.n_failed > 1)
        say_sum(&s.reading);
    return code;
}
