/* Pronouns and phrases that stand for actors named before.
 *
 * Candidates are what was spoken of in this sentence and a few before it. Each must agree in number, person and gender;
 * the nearest sentence counts most, then being its subject, then standing in the same role. Where a person that we
 * cannot code is as near, or where nothing fits, the pronoun stays unresolved: a wrong actor is worse than none. */
#include "actor/actor_int.h"

enum { PRONOUN_SENTENCES = 2, PHRASE_SENTENCES = 4, MAX_MEMBERS = 3 };

static const struct mention *mention_of(const struct coref *c, const struct ref *r)
{
    return &c->w->d->mention.v[r->mention];
}

/* "Putin told him", "Putin flew in and told him", "Putin and Shoigu told him": none of the subjects, which a
 * coordinated verb shares with the first. */
static bool same_clause(const struct doc *d, uint32_t a, uint32_t b)
{
    uint32_t verb = d->tok.v[b].head;
    while (d->tok.v[a].deprel == REL_CONJ)
        a = d->tok.v[a].head;
    if (verb == NONE || d->tok.v[a].head == verb)
        return verb != NONE;
    while (d->tok.v[verb].deprel == REL_CONJ && tok_child(d, verb, REL_NSUBJ) == NONE)
        verb = d->tok.v[verb].head;
    return d->tok.v[a].head == verb && tok_is_subject(d, a);
}

/* "Qatar defended itself": its own subject, which "it" never is. */
static bool is_reflexive(const struct doc *d, uint32_t t)
{
    struct str s = tok_str(d, t);
    return str_ends(s, STR("self")) || str_ends(s, STR("selves"));
}

static int closeness(const struct coref *c, const struct ref *r, uint32_t tok, uint32_t sent)
{
    const struct doc *d = c->w->d;
    int n = 20 - 8 * (int)(sent - r->sent);
    if (r->subject)
        n += 5;
    if (r->subject && tok_is_subject(d, tok))
        n += 2;
    if (r->subject && r->sent < sent && d->tok.v[r->tok].head == d->sent.v[r->sent].root_tok)
        n += 1; /* "Ocampo was certain that Bashir would come. His prediction" */
    if (r->modifier)
        n -= 4;
    if (r->is_place)
        n -= 6;
    return n;
}

/* "One of the soldiers bowed": somebody. */
static bool is_one_of_many(const struct doc *d, uint32_t tok)
{
    uint32_t many = d->tok.v[tok].upos == UPOS_NUM ? tok_child(d, tok, REL_NMOD) : NONE;
    return many != NONE && d->tok.v[many].xpos == XPOS_NNS && str_eq_nocase(tok_str(d, tok), STR("one")) &&
           tok_is_subject(d, tok);
}

/* A subject that is a proper noun without a code could be meant as well, or one of many. */
static bool unknown_subject_nearer(const struct coref *c, uint32_t tok, const struct ref *best)
{
    const struct work *w = c->w;
    const struct doc *d = w->d;
    uint32_t from = best->subject ? best->tok : d->sent.v[best->sent].first_tok;
    for (uint32_t t = tok; t-- > from;) {
        if (is_one_of_many(d, t))
            return true;
        bool titled = t > 0 && tok_is(w, t - 1, WC_HONORIFIC); /* "Mr. Nobody" */
        if (d->tok.v[t].upos != UPOS_PROPN || !(tok_is_subject(d, t) || titled) || d->tok.v[t].deprel == REL_FLAT)
            continue;
        bool coded = false;
        for (uint32_t i = c->ref.n; i-- > 0 && c->ref.v[i].sent >= d->tok.v[t].sent && !coded;)
            coded = c->ref.v[i].tok == t;
        if (!coded && (w->unit_at[t] == NONE || w->unit.v[w->unit_at[t]].dropped))
            return true;
    }
    return false;
}

static bool is_noun(const struct doc *d, uint32_t tok)
{
    return d->tok.v[tok].upos == UPOS_NOUN || d->tok.v[tok].upos == UPOS_PROPN;
}

/* Is the token the head of something spoken of that has a code? */
static bool is_spoken_of(const struct coref *c, uint32_t tok)
{
    const struct doc *d = c->w->d;
    for (uint32_t i = c->ref.n; i-- > 0 && c->ref.v[i].sent >= d->tok.v[tok].sent;)
        if (c->ref.v[i].tok == tok && mention_of(c, &c->ref.v[i])->actor.code[0])
            return true;
    return false;
}

/* "Our offices thanked them for their help": things or people that no list knows, nearer than best, may be meant by
 * "they": in best's sentence only its subjects, later any noun in the plural. */
static bool unknown_many_nearer(const struct coref *c, uint32_t tok, uint32_t best)
{
    const struct doc *d = c->w->d;
    uint32_t sent = d->tok.v[tok].sent;
    for (uint32_t t = tok; t-- > best;) {
        if ((d->tok.v[t].xpos != XPOS_NNS && d->tok.v[t].xpos != XPOS_NNPS) || d->tok.v[t].deprel == REL_COMPOUND)
            continue;
        bool may_be = tok_is_subject(d, t) ||
                      (d->tok.v[t].sent == sent && (d->tok.v[best].sent != sent || !tok_is_subject(d, best)));
        if (may_be && !is_spoken_of(c, t))
            return true;
    }
    return false;
}

