/* Who is a party to a matter, and as what. */
#include "ledger/ledger_int.h"
#include "record/names.h"

struct str party_key(const struct doc *d, uint32_t mention)
{
    const struct actor_code *a = &d->mention.v[mention].actor;
    return str_of(a->country[0] ? a->country : a->code);
}

bool is_of_state(const struct actor_code *a)
{
    static const char *const offices[] = {"GOV", "LEG", "MIL", "JUD"};
    for (size_t i = 0; a->n_sectors && i < sizeof offices / sizeof offices[0]; i++)
        if (str_is(str_of(a->sector[0]), offices[i]))
            return true;
    return false;
}

/* "the president" of an unknown state, "people": nobody who could be told from others. */
static bool is_nobody(const struct mention *m)
{
    return !m->actor.country[0] && !actor_is_international(&m->actor) && (!m->name.n || is_of_state(&m->actor));
}

/* "the Oslo agreements", "the Doha round": the town is a name's, unless two are paired ("the Moscow-Kabul pact"). */
bool is_town_of_name(const struct doc *d, uint32_t mention)
{
    const struct mention *m = &d->mention.v[mention];
    const struct tok *tok = &d->tok.v[m->head_tok];
    bool town = m->place && str_is(str_of(m->place->precision), "city");
    bool paired = m->span.end < d->text.n && d->text.s[m->span.end] == '-';
    paired |= m->span.start > 0 && d->text.s[m->span.start - 1] == '-';
    return town && !paired &&
           (tok->deprel == REL_COMPOUND || tok->deprel == REL_AMOD || tok->deprel == REL_NMOD_UNMARKED ||
            tok->deprel == REL_CONJ) &&
           tok->head > m->head_tok;
}

/* The last mention before of the same actor that is no pronoun; NONE. */
static uint32_t referent(const struct doc *d, uint32_t pronoun)
{
    const struct mention *m = &d->mention.v[pronoun];
    uint32_t found = NONE;
    for (uint32_t i = 0; i < d->mention.n; i++) {
        const struct mention *o = &d->mention.v[i];
        if (o->entity == m->entity && o->head_tok < m->head_tok && d->tok.v[o->head_tok].upos != UPOS_PRON &&
            (found == NONE || o->head_tok > d->mention.v[found].head_tok))
            found = i;
    }
    return found;
}

/* "the administration", taken for that of another state than nearly everywhere else in the document. */
static bool is_stray(const struct doc *d, uint32_t mention)
{
    enum { FAR = 3 };
    const struct mention *m = &d->mention.v[mention];
    if (d->tok.v[m->head_tok].upos == UPOS_PRON && (mention = referent(d, mention)) != NONE)
        m = &d->mention.v[mention]; /* "its" of "the administration" */
    if (m->how != HOW_COREFERENCE || d->tok.v[m->head_tok].upos == UPOS_PRON ||
        tok_child(d, m->head_tok, REL_NMOD) != NONE) /* "the administration in Japan" */
        return false;
    uint32_t same = 0, other = 0;
    for (uint32_t i = 0; i < d->mention.n; i++) {
        const struct mention *o = &d->mention.v[i];
        if (o->how != HOW_COREFERENCE || !o->actor.code[0] ||
            !str_eq_nocase(tok_str(d, o->head_tok), tok_str(d, m->head_tok)))
            continue;
        bool as_here = str_eq(party_key(d, i), party_key(d, mention));
        same += as_here;
        other += !as_here;
    }
    return other >= FAR * same;
}

/* "they", "the two leaders", of a state and a body, or of one whom we know and another: coreference hardly ever finds
 * such a list rightly. */
static bool is_of_odd_group(const struct doc *d, uint32_t mention)
{
    const struct mention *m = &d->mention.v[mention];
    bool state = false, body = false, other = false;
    uint8_t xpos = d->tok.v[m->head_tok].xpos;
    if (m->how == HOW_COREFERENCE && m->group == NONE && (xpos == XPOS_NNS || xpos == XPOS_NNPS) &&
        is_of_state(&m->actor)) /* "the two leaders", of whom one is known */
        return true;
    for (uint32_t i = 0; m->how == HOW_COREFERENCE && m->group != NONE && i < d->mention.n; i++)
        if (d->mention.v[i].group == m->group) {
            const struct actor_code *a = &d->mention.v[i].actor;
            state |= a->country[0] != 0;
            body |= actor_is_international(a);
            other |= !a->country[0] && !actor_is_international(a);
        }
    return state + body + other > 1;
}

/* "They will ...", of several: what each is to do is seldom told of all whom the word takes in. */
static bool is_loose_group(const struct doc *d, const struct ledger_entry *e, uint32_t mention)
{
    const struct mention *m = &d->mention.v[mention];
    bool alone = e->kind == LEDGER_PLAN || e->kind == LEDGER_PREDICTION;
    return alone && m->how == HOW_COREFERENCE && m->group != NONE && d->tok.v[m->head_tok].xpos == XPOS_PRP;
}

