/* The arguments of an anchor, whatever its form: active, passive, relative, participial, infinitival, coordinated,
 * nominal. Universal Dependencies in, relations of the codebook out. Guesses (a phrase attached elsewhere, a shared
 * object) carry a cost. */
#include "base/utf8.h"
#include "codebook/codebook_int.h"

static const struct tok *T(const struct doc *d, uint32_t tok)
{
    return &d->tok.v[tok];
}

static bool is_rel(const struct doc *d, uint32_t tok, enum deprel rel)
{
    return d->tok.v[tok].deprel == rel;
}

static bool ends_with_period(const struct doc *d, uint32_t tok)
{
    return str_is(tok_str(d, d->sent.v[T(d, tok)->sent].end_tok - 1), ".");
}

/* "Guards clashed with soldiers." read as a noun with a participle: the parser's commonest slip in short sentences.
 * Where the noun is the root of a full sentence, or the participle has an object, it is a predicate after all. */
static bool is_misread_predicate(const struct doc *d, uint32_t verb)
{
    if (tok_child(d, verb, REL_OBJ) != NONE)
        return true;
    return is_rel(d, T(d, verb)->head, REL_ROOT) && ends_with_period(d, verb);
}

/* "shelled by Chad"; but "Chad called for mediation by Algeria". */
static uint32_t agent_of(const struct doc *d, uint32_t verb)
{
    uint32_t agent = tok_child(d, verb, REL_OBL_AGENT);
    bool active = T(d, verb)->xpos == XPOS_VBD && tok_child(d, verb, REL_NSUBJ) != NONE;
    return active || agent == NONE || tok_child(d, agent, REL_CASE) == NONE ? NONE : agent;
}

static bool is_passive(const struct doc *d, uint32_t verb)
{
    if (tok_child(d, verb, REL_AUX_PASS) != NONE)
        return true;
    if (agent_of(d, verb) != NONE)
        return true;
    /* Without an auxiliary a passive subject is one in headlines only ("Envoy expelled"); elsewhere the tagger took a
     * past tense for a participle ("The EU bailed out Greece."). */
    if (tok_child(d, verb, REL_NSUBJ_PASS) != NONE)
        return tok_child(d, verb, REL_OBJ) == NONE && !ends_with_period(d, verb);
    const struct tok *t = T(d, verb);
    if (t->xpos != XPOS_VBN && !(t->xpos == XPOS_VBD && t->deprel == REL_ACL)) /* a past tense describes no noun */
        return false;
    if (t->deprel == REL_ACL)
        return !is_misread_predicate(d, verb); /* "villages shelled by Israel" */
    /* "was arrested and expelled": a participle shares the auxiliary of the verb it is coordinated with */
    return t->deprel == REL_CONJ && t->head != NONE && T(d, t->head)->xpos == XPOS_VBN &&
           tok_child(d, verb, REL_AUX) == NONE && is_passive(d, t->head);
}

static bool is_relative_pronoun(const struct doc *d, uint32_t tok)
{
    uint8_t x = T(d, tok)->xpos;
    return x == XPOS_WDT || x == XPOS_WP;
}

/* "the minister who visited": who -> minister, when the clause is a relative one; other tokens stay. */
static uint32_t antecedent(const struct doc *d, uint32_t tok)
{
    if (tok == NONE || !is_relative_pronoun(d, tok))
        return tok;
    for (uint32_t up = T(d, tok)->head, steps = 0; up != NONE && steps < 6; up = T(d, up)->head, steps++)
        if ((is_rel(d, up, REL_ACL_RELCL) || is_rel(d, up, REL_ADVCL_RELCL)) && T(d, up)->head != NONE &&
            tok_pos(d, T(d, up)->head) == POS_N)
            return T(d, up)->head;
    return tok;
}

static bool is_finite(uint8_t xpos)
{
    return xpos == XPOS_VBD || xpos == XPOS_VBZ || xpos == XPOS_VBP;
}

static uint32_t surface_subject(const struct doc *d, uint32_t verb, unsigned depth);

