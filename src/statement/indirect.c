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

void use_quotes(struct finder *f, struct tok_range r)
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

static bool marked_by_that(const struct doc *d, uint32_t clause)
{
    for (uint32_t c = tok_first_child(d, clause); c != NONE; c = tok_next(d, c))
        if (d->tok.v[c].deprel == REL_MARK && tok_is(d, c, "that"))
            return true;
    return false;
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

/* "Khan denied that his army attacked and claimed that …", "Khan said it was late, and Modi agreed that …": a further
 * cue that hangs on the content by mistake, with its own clause. Gives where the content ends. */
static uint32_t before_further_cue(struct finder *f, const struct cue *c, struct tok_range r)
{
    const struct doc *d = f->d;
    const struct tok *content = &d->tok.v[c->content_tok];
    for (uint32_t i = cue_first_from(f, c->content_tok + 1); i < f->cue.n && f->cue.v[i].tok < r.end; i++) {
        struct cue *k = &f->cue.v[i];
        uint32_t conjunction = tok_child(d, k->tok, REL_CC), subject = tok_child(d, k->tok, REL_NSUBJ);
        if (d->tok.v[k->tok].head != c->content_tok || d->tok.v[k->tok].deprel != REL_CONJ || conjunction == NONE ||
            d->tok.v[k->tok].xpos != d->tok.v[c->tok].xpos || conjunction <= c->content_tok)
            continue;
        bool own = subject != NONE && subject > conjunction, comma = tok_is(d, conjunction - 1, ",");
        bool parallel = content->xpos != d->tok.v[k->tok].xpos && k->content_tok != NONE;
        if (own ? !comma || marked_by_that(d, c->content_tok) : !parallel)
            continue;
        if (!own)
            k->speaker_tok = c->speaker_tok;
        return conjunction;
    }
    return r.end;
}

/* "…, citing a spokesman": whom the speaker leans on is no part of what is said. */
static uint32_t before_citation(const struct finder *f, struct tok_range r)
{
    for (uint32_t i = cue_first_from(f, r.first); i < f->cue.n && f->cue.v[i].tok < r.end; i++)
        if (cue_quotes_others(f->d, f->cue.v[i].tok) && f->cue.v[i].tok > r.first + 1 &&
            tok_is(f->d, f->cue.v[i].tok - 1, ",") && f->d->tok.v[f->cue.v[i].tok].xpos == XPOS_VBG)
            return f->cue.v[i].tok;
    return r.end;
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
        if (c->content_tok > c->tok) {
            r.first = c->range.end;
            for (uint32_t t = r.first; f->r->entry.v[c->entry].pos == 'n' && t < c->content_tok; t++)
                if (tok_is(d, t, "that") && d->tok.v[t].head == c->content_tok) /* "the view of Japan is that …" */
                    r.first = t;
        } else
            r.end = c->range.first;
    }
    const struct sent *s = &d->sent.v[d->tok.v[c->tok].sent];
    struct tok_range who = c->speaker_tok != NONE ? subtree(d, c->speaker_tok) : (struct tok_range){r.end, r.end};
    if (who.first > r.first && who.end == r.end && who.end == c->range.first)
        r.end = who.first; /* "…, Khan said" with Khan hung on what is said */
    if (r.end <= c->range.first && c->speaker_tok != NONE && r.end <= c->speaker_tok &&
        !quoted_between(f, s->first_tok, r.first)) {
        r.first = s->first_tok; /* all that stands before "…, Khan said" is said */
        while (r.first < r.end && d->tok.v[r.first].flags & TOK_DATELINE)
            r.first++;
    }
    uint32_t stray = cue_stray_subject(d, c->tok);
    if (r.first > c->tok && stray != NONE && c->speaker_tok != stray) { /* "The French, he told them, wanted change" */
        add_around(f, c, (struct tok_range){subtree(d, stray).first, r.end},
                   (struct tok_range){subtree(d, stray).end, r.first});
        return;
    }
    if (r.first > c->tok) {
        r.end = before_further_cue(f, c, r);
        r.end = before_citation(f, r);
    }
    add_around(f, c, r, (struct tok_range){r.end, r.end});
}