/* "the Homeland Security Council", "the Global Organization of Parliaments": the list's name is a part of another. */
static bool is_part_of_name(const struct doc *d, uint32_t mention)
{
    const struct mention *m = &d->mention.v[mention];
    uint32_t first = m->head_tok;
    while (first > 0 && d->tok.v[first - 1].span.start >= m->span.start)
        first--;
    const struct tok *before = first == 0 ? NULL : &d->tok.v[first - 1];
    return actor_is_international(&m->actor) && m->how == HOW_GAZETTEER && before && before->sent == m->sent &&
           before->upos != UPOS_DET && before->mention == NONE && before->head == m->head_tok &&
           (before->deprel == REL_COMPOUND || before->deprel == REL_AMOD) && is_capital(d, first) &&
           is_capital(d, first - 1) && is_capital(d, m->head_tok);
}

/* People, press, courts, parliaments and parties conclude no deals of states. */
static bool is_no_side(const struct mention *m)
{
    static const char *const none[] = {"LEG", "CVL", "JUD", "MED"};
    const struct actor_code *a = &m->actor;
    if (!a->n_sectors)
        return false;
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        if (str_is(str_of(a->sector[0]), none[i]))
            return true;
    return m->how == HOW_GAZETTEER && str_is(str_of(a->sector[0]), "PTY"); /* "the parties in Mali" may be warring */
}

void party_add(const struct doc *d, struct ledger_entry *e, uint32_t mention, enum ledger_role role)
{
    if (mention == NONE || !d->mention.v[mention].actor.code[0] || is_nobody(&d->mention.v[mention]))
        return;
    if (e->kind == LEDGER_DEAL && is_no_side(&d->mention.v[mention]))
        return;
    if (is_part_of_name(d, mention) || is_stray(d, mention) || is_of_odd_group(d, mention) ||
        is_loose_group(d, e, mention))
        return;
    for (uint32_t i = 0; i < e->n_parties; i++)
        if (str_eq(party_key(d, e->party[i].mention), party_key(d, mention)))
            return;
    if (e->n_parties < MAX_LEDGER_PARTIES)
        e->party[e->n_parties++] = (struct ledger_party){mention, role};
}

static enum ledger_role usual_role(enum ledger_kind kind, enum role slot)
{
    switch (kind) {
    case LEDGER_DEAL:
    case LEDGER_NONE:
        return PARTY_PARTY;
    case LEDGER_MEMBERSHIP:
        return slot == ROLE_T ? PARTY_ORGANISATION : PARTY_APPLICANT;
    default:
        return slot == ROLE_ST ? PARTY_PARTY : slot == ROLE_T ? PARTY_TO : PARTY_BY;
    }
}

bool is_first_person(const struct doc *d, uint32_t tok)
{
    static const char *const words[] = {"i", "we", "us", "our", "my"};
    for (size_t i = 0; d->tok.v[tok].upos == UPOS_PRON && i < sizeof words / sizeof words[0]; i++)
        if (str_eq_nocase(tok_str(d, tok), str_of(words[i])))
            return true;
    return false;
}

bool is_actor(const struct doc *d, uint32_t tok)
{
    uint32_t m = d->tok.v[tok].mention;
    return d->tok.v[tok].upos != UPOS_VERB && m != NONE && d->mention.v[m].actor.code[0] && !d->mention.v[m].is_filler;
}

/* "joined the G7", not "joined G7 leaders": the word itself is of the name. */
static bool names(const struct doc *d, uint32_t mention, uint32_t tok)
{
    const struct mention *m = &d->mention.v[mention];
    return m->span.start <= d->tok.v[tok].span.start && m->span.end >= d->tok.v[tok].span.end && !m->is_person &&
           d->tok.v[m->head_tok].upos == UPOS_PROPN;
}

/* "a Trans-Pacific Partnership agreement", "the Dayton Accord": the name of the agreement is none of its parties. */
static bool is_its_name(const struct doc *d, uint32_t mention, uint32_t noun)
{
    const struct mention *m = &d->mention.v[mention];
    bool before = m->span.end <= d->tok.v[noun].span.end && d->tok.v[m->head_tok].deprel != REL_NMOD_POSS;
    bool inside = m->head_tok == noun || d->tok.v[m->head_tok].head == noun;
    bool town = m->place && str_is(str_of(m->place->precision), "city") && d->tok.v[noun].upos == UPOS_PROPN;
    if (is_town_of_name(d, mention) && d->tok.v[noun].upos != UPOS_VERB)
        return true;
    return (actor_is_international(&m->actor) || town) && before && inside && d->tok.v[noun].upos != UPOS_VERB;
}

