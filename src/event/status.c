/* Status and voice, read off the trail of signatures that trail.c found on the way up from a word. */
#include "base/utf8.h"
#include "event/event_int.h"

/* Innermost first: what stands nearer the word wins, but a denial wins over plans ("will not sign"), a denied denial is
 * doubt, and doubt, a condition or a threat over a plan is that. */
static enum event_status combine(enum event_status now, enum event_status outer)
{
    if (now == EST_ASSERTED || outer == now)
        return outer == EST_DENIED && now == EST_DENIED ? EST_SPECULATED : outer;
    if (outer == EST_DENIED)
        return EST_DENIED;
    if (now == EST_PLANNED && outer != EST_REQUESTED)
        return outer;
    return now;
}

struct standing standing_of(const struct trail *t)
{
    struct standing st = {.status = EST_ASSERTED, .voice = VOICE_REPORTER, .speaker_mention = NONE};
    bool firm = false; /* what was found so far holds under a denial: "did not know that ..." */
    for (uint32_t i = 0; i < t->n; i++) {
        const struct signature *sig = &t->mark[i].sig;
        bool stands = firm && sig->status == EST_DENIED;
        if (sig->has_status && sig->status != EST_ASSERTED && !stands)
            st.status = combine(st.status, sig->status);
        if (sig->has_voice && st.voice == VOICE_REPORTER)
            st.voice = sig->voice;
        if (sig->has_status)
            firm = stands || (sig->firm && (t->mark[i].governs || sig->status != EST_ASSERTED));
        if (st.n_rules < 4)
            st.rule[st.n_rules++] = sig->rule;
    }
    if (t->is_question && (st.status == EST_ASSERTED || st.status == EST_PLANNED))
        st.status = EST_SPECULATED;
    return st;
}

/* The first token that begins at the byte or behind it. */
static uint32_t tok_from(const struct doc *d, uint32_t byte)
{
    uint32_t low = 0, high = d->tok.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (d->tok.v[middle].span.start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t content_size(const struct statement *q)
{
    return q->content.end - q->content.start;
}

uint32_t *statements_by_tok(const struct doc *d)
{
    uint32_t *by_tok = arena_alloc(d->scratch, (d->tok.n + 1) * sizeof *by_tok);
    memset(by_tok, 0xFF, (d->tok.n + 1) * sizeof *by_tok);
    for (uint32_t i = 0; i < d->statement.n; i++) {
        const struct statement *q = &d->statement.v[i];
        if (q->topic) /* "condemned the raid" claims no raid */
            continue;
        for (uint32_t p = 0; p < q->n_parts; p++)
            for (uint32_t t = tok_from(d, q->part[p].start); t < d->tok.n && d->tok.v[t].span.start < q->part[p].end;
                 t++)
                if (by_tok[t] == NONE || content_size(q) < content_size(&d->statement.v[by_tok[t]]))
                    by_tok[t] = i;
    }
    return by_tok;
}

void standing_voice(const struct doc *d, uint32_t statement, struct standing *st)
{
    if (statement == NONE)
        return;
    const struct statement *q = &d->statement.v[statement];
    st->voice = q->kind == QUOTE_INDIRECT ? VOICE_ATTRIBUTED : VOICE_QUOTED;
    st->speaker_mention = q->speaker_mention;
}

/* The finite verb whose tense holds for tok. */
static uint32_t finite_verb(const struct doc *d, uint32_t tok)
{
    for (unsigned steps = 0; tok != NONE && steps < 12; steps++, tok = d->tok.v[tok].head) {
        uint8_t x = d->tok.v[tok].xpos;
        if (x == XPOS_VBD || x == XPOS_VBZ || x == XPOS_VBP || x == XPOS_MD || tok_child(d, tok, REL_AUX) != NONE ||
            tok_child(d, tok, REL_AUX_PASS) != NONE || tok_child(d, tok, REL_COP) != NONE)
            return tok;
    }
    return NONE;
}

enum event_time time_of(const struct match_sent *s, uint32_t anchor, const struct standing *st)
{
    const struct doc *d = s->doc;
    if (st->status == EST_PLANNED || st->status == EST_REQUESTED || st->status == EST_THREATENED)
        return TIME_FUTURE;
    uint32_t verb = finite_verb(d, anchor);
    if (verb == NONE)
        return TIME_CURRENT;
    for (uint32_t c = tok_first_child(d, verb); c != NONE; c = tok_next(d, c)) {
        if (d->tok.v[c].deprel != REL_AUX)
            continue;
        if (d->tok.v[c].xpos == XPOS_VBD && str_eq_nocase(tok_str(d, c), STR("had")))
            return TIME_PAST; /* before what the text tells */
        if (d->tok.v[c].xpos == XPOS_MD && str_is(d->tok.v[c].lemma, "will"))
            return TIME_FUTURE;
    }
    return TIME_CURRENT;
}

enum event_status event_word_status(const struct codebook *c, const struct doc *d, uint32_t tok)
{
    struct match_sent s;
    match_begin(c, d, d->tok.v[tok].sent, &s);
    struct trail trail;
    trail_of(&s, tok, &TRAIL_OPTIONS_NONE, &trail);
    return standing_of(&trail).status;
}

struct word_standing event_word_standing(const struct match_sent *s, const uint32_t *statement_of, uint32_t tok,
                                         uint32_t support_tok)
{
    struct trail trail;
    struct trail_options options = TRAIL_OPTIONS_NONE;
    struct factuality measure;
    options.support_tok = support_tok;
    trail_of(s, tok, &options, &trail);
    struct standing st = standing_of(&trail);
    standing_voice(s->doc, statement_of[tok], &st);
    factuality_measure(s, tok, &trail, &measure);
    return (struct word_standing){st.status, time_of(s, tok, &st), st.voice, st.speaker_mention, measure.value};
}
