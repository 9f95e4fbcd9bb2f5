/* What the acts chosen in one sentence say of one another. */
#include "event/candidate_int.h"

bool same_actor(const struct doc *d, uint32_t a, uint32_t b)
{
    if (a == NONE || b == NONE)
        return false;
    const struct mention *x = &d->mention.v[a], *y = &d->mention.v[b];
    return x->entity == y->entity || (x->actor.code[0] && strcmp(x->actor.code, y->actor.code) == 0);
}

static bool holds_actor(const struct doc *d, const struct party_set *set, uint32_t mention)
{
    for (uint32_t i = 0; i < set->n; i++)
        if (same_actor(d, set->mention[i], mention))
            return true;
    return false;
}

static bool holds_all(const struct doc *d, const struct party_set *all, const struct party_set *some)
{
    for (uint32_t i = 0; i < some->n; i++)
        if (!holds_actor(d, all, some->mention[i]))
            return false;
    return true;
}

/* "shelled the town, killing nine people": what came of the act, not one more. */
static bool is_outcome(const struct doc *d, uint32_t verb, uint32_t act)
{
    return d->tok.v[verb].head == act && d->tok.v[verb].deprel == REL_ADVCL && d->tok.v[verb].xpos == XPOS_VBG &&
           tok_child(d, verb, REL_MARK) == NONE;
}

/* "killed in an ambush by gunmen": the noun tells the same act again, and less of it. */
static void drop_repeated(struct work *w)
{
    for (uint32_t i = 0; i < w->cand.n; i++) {
        struct candidate *c = &w->cand.v[i];
        for (uint32_t k = 0; k < w->cand.n && c->taken; k++) {
            const struct candidate *o = &w->cand.v[k];
            bool outcome = o != c && o->taken && o->match.entry->type == c->match.entry->type &&
                           is_outcome(w->d, c->match.anchor_tok, o->match.anchor_tok) &&
                           o->side[1].weight >= WEIGHT_ENOUGH && c->side[1].weight < WEIGHT_ENOUGH - 1;
            if (outcome) {
                c->taken = false;
                continue;
            }
            bool fuller = o != c && o->taken && o->match.entry->type == c->match.entry->type && o->side[0].n &&
                          o->side[1].n && c->side[0].n + c->side[1].n > 0 && !(c->side[0].n && c->side[1].n);
            if (fuller && !c->mutual && w->d->tok.v[c->match.anchor_tok].upos == UPOS_NOUN &&
                holds_all(w->d, &o->side[0], &c->side[0]) && holds_all(w->d, &o->side[1], &c->side[1]))
                c->taken = false;
        }
    }
}

/* "threatened to bomb Guam": Guam is threatened. What one promises, refuses or threatens to do to one party is said to
 * that party. */
static void aim_at_target_of_content(struct work *w)
{
    for (uint32_t i = 0; i < w->cand.n; i++) {
        const struct candidate *deed = &w->cand.v[i];
        struct candidate *said = deed->taken && deed->parent != NONE ? &w->cand.v[deed->parent] : NULL;
        if (said && said->match.entry->type == EV_REQUEST && !said->side[1].n && said->side[0].n &&
            deed->side[0].n == 1 && deed->side[0].weight && !deed->mutual &&
            !holds_actor(w->d, &said->side[0], deed->side[0].mention[0]) &&
            tok_child(w->d, deed->match.anchor_tok, REL_NSUBJ) != NONE)
            said->side[1] = deed->side[0]; /* "demanded that Peru pay": of Peru */
        if (!said || said->side[1].n || said->side[0].n > 1 || deed->mutual || deed->side[1].n != 1 ||
            !deed->side[1].weight)
            continue;
        enum event_type type = said->match.entry->type;
        bool aims = type == EV_THREATEN || type == EV_AGREE || type == EV_REJECT;
        if (aims && said->match.entry->content_actor == ROLE_S &&
            !holds_actor(w->d, &said->side[0], deed->side[1].mention[0])) {
            said->side[1] = deed->side[1];
            said->mutual = false;
        }
    }
}

void between_acts(struct work *w)
{
    drop_repeated(w);
    aim_at_target_of_content(w);
}