/* "a bloc between itself, Peru, and Chile": the last of the list, which the parser joined to the noun above. */
static void late_of_list(const struct doc *d, struct ledger_entry *e, uint32_t tok, enum ledger_role role)
{
    uint32_t noun = d->tok.v[tok].deprel == REL_NMOD ? d->tok.v[tok].head : NONE;
    for (uint32_t c = noun == NONE ? NONE : tok_first_child(d, noun); c != NONE; c = tok_next(d, c)) {
        uint32_t m = d->tok.v[c].deprel == REL_CONJ && c > tok ? d->tok.v[c].mention : NONE;
        if (m != NONE && d->mention.v[m].actor.country[0])
            party_add(d, e, m, role);
    }
}

bool parties_add(const struct sentence *s, struct ledger_entry *e, const struct match *m, const struct ledger_rule *r)
{
    const struct doc *d = s->d;
    bool sides = false;
    for (uint32_t i = 0; i < m->n_fillers; i++) {
        const struct match_filler *f = &m->filler[i];
        if (f->role == ROLE_C || f->role == ROLE_NONE)
            continue;
        enum ledger_role role = r->role[f->role] != PARTY_NONE ? r->role[f->role] : usual_role(e->kind, f->role);
        uint32_t found[MAX_LEDGER_PARTIES], before = e->n_parties;
        uint32_t n = filler_mentions(d, f->tok, place_tells_actor(&s->ms, f->role, f->tok), found, MAX_LEDGER_PARTIES);
        for (uint32_t k = 0; k < n; k++)
            if (e->kind != LEDGER_DEAL && is_town_of_name(d, found[k])) /* "the Lima conference decided" */
                continue;
            else if (e->kind == LEDGER_DEAL ? !is_its_name(d, found[k], m->anchor_tok)
                                            : role != PARTY_ORGANISATION || names(d, found[k], f->tok))
                party_add(d, e, found[k], role);
        if (f->role == ROLE_ST)
            late_of_list(d, e, f->tok, role);
        uint32_t statement = s->statement_of[f->tok];
        if (!n && statement != NONE && is_first_person(d, f->tok)) /* "We will deliver": who is quoted */
            party_add(d, e, d->statement.v[statement].speaker_mention, role);
        sides |= f->role != ROLE_T && e->n_parties > before;
    }
    return sides;
}

unsigned parties_count(const struct doc *d, const struct ledger_entry *e)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < e->n_parties; i++) {
        const struct actor_code *a = &d->mention.v[e->party[i].mention].actor;
        n += a->country[0] || actor_is_international(a);
    }
    return n;
}

static bool is_organisation(const struct actor_code *a)
{
    return str_starts(str_of(a->code), STR("IGO"));
}

/* A state, a body, or who acts for one: what private persons and the press intend is no politics. */
static bool is_of_politics(const struct actor_code *a)
{
    static const char *const politics[] = {"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY",
                                           "OPP", "REB", "IGO", "UAF", "PRM", "IMG"};
    for (uint32_t i = 0; i < a->n_sectors; i++)
        for (size_t k = 0; k < sizeof politics / sizeof politics[0]; k++)
            if (str_is(str_of(a->sector[i]), politics[k]))
                return true;
    return a->country[0] && !a->n_sectors;
}

static bool has_role(const struct doc *d, const struct ledger_entry *e, enum ledger_role role,
                     bool (*is)(const struct actor_code *))
{
    for (uint32_t i = 0; i < e->n_parties; i++)
        if ((role == PARTY_NONE || e->party[i].role == role) && is(&d->mention.v[e->party[i].mention].actor))
            return true;
    return false;
}

/* States join and conclude, not their people or firms. */
static bool is_state(const struct actor_code *a)
{
    return a->country[0] && (!a->n_sectors || is_of_politics(a));
}

static bool all_of_role(const struct doc *d, const struct ledger_entry *e, enum ledger_role role,
                        bool (*is)(const struct actor_code *))
{
    for (uint32_t i = 0; i < e->n_parties; i++)
        if (e->party[i].role == role && !is(&d->mention.v[e->party[i].mention].actor))
            return false;
    return true;
}

bool parties_suffice(const struct doc *d, const struct ledger_entry *e)
{
    switch (e->kind) {
    case LEDGER_DEAL:
        return parties_count(d, e) >= 2;
    case LEDGER_MEMBERSHIP:
        return has_role(d, e, PARTY_ORGANISATION, is_organisation) && has_role(d, e, PARTY_APPLICANT, is_state) &&
               all_of_role(d, e, PARTY_APPLICANT, is_state);
    case LEDGER_PREDICTION:
        return has_role(d, e, PARTY_NONE, is_of_politics);
    default:
        return has_role(d, e, PARTY_BY, is_of_politics) && parties_count(d, e) >= 1;
    }
}