/* "called on Chad to pay": whom the phrase behind the verb names; NONE. */
static uint32_t called_on(const struct doc *d, uint32_t governor)
{
    static const char *const verbs[] = {"call", "prevail", "rely", "count"};
    bool calls = false;
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        calls |= str_is(d->tok.v[governor].lemma, verbs[i]);
    for (uint32_t c = calls ? tok_first_child(d, governor) : NONE; c != NONE; c = tok_next(d, c)) {
        uint32_t preposition = is_rel(d, c, REL_OBL) ? tok_child(d, c, REL_CASE) : NONE;
        if (preposition == governor + 1 &&
            (str_eq_nocase(tok_str(d, preposition), STR("on")) || str_eq_nocase(tok_str(d, preposition), STR("upon"))))
            return c;
    }
    return NONE;
}

/* Who does what an infinitive or participle below `governor` says: "X asked Y to go" Y; "X promised to go" X. */
static uint32_t controller(const struct doc *d, uint32_t governor, unsigned depth)
{
    uint32_t object = tok_child(d, governor, REL_OBJ);
    if (object == NONE)
        object = tok_child(d, governor, REL_IOBJ);
    if (object == NONE)
        object = called_on(d, governor);
    if (object != NONE && tok_pos(d, governor) == POS_V)
        return object;
    return surface_subject(d, governor, depth);
}

static uint32_t noun_controller(const struct doc *d, uint32_t noun, unsigned depth)
{
    uint32_t owner = tok_child(d, noun, REL_NMOD_POSS);
    if (owner != NONE)
        return owner;
    uint32_t head = T(d, noun)->head;
    if (head != NONE && tok_pos(d, head) == POS_V && !is_rel(d, noun, REL_NSUBJ) && !is_rel(d, noun, REL_NSUBJ_PASS))
        return surface_subject(d, head, depth);
    return NONE;
}

static uint32_t own_subject(const struct doc *d, uint32_t verb)
{
    static const enum deprel rels[] = {REL_NSUBJ, REL_NSUBJ_PASS, REL_NSUBJ_OUTER};
    for (size_t i = 0; i < sizeof rels / sizeof rels[0]; i++) {
        uint32_t c = tok_child(d, verb, rels[i]);
        if (c != NONE)
            return antecedent(d, c);
    }
    return NONE;
}

static uint32_t surface_subject(const struct doc *d, uint32_t verb, unsigned depth)
{
    uint32_t own = own_subject(d, verb);
    if (own != NONE || depth > 8)
        return own;
    uint32_t head = T(d, verb)->head;
    if (head == NONE)
        return NONE;
    switch ((enum deprel)T(d, verb)->deprel) {
    case REL_CONJ:
        return surface_subject(d, head, depth + 1);
    case REL_XCOMP:
    case REL_CCOMP:
        return controller(d, head, depth + 1);
    case REL_PARATAXIS:
        if (tok_pos(d, head) == POS_N && head < verb && is_rel(d, head, REL_ROOT))
            return head; /* "Morocco | cut off relations": a clause that fell apart */
        return surface_subject(d, head, depth + 1);
    case REL_ADVCL: {
        uint32_t mark = tok_child(d, verb, REL_MARK);
        if (T(d, verb)->xpos == XPOS_VBG && mark != NONE && str_eq_nocase(tok_str(d, mark), STR("for")) &&
            tok_child(d, head, REL_OBJ) != NONE) /* "thanked Malta for hosting the talks" */
            return antecedent(d, tok_child(d, head, REL_OBJ));
        uint32_t called = T(d, verb)->xpos == XPOS_VB ? called_on(d, head) : NONE;
        return called != NONE ? called : surface_subject(d, head, depth + 1);
    }
    case REL_ACL:
        if (tok_child(d, verb, REL_MARK) != NONE ||
            T(d, verb)->xpos == XPOS_VB) /* "a plan to visit", "accusations of shelling" */
            return noun_controller(d, head, depth + 1);
        return head;
    case REL_ACL_RELCL:
        return head;
    case REL_CSUBJ: /* "it was Chad that attacked" */
        return tok_child(d, head, REL_EXPL) != NONE && tok_pos(d, head) == POS_N && verb > head &&
                       is_finite(T(d, verb)->xpos)
                   ? head
                   : NONE;
    default:
        return NONE;
    }
}

