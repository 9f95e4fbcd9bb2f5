/* What a text tells of no one act: "when a state makes a pledge", "those who decide to pay", "talk about signing a
 * pact", "to secure their promise". */
#include "ledger/ledger_int.h"

/* The clause that a word's clause is joined to: "when they sign and agree to pay". */
static uint32_t clause_of(const struct doc *d, uint32_t tok)
{
    while (d->tok.v[tok].deprel == REL_CONJ || d->tok.v[tok].deprel == REL_OBJ || d->tok.v[tok].deprel == REL_XCOMP)
        tok = d->tok.v[tok].head;
    return tok;
}

static bool is_present(const struct doc *d, uint32_t verb)
{
    bool aux = tok_child(d, verb, REL_AUX) != NONE || tok_child(d, verb, REL_COP) != NONE;
    return !aux && (d->tok.v[verb].xpos == XPOS_VBP || d->tok.v[verb].xpos == XPOS_VBZ);
}

/* "whenever he makes plans": at any time. */
static bool is_at_any_time(const struct sentence *s, uint32_t clause)
{
    const struct doc *d = s->d;
    if (d->tok.v[clause].deprel == REL_ADVCL_RELCL && is_present(d, clause))
        return class_has(&s->ms, STR("whenever"), d->tok.v[clause].head);
    if (d->tok.v[clause].deprel != REL_ADVCL || !is_present(d, clause))
        return false;
    for (uint32_t c = tok_first_child(d, clause); c != NONE && c < clause; c = tok_next(d, c))
        if (class_has(&s->ms, STR("whenever"), c))
            return true;
    return false;
}

/* "from the time that they decide to build one", "states that agree to pay": an act is told in another tense. */
static bool is_of_anybody(const struct sentence *s, uint32_t verb)
{
    const struct tok *tok = &s->d->tok.v[verb];
    bool beside = tok->deprel == REL_ACL_RELCL || tok->deprel == REL_ADVCL || tok->deprel == REL_ACL;
    return beside && is_present(s->d, verb) && class_has(&s->ms, STR("deciding"), verb);
}

/* "in touch about scheduling a meeting", "instead of agreeing to pay" */
static bool is_only_thought_of(const struct sentence *s, uint32_t verb)
{
    const struct doc *d = s->d;
    if (d->tok.v[verb].xpos != XPOS_VBG || tok_child(d, verb, REL_NMOD_POSS) != NONE) /* "of Mali's joining" */
        return false;
    for (uint32_t c = tok_first_child(d, verb); c != NONE && c < verb; c = tok_next(d, c))
        if ((d->tok.v[c].deprel == REL_MARK || d->tok.v[c].deprel == REL_CASE) &&
            class_has(&s->ms, STR("thought-of"), c))
            return true;
    return false;
}

/* "to secure their promise", "an assessment of its intention": there is none yet. */
static bool is_to_be_had(const struct sentence *s, uint32_t noun)
{
    const struct doc *d = s->d;
    if (d->tok.v[noun].deprel == REL_NMOD && class_has(&s->ms, STR("assessing"), d->tok.v[noun].head))
        return true;
    uint32_t verb = d->tok.v[noun].deprel == REL_OBJ ? d->tok.v[noun].head : NONE;
    return verb != NONE && (d->tok.v[verb].xpos == XPOS_VB || d->tok.v[verb].xpos == XPOS_VBG) &&
           class_has(&s->ms, STR("obtaining"), verb);
}

static bool is_that(const struct doc *d, uint32_t tok)
{
    return tok != NONE && str_eq_nocase(tok_str(d, tok), STR("that"));
}

/* "their agreement that Iran must pay": what both think, and no pact. The clause may pass for a relative one. */
bool is_shared_view(const struct sentence *s, uint32_t noun)
{
    const struct doc *d = s->d;
    for (uint32_t c = tok_first_child(d, noun); c != NONE; c = tok_next(d, c)) {
        uint32_t aux = tok_child(d, c, REL_AUX), subject = tok_child(d, c, REL_NSUBJ);
        if (c < noun || subject == NONE || is_that(d, subject))
            continue;
        if ((d->tok.v[c].deprel == REL_ACL && is_that(d, tok_child(d, c, REL_MARK))) ||
            (d->tok.v[c].deprel == REL_ACL_RELCL && is_that(d, tok_child(d, c, REL_OBJ)) && aux != NONE &&
             d->tok.v[aux].xpos == XPOS_MD))
            return true;
    }
    return false;
}

