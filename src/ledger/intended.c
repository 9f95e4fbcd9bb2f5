/* "Kenya will send aid to Chad": event/ coded the saying (AGREE or THREATEN by intention) and the deed as its content.
 * Said by the one who will do it, it is a pledge or a threat; said by another, or the writer's own view, a forecast. */
#include "ledger/ledger_int.h"
#include "record/names.h"

static bool is_told_already(const struct sentence *s, uint32_t first_entry, uint32_t tok)
{
    const struct span *word = &s->d->tok.v[tok].span;
    for (uint32_t i = first_entry; i < s->d->ledger.n; i++) {
        const struct ledger_entry *e = &s->d->ledger.v[i];
        if (e->sent == s->sent && e->matter.start <= word->start && e->matter.end >= word->end)
            return true;
    }
    for (uint32_t i = 0; i < s->open.n; i++)
        for (uint32_t k = 0; k < s->open.v[i].match.n_words; k++)
            if (s->open.v[i].match.word_tok[k] == tok)
                return true;
    for (uint32_t i = 0; i < s->tell.n; i++)
        if (s->tell.v[i].match.anchor_tok == tok)
            return true;
    return false;
}

static bool is_somebody(const struct actor_code *a)
{
    return a->country[0] || actor_is_international(a);
}

static bool is_of_other(const struct doc *d, const struct event *e)
{
    return e->speaker_mention != NONE && is_somebody(&d->mention.v[e->speaker_mention].actor) &&
           d->mention.v[e->source_mention].actor.country[0] &&
           !str_eq(party_key(d, e->speaker_mention), party_key(d, e->source_mention));
}

/* "will send", "will go on sending": of the deed or of the verb that governs it. */
bool has_will(const struct doc *d, uint32_t verb)
{
    for (unsigned steps = 0; verb != NONE && steps < 2; steps++) {
        for (uint32_t c = tok_first_child(d, verb); c != NONE; c = tok_next(d, c))
            if (d->tok.v[c].deprel == REL_AUX &&
                (str_is(d->tok.v[c].lemma, "will") || str_is(d->tok.v[c].lemma, "shall")))
                return !str_eq_nocase(tok_str(d, c), STR("would")) && !str_eq_nocase(tok_str(d, c), STR("'d")) &&
                       !str_eq_nocase(tok_str(d, c), STR("should"));
        uint32_t governor = d->tok.v[verb].head;
        if (d->tok.v[verb].deprel != REL_XCOMP || tok_child(d, governor, REL_OBJ) != NONE ||
            tok_child(d, governor, REL_IOBJ) != NONE) /* "will force him to pay" */
            return false;
        verb = governor;
    }
    return false;
}

/* "an area that I think he will speak about": not what he will do, but where. */
static bool is_in_relative(const struct doc *d, uint32_t verb)
{
    while (d->tok.v[verb].deprel == REL_CCOMP || d->tok.v[verb].deprel == REL_XCOMP)
        verb = d->tok.v[verb].head;
    return d->tok.v[verb].deprel == REL_ACL_RELCL;
}

/* A deed that is told of: no words of courtesy, no noun in passing; a threat is one against somebody. */
static bool is_deed(const struct sentence *s, const struct event *act)
{
    uint32_t verb = act->trigger_tok;
    bool passive = false; /* "he will be briefed by his generals": no plan of theirs */
    (void)verb_subject(s->d, verb, &passive);
    if (wished_status(s, verb) != EST_ASSERTED || is_question_inside(s->d, verb, NONE))
        return false;
    if (s->d->mention.v[act->source_mention].is_filler || /* "the point of his speech will be": no actor does it */
        is_town_of_name(s->d, act->source_mention))
        return false;
    if (has_child_of(s, verb, REL_ADVMOD, "habitually")) /* "will regularly have talks": no one deed */
        return false;
    return !passive && s->d->tok.v[verb].upos == UPOS_VERB && !is_in_relative(s->d, verb) && has_will(s->d, verb) &&
           (act->type != EV_THREATEN || act->target_mention != NONE);
}

static bool is_meeting(const struct event *act)
{
    return str_is(str_of(act->cameo), "036");
}

/* "will arrive in Angola": no threat to it. */
static bool is_only_there(const struct doc *d, uint32_t target)
{
    uint32_t preposition = tok_child(d, d->mention.v[target].head_tok, REL_CASE);
    return preposition != NONE && str_eq_nocase(tok_str(d, preposition), STR("in"));
}

/* Does the phrase hang in the verb's clause, by however many nouns? */
static bool hangs_on(const struct doc *d, uint32_t tok, uint32_t verb)
{
    for (; tok != verb; tok = d->tok.v[tok].head) {
        enum deprel rel = (enum deprel)d->tok.v[tok].deprel;
        if (d->tok.v[tok].head == NONE || (rel != REL_NMOD && rel != REL_OBL && rel != REL_OBJ))
            return false;
    }
    return true;
}

/* "will meet on the margins of the summit with Peru", "will sit down for talks with Peru": with whom. */
static void add_partners(const struct sentence *s, uint32_t verb, struct ledger_entry *e)
{
    const struct doc *d = s->d;
    for (uint32_t t = verb + 1; t < s->ms.end_tok; t++) {
        uint32_t preposition = tok_child(d, t, REL_CASE);
        if (preposition != NONE && str_eq_nocase(tok_str(d, preposition), STR("with")) && hangs_on(d, t, verb))
            for (uint32_t m = d->tok.v[t].mention; m != NONE; m = d->mention.v[m].next_same_head)
                party_add(d, e, m, PARTY_TO);
    }
}

