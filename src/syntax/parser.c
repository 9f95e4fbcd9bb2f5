/* Arc-hybrid transitions (Kuhlmann, Gomez-Rodriguez, Satta 2011) with the root behind the last word. A sentence of n
 * words takes exactly 2n steps. The root takes a dependent only when a single word is left on the stack: one root,
 * always a tree. */
#include "syntax/syntax_int.h"

#include <assert.h>

void parse_begin(struct parse *p, const struct word *w, const struct tag *tags, uint32_t n)
{
    memset(p->node, 0, (n + 2) * sizeof *p->node);
    for (uint32_t i = 1; i <= n; i++) {
        struct node *x = &p->node[i];
        x->form = w[i - 1].form;
        x->cluster = w[i - 1].cluster;
        x->tag = w[i - 1].tag;
        x->upos = tags[x->tag].upos;
    }
    p->node[n + 1].tag = MAX_CLASSES;
    p->node[n + 1].upos = MAX_CLASSES;
    p->n = n;
    p->n_stack = 0;
    p->next = 1;
}

bool parse_done(const struct parse *p)
{
    return p->next > p->n && p->n_stack == 0;
}

bool parse_may(const struct parse *p, int action)
{
    bool at_root = p->next > p->n;
    if (action == ACTION_SHIFT)
        return !at_root;
    if (action == ACTION_LEFT)
        return p->n_stack > 0 && (!at_root || p->n_stack == 1);
    return p->n_stack > 1;
}

static void attach(struct parse *p, uint32_t head, uint32_t dependent, uint8_t label)
{
    struct node *h = &p->node[head], *d = &p->node[dependent];
    d->head = head;
    d->label = label;
    if (dependent < head) {
        h->left[1] = h->left[0];
        h->left[0] = dependent;
        h->left_labels |= (uint64_t)1 << (label & 63);
        h->n_left += h->n_left < 7;
    } else {
        h->right[1] = h->right[0];
        h->right[0] = dependent;
        h->right_labels |= (uint64_t)1 << (label & 63);
        h->n_right += h->n_right < 7;
    }
}

void parse_do(struct parse *p, int action, uint8_t label)
{
    assert(parse_may(p, action));
    if (action == ACTION_SHIFT) {
        p->stack[p->n_stack++] = p->next++;
        return;
    }
    uint32_t top = p->stack[--p->n_stack];
    attach(p, action == ACTION_LEFT ? p->next : p->stack[p->n_stack - 1], top, label);
}

static inline uint64_t feature(uint32_t template, uint64_t a, uint64_t b, uint64_t c)
{
    return hash_join(hash_join(hash_join(template * 0xD6E8FEB86659FD93u, a), b), c);
}

static uint32_t distance(uint32_t from, uint32_t to)
{
    uint32_t d = to - from;
    return from == 0 ? 0 : d < 5 ? d : d < 8 ? 5 : d < 12 ? 6 : 7;
}

