/* How many were killed, wounded, arrested, displaced, how many troops, how much money: each number of the sentence,
 * what it counts, and the event whose clause it stands in. The words are data (lang/en/codebook/measures.txt). */
#include "codebook/number.h"
#include "event/event_int.h"
#include "record/names.h"

#include <math.h>

struct counted {
    struct number n;
    uint32_t noun;    /* what is counted; NONE: "killed 40" */
    uint32_t phrase;  /* head of the whole phrase: "dozens" in "dozens of people" */
    uint32_t measure; /* the word that says what happened to it, or the phrase itself */
    enum magnitude_kind kind;
    char currency[4];
};

/* ---- what the number counts --------------------------------------------------------------------------------- */

static bool is_one_of_rels(const struct doc *d, uint32_t tok, enum deprel a, enum deprel b, enum deprel c)
{
    enum deprel rel = (enum deprel)d->tok.v[tok].deprel;
    return rel == a || rel == b || rel == c;
}

/* "40 people": people; "dozens of people": people below dozens; "killed 40": nothing. */
static void find_noun(const struct doc *d, struct counted *c)
{
    uint32_t head = head_of_tokens(d, c->n.first_tok, c->n.end_tok);
    for (uint32_t t = c->n.first_tok; t < c->n.end_tok; t++) /* the number itself rather than a word that bounds it */
        if (d->tok.v[t].upos == UPOS_NUM && d->tok.v[t].deprel == REL_NUMMOD && d->tok.v[t].head >= c->n.end_tok &&
            d->tok.v[t].head != NONE)
            head = t;
    c->noun = NONE;
    c->phrase = head;
    bool modifies = is_one_of_rels(d, head, REL_NUMMOD, REL_DET, REL_AMOD) ||
                    is_one_of_rels(d, head, REL_COMPOUND, REL_ADVMOD, REL_NMOD_UNMARKED);
    if (modifies && d->tok.v[head].head != NONE) {
        c->noun = c->phrase = d->tok.v[head].head;
        return;
    }
    for (uint32_t t = c->n.first_tok; t < c->n.end_tok; t++)
        for (uint32_t k = tok_first_child(d, t); k != NONE; k = tok_next(d, k))
            if (k >= c->n.end_tok && d->tok.v[k].deprel == REL_NMOD &&
                str_eq_nocase(preposition_of_tok(d, k), STR("of")))
                c->noun = k;
}

static bool is_person_noun(const struct match_sent *s, uint32_t noun)
{
    const struct doc *d = s->doc;
    if (noun == NONE || class_has(s, STR("persons"), noun))
        return true;
    uint32_t m = d->tok.v[noun].mention; /* "40 Palestinians", "three officials" */
    return m != NONE && !d->mention.v[m].is_place && d->mention.v[m].actor.code[0] &&
           (d->tok.v[noun].upos != UPOS_NOUN || d->mention.v[m].is_person);
}

/* ---- what happened to it ------------------------------------------------------------------------------------ */

static bool kind_of_word(const struct match_sent *s, uint32_t tok, enum magnitude_kind *out)
{
    for (int k = MAG_KILLED; k <= MAG_DISPLACED; k++)
        if (class_has(s, str_of(magnitude_name((enum magnitude_kind)k)), tok)) {
            *out = (enum magnitude_kind)k;
            return true;
        }
    return false;
}

/* Is the phrase what the verb does something to? "40 died": its subject, where nothing else is done anything to. */
static bool undergoes(const struct doc *d, uint32_t phrase, uint32_t verb)
{
    switch ((enum deprel)d->tok.v[phrase].deprel) {
    case REL_OBJ:
    case REL_NSUBJ_PASS:
        return true;
    case REL_OBL: /* "arrested between 20 and 30 men": the number's preposition makes it look like a phrase */
        return tok_child(d, phrase, REL_CASE) == NONE && tok_child(d, verb, REL_OBJ) == NONE;
    case REL_NSUBJ:
        return tok_child(d, verb, REL_OBJ) == NONE;
    default:
        return false;
    }
}

