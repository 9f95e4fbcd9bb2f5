#include "syntax/syntax_int.h"

static inline uint64_t feature(uint32_t template, uint64_t a, uint64_t b)
{
    return hash_join(hash_join(template * 0xD6E8FEB86659FD93u, a), b);
}

uint32_t tag_features(const struct word *w, uint32_t i, uint64_t *out)
{
    const struct word *c = w + i, *l = c - 1, *ll = c - 2, *r = c + 1, *rr = c + 2;
    uint64_t t1 = l->tag, t2 = ((uint64_t)ll->tag << 8) | l->tag;
    uint32_t n = 0, k = 0;
#define ADD(a, b) out[n++] = feature(++k, (a), (b))
    ADD(0, 0);
    ADD(c->form, 0);
    ADD(c->form, c->shape & ~SHAPE_FIRST);
    ADD(c->form, t1);
    ADD(c->form, t2);
    ADD(t1, 1);
    ADD(t2, 1);
    ADD(l->form, 0);
    ADD(r->form, 0);
    ADD(ll->form, 0);
    ADD(rr->form, 0);
    ADD(l->form, c->form);
    ADD(c->form, r->form);
    ADD(l->form, r->form);
    ADD(c->suffix[0], c->shape);
    ADD(c->suffix[1], c->shape);
    ADD(c->suffix[2], c->shape);
    ADD(c->suffix[3], 0);
    ADD(c->prefix[0], 0);
    ADD(c->prefix[1], 0);
    ADD(c->prefix[2], 0);
    ADD(c->suffix[2], t1);
    ADD(c->suffix[1], ((uint64_t)r->tagset << 32) | r->suffix[1]);
    ADD(r->suffix[2], t1);
    ADD(l->suffix[2], 0);
    ADD(c->shape, ((uint64_t)l->shape << 8) | r->shape);
    ADD(c->shape, c->n_form < 8 ? c->n_form : 8);
    ADD(c->tagset, c->shape);
    ADD(c->tagset, t1);
    ADD(c->tagset, t2);
    ADD(c->tagset, ((uint64_t)l->tagset << 16) | r->tagset);
    ADD(c->tagset, ((uint64_t)r->tagset << 16) | rr->tagset);
    ADD(r->tagset, t1);
    ADD(c->form, r->tagset);
    ADD(c->tagset, r->form);
    ADD(c->cluster, t1);
    ADD(c->cluster, ((uint64_t)l->cluster << 16) | r->cluster);
    ADD(r->cluster, c->shape);
    ADD(l->cluster, rr->cluster);
#undef ADD
    return n;
}

void tag_words(const struct syntax *s, struct word *w, uint32_t n)
{
    uint64_t feature_of[MAX_TAG_FEATURES];
    for (uint32_t i = 0; i < n; i++) {
        int32_t score[MAX_CLASSES] = {0};
        weights_add(&s->tagger, feature_of, tag_features(w, i, feature_of), score);
        uint32_t best = 1;
        for (uint32_t t = 2; t <= s->n_tags; t++)
            if (score[t] > score[best])
                best = t;
        w[i].tag = (uint8_t)best;
    }
}
