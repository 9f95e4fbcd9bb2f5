/* Where quotations begin and end: marks of every kind, over several paragraphs, nested, never closed. */
#include "statement/statement_int.h"

enum mark_kind { MARK_NONE, MARK_CURLY, MARK_STRAIGHT, MARK_GUILLEMET, MARK_SINGLE };
enum mark_side { SIDE_OPEN = 1, SIDE_CLOSE = 2 };

struct mark {
    uint8_t kind, side;
};

static bool space_before(const struct doc *d, uint32_t tok)
{
    return tok >= d->tok.n || d->tok.v[tok].flags & TOK_SPACE_BEFORE;
}

static bool block_starts(const struct doc *d, uint32_t tok)
{
    return tok == 0 || block_of(d, tok) != block_of(d, tok - 1);
}

static bool is_closing_mark(const struct doc *d, uint32_t tok)
{
    struct str s = tok_str(d, tok);
    return s.n == 1 && s.s && strchr(".,;:!?)]", s.s[0]);
}

/* A straight mark opens where it leans on the word behind it. Between two blanks, or between two words, either may be.
 */
static uint8_t straight_side(const struct doc *d, uint32_t tok)
{
    bool left = space_before(d, tok) || block_starts(d, tok) || tok_is(d, tok - 1, "(") || tok_is(d, tok - 1, "[") ||
                tok_is(d, tok - 1, "—") || tok_is(d, tok - 1, "-");
    bool right =
        space_before(d, tok + 1) || tok + 1 >= d->tok.n || block_starts(d, tok + 1) || is_closing_mark(d, tok + 1);
    if (left == right)
        return SIDE_OPEN | SIDE_CLOSE;
    return left ? SIDE_OPEN : SIDE_CLOSE;
}

static struct mark mark_at(const struct doc *d, uint32_t tok)
{
    static const struct {
        const char *text;
        struct mark mark;
    } marks[] = {{"“", {MARK_CURLY, SIDE_OPEN}},
                 {"‘‘", {MARK_CURLY, SIDE_OPEN}},
                 {"’’", {MARK_CURLY, SIDE_CLOSE}},
                 {"”", {MARK_CURLY, SIDE_CLOSE}},
                 {"„", {MARK_CURLY, SIDE_OPEN}},
                 {"\"", {MARK_STRAIGHT, 0}},
                 {"''", {MARK_STRAIGHT, 0}},
                 {"``", {MARK_STRAIGHT, SIDE_OPEN}},
                 {"«", {MARK_GUILLEMET, SIDE_OPEN}},
                 {"»", {MARK_GUILLEMET, SIDE_CLOSE}},
                 {"‘", {MARK_SINGLE, SIDE_OPEN}},
                 {"’", {MARK_SINGLE, SIDE_CLOSE}},
                 {"'", {MARK_SINGLE, 0}}};
    struct str s = tok_str(d, tok);
    if (s.n > 6 || d->tok.v[tok].flags & TOK_GLUED)
        return (struct mark){MARK_NONE, 0};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!str_is(s, marks[i].text))
            continue;
        struct mark m = marks[i].mark;
        if (!m.side)
            m.side = straight_side(d, tok);
        return m;
    }
    return (struct mark){MARK_NONE, 0};
}

static bool is_text(const struct doc *d, uint32_t tok)
{
    enum sent_kind kind = d->sent.v[d->tok.v[tok].sent].kind;
    return kind == SENT_BODY || kind == SENT_TITLE;
}

/* Straight and curly marks are mixed by editors: one may close what the other opened, where its side is beyond doubt.
 */
static bool pairs_with(uint8_t kind, struct mark m)
{
    return m.kind != kind && m.kind <= MARK_STRAIGHT && kind <= MARK_STRAIGHT && m.side != (SIDE_OPEN | SIDE_CLOSE);
}

/* Whether a quotation left open at the end of a paragraph goes on in the one that begins at tok. */
static bool goes_on(const struct doc *d, uint32_t tok, uint8_t kind)
{
    uint32_t block = NONE, inner = 0;
    if (kind == MARK_SINGLE)
        return false;
    for (uint32_t n_blocks = 0; tok < d->tok.n; tok++) {
        if (!is_text(d, tok))
            return false;
        bool first = block_of(d, tok) != block;
        block = block_of(d, tok);
        if (first && ++n_blocks > MAX_QUOTE_BLOCKS)
            return false;
        struct mark m = mark_at(d, tok);
        if (m.kind == kind)
            return first ? (m.side & SIDE_OPEN) != 0 : m.side == SIDE_CLOSE;
        if (m.kind == MARK_NONE || !pairs_with(kind, m))
            continue;
        if (m.side == SIDE_CLOSE && inner == 0)
            return !first;
        inner += m.side == SIDE_OPEN ? 1u : UINT32_MAX;
    }
    return false;
}

/* A single mark opens a quotation only where another closes it in the same paragraph; else it is an apostrophe. */
static bool single_closes(const struct doc *d, uint32_t tok)
{
    uint32_t block = block_of(d, tok);
    for (uint32_t i = tok + 1; i < d->tok.n && block_of(d, i) == block; i++) {
        struct mark m = mark_at(d, i);
        if (m.kind == MARK_SINGLE && m.side & SIDE_CLOSE)
            return i > tok + 1;
        if (m.kind != MARK_NONE)
            return false;
    }
    return false;
}

struct open_quote {
    uint32_t at;    /* the opening mark; NONE: no quotation is open */
    uint32_t part;  /* first token of the part at work */
    uint32_t depth; /* further openings of the same kind */
    uint32_t inner; /* open marks that pair with it but are of another kind */
    uint32_t first_part;
    uint8_t kind;
};

