/* Where an event took place: a name of a place in a phrase that hangs in its clause ("in Aleppo", "the attack near
 * Mosul"), or what an attack or visit was aimed at ("bombed Aleppo", "visited Kyiv"). Where an actor comes from is no
 * place of its acts, and a dateline is none either. */
#include "event/event_int.h"
#include "record/names.h"

enum { COST_NONE = 255, COST_COUNTRY = 6 };

static bool one_of(struct str word, const char *const *list)
{
    for (; *list; list++)
        if (str_eq_nocase(word, str_of(*list)))
            return true;
    return false;
}

static bool is_locative(struct str preposition)
{
    static const char *const words[] = {"in",     "at",     "near",    "off",  "outside", "inside",
                                        "around", "across", "over",    "on",   "along",   "throughout",
                                        "within", "above",  "beneath", "amid", NULL};
    return one_of(preposition, words);
}

/* Acts that go somewhere happen there; those that leave, where they leave. */
static bool is_path(struct str preposition, const struct event *e)
{
    static const char *const goal[] = {"to", "into", "onto", "toward", "towards", "through", NULL};
    static const char *const whence[] = {"from", NULL};
    if (e->type == EV_MOBILIZE || (e->type == EV_CONSULT && str_is(e->mode, "visit")))
        return one_of(preposition, goal);
    return e->type == EV_RETREAT && one_of(preposition, whence);
}

/* Acts done to a place happen there. */
static bool is_aimed_at_ground(const struct event *e)
{
    return e->type == EV_ASSAULT || (e->type == EV_CONSULT && str_is(e->mode, "visit")) ||
           (e->type == EV_COERCE && str_is(e->mode, "seize"));
}

struct path { /* from the name of a place up to the event */
    const struct event *e;
    bool located;  /* a preposition has said "where", or the act was done to the place */
    bool is_part;  /* the name is only part of another's: "Kabul airport" */
    unsigned cost; /* beyond the number of steps */
};

/* What is said, asked or agreed may be about something elsewhere: "condemned the attack in Kabul". */
static bool is_about_words(const struct path *p, const struct doc *d, uint32_t object)
{
    int quad = event_type_quad(p->e->type);
    struct span s = d->tok.v[object].span;
    bool matched = s.start >= p->e->trigger.start && s.end <= p->e->trigger.end; /* "signed a deal in Goa" */
    bool meets = p->e->type == EV_CONSULT && d->tok.v[object].mention != NONE;   /* "met the king in Riyadh" */
    return quad == 3 || (quad == 1 && !matched && !meets);
}

/* Reasons, topics and other times are elsewhere: "cut aid over the war in Aceh". */
static bool is_elsewhere(struct str preposition)
{
    static const char *const words[] = {"due",       "because", "over", "about", "after", "before",
                                        "following", "despite", "amid", "since", "as",    NULL};
    return one_of(preposition, words);
}

/* One step up from tok: may it lead from the place to the event? */
static bool step(const struct doc *d, uint32_t tok, struct path *p, bool at_trigger)
{
    enum { COST_PART = 3 };
    struct str preposition = preposition_of_tok(d, tok);
    bool nested = p->located;
    switch ((enum deprel)d->tok.v[tok].deprel) {
    case REL_OBL:
    case REL_NMOD:
        if (nested)
            return !is_about_words(p, d, tok) && !is_elsewhere(preposition);
        if (!preposition.n || str_eq_nocase(preposition, STR("of"))) {
            p->located = at_trigger && is_aimed_at_ground(p->e); /* "the shelling of Aleppo" */
            return true;
        }
        p->located = is_locative(preposition) || is_path(preposition, p->e);
        return p->located;
    case REL_OBJ:
    case REL_NSUBJ_PASS:
        p->located |= is_aimed_at_ground(p->e) && !p->is_part;
        return p->located && !(nested && is_about_words(p, d, tok));
    case REL_NSUBJ: /* "Gunmen in Kabul killed ..."; officials in Kabul may accuse somebody elsewhere */
        return nested && event_type_quad(p->e->type) == 4;
    case REL_COMPOUND:
        p->located |= at_trigger; /* "the Aleppo offensive" */
        p->is_part = true;
        p->cost += COST_PART;
        return true;
    case REL_APPOS:
    case REL_FLAT:
    case REL_CONJ:
    case REL_NMOD_UNMARKED:
    case REL_OBL_AGENT:
        return d->tok.v[tok].upos != UPOS_VERB;
    default:
        return false;
    }
}

/* How far the place stands from the event's clause; COST_NONE: elsewhere. */
static unsigned distance(const struct doc *d, const struct reach *r, const struct event *e, const struct mention *m)
{
    enum { MAX_STEPS = 6 };
    struct path p = {.e = e};
    uint32_t tok = m->head_tok;
    for (unsigned steps = 0; steps < MAX_STEPS; steps++) {
        uint32_t head = d->tok.v[tok].head;
        if (head == NONE || !step(d, tok, &p, head == e->trigger_tok))
            break;
        unsigned cost = reach_cost(r, head);
        if (cost != REACH_NONE)
            return p.located ? cost + 2 * steps + p.cost : COST_NONE;
        if (d->tok.v[head].upos == UPOS_VERB)
            break;
        tok = head;
    }
    return COST_NONE;
}

uint32_t event_place(const struct doc *d, const struct reach *r, const struct event *e)
{
    const struct sent *s = &d->sent.v[e->sent];
    uint32_t best = NONE;
    unsigned best_cost = COST_NONE;
    for (uint32_t t = s->first_tok; t < s->end_tok; t++) {
        if (d->tok.v[t].flags & TOK_DATELINE)
            continue;
        for (uint32_t id = d->tok.v[t].mention; id != NONE; id = d->mention.v[id].next_same_head) {
            const struct mention *m = &d->mention.v[id];
            if (!m->place)
                continue;
            bool is_country = strcmp(m->place->precision, "country") == 0;
            bool goes_there = is_country && is_path(preposition_of_tok(d, m->head_tok), e);
            if (is_country && !m->is_place && !goes_there) /* "attacked Syria": the state, wherever it was */
                continue;
            unsigned cost = distance(d, r, e, m);
            cost += cost != COST_NONE && is_country ? COST_COUNTRY : 0; /* "in Aleppo in Syria" */
            if (cost < best_cost) {
                best_cost = cost;
                best = id;
            }
        }
    }
    return best;
}