uint32_t parse_features(const struct parse *p, uint64_t *out)
{
    const struct node *at = p->node;
    uint32_t i0 = p->n_stack > 0 ? p->stack[p->n_stack - 1] : 0, i1 = p->n_stack > 1 ? p->stack[p->n_stack - 2] : 0;
    uint32_t i2 = p->n_stack > 2 ? p->stack[p->n_stack - 3] : 0;
    const struct node *s0 = at + i0, *s1 = at + i1, *s2 = at + i2, *b0 = at + p->next;
    const struct node *b1 = at + (p->next < p->n + 1 ? p->next + 1 : 0), *b2 = at + (p->next < p->n ? p->next + 2 : 0);
    const struct node *s0l = at + s0->left[0], *s0r = at + s0->right[0], *s1l = at + s1->left[0],
                      *s1r = at + s1->right[0];
    const struct node *b0l = at + b0->left[0], *s0l2 = at + s0->left[1], *s0r2 = at + s0->right[1],
                      *b0l2 = at + b0->left[1];
    const struct node *s1r2 = at + s1->right[1];
    uint32_t d0 = distance(i0, p->next), d1 = distance(i1, i0);
    uint64_t v0 = (uint64_t)s0->n_left << 4 | s0->n_right, v1 = (uint64_t)s1->n_left << 4 | s1->n_right;
    uint32_t n = 0, k = 0;
#define ADD(a, b, c) out[n++] = feature(++k, (a), (b), (c))
#define PAIR(x, y) ((uint64_t)(x) << 16 | (uint64_t)(y))
    ADD(0, 0, 0);
    /* single nodes */
    ADD(s0->form, s0->tag, 0);
    ADD(s0->form, 1, 0);
    ADD(s0->tag, 2, 0);
    ADD(s1->form, s1->tag, 0);
    ADD(s1->form, 1, 0);
    ADD(s1->tag, 2, 0);
    ADD(s2->form, s2->tag, 0);
    ADD(b0->form, b0->tag, 0);
    ADD(b0->form, 1, 0);
    ADD(b0->tag, 2, 0);
    ADD(b1->form, b1->tag, 0);
    ADD(b1->tag, 2, 0);
    ADD(b2->form, b2->tag, 0);
    /* pairs */
    ADD(s0->form, b0->form, PAIR(s0->tag, b0->tag));
    ADD(s0->form, b0->form, 0);
    ADD(s0->form, b0->tag, s0->tag);
    ADD(s0->tag, b0->form, b0->tag);
    ADD(s0->form, b0->tag, 1);
    ADD(s0->tag, b0->form, 2);
    ADD(s0->tag, b0->tag, d0);
    ADD(s0->tag, b0->tag, 99);
    ADD(s1->form, s0->form, 0);
    ADD(s1->form, s0->tag, s1->tag);
    ADD(s1->tag, s0->form, s0->tag);
    ADD(s1->tag, s0->tag, d1);
    ADD(s1->tag, s0->tag, 99);
    ADD(s1->form, b0->form, 0);
    ADD(s1->tag, b0->tag, 0);
    ADD(s1->tag, b0->form, 0);
    ADD(b0->tag, b1->tag, 0);
    ADD(b0->form, b1->tag, 0);
    ADD(b0->tag, b1->form, 0);
    /* triples */
    ADD(s0->tag, b0->tag, b1->tag);
    ADD(s0->form, b0->tag, b1->tag);
    ADD(b0->tag, b1->tag, b2->tag);
    ADD(s1->tag, s0->tag, b0->tag);
    ADD(s1->form, s0->tag, b0->tag);
    ADD(s1->tag, s0->form, b0->tag);
    ADD(s1->tag, s0->tag, b0->form);
    ADD(s2->tag, s1->tag, s0->tag);
    ADD(PAIR(s2->tag, s1->tag), s0->tag, b0->tag);
    ADD(PAIR(s1->tag, s0->tag), b0->tag, b1->tag);
    /* dependents */
    ADD(s0->tag, s0l->tag, b0->tag);
    ADD(s0->tag, s0r->tag, b0->tag);
    ADD(s0->tag, b0l->tag, b0->tag);
    ADD(s1->tag, s1l->tag, s0->tag);
    ADD(s1->tag, s1r->tag, s0->tag);
    ADD(s1->tag, s0l->tag, s0->tag);
    ADD(s1->tag, s0r->tag, s0->tag);
    ADD(PAIR(s0->tag, s0r->tag), s0r2->tag, b0->tag);
    ADD(PAIR(s0->tag, s0l->tag), s0l2->tag, b0->tag);
    ADD(PAIR(b0->tag, b0l->tag), b0l2->tag, s0->tag);
    ADD(PAIR(s1->tag, s1r->tag), s1r2->tag, s0->tag);
    ADD(s0l->form, s0->form, s0l->label);
    ADD(s0r->form, s0->form, s0r->label);
    ADD(b0l->form, b0->form, b0l->label);
    ADD(s0l->form, s0->tag, b0->tag);
    ADD(s0r->form, s0->tag, b0->tag);
    ADD(b0l->form, b0->tag, s0->tag);
    ADD(s1r->form, s1->tag, s0->tag);
    ADD(s0r->form, s0r->tag, b0->form);
    /* labels so far */
    ADD(s0->tag, s0->left_labels, 1);
    ADD(s0->tag, s0->right_labels, 2);
    ADD(s1->tag, s1->right_labels, s0->tag);
    ADD(s1->tag, s1->left_labels, s0->tag);
    ADD(b0->tag, b0->left_labels, s0->tag);
    ADD(s0->form, s0->left_labels, b0->tag);
    ADD(s0->form, s0->right_labels, b0->tag);
    ADD(b0->form, b0->left_labels, s0->tag);
    ADD(s1->form, s1->right_labels, s0->tag);
    ADD(s0->left_labels, s0->right_labels, PAIR(s0->tag, b0->tag));
    ADD(s0l->label, s0r->label, PAIR(s0->tag, b0->tag));
    ADD(s1l->label, s1r->label, PAIR(s1->tag, s0->tag));
    /* how many, how far */
    ADD(s0->form, v0, 0);
    ADD(s0->tag, v0, b0->tag);
    ADD(s1->tag, v1, s0->tag);
    ADD(b0->form, b0->n_left, 0);
    ADD(s0->form, d0, b0->tag);
    ADD(s0->tag, d0, b0->form);
    ADD(s1->form, d1, s0->tag);
    ADD(s1->tag, d1, s0->form);
    ADD(p->n_stack < 3 ? p->n_stack : 3, b0->tag, s0->tag);
    /* word classes */
    ADD(s0->cluster, b0->cluster, PAIR(s0->upos, b0->upos));
    ADD(s1->cluster, s0->cluster, PAIR(s1->upos, s0->upos));
    ADD(s0->cluster, b0->tag, s0->tag);
    ADD(s0->tag, b0->cluster, b0->tag);
    ADD(s1->cluster, s0->tag, b0->tag);
    ADD(s1->tag, s0->cluster, b0->tag);
    ADD(s0->upos, b0->upos, PAIR(s1->upos, b1->upos));
    ADD(b0->cluster, b1->cluster, s0->tag);
#undef PAIR
#undef ADD
    return n;
}

