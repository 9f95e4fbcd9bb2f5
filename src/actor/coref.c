/* Which mentions of a document are one actor. One pass in text order: names by their list entry, bodies and states by
 * code, persons that no list holds by their last name, acronyms by the bracket that introduced them; pronouns and
 * phrases in anaphora.c. Everything looks back only, so that what a text says first is never explained by what it says
 * later. */
#include "actor/actor_int.h"

#include <assert.h>

bool tok_is_subject(const struct doc *d, uint32_t tok)
{
    for (int i = 0; i < 4; i++) {
        switch ((enum deprel)d->tok.v[tok].deprel) {
        case REL_NSUBJ:
        case REL_NSUBJ_PASS:
        case REL_NSUBJ_OUTER:
            return true;
        case REL_CONJ:
        case REL_APPOS:
        case REL_FLAT:
            tok = d->tok.v[tok].head;
            if (tok == NONE)
                return false;
            continue;
        default:
            return false;
        }
    }
    return false;
}

struct office_key {
    uint32_t office, kind;
    char country[4];
};

static struct str key_of(struct office_key *key, uint32_t office, enum ref_kind kind, const char *country)
{
    *key = (struct office_key){.office = office, .kind = kind};
    memcpy(key->country, country, strnlen(country, sizeof key->country));
    return (struct str){(const char *)key, sizeof *key};
}

const struct bearers *coref_bearers(const struct coref *c, uint32_t office, enum ref_kind kind, const char *country)
{
    struct office_key key;
    uint32_t found = map_find(&c->by_office, key_of(&key, office, kind, country), NONE);
    return found == NONE ? NULL : &c->bearers.v[found];
}

static void note_bearer(struct coref *c, uint32_t ref, const char *country)
{
    struct arena *arena = c->w->d->scratch;
    const struct ref *r = &c->ref.v[ref];
    struct office_key key;
    struct str name = key_of(&key, r->office, (enum ref_kind)r->kind, country);
    uint32_t at = map_find(&c->by_office, name, NONE);
    if (at == NONE) {
        at = c->bearers.n;
        memset(array_add(arena, &c->bearers), 0xFF, sizeof *c->bearers.v);
        *map_put(&c->by_office, str_copy(arena, name), at) = at;
    }
    c->bearers.v[at].ref[2 * r->subject + r->modifier] = ref;
}

static void note_gender(struct coref *c, uint32_t entity, char gender)
{
    while (c->gender.n <= entity)
        *array_add(c->w->d->scratch, &c->gender) = 0;
    c->gender.v[entity] = gender;
}

void coref_note(struct coref *c, uint32_t mention, enum ref_kind kind, uint32_t office, char gender)
{
    const struct doc *d = c->w->d;
    const struct mention *m = &d->mention.v[mention];
    struct ref *r = array_add(d->scratch, &c->ref);
    *r = (struct ref){.mention = mention,
                      .sent = m->sent,
                      .tok = m->head_tok,
                      .office = office,
                      .kind = (uint8_t)kind,
                      .gender = gender,
                      .subject = tok_is_subject(d, m->head_tok),
                      .modifier = m->modifier,
                      .is_place = m->is_place};
    uint32_t id = c->ref.n - 1;
    assert(id == 0 || c->ref.v[id - 1].sent <= m->sent);
    if (gender)
        note_gender(c, m->entity, gender);
    if (office && m->actor.code[0]) {
        note_bearer(c, id, "");
        if (m->actor.country[0])
            note_bearer(c, id, m->actor.country);
    }
}

uint32_t coref_repeat(struct coref *c, uint32_t antecedent, uint32_t first, uint32_t last, enum how how)
{
    struct doc *d = c->w->d;
    uint32_t id = d->mention.n;
    struct mention *m = array_add(d->arena, &d->mention);
    const struct mention *of = &d->mention.v[antecedent];
    *m = (struct mention){.sent = d->tok.v[first].sent,
                          .span = {d->tok.v[first].span.start, d->tok.v[last].span.end},
                          .head_tok = head_between(d, first, last),
                          .group = NONE,
                          .actor = of->actor,
                          .name = of->name,
                          .how = how,
                          .is_person = of->is_person,
                          .entity = of->entity,
                          .next_same_head = NONE};
    m->phrase = doc_phrase(d, m->head_tok);
    if (m->phrase.start > m->span.start)
        m->phrase.start = m->span.start;
    if (m->phrase.end < m->span.end)
        m->phrase.end = m->span.end;
    return id;
}

