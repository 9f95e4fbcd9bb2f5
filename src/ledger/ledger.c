#include "ledger/ledger.h"

#include "ledger/ledger_int.h"

#include <math.h>

/* ---- what the sentence speaks of ---------------------------------------------------------------------------- */

static uint32_t content_of(const struct match *m)
{
    for (uint32_t i = 0; i < m->n_fillers; i++)
        if (m->filler[i].role == ROLE_C)
            return m->filler[i].tok;
    return NONE;
}

/* "duty-bound": no "bound". */
static bool ends_compound(const struct sentence *s, uint32_t tok)
{
    const struct tok *t = s->d->tok.v;
    return tok > s->ms.first_tok + 1 && str_is(tok_str(s->d, tok - 1), "-") &&
           t[tok - 1].span.end == t[tok].span.start && t[tok - 2].span.end == t[tok - 1].span.start;
}

/* "joined NATO in condemning", "in partnership with Peru": no joining, no partnership, but the manner of an act. */
static bool is_manner(const struct sentence *s, const struct match *m)
{
    const struct doc *d = s->d;
    uint32_t anchor = m->anchor_tok;
    if (d->tok.v[anchor].upos == UPOS_NOUN) {
        uint32_t preposition = tok_child(d, anchor, REL_CASE);
        return preposition != NONE && str_eq_nocase(tok_str(d, preposition), STR("in")) &&
               tok_child(d, anchor, REL_DET) == NONE && tok_child(d, anchor, REL_NMOD_POSS) == NONE;
    }
    for (uint32_t c = tok_first_child(d, anchor); c != NONE && m->entry->ledger.kind == LEDGER_MEMBERSHIP;
         c = tok_next(d, c)) {
        uint32_t mark = tok_child(d, c, REL_MARK);
        if (mark == NONE)
            mark = tok_child(d, c, REL_CASE);
        if (c > anchor && d->tok.v[c].xpos == XPOS_VBG && mark != NONE && str_eq_nocase(tok_str(d, mark), STR("in")))
            return true;
    }
    return false;
}

/* The best opening and obstacle at each word, and all that tells of one. */
static void collect(struct sentence *s)
{
    enum { MAX = 12 };
    struct match *found = arena_alloc(s->d->scratch, MAX * sizeof *found);
    for (uint32_t t = s->ms.first_tok; t < s->ms.end_tok; t++) {
        if (s->d->tok.v[t].deprel == REL_AMOD && s->d->tok.v[t].xpos == XPOS_VBG) /* "promising prospects" */
            continue;
        if (ends_compound(s, t))
            continue;
        uint32_t n = match_ledger_at(&s->ms, t, found, MAX);
        bool seen[3] = {false};
        for (uint32_t i = 0; i < n; i++) {
            const struct ledger_rule *r = &found[i].entry->ledger;
            int which = r->kind != LEDGER_NONE ? 0 : r->obstacle.n ? 2 : 1;
            if (seen[which] && which != 1) /* which of several tells depends on what is told of */
                continue;
            seen[which] = true;
            if (which == 0 && is_manner(s, &found[i]))
                continue;
            struct claim *c = which == 0   ? array_add(s->d->scratch, &s->open)
                              : which == 1 ? array_add(s->d->scratch, &s->tell)
                                           : array_add(s->d->scratch, &s->obstacle);
            *c = (struct claim){found[i], content_of(&found[i]), NONE, NONE, false};
        }
    }
}

/* "the truth about the deal": of what is said of the truth nothing is said of the deal. */
static bool is_about(const struct sentence *s, uint32_t noun)
{
    uint32_t preposition = tok_child(s->d, noun, REL_CASE), head = s->d->tok.v[noun].head;
    bool talks = class_has(&s->ms, STR("talks"), head) || class_has(&s->ms, STR("agreement"), head) ||
                 class_has(&s->ms, STR("proposing"), head);
    return s->d->tok.v[noun].deprel == REL_NMOD && preposition != NONE && !talks &&
           !str_eq_nocase(tok_str(s->d, preposition), STR("of"));
}

/* "talks on a deal", "a draft of the treaty": from the filler of a slot down to the noun that opens a matter. */
static bool reaches(const struct sentence *s, uint32_t from, uint32_t anchor)
{
    const struct doc *d = s->d;
    enum { STEPS = 3 };
    for (unsigned i = 0; i <= STEPS && anchor != NONE; i++, anchor = d->tok.v[anchor].head) {
        if (anchor == from)
            return true;
        enum deprel rel = (enum deprel)d->tok.v[anchor].deprel;
        if ((rel != REL_NMOD && rel != REL_CONJ && rel != REL_OBL && rel != REL_OBJ && rel != REL_COMPOUND) ||
            is_about(s, anchor))
            return false;
    }
    return false;
}

static bool is_time(const struct sentence *s, uint32_t tok)
{
    for (uint32_t i = 0; i < s->n_timex; i++)
        if (tok >= s->timex[i].first_tok && tok < s->timex[i].end_tok)
            return true;
    return false;
}

