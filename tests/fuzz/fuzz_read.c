/* Any bytes as a document, through the whole path to its JSON: no crash, and every offset within the text.
 * Run: build-fuzz/tests/fuzz_read -max_len=4096 examples */
#include "base/utf8.h"
#include "ingest/ingest.h"
#include "pipeline/pipeline.h"
#include "record/doc_json.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct {
    struct pipeline *pipeline; /* loaded for the life of the fuzzer */
    struct ingest_rules *rules;
} once;

static void load(void)
{
    struct fault f;
    if (!once.pipeline && (pipeline_open(SOURCE_DIR "/lang/en", NULL, &once.pipeline, &f) ||
                           ingest_rules_load(SOURCE_DIR "/lang/en/text", &once.rules, &f)))
        abort();
}

static void check(const struct doc *d)
{
    for (uint32_t i = 0; i < d->mention.n; i++)
        if (d->mention.v[i].span.end > d->text.n || d->mention.v[i].phrase.end > d->text.n)
            abort();
    for (uint32_t i = 0; i < d->event.n; i++) {
        const struct event *e = &d->event.v[i];
        if (e->trigger.end > d->text.n || (e->source_mention != NONE && e->source_mention >= d->mention.n) ||
            (e->target_mention != NONE && e->target_mention >= d->mention.n) ||
            (e->content_of_event != NONE && e->content_of_event >= d->event.n))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena, scratch;
    struct buf out = {0};
    struct fault f = {.status = OK};
    load();
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct doc *d = doc_new(&arena, &scratch);
    d->date = 17627;
    if (ingest_text(once.rules, STR("fuzz"), (struct str){(const char *)data, (uint32_t)size}, d, &f) == OK &&
        pipeline_run(once.pipeline, d, UNTIL_LEDGER, &f) == OK) {
        check(d);
        doc_json_write(d, &out);
    }
    buf_release(&out);
    arena_release(&arena);
    arena_release(&scratch);
    return 0;
}
