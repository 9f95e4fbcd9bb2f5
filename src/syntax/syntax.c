#include "syntax/syntax_int.h"

/* What is parsed for itself from token at on: a dateline, then the sentence, in pieces where it is very long. */
static uint32_t piece_length(const struct doc *d, const struct sent *s, uint32_t at)
{
    uint32_t n = 0;
    uint8_t dateline = d->tok.v[at].flags & TOK_DATELINE;
    while (at + n < s->end_tok && n < SYNTAX_MAX_WORDS && (d->tok.v[at + n].flags & TOK_DATELINE) == dateline)
        n++;
    return n;
}

/* Words of a piece as the network sees them. */
static void set_words(const struct syntax *s, const struct doc *d, uint32_t first_tok, uint32_t n, struct word *w)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t t = first_tok + i;
        word_init(&w[i], &s->lex, tok_str(d, t), i == 0, (d->tok.v[t].flags & TOK_GLUED) != 0);
    }
    words_judge_case(w, n);
}

/* Sets the tokens from first_tok on; a root is one unless the sentence has one already, from an earlier piece of it. */
static void set_tokens(const struct syntax *s, struct doc *d, struct sent *sent, uint32_t first_tok,
                       const struct network_sentence *found)
{
    for (uint32_t i = 0; i < found->n; i++) {
        struct tok *t = &d->tok.v[first_tok + i];
        t->upos = s->tag[found->tag[i]].upos;
        t->xpos = s->tag[found->tag[i]].xpos;
        t->lemma = lemma_guess(&s->lex, s->tag, found->word[i].lex, found->word[i].form, found->tag[i], d->arena);
        t->deprel = s->label[found->label[i]];
        t->head = found->head[i] == 0 ? NONE : first_tok + found->head[i] - 1;
        if (t->head != NONE)
            continue;
        if (sent->root_tok == NONE) {
            sent->root_tok = first_tok + i;
        } else {
            t->head = sent->root_tok;
            t->deprel = REL_PARATAXIS;
        }
    }
}

static bool is_subject(uint8_t deprel)
{
    return deprel == REL_NSUBJ || deprel == REL_NSUBJ_PASS || deprel == REL_NSUBJ_OUTER || deprel == REL_CSUBJ ||
           deprel == REL_EXPL;
}

/* A participle that everything hangs on passes for a past tense that was taken for one. */
static bool is_finite(const struct tok *t)
{
    return t->upos == UPOS_VERB && (t->xpos == XPOS_VBD || t->xpos == XPOS_VBZ || t->xpos == XPOS_VBP ||
                                    (t->xpos == XPOS_VBN && t->deprel == REL_ROOT));
}

/* A noun cannot modify the finite verb behind it, nor, over that verb, a word further on: it is the verb's subject, if
 * there is no other ("Uruguay resettled refugees"). Heads are chosen word by word; only their labels see it here. */
static void mend_subject(struct doc *d, const struct sent *sent, uint32_t tok)
{
    struct tok *t = &d->tok.v[tok];
    bool close = t->deprel == REL_OBL_UNMARKED, noun = t->upos == UPOS_NOUN || t->upos == UPOS_PROPN;
    if (!noun || !(t->deprel == REL_COMPOUND || close) || t->head == NONE || t->head <= tok)
        return;
    uint32_t verb = is_finite(&d->tok.v[t->head]) ? t->head : d->tok.v[t->head].head;
    bool part = verb != NONE && verb == t->head + 2 && d->tok.v[verb - 1].xpos == XPOS_HYPH; /* "test-launched" */
    if (verb == NONE || verb <= tok || (verb > t->head && !part) || !is_finite(&d->tok.v[verb]) ||
        (close && verb != tok + 1) || d->tok.v[tok + 1].xpos == XPOS_HYPH)
        return;
    for (uint32_t i = sent->first_tok; i < verb; i++)
        if (d->tok.v[i].head == verb && is_subject(d->tok.v[i].deprel))
            return;
    t->head = verb;
    t->deprel = REL_NSUBJ;
}

/* The network's word on the pieces: asked for those that it has not seen lately. */
static void run_new(const struct syntax *s, const struct network_sentence *piece, uint32_t n, uint32_t longest,
                    struct arena *scratch)
{
    struct network_sentence *new = arena_alloc(scratch, n * sizeof *new);
    uint32_t n_new = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!kept_trees_find(s->trees, &piece[i]))
            new[n_new++] = piece[i];
    network_run(&s->net, network_work_new(&s->net, longest, scratch), new, n_new);
    for (uint32_t i = 0; i < n_new; i++)
        kept_trees_add(s->trees, &new[i]);
}

enum status syntax_parse(const struct syntax *s, struct doc *d, struct fault *f)
{
    (void)f; /* sentence length is limited where sentences are made; memory by the arena's owner */
    uint32_t longest = 0, n_words = d->tok.n, n_pieces = 0;
    for (uint32_t i = 0; i < d->sent.n; i++) {
        uint32_t n = d->sent.v[i].end_tok - d->sent.v[i].first_tok;
        longest = n > longest ? n : longest;
        n_pieces += 2 + n / SYNTAX_MAX_WORDS;
        d->sent.v[i].root_tok = NONE;
    }
    if (longest == 0)
        return OK;
    longest = longest < SYNTAX_MAX_WORDS ? longest : SYNTAX_MAX_WORDS;
    struct arena_mark mark = arena_mark(d->scratch);
    struct word *word = arena_alloc(d->scratch, n_words * sizeof *word);
    uint8_t *tag = arena_alloc(d->scratch, n_words), *label = arena_alloc(d->scratch, n_words);
    uint32_t *head = arena_alloc(d->scratch, n_words * sizeof *head), n = 0;
    struct network_sentence *piece = arena_alloc(d->scratch, n_pieces * sizeof *piece);
    for (uint32_t i = 0; i < d->sent.n; i++) {
        const struct sent *sent = &d->sent.v[i];
        for (uint32_t at = sent->first_tok; at < sent->end_tok; at += piece[n++].n) {
            piece[n] = (struct network_sentence){word + at, piece_length(d, sent, at), tag + at, head + at, label + at};
            set_words(s, d, at, piece[n].n, word + at);
        }
    }
    run_new(s, piece, n, longest, d->scratch);
    n = 0;
    for (uint32_t i = 0; i < d->sent.n; i++) {
        struct sent *sent = &d->sent.v[i];
        uint32_t at = sent->first_tok, dateline = NONE;
        if (at < sent->end_tok && d->tok.v[at].flags & TOK_DATELINE) { /* its root hangs on the sentence's */
            dateline = n++;
            at += piece[dateline].n;
        }
        for (; at < sent->end_tok; at += piece[n++].n)
            set_tokens(s, d, sent, at, &piece[n]);
        if (dateline != NONE)
            set_tokens(s, d, sent, sent->first_tok, &piece[dateline]);
        for (uint32_t t = sent->first_tok; t < sent->end_tok; t++)
            mend_subject(d, sent, t);
        doc_link_children(d, sent->first_tok, sent->end_tok);
    }
    arena_rewind(d->scratch, mark);
    return OK;
}