/* "The pact was signed on 10 May": what was signed is the pact, not the day. */
static void mend_times(struct sentence *s)
{
    for (uint32_t i = 0; i < s->tell.n; i++) {
        struct claim *t = &s->tell.v[i];
        if (t->content_tok == NONE || !is_time(s, t->content_tok))
            continue;
        uint32_t object = tok_child(s->d, t->match.anchor_tok, REL_OBJ);
        t->content_tok = object != NONE ? object : tok_child(s->d, t->match.anchor_tok, REL_NSUBJ_PASS);
    }
}

/* Which claim tells the stage of which opening, and which tells of a delay: of several the surest. */
static void tie(struct sentence *s)
{
    for (uint32_t i = 0; i < s->tell.n; i++) {
        struct claim *t = &s->tell.v[i];
        for (uint32_t k = 0; k < s->open.n && t->content_tok != NONE; k++) {
            struct claim *o = &s->open.v[k];
            enum ledger_kind kind = o->match.entry->ledger.kind;
            const struct ledger_rule *r = &t->match.entry->ledger;
            bool talks = o->match.entry->ledger.stage == STAGE_NEGOTIATING && r->stage == STAGE_SIGNED;
            if (talks || !(r->delay ? kind == LEDGER_DEAL : stage_fits(kind, r->stage)) ||
                !reaches(s, t->content_tok, o->match.anchor_tok))
                continue;
            uint32_t *by = r->delay ? &o->delayer : &o->teller;
            if (*by == NONE || s->tell.v[*by].match.score < t->match.score)
                *by = i;
        }
    }
}

/* A plan or hope whose content is a matter of its own ("plans to sign the arms deal") is that matter at an early stage.
 */
static bool is_only_frame(const struct sentence *s, const struct claim *o)
{
    enum ledger_kind kind = o->match.entry->ledger.kind;
    if ((kind != LEDGER_PLAN && kind != LEDGER_PLEDGE) || o->content_tok == NONE)
        return false;
    for (uint32_t i = 0; i < s->open.n; i++) {
        const struct claim *other = &s->open.v[i];
        enum ledger_kind of = other->match.entry->ledger.kind;
        if (other == o || (of != LEDGER_DEAL && of != LEDGER_MEMBERSHIP))
            continue;
        uint32_t head = other->teller != NONE ? s->tell.v[other->teller].match.anchor_tok : other->match.anchor_tok;
        if (head == o->content_tok || other->match.anchor_tok == o->content_tok)
            return true;
    }
    return false;
}

/* ---- one claim ---------------------------------------------------------------------------------------------- */

static bool is_opinion(const struct doc *d)
{
    return d->genre == GENRE_OPINION;
}

/* "One cannot help but wonder whether ...": whoever writes. */
static bool is_writer(const struct doc *d, uint32_t mention)
{
    return mention != NONE && !d->mention.v[mention].actor.code[0] &&
           str_eq_nocase(doc_slice(d, d->mention.v[mention].span), STR("one"));
}

#define CERTAINTY_OF_A_GUESS 0.3f

/* "the smiles of the envoys show that ...", "their planned union" inside what somebody foretells: the writer holds it
 * so, no source does. */
static bool is_held_by_writer(const struct sentence *s, const struct match *m)
{
    uint32_t i = s->statement_of[m->anchor_tok];
    if (i == NONE || s->d->statement.v[i].kind == QUOTE_DIRECT)
        return false;
    const struct statement *q = &s->d->statement.v[i];
    if (m->entry->ledger.itself && is_named_as_known(s->d, m->anchor_tok))
        return true;
    bool actor = q->speaker_mention != NONE && s->d->mention.v[q->speaker_mention].actor.code[0];
    bool here =
        q->cue_tok >= s->ms.first_tok && q->cue_tok < s->ms.end_tok; /* a quotation may begin sentences before */
    return !actor && here && class_has(&s->ms, STR("evincing"), q->cue_tok);
}

/* As in event/: the writer's guesses, plans and characterisations; a plain past act is a report there as anywhere. */
static bool is_authors(const struct sentence *s, const struct ledger_entry *e, const struct match *m,
                       const struct word_standing *st)
{
    const struct tok *anchor = &s->d->tok.v[m->anchor_tok];
    bool past = anchor->upos == UPOS_VERB && (anchor->xpos == XPOS_VBD || anchor->xpos == XPOS_VBN);
    return is_opinion(s->d) && (st->status != EST_ASSERTED || e->kind == LEDGER_PREDICTION || !past);
}

enum speaker_kind speaker_kind_at(const struct sentence *s, uint32_t tok, uint32_t speaker)
{
    uint32_t i = s->statement_of[tok];
    bool his = i != NONE && speaker != NONE && s->d->statement.v[i].speaker_mention == speaker;
    return his ? s->d->statement.v[i].speaker_kind : SPEAKER_NONE;
}

static void take_standing(const struct sentence *s, struct ledger_entry *e, const struct word_standing *st,
                          const struct match *m)
{
    const struct ledger_rule *r = &m->entry->ledger;
    bool held = is_held_by_writer(s, m);
    e->voice = held ? VOICE_REPORTER : st->voice;
    e->says_mention = e->voice == VOICE_REPORTER ? NONE : st->speaker_mention;
    if (is_writer(s->d, e->says_mention)) {
        e->voice = VOICE_AUTHOR;
        e->says_mention = NONE;
    }
    if (e->voice == VOICE_REPORTER && is_authors(s, e, m, st))
        e->voice = VOICE_AUTHOR;
    e->says_kind = speaker_kind_at(s, m->anchor_tok, e->says_mention);
    bool known = held && r->itself; /* "their planned union" is taken as given, however unsure what is said of it */
    float certainty = known ? 1 : (st->factuality + 3) / 6;
    certainty = certainty < 0 ? 0 : certainty > 1 ? 1 : certainty;
    e->certainty = isnan(r->certainty) ? certainty : r->certainty;
    bool doubtful = st->status == EST_HYPOTHETICAL || st->status == EST_SPECULATED;
    if (doubtful && !known && e->certainty > CERTAINTY_OF_A_GUESS)
        e->certainty = CERTAINTY_OF_A_GUESS;
}