static uint8_t best_label(const int32_t *score, uint32_t n_labels, int32_t *out_score)
{
    uint32_t best = 1; /* 0 is root, which the parser never chooses */
    for (uint32_t l = 2; l < n_labels; l++)
        if (score[l] > score[best])
            best = l;
    *out_score = score[best];
    return (uint8_t)best;
}

void parse_words(const struct syntax *s, struct parse *p)
{
    uint64_t feature_of[MAX_PARSE_FEATURES];
    while (!parse_done(p)) {
        bool left = parse_may(p, ACTION_LEFT), right = parse_may(p, ACTION_RIGHT), shift = parse_may(p, ACTION_SHIFT);
        if (!left && !right) {
            parse_do(p, ACTION_SHIFT, 0);
            continue;
        }
        if (p->next > p->n && !right) {
            parse_do(p, ACTION_LEFT, 0);
            continue;
        }
        int32_t score[MAX_CLASSES] = {0}, best = INT32_MIN, of_label;
        weights_add(&s->parser, feature_of, parse_features(p, feature_of), score);
        int action = ACTION_SHIFT;
        uint8_t label = 0;
        if (shift)
            best = score[0];
        if (left) {
            uint8_t l = best_label(score + 1, s->n_labels, &of_label);
            if (of_label > best) {
                best = of_label;
                action = ACTION_LEFT;
                label = l;
            }
        }
        if (right) {
            uint8_t l = best_label(score + 1 + s->n_labels, s->n_labels, &of_label);
            if (of_label > best) {
                action = ACTION_RIGHT;
                label = l;
            }
        }
        parse_do(p, action, label);
    }
}