static bool many_nearer(const struct coref *c, uint32_t tok, uint32_t best)
{
    if (unknown_many_nearer(c, tok, best))
        return true;
    for (uint32_t i = c->ref.n; i-- > 0 && c->ref.v[i].tok > best;)
        if (c->ref.v[i].kind == REF_MANY && c->ref.v[i].subject)
            return true;
    return false;
}

/* "ISIL … them": a group across borders, nearer than best, is many as well. */
static bool group_nearer(const struct coref *c, const struct ref *best)
{
    for (uint32_t i = c->ref.n; i-- > 0 && c->ref.v[i].tok > best->tok;) {
        const struct actor_code *code = &mention_of(c, &c->ref.v[i])->actor;
        if (c->ref.v[i].kind == REF_BODY && !c->ref.v[i].modifier && code->n_sectors && !code->country[0] &&
            (strncmp(code->code, "IMG", 3) == 0 || strncmp(code->code, "ISM", 3) == 0))
            return true;
    }
    return false;
}

/* "the developed world … its": a subject that is no state, body or person with a country stands nearer. */
static bool thing_nearer(const struct coref *c, uint32_t tok, const struct ref *best)
{
    const struct doc *d = c->w->d;
    uint32_t first = d->sent.v[d->tok.v[tok].sent].first_tok, from = best->tok >= first ? best->tok + 1 : first;
    for (uint32_t t = tok; t-- > from;) {
        if (d->tok.v[t].upos != UPOS_NOUN || d->tok.v[t].xpos != XPOS_NN || !tok_is_subject(d, t))
            continue;
        uint32_t i = c->ref.n;
        while (i-- > 0 && c->ref.v[i].tok >= from && c->ref.v[i].tok != t)
            ;
        bool known = i != UINT32_MAX && c->ref.v[i].tok == t;
        if (!known || !mention_of(c, &c->ref.v[i])->actor.country[0])
            return true;
    }
    return false;
}

/* The subject, said or understood ("urged the United States to end its embargo"), of whatever verb tok depends on.
 * NONE: there is none. */
static uint32_t subject_above(const struct doc *d, uint32_t tok)
{
    uint32_t verb = d->tok.v[tok].head, subject = NONE;
    for (int i = 0; i < 5 && verb != NONE && subject == NONE; i++) {
        uint32_t above = d->tok.v[verb].head;
        subject = tok_child(d, verb, REL_NSUBJ);
        if (subject == NONE && above != NONE && d->tok.v[verb].deprel == REL_XCOMP)
            subject = tok_child(d, above, tok_child(d, above, REL_IOBJ) != NONE ? REL_IOBJ : REL_OBJ);
        verb = above;
    }
    return subject;
}

/* "the mission visited Yemen and submitted its report": of a subject that nobody knows. */
static bool done_by_unknown(const struct coref *c, uint32_t tok)
{
    const struct doc *d = c->w->d;
    uint32_t subject = subject_above(d, tok);
    return subject != NONE && subject < tok && is_noun(d, subject) && !is_spoken_of(c, subject);
}

/* "It went on": at the start, of the subject of the sentence before. */
static bool goes_on(const struct doc *d, uint32_t tok, const struct ref *before, bool possessive)
{
    if (!before->subject)
        return false;
    return possessive || (d->tok.v[tok].deprel == REL_NSUBJ && tok <= d->sent.v[d->tok.v[tok].sent].first_tok + 1);
}

/* "Through its own efforts, Benin": what the sentence begins with looks ahead. */
static bool opens_sentence(const struct work *w, uint32_t tok)
{
    uint32_t first = w->d->sent.v[w->d->tok.v[tok].sent].first_tok;
    return tok == first + 1 && w->d->tok.v[first].upos == UPOS_ADP;
}

/* "all its forms", "their causes": of whatever is spoken of, hardly of an actor. */
static bool owns_no_actor(const struct work *w, uint32_t tok)
{
    uint32_t head = w->d->tok.v[tok].head;
    return head != NONE && tok_is(w, head, WC_INHERENT);
}

/* "Russia condemned it", but not "as I understand it", "they pledged to give it all support": who acts on "it" is
 * spoken of, and not what it stands for. */
static bool done_by_another(const struct coref *c, uint32_t tok, const struct ref *what)
{
    const struct doc *d = c->w->d;
    uint32_t subject = subject_above(d, tok);
    for (uint32_t i = c->ref.n; subject != NONE && i-- > 0 && c->ref.v[i].sent >= d->tok.v[tok].sent;)
        if (c->ref.v[i].tok == subject)
            return mention_of(c, &c->ref.v[i])->entity != mention_of(c, what)->entity;
    return false;
}