void claim_take_due(const struct sentence *s, struct ledger_entry *e, uint32_t tok, const struct word_standing *st)
{
    uint32_t i = event_word_date(&s->ms, tok, s->timex, s->n_timex);
    bool to_come = st->status != EST_ASSERTED || st->time == TIME_FUTURE || e->is_delayed ||
                   e->kind == LEDGER_PREDICTION || e->kind == LEDGER_PLEDGE || e->kind == LEDGER_PLAN;
    if (i == NONE || !to_come || s->timex[i].future.to == DAY_NONE)
        return;
    if (s->d->date != DAY_NONE && s->timex[i].future.to < s->d->date)
        return;
    e->due = s->timex[i].future;
    e->due_span = s->timex[i].span;
    if (e->is_delayed)
        e->delay.until = e->due;
}

/* "if the sanctions are lifted" */
void claim_take_condition(const struct sentence *s, struct ledger_entry *e, uint32_t verb)
{
    static const char *const marks[] = {"if", "unless", "provided", "once"};
    const struct doc *d = s->d;
    for (uint32_t c = tok_first_child(d, verb); c != NONE; c = tok_next(d, c)) {
        uint32_t mark = d->tok.v[c].deprel == REL_ADVCL ? tok_child(d, c, REL_MARK) : NONE;
        for (size_t i = 0; mark != NONE && i < sizeof marks / sizeof marks[0]; i++)
            if (str_eq_nocase(tok_str(d, mark), str_of(marks[i]))) {
                uint32_t first, end;
                doc_subtree(d, c, &first, &end);
                e->condition = (struct span){d->tok.v[first].span.start, d->tok.v[end - 1].span.end};
            }
    }
}

static void take_obstacles(struct sentence *s, struct ledger_entry *e)
{
    if (e->kind != LEDGER_DEAL && e->kind != LEDGER_MEMBERSHIP)
        return;
    for (uint32_t i = 0; i < s->obstacle.n && e->n_obstacles < MAX_OBSTACLES; i++) {
        struct claim *c = &s->obstacle.v[i];
        struct word_standing st = event_word_standing(&s->ms, s->statement_of, c->match.anchor_tok, NONE);
        uint32_t first, end;
        doc_subtree(s->d, c->match.anchor_tok, &first, &end);
        bool writer = is_writer(s->d, st.speaker_mention), guess = is_opinion(s->d) && st.voice == VOICE_REPORTER;
        e->obstacle[e->n_obstacles++] =
            (struct ledger_obstacle){c->match.entry->ledger.obstacle,
                                     {s->d->tok.v[first].span.start, s->d->tok.v[end - 1].span.end},
                                     st.voice == VOICE_REPORTER || writer ? NONE : st.speaker_mention,
                                     guess || writer ? VOICE_AUTHOR : st.voice,
                                     c->match.entry->rule};
    }
}

static void take_outcome(struct ledger_entry *e)
{
    if (e->stage == STAGE_DELIVERED || e->stage == STAGE_DONE)
        e->outcome = OUTCOME_KEPT;
    else if (e->stage == STAGE_CANCELLED)
        e->outcome = OUTCOME_CANCELLED;
    else if (e->stage == STAGE_DROPPED)
        e->outcome = e->kind == LEDGER_PLEDGE ? OUTCOME_BROKEN : OUTCOME_CANCELLED;
}

struct ledger_entry claim_begin(const struct sentence *s, const struct claim *o)
{
    return (struct ledger_entry){.sent = s->sent,
                                 .kind = o->match.entry->ledger.kind,
                                 .subject = o->match.entry->ledger.subject,
                                 .matter = SPAN_NONE,
                                 .condition = SPAN_NONE,
                                 .due = DATE_RANGE_NONE,
                                 .due_span = SPAN_NONE,
                                 .says_mention = NONE,
                                 .delay = {DAY_NONE, DATE_RANGE_NONE, DATE_RANGE_NONE},
                                 .checkable = true,
                                 .sign = (int8_t)(o->match.entry->ledger.negative ? -1 : 1),
                                 .rule = o->match.entry->rule,
                                 .word_tok = o->match.anchor_tok,
                                 .confidence = 1};
}

/* The writer's own "will" is a forecast, whatever it is about. */
static bool is_forecast(const struct sentence *s, const struct ledger_entry *e, const struct match *m)
{
    return e->voice == VOICE_AUTHOR && e->kind != LEDGER_PREDICTION && e->kind != LEDGER_PLAN &&
           has_will(s->d, m->anchor_tok);
}

