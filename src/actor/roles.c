/* Role nouns: whose they are, and what code that makes.
 *
 * Owners are sought next to the noun first and checked with the tree, so that a wrong tree costs little: before it
 * ("Russian and Pakistani ministers", "Pakistan's army", "defence ministry spokesman"), then after "of" ("troops of the
 * Syrian government"), then by the tree alone, then from a coordinated noun ("the president and prime minister of
 * Pakistan"). */
#include "actor/actor_int.h"
#include "record/names.h"

static uint32_t sent_first(const struct work *w, const struct unit *u)
{
    return w->d->sent.v[u->sent].first_tok;
}

static uint32_t sent_end(const struct work *w, const struct unit *u)
{
    return w->d->sent.v[u->sent].end_tok;
}

/* Does the tree hang tok below one of [first, last], within a few steps? */
static bool below(const struct doc *d, uint32_t tok, uint32_t first, uint32_t last)
{
    for (int i = 0; i < 5 && tok != NONE; i++) {
        tok = d->tok.v[tok].head;
        if (tok != NONE && tok >= first && tok <= last)
            return true;
    }
    return false;
}

static bool is_genitive(const struct doc *d, uint32_t t)
{
    struct str s = tok_str(d, t);
    return d->tok.v[t].xpos == XPOS_POS || str_is(s, "'s") || str_is(s, "\u2019s");
}

static bool is_list_mark(const struct work *w, uint32_t t)
{
    struct str s = tok_str(w->d, t);
    return tok_is(w, t, WC_AND) || str_is(s, ",") || str_is(s, "/") || str_is(s, "-") || str_is(s, "\u2013");
}

/* The last unit that ends at or covers tok, when it may own something. */
static uint32_t unit_ending(const struct work *w, uint32_t tok)
{
    uint32_t u = w->unit_at[tok];
    if (u == NONE)
        return NONE;
    while (u + 1 < w->unit.n && w->unit.v[u + 1].first_tok <= tok && w->unit.v[u + 1].last_tok >= tok &&
           w->unit.v[u + 1].kind != UNIT_PERSON)
        u++;
    return u;
}

static bool is_country_like(const struct work *w, const struct unit *u)
{
    if (u->kind != UNIT_NAME || u->dropped || u->compound || !u->code.code[0]) /* "African" owns nothing */
        return false;
    enum entry_kind k = unit_entry(w, u)->kind;
    return k != ENTRY_PERSON;
}

bool unit_is_person(const struct work *w, const struct unit *u)
{
    return u->kind == UNIT_PERSON || (u->kind == UNIT_NAME && unit_entry(w, u)->kind == ENTRY_PERSON);
}

static void owner_add(struct unit *u, uint32_t owner)
{
    for (uint32_t i = 0; i < u->n_owners; i++)
        if (u->owner[i] == owner)
            return;
    if (u->n_owners < MAX_OWNERS)
        u->owner[u->n_owners++] = owner;
}

/* "Russian", and "US" and "UK", which serve as adjectives. */
static bool like_adjective(const struct work *w, const struct unit *u)
{
    const struct sense *s = unit_sense(w, u);
    return s->kind == SENSE_ADJECTIVE || (s->kind == SENSE_NAME && (s->shapes & 15) == SHAPE_UPPER);
}

/* "Russian and Pakistani", "Rus-Pak", "US, British and French": the other members of the list that ends with u. Gives
 * its first token. */
