/* Indirect speech: the clause under a cue, the clause a cue is thrown into, "according to". */
#include "statement/statement_int.h"

static struct tok_range subtree(const struct doc *d, uint32_t tok)
{
    struct tok_range r;
    doc_subtree(d, tok, &r.first, &r.end);
    return r;
}

static bool is_edge(const struct doc *d, uint32_t tok)
{
    static const char *const marks[] = {",", ";", ":", "—", "–", "-", "--", ".", "!", "?", "..."};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_is(tok_str(d, tok), marks[i]))
            return true;
    return false;
}

static struct tok_range trim(const struct doc *d, struct tok_range r)
{
    while (r.first < r.end && is_edge(d, r.first))
        r.first++;
    while (r.end > r.first && is_edge(d, r.end - 1))
        r.end--;
    return r;
}

/* A quotation that begins in the content belongs to it whole, as far as it lies in the same paragraph. */
static struct tok_range with_quotes(struct finder *f, struct tok_range r, bool *out_mixed)
{
    *out_mixed = false;
    for (uint32_t t = r.first; t < r.end; t++) {
        uint32_t id = f->quote_of[t];
        if (id == NONE)
            continue;
        const struct quote *q = &f->quote.v[id];
        *out_mixed = true;
        if (q->range.first < r.first && block_of(f->d, q->range.first) == block_of(f->d, r.first))
            r.first = q->range.first;
        if (q->range.end > r.end && block_of(f->d, q->range.end - 1) == block_of(f->d, r.first))
            r.end = q->range.end;
        if (q->range.end > t + 1)
            t = q->range.end - 1;
    }
    return r;
}

static void use_quotes(struct finder *f, struct tok_range r)
{
    for (uint32_t t = r.first; t < r.end; t++)
        if (f->quote_of[t] != NONE)
            f->quote.v[f->quote_of[t]].used = true;
}

static void add_draft(struct finder *f, struct cue *c, struct tok_range *part, uint32_t n_parts, bool mixed)
{
    struct doc *d = f->d;
    struct span *span = arena_alloc(d->arena, n_parts * sizeof *span);
    for (uint32_t i = 0; i < n_parts; i++) {
        span[i] = range_span(d, part[i]);
        use_quotes(f, part[i]);
    }
    struct draft draft = draft_of(f, mixed ? QUOTE_MIXED : QUOTE_INDIRECT, span, n_parts);
    draft.s.first_sent = d->tok.v[part[0].first].sent;
    draft.s.last_sent = d->tok.v[part[n_parts - 1].end - 1].sent;
    draft.last_block = block_of(d, part[n_parts - 1].end - 1);
    draft_set_cue(f, &draft, c, c->speaker_tok);
    *array_add(d->scratch, &f->draft) = draft;
}

static bool has_verb(const struct doc *d, struct tok_range r)
{
    for (; r.first < r.end; r.first++)
        if (d->tok.v[r.first].upos == UPOS_VERB || d->tok.v[r.first].upos == UPOS_AUX)
            return true;
    return false;
}

/* Content without the cue's own words: what stands before them, what behind them, or both as two parts. Short bits
 * without a verb
 * ("said by telephone") are no content. */
static bool add_around(struct finder *f, struct cue *c, struct tok_range all, struct tok_range out)
{
    enum { MIN_VERBLESS_TOKENS = 4 };
    struct tok_range part[2], pieces[] = {{all.first, out.first}, {out.end, all.end}};
    uint32_t n = 0, n_tokens = 0;
    bool mixed = false, verb = false, any;
    for (int i = 0; i < 2; i++) {
        if (pieces[i].end <= pieces[i].first)
            continue;
        struct tok_range r = trim(f->d, pieces[i]);
        if (r.end <= r.first)
            continue;
        part[n] = with_quotes(f, r, &any);
        mixed |= any;
        verb |= has_verb(f->d, part[n]);
        n_tokens += part[n].end - part[n].first;
        n++;
    }
    if (!n || (!verb && !mixed && c->object_tok == NONE && n_tokens < MIN_VERBLESS_TOKENS))
        return false;
    add_draft(f, c, part, n, mixed);
    return true;
}

static bool quoted_between(const struct finder *f, uint32_t from, uint32_t to)
{
    for (; from < to; from++)
        if (f->quote_of[from] != NONE)
            return true;
    return false;
}