static void know(struct coref *c, struct str word, uint32_t mention, struct span full, bool acronym)
{
    uint32_t *slot = map_put(&c->by_word, word, c->known.n);
    if (*slot < c->known.n) {
        struct known_name *old = &c->known.v[*slot];
        const struct mention *m = c->w->d->mention.v;
        if (m[old->mention].entity != m[mention].entity) /* the later bearer, until both were named last */
            *old = (struct known_name){mention, full, true, acronym};
        return;
    }
    *array_add(c->w->d->scratch, &c->known) = (struct known_name){mention, full, false, acronym};
}

static bool span_has_word(const struct doc *d, struct span span, struct str word)
{
    struct str text = doc_slice(d, span);
    for (uint32_t i = 0; i + word.n <= text.n; i++)
        if (memcmp(text.s + i, word.s, word.n) == 0)
            return true;
    return false;
}

/* The person whose name was introduced with the words of [first, last]; NONE. */
static uint32_t known_person(const struct coref *c, uint32_t first, uint32_t last)
{
    const struct doc *d = c->w->d;
    uint32_t k = map_find(&c->by_word, tok_str(d, last), NONE);
    if (k == NONE || c->known.v[k].acronym)
        return NONE;
    for (uint32_t t = first; t < last; t++)
        if (d->tok.v[t].upos != UPOS_PUNCT && !span_has_word(d, c->known.v[k].full, tok_str(d, t)))
            return NONE;
    return c->known.v[k].mention;
}

static char gender_of(const struct work *w, const struct unit *u)
{
    if (u->kind == UNIT_NAME && unit_entry(w, u)->gender)
        return unit_entry(w, u)->gender;
    const struct unit *t = u->kind == UNIT_AGENT ? u : u->title == NONE ? NULL : &w->unit.v[u->title];
    for (uint32_t k = t ? t->first_tok : 1; t && k <= t->last_tok; k++) {
        if (tok_is(w, k, WC_MALE))
            return 'm';
        if (tok_is(w, k, WC_FEMALE))
            return 'f';
    }
    if (u->first_tok > w->d->sent.v[u->sent].first_tok) { /* "Mr. Khan" */
        uint32_t before = u->first_tok - 1;
        if (tok_is(w, before, WC_MALE))
            return 'm';
        if (tok_is(w, before, WC_FEMALE))
            return 'f';
    }
    return 0;
}

static uint32_t office_of(const struct work *w, const struct unit *u)
{
    if (u->kind == UNIT_AGENT)
        return unit_sense(w, u)->entry;
    return u->title == NONE ? 0 : unit_sense(w, &w->unit.v[u->title])->entry;
}

static enum ref_kind kind_of(const struct work *w, const struct unit *u)
{
    if (unit_is_person(w, u))
        return REF_PERSON;
    if (u->kind == UNIT_AGENT) {
        if (u->plural)
            return REF_MANY;
        return unit_entry(w, u)->institution || tok_is(w, u->last_tok, WC_THING) ? REF_BODY : REF_PERSON;
    }
    if (unit_sense(w, u)->kind == SENSE_DEMONYM && unit_sense(w, u)->number == 2)
        return REF_MANY;
    switch (unit_entry(w, u)->kind) {
    case ENTRY_COUNTRY:
    case ENTRY_NATION:
        return unit_sense(w, u)->kind == SENSE_SEAT ? REF_BODY : REF_STATE;
    default:
        return REF_BODY;
    }
}

/* Bodies and states are who their code says; crowds and civilians of one country are not the same people each time. */
static bool code_tells(const struct actor_code *code, enum ref_kind kind)
{
    bool crowd = code_has_sector(code, "CVL") || code_has_sector(code, "UNK") || code_has_sector(code, "ELI");
    bool whose = code->country[0] || (code->n_sectors && code->code[3]);
    return whose && !crowd && (kind == REF_BODY || kind == REF_STATE || kind == REF_MANY);
}

