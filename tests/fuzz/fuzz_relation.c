/* A model of relations with any bytes changed, its checksum made right again: it is refused, or it answers. The input
 * is a list of (offset, byte) to change in a small model. Run: build-fuzz/tests/fuzz_relation -max_len=256 */
#include "base/file.h"
#include "event/classify_int.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* "Fiji left Tonga", parsed. */
static struct doc *small_doc(struct arena *arena)
{
    static const struct tok tok[] = {
        {.span = {0, 4}, .head = 1, .lemma = {"Fiji", 4}, .upos = UPOS_PROPN, .deprel = REL_NSUBJ, .mention = NONE},
        {.span = {5, 9}, .head = NONE, .lemma = {"leave", 5}, .upos = UPOS_VERB, .deprel = REL_ROOT, .mention = NONE},
        {.span = {10, 15}, .head = 1, .lemma = {"Tonga", 5}, .upos = UPOS_PROPN, .deprel = REL_OBJ, .mention = NONE},
    };
    struct doc *d = doc_new(arena, arena);
    d->text = STR("Fiji left Tonga");
    for (int i = 0; i < 3; i++)
        *array_add(arena, &d->tok) = tok[i];
    *array_add(arena, &d->sent) = (struct sent){.span = {0, 15}, .end_tok = 3, .root_tok = 1};
    doc_link_children(d, 0, 3);
    return d;
}

static const struct pair PAIR = {{0, 4}, {10, 15}};

static struct str model_once(const struct codebook *codebook, const struct doc *d)
{
    static struct buf model; /* for the life of the fuzzer */
    static const char path[] = "/tmp/entente-fuzz-relation.model";
    struct fault f;
    if (model.n)
        return buf_str(&model);
    struct classifier_samples *s = samples_new();
    struct sample_label label = {.weight = 1, .view = VIEW_WORDS, .whether = IS_RELATED};
    label.wanted[EV_RETREAT] = 1;
    samples_add(s, codebook, d, &PAIR, &label);
    const struct classifier_options o = {.l2 = 0.1f};
    if (classifier_fit(s, &o, path, &f) || file_read(path, 1 << 20, &model, &f))
        abort();
    samples_free(s);
    return buf_str(&model);
}

static const struct codebook *codebook_once(void)
{
    static struct codebook *codebook;
    struct fault f;
    if (!codebook && codebook_load(SOURCE_DIR "/lang/en/codebook", NULL, &codebook, &f))
        abort();
    return codebook;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char path[] = "/dev/shm/entente-fuzz-relation.model";
    struct arena arena;
    struct classifier *c;
    struct fault f;
    arena_init(&arena, 0);
    const struct codebook *codebook = codebook_once();
    struct doc *d = small_doc(&arena);
    struct str model = model_once(codebook, d);
    char *copy = arena_copy(&arena, model.s, model.n);
    for (size_t i = 0; i + 3 <= size; i += 3)
        copy[((uint32_t)data[i] << 8 | data[i + 1]) % model.n] = (char)data[i + 2];
    struct relation_header *h = (struct relation_header *)copy;
    h->checksum = relation_checksum(h + 1, model.n - sizeof *h);
    if (file_write(path, (struct str){copy, model.n}, &f))
        abort();
    if (classifier_load(path, &c, &f) == OK) {
        float p[N_EVENT_TYPES];
        classify_pair(c, codebook, d, &PAIR, p);
        (void)classify_reasons(c, codebook, d, &PAIR, EV_RETREAT, 5, &arena);
        classifier_free(c);
    }
    arena_release(&arena);
    return 0;
}
