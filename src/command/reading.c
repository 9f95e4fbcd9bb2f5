#include "command/reading.h"

#include "actor/actor.h"
#include "base/utf8.h"
#include "codebook/codebook.h"
#include "command/progress.h"
#include "ingest/ingest.h"
#include "pipeline/pool.h"
#include "text/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct job {             /* lives in the item's arena, but for raw */
    struct raw_doc *raw; /* NULL: refused, or used up */
    struct doc *doc;
    bool skipped;
    struct str remark;  /* on an input that is not what one expects; empty: none */
    struct fault fault; /* status OK: the document is coded */
};

struct run {
    struct reading *reading;
    struct ingest *ingest;
    struct ingest_rules *rules;
    struct progress progress;
    struct arena scratch; /* for keep() */
    struct fault fault;   /* what ended the run; status OK: nothing did */
};

static bool take(void *context, struct pool_item *item)
{
    struct run *r = context;
    struct fault f = {.status = OK};
    struct raw_doc *raw = NULL;
    if (ingest_next(r->ingest, &raw, &f) == OK && !raw)
        return false;
    struct job *job = arena_zalloc(&item->arena, sizeof *job);
    job->raw = raw;
    job->fault = f;
    item->job = job;
    return true;
}

/* How many bytes were replaced, and where the first stands. */
static struct str bad_bytes(const struct raw_doc *raw, const struct doc *d)
{
    size_t at = utf8_first_bad(raw->bytes.s, raw->bytes.n); /* none: an escape in JSON stands for a NUL */
    struct str first = at < raw->bytes.n ? str_format(d->arena, ", the first at byte %zu", at) : STR_NONE;
    return str_format(d->arena, "%u %s no UTF-8 text, replaced by U+FFFD%.*s", d->n_bad_bytes,
                      d->n_bad_bytes == 1 ? "byte is" : "bytes are", STR_ARG(first));
}

/* What was not taken as it stands, with the input and the place; or that there was nothing to read. */
static struct str remark_on(const struct raw_doc *raw, const struct doc *d)
{
    struct str where = raw->line ? str_format(d->arena, "%s:%u", raw->path, raw->line) : str_of(raw->path);
    if (!d->text.n)
        return str_format(d->arena, "%.*s: empty, no sentences", STR_ARG(where));
    if (!d->n_bad_bytes && !d->n_cut)
        return STR_NONE;
    struct str bad = d->n_bad_bytes ? bad_bytes(raw, d) : STR_NONE;
    struct str cut = d->n_cut ? str_format(d->arena, "%u %s over %d tokens, cut there", d->n_cut,
                                           d->n_cut == 1 ? "sentence is" : "sentences are", TEXT_MAX_SENT_TOKENS)
                              : STR_NONE;
    return str_format(d->arena, "%.*s: %.*s%s%.*s", STR_ARG(where), STR_ARG(bad), bad.n && cut.n ? "; " : "",
                      STR_ARG(cut));
}

static void run(void *context, struct pool_item *item)
{
    const struct run *r = context;
    struct job *job = item->job;
    if (!job->raw)
        return;
    struct doc *d = doc_new(&item->arena, item->scratch);
    struct fault *f = &job->fault;
    if (ingest_document(r->rules, job->raw, d, f) == OK) {
        arena_clear(item->scratch);
        job->skipped = r->reading->skip && r->reading->skip(r->reading->context, d);
        if (job->skipped) {
            job->doc = d;
        } else if (pipeline_run(r->reading->pipeline, d, r->reading->until, f) == OK) {
            r->reading->write(r->reading->context, d, &item->out);
            job->remark = remark_on(job->raw, d);
            job->doc = d;
        }
    }
    raw_doc_free(job->raw); /* here, not on delivery: what is under way when a run ends early is never delivered */
    job->raw = NULL;
}

static void count(struct reading *r, const struct doc *d)
{
    r->n_docs++;
    r->n_foreign += d->foreign;
    r->n_sentences += d->sent.n;
    r->n_events += d->event.n;
    r->n_statements += d->statement.n;
    for (uint32_t i = 0; i < d->event.n; i++)
        r->n_counted += d->event.v[i].counted;
}

/* What was printed is out at once: the input may be a feed that never ends. */
static bool goes_on(struct run *r, enum status bad)
{
    if (!bad && fflush(stdout) != 0)
        bad = fault_set(&r->fault, ST_ENVIRONMENT, "standard output cannot be written: %s", strerror(errno));
    if (bad)
        cli_fail(&r->fault);
    return !bad;
}

static bool deliver(void *context, struct pool_item *item)
{
    struct run *r = context;
    struct job *job = item->job;
    if (!job->doc) {
        progress_clear(&r->progress);
        cli_fail(&job->fault);
        r->reading->n_failed++;
        if (job->fault.status == ST_ENVIRONMENT)
            r->fault = job->fault;
        return job->fault.status != ST_ENVIRONMENT;
    }
    if (job->skipped) {
        r->reading->n_skipped++;
        progress_step(&r->progress, job->doc->text.n);
        return true;
    }
    count(r->reading, job->doc);
    if (job->remark.n) {
        progress_clear(&r->progress);
        cli_note(r->reading->cli, "%.*s", STR_ARG(job->remark));
    }
    if (r->progress.shares_screen)
        progress_clear(&r->progress);
    job->doc->scratch = &r->scratch; /* the worker's is in use for another document by now */
    enum status bad = r->reading->keep ? r->reading->keep(r->reading->context, job->doc, buf_str(&item->out), &r->fault)
                                       : cli_out(buf_str(&item->out), &r->fault);
    arena_clear(&r->scratch);
    progress_step(&r->progress, job->doc->text.n);
    return goes_on(r, bad);
}

