/* The walk from a word up through what governs it. The words that matter are data (lang/en/codebook/signatures.txt);
 * here is only where to look: at the word's own dependents, then upwards through the constructions that carry a status
 * down. */
#include "base/utf8.h"
#include "event/event_int.h"

enum { MAX_STEPS = 64 };

/* Once for each word, whatever phrase it belongs to. */
static bool is_noted(const struct trail *t, uint32_t tok)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (t->mark[i].tok == tok || (t->mark[i].sig.is_phrase && t->mark[i].tok == tok + 1))
            return true;
    return false;
}

static void note(struct trail *t, const struct signature *sig, uint32_t tok, bool governs)
{
    if (t->n < MAX_MARKS)
        t->mark[t->n++] = (struct mark){*sig, tok, t->level, governs};
}

/* A word, or the phrase of which it is the first: "not only", "instead of", "no longer". */
static void look(const struct match_sent *s, uint32_t word, unsigned constructions, struct trail *t)
{
    struct signature sig;
    bool phrase = word + 1 < s->end_tok && signature_find(s, word + 1, constructions, STR_NONE, &sig) && sig.is_phrase;
    if (is_noted(t, word) || is_noted(t, word + phrase))
        return;
    if (phrase || signature_find(s, word, constructions, STR_NONE, &sig))
        note(t, &sig, word + phrase, false);
}

/* "Should Russia attack", "had they known": a clause of condition without a mark. */
static bool is_inverted(const struct doc *d, uint32_t verb, uint32_t aux)
{
    uint32_t subject = tok_child(d, verb, REL_NSUBJ);
    if (subject == NONE)
        subject = tok_child(d, verb, REL_NSUBJ_PASS);
    return d->tok.v[verb].deprel == REL_ADVCL && subject != NONE && aux < subject && subject < verb;
}

#define BY_FORM(status_, name)                                                                                         \
    (struct signature)                                                                                                 \
    {                                                                                                                  \
        .status = (status_), .has_status = true, .rule = STR(name)                                                     \
    }

/* Does a clause of condition hang on the verb? Then what it would do is as open as that. */
static bool is_conditioned(const struct match_sent *s, uint32_t verb)
{
    const struct doc *d = s->doc;
    for (uint32_t c = tok_first_child(d, verb); c != NONE; c = tok_next(d, c)) {
        if (d->tok.v[c].deprel != REL_ADVCL)
            continue;
        for (uint32_t k = tok_first_child(d, c); k != NONE; k = tok_next(d, k)) {
            struct signature sig;
            if (d->tok.v[k].deprel == REL_AUX && is_inverted(d, c, k))
                return true;
            if (d->tok.v[k].deprel == REL_MARK && signature_find(s, k, CON_ANY, STR_NONE, &sig) &&
                sig.status == EST_HYPOTHETICAL)
                return true;
        }
    }
    return false;
}

/* "would have attacked": it did not come to that, or nobody knows. */
static bool is_counterfactual(const struct doc *d, uint32_t verb, uint32_t aux)
{
    if (d->tok.v[aux].xpos != XPOS_MD || d->tok.v[verb].xpos != XPOS_VBN)
        return false;
    for (uint32_t c = tok_next(d, aux); c != NONE; c = tok_next(d, c))
        if (d->tok.v[c].deprel == REL_AUX && str_is(d->tok.v[c].lemma, "have"))
            return str_is(d->tok.v[aux].lemma, "would");
    return false;
}

static void look_auxiliary(const struct match_sent *s, uint32_t verb, uint32_t aux, struct trail *t)
{
    const struct doc *d = s->doc;
    struct signature by_form = {.has_status = false};
    if (is_inverted(d, verb, aux))
        by_form = BY_FORM(EST_HYPOTHETICAL, "inversion");
    else if (is_counterfactual(d, verb, aux) || (str_is(d->tok.v[aux].lemma, "would") && is_conditioned(s, verb)))
        by_form = BY_FORM(EST_HYPOTHETICAL, "would, if");
    if (by_form.has_status)
        note(t, &by_form, aux, false);
    else
        look(s, aux, CON_ANY, t);
    if (str_ends(tok_str(d, aux), STR("n't")) && d->tok.v[aux].span.end - d->tok.v[aux].span.start > 3) {
        by_form = BY_FORM(EST_DENIED, "n't"); /* input that came in tokens may leave it on the verb */
        note(t, &by_form, aux, false);
    }
}