uint32_t verb_subject(const struct doc *d, uint32_t verb, bool *out_passive)
{
    *out_passive = is_passive(d, verb);
    return surface_subject(d, verb, 0);
}

/* ---- collecting --------------------------------------------------------------------------------------------- */

static void add(struct frame *fr, enum arg_rel rel, uint32_t prep, uint32_t tok, unsigned cost)
{
    if (tok == NONE)
        return;
    for (uint32_t i = 0; i < fr->n; i++)
        if (fr->v[i].tok == tok && fr->v[i].rel == rel && fr->v[i].prep == prep)
            return;
    if (fr->n < MAX_ARGS)
        fr->v[fr->n++] = (struct arg){(uint8_t)rel, (uint8_t)cost, prep, tok};
}

/* The preposition (or subordinator of a gerund) at a dependent, also as a pair: "out of" gives of and out_of. */
static void add_prep(const struct match_sent *s, struct frame *fr, uint32_t tok, unsigned cost)
{
    const struct doc *d = s->doc;
    for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c)) {
        if (!is_rel(d, c, REL_CASE) && !is_rel(d, c, REL_MARK))
            continue;
        uint32_t prep = lemma_at(s, c);
        uint32_t fixed = tok_child(d, c, REL_FIXED);
        if (c + 1 < tok && is_rel(d, c + 1, REL_CASE)) /* "pulled out of": out is the verb's particle as well */
            add(fr, ARG_PRT, 0, c, 1);
        if (prep == NO_LEMMA && fixed == NONE)
            continue;
        add(fr, ARG_PREP, prep, antecedent(d, tok), cost);
        if (fixed != NONE || (c + 1 < tok && is_rel(d, c + 1, REL_CASE))) {
            uint32_t second = fixed != NONE ? fixed : c + 1;
            struct str joined =
                str_format(d->scratch, "%.*s_%.*s", STR_ARG(tok_str(d, c)), STR_ARG(tok_str(d, second)));
            add(fr, ARG_PREP, lemma_find(s->codebook, utf8_lower(d->scratch, joined)), antecedent(d, tok), cost);
        }
    }
}

/* "proposals laid out by the assembly": whoever made the thing stands to it as in "proposals by the assembly". */
static void add_maker(const struct match_sent *s, struct frame *fr, uint32_t clause, unsigned cost)
{
    uint32_t agent = tok_child(s->doc, clause, REL_OBL_AGENT);
    if (agent != NONE && T(s->doc, clause)->xpos == XPOS_VBN)
        add_prep(s, fr, agent, cost);
}

/* Phrases with a preposition below a noun: "sanctions [on Iran [by Canada]]" serve what governs the noun too, at a
 * cost. */
static void add_prep_children(const struct match_sent *s, struct frame *fr, uint32_t noun, unsigned cost)
{
    for (uint32_t c = tok_first_child(s->doc, noun); c != NONE; c = tok_next(s->doc, c))
        if (is_rel(s->doc, c, REL_NMOD) || is_rel(s->doc, c, REL_OBL)) {
            add_prep(s, fr, c, cost);
            if (cost < 4)
                add_prep_children(s, fr, c, cost + 2);
        } else if (is_rel(s->doc, c, REL_ACL)) {
            add_maker(s, fr, c, cost);
        }
}

/* Taggers and parsers waver over "to ransom", "to sanction": with this tag the word before it makes it an infinitive.
 */
static bool is_infinitive(const struct doc *d, uint32_t tok)
{
    uint32_t to = tok_child(d, tok, REL_MARK);
    if (to == NONE && tok_pos(d, tok) == POS_V)
        to = tok_child(d, tok, REL_CASE);
    return to != NONE &&
           (T(d, to)->xpos == XPOS_TO || (T(d, tok)->xpos == XPOS_VB && str_eq_nocase(tok_str(d, to), STR("to"))));
}

/* Next to its verb it may be a particle, too: "cut short a visit". An agent at it is the verb's: "was held prisoner by
 * Morocco". */
