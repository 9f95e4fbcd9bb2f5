#include "event/event.h"

#include "event/candidate_int.h"
#include "event/filter.h"
#include "record/names.h"

#include <math.h>
#include <stdlib.h>

/* ---- parties ------------------------------------------------------------------------------------------------ */

/* A state or body makes an event by itself; rebels and police make one together with civilians ("gunmen killed
 * villagers"); a boy and a judge do not. */
static unsigned actor_weight(const struct actor_code *a)
{
    static const char *const armed[] = {"GOV", "MIL", "REB", "COP", "UAF", "PRM", "OPP", "LEG"};
    if (!a->code[0])
        return 0;
    if (a->country[0] || actor_is_international(a))
        return WEIGHT_ENOUGH;
    for (size_t i = 0; i < sizeof armed / sizeof armed[0]; i++)
        if (strncmp(a->code, armed[i], 3) == 0)
            return WEIGHT_ENOUGH - 1;
    return 1;
}

static void party_add(const struct doc *d, struct party_set *set, uint32_t mention, uint32_t whole_tok)
{
    const struct mention *m = &d->mention.v[mention];
    for (uint32_t i = 0; i < set->n; i++) {
        const struct mention *other = &d->mention.v[set->mention[i]];
        if (set->mention[i] == mention || (m->entity == other->entity && m->actor.code[0]))
            return;
    }
    if (set->n == MAX_PARTIES)
        return;
    set->whole_tok[set->n] = whole_tok;
    set->mention[set->n++] = mention;
    unsigned weight = actor_weight(&m->actor);
    set->weight = weight > set->weight ? weight : set->weight;
}

/* "cooperate with each other": no second party, the first one holds both. */
static bool is_reciprocal(const struct doc *d, uint32_t tok)
{
    struct str word = tok_str(d, tok);
    return str_eq_nocase(word, STR("each")) ||
           (tok > 0 && str_eq_nocase(word, STR("other")) && str_eq_nocase(tok_str(d, tok - 1), STR("each"))) ||
           (tok + 1 < d->tok.n && str_eq_nocase(word, STR("one")) &&
            str_eq_nocase(tok_str(d, tok + 1), STR("another"))) ||
           (tok > 0 && str_eq_nocase(word, STR("another")) && str_eq_nocase(tok_str(d, tok - 1), STR("one")));
}

static bool is_first_person(const struct doc *d, uint32_t tok)
{
    static const char *const words[] = {"i", "we", "us", "me", "our", "my"};
    for (size_t i = 0; d->tok.v[tok].upos == UPOS_PRON && i < sizeof words / sizeof words[0]; i++)
        if (str_eq_nocase(tok_str(d, tok), str_of(words[i])))
            return true;
    return false;
}

/* Is the mention only a part of the noun phrase of tok ("the army's positions")? */
static bool lies_inside(const struct doc *d, uint32_t mention, uint32_t tok)
{
    const struct span *span = &d->mention.v[mention].span, *word = &d->tok.v[tok].span;
    return d->tok.v[tok].upos != UPOS_PROPN && (span->start > word->start || span->end < word->end);
}

/* The noun that the verb acts on, where tok is the actor inside its phrase: "downed an Indian jet", "rejected the call
 * of the UN"; else tok. */
static uint32_t object_over(const struct doc *d, uint32_t verb, uint32_t tok)
{
    for (uint32_t t = tok, steps = 0; steps < 3; steps++) {
        enum deprel rel = (enum deprel)d->tok.v[t].deprel;
        uint32_t preposition = tok_child(d, t, REL_CASE);
        bool inside = rel == REL_NMOD_POSS || rel == REL_AMOD || rel == REL_COMPOUND ||
                      (rel == REL_NMOD && preposition != NONE && str_eq_nocase(tok_str(d, preposition), STR("of")));
        if (!inside)
            return tok;
        t = d->tok.v[t].head;
        if (d->tok.v[t].deprel == REL_OBJ || d->tok.v[t].deprel == REL_NSUBJ_PASS)
            return d->tok.v[t].upos == UPOS_NOUN && d->tok.v[t].head == verb ? t : tok;
    }
    return tok;
}

/* The mentions of one filler; a noun phrase that names no actor becomes a mention of its own ("a car bomb"). */
static void party_fill(struct work *w, struct party_set *set, uint32_t tok, enum role role, uint32_t anchor)
{
    struct doc *d = w->d;
    if (is_reciprocal(d, tok))
        return;
    bool places = place_tells_actor(&w->ms, role, tok);
    uint32_t m[MAX_PARTIES], n = filler_mentions(d, tok, places, m, MAX_PARTIES);
    uint32_t whole = role == ROLE_T ? object_over(d, anchor, tok) : tok;
    for (uint32_t i = 0; i < n; i++)
        party_add(d, set, m[i], n == 1 && lies_inside(d, m[i], whole) ? whole : NONE);
    if (!n && is_first_person(d, tok)) { /* "We support …": who is quoted */
        struct standing st = {.speaker_mention = NONE};
        standing_voice(d, w->statement_of[tok], &st);
        if (st.voice == VOICE_QUOTED && st.speaker_mention != NONE)
            party_add(d, set, st.speaker_mention, NONE);
    }
    if (!n && (d->tok.v[tok].upos == UPOS_NOUN || d->tok.v[tok].upos == UPOS_PROPN))
        party_add(d, set, doc_add_filler(d, tok), NONE);
}