bool is_supposed(const struct sentence *s, uint32_t tok)
{
    if (s->d->tok.v[tok].upos != UPOS_VERB && is_to_be_had(s, tok))
        return true;
    uint32_t clause = clause_of(s->d, tok), mark = tok_child(s->d, tok, REL_MARK);
    if (mark != NONE && str_eq_nocase(tok_str(s->d, mark), STR("for")) && has_to(s->d, tok)) /* "for Mali to decide" */
        return true;
    return is_at_any_time(s, clause) || is_of_anybody(s, tok) || is_only_thought_of(s, tok);
}

/* "funds of the bank, intended to help": what a thing is for. */
bool is_meant_for(const struct sentence *s, uint32_t verb)
{
    const struct tok *tok = &s->d->tok.v[verb];
    return tok->xpos == XPOS_VBN && tok_child(s->d, verb, REL_AUX) == NONE && class_has(&s->ms, STR("meaning"), verb);
}

/* "not a single senator agreed to", "there is nobody who foresaw" */
static bool has_nobody(const struct sentence *s, uint32_t subject)
{
    uint32_t first, end;
    doc_subtree(s->d, subject, &first, &end);
    for (uint32_t t = first; t <= subject; t++)
        if (class_has(&s->ms, STR("nobody"), t))
            return true;
    return false;
}

/* "I promise not to bore you", "I promise you we will look": what one says in talking, and no pledge. */
static bool is_of_talk(const struct sentence *s, const struct match *m, uint32_t subject, uint32_t content)
{
    const struct doc *d = s->d;
    uint32_t own = content == NONE ? NONE : tok_child(d, content, REL_NSUBJ);
    return class_has(&s->ms, STR("talkative"), m->anchor_tok) && str_eq_nocase(tok_str(d, subject), STR("i")) &&
           (own == NONE || is_first_person(d, own));
}

/* Is it told of nobody, of a thing ("Mali's ambitions threaten to"), or only said in talking? */
bool is_of_nobody(const struct sentence *s, const struct match *m, uint32_t content)
{
    const struct doc *d = s->d;
    if (d->tok.v[m->anchor_tok].upos != UPOS_VERB)
        return false;
    for (uint32_t i = 0; i < m->n_fillers; i++) {
        uint32_t tok = m->filler[i].tok;
        if (m->filler[i].role != ROLE_S)
            continue;
        uint32_t mention = d->tok.v[tok].mention;
        bool thing = (mention == NONE || d->mention.v[mention].is_filler) && d->tok.v[tok].upos == UPOS_NOUN;
        if ((m->entry->ledger.kind == LEDGER_THREAT && thing) || has_nobody(s, tok) || is_of_talk(s, m, tok, content))
            return true;
    }
    return false;
}

static bool is_aux_of(const struct doc *d, uint32_t tok, uint32_t root)
{
    return tok == root
               ? d->tok.v[tok].upos == UPOS_AUX || str_is(d->tok.v[tok].lemma, "be")
               : d->tok.v[tok].head == root && (d->tok.v[tok].deprel == REL_AUX || d->tok.v[tok].deprel == REL_COP);
}

/* "First, on the prisoners, is there any sign that ...": helping verb and subject, in that order, without a mark of
 * interrogation. */
bool is_inverted(const struct sentence *s)
{
    const struct doc *d = s->d;
    for (uint32_t t = s->ms.first_tok; t + 1 < s->ms.end_tok; t++) {
        uint32_t root = d->tok.v[t].head == NONE ? t : d->tok.v[t].head;
        uint32_t subject = tok_child(d, root, REL_NSUBJ);
        if (d->tok.v[root].head != NONE || !is_aux_of(d, t, root) || str_is(d->tok.v[t].lemma, "may"))
            continue;    /* "may I recommend" */
        if (subject < t) /* "the fact is he was right" */
            return false;
        const struct tok *next = &d->tok.v[t + 1];
        return next->head == root && next->upos == UPOS_PRON &&
               (next->deprel == REL_NSUBJ || next->deprel == REL_NSUBJ_PASS || next->deprel == REL_EXPL);
    }
    return false;
}
