/* Which of its possible actors a name means, and whether it means one at all.
 *
 * Each reading gets points: how sure the way of writing is (enum sense_kind), whether the entry exists on the
 * document's day, whether the document names the same entry surely elsewhere, how many other names of the same country
 * it holds. The best wins, the others are kept as runners-up. Then readings without the support they need are dropped.
 */
#include "actor/actor_int.h"
#include "base/utf8.h"

struct choice {
    struct work *w;
    uint16_t *sure;     /* by entry: how often the document names it in a way that needs no support */
    struct map n_names; /* country, country and node -> names of it; filled when it is first asked */
    bool counted;
    uint32_t most_names; /* of one country, when they were counted */
};

static bool sure_kind(const struct sense *s)
{
    return s->kind <= SENSE_ALONE;
}

static void count_sure(struct choice *c)
{
    struct work *w = c->w;
    for (uint32_t i = 0; i < w->unit.n; i++) {
        const struct unit *u = &w->unit.v[i];
        const struct sense *s = unit_sense(w, u);
        if (u->kind != UNIT_NAME || !sure_kind(s))
            continue;
        /* Ambiguous names prove nothing. */
        bool alone = true, bare = s->kind == SENSE_ALONE;
        for (uint32_t o = w->a->node.v[u->node].first_sense; o != NONE; o = w->a->sense.v[o].next) {
            const struct sense *other = &w->a->sense.v[o];
            alone &= other->entry == s->entry || (other->kind >= SENSE_AGENT && !(bare && other->kind == SENSE_LAST));
        }
        if (alone && c->sure[s->entry] < UINT16_MAX)
            c->sure[s->entry]++;
    }
}

static struct str country_of(const struct work *w, const struct entry *e)
{
    struct pooled code = e->code.n ? e->code : e->home;
    if (!code.n && e->n_roles)
        code = w->a->role.v[e->first_role].code;
    return str_slice(pool_str(w->a, code), 0, 3);
}

/* The number of names of a country that are written with the words of a node; node NONE: with any. */
static uint32_t *names_of(struct choice *c, struct str country, uint32_t node)
{
    struct {
        uint32_t node;
        char country[4];
    } key = {.node = node};
    for (uint32_t i = 0; i < country.n && i < 3; i++) /* not memcpy: who belongs to no state has no text here */
        key.country[i] = country.s[i];
    struct str name = {(const char *)&key, sizeof key};
    if (map_find(&c->n_names, name, NONE) == NONE)
        name = str_copy(c->w->d->scratch, name);
    return map_put(&c->n_names, name, 0);
}

/* by: 1, or -1 before u gets another sense. */
static void count_name(struct choice *c, const struct unit *u, int by)
{
    if (u->kind != UNIT_NAME)
        return;
    struct str country = country_of(c->w, unit_entry(c->w, u));
    *names_of(c, country, NONE) += (uint32_t)by;
    *names_of(c, country, u->node) += (uint32_t)by;
}

static void count_names(struct choice *c)
{
    const struct work *w = c->w;
    for (uint32_t i = 0; !c->counted && i < w->unit.n; i++) {
        const struct unit *u = &w->unit.v[i];
        count_name(c, u, 1);
        struct str country = u->kind == UNIT_NAME ? country_of(w, unit_entry(w, u)) : STR_NONE;
        uint32_t n = country.n ? *names_of(c, country, NONE) : 0;
        c->most_names = n > c->most_names ? n : c->most_names;
    }
    c->counted = true;
}

/* The country whose bodies and buildings the document speaks of most, names of other kinds weighing little: one in four
 * of all. */