/* "40 people killed", "40 dead", "left 40 people dead" */
static uint32_t said_of(const struct match_sent *s, uint32_t phrase, enum magnitude_kind *kind)
{
    const struct doc *d = s->doc;
    for (uint32_t c = tok_first_child(d, phrase); c != NONE; c = tok_next(d, c))
        if (is_one_of_rels(d, c, REL_ACL, REL_AMOD, REL_XCOMP) && d->tok.v[c].xpos != XPOS_VBG &&
            kind_of_word(s, c, kind))
            return c;
    uint32_t verb = d->tok.v[phrase].head;
    if (verb == NONE || d->tok.v[phrase].deprel != REL_OBJ)
        return NONE;
    for (uint32_t c = tok_first_child(d, verb); c != NONE; c = tok_next(d, c))
        if ((d->tok.v[c].deprel == REL_XCOMP || (d->tok.v[c].deprel == REL_ADVCL && d->tok.v[c].upos == UPOS_ADJ)) &&
            c > phrase && d->tok.v[c].xpos != XPOS_VBG && kind_of_word(s, c, kind))
            return c;
    return NONE;
}

/* A diplomat who must leave and a minister who flees are not displaced, nor is anybody alone. */
static bool may_be(const struct match_sent *s, const struct counted *c)
{
    bool is_official =
        c->noun != NONE && (class_has(s, STR("official"), c->noun) || class_has(s, STR("diplomat"), c->noun));
    return c->kind != MAG_DISPLACED || (!is_official && !(c->n.low == 1 && c->n.high == 1));
}

static bool find_fate(const struct match_sent *s, struct counted *c)
{
    const struct doc *d = s->doc;
    uint32_t phrase = c->phrase;
    c->measure = phrase;
    if (kind_of_word(s, phrase, &c->kind)) /* "12 deaths", "40 wounded" */
        return class_has(s, STR("toll"), phrase) || d->tok.v[phrase].upos != UPOS_VERB ||
               d->tok.v[phrase].xpos == XPOS_VBN;
    uint32_t next = c->n.end_tok; /* "14 dead and 60 wounded", whatever hangs on what */
    if (c->noun == NONE && next < s->end_tok && d->tok.v[next].xpos == XPOS_VBN && kind_of_word(s, next, &c->kind)) {
        c->measure = next;
        return true;
    }
    if (!is_person_noun(s, c->noun))
        return false;
    while (d->tok.v[phrase].deprel == REL_CONJ && d->tok.v[phrase].head != NONE &&
           d->tok.v[d->tok.v[phrase].head].upos != UPOS_VERB)
        phrase = d->tok.v[phrase].head; /* "12 soldiers and three villagers" */
    c->measure = said_of(s, phrase, &c->kind);
    if (c->measure != NONE)
        return true;
    uint32_t verb = d->tok.v[phrase].head;
    c->measure = verb;
    if (verb == NONE)
        return false;
    if (kind_of_word(s, verb, &c->kind) && undergoes(d, phrase, verb))
        return true;
    uint32_t subject = tok_child(d, verb, REL_NSUBJ); /* "the death toll rose to 40" */
    c->kind = MAG_KILLED;
    return c->noun == NONE && d->tok.v[phrase].deprel == REL_OBL && subject != NONE &&
           class_has(s, STR("deathtoll"), subject);
}

/* "3,000 troops", "a 3,000-strong force" */
static bool find_troops(const struct match_sent *s, struct counted *c)
{
    const struct doc *d = s->doc;
    uint32_t end = c->n.end_tok;
    c->kind = MAG_TROOPS;
    c->measure = c->phrase;
    if (c->noun != NONE && class_has(s, STR("troops"), c->noun))
        return !isnan(c->n.low) ? c->n.low != 1 : true;
    if (end + 1 >= s->end_tok || !str_is(tok_str(d, end), "-") || !str_eq_nocase(tok_str(d, end + 1), STR("strong")))
        return false;
    c->measure = d->tok.v[end + 1].head;
    return c->measure != NONE && class_has(s, STR("military"), c->measure);
}

/* ---- money -------------------------------------------------------------------------------------------------- */

static bool money_at(const struct match_sent *s, uint32_t tok, char out[4])
{
    /* Those that an adjective tells apart come before those that the bare word means. */
    static const char *const codes[] = {"cad", "aud", "hkd", "pkr", "inr", "chf", "sek", "nok", "dkk",
                                        "mxn", "egp", "usd", "eur", "gbp", "jpy", "cny", "rub", "ils",
                                        "try", "krw", "sar", "irr", "uah", "pln", "ngn", "zar", "aed",
                                        "brl", "huf", "czk", "thb", "idr", "myr", "vnd", "kes", "etb"};
    if (tok < s->first_tok || tok >= s->end_tok)
        return false;
    char name[] = "money-xxx";
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        memcpy(name + 6, codes[i], 3);
        if (!class_has(s, str_of(name), tok))
            continue;
        for (int k = 0; k < 4; k++)
            out[k] = (char)(codes[i][k] >= 'a' ? codes[i][k] - 'a' + 'A' : codes[i][k]);
        return true;
    }
    out[0] = '\0';
    return class_has(s, STR("money-unknown"), tok);
}