/* A thing that is no actor, weapon or attack does nothing in politics: "rain punished Lithuania", "the ship left
 * Niger". */
static bool is_doer(const struct work *w, uint32_t tok)
{
    uint32_t m;
    bool here = tok >= w->ms.first_tok && tok < w->ms.end_tok; /* who is quoted may be named in another sentence */
    return filler_mentions(w->d, tok, false, &m, 1) || w->d->tok.v[tok].upos == UPOS_PROPN ||
           (here && class_has(&w->ms, STR("doer"), tok));
}

/* "the Mumbai attacks": a town before an attack was attacked; it did not attack. */
static bool is_town_attacked(const struct work *w, const struct candidate *c, const struct match_filler *f)
{
    const struct doc *d = w->d;
    uint32_t m = d->tok.v[f->tok].mention;
    if (c->match.entry->type != EV_ASSAULT || f->role != ROLE_S || d->tok.v[f->tok].deprel != REL_COMPOUND ||
        m == NONE || d->tok.v[f->tok].head != c->match.anchor_tok || !d->mention.v[m].is_place ||
        !d->mention.v[m].place)
        return false;
    struct str id = d->mention.v[m].place->id; /* "LBY/Benghazi" */
    return memchr(id.s, '/', id.n) != NULL;
}

/* "between Canada | and India": where the tree lost the second party, it is the mention right behind "and". */
static void second_party(struct work *w, struct party_set *set)
{
    const struct doc *d = w->d;
    uint32_t end = 0;
    for (uint32_t i = 0; i < set->n; i++)
        end = d->mention.v[set->mention[i]].phrase.end > end ? d->mention.v[set->mention[i]].phrase.end : end;
    uint32_t t = w->ms.first_tok;
    while (t < w->ms.end_tok && d->tok.v[t].span.start < end)
        t++;
    if (t + 1 >= w->ms.end_tok || !str_is(tok_str(d, t), "and"))
        return;
    enum { REACH = 5 }; /* "and the Pakistani foreign minister" */
    for (uint32_t k = t + 1; k < w->ms.end_tok && k <= t + REACH; k++) {
        uint32_t m = d->tok.v[k].mention;
        if (m != NONE && !d->mention.v[m].modifier && !d->mention.v[m].is_filler) {
            party_add(d, set, m, NONE);
            return;
        }
    }
}

static void people_at_home(const struct doc *d, struct candidate *c)
{
    for (int i = 0; i < 2; i++) {
        struct party_set *set = &c->side[i], *other = &c->side[1 - i];
        if (!set->n)
            continue;
        const char *country = home_country(d, c->match.entry->type, c->match.anchor_tok, set->mention[0],
                                           other->n ? other->mention[0] : NONE);
        if (country[0]) {
            memcpy(set->home, country, sizeof set->home);
            set->weight = WEIGHT_ENOUGH;
        }
    }
}

static void parties(struct work *w, struct candidate *c)
{
    c->side[0] = c->side[1] = (struct party_set){0};
    bool each_other = false;
    for (uint32_t i = 0; i < c->match.n_fillers; i++) {
        const struct match_filler *f = &c->match.filler[i];
        if (f->role == ROLE_C) {
            if (c->n_content < 2)
                c->content_tok[c->n_content++] = f->tok;
            continue;
        }
        if (f->role == ROLE_S && !is_doer(w, f->tok) && w->d->tok.v[f->tok].upos == UPOS_NOUN)
            c->is_idle = true;
        if (is_town_attacked(w, c, f)) {
            party_fill(w, &c->side[1], f->tok, ROLE_T, c->match.anchor_tok);
            continue;
        }
        each_other |= f->role == ROLE_T && is_reciprocal(w->d, f->tok); /* "accused each other" */
        party_fill(w, &c->side[f->role == ROLE_T], f->tok, f->role, c->match.anchor_tok);
        if (f->role != ROLE_ST)
            continue;
        each_other = true;
        if (c->side[0].n == 1)
            second_party(w, &c->side[0]);
        c->is_idle |= c->side[0].n == 1 && c->side[1].n == 0; /* "a row between two chairs": no two parties */
    }
    people_at_home(w->d, c);
    /* "Kenya restored ties with Chad": Kenya's step; "Kenya and Chad restored ties": of both */
    bool one_way = c->match.entry->joint && c->side[0].n && c->side[1].n;
    c->mutual = each_other || (c->match.entry->symmetric && !one_way);
    /* "India and Pakistan agreed to ...": with one another */
    c->mutual |= c->side[0].n > 1 && c->side[1].n == 0 && class_has(&w->ms, STR("together"), c->match.anchor_tok);
}

/* ---- candidates --------------------------------------------------------------------------------------------- */