/* "climate change and its costs": of the noun that stands beside it, which is no actor. */
static bool is_of_thing(const struct coref *c, uint32_t tok)
{
    const struct doc *d = c->w->d;
    if (tok < d->sent.v[d->tok.v[tok].sent].first_tok + 2 || !tok_is(c->w, tok - 1, WC_AND))
        return false;
    return is_noun(d, tok - 2) && !is_spoken_of(c, tok - 2);
}

/* "it is expected that", "it rains". */
static bool is_dummy(const struct work *w, uint32_t t)
{
    const struct doc *d = w->d;
    if (d->tok.v[t].deprel == REL_EXPL)
        return true;
    uint32_t head = d->tok.v[t].head;
    if (head == NONE || !tok_is_subject(d, t))
        return false;
    if (tok_is(w, head, WC_WEATHER))
        return true;
    /* "it is too early to": a predicate that is no verb tells nothing of what an actor did, whatever "it" is. */
    if (tok_child(d, head, REL_CSUBJ) != NONE || tok_child(d, head, REL_COP) != NONE)
        return true;
    /* A clause as complement of an adjective or passive: "it is likely that", "it was reported that". */
    bool passive_or_adjective = d->tok.v[head].upos == UPOS_ADJ || d->tok.v[t].deprel == REL_NSUBJ_PASS;
    return passive_or_adjective && (tok_child(d, head, REL_CCOMP) != NONE || tok_child(d, head, REL_ADVCL) != NONE ||
                                    tok_child(d, head, REL_XCOMP) != NONE);
}

static bool has_country_or_own_letters(const struct actor_code *code)
{
    return code->country[0] || strlen(code->code) > 3u * code->n_sectors;
}

/* "the Assembly at its fifth session": but for a preposition, the pronoun follows at once. */
static bool stands_beside(const struct doc *d, uint32_t tok, uint32_t pronoun)
{
    return tok + 2 == pronoun && d->tok.v[tok + 1].upos == UPOS_ADP;
}

static bool agrees(const struct coref *c, const struct ref *r, uint32_t t)
{
    const struct work *w = c->w;
    if (tok_is(w, t, WC_HE))
        return r->kind == REF_PERSON && r->gender != 'f';
    if (tok_is(w, t, WC_SHE))
        return r->kind == REF_PERSON && r->gender != 'm';
    if (tok_is(w, t, WC_IT))
        return (r->kind == REF_STATE || r->kind == REF_BODY) && (!r->modifier || stands_beside(w->d, r->tok, t)) &&
               mention_of(c, r)->group == NONE && has_country_or_own_letters(&mention_of(c, r)->actor);
    return r->kind == REF_MANY && !r->modifier;
}

/* The members of the group that was named last within reach: 2, or 3 if wanted; 0 none. */
static uint32_t last_group(const struct coref *c, uint32_t tok, uint32_t reach, uint32_t wanted, int kind,
                           uint32_t *out)
{
    const struct doc *d = c->w->d;
    for (uint32_t i = c->ref.n; i-- > 0;) {
        const struct ref *r = &c->ref.v[i];
        const struct mention *m = mention_of(c, r);
        if (r->sent + reach < d->tok.v[tok].sent)
            break;
        if (m->group == NONE || r->modifier ||
            (kind >= 0 && r->kind != kind && !(kind == REF_PERSON && r->kind == REF_MANY)))
            continue;
        uint32_t n = 0;
        for (uint32_t k = i + 1; k-- > 0 && n < MAX_MEMBERS + 1 && c->ref.v[k].sent == r->sent;) {
            const struct mention *o = mention_of(c, &c->ref.v[k]);
            if (o->group != m->group)
                continue;
            if (n < MAX_MEMBERS)
                out[n] = c->ref.v[k].mention;
            n++;
        }
        if (n == wanted) {
            for (uint32_t k = 0; k < n / 2; k++) {
                uint32_t swap = out[k];
                out[k] = out[n - 1 - k];
                out[n - 1 - k] = swap;
            }
            return n;
        }
    }
    return 0;
}

static uint32_t put_group(struct coref *c, const uint32_t *member, uint32_t n, uint32_t first, uint32_t last)
{
    uint32_t group = c->w->n_groups++, made = NONE;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t m = coref_repeat(c, member[i], first, last, HOW_COREFERENCE);
        c->w->d->mention.v[m].group = group;
        enum ref_kind kind = REF_BODY;
        uint32_t office = 0;
        for (uint32_t k = c->ref.n; k-- > 0;)
            if (c->ref.v[k].mention == member[i]) {
                kind = (enum ref_kind)c->ref.v[k].kind;
                office = c->ref.v[k].office;
                break;
            }
        coref_note(c, m, kind, office, 0);
        if (i == 0)
            made = m;
    }
    /* For "their ministers": the possessor is looked up by its token. */
    c->w->d->tok.v[first].mention = made;
    return made;
}