static void share(struct coref *c, uint32_t mention, uint32_t *entity)
{
    struct mention *m = &c->w->d->mention.v[mention];
    if (*entity == NONE)
        *entity = m->entity;
    else
        m->entity = *entity;
}

static void tie_person(struct coref *c, uint32_t unit)
{
    struct work *w = c->w;
    struct unit *u = &w->unit.v[unit];
    struct mention *m = &w->d->mention.v[u->mention];
    struct span full = u->span;
    if (u->kind == UNIT_PERSON) {
        uint32_t known = known_person(c, u->first_tok, u->last_tok);
        if (known != NONE) {
            const struct mention *of = &w->d->mention.v[known];
            m->entity = of->entity;
            m->actor = of->actor;
            m->name = of->name;
            m->how = of->how == HOW_TITLE ? HOW_TITLE : HOW_COREFERENCE;
            return;
        }
    } else {
        share(c, u->mention, &c->by_entry[unit_sense(w, u)->entry]);
    }
    know(c, tok_str(w->d, u->last_tok), u->mention, full, false);
    /* Where the last name comes first ("Xi Jinping"). */
    if (u->last_tok > u->first_tok)
        know(c, tok_str(w->d, u->first_tok), u->mention, full, false);
}

/* "Shanghai Cooperation Organisation (SCO)": what the bracket introduces. */
static void introduce_acronym(struct coref *c, uint32_t unit)
{
    struct work *w = c->w;
    const struct unit *u = &w->unit.v[unit];
    uint32_t t = u->last_tok + 1, end = w->d->sent.v[u->sent].end_tok;
    if (t + 2 >= end || !str_is(tok_str(w->d, t), "(") || !str_is(tok_str(w->d, t + 2), ")"))
        return;
    uint32_t p = w->piece_at[t + 1];
    if (p + 1 != w->piece_at[t + 2] || w->piece.v[p].shape != SHAPE_UPPER ||
        w->piece.v[p].span.end - w->piece.v[p].span.start < 2)
        return;
    if (w->d->text.s[w->piece.v[p].span.start] != w->d->text.s[u->span.start])
        return; /* an acronym in another language says nothing we could check */
    uint32_t there = w->unit_at[t + 1];
    if (there != NONE && !w->unit.v[there].dropped)
        return;
    know(c, tok_str(w->d, t + 1), u->mention, u->span, true);
}

static void tie_unit(struct coref *c, uint32_t unit);

static void tie_role(struct coref *c, uint32_t unit)
{
    struct work *w = c->w;
    struct unit *u = &w->unit.v[unit];
    if (u->entity != unit) { /* in apposition to a name */
        tie_unit(c, u->entity);
        const struct unit *name = &w->unit.v[u->entity];
        if (name->mention != NONE && u->mention != NONE) {
            w->d->mention.v[u->mention].entity = w->d->mention.v[name->mention].entity;
            return;
        }
    }
    if (anaphor_role(c, unit) || u->mention == NONE)
        return;
    const struct tok *head = &w->d->tok.v[u->head_tok];
    uint32_t other = head->deprel == REL_APPOS ? w->unit_at[head->head] : NONE; /* "her neighbour, a miner of sixty" */
    if (other != NONE && other != unit && c->done[other] && w->unit.v[other].kind == UNIT_AGENT &&
        w->unit.v[other].mention != NONE && w->unit.v[other].head_tok == head->head && kind_of(w, u) == REF_PERSON &&
        kind_of(w, &w->unit.v[other]) == REF_PERSON) {
        w->d->mention.v[u->mention].entity = w->d->mention.v[w->unit.v[other].mention].entity;
        return;
    }
    for (uint32_t i = 0; i < u->n_mentions; i++) {
        struct mention *m = &w->d->mention.v[u->mention + i];
        if (!code_tells(&m->actor, kind_of(w, u)))
            continue;
        struct str key = str_copy(w->d->scratch, str_of(m->actor.code));
        share(c, u->mention + i, map_put(&c->by_code, key, NONE));
    }
}

