/* Units -> doc->mention: one for each actor a unit names, with phrase, group and canonical name. */
#include "actor/actor_int.h"

#include <stdlib.h>

static struct str name_of_code(const struct work *w, const struct actor_code *c)
{
    return actors_name_of(w->a, str_of(c->code));
}

/* The country of a name serves a bigger mention: "Russian" in "Russian troops". */
static bool is_modifier(const struct unit *u)
{
    return u->owned;
}

struct mention *mention_add(struct work *w, struct unit *u)
{
    struct doc *d = w->d;
    uint32_t id = d->mention.n;
    struct mention *m = array_add(d->arena, &d->mention);
    *m = (struct mention){
        .sent = u->sent,
        .span = u->span,
        .head_tok = u->head_tok,
        .group = NONE,
        .actor = u->code,
        .entity = id,
        .next_same_head = NONE,
        .other = u->other,
        .n_others = u->n_others,
    };
    if (u->mention == NONE)
        u->mention = id;
    u->n_mentions++;
    return m;
}

/* Up from tok to the head of the words [first, last]: where the parser took a wrong word for it, what governs the
 * phrase hangs there. */
static uint32_t climb(const struct doc *d, uint32_t tok, uint32_t first, uint32_t last)
{
    for (;;) {
        uint32_t head = d->tok.v[tok].head;
        if (head == NONE || head < first || head > last)
            return tok;
        tok = head;
    }
}

/* "Syria", "Aleppo", "Moscow"; adjectives, peoples and buildings name no territory. */
static const struct territory *place_of(const struct work *w, const struct sense *s)
{
    struct actor_place p;
    bool names = s->kind <= SENSE_FORMER || (s->kind >= SENSE_CAPITAL && s->kind != SENSE_AGENT);
    if (!names || !sense_place(w->a, s, &p) || !p.precision) /* a type of place that we do not know */
        return NULL;
    struct arena *arena = w->d->arena;
    struct territory *out = arena_alloc(arena, sizeof *out);
    *out = (struct territory){.name = p.name, .precision = p.precision, .lat = p.lat, .lon = p.lon};
    memcpy(out->country, p.country.n ? p.country.s : "", p.country.n < 4 ? p.country.n : 0);
    bool is_country = str_is(p.type, "country") && p.country.n;
    struct str country = p.country.n ? p.country : STR("-");
    out->id = is_country ? p.country : str_format(arena, "%.*s/%.*s", STR_ARG(country), STR_ARG(p.name));
    return out;
}

static void name_mention(struct work *w, struct unit *u)
{
    if (u->dropped)
        return;
    const struct sense *s = unit_sense(w, u);
    const struct entry *e = unit_entry(w, u);
    if (!u->code.code[0] && e->kind != ENTRY_PLACE)
        return;
    uint32_t first = u->first_tok, last = u->last_tok;
    if (u->title != NONE) {
        const struct unit *t = &w->unit.v[u->title];
        if (t->sent == u->sent && t->first_tok < first)
            first = t->first_tok;
    }
    struct mention *m = mention_add(w, u);
    uint32_t head = head_between(w->d, first, last);
    /* The noun phrase may be headed by the title or by the name; a plural title heads several names and is not theirs.
     */
    if (u->title != NONE && !w->unit.v[u->title].plural)
        m->head_tok = head;
    m->phrase = doc_phrase(w->d, m->head_tok);
    if (m->phrase.start > m->span.start)
        m->phrase.start = m->span.start;
    if (m->phrase.end < m->span.end)
        m->phrase.end = m->span.end;
    m->how = u->kind == UNIT_PERSON ? HOW_TITLE : HOW_GAZETTEER;
    m->is_person = unit_is_person(w, u);
    m->is_place = u->is_place;
    m->modifier = is_modifier(u);
    if (u->kind == UNIT_NAME) {
        m->place = place_of(w, s);
        m->name = pool_str(w->a, e->name);
        /* A capital or seat that acts for a country bears the country's name. */
        if (s->kind == SENSE_CAPITAL && u->is_place)
            m->name = pool_str(w->a, s->form);
    } else {
        m->name = doc_slice(w->d, u->span);
    }
}