static bool in_subtree(const struct doc *d, uint32_t tok, uint32_t top)
{
    for (unsigned steps = 0; tok != NONE && steps < 64; steps++, tok = d->tok.v[tok].head) {
        if (tok == top)
            return true;
        if (d->tok.v[tok].deprel == REL_ACL_RELCL) /* what a relative clause tells is not what the act is about */
            return false;
    }
    return false;
}

/* "welcomed the UN visit", "on the charge of an attack in Mali": an event noun that the sentence only touches on, and
 * of whose parties it names one. It is no act of its own. */
static bool is_aside(const struct work *w, const struct candidate *c)
{
    const struct doc *d = w->d;
    uint32_t noun = c->match.anchor_tok;
    if (d->tok.v[noun].upos != UPOS_NOUN || c->match.n_words > 1 || (c->side[0].n && c->side[1].n) ||
        c->side[0].n + c->side[1].n > 1)
        return false;
    while (d->tok.v[noun].deprel == REL_CONJ)
        noun = d->tok.v[noun].head;
    uint32_t head = d->tok.v[noun].head;
    switch ((enum deprel)d->tok.v[noun].deprel) {
    case REL_ROOT:
    case REL_NSUBJ:
    case REL_NSUBJ_PASS:
        return false;
    default:
        return head == NONE || !class_has(&w->ms, STR("support"), head);
    }
}

/* "the Rapid Support Forces": a word of a name tells nothing. */
static bool is_word_of_name(const struct doc *d, uint32_t tok)
{
    uint32_t head = d->tok.v[tok].head;
    enum deprel rel = (enum deprel)d->tok.v[tok].deprel;
    if (d->tok.v[tok].upos != UPOS_PROPN || head == NONE || (rel != REL_COMPOUND && rel != REL_FLAT && rel != REL_AMOD))
        return false;
    uint32_t m = d->tok.v[head].mention;
    return m != NONE && d->mention.v[m].how == HOW_GAZETTEER &&
           d->mention.v[m].span.start <= d->tok.v[tok].span.start && d->tok.v[tok].span.end <= d->mention.v[m].span.end;
}

/* "recalled its envoy in protest at the raid": why the act was done, not one more act. */
static bool is_motive(const struct work *w, uint32_t noun)
{
    const struct doc *d = w->d;
    uint32_t preposition = tok_child(d, noun, REL_CASE);
    return preposition != NONE && preposition + 1 == noun && str_eq_nocase(tok_str(d, preposition), STR("in")) &&
           class_has(&w->ms, STR("motive"), noun);
}

static void collect(struct work *w)
{
    struct match *found = arena_alloc(w->d->scratch, MAX_CANDIDATES * sizeof *found);
    for (uint32_t t = w->ms.first_tok; t < w->ms.end_tok; t++) {
        uint32_t n =
            is_motive(w, t) || is_word_of_name(w->d, t) ? 0 : match_at(&w->ms, t, found, MAX_CANDIDATES, w->trace);
        for (uint32_t i = 0; i < n; i++) {
            struct candidate *c = array_add(w->d->scratch, &w->cand);
            c->match = found[i];
            c->parent = c->stop_tok = c->first_event = c->intention_event = NONE;
            parties(w, c);
            c->is_aside = is_aside(w, c);
        }
    }
}

static int by_score(const void *a, const void *b)
{
    const struct candidate *const *x = a, *const *y = b;
    const struct match *p = &(*x)->match, *q = &(*y)->match;
    if (p->score != q->score)
        return p->score > q->score ? -1 : 1;
    if (p->anchor_tok != q->anchor_tok)
        return p->anchor_tok < q->anchor_tok ? -1 : 1;
    return (p->entry > q->entry) - (p->entry < q->entry);
}

/* What the act is about keeps its words for an event of its own ("threatened to attack"). */
static bool is_content_word(const struct candidate *c, uint32_t tok)
{
    for (uint32_t k = 0; k < c->n_content; k++)
        if (c->content_tok[k] == tok)
            return true;
    return false;
}

static bool free_words(const struct work *w, const struct candidate *c)
{
    for (uint32_t i = 0; i < c->match.n_words; i++)
        if (!is_content_word(c, c->match.word_tok[i]) && w->claimed[c->match.word_tok[i] - w->ms.first_tok])
            return false;
    return true;
}

static void take(struct work *w, struct candidate *c)
{
    c->taken = true;
    for (uint32_t i = 0; i < c->match.n_words; i++)
        if (!is_content_word(c, c->match.word_tok[i]))
            w->claimed[c->match.word_tok[i] - w->ms.first_tok] = (uint32_t)(c - w->cand.v) + 1;
}

/* Words that mean no event ("acceded to the throne"): taken, so that no other entry reads one into them. */
static bool is_void(const struct candidate *c)
{
    return c->match.entry->type == EV_NONE;
}

/* Does the anchor have a subject (or, for a noun, an owner) of its own? Then no controller is wanted. */
static bool has_own_actor(const struct doc *d, const struct candidate *c)
{
    uint32_t anchor = c->match.anchor_tok;
    return tok_child(d, anchor, REL_NSUBJ) != NONE || tok_child(d, anchor, REL_NSUBJ_PASS) != NONE ||
           tok_child(d, anchor, REL_NMOD_POSS) != NONE || (d->tok.v[anchor].upos == UPOS_NOUN && c->side[0].weight);
}