static void add_complement(const struct doc *d, struct frame *fr, uint32_t tok)
{
    uint32_t agent = tok_child(d, tok, REL_OBL_AGENT);
    add(fr, ARG_COMP, 0, tok, 0);
    add(fr, ARG_SUBJ, 0, agent, 1);
    if (tok == T(d, tok)->head + 1)
        add(fr, ARG_PRT, 0, tok, 1);
}

static void add_clause(const struct match_sent *s, struct frame *fr, uint32_t tok)
{
    const struct doc *d = s->doc;
    uint32_t mark = tok_child(d, tok, REL_MARK);
    bool infinitive = is_infinitive(d, tok);
    bool verbal = tok_pos(d, tok) == POS_V;
    if (infinitive || (is_rel(d, tok, REL_XCOMP) && T(d, tok)->xpos == XPOS_VB))
        add(fr, ARG_INF, 0, tok, is_rel(d, tok, REL_ADVCL) ? 1 : 0);
    else if (is_rel(d, tok, REL_XCOMP) && (!verbal || T(d, tok)->xpos == XPOS_VBN)) /* "sewed their lips shut" */
        add_complement(d, fr, tok);
    else if (T(d, tok)->upos == UPOS_INTJ) /* "said yes to Iraq" */
        add(fr, ARG_OBJ, 0, tok, 0);
    else if (T(d, tok)->xpos == XPOS_VBG && (is_rel(d, tok, REL_XCOMP) || is_rel(d, tok, REL_CCOMP)) && mark == NONE)
        add(fr, ARG_ING, 0, tok, 0);
    else if (is_rel(d, tok, REL_CCOMP)) {
        add(fr, ARG_THAT, 0, tok, 0);
        if (T(d, tok)->xpos == XPOS_VB && tok_child(d, tok, REL_AUX) == NONE)
            add(fr, ARG_BARE, 0, tok, 0);
    }
    if (mark != NONE && !infinitive)
        add_prep(s, fr, tok, 0);
}

/* A phrase with a preposition; or an object that the parser did not see: behind the verb without one ("shelled southern
 * Lebanon"), or behind a particle that it took for a preposition ("wrote off the debt"). */
static void oblique(const struct match_sent *s, uint32_t verb, uint32_t tok, struct frame *fr)
{
    const struct doc *d = s->doc;
    uint32_t preposition = tok_child(d, tok, REL_CASE);
    if (is_infinitive(d, tok))
        add(fr, ARG_INF, 0, tok, 1);
    add_prep(s, fr, tok, 0);
    if (T(d, tok)->upos == UPOS_ADV) /* "let a convoy through" */
        add(fr, ARG_PRT, 0, tok, 1);
    if (preposition == NONE && tok > verb && tok_child(d, tok, REL_MARK) == NONE)
        add(fr, ARG_OBJ, 0, tok, 2);
    if (preposition != verb + 1)
        return;
    add(fr, ARG_PRT, 0, preposition, 1);
    add(fr, ARG_PRT_OBJ, 0, tok, 2);
}

/* Also what the parser hid in it: the particle of "let in inspectors", the receiver of "sent Nepal assistance". */
static void direct_object(const struct match_sent *s, uint32_t verb, uint32_t object, struct frame *fr)
{
    const struct doc *d = s->doc;
    add(fr, ARG_OBJ, 0, antecedent(d, object), 0);
    add(fr, ARG_OBJ, 0, counted_noun(s, object), 1);
    uint32_t particle = tok_child(d, object, REL_CASE), name = tok_child(d, object, REL_COMPOUND), first, end;
    uint32_t owner = tok_child(d, object, REL_NMOD_POSS);
    if (owner != NONE && T(d, owner)->upos != UPOS_PRON && tok_child(d, owner, REL_CASE) == NONE)
        name = owner; /* "denied students permission" */
    if (particle == verb + 1)
        add(fr, ARG_PRT, 0, particle, 1);
    for (uint32_t c = tok_child(d, object, REL_AMOD); c != NONE; c = tok_next(d, c))
        if (is_rel(d, c, REL_AMOD) && c > object) { /* "set a consulate ablaze" */
            add(fr, ARG_COMP, 0, c, 1);
            add(fr, ARG_PRT, 0, c, 1);
        }
    if (name == NONE)
        return;
    doc_subtree(d, object, &first, &end);
    bool phrase = tok_child(d, name, REL_DET) != NONE || tok_child(d, name, REL_AMOD) != NONE;
    if (first == verb + 1 && (T(d, name)->upos == UPOS_PROPN || phrase || name == owner))
        add(fr, ARG_IOBJ, 0, name, 2);
}