static struct span role_span(const struct work *w, const struct unit *u, uint32_t i)
{
    struct span span = u->span;
    if (!u->n_owners)
        return span;
    const struct unit *o = &w->unit.v[u->owner[i]];
    bool near = o->sent == u->sent && o->first_tok + 12 > u->first_tok && u->last_tok + 12 > o->last_tok;
    if (!near)
        return span;
    if (u->n_owners == 1) {
        if (o->span.start < span.start)
            span.start = o->span.start;
        else if (o->span.end > span.end && u->np_last >= o->last_tok)
            span.end = o->span.end;
        return span;
    }
    /* One of several: the word that tells it from the others, with the noun where they touch. */
    bool next_before = o->span.end <= span.start && i + 1 == u->n_owners;
    bool next_after = o->span.start >= span.end && i == 0;
    if (next_before)
        return (struct span){o->span.start, span.end};
    if (next_after)
        return (struct span){span.start, o->span.end};
    return o->span;
}

static void role_mentions(struct work *w, struct unit *u)
{
    if (u->dropped || u->absorbed)
        return;
    uint32_t n = u->n_owners ? u->n_owners : 1;
    uint32_t group = n > 1 ? w->n_groups++ : NONE;
    bool institution = unit_entry(w, u)->institution;
    for (uint32_t i = 0; i < n; i++) {
        struct actor_code code = i == 0 ? u->code : role_code(w, u, u->owner[i]);
        if (!code.code[0])
            continue;
        struct mention *m = mention_add(w, u);
        m->actor = code;
        m->head_tok = climb(w->d, u->head_tok, u->np_first, u->last_tok);
        m->span = role_span(w, u, i);
        m->group = group;
        m->phrase = doc_phrase(w->d, m->head_tok);
        if (m->phrase.start > m->span.start)
            m->phrase.start = m->span.start;
        if (m->phrase.end < m->span.end)
            m->phrase.end = m->span.end;
        m->how = HOW_ROLE;
        m->is_person = !u->plural && !tok_is(w, u->last_tok, WC_THING) && !institution;
        m->modifier = u->owned;
        m->name = name_of_code(w, &code);
        m->other = NULL;
        m->n_others = 0;
    }
}

/* Names joined in one span or list: "Rus-Pak", "the US and India". */
static bool listed_with_next(const struct work *w, const struct unit *a, const struct unit *b)
{
    const struct doc *d = w->d;
    if (a->sent != b->sent || a->mention == NONE || b->mention == NONE)
        return false;
    if ((d->tok.v[a->last_tok].flags ^ d->tok.v[b->first_tok].flags) & TOK_DATELINE)
        return false;
    if (a->end_piece == b->first_piece && w->piece.v[b->first_piece].hyphen_before)
        return true;
    uint32_t t = a->last_tok + 1;
    if (a->is_place != b->is_place || t >= b->first_tok)
        return false;
    if (str_is(tok_str(d, t), ",") && t + 1 < b->first_tok)
        t++;
    if (!tok_is(w, t, WC_AND) && !str_is(tok_str(d, t), ",") && !str_is(tok_str(d, t), "/"))
        return false;
    if (++t < b->first_tok && d->tok.v[t].upos == UPOS_DET)
        t++;
    if (t != b->first_tok)
        return false;
    /* The tree decides whether "A and B" is one list: B hangs below A, or both below the same word. */
    uint32_t ha = d->tok.v[a->head_tok].head, hb = d->tok.v[b->head_tok].head;
    if (d->tok.v[b->head_tok].deprel == REL_CONJ)
        return hb == a->head_tok || hb == ha || (ha != NONE && d->tok.v[a->head_tok].deprel == REL_CONJ);
    return ha == hb && d->tok.v[a->head_tok].deprel == d->tok.v[b->head_tok].deprel &&
           d->tok.v[a->head_tok].deprel != REL_ROOT && !str_is(tok_str(d, a->last_tok + 1), ",");
}