/* "flew in to sign the pact", "after they sign it": a purpose, or a time to come, told in a clause beside. */
static bool is_yet_to_be(const struct doc *d, uint32_t verb)
{
    static const char *const marks[] = {"after", "once", "when", "until", "before"};
    const struct tok *tok = &d->tok.v[verb];
    bool step = tok->deprel == REL_ACL && d->tok.v[tok->head].upos == UPOS_NOUN &&
                tok_child(d, tok->head, REL_AMOD) == NONE; /* "steps to join", not "the first state to join" */
    if ((tok->deprel != REL_ADVCL && !step) || (tok->xpos != XPOS_VB && tok->xpos != XPOS_VBP && tok->xpos != XPOS_VBZ))
        return false;
    for (uint32_t c = tok_first_child(d, verb); c != NONE && c < verb; c = tok_next(d, c)) {
        if (d->tok.v[c].xpos == XPOS_TO)
            return true;
        if (d->tok.v[c].deprel == REL_AUX)
            return false;
        for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
            if (d->tok.v[c].upos != UPOS_VERB && str_eq_nocase(tok_str(d, c), str_of(marks[i])))
                return true;
    }
    return false;
}

static bool is_infinitive(const struct doc *d, uint32_t tok)
{
    for (uint32_t c = tok_first_child(d, tok); c != NONE && c < tok; c = tok_next(d, c))
        if (d->tok.v[c].xpos == XPOS_TO)
            return true;
    return false;
}

/* "before the deal was reached": it was, later. */
static bool was_by_then(const struct doc *d, uint32_t verb)
{
    uint32_t mark = tok_child(d, verb, REL_MARK), aux = tok_child(d, verb, REL_AUX_PASS);
    uint8_t xpos = d->tok.v[aux != NONE ? aux : verb].xpos;
    return d->tok.v[verb].deprel == REL_ADVCL && xpos == XPOS_VBD && mark != NONE &&
           (str_eq_nocase(tok_str(d, mark), STR("before")) || str_eq_nocase(tok_str(d, mark), STR("until")));
}

struct word_standing claim_standing(const struct sentence *s, const struct match *m)
{
    uint32_t support = NONE;
    for (uint32_t i = 0; i < m->n_words; i++)
        if (m->word_tok[i] == s->d->tok.v[m->anchor_tok].head)
            support = m->word_tok[i];
    struct word_standing st = event_word_standing(&s->ms, s->statement_of, m->anchor_tok, support);
    if (st.status != EST_DENIED && was_by_then(s->d, support != NONE ? support : m->anchor_tok)) {
        st.status = EST_ASSERTED;
        st.time = TIME_PAST;
    }
    if (st.status == EST_ASSERTED && is_yet_to_be(s->d, support != NONE ? support : m->anchor_tok))
        st.status = EST_PLANNED;
    bool joins = m->entry->ledger.kind == LEDGER_MEMBERSHIP; /* who hopes to join has not applied */
    bool known = m->entry->ledger.kind != LEDGER_MEMBERSHIP && is_named_as_known(s->d, m->anchor_tok);
    if (joins && s->d->tok.v[m->anchor_tok].upos == UPOS_NOUN && is_infinitive(s->d, m->anchor_tok))
        st.status = EST_REQUESTED; /* "for Peru to be a member" */
    uint32_t head = s->d->tok.v[m->anchor_tok].head;
    if (joins && head != NONE && class_has(&s->ms, STR("discussing"), head)) /* "considered joining" */
        st.status = EST_REQUESTED;
    known |= class_has(&s->ms, STR("partaking"), m->anchor_tok); /* "we support Oman's participation": it is so */
    if (!known && (st.status == EST_ASSERTED || st.status == EST_SPECULATED || (joins && st.status == EST_PLANNED))) {
        enum event_status wished = wished_status(s, m->anchor_tok);
        bool more = st.status != EST_SPECULATED || wished == EST_HYPOTHETICAL;
        st.status = wished == EST_ASSERTED || !more ? st.status : wished;
    }
    if (st.status == EST_ASSERTED && is_supposed(s, m->anchor_tok))
        st.status = EST_HYPOTHETICAL;
    if (st.status == EST_HYPOTHETICAL && st.voice == VOICE_REPORTER && s->d->genre == GENRE_OPINION)
        st.status = EST_SPECULATED; /* "the prize would be if Peru sold tanks to Chile": its author's guess */
    return st;
}

bool has_child_of(const struct sentence *s, uint32_t tok, enum deprel rel, const char *word_class)
{
    for (uint32_t c = tok_first_child(s->d, tok); c != NONE; c = tok_next(s->d, c))
        if (s->d->tok.v[c].deprel == rel && class_has(&s->ms, str_of(word_class), c))
            return true;
    return false;
}

/* Stage, due date, condition, certainty and voice by the words that tell of it (m); false: the text says nothing that
 * has a place in the ledger. otherwise: the stage where they say none. */