/* "we are convinced that France will pay": what one holds of another. */
static bool is_believed(const struct sentence *s, const struct event *act)
{
    uint32_t i = s->statement_of[act->trigger_tok];
    uint32_t cue = i == NONE ? NONE : s->d->statement.v[i].cue_tok;
    return cue != NONE && cue >= s->ms.first_tok && cue < s->ms.end_tok && class_has(&s->ms, STR("convinced"), cue) &&
           !is_first_person(s->d, s->d->mention.v[act->source_mention].head_tok);
}

static enum ledger_kind kind_of(const struct sentence *s, const struct event *act)
{
    const struct doc *d = s->d;
    bool meeting = is_meeting(act);
    if (!meeting && (act->voice == VOICE_AUTHOR || is_of_other(d, act) || is_believed(s, act)))
        return LEDGER_PREDICTION;
    if (act->type == EV_THREATEN && !is_only_there(d, act->target_mention))
        return LEDGER_THREAT;
    return meeting || act->voice == VOICE_REPORTER ? LEDGER_PLAN : LEDGER_PLEDGE;
}

/* "Lima, Ohio": not the one in Peru. */
static bool is_town_abroad(const struct doc *d, const struct mention *m)
{
    uint32_t t = m->head_tok + 2;
    if (!m->place || t >= d->tok.n || !str_is(tok_str(d, t - 1), ","))
        return false;
    for (uint32_t o = d->tok.v[t].mention; o != NONE; o = d->mention.v[o].next_same_head)
        if (d->mention.v[o].place && d->mention.v[o].actor.country[0] &&
            !str_eq(str_of(d->mention.v[o].actor.country), str_of(m->actor.country)))
            return true;
    return false;
}

/* Whom it is done to, not a thing in whose name or phrase somebody stands: "support the carrying out of the Oslo
 * agreements", "visit the camp of Munich". */
static void add_target(const struct doc *d, struct ledger_entry *e, uint32_t target, enum ledger_role role)
{
    const struct mention *m = target == NONE ? NULL : &d->mention.v[target];
    bool thing = m && m->place && d->tok.v[m->head_tok].upos == UPOS_NOUN;
    if (m && !thing && !is_town_abroad(d, m))
        party_add(d, e, target, role);
}

static void add(const struct sentence *s, const struct event *act)
{
    struct doc *d = s->d;
    struct ledger_entry e = {.sent = act->sent,
                             .kind = kind_of(s, act),
                             .condition = SPAN_NONE,
                             .due = DATE_RANGE_NONE,
                             .due_span = SPAN_NONE,
                             .voice = act->voice,
                             .says_mention = act->speaker_mention,
                             .says_kind = speaker_kind_at(s, act->trigger_tok, act->speaker_mention),
                             .sign = sign_of_clause(s, act->trigger_tok),
                             .checkable = !class_has(&s->ms, STR("vague"), act->trigger_tok),
                             .rule = act->rule,
                             .word_tok = act->trigger_tok,
                             .confidence = 1};
    e.stage = e.kind == LEDGER_PREDICTION ? STAGE_NONE : STAGE_ANNOUNCED;
    struct word_standing st = event_word_standing(&s->ms, s->statement_of, act->trigger_tok, NONE);
    float certainty = (st.factuality + 3) / 6;
    e.certainty = certainty < 0 ? 0 : certainty > 1 ? 1 : certainty;
    party_add(d, &e, act->source_mention, e.kind == LEDGER_PREDICTION ? PARTY_PARTY : PARTY_BY);
    for (uint32_t i = s->first_event; i < d->event.n && d->event.v[i].sent == s->sent; i++)
        if (d->event.v[i].trigger_tok == act->trigger_tok && d->event.v[i].type == act->type &&
            d->event.v[i].source_mention == act->source_mention) /* "will travel to Kenya and Ethiopia" */
            add_target(d, &e, d->event.v[i].target_mention, e.kind == LEDGER_PREDICTION ? PARTY_PARTY : PARTY_TO);
    if (e.kind == LEDGER_PLAN && is_meeting(act))
        add_partners(s, act->trigger_tok, &e);
    matter_of_clause(s, act->trigger_tok, &e);
    uint32_t due = event_word_date(&s->ms, act->trigger_tok, s->timex, s->n_timex);
    if (due != NONE && s->timex[due].future.to != DAY_NONE) {
        e.due = s->timex[due].future;
        e.due_span = s->timex[due].span;
    }
    if (parties_suffice(d, &e) && matter_is_solid(s, e.matter, NONE))
        *array_add(d->arena, &d->ledger) = e;
}

void intended_add(const struct sentence *s, uint32_t first_entry)
{
    const struct doc *d = s->d;
    for (uint32_t i = s->first_event; i < d->event.n && d->event.v[i].sent == s->sent; i++) {
        const struct event *act = &d->event.v[i];
        if (act->source_mention == NONE || act->reciprocal_of_event != NONE ||
            (act->type != EV_AGREE && act->type != EV_THREATEN) || !str_starts(act->rule, STR("intention")))
            continue;
        if (is_deed(s, act) && !is_told_already(s, first_entry, act->trigger_tok))
            add(s, act);
    }
}