/* "$5.4bn", "US$20 million", "two million euros", "300 million Canadian dollars" */
static bool find_money(const struct match_sent *s, struct counted *c)
{
    const struct doc *d = s->doc;
    c->kind = MAG_AMOUNT;
    for (uint32_t t = c->n.first_tok; t < c->n.end_tok; t++) {
        bool sign = d->tok.v[t].xpos == XPOS_DOLLAR || str_ends(tok_str(d, t), STR("$"));
        if (sign && money_at(s, t, c->currency)) {
            c->measure = t;
            return true;
        }
    }
    for (uint32_t t = c->n.end_tok; t < c->n.end_tok + 3; t++) { /* "300 million Hong Kong dollars" */
        if (money_at(s, t, c->currency)) {
            c->measure = t;
            c->n.end_tok = t + 1;
            return true;
        }
        if (t >= s->end_tok || (d->tok.v[t].upos != UPOS_ADJ && d->tok.v[t].upos != UPOS_PROPN))
            break;
    }
    return false;
}

/* ---- whose it is -------------------------------------------------------------------------------------------- */

/* Steps from the measure up to a word of the event's clause; what another clause reports is not of this one. */
static unsigned attach_cost(const struct match_sent *s, uint32_t measure, const struct reach *r)
{
    enum { MAX_STEPS = 5, COST_STEP = 2 };
    uint32_t tok = measure;
    for (unsigned steps = 0; tok != NONE && steps <= MAX_STEPS; steps++, tok = s->doc->tok.v[tok].head) {
        unsigned cost = reach_cost(r, tok);
        if (cost != REACH_NONE)
            return cost + COST_STEP * steps;
        if (is_one_of_rels(s->doc, tok, REL_CCOMP, REL_CSUBJ, REL_ROOT))
            break;
    }
    return REACH_NONE;
}

/* "the death toll of the raid rose to 40", "40 died when rebels attacked": the act stands below what is said of them.
 */
static unsigned below_cost(const struct doc *d, uint32_t measure, uint32_t trigger)
{
    enum { MAX_STEPS = 3, COST_BELOW = 6, COST_STEP = 2 };
    uint32_t tok = trigger;
    for (unsigned steps = 0; tok != NONE && steps <= MAX_STEPS; steps++, tok = d->tok.v[tok].head) {
        if (tok == measure)
            return COST_BELOW + COST_STEP * steps;
        if (is_one_of_rels(d, tok, REL_CCOMP, REL_ACL_RELCL, REL_PARATAXIS) ||
            is_one_of_rels(d, tok, REL_CONJ, REL_XCOMP, REL_ROOT))
            break;
    }
    return REACH_NONE;
}

/* Victims are those of deeds, not of words about them; soldiers who are attacked, arrested or set free are no troops
 * that somebody sent; what a theft or a murder was about is no sum that changed hands. */
static bool may_count(const struct event *e, enum magnitude_kind kind)
{
    static const bool sends_troops[N_EVENT_TYPES] = {
        [EV_AGREE] = true,   [EV_CONCEDE] = true, [EV_COOPERATE] = true, [EV_AID] = true,
        [EV_RETREAT] = true, [EV_REQUEST] = true, [EV_THREATEN] = true,  [EV_MOBILIZE] = true};
    switch (kind) {
    case MAG_TROOPS:
        return sends_troops[e->type] && !(e->type == EV_RETREAT && str_is(e->mode, "release"));
    case MAG_AMOUNT:
        return e->type != EV_ASSAULT && e->type != EV_ACCUSE;
    default:
        return event_type_quad(e->type) == 4;
    }
}

