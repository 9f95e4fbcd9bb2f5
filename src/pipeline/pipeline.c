#include "pipeline/pipeline.h"

#include "actor/actor.h"
#include "base/file.h"
#include "codebook/codebook.h"
#include "event/event.h"
#include "event/filter.h"
#include "ledger/ledger.h"
#include "ledger/sift.h"
#include "statement/statement.h"
#include "syntax/syntax.h"
#include "text/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct pipeline {
    struct text_rules *text;
    struct syntax *syntax;
    struct actors *actors;
    struct reporting *reporting;
    struct codebook *codebook;
    struct classifier *filter; /* of events; NULL: none */
    struct classifier *sieve;  /* of ledger entries; NULL: none */
    float least_confidence;    /* NAN: by the form and genre of the document */
};

/* ---- the table of stages ------------------------------------------------------------------------------------ */

static enum status run_text(const struct pipeline *p, struct doc *d, struct fault *f)
{
    return text_split(p->text, d, f);
}

static enum status run_syntax(const struct pipeline *p, struct doc *d, struct fault *f)
{
    return syntax_parse(p->syntax, d, f);
}

static enum status run_actor(const struct pipeline *p, struct doc *d, struct fault *f)
{
    return actor_find(p->actors, d, f);
}

static enum status run_statement(const struct pipeline *p, struct doc *d, struct fault *f)
{
    return statement_find(p->reporting, d, f);
}

static enum status run_event(const struct pipeline *p, struct doc *d, struct fault *f)
{
    float by_form = d->pretokenized ? FILTER_MAIN_ACT : 0;
    struct event_options o = {.filter = p->filter,
                              .least_confidence = isnan(p->least_confidence) ? by_form : p->least_confidence};
    return event_code(p->codebook, d, &o, f);
}

static enum status run_stance(const struct pipeline *p, struct doc *d, struct fault *f)
{
    (void)f;
    statement_judge(p->reporting, d);
    return OK;
}

static enum status run_ledger(const struct pipeline *p, struct doc *d, struct fault *f)
{
    if (ledger_find(p->codebook, d, f))
        return f->status;
    if (p->sieve) {
        sift_weigh(p->sieve, d);
        sift_apply(d, isnan(p->least_confidence) ? sift_usual_bound(d) : p->least_confidence);
    }
    return OK;
}

static const struct stage {
    const char *name;
    enum pipeline_until until;
    enum status (*run)(const struct pipeline *p, struct doc *d, struct fault *f);
} STAGES[] = {
    {"text", UNTIL_TEXT, run_text},       {"syntax", UNTIL_SYNTAX, run_syntax},
    {"actor", UNTIL_ACTOR, run_actor},    {"statement", UNTIL_STATEMENT, run_statement},
    {"event", UNTIL_EVENT, run_event},    {"stance", UNTIL_EVENT, run_stance},
    {"ledger", UNTIL_LEDGER, run_ledger},
};
enum { N_STAGES = sizeof STAGES / sizeof STAGES[0] };

enum status pipeline_run(const struct pipeline *p, struct doc *d, enum pipeline_until until, struct fault *f)
{
    if ((d->foreign || d->duplicate_of.n) && until >= UNTIL_EVENT)
        until = UNTIL_TEXT; /* the models are of English; a reprint is coded in what it reprints */
    for (unsigned i = 0; i < N_STAGES && STAGES[i].until <= until; i++) {
        enum status bad = STAGES[i].run(p, d, f);
        if (!bad && (arena_over_limit(d->arena) || arena_over_limit(d->scratch)))
            bad = fault_set(f, ST_LIMIT, "more memory was needed than the limit of %d MiB for one document",
                            DOC_MEMORY_LIMIT_BYTES >> 20);
        arena_clear(d->scratch);
        if (bad) {
            fault_context(f, "%.*s: stage %s", STR_ARG(d->id.n ? d->id : STR("document")), STAGES[i].name);
            return bad;
        }
    }
    return OK;
}

/* ---- models ------------------------------------------------------------------------------------------------- */

enum { MAX_PATH = 4096 };

static const char *join(char out[MAX_PATH], const char *dir, const char *part)
{
    if (!dir)
        return NULL;
    snprintf(out, MAX_PATH, "%s/%s", dir, part);
    return out;
}

/* Filters know our entries; of a dictionary in their place they know nothing. */
static enum status open_filter(const char *path, const struct verb_dictionaries *verbs, struct classifier **out,
                               struct fault *f)
{
    if ((verbs && verbs->n && verbs->in_place) || !file_exists(path))
        return OK;
    return classifier_load(path, out, f);
}

enum status pipeline_open_with(const char *lang_dir, const char *extra_dir, const struct dictionaries *actors,
                               const struct verb_dictionaries *verbs, struct pipeline **out, struct fault *f)
{
    struct pipeline *p = calloc(1, sizeof *p);
    if (!p)
        out_of_memory(sizeof *p);
    p->least_confidence = NAN;
    char ours[MAX_PATH], extra[MAX_PATH];
    if (text_rules_load(join(ours, lang_dir, "text"), &p->text, f) ||
        syntax_load(join(ours, lang_dir, "model/syntax.model"), &p->syntax, f) ||
        actors_load_with(join(ours, lang_dir, "actors"), join(extra, extra_dir, "actors"), actors, &p->actors, f) ||
        reporting_load(join(ours, lang_dir, "codebook"), join(extra, extra_dir, "codebook"), &p->reporting, f) ||
        codebook_load_with(join(ours, lang_dir, "codebook"), join(extra, extra_dir, "codebook"), verbs, &p->codebook,
                           f) ||
        open_filter(join(ours, lang_dir, "model/filter.model"), verbs, &p->filter, f) ||
        open_filter(join(ours, lang_dir, "model/ledger.model"), verbs, &p->sieve, f)) {
        pipeline_close(p);
        return f->status;
    }
    *out = p;
    return OK;
}

enum status pipeline_open(const char *lang_dir, const char *extra_dir, struct pipeline **out, struct fault *f)
{
    return pipeline_open_with(lang_dir, extra_dir, NULL, NULL, out, f);
}

void pipeline_close(struct pipeline *p)
{
    if (!p)
        return;
    classifier_free(p->filter);
    classifier_free(p->sieve);
    codebook_free(p->codebook);
    reporting_free(p->reporting);
    actors_free(p->actors);
    syntax_free(p->syntax);
    text_rules_free(p->text);
    free(p);
}

enum status pipeline_ledger(const struct pipeline *p, struct doc *d, struct fault *f)
{
    return run_ledger(p, d, f);
}

const struct actors *pipeline_actors(const struct pipeline *p)
{
    return p->actors;
}

const char *pipeline_model_version(const struct pipeline *p)
{
    return syntax_version(p->syntax);
}

void pipeline_keep_above(struct pipeline *p, float least_confidence)
{
    p->least_confidence = least_confidence;
}

const struct classifier *pipeline_filter(const struct pipeline *p)
{
    return p->filter;
}

const struct classifier *pipeline_sieve(const struct pipeline *p)
{
    return p->sieve;
}

const struct codebook *pipeline_codebook(const struct pipeline *p)
{
    return p->codebook;
}

const struct reporting *pipeline_reporting(const struct pipeline *p)
{
    return p->reporting;
}
