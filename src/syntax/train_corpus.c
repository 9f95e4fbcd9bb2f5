#include "syntax/conllu.h"
#include "syntax/train_int.h"

#include <stdlib.h>

enum { MIN_TAG_COUNT = 3, MAX_TREEBANK_BYTES = 1 << 30 };

struct counted {
    uint32_t key, count;
};

static int by_count(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return x->key < y->key ? -1 : x->key > y->key;
}

static bool is_good_tree(const struct doc *d, const struct sent *s)
{
    uint32_t n_roots = 0;
    for (uint32_t t = s->first_tok; t < s->end_tok; t++) {
        n_roots += d->tok.v[t].head == NONE;
        uint32_t steps = 0, up = t;
        while (up != NONE && steps++ <= s->end_tok - s->first_tok)
            up = d->tok.v[up].head;
        if (up != NONE || d->tok.v[t].upos == UPOS_NONE)
            return false;
    }
    return n_roots == 1;
}

static void add_sentence(struct corpus *c, const struct doc *d, const struct sent *s)
{
    uint32_t n = s->end_tok - s->first_tok;
    struct arena_mark mark = arena_mark(&c->scratch);
    uint32_t *head = arena_alloc(&c->scratch, (n + 2) * sizeof *head);
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t h = d->tok.v[s->first_tok + i - 1].head;
        head[i] = h == NONE ? n + 1 : h - s->first_tok + 1;
    }
    projectivise(head, n);
    *array_add(&c->arena, &c->sent) = (struct gold_sent){.first = c->tok.n, .n = n};
    c->longest = n > c->longest ? n : c->longest;
    bool last_is_leaf = true;
    for (uint32_t i = 1; i <= n; i++) {
        const struct tok *t = &d->tok.v[s->first_tok + i - 1];
        struct gold *g = array_add(&c->arena, &c->tok);
        *g = (struct gold){.form = tok_str(d, s->first_tok + i - 1),
                           .lemma = t->lemma,
                           .head = head[i],
                           .tag = t->xpos,
                           .guess = t->upos,
                           .label = t->deprel,
                           .glued = (t->flags & TOK_GLUED) != 0};
        last_is_leaf &= head[i] != n;
    }
    const struct tok *last = &d->tok.v[s->end_tok - 1];
    c->sent.v[c->sent.n - 1].ends_in_stop = n > 3 && last_is_leaf && last->xpos == XPOS_PERIOD;
    arena_rewind(&c->scratch, mark);
}

/* Numbers the pairs of tags by frequency; a rare pair becomes the commonest with its XPOS. While reading, gold.tag
 * holds the XPOS and gold.guess the UPOS. */
static void number_tags(struct corpus *c)
{
    struct counted *pair = arena_zalloc(&c->arena, N_XPOS * N_UPOS * sizeof *pair);
    for (uint32_t i = 0; i < N_XPOS * N_UPOS; i++)
        pair[i].key = i;
    for (uint32_t i = 0; i < c->tok.n; i++)
        pair[c->tok.v[i].tag * N_UPOS + c->tok.v[i].guess].count++;
    qsort(pair, N_XPOS * N_UPOS, sizeof *pair, by_count);
    uint8_t *class_of = arena_zalloc(&c->arena, N_XPOS * N_UPOS);
    for (uint32_t i = 0; i < N_XPOS * N_UPOS && pair[i].count > 0; i++) {
        uint8_t xpos = (uint8_t)(pair[i].key / N_UPOS), upos = (uint8_t)(pair[i].key % N_UPOS);
        if (pair[i].count >= MIN_TAG_COUNT && c->n_tags + 1 < MAX_CLASSES - 1) {
            c->tag[++c->n_tags] = (struct tag){xpos, upos};
            class_of[pair[i].key] = (uint8_t)c->n_tags;
            continue;
        }
        for (uint32_t t = c->n_tags; t > 0; t--)
            if (c->tag[t].upos == upos || (c->tag[t].xpos == xpos && class_of[pair[i].key] == 0))
                class_of[pair[i].key] = (uint8_t)t;
    }
    for (uint32_t i = 0; i < c->tok.n; i++) {
        struct gold *g = &c->tok.v[i];
        g->tag = class_of[g->tag * N_UPOS + g->guess];
        g->guess = g->tag;
    }
}

static void number_labels(struct corpus *c)
{
    struct counted count[N_DEPREL] = {0};
    uint8_t number_of[N_DEPREL] = {0};
    for (uint32_t i = 0; i < N_DEPREL; i++)
        count[i].key = i;
    for (uint32_t i = 0; i < c->tok.n; i++)
        count[c->tok.v[i].label].count++;
    count[REL_ROOT].count = UINT32_MAX; /* always first */
    qsort(count, N_DEPREL, sizeof *count, by_count);
    for (uint32_t i = 0; i < N_DEPREL && count[i].count > 0; i++) {
        number_of[count[i].key] = (uint8_t)c->n_labels;
        c->label[c->n_labels++] = (uint8_t)count[i].key;
    }
    for (uint32_t i = 0; i < c->tok.n; i++)
        c->tok.v[i].label = number_of[c->tok.v[i].label];
}

enum status corpus_read(struct corpus *c, const char *const *path, uint32_t n_paths, struct fault *f)
{
    *c = (struct corpus){0};
    arena_init(&c->arena, 0);
    arena_init(&c->scratch, 0);
    for (uint32_t i = 0; i < n_paths; i++) {
        struct buf bytes = {0};
        struct conllu_extra extra;
        struct doc *d = doc_new(&c->arena, &c->scratch);
        enum status status = file_read(path[i], MAX_TREEBANK_BYTES, &bytes, f);
        if (!status)
            status = conllu_read(buf_str(&bytes), path[i], d, &extra, f);
        buf_release(&bytes);
        if (status)
            return status;
        for (uint32_t k = 0; k < d->sent.n; k++)
            if (is_good_tree(d, &d->sent.v[k]))
                add_sentence(c, d, &d->sent.v[k]);
    }
    if (c->sent.n < 10)
        return fault_set(f, ST_INPUT, "the training files hold only %u sentences with a tree", c->sent.n);
    number_tags(c);
    number_labels(c);
    if (c->n_labels < 2)
        return fault_set(f, ST_INPUT, "the training files hold no relations");
    return OK;
}

void corpus_release(struct corpus *c)
{
    arena_release(&c->arena);
    arena_release(&c->scratch);
}