bool claim_tell(const struct sentence *s, struct ledger_entry *e, const struct match *m, enum ledger_stage otherwise)
{
    const struct ledger_rule *r = &m->entry->ledger;
    struct word_standing st = claim_standing(s, m);
    e->stage = stage_as_told(e->kind, r->stage != STAGE_NONE ? r->stage : otherwise, &st);
    if (r->kind == LEDGER_DEAL && is_named_as_known(s->d, m->anchor_tok) && st.status != EST_DENIED)
        e->stage = r->stage; /* it is there, whatever will be done with it */
    if (r->delay) {
        e->stage = otherwise;
        e->is_delayed = st.status == EST_ASSERTED;
        e->delay.day = s->d->date;
    }
    take_standing(s, e, &st, m);
    claim_take_due(s, e, m->anchor_tok, &st);
    claim_take_condition(s, e, m->anchor_tok);
    if (is_forecast(s, e, m)) {
        e->kind = LEDGER_PREDICTION;
        e->stage = STAGE_NONE;
    }
    take_outcome(e);
    if (r->outcome != OUTCOME_OPEN && e->stage == r->stage)
        e->outcome = r->outcome;
    if (e->outcome == OUTCOME_KEPT && has_child_of(s, m->anchor_tok, REL_ADVMOD, "partly")) { /* "partly kept" */
        e->outcome = OUTCOME_PARTLY;
        e->stage = STAGE_UNDER_WAY;
    }
    return e->kind == LEDGER_PREDICTION || e->stage != STAGE_NONE;
}

static struct str two_rules(const struct sentence *s, struct str a, struct str b)
{
    return str_format(s->d->arena, "%.*s; %.*s", STR_ARG(a), STR_ARG(b));
}

/* "the need for a pact", "support for Mali's membership": a noun of what is only wished for. */
static bool is_name_of_matter(const struct sentence *s, const struct claim *o)
{
    enum ledger_kind kind = o->match.entry->ledger.kind;
    return (kind == LEDGER_DEAL || kind == LEDGER_MEMBERSHIP) && s->d->tok.v[o->match.anchor_tok].upos != UPOS_VERB;
}

/* "any deal that we might reach": of none in particular. */
static bool is_any(const struct sentence *s, uint32_t noun)
{
    uint32_t determiner = tok_child(s->d, noun, REL_DET);
    return determiner != NONE && class_has(&s->ms, STR("any"), determiner);
}

/* "the pact that they negotiated": it is there. */
static bool was_negotiated(const struct doc *d, uint32_t verb)
{
    const struct tok *tok = &d->tok.v[verb];
    return (tok->deprel == REL_ACL || tok->deprel == REL_ACL_RELCL) &&
           (tok->xpos == XPOS_VBD || tok->xpos == XPOS_VBN) && tok_child(d, verb, REL_AUX) == NONE;
}

/* "discuss the pact with Peru", "if they carry out their pact": known, whatever is said or wished of it. */
static bool is_only_spoken_of(const struct sentence *s, const struct claim *o, const struct claim *t)
{
    enum ledger_stage told = t->match.entry->ledger.stage;
    if (o->match.entry->ledger.kind != LEDGER_DEAL)
        return false;
    if (told == STAGE_NEGOTIATING && was_negotiated(s->d, t->match.anchor_tok))
        return true;
    if (!is_named_as_known(s->d, o->match.anchor_tok))
        return false;
    enum event_status status = claim_standing(s, &t->match).status;
    bool so = status == EST_ASSERTED || status == EST_PLANNED || status == EST_DENIED;
    return class_has(&s->ms, STR("discussing"), t->match.anchor_tok) || (!so && told > STAGE_SIGNED);
}

/* By the claim that tells its stage, and the one that tells of a delay; else by its own words. */
static bool tell_opening(const struct sentence *s, struct ledger_entry *e, const struct claim *o)
{
    const struct claim *t = o->teller == NONE ? NULL : &s->tell.v[o->teller];
    const struct claim *late = o->delayer == NONE ? NULL : &s->tell.v[o->delayer];
    enum ledger_stage own = o->match.entry->ledger.stage;
    if (late && e->kind == LEDGER_DEAL && own == STAGE_AGREED) /* what is put off was not concluded, unless told so */
        own = STAGE_NEGOTIATING;
    bool told = true;
    if (t) {
        told = claim_tell(s, e, &t->match, own);
        e->rule = two_rules(s, e->rule, t->match.entry->rule);
    }
    if (late) {
        told = claim_tell(s, e, &late->match, told && t ? e->stage : own);
        e->rule = two_rules(s, e->rule, late->match.entry->rule);
    }
    if (t && e->stage != own && is_only_spoken_of(s, o, t)) {
        e->stage = own;
        told = true;
    }
    if (t || late)
        return told;
    for (uint32_t c = tok_first_child(s->d, o->match.anchor_tok); c != NONE; c = tok_next(s->d, c))
        if (e->kind == LEDGER_DEAL && s->d->tok.v[c].deprel == REL_AMOD && class_has(&s->ms, STR("prospective"), c))
            return false;
    enum event_status status = claim_standing(s, &o->match).status;
    bool denied = e->kind == LEDGER_DEAL && status == EST_DENIED;
    bool wished = (status == EST_REQUESTED || status == EST_HYPOTHETICAL) && is_name_of_matter(s, o);
    return !denied && !wished &&
           claim_tell(s, e, &o->match, own); /* "the pact will be no threat": its name alone ends nothing */
}

/* ---- all claims --------------------------------------------------------------------------------------------- */

/* "the Global Plan of Action", "the Alliance of Civilizations": a name's own word. */
static bool is_of_name(const struct sentence *s, uint32_t tok)
{
    const struct doc *d = s->d;
    bool follows = tok > s->ms.first_tok + 1 && is_capital(d, tok) && is_capital(d, tok - 1);
    return is_actor(d, tok) || (d->tok.v[tok].upos != UPOS_VERB && follows && d->tok.v[tok - 1].mention == NONE);
}

