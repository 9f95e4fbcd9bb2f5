/* What is foretold: "analysts predict that Mali will leave", "Mali is likely to leave", "Mali left, as the press had
 * predicted", "the ties are on the road to a union". What is asked of somebody ("we expect Mali to pay its debts"),
 * what the speaker's own side is to do, and what something is like are no forecasts. */
#include "ledger/ledger_int.h"
#include "record/names.h"

/* ---- whom it is about --------------------------------------------------------------------------------------- */

/* By this verb, or by the one that it is joined to: "was delayed and not agreed on". */
static bool is_told_by(const struct sentence *s, uint32_t teller, uint32_t verb)
{
    const struct tok *tok = &s->d->tok.v[verb];
    uint32_t by = teller == NONE ? NONE : s->tell.v[teller].match.anchor_tok;
    return by != NONE && (by == verb || (tok->deprel == REL_CONJ && by == tok->head));
}

/* The parties of the deal that the clause of this verb is about: "the deal was not signed, as the press had foretold".
 */
static void parties_of_told(const struct sentence *s, uint32_t verb, struct ledger_entry *e)
{
    for (uint32_t i = 0; i < s->open.n; i++) {
        const struct claim *o = &s->open.v[i];
        if (is_told_by(s, o->teller, verb) || is_told_by(s, o->delayer, verb)) {
            struct ledger_entry whole = {.kind = LEDGER_DEAL};
            (void)parties_add(s, &whole, &o->match, &o->match.entry->ledger);
            for (uint32_t k = 0; k < whole.n_parties; k++)
                party_add(s->d, e, whole.party[k].mention, PARTY_PARTY);
        }
    }
}

/* "on Mali", "such as Mali", "the summit of the G20": spoken of, not doing. */
static bool is_aside(const struct sentence *s, uint32_t tok)
{
    const struct doc *d = s->d;
    uint32_t preposition = tok_child(d, tok, REL_CASE), head = d->tok.v[tok].head;
    if (preposition != NONE && class_has(&s->ms, STR("aside"), preposition))
        return true;
    enum deprel rel = (enum deprel)d->tok.v[tok].deprel;
    return head != NONE && class_has(&s->ms, STR("meeting"), head) &&
           (rel == REL_COMPOUND || rel == REL_NMOD || rel == REL_AMOD || rel == REL_NMOD_POSS);
}

/* Not in a clause inside: "prompt calls that suggest that Mali ..." foretells nothing of Mali; but "will have the
 * chance to meet Mali" does. */
static bool is_of_clause(const struct sentence *s, uint32_t tok, uint32_t clause)
{
    const struct doc *d = s->d;
    for (; tok != NONE && tok != clause; tok = d->tok.v[tok].head) {
        enum deprel rel = (enum deprel)d->tok.v[tok].deprel;
        bool inside = rel == REL_ACL_RELCL || rel == REL_ADVCL || rel == REL_CCOMP || rel == REL_PARATAXIS ||
                      (rel == REL_ACL && !has_to(d, tok));
        if (inside || is_aside(s, tok))
            return false;
    }
    return true;
}

/* A mention that names a state, a body or who acts for one: whoever can have a part in it. */
static bool has_part(const struct doc *d, uint32_t mention)
{
    const struct mention *m = &d->mention.v[mention];
    bool somebody =
        m->actor.country[0] || actor_is_international(&m->actor) || str_starts(str_of(m->actor.code), STR("IMG"));
    return somebody && !m->is_filler && !is_town_of_name(d, mention) && !is_first_person(d, m->head_tok);
}

static void parties_of_words(const struct sentence *s, uint32_t head, struct span words, struct ledger_entry *e)
{
    const struct doc *d = s->d;
    for (uint32_t t = s->ms.first_tok; t < s->ms.end_tok; t++)
        for (uint32_t m = d->tok.v[t].mention; m != NONE; m = d->mention.v[m].next_same_head)
            if (d->mention.v[m].span.start >= words.start && d->mention.v[m].span.end <= words.end && has_part(d, m) &&
                is_of_clause(s, t, head))
                party_add(d, e, m, PARTY_PARTY);
}

static uint32_t subject_of(const struct doc *d, uint32_t verb)
{
    bool passive;
    return verb == NONE ? NONE : verb_subject(d, verb, &passive);
}

