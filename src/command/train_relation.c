/* Pairs, and the codebook's examples, for the classifier of relations. */
#include "command/pairs.h"
#include "command/train_classifier.h"
#include "record/names.h"

/* ---- pairs from files --------------------------------------------------------------------------------------- */

/* "ACCUSE", "CONCEDE|RETREAT" (either will do) say which; "NONE", "SOME" whether there is anything. */
static enum status label_of_names(struct str names, struct sample_label *out, struct fault *f)
{
    struct str name;
    unsigned n = 0;
    if (!names.n)
        return fault_set(f, ST_INPUT, "neither \"event\" nor \"scores\" says what it is");
    if (str_is(names, "NONE") || str_is(names, "SOME")) {
        out->whether = str_is(names, "NONE") ? IS_UNRELATED : IS_RELATED;
        return OK;
    }
    for (; str_cut(&names, '|', &name); n++) {
        enum event_type type = event_type_of(name);
        if (type == EV_NONE)
            return fault_set(f, ST_INPUT, "\"%.*s\" is no event type", STR_ARG(name));
        out->wanted[type] = 1;
    }
    out->any_of = n > 1;
    return OK;
}

static enum status label_of_scores(const float scores[N_EVENT_TYPES], struct sample_label *out, struct fault *f)
{
    float sum = 0;
    for (int t = 1; t < N_EVENT_TYPES; t++)
        sum += out->wanted[t] = scores[t];
    return sum > 0 ? OK : fault_set(f, ST_INPUT, "the scores name no event type");
}

static enum status gather_pair(struct gathering *g, const struct json_t *object, struct doc *d, struct fault *f)
{
    struct pair_line line = {0};
    if (pair_of_json(g->pipeline, object, d, &line, f))
        return f->status;
    struct sample_label label = {.weight = line.weight, .view = VIEW_ALL};
    enum status status =
        line.has_scores ? label_of_scores(line.scores, &label, f) : label_of_names(line.event, &label, f);
    if (!status)
        samples_add(g->samples, pipeline_codebook(g->pipeline), d, &line.pair, &label);
    return status;
}

/* ---- the codebook's examples -------------------------------------------------------------------------------- */

static struct span span_of(const struct doc *d, uint32_t mention)
{
    return mention == NONE ? SPAN_NONE : d->mention.v[mention].span;
}

static bool have_event(const struct doc *d, uint32_t source, uint32_t target)
{
    for (uint32_t i = 0; i < d->event.n; i++)
        if (d->event.v[i].source_mention == source && d->event.v[i].target_mention == target)
            return true;
    return false;
}

static void add_sample(struct gathering *g, const struct doc *d, uint32_t source, uint32_t target, enum event_type type,
                       float weight)
{
    struct sample_label label = {
        .weight = weight, .view = VIEW_WORDS, .whether = type == EV_NONE ? IS_UNRELATED : IS_RELATED};
    if (type != EV_NONE)
        label.wanted[type] = 1;
    samples_add(g->samples, pipeline_codebook(g->pipeline), d, &(struct pair){span_of(d, source), span_of(d, target)},
                &label);
}

/* Each wanted event; and, as "none", each two named parties that the example gives no event. */
static void gather_example(void *with, const struct doc *d, struct str wanted)
{
    struct gathering *g = with;
    for (uint32_t i = 0; i < d->event.n; i++) {
        const struct event *e = &d->event.v[i];
        if (span_of(d, e->source_mention).start == span_of(d, e->target_mention).start)
            continue; /* neither is there, or both lie in one word */
        if (example_wants(d, e, wanted))
            add_sample(g, d, e->source_mention, e->target_mention, e->type, g->example_weight);
    }
    for (uint32_t a = 0; g->none_weight > 0 && a < d->mention.n; a++)
        for (uint32_t b = 0; b < d->mention.n; b++) {
            const struct mention *x = &d->mention.v[a], *y = &d->mention.v[b];
            if (a != b && x->actor.code[0] && y->actor.code[0] && x->span.start != y->span.start &&
                !have_event(d, a, b))
                add_sample(g, d, a, b, EV_NONE, g->none_weight);
        }
}

const struct training RELATION_TRAINING = {"relation", "pairs: PAIRS.jsonl...", "pairs", gather_pair, gather_example};
