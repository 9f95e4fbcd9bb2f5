/* Which time expression of the sentence belongs to an event: the one that hangs nearest in its clause. */
#include "event/event_int.h"

/* From the expression up to a word of the event's clause. A phrase ("on Monday") may hang too low, on an object of the
 * verb; what modifies a noun ("the 2014 agreement", "Monday's talks") dates that noun alone. */
static unsigned distance(const struct doc *d, const struct reach *r, const struct timex *t)
{
    uint32_t tok = head_of_tokens(d, t->first_tok, t->end_tok);
    enum deprel first = (enum deprel)d->tok.v[tok].deprel;
    bool modifies = first == REL_COMPOUND || first == REL_NUMMOD || first == REL_NMOD_POSS || first == REL_AMOD;
    enum { STEPS_OF_A_DAY = 3, STEPS_OF_A_PERIOD = 2, COST_LOW = 4 }; /* periods date nouns more often than days do */
    unsigned max_steps = t->past.from == t->past.to ? STEPS_OF_A_DAY : STEPS_OF_A_PERIOD;
    if (reach_cost(r, tok) == 0) /* the trigger itself inside the expression: a misread word */
        return REACH_NONE;
    for (unsigned steps = 0; steps < max_steps; steps++) {
        uint32_t head = d->tok.v[tok].head;
        if (head == NONE)
            break;
        unsigned cost = reach_cost(r, head);
        if (cost != REACH_NONE && !(modifies && d->tok.v[head].upos == UPOS_NOUN && cost > 0))
            return cost + steps * COST_LOW;
        if (modifies)
            break;
        switch ((enum deprel)d->tok.v[head].deprel) {
        case REL_OBJ:
        case REL_OBL:
        case REL_NMOD:
        case REL_NSUBJ_PASS:
        case REL_NSUBJ: /* "The president on Monday praised ...", where the tree hangs the day on the subject */
            if (tok != head_of_tokens(d, t->first_tok, t->end_tok) ||
                !str_eq_nocase(preposition_of_tok(d, tok), STR("on")))
                return REACH_NONE;
            break;
        case REL_CONJ:
        case REL_NMOD_UNMARKED:
        case REL_OBL_UNMARKED:
            break;
        default:
            return REACH_NONE;
        }
        if (d->tok.v[head].upos == UPOS_VERB) /* another clause */
            break;
        tok = head;
    }
    return REACH_NONE;
}

uint32_t event_date_choose(const struct doc *d, const struct reach *r, const struct timex *t, uint32_t n)
{
    uint32_t best = NONE;
    unsigned best_cost = REACH_NONE;
    for (uint32_t i = 0; i < n; i++) {
        unsigned cost = distance(d, r, &t[i]);
        if (cost < best_cost) {
            best_cost = cost;
            best = i;
        }
    }
    return best;
}

uint32_t event_word_date(const struct match_sent *s, uint32_t tok, const struct timex *t, uint32_t n)
{
    struct reach r;
    reach_of_word(s, tok, NONE, &r);
    return event_date_choose(s->doc, &r, t, n);
}