void anaphor_pronoun(struct coref *c, uint32_t t)
{
    const struct work *w = c->w;
    struct doc *d = w->d;
    uint32_t sent = d->tok.v[t].sent;
    bool possessive = d->tok.v[t].xpos == XPOS_PRPS, it = tok_is(w, t, WC_IT), they = tok_is(w, t, WC_THEY);
    if (possessive && (it || they) && (owns_no_actor(w, t) || opens_sentence(w, t)))
        return;
    if (it && (is_dummy(w, t) || (possessive && is_of_thing(c, t))))
        return;
    if (they) {
        uint32_t member[MAX_MEMBERS];
        uint32_t n = last_group(c, t, 1, 2, -1, member);
        if (n && many_nearer(c, t, d->mention.v[member[n - 1]].head_tok))
            return;
        if (n) {
            put_group(c, member, n, t, t);
            return;
        }
    }
    const struct ref *best = NULL;
    int best_points = 0;
    uint32_t reach = it ? 1 : PRONOUN_SENTENCES, subject = it && possessive ? subject_above(d, t) : NONE;
    for (uint32_t i = c->ref.n; i-- > 0;) {
        const struct ref *r = &c->ref.v[i];
        if (r->sent + reach < sent)
            break;
        if (!agrees(c, r, t) || (!possessive && r->tok < t && same_clause(d, r->tok, t) != is_reflexive(d, t)))
            continue;
        int n = closeness(c, r, t, sent) + (possessive && stands_beside(d, r->tok, t) ? 20 : 0);
        n += it && possessive && r->tok == subject ? 12 : 0;
        if (it && r->is_place)
            continue;
        if (n > best_points) {
            best = r;
            best_points = n;
        }
    }
    if (!best || ((it || they) && best->sent != sent && !goes_on(d, t, best, possessive)))
        return;
    if (it && !possessive && !is_reflexive(d, t) && !tok_is_subject(d, t) && !done_by_another(c, t, best))
        return;
    if (they && (unknown_many_nearer(c, t, best->tok) || group_nearer(c, best)))
        return;
    if (it && (thing_nearer(c, t, best) || (possessive && done_by_unknown(c, t))))
        return;
    if (!it && !they && unknown_subject_nearer(c, t, best))
        return;
    struct ref of = *best;
    uint32_t m = coref_repeat(c, of.mention, t, t, HOW_COREFERENCE);
    coref_note(c, m, (enum ref_kind)of.kind, of.office, of.gender);
    d->tok.v[t].mention = m;
}

/* What follows says whose. */
static bool before_of(const struct work *w, uint32_t tok)
{
    return tok + 1 < w->d->sent.v[w->d->tok.v[tok].sent].end_tok && tok_is(w, tok + 1, WC_OF);
}

/* ---- phrases ------------------------------------------------------------------------------------------------- */

static bool after_locative(const struct work *w, uint32_t head, uint32_t first)
{
    uint32_t preposition = tok_child(w->d, head, REL_CASE);
    if (preposition == NONE && first > w->d->sent.v[w->d->tok.v[head].sent].first_tok)
        preposition = first - 1;
    return preposition != NONE && tok_is(w, preposition, WC_LOCATIVE);
}

static bool span_is(const struct work *w, const struct unit *u, enum word_class class)
{
    for (uint32_t p = u->first_piece; p < u->end_piece; p++)
        if (word_is(w->a, w->piece.v[p].word, class))
            return true;
    return false;
}

/* The two most spoken-of actors of the kind in the sentences before. */
static uint32_t salient(const struct coref *c, uint32_t tok, uint32_t wanted, enum ref_kind kind, uint32_t *out)
{
    const struct doc *d = c->w->d;
    struct {
        uint32_t entity, mention;
        int points;
    } seen[16];
    uint32_t n_seen = 0, sent = d->tok.v[tok].sent;
    for (uint32_t i = c->ref.n; i-- > 0;) {
        const struct ref *r = &c->ref.v[i];
        if (r->sent + PHRASE_SENTENCES < sent)
            break;
        const struct mention *m = mention_of(c, r);
        if (r->kind != kind || !m->actor.code[0])
            continue;
        uint32_t k = 0;
        while (k < n_seen && seen[k].entity != m->entity)
            k++;
        if (k == 16)
            continue;
        if (k == n_seen) {
            seen[n_seen].entity = m->entity;
            seen[n_seen].points = 0;
            seen[n_seen++].mention = r->mention;
        }
        seen[k].points += (r->is_place ? 1 : 4) + (r->subject ? 2 : 0) + 3 * (int)(PHRASE_SENTENCES - (sent - r->sent));
    }
    if (n_seen < wanted)
        return 0;
    for (uint32_t k = 0; k < wanted; k++) {
        uint32_t best = k;
        for (uint32_t i = k + 1; i < n_seen; i++)
            if (seen[i].points > seen[best].points)
                best = i;
        out[k] = seen[best].mention;
        seen[best] = seen[k];
    }
    /* A third actor as prominent as the second makes "the two" anyone's guess, but the writer had two in mind: the
     * first two stand. */
    return wanted;
}