/* "accused Pakistan of shelling": the understood source of the shelling is the entry's T. */
static void control(struct work *w, struct candidate *c, const struct candidate *parent)
{
    enum role who = parent->match.entry->content_actor;
    if (who == ROLE_NONE || has_own_actor(w->d, c))
        return;
    const struct party_set *from = &parent->side[who == ROLE_T];
    if (!from->n)
        return;
    bool passive = false;
    if (w->d->tok.v[c->match.anchor_tok].upos == UPOS_VERB)
        verb_subject(w->d, c->match.anchor_tok, &passive);
    struct party_set *to = &c->side[passive];
    *to = (struct party_set){0};
    for (uint32_t i = 0; i < from->n; i++)
        party_add(w->d, to, from->mention[i], from->whole_tok[i]);
    /* "India and Pakistan agreed to pull back": each from the other, wherever that is */
    enum event_type deed = c->match.entry->type;
    if (parent->mutual && !passive && to->n > 1 && !c->side[1].weight && (deed == EV_RETREAT || deed == EV_COOPERATE)) {
        c->mutual = true;
        c->side[1] = (struct party_set){0};
    }
    if (who == ROLE_ST)
        for (uint32_t i = 0; i < parent->side[1].n; i++)
            party_add(w->d, to, parent->side[1].mention[i], parent->side[1].whole_tok[i]);
}

/* Ties a candidate to the innermost taken one whose content it stands in. */
static void find_parent(struct work *w, struct candidate *c)
{
    uint32_t best_size = NONE;
    for (uint32_t i = 0; i < w->cand.n; i++) {
        const struct candidate *p = &w->cand.v[i];
        if (!p->taken || is_void(p) || p == c || p->match.anchor_tok == c->match.anchor_tok)
            continue;
        for (uint32_t k = 0; k < p->n_content; k++) {
            uint32_t first, end;
            if (!in_subtree(w->d, c->match.anchor_tok, p->content_tok[k]))
                continue;
            doc_subtree(w->d, p->content_tok[k], &first, &end);
            if (end - first >= best_size)
                continue;
            best_size = end - first;
            c->parent = i;
            c->stop_tok = p->content_tok[k];
        }
    }
}

/* Best first; words serve one event only. The second round lets in what has its parties from the act it is the content
 * of. */
static void choose(struct work *w)
{
    const struct candidate **sorted = arena_alloc(w->d->scratch, (w->cand.n + 1) * sizeof *sorted);
    for (uint32_t i = 0; i < w->cand.n; i++)
        sorted[i] = &w->cand.v[i];
    if (w->cand.n)
        qsort(sorted, w->cand.n, sizeof *sorted, by_score);
    bool any = false;
    for (int round = 0; round < 3 && !(round == 2 && any); round++)
        for (uint32_t i = 0; i < w->cand.n; i++) {
            struct candidate *c = &w->cand.v[sorted[i] - w->cand.v];
            if (c->taken || (c->is_idle && !is_void(c)) || (c->is_aside && round < 2) || !free_words(w, c))
                continue;
            if (round >= 1) {
                find_parent(w, c);
                if (c->parent != NONE)
                    control(w, c, &w->cand.v[c->parent]);
            }
            if (is_void(c)) {
                take(w, c);
            } else if (c->side[0].weight + c->side[1].weight >= WEIGHT_ENOUGH) {
                take(w, c);
                any = true;
            }
        }
    for (uint32_t i = 0; i < w->cand.n; i++) {
        struct candidate *c = &w->cand.v[i];
        if (c->taken && c->parent == NONE) {
            find_parent(w, c);
            if (c->parent != NONE)
                control(w, c, &w->cand.v[c->parent]);
        }
    }
}

/* ---- rows --------------------------------------------------------------------------------------------------- */

/* The measure, within the bounds of what the status says: a denied event is never likely, an asserted one never open.
 */
static float factuality_within(const struct match_sent *s, uint32_t tok, const struct trail *t,
                               enum event_status status)
{
    static const struct {
        float least, most;
    } bounds[] = {
        [EST_ASSERTED] = {1, 3},       [EST_DENIED] = {-3, -1},    [EST_PLANNED] = {-1, 2.5f},
        [EST_REQUESTED] = {-1, 2},     [EST_THREATENED] = {-1, 2}, [EST_HYPOTHETICAL] = {-1, 2},
        [EST_SPECULATED] = {-1, 2.5f},
    };
    struct factuality f;
    factuality_measure(s, tok, t, &f);
    return fmaxf(bounds[status].least, fminf(bounds[status].most, f.value));
}

/* "The president sacked the premier": one code, two offices. */
static bool are_two_offices(const struct doc *d, const struct mention *a, const struct mention *b)
{
    return a->how == HOW_ROLE && b->how == HOW_ROLE && strlen(a->actor.code) > 3 &&
           strcmp(a->actor.code, b->actor.code) == 0 &&
           !str_eq(d->tok.v[a->head_tok].lemma, d->tok.v[b->head_tok].lemma);
}

