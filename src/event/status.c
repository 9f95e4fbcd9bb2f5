/* Status and voice. The words that change them are data (lang/en/codebook/signatures.txt); here is only where to look:
 * at the word's own dependents, then upwards through the constructions that carry a status down. */
#include "base/utf8.h"
#include "event/event_int.h"

/* Innermost first: what stands nearer the word wins, but a denial wins over plans ("will not sign"), a denied denial is
 * doubt, and doubt or a condition over a plan is doubt. */
static enum event_status combine(enum event_status now, enum event_status outer)
{
    if (now == EST_ASSERTED || outer == now)
        return outer == EST_DENIED && now == EST_DENIED ? EST_SPECULATED : outer;
    if (outer == EST_DENIED)
        return EST_DENIED;
    if (now == EST_PLANNED && (outer == EST_SPECULATED || outer == EST_HYPOTHETICAL))
        return outer;
    return now;
}

static void apply(struct standing *st, const struct signature *sig)
{
    if (sig->has_status && sig->status != EST_ASSERTED)
        st->status = combine(st->status, sig->status);
    if (sig->has_voice && st->voice == VOICE_REPORTER)
        st->voice = sig->voice;
    if (st->n_rules < 4)
        st->rule[st->n_rules++] = sig->rule;
}

/* Auxiliaries, negation, modifiers, marks: "will", "not", "no", "planned", "allegedly", "if". */
static void own_words(const struct match_sent *s, uint32_t tok, struct standing *st)
{
    const struct doc *d = s->doc;
    struct signature sig;
    for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c)) {
        switch ((enum deprel)d->tok.v[c].deprel) {
        case REL_AUX:
        case REL_ADVMOD:
        case REL_AMOD:
        case REL_DET:
        case REL_CC_PRECONJ:
        case REL_MARK:
        case REL_CASE:
        case REL_CC:
            if (signature_find(s, c, CON_ANY, STR_NONE, &sig))
                apply(st, &sig);
            break;
        case REL_NSUBJ: /* "Neither Iran nor Iraq attacked", "no troops crossed" */
        case REL_NSUBJ_PASS:
            for (uint32_t k = tok_first_child(d, c); k != NONE; k = tok_next(d, k))
                if ((d->tok.v[k].deprel == REL_DET || d->tok.v[k].deprel == REL_CC_PRECONJ) &&
                    signature_find(s, k, CON_ANY, STR_NONE, &sig))
                    apply(st, &sig);
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
    return c == NONE ? STR_NONE : utf8_lower(d->scratch, tok_str(d, c));
}

/* How tok hangs on its head, in the terms of signatures; 0: in no way that carries a status. */
static enum construction construction_of(const struct doc *d, uint32_t tok, struct str *out_prep)
{
    const struct tok *t = &d->tok.v[tok];
    uint32_t mark = tok_child(d, tok, REL_MARK);
    bool to = mark != NONE && d->tok.v[mark].xpos == XPOS_TO;
    *out_prep = STR_NONE;
    switch ((enum deprel)t->deprel) {
    case REL_OBJ:
    case REL_NSUBJ_PASS:
        return CON_OBJ;
    case REL_XCOMP:
        return t->xpos == XPOS_VBG && !to ? CON_ING : CON_INF;
    case REL_CCOMP:
    case REL_CSUBJ:
    case REL_CSUBJ_PASS:
        return to ? CON_INF : t->xpos == XPOS_VBG && mark == NONE ? CON_ING : CON_THAT;
    case REL_ADVCL:
    case REL_ACL:
        if (to)
            return CON_INF;
        *out_prep = case_word(d, tok);
        return out_prep->n ? CON_PREP : 0;
    case REL_OBL:
    case REL_NMOD:
        *out_prep = case_word(d, tok);
        return out_prep->n ? CON_PREP : 0;
    default:
        return 0;
    }
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
        return !has_own_auxiliary(d, tok);
    case REL_OBJ:
    case REL_NSUBJ_PASS:
    case REL_OBL:
        return head == support_tok || governed || class_has(s, STR("support"), head);
    case REL_NSUBJ:
        return head == support_tok || d->tok.v[head].upos == UPOS_ADJ || class_has(s, STR("occur"), head);
    default:
        return governed;
    }
}

