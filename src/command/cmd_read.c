/* entente read: the main job. Inputs in, a digest or JSON out, the result kept in the store. */
#include "actor/actor.h"
#include "codebook/codebook.h"
#include "command/digest.h"
#include "command/keeping.h"
#include "command/reading.h"
#include "pipeline/versions.h"
#include "record/doc_json.h"
#include "store/store.h"

#include <pthread.h>
#include <unistd.h>

enum { WIDEST_DIGEST = 160 }; /* longer lines are hard to read */

enum what { WHAT_DIGEST, WHAT_ARTICLE };

struct session {
    struct reading reading;
    struct screen screen;
    struct store *store; /* NULL with --no-store */
    char stamp[VERSIONS_STAMP_BYTES];
    uint64_t n_there;    /* were in the store already */
    uint64_t n_reprints; /* of documents that the store has */
    uint32_t what;       /* enum what */
    bool json, no_store, only_new;
    bool begun;            /* a document was printed */
    struct buf held;       /* to be printed once what is in it is in the store */
    uint32_t n_held;       /* documents put since store_begin */
    struct buf first_held; /* the first one's id */

    pthread_mutex_t known_lock; /* guards known, which the workers share */
    struct store *known;        /* to look documents up before they are coded; NULL without a store */
};

/* A line of what is known about a page, and which tag or rule told it. */
static void write_fact(const struct session *s, const struct doc *d, const char *name, struct str value,
                       struct str from, struct buf *out)
{
    if (!value.n)
        return;
    screen_text(&s->screen, STYLE_DIM, str_format(d->scratch, "%-11s", name), out);
    buf_add_str(out, screen_clean(d->scratch, value));
    if (from.n)
        screen_text(&s->screen, STYLE_DIM, str_format(d->scratch, "  (%.*s)", STR_ARG(screen_clean(d->scratch, from))),
                    out);
    buf_add_char(out, '\n');
}

static void write_facts(const struct session *s, const struct doc *d, struct buf *out)
{
    char day[11];
    size_t before = out->n;
    day_write(d->date, day);
    write_fact(s, d, "title", d->title_from.n ? d->title : STR_NONE, d->title_from, out);
    write_fact(s, d, "date", str_of(day), d->date_from, out);
    write_fact(s, d, "author", d->author, STR_NONE, out);
    write_fact(s, d, "publisher", d->publisher, STR_NONE, out);
    write_fact(s, d, "url", d->url, STR_NONE, out);
    write_fact(s, d, "language", d->lang, STR_NONE, out);
    if (out->n > before)
        buf_add_char(out, '\n');
}

/* What was taken from the input: what is known about it, title and paragraphs, without what was found to be
 * boilerplate. */
