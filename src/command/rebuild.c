#include "command/rebuild.h"

#include "actor/actor.h"
#include "codebook/codebook.h"
#include "command/keeping.h"
#include "ingest/ingest.h"
#include "pipeline/pipeline.h"
#include "pipeline/pool.h"
#include "pipeline/versions.h"

struct stale {
    struct str id, pipeline;
};

struct job { /* lives in the item's arena */
    struct doc *doc;
    struct str pipeline; /* the version that coded what the store holds */
    struct fault fault;  /* status OK: coded */
};

struct work {
    struct cli *cli;
    struct store *store, *reader; /* reader: of take() alone */
    struct pipeline *pipeline;
    struct ingest_rules *rules;
    char stamp[VERSIONS_STAMP_BYTES];
    struct arena list, scratch; /* scratch: for keep */
    ARRAY_OF(struct stale) stale;
    uint32_t next;
    uint64_t n_done, n_failed; /* of this round */
    struct fault fault;        /* what ended the work; status OK: nothing did */
};

static bool note_stale(void *context, struct str id, struct str pipeline)
{
    struct work *w = context;
    *array_add(&w->list, &w->stale) = (struct stale){str_copy(&w->list, id), str_copy(&w->list, pipeline)};
    return true;
}

static bool take(void *context, struct pool_item *item)
{
    struct work *w = context;
    struct arena scratch;
    if (w->next == w->stale.n)
        return false;
    arena_init(&scratch, 0);
    struct job *job = item->job = arena_zalloc(&item->arena, sizeof *job);
    job->doc = doc_new(&item->arena, &scratch);
    job->pipeline = w->stale.v[w->next].pipeline;
    if (store_kept(w->reader, w->stale.v[w->next++].id, job->doc, &job->fault) == OK &&
        store_find_original(w->reader, job->doc, &job->fault) == OK)
        job->fault.status = OK;
    job->doc->scratch = NULL;
    arena_release(&scratch);
    return true;
}

static void code(void *context, struct pool_item *item)
{
    const struct work *w = context;
    struct job *job = item->job;
    job->doc->scratch = item->scratch;
    if (job->fault.status)
        return;
    ingest_language(w->rules, job->doc);
    job->fault.status = pipeline_run(w->pipeline, job->doc, UNTIL_LEDGER, &job->fault);
}

static bool keep(void *context, struct pool_item *item)
{
    struct work *w = context;
    struct job *job = item->job;
    struct doc *d = job->doc;
    bool as_it_was = false;
    if (job->fault.status) {
        cli_fail(&job->fault);
        w->n_failed++;
        return true;
    }
    d->scratch = &w->scratch;
    struct fault *f = &w->fault;
    enum status status = store_has(w->store, d, job->pipeline.s, &as_it_was, f);
    if (!status && as_it_was)
        status = keep_coded(w->store, w->pipeline, UNTIL_LEDGER, w->stamp, d, f);
    w->n_done += !status && as_it_was;
    arena_clear(&w->scratch);
    return !status;
}

static bool settle(void *context)
{
    struct work *w = context;
    struct fault f;
    if (store_commit(w->store, &f) && !w->fault.status)
        w->fault = f;
    return !w->fault.status;
}

/* What is stale now; a document may make its reprints so. */
static enum status round_of(struct work *w, struct fault *f)
{
    const struct pool_work pool = {w, take, code, keep, settle, DOC_MEMORY_LIMIT_BYTES};
    arena_clear(&w->list);
    w->stale.n = w->stale.cap = 0;
    w->next = 0;
    w->n_done = w->n_failed = 0;
    if (store_stale(w->store, w->stamp, note_stale, w, f) || pool_run(&pool, w->cli->jobs, f))
        return f->status;
    if (w->fault.status)
        *f = w->fault;
    return w->fault.status;
}

static enum status open_all(struct work *w, struct fault *f)
{
    struct versions v;
    struct dictionaries more = cli_dictionaries(w->cli);
    struct verb_dictionaries verbs = cli_verb_dictionaries(w->cli);
    const char *lang_dir = cli_lang_dir(w->cli);
    struct str text_dir = str_format(&w->scratch, "%s/text", lang_dir);
    if (ingest_rules_load(text_dir.s, &w->rules, f) ||
        pipeline_open_with(lang_dir, w->cli->extra_dir, &more, &verbs, &w->pipeline, f) ||
        versions_of(w->pipeline, lang_dir, w->cli->extra_dir, &v, f) || versions_add_dictionaries(&v, &more, &verbs, f))
        return f->status;
    cli_note_dictionaries(w->cli, pipeline_actors(w->pipeline));
    cli_note_verbs(w->cli, pipeline_codebook(w->pipeline));
    versions_stamp(&v, w->stamp);
    return store_open(w->cli->store, STORE_READ, &w->reader, f);
}

static enum status rebuild_all(struct work *w, bool all, struct fault *f)
{
    uint64_t n_done = 0;
    if (open_all(w, f) || (all && store_mark_stale(w->store, f)))
        return f->status;
    do {
        if (round_of(w, f))
            return f->status;
        n_done += w->n_done;
    } while (w->n_done);
    if (store_renew(w->store, f))
        return f->status;
    cli_note(w->cli, "%llu document%s coded anew", (unsigned long long)n_done, n_done == 1 ? "" : "s");
    if (!w->n_failed)
        return OK;
    return fault_set(f, ST_INPUT, "store %s: %llu document%s could not be coded anew and stay as they were",
                     w->cli->store, (unsigned long long)w->n_failed, w->n_failed == 1 ? "" : "s");
}

enum status rebuild(struct cli *cli, struct store *s, bool all, struct fault *f)
{
    struct work w = {.cli = cli, .store = s};
    arena_init(&w.list, 0);
    arena_init(&w.scratch, 0);
    enum status status = rebuild_all(&w, all, f);
    store_close(w.reader);
    ingest_rules_free(w.rules);
    pipeline_close(w.pipeline);
    arena_release(&w.list);
    arena_release(&w.scratch);
    return status;
}