struct standing standing_of(const struct match_sent *s, uint32_t anchor, uint32_t support_tok, uint32_t stop_tok)
{
    const struct doc *d = s->doc;
    struct standing st = {.status = EST_ASSERTED, .voice = VOICE_REPORTER, .speaker_mention = NONE};
    own_words(s, anchor, &st);
    for (uint32_t tok = anchor; tok != stop_tok;) {
        uint32_t head = d->tok.v[tok].head;
        enum deprel rel = (enum deprel)d->tok.v[tok].deprel;
        if (head == NONE || rel == REL_ACL_RELCL || rel == REL_PARATAXIS || rel == REL_APPOS)
            break;
        struct str prep;
        enum construction con = construction_of(d, tok, &prep);
        struct signature sig;
        bool governed = con && signature_find(s, head, con, prep, &sig);
        if (governed)
            apply(&st, &sig);
        bool goes_on = shares_modality(s, tok, head, support_tok, governed);
        if (goes_on)
            own_words(s, head, &st);
        /* A denial or plan above a report ("he denied that …", "… said they would") is the report's business. */
        if (!goes_on && rel != REL_CONJ)
            break;
        tok = head;
    }
    const struct sent *sent = &d->sent.v[d->tok.v[anchor].sent];
    if (st.status == EST_ASSERTED && sent->end_tok > sent->first_tok && str_is(tok_str(d, sent->end_tok - 1), "?"))
        st.status = EST_SPECULATED; /* a question */
    return st;
}

/* The first token that begins at the byte or behind it. */
static uint32_t tok_from(const struct doc *d, uint32_t byte)
{
    uint32_t low = 0, high = d->tok.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (d->tok.v[middle].span.start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t content_size(const struct statement *q)
{
    return q->content.end - q->content.start;
}

uint32_t *statements_by_tok(const struct doc *d)
{
    uint32_t *by_tok = arena_alloc(d->scratch, (d->tok.n + 1) * sizeof *by_tok);
    memset(by_tok, 0xFF, (d->tok.n + 1) * sizeof *by_tok);
    for (uint32_t i = 0; i < d->statement.n; i++) {
        const struct statement *q = &d->statement.v[i];
        for (uint32_t p = 0; p < q->n_parts; p++)
            for (uint32_t t = tok_from(d, q->part[p].start); t < d->tok.n && d->tok.v[t].span.start < q->part[p].end;
                 t++)
                if (by_tok[t] == NONE || content_size(q) < content_size(&d->statement.v[by_tok[t]]))
                    by_tok[t] = i;
    }
    return by_tok;
}

void standing_voice(const struct doc *d, uint32_t statement, struct standing *st)
{
    if (statement == NONE)
        return;
    const struct statement *q = &d->statement.v[statement];
    st->voice = q->kind == QUOTE_INDIRECT ? VOICE_ATTRIBUTED : VOICE_QUOTED;
    st->speaker_mention = q->speaker_mention;
}

/* The finite verb whose tense holds for tok. */
static uint32_t finite_verb(const struct doc *d, uint32_t tok)
{
    for (unsigned steps = 0; tok != NONE && steps < 12; steps++, tok = d->tok.v[tok].head) {
        uint8_t x = d->tok.v[tok].xpos;
        if (x == XPOS_VBD || x == XPOS_VBZ || x == XPOS_VBP || x == XPOS_MD || tok_child(d, tok, REL_AUX) != NONE ||
            tok_child(d, tok, REL_AUX_PASS) != NONE || tok_child(d, tok, REL_COP) != NONE)
            return tok;
    }
    return NONE;
}

enum event_time time_of(const struct match_sent *s, uint32_t anchor, const struct standing *st)
{
    const struct doc *d = s->doc;
    if (st->status == EST_PLANNED || st->status == EST_REQUESTED || st->status == EST_THREATENED)
        return TIME_FUTURE;
    uint32_t verb = finite_verb(d, anchor);
    if (verb == NONE)
        return TIME_CURRENT;
    for (uint32_t c = tok_first_child(d, verb); c != NONE; c = tok_next(d, c)) {
        if (d->tok.v[c].deprel != REL_AUX)
            continue;
        if (d->tok.v[c].xpos == XPOS_VBD && str_eq_nocase(tok_str(d, c), STR("had")))
            return TIME_PAST; /* before what the text tells */
        if (d->tok.v[c].xpos == XPOS_MD && str_is(d->tok.v[c].lemma, "will"))
            return TIME_FUTURE;
    }
    return TIME_CURRENT;
}

enum event_status event_word_status(const struct codebook *c, const struct doc *d, uint32_t tok)
{
    struct match_sent s;
    match_begin(c, d, d->tok.v[tok].sent, &s);
    return standing_of(&s, tok, NONE, NONE).status;
}
