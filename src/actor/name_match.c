/* One pass over the pieces of a document: at each, the longest name of the trie whose letters are cased as the list
 * says. */
#include "actor/actor_int.h"
#include "base/utf8.h"

/* Most letters of the sentence are capitals: a headline that says nothing about case. */
static bool sentence_in_capitals(const struct work *w, const struct sent *s)
{
    uint32_t upper = 0, lower = 0;
    for (uint32_t t = s->first_tok; t < s->end_tok; t++)
        for (uint32_t p = w->piece_at[t]; p < w->piece_at[t + 1]; p++) {
            uint8_t shape = w->piece.v[p].shape;
            uint32_t n = w->piece.v[p].span.end - w->piece.v[p].span.start;
            if (shape == SHAPE_UPPER)
                upper += n;
            else if (shape != SHAPE_OTHER)
                lower += n;
        }
    return upper > 8 * lower && upper >= 3;
}

/* Does the token end in a hyphen, or is it one, that joins it to the next? A dash with blanks around it parts: "March 1
 * - Hungary". An en dash joins where there are no blanks: "Russia–Pakistan". */
static bool joins_next(const struct doc *d, uint32_t t)
{
    struct str text = tok_str(d, t);
    bool blank_before = d->tok.v[t].flags & TOK_SPACE_BEFORE;
    bool blank_behind = t + 1 == d->tok.n || d->tok.v[t + 1].flags & TOK_SPACE_BEFORE;
    if (str_is(text, "\u2013"))
        return !blank_before && !blank_behind;
    if (str_is(text, "-") && blank_before && blank_behind)
        return false;
    return (text.n && text.s[text.n - 1] == '-') || str_ends(text, STR("\u2010")) || str_ends(text, STR("\u2011"));
}

static void cut_pieces(struct work *w)
{
    struct doc *d = w->d;
    struct arena *arena = d->scratch;
    w->piece_at = arena_alloc(arena, (d->tok.n + 1) * sizeof *w->piece_at);
    bool hyphen = false;
    for (uint32_t t = 0; t < d->tok.n; t++) {
        struct span span = d->tok.v[t].span;
        struct str text = tok_str(d, t);
        uint32_t at = 0;
        struct piece p;
        w->piece_at[t] = w->piece.n;
        if (t && d->tok.v[t].sent != d->tok.v[t - 1].sent)
            hyphen = false;
        bool first = true;
        while (piece_next(text, &at, &p)) {
            p.word = lexicon_word(w->a, str_slice(text, p.span.start, p.span.end));
            p.span.start += span.start;
            p.span.end += span.start;
            p.tok = t;
            if (first) {
                p.hyphen_before |= hyphen;
                p.space_before = d->tok.v[t].flags & TOK_SPACE_BEFORE;
            }
            first = false;
            hyphen = false;
            *array_add(arena, &w->piece) = p;
        }
        hyphen |= joins_next(d, t); /* belongs to the next piece */
    }
    w->piece_at[d->tok.n] = w->piece.n;
}

static bool case_fits(const struct sense *s, uint32_t k, const struct piece *p, bool capitals)
{
    uint32_t len = p->span.end - p->span.start;
    switch ((enum shape)(s->shapes >> (4 * k) & 15)) {
    case SHAPE_LOWER:
    case SHAPE_OTHER:
        return true;
    case SHAPE_CAPITAL:
        return p->shape == SHAPE_CAPITAL || (p->shape == SHAPE_UPPER && (len >= 4 || capitals || s->n_pieces > 1));
    case SHAPE_UPPER: /* "Nato", "Unesco": as British papers write them */
        return p->shape == SHAPE_UPPER || (p->shape == SHAPE_CAPITAL && len >= 4);
    case SHAPE_MIXED:
        return p->shape == SHAPE_MIXED || (p->shape == SHAPE_UPPER && (len >= 4 || capitals));
    }
    return false;
}

static bool is_article(const struct work *w, uint32_t piece)
{
    uint32_t word = w->piece.v[piece].word;
    return word_is(w->a, word, WC_DETERMINER) && !word_is(w->a, word, WC_INDEFINITE);
}

