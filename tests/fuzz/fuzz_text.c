/* Any bytes, repaired, through the splitter: it must not crash, and tokens and white space must reproduce the text.
 * Run: build-fuzz/tests/fuzz_text -max_len=4096 */
#include "base/utf8.h"
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct text_rules *rules_once(void)
{
    static struct text_rules *rules; /* loaded for the life of the fuzzer */
    struct fault f;
    if (!rules && text_rules_load(SOURCE_DIR "/lang/en/text", &rules, &f))
        abort();
    return rules;
}

static void check(const struct doc *d)
{
    uint32_t at = 0, len;
    for (uint32_t i = 0; i < d->tok.n; i++) {
        struct span s = d->tok.v[i].span;
        if (s.start < at || s.end <= s.start)
            abort();
        for (; at < s.start; at += len)
            if (!cp_is_space(utf8_at(d->text, at, &len)))
                abort();
        at = s.end;
    }
    for (; at < d->text.n; at += len)
        if (!cp_is_space(utf8_at(d->text, at, &len)))
            abort();
    for (uint32_t i = 0; i < d->sent.n; i++)
        if (d->sent.v[i].end_tok - d->sent.v[i].first_tok > TEXT_MAX_SENT_TOKENS)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena, scratch;
    struct buf text = {0};
    struct fault f;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    utf8_repair((const char *)data, size, &text);
    struct doc *d = doc_new(&arena, &scratch);
    d->text = buf_str(&text);
    d->pretokenized = size && data[0] == '|';
    if (text_split(rules_once(), d, &f) == OK)
        check(d);
    buf_release(&text);
    arena_release(&arena);
    arena_release(&scratch);
    return 0;
}