static void verb_dependents(const struct match_sent *s, uint32_t verb, struct frame *fr)
{
    const struct doc *d = s->doc;
    for (uint32_t c = tok_first_child(d, verb); c != NONE; c = tok_next(d, c)) {
        switch ((enum deprel)T(d, c)->deprel) {
        case REL_OBJ:
            direct_object(s, verb, c, fr);
            break;
        case REL_IOBJ:
            add(fr, ARG_IOBJ, 0, antecedent(d, c), 0);
            break;
        case REL_OBL_AGENT:
            add(fr, ARG_SUBJ, 0, agent_of(d, verb), 0);
            oblique(s, verb, c, fr);
            break;
        case REL_OBL:
        case REL_NMOD:
        case REL_ADVCL_RELCL:
            oblique(s, verb, c, fr);
            break;
        case REL_COMPOUND_PRT:
            add(fr, ARG_PRT, 0, c, 0);
            break;
        case REL_OBL_UNMARKED: /* "gave the envoy two days": a receiver has a gift beside it */
            if (tok_child(d, verb, REL_IOBJ) != NONE && tok_child(d, verb, REL_OBJ) == NONE)
                add(fr, ARG_OBJ, 0, c, 1);
            break;
        case REL_ADVMOD:
            if (tok_child(d, c, REL_DET) != NONE) /* "gave Hanoi the go-ahead" */
                add(fr, ARG_OBJ, 0, c, 1);
            add(fr, ARG_PRT, 0, c, 1);      /* particles are often tagged as adverbs */
            add_prep_children(s, fr, c, 1); /* "walked away from talks" */
            break;
        case REL_CCOMP:
        case REL_XCOMP:
        case REL_ADVCL:
        case REL_CSUBJ:
            add_clause(s, fr, c);
            break;
        default:
            break;
        }
    }
}

static bool has_arg(const struct frame *fr, enum arg_rel rel)
{
    for (uint32_t i = 0; i < fr->n; i++)
        if (fr->v[i].rel == rel)
            return true;
    return false;
}

/* "sold it two ships": of two objects the first is the receiver. */
static void two_objects(const struct match_sent *s, uint32_t verb, struct frame *fr)
{
    const struct doc *d = s->doc;
    uint32_t first = tok_child(d, verb, REL_OBJ);
    for (uint32_t c = first == NONE ? NONE : tok_next(d, first); c != NONE; c = tok_next(d, c))
        if (is_rel(d, c, REL_OBJ) && (T(d, first)->upos == UPOS_PRON || T(d, first)->upos == UPOS_PROPN))
            add(fr, ARG_IOBJ, 0, first, 1);
}

/* "attacked and destroyed the base": the object stands at the last verb only. */
static void shared_object(const struct match_sent *s, uint32_t verb, struct frame *fr)
{
    const struct doc *d = s->doc;
    uint32_t next = tok_child(d, verb, REL_CONJ);
    if (next != NONE && next - verb <= 2 && tok_pos(d, next) == POS_V)
        add(fr, ARG_OBJ, 0, tok_child(d, next, REL_OBJ), 1);
}

/* "the base (that) they attacked": the noun that a relative clause describes is its missing object. */
static void relative_object(const struct match_sent *s, uint32_t verb, struct frame *fr)
{
    const struct doc *d = s->doc;
    if (is_rel(d, verb, REL_ACL_RELCL) && own_subject(d, verb) != NONE && own_subject(d, verb) != T(d, verb)->head)
        add(fr, ARG_OBJ, 0, T(d, verb)->head, 1);
}

