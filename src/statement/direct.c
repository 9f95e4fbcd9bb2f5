/* Direct speech: which cue a quotation has, what interrupts it, and who goes on speaking where no cue says so. */
#include "statement/statement_int.h"

#include "base/utf8.h"

enum {
    SCARE_QUOTE_WORDS = 3, /* so few words in marks are no statement where nobody says them */
    MAX_GAP_TOKENS = 24    /* between a quotation and its cue */
};

static struct tok_range first_part(const struct finder *f, const struct quote *q)
{
    return f->part.v[q->first_part];
}

static struct tok_range last_part(const struct finder *f, const struct quote *q)
{
    return f->part.v[q->first_part + q->n_parts - 1];
}

static uint32_t count_words(const struct finder *f, const struct quote *q)
{
    uint32_t n = 0;
    for (uint32_t p = q->first_part; p < q->first_part + q->n_parts; p++)
        for (uint32_t t = f->part.v[p].first; t < f->part.v[p].end; t++)
            n += !tok_is_punct(f->d, t) && !(f->d->tok.v[t].flags & TOK_GLUED);
    return n;
}

static const struct sent *sent_of(const struct doc *d, uint32_t tok)
{
    return &d->sent.v[d->tok.v[tok].sent];
}

static bool starts_sentence(const struct doc *d, const struct quote *q)
{
    return sent_of(d, q->range.first)->first_tok == q->range.first;
}

static bool one_of(const struct doc *d, uint32_t tok, const char *marks)
{
    struct str s = tok_str(d, tok);
    return s.n >= 1 && s.s[0] && strchr(marks, s.s[0]);
}

static bool quote_between(const struct finder *f, uint32_t from, uint32_t to)
{
    for (; from < to; from++)
        if (f->quote_of[from] != NONE)
            return true;
    return false;
}

/* The cue tells something else: its own clause stands outside all quotations. */
static bool has_own_content(const struct finder *f, const struct cue *c)
{
    return c->content_tok != NONE && f->quote_of[c->content_tok] == NONE && c->content_tok > c->tok;
}

/* "…," Khan said. The first cue behind the quotation in the same sentence. */
static struct cue *cue_after(const struct finder *f, const struct quote *q)
{
    const struct doc *d = f->d;
    uint32_t at = q->range.end, last = last_part(f, q).end - 1;
    if (!q->closed || at >= d->tok.n || d->tok.v[at].sent != d->tok.v[at - 1].sent)
        return NULL;
    bool complete =
        one_of(d, last, ",?!.") || str_is(tok_str(d, last), "…") || str_is(tok_str(d, last), "—") || one_of(d, at, ",");
    if (!complete && !starts_sentence(d, q))
        return NULL;
    uint32_t end = sent_of(d, at)->end_tok;
    for (uint32_t i = cue_first_from(f, at); i < f->cue.n && f->cue.v[i].tok < end; i++) {
        struct cue *c = &f->cue.v[i];
        uint32_t gap = c->tok - at;
        if (gap > MAX_GAP_TOKENS || quote_between(f, at, c->tok))
            return NULL;
        if (f->r->entry.v[c->entry].pos == 'n' && i + 1 < f->cue.n && c[1].speaker_tok == c->tok)
            continue; /* "the statement said": the noun speaks */
        if (!has_own_content(f, c) || gap <= 3)
            return c;
    }
    return NULL;
}

static bool begins_with_capital(const struct finder *f, const struct quote *q)
{
    struct str word = tok_str(f->d, first_part(f, q).first);
    uint32_t len;
    return word.n && cp_is_upper(utf8_at(word, 0, &len));
}

/* Khan said: "…" The last cue before the quotation in the same sentence. */
static struct cue *cue_before(const struct finder *f, const struct quote *q, bool *out_strong)
{
    const struct doc *d = f->d;
    uint32_t at = q->range.first, first = sent_of(d, at)->first_tok;
    if (at == first)
        return NULL;
    bool mark = one_of(d, at - 1, ",:") || str_is(tok_str(d, at - 1), "—");
    bool capital = begins_with_capital(f, q);
    for (uint32_t i = cue_first_from(f, at); i-- > 0 && f->cue.v[i].tok >= first;) {
        struct cue *c = &f->cue.v[i];
        if (at - c->tok > MAX_GAP_TOKENS || quote_between(f, c->tok, at))
            return NULL;
        if (f->r->entry.v[c->entry].pos == 'p' && !mark)
            continue;
        bool adjacent = c->range.end == at;
        if (has_own_content(f, c) && c->content_tok < at && !adjacent && !mark)
            continue;
        *out_strong = mark || adjacent || capital;
        return c;
    }
    return NULL;
}

/* "…," the speaker of the assembly, Woo Won-shik, said: a subject outside the quotation that the tree hung into it. */
static uint32_t stray_speaker(const struct finder *f, const struct cue *c)
{
    const struct doc *d = f->d;
    for (uint32_t t = c->range.first; t-- > d->sent.v[d->tok.v[c->tok].sent].first_tok && f->quote_of[t] == NONE;)
        if (d->tok.v[t].deprel == REL_NSUBJ && d->tok.v[t].head != NONE && f->quote_of[d->tok.v[t].head] != NONE)
            return t;
    return NONE;
}

