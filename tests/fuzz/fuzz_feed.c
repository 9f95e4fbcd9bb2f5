/* Any bytes as a feed: it is refused with a reason, or each item is written, read again as a document, and its text is
 * valid UTF-8 with its blocks in order. Run: build-fuzz/tests/fuzz_feed -max_len=8192 tests/data/feeds */
#include "base/utf8.h"
#include "ingest/feed.h"

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
    uint32_t at = 0;
    if (utf8_first_bad(d->text.s, d->text.n) != d->text.n || !d->id.n)
        abort();
    for (uint32_t i = 0; i < d->block.n; i++) {
        struct span s = d->block.v[i].span;
        if (s.start < at || s.end <= s.start || s.end > d->text.n)
            abort();
        at = s.end;
    }
}

static void read_item(const struct feed_item *item, uint32_t number)
{
    static char path[] = "fuzz";
    struct arena arena, scratch;
    struct fault f = {0};
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct doc *d = doc_new(&arena, &scratch);
    struct raw_doc raw = {.format = INPUT_FEED, .path = path, .line = number, .default_date = DAY_NONE};
    feed_item_write(item, &raw.bytes);
    if (ingest_document(rules_once(), &raw, d, &f) == OK)
        check(d);
    else if (f.status != ST_LIMIT) /* what was written is read again, but for pages over their limits */
        abort();
    buf_release(&raw.bytes);
    arena_release(&arena);
    arena_release(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct fault f = {0};
    struct feed feed;
    arena_init(&arena, 0);
    if (feed_parse((struct str){(const char *)data, (uint32_t)size}, STR_NONE, "fuzz", &arena, &feed, &f) == OK)
        for (uint32_t i = 0; i < feed.item.n; i++)
            read_item(&feed.item.v[i], i + 1);
    else if (!f.message[0])
        abort();
    arena_release(&arena);
    return 0;
}