/* Parsers are not of one mind about "asked Turkey to mediate": a lone iobj serves as obj. */
static void lone_receiver(struct frame *fr)
{
    for (uint32_t i = 0; i < fr->n && !has_arg(fr, ARG_OBJ); i++)
        if (fr->v[i].rel == ARG_IOBJ)
            add(fr, ARG_OBJ, 0, fr->v[i].tok, 1);
}

static void add_subject(const struct match_sent *s, uint32_t verb, struct frame *fr)
{
    const struct doc *d = s->doc;
    uint32_t subject = surface_subject(d, verb, 0);
    if (is_rel(d, verb, REL_ACL) && subject != NONE && class_has(s, STR("statement"), subject)) {
        uint32_t author = noun_controller(d, subject, 0); /* "issued a statement urging Peru to pay" */
        subject = author != NONE ? author : subject;
    }
    unsigned cost = own_subject(d, verb) != NONE ? 0 : 1;
    if (!fr->passive) {
        add(fr, ARG_SUBJ, 0, subject, cost);
        if (!has_arg(fr, ARG_OBJ))
            relative_object(s, verb, fr);
        if (!has_arg(fr, ARG_OBJ))
            shared_object(s, verb, fr);
        return;
    }
    /* "Pakistan was sold tanks": the subject is the receiver where an object is left */
    add(fr, has_arg(fr, ARG_OBJ) ? ARG_IOBJ : ARG_OBJ, 0, subject, cost);
}

/* Phrases that hang on what the verb governs serve the verb too, at a cost: "imposed sanctions [on Iran]", "grew closer
 * [to China]", "stopped sharing data [with Turkey]". */
static void borrowed_phrases(const struct match_sent *s, struct frame *fr)
{
    static const uint8_t cost[N_ARG_RELS] = {
        [ARG_OBJ] = 1, [ARG_PRT_OBJ] = 3, [ARG_COMP] = 1, [ARG_ING] = 2, [ARG_INF] = 3, [ARG_PREP] = 3};
    for (uint32_t i = 0, n = fr->n; i < n; i++)
        if (cost[fr->v[i].rel])
            add_prep_children(s, fr, fr->v[i].tok, cost[fr->v[i].rel]);
}

static void verb_frame(const struct match_sent *s, uint32_t verb, struct frame *fr)
{
    const struct doc *d = s->doc;
    verb_dependents(s, verb, fr);
    two_objects(s, verb, fr);
    lone_receiver(fr);
    fr->passive = is_passive(d, verb);
    for (uint32_t i = 0; i < fr->n && !fr->passive && !has_arg(fr, ARG_OBJ); i++) /* "named an ambassador" */
        if (fr->v[i].rel == ARG_COMP && tok_pos(d, fr->v[i].tok) == POS_N)
            add(fr, ARG_OBJ, 0, fr->v[i].tok, 1);
    add_subject(s, verb, fr);
    borrowed_phrases(s, fr);
    uint32_t by = lemma_find(s->codebook, STR("by"));
    for (uint32_t i = 0; fr->passive && !has_arg(fr, ARG_SUBJ) && i < fr->n; i++)
        if (fr->v[i].rel == ARG_PREP && fr->v[i].prep == by)
            add(fr, ARG_SUBJ, 0, fr->v[i].tok, 1);
    for (uint32_t i = 0, n = fr->n; i < n; i++)
        if (fr->v[i].rel == ARG_OBJ || fr->v[i].rel == ARG_PRT_OBJ)
            for (uint32_t c = tok_first_child(d, fr->v[i].tok); c != NONE; c = tok_next(d, c))
                if (is_rel(d, c, REL_AMOD) || is_rel(d, c, REL_COMPOUND) || is_rel(d, c, REL_NMOD_POSS))
                    add(fr, ARG_OBJ_MOD, 0, c, fr->v[i].cost);
}

/* The noun that stands in the sentence for this one: what it is coordinated with, what counts it ("a wave of attacks"),
 * what does no more than carry it ("a mediation effort"). */