/* "is scheduled to be discussed": whoever undergoes it plans nothing. "do what he promised": not told what. */
static bool is_undergone(const struct doc *d, const struct claim *o)
{
    const struct tok *content = &d->tok.v[o->content_tok];
    bool passive = tok_child(d, o->content_tok, REL_AUX_PASS) != NONE;
    return (passive && content->deprel == REL_XCOMP) ||
           (content->upos == UPOS_VERB && d->tok.v[o->match.anchor_tok].head == o->content_tok);
}

/* "his proposals would reward firms for an increase": a phrase of another word's, not what is proposed. */
static bool is_of_another(const struct doc *d, uint32_t anchor, uint32_t content)
{
    const struct tok *tok = &d->tok.v[content], *noun = &d->tok.v[anchor];
    bool nominal = tok->deprel == REL_NMOD || tok->deprel == REL_OBL;
    bool given =
        tok->deprel == REL_OBL && noun->deprel == REL_OBJ && tok->head == noun->head; /* "put a proposal for" */
    if (tok->deprel == REL_ACL && noun->upos == UPOS_VERB &&
        tok->head > anchor) { /* "committed to a vote for him to stay" */
        enum deprel rel = (enum deprel)d->tok.v[tok->head].deprel;
        return rel == REL_NMOD || d->tok.v[tok->head].head != anchor;
    }
    return nominal && noun->upos == UPOS_NOUN && tok->head != anchor && !given;
}

/* What stands between the word that tells of a deed and the deed: "committed a billion to help them", "agreed to the
 * return of the judges to try them", "a commitment of troops to free them"; NONE. */
static uint32_t given_for(const struct doc *d, uint32_t anchor, uint32_t content)
{
    uint32_t given = NONE;
    for (uint32_t c = tok_first_child(d, anchor); c != NONE && c < content; c = tok_next(d, c)) {
        uint32_t preposition = tok_child(d, c, REL_CASE);
        const char *own = d->tok.v[c].deprel == REL_OBL ? "to" : d->tok.v[c].deprel == REL_NMOD ? "of" : NULL;
        bool fits = own && preposition != NONE && str_eq_nocase(tok_str(d, preposition), str_of(own));
        bool thing = d->tok.v[c].upos == UPOS_NOUN || d->tok.v[c].upos == UPOS_PROPN || d->tok.v[c].upos == UPOS_NUM ||
                     d->tok.v[c].upos == UPOS_SYM;
        if (c > anchor && thing && !is_actor(d, c) && (d->tok.v[c].deprel == REL_OBJ || fits))
            given = c;
    }
    return given;
}

static void add_intent(struct sentence *s, const struct claim *o)
{
    struct ledger_entry e = claim_begin(s, o);
    const struct ledger_rule *r = &o->match.entry->ledger;
    if (o->content_tok == NONE ? !r->itself : s->d->tok.v[o->content_tok].upos == UPOS_PRON)
        return;
    if (o->content_tok != NONE && is_actor(s->d, o->content_tok))
        return;
    bool name = o->content_tok != NONE && s->d->tok.v[o->content_tok].upos == UPOS_PROPN;
    if (o->content_tok != NONE &&
        (is_undergone(s->d, o) || (name && !class_has(&s->ms, STR("partnership"), o->content_tok))))
        return; /* "I promised Andrei" */
    if (is_meant_for(s, o->match.anchor_tok) || is_of_nobody(s, &o->match, o->content_tok) ||
        (o->content_tok != NONE && is_of_another(s->d, o->match.anchor_tok, o->content_tok)))
        return;
    if (is_question_inside(s->d, o->match.anchor_tok, o->content_tok) || is_of_name(s, o->match.anchor_tok))
        return;
    if (e.kind == LEDGER_PLEDGE && o->content_tok != NONE && s->d->tok.v[o->content_tok].deprel == REL_CCOMP &&
        !is_to_come(s, o->content_tok)) /* "I promise you that is so" */
        return;
    (void)parties_add(s, &e, &o->match, r);
    uint32_t lacking = lacking_of_clause(s, o->match.anchor_tok, o->content_tok);
    if (lacking != NONE)
        matter_of_lacking(s, lacking, o->content_tok, &e);
    else if (o->content_tok != NONE && o->content_tok == s->d->tok.v[o->match.anchor_tok].head)
        matter_of_noun(s, o->content_tok, &e); /* "the talks that Peru plans" */
    else if (o->content_tok != NONE)
        matter_of_clause(s, o->content_tok, &e);
    else
        matter_of_noun(s, o->match.anchor_tok, &e);
    uint32_t given = o->content_tok == NONE ? NONE : given_for(s->d, o->match.anchor_tok, o->content_tok);
    if (given != NONE)
        matter_add_subject(s, given, &e);
    if (!r->itself && (!matter_names_something(s, e.matter) || !matter_is_solid(s, e.matter, o->match.anchor_tok)))
        return;
    e.checkable =
        !o->match.entry->ledger.vague && (o->content_tok == NONE || !class_has(&s->ms, STR("vague"), o->content_tok));
    bool told = tell_opening(s, &e, o);
    if (!told && r->itself && claim_standing(s, &o->match).status != EST_DENIED) { /* "planned" is its own word */
        e.stage = r->stage;
        told = true;
    }
    if (!span_given(e.due_span) && o->content_tok != NONE)
        claim_take_due(s, &e, o->content_tok, &(struct word_standing){.status = EST_PLANNED});
    e.sign = sign_of_clause(s, o->content_tok);
    if (told && parties_suffice(s->d, &e))
        *array_add(s->d->arena, &s->d->ledger) = e;
}