/* "Neither Iran nor Iraq attacked", "no troops crossed", "nobody came", "reached no agreement". */
static void look_argument(const struct match_sent *s, uint32_t tok, struct trail *t)
{
    const struct doc *d = s->doc;
    if (d->tok.v[tok].upos == UPOS_PRON || d->tok.v[tok].upos == UPOS_NOUN)
        look(s, tok, CON_ANY, t);
    for (uint32_t k = tok_first_child(d, tok); k != NONE; k = tok_next(d, k))
        if (d->tok.v[k].deprel == REL_DET || d->tok.v[k].deprel == REL_CC_PRECONJ)
            look(s, k, CON_ANY, t);
}

/* Auxiliaries, negation, modifiers, marks: "will", "not", "no", "planned", "allegedly", "if". below: the dependent from
 * which the walk came, whose determiner it has seen; NONE. */
static void own_words(const struct match_sent *s, uint32_t tok, uint32_t below, struct trail *t)
{
    const struct doc *d = s->doc;
    for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c)) {
        switch ((enum deprel)d->tok.v[c].deprel) {
        case REL_AUX:
            look_auxiliary(s, tok, c, t);
            break;
        case REL_ADVMOD: /* "due to visit" may come as one adverb, one mark or one preposition */
            look(s, c, tok_child(d, c, REL_FIXED) != NONE ? CON_ANY | CON_INF : CON_ANY, t);
            break;
        case REL_AMOD:
        case REL_DET:
        case REL_CC_PRECONJ:
            look(s, c, CON_ANY, t);
            break;
        case REL_MARK:
            look(s, c, CON_ANY | CON_ING | CON_INF, t);
            break;
        case REL_CASE:
        case REL_CC: /* "due to visit", but "due to the heat" */
            look(s, c,
                 CON_ANY | CON_ING | CON_OBJ |
                     (tok_child(d, c, REL_FIXED) != NONE && d->tok.v[tok].upos == UPOS_VERB ? CON_INF : 0),
                 t);
            break;
        case REL_NSUBJ:
        case REL_NSUBJ_PASS:
        case REL_OBJ:
            if (c != below)
                look_argument(s, c, t);
            break;
        default:
            break;
        }
    }
}

static struct str case_word(const struct doc *d, uint32_t tok)
{
    uint32_t c = tok_child(d, tok, REL_CASE);
    if (c == NONE)
        c = tok_child(d, tok, REL_MARK);
    for (uint32_t k = tok_first_child(d, tok); c == NONE && k != NONE; k = tok_next(d, k))
        c = d->tok.v[k].upos == UPOS_SCONJ ? k : NONE;
    return c == NONE ? STR_NONE : utf8_lower(d->scratch, tok_str(d, c));
}

/* "ruled out attacking Iran", "contemplated bombing Serbia": at once behind the verb or its particle, whatever the
 * tags. */
static bool is_gerund(const struct doc *d, uint32_t tok)
{
    const struct tok *t = &d->tok.v[tok];
    bool next = tok == t->head + 1 ||
                (tok > 0 && d->tok.v[tok - 1].head == t->head && d->tok.v[tok - 1].deprel == REL_COMPOUND_PRT);
    return t->xpos == XPOS_VBG ? next || t->deprel == REL_XCOMP : next && str_ends(tok_str(d, tok), STR("ing"));
}

/* How tok hangs on its head, in the terms of signatures (bits of enum construction); 0: in no way that carries a
 * status. */
