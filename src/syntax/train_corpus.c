#include "syntax/conllu.h"
#include "syntax/train_int.h"

enum { MAX_TREEBANK_BYTES = 1 << 30 };

static void add_tokens(struct corpus *c, const struct network_file *n, const struct doc *d)
{
    uint8_t class_of[N_XPOS][N_UPOS];
    memset(class_of, UINT8_MAX, sizeof class_of);
    for (uint32_t t = 0; t < n->shape.n_tags; t++)
        class_of[n->tag[t].xpos][n->tag[t].upos] = (uint8_t)t;
    for (uint32_t i = 0; i < d->tok.n; i++) {
        const struct tok *t = &d->tok.v[i];
        uint8_t tag = class_of[t->xpos][t->upos];
        if (tag != UINT8_MAX)
            *array_add(&c->arena, &c->tok) = (struct gold){.form = tok_str(d, i), .lemma = t->lemma, .tag = tag};
    }
}

enum status corpus_read(struct corpus *c, const struct network_file *n, const char *const *path, uint32_t n_paths,
                        struct fault *f)
{
    struct arena scratch;
    enum status status = OK;
    *c = (struct corpus){0};
    arena_init(&c->arena, 0);
    arena_init(&scratch, 0);
    for (uint32_t i = 0; i < n_paths && !status; i++) {
        struct buf bytes = {0};
        struct conllu_extra extra;
        struct doc *d = doc_new(&c->arena, &scratch);
        status = file_read(path[i], MAX_TREEBANK_BYTES, &bytes, f);
        if (!status)
            status = conllu_read(buf_str(&bytes), path[i], d, &extra, f);
        if (!status)
            add_tokens(c, n, d);
        buf_release(&bytes);
    }
    if (!status && c->tok.n == 0)
        status = fault_set(f, ST_INPUT, "the treebanks hold no token with a tag that the network knows");
    arena_release(&scratch);
    return status;
}

void corpus_release(struct corpus *c)
{
    arena_release(&c->arena);
}
