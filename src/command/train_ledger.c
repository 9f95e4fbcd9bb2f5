/* Documents with marked entries, for the sieve of the ledger. */
#include "base/utf8.h"
#include "command/pairs.h"
#include "command/train_classifier.h"
#include "ingest/ingest.h"
#include "ledger/sift.h"
#include "record/names.h"

#include <jansson.h>
#include <stdlib.h>

/* The line as `read` takes it: title, date and blocks decide how it is coded. */
static enum status document_of(struct gathering *g, const json_t *line, struct doc *d, struct fault *f)
{
    char *text = json_dumps(line, JSON_COMPACT);
    struct raw_doc raw = {.format = INPUT_JSONL, .default_date = DAY_NONE};
    char path[] = "-";
    raw.path = path;
    buf_add_str(&raw.bytes, str_of(text ? text : ""));
    free(text);
    enum status status = ingest_document(g->rules, &raw, d, f);
    buf_release(&raw.bytes);
    return status ? status : pipeline_run(g->pipeline, d, UNTIL_LEDGER, f);
}

static struct str string_at(const json_t *mark, const char *key)
{
    const json_t *value = json_object_get(mark, key);
    return str_of(json_is_string(value) ? json_string_value(value) : "");
}

/* "USAGOV IGOUNO": the codes of the parties, in their order. */
static bool has_parties(const struct doc *d, const struct ledger_entry *e, struct str codes)
{
    struct str one;
    for (uint32_t i = 0; i < e->n_parties; i++)
        if (!str_cut(&codes, ' ', &one) || !str_is(one, d->mention.v[e->party[i].mention].actor.code))
            return false;
    return !codes.n;
}

/* The entry of that kind, stage and parties in the sentence that the mark names; one that the program no longer gives
 * is left out. */
static enum status gather_mark(struct gathering *g, const struct doc *d, const json_t *mark, float weight,
                               struct fault *f)
{
    struct span sentence;
    if (!span_of_json(d->text, mark, &sentence))
        return fault_set(f, ST_INPUT, "\"marks\" holds what has no \"start\" and \"end\" within the text");
    struct sample_label label = {.weight = weight,
                                 .whether = json_is_true(json_object_get(mark, "right")) ? IS_RELATED : IS_UNRELATED};
    for (uint32_t i = 0; i < d->ledger.n; i++) {
        const struct ledger_entry *e = &d->ledger.v[i];
        struct span at = d->sent.v[e->sent].span;
        struct str stage = string_at(mark, "stage");
        if (at.start == sentence.start && at.end == sentence.end &&
            e->kind == ledger_kind_of(string_at(mark, "kind")) && e->stage == ledger_stage_of(stage) &&
            has_parties(d, e, string_at(mark, "parties"))) {
            sift_sample(g->samples, d, i, &label);
            break;
        }
    }
    return OK;
}

static enum status gather_marked(struct gathering *g, const json_t *line, struct doc *d, struct fault *f)
{
    const json_t *marks = json_object_get(line, "marks"), *mark;
    size_t i;
    if (document_of(g, line, d, f))
        return f->status;
    json_array_foreach(marks, i, mark)
    {
        if (gather_mark(g, d, mark, weight_of_json(line), f))
            return f->status;
    }
    return OK;
}

const struct training LEDGER_TRAINING = {"ledger", "documents with marked entries: MARKED.jsonl...", "marked entries",
                                         gather_marked, NULL};
