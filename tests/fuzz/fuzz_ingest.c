/* Any bytes as a file of text or as a JSON line (by the first byte): blocks in order, inside the text, and only white
 * space between them. Run: build-fuzz/tests/fuzz_ingest -max_len=4096 */
#include "base/utf8.h"
#include "ingest/ingest.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct ingest_rules *rules_once(void)
{
    static struct ingest_rules *rules; /* loaded for the life of the fuzzer */
    struct fault f;
    if (!rules && ingest_rules_load(SOURCE_DIR "/lang/en/text", &rules, &f))
        abort();
    return rules;
}

static void check(const struct doc *d)
{
    uint32_t at = 0, len;
    for (uint32_t i = 0; i < d->block.n; i++) {
        struct span s = d->block.v[i].span;
        if (s.start < at || s.end <= s.start || s.end > d->text.n)
            abort();
        for (; at < s.start; at += len)
            if (!cp_is_space(utf8_at(d->text, at, &len)))
                abort();
        at = s.end;
    }
    for (; at < d->text.n; at += len)
        if (!cp_is_space(utf8_at(d->text, at, &len)))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char path[] = "fuzz";
    struct arena arena, scratch;
    struct fault f;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct doc *d = doc_new(&arena, &scratch);
    struct raw_doc raw = {
        .format = size && data[0] == '{' ? INPUT_JSONL : INPUT_TEXT, .path = path, .line = 1, .default_date = DAY_NONE};
    buf_add(&raw.bytes, (const char *)data, size);
    if (ingest_document(rules_once(), &raw, d, &f) == OK)
        check(d);
    buf_release(&raw.bytes);
    arena_release(&arena);
    arena_release(&scratch);
    return 0;
}
