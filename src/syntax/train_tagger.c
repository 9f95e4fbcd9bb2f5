#include "syntax/train_int.h"

enum { NO_CASE_PERCENT = 8 }; /* sentences shown as if their capitals said nothing */

/* A padded copy of the sentence's words to work on; w[0] is the first. */
static struct word *copy_words(const struct corpus *c, const struct gold_sent *s, struct word *padded, bool no_case)
{
    struct word *w = padded + WORD_PAD;
    memcpy(w, c->word + s->first, s->n * sizeof *w);
    memset(w + s->n, 0, WORD_PAD * sizeof *w);
    if (no_case)
        for (uint32_t i = 0; i < s->n; i++)
            word_forget_case(&w[i]);
    return w;
}

static uint32_t best_tag(const struct learner *l, const uint64_t *feature, uint32_t n, uint32_t n_tags)
{
    int32_t score[MAX_CLASSES] = {0};
    learner_score(l, feature, n, score);
    uint32_t best = 1;
    for (uint32_t t = 2; t <= n_tags; t++)
        if (score[t] > score[best])
            best = t;
    return best;
}

void tagger_learn(const struct corpus *c, uint32_t fold, uint32_t n_folds, const struct syntax_train_options *o,
                  struct learner *l)
{
    uint64_t feature[MAX_TAG_FEATURES], seed = o->seed + 1000 * (fold + 1);
    uint32_t *order = arena_alloc(&l->arena, c->sent.n * sizeof *order);
    struct word *padded = arena_zalloc(&l->arena, (c->longest + 2 * WORD_PAD) * sizeof *padded);
    for (uint32_t i = 0; i < c->sent.n; i++)
        order[i] = i;
    for (uint32_t epoch = 0; epoch < o->tagger_epochs; epoch++) {
        uint32_t n_wrong = 0, n_seen = 0;
        random_shuffle(&seed, order, c->sent.n);
        for (uint32_t k = 0; k < c->sent.n; k++) {
            if (n_folds > 0 && order[k] % n_folds == fold)
                continue;
            const struct gold_sent *s = &c->sent.v[order[k]];
            struct word *w = copy_words(c, s, padded, random_chance(&seed, NO_CASE_PERCENT));
            l->time++;
            for (uint32_t i = 0; i < s->n; i++) {
                uint32_t n = tag_features(w, i, feature), gold = c->tok.v[s->first + i].tag;
                uint32_t guess = best_tag(l, feature, n, c->n_tags);
                if (guess != gold && gold != 0) {
                    learner_update(l, feature, n, gold, guess);
                    n_wrong++;
                }
                w[i].tag = (uint8_t)guess;
                n_seen++;
            }
        }
        if (n_folds == 0)
            train_say(o, "tagger, round %u: %.2f %% wrong while learning", epoch + 1,
                      100.0 * n_wrong / (n_seen ? n_seen : 1));
    }
    l->time++;
}

void tagger_guess(struct corpus *c, uint32_t fold, uint32_t n_folds, const struct learner *l)
{
    struct buf bucket = {0}, stream = {0};
    struct syntax s = {.n_tags = c->n_tags};
    learner_pack(l, c->n_tags + 1, 0, &bucket, &stream);
    s.tagger = (struct weights){(const void *)bucket.s, (uint32_t)(bucket.n / 4) - 1, (const void *)stream.s,
                                (uint32_t)(stream.n / 2), c->n_tags + 1};
    struct arena_mark mark = arena_mark(&c->scratch);
    struct word *padded = arena_zalloc(&c->scratch, (c->longest + 2 * WORD_PAD) * sizeof *padded);
    for (uint32_t i = fold; i < c->sent.n; i += n_folds) {
        const struct gold_sent *sent = &c->sent.v[i];
        struct word *w = copy_words(c, sent, padded, false);
        tag_words(&s, w, sent->n);
        for (uint32_t k = 0; k < sent->n; k++)
            c->tok.v[sent->first + k].guess = w[k].tag;
    }
    arena_rewind(&c->scratch, mark);
    buf_release(&bucket);
    buf_release(&stream);
}