/* "IMF", by itself: that it is in capitals says that it is an acronym, not that all is in capitals. */
static bool alone_in_sentence(const struct work *w, const struct piece *p)
{
    const struct sent *s = &w->d->sent.v[w->d->tok.v[p->tok].sent];
    return s->end_tok - s->first_tok == 1 && p->span.end - p->span.start >= 3;
}

static bool sense_fits(const struct work *w, const struct sense *s, const uint32_t *path, bool capitals)
{
    for (uint32_t k = 0; k < s->n_pieces; k++) {
        const struct piece *p = &w->piece.v[path[k]];
        if (!case_fits(s, k, p, capitals))
            return false;
        /* "Nato" for NATO only where the tagger takes it for a name. */
        if ((s->shapes >> (4 * k) & 15) == SHAPE_UPPER && s->n_pieces == 1 &&
            (p->shape != SHAPE_UPPER || (capitals && !alone_in_sentence(w, p))) &&
            w->d->tok.v[p->tok].upos != UPOS_PROPN)
            return false;
    }
    if (s->needs_article && (path[0] == 0 || !is_article(w, path[0] - 1)))
        return false;
    if (s->needs_hyphen) {
        uint32_t next = path[s->n_pieces - 1] + 1;
        if (next >= w->piece.n || !w->piece.v[next].hyphen_before ||
            w->d->tok.v[w->piece.v[next].tok].sent != w->d->tok.v[w->piece.v[path[0]].tok].sent)
            return false;
    }
    return true;
}

bool unit_fits(const struct work *w, const struct unit *u, const struct sense *s)
{
    uint32_t path[MAX_NAME_PIECES];
    if (u->end_piece - u->first_piece != s->n_pieces)
        return true; /* an initial was passed over */
    for (uint32_t k = 0; k < s->n_pieces; k++)
        path[k] = u->first_piece + k;
    return sense_fits(w, s, path, w->caps_sent[u->sent]);
}

/* First sense of the node that fits, NONE. */
static uint32_t sense_at(const struct work *w, uint32_t node, const uint32_t *path, bool capitals)
{
    for (uint32_t s = w->a->node.v[node].first_sense; s != NONE; s = w->a->sense.v[s].next)
        if (sense_fits(w, &w->a->sense.v[s], path, capitals))
            return s;
    return NONE;
}

struct found {
    uint32_t node, sense, end_piece;
};

static bool is_initial(const struct work *w, uint32_t p, uint32_t end)
{
    const struct piece *a = &w->piece.v[p];
    return p + 1 < end && a->shape == SHAPE_UPPER && a->span.end - a->span.start == 1 &&
           w->d->text.s[w->piece.v[p + 1].span.start] == '.';
}

static struct found longest_at(const struct work *w, uint32_t first, uint32_t end, bool capitals)
{
    struct found best = {NONE, NONE, 0};
    uint32_t path[MAX_NAME_PIECES], node = 0, n = 0;
    for (uint32_t p = first; p < end && n < MAX_NAME_PIECES; p++) {
        uint32_t child = lexicon_child(w->a, node, w->piece.v[p].word);
        if (child == NONE && n == 1 && is_initial(w, p, end)) { /* "Joseph R. Biden" */
            p++;
            continue;
        }
        if (child == NONE)
            break;
        node = child;
        path[n++] = p;
        uint32_t sense = sense_at(w, node, path, capitals);
        if (sense != NONE)
            best = (struct found){node, sense, p + 1};
    }
    return best;
}

/* The token of [first, last] whose head lies outside; the last such, for a name is headed by its last word where trees
 * disagree. */
uint32_t head_between(const struct doc *d, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; t <= last; t++) {
        uint32_t head = d->tok.v[t].head;
        if ((head == NONE || head < first || head > last) && d->tok.v[t].upos != UPOS_PUNCT &&
            d->tok.v[t].deprel != REL_CASE)
            return t;
    }
    return last;
}

enum unit_kind unit_kind_of(const struct entry *e)
{
    if (e->kind != ENTRY_AGENT)
        return UNIT_NAME;
    return e->refer != REFER_NONE ? UNIT_REFER : e->prefix ? UNIT_PREFIX : UNIT_AGENT;
}