static uint32_t list_before(struct work *w, struct unit *u, uint32_t last_owner)
{
    uint32_t o = last_owner, first_tok = w->unit.v[o].first_tok;
    while (u->n_owners < MAX_OWNERS) {
        const struct unit *now = &w->unit.v[o];
        if (o > 0 && is_country_like(w, &w->unit.v[o - 1]) && w->unit.v[o - 1].end_piece == now->first_piece &&
            w->piece.v[now->first_piece].hyphen_before && w->unit.v[o - 1].sent == u->sent) {
            owner_add(u, --o); /* inside one hyphen compound */
            first_tok = w->unit.v[o].first_tok;
            continue;
        }
        if (first_tok < sent_first(w, u) + 2)
            break;
        uint32_t t = first_tok - 1;
        if (w->d->tok.v[t].upos == UPOS_DET && t > sent_first(w, u)) /* "the Russian and the Turkish armies" */
            t--;
        if (!is_list_mark(w, t))
            break;
        if (str_is(tok_str(w->d, t), ",") == false && t > sent_first(w, u) + 1 && str_is(tok_str(w->d, t - 1), ","))
            t--; /* ", and" */
        if (t == sent_first(w, u))
            break;
        uint32_t before = unit_ending(w, t - 1);
        if (before == NONE || !is_country_like(w, &w->unit.v[before]) || w->unit.v[before].sent != u->sent)
            break;
        /* A country and an adjective do not make a list: "in Syria, Russian troops". */
        if (!like_adjective(w, &w->unit.v[before]) != !like_adjective(w, now) && tok_is(w, t, WC_AND) == false)
            break;
        o = before;
        owner_add(u, o);
        first_tok = w->unit.v[o].first_tok;
    }
    /* They were found from right to left. */
    for (uint32_t i = 0; i < u->n_owners / 2; i++) {
        uint32_t swap = u->owner[i];
        u->owner[i] = u->owner[u->n_owners - 1 - i];
        u->owner[u->n_owners - 1 - i] = swap;
    }
    return first_tok;
}

enum { MAX_GAP = 6 };

static bool passes_as_modifier(const struct doc *d, uint32_t t)
{
    const struct tok *k = &d->tok.v[t];
    switch ((enum upos)k->upos) {
    case UPOS_ADJ:
    case UPOS_NUM:
    case UPOS_NOUN:
    case UPOS_PROPN:
        return true;
    case UPOS_VERB:
        return k->deprel == REL_AMOD || k->deprel == REL_COMPOUND;
    case UPOS_ADV:
        return k->head != NONE && k->head > t && d->tok.v[k->head].upos == UPOS_ADJ;
    case UPOS_PUNCT:
        return k->xpos == XPOS_HYPH || str_is(tok_str(d, t), "-") || k->xpos == XPOS_OPEN_QUOTE ||
               k->xpos == XPOS_CLOSE_QUOTE;
    default:
        return false;
    }
}

/* "Bulgaria's Turkish party": the genitive says whose, the adjective of what kind. */
static void owner_of_owned(struct work *w, struct unit *u, uint32_t genitive)
{
    uint32_t o = genitive > sent_first(w, u) ? unit_ending(w, genitive - 1) : NONE;
    if (o == NONE || u->n_owners != 1 || !is_country_like(w, &w->unit.v[o]))
        return;
    const struct unit *whose = &w->unit.v[o], *adjective = &w->unit.v[u->owner[0]];
    if (unit_entry(w, whose)->kind != ENTRY_COUNTRY || adjective->kind != UNIT_NAME ||
        unit_sense(w, adjective)->kind != SENSE_ADJECTIVE)
        return;
    w->unit.v[u->owner[0]].owned = true;
    u->owner[0] = o;
    u->possessive = true;
    u->np_first = whose->first_tok;
}

/* One word to the left of a role noun. False: the noun phrase ends here. */
static bool left_step(struct work *w, uint32_t id, uint32_t *at, uint32_t *gap)
{
    struct doc *d = w->d;
    struct unit *u = &w->unit.v[id];
    uint32_t t = *at, o = unit_ending(w, t);
    if (o != NONE && !w->unit.v[o].dropped) {
        struct unit *other = &w->unit.v[o];
        bool next_to = other->last_tok + 1 == u->np_first || u->possessive;
        if (other->kind == UNIT_PREFIX) {
            struct str code = unit_code(w, other);
            if (str_is(code, "ELI"))
                u->former = true;
            else if (code.n && u->n_prefixes < 3)
                u->prefix[u->n_prefixes++] = code;
        } else if (other->kind == UNIT_AGENT) {
            if (u->n_owners || tok_is(w, other->first_tok, WC_HONORIFIC) ||
                (!u->possessive && (other->last_tok + 1 != u->np_first || other->plural)))
                return false;
            role_resolve(w, o);
            owner_add(u, o);
            u->np_first = other->np_first;
            return false;
        } else if (other->kind == UNIT_NAME && !other->compound && other->code.code[0]) {
            bool person = unit_is_person(w, other);
            if (u->n_owners || (person && !u->possessive))
                return u->n_owners && !person && below(d, other->head_tok, u->np_first, u->last_tok)
                           ? (u->np_first = other->first_tok, other->owned = true, *at = other->first_tok, true)
                           : false;
            if (!next_to && !below(d, other->head_tok, u->first_tok, u->last_tok))
                return false;
            owner_add(u, o);
            u->np_first = person ? other->first_tok : list_before(w, u, o);
            *at = u->np_first;
            return true;
        } else if (other->kind == UNIT_REFER || other->kind == UNIT_PERSON) {
            return false;
        }
        u->np_first = other->first_tok;
        *at = other->first_tok;
        return true;
    }
    if (is_genitive(d, t)) {
        if (u->n_owners)
            return owner_of_owned(w, u, t), false;
        u->possessive = true;
        u->np_first = t;
        return true;
    }
    if (d->tok.v[t].xpos == XPOS_PRPS) {
        if (!u->n_owners)
            u->possessor_tok = t;
        u->np_first = t;
        return false;
    }
    if (d->tok.v[t].upos == UPOS_DET) {
        u->definite = !tok_is(w, t, WC_INDEFINITE);
        u->indefinite = !u->definite;
        u->np_first = t;
        return u->possessive && !u->n_owners && ++*gap < MAX_GAP;
    }
    if (tok_is(w, t, WC_INDEFINITE))
        u->indefinite = true;
    if (!passes_as_modifier(d, t) || ++*gap > MAX_GAP)
        return false;
    u->np_first = t;
    return true;
}

