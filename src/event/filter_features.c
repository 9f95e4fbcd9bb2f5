/* What speaks for and against an event: what it is, how its words hang in the sentence, what else the sentence tells,
 * who its parties are and how they hang on it. */
#include "event/classify_int.h"
#include "event/filter_int.h"
#include "record/names.h"

enum { MAX_STEPS = 40 };

/* An event with what its features are drawn from. */
struct seen {
    const struct doc *d;
    const struct event *e;
    uint32_t event, first, end; /* the events of its sentence: [first, end) */
    const struct sent *sent;
    struct str type, deprel;
    uint32_t depth, clauses; /* steps from the trigger to the root; how many of them leave a clause */
};

static struct str deprel(const struct doc *d, uint32_t tok)
{
    return str_of(deprel_name(d->tok.v[tok].deprel));
}

static struct str upos(const struct doc *d, uint32_t tok)
{
    return str_of(upos_name(d->tok.v[tok].upos));
}

/* ---- the act ------------------------------------------------------------------------------------------------ */

static void act_features(const struct seen *s, struct features *fs)
{
    const struct event *e = s->e;
    const struct tok *trigger = &s->d->tok.v[e->trigger_tok];
    struct str status = str_of(event_status_name(e->status)), pos = upos(s->d, e->trigger_tok);
    FEATURE(fs, 1, STR("type="), s->type);
    FEATURE(fs, 1, STR("status="), status);
    FEATURE(fs, 1, STR("type="), s->type, STR(" "), status);
    FEATURE(fs, 1, STR("voice="), str_of(voice_name(e->voice)));
    FEATURE(fs, 1, STR("time="), e->time == TIME_NONE ? STR("-") : str_of(event_time_name(e->time)));
    FEATURE(fs, 1, STR("word="), trigger->lemma, STR(" "), s->type);
    FEATURE(fs, 1, STR("word is "), pos);
    FEATURE(fs, 1, STR("word is "), pos, STR(" "), s->deprel);
    FEATURE(fs, 1, STR("word as "), s->deprel);
    FEATURE(fs, 1, STR("guesses="), STEP((uint32_t)(e->guesses + 0.5f), "<1", "<2", "<3", "<4"));
    if (str_starts(e->rule, STR("intention ")))
        FEATURE(fs, 1, STR("intention"));
    if (trigger->head != NONE) {
        FEATURE(fs, 1, STR("below "), deprel(s->d, trigger->head));
        FEATURE(fs, 1, STR("below "), upos(s->d, trigger->head), STR(" as "), s->deprel);
    }
    FEATURE(fs, 1, STR("depth="), STEP(s->depth, "<1", "<2", "<3", "<4", "<5"));
    FEATURE(fs, 1, STR("clauses above="), STEP(s->clauses, "<1", "<2", "<3"));
    FEATURE(fs, 1, STR("length="), STEP(s->sent->end_tok - s->sent->first_tok, "<9", "<15", "<21", "<29", "<41"));
    FEATURE(fs, 1, STR("word at="), STEP(e->trigger_tok - s->sent->first_tok, "<4", "<8", "<13", "<21"));
}

/* ---- the other acts of the sentence ------------------------------------------------------------------------- */

static void content_features(const struct seen *s, struct features *fs)
{
    const struct event *e = s->e;
    if (e->content_of_event == NONE) {
        FEATURE(fs, 1, STR("no content"));
    } else {
        const struct event *act = &s->d->event.v[e->content_of_event];
        FEATURE(fs, 1, STR("content"));
        FEATURE(fs, 1, STR("content as "), s->deprel);
        FEATURE(fs, 1, filter_is_matter(s->d, s->event) ? STR("matter of=") : STR("content of="),
                str_of(event_type_name(act->type)));
        if (act->source_mention == e->source_mention)
            FEATURE(fs, 1, STR("content by its source"));
        if (act->target_mention != NONE && act->target_mention == e->source_mention)
            FEATURE(fs, 1, STR("content by its target"));
    }
    for (uint32_t i = s->first; i < s->end; i++)
        if (s->d->event.v[i].content_of_event == s->event)
            FEATURE(fs, 1, STR("has content"));
}