static void find_home(struct choice *c)
{
    enum { LEAST = 5, SHARE = 4, BODY = 20 };
    struct work *w = c->w;
    struct map by_country;
    uint32_t all = 0, most = 0;
    map_init(&by_country, w->d->scratch, 64);
    for (uint32_t i = 0; i < w->unit.n; i++) {
        const struct unit *u = &w->unit.v[i];
        struct str country = u->kind == UNIT_NAME && !u->dropped ? country_of(w, unit_entry(w, u)) : STR_NONE;
        if (!country.n || unit_entry(w, u)->kind == ENTRY_ORG)
            continue;
        bool body = unit_entry(w, u)->kind == ENTRY_BODY || unit_sense(w, u)->kind == SENSE_SEAT;
        uint32_t *n = map_put(&by_country, country, 0);
        *n += body ? BODY : 1;
        all += body ? BODY : 1;
        if (*n > most) {
            most = *n;
            memcpy(w->home, country.s, 3);
        }
    }
    if (most < LEAST || most * SHARE < all)
        w->home[0] = '\0';
}

/* Names of the same country elsewhere in the document, and whether one stands right before the comma before u
 * ("Atlanta, Georgia"). */
static int country_support(struct choice *c, const struct unit *u, struct str country)
{
    enum { MOST = 8, NEXT_TO = 6 };
    const struct work *w = c->w;
    count_names(c);
    uint32_t others = *names_of(c, country, NONE);
    others -= *names_of(c, country, u->node);
    int n = others < MOST ? (int)others : MOST;
    for (uint32_t i = (uint32_t)(u - w->unit.v); i-- > 0 && w->unit.v[i].last_tok + 2 >= u->first_tok;) {
        const struct unit *o = &w->unit.v[i];
        const struct entry *e = unit_entry(w, o);
        bool next_to = o->last_tok + 2 == u->first_tok && str_is(tok_str(w->d, o->last_tok + 1), ",");
        if (next_to && o->kind == UNIT_NAME && o->node != u->node && str_eq(country_of(w, e), country) &&
            (e->kind == ENTRY_PLACE || unit_sense(w, o)->kind == SENSE_CAPITAL))
            n += NEXT_TO;
    }
    return n;
}

/* Is the node the name of something of that country? */
static bool names_one_of(const struct work *w, uint32_t node, struct str country)
{
    for (uint32_t s = w->a->node.v[node].first_sense; s != NONE; s = w->a->sense.v[s].next)
        if (str_eq(country_of(w, &w->a->entry.v[w->a->sense.v[s].entry]), country))
            return true;
    return false;
}

static bool unknown_before(const struct work *w, const struct unit *u);

/* "the Brazilian Congress", "Cali Self-Defense Forces": a name of one state's body that here is another's. */
static bool owned_by_another(const struct work *w, const struct unit *u)
{
    uint32_t id = (uint32_t)(u - w->unit.v);
    if (id > 0 && w->unit.v[id - 1].sent == u->sent && w->unit.v[id - 1].end_piece + 2 >= u->first_piece) {
        const struct entry *e = unit_entry(w, &w->unit.v[id - 1]);
        if (e->kind == ENTRY_COUNTRY || e->kind == ENTRY_PLACE || e->kind == ENTRY_NATION)
            return !names_one_of(w, u->node, country_of(w, e));
    }
    if (unknown_before(w, u) && w->piece.v[u->first_piece].shape == SHAPE_CAPITAL)
        return true;
    return u->last_tok + 1 < w->d->sent.v[u->sent].end_tok && tok_is(w, u->last_tok + 1, WC_OF) && id + 1 < w->unit.n &&
           w->unit.v[id + 1].first_tok <= u->last_tok + 3;
}

static bool weak_supported(struct choice *c, const struct unit *u, const struct sense *s);
static uint32_t office_among(struct choice *c, const struct unit *u, const uint32_t *reading, uint32_t n);