/* ref: of the mention by name, which is noted already. */
static void note_listed(struct coref *c, const struct unit *u, uint32_t ref)
{
    uint32_t entry = unit_sense(c->w, u)->entry, i = 0;
    while (i < c->listed.n && c->listed.v[i].entry != entry)
        i++;
    if (i == c->listed.n)
        array_add(c->w->d->scratch, &c->listed);
    c->listed.v[i] = (struct known_person){entry, c->w->d->mention.v[u->mention].entity, ref};
}

static void tie_unit(struct coref *c, uint32_t unit)
{
    struct work *w = c->w;
    struct unit *u = &w->unit.v[unit];
    if (c->done[unit] || u->dropped || u->absorbed)
        return;
    c->done[unit] = 1;
    if (u->kind == UNIT_REFER) {
        anaphor_phrase(c, unit);
        return;
    }
    if (u->kind == UNIT_AGENT) {
        tie_role(c, unit);
    } else if (u->mention != NONE && unit_is_person(w, u)) {
        tie_person(c, unit);
    } else if (u->kind == UNIT_NAME && anaphor_national(c, unit)) {
        coref_note(c, u->mention, REF_PERSON, 0, 0);
        return;
    } else if (u->mention != NONE && u->kind == UNIT_NAME) {
        struct mention *m = &w->d->mention.v[u->mention];
        bool own = unit_entry(w, u)->kind == ENTRY_PLACE || unit_entry(w, u)->kind == ENTRY_NATION;
        if (!own && code_tells(&m->actor, kind_of(w, u)))
            share(c, u->mention, map_put(&c->by_code, str_copy(w->d->scratch, str_of(m->actor.code)), NONE));
        else
            share(c, u->mention, &c->by_entry[unit_sense(w, u)->entry]);
        introduce_acronym(c, unit);
    }
    for (uint32_t i = 0; u->mention != NONE && i < u->n_mentions; i++)
        coref_note(c, u->mention + i, kind_of(w, u), office_of(w, u), gender_of(w, u));
    if (u->mention != NONE && u->kind == UNIT_NAME && unit_is_person(w, u))
        note_listed(c, u, c->ref.n - 1);
}

static bool unknown_capital(const struct coref *c, uint32_t t)
{
    const struct work *w = c->w;
    uint32_t p = w->piece_at[t], o = w->unit_at[t];
    return (o == NONE || w->unit.v[o].dropped) && w->d->tok.v[t].upos == UPOS_PROPN && p < w->piece_at[t + 1] &&
           w->piece.v[p].shape != SHAPE_LOWER && w->piece.v[p].shape != SHAPE_OTHER && !tok_is(w, t, WC_HONORIFIC) &&
           !tok_is(w, t, WC_MONTH);
}

/* "in May", "last May", "May 5": a day or month. */
static bool is_dated(const struct work *w, uint32_t t, uint32_t end)
{
    const struct doc *d = w->d;
    uint32_t first = d->sent.v[d->tok.v[t].sent].first_tok;
    bool before = t > first && (d->tok.v[t - 1].upos == UPOS_ADP || d->tok.v[t - 1].upos == UPOS_ADJ ||
                                d->tok.v[t - 1].upos == UPOS_NUM || d->tok.v[t - 1].upos == UPOS_DET);
    return before || (t + 1 < end && d->tok.v[t + 1].upos == UPOS_NUM);
}

/* "May said", "May, in a statement": tagged as a modal or a month, but a finite verb or a comma follows, and somebody
 * introduced is called so. */
static bool known_as_name(const struct coref *c, uint32_t t, uint32_t end)
{
    const struct work *w = c->w;
    const struct doc *d = w->d;
    uint32_t p = w->piece_at[t], o = w->unit_at[t];
    bool listed = o != NONE && !w->unit.v[o].dropped; /* a name of the lists needs no other */
    if (listed || t + 1 >= end || p >= w->piece_at[t + 1] || w->piece.v[p].shape != SHAPE_CAPITAL ||
        map_find(&c->by_word, tok_str(d, t), NONE) == NONE)
        return false;
    if (d->tok.v[t].upos == UPOS_PROPN && tok_is(w, t, WC_MONTH))
        return !is_dated(w, t, end);
    if (d->tok.v[t].upos != UPOS_AUX && d->tok.v[t].upos != UPOS_VERB)
        return false;
    enum xpos next = (enum xpos)d->tok.v[t + 1].xpos;
    return next == XPOS_VBD || next == XPOS_VBZ || (next == XPOS_VBN && d->tok.v[t].xpos == XPOS_MD) ||
           str_is(tok_str(d, t + 1), ",");
}

