/* What is wrong with an entry without coding anything: no example, or words that an earlier entry always takes first.
 */
#include "codebook/codebook_int.h"

static bool same_word(const struct cb_word *a, const struct cb_word *b)
{
    return a->cls == b->cls && a->lemma == b->lemma && a->part == b->part && a->pos == b->pos;
}

static bool words_hold(const struct cb_words *all, const struct cb_words *some)
{
    if (all->n == 0 || some->n == 0)
        return all->n == 0;
    for (uint32_t i = 0; i < some->n; i++) {
        bool found = false;
        for (uint32_t k = 0; k < all->n && !found; k++)
            found = same_word(&all->v[k], &some->v[i]);
        if (!found)
            return false;
    }
    return true;
}

static bool rels_hold(const struct cb_rels *all, const struct cb_rels *some)
{
    for (uint32_t i = 0; i < some->n_preps; i++) {
        bool found = false;
        for (uint32_t k = 0; k < all->n_preps && !found; k++)
            found = all->prep[k] == some->prep[i];
        if (!found)
            return false;
    }
    return (some->mask & ~all->mask) == 0;
}

static bool companion_holds(const struct cb_companion *a, const struct cb_companion *b)
{
    if (a->negated || b->negated) /* what must not be there: the same words, or no telling */
        return a->negated == b->negated && words_hold(&a->words, &b->words) && words_hold(&b->words, &a->words) &&
               rels_hold(&a->rels, &b->rels) && rels_hold(&b->rels, &a->rels);
    return rels_hold(&a->rels, &b->rels) && words_hold(&a->words, &b->words);
}

static bool slot_holds(const struct cb_slot *a, const struct cb_slot *b)
{
    return a->role == b->role && a->want == b->want && a->cls == b->cls && (a->optional || !b->optional) &&
           rels_hold(&a->rels, &b->rels);
}

/* Wherever b fits with a word that both have as anchor, a fits, and no worse. */
static bool entry_holds(const struct cb_entry *a, const struct cb_entry *b)
{
    if (a->n_companions != b->n_companions || a->n_slots != b->n_slots)
        return false;
    for (uint32_t i = 0; i < b->n_companions; i++) {
        bool found = false;
        for (uint32_t k = 0; k < a->n_companions && !found; k++)
            found = companion_holds(&a->companion[k], &b->companion[i]);
        if (!found)
            return false;
    }
    for (uint32_t i = 0; i < b->n_slots; i++) {
        bool found = false;
        for (uint32_t k = 0; k < a->n_slots && !found; k++)
            found = slot_holds(&a->slot[k], &b->slot[i]);
        if (!found)
            return false;
    }
    return true;
}

static bool same_event(const struct codebook_entry *a, const struct codebook_entry *b)
{
    return a->type == b->type && str_eq(a->mode, b->mode) && strcmp(a->cameo, b->cameo) == 0;
}

static bool has_positive_example(const struct codebook_entry *e)
{
    for (uint32_t i = 0; i < e->n_examples; i++)
        if (!e->example[i].near_miss)
            return true;
    return false;
}

/* The words of entry b that an earlier entry takes first; out_first: that entry. */
static uint32_t words_taken(const struct codebook *c, uint32_t b, const struct cb_entry **out_first)
{
    const struct cb_entry *e = &c->entry.v[b];
    uint32_t n = 0;
    for (uint32_t w = 0; w < e->anchor.n; w++)
        for (uint32_t a = 0; a < b; a++) {
            struct cb_words one = {&e->anchor.v[w], 1};
            if (!words_hold(&c->entry.v[a].anchor, &one) || !entry_holds(&c->entry.v[a], e))
                continue;
            *out_first = &c->entry.v[a];
            n++;
            break;
        }
    return n;
}

uint32_t codebook_lint(const struct codebook *c, struct buf *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->entry.n; i++) {
        const struct codebook_entry *e = &c->entry.v[i].pub;
        if (!has_positive_example(e)) {
            buf_printf(out, "%.*s:%u: an entry without an example\n", STR_ARG(e->file), e->line);
            n++;
        }
        const struct cb_entry *first = NULL;
        uint32_t taken = words_taken(c, i, &first);
        if (!taken)
            continue;
        const char *what = !same_event(&first->pub, e)       ? "contradicts"
                           : taken == c->entry.v[i].anchor.n ? "never fires before"
                                                             : "repeats words of";
        buf_printf(out, "%.*s:%u: %s %.*s:%u\n", STR_ARG(e->file), e->line, what, STR_ARG(first->pub.file),
                   first->pub.line);
        n++;
    }
    return n;
}
