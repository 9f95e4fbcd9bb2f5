/* Sentences with marked parties, and the codebook's examples, for the filter. */
#include "command/pairs.h"
#include "command/train_classifier.h"
#include "event/filter.h"
#include "record/names.h"

#include <jansson.h>

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
    out->weight = weight_of_json(line);
    return OK;
}

static enum status gather_marked(struct gathering *g, const json_t *line, struct doc *d, struct fault *f)
{
    struct marked m = {0};
    if (text_of_json(line, d, f))
        return f->status;
    d->pretokenized = json_is_true(json_object_get(line, "pretokenized"));
    if (marks_of(line, d->text, &m, f) || pipeline_run(g->pipeline, d, UNTIL_EVENT, f))
        return f->status;
    gather(g, d, &m);
    return OK;
}

/* ---- examples ----------------------------------------------------------------------------------------------- */

static void gather_example(void *with, const struct doc *d, struct str wanted)
{
    struct gathering *g = with;
    for (uint32_t i = 0; i < d->event.n; i++)
        if (!filter_is_reverse(d, i) && !filter_is_matter(d, i))
            add(g, d, i, example_wants(d, &d->event.v[i], wanted), g->example_weight);
}

const struct training FILTER_TRAINING = {"filter", "sentences with marked parties: MARKED.jsonl...", "events",
                                         gather_marked, gather_example};