static void unit_add(struct work *w, uint32_t sent, uint32_t first_piece, struct found f)
{
    const struct piece *first = &w->piece.v[first_piece], *last = &w->piece.v[f.end_piece - 1];
    struct unit *u = array_add(w->d->scratch, &w->unit);
    *u = (struct unit){
        .kind = unit_kind_of(&w->a->entry.v[w->a->sense.v[f.sense].entry]),
        .sent = sent,
        .first_tok = first->tok,
        .last_tok = last->tok,
        .head_tok = head_between(w->d, first->tok, last->tok),
        .span = {first->span.start, last->span.end},
        .sense = f.sense,
        .node = f.node,
        .first_piece = first_piece,
        .end_piece = f.end_piece,
        .title = NONE,
        .possessor_tok = NONE,
        .mention = NONE,
    };
    for (uint32_t t = first->tok; t <= last->tok; t++)
        if (w->unit_at[t] == NONE)
            w->unit_at[t] = w->unit.n - 1;
}

/* "people-centred": says how. */
static bool ends_in_participle(const struct work *w, uint32_t piece)
{
    const struct piece *p = &w->piece.v[piece];
    struct str word = str_slice(w->d->text, p->span.start, p->span.end);
    return !word_is(w->a, p->word, WC_OWNING) && (str_ends(word, STR("ed")) || str_ends(word, STR("ing")));
}

/* A role noun inside a hyphen compound, or a name that shares its token with other words, is only kept where that makes
 * sense. */
static bool fits_token(const struct work *w, uint32_t first, struct found f, uint32_t end)
{
    const struct sense *s = &w->a->sense.v[f.sense];
    bool joined_before = w->piece.v[first].hyphen_before;
    bool joined_after = f.end_piece < end && w->piece.v[f.end_piece].hyphen_before;
    bool apart = (joined_before && first > 0 && w->piece.v[first].tok == w->piece.v[first - 1].tok) ||
                 (joined_after && w->piece.v[f.end_piece].tok == w->piece.v[f.end_piece - 1].tok);
    switch ((enum sense_kind)s->kind) {
    case SENSE_LAST:
        return !joined_before && !joined_after;
    case SENSE_AGENT:
        if (joined_after && !w->a->entry.v[s->entry].prefix && ends_in_participle(w, f.end_piece))
            return false;
        return !joined_after || w->a->entry.v[s->entry].prefix || !apart;
    default:
        return true;
    }
}

/* Phrases of agents.txt that begin with a name give way to it: "the Russian leader", "US-led". */
static struct found without_frame(const struct work *w, uint32_t first, struct found f, bool capitals)
{
    const struct entry *e = &w->a->entry.v[w->a->sense.v[f.sense].entry];
    if (e->kind != ENTRY_AGENT || f.end_piece - first < 2 || (!e->prefix && e->refer == REFER_NONE))
        return f;
    struct found name = longest_at(w, first, f.end_piece - 1, capitals);
    if (name.sense == NONE)
        return f;
    const struct entry *named = &w->a->entry.v[w->a->sense.v[name.sense].entry];
    bool nobody = named->kind == ENTRY_PLACE && !named->code.n; /* "the Central Asian republic" */
    return named->kind != ENTRY_AGENT && !nobody ? name : f;
}

void name_match(struct work *w)
{
    struct doc *d = w->d;
    cut_pieces(w);
    w->unit_at = arena_alloc(d->scratch, (d->tok.n + 1) * sizeof *w->unit_at);
    memset(w->unit_at, 0xFF, (d->tok.n + 1) * sizeof *w->unit_at);
    w->caps_sent = arena_zalloc(d->scratch, d->sent.n + 1);
    for (uint32_t s = 0; s < d->sent.n; s++) {
        const struct sent *sent = &d->sent.v[s];
        bool capitals = sentence_in_capitals(w, sent);
        w->caps_sent[s] = capitals;
        uint32_t p = w->piece_at[sent->first_tok], end = w->piece_at[sent->end_tok];
        while (p < end) {
            struct found f = longest_at(w, p, end, capitals);
            if (f.sense == NONE || !fits_token(w, p, f, end)) {
                p++;
                continue;
            }
            f = without_frame(w, p, f, capitals);
            unit_add(w, s, p, f);
            p = f.end_piece;
        }
    }
}
