/* Trees of sentences met before. News repeats itself: datelines, forms of results, whole reports that an agency sends
 * again. What the network sees of a sentence is its words' rows and shapes, and the letters of unknown words with
 * digits as 0; the same of these gives the same tree, so a sentence is found by them, byte for byte. A new one takes
 * the place of an older one. */
#include "syntax/syntax_int.h"

#include <pthread.h>
#include <stdlib.h>

enum {
    N_TREES = 1 << 14,
    N_LOCKS = 64,
    MAX_TREE_WORDS = 40,
    MAX_SEEN_BYTES = 240,
};

struct kept_tree {
    uint16_t n_words, n_seen; /* 0: none */
    uint8_t seen[MAX_SEEN_BYTES], tag[MAX_TREE_WORDS], head[MAX_TREE_WORDS], label[MAX_TREE_WORDS];
};

struct kept_trees {
    pthread_mutex_t lock[N_LOCKS]; /* of every N_LOCKS-th tree */
    struct kept_tree tree[N_TREES];
};

struct kept_trees *kept_trees_new(void)
{
    struct kept_trees *k = calloc(1, sizeof *k);
    if (!k)
        out_of_memory(sizeof *k);
    for (int i = 0; i < N_LOCKS; i++)
        pthread_mutex_init(&k->lock[i], NULL);
    return k;
}

void kept_trees_free(struct kept_trees *k)
{
    if (!k)
        return;
    for (int i = 0; i < N_LOCKS; i++)
        pthread_mutex_destroy(&k->lock[i]);
    free(k);
}

/* What the network sees of a sentence; 0: too long to keep. */
static uint32_t seen_of(const struct network_sentence *s, uint8_t out[MAX_SEEN_BYTES])
{
    uint32_t n = 0;
    if (s->n > MAX_TREE_WORDS)
        return 0;
    for (uint32_t i = 0; i < s->n; i++) {
        const struct word *w = &s->word[i];
        char form[MAX_FORM_BYTES];
        uint32_t n_form = w->row == 0 ? word_letters(w, form) : 0;
        if (n + 4 + n_form > MAX_SEEN_BYTES)
            return 0;
        out[n++] = (uint8_t)word_shape_row(w);
        out[n++] = (uint8_t)w->row;
        out[n++] = (uint8_t)(w->row >> 8);
        if (w->row != 0)
            continue;
        out[n++] = (uint8_t)n_form;
        memcpy(out + n, form, n_form);
        n += n_form;
    }
    return n;
}

bool kept_trees_find(struct kept_trees *k, const struct network_sentence *s)
{
    uint8_t seen[MAX_SEEN_BYTES];
    uint32_t n_seen = seen_of(s, seen), at = (uint32_t)checksum_of(seen, n_seen) % N_TREES;
    if (n_seen == 0)
        return false;
    struct kept_tree *tree = &k->tree[at];
    pthread_mutex_lock(&k->lock[at % N_LOCKS]);
    bool found = tree->n_words == s->n && tree->n_seen == n_seen && memcmp(tree->seen, seen, n_seen) == 0;
    for (uint32_t i = 0; found && i < s->n; i++) {
        s->tag[i] = tree->tag[i];
        s->head[i] = tree->head[i];
        s->label[i] = tree->label[i];
    }
    pthread_mutex_unlock(&k->lock[at % N_LOCKS]);
    return found;
}

void kept_trees_add(struct kept_trees *k, const struct network_sentence *s)
{
    uint8_t seen[MAX_SEEN_BYTES];
    uint32_t n_seen = seen_of(s, seen), at = (uint32_t)checksum_of(seen, n_seen) % N_TREES;
    if (n_seen == 0)
        return;
    struct kept_tree *tree = &k->tree[at];
    pthread_mutex_lock(&k->lock[at % N_LOCKS]);
    tree->n_words = (uint16_t)s->n;
    tree->n_seen = (uint16_t)n_seen;
    memcpy(tree->seen, seen, n_seen);
    memcpy(tree->tag, s->tag, s->n);
    memcpy(tree->label, s->label, s->n);
    for (uint32_t i = 0; i < s->n; i++)
        tree->head[i] = (uint8_t)s->head[i];
    pthread_mutex_unlock(&k->lock[at % N_LOCKS]);
}