/* "the two ministers": the noun is one of the role nouns, and not of things. */
static bool names_persons(const struct work *w, const struct unit *u)
{
    uint32_t node = lexicon_child(w->a, 0, w->piece.v[u->end_piece - 1].word);
    if (node == NONE || tok_is(w, u->last_tok, WC_THING))
        return false;
    for (uint32_t s = w->a->node.v[node].first_sense; s != NONE; s = w->a->sense.v[s].next) {
        const struct entry *e = &w->a->entry.v[w->a->sense.v[s].entry];
        if (e->kind == ENTRY_AGENT && !e->prefix && e->refer == REFER_NONE)
            return true;
    }
    return false;
}

static void group_phrase(struct coref *c, const struct unit *u)
{
    struct work *w = c->w;
    const struct doc *d = w->d;
    if (span_is(w, u, WC_MANY))
        return;
    uint32_t wanted = span_is(w, u, WC_THREE) ? 3 : 2, member[MAX_MEMBERS];
    /* "both" and "the two" before a noun of their own are no phrase. */
    const struct tok *last = &d->tok.v[u->last_tok];
    bool modifies = last->head != NONE && last->head > u->last_tok &&
                    (d->tok.v[last->head].upos == UPOS_NOUN || d->tok.v[last->head].upos == UPOS_PROPN);
    if (modifies && last->upos != UPOS_NOUN && last->upos != UPOS_PRON)
        return;
    if (last->deprel == REL_CC_PRECONJ || (u->first_tok == u->last_tok && last->deprel == REL_DET))
        return;
    bool anybody = true; /* every word of it says nothing of what kind they are */
    for (uint32_t p = u->first_piece; p < u->end_piece; p++)
        anybody &= word_is(w->a, w->piece.v[p].word, WC_ANYBODY) || word_is(w->a, w->piece.v[p].word, WC_OF) ||
                   word_is(w->a, w->piece.v[p].word, WC_THREE) || word_is(w->a, w->piece.v[p].word, WC_THEY);
    bool states = span_is(w, u, WC_STATES);
    if (!span_is(w, u, WC_ANYBODY) && before_of(w, u->last_tok))
        return; /* "the nations of the world" */
    enum ref_kind kind = names_persons(w, u) ? REF_PERSON : REF_BODY;
    bool loose = str_eq_nocase(tok_str(d, u->first_tok), STR("all")) || last->upos == UPOS_VERB ||
                 last->upos == UPOS_ADJ || !(span_is(w, u, WC_ANYBODY) || span_is(w, u, WC_THREE));
    uint32_t reach = loose ? 1 : PHRASE_SENTENCES; /* "all parties", "the nations": hardly those of another conflict */
    uint32_t n = last_group(c, u->first_tok, reach, wanted, anybody || states ? -1 : (int)kind, member);
    if (!n && !anybody && !loose && (states || kind == REF_PERSON))
        n = salient(c, u->first_tok, wanted, states ? REF_STATE : kind, member);
    if (n)
        put_group(c, member, n, u->first_tok, u->last_tok);
}

/* The last mention of the kind within reach, subjects of its sentence first. */
static const struct ref *last_of(const struct coref *c, uint32_t tok, uint32_t reach, enum ref_kind kind,
                                 bool across_borders, struct str noun)
{
    const struct doc *d = c->w->d;
    const struct ref *best = NULL;
    int best_points = 0;
    for (uint32_t i = c->ref.n; i-- > 0;) {
        const struct ref *r = &c->ref.v[i];
        if (r->sent + reach < d->tok.v[tok].sent)
            break;
        const struct mention *m = mention_of(c, r);
        if (r->kind != kind || (across_borders && m->actor.country[0] && !code_has_sector(&m->actor, "REB")))
            continue; /* an army is no "group"; rebels of one state are */
        bool own = r->subject && r->sent == d->tok.v[tok].sent;
        if (own && kind == REF_STATE && str_eq_nocase(tok_str(d, tok), STR("that")))
            continue; /* "Egypt follows events in that country" */
        if (noun.n && !str_has_nocase(m->name, noun))
            continue;
        int n = closeness(c, r, tok, d->tok.v[tok].sent) + (kind == REF_STATE && r->is_place ? 6 : 0) + 20;
        if (n > best_points) {
            best = r;
            best_points = n;
        }
    }
    return best;
}