/* Is it an actor that does it, or something of an actor's? "Bad weather is expected to hit Mali" foretells nothing that
 * Mali does. */
static bool is_of_actor(const struct sentence *s, uint32_t subject, bool *out_itself)
{
    const struct doc *d = s->d;
    uint32_t first, end;
    bool of_actor = *out_itself = false;
    if (subject == NONE)
        return false;
    doc_subtree(d, subject, &first, &end);
    for (uint32_t t = first; t < end; t++)
        for (uint32_t m = d->tok.v[t].mention; m != NONE; m = d->mention.v[m].next_same_head)
            if (has_part(d, m) && is_of_clause(s, t, subject)) {
                of_actor = true;
                *out_itself |= t == subject;
            }
    return of_actor;
}

/* Who foretells it: whoever fills the slot, or says "we"; NONE: the text does not tell. */
static uint32_t foreteller(const struct sentence *s, const struct claim *o, bool *out_we)
{
    *out_we = false;
    if (o->match.entry->ledger.role[ROLE_S] == PARTY_PARTY) /* "Mali is likely to": who is to do it */
        return NONE;
    for (uint32_t i = 0; i < o->match.n_fillers; i++) {
        const struct match_filler *f = &o->match.filler[i];
        if (f->role != ROLE_S)
            continue;
        *out_we = is_first_person(s->d, f->tok);
        uint32_t statement = s->statement_of[f->tok];
        if (*out_we)
            return statement == NONE ? NONE : s->d->statement.v[statement].speaker_mention;
        return s->d->tok.v[f->tok].mention;
    }
    return NONE;
}

/* "We expect that the president will speak": where one's own side is to do it, it is a plan, or asked of it. Of a
 * speaker whom the text does not tell, whoever needs no name ("the president", "he") is of his side. */
static bool is_own(const struct sentence *s, const struct claim *o, uint32_t subject)
{
    const struct doc *d = s->d;
    bool we;
    uint32_t who = foreteller(s, o, &we), first, end;
    const struct actor_code *a = who == NONE ? NULL : &d->mention.v[who].actor;
    bool known = a && (a->country[0] || actor_is_international(a));
    if (!we && !(a && (is_of_state(a) || (known && !a->n_sectors)))) /* an analyst or paper of the state may foretell */
        return false;
    doc_subtree(d, subject, &first, &end);
    for (uint32_t t = first; t < end; t++)
        for (uint32_t m = d->tok.v[t].mention; m != NONE; m = d->mention.v[m].next_same_head)
            if (has_part(d, m) && is_of_clause(s, t, subject) &&
                (known ? str_eq(party_key(d, who), party_key(d, m)) : d->mention.v[m].how != HOW_GAZETTEER))
                return true;
    return false;
}

/* ---- what --------------------------------------------------------------------------------------------------- */

/* What is foretold is to come ("will", "would", "to"); what is already so is a belief, what must be a demand. */
bool is_to_come(const struct sentence *s, uint32_t clause)
{
    const struct doc *d = s->d;
    uint32_t aux = tok_child(d, clause, REL_AUX);
    if (aux != NONE && d->tok.v[aux].xpos == XPOS_MD) { /* "would have agreed" did not come */
        uint32_t next = tok_next(d, aux);
        bool have = next != NONE && d->tok.v[next].deprel == REL_AUX && str_is(d->tok.v[next].lemma, "have");
        return !have && !class_has(&s->ms, STR("obliging-aux"), aux);
    }
    return has_to(d, clause);
}

/* "We expect Mali to pay" asks; "Mali is expected to pay" foretells. */
static bool is_demand(const struct match *m)
{
    for (uint32_t i = 0; i < m->n_fillers; i++)
        if (m->filler[i].role == ROLE_S && m->filler[i].tok > m->anchor_tok)
            return true;
    return false;
}

/* "less likely to pay than others" compares, "is sometimes expected to pay" tells of a habit; "legally bound to pay" of
 * a duty. */
static bool is_qualified(const struct sentence *s, uint32_t word)
{
    for (uint32_t c = tok_first_child(s->d, word); c != NONE; c = tok_next(s->d, c))
        if (s->d->tok.v[c].deprel == REL_ADVMOD &&
            (class_has(&s->ms, STR("degree"), c) || class_has(&s->ms, STR("obliging"), c)))
            return true;
    return false;
}

