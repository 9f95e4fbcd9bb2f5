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

/* "broke/breaked": each form of the list as a token with that tag. */
static void add_forms(struct corpus *c, const struct network_file *n, struct str forms, struct str lemma, uint8_t xpos)
{
    struct str form;
    for (uint32_t t = 0; t < n->shape.n_tags; t++)
        if (n->tag[t].xpos == xpos && n->tag[t].upos == UPOS_VERB)
            while (str_cut(&forms, '/', &form))
                *array_add(&c->arena, &c->tok) = (struct gold){str_copy(&c->arena, form), lemma, (uint8_t)t};
}

enum status corpus_add_irregular(struct corpus *c, const struct network_file *n, const char *path, struct fault *f)
{
    struct buf bytes = {0};
    enum status status = file_read(path, MAX_TREEBANK_BYTES, &bytes, f);
    struct lines l = lines_of(buf_str(&bytes));
    while (!status && lines_next(&l)) {
        struct str rest = l.line, lemma, past;
        if (l.line.n == 0 || l.line.s[0] == '#')
            continue;
        if (!str_cut(&rest, ' ', &lemma) || !str_cut(&rest, ' ', &past) || rest.n == 0) {
            status =
                fault_set(f, ST_INPUT, "%s:%u: wanted a verb, its past tense and its past participle", path, l.number);
            break;
        }
        lemma = str_copy(&c->arena, lemma);
        add_forms(c, n, past, lemma, XPOS_VBD);
        add_forms(c, n, rest, lemma, XPOS_VBN);
    }
    buf_release(&bytes);
    return status;
}

void corpus_release(struct corpus *c)
{
    arena_release(&c->arena);
}
