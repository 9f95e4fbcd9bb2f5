/* Names with titles: "Pakistani Defense Minister Khurram Dastgir Khan", "Khan, the defence minister of Pakistan,", "the
 * minister, Khurram Khan,". A listed person keeps the code of the lists on the document's day; a name that no list
 * holds gets the code of its title. Adjacency decides, so that it does not matter whether a parser calls the title
 * compound, flat or appos. */
#include "actor/actor_int.h"
#include "record/names.h"

enum { MAX_NAME_TOKENS = 6 };

static bool capital_at(const struct work *w, uint32_t t)
{
    uint32_t p = w->piece_at[t];
    if (p >= w->piece_at[t + 1])
        return false;
    uint8_t shape = w->piece.v[p].shape;
    return shape == SHAPE_CAPITAL || shape == SHAPE_MIXED ||
           (shape == SHAPE_UPPER && w->d->tok.v[t].upos == UPOS_PROPN);
}

static const struct unit *live_unit_at(const struct work *w, uint32_t t)
{
    uint32_t o = w->unit_at[t];
    return o == NONE || w->unit.v[o].dropped ? NULL : &w->unit.v[o];
}

static bool starts_name(const struct work *w, uint32_t t)
{
    return !live_unit_at(w, t) && capital_at(w, t) && w->d->tok.v[t].upos == UPOS_PROPN && !tok_is(w, t, WC_MONTH) &&
           !tok_is(w, t, WC_HONORIFIC);
}

/* Last token of the unlisted name that starts at t: further proper nouns, initials, particles and hyphens between them.
 */
static uint32_t name_end(const struct work *w, uint32_t t, uint32_t end)
{
    uint32_t last = t;
    for (uint32_t i = t + 1; i < end && i < t + MAX_NAME_TOKENS; i++) {
        struct str s = tok_str(w->d, i);
        if (starts_name(w, i) && !str_is(s, "'s")) {
            last = i;
            continue;
        }
        bool glue = tok_is(w, i, WC_PARTICLE) || str_is(s, "-") || str_is(s, ".");
        if (!glue || i + 1 >= end || !starts_name(w, i + 1))
            break;
    }
    return last;
}

static uint32_t person_add(struct work *w, uint32_t sent, uint32_t first, uint32_t last)
{
    struct unit *u = array_add(w->d->scratch, &w->unit);
    *u = (struct unit){
        .kind = UNIT_PERSON,
        .sent = sent,
        .first_tok = first,
        .last_tok = last,
        .head_tok = head_between(w->d, first, last),
        .span = {w->d->tok.v[first].span.start, w->d->tok.v[last].span.end},
        .sense = 0,
        .node = 0,
        .first_piece = w->piece_at[first],
        .end_piece = w->piece_at[last + 1],
        .title = NONE,
        .possessor_tok = NONE,
        .mention = NONE,
        .entity = w->unit.n - 1,
    };
    for (uint32_t t = first; t <= last; t++)
        w->unit_at[t] = w->unit.n - 1;
    return w->unit.n - 1;
}

/* Among the listed persons with this (last) name, the one whose office and code on the day fit the title best:
 * "President Saleh" is no foreign minister. */
static bool revive(struct work *w, uint32_t id, const struct unit *title)
{
    struct unit *u = &w->unit.v[id];
    uint32_t best = NONE;
    int best_points = 0;
    for (uint32_t s = w->a->node.v[u->node].first_sense; s != NONE; s = w->a->sense.v[s].next) {
        const struct sense *sense = &w->a->sense.v[s];
        const struct entry *e = &w->a->entry.v[sense->entry];
        if (e->kind != ENTRY_PERSON || !unit_fits(w, u, sense))
            continue;
        struct actor_code c = code_of_person(w->a, e, w->day);
        int n = u->introduced && s == u->sense ? 3 : 0;
        if (title->code.country[0])
            n += strcmp(title->code.country, c.country) == 0 ? 2 : -3;
        else
            n += sense->kind == SENSE_ALONE;
        for (unsigned i = 0; i < title->code.n_sectors; i++)
            n += code_has_sector(&c, title->code.sector[i]) ? 2 : -1;
        if (n > 0 && str_eq_nocase(office_of_person(w->a, e, w->day), doc_slice(w->d, title->span)))
            n += 2;
        if (n > best_points) {
            best = s;
            best_points = n;
        }
    }
    if (best == NONE)
        return false;
    u->sense = best;
    u->kind = UNIT_NAME;
    u->dropped = false;
    u->code = code_on(w->a, unit_sense(w, u), w->day);
    return true;
}