static int points(struct choice *c, const struct unit *u, const struct sense *s, bool contested)
{
    static const int by_kind[] = {
        [SENSE_NAME] = 60,    [SENSE_FORMER] = 40, [SENSE_ADJECTIVE] = 60, [SENSE_DEMONYM] = 59, [SENSE_SEAT] = 56,
        [SENSE_CAPITAL] = 58, [SENSE_ALONE] = 57,  [SENSE_AGENT] = 50,     [SENSE_WEAK] = 25,    [SENSE_LAST] = 5,
    };
    static const int by_entry[] = {[ENTRY_COUNTRY] = 12, [ENTRY_ORG] = 6,    [ENTRY_GROUP] = 5, [ENTRY_BODY] = 4,
                                   [ENTRY_PERSON] = 3,   [ENTRY_NATION] = 3, [ENTRY_PLACE] = 0, [ENTRY_AGENT] = 0};
    const struct work *w = c->w;
    const struct entry *e = &w->a->entry.v[s->entry];
    int n = by_kind[s->kind] + by_entry[e->kind];
    if (s->kind == SENSE_WEAK && (e->kind == ENTRY_PLACE || contested))
        n += weak_supported(c, u, s) ? 30 : -30;
    if (entry_holds(w->a, e, w->day))
        n += 30;
    /* "Russia" in a text of 2015 that speaks of the Soviet Union is Russia still. */
    bool bygone = e->kind == ENTRY_COUNTRY && w->day != DAY_NONE && !entry_holds(w->a, e, w->day);
    if (c->sure[s->entry] && !bygone) /* "Carney", where Jay Carney was named and Mark Carney was not */
        n += s->kind == SENSE_LAST ? 90 : 40;
    if (e->kind == ENTRY_AGENT && contested && !e->prefix)
        n += owned_by_another(w, u) ? 60 : 0;
    else if (contested)
        n += 4 * country_support(c, u, country_of(w, e));
    return n;
}

/* "rebel" before "leader" says what kind of leader; elsewhere it is a noun of its own. Units are settled from right to
 * left. */
static bool precedes_role(const struct work *w, const struct unit *u)
{
    uint32_t id = (uint32_t)(u - w->unit.v);
    if (id + 1 >= w->unit.n)
        return false;
    const struct unit *next = u + 1;
    return next->first_piece == u->end_piece && next->sent == u->sent &&
           (next->kind == UNIT_AGENT || next->kind == UNIT_PREFIX);
}

enum { MAX_READINGS = 6 };

static void choose(struct choice *c, struct unit *u)
{
    const struct work *w = c->w;
    uint32_t reading[MAX_READINGS];
    int value[MAX_READINGS];
    uint32_t n = 0;
    for (uint32_t s = w->a->node.v[u->node].first_sense; s != NONE && n < MAX_READINGS; s = w->a->sense.v[s].next)
        if (unit_fits(w, u, &w->a->sense.v[s])) {
            enum refer refer = w->a->entry.v[w->a->sense.v[s].entry].refer;
            if (refer != REFER_NONE) /* "the president": a role first, which may stand for one named before */
                u->refer = refer;
            reading[n++] = s;
        }
    if (n < 2)
        return;
    bool contested = false;
    for (uint32_t i = 1; i < n; i++)
        contested |= w->a->sense.v[reading[i]].entry != w->a->sense.v[reading[0]].entry;
    uint32_t best = 0;
    bool before_role = precedes_role(w, u);
    u->office_of = contested ? office_among(c, u, reading, n) : 0;
    for (uint32_t i = 0; i < n; i++) {
        value[i] = points(c, u, &w->a->sense.v[reading[i]], contested);
        const struct entry *e = &w->a->entry.v[w->a->sense.v[reading[i]].entry];
        if (e->kind == ENTRY_AGENT && (e->prefix != before_role || e->refer != REFER_NONE))
            value[i] -= 20;
        if (reading[i] == u->office_of)
            value[i] = 0;
        if (value[i] > value[best])
            best = i;
    }
    if (c->counted)
        count_name(c, u, -1);
    u->sense = reading[best];
    u->kind = unit_kind_of(unit_entry(w, u));
    if (c->counted)
        count_name(c, u, 1);
    if (!contested)
        return;
    struct rival *other = arena_alloc(w->d->arena, n * sizeof *other);
    for (uint32_t i = 0; i < n; i++) { /* by value, few enough for insertion */
        const struct sense *s = &w->a->sense.v[reading[i]];
        const struct entry *e = &w->a->entry.v[s->entry];
        if (s->entry == unit_sense(w, u)->entry || e->kind == ENTRY_AGENT || u->kind == UNIT_AGENT ||
            u->kind == UNIT_PREFIX)
            continue;
        if (e->kind == ENTRY_COUNTRY && !entry_holds(w->a, e, w->day))
            continue; /* the Soviet Union is no runner-up of Russia today */
        struct rival r = {.name = pool_str(w->a, e->name)};
        memcpy(r.code, code_on(w->a, s, w->day).code, sizeof r.code);
        other[u->n_others++] = r;
    }
    u->other = other;
}

