/* entente explain: why a sentence is coded as it is: tree, mentions, statements, the lines that fired, and what did not
 * fit. */
#include "actor/actor.h"
#include "base/file.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/explain.h"
#include "command/explain_incident.h"
#include "command/reading.h"
#include "event/event.h"
#include "event/filter.h"
#include "ingest/ingest.h"
#include "pipeline/pipeline.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_EXPLAIN_BYTES = 1024 * 1024, DEFAULT_NEAR = 5 };

static enum status take_file(struct cli *cli, const char *path, struct doc *d, struct fault *f)
{
    struct ingest_rules *rules = NULL;
    struct buf dir = {0}, text = {0};
    buf_printf(&dir, "%s/text", cli_lang_dir(cli));
    enum status status = file_read(path, MAX_EXPLAIN_BYTES, &text, f);
    if (!status)
        status = ingest_rules_load(dir.s, &rules, f);
    if (!status)
        status = ingest_text(rules, STR_NONE, buf_str(&text), d, f);
    ingest_rules_free(rules);
    buf_release(&dir);
    buf_release(&text);
    return status;
}

/* A text of the command line is one paragraph. */
static void take_text(struct str text, struct doc *d)
{
    struct buf clean = {0};
    utf8_repair(text.s, text.n, &clean);
    d->text = str_copy(d->arena, buf_str(&clean));
    *array_add(d->arena, &d->block) = (struct block){{0, d->text.n}, SENT_BODY};
    buf_release(&clean);
}

static enum status take_event(struct cli *cli, const char *id, struct doc *d, uint32_t *out_event, struct fault *f)
{
    struct str name;
    if (event_name_parse("event", id, &name, out_event, f))
        return f->status;
    struct store *store = NULL;
    enum status status = store_open(cli->store, STORE_READ, &store, f);
    if (!status)
        status = store_kept(store, name, d, f);
    store_close(store);
    return status;
}

/* Codes the document and explains the wanted sentences. */
static enum status explain(struct cli *cli, struct doc *d, float least, const char *event_id, uint32_t event,
                           struct buf *out, struct fault *f)
{
    struct pipeline *p;
    struct dictionaries more = cli_dictionaries(cli);
    struct verb_dictionaries verbs = cli_verb_dictionaries(cli);
    if (pipeline_open_with(cli_lang_dir(cli), cli->extra_dir, &more, &verbs, &p, f))
        return f->status;
    cli_note_dictionaries(cli, pipeline_actors(p));
    cli_note_verbs(cli, pipeline_codebook(p));
    struct match_trace trace = {.arena = d->arena};
    struct event_options o = {pipeline_filter(p), least, &trace};
    struct classifier *classifier = NULL;
    char model[4200];
    snprintf(model, sizeof model, "%s/model/relation.model", cli_lang_dir(cli));
    enum status status = file_exists(model) ? classifier_load(model, &classifier, f) : OK;
    if (!status)
        status = pipeline_run(p, d, UNTIL_STATEMENT, f);
    if (least > 0)
        pipeline_keep_above(p, least);
    if (!status)
        status = event_code(pipeline_codebook(p), d, &o, f);
    if (!status && !d->foreign)
        status = pipeline_ledger(p, d, f);
    if (!status && event_id && event >= d->event.n)
        status = fault_set(f, ST_INPUT, "--event: %.80s is not there: this program finds %u events in the document",
                           event_id, d->event.n);
    struct explanation x = {pipeline_codebook(p), d, &trace, classifier};
    for (uint32_t i = 0; !status && i < d->sent.n; i++) {
        if (event_id && d->event.v[event].sent != i)
            continue;
        if (cli->json) {
            explain_json(&x, i, out);
            continue;
        }
        if (out->n)
            buf_add_char(out, '\n');
        explain_text(&x, i, out);
    }
    classifier_free(classifier);
    pipeline_close(p);
    return status;
}

int cmd_explain(struct cli *cli, int argc, char **argv)
{
    const char *file = NULL, *event_id = NULL, *incident = NULL, *min_confidence = NULL;
    uint32_t n_near = 0;
    float least = 0;
    const struct option own[] = {
        {"file", OPT_TEXT, &file, "FILE", "explain the sentences of a file ( - : standard input)"},
        {"event", OPT_TEXT, &event_id, "DOCUMENT#N", "explain the sentence of an event in the store"},
        {"incident", OPT_TEXT, &incident, "DOCUMENT#N", "explain why the reports of an incident in the store are one"},
        {"limit", OPT_COUNT, &n_near, "N", "with --incident: the N nearest reports that are not of it (default 5)"},
        {"min-confidence", OPT_TEXT, &min_confidence, "P",
         "show what read leaves out with the same option (default 0: nothing)"},
        {0}};
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if ((argc > 1) + (file != NULL) + (event_id != NULL) + (incident != NULL) != 1)
        return cli_usage(cli, "explain wants a text, or --file FILE, or --event DOCUMENT#N, or --incident DOCUMENT#N");
    if (incident)
        return explain_incident(cli, incident, n_near ? n_near : DEFAULT_NEAR);
    struct fault f = {0};
    struct buf text = {0}, out = {0};
    struct arena arena, scratch;
    arena_init(&arena, DOC_MEMORY_LIMIT_BYTES);
    arena_init(&scratch, 0);
    struct doc *d = doc_new(&arena, &scratch);
    uint32_t event = NONE;
    enum status status = confidence_asked(min_confidence, &least, &f);
    for (int i = 1; i < argc; i++)
        buf_printf(&text, "%s%s", i > 1 ? " " : "", argv[i]);
    if (file && !status)
        status = take_file(cli, file, d, &f);
    else if (event_id && !status)
        status = take_event(cli, event_id, d, &event, &f);
    else
        take_text(buf_str(&text), d);
    if (d->date == DAY_NONE && !event_id)
        d->date = cli->as_of;
    if (!status)
        status = explain(cli, d, least, event_id, event, &out, &f);
    if (!status)
        status = cli_out(buf_str(&out), &f);
    buf_release(&text);
    buf_release(&out);
    arena_release(&arena);
    arena_release(&scratch);
    return status ? cli_fail(&f) : EXIT_DONE;
}
