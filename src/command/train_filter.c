#include "command/train_filter.h"

#include "base/file.h"
#include "base/utf8.h"
#include "command/examples.h"
#include "command/pairs.h"
#include "event/filter.h"
#include "record/names.h"

#include <jansson.h>
#include <stdlib.h>

struct gathering {
    struct pipeline *pipeline;
    struct classifier_samples *samples;
    float example_weight;
};

static void say(void *with, const char *line)
{
    cli_note(with, "%s", line);
}

static void add(struct gathering *g, const struct doc *d, uint32_t event, bool right, float weight)
{
    filter_sample(g->samples, d, event,
                  &(struct sample_label){.weight = weight, .whether = right ? IS_RELATED : IS_UNRELATED});
}

/* ---- sentences with marks ----------------------------------------------------------------------------------- */

enum { MAX_MARKED = 32 };

struct marked { /* one line */
    struct span side[2][MAX_MARKED];
    uint32_t n[2];
    struct str types; /* "CONCEDE|RETREAT"; empty: any */
    bool complete;    /* what is not marked is no event, or none that counts beside the marked one */
    float weight;
};

static bool is_type(struct str types, const struct event *e)
{
    struct str one;
    bool any = !types.n;
    while (!any && str_cut(&types, '|', &one))
        any = str_is(one, event_type_name(e->type));
    return any;
}

static bool is_marked(const struct doc *d, const struct marked *m, int side, uint32_t mention)
{
    struct span party = d->mention.v[mention].phrase;
    for (uint32_t i = 0; i < m->n[side]; i++)
        if (party.start < m->side[side][i].end && m->side[side][i].start < party.end)
            return true;
    return false;
}

/* All its parties are marked. Which of two who meet is the source, no mark says: there either side will do. */
static bool has_marked_parties(const struct doc *d, const struct marked *m, uint32_t event)
{
    const struct event *e = &d->event.v[event];
    const uint32_t party[2] = {e->source_mention, e->target_mention};
    bool either = filter_is_mutual(d, event);
    for (int side = 0; side < 2; side++)
        if (party[side] != NONE && !is_marked(d, m, side, party[side]) &&
            !(either && is_marked(d, m, 1 - side, party[side])))
            return false;
    return true;
}

/* People mark who acts on whom; of other directions the marks say nothing. */
static void gather(struct gathering *g, const struct doc *d, const struct marked *m)
{
    for (uint32_t i = 0; i < d->event.n; i++) {
        bool right = is_type(m->types, &d->event.v[i]) && has_marked_parties(d, m, i);
        if (!filter_is_reverse(d, i) && (right || m->complete))
            add(g, d, i, right, m->weight);
    }
}

static enum status marks_of(const json_t *line, struct str text, struct marked *out, struct fault *f)
{
    static const char *const key[2] = {"source", "target"};
    const json_t *weight = json_object_get(line, "weight");
    for (int side = 0; side < 2; side++) {
        const json_t *all = json_object_get(line, key[side]), *one;
        size_t i;
        json_array_foreach(all, i, one)
        {
            if (out->n[side] == MAX_MARKED)
                break;
            if (!span_of_json(text, one, &out->side[side][out->n[side]++]))
                return fault_set(f, ST_INPUT, "\"%s\" holds what is no {\"start\", \"end\"} within the text",
                                 key[side]);
        }
    }
    out->complete = !json_is_false(json_object_get(line, "complete"));
    out->types =
        str_of(json_is_string(json_object_get(line, "event")) ? json_string_value(json_object_get(line, "event")) : "");
    out->weight = json_is_number(weight) ? (float)json_number_value(weight) : 1;
    return OK;
}

static enum status gather_json(struct gathering *g, const json_t *line, struct doc *d, struct fault *f)
{
    struct marked m = {0};
    struct buf clean = {0};
    const json_t *text = json_object_get(line, "text");
    if (!json_is_string(text))
        return fault_set(f, ST_INPUT, "there is no string under \"text\"");
    utf8_repair(json_string_value(text), json_string_length(text), &clean);
    d->text = str_copy(d->arena, buf_str(&clean));
    buf_release(&clean);
    d->pretokenized = json_is_true(json_object_get(line, "pretokenized"));
    *array_add(d->arena, &d->block) = (struct block){{0, d->text.n}, SENT_BODY};
    if (marks_of(line, d->text, &m, f) || pipeline_run(g->pipeline, d, UNTIL_EVENT, f))
        return f->status;
    gather(g, d, &m);
    return OK;
}

static enum status gather_line(struct gathering *g, struct str line, struct doc *d, struct fault *f)
{
    json_error_t error;
    json_t *object = json_loadb(line.s, line.n, JSON_ALLOW_NUL, &error);
    if (!object)
        return fault_set(f, ST_INPUT, "not valid JSON: %s", error.text);
    enum status status = gather_json(g, object, d, f);
    json_decref(object);
    return status;
}

static enum status gather_file(struct gathering *g, const char *path, struct fault *f)
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
        if (gather_line(g, line, doc_new(&arena, &scratch), f))
            status = fault_context(f, "%s:%u", path, n);
    }
    arena_release(&arena);
    arena_release(&scratch);
    buf_release(&content);
    return status;
}

/* ---- examples ----------------------------------------------------------------------------------------------- */

static enum status gather_example(void *with, const struct doc *d, struct str wanted, struct fault *f)
{
    struct gathering *g = with;
    (void)f;
    for (uint32_t i = 0; i < d->event.n; i++)
        if (!filter_is_reverse(d, i) && !filter_is_matter(d, i))
            add(g, d, i, example_wants(d, &d->event.v[i], wanted), g->example_weight);
    return OK;
}

enum status filter_train(struct cli *cli, const struct train_relation *o, const char *out, const char *const *path,
                         uint32_t n_paths, struct fault *f)
{
    struct gathering g = {.example_weight = o->example_weight ? strtof(o->example_weight, NULL) : 0.2f};
    struct classifier_options fit = {.l2 = o->l2 ? strtof(o->l2, NULL) : 0,
                                     .rounds = o->rounds,
                                     .min_count = o->min_count,
                                     .version = o->version,
                                     .progress = say,
                                     .with = cli};
    if (pipeline_open(cli_lang_dir(cli), cli->extra_dir, &g.pipeline, f))
        return f->status;
    g.samples = samples_new();
    enum status status = OK;
    for (uint32_t i = 0; i < n_paths && !status; i++)
        status = gather_file(&g, path[i], f);
    if (!status && o->examples)
        status = examples_each(g.pipeline, gather_example, &g, f);
    if (!status && !samples_count(g.samples))
        status = fault_set(f, ST_INPUT, "there are no events to learn from");
    if (!status)
        status = classifier_fit(g.samples, &fit, out, f);
    samples_free(g.samples);
    pipeline_close(g.pipeline);
    return status;
}
