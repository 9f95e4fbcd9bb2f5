/* "was not signed, as the press had predicted", "like earlier reports wrongly foretold": what somebody foretold is what
 * the clause around tells. The text says itself how it came out, so the foreteller claims none of it. */
#include "statement/statement_int.h"

static bool is_as(const struct doc *d, uint32_t tok)
{
    return tok_is(d, tok, "as") || tok_is(d, tok, "like");
}

/* The "as" or "like" among the dependents of tok before it. */
static uint32_t as_before(const struct doc *d, uint32_t tok)
{
    for (uint32_t c = tok_first_child(d, tok); c != NONE && c < tok; c = tok_next(d, c))
        if (is_as(d, c))
            return c;
    return NONE;
}

/* The word of comparing at the verb, or at the noun which stands next before it as its subject, wherever the parser
 * hung that. Gives the word that stands in the clause around; NONE: none. */
static uint32_t compared_at(const struct doc *d, uint32_t verb, uint32_t *out_as, uint32_t *out_speaker)
{
    enum { BACK = 4 };
    if ((*out_as = as_before(d, verb)) != NONE)
        return verb;
    for (uint32_t t = verb; t-- > 0 && t + BACK >= verb && d->tok.v[t].upos != UPOS_PUNCT;) {
        if (d->tok.v[t].upos != UPOS_NOUN && d->tok.v[t].upos != UPOS_PROPN)
            continue;
        *out_as = as_before(d, t);
        *out_speaker = t;
        return *out_as == NONE ? NONE : t;
    }
    return NONE;
}

/* "was delayed and was not agreed on, as the press foretold": the last of the joined verbs before the comparison. */
static uint32_t nearest_joined(const struct doc *d, uint32_t verb, uint32_t compared)
{
    uint32_t nearest = verb;
    for (uint32_t c = tok_first_child(d, verb); c != NONE && c < compared; c = tok_next(d, c))
        if (c > verb && d->tok.v[c].deprel == REL_CONJ && d->tok.v[c].upos == UPOS_VERB)
            nearest = c;
    return nearest;
}

static uint32_t clause_around(const struct doc *d, uint32_t cue, uint32_t compared)
{
    enum { STEPS = 3 };
    uint32_t up = d->tok.v[compared].head;
    if (up == cue) /* its subject hung on it */
        up = d->tok.v[cue].head;
    for (unsigned i = 0; i < STEPS && up != NONE && d->tok.v[up].upos != UPOS_VERB; i++)
        up = d->tok.v[up].head;
    return up == NONE || up == cue ? NONE : nearest_joined(d, up, compared);
}

/* "as rigorous as one would expect" */
static bool has_modal(const struct doc *d, uint32_t verb)
{
    uint32_t aux = tok_child(d, verb, REL_AUX);
    return aux != NONE && d->tok.v[aux].xpos == XPOS_MD;
}

bool compared_find(const struct finder *f, struct cue *c, struct tok_range *out)
{
    const struct doc *d = f->d;
    uint8_t form = d->tok.v[c->tok].xpos;
    uint32_t as, speaker = c->speaker_tok;
    if (!(f->r->entry.v[c->entry].flags & CUE_FORESEE) || c->content_tok != NONE || has_modal(d, c->tok) ||
        d->tok.v[c->tok].upos != UPOS_VERB || form == XPOS_VBG || d->tok.v[c->tok].deprel == REL_ACL_RELCL ||
        tok_child(d, c->tok, REL_AUX_PASS) != NONE || (c->tok + 1 < d->tok.n && tok_is(d, c->tok + 1, "by")))
        return false;
    uint32_t compared = compared_at(d, c->tok, &as, &speaker);
    uint32_t clause = compared == NONE ? NONE : clause_around(d, c->tok, compared);
    if (clause == NONE || speaker == NONE || f->quote_of[clause] != NONE)
        return false;
    doc_subtree(d, clause, &out->first, &out->end);
    while (out->first < clause && d->tok.v[out->first].upos == UPOS_CCONJ)
        out->first++;
    if (clause < as)
        out->end = as;
    else /* "As the press foretold, …" */
        doc_subtree(d, c->tok, &(uint32_t){0}, &out->first);
    c->speaker_tok = speaker;
    return out->first < out->end;
}