/* "Khan said that …": the clause below the cue. */
static void clause_below(struct finder *f, struct cue *c)
{
    const struct doc *d = f->d;
    if (f->quote_of[c->content_tok] !=
        NONE) { /* "…," he said: direct, unless words outside the quotation open the clause */
        const struct quote *q = &f->quote.v[f->quote_of[c->content_tok]];
        struct tok_range r = trim(d, subtree(d, c->content_tok));
        if (r.first >= q->range.first || r.first < c->range.end)
            return;
    }
    struct tok_range r = subtree(d, c->content_tok);
    if (c->tok >= r.first && c->tok < r.end) { /* not a projective clause: keep the side with its head */
        if (c->content_tok > c->tok)
            r.first = c->range.end;
        else
            r.end = c->range.first;
    }
    const struct sent *s = &d->sent.v[d->tok.v[c->tok].sent];
    if (r.end <= c->range.first && c->speaker_tok != NONE && r.end <= c->speaker_tok &&
        !quoted_between(f, s->first_tok, r.first))
        r.first = s->first_tok; /* all that stands before "…, Khan said" is said */
    add_around(f, c, r, (struct tok_range){r.end, r.end});
}

/* "…, Khan said, …": the cue is thrown into the clause above it. */
static bool clause_above(struct finder *f, struct cue *c)
{
    const struct doc *d = f->d;
    uint32_t head = d->tok.v[c->tok].head;
    if (head == NONE || f->quote_of[head] != NONE || head == c->speaker_tok)
        return false;
    bool as = false;
    for (uint32_t m = tok_first_child(d, c->tok); m != NONE; m = tok_next(d, m))
        as |= d->tok.v[m].deprel == REL_MARK && tok_is(d, m, "as");
    if (d->tok.v[c->tok].deprel != REL_PARATAXIS && !(as && d->tok.v[c->tok].deprel == REL_ADVCL))
        return false;
    struct tok_range below = subtree(d, c->tok);
    if (c->speaker_tok == NONE)
        return false;
    while (d->tok.v[head].deprel == REL_CONJ && d->tok.v[head].head != NONE) /* "A, and B, Khan said": both are said */
        head = d->tok.v[head].head;
    return add_around(f, c, subtree(d, head), below);
}

/* "described the plan as a trap" */
static void judgement(struct finder *f, struct cue *c)
{
    struct tok_range r = subtree(f->d, c->object_tok);
    if (r.first > c->tok && c->object_end > r.first)
        add_around(f, c, (struct tok_range){r.first, c->object_end}, (struct tok_range){c->object_end, c->object_end});
}

/* "criticised the plan": the phrase of what is spoken of. The words of a quotation are direct_find's. */
static void topic(struct finder *f, struct cue *c)
{
    const struct doc *d = f->d;
    struct tok_range r = subtree(d, c->topic_tok);
    r.end = c->topic_end;
    if (c->topic_tok < c->tok)
        r.end = r.end < c->range.first ? r.end : c->range.first;
    else
        r.first = r.first > c->range.end ? r.first : c->range.end;
    r = trim(d, r);
    if (c->speaker_tok == NONE || r.first >= r.end || f->quote_of[r.first] != NONE)
        return;
    bool mixed;
    r = with_quotes(f, r, &mixed);
    add_draft(f, c, &r, 1, mixed);
    f->draft.v[f->draft.n - 1].s.topic = true;
}

/* "…, according to Khan" */
static void phrase(struct finder *f, struct cue *c)
{
    const struct doc *d = f->d;
    struct tok_range own = subtree(d, c->speaker_tok);
    if (c->range.first < own.first)
        own.first = c->range.first;
    uint32_t head = d->tok.v[c->speaker_tok].head;
    while (head != NONE && head >= own.first && head < own.end)
        head = d->tok.v[head].head;
    const struct sent *s = &d->sent.v[d->tok.v[c->tok].sent];
    struct tok_range all = head == NONE ? (struct tok_range){s->first_tok, s->end_tok} : subtree(d, head);
    if (head != NONE && d->tok.v[head].upos != UPOS_VERB &&
        d->tok.v[head].deprel != REL_ROOT) /* hangs on a noun by mistake */
        all = (struct tok_range){s->first_tok, s->end_tok};
    add_around(f, c, all, own);
}

/* What order alone tells where the tree does not: "said that …" to the end of the sentence, "…, Khan said." from its
 * start. */