/* Without a date, which of a person's offices a title means: "Dutch foreign minister" of one who left for Brussels. The
 * code of the office of that kind and country, whenever it was held; code "" where there was none. */
static struct actor_code office_meant(const struct work *w, const struct unit *name, const struct unit *title)
{
    const struct entry *e = unit_entry(w, name);
    struct actor_code c = {0};
    for (uint32_t i = 0; i < e->n_roles && title->code.n_sectors; i++) {
        struct actor_code held = {0};
        if (!actor_code_of(pool_str(w->a, w->a->role.v[e->first_role + i].code), &held) || !held.country[0])
            continue;
        bool same_country = !title->code.country[0] || strcmp(title->code.country, held.country) == 0;
        if (same_country && held.n_sectors && memcmp(held.sector[0], title->code.sector[0], 3) == 0)
            c = held;
    }
    return c;
}

/* Does the title speak of another state, or of another branch of it, than the office that the lists know last? */
static bool title_differs(const struct unit *name, const struct unit *title)
{
    static const char *const offices[] = {"GOV", "LEG", "JUD", "OPP"};
    const struct actor_code *t = &title->code, *n = &name->code;
    if (!t->n_sectors || title->former)
        return false;
    bool office = false;
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
        office |= memcmp(t->sector[0], offices[i], 3) == 0;
    return office && (!code_has_sector(n, t->sector[0]) || (t->country[0] && strcmp(t->country, n->country) != 0));
}

/* The title goes into the mention of the name. */
static void give_title(struct work *w, uint32_t name, uint32_t title)
{
    struct unit *u = &w->unit.v[name], *t = &w->unit.v[title];
    u->title = title;
    t->absorbed = true;
    bool listed = u->kind == UNIT_NAME;
    if (listed && w->d->date == DAY_NONE && title_differs(u, t)) {
        struct actor_code meant = office_meant(w, u, t);
        if (meant.code[0]) {
            u->code = meant;
            return;
        }
    }
    /* Without a date the title says more than the list's last known state; and a list may not know the person's office.
     */
    if (!listed || u->code.n_sectors == 0 ||
        (w->d->date == DAY_NONE && !t->former && code_has_sector(&u->code, "ELI"))) {
        struct actor_code c = t->code;
        if (listed && !c.code[0])
            return;
        bool of_states = c.n_sectors && memcmp(c.sector[0], "IGO", 3) == 0;
        if (listed && !c.country[0] && !of_states && u->code.country[0]) {
            struct actor_code own = u->code;
            code_only_country(&own);
            code_add_sectors(&own, (const char(*)[4])c.sector, c.n_sectors);
            c = own;
        }
        if (c.code[0])
            u->code = c;
    }
}

static bool may_be_title(const struct work *w, const struct unit *u)
{
    const struct entry *e = unit_entry(w, u);
    return u->kind == UNIT_AGENT && !u->dropped && !e->institution && !tok_is(w, u->last_tok, WC_THING);
}

static uint32_t name_at(struct work *w, uint32_t t, uint32_t end, const struct unit *title, bool unlisted)
{
    uint32_t o = w->unit_at[t];
    if (o != NONE && unit_is_person(w, &w->unit.v[o]) && w->unit.v[o].first_tok == t) {
        if (!w->unit.v[o].dropped)
            return o;
        uint32_t last = starts_name(w, t) ? name_end(w, t, end) : t;
        if (last == w->unit.v[o].last_tok && revive(w, o, title))
            return o;
    }
    if (!unlisted || !starts_name(w, t))
        return NONE;
    return person_add(w, title->sent, t, name_end(w, t, end));
}