/* Nobody acts on himself here; a state and its own government or army are one, a government and its opposition are two.
 */
static bool acts_on_itself(const struct doc *d, uint32_t a, uint32_t b)
{
    static const char *const state[] = {"", "GOV", "MIL", "GOVMIL", "SPY", "GOVSPY"};
    const struct actor_code *x = &d->mention.v[a].actor, *y = &d->mention.v[b].actor;
    if (are_two_offices(d, &d->mention.v[a], &d->mention.v[b]))
        return false;
    if (d->mention.v[a].entity == d->mention.v[b].entity)
        return true;
    if (strcmp(x->code, y->code) == 0)
        return strlen(x->code) <= 3; /* a president and his premier are two */
    if (!x->country[0] || strcmp(x->country, y->country) != 0)
        return false;
    bool both = true;
    const struct actor_code *side[] = {x, y};
    for (int i = 0; i < 2; i++) {
        bool is_state = false;
        for (size_t k = 0; k < sizeof state / sizeof state[0]; k++)
            is_state |= strcmp(side[i]->code + 3, state[k]) == 0;
        both &= is_state;
    }
    return both && (!x->code[3] || !y->code[3]);
}

/* The state itself, its government, army or police. */
static bool is_of_state(const struct actor_code *a)
{
    static const char *const sector[] = {"GOV", "MIL", "COP", "SPY"};
    for (size_t i = 0; i < sizeof sector / sizeof sector[0]; i++)
        if (a->n_sectors && strcmp(a->sector[0], sector[i]) == 0)
            return true;
    return a->country[0] && !a->n_sectors;
}

/* Officials of no named country ("the defence ministry said") are those of the state that the sentence tells of. */
static bool speaks_for(const struct actor_code *speaker, const struct actor_code *actor)
{
    for (uint32_t i = 0; i < speaker->n_sectors; i++)
        if (strcmp(speaker->sector[i], "JRN") == 0) /* a medium reports, whatever its country */
            return false;
    if (!speaker->country[0])
        return speaker->n_sectors && is_of_state(speaker) && actor->country[0] && is_of_state(actor);
    return strcmp(speaker->country, actor->country) == 0;
}

/* The actor's own account of its own act: the speaker is the source (of a symmetric event either party), or speaks for
 * it. */
static bool own_account(const struct doc *d, const struct event *e, bool symmetric)
{
    uint32_t party[] = {e->source_mention, symmetric ? e->target_mention : NONE};
    for (int i = 0; i < 2 && e->speaker_mention != NONE; i++)
        if (party[i] != NONE && (same_actor(d, e->speaker_mention, party[i]) ||
                                 speaks_for(&d->mention.v[e->speaker_mention].actor, &d->mention.v[party[i]].actor)))
            return true;
    return false;
}

static struct span words_span(const struct doc *d, const struct match *m)
{
    uint32_t first = m->anchor_tok, last = m->anchor_tok;
    for (uint32_t i = 0; i < m->n_words; i++) {
        first = m->word_tok[i] < first ? m->word_tok[i] : first;
        last = m->word_tok[i] > last ? m->word_tok[i] : last;
    }
    return (struct span){d->tok.v[first].span.start, d->tok.v[last].span.end};
}

/* In an opinion piece the writer's own characterisations ("hostility", "closeness"), guesses and plans are the author's
 * voice; a plain past act told with a verb is a report there as anywhere. */
static void author_voice(const struct doc *d, const struct candidate *c, struct standing *st)
{
    const struct tok *anchor = &d->tok.v[c->match.anchor_tok];
    if (d->genre != GENRE_OPINION || st->voice != VOICE_REPORTER)
        return;
    if (st->status != EST_ASSERTED || anchor->upos != UPOS_VERB ||
        (anchor->xpos != XPOS_VBD && anchor->xpos != XPOS_VBN))
        st->voice = VOICE_AUTHOR;
}

/* "If Peru attacks, Chile will answer", told by nobody: what would follow hangs on the condition in front of it. */
static bool follows_condition(const struct doc *d, uint32_t verb)
{
    for (uint32_t c = tok_first_child(d, verb); c != NONE && c < verb; c = tok_next(d, c)) {
        uint32_t mark = d->tok.v[c].deprel == REL_ADVCL ? tok_child(d, c, REL_MARK) : NONE;
        if (mark != NONE &&
            (str_eq_nocase(tok_str(d, mark), STR("if")) || str_eq_nocase(tok_str(d, mark), STR("unless"))))
            return true;
    }
    return false;
}

