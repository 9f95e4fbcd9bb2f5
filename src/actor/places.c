/* Which names of countries, capitals, seats and places that act only say where. "Moscow said" is the government, "in
 * Moscow" a place. */
#include "actor/actor_int.h"

/* The preposition of a name: by the tree, else the word before it, articles and adjectives passed over. NONE: none. */
static uint32_t preposition_of(const struct work *w, const struct unit *u)
{
    const struct doc *d = w->d;
    for (uint32_t c = tok_first_child(d, u->head_tok); c != NONE; c = tok_next(d, c))
        if (d->tok.v[c].deprel == REL_CASE && c < u->first_tok)
            return c;
    uint32_t first = d->sent.v[u->sent].first_tok;
    for (uint32_t t = u->first_tok; t > first;) {
        t--;
        enum upos p = (enum upos)d->tok.v[t].upos;
        if (p == UPOS_ADP)
            return t;
        if (p != UPOS_DET && p != UPOS_ADJ)
            return NONE;
    }
    return NONE;
}

static bool governed_by_motion(const struct work *w, const struct unit *u, uint32_t preposition)
{
    uint32_t head = w->d->tok.v[u->head_tok].head;
    if (head != NONE && tok_is(w, head, WC_MOTION))
        return true;
    return preposition > w->d->sent.v[u->sent].first_tok && tok_is(w, preposition - 1, WC_MOTION);
}

static bool follows_dateline(const struct work *w, const struct unit *u)
{
    const struct sent *s = &w->d->sent.v[u->sent];
    if (u->first_tok != s->first_tok || u->last_tok + 1 >= s->end_tok)
        return false;
    if (u->sent > 0 && !(w->d->tok.v[s->first_tok].flags & TOK_PARAGRAPH))
        return false;
    uint32_t after = u->last_tok + 1;
    struct str next = tok_str(w->d, after);
    if (str_is(next, "-") && (!(w->d->tok.v[after].flags & TOK_SPACE_BEFORE) || w->d->pretokenized))
        return false;
    return str_is(next, "(") || str_is(next, "-") || str_is(next, "--") || str_is(next, "\u2013") ||
           str_is(next, "\u2014");
}

static bool is_genitive(const struct work *w, const struct unit *u)
{
    uint32_t next = u->last_tok + 1;
    return next < w->d->sent.v[u->sent].end_tok && w->d->tok.v[next].xpos == XPOS_POS;
}

/* "the Texas court", "Orange, California": no act of the state's government. */
static bool only_names_part(const struct work *w, const struct unit *u)
{
    const struct doc *d = w->d;
    enum deprel rel = (enum deprel)d->tok.v[u->head_tok].deprel;
    if (rel == REL_COMPOUND)
        return true;
    return rel != REL_CONJ && u->first_tok >= d->sent.v[u->sent].first_tok + 2 &&
           str_is(tok_str(d, u->first_tok - 1), ",") && d->tok.v[u->first_tok - 2].upos == UPOS_PROPN;
}

/* "the Addis Ababa Action Agenda", "Paris Agreement": named after where it was made. */
static bool begins_longer_name(const struct work *w, const struct unit *u)
{
    uint32_t next = u->last_tok + 1;
    if (next >= w->d->sent.v[u->sent].end_tok || w->d->tok.v[next].upos != UPOS_PROPN || w->unit_at[next] != NONE)
        return false;
    return w->piece_at[next] < w->piece_at[next + 1] && w->piece.v[w->piece_at[next]].shape == SHAPE_CAPITAL;
}

static bool is_place(const struct work *w, const struct unit *u)
{
    const struct doc *d = w->d;
    const struct sense *s = unit_sense(w, u);
    enum deprel rel = (enum deprel)d->tok.v[u->head_tok].deprel;
    bool derived = s->kind == SENSE_ADJECTIVE || s->kind == SENSE_DEMONYM;
    if (unit_entry(w, u)->kind == ENTRY_PLACE && s->kind == SENSE_DEMONYM) /* "Europeans" are no land */
        return false;
    if (unit_entry(w, u)->kind == ENTRY_PLACE && (!unit_entry(w, u)->acts.n || derived || only_names_part(w, u)))
        return true;
    if (derived || is_genitive(w, u))
        return false;
    if (follows_dateline(w, u))
        return true;
    uint32_t head = d->tok.v[u->head_tok].head;
    if (rel == REL_COMPOUND && head != NONE && tok_is(w, head, WC_VENUE))
        return s->kind == SENSE_CAPITAL || s->kind == SENSE_SEAT;
    uint32_t first = d->sent.v[u->sent].first_tok;
    if (u->first_tok >= first + 2 && str_is(tok_str(d, u->first_tok - 1), ",")) { /* "Aleppo, Syria" */
        uint32_t o = w->unit_at[u->first_tok - 2];
        if (o != NONE && w->unit.v[o].is_place && !w->unit.v[o].dropped &&
            strcmp(w->unit.v[o].code.country, u->code.country) == 0)
            return true;
    }
    if (s->kind == SENSE_CAPITAL && begins_longer_name(w, u))
        return true;
    uint32_t preposition = preposition_of(w, u);
    if (preposition == NONE) {
        /* "in Syria and Iraq": as the first member. */
        uint32_t o = rel == REL_CONJ && head != NONE && head >= first ? w->unit_at[head] : NONE;
        return o != NONE && w->unit.v[o].is_place && unit_entry(w, &w->unit.v[o])->kind != ENTRY_PLACE;
    }
    if (tok_is(w, preposition, WC_LOCATIVE))
        return true;
    return tok_is(w, preposition, WC_GOAL) && governed_by_motion(w, u, preposition);
}

void place_mark(struct work *w)
{
    for (uint32_t i = 0; i < w->unit.n; i++) {
        struct unit *u = &w->unit.v[i];
        if (u->kind != UNIT_NAME || u->dropped)
            continue;
        enum entry_kind k = unit_entry(w, u)->kind;
        bool territory = k == ENTRY_COUNTRY || k == ENTRY_PLACE || unit_sense(w, u)->kind == SENSE_SEAT;
        if (!territory || !is_place(w, u))
            continue;
        u->is_place = true;
        if (unit_sense(w, u)->kind == SENSE_CAPITAL || k == ENTRY_PLACE)
            code_only_country(&u->code);
    }
}