static uint32_t speaker_of(const struct finder *f, const struct cue *c)
{
    uint32_t t = c->speaker_tok;
    if (t != NONE && f->quote_of[t] == NONE && f->d->tok.v[t].upos != UPOS_PUNCT)
        return t;
    if (f->r->entry.v[c->entry].pos != 'v')
        return NONE;
    t = stray_speaker(f, c);
    return t != NONE ? t : cue_speaker_beside(f, c);
}

static struct span *parts_of(const struct finder *f, const struct quote *q, const struct span *before,
                             uint32_t n_before)
{
    struct span *span = arena_alloc(f->d->arena, (n_before + q->n_parts) * sizeof *span);
    if (n_before)
        memcpy(span, before, n_before * sizeof *span);
    for (uint32_t i = 0; i < q->n_parts; i++)
        span[n_before + i] = range_span(f->d, f->part.v[q->first_part + i]);
    return span;
}

static uint32_t add_quote(struct finder *f, struct quote *q, enum quote_kind kind)
{
    struct draft s = draft_of(f, kind, parts_of(f, q, NULL, 0), q->n_parts);
    s.s.first_sent = f->d->tok.v[first_part(f, q).first].sent;
    s.s.last_sent = f->d->tok.v[last_part(f, q).end - 1].sent;
    s.last_block = block_of(f->d, last_part(f, q).end - 1);
    q->used = true;
    *array_add(f->d->scratch, &f->draft) = s;
    return f->draft.n - 1;
}

/* A further piece of a quotation that its cue interrupted. */
static void append_quote(struct finder *f, uint32_t draft, struct quote *q)
{
    struct draft *s = &f->draft.v[draft];
    s->s.part = parts_of(f, q, s->s.part, s->s.n_parts);
    s->s.n_parts += q->n_parts;
    s->s.content.end = s->s.part[s->s.n_parts - 1].end;
    s->s.last_sent = f->d->tok.v[last_part(f, q).end - 1].sent;
    s->last_block = block_of(f->d, last_part(f, q).end - 1);
    q->used = true;
}

static bool only_speaks(const struct doc *d, uint32_t tok)
{
    return str_is(d->tok.v[tok].lemma, "speak") || str_is(d->tok.v[tok].lemma, "talk") ||
           str_is(d->tok.v[tok].lemma, "address");
}

/* The cue of a sentence that ends in a colon: the last one without a clause of its own, a verb of mere speaking only
 * for want of another. */
static struct cue *cue_in_introduction(const struct finder *f, const struct sent *s)
{
    struct cue *speaks = NULL, *own = NULL;
    for (uint32_t i = cue_first_from(f, s->end_tok); i-- > 0 && f->cue.v[i].tok >= s->first_tok;) {
        struct cue *c = &f->cue.v[i];
        if (only_speaks(f->d, c->tok))
            speaks = speaks ? speaks : c;
        else if (has_own_content(f, c))
            own = own ? own : c;
        else
            return c;
    }
    return speaks ? speaks : own;
}

/* "Khan was on record as saying the following:" before the paragraph of the quotation. */
static bool introduced(struct finder *f, struct quote *q)
{
    const struct doc *d = f->d;
    if (!starts_sentence(d, q) || q->range.first == 0)
        return false;
    const struct sent *s = sent_of(d, q->range.first - 1);
    if (!tok_is(d, s->end_tok - 1, ":") || block_of(d, q->range.first) - s->block > 1 || s->kind == SENT_BOILERPLATE)
        return false;
    struct cue *c = cue_in_introduction(f, s);
    uint32_t id = add_quote(f, q, QUOTE_DIRECT);
    if (c) {
        c->draft = id;
        draft_set_cue(f, &f->draft.v[id], c, speaker_of(f, c));
        return true;
    }
    f->draft.v[id].s.rule = STR("statement: colon");
    uint32_t root = s->root_tok, who = root == NONE ? NONE : cue_subject(d, root);
    if (who == NONE && root != NONE && s->end_tok - s->first_tok <= 6 && d->tok.v[root].upos == UPOS_PROPN)
        who = root; /* "Khan:" */
    speaker_fill(f, &f->draft.v[id], who, (struct tok_range){s->end_tok - 1, s->end_tok});
    if (root != NONE)
        circumstances_fill(f, &f->draft.v[id].s, root);
    return true;
}

/* "Khan spoke to the crowd: '…'": a colon without a word of saying, behind a clause with a person as subject. */
static bool behind_colon(struct finder *f, struct quote *q)
{
    const struct doc *d = f->d;
    uint32_t at = q->range.first, first = sent_of(d, at)->first_tok;
    if (at == first || !tok_is(d, at - 1, ":") || quote_between(f, first, at) || !begins_with_capital(f, q))
        return false;
    uint32_t verb = sent_of(d, at)->root_tok, who = verb == NONE || verb >= at ? NONE : cue_subject(d, verb);
    if (who == NONE || d->tok.v[who].mention == NONE || !d->mention.v[d->tok.v[who].mention].is_person)
        return false;
    uint32_t id = add_quote(f, q, QUOTE_DIRECT);
    f->draft.v[id].s.rule = STR("statement: colon");
    speaker_fill(f, &f->draft.v[id], who, (struct tok_range){at - 1, at});
    circumstances_fill(f, &f->draft.v[id].s, verb);
    return true;
}