/* "expects that they would pay": a demand politely put. */
static bool is_asked_of(const struct sentence *s, uint32_t word, uint32_t clause)
{
    const struct doc *d = s->d;
    uint32_t first = d->tok.v[word].deprel == REL_CONJ ? d->tok.v[word].head : word; /* "we hope and expect" */
    uint32_t who = tok_child(d, first, REL_NSUBJ); /* who speaks in public and says "we expect" asks */
    if (d->genre == GENRE_SPEECH && who != NONE && is_first_person(d, who))
        return true;
    bool now = d->tok.v[word].xpos == XPOS_VBP || d->tok.v[word].xpos == XPOS_VBZ;
    uint32_t aux = tok_child(d, clause, REL_AUX);
    return now && aux != NONE && str_eq_nocase(tok_str(d, aux), STR("would"));
}

/* "is likely to be unique to Mali", "is expected to be a boon": what something is like, now as well as later. */
static bool is_state(const struct doc *d, uint32_t clause)
{
    return tok_child(d, clause, REL_COP) != NONE && (has_to(d, clause) || d->tok.v[clause].upos == UPOS_ADJ);
}

/* Does this word foretell this clause? */
static bool foretells(const struct sentence *s, const struct claim *o, uint32_t clause)
{
    const struct doc *d = s->d;
    uint32_t word = o->match.anchor_tok, subject = subject_of(d, clause);
    bool itself;
    if (clause == NONE || d->tok.v[clause].upos == UPOS_PRON || !is_to_come(s, clause) || is_demand(&o->match))
        return false;
    if (d->tok.v[word].upos == UPOS_VERB && has_to(d, word)) /* "it was hard to foresee that Mali would pay" */
        return false;
    if (is_qualified(s, word) || is_question_inside(d, word, clause) || is_state(d, clause) ||
        class_has(&s->ms, STR("duty"), clause))
        return false;
    if (!class_has(&s->ms, STR("expecting"), word))
        return true;
    if (!is_of_actor(s, subject, &itself) || is_asked_of(s, word, clause) || is_own(s, o, subject))
        return false;
    return !itself || !class_has(&s->ms, STR("binding"), word); /* "Mali is bound to pay": a duty */
}

/* ---- claims ------------------------------------------------------------------------------------------------- */

/* "the ties of Mali and Niger are on the road to a union", "have put them on the road": whose ties, of what is under
 * way there; NONE: the road is only spoken of. */
static uint32_t who_is_on_the_way(const struct doc *d, uint32_t way)
{
    uint32_t preposition = tok_child(d, way, REL_CASE), head = d->tok.v[way].head;
    if (preposition == NONE || !str_eq_nocase(tok_str(d, preposition), STR("on")))
        return NONE;
    if (d->tok.v[way].deprel == REL_OBL && head != NONE)
        return tok_child(d, head, REL_OBJ);
    return tok_child(d, way, REL_NSUBJ);
}

static void add_way(const struct sentence *s, const struct claim *o)
{
    const struct doc *d = s->d;
    uint32_t whose = who_is_on_the_way(d, o->match.anchor_tok), first, end;
    struct ledger_entry e = claim_begin(s, o);
    if (whose == NONE || o->content_tok == NONE || claim_standing(s, &o->match).status != EST_ASSERTED)
        return;
    doc_subtree(d, whose, &first, &end);
    for (uint32_t t = first; t < end; t++)
        for (uint32_t m = d->tok.v[t].mention; m != NONE; m = d->mention.v[m].next_same_head)
            if (is_of_clause(s, t, whose))
                party_add(d, &e, m, PARTY_PARTY);
    matter_of_noun(s, o->content_tok, &e);
    e.checkable = false;
    (void)claim_tell(s, &e, &o->match, STAGE_NONE);
    if (parties_suffice(d, &e))
        *array_add(d->arena, &s->d->ledger) = e;
}

/* The highest word of what is said. */
static uint32_t head_of(const struct sentence *s, struct span words)
{
    for (uint32_t t = s->ms.first_tok; t < s->ms.end_tok; t++) {
        const struct tok *tok = &s->d->tok.v[t];
        const struct tok *head = tok->head == NONE ? NULL : &s->d->tok.v[tok->head];
        bool inside = tok->span.start >= words.start && tok->span.end <= words.end;
        if (inside && tok->upos == UPOS_VERB && (!head || head->span.start < words.start || head->span.end > words.end))
            return t;
    }
    return NONE;
}