/* "12 soldiers and three villagers": what a second number adds; otherwise the first told holds. */
static void add_quantity(struct quantity *q, const struct counted *c, struct span words, bool adds)
{
    if (isnan(q->low) && isnan(q->high)) {
        *q = (struct quantity){c->n.low, c->n.high, words};
        return;
    }
    bool is_one =
        c->n.low == 1 && c->n.high == 1; /* "five people and a monitor said": a single one adds to single ones */
    if (!adds || (is_one && q->low != q->high) || (is_one && q->low > 2))
        return;
    q->low += c->n.low;
    q->high += c->n.high;
    q->words.end = words.end;
}

static struct magnitude *magnitude_new(struct arena *arena)
{
    struct magnitude *m = arena_zalloc(arena, sizeof *m);
    for (int k = 0; k < N_MAGNITUDES; k++)
        m->of[k] = (struct quantity){NAN, NAN, SPAN_NONE};
    return m;
}

/* All rows of one match share the trigger, and so what is counted. */
static void give(const struct match_sent *s, uint32_t first_event, const struct counted *c)
{
    const struct doc *d = s->doc;
    unsigned best = REACH_NONE;
    uint32_t trigger = NONE;
    for (uint32_t i = first_event; i < d->event.n; i++) {
        struct reach r;
        reach_of(s, &d->event.v[i], &r);
        if (!may_count(&d->event.v[i], c->kind))
            continue;
        unsigned cost = attach_cost(s, c->measure, &r), below = below_cost(d, c->measure, d->event.v[i].trigger_tok);
        cost = below < cost ? below : cost;
        if (cost < best) {
            best = cost;
            trigger = d->event.v[i].trigger_tok;
        }
    }
    struct span words = {d->tok.v[c->n.first_tok].span.start, d->tok.v[c->n.end_tok - 1].span.end};
    bool adds = c->kind != MAG_AMOUNT && c->noun != NONE && d->tok.v[c->phrase].deprel == REL_CONJ;
    struct magnitude *shared = NULL;
    for (uint32_t i = first_event; trigger != NONE && i < d->event.n; i++) {
        struct event *e = &d->event.v[i];
        if (e->trigger_tok != trigger)
            continue;
        if (!shared) {
            shared = magnitude_new(d->arena);
            if (e->magnitude)
                *shared = *e->magnitude;
            add_quantity(&shared->of[c->kind], c, words, adds);
            if (c->kind == MAG_AMOUNT && !shared->currency[0])
                memcpy(shared->currency, c->currency, sizeof shared->currency);
        }
        e->magnitude = shared;
    }
}

/* "killed a soldier", "another soldier was wounded" */
static bool one_person(const struct match_sent *s, uint32_t tok, struct counted *c)
{
    const struct doc *d = s->doc;
    const struct tok *t = &d->tok.v[tok];
    if (t->upos != UPOS_NOUN || t->xpos != XPOS_NN || !is_person_noun(s, tok))
        return false;
    uint32_t det = tok_child(d, tok, REL_DET);
    if (det == NONE || tok_child(d, tok, REL_NUMMOD) != NONE)
        return false;
    struct str word = tok_str(d, det);
    if (!str_eq_nocase(word, STR("a")) && !str_eq_nocase(word, STR("an")) && !str_eq_nocase(word, STR("another")))
        return false;
    c->n = (struct number){1, 1, det, tok + 1};
    c->noun = c->phrase = tok;
    return true;
}

/* No number begins with most words. */
static bool may_begin(const struct doc *d, uint32_t tok)
{
    switch ((enum upos)d->tok.v[tok].upos) {
    case UPOS_VERB:
    case UPOS_AUX:
    case UPOS_PRON:
    case UPOS_PUNCT:
    case UPOS_CCONJ:
    case UPOS_PART:
        return false;
    default:
        return d->tok.v[tok].upos != UPOS_PROPN || str_ends(tok_str(d, tok), STR("$"));
    }
}

void event_magnitudes(const struct match_sent *s, uint32_t first_event)
{
    const struct doc *d = s->doc;
    for (uint32_t t = s->first_tok; t < s->end_tok; t++) {
        struct counted c = {.kind = MAG_KILLED};
        if (may_begin(d, t) && number_at(d, t, s->end_tok, &c.n)) {
            find_noun(d, &c);
            if (find_money(s, &c) || (find_fate(s, &c) && may_be(s, &c)) || find_troops(s, &c))
                give(s, first_event, &c);
            t = c.n.end_tok - 1;
        } else if (one_person(s, t, &c) && find_fate(s, &c) && may_be(s, &c)) {
            give(s, first_event, &c);
        }
    }
}
