/* Any bytes as a page of HTML: it is refused with a reason, or its text is valid UTF-8 and its blocks lie in it in
 * order, with only white space between them; and its tree is the same whether texts and values are put aside while it
 * is parsed or not. Run: build-fuzz/tests/fuzz_html -max_len=16384 tests/data/html */
#include "../html_twice.h"

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
    if (utf8_first_bad(d->text.s, d->text.n) != d->text.n || d->block.n == 0)
        abort();
    for (uint32_t i = 0; i < d->block.n; i++) {
        struct span s = d->block.v[i].span;
        if (s.start < at || s.end <= s.start || s.end > d->text.n)
            abort();
        for (; at < s.start; at += len)
            if (!cp_is_space(utf8_at(d->text, at, &len)))
                abort();
        at = s.end;
    }
    if (at != d->text.n)
        abort();
}

static void check_asides(struct str bytes, struct arena *arena)
{
    struct buf page = {0};
    uint32_t n;
    html_to_utf8(bytes, STR_NONE, &page, &n);
    struct str without = tree_without_asides(arena, buf_str(&page));
    if (!str_eq(tree_with_asides(arena, buf_str(&page), &n), without))
        abort();
    buf_release(&page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char path[] = "fuzz";
    struct arena arena, scratch;
    struct fault f = {0};
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct doc *d = doc_new(&arena, &scratch);
    struct raw_doc raw = {.format = INPUT_HTML, .path = path, .default_date = DAY_NONE};
    buf_add(&raw.bytes, (const char *)data, size);
    if (ingest_document(rules_once(), &raw, d, &f) == OK)
        check(d);
    else if (!f.message[0])
        abort();
    arena_clear(&scratch);
    check_asides(buf_str(&raw.bytes), &scratch);
    buf_release(&raw.bytes);
    arena_release(&arena);
    arena_release(&scratch);
    return 0;
}
