#include "syntax/syntax_int.h"

void sentence_words(const struct syntax *s, const struct doc *d, uint32_t first_tok, uint32_t n, struct word *w)
{
    for (uint32_t i = 0; i < n; i++) {
        struct str form = tok_str(d, first_tok + i);
        word_init(&w[i], form, i == 0, (d->tok.v[first_tok + i].flags & TOK_GLUED) != 0);
        word_look_up(&w[i], &s->lex, form);
    }
    if (words_without_case(w, n))
        for (uint32_t i = 0; i < n; i++)
            word_forget_case(&w[i]);
}

static void parse_sentence(const struct syntax *s, struct doc *d, struct sent *sent, struct word *w, struct parse *p)
{
    uint32_t first = sent->first_tok, n = sent->end_tok - sent->first_tok;
    sentence_words(s, d, first, n, w);
    memset(w + n, 0, WORD_PAD * sizeof *w);
    tag_words(s, w, n);
    parse_begin(p, w, s->tag, n);
    parse_words(s, p);
    for (uint32_t i = 0; i < n; i++) {
        struct tok *t = &d->tok.v[first + i];
        const struct node *x = &p->node[i + 1];
        t->upos = s->tag[w[i].tag].upos;
        t->xpos = s->tag[w[i].tag].xpos;
        t->lemma = lemma_guess(&s->lex, s->tag, w[i].lex, tok_str(d, first + i), w[i].tag, d->arena);
        t->deprel = s->label[x->label];
        t->head = x->head > n ? NONE : first + x->head - 1;
        if (t->head == NONE)
            sent->root_tok = first + i;
    }
    doc_link_children(d, first, sent->end_tok);
}

enum status syntax_parse(const struct syntax *s, struct doc *d, struct fault *f)
{
    (void)f; /* sentence length is limited where sentences are made; memory by the arena's owner */
    uint32_t longest = 0;
    for (uint32_t i = 0; i < d->sent.n; i++) {
        uint32_t n = d->sent.v[i].end_tok - d->sent.v[i].first_tok;
        longest = n > longest ? n : longest;
    }
    if (longest == 0)
        return OK;
    struct arena_mark mark = arena_mark(d->scratch);
    struct word *w = arena_zalloc(d->scratch, (longest + 2 * WORD_PAD) * sizeof *w);
    struct parse p = {.node = arena_alloc(d->scratch, (longest + 2) * sizeof *p.node),
                      .stack = arena_alloc(d->scratch, (longest + 1) * sizeof *p.stack)};
    for (uint32_t i = 0; i < d->sent.n; i++)
        if (d->sent.v[i].end_tok > d->sent.v[i].first_tok)
            parse_sentence(s, d, &d->sent.v[i], w + WORD_PAD, &p);
        else
            d->sent.v[i].root_tok = NONE;
    arena_rewind(d->scratch, mark);
    return OK;
}
