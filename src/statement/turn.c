/* Who speaks where a colon says so: "Khan: the talks failed" in titles, "MR. EARNEST: …" in transcripts, and the
 * "Q:" and "Answer:" of interviews. */
#include "statement/statement_int.h"

enum {
    MAX_COLON_SPEAKER = 6, /* words before the colon */
    LEAST_TURNS = 3,       /* from so many on the text is a record of speech: paragraphs between two turns belong to the
                              first */
    MAX_TURN_BLOCKS = 12
};

struct turn {
    uint32_t sent, colon, who; /* first sentence; the colon; head of the label */
    uint8_t class;             /* CLASS_ASKS, CLASS_ANSWERS or 0 */
    bool title;
};

struct turns {
    ARRAY_OF(struct turn) turn;
    uint32_t interviewee; /* token */
};

/* The head of [first, end) where it can be a speaker: no verb in it, and outside titles a name in capitals. NONE else.
 */
static uint32_t label_head(const struct doc *d, uint32_t first, uint32_t end, bool title)
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
    if (head == NONE || d->tok.v[head].upos == UPOS_PROPN)
        return head;
    return title && d->tok.v[head].mention != NONE ? head : NONE; /* "Minister: …", but not "Interview: …" */
}

static bool quoted(const struct finder *f, uint32_t from, uint32_t to)
{
    for (; from < to; from++)
        if (f->quote_of[from] != NONE)
            return true;
    return false;
}

/* Whether a paragraph's first sentence begins with a label and a colon. */
static bool turn_at(const struct finder *f, uint32_t i, struct turn *out)
{
    const struct doc *d = f->d;
    const struct sent *s = &d->sent.v[i];
    bool opens = i == 0 || d->sent.v[i - 1].block != s->block, title = s->kind == SENT_TITLE;
    uint32_t colon = s->first_tok;
    if (!opens || (!title && s->kind != SENT_BODY))
        return false;
    while (colon < s->end_tok && colon - s->first_tok <= MAX_COLON_SPEAKER && !tok_is(d, colon, ":"))
        colon++;
    if (colon == s->first_tok || colon >= s->end_tok || !tok_is(d, colon, ":"))
        return false;
    uint8_t class = reporting_class(f->r, tok_str(d, s->first_tok)) & (CLASS_ASKS | CLASS_ANSWERS);
    if (title || colon != s->first_tok + 1)
        class = 0;
    bool goes_on = i + 1 < d->sent.n && d->sent.v[i + 1].block == s->block; /* "MR. EARNEST: Hello. I have …" */
    if (!class && colon + 3 >= s->end_tok && (title || !goes_on))
        return false;
    uint32_t who = class ? s->first_tok : label_head(d, s->first_tok, colon, title);
    *out = (struct turn){i, colon, who, class, title};
    return who != NONE && f->quote_of[colon] == NONE && !quoted(f, s->first_tok, colon);
}

/* Who answers: the first person that the text before the first question speaks of; where that is an office of a state
 * ("an interview with the Cypriot energy minister"), whoever of it is named then. */
static uint32_t interviewee(const struct doc *d, uint32_t end)
{
    uint32_t office = NONE;
    for (uint32_t t = 0; t < end; t++)
        for (uint32_t i = d->tok.v[t].mention; i != NONE; i = d->mention.v[i].next_same_head) {
            const struct mention *m = &d->mention.v[i];
            if (!m->is_person || m->modifier || d->tok.v[t].upos == UPOS_PRON)
                continue;
            if (office == NONE && m->how == HOW_ROLE && m->actor.country[0])
                office = t;
            else if (office == NONE || (m->how != HOW_ROLE &&
                                        strcmp(m->actor.code, d->mention.v[d->tok.v[office].mention].actor.code) == 0))
                return t;
        }
    return office;
}

/* Behind the last token of turn k. */
static uint32_t turn_end(const struct finder *f, const struct turns *w, uint32_t k)
{
    const struct doc *d = f->d;
    const struct turn *t = &w->turn.v[k];
    uint32_t block = d->sent.v[t->sent].block, last = block;
    bool between = !t->title && w->turn.n >= LEAST_TURNS && k + 1 < w->turn.n;
    if (between && d->sent.v[w->turn.v[k + 1].sent].block - block <= MAX_TURN_BLOCKS)
        last = d->sent.v[w->turn.v[k + 1].sent].block - 1;
    uint32_t i = t->sent;
    while (i < d->sent.n && d->sent.v[i].block <= last &&
           (i == t->sent || d->sent.v[i].kind == d->sent.v[t->sent].kind))
        i++;
    return d->sent.v[i - 1].end_tok;
}

static void add_turn(struct finder *f, const struct turns *w, uint32_t k)
{
    struct doc *d = f->d;
    const struct turn *t = &w->turn.v[k];
    uint32_t end = turn_end(f, w, k);
    struct tok_range r = {t->colon + 1, end};
    if (r.first >= r.end || (f->quote_of[r.first] != NONE && f->quote.v[f->quote_of[r.first]].range.end + 1 >= end))
        return; /* nothing, or one quotation: direct_find takes it */
    struct span *part = arena_alloc(d->arena, sizeof *part);
    *part = range_span(d, r);
    struct draft draft = draft_of(f, t->title ? QUOTE_INDIRECT : QUOTE_DIRECT, part, 1);
    draft.s.first_sent = t->sent;
    draft.s.last_sent = d->tok.v[end - 1].sent;
    draft.last_block = d->sent.v[t->sent].block;
    draft.s.cue = range_span(d, (struct tok_range){t->colon, t->colon + 1});
    draft.s.cue_tok = t->colon;
    draft.s.rule = t->class ? STR("statement: interview") : STR("statement: colon");
    if (t->title)
        use_quotes(f, r);
    for (uint32_t i = r.first; i < r.end; i++)
        if (f->quote_of[i] != NONE)
            f->quote.v[f->quote_of[i]].in_turn = true;
    uint32_t who = t->class == CLASS_ANSWERS && w->interviewee != NONE ? w->interviewee : t->who;
    speaker_fill(f, &draft, who, (struct tok_range){t->colon, end});
    if (t->class == CLASS_ASKS)
        draft.s.speaker_kind = SPEAKER_MEDIA;
    *array_add(d->scratch, &f->draft) = draft;
}

void turns_find(struct finder *f)
{
    struct turns w = {.interviewee = NONE};
    struct turn t;
    for (uint32_t i = 0; i < f->d->sent.n; i++)
        if (turn_at(f, i, &t))
            *array_add(f->d->scratch, &w.turn) = t;
    for (uint32_t k = 0; k < w.turn.n; k++) {
        if (w.turn.v[k].class == CLASS_ANSWERS && w.interviewee == NONE)
            w.interviewee = interviewee(f->d, f->d->sent.v[w.turn.v[k > 0 ? k - 1 : 0].sent].first_tok);
        add_turn(f, &w, k);
    }
}