static void write_article(const struct session *s, const struct doc *d, struct buf *out)
{
    write_facts(s, d, out);
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

static void print(struct session *s, struct str out)
{
    if (!s->json && s->begun) {
        for (unsigned i = 0; i < s->screen.width; i++)
            buf_add_str(&s->held, STR("─"));
        buf_add_str(&s->held, STR("\n\n"));
    }
    s->begun = true;
    buf_add_str(&s->held, out);
}

static enum status print_held(struct session *s, struct fault *f)
{
    enum status status = cli_out(buf_str(&s->held), f);
    buf_clear(&s->held);
    return status;
}

static enum status settle(void *context, struct fault *f)
{
    struct session *s = context;
    uint32_t n = s->n_held;
    s->n_held = 0;
    if (!store_commit(s->store, f) || !n) /* none: the one that could not be put was named then */
        return print_held(s, f);
    fault_context(f, n == 1 ? "document %s was not kept" : "document %s and %u after it were not kept", s->first_held.s,
                  (unsigned)n - 1);
    return f->status;
}

static enum status put(struct session *s, struct doc *d, struct fault *f)
{
    if (keep_coded(s->store, s->reading.pipeline, s->reading.until, s->stamp, d, f))
        return f->status;
    if (!s->n_held++) {
        buf_clear(&s->first_held);
        buf_add_str(&s->first_held, d->id);
    }
    return OK;
}

/* Of a reprint the store knows that it is one; it is coded in the document that it reprints. */
static void print_anew(struct session *s, struct doc *d)
{
    struct buf out = {0};
    if (d->duplicate_of.n) {
        d->genre = GENRE_NONE;
        d->mention.n = d->statement.n = d->event.n = d->ledger.n = 0;
    }
    write_doc(s, d, &out);
    print(s, buf_str(&out));
    buf_release(&out);
}

/* Kept first, printed when it is settled: what was reported is in the store. */
static enum status keep_doc(void *context, struct doc *d, struct str out, struct fault *f)
{
    struct session *s = context;
    bool there = false, passed_over = d->duplicate_of.n;
    if (s->store) {
        if (store_has(s->store, d, s->stamp, &there, f) || (there ? store_original(s->store, d, f) : put(s, d, f)))
            return f->status;
        s->n_there += there;
        s->n_reprints += !there && d->duplicate_of.n;
    }
    if (there && s->only_new)
        return OK;
    if (passed_over || d->duplicate_of.n)
        print_anew(s, d);
    else
        print(s, out);
    return s->store ? OK : print_held(s, f);
}

static bool is_known(void *context, struct doc *d)
{
    struct session *s = context;
    struct fault f;
    bool there = false;
    pthread_mutex_lock(&s->known_lock);
    if ((s->only_new && store_has(s->known, d, s->stamp, &there, &f)) ||
        (!there && store_find_original(s->known, d, &f)))
        there = false; /* keep_doc will meet the same fault and name it */
    pthread_mutex_unlock(&s->known_lock);
    return there;
}

static enum status open_store(void *context, struct fault *f)
{
    struct session *s = context;
    struct cli *cli = s->reading.cli;
    struct versions v;
    struct dictionaries more = cli_dictionaries(cli);
    struct verb_dictionaries verbs = cli_verb_dictionaries(cli);
    if (versions_of(s->reading.pipeline, cli_lang_dir(cli), cli->extra_dir, &v, f) ||
        versions_add_dictionaries(&v, &more, &verbs, f) || store_open(cli->store, STORE_WRITE, &s->store, f))
        return f->status;
    versions_stamp(&v, s->stamp);
    s->reading.skip = is_known;
    s->reading.settle = settle;
    return store_open(cli->store, STORE_READ, &s->known, f);
}

static const char *plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

static void say_sum(const struct session *s)
{
    const struct reading *r = &s->reading;
    typedef unsigned long long ull;
    if (r->n_docs + r->n_skipped + r->n_failed > 1)
        cli_note(r->cli, "%llu document%s, %llu event%s (%llu counted), %llu quotation%s, %llu failed; %.2f s",
                 (ull)r->n_docs, plural(r->n_docs), (ull)r->n_events, plural(r->n_events), (ull)r->n_counted,
                 (ull)r->n_statements, plural(r->n_statements), (ull)r->n_failed, r->seconds);
    if (s->n_reprints)
        cli_note(r->cli, "%llu document%s of these reprint%s others, where they are coded", (ull)s->n_reprints,
                 plural(s->n_reprints), s->n_reprints == 1 ? "s" : "");
    uint64_t n_there = s->n_there + r->n_skipped;
    if (n_there)
        cli_note(r->cli, "%llu document%s %s in %s already", (ull)n_there, plural(n_there),
                 n_there == 1 ? "was" : "were", r->cli->store);
}

int cmd_read(struct cli *cli, int argc, char **argv)
{
    struct session s = {
        .reading = {.cli = cli, .until = UNTIL_LEDGER, .date = DAY_NONE, .write = write_doc, .keep = keep_doc}};
    s.reading.context = &s;
    const struct option own[] = {
        {"no-store", OPT_FLAG, &s.no_store, NULL, "keep nothing"},
        {"new", OPT_FLAG, &s.only_new, NULL, "pass over what the store holds already: not coded again, not printed"},
        {"what", OPT_CHOICE, &s.what, "digest|article", "article: only what was taken from the input; keeps nothing"},
        READING_OPTIONS(&s.reading),
        CONFIDENCE_OPTION(s.reading.min_confidence),
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
    if (s.what == WHAT_ARTICLE) {
        if (cli->json)
            return cli_usage(cli, "--what article is for people; --json has the text and the kind of each sentence");
        s.no_store = true;
        s.reading.until = UNTIL_TEXT;
    }
    if (s.only_new && s.no_store)
        return cli_usage(cli, "--new needs the store");
    pthread_mutex_init(&s.known_lock, NULL);
    if (!s.no_store)
        s.reading.opened = open_store;
    code = reading_run(&s.reading, argc, argv);
    store_close(s.known);
    store_close(s.store);
    pthread_mutex_destroy(&s.known_lock);
    buf_release(&s.held);
    buf_release(&s.first_held);
    say_sum(&s);
    return code;
}
