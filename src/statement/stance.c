/* How a speaker stands to those spoken of or to: from the act that the cue names ("accused India of", "thanked
 * Moscow"), and from the speaker's own acts in what is said ("we support Pakistan"). Runs when the events are there, so
 * that both tell the same. */
#include "statement/statement_int.h"

#include "record/names.h"

enum { MAX_STANCES = 8 };

struct stances {
    struct doc *d;
    struct statement *s;
    struct stance v[MAX_STANCES];
    uint32_t n;
};

struct by_sentence { /* events, by the sentence of each */
    uint32_t *first, *next;
};

static uint32_t entity_of(const struct doc *d, uint32_t mention)
{
    return mention == NONE ? NONE : d->mention.v[mention].entity;
}

static bool same_actor(const struct doc *d, uint32_t a, uint32_t b)
{
    return a != NONE && b != NONE &&
           (entity_of(d, a) == entity_of(d, b) ||
            (*d->mention.v[a].actor.code && strcmp(d->mention.v[a].actor.code, d->mention.v[b].actor.code) == 0));
}

/* The speaker, "we" in the speaker's mouth, or the state that the speaker speaks for. */
static bool is_speakers(const struct stances *w, uint32_t mention)
{
    const struct doc *d = w->d;
    uint32_t speaker = w->s->speaker_mention;
    if (mention == NONE || speaker == NONE || same_actor(d, mention, speaker))
        return mention != NONE && speaker != NONE;
    struct str code = str_of(d->mention.v[mention].actor.code);
    uint32_t head = d->mention.v[mention].head_tok;
    bool we = tok_is(d, head, "we") || tok_is(d, head, "I");
    return (we && w->s->kind == QUOTE_DIRECT) || (code.n && str_starts(str_of(d->mention.v[speaker].actor.code), code));
}

static void add(struct stances *w, uint32_t mention, enum stance_kind kind)
{
    if (mention == NONE || kind == STANCE_NONE || !*w->d->mention.v[mention].actor.code ||
        same_actor(w->d, mention, w->s->speaker_mention))
        return;
    for (uint32_t i = 0; i < w->n; i++)
        if (same_actor(w->d, w->v[i].mention, mention) &&
            (w->v[i].kind == kind || w->v[i].sign == stance_kind_sign(kind)))
            return;
    if (w->n < MAX_STANCES)
        w->v[w->n++] = (struct stance){mention, stance_kind_sign(kind), kind};
}

static enum stance_kind kind_of_event(const struct event *e)
{
    static const struct {
        const char *cameo; /* its beginning */
        enum stance_kind kind;
    } by_code[] = {
        {"054", STANCE_THANKS}, {"055", STANCE_APOLOGIZES}, {"111", STANCE_CRITICIZES}, {"10", STANCE_DEMANDS}};
    static const enum stance_kind by_type[] = {
        [EV_AGREE] = STANCE_AGREES,       [EV_SUPPORT] = STANCE_SUPPORTS, [EV_CONCEDE] = STANCE_AGREES,
        [EV_COOPERATE] = STANCE_SUPPORTS, [EV_AID] = STANCE_SUPPORTS,     [EV_REQUEST] = STANCE_ASKS,
        [EV_ACCUSE] = STANCE_ACCUSES,     [EV_REJECT] = STANCE_REJECTS,   [EV_THREATEN] = STANCE_THREATENS,
        [EV_PROTEST] = STANCE_OPPOSES,    [EV_SANCTION] = STANCE_OPPOSES, [EV_COERCE] = STANCE_OPPOSES,
        [EV_ASSAULT] = STANCE_OPPOSES};
    for (size_t i = 0; i < sizeof by_code / sizeof *by_code; i++)
        if (str_starts(str_of(e->cameo), str_of(by_code[i].cameo)))
            return by_code[i].kind;
    return (size_t)e->type < sizeof by_type / sizeof *by_type ? by_type[e->type] : STANCE_NONE;
}

static bool within(const struct statement *s, struct span t)
{
    for (uint32_t i = 0; i < s->n_parts; i++)
        if (t.start >= s->part[i].start && t.end <= s->part[i].end)
            return true;
    return false;
}

/* The speaker's own acts in a sentence: the one that the cue names, and those that the speaker tells of or announces.
 */
static void from_sentence(struct stances *w, const struct by_sentence *of, uint32_t sent)
{
    const struct statement *s = w->s;
    for (uint32_t i = of->first[sent]; i != NONE; i = of->next[i]) {
        const struct event *e = &w->d->event.v[i];
        bool cue = e->trigger_tok == s->cue_tok;
        if ((!cue && !within(s, e->trigger)) || !is_speakers(w, e->source_mention))
            continue;
        if (e->status == EST_DENIED || e->status == EST_HYPOTHETICAL || e->status == EST_SPECULATED)
            continue;
        add(w, e->target_mention, kind_of_event(e));
    }
}

static void from_events(struct stances *w, const struct by_sentence *of)
{
    uint32_t cue_sent = w->s->cue_tok == NONE ? NONE : w->d->tok.v[w->s->cue_tok].sent;
    if (cue_sent != NONE && (cue_sent < w->s->first_sent || cue_sent > w->s->last_sent))
        from_sentence(w, of, cue_sent);
    for (uint32_t i = w->s->first_sent; i <= w->s->last_sent; i++)
        from_sentence(w, of, i);
}