/* "…, Khan said, …": the cue is thrown into the clause above it. */
static bool clause_above(struct finder *f, struct cue *c)
{
    const struct doc *d = f->d;
    uint32_t head = d->tok.v[c->tok].head;
    if (head == NONE || f->quote_of[head] != NONE || head == c->speaker_tok)
        return false;
    if (f->r->entry.v[c->entry].flags & CUE_BELIEVE && tok_child(d, c->tok, REL_OBJ) != NONE)
        return false; /* "we do not trust words, we trust inspections" */
    bool as = false;
    for (uint32_t m = tok_first_child(d, c->tok); m != NONE; m = tok_next(d, m))
        as |= d->tok.v[m].deprel == REL_MARK && tok_is(d, m, "as");
    if (as && f->r->entry.v[c->entry].flags & CUE_GOES_ON)
        return false; /* "as Mali continues on its path": nobody speaks */
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

/* "it is early to talk about", "this explains": nobody speaks. */
static bool is_empty(const struct doc *d, uint32_t tok)
{
    static const char *const word[] = {"it", "this", "that", "which", "what", "there"};
    for (size_t i = 0; i < sizeof word / sizeof *word && d->tok.v[tok].mention == NONE; i++)
        if (tok_is(d, tok, word[i]))
            return true;
    return false;
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
    if (c->speaker_tok == NONE || r.first >= r.end || f->quote_of[r.first] != NONE || is_empty(d, c->speaker_tok))
        return;
    bool mixed;
    r = with_quotes(f, r, &mixed);
    add_draft(f, c, &r, 1, mixed);
    f->draft.v[f->draft.n - 1].s.topic = true;
}

/* "the paper said, citing an officer": the officer is behind what the paper says. */
static bool source_behind(struct finder *f, struct cue *c)
{
    uint32_t above = f->d->tok.v[c->tok].head;
    for (uint32_t i = f->draft.n; i-- > 0 && above != NONE;) {
        if (f->draft.v[i].s.cue_tok != above)
            continue;
        struct draft draft = f->draft.v[i];
        draft.s.speaker_mention = draft.s.addressee_mention = NONE;
        draft.s.venue = draft.s.via = draft.s.date = SPAN_NONE;
        draft_set_cue(f, &draft, c, c->speaker_tok);
        if (draft.s.source_span.start >= f->draft.v[i].s.content.end ||
            draft.s.source_span.end <= f->draft.v[i].s.content.start)
            *array_add(f->d->scratch, &f->draft) = draft;
        return true;
    }
    return false;
}

/* "'…,' Khan told Modi, according to a friend": the quotation is Khan's all the same. */
static void leave_quotes(struct finder *f, struct tok_range all, uint32_t before)
{
    for (uint32_t t = all.first; t < all.end && t < before; t++) {
        if (f->quote_of[t] == NONE)
            continue;
        struct quote *q = &f->quote.v[f->quote_of[t]];
        uint32_t i = cue_first_from(f, q->range.end);
        if (q->closed && i < f->cue.n && f->cue.v[i].tok < before && f->r->entry.v[f->cue.v[i].entry].pos == 'v' &&
            f->cue.v[i].speaker_tok != NONE)
            q->used = false;
        t = q->range.end - 1;
    }
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
    if (add_around(f, c, all, own))
        leave_quotes(f, all, c->range.first);
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

/* "…, as the press had predicted" */
static bool foretold_around(struct finder *f, struct cue *c)
{
    struct tok_range r, none;
    if (!compared_find(f, c, &r))
        return false;
    none = (struct tok_range){r.end, r.end};
    if (add_around(f, c, r, none))
        f->draft.v[f->draft.n - 1].s.topic = true;
    return true;
}

void indirect_find(struct finder *f)
{
    for (uint32_t i = 0; i < f->cue.n; i++) {
        struct cue *c = &f->cue.v[i];
        const struct cue_entry *e = &f->r->entry.v[c->entry];
        if (foretold_around(f, c))
            continue;
        if (e->pos == 'p') {
            if (f->d->tok.v[c->tok].xpos != XPOS_VBG || !source_behind(f, c))
                phrase(f, c);
        } else if (c->content_tok != NONE)
            clause_below(f, c);
        else if (c->object_tok != NONE)
            judgement(f, c);
        else if (c->topic_tok != NONE)
            topic(f, c);
        else if (e->pos == 'v' && !clause_above(f, c))
            by_order(f, c, !(e->flags & CUE_BELIEVE) && f->d->tok.v[c->tok].xpos != XPOS_VBG);
    }
}