static void scan_left(struct work *w, uint32_t id)
{
    struct unit *u = &w->unit.v[id];
    uint32_t gap = 0, t = u->first_tok;
    /* "ex-minister": a prefix in the same token. */
    if (id > 0 && w->unit.v[id - 1].kind == UNIT_PREFIX && w->unit.v[id - 1].last_tok == u->first_tok) {
        struct str code = unit_code(w, &w->unit.v[id - 1]);
        u->former |= str_is(code, "ELI");
    }
    /* "Rus-Pak military": owners in the same token. */
    if (id > 0 && w->unit.v[id - 1].last_tok == u->first_tok && is_country_like(w, &w->unit.v[id - 1]) &&
        w->unit.v[id - 1].sent == u->sent) {
        owner_add(u, id - 1);
        t = u->np_first = list_before(w, u, id - 1);
    }
    while (t > sent_first(w, u)) {
        uint32_t at = t - 1;
        if (!left_step(w, id, &at, &gap))
            break;
        t = at;
    }
}

/* The head unit of the noun phrase that begins at *at; *at moves behind it. NONE: none, or the unit only modifies
 * something else. */
static uint32_t phrase_unit(struct work *w, const struct unit *u, uint32_t *at, bool neutral)
{
    const struct doc *d = w->d;
    uint32_t found = NONE, t = *at, end = sent_end(w, u);
    for (; t < end; t++) {
        uint32_t o = unit_ending(w, t);
        if (o != NONE && !w->unit.v[o].dropped && w->unit.v[o].kind != UNIT_PREFIX) {
            const struct unit *other = &w->unit.v[o];
            if (other->kind == UNIT_REFER)
                break;
            if (found != NONE && unit_is_person(w, other))
                break; /* "the minister of Pakistan Khurram Dastgir" */
            if (other->kind != UNIT_NAME || other->code.code[0])
                found = o;
            t = other->last_tok;
            continue;
        }
        enum upos p = (enum upos)d->tok.v[t].upos;
        if (found == NONE) {
            if (p == UPOS_DET || p == UPOS_ADJ || p == UPOS_NUM || p == UPOS_NOUN || p == UPOS_PROPN || o != NONE ||
                d->tok.v[t].xpos == XPOS_PRPS)
                continue;
            break;
        }
        if (is_genitive(d, t)) {
            bool more = t + 1 < end && unit_ending(w, t + 1) == NONE;
            if (more && (!neutral || unit_is_person(w, &w->unit.v[found]))) /* "a member of Annan's panel" */
                return NONE;
            continue;
        }
        if (p == UPOS_NOUN || p == UPOS_ADJ) { /* "victims of Russian aggression" are not Russia's */
            if (!neutral)
                return NONE;
            continue;
        }
        break;
    }
    *at = t;
    return found;
}

static bool same_sort(const struct work *w, const struct unit *a, const struct unit *b)
{
    return a->kind == b->kind && unit_is_person(w, a) == unit_is_person(w, b) &&
           (a->kind != UNIT_NAME ||
            (unit_sense(w, a)->kind == SENSE_ADJECTIVE) == (unit_sense(w, b)->kind == SENSE_ADJECTIVE));
}