/* The nearest act whose word governs this one's. */
static void above_features(const struct seen *s, struct features *fs)
{
    const struct doc *d = s->d;
    uint32_t tok = d->tok.v[s->e->trigger_tok].head;
    for (uint32_t steps = 0; tok != NONE && steps < MAX_STEPS; tok = d->tok.v[tok].head, steps++)
        for (uint32_t i = s->first; i < s->end; i++)
            if (d->event.v[i].trigger_tok == tok) {
                FEATURE(fs, 1, STR("under an act"));
                FEATURE(fs, 1, STR("under="), str_of(event_type_name(d->event.v[i].type)));
                FEATURE(fs, 1, STR("under an act as "), s->deprel);
                FEATURE(fs, 1, STR("under an act by="), STEP(steps, "<1", "<2", "<3"));
                return;
            }
    FEATURE(fs, 1, STR("under no act"));
}

static void rank_features(const struct seen *s, struct features *fs)
{
    const struct doc *d = s->d;
    uint32_t n_acts = 0, n_before = 0, n_rows = 0;
    bool highest = true, highest_clause = true;
    for (uint32_t i = s->first; i < s->end; i++) {
        const struct event *o = &d->event.v[i];
        uint32_t clauses, depth = feature_depth(d, o->trigger_tok, &clauses);
        bool again = false; /* a word that was counted */
        for (uint32_t k = s->first; k < i; k++)
            again |= d->event.v[k].trigger_tok == o->trigger_tok;
        n_acts += !again;
        n_before += !again && o->trigger_tok < s->e->trigger_tok;
        n_rows += filter_same_act(s->e, o);
        highest &= s->depth <= depth;
        highest_clause &= s->clauses <= clauses;
    }
    FEATURE(fs, 1, STR("acts="), STEP(n_acts, "<2", "<3", "<4"));
    FEATURE(fs, 1, STR("acts before="), STEP(n_before, "<1", "<2", "<3"));
    FEATURE(fs, 1, STR("rows="), STEP(n_rows, "<2", "<3", "<4"));
    FEATURE(fs, 1, highest ? STR("highest") : STR("lower"));
    FEATURE(fs, 1, highest_clause ? STR("highest clause") : STR("lower clause"));
    if (filter_is_mutual(d, s->event)) {
        FEATURE(fs, 1, STR("mutual"));
        FEATURE(fs, 1, STR("mutual "), s->type);
    }
}

static void statement_features(const struct seen *s, struct features *fs)
{
    uint32_t i, end;
    for (doc_statements_at(s->d, s->e->trigger.start, &i, &end); i < end; i++) {
        const struct statement *q = &s->d->statement.v[i];
        if (s->e->trigger.start < q->content.start || s->e->trigger.start >= q->content.end)
            continue;
        FEATURE(fs, 1, STR("said "), str_of(quote_kind_name(q->kind)));
        if (q->speaker_mention != NONE && q->speaker_mention == s->e->source_mention)
            FEATURE(fs, 1, STR("said by the source"));
    }
}

/* ---- the parties -------------------------------------------------------------------------------------------- */

enum { MAX_WAY = 5 };

