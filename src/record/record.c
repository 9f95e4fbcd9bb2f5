#include "record/record.h"

#include <assert.h>

struct doc *doc_new(struct arena *arena, struct arena *scratch)
{
    struct doc *d = arena_zalloc(arena, sizeof *d);
    d->arena = arena;
    d->scratch = scratch;
    d->date = DAY_NONE;
    d->text = STR("");
    return d;
}

void doc_link_children(struct doc *d, uint32_t first_tok, uint32_t end_tok)
{
    struct tok *t = d->tok.v;
    for (uint32_t i = first_tok; i < end_tok; i++)
        t[i].first_child = t[i].next_sibling = NONE;
    /* From the right, so that each list comes out in text order. */
    for (uint32_t i = end_tok; i-- > first_tok;) {
        uint32_t head = t[i].head;
        if (head == NONE)
            continue;
        assert(head >= first_tok && head < end_tok && head != i);
        t[i].next_sibling = t[head].first_child;
        t[head].first_child = i;
    }
}

void doc_subtree(const struct doc *d, uint32_t tok, uint32_t *out_first, uint32_t *out_end)
{
    uint32_t first = tok, end = tok + 1;
    /* Depth-first without a stack: down by first_child, on by next_sibling, back up by head. */
    for (uint32_t t = tok;;) {
        if (t < first)
            first = t;
        if (t >= end)
            end = t + 1;
        if (d->tok.v[t].first_child != NONE) {
            t = d->tok.v[t].first_child;
            continue;
        }
        while (t != tok && d->tok.v[t].next_sibling == NONE)
            t = d->tok.v[t].head;
        if (t == tok)
            break;
        t = d->tok.v[t].next_sibling;
    }
    *out_first = first;
    *out_end = end;
}

uint32_t tok_child(const struct doc *d, uint32_t tok, enum deprel rel)
{
    for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c))
        if (d->tok.v[c].deprel == rel)
            return c;
    return NONE;
}

static bool in_phrase(const struct doc *d, uint32_t child, uint32_t head)
{
    switch ((enum deprel)d->tok.v[child].deprel) {
    case REL_DET:
    case REL_DET_PREDET:
    case REL_AMOD:
    case REL_COMPOUND:
    case REL_NUMMOD:
    case REL_NMOD_POSS:
    case REL_NMOD_DESC:
    case REL_FLAT:
    case REL_FIXED:
    case REL_GOESWITH:
    case REL_CASE: /* only the possessive 's inside; a preposition stands before the phrase */
        return d->tok.v[child].deprel != REL_CASE || child > head;
    case REL_ADVMOD: { /* "nearly all"; not "reportedly, the", which opens the sentence */
        enum { REACH = 5 };
        return child < head && child + REACH > head;
    }
    case REL_NMOD: { /* "a court in Bishkek"; a name is where it is by chance ("met Hariri in Washington") */
        uint32_t preposition = tok_child(d, child, REL_CASE);
        return preposition != NONE &&
               (str_eq_nocase(tok_str(d, preposition), STR("of")) ||
                (str_eq_nocase(tok_str(d, preposition), STR("in")) && d->tok.v[head].upos != UPOS_PROPN));
    }
    default:
        return false;
    }
}

/* "his counterpart President Mattarella": an apposition that no comma parts off belongs to the name. */
static bool is_close_apposition(const struct doc *d, uint32_t child, uint32_t end)
{
    uint32_t first, stop;
    if (d->tok.v[child].deprel != REL_APPOS || d->tok.v[end].upos == UPOS_PUNCT)
        return false;
    doc_subtree(d, child, &first, &stop);
    return first == end;
}

/* "The National Security Council (NSC)": where a gloss of one word follows, what is behind it; else end itself. */
static uint32_t gloss_end(const struct doc *d, uint32_t end, uint32_t sent_end)
{
    bool gloss = end + 2 < sent_end && str_is(tok_str(d, end), "(") && str_is(tok_str(d, end + 2), ")") &&
                 d->tok.v[end + 1].upos == UPOS_PROPN;
    return gloss ? end + 3 : end;
}

/* Nested phrases by the same rule, so that no relative clause comes in below an of-phrase. depth bounds the nesting. */
static void phrase_tokens(const struct doc *d, uint32_t head, unsigned depth, uint32_t *out_first, uint32_t *out_end)
{
    enum { DEPTH = 16 };
    uint32_t first = head, end = head + 1;
    for (uint32_t c = tok_first_child(d, head); c != NONE; c = tok_next(d, c)) {
        if (depth == DEPTH || !(in_phrase(d, c, head) || is_close_apposition(d, c, end)))
            continue;
        uint32_t from, to;
        if (d->tok.v[c].deprel == REL_NMOD || d->tok.v[c].deprel == REL_APPOS)
            phrase_tokens(d, c, depth + 1, &from, &to);
        else
            doc_subtree(d, c, &from, &to);
        first = from < first ? from : first;
        if (to > end && d->tok.v[c].deprel != REL_CASE)
            end = to;
    }
    *out_first = first;
    *out_end = gloss_end(d, end, d->sent.v[d->tok.v[head].sent].end_tok);
}

struct span doc_phrase(const struct doc *d, uint32_t head_tok)
{
    uint32_t first, end;
    phrase_tokens(d, head_tok, 0, &first, &end);
    return (struct span){d->tok.v[first].span.start, d->tok.v[end - 1].span.end};
}

uint32_t doc_add_filler(struct doc *d, uint32_t head_tok)
{
    if (d->tok.v[head_tok].mention != NONE)
        return d->tok.v[head_tok].mention;
    uint32_t id = d->mention.n;
    struct mention *m = array_add(d->arena, &d->mention);
    *m = (struct mention){
        .sent = d->tok.v[head_tok].sent,
        .phrase = doc_phrase(d, head_tok),
        .head_tok = head_tok,
        .group = NONE,
        .is_filler = true,
        .entity = id,
        .next_same_head = NONE,
    };
    m->span = m->phrase;
    d->tok.v[head_tok].mention = id;
    return id;
}

int32_t event_day(const struct doc *d, const struct event *e, bool *by_document)
{
    *by_document =
        e->date.to == DAY_NONE && e->status == EST_ASSERTED && e->time == TIME_CURRENT && d->date != DAY_NONE;
    return *by_document ? d->date : e->date.to;
}

void doc_statements_at(const struct doc *d, uint32_t byte, uint32_t *out_first, uint32_t *out_end)
{
    uint32_t low = 0, high = d->statement.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (d->statement.v[middle].content.start <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    *out_first = *out_end = low;
    while (*out_first > 0 && d->statement.v[*out_first - 1].reach > byte)
        --*out_first;
}