/* A capitalised proper noun that no list holds. */
static bool unknown_name(const struct work *w, uint32_t tok)
{
    uint32_t o = w->unit_at[tok];
    bool listed = o != NONE && unit_sense(w, &w->unit.v[o])->kind != SENSE_LAST;
    if (listed || w->d->tok.v[tok].upos != UPOS_PROPN)
        return false;
    uint32_t p = w->piece_at[tok];
    return p < w->piece_at[tok + 1] && w->piece.v[p].shape == SHAPE_CAPITAL && !tok_is(w, tok, WC_HONORIFIC) &&
           !tok_is(w, tok, WC_MONTH);
}

static bool unknown_before(const struct work *w, const struct unit *u)
{
    const struct sent *s = &w->d->sent.v[u->sent];
    return u->first_tok > s->first_tok && unknown_name(w, u->first_tok - 1);
}

static bool unknown_after(const struct work *w, const struct unit *u)
{
    const struct sent *s = &w->d->sent.v[u->sent];
    return u->last_tok + 1 < s->end_tok && unknown_name(w, u->last_tok + 1);
}

/* "May said": no modal, for a finite verb follows. */
static bool before_finite_verb(const struct work *w, const struct unit *u)
{
    uint32_t next = u->last_tok + 1;
    if (next >= w->d->sent.v[u->sent].end_tok)
        return false;
    enum xpos x = (enum xpos)w->d->tok.v[next].xpos;
    return x == XPOS_VBD || x == XPOS_VBZ || (x == XPOS_VBN && w->d->tok.v[u->last_tok].xpos == XPOS_MD);
}

/* "in May", "May 5": the month. */
static bool reads_as_month(const struct work *w, const struct unit *u)
{
    const struct sent *s = &w->d->sent.v[u->sent];
    if (u->end_piece - u->first_piece != 1 || !word_is(w->a, w->piece.v[u->first_piece].word, WC_MONTH))
        return false;
    uint8_t upos = w->d->tok.v[u->head_tok].upos;
    if (upos == UPOS_AUX || upos == UPOS_VERB)
        return true;
    if (u->last_tok + 1 < s->end_tok && w->d->tok.v[u->last_tok + 1].upos == UPOS_NUM)
        return true;
    if (u->first_tok == s->first_tok)
        return false;
    uint8_t before = w->d->tok.v[u->first_tok - 1].upos;
    return before == UPOS_NUM || before == UPOS_ADP || before == UPOS_ADJ;
}

/* "IMF", "WHO": capitals in the list and here, where not all is in capitals. */
static bool is_acronym(const struct work *w, const struct unit *u)
{
    enum { LEAST_LETTERS = 3 };
    const struct piece *p = &w->piece.v[u->first_piece];
    const struct sent *s = &w->d->sent.v[u->sent];
    bool listed_so = (unit_sense(w, u)->shapes & 15) == SHAPE_UPPER;
    return listed_so && p->shape == SHAPE_UPPER && p->span.end - p->span.start >= LEAST_LETTERS &&
           (!w->caps_sent[u->sent] || s->end_tok - s->first_tok == 1);
}