static void by_order(struct finder *f, struct cue *c, bool may_stand_behind)
{
    const struct doc *d = f->d;
    const struct sent *s = &d->sent.v[d->tok.v[c->tok].sent];
    if (c->speaker_tok == NONE || d->tok.v[c->speaker_tok].sent != d->tok.v[c->tok].sent ||
        quoted_between(f, s->first_tok, s->end_tok))
        return;
    uint32_t that = c->range.end;
    while (that < s->end_tok && that < c->range.end + 4 && !tok_is(d, that, "that") && !tok_is_punct(d, that))
        that++;
    if (that < s->end_tok && tok_is(d, that, "that") && that + 3 < s->end_tok) {
        add_around(f, c, (struct tok_range){that, s->end_tok}, (struct tok_range){s->end_tok, s->end_tok});
        return;
    }
    if (!may_stand_behind)
        return;
    uint32_t first = c->range.first, from, to;
    doc_subtree(d, c->speaker_tok, &from, &to);
    if (from < first && from > s->first_tok)
        first = from;
    bool last = s->end_tok - c->range.end <= 6 || (c->speaker_tok > c->tok && s->end_tok - to <= 4);
    if (last && first > s->first_tok + 3 && tok_is(d, first - 1, ","))
        add_around(f, c, (struct tok_range){s->first_tok, first}, (struct tok_range){first, first});
}

void indirect_find(struct finder *f)
{
    for (uint32_t i = 0; i < f->cue.n; i++) {
        struct cue *c = &f->cue.v[i];
        const struct cue_entry *e = &f->r->entry.v[c->entry];
        if (e->pos == 'p')
            phrase(f, c);
        else if (c->content_tok != NONE)
            clause_below(f, c);
        else if (c->object_tok != NONE)
            judgement(f, c);
        else if (c->topic_tok != NONE)
            topic(f, c);
        else if (e->pos == 'v' && !clause_above(f, c))
            by_order(f, c, !(e->flags & CUE_BELIEVE));
    }
}

/* ---- "Khan: the talks failed" ------------------------------------------------------------------------------------ */

enum { MAX_COLON_SPEAKER = 6 };

/* The head of [first, end) where it can be a speaker: no verb in it, and outside titles a name in capitals. NONE else.
 */
static uint32_t colon_speaker(const struct doc *d, uint32_t first, uint32_t end, bool title)
{
    uint32_t head = NONE;
    for (uint32_t t = first; t < end; t++) {
        const struct tok *k = &d->tok.v[t];
        if (k->upos == UPOS_VERB || k->upos == UPOS_AUX || k->upos == UPOS_NUM || k->upos == UPOS_ADV ||
            k->upos == UPOS_PRON)
            return NONE;
        if (!title && k->upos != UPOS_PROPN && !tok_is_punct(d, t) && k->upos != UPOS_NOUN)
            return NONE;
        if ((k->upos == UPOS_PROPN || k->upos == UPOS_NOUN) && (k->head == NONE || k->head < first || k->head >= end))
            head = t;
    }
    return head != NONE && (title || d->tok.v[head].upos == UPOS_PROPN) ? head : NONE;
}

void colons_find(struct finder *f)
{
    struct doc *d = f->d;
    for (uint32_t i = 0; i < d->sent.n; i++) {
        const struct sent *s = &d->sent.v[i];
        bool opens = i == 0 || d->sent.v[i - 1].block != s->block, title = s->kind == SENT_TITLE;
        uint32_t colon = s->first_tok;
        if (!opens || (!title && s->kind != SENT_BODY))
            continue;
        while (colon < s->end_tok && colon - s->first_tok <= MAX_COLON_SPEAKER && !tok_is(d, colon, ":"))
            colon++;
        if (colon == s->first_tok || colon + 3 >= s->end_tok || !tok_is(d, colon, ":"))
            continue;
        uint32_t who = colon_speaker(d, s->first_tok, colon, title), end = s->end_tok;
        for (uint32_t k = i; k < d->sent.n && d->sent.v[k].block == s->block; k++)
            end = d->sent.v[k].end_tok;
        if (who == NONE || f->quote_of[colon] != NONE || quoted_between(f, s->first_tok, colon))
            continue;
        struct tok_range r = {colon + 1, end};
        bool direct = f->quote_of[r.first] != NONE && f->quote.v[f->quote_of[r.first]].range.end + 1 >= end;
        if (direct)
            continue; /* direct_find takes it */
        struct span *part = arena_alloc(d->arena, sizeof *part);
        *part = range_span(d, r);
        struct draft draft = draft_of(f, title ? QUOTE_INDIRECT : QUOTE_DIRECT, part, 1);
        draft.s.first_sent = i;
        draft.s.last_sent = d->tok.v[end - 1].sent;
        draft.last_block = s->block;
        draft.s.cue = range_span(d, (struct tok_range){colon, colon + 1});
        draft.s.cue_tok = colon;
        draft.s.rule = STR("statement: colon");
        use_quotes(f, r);
        speaker_fill(f, &draft, who, (struct tok_range){colon, end});
        *array_add(d->scratch, &f->draft) = draft;
    }
}