static void group_names(struct work *w)
{
    const struct unit *before = NULL;
    struct mention *m = w->d->mention.v;
    for (uint32_t i = 0; i < w->unit.n; i++) {
        const struct unit *u = &w->unit.v[i];
        if (u->kind != UNIT_NAME || u->dropped || u->mention == NONE)
            continue;
        bool same_sort = before && unit_is_person(w, before) == unit_is_person(w, u);
        if (same_sort && listed_with_next(w, before, u)) {
            if (m[before->mention].group == NONE)
                m[before->mention].group = w->n_groups++;
            if (m[u->mention].group == NONE)
                m[u->mention].group = m[before->mention].group;
        }
        before = u;
    }
}

void mention_build(struct work *w)
{
    for (uint32_t i = 0; i < w->unit.n; i++) {
        struct unit *u = &w->unit.v[i];
        if (u->kind == UNIT_NAME || u->kind == UNIT_PERSON)
            name_mention(w, u);
        else if (u->kind == UNIT_AGENT)
            role_mentions(w, u);
    }
    group_names(w);
}

static int in_text_order(const void *a, const void *b)
{
    const struct mention *x = a, *y = b;
    if (x->sent != y->sent)
        return x->sent < y->sent ? -1 : 1;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end) /* the bigger first */
        return x->span.end > y->span.end ? -1 : 1;
    if (x->modifier != y->modifier)
        return x->modifier ? 1 : -1;
    return x->head_tok < y->head_tok ? -1 : x->head_tok > y->head_tok;
}

/* Sorts doc->mention and makes entity, group and the lists by head token follow. */
void mention_sort(struct work *w)
{
    struct doc *d = w->d;
    uint32_t n = d->mention.n;
    for (uint32_t t = 0; t < d->tok.n; t++) /* coreference used them for its own ends */
        d->tok.v[t].mention = NONE;
    if (!n)
        return;
    struct mention *m = d->mention.v;
    for (uint32_t i = 0; i < n; i++)
        m[i].next_same_head = i; /* remembers the old place while sorting */
    uint32_t *entity = arena_alloc(d->scratch, n * sizeof *entity);
    uint32_t *first_of = arena_alloc(d->scratch, n * sizeof *first_of);
    qsort(m, n, sizeof *m, in_text_order);
    memset(first_of, 0xFF, n * sizeof *first_of);
    for (uint32_t i = 0; i < n; i++) /* the first mention of each old entity, in the new order */
        if (first_of[m[i].entity] == NONE)
            first_of[m[i].entity] = i;
    for (uint32_t i = 0; i < n; i++)
        entity[i] = first_of[m[i].entity];
    uint32_t *group = arena_alloc(d->scratch, (w->n_groups + 1) * sizeof *group);
    memset(group, 0xFF, (w->n_groups + 1) * sizeof *group);
    uint32_t n_groups = 0;
    for (uint32_t i = 0; i < n; i++) {
        m[i].entity = entity[i];
        if (m[i].group != NONE) {
            if (group[m[i].group] == NONE)
                group[m[i].group] = n_groups++;
            m[i].group = group[m[i].group];
        }
        m[i].next_same_head = NONE;
    }
    for (int modifiers = 1; modifiers >= 0; modifiers--) /* those come last in the list of a token */
        for (uint32_t i = n; i-- > 0;) {
            if (m[i].modifier != modifiers)
                continue;
            struct tok *t = &d->tok.v[m[i].head_tok];
            m[i].next_same_head = t->mention;
            t->mention = i;
        }
}
