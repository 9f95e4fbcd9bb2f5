/* What a matter's words stand under: a wish or a condition further up ("aspires to join", "steps such as signing the
 * pact, if ..."), a question inside ("how they will pay"), or words that name it as known ("their pact").
 * The trail (event/trail.c) follows what surely carries a status down; a ledger asks for more before it calls a thing
 * done. */
#include "ledger/ledger_int.h"

static bool has_condition(const struct sentence *s, uint32_t verb)
{
    return has_child_of(s, verb, REL_MARK, "condition");
}

/* "should", "would": as auxiliary of a word above. */
static enum event_status status_of_auxiliary(const struct sentence *s, uint32_t tok)
{
    for (uint32_t c = tok_first_child(s->d, tok); c != NONE; c = tok_next(s->d, c)) {
        if (s->d->tok.v[c].deprel == REL_AUX && class_has(&s->ms, STR("wishing-aux"), c))
            return EST_REQUESTED;
        if (s->d->tok.v[c].deprel == REL_AUX && class_has(&s->ms, STR("supposing-aux"), c))
            return EST_HYPOTHETICAL;
    }
    return has_condition(s, tok) ? EST_HYPOTHETICAL : EST_ASSERTED;
}

static bool is_nominal_subject(enum deprel rel)
{
    return rel == REL_NSUBJ || rel == REL_NSUBJ_PASS;
}

/* Who wishes is not wished for, nor is what is told beside it. */
static bool can_be_wished(const struct doc *d, uint32_t tok)
{
    enum deprel rel = (enum deprel)d->tok.v[tok].deprel;
    bool verb = d->tok.v[d->tok.v[tok].head].upos == UPOS_VERB;
    return rel != REL_CONJ && rel != REL_ADVCL && !(verb && rel == REL_NSUBJ);
}

/* A finite clause that somebody says or that stands for itself is under no wish but that of its own verb. */
static bool ends_walk(const struct sentence *s, uint32_t tok)
{
    const struct doc *d = s->d;
    switch ((enum deprel)d->tok.v[tok].deprel) {
    case REL_ACL_RELCL: /* but "the point where they decide" */
        return !class_has(&s->ms, STR("occasion"), d->tok.v[tok].head);
    case REL_PARATAXIS:
    case REL_APPOS:
        return true;
    case REL_CONJ:
        return tok_child(d, tok, REL_NSUBJ) != NONE;
    default:
        return d->tok.v[tok].head == NONE;
    }
}

enum event_status wished_status(const struct sentence *s, uint32_t tok)
{
    const struct doc *d = s->d;
    uint32_t outer = tok_child(d, tok, REL_NSUBJ_OUTER);
    if (outer != NONE && class_has(&s->ms, STR("wish"), outer)) /* "our dream is that they will pay" */
        return EST_REQUESTED;
    for (uint32_t at = tok; !ends_walk(s, at);) {
        enum deprel rel = (enum deprel)d->tok.v[at].deprel;
        uint32_t head = d->tok.v[at].head;
        if (can_be_wished(d, at) && class_has(&s->ms, STR("wish"), head))
            return EST_REQUESTED;
        if (rel == REL_CCOMP)
            break;
        if (rel == REL_ADVCL && d->tok.v[at].xpos == XPOS_VBD) /* "would say that when they signed" */
            break;
        bool there = rel == REL_NSUBJ && at > head; /* "should there be a pact" */
        bool seen = (is_nominal_subject(rel) && !there) || rel == REL_XCOMP ||
                    rel == REL_CONJ; /* of no bearing, or on the trail */
        enum event_status status = seen ? EST_ASSERTED : status_of_auxiliary(s, head);
        if (rel == REL_XCOMP && has_condition(s, head)) /* "if they are able to pay" */
            status = EST_HYPOTHETICAL;
        if (status != EST_ASSERTED)
            return status;
        at = head;
    }
    return EST_ASSERTED;
}

