/* Three layers of two quasi-recurrent directions and, over them, biaffine arcs (Dozat, Manning 2017), relations and
 * tags. */
#include "syntax/syntax_int.h"

#include <assert.h>
#include <stdlib.h>

enum {
    MAX_EMBED = 256,
    MAX_WIDTH = 512,
    MAX_ARC = 512,
    MAX_TABLE = 1 << 16,
    GROUP_WORDS = 96, /* sentences are taken together up to this: matrices then stay in the cache for longer */
};

uint32_t rows_padded(uint32_t n)
{
    return (n + LANE_ROWS - 1) / LANE_ROWS * LANE_ROWS;
}

uint32_t network_out_rows(const struct network_shape *s)
{
    return 2 * s->arc + 2 * s->label + s->n_tags;
}

static bool size_sound(uint32_t n, uint32_t most)
{
    return n > 0 && n <= most && n % (2 * LANE_COLS) == 0;
}

bool network_shape_sound(const struct network_shape *s)
{
    return size_sound(s->embed, MAX_EMBED) && size_sound(s->width, MAX_WIDTH) && size_sound(s->arc, MAX_ARC) &&
           size_sound(s->label, MAX_ARC) && s->n_layers >= 1 && s->n_layers <= MAX_LAYERS && s->n_words >= 1 &&
           s->n_words <= MAX_TABLE && s->n_grams >= 2 && s->n_grams <= MAX_TABLE && s->n_tags >= 1 &&
           s->n_tags < MAX_CLASSES && s->n_labels >= 2 && s->n_labels < MAX_CLASSES;
}

struct network_work {
    uint32_t n_words;          /* room for so many */
    uint8_t *in, *next;        /* activations: n_words x the widest layer */
    float *product;            /* n_words x the longest matrix but out */
    const float **gate;        /* n_words: where the product of each word stands */
    const struct word **fresh; /* n_words: whose first product is not kept */
    float *out;                /* n_words x out's rows */
    float *state, *shaped, *zero;
    float *key, *apt, *score; /* of one sentence */
    uint32_t *mark;
};

static uint32_t up_to(uint32_t n, uint32_t unit)
{
    return (n + unit - 1) / unit * unit;
}

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

struct network_work *network_work_new(const struct network *net, uint32_t n_words, struct arena *scratch)
{
    const struct network_shape *s = &net->shape;
    struct network_work *w = arena_zalloc(scratch, sizeof *w);
    uint32_t stride = up_to(n_words + 1, 16), n = up_to(larger(n_words, GROUP_WORDS), LANE_TOKENS);
    uint32_t widest = larger(2 * larger(s->embed, s->width), larger(s->arc, s->label));
    uint32_t longest = larger(net->layer[0].n_rows, larger(net->bilinear.n_rows, net->relation.n_rows));
    w->n_words = n;
    w->in = arena_zalloc(scratch, (size_t)n * widest);
    w->next = arena_zalloc(scratch, (size_t)n * widest);
    w->product = arena_alloc(scratch, (size_t)n * longest * sizeof *w->product);
    w->gate = arena_alloc(scratch, n * sizeof *w->gate);
    w->fresh = arena_alloc(scratch, n * sizeof *w->fresh);
    w->out = arena_alloc(scratch, (size_t)n * net->out.n_rows * sizeof *w->out);
    w->state = arena_alloc(scratch, 2 * (size_t)s->width * sizeof *w->state);
    w->shaped = arena_alloc(scratch, 2 * (size_t)s->embed * sizeof *w->shaped);
    w->zero = arena_zalloc(scratch, 2 * (size_t)s->embed * sizeof *w->zero);
    w->key = arena_zalloc(scratch, (size_t)s->arc * stride * sizeof *w->key);
    w->apt = arena_alloc(scratch, stride * sizeof *w->apt);
    w->score = arena_alloc(scratch, (size_t)n_words * stride * sizeof *w->score);
    w->mark = arena_alloc(scratch, (n_words + 1) * sizeof *w->mark);
    return w;
}

/* ---- words -> activations ---------------------------------------------------------------------------------------- */

static void embed(const struct network *net, const struct word *w, struct network_work *work, uint8_t *out)
{
    uint32_t e = net->shape.embed;
    float *v = work->shaped;
    memcpy(v, net->case_ + (size_t)word_shape_row(w) * 2 * e, 2 * e * sizeof *v);
    net->lanes->add_row(net->word + (size_t)w->row * 2 * e, net->word_scale[w->row], 2 * e, v);
    if (w->row == 0) {
        char low[MAX_FORM_BYTES];
        uint32_t gram[MAX_GRAMS], n_grams = word_grams(low, word_letters(w, low), net->shape.n_grams, gram);
        for (uint32_t i = 0; i < n_grams; i++)
            net->lanes->add_row(net->gram + (size_t)gram[i] * e, net->gram_scale[gram[i]], e, v + e);
    }
    net->lanes->squash(v, work->zero, 2 * e, out);
}

/* The first layer's products of a group of sentences. */
static void multiply_words(const struct network *net, struct network_work *work, const struct network_sentence *s,
                           uint32_t n_sentences)
{
    uint32_t at = 0, n_new = 0, n_rows = net->layer[0].n_rows;
    for (uint32_t i = 0; i < n_sentences; i++)
        for (uint32_t k = 0; k < s[i].n; k++, at++) {
            const struct word *w = &s[i].word[k];
            work->gate[at] = kept_products_find(net->kept, w);
            if (work->gate[at])
                continue;
            embed(net, w, work, work->in + (size_t)2 * net->shape.embed * n_new);
            work->gate[at] = work->product + (size_t)n_rows * n_new;
            work->fresh[n_new++] = w;
        }
    net->lanes->multiply(&net->layer[0], work->in, up_to(n_new, LANE_TOKENS), work->product);
    for (uint32_t i = 0; i < n_new; i++)
        kept_products_add(net->kept, work->fresh[i], work->product + (size_t)n_rows * i);
}