void anaphor_phrase(struct coref *c, uint32_t unit)
{
    struct work *w = c->w;
    const struct unit *u = &w->unit.v[unit];
    const struct ref *of = NULL;
    if (u->refer == REFER_STATE && (before_of(w, u->last_tok) || w->d->tok.v[u->last_tok].deprel == REL_COMPOUND))
        return; /* "the state of education", "the country team" */
    switch (u->refer) {
    case REFER_GROUP:
        group_phrase(c, u);
        return;
    case REFER_STATE:
        of = last_of(c, u->first_tok, PRONOUN_SENTENCES, REF_STATE, false, STR_NONE);
        break;
    case REFER_ORG:
        of = last_of(c, u->first_tok, PHRASE_SENTENCES, REF_BODY, true,
                     tok_is(w, u->last_tok, WC_ANY_BODY) ? STR_NONE : tok_str(w->d, u->last_tok));
        break;
    case REFER_PERSON:
        of = last_of(c, u->first_tok, PRONOUN_SENTENCES, REF_PERSON, false, STR_NONE);
        break;
    case REFER_NONE:
        break;
    }
    if (!of)
        return;
    struct ref copy = *of;
    uint32_t m = coref_repeat(c, copy.mention, u->first_tok, u->last_tok, HOW_COREFERENCE);
    struct mention *made = &w->d->mention.v[m];
    if (u->refer == REFER_STATE && made->actor.country[0]) {
        bool capital = made->actor.n_sectors > 0; /* "Moscow… the country" */
        code_only_country(&made->actor);
        if (capital) {
            uint32_t *entity = map_put(&c->by_code, str_copy(w->d->scratch, str_of(made->actor.code)), NONE);
            made->entity = *entity == NONE ? m : *entity;
            *entity = made->entity;
        }
        made->is_place = after_locative(w, made->head_tok, u->first_tok);
    }
    coref_note(c, m, (enum ref_kind)copy.kind, copy.office, copy.gender);
}

/* ---- role nouns without an owner ------------------------------------------------------------------------------ */

/* A further mention of a role noun whose first one was made before: it does not follow it in the array, so it is noted
 * here. */
static struct mention *further_mention(struct coref *c, struct unit *u, bool first)
{
    struct work *w = c->w;
    if (first && u->mention != NONE)
        return &w->d->mention.v[u->mention];
    struct mention *m = mention_add(w, u);
    m->phrase = doc_phrase(w->d, u->head_tok);
    m->is_person = !u->plural && !tok_is(w, u->last_tok, WC_THING);
    return m;
}

static void note_further(struct coref *c, struct unit *u, uint32_t mention)
{
    if (mention == u->mention)
        return;
    u->n_mentions = 1;
    coref_note(c, mention, u->plural ? REF_MANY : REF_PERSON, unit_sense(c->w, u)->entry, 0);
}

/* "its army", "their ministers": the owner is what the pronoun was resolved to. */
static void give_possessor(struct coref *c, uint32_t unit)
{
    struct work *w = c->w;
    struct doc *d = w->d;
    struct unit *u = &w->unit.v[unit];
    uint32_t owner = d->tok.v[u->possessor_tok].mention;
    if (owner == NONE || tok_is(w, u->last_tok, WC_RELATION) || !d->mention.v[owner].actor.country[0])
        return;
    uint32_t group = d->mention.v[owner].group;
    uint32_t made_group = group != NONE && u->plural ? w->n_groups++ : NONE;
    for (uint32_t i = 0; owner + i < d->mention.n && i < MAX_MEMBERS; i++) {
        struct mention o = d->mention.v[owner + i]; /* the array may move */
        if (i && (made_group == NONE || o.group != group || o.head_tok != u->possessor_tok))
            break;
        struct actor_code code = o.actor;
        code_only_country(&code);
        code_add_sectors(&code, (const char(*)[4])u->code.sector, u->code.n_sectors);
        if (!u->code.n_sectors)
            code_add_sectors(&code, (const char[][4]){"GOV"}, 1);
        struct mention *m = further_mention(c, u, i == 0);
        m->actor = code;
        m->group = made_group;
        m->how = HOW_ROLE;
        m->name = actors_name_of(w->a, str_of(code.code));
        note_further(c, u, (uint32_t)(m - d->mention.v));
    }
}

static bool is_armed(const struct actor_code *c)
{
    return code_has_sector(c, "REB") || code_has_sector(c, "UAF") || code_has_sector(c, "PRM") ||
           code_has_sector(c, "IMG");
}

/* "the militia", "the rebels": armed people of no stated side may be any group that bears arms. */
static bool sectors_within(const struct actor_code *small, const struct actor_code *big)
{
    if (is_armed(small) && is_armed(big))
        return true;
    for (unsigned i = 0; i < small->n_sectors; i++)
        if (!code_has_sector(big, small->sector[i]))
            return false;
    return true;
}

/* "the President", "this administration", as a country's own records write of its own. */
static bool is_home_office(const struct work *w, const struct unit *u)
{
    if (!w->home[0] || u->plural || u->code.country[0])
        return false;
    bool capital = w->piece.v[u->first_piece].shape == SHAPE_CAPITAL;
    return (capital && u->first_tok > w->d->sent.v[u->sent].first_tok) ||
           str_eq_nocase(tok_str(w->d, u->np_first), STR("this"));
}