static uint32_t carrying_noun(const struct match_sent *s, uint32_t noun)
{
    const struct doc *d = s->doc;
    for (;;) {
        uint32_t head = T(d, noun)->head;
        if (head == NONE || (tok_pos(d, head) != POS_N && T(d, head)->upos != UPOS_NUM && T(d, head)->upos != UPOS_SYM))
            return noun;
        bool carried = is_rel(d, noun, REL_CONJ) || counted_noun(s, head) == noun ||
                       (is_rel(d, noun, REL_COMPOUND) && class_has(s, STR("effort"), head));
        if (!carried)
            return noun;
        noun = head;
    }
}

/* "offered condolences over an attack": beside an object the phrase is not what the verb carries; "held him as a
 * hostage", "paid millions in aid" say what the object is. */
static bool is_circumstance(const struct doc *d, uint32_t verb, uint32_t noun)
{
    uint32_t preposition = tok_child(d, noun, REL_CASE);
    return tok_child(d, verb, REL_OBJ) != NONE && preposition != NONE &&
           !str_eq_nocase(tok_str(d, preposition), STR("as")) && !str_eq_nocase(tok_str(d, preposition), STR("in"));
}

/* The verb that carries an event noun ("launched an attack"): its subject acts, its phrases belong to the noun too. */
static void support(const struct match_sent *s, uint32_t noun, struct frame *fr)
{
    const struct doc *d = s->doc;
    uint32_t first = carrying_noun(s, noun);
    uint32_t verb = T(d, first)->head;
    enum deprel rel = (enum deprel)T(d, first)->deprel;
    if (verb == NONE || tok_pos(d, verb) != POS_V ||
        (rel != REL_OBJ && rel != REL_OBL && rel != REL_NSUBJ_PASS && rel != REL_NSUBJ))
        return;
    for (uint32_t c = tok_first_child(d, verb); c != NONE; c = tok_next(d, c))
        if (c > noun && is_rel(d, c, REL_OBL) && c != first)
            add_prep(s, fr, c, 2);
    struct cb_word support_verb = {.cls = (uint16_t)s->codebook->support_class};
    if (rel == REL_NSUBJ || (rel == REL_OBL && is_circumstance(d, verb, first)) || !word_at(s, verb, &support_verb))
        return;
    if (rel == REL_NSUBJ_PASS) {
        for (uint32_t c = tok_first_child(d, verb); c != NONE; c = tok_next(d, c))
            if (is_rel(d, c, REL_OBL_AGENT))
                add(fr, ARG_SUP, 0, c, 0);
    } else if (!is_passive(d, verb)) {
        add(fr, ARG_SUP, 0, surface_subject(d, verb, 0), rel == REL_OBJ ? 0 : 1);
    }
}

static void noun_dependents(const struct match_sent *s, uint32_t noun, struct frame *fr, unsigned cost)
{
    const struct doc *d = s->doc;
    for (uint32_t c = tok_first_child(d, noun); c != NONE; c = tok_next(d, c)) {
        switch ((enum deprel)T(d, c)->deprel) {
        case REL_NMOD_POSS:
            add(fr, ARG_POSS, 0, antecedent(d, c), cost);
            break;
        case REL_AMOD:
        case REL_COMPOUND:
        case REL_NMOD_DESC:
        case REL_NMOD_UNMARKED:
            add(fr, ARG_MOD, 0, c, cost);
            for (uint32_t m = tok_first_child(d, c); m != NONE; m = tok_next(d, m)) /* "German development aid" */
                if (is_rel(d, m, REL_AMOD) || is_rel(d, m, REL_COMPOUND))
                    add(fr, ARG_MOD, 0, m, cost + 1);
            break;
        case REL_NMOD:
        case REL_OBL:
        case REL_OBL_AGENT:
            add_prep(s, fr, c, cost);
            /* "talks between Russia and Pakistan on trade": later phrases often hang on the earlier one */
            add_prep_children(s, fr, c, cost + 2);
            break;
        case REL_ACL:
        case REL_CCOMP:
        case REL_ADVCL: {
            uint32_t mark = tok_child(d, c, REL_MARK);
            if (mark != NONE && T(d, mark)->xpos == XPOS_TO)
                add(fr, ARG_INF, 0, c, cost);
            else if (mark != NONE && tok_pos(d, mark) == POS_M && str_eq_nocase(tok_str(d, mark), STR("that")))
                add(fr, ARG_THAT, 0, c, cost);
            else if (mark != NONE)
                add_prep(s, fr, c, cost);
            else
                add_maker(s, fr, c, cost + 1);
            break;
        }
        case REL_NSUBJ: /* a predicate noun: "Iran is an ally of Syria" */
            add(fr, ARG_SUBJ, 0, antecedent(d, c), cost);
            break;
        default:
            break;
        }
    }
}