/* A word that no list holds but the document introduced: a last name, an acronym. Gives the last token it took. */
static uint32_t tie_word(struct coref *c, uint32_t t, uint32_t end)
{
    const struct doc *d = c->w->d;
    uint32_t k = map_find(&c->by_word, tok_str(d, t), NONE);
    if (k != NONE && c->known.v[k].acronym) {
        uint32_t m = coref_repeat(c, c->known.v[k].mention, t, t, HOW_ACRONYM);
        coref_note(c, m, REF_BODY, 0, 0);
        return t;
    }
    uint32_t last = t;
    while (last + 1 < end && unknown_capital(c, last + 1))
        last++;
    uint32_t of = c->known.n ? known_person(c, t, last) : NONE;
    if (of != NONE) {
        uint32_t m = coref_repeat(c, of, t, last, HOW_COREFERENCE);
        uint32_t entity = d->mention.v[of].entity;
        coref_note(c, m, REF_PERSON, 0, entity < c->gender.n ? c->gender.v[entity] : 0);
    }
    return last;
}

/* "Mr. Khan": the honorific belongs to the name, and may be its head in the tree. Gives the last token it took, t when
 * none. */
static uint32_t tie_honorific(struct coref *c, uint32_t t, uint32_t end)
{
    const struct doc *d = c->w->d;
    uint32_t last = t, name = t + 1 < end ? c->w->unit_at[t + 1] : NONE;
    if (name != NONE && c->w->unit.v[name].mention != NONE && unit_is_person(c->w, &c->w->unit.v[name]))
        return t; /* it has its mention */
    while (last + 1 < end && d->tok.v[last + 1].upos == UPOS_PROPN)
        last++;
    uint32_t of = last > t && c->known.n ? known_person(c, t + 1, last) : NONE;
    if (of == NONE)
        return t;
    uint32_t m = coref_repeat(c, of, t + 1, last, HOW_COREFERENCE);
    d->mention.v[m].head_tok = head_between(d, t, last);
    coref_note(c, m, REF_PERSON, 0, tok_is(c->w, t, WC_MALE) ? 'm' : tok_is(c->w, t, WC_FEMALE) ? 'f' : 0);
    return last;
}

static bool is_pronoun(const struct work *w, uint32_t t)
{
    return w->d->tok.v[t].upos == UPOS_PRON &&
           (tok_is(w, t, WC_HE) || tok_is(w, t, WC_SHE) || tok_is(w, t, WC_IT) || tok_is(w, t, WC_THEY));
}

void coref_link(struct work *w)
{
    struct doc *d = w->d;
    struct coref c = {.w = w};
    map_init(&c.by_word, d->scratch, 64);
    map_init(&c.by_code, d->scratch, 64);
    map_init(&c.by_office, d->scratch, 64);
    c.by_entry = arena_alloc(d->scratch, (w->a->entry.n + 1) * sizeof *c.by_entry);
    memset(c.by_entry, 0xFF, (w->a->entry.n + 1) * sizeof *c.by_entry);
    c.done = arena_zalloc(d->scratch, w->unit.n + 1);
    for (uint32_t s = 0; s < d->sent.n; s++) {
        const struct sent *sent = &d->sent.v[s];
        for (uint32_t t = sent->first_tok; t < sent->end_tok; t++) {
            uint32_t u = w->unit_at[t];
            if (u != NONE && w->unit.v[u].first_tok == t) {
                do {
                    tie_unit(&c, u);
                    u++;
                } while (u < w->unit.n && w->unit.v[u].first_tok == t && w->unit.v[u].kind != UNIT_PERSON);
                u = w->unit_at[t];
            }
            if (is_pronoun(w, t))
                anaphor_pronoun(&c, t);
            else if (tok_is(w, t, WC_HONORIFIC))
                t = tie_honorific(&c, t, sent->end_tok);
            else if (unknown_capital(&c, t) || known_as_name(&c, t, sent->end_tok))
                t = tie_word(&c, t, sent->end_tok);
        }
    }
}