static void end_part(struct finder *f, const struct open_quote *o, uint32_t end)
{
    if (end > o->part)
        *array_add(f->d->scratch, &f->part) = (struct tok_range){o->part, end};
}

/* The quotation ends before `end`; closed: the mark at `end` belongs to it. */
static void end_quote(struct finder *f, struct open_quote *o, uint32_t end, bool closed)
{
    end_part(f, o, end);
    uint32_t n_parts = f->part.n - o->first_part;
    if (n_parts) {
        struct quote *q = array_add(f->d->scratch, &f->quote);
        *q = (struct quote){.range = {o->at, closed ? end + 1 : end},
                            .first_part = o->first_part,
                            .n_parts = n_parts,
                            .closed = closed};
        for (uint32_t t = q->range.first; t < q->range.end; t++)
            f->quote_of[t] = f->quote.n - 1;
    }
    o->at = NONE;
}

static void open_at(struct finder *f, struct open_quote *o, uint32_t tok, uint8_t kind)
{
    *o = (struct open_quote){tok, tok + 1, 0, 0, f->part.n, kind};
}

/* The paragraph that begins at tok, with a quotation open. Gives whether tok is a repeated opening mark. */
static bool enter_block(struct finder *f, struct open_quote *o, uint32_t tok)
{
    struct doc *d = f->d;
    uint32_t end = tok;
    while (end > o->at + 1 && !is_text(d, end - 1))
        end--;
    if (!is_text(d, tok) || !goes_on(d, tok, o->kind)) {
        end_quote(f, o, end, false);
        return false;
    }
    end_part(f, o, end);
    o->depth = o->inner = 0;
    struct mark m = mark_at(d, tok);
    bool repeated = m.kind == o->kind && m.side & SIDE_OPEN;
    o->part = repeated ? tok + 1 : tok;
    return repeated;
}

static void see_mark(struct finder *f, struct open_quote *o, uint32_t tok, struct mark m)
{
    if (o->at == NONE) {
        if (m.side & SIDE_OPEN && (m.kind != MARK_SINGLE || single_closes(f->d, tok)))
            open_at(f, o, tok, m.kind);
        return;
    }
    if (m.kind != o->kind) { /* nested, or an opening mark of one kind closed by one of the other */
        if (!pairs_with(o->kind, m))
            return;
        if (m.side == SIDE_OPEN)
            o->inner++;
        else if (o->inner > 0)
            o->inner--;
        else
            end_quote(f, o, tok, true);
        return;
    }
    if (m.side & SIDE_CLOSE) {
        if (o->depth > 0)
            o->depth--;
        else
            end_quote(f, o, tok, true);
    } else if (m.kind == MARK_STRAIGHT) { /* the one before was never closed */
        end_quote(f, o, tok, false);
        open_at(f, o, tok, m.kind);
    } else {
        o->depth++;
    }
}

void quotes_find(struct finder *f)
{
    struct doc *d = f->d;
    struct open_quote open = {.at = NONE};
    f->quote_of = arena_alloc(d->scratch, (d->tok.n + 1) * sizeof *f->quote_of);
    for (uint32_t i = 0; i < d->tok.n; i++)
        f->quote_of[i] = NONE;
    for (uint32_t i = 0; i < d->tok.n; i++) {
        if (open.at != NONE && block_starts(d, i) && enter_block(f, &open, i))
            continue;
        if (!is_text(d, i))
            continue;
        struct mark m = mark_at(d, i);
        if (m.kind != MARK_NONE)
            see_mark(f, &open, i, m);
    }
    if (open.at != NONE)
        end_quote(f, &open, d->tok.n, false);
}

/* "I will not give up, Santos said on Sunday. "The truce holds.": a mark was forgotten; the quotation ends with the
 * comma before the first cue that has a name for its subject. */
static uint32_t forgotten_close(const struct finder *f, const struct quote *q)
{
    enum { MAX_SUBJECT = 8 };
    const struct doc *d = f->d;
    if (q->closed || q->n_parts != 1)
        return NONE;
    for (uint32_t t = q->range.first + 3, end; t < q->range.end; t++) {
        uint8_t form = d->tok.v[t].xpos;
        if (d->tok.v[t].upos != UPOS_VERB || (form != XPOS_VBD && form != XPOS_VBZ) ||
            cue_entry_at(f, t, &end) == NONE || f->r->entry.v[cue_entry_at(f, t, &end)].pos != 'v')
            continue;
        bool name = false;
        for (uint32_t k = t, n = 0; k-- > q->range.first + 1 && n < MAX_SUBJECT; n++) {
            if (tok_is(d, k, ",") && name)
                return k;
            name |= d->tok.v[k].upos == UPOS_PROPN;
            if (d->tok.v[k].upos != UPOS_PROPN && d->tok.v[k].upos != UPOS_NOUN && d->tok.v[k].upos != UPOS_ADJ &&
                d->tok.v[k].upos != UPOS_DET)
                break;
        }
    }
    return NONE;
}

void quotes_mend(struct finder *f)
{
    for (uint32_t i = 0; i < f->quote.n; i++) {
        struct quote *q = &f->quote.v[i];
        uint32_t comma = forgotten_close(f, q);
        if (comma == NONE)
            continue;
        for (uint32_t t = comma + 1; t < q->range.end; t++)
            f->quote_of[t] = NONE;
        q->range.end = f->part.v[q->first_part].end = comma + 1;
        q->closed = true;
    }
}