/* "the council president": a noun that is no name says of what. */
static bool is_of_compound(const struct work *w, const struct unit *u)
{
    const struct doc *d = w->d;
    uint32_t noun = tok_child(d, u->head_tok, REL_COMPOUND), determiner = tok_child(d, u->head_tok, REL_DET);
    return !u->definite && !u->indefinite && noun != NONE && noun < u->first_tok && d->tok.v[noun].upos == UPOS_NOUN &&
           determiner != NONE && determiner < noun && !tok_is(w, determiner, WC_INDEFINITE);
}

/* "the president of the Commission", "the council president": the whole phrase; "the leader of the left": the noun,
 * where what follows is nobody we know. */
static struct str office_words(const struct work *w, const struct unit *u)
{
    const struct doc *d = w->d;
    struct span words = u->span, phrase = doc_phrase(d, u->head_tok);
    if ((u->n_owners && !has_country_or_own_letters(&u->code) && u->owners_before) || is_of_compound(w, u))
        words.start = phrase.start;
    uint32_t end = d->sent.v[u->sent].end_tok;
    if (!before_of(w, u->last_tok))
        return doc_slice(d, words);
    words.end = d->tok.v[u->last_tok + 1].span.end;
    for (uint32_t t = u->last_tok + 2; t < end && d->tok.v[t].span.end <= phrase.end; t++) {
        if (d->tok.v[t].upos == UPOS_ADP) /* "on Facebook" */
            break;
        if (w->unit_at[t] != NONE && !w->unit.v[w->unit_at[t]].dropped)
            words.end = phrase.end;
    }
    return doc_slice(d, words);
}

static bool is_listed_office(const struct coref *c, const struct known_person *l, const struct unit *u)
{
    const struct work *w = c->w;
    return office_is_named(w->a, &w->a->entry.v[l->entry], w->day, u->code.country, office_words(w, u));
}

/* Was it introduced with the office, or do the lists say that it holds it? */
static bool holds_office(const struct coref *c, const struct ref *r, const struct unit *u)
{
    if (r->office && r->office == unit_sense(c->w, u)->entry && !before_of(c->w, u->last_tok))
        return true;
    for (uint32_t i = 0; i < c->listed.n; i++)
        if (c->listed.v[i].entity == mention_of(c, r)->entity)
            return is_listed_office(c, &c->listed.v[i], u);
    return false;
}

/* How well an earlier mention could be what the role noun means; 0 not at all. */
static int role_points(const struct coref *c, const struct ref *r, const struct unit *u, enum ref_kind kind)
{
    const struct work *w = c->w;
    const struct mention *m = mention_of(c, r);
    uint32_t distance = w->unit.v ? u->sent - r->sent : 0;
    if (r->kind != kind || !m->actor.code[0])
        return 0;
    if (u->code.country[0] && strcmp(u->code.country, m->actor.country) != 0)
        return 0;
    bool office = holds_office(c, r, u);
    if (kind == REF_MANY && !office && code_has_sector(&u->code, "CVL")) /* people are others each time */
        return 0;
    if (!office && (distance > PHRASE_SENTENCES || u->code.n_sectors == 0 || !sectors_within(&u->code, &m->actor)))
        return 0;
    bool foreign = w->home[0] && strcmp(m->actor.country, w->home) != 0;
    if (foreign && is_home_office(w, u))
        return 0;
    int home = !w->home[0] || u->code.country[0] || kind != REF_BODY ? 0 : foreign ? -12 : 12;
    return 100 + home + (office ? 40 : 0) + (r->subject ? 5 : 0) - 2 * (int)(distance > 20 ? 20 : distance) -
           (r->modifier ? 3 : 0);
}

static void become(struct coref *c, struct unit *u, uint32_t antecedent)
{
    struct doc *d = c->w->d;
    struct mention *m = u->mention != NONE ? &d->mention.v[u->mention] : mention_add(c->w, u);
    const struct mention *of = &d->mention.v[antecedent];
    m->actor = of->actor;
    m->name = of->name;
    m->entity = of->entity;
    m->how = HOW_COREFERENCE;
    m->is_person = of->is_person;
    m->phrase = doc_phrase(d, m->head_tok);
}

/* "the ministers" after two of them were named. */
static bool become_group(struct coref *c, struct unit *u)
{
    struct work *w = c->w;
    struct doc *d = w->d;
    uint32_t member[MAX_MEMBERS];
    uint32_t n = last_group(c, u->first_tok, PHRASE_SENTENCES, 2, REF_PERSON, member);
    if (!n || !sectors_within(&u->code, &d->mention.v[member[0]].actor))
        return false;
    for (uint32_t i = 0; i < n; i++) {
        struct mention *m = further_mention(c, u, i == 0);
        const struct mention *of = &d->mention.v[member[i]];
        m->actor = of->actor;
        m->name = of->name;
        m->entity = of->entity;
        m->how = HOW_COREFERENCE;
        m->group = w->n_groups;
        note_further(c, u, (uint32_t)(m - d->mention.v));
    }
    w->n_groups++;
    return true;
}