/* "of India and China", "of Russia, Turkey and Iran": at stands behind the first; only for plural nouns. */
static void list_after(struct work *w, struct unit *u, uint32_t *at)
{
    while (u->plural && *at + 1 < sent_end(w, u) && is_list_mark(w, *at)) {
        uint32_t t = *at + 1;
        if (t < sent_end(w, u) && tok_is(w, t, WC_AND))
            t++;
        uint32_t next_at = t;
        uint32_t o = t < sent_end(w, u) ? phrase_unit(w, u, &next_at, false) : NONE;
        if (o == NONE || !same_sort(w, &w->unit.v[o], &w->unit.v[u->owner[0]]) ||
            (next_at < sent_end(w, u) && is_genitive(w->d, next_at)) || next_at != w->unit.v[o].last_tok + 1)
            return;
        /* "the ministers of Russia, Turkey said": a comma needs a later "and". */
        owner_add(u, o);
        *at = next_at;
    }
}

static bool is_neutral(const struct work *w, const struct unit *u)
{
    return unit_entry(w, u)->code.n == 0;
}

/* Courts, schools, firms, militias, unions: they are of the country they stand in; armies are not. */
static bool stands_somewhere(const struct work *w, const struct unit *u)
{
    static const char *const kinds[] = {"EDU", "JUD", "MED", "BUS", "COP", "REL", "REB",
                                        "UAF", "PRM", "CRM", "OPP", "LAB", "SOC", "JRN"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (tok_is(w, u->last_tok, WC_THING) && str_starts(unit_code(w, u), str_of(kinds[i])))
            return true;
    return false;
}

/* "foreign troops in Mali", "African leaders in Paris" are not of there. */
static bool is_foreign(const struct work *w, const struct unit *u)
{
    for (uint32_t t = u->np_first; t < u->first_tok; t++) {
        uint32_t o = w->unit_at[t];
        bool of_region = o != NONE && unit_entry(w, &w->unit.v[o])->kind == ENTRY_PLACE && !w->unit.v[o].code.code[0];
        if (of_region || tok_is(w, t, WC_FOREIGN))
            return true;
    }
    return false;
}

/* "professor of history at the University of Warsaw", "University of St. Andrews in Scotland": behind words that no
 * list holds, the body one belongs to, of the same kind, or the country where a body stands. */
static void ask_beyond(struct work *w, uint32_t id)
{
    struct unit *u = &w->unit.v[id];
    const struct doc *d = w->d;
    uint32_t t = u->last_tok + 1, end = sent_end(w, u);
    if (t < end && tok_is(w, t, WC_OF))
        for (t++; t < end && unit_ending(w, t) == NONE && passes_as_modifier(d, t); t++)
            ;
    if (t + 1 >= end || d->tok.v[t].upos != UPOS_ADP || tok_is(w, t, WC_OF))
        return;
    bool body = stands_somewhere(w, u), in = body && tok_is(w, t, WC_LOCATIVE) && !is_foreign(w, u);
    if (!in && (body || unit_entry(w, u)->institution || !tok_is(w, t, WC_WHENCE)))
        return;
    uint32_t at = t + 1, o = phrase_unit(w, u, &at, true);
    if (o == NONE || unit_is_person(w, &w->unit.v[o]) || (in && !is_country_like(w, &w->unit.v[o])))
        return;
    if (w->unit.v[o].kind == UNIT_AGENT)
        role_resolve(w, o);
    char kind[4] = {0};
    struct str own = unit_code(w, u);
    memcpy(kind, own.s, own.n < 3 ? own.n : 3);
    if (!in && (own.n == 0 || !w->unit.v[o].code.country[0] || !code_has_sector(&w->unit.v[o].code, kind)))
        return;
    owner_add(u, o);
    u->owners_before = false;
    u->np_last = at - 1;
}

static void scan_right(struct work *w, uint32_t id)
{
    struct unit *u = &w->unit.v[id];
    const struct doc *d = w->d;
    uint32_t t = u->last_tok + 1;
    if (t + 1 >= sent_end(w, u))
        return;
    bool of = tok_is(w, t, WC_OF), neutral = is_neutral(w, u);
    bool whence = neutral && tok_is(w, t, WC_WHENCE);
    bool in = tok_is(w, t, WC_LOCATIVE) && (u->plural || neutral || stands_somewhere(w, u)) &&
              d->tok.v[t].upos == UPOS_ADP && d->tok.v[t].head != NONE &&
              below(d, d->tok.v[t].head, u->first_tok, u->last_tok);
    if (!of && !whence && !in)
        return;
    uint32_t at = t + 1;
    uint32_t o = phrase_unit(w, u, &at, neutral);
    if (o == NONE || (u->n_owners && !(neutral && w->unit.v[o].kind == UNIT_AGENT)))
        return;
    if (in && (w->unit.v[o].kind == UNIT_AGENT || u->possessor_tok != NONE || is_foreign(w, u)))
        return;
    u->np_last = at - 1;
    if (u->n_owners) /* "Russian members of parliament": the country stays */
        return;
    if (w->unit.v[o].kind == UNIT_AGENT)
        role_resolve(w, o);
    owner_add(u, o);
    u->owners_before = false;
    list_after(w, u, &at);
    u->np_last = at - 1;
}

static void ask_tree(struct work *w, uint32_t id)
{
    struct unit *u = &w->unit.v[id];
    const struct doc *d = w->d;
    for (uint32_t c = tok_first_child(d, u->head_tok); c != NONE; c = tok_next(d, c)) {
        if (c >= u->first_tok && c <= u->last_tok)
            continue;
        enum deprel rel = (enum deprel)d->tok.v[c].deprel;
        uint32_t preposition = rel == REL_NMOD ? tok_child(d, c, REL_CASE) : NONE;
        bool whose = (rel == REL_NMOD_POSS || rel == REL_AMOD) && c < u->head_tok;
        whose |= preposition != NONE && tok_is(w, preposition, WC_OF);
        uint32_t o = w->unit_at[c];
        if (!whose || o == NONE || w->unit.v[o].dropped || o == id)
            continue;
        if (w->unit.v[o].kind == UNIT_AGENT)
            role_resolve(w, o);
        else if (w->unit.v[o].kind != UNIT_NAME || w->unit.v[o].compound || !w->unit.v[o].code.code[0])
            continue;
        owner_add(u, o);
        u->owners_before = c < u->head_tok;
        return;
    }
}

/* "the Russian president and foreign minister", "the president and prime minister of Pakistan". */
static void ask_neighbour(struct work *w, uint32_t id)
{
    struct unit *u = &w->unit.v[id];
    bool bare = u->np_first == u->first_tok;
    uint32_t t = u->np_first;
    if (bare && t >= sent_first(w, u) + 2 && tok_is(w, t - 1, WC_AND)) {
        uint32_t o = unit_ending(w, t - 2);
        if (o != NONE && w->unit.v[o].kind == UNIT_AGENT && w->unit.v[o].plural == u->plural) {
            role_resolve(w, o);
            const struct unit *other = &w->unit.v[o];
            if (other->owners_before && other->n_owners && w->unit.v[other->owner[0]].kind == UNIT_NAME) {
                memcpy(u->owner, other->owner, sizeof u->owner);
                u->n_owners = other->n_owners;
            }
        }
    }
    t = u->last_tok + 1;
    if (u->n_owners || t + 1 >= sent_end(w, u) || !tok_is(w, t, WC_AND))
        return;
    uint32_t o = w->unit_at[t + 1];
    if (o == NONE || w->unit.v[o].kind != UNIT_AGENT || w->unit.v[o].first_tok != t + 1)
        return;
    /* Only what follows "of": looking left from there would come back here. */
    if (w->unit.v[o].last_tok + 1 < sent_end(w, u) && tok_is(w, w->unit.v[o].last_tok + 1, WC_OF)) {
        role_resolve(w, o);
        const struct unit *other = &w->unit.v[o];
        if (other->n_owners && !other->owners_before) {
            memcpy(u->owner, other->owner, sizeof u->owner);
            u->n_owners = other->n_owners;
        }
    }
}

/* Sectors of a list written together ("GOVMIL"). */
static void add_written_sectors(struct actor_code *c, struct str sectors)
{
    for (uint32_t i = 0; i + 3 <= sectors.n; i += 3) {
        char one[1][4] = {{sectors.s[i], sectors.s[i + 1], sectors.s[i + 2], '\0'}};
        code_add_sectors(c, (const char(*)[4])one, 1);
    }
}

static bool office_ends(const struct str sectors)
{
    static const char *const offices[] = {"GOV", "LEG", "JUD", "PTY", "SPY", "OPP", "MIL", "COP"};
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
        if (str_starts(sectors, str_of(offices[i])))
            return true;
    return sectors.n == 0;
}

/* Words before the noun that decide what it is: "rebel soldiers" are no army. */
static bool prefix_decides(struct str prefix, struct str own)
{
    bool armed = str_is(prefix, "REB") || str_is(prefix, "UAF") || str_is(prefix, "PRM");
    return own.n == 0 ||
           (armed && (str_starts(own, STR("MIL")) || str_starts(own, STR("UAF")) || str_starts(own, STR("PTY"))));
}

/* Countries that lend the code of a role noun only their letters. */
static struct actor_code country_part(const struct actor_code *of)
{
    struct actor_code c = *of;
    code_only_country(&c);
    return c;
}

/* "the president of the human rights league": of something else than a state. */
static bool heads_no_government(const struct work *w, const struct unit *of, struct str own)
{
    return str_is(own, "GOV") && tok_is(w, of->last_tok, WC_THING) && of->code.n_sectors &&
           memcmp(of->code.sector[0], "GOV", 3) != 0;
}

struct actor_code role_code(const struct work *w, const struct unit *u, uint32_t owner)
{
    struct str own = unit_code(w, u);
    struct actor_code c = {0};
    const struct unit *o = owner == NONE ? NULL : &w->unit.v[owner];
    bool neutral = is_neutral(w, u);
    if (u->former && office_ends(own)) {
        if (o)
            c = country_part(&o->code);
        code_add_sectors(&c, (const char[][4]){"ELI"}, 1);
        return c;
    }
    if (o && o->kind == UNIT_NAME) {
        const struct entry *e = unit_entry(w, o);
        bool body = e->kind == ENTRY_ORG || e->kind == ENTRY_GROUP || e->kind == ENTRY_BODY ||
                    unit_sense(w, o)->kind == SENSE_SEAT;
        if (body && ((neutral && !u->n_prefixes) || e->kind != ENTRY_ORG))
            return o->code;
        c = body ? o->code : country_part(&o->code);
        if (body && str_starts(own, STR("GOV")))
            own = str_slice(own, 3, own.n);
    } else if (o) {
        if ((neutral || heads_no_government(w, o, own)) && !u->n_prefixes && o->code.n_sectors)
            return o->code;
        c = country_part(&o->code);
        if (!o->code.country[0] && o->code.n_sectors && !memcmp(o->code.sector[0], "IGO", 3))
            c = o->code;
    }
    for (uint32_t i = 0; i < u->n_prefixes; i++)
        if (prefix_decides(u->prefix[i], own)) {
            add_written_sectors(&c, u->prefix[i]);
            own = STR_NONE;
        }
    add_written_sectors(&c, own);
    for (uint32_t i = 0; i < u->n_prefixes; i++)
        add_written_sectors(&c, u->prefix[i]);
    /* "a Russian official": one of a state alone speaks for its government. */
    if (neutral && !u->n_prefixes && c.country[0] && !c.n_sectors && !tok_is(w, u->first_tok, WC_HONORIFIC))
        code_add_sectors(&c, (const char[][4]){"GOV"}, 1);
    for (unsigned i = 0; o && o->kind == UNIT_AGENT && i < o->code.n_sectors; i++)
        if (memcmp(o->code.sector[i], "GOV", 3) != 0 || own.n == 0)
            code_add_sectors(&c, (const char(*)[4]) & o->code.sector[i], 1);
    return c;
}

/* "his Pakistani counterpart": the office of whoever was named last before it in the sentence. */
static struct str counterpart_office(struct work *w, uint32_t id)
{
    const struct unit *u = &w->unit.v[id];
    for (uint32_t i = id; i-- > 0 && w->unit.v[i].sent == u->sent;) {
        struct unit *o = &w->unit.v[i];
        if (o->dropped || o->absorbed)
            continue;
        if (o->kind == UNIT_AGENT && unit_entry(w, o)->code.n)
            return unit_code(w, o);
        if (unit_is_person(w, o) && o->code.n_sectors && memcmp(o->code.sector[0], "ELI", 3) != 0)
            return str_of(o->code.code + (o->code.country[0] ? 3 : 0));
    }
    return STR_NONE;
}

/* "military affairs", "the Russian-Pakistani military partnership": no actor but a kind of thing. */
static bool only_describes(const struct work *w, const struct unit *u)
{
    const struct doc *d = w->d;
    const struct tok *t = &d->tok.v[u->last_tok];
    if (t->upos == UPOS_ADJ && !u->n_owners)
        return true;
    uint32_t next = u->last_tok + 1;
    if (!tok_is(w, u->last_tok, WC_ATTRIBUTIVE) || next >= sent_end(w, u))
        return false;
    bool before_noun = d->tok.v[next].upos == UPOS_NOUN || d->tok.v[next].upos == UPOS_ADJ;
    return before_noun && t->head != NONE && t->head > u->last_tok && d->tok.v[t->head].upos != UPOS_VERB &&
           t->deprel != REL_NSUBJ;
}

/* "President of the Chadian Human Rights League": heads something, but no state. */
static bool heads_unknown_body(const struct work *w, const struct unit *u)
{
    const struct doc *d = w->d;
    uint32_t of = u->last_tok + 1, end = sent_end(w, u);
    if (u->n_owners || unit_entry(w, u)->institution || of + 1 >= end || !tok_is(w, of, WC_OF) ||
        !str_starts(unit_code(w, u), STR("GOV")))
        return false;
    uint32_t last = NONE;
    for (uint32_t t = of + 1; t < end; t++) {
        enum upos p = (enum upos)d->tok.v[t].upos;
        if (p != UPOS_DET && p != UPOS_ADJ && p != UPOS_NOUN && p != UPOS_PROPN)
            break;
        last = t;
    }
    return last != NONE && d->tok.v[last].upos == UPOS_PROPN && w->unit_at[last] == NONE;
}

/* "Russia's allies", "friends of Russia" are not Russian; "Russian allies", "Putin's allies" are. */
static bool is_relation(const struct work *w, const struct unit *u)
{
    if (!u->n_owners || !tok_is(w, u->last_tok, WC_RELATION) || (u->owners_before && !u->possessive))
        return false;
    const struct unit *o = &w->unit.v[u->owner[0]];
    return o->kind == UNIT_NAME && unit_entry(w, o)->kind == ENTRY_COUNTRY;
}

/* "the Secretary-General", "our Secretary-General", but not "Commonwealth Secretary-General". */
static bool has_default_owner(const struct work *w, const struct unit *u)
{
    const struct doc *d = w->d;
    uint32_t next = u->last_tok + 1;
    if (!u->office_of || u->code.code[0] || u->indefinite || (next < sent_end(w, u) && tok_is(w, next, WC_OF)))
        return false;
    if (u->possessor_tok != NONE)
        return str_eq_nocase(tok_str(d, u->possessor_tok), STR("our"));
    return u->first_tok == sent_first(w, u) || d->tok.v[u->first_tok - 1].upos != UPOS_PROPN ||
           tok_is(w, u->first_tok - 1, WC_HONORIFIC);
}

void role_resolve(struct work *w, uint32_t id)
{
    struct unit *u = &w->unit.v[id];
    if (u->resolved || u->resolving)
        return;
    u->resolving = true;
    u->np_first = u->first_tok;
    u->np_last = u->last_tok;
    u->owners_before = true;
    u->plural = unit_sense(w, u)->number == 2 || w->d->tok.v[u->head_tok].xpos == XPOS_NNS;
    scan_left(w, id);
    scan_right(w, id);
    if (!u->n_owners && u->possessor_tok == NONE)
        ask_tree(w, id);
    if (!u->n_owners && u->possessor_tok == NONE)
        ask_beyond(w, id);
    if (!u->n_owners && u->possessor_tok == NONE)
        ask_neighbour(w, id);
    if (only_describes(w, u) || heads_unknown_body(w, u)) {
        u->dropped = true;
        u->resolved = true;
        return;
    }
    u->code = role_code(w, u, u->n_owners ? u->owner[0] : NONE);
    if (is_relation(w, u))
        u->code = (struct actor_code){0};
    if (has_default_owner(w, u))
        u->code = code_on(w->a, &w->a->sense.v[u->office_of], w->day);
    if (tok_is(w, u->last_tok, WC_COUNTERPART)) {
        struct str office = counterpart_office(w, id);
        if (office.n && u->code.country[0])
            code_only_country(&u->code);
        add_written_sectors(&u->code, office);
    }
    for (uint32_t i = 0; i < u->n_owners; i++)
        w->unit.v[u->owner[i]].owned = true;
    u->resolved = true;
    u->resolving = false;
}