static struct standing judge(struct work *w, const struct candidate *c)
{
    const struct match *m = &c->match;
    uint32_t support = NONE; /* the verb or noun matched with the anchor that stands above it */
    for (uint32_t i = 0; i < m->n_words; i++)
        if (w->d->tok.v[m->anchor_tok].head == m->word_tok[i])
            support = m->word_tok[i];
    const struct codebook_entry *above = c->parent == NONE ? NULL : w->cand.v[c->parent].match.entry;
    struct trail_options options = {support, c->stop_tok, above ? above->content : EST_ASSERTED,
                                    above ? above->rule : STR_NONE};
    struct trail trail;
    trail_of(&w->ms, m->anchor_tok, &options, &trail);
    struct standing st = standing_of(&trail);
    standing_voice(w->d, w->statement_of[m->anchor_tok], &st);
    if (c->parent != NONE) {
        const struct candidate *p = &w->cand.v[c->parent];
        bool nobodys = st.voice == VOICE_REPORTER || (st.voice == VOICE_ATTRIBUTED && st.speaker_mention == NONE);
        if (p->match.entry->type == EV_ACCUSE && nobodys) {
            st.voice = VOICE_ATTRIBUTED;
            st.speaker_mention = p->side[0].n ? p->side[0].mention[0] : NONE;
        }
    }
    /* "Iran warned that it would close the strait": its own threat */
    for (uint32_t i = 0; i < st.n_rules; i++)
        if (st.status == EST_SPECULATED && str_ends(st.rule[i], STR(" warn.v")) && c->side[0].n &&
            same_actor(w->d, st.speaker_mention, c->side[0].mention[0]))
            st.status = EST_THREATENED;
    if (st.status == EST_PLANNED && st.voice == VOICE_REPORTER && follows_condition(w->d, m->anchor_tok))
        st.status = EST_HYPOTHETICAL;
    author_voice(w->d, c, &st);
    st.factuality = factuality_within(&w->ms, m->anchor_tok, &trail, st.status);
    return st;
}

static struct str status_rule(struct work *w, const struct standing *st)
{
    struct str all = STR_NONE;
    for (uint32_t i = 0; i < st->n_rules; i++)
        all = i ? str_format(w->d->arena, "%.*s; %.*s", STR_ARG(all), STR_ARG(st->rule[i])) : st->rule[i];
    return all;
}

static void add_row(struct work *w, struct candidate *c, const struct standing *st, uint32_t source, uint32_t target)
{
    struct doc *d = w->d;
    const struct codebook_entry *entry = c->match.entry;
    uint32_t id = d->event.n;
    struct event *e = array_add(d->arena, &d->event);
    *e = (struct event){
        .sent = d->tok.v[c->match.anchor_tok].sent,
        .type = entry->type,
        .mode = entry->mode,
        .n_contexts = entry->n_contexts,
        .goldstein = codebook_goldstein(w->codebook, str_of(entry->cameo)),
        .intensity = event_type_intensity(entry->type),
        .status = st->status,
        .voice = st->voice,
        .speaker_mention = st->speaker_mention,
        .factuality = st->factuality,
        .content_of_event = c->parent == NONE ? c->intention_event : w->cand.v[c->parent].first_event,
        .reciprocal_of_event = c->first_event,
        .time = time_of(&w->ms, c->match.anchor_tok, st),
        .source_mention = source,
        .target_mention = target,
        .trigger_tok = c->match.anchor_tok,
        .trigger = words_span(d, &c->match),
        .date = DATE_RANGE_NONE,
        .date_span = SPAN_NONE,
        .place_mention = NONE,
        .rule = entry->rule,
        .status_rule = status_rule(w, st),
    };
    memcpy(e->cameo, entry->cameo, sizeof e->cameo);
    memcpy(e->context, entry->context, sizeof e->context);
    (void)event_mode_find(entry->type, entry->mode, &e->intensity);
    e->guesses = c->match.guesses;
    e->confidence = fmaxf(0.3f, 0.85f - 0.1f * c->match.guesses); /* without a filter: a first estimate */
    e->counted = e->status == EST_ASSERTED && e->content_of_event == NONE &&
                 (e->voice == VOICE_REPORTER || (e->voice != VOICE_AUTHOR && own_account(d, e, entry->symmetric)));
    if (c->first_event == NONE)
        c->first_event = id;
}

/* What names no actor and cannot act answers nothing ("agreed with the plan"): the act has one direction. */
static bool can_answer(const struct work *w, uint32_t mention)
{
    const struct mention *m = &w->d->mention.v[mention];
    return m->actor.code[0] || !m->is_filler || is_doer(w, m->head_tok);
}

static void add_twins(struct work *w, struct candidate *c, const struct standing *st, uint32_t a, uint32_t b)
{
    add_row(w, c, st, a, b);
    if (can_answer(w, b))
        add_row(w, c, st, b, a);
}

/* Partnership, joint drills, trade: one party alone makes no such event. */
static bool wants_two(const struct codebook_entry *e)
{
    return e->symmetric && (e->type == EV_COOPERATE || e->type == EV_SUPPORT);
}

/* "Ghana said it would send troops": the party is shown by its name where the sentence has one. */
static uint32_t named_mention(const struct doc *d, uint32_t mention)
{
    const struct mention *m = &d->mention.v[mention];
    if (d->tok.v[m->head_tok].upos != UPOS_PRON)
        return mention;
    const struct sent *sent = &d->sent.v[m->sent];
    for (uint32_t t = sent->first_tok; t < sent->end_tok; t++)
        for (uint32_t i = d->tok.v[t].mention; i != NONE; i = d->mention.v[i].next_same_head) {
            const struct mention *o = &d->mention.v[i];
            if (o->entity == m->entity && !o->is_filler && !o->modifier && d->tok.v[t].upos != UPOS_PRON)
                return i;
        }
    return mention;
}

