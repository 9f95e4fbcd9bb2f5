#include "command/train_classifier.h"

#include "base/file.h"
#include "command/pairs.h"
#include "ingest/ingest.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static void say(void *with, const char *line)
{
    cli_note(with, "%s", line);
}

static float number(const char *text, float otherwise)
{
    return text ? strtof(text, NULL) : otherwise;
}

static enum status gather_line(const struct training *t, struct gathering *g, struct str line, struct doc *d,
                               struct fault *f)
{
    json_t *object;
    if (json_of_line(line, &object, f))
        return f->status;
    enum status status = t->line(g, object, d, f);
    json_decref(object);
    return status;
}

static enum status gather_file(const struct training *t, struct gathering *g, const char *path, struct fault *f)
{
    struct buf content = {0};
    struct arena arena, scratch;
    enum status status = file_read(path, MAX_PAIRS_BYTES, &content, f);
    arena_init(&arena, DOC_MEMORY_LIMIT_BYTES);
    arena_init(&scratch, DOC_MEMORY_LIMIT_BYTES);
    struct str text = buf_str(&content), line;
    for (uint32_t n = 1; !status && str_cut(&text, '\n', &line); n++) {
        if (!str_trim(line).n)
            continue;
        arena_clear(&arena);
        arena_clear(&scratch);
        if (gather_line(t, g, line, doc_new(&arena, &scratch), f))
            status = fault_context(f, "%s:%u", path, n);
    }
    arena_release(&arena);
    arena_release(&scratch);
    buf_release(&content);
    return status;
}

enum status classifier_train(const struct training *t, struct cli *cli, const struct train_settings *settings,
                             const char *out, const char *const *path, uint32_t n_paths, struct fault *f)
{
    struct gathering g = {.example_weight = number(settings->example_weight, 0.2f),
                          .none_weight = number(settings->none_weight, 0.1f)};
    struct classifier_options fit = {.l2 = number(settings->l2, 0),
                                     .rounds = settings->rounds,
                                     .min_count = settings->min_count,
                                     .version = settings->version,
                                     .progress = say,
                                     .with = cli};
    if (pipeline_open(cli_lang_dir(cli), cli->extra_dir, &g.pipeline, f))
        return f->status;
    pipeline_keep_above(g.pipeline, 0); /* what is unlikely is to be learnt, too */
    g.samples = samples_new();
    char text_dir[4200];
    snprintf(text_dir, sizeof text_dir, "%s/text", cli_lang_dir(cli));
    enum status status = ingest_rules_load(text_dir, &g.rules, f);
    for (uint32_t i = 0; i < n_paths && !status; i++)
        status = gather_file(t, &g, path[i], f);
    if (!status && settings->examples && t->example)
        status = examples_each(g.pipeline, t->example, &g, f);
    if (!status && !samples_count(g.samples))
        status = fault_set(f, ST_INPUT, "there are no %s to learn from", t->samples);
    if (!status)
        status = classifier_fit(g.samples, &fit, out, f);
    samples_free(g.samples);
    ingest_rules_free(g.rules);
    pipeline_close(g.pipeline);
    return status;
}