/* "Russia-Pakistan military talks": trees of hyphen chains are rarely right, so the chain is read off the tokens. */
static void hyphen_parties(const struct match_sent *s, uint32_t noun, struct frame *fr)
{
    enum { REACH = 4 };
    const struct doc *d = s->doc;
    for (uint32_t t = noun; t > s->first_tok + 1 && t + REACH > noun; t--) {
        struct str hyphen = tok_str(d, t - 1);
        if (d->tok.v[t].mention == NONE || d->tok.v[t - 2].mention == NONE || t == noun)
            continue;
        if (str_is(hyphen, "-") || str_is(hyphen, "–") || str_is(hyphen, "/")) {
            add(fr, ARG_MOD, 0, t - 2, 0);
            add(fr, ARG_MOD, 0, t, 0);
            return;
        }
    }
}

static void noun_frame(const struct match_sent *s, uint32_t noun, struct frame *fr)
{
    const struct doc *d = s->doc;
    noun_dependents(s, noun, fr, 0);
    hyphen_parties(s, noun, fr);
    if (is_rel(d, noun, REL_CONJ) && T(d, noun)->head != NONE && tok_pos(d, T(d, noun)->head) == POS_N)
        noun_dependents(s, T(d, noun)->head, fr, 2); /* "Russian drills and visits" */
    else if (carrying_noun(s, noun) != noun)         /* "Egypt's mediation effort between the two" */
        noun_dependents(s, T(d, noun)->head, fr, 1);
    support(s, noun, fr);
    uint32_t preposition = tok_child(d, noun, REL_CASE);
    bool under = preposition != NONE && str_eq_nocase(tok_str(d, preposition), STR("under"));
    for (uint32_t i = 0, n = fr->n; i < n; i++)
        if (fr->v[i].rel == ARG_SUBJ && under) /* "Malta is under attack": an attack on Malta */
            add(fr, ARG_PREP, lemma_find(s->codebook, STR("on")), fr->v[i].tok, 1);
        else if (fr->v[i].rel == ARG_SUBJ)
            add(fr, ARG_SUP, 0, fr->v[i].tok, 1);
}

static void adjective_frame(const struct match_sent *s, uint32_t adjective, struct frame *fr)
{
    const struct doc *d = s->doc;
    uint32_t subject = own_subject(d, adjective);
    if (subject == NONE && T(d, adjective)->head != NONE &&
        (is_rel(d, adjective, REL_AMOD) || is_rel(d, adjective, REL_ACL) || is_rel(d, adjective, REL_ACL_RELCL)))
        subject = T(d, adjective)->head;
    if (subject == NONE)
        subject = surface_subject(d, adjective, 0);
    add(fr, ARG_SUBJ, 0, subject, 0);
    verb_dependents(s, adjective, fr);
    borrowed_phrases(s, fr);
    if (is_rel(d, adjective, REL_XCOMP) && T(d, adjective)->head != NONE) { /* "remained hostile to Iran" */
        struct frame outer = {0};
        verb_dependents(s, T(d, adjective)->head, &outer);
        for (uint32_t i = 0; i < outer.n; i++)
            if (outer.v[i].rel == ARG_PREP)
                add(fr, ARG_PREP, outer.v[i].prep, outer.v[i].tok, 1);
    }
}

void frame_of(const struct match_sent *s, uint32_t anchor, struct frame *out)
{
    out->n = 0;
    out->passive = false;
    switch (tok_pos(s->doc, anchor)) {
    case POS_V:
        verb_frame(s, anchor, out);
        break;
    case POS_N:
        noun_frame(s, anchor, out);
        break;
    default:
        adjective_frame(s, anchor, out);
    }
}
