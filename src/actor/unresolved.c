/* Names that no list resolves: what a user may want to add. */
#include "actor/actor_int.h"

static bool is_capitalised(struct str word)
{
    return word.n && ((word.s[0] >= 'A' && word.s[0] <= 'Z') || (unsigned char)word.s[0] >= 0xC3);
}

static bool is_class(const struct actors *a, struct str word, enum word_class c)
{
    if (word.n > 1 && word.s[word.n - 1] == '.')
        word.n--;
    return word_is(a, lexicon_word(a, word), c);
}

/* Capitalised inside the sentence, whatever the tagger takes it for: "Middle", "General". Not "Mr.", nor the "Q" of
 * transcripts. */
static bool is_name_word(const struct actors *a, const struct doc *d, uint32_t tok)
{
    struct str word = tok_str(d, tok);
    uint8_t upos = d->tok.v[tok].upos;
    bool inside = tok > d->sent.v[d->tok.v[tok].sent].first_tok && (upos == UPOS_ADJ || upos == UPOS_NOUN);
    return word.n > 1 && (upos == UPOS_PROPN || inside) && is_capitalised(word) && !is_class(a, word, WC_HONORIFIC);
}

/* "Secretary-General", cut in three. */
static uint32_t after_hyphen(const struct actors *a, const struct doc *d, uint32_t tok, uint32_t end)
{
    if (tok + 1 >= end || !str_is(tok_str(d, tok), "-") ||
        ((d->tok.v[tok].flags | d->tok.v[tok + 1].flags) & TOK_SPACE_BEFORE))
        return NONE;
    return is_name_word(a, d, tok + 1) ? tok + 1 : NONE;
}

/* "Bank of Ruritania", "University of the Sea": the token after "of" and an article, or NONE. */
static uint32_t after_of(const struct actors *a, const struct doc *d, uint32_t tok, uint32_t end)
{
    if (tok >= end || !is_class(a, tok_str(d, tok), WC_OF))
        return NONE;
    tok++;
    if (tok < end && str_is(tok_str(d, tok), "the"))
        tok++;
    return tok < end && is_name_word(a, d, tok) ? tok : NONE;
}

struct run { /* tokens [first, end) */
    uint32_t first, end;
    bool has_name; /* one of its words is tagged as a name */
};

static struct run run_at(const struct actors *a, const struct doc *d, uint32_t first, uint32_t end)
{
    struct run r = {first, first, false};
    for (uint32_t t = first; t != NONE;) {
        r.has_name |= d->tok.v[t].upos == UPOS_PROPN;
        r.end = ++t;
        if (t < end && is_name_word(a, d, t))
            continue;
        uint32_t next = after_hyphen(a, d, t, end);
        t = next != NONE ? next : after_of(a, d, t, end);
    }
    return r;
}

/* "States", "Member States": common nouns that official texts write so. */
static bool is_common(const struct actors *a, const struct doc *d, struct run r)
{
    for (uint32_t t = r.first; t < r.end; t++) {
        struct str word = tok_str(d, t);
        if (!is_class(a, word, WC_STATES) && !str_is(word, "State") && !str_is(word, "Member") &&
            !str_is(word, "Members"))
            return false;
    }
    return true;
}

/* A date, common nouns, or touched by a mention. */
static bool is_known(const struct actors *a, const struct doc *d, const uint8_t *covered, struct run r)
{
    for (uint32_t t = r.first; t < r.end; t++)
        if (covered[t])
            return true;
    return is_common(a, d, r) || (r.end == r.first + 1 && is_class(a, tok_str(d, r.first), WC_MONTH));
}

static void cover(const struct doc *d, uint8_t *covered)
{
    for (uint32_t i = 0; i < d->mention.n; i++) {
        const struct mention *m = &d->mention.v[i];
        const struct sent *s = &d->sent.v[m->sent];
        if (m->is_filler || (!m->actor.code[0] && !m->name.n)) /* a sea has a name and no code */
            continue;
        for (uint32_t t = s->first_tok; t < s->end_tok; t++)
            if (d->tok.v[t].span.start < m->span.end && d->tok.v[t].span.end > m->span.start)
                covered[t] = 1;
    }
}

static bool is_page_number(const struct doc *d, uint32_t sent)
{
    if (sent >= d->sent.n)
        return false;
    const struct sent *s = &d->sent.v[sent];
    char first = d->text.s[s->span.start];
    return s->end_tok - s->first_tok == 1 && first >= '0' && first <= '9';
}

/* "… of the United" at the foot of a page: a name cut in two. */
static bool is_cut(const struct doc *d, uint32_t sent, struct run r)
{
    const struct sent *s = &d->sent.v[sent];
    return (r.end == s->end_tok && is_page_number(d, sent + 1)) ||
           (r.first == s->first_tok && sent > 0 && is_page_number(d, sent - 1));
}

uint32_t actors_unresolved(const struct actors *a, const struct doc *d, struct unresolved *out, uint32_t max)
{
    uint32_t n = 0;
    uint8_t *covered = arena_zalloc(d->scratch, d->tok.n + 1);
    cover(d, covered);
    for (uint32_t s = 0; s < d->sent.n && n < max; s++) {
        uint32_t end = d->sent.v[s].end_tok;
        for (uint32_t t = d->sent.v[s].first_tok; t < end && n < max; t++) {
            if (!is_name_word(a, d, t))
                continue;
            struct run r = run_at(a, d, t, end);
            t = r.end - 1;
            if (r.has_name && !is_known(a, d, covered, r) && !is_cut(d, s, r))
                out[n++] = (struct unresolved){{d->tok.v[r.first].span.start, d->tok.v[t].span.end}, s};
        }
    }
    return n;
}
