/* Any bytes as a file: unpacked, taken apart into documents, each decoded; twice, with the same outcome. The first byte
 * says which format is forced. Run: build-fuzz/tests/fuzz_warc -max_len=65536 */
#define _GNU_SOURCE
#include "ingest/ingest.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct ingest_rules *rules_once(void)
{
    static struct ingest_rules *rules; /* loaded for the life of the fuzzer */
    struct fault f;
    if (!rules && ingest_rules_load(SOURCE_DIR "/lang/en/text", &rules, &f))
        abort();
    return rules;
}

static uint64_t decode(const struct raw_doc *raw)
{
    struct arena arena, scratch;
    struct fault f;
    uint64_t hash = 1;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct doc *d = doc_new(&arena, &scratch);
    if (ingest_document(rules_once(), raw, d, &f) == OK)
        hash = d->content_hash + str_hash(d->id);
    arena_release(&arena);
    arena_release(&scratch);
    return hash;
}

static uint64_t read_all(const char *path, enum input_format format)
{
    struct ingest_options options = INGEST_OPTIONS_DEFAULT;
    struct ingest *in;
    struct fault f;
    uint64_t sum = 0;
    options.format = format;
    if (ingest_open(&options, &path, 1, &in, &f))
        abort();
    for (unsigned n = 0;; n++) {
        struct raw_doc *raw = NULL;
        enum status bad = ingest_next(in, &raw, &f);
        if (!bad && !raw)
            break;
        if (n > 1 << 20)
            abort(); /* it goes round in circles */
        sum = sum * 31 + (raw ? decode(raw) : (uint64_t)bad);
        raw_doc_free(raw);
    }
    ingest_close(in);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    if (!size)
        return 0;
    int fd = memfd_create("fuzz", 0);
    if (fd < 0 || write(fd, data + 1, size - 1) != (ssize_t)(size - 1))
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    enum input_format format = (enum input_format)(data[0] % N_INPUT_FORMATS);
    if (read_all(path, format) != read_all(path, format))
        abort();
    close(fd);
    return 0;
}