/* Near by, anyone whose sectors fit; in the whole document, whoever bore the office. Of equals the latest. */
static const struct ref *best_for_role(const struct coref *c, const struct unit *u, enum ref_kind kind)
{
    uint32_t best = NONE;
    int best_points = 0;
    for (uint32_t i = c->ref.n; i-- > 0 && c->ref.v[i].sent + PHRASE_SENTENCES >= u->sent;) {
        int n = role_points(c, &c->ref.v[i], u, kind);
        if (n > best_points) {
            best = i;
            best_points = n;
        }
    }
    const char *country = is_home_office(c->w, u) ? c->w->home : u->code.country;
    const struct bearers *b = coref_bearers(c, unit_sense(c->w, u)->entry, kind, country);
    if (!b)
        b = coref_bearers(c, unit_sense(c->w, u)->entry, kind, u->code.country);
    for (uint32_t k = 0; b && kind != REF_MANY && k < N_PROMINENCES; k++) { /* officials are others each time */
        uint32_t i = b->ref[k];
        int n = i == NONE ? 0 : role_points(c, &c->ref.v[i], u, kind);
        if (n > best_points || (n && n == best_points && i > best)) {
            best = i;
            best_points = n;
        }
    }
    for (uint32_t k = 0; kind == REF_PERSON && k < c->listed.n; k++) {
        uint32_t i = c->listed.v[k].ref;
        int n = role_points(c, &c->ref.v[i], u, kind);
        if (n > best_points && is_listed_office(c, &c->listed.v[k], u)) {
            best = i;
            best_points = n;
        }
    }
    return best == NONE ? NULL : &c->ref.v[best];
}

bool anaphor_role(struct coref *c, uint32_t unit)
{
    struct work *w = c->w;
    struct unit *u = &w->unit.v[unit];
    if (u->possessor_tok != NONE && !u->code.country[0]) {
        give_possessor(c, unit);
        return false; /* its entity is still to be found by code */
    }
    bool bare = u->n_owners == 0 && !u->code.country[0], compound = is_of_compound(w, u);
    bool of_body = (u->n_owners || compound) && !has_country_or_own_letters(&u->code);
    bare = bare && !compound;
    bool definite = u->definite || compound || (u->possessive && u->n_owners); /* "Turkey's president" */
    if (!definite || u->indefinite || u->former || (!bare && u->plural))
        return false;
    if (u->plural && u->refer == REFER_GROUP && become_group(c, u))
        return true;
    bool thing = unit_entry(w, u)->institution || tok_is(w, u->last_tok, WC_THING);
    enum ref_kind kind = u->plural ? REF_MANY : thing ? REF_BODY : REF_PERSON;
    if (!bare && kind != REF_PERSON)
        return false;
    const struct ref *best = best_for_role(c, u, kind);
    if (!best && bare && kind == REF_BODY && u->refer == REFER_ORG) /* "the union": one with the noun in its name */
        best = last_of(c, u->first_tok, PHRASE_SENTENCES, kind, true, tok_str(w->d, u->last_tok));
    bool holds = best && (!bare || before_of(w, u->last_tok)) && holds_office(c, best, u);
    if (!best || (!holds && (!bare || before_of(w, u->last_tok)))) /* "the community of nations" */
        return false;
    if (bare || of_body) {
        become(c, u, best->mention);
        return true;
    }
    /* "the Russian president": whoever of that country was given this office. */
    const struct mention *of = mention_of(c, best);
    struct mention *m = u->mention == NONE ? NULL : &w->d->mention.v[u->mention];
    if (!m || strcmp(m->actor.code, of->actor.code) != 0)
        return false;
    m->entity = of->entity;
    if (of->how != HOW_ROLE) {
        m->name = of->name;
        m->how = HOW_COREFERENCE;
    }
    return true;
}

static bool is_of_country(const struct coref *c, const struct ref *r, const char *country)
{
    const struct mention *m = mention_of(c, r);
    if (r->kind != REF_PERSON || strcmp(m->actor.country, country) == 0)
        return r->kind == REF_PERSON;
    for (uint32_t i = 0; i < c->listed.n; i++)
        if (c->listed.v[i].entity == m->entity)
            return office_of_country(c->w->a, &c->w->a->entry.v[c->listed.v[i].entry], country);
    return false;
}

bool anaphor_national(struct coref *c, uint32_t unit)
{
    struct work *w = c->w;
    struct unit *u = &w->unit.v[unit];
    const struct sense *s = unit_sense(w, u);
    uint32_t determiner = tok_child(w->d, u->head_tok, REL_DET);
    if (s->kind != SENSE_DEMONYM || s->number != 1 || u->mention == NONE || !u->code.country[0] || determiner == NONE ||
        !str_eq_nocase(tok_str(w->d, determiner), STR("the")))
        return false;
    for (uint32_t i = c->ref.n; i-- > 0 && c->ref.v[i].sent + PHRASE_SENTENCES >= u->sent;)
        if (is_of_country(c, &c->ref.v[i], u->code.country)) {
            become(c, u, c->ref.v[i].mention);
            return true;
        }
    return false;
}