static unsigned construction_of(const struct doc *d, uint32_t tok, struct str *out_prep)
{
    const struct tok *t = &d->tok.v[tok];
    uint32_t mark = tok_child(d, tok, REL_MARK);
    if (mark == NONE && t->upos == UPOS_VERB)
        mark = tok_child(d, tok, REL_CASE);
    bool to = mark != NONE &&
              (d->tok.v[mark].xpos == XPOS_TO || (t->xpos == XPOS_VB && str_eq_nocase(tok_str(d, mark), STR("to"))));
    *out_prep = STR_NONE;
    switch ((enum deprel)t->deprel) {
    case REL_OBJ:
    case REL_NSUBJ_PASS:
        return CON_OBJ;
    case REL_NSUBJ: /* "the attack is imminent" */
        return d->tok.v[t->head].upos == UPOS_ADJ ? CON_ANY : 0;
    case REL_XCOMP:
        return is_gerund(d, tok) && !to ? CON_ING : CON_INF;
    case REL_CCOMP:
    case REL_CSUBJ:
    case REL_CSUBJ_PASS:
        if (to || (t->xpos == XPOS_VBG && mark == NONE))
            return to ? CON_INF : CON_ING;
        return t->xpos == XPOS_VB && tok_child(d, tok, REL_AUX) == NONE ? CON_BARE | CON_THAT : CON_THAT;
    case REL_ADVCL:
    case REL_ACL:
        if (to)
            return CON_INF;
        *out_prep = case_word(d, tok);
        if (!out_prep->n && t->deprel == REL_ADVCL && is_gerund(d, tok))
            return CON_ING;
        return !out_prep->n ? 0 : str_is(*out_prep, "that") ? CON_THAT : CON_PREP;
    case REL_OBL:
    case REL_NMOD:
        *out_prep = case_word(d, tok);
        return !out_prep->n ? 0 : to ? CON_PREP | CON_INF : CON_PREP;
    default:
        return 0;
    }
}

static bool is_finite_form(uint8_t xpos)
{
    return xpos == XPOS_VBD || xpos == XPOS_VBZ || xpos == XPOS_VBP;
}

/* "failed to find a buyer and filed for protection": a finite verb is not coordinated with an infinitive, whatever the
 * tree says. */
static bool is_false_pair(const struct doc *d, uint32_t tok, uint32_t head)
{
    return d->tok.v[tok].deprel == REL_CONJ && is_finite_form(d->tok.v[tok].xpos) && d->tok.v[head].xpos == XPOS_VB &&
           tok_child(d, head, REL_AUX) == NONE;
}

/* "did not name him but said", "was apparently calm and took place": of another form than the auxiliary asks for, or
 * set against it. */
static bool is_set_apart(const struct doc *d, uint32_t tok, uint32_t head)
{
    uint32_t cc = tok_child(d, tok, REL_CC);
    bool leans = d->tok.v[head].xpos == XPOS_VB || tok_child(d, head, REL_COP) != NONE ||
                 tok_child(d, head, REL_AUX) != NONE || tok_child(d, head, REL_AUX_PASS) != NONE;
    return (is_finite_form(d->tok.v[tok].xpos) && !is_finite_form(d->tok.v[head].xpos) && leans) ||
           (cc != NONE && str_is(d->tok.v[cc].lemma, "but"));
}

static bool has_own_auxiliary(const struct doc *d, uint32_t verb)
{
    return tok_child(d, verb, REL_AUX) != NONE || tok_child(d, verb, REL_NSUBJ) != NONE ||
           tok_child(d, verb, REL_NSUBJ_PASS) != NONE;
}

/* Does what is said of the head ("will hold", "did not launch") hold for tok too? */
static bool shares_modality(const struct match_sent *s, uint32_t tok, uint32_t head, uint32_t support_tok,
                            bool governed)
{
    const struct doc *d = s->doc;
    switch ((enum deprel)d->tok.v[tok].deprel) {
    case REL_XCOMP:
        return true;
    case REL_CONJ:
        return !has_own_auxiliary(d, tok) && !is_set_apart(d, tok, head);
    case REL_OBJ:
    case REL_NSUBJ_PASS:
        return head == support_tok || governed || class_has(s, STR("support"), head);
    case REL_OBL:
        return head == support_tok || governed;
    case REL_NSUBJ:
        return head == support_tok || governed || class_has(s, STR("occur"), head);
    default:
        return governed;
    }
}

/* "rejected an offer", "fell short of his request": what can itself be accepted or refused is there. */
static bool is_there_to_refuse(const struct match_sent *s, uint32_t tok, unsigned con, const struct signature *sig)
{
    struct signature own;
    return s->doc->tok.v[tok].upos == UPOS_NOUN && (con == CON_OBJ || con == CON_PREP) && sig->status == EST_DENIED &&
           signature_find(s, tok, CON_INF | CON_THAT, STR_NONE, &own);
}

