/* entente classify: pairs of spans in, the most likely relation of each out. */
#include "actor/actor.h"
#include "base/file.h"
#include "base/json.h"
#include "codebook/codebook.h"
#include "command/command.h"
#include "command/pairs.h"
#include "pipeline/pool.h"
#include "record/names.h"

#include <stdio.h>

struct classifying {
    const struct pipeline *pipeline;
    const struct classifier *classifier;
    const char *path;
    struct str rest; /* lines still to take */
    uint32_t n_taken, n_failed;
    struct fault fault; /* what ended the run; status OK: nothing did */
};

struct line_job { /* in the item's arena */
    struct str line;
    uint32_t number;
    struct fault fault;
};

static bool take(void *context, struct pool_item *item)
{
    struct classifying *c = context;
    struct str line;
    do {
        if (!str_cut(&c->rest, '\n', &line))
            return false;
        c->n_taken++;
    } while (!str_trim(line).n);
    struct line_job *job = arena_zalloc(&item->arena, sizeof *job);
    job->line = line;
    job->number = c->n_taken;
    item->job = job;
    return true;
}

static void write_scores(struct json *j, const float p[N_EVENT_TYPES])
{
    json_key(j, "scores");
    json_object(j);
    for (int t = 1; t < N_EVENT_TYPES; t++) {
        json_key(j, event_type_name((enum event_type)t));
        json_num(j, p[t], 4);
    }
    json_object_end(j);
    json_key(j, "none");
    json_num(j, p[EV_NONE], 4);
}

static void write_answer(const struct classifying *c, const struct pair_line *line, struct buf *out)
{
    enum { REASONS = 3 };
    const struct codebook *codebook = pipeline_codebook(c->pipeline);
    struct doc *d = line->doc;
    float p[N_EVENT_TYPES];
    classify_pair(c->classifier, codebook, d, &line->pair, p);
    enum event_type type = (enum event_type)1;
    for (int t = 2; t < N_EVENT_TYPES; t++)
        type = p[t] > p[type] ? (enum event_type)t : type;
    struct pair_event e = pair_event_of(codebook, d, &line->pair, type);
    if (!e.rule.n) /* no entry says so: the features that do */
        e.rule = classify_reasons(c->classifier, codebook, d, &line->pair, type, REASONS, d->arena);
    struct json j;
    json_init(&j, out);
    json_object(&j);
    json_key(&j, "id");
    json_raw(&j, line->id);
    json_key(&j, "event");
    json_cstr(&j, event_type_name(type));
    json_key(&j, "mode");
    json_str_or_null(&j, e.mode);
    json_key(&j, "quad");
    json_int(&j, event_type_quad(type));
    json_key(&j, "cameo");
    json_cstr(&j, e.cameo);
    write_scores(&j, p);
    json_key(&j, "status");
    json_cstr(&j, event_status_name(e.status));
    json_key(&j, "rule");
    json_str_or_null(&j, e.rule);
    json_object_end(&j);
    buf_add_char(out, '\n');
}

static void run(void *context, struct pool_item *item)
{
    const struct classifying *c = context;
    struct line_job *job = item->job;
    struct pair_line line = {0};
    if (pair_of_line(c->pipeline, job->line, doc_new(&item->arena, item->scratch), &line, &job->fault) == OK)
        write_answer(c, &line, &item->out);
    else
        fault_context(&job->fault, "%s:%u", c->path, job->number);
    arena_clear(item->scratch);
}

static bool deliver(void *context, struct pool_item *item)
{
    struct classifying *c = context;
    const struct line_job *job = item->job;
    if (job->fault.status) {
        cli_fail(&job->fault);
        c->n_failed++;
        return true;
    }
    return cli_out(buf_str(&item->out), &c->fault) == OK;
}

static enum status classify_files(struct classifying *c, uint32_t jobs, int argc, char **argv, struct fault *f)
{
    const struct pool_work work = {c, take, run, deliver, NULL, DOC_MEMORY_LIMIT_BYTES};
    struct buf text = {0};
    enum status status = OK;
    for (int i = 1; i < argc && !status; i++) {
        buf_clear(&text);
        status = file_read(argv[i], MAX_PAIRS_BYTES, &text, f);
        c->path = argv[i];
        c->rest = buf_str(&text);
        c->n_taken = 0;
        if (!status)
            status = pool_run(&work, jobs, f);
        if (!status && c->fault.status) {
            *f = c->fault;
            status = f->status;
        }
    }
    buf_release(&text);
    return status;
}

int cmd_classify(struct cli *cli, int argc, char **argv)
{
    const char *model = NULL;
    const struct option own[] = {
        {"model", OPT_TEXT, &model, "FILE", "the weights (default: model/relation.model of the language folder)"}, {0}};
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc < 2)
        return cli_usage(cli, "classify wants a file of pairs ( - : standard input)");
    char ours[4200];
    snprintf(ours, sizeof ours, "%s/model/relation.model", cli_lang_dir(cli));
    struct fault f = {0};
    struct pipeline *pipeline = NULL;
    struct classifier *classifier = NULL;
    struct dictionaries more = cli_dictionaries(cli);
    struct verb_dictionaries verbs = cli_verb_dictionaries(cli);
    struct classifying c = {0};
    enum status status = pipeline_open_with(cli_lang_dir(cli), cli->extra_dir, &more, &verbs, &pipeline, &f);
    if (!status)
        status = classifier_load(model ? model : ours, &classifier, &f);
    if (!status) {
        c.pipeline = pipeline;
        c.classifier = classifier;
        status = classify_files(&c, cli->jobs, argc, argv, &f);
    }
    classifier_free(classifier);
    pipeline_close(pipeline);
    return status ? cli_fail(&f) : c.n_failed ? EXIT_SOME_FAILED : EXIT_DONE;
}
