/* Which words make up the clause of an event. From the trigger upwards: the verb that carries an event noun, the verb
 * that begins or ends an act, the first of several coordinated verbs; never into another clause. */
#include "base/utf8.h"
#include "event/event_int.h"

enum { COST_STEP = 1, COST_SHARED = 3 };

struct str preposition_of_tok(const struct doc *d, uint32_t tok)
{
    uint32_t c = tok_child(d, tok, REL_CASE);
    return c == NONE ? STR_NONE : tok_str(d, c);
}

uint32_t head_of_tokens(const struct doc *d, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++) {
        uint32_t head = d->tok.v[t].head;
        if (head == NONE || head < first || head >= end)
            return t;
    }
    return first;
}

static bool has_subject(const struct doc *d, uint32_t verb)
{
    return tok_child(d, verb, REL_NSUBJ) != NONE || tok_child(d, verb, REL_NSUBJ_PASS) != NONE;
}

/* "killed in an attack", "said during talks": the noun tells the same act; "after the attack", "over the attack" do
 * not. */
static bool is_same_act(const struct doc *d, uint32_t noun)
{
    static const char *const same[] = {"in", "during", "of", "as", "at", "with", "to"};
    enum { N_OF_NOUNS = 4 }; /* "the protest at the killing": two acts */
    struct str p = preposition_of_tok(d, noun);
    size_t n = d->tok.v[noun].deprel == REL_NMOD ? N_OF_NOUNS : sizeof same / sizeof same[0];
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(p, str_of(same[i])))
            return true;
    return !p.n;
}

/* What the step from tok to its head costs; REACH_NONE: the head is no word of the clause. */
static unsigned step_cost(const struct match_sent *s, uint32_t tok)
{
    const struct doc *d = s->doc;
    const struct tok *t = &d->tok.v[tok];
    bool is_verb = t->upos == UPOS_VERB;
    switch ((enum deprel)t->deprel) {
    case REL_OBJ:
    case REL_NSUBJ:
    case REL_NSUBJ_PASS:
    case REL_COMPOUND:
    case REL_AMOD:
        return is_verb ? REACH_NONE : COST_STEP;
    case REL_OBL:
    case REL_NMOD:
        return !is_verb && is_same_act(d, tok) ? COST_STEP : REACH_NONE;
    case REL_XCOMP: /* "began shelling", "managed to free" */
        return class_has(s, STR("begin"), t->head) || class_has(s, STR("end"), t->head) ||
                       class_has(s, STR("support"), t->head)
                   ? COST_STEP
                   : REACH_NONE;
    case REL_CONJ:
        return has_subject(d, tok) ? REACH_NONE : COST_SHARED;
    case REL_ADVCL: /* "attacked a base, killing ten" */
        return t->xpos == XPOS_VBG && tok_child(d, tok, REL_MARK) == NONE && !has_subject(d, tok) ? COST_SHARED
                                                                                                  : REACH_NONE;
    default:
        return REACH_NONE;
    }
}

/* "Kenya will send aid in May": the promise has no words but those of the deed, and they say when the deed is. */
static bool has_no_words_of_its_own(const struct doc *d, const struct event *e)
{
    uint32_t id = (uint32_t)(e - d->event.v);
    for (uint32_t i = id + 1; i < d->event.n; i++) {
        const struct event *deed = &d->event.v[i];
        uint32_t first = e->reciprocal_of_event == NONE ? id : e->reciprocal_of_event;
        if (deed->content_of_event == first && deed->trigger_tok == e->trigger_tok)
            return true;
    }
    return false;
}

void reach_of_word(const struct match_sent *s, uint32_t from, uint32_t stop_tok, struct reach *out)
{
    unsigned cost = 0;
    *out = (struct reach){.n = 0};
    for (uint32_t tok = from; tok != NONE && tok != stop_tok && out->n < MAX_REACH; tok = s->doc->tok.v[tok].head) {
        out->tok[out->n] = tok;
        out->cost[out->n++] = (uint8_t)cost;
        unsigned step = step_cost(s, tok);
        if (step == REACH_NONE)
            break;
        cost += step;
    }
}

void reach_of(const struct match_sent *s, const struct event *e, struct reach *out)
{
    uint32_t parent = e->content_of_event;
    uint32_t stop_tok = parent == NONE ? NONE : s->doc->event.v[parent].trigger_tok;
    *out = (struct reach){.n = 0};
    if (!has_no_words_of_its_own(s->doc, e))
        reach_of_word(s, e->trigger_tok, stop_tok == e->trigger_tok ? NONE : stop_tok, out);
}

unsigned reach_cost(const struct reach *r, uint32_t tok)
{
    for (uint32_t i = 0; i < r->n; i++)
        if (r->tok[i] == tok)
            return r->cost[i];
    return REACH_NONE;
}