/* What governs tok: the head, or an adverb of degree at it ("too weak to attack"). */
static bool find_governor(const struct match_sent *s, uint32_t tok, uint32_t head, struct signature *out,
                          unsigned *out_con, uint32_t *out_word)
{
    const struct doc *d = s->doc;
    struct str prep;
    *out_con = construction_of(d, tok, &prep);
    *out_word = head;
    if (!*out_con)
        return false;
    if (signature_find(s, head, *out_con, prep, out))
        return true;
    for (uint32_t c = tok_first_child(d, head); c != NONE && *out_con == CON_INF; c = tok_next(d, c))
        if (d->tok.v[c].deprel == REL_ADVMOD && signature_find(s, c, CON_INF, STR_NONE, out)) {
            *out_word = c;
            return true;
        }
    return false;
}

/* "would like to thank": the thanks are given in saying so. */
static bool is_performed(const struct match_sent *s, uint32_t tok, uint32_t head)
{
    const struct doc *d = s->doc;
    return d->tok.v[tok].deprel == REL_XCOMP && str_is(d->tok.v[head].lemma, "like") &&
           tok_child(d, head, REL_AUX) != NONE && class_has(s, STR("performed"), tok);
}

static bool has_denial(const struct trail *t)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (t->mark[i].sig.has_status && t->mark[i].sig.status == EST_DENIED)
            return true;
    return false;
}

static bool is_closed_by(const struct doc *d, uint32_t end, const char *mark)
{
    while (end > 0 && (str_is(tok_str(d, end - 1), "\"") || str_is(tok_str(d, end - 1), "”")))
        end--;
    return end > 0 && str_is(tok_str(d, end - 1), mark);
}

/* "Why did Russia attack?" takes the attack for granted. */
static bool asks_whether(const struct doc *d, const struct sent *sent)
{
    uint32_t first = sent->first_tok;
    while (first + 1 < sent->end_tok && (d->tok.v[first].upos == UPOS_PUNCT || d->tok.v[first].upos == UPOS_CCONJ))
        first++;
    uint8_t x = d->tok.v[first].xpos;
    return x != XPOS_WRB && x != XPOS_WP && x != XPOS_WDT && x != XPOS_WPS;
}

/* Is one of the words from anchor up to top the head of a question whether, of the sentence or of a quotation in it? A
 * relative clause is no part of what is asked. */
static bool is_question(const struct doc *d, uint32_t anchor, uint32_t top)
{
    const struct sent *sent = &d->sent.v[d->tok.v[anchor].sent];
    bool asks = d->tok.v[top].deprel != REL_ACL_RELCL && is_closed_by(d, sent->end_tok, "?");
    for (uint32_t tok = anchor; !asks; tok = d->tok.v[tok].head) {
        uint32_t first, end;
        doc_subtree(d, tok, &first, &end);
        asks = is_closed_by(d, end, "?");
        if (tok == top)
            break;
    }
    return asks && asks_whether(d, sent);
}

void trail_of(const struct match_sent *s, uint32_t anchor, const struct trail_options *o, struct trail *out)
{
    const struct doc *d = s->doc;
    struct trail *t = out;
    memset(t, 0, sizeof *t);
    own_words(s, anchor, NONE, t);
    uint32_t tok = anchor;
    for (unsigned steps = 0; steps < MAX_STEPS; steps++) {
        uint32_t head = d->tok.v[tok].head;
        enum deprel rel = (enum deprel)d->tok.v[tok].deprel;
        if (head == NONE || rel == REL_ACL_RELCL || rel == REL_PARATAXIS || rel == REL_APPOS ||
            is_false_pair(d, tok, head))
            break;
        struct signature sig;
        unsigned con;
        uint32_t word;
        bool governed = find_governor(s, tok, head, &sig, &con, &word);
        if (governed && tok == anchor && is_there_to_refuse(s, tok, con, &sig))
            break;
        if (!governed && tok == o->content_tok && o->content != EST_ASSERTED) { /* its entry says what it does */
            sig = (struct signature){.status = o->content, .has_status = true, .rule = o->content_rule};
            word = head;
            governed = true;
        }
        t->level++;
        bool performed = is_performed(s, tok, head);
        if (governed && !performed)
            note(t, &sig, word, true);
        bool goes_on = shares_modality(s, tok, head, o->support_tok, governed);
        if (goes_on && !performed &&
            !(rel == REL_CONJ && has_denial(t))) /* "neither attacked nor visited" is one denial */
            own_words(s, head, tok, t);
        /* A denial or plan above a report ("he denied that …", "… said they would") is the report's business. */
        if (!goes_on && rel != REL_CONJ)
            break;
        tok = head;
    }
    t->top_tok = tok;
    t->is_question = is_question(d, anchor, t->top_tok);
}