/* "Governor Tom Brown of Texas": whose the office is, behind the name. */
static void origin_after(struct work *w, uint32_t name, uint32_t title)
{
    struct unit *u = &w->unit.v[name], *t = &w->unit.v[title];
    uint32_t of = u->last_tok + 1, end = w->d->sent.v[u->sent].end_tok, at = of + 1;
    if (t->n_owners || t->code.country[0] || at >= end || !tok_is(w, of, WC_OF))
        return;
    if (tok_is(w, at, WC_DETERMINER) && at + 1 < end)
        at++;
    const struct unit *o = live_unit_at(w, at);
    if (!o || o->kind != UNIT_NAME || o->compound || unit_is_person(w, o) || !o->code.country[0])
        return;
    uint32_t owner = (uint32_t)(o - w->unit.v);
    t->owner[t->n_owners++] = owner;
    t->code = role_code(w, t, owner);
    w->unit.v[owner].owned = true;
    if (u->kind == UNIT_PERSON || !u->code.n_sectors)
        u->code = t->code;
}

/* "President Putin", "Presidents Putin and Xi". */
static void title_before(struct work *w, uint32_t id)
{
    struct unit title = w->unit.v[id]; /* units may move */
    uint32_t end = w->d->sent.v[title.sent].end_tok, t = title.last_tok + 1;
    while (t < end && tok_is(w, t, WC_HONORIFIC))
        t += t + 1 < end && str_is(tok_str(w->d, t + 1), ".") ? 2 : 1;
    if (t >= end)
        return;
    uint32_t name = name_at(w, t, end, &title, !title.plural);
    if (name == NONE)
        return;
    give_title(w, name, id);
    if (!title.plural) {
        origin_after(w, name, id);
        return;
    }
    for (t = w->unit.v[name].last_tok + 1; t + 1 < end && (tok_is(w, t, WC_AND) || str_is(tok_str(w->d, t), ","));) {
        uint32_t next = t + 1;
        if (next < end && tok_is(w, next, WC_AND))
            next++;
        name = next < end ? name_at(w, next, end, &title, true) : NONE;
        if (name == NONE)
            return;
        give_title(w, name, id);
        t = w->unit.v[name].last_tok + 1;
    }
}

static bool closes(const struct work *w, uint32_t t, uint32_t end)
{
    if (t >= end)
        return true;
    struct str s = tok_str(w->d, t);
    return w->d->tok.v[t].upos == UPOS_PUNCT || str_is(s, ",") || str_is(s, ".") || str_is(s, ")") ||
           tok_is(w, t, WC_AND);
}

/* First token of the unlisted name that ends at last; last + 1 when there is none. */
static uint32_t name_begin(const struct work *w, uint32_t first, uint32_t last)
{
    uint32_t begin = last + 1;
    for (uint32_t t = last + 1; t-- > first && last - t < MAX_NAME_TOKENS;) {
        if (starts_name(w, t))
            begin = t;
        else if (begin != t + 1 || !(tok_is(w, t, WC_PARTICLE) || str_is(tok_str(w->d, t), "-")))
            break;
    }
    return begin;
}

/* An office held in apposition says the code of an unlisted person, and that both are one. */
static void join(struct work *w, uint32_t name, uint32_t role)
{
    struct unit *u = &w->unit.v[name], *r = &w->unit.v[role];
    if (u->kind == UNIT_PERSON || u->code.n_sectors == 0) {
        if (!u->code.code[0] || u->kind == UNIT_PERSON)
            u->code = r->code;
    }
    r->entity = name;
}

/* "Khan, the defence minister of Pakistan,". */
static void apposition_after(struct work *w, uint32_t id)
{
    const struct unit *u = &w->unit.v[id];
    uint32_t first = w->d->sent.v[u->sent].first_tok, end = w->d->sent.v[u->sent].end_tok;
    if (u->np_first < first + 2 || u->plural || !u->code.code[0])
        return;
    uint32_t comma = u->np_first - 1;
    bool bracket = str_is(tok_str(w->d, comma), "(");
    if ((!str_is(tok_str(w->d, comma), ",") && !bracket) || !closes(w, u->np_last + 1, end))
        return;
    if (!u->definite && !u->indefinite && !u->n_owners && !u->former)
        return; /* "Putin, ministers" is a list */
    uint32_t o = w->unit_at[comma - 1];
    if (o != NONE && !w->unit.v[o].dropped) {
        if (unit_is_person(w, &w->unit.v[o]))
            join(w, o, id);
        return;
    }
    uint32_t begin = name_begin(w, first, comma - 1);
    if (begin >= comma || (begin == comma - 1 && w->d->tok.v[u->head_tok].deprel != REL_APPOS))
        return;
    uint32_t sent = u->sent;
    join(w, person_add(w, sent, begin, comma - 1), id);
}