/* Parties as the text shows them: by name, and "shelled the army's positions" as the whole phrase, which then has the
 * code of the actor inside. */
static void show_parties(struct doc *d, struct party_set *set)
{
    for (uint32_t i = 0; i < set->n; i++) {
        set->mention[i] = named_mention(d, set->mention[i]);
        if (i == 0 && set->home[0])
            home_give(d, set->mention[0], set->home);
        if (set->whole_tok[i] == NONE)
            continue;
        uint32_t id = doc_add_filler(d, set->whole_tok[i]);
        struct mention *whole = &d->mention.v[id];
        const struct mention *inner = &d->mention.v[set->mention[i]];
        if (!whole->is_filler || inner->is_filler)
            continue;
        whole->actor = inner->actor;
        whole->name = inner->name;
        whole->how = inner->how;
        whole->entity = inner->entity;
        set->mention[i] = id;
    }
}

/* Each source with each target. An actor that acts on what is its own ("demobilised its army") has no target. */
static void add_pairs(struct work *w, struct candidate *c, const struct standing *st)
{
    const struct party_set *s = &c->side[0], *t = &c->side[1];
    for (uint32_t i = 0; i < s->n; i++) {
        bool any = false;
        for (uint32_t k = 0; k < t->n; k++)
            if (!acts_on_itself(w->d, s->mention[i], t->mention[k])) {
                add_row(w, c, st, s->mention[i], t->mention[k]);
                any = true;
            }
        if (!any && !c->match.entry->symmetric)
            add_row(w, c, st, s->mention[i], NONE);
    }
}

/* All rows of a match, its parties as they stand to one another. */
static void add_rows(struct work *w, struct candidate *c, const struct standing *st)
{
    const struct party_set *s = &c->side[0], *t = &c->side[1];
    uint32_t first = w->d->event.n;
    if (c->mutual && s->n && t->n) {
        for (uint32_t i = 0; i < s->n; i++)
            for (uint32_t k = 0; k < t->n && w->d->event.n - first < MAX_ROWS_PER_MATCH; k++)
                if (!acts_on_itself(w->d, s->mention[i], t->mention[k]))
                    add_twins(w, c, st, s->mention[i], t->mention[k]);
    } else if (c->mutual && s->n + t->n > 1) {
        const struct party_set *all = s->n ? s : t;
        for (uint32_t i = 0; i < all->n; i++)
            for (uint32_t k = i + 1; k < all->n && w->d->event.n - first < MAX_ROWS_PER_MATCH; k++)
                if (!acts_on_itself(w->d, all->mention[i], all->mention[k]))
                    add_twins(w, c, st, all->mention[i], all->mention[k]);
    } else if (s->n && t->n) {
        add_pairs(w, c, st);
    } else if (!wants_two(c->match.entry)) {
        for (uint32_t i = 0; i < s->n; i++)
            add_row(w, c, st, s->mention[i], NONE);
        for (uint32_t i = 0; i < t->n; i++)
            add_row(w, c, st, NONE, t->mention[i]);
    }
    /* Rows of a match that is not mutual are no twins of one another. */
    if (!c->mutual)
        for (uint32_t i = first; i < w->d->event.n; i++)
            w->d->event.v[i].reciprocal_of_event = NONE;
}

/* When the deed is due is not when it was spoken of. */
static void forget_time(struct doc *d, uint32_t first)
{
    for (uint32_t i = first; i < d->event.n; i++) {
        struct event *e = &d->event.v[i];
        e->time = TIME_CURRENT;
        e->date = DATE_RANGE_NONE;
        e->date_span = SPAN_NONE;
    }
}

/* "India and Pakistan agreed to keep the truce": the promise, threat or demand is coded from the verb above. */
static bool is_said_above(const struct work *w, const struct candidate *c)
{
    enum { STEPS = 3 };
    uint32_t t = w->d->tok.v[c->match.anchor_tok].head;
    for (unsigned i = 0; i < STEPS && t != NONE; i++, t = w->d->tok.v[t].head) {
        uint32_t claim = w->claimed[t - w->ms.first_tok];
        if (!claim || &w->cand.v[claim - 1] == c)
            continue;
        switch (w->cand.v[claim - 1].match.entry->type) {
        case EV_AGREE:
        case EV_REJECT:
        case EV_THREATEN:
        case EV_REQUEST:
            return true;
        default:
            break;
        }
    }
    return false;
}