/* Words of function and verbs at the start of a sentence or in a line of capitals: "Polish the…", "MAY", "IS". */
static bool reads_as_word(const struct work *w, const struct unit *u, bool unsure)
{
    if (u->end_piece - u->first_piece != 1 || is_acronym(w, u) || unit_sense(w, u)->needs_hyphen)
        return false;
    bool no_case = u->first_tok == w->d->sent.v[u->sent].first_tok || w->caps_sent[u->sent];
    switch ((enum upos)w->d->tok.v[u->head_tok].upos) {
    case UPOS_AUX:
    case UPOS_VERB:
    case UPOS_ADV:
    case UPOS_ADP:
    case UPOS_PRON:
    case UPOS_DET:
    case UPOS_SCONJ:
    case UPOS_CCONJ:
    case UPOS_PART:
    case UPOS_INTJ:
        return no_case || unsure;
    case UPOS_ADJ:
    case UPOS_NOUN:
        return unsure && no_case;
    default:
        return false;
    }
}

/* "press on", "head for", "Guard the…": a role noun that is none here. */
static bool no_noun(const struct work *w, const struct unit *u)
{
    if (u->end_piece - u->first_piece != 1)
        return false;
    if (u->first_tok > w->d->sent.v[u->sent].first_tok && w->d->tok.v[u->first_tok - 1].xpos == XPOS_POS)
        return false; /* "Syria's displaced" */
    switch ((enum upos)w->d->tok.v[u->last_tok].upos) {
    case UPOS_VERB:
    case UPOS_AUX:
    case UPOS_ADV:
    case UPOS_ADP:
    case UPOS_PRON:
    case UPOS_SCONJ:
    case UPOS_INTJ:
        return u->kind == UNIT_AGENT;
    default:
        return false;
    }
}

/* Role nouns nearby that are of the kind of the group: "IS fighters", "the militants of the IS". */
static bool kind_nearby(const struct work *w, const struct unit *u, const struct entry *e)
{
    if (e->kind != ENTRY_GROUP && e->kind != ENTRY_BODY)
        return false;
    struct str code = pool_str(w->a, e->code), sector_of_group = pool_str(w->a, e->sector);
    struct str kind = e->kind == ENTRY_BODY ? str_slice(code, 3, code.n < 6 ? 3 : 6) : str_slice(sector_of_group, 0, 3);
    const struct unit *first = u, *end = w->unit.v + w->unit.n;
    while (first > w->unit.v && first[-1].sent == u->sent)
        first--;
    for (const struct unit *o = first; o < end && o->sent == u->sent; o++) {
        if (o->kind != UNIT_AGENT)
            continue;
        struct str sector = unit_code(w, o);
        if (kind.n && !str_is(kind, "GOV") && str_eq(str_slice(sector, 0, 3), kind))
            return true;
        if (e->kind == ENTRY_BODY)
            continue;
        if (str_is(sector, "REB") || str_is(sector, "UAF"))
            return true;
    }
    return false;
}

/* "in Nice", where France is spoken of, and "Reading, England": a place whose name is also a word or a person's. Not
 * "Minister Nice", "Mr. Nice" or "Alice Nice". */
static bool place_supported(struct choice *c, const struct unit *u, const struct entry *e)
{
    const struct work *w = c->w;
    uint32_t id = (uint32_t)(u - w->unit.v), first = w->d->sent.v[u->sent].first_tok;
    if (e->kind != ENTRY_PLACE || w->d->tok.v[u->head_tok].upos != UPOS_PROPN || unknown_before(w, u) ||
        unknown_after(w, u))
        return false;
    if (id > 0 && u[-1].kind == UNIT_AGENT && u[-1].end_piece == u->first_piece)
        return false;
    enum { BESIDE = 6 }; /* what country_support gives for a name beside the comma; here the country comes second */
    const struct unit *next = id + 1 < w->unit.n ? u + 1 : NULL;
    bool before_country = next && next->sent == u->sent && next->first_tok == u->last_tok + 2 &&
                          str_is(tok_str(w->d, u->last_tok + 1), ",") &&
                          str_eq(country_of(w, unit_entry(w, next)), country_of(w, e));
    if (before_country)
        return true;
    int n = country_support(c, u, country_of(w, e));
    if (n > BESIDE)
        return true;
    uint32_t before = u->first_tok - 1;
    return n > 0 && u->first_tok > first &&
           (tok_is(w, before, WC_LOCATIVE) || tok_is(w, before, WC_GOAL) || tok_is(w, before, WC_OF));
}

