/* A model file with any bytes changed, its checksum made right again: it is refused, or it parses, and always to trees.
 * The input is a list of (offset, byte) to change in a small model.
 * Run: build-fuzz/tests/fuzz_model -max_len=256 */
#include "base/file.h"
#include "syntax/model.h"
#include "syntax/syntax_int.h"
#include "syntax/train.h"

#include "../unit/small_network.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void make_small_model(const char *path)
{
    static const char net[] = "/tmp/entente-fuzz.net", bank[] = "/tmp/entente-fuzz.conllu";
    const char *const banks[] = {bank};
    struct syntax_train_options o = {0};
    struct buf b = {0};
    struct fault f;
    small_network(&b, SMALL_NUMBERS);
    if (file_write(net, buf_str(&b), &f) || file_write(bank, STR(SMALL_TREEBANK), &f) ||
        syntax_train(net, banks, 1, path, &o, &f)) {
        fprintf(stderr, "%s\n", f.message);
        abort();
    }
    buf_release(&b);
}

static struct str model_once(void)
{
    static struct buf model; /* for the life of the fuzzer */
    static const char path[] = "/tmp/entente-fuzz.model";
    struct fault f;
    if (model.n == 0) {
        make_small_model(path);
        if (file_read(path, 1 << 20, &model, &f))
            abort();
    }
    return buf_str(&model);
}

/* Four tokens, one a letter, one a word of the model. */
static struct doc *small_doc(struct arena *arena, struct arena *scratch)
{
    struct doc *d = doc_new(arena, scratch);
    d->text = STR("a Ships sailed .");
    static const struct span span[] = {{0, 1}, {2, 7}, {8, 14}, {15, 16}};
    for (int i = 0; i < 4; i++)
        *array_add(arena, &d->tok) = (struct tok){.span = span[i], .mention = NONE};
    *array_add(arena, &d->sent) = (struct sent){.end_tok = 4};
    return d;
}

static void check_tree(const struct doc *d)
{
    for (uint32_t i = 0; i < d->tok.n; i++) {
        uint32_t steps = 0;
        for (uint32_t at = i; at != NONE; at = d->tok.v[at].head)
            if (steps++ > d->tok.n)
                abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str model = model_once();
    static const char path[] = "/dev/shm/entente-fuzz.model";
    struct arena arena, scratch;
    struct syntax *s;
    struct fault f;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    char *copy = arena_copy(&arena, model.s, model.n);
    for (size_t i = 0; i + 3 <= size; i += 3)
        copy[((uint32_t)data[i] << 8 | data[i + 1]) % model.n] = (char)data[i + 2];
    struct model_header *h = (struct model_header *)copy;
    h->checksum = checksum_of(h + 1, model.n - sizeof *h);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(copy, 1, model.n, file) != model.n || fclose(file))
        abort();
    if (syntax_load(path, &s, &f) == OK) {
        struct doc *d = small_doc(&arena, &scratch);
        if (syntax_parse(s, d, &f) != OK)
            abort();
        check_tree(d);
        syntax_free(s);
    }
    arena_release(&arena);
    arena_release(&scratch);
    return 0;
}