/* "the attack on Ganja": where it was, or who suffered it, is not whom one blames. */
static bool is_circumstance_of(const struct doc *d, uint32_t head)
{
    static const char *const word[] = {"on", "in", "at", "against", "near", "over"};
    uint32_t preposition = tok_child(d, head, REL_CASE);
    for (size_t i = 0; preposition != NONE && i < sizeof word / sizeof *word; i++)
        if (tok_is(d, preposition, word[i]))
            return true;
    return false;
}

/* The first actor that what is said names in [first, end). */
static uint32_t named_in(const struct stances *w, uint32_t first, uint32_t end)
{
    const struct doc *d = w->d;
    for (uint32_t t = first; t < end; t++)
        for (uint32_t m = within(w->s, d->tok.v[t].span) ? d->tok.v[t].mention : NONE; m != NONE;
             m = d->mention.v[m].next_same_head)
            if (*d->mention.v[m].actor.code && !d->mention.v[m].is_place && !is_circumstance_of(d, t) &&
                !same_actor(d, m, w->s->speaker_mention))
                return m;
    return NONE;
}

static uint32_t first_named(const struct stances *w)
{
    const struct doc *d = w->d;
    return named_in(w, d->sent.v[w->s->first_sent].first_tok, d->sent.v[w->s->last_sent].end_tok);
}

/* What the cue itself says: to whom one turns ("warned Moscow"), else of what ("criticised the Turkish raid"). */
static void from_cue(struct stances *w)
{
    const struct statement *s = w->s;
    enum stance_kind kind = s->cue_stance;
    bool turns_to = kind == STANCE_WARNS || kind == STANCE_THREATENS || kind == STANCE_PROMISES ||
                    kind == STANCE_OFFERS || kind == STANCE_DEMANDS || kind == STANCE_ASKS;
    if (kind == STANCE_NONE || s->speaker_mention == NONE)
        return;
    if (turns_to || (!s->topic && kind != STANCE_DENIES))
        add(w, s->addressee_mention, kind);
    if (s->topic || kind == STANCE_DENIES)
        add(w, first_named(w), kind);
}

static struct by_sentence events_by_sentence(const struct doc *d)
{
    struct by_sentence of = {arena_alloc(d->scratch, (d->sent.n + 1) * sizeof *of.first),
                             arena_alloc(d->scratch, (d->event.n + 1) * sizeof *of.next)};
    for (uint32_t i = 0; i < d->sent.n; i++)
        of.first[i] = NONE;
    for (uint32_t i = d->event.n; i-- > 0;) {
        of.next[i] = of.first[d->event.v[i].sent];
        of.first[d->event.v[i].sent] = i;
    }
    return of;
}

/* "We thank Moscow", "I condemn the raid": verbs of the lexicon inside a quotation, with its speaker as subject. */
static void from_words(struct stances *w, const struct finder *f)
{
    const struct doc *d = w->d;
    if (w->s->kind == QUOTE_INDIRECT)
        return;
    for (uint32_t t = d->sent.v[w->s->first_sent].first_tok; t < d->sent.v[w->s->last_sent].end_tok; t++) {
        if (d->tok.v[t].upos != UPOS_VERB || !within(w->s, d->tok.v[t].span))
            continue;
        uint32_t end, entry = cue_entry_at(f, t, &end), object = tok_child(d, t, REL_OBJ);
        enum stance_kind kind = entry == NONE ? STANCE_NONE : f->r->entry.v[entry].kind;
        uint32_t who = kind == STANCE_NONE || object == NONE ? NONE : cue_subject(d, t);
        if (who == NONE || !(tok_is(d, who, "we") || tok_is(d, who, "I")))
            continue;
        uint32_t first, behind;
        doc_subtree(d, object, &first, &behind);
        add(w, named_in(w, first, behind), kind);
    }
}

static void keep(struct stances *w)
{
    struct stance *kept = arena_alloc(w->d->arena, w->n * sizeof *kept);
    memcpy(kept, w->v, w->n * sizeof *kept);
    w->s->stance_to = kept;
    w->s->n_stances = w->n;
}

/* What a statement inside this one says of the same speaker: "Lavrov said Russia supported Armenia". */
static void from_inner(struct stances *w, uint32_t i)
{
    for (uint32_t k = i + 1; k < w->d->statement.n; k++) {
        const struct statement *inner = &w->d->statement.v[k];
        if (inner->content.start >= w->s->content.end)
            break;
        for (uint32_t n = 0; n < inner->n_stances && is_speakers(w, inner->speaker_mention); n++)
            add(w, inner->stance_to[n].mention, inner->stance_to[n].kind);
    }
}

void statement_judge(const struct reporting *r, struct doc *d)
{
    const struct finder f = {.r = r, .d = d};
    const struct by_sentence of = events_by_sentence(d);
    for (uint32_t i = d->statement.n; i-- > 0;) { /* the inner ones first */
        struct stances w = {.d = d, .s = &d->statement.v[i]};
        if (w.s->speaker_mention == NONE)
            continue;
        from_cue(&w);
        from_words(&w, &f);
        from_events(&w, &of);
        from_inner(&w, i);
        if (w.n)
            keep(&w);
    }
}