/* "our pact", "the treaty with Peru", "this accord": it is there, whatever is to come of it. */
bool is_named_as_known(const struct doc *d, uint32_t noun)
{
    static const char *const words[] = {"the", "this", "that", "these", "those"};
    if (d->tok.v[noun].upos == UPOS_VERB)
        return false;
    uint32_t c = tok_child(d, noun, REL_DET);
    for (size_t i = 0; c != NONE && i < sizeof words / sizeof words[0]; i++)
        if (str_eq_nocase(tok_str(d, c), str_of(words[i])))
            return true;
    return tok_child(d, noun, REL_NMOD_POSS) != NONE;
}

static bool is_asking(const struct doc *d, uint32_t tok)
{
    static const char *const words[] = {"what", "who", "whom", "which", "how", "whether", "where", "why", "when"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_eq_nocase(tok_str(d, tok), str_of(words[i])))
            return true;
    return false;
}

/* "his decision about who he plans to support" */
static bool has_who(const struct doc *d, uint32_t verb, uint32_t content)
{
    for (uint32_t c = tok_first_child(d, content); c != NONE && c < verb; c = tok_next(d, c))
        if (d->tok.v[c].deprel == REL_OBJ && d->tok.v[c].xpos == XPOS_WP)
            return true;
    return false;
}

/* "whom they decided to send", "how it plans to pay": such a word at the verb, at what it governs, or at their object.
 */
bool is_question_inside(const struct doc *d, uint32_t verb, uint32_t content)
{
    uint32_t first, end; /* "how much money they are likely to get" */
    doc_subtree(d, d->tok.v[verb].deprel == REL_ACL_RELCL ? d->tok.v[verb].head : verb, &first, &end);
    if (d->tok.v[verb].deprel == REL_ACL_RELCL && is_asking(d, first))
        return true;
    uint32_t subject = tok_child(d, verb, REL_NSUBJ), aux = tok_child(d, verb, REL_AUX);
    if (subject != NONE && aux < subject) /* "when will they pay", "as will his team" */
        return true;
    if (d->tok.v[verb].deprel == REL_ACL_RELCL || d->tok.v[verb].deprel == REL_ADVCL)
        return tok_child(d, verb, REL_MARK) == NONE && content != NONE && has_who(d, verb, content);
    const uint32_t at[] = {verb, content};
    for (size_t i = 0; i < 2 && at[i] != NONE; i++)
        for (uint32_t c = tok_first_child(d, at[i]); c != NONE; c = tok_next(d, c)) {
            doc_subtree(d, c, &first, &end); /* "which towns", "how much money" */
            if (c != subject && c < at[i] && d->tok.v[c].upos != UPOS_VERB && is_asking(d, first))
                return true;
        }
    return false;
}

/* "the summit that Peru plans to hold": the noun which the clause of this verb describes and its content lacks; NONE.
 */
uint32_t lacking_of_clause(const struct sentence *s, uint32_t verb, uint32_t content)
{
    const struct doc *d = s->d;
    uint32_t subject = tok_child(d, verb, REL_NSUBJ);
    if (subject == NONE) /* "the aid that Mali is expected to get" */
        subject = tok_child(d, verb, REL_NSUBJ_PASS);
    bool own_subject = subject != NONE && d->tok.v[subject].xpos != XPOS_WDT && d->tok.v[subject].xpos != XPOS_WP;
    if (d->tok.v[verb].deprel != REL_ACL_RELCL || !own_subject || content == NONE ||
        class_has(&s->ms, STR("circumstance"), d->tok.v[verb].head))
        return NONE;
    if (tok_child(d, verb, REL_MARK) != NONE && class_has(&s->ms, STR("told"), d->tok.v[verb].head))
        return NONE; /* "the statement that they intend to pay" */
    for (uint32_t c = tok_first_child(d, verb); c != NONE && c < verb; c = tok_next(d, c))
        if (d->tok.v[c].xpos == XPOS_WRB) /* "cases where he decided to pay" */
            return NONE;
    for (uint32_t c = tok_first_child(d, content); c != NONE; c = tok_next(d, c))
        if (d->tok.v[c].deprel == REL_OBJ && d->tok.v[c].xpos != XPOS_WDT && d->tok.v[c].xpos != XPOS_WP)
            return NONE;
    return d->tok.v[verb].head;
}
