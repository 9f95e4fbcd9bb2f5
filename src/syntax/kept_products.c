/* The first layer's products of words met before. They depend on a word's row and shape alone, and half of all text is
 * some hundred words, so most are made once in a run. All threads share them: a place is claimed by one of them, and
 * seen by the others once it is filled, so that what is read never changes. */
#include "syntax/syntax_int.h"

#include <stdatomic.h>
#include <stdlib.h>

enum {
    MAX_KEPT = 8192, /* words: 38 MB at 1,152 rows, a page of it used when it is filled */
    CLAIMED = 1,     /* being filled, or never to be: there is no room */
};

struct kept_products {
    uint32_t n_rows;
    float *product;         /* MAX_KEPT x n_rows */
    _Atomic uint32_t n;     /* claimed */
    _Atomic uint32_t *word; /* by row and shape: 0 not met, CLAIMED, or 2 + its place */
};

struct kept_products *kept_products_new(uint32_t n_words, uint32_t n_rows)
{
    struct kept_products *k = calloc(1, sizeof *k);
    if (!k)
        out_of_memory(sizeof *k);
    size_t n_bytes = (size_t)MAX_KEPT * n_rows * sizeof *k->product;
    k->n_rows = n_rows;
    k->product = malloc(n_bytes);
    k->word = calloc((size_t)n_words * N_SHAPES, sizeof *k->word);
    if (!k->product || !k->word)
        out_of_memory(n_bytes);
    return k;
}

void kept_products_free(struct kept_products *k)
{
    if (!k)
        return;
    free(k->product);
    free(k->word);
    free(k);
}

const float *kept_products_find(const struct kept_products *k, const struct word *w)
{
    uint32_t place = atomic_load_explicit(&k->word[w->row * N_SHAPES + word_shape_row(w)], memory_order_acquire);
    return w->row > 0 && place > CLAIMED ? k->product + (size_t)(place - CLAIMED - 1) * k->n_rows : NULL;
}

void kept_products_add(struct kept_products *k, const struct word *w, const float *product)
{
    _Atomic uint32_t *word = &k->word[w->row * N_SHAPES + word_shape_row(w)];
    uint32_t none = 0;
    if (w->row == 0 || atomic_load_explicit(&k->n, memory_order_relaxed) >= MAX_KEPT ||
        !atomic_compare_exchange_strong(word, &none, CLAIMED))
        return;
    uint32_t place = atomic_fetch_add(&k->n, 1);
    if (place >= MAX_KEPT)
        return;
    memcpy(k->product + (size_t)place * k->n_rows, product, k->n_rows * sizeof *product);
    atomic_store_explicit(word, place + CLAIMED + 1, memory_order_release);
}