/* "the long-awaited S-400 deal": what it is about, where the entry does not say. */
static void take_subject(const struct sentence *s, struct ledger_entry *e)
{
    static const struct {
        const char *cls, *subject;
    } about[] = {{"armsgoods", "arms"}, {"energygoods", "energy"}, {"loanword", "loan"}, {"tradeword", "trade"}};
    if (!str_is(e->subject, "agreement"))
        return;
    for (uint32_t t = s->ms.first_tok; t < s->ms.end_tok; t++)
        for (size_t i = 0; i < sizeof about / sizeof about[0]; i++)
            if (s->d->tok.v[t].span.start >= e->matter.start && s->d->tok.v[t].span.end <= e->matter.end &&
                class_has(&s->ms, str_of(about[i].cls), t))
                e->subject = str_of(about[i].subject);
}

/* "Peru secured an agreement among the factions": whose deal it is the text says, and they are none that we know. */
static bool is_between_others(const struct sentence *s, const struct match *m)
{
    const struct doc *d = s->d;
    for (uint32_t c = tok_first_child(d, m->anchor_tok); c != NONE; c = tok_next(d, c)) {
        uint32_t preposition = d->tok.v[c].deprel == REL_NMOD ? tok_child(d, c, REL_CASE) : NONE, first, end;
        if (preposition == NONE || !class_has(&s->ms, STR("between"), preposition))
            continue;
        bool known = false;
        doc_subtree(d, c, &first, &end);
        for (uint32_t t = first; t < end && !known; t++)
            known = names_party(d, d->tok.v[t].mention);
        if (!known)
            return true;
    }
    return false;
}

/* "its accession in 2001": with a date that is past, and cannot be one to come. */
static bool is_of_past(const struct sentence *s, uint32_t noun)
{
    uint32_t first, end;
    doc_subtree(s->d, noun, &first, &end);
    for (uint32_t i = 0; i < s->n_timex; i++) {
        const struct timex *t = &s->timex[i];
        bool inside = t->first_tok > noun && t->first_tok <= end + 1 && s->d->tok.v[noun].upos != UPOS_VERB;
        if (inside && t->past.to != DAY_NONE && (t->future.to == DAY_NONE || t->future.to < s->d->date))
            return true;
    }
    return false;
}

/* "we welcome the accession of Chad" */
static bool is_greeted(const struct sentence *s, uint32_t noun)
{
    const struct tok *tok = &s->d->tok.v[noun];
    return tok->upos == UPOS_NOUN && tok->deprel == REL_OBJ && class_has(&s->ms, STR("greeting"), tok->head);
}

static void add_matter(struct sentence *s, struct claim *o)
{
    struct ledger_entry e = claim_begin(s, o);
    uint32_t noun = o->match.anchor_tok;
    if (e.kind == LEDGER_DEAL && (is_actor(s->d, noun) || is_shared_view(s, noun)))
        return;
    struct claim *teller[] = {o->teller == NONE ? NULL : &s->tell.v[o->teller],
                              o->delayer == NONE ? NULL : &s->tell.v[o->delayer]};
    bool sides = parties_add(s, &e, &o->match, &o->match.entry->ledger); /* "with A and B" alone lacks who with them */
    unsigned own = parties_count(s->d, &e);
    for (int i = 0; i < 2; i++)
        if (teller[i])
            sides |= parties_add(s, &e, &teller[i]->match, &teller[i]->match.entry->ledger);
    matter_of_noun(s, o->content_tok != NONE ? o->content_tok : o->match.anchor_tok, &e);
    take_subject(s, &e);
    bool many = o->teller != NONE && teller[0]->match.entry->ledger.stage == STAGE_RATIFIED && !own;
    bool vague = !sides || many /* "Chile and Peru ratified the treaty": with others */ ||
                 is_between_others(s, &o->match) || is_any(s, o->match.anchor_tok);
    if ((e.kind == LEDGER_DEAL && vague) || !parties_suffice(s->d, &e) || !tell_opening(s, &e, o))
        return;
    for (int i = 0; i < 2; i++)
        if (teller[i])
            teller[i]->used = true;
    bool entering = e.stage == STAGE_ACCEDING && o->match.entry->ledger.stage == STAGE_ACCEDING;
    if (entering && (is_of_past(s, o->match.anchor_tok) || is_greeted(s, o->match.anchor_tok)))
        e.stage = STAGE_MEMBER;
    take_obstacles(s, &e);
    *array_add(s->d->arena, &s->d->ledger) = e;
}

/* The last deal or membership before, at most so many sentences back. */
static uint32_t last_matter(const struct sentence *s)
{
    enum { BACK = 4 };
    for (uint32_t i = s->d->ledger.n; i-- > 0 && s->d->ledger.v[i].sent + BACK >= s->sent;)
        if (s->d->ledger.v[i].kind == LEDGER_DEAL)
            return i;
    return NONE;
}