/* The layers, over a group of sentences; the last one's activations are then in work->in. */
static void run_layers(const struct network *net, struct network_work *work, const struct network_sentence *s,
                       uint32_t n_sentences, uint32_t n_words)
{
    uint32_t width = 2 * net->shape.width;
    for (uint32_t l = 0; l < net->shape.n_layers; l++) {
        const struct matrix *m = &net->layer[l];
        uint32_t at = 0;
        if (l == 0) {
            multiply_words(net, work, s, n_sentences);
        } else {
            net->lanes->multiply(m, work->in, up_to(n_words, LANE_TOKENS), work->product);
            for (uint32_t i = 0; i < n_words; i++)
                work->gate[i] = work->product + (size_t)i * m->n_rows;
        }
        for (uint32_t i = 0; i < n_sentences; at += s[i++].n)
            net->lanes->recur(work->gate + at, s[i].n, net->shape.width, work->state, work->next + (size_t)at * width);
        uint8_t *swap = work->in;
        work->in = work->next;
        work->next = swap;
    }
}

/* ---- what hangs on what ------------------------------------------------------------------------------------------ */

static uint8_t best_of(const float *v, uint32_t from, uint32_t n)
{
    uint32_t best = from;
    for (uint32_t i = from + 1; i < n; i++)
        if (v[i] > v[best])
            best = i;
    return (uint8_t)best;
}

/* out: the sentence's rows of the last matrix; query: its dependents times the bilinear matrix. */
static void find_heads(const struct network *net, struct network_work *work, float *out, const float *query,
                       const struct network_sentence *s)
{
    uint32_t n = s->n, arc = net->shape.arc, stride = up_to(n + 1, 16);
    for (uint32_t a = 0; a < arc; a++)
        work->key[(size_t)a * stride] = net->root_arc[a];
    for (uint32_t i = 0; i < n; i++) {
        float *key = out + (size_t)i * net->out.n_rows + arc;
        net->lanes->tanh(key, arc);
        for (uint32_t a = 0; a < arc; a++)
            work->key[(size_t)a * stride + i + 1] = key[a];
    }
    net->lanes->score(net->head_weight, work->key, arc, stride, work->apt);
    for (uint32_t i = 0; i < n; i++) {
        float *score = work->score + (size_t)i * stride;
        net->lanes->score(query + (size_t)i * net->bilinear.n_rows, work->key, arc, stride, score);
        for (uint32_t j = 0; j <= n; j++)
            score[j] += work->apt[j];
    }
    tree_best(work->score, n, stride, work->mark, s->head);
}

/* Activations of the pairs of dependent and head, from which the relation is read. */
static void pair_up(const struct network *net, const float *out, const struct network_sentence *s, uint8_t *pair)
{
    uint32_t n = net->shape.label, rows = net->out.n_rows;
    const float *dependent = out + 2 * (size_t)net->shape.arc, *head = dependent + n;
    for (uint32_t i = 0; i < s->n; i++)
        net->lanes->squash(dependent + (size_t)i * rows,
                           s->head[i] ? head + (size_t)(s->head[i] - 1) * rows : net->root_label, n,
                           pair + (size_t)i * n);
}

static void run_group(const struct network *net, struct network_work *work, const struct network_sentence *s,
                      uint32_t n_sentences, uint32_t n_words)
{
    const struct network_shape *shape = &net->shape;
    uint32_t padded = up_to(n_words, LANE_TOKENS), rows = net->out.n_rows, at = 0;
    run_layers(net, work, s, n_sentences, n_words);
    net->lanes->multiply(&net->out, work->in, padded, work->out);
    for (uint32_t i = 0; i < n_words; i++)
        net->lanes->squash(work->out + (size_t)i * rows, work->zero, shape->arc, work->next + (size_t)i * shape->arc);
    net->lanes->multiply(&net->bilinear, work->next, padded, work->product);
    for (uint32_t i = 0; i < n_sentences; at += s[i++].n) {
        float *out = work->out + (size_t)at * rows;
        find_heads(net, work, out, work->product + (size_t)at * net->bilinear.n_rows, &s[i]);
        pair_up(net, out, &s[i], work->in + (size_t)at * shape->label);
    }
    net->lanes->multiply(&net->relation, work->in, padded, work->product);
    at = 0;
    for (uint32_t i = 0; i < n_sentences; i++)
        for (uint32_t k = 0; k < s[i].n; k++, at++) {
            const float *tags = work->out + (size_t)at * rows + 2 * (size_t)(shape->arc + shape->label);
            s[i].tag[k] = best_of(tags, 0, shape->n_tags);
            const float *relation = work->product + (size_t)at * net->relation.n_rows;
            s[i].label[k] = s[i].head[k] == 0 ? 0 : best_of(relation, 1, shape->n_labels);
        }
}

void network_run(const struct network *net, struct network_work *work, const struct network_sentence *s,
                 uint32_t n_sentences)
{
    for (uint32_t from = 0, end; from < n_sentences; from = end) {
        uint32_t n_words = 0;
        for (end = from; end < n_sentences && (end == from || n_words + s[end].n <= GROUP_WORDS); end++)
            n_words += s[end].n;
        assert(n_words <= work->n_words);
        if (n_words > 0)
            run_group(net, work, s + from, end - from, n_words);
    }
}