static bool settle(void *context)
{
    struct run *r = context;
    struct fault f;
    enum status bad = r->reading->settle(r->reading->context, &f);
    if (bad)
        r->fault = f;
    return goes_on(r, bad);
}

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool offset_of(const char *text, uint64_t *out)
{
    char *end;
    errno = 0;
    unsigned long long n = strtoull(text, &end, 10);
    *out = n;
    return *text >= '0' && *text <= '9' && !*end && !errno && n <= INT64_MAX;
}

enum status confidence_asked(const char *text, float *out, struct fault *f)
{
    char *end = NULL;
    *out = text ? strtof(text, &end) : 0;
    if (text && (end == text || *end || !(*out >= 0 && *out <= 1)))
        return fault_set(f, ST_USAGE, "--min-confidence takes a number from 0 to 1, not \"%.80s\"", text);
    return OK;
}

static enum status keep_confident(struct reading *q, struct fault *f)
{
    float least;
    if (confidence_asked(q->min_confidence, &least, f))
        return f->status;
    if (q->min_confidence)
        pipeline_keep_above(q->pipeline, least);
    return OK;
}

/* What was passed over. */
static void say_counts(struct reading *q, const struct ingest *in)
{
    struct ingest_counts c = ingest_counts(in);
    typedef unsigned long long ull;
    if (c.n_not_ok + c.n_not_html)
        cli_note(q->cli, "records passed over: %llu with another status than 200, %llu that are no HTML",
                 (ull)c.n_not_ok, (ull)c.n_not_html);
    if (c.lost_bytes)
        cli_note(q->cli, "%llu bytes between WARC records belong to none", (ull)c.lost_bytes);
    q->n_failed += c.lost_bytes > 0;
    if (q->n_foreign && q->until >= UNTIL_EVENT)
        cli_note(q->cli, "%llu document%s not in English, not coded", (ull)q->n_foreign,
                 q->n_foreign == 1 ? " is" : "s are");
}

static enum status open_all(struct run *r, int argc, char **argv, struct fault *f)
{
    struct reading *q = r->reading;
    struct ingest_options options = INGEST_OPTIONS_DEFAULT;
    options.pretokenized = q->pretokenized;
    options.default_date = q->date;
    if (q->input && !input_format_find(q->input, &options.format))
        return fault_set(f, ST_USAGE, "--input: this program reads no format \"%.80s\"", q->input);
    if (q->offset && !offset_of(q->offset, &options.offset))
        return fault_set(f, ST_USAGE, "--offset takes a number of bytes, not \"%.80s\"", q->offset);
    const char *lang_dir = cli_lang_dir(q->cli);
    struct buf text_dir = {0};
    buf_printf(&text_dir, "%s/text", lang_dir);
    enum status bad = ingest_rules_load(text_dir.s, &r->rules, f);
    buf_release(&text_dir);
    struct dictionaries more = cli_dictionaries(q->cli);
    struct verb_dictionaries verbs = cli_verb_dictionaries(q->cli);
    if (bad || pipeline_open_with(lang_dir, q->cli->extra_dir, &more, &verbs, &q->pipeline, f))
        return f->status;
    if (keep_confident(q, f))
        return f->status;
    cli_note_dictionaries(q->cli, pipeline_actors(q->pipeline));
    cli_note_verbs(q->cli, pipeline_codebook(q->pipeline));
    if (q->opened && q->opened(q->context, f))
        return f->status;
    return ingest_open(&options, (const char *const *)(argv + 1), (size_t)(argc - 1), &r->ingest, f);
}

int reading_run(struct reading *q, int argc, char **argv)
{
    if (argc < 2)
        return cli_usage(q->cli, "which input? Give files, folders, or - for standard input");
    struct run r = {.reading = q};
    arena_init(&r.scratch, 0);
    struct fault f = {.status = OK};
    double start = now_s();
    enum status bad = open_all(&r, argc, argv, &f);
    if (!bad) {
        progress_init(&r.progress, q->cli, argc - 1, argv + 1);
        struct pool_work work = {&r, take, run, deliver, q->settle ? settle : NULL, DOC_MEMORY_LIMIT_BYTES};
        bad = pool_run(&work, q->cli->jobs, &f);
        progress_clear(&r.progress);
        say_counts(q, r.ingest);
    }
    int code = bad ? cli_fail(&f) : cli_exit_code(r.fault.status);
    if (code == EXIT_DONE && q->n_failed)
        code = EXIT_SOME_FAILED;
    q->seconds = now_s() - start;
    arena_release(&r.scratch);
    ingest_close(r.ingest);
    ingest_rules_free(r.rules);
    pipeline_close(q->pipeline);
    q->pipeline = NULL;
    return code;
}