/* "the defence minister of Pakistan, Khurram Dastgir Khan,". */
static void apposition_before(struct work *w, uint32_t id)
{
    const struct unit *u = &w->unit.v[id];
    uint32_t end = w->d->sent.v[u->sent].end_tok, comma = u->np_last + 1;
    if (u->plural || !u->code.code[0] || comma + 1 >= end || !str_is(tok_str(w->d, comma), ","))
        return;
    if (!u->definite && !u->n_owners && !u->indefinite)
        return;
    uint32_t o = w->unit_at[comma + 1];
    if (o != NONE && !w->unit.v[o].dropped) {
        if (unit_is_person(w, &w->unit.v[o]) && closes(w, w->unit.v[o].last_tok + 1, end))
            join(w, o, id);
        return;
    }
    if (!starts_name(w, comma + 1))
        return;
    uint32_t last = name_end(w, comma + 1, end);
    if (last == comma + 1 || last + 1 >= end || !closes(w, last + 1, end))
        return;
    uint32_t sent = u->sent;
    join(w, person_add(w, sent, comma + 1, last), id);
}

/* "MR. EARNEST:", "Mr. Bush": the last name of just one listed person of the home country. */
static void revive_after_honorific(struct work *w, uint32_t id)
{
    struct unit *u = &w->unit.v[id];
    uint32_t first = w->d->sent.v[u->sent].first_tok, before = u->first_tok - 1, found = NONE;
    if (!w->home[0] || !u->dropped || unit_sense(w, u)->kind != SENSE_LAST || u->first_tok == first ||
        !tok_is(w, before, WC_HONORIFIC))
        return;
    for (uint32_t s = w->a->node.v[u->node].first_sense; s != NONE; s = w->a->sense.v[s].next) {
        const struct entry *e = &w->a->entry.v[w->a->sense.v[s].entry];
        bool man = tok_is(w, before, WC_MALE), woman = tok_is(w, before, WC_FEMALE);
        if (e->kind != ENTRY_PERSON || strcmp(code_of_person(w->a, e, w->day).country, w->home) != 0 ||
            (man && e->gender == 'f') || (woman && e->gender == 'm'))
            continue;
        if (found != NONE)
            return;
        found = s;
    }
    if (found == NONE || name_end(w, u->first_tok, w->d->sent.v[u->sent].end_tok) != u->last_tok)
        return;
    u->sense = found;
    u->kind = UNIT_NAME;
    u->dropped = false;
    u->code = code_on(w->a, unit_sense(w, u), w->day);
}

void title_names(struct work *w)
{
    uint32_t n = w->unit.n;
    for (uint32_t i = 0; i < n; i++)
        if (w->unit.v[i].kind == UNIT_NAME)
            revive_after_honorific(w, i);
    for (uint32_t i = 0; i < n; i++)
        if (w->unit.v[i].kind == UNIT_AGENT && !w->unit.v[i].dropped)
            role_resolve(w, i);
    for (uint32_t i = 0; i < n; i++) {
        if (!may_be_title(w, &w->unit.v[i]) || w->unit.v[i].absorbed)
            continue;
        if (w->unit.v[i].np_last == w->unit.v[i].last_tok)
            title_before(w, i);
        else if (w->unit.v[i].last_tok <
                 w->unit.v[i].np_last) { /* "Minister of Pakistan Khurram Khan" is rare but written */
            struct unit keep = w->unit.v[i];
            w->unit.v[i].last_tok = keep.np_last;
            title_before(w, i);
            w->unit.v[i].last_tok = keep.last_tok;
        }
        if (w->unit.v[i].absorbed)
            continue;
        apposition_after(w, i);
        if (w->unit.v[i].entity == i)
            apposition_before(w, i);
    }
}
