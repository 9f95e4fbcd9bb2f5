#include "story.h"

#include <math.h>

struct vector {
    double *weight; /* [n_terms of the document], of length 1 */
};

static void weigh(const struct story_document *document, uint32_t n, const double *telling, uint32_t n_terms,
                  struct arena *arena, struct vector *out)
{
    uint32_t *n_have = arena_zalloc(arena, (n_terms + 1) * sizeof *n_have);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < document[i].n_terms; k++)
            n_have[document[i].term[k].term]++;
    for (uint32_t i = 0; i < n; i++) {
        double squares = 0;
        out[i].weight = arena_alloc(arena, (document[i].n_terms + 1) * sizeof *out[i].weight);
        for (uint32_t k = 0; k < document[i].n_terms; k++) {
            const struct story_term *t = &document[i].term[k];
            double w = log(1 + t->count) * sqrt(telling[t->term]) * sqrt(log((n + 1.0) / n_have[t->term]));
            out[i].weight[k] = w;
            squares += w * w;
        }
        for (uint32_t k = 0; k < document[i].n_terms && squares > 0; k++)
            out[i].weight[k] /= sqrt(squares);
    }
}

static double cosine(const struct story_document *a, const struct vector *u, const struct story_document *b,
                     const struct vector *v)
{
    double sum = 0;
    for (uint32_t i = 0, k = 0; i < a->n_terms && k < b->n_terms;) {
        uint32_t x = a->term[i].term, y = b->term[k].term;
        if (x == y)
            sum += u->weight[i] * v->weight[k];
        i += x <= y;
        k += y <= x;
    }
    return sum;
}

/* The pair of stories most alike on average; likeness[a * n + b] are sums over their documents. */
static double best_pair(const double *likeness, const uint32_t *size, uint32_t n, uint32_t out[2])
{
    double best = -1;
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a + 1; size[a] && b < n; b++) {
            double mean = size[b] ? likeness[a * n + b] / size[a] / size[b] : -1;
            if (mean <= best)
                continue;
            best = mean;
            out[0] = a;
            out[1] = b;
        }
    return best;
}

void story_find(const struct story_document *document, uint32_t n, const double *telling, uint32_t n_terms,
                uint32_t *out_story)
{
    struct arena arena;
    uint32_t pair[2] = {0, 0}, n_stories = 0;
    arena_init(&arena, 0);
    struct vector *v = arena_alloc(&arena, (n + 1) * sizeof *v);
    double *likeness = arena_zalloc(&arena, ((size_t)n * n + 1) * sizeof *likeness);
    uint32_t *size = arena_alloc(&arena, (n + 1) * sizeof *size);
    weigh(document, n, telling, n_terms, &arena, v);
    for (uint32_t a = 0; a < n; a++) {
        size[a] = 1;
        out_story[a] = a;
        for (uint32_t b = 0; b < n; b++)
            likeness[a * n + b] = cosine(&document[a], &v[a], &document[b], &v[b]);
    }
    while (best_pair(likeness, size, n, pair) >= STORY_LIKENESS) {
        uint32_t a = pair[0], b = pair[1];
        size[a] += size[b];
        size[b] = 0;
        for (uint32_t k = 0; k < n; k++) {
            likeness[a * n + k] += likeness[b * n + k];
            likeness[k * n + a] += likeness[k * n + b];
            out_story[k] = out_story[k] == b ? a : out_story[k];
        }
    }
    for (uint32_t a = 0; a < n; a++) { /* a story has the number of its first document: count them up */
        out_story[a] = out_story[a] == a ? n_stories++ : out_story[out_story[a]];
    }
    arena_release(&arena);
}