/* "the Commission on Human Rights", "the Trusteeship Council": a word of a longer name that no list holds. */
static bool in_longer_name(const struct work *w, const struct unit *u)
{
    uint32_t after = u->last_tok + 1;
    if (unknown_before(w, u) || unknown_after(w, u))
        return true;
    if (after + 1 >= w->d->sent.v[u->sent].end_tok || !unknown_name(w, after + 1))
        return false;
    struct str s = tok_str(w->d, after);
    return tok_is(w, after, WC_OF) || str_is(s, "on") || str_is(s, "for");
}

/* "Congress", "the Republican Party", where the text speaks of their country not much less than of any other. */
static bool country_supports(struct choice *c, const struct unit *u, const struct sense *s, const struct entry *e)
{
    enum { LEAST = 3, SHARE = 4 };
    bool telling = s->n_pieces > 1 || (s->shapes & 15) == SHAPE_UPPER;
    if (e->kind != ENTRY_BODY && !(e->kind == ENTRY_GROUP && telling))
        return false;
    struct str country = country_of(c->w, e);
    if (!country.n || country_support(c, u, country) < LEAST || owned_by_another(c->w, u))
        return false;
    return *names_of(c, country, NONE) * SHARE >= c->most_names;
}

/* "the Assembly", where its parent, the United Nations, is named. */
static bool parent_named(const struct choice *c, const struct entry *e)
{
    enum { PARENT_BYTES = 6 };
    if (e->kind != ENTRY_ORG || e->code.n <= PARENT_BYTES)
        return false;
    const struct actors *a = c->w->a;
    struct str code = str_slice(pool_str(a, e->code), 0, PARENT_BYTES);
    uint32_t parent = pool_map_find(a, &a->country, code, NONE);
    return parent != NONE && c->sure[parent];
}

/* "Tesla", "the Guards" and nothing else: somebody asks who that is. */
static bool is_whole_text(const struct work *w, const struct unit *u)
{
    uint32_t first = u->first_tok;
    if (first == 1 && tok_is(w, 0, WC_DETERMINER))
        first = 0;
    return first == 0 && u->last_tok + 1 == w->d->tok.n;
}

static bool weak_supported(struct choice *c, const struct unit *u, const struct sense *s)
{
    const struct entry *e = &c->w->a->entry.v[s->entry];
    if (e->kind == ENTRY_PLACE)
        return c->sure[s->entry] || place_supported(c, u, e);
    if (kind_nearby(c->w, u, e) || is_whole_text(c->w, u))
        return true;
    return (c->sure[s->entry] || parent_named(c, e) || country_supports(c, u, s, e)) && !in_longer_name(c->w, u);
}

/* "the Secretary-General": a role noun that is also listed as what a body is called by. It stays a role, with the body
 * for its owner where it has none; "the General Assembly", which is no person, is the body itself. */
static uint32_t office_among(struct choice *c, const struct unit *u, const uint32_t *reading, uint32_t n)
{
    const struct work *w = c->w;
    uint32_t role = NONE, body = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct sense *s = &w->a->sense.v[reading[i]];
        const struct entry *e = &w->a->entry.v[s->entry];
        if (e->kind == ENTRY_AGENT && e->refer == REFER_NONE && !e->institution && !tok_is(w, u->last_tok, WC_THING))
            role = i;
        if (s->kind == SENSE_WEAK && e->kind == ENTRY_ORG && weak_supported(c, u, s))
            body = reading[i];
    }
    return role == NONE ? 0 : body;
}

static bool is_person_name(const struct work *w, const struct unit *u)
{
    return word_is(w->a, w->piece.v[u->first_piece].word, WC_PERSON_NAME);
}