/* "Kenya will send aid", "Kenya said Chad must pay": the saying first, then the deed as its content. */
static void add_intention(struct work *w, struct candidate *c, const struct standing *st)
{
    struct codebook_entry entry;
    enum event_time time = time_of(&w->ms, c->match.anchor_tok, st);
    if (c->parent != NONE || !c->side[0].weight || is_said_above(w, c) ||
        !intention_of(c->match.entry->type, st, time, &entry))
        return;
    struct candidate act = *c;
    struct standing said = *st;
    said.status = EST_ASSERTED;
    said.n_rules = 0;
    act.match.entry = &entry;
    entry.symmetric = c->match.entry->symmetric;
    act.mutual &= !act.side[1].n; /* "Kenya will meet Chad": Kenya's promise */
    if (entry.type == EV_REQUEST) {
        if (same_actor(w->d, st->speaker_mention, c->side[0].mention[0]))
            return;
        entry.symmetric = act.mutual = false;
        act.side[1] = c->side[0];
        act.side[0] = (struct party_set){0};
        party_add(w->d, &act.side[0], st->speaker_mention, NONE);
    }
    uint32_t first = w->d->event.n;
    add_rows(w, &act, &said);
    forget_time(w->d, first);
    c->intention_event = act.first_event;
}

static void add_events(struct work *w, struct candidate *c)
{
    if (is_void(c))
        return;
    struct standing st = judge(w, c);
    show_parties(w->d, &c->side[0]);
    show_parties(w->d, &c->side[1]);
    add_intention(w, c, &st);
    add_rows(w, c, &st);
}

/* Parents before their contents, else by place in the text, so that content_of always points back. */
static void emit(struct work *w)
{
    for (uint32_t done = 0, round = 0; round <= w->cand.n; round++, done = 0) {
        for (uint32_t i = 0; i < w->cand.n; i++) {
            struct candidate *c = &w->cand.v[i];
            bool ready = c->taken && (c->parent == NONE || !w->cand.v[c->parent].taken);
            if (!ready)
                continue;
            add_events(w, c);
            c->taken = false;
            done++;
        }
        if (!done)
            break;
    }
}

static void code_sentence(struct work w, uint32_t sent)
{
    struct doc *d = w.d;
    struct arena_mark mark = arena_mark(d->scratch);
    match_begin(w.codebook, d, sent, &w.ms);
    w.claimed = arena_zalloc(d->scratch, (w.ms.end_tok - w.ms.first_tok + 1) * sizeof *w.claimed);
    collect(&w);
    choose(&w);
    between_acts(&w);
    uint32_t first_event = d->event.n;
    emit(&w);
    event_details(&w.ms, first_event);
    arena_rewind(d->scratch, mark);
}

/* No act without an actor of some weight. "We" in a quotation is its speaker, whom another sentence may name. */
static bool may_hold_event(const struct work *w, uint32_t sent)
{
    const struct doc *d = w->d;
    for (uint32_t t = d->sent.v[sent].first_tok; t < d->sent.v[sent].end_tok; t++) {
        for (uint32_t m = d->tok.v[t].mention; m != NONE; m = d->mention.v[m].next_same_head) {
            const struct actor_code *a = &d->mention.v[m].actor;
            if (a->country[0] || 2 * actor_weight(a) >= WEIGHT_ENOUGH) /* it may stand on both sides */
                return true;
        }
        if (w->statement_of[t] != NONE && is_first_person(d, t))
            return true;
    }
    return false;
}

/* A title tells again what the body tells: its events count only where no sentence of the body says the same. */
static void uncount_titles(struct doc *d)
{
    for (uint32_t i = 0; i < d->event.n; i++) {
        struct event *e = &d->event.v[i];
        if (d->sent.v[e->sent].kind != SENT_TITLE || !e->counted)
            continue;
        for (uint32_t k = 0; k < d->event.n && e->counted; k++) {
            const struct event *o = &d->event.v[k];
            if (d->sent.v[o->sent].kind == SENT_BODY && o->type == e->type && o->counted &&
                same_actor(d, o->source_mention, e->source_mention) &&
                same_actor(d, o->target_mention, e->target_mention))
                e->counted = false;
        }
    }
}

static void filter_events(struct doc *d, const struct event_options *o)
{
    enum { REASONS = 8 };
    struct arena_mark mark = arena_mark(d->scratch);
    filter_weigh(o->filter, d);
    for (uint32_t i = 0; o->trace && i < d->event.n; i++)
        d->event.v[i].filter_rule = filter_reasons(o->filter, d, i, REASONS, d->arena);
    filter_apply(d, o->least_confidence);
    arena_rewind(d->scratch, mark);
}

enum status event_code(const struct codebook *c, struct doc *d, const struct event_options *o, struct fault *f)
{
    if (d->genre == GENRE_NONE)
        d->genre = genre_of(c, d);
    const struct work empty = {.codebook = c, .d = d, .statement_of = statements_by_tok(d), .trace = o->trace};
    for (uint32_t i = 0; i < d->sent.n; i++) {
        if (d->sent.v[i].kind == SENT_BOILERPLATE || d->sent.v[i].kind == SENT_CAPTION)
            continue;
        if (o->trace || may_hold_event(&empty, i))
            code_sentence(empty, i);
        if (arena_over_limit(d->arena))
            return fault_set(f, ST_LIMIT, "document %.*s: more memory than the limit while coding sentence %u",
                             STR_ARG(d->id), i);
    }
    if (o->filter)
        filter_events(d, o);
    uncount_titles(d);
    event_contexts(c, d);
    return OK;
}