/* The relations from the party up to where the two ways meet, then down to the word: "nsubj ^ xcomp". */
static void way_features(const struct seen *s, struct str side, uint32_t party, struct features *fs)
{
    const struct doc *d = s->d;
    uint32_t up[MAX_STEPS], down[MAX_STEPS], n_up = 0, n_down = 0;
    for (uint32_t t = party; t != NONE && n_up < MAX_STEPS; t = d->tok.v[t].head)
        up[n_up++] = t;
    for (uint32_t t = s->e->trigger_tok; t != NONE && n_down < MAX_STEPS; t = d->tok.v[t].head)
        down[n_down++] = t;
    while (n_up && n_down && up[n_up - 1] == down[n_down - 1])
        n_up--, n_down--;
    FEATURE(fs, 1, side, STR("steps="), STEP(n_up + n_down, "<1", "<2", "<3", "<4"));
    if (n_up + n_down > MAX_WAY)
        return;
    struct str piece[2 * MAX_WAY + 4];
    uint32_t n = 0;
    piece[n++] = side;
    piece[n++] = STR("way=");
    for (uint32_t i = 0; i < n_up; i++) {
        piece[n++] = deprel(d, up[i]);
        piece[n++] = STR(" ");
    }
    piece[n++] = STR("^");
    while (n_down > 0) {
        n_down--;
        piece[n++] = deprel(d, down[n_down]);
        if (n_down)
            piece[n++] = STR(" ");
    }
    features_add(fs, 1, piece, n);
}

static void party_features(const struct seen *s, struct str side, uint32_t mention, struct features *fs)
{
    const struct doc *d = s->d;
    if (mention == NONE) {
        FEATURE(fs, 1, side, STR("missing"));
        return;
    }
    const struct mention *m = &d->mention.v[mention];
    uint32_t head = m->head_tok, root = s->sent->root_tok, clauses;
    if (!m->actor.code[0])
        FEATURE(fs, 1, side, STR("nobody"));
    else if (m->actor.n_sectors)
        FEATURE(fs, 1, side, STR("sector="), str_of(m->actor.sector[m->actor.n_sectors - 1]));
    else
        FEATURE(fs, 1, side, STR("state"));
    FEATURE(fs, 1, side, STR("known by="), m->how == HOW_NONE ? STR("-") : str_of(how_name(m->how)));
    if (m->sent != s->e->sent)
        return;
    FEATURE(fs, 1, side, STR("is "), upos(d, head));
    FEATURE(fs, 1, side, STR("as "), deprel(d, head));
    way_features(s, side, head, fs);
    bool before = head < s->e->trigger_tok;
    uint32_t far = before ? s->e->trigger_tok - head : head - s->e->trigger_tok;
    FEATURE(fs, 1, side, before ? STR("before") : STR("behind"));
    FEATURE(fs, 1, side, STR("far="), STEP(far, "<2", "<3", "<5", "<9", "<13"));
    FEATURE(fs, 1, side, STR("at="), STEP(head - s->sent->first_tok, "<3", "<7", "<13", "<21"));
    FEATURE(fs, 1, side, STR("depth="), STEP(feature_depth(d, head, &clauses), "<1", "<2", "<3", "<4"));
    if (d->tok.v[head].head == root && (d->tok.v[head].deprel == REL_NSUBJ || d->tok.v[head].deprel == REL_NSUBJ_PASS))
        FEATURE(fs, 1, side, STR("main subject"));
}

void filter_features(const struct doc *d, uint32_t event, struct arena *names_arena, struct features *out)
{
    features_clear(out, names_arena);
    struct seen s = {.d = d, .e = &d->event.v[event], .event = event, .first = event, .end = event};
    while (s.first > 0 && d->event.v[s.first - 1].sent == s.e->sent)
        s.first--;
    while (s.end < d->event.n && d->event.v[s.end].sent == s.e->sent)
        s.end++;
    s.sent = &d->sent.v[s.e->sent];
    s.type = str_of(event_type_name(s.e->type));
    s.deprel = deprel(d, s.e->trigger_tok);
    s.depth = feature_depth(d, s.e->trigger_tok, &s.clauses);
    FEATURE(out, 1, STR("any"));
    act_features(&s, out);
    content_features(&s, out);
    above_features(&s, out);
    rank_features(&s, out);
    statement_features(&s, out);
    party_features(&s, STR("source "), s.e->source_mention, out);
    party_features(&s, STR("target "), s.e->target_mention, out);
    FEATURE(out, 1, s.e->source_mention == NONE ? STR("- > ") : STR("source > "),
            s.e->target_mention == NONE ? STR("-") : STR("target"));
}