/* Does another reading of the word tell of an entry already? */
static bool is_used(const struct sentence *s, uint32_t anchor)
{
    for (uint32_t i = 0; i < s->tell.n; i++)
        if (s->tell.v[i].used && s->tell.v[i].match.anchor_tok == anchor)
            return true;
    return false;
}

/* "The contract will be signed in May": told of the deal that was spoken of before. */
static void add_further(struct sentence *s, struct claim *t)
{
    uint32_t noun = t->content_tok, last = last_matter(s);
    if (t->used || is_used(s, t->match.anchor_tok) || noun == NONE || last == NONE ||
        !class_has(&s->ms, STR("agreement"), noun))
        return;
    uint32_t determiner = tok_child(s->d, noun, REL_DET);
    if (determiner == NONE || !(str_eq_nocase(tok_str(s->d, determiner), STR("the")) ||
                                str_eq_nocase(tok_str(s->d, determiner), STR("this"))))
        return;
    if (is_capital(s->d, noun)) /* another, with a name of its own */
        return;
    enum event_status status = claim_standing(s, &t->match).status;
    if (status == EST_REQUESTED || status == EST_HYPOTHETICAL) /* "it is important to carry out the agreement" */
        return;
    const struct ledger_entry *before = &s->d->ledger.v[last];
    const struct ledger_rule *r = &t->match.entry->ledger;
    if (!r->delay && !stage_fits(before->kind, r->stage))
        return;
    struct ledger_entry e = *before;
    e.sent = s->sent;
    e.rule = t->match.entry->rule;
    e.word_tok = t->match.anchor_tok;
    e.n_obstacles = 0;
    e.is_delayed = false;
    e.outcome = OUTCOME_OPEN;
    e.due = DATE_RANGE_NONE;
    e.due_span = e.condition = SPAN_NONE;
    if (!claim_tell(s, &e, &t->match, before->stage))
        return;
    t->used = true;
    take_obstacles(s, &e);
    *array_add(s->d->arena, &s->d->ledger) = e;
}

/* "Will he speak to them --": the helping verb stands before the subject, with nothing but a speaker's sign ahead. */
static bool begins_inverted(const struct sentence *s)
{
    const struct doc *d = s->d;
    enum { SIGN = 1 };
    for (uint32_t t = s->ms.first_tok; t < s->ms.end_tok && t <= s->ms.first_tok + SIGN; t++) {
        const struct tok *tok = &d->tok.v[t];
        bool helps = tok->upos == UPOS_AUX && (tok->deprel == REL_AUX || tok->deprel == REL_COP) && tok->head != NONE;
        uint32_t subject = helps ? tok_child(d, tok->head, REL_NSUBJ) : NONE;
        if (subject != NONE && subject > t)
            return true;
        if (!str_is(tok_str(d, t), "Q"))
            return false;
    }
    return false;
}

/* Who asks claims nothing. */
static bool is_question(const struct sentence *s)
{
    if (begins_inverted(s) || is_inverted(s))
        return true;
    for (uint32_t t = s->ms.end_tok; t > s->ms.first_tok && t + 2 >= s->ms.end_tok; t--)
        if (str_is(tok_str(s->d, t - 1), "?"))
            return true;
    return false;
}

static void find_in_sentence(struct sentence *s)
{
    if (is_question(s))
        return;
    uint32_t first = s->d->ledger.n;
    collect(s);
    if (s->open.n || s->tell.n)
        s->n_timex = timex_find(s->d, s->sent, s->timex, MAX_LEDGER_TIMEX);
    mend_times(s);
    tie(s);
    for (uint32_t i = 0; i < s->open.n; i++) {
        struct claim *o = &s->open.v[i];
        if (is_only_frame(s, o))
            continue;
        switch (o->match.entry->ledger.kind) {
        case LEDGER_PREDICTION:
            foretold_add(s, o);
            break;
        case LEDGER_DEAL:
        case LEDGER_MEMBERSHIP:
            add_matter(s, o);
            break;
        default:
            add_intent(s, o);
        }
    }
    for (uint32_t i = 0; i < s->tell.n; i++)
        add_further(s, &s->tell.v[i]);
    intended_add(s, first);
}

enum status ledger_find(const struct codebook *c, struct doc *d, struct fault *f)
{
    const uint32_t *statement_of = statements_by_tok(d);
    uint32_t event = 0;
    for (uint32_t i = 0; i < d->sent.n; i++) {
        if (d->sent.v[i].kind == SENT_BOILERPLATE || d->sent.v[i].kind == SENT_CAPTION)
            continue;
        struct arena_mark mark = arena_mark(d->scratch);
        while (event < d->event.n && d->event.v[event].sent < i)
            event++;
        struct sentence s = {.d = d, .sent = i, .first_event = event, .statement_of = statement_of};
        match_begin(c, d, i, &s.ms);
        find_in_sentence(&s);
        arena_rewind(d->scratch, mark);
        if (arena_over_limit(d->arena))
            return fault_set(f, ST_LIMIT, "document %.*s: more memory than the limit in the ledger of sentence %u",
                             STR_ARG(d->id), i);
    }
    return OK;
}