/* "Feliciano Valencia", "Kumba Yala": the tree makes one name of the place's and a word that no list holds. */
static bool in_persons_name(const struct work *w, const struct unit *u)
{
    const struct tok *t = w->d->tok.v;
    if (unknown_before(w, u) && t[u->first_tok].deprel == REL_FLAT && t[u->first_tok].head < u->first_tok)
        return true;
    return unknown_after(w, u) && t[u->last_tok + 1].deprel == REL_FLAT && t[u->last_tok + 1].head == u->head_tok;
}

static bool unsupported(struct choice *c, const struct unit *u)
{
    const struct work *w = c->w;
    const struct sense *s = unit_sense(w, u);
    const struct entry *e = unit_entry(w, u);
    bool one_word = u->first_tok == u->last_tok;
    switch ((enum sense_kind)s->kind) {
    case SENSE_WEAK:
        return !weak_supported(c, u, s);
    case SENSE_LAST:
        return true; /* titles.c and coref.c bring it back */
    case SENSE_ALONE:
        if (c->sure[s->entry] && before_finite_verb(w, u))
            return false;
        if (reads_as_month(w, u) || reads_as_word(w, u, true) || in_persons_name(w, u)) /* "Jeb Bush": another */
            return true;
        return one_word && unknown_before(w, u) && !c->sure[s->entry];
    default:
        break;
    }
    if (!one_word || e->kind == ENTRY_PERSON)
        return reads_as_word(w, u, e->kind == ENTRY_PERSON);
    if ((e->kind == ENTRY_PLACE || s->kind == SENSE_CAPITAL) && in_persons_name(w, u))
        return true;
    if (is_person_name(w, u) && (unknown_before(w, u) || unknown_after(w, u)))
        return true;
    return reads_as_word(w, u, e->kind == ENTRY_PLACE && s->kind != SENSE_ADJECTIVE);
}

/* Joined by a hyphen to something that is no actor: "pro-Russian", "Iran-backed", but not "US-led". */
static bool in_compound(const struct work *w, uint32_t id)
{
    const struct unit *u = &w->unit.v[id];
    uint32_t end = w->piece_at[w->d->sent.v[u->sent].end_tok];
    const struct unit *before = id > 0 ? &w->unit.v[id - 1] : NULL, *after = id + 1 < w->unit.n ? u + 1 : NULL;
    if (w->piece.v[u->first_piece].hyphen_before &&
        !(before && before->end_piece == u->first_piece && before->sent == u->sent))
        return u->first_tok != w->d->sent.v[u->sent].first_tok || w->piece_at[u->first_tok] != u->first_piece;
    if (u->end_piece >= end || !w->piece.v[u->end_piece].hyphen_before)
        return false;
    if (after && after->first_piece == u->end_piece)
        return false;
    return !word_is(w->a, w->piece.v[u->end_piece].word, WC_OWNING);
}

void name_choose(struct work *w)
{
    struct choice c = {.w = w, .sure = arena_zalloc(w->d->scratch, (w->a->entry.n + 1) * sizeof *c.sure)};
    map_init(&c.n_names, w->d->scratch, 64);
    count_sure(&c);
    for (uint32_t i = w->unit.n; i-- > 0;)
        choose(&c, &w->unit.v[i]);
    for (uint32_t i = 0; i < w->unit.n; i++) {
        struct unit *u = &w->unit.v[i];
        u->entity = i;
        if (u->kind == UNIT_AGENT || u->kind == UNIT_PREFIX)
            u->dropped = no_noun(w, u);
        if (u->kind != UNIT_NAME)
            continue;
        u->code = code_on(w->a, unit_sense(w, u), w->day);
        u->dropped = unsupported(&c, u);
        u->introduced = unit_sense(w, u)->kind == SENSE_LAST && c.sure[unit_sense(w, u)->entry];
        u->compound = in_compound(w, i);
        u->plural = unit_sense(w, u)->kind == SENSE_DEMONYM && unit_sense(w, u)->number == 2;
    }
    find_home(&c);
}