/* "…, as the press had predicted": the statement of the press about the clause around it; NULL. */
static const struct statement *compared_by(const struct sentence *s, uint32_t verb, uint32_t *out_clause)
{
    const struct doc *d = s->d;
    for (uint32_t i = 0; i < d->statement.n; i++) {
        const struct statement *q = &d->statement.v[i];
        if (q->cue_tok != verb || !q->topic)
            continue;
        uint32_t clause = head_of(s, q->content), up = clause;
        while (up != NONE && up != verb)
            up = d->tok.v[up].head;
        *out_clause = clause;
        return clause != NONE && up == NONE ? q : NULL;
    }
    return NULL;
}

static void add_compared(const struct sentence *s, const struct claim *o, const struct statement *q, uint32_t clause)
{
    struct ledger_entry e = claim_begin(s, o);
    matter_of_clause(s, clause, &e);
    parties_of_words(s, clause, e.matter, &e);
    parties_of_told(s, clause, &e);
    if (!parties_count(s->d, &e))
        return;
    (void)parties_add(s, &e, &o->match, &o->match.entry->ledger);
    (void)claim_tell(s, &e, &o->match, STAGE_NONE);
    struct word_standing st = event_word_standing(&s->ms, s->statement_of, clause, NONE);
    e.outcome = st.status == EST_DENIED ? OUTCOME_BROKEN : OUTCOME_KEPT;
    e.voice = VOICE_ATTRIBUTED;
    e.says_mention = q->speaker_mention;
    e.says_kind = q->speaker_kind;
    if (parties_suffice(s->d, &e))
        *array_add(s->d->arena, &s->d->ledger) = e;
}

static void add_foretold(const struct sentence *s, const struct claim *o)
{
    const struct doc *d = s->d;
    struct ledger_entry e = claim_begin(s, o);
    uint32_t clause = o->content_tok, word = o->match.anchor_tok;
    if (claim_standing(s, &o->match).status != EST_ASSERTED || !o->match.n_fillers ||
        is_of_nobody(s, &o->match, clause) || !foretells(s, o, clause))
        return;
    uint32_t lacking = lacking_of_clause(s, word, clause), subject = subject_of(d, clause);
    bool of_noun = d->tok.v[word].deprel == REL_ACL_RELCL;
    if (of_noun && lacking == NONE && class_has(&s->ms, STR("circumstance"), d->tok.v[word].head))
        return; /* "in the time that Mali is likely to take" */
    if (of_noun && lacking != NONE && tok_child(d, word, REL_AUX_PASS) != NONE)
        return; /* "the service that the bank is expected to give": its duty */
    (void)parties_add(s, &e, &o->match, &o->match.entry->ledger);
    if (lacking != NONE) /* "the towns that Mali is likely to lose" */
        matter_of_noun(s, lacking, &e);
    else
        matter_of_clause(s, clause, &e);
    if (lacking == NONE && subject != NONE && !is_actor(d, subject)) /* "the sanctions are expected to be lifted" */
        matter_add_subject(s, subject, &e);
    if (subject != NONE)
        parties_of_words(s, subject, doc_phrase(d, subject), &e);
    parties_of_words(s, clause, e.matter, &e);
    if (!matter_names_something(s, e.matter))
        return;
    (void)claim_tell(s, &e, &o->match, STAGE_NONE);
    if (!span_given(e.due_span))
        claim_take_due(s, &e, clause, &(struct word_standing){.status = EST_PLANNED});
    if (!span_given(e.condition))
        claim_take_condition(s, &e, clause);
    e.sign = (int8_t)(e.sign * sign_of_clause(s, clause));
    e.checkable = !o->match.entry->ledger.vague && !class_has(&s->ms, STR("vague"), clause);
    if (parties_suffice(d, &e))
        *array_add(s->d->arena, &s->d->ledger) = e;
}

void foretold_add(const struct sentence *s, const struct claim *o)
{
    uint32_t clause;
    const struct statement *q = compared_by(s, o->match.anchor_tok, &clause);
    if (s->d->tok.v[o->match.anchor_tok].upos == UPOS_NOUN)
        add_way(s, o);
    else if (q)
        add_compared(s, o, q, clause);
    else
        add_foretold(s, o);
}
