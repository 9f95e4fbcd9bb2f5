/* Nameless people are taken for those of the country where an act finds them: who marches in Tbilisi is Georgian, and
 * whom the police of Dhaka disperses lives there. Armed people may come from anywhere, and so may whoever meets a
 * foreign power. */
#include "event/event_int.h"

#include <string.h>

/* Students, protesters, villagers: people of no country so far and of no arms. */
static bool is_nameless(const struct doc *d, uint32_t mention)
{
    static const char *const sector[] = {"CVL", "EDU", "LAB", "JRN", "OPP", "MED", "HRI", "AGR", "COP"};
    const struct mention *m = &d->mention.v[mention];
    if (d->tok.v[m->head_tok].upos != UPOS_NOUN || m->actor.country[0])
        return false;
    for (size_t i = 0; i < sizeof sector / sizeof sector[0]; i++)
        if (strcmp(m->actor.code, sector[i]) == 0)
            return true;
    return false;
}

/* The country of "in Mandalay" below the word that tells the act, or its object. */
static const char *country_around(const struct doc *d, uint32_t anchor)
{
    uint32_t object = d->tok.v[anchor].upos == UPOS_VERB ? tok_child(d, anchor, REL_OBJ) : NONE;
    static const char *const where[] = {"in", "at", "across", "outside", "near", "throughout"};
    for (uint32_t c = tok_first_child(d, anchor); c != NONE; c = tok_next(d, c)) {
        uint32_t m = d->tok.v[c].mention;
        struct str preposition = preposition_of_tok(d, c);
        bool hangs = d->tok.v[c].deprel == REL_OBL || d->tok.v[c].deprel == REL_NMOD;
        for (size_t i = 0; hangs && m != NONE && d->mention.v[m].is_place && i < sizeof where / sizeof where[0]; i++)
            if (str_eq_nocase(preposition, str_of(where[i])))
                return d->mention.v[m].actor.country;
    }
    return object != NONE ? country_around(d, object) : "";
}

/* "a drone launched from Yemen", "rockets fired from Lebanon", "gunmen from Chad": where weapons and people came from.
 */
static const char *country_of_launch(const struct doc *d, uint32_t mention)
{
    const struct mention *m = &d->mention.v[mention];
    for (uint32_t c = tok_first_child(d, m->head_tok); c != NONE && !m->actor.country[0]; c = tok_next(d, c)) {
        struct str lemma = d->tok.v[c].lemma;
        if (d->tok.v[c].deprel == REL_NMOD && d->tok.v[c].mention != NONE &&
            str_eq_nocase(preposition_of_tok(d, c), STR("from")))
            return d->mention.v[d->tok.v[c].mention].actor.country;
        bool launched = str_is(lemma, "launch") || str_is(lemma, "fire");
        if (!launched || (d->tok.v[c].deprel != REL_ACL && d->tok.v[c].deprel != REL_ACL_RELCL))
            continue;
        for (uint32_t k = tok_first_child(d, c); k != NONE; k = tok_next(d, k))
            if (d->tok.v[k].mention != NONE && str_eq_nocase(preposition_of_tok(d, k), STR("from")))
                return d->mention.v[d->tok.v[k].mention].actor.country;
    }
    return "";
}

static bool is_police(const struct actor_code *a)
{
    return a->n_sectors && strcmp(a->sector[0], "COP") == 0;
}

/* "The premier dismissed the interior minister", "arrested a general": those of the state that does it. */
static bool is_own_office(const struct doc *d, enum event_type type, uint32_t mention, const struct actor_code *by)
{
    static const char *const sector[] = {"GOV", "MIL", "JUD", "LEG", "COP", "SPY"};
    const struct mention *m = &d->mention.v[mention];
    bool office = false;
    for (size_t i = 0; !m->actor.country[0] && m->actor.n_sectors && i < sizeof sector / sizeof sector[0]; i++)
        office |= strcmp(m->actor.sector[0], sector[i]) == 0;
    return office && (type == EV_SANCTION || type == EV_COERCE) && d->tok.v[m->head_tok].upos == UPOS_NOUN &&
           by->country[0] && by->n_sectors && strcmp(by->sector[0], "GOV") == 0;
}

const char *home_country(const struct doc *d, enum event_type type, uint32_t anchor, uint32_t mention, uint32_t other)
{
    const struct actor_code *beside = other == NONE ? NULL : &d->mention.v[other].actor;
    if (beside && is_own_office(d, type, mention, beside))
        return beside->country;
    if (type == EV_ASSAULT && country_of_launch(d, mention)[0])
        return country_of_launch(d, mention);
    if (!is_nameless(d, mention))
        return "";
    const char *here = country_around(d, anchor);
    if (type == EV_PROTEST && here[0])
        return here;
    if (type == EV_ASSAULT && here[0] && (!beside || !beside->country[0])) /* "a bomber killed six people in Quetta" */
        return here;
    if (beside && beside->country[0] && (is_police(beside) || strcmp(here, beside->country) == 0))
        return beside->country;
    return "";
}

void home_give(struct doc *d, uint32_t mention, const char *country)
{
    struct actor_code *a = &d->mention.v[mention].actor;
    size_t n = strlen(a->code);
    if (a->country[0] || n + 3 >= sizeof a->code)
        return;
    memmove(a->code + 3, a->code, n + 1);
    memcpy(a->code, country, 3);
    memcpy(a->country, country, 4);
}