/* The speaker of the quotation before goes on: in the same paragraph, or in the next one that the quotation opens. */
static bool continued(struct finder *f, struct quote *q, uint32_t previous)
{
    const struct doc *d = f->d;
    if (previous == NONE || !starts_sentence(d, q))
        return false;
    uint32_t block = block_of(d, q->range.first);
    const struct draft *p = &f->draft.v[previous];
    if (block - p->last_block > 1)
        return false;
    if (block != p->last_block && q->range.first != d->sent.v[d->tok.v[q->range.first].sent].first_tok)
        return false;
    struct statement taken = p->s;
    uint32_t speaker_tok = p->speaker_tok, id = add_quote(f, q, QUOTE_DIRECT);
    struct statement *s = &f->draft.v[id].s;
    s->speaker_mention = taken.speaker_mention;
    s->speaker_kind = taken.speaker_kind;
    s->source_span = taken.source_span;
    s->addressee_mention = taken.addressee_mention;
    s->venue = taken.venue;
    s->via = taken.via;
    s->date = taken.date;
    s->rule = STR("statement: continued");
    f->draft.v[id].speaker_tok = speaker_tok;
    return true;
}

/* Nobody is said to say it: the subject of the sentence before, in the same paragraph or the one above. */
static void unattributed(struct finder *f, struct quote *q)
{
    const struct doc *d = f->d;
    uint32_t id = add_quote(f, q, QUOTE_DIRECT), at = q->range.first;
    f->draft.v[id].s.rule = STR("statement: uncued");
    if (at == 0 || block_of(d, at) - block_of(d, at - 1) > 1)
        return;
    uint32_t root = sent_of(d, at - 1)->root_tok;
    uint32_t who = root == NONE || f->quote_of[root] != NONE ? NONE : cue_subject(d, root);
    if (who == NONE || d->tok.v[who].mention == NONE || !d->mention.v[d->tok.v[who].mention].is_person)
        return;
    speaker_fill(f, &f->draft.v[id], who, (struct tok_range){at, at});
}

/* "…," he said. "…": the sentence of the cue ends where this quotation begins. */
static bool interrupted(struct finder *f, struct quote *q, uint32_t previous)
{
    const struct doc *d = f->d;
    if (previous == NONE || q->range.first == 0 || !starts_sentence(d, q))
        return false;
    const struct draft *p = &f->draft.v[previous];
    if (p->s.cue_tok == NONE || p->s.kind != QUOTE_DIRECT || p->last_block != block_of(d, q->range.first))
        return false;
    bool behind = d->tok.v[p->s.cue_tok].span.start > p->s.content.end;
    if (!behind || d->tok.v[p->s.cue_tok].sent != d->tok.v[q->range.first - 1].sent)
        return false;
    append_quote(f, previous, q);
    return true;
}

static bool attribute(struct finder *f, struct quote *q, struct cue *c, bool direct)
{
    if (!c)
        return false;
    if (c->draft != NONE) {
        if (f->draft.v[c->draft].last_block != block_of(f->d, q->range.first))
            return false;
        append_quote(f, c->draft, q);
        return true;
    }
    uint32_t id = add_quote(f, q, direct ? QUOTE_DIRECT : QUOTE_MIXED);
    c->draft = id;
    draft_set_cue(f, &f->draft.v[id], c, speaker_of(f, c));
    return true;
}

static bool find_one(struct finder *f, struct quote *q, uint32_t previous)
{
    bool strong = false, first = starts_sentence(f->d, q), is_short = count_words(f, q) <= SCARE_QUOTE_WORDS;
    struct cue *after = cue_after(f, q), *before = cue_before(f, q, &strong);
    if (after &&
        (after->draft != NONE || (is_short && !first))) /* a short one inside a sentence is a title or a name */
        after = NULL;
    if (before && strong && (!after || !first))
        return attribute(f, q, before, true);
    if (after)
        return attribute(f, q, after, true);
    if (introduced(f, q) || interrupted(f, q, previous))
        return true;
    if (is_short)
        return false;
    if (!before && behind_colon(f, q))
        return true;
    if (before)
        return attribute(f, q, before, false);
    if (!first || q->in_turn)
        return false;
    if (!continued(f, q, previous))
        unattributed(f, q);
    return true;
}

void direct_find(struct finder *f)
{
    uint32_t previous = NONE;
    for (uint32_t i = 0; i < f->quote.n; i++) {
        struct quote *q = &f->quote.v[i];
        if (q->used)
            continue;
        uint32_t n = f->draft.n;
        if (!find_one(f, q, previous))
            continue;
        if (f->draft.n > n)
            previous = f->draft.n - 1;
    }
}
