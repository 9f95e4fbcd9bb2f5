/* Entries against the arguments of an anchor, and the mentions that fill a slot. */
#include "base/utf8.h"
#include "codebook/codebook_int.h"

/* "bombed" of a verb unknown to the lemmatizer: the codebook's own verbs tell which stem is one. */
static uint32_t stem_find(const struct codebook *c, struct str form, struct arena *scratch)
{
    static const struct {
        const char *ending, *instead;
    } rules[] = {{"ied", "y"}, {"ies", "y"}, {"ed", ""}, {"ed", "e"}, {"ing", ""}, {"ing", "e"}, {"es", ""}, {"s", ""}};
    struct str lower = utf8_lower(scratch, form);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        struct str ending = str_of(rules[i].ending);
        if (!str_ends(lower, ending) || lower.n < ending.n + 2)
            continue;
        struct str stem = str_format(scratch, "%.*s%s", (int)(lower.n - ending.n), lower.s, rules[i].instead);
        uint32_t n = lemma_find(c, stem);
        bool doubled = stem.n > 3 && stem.s[stem.n - 1] == stem.s[stem.n - 2];
        if (n == NO_LEMMA && doubled && !*rules[i].instead) /* "banned" */
            n = lemma_find(c, str_slice(stem, 0, stem.n - 1));
        if (n != NO_LEMMA)
            return n;
    }
    return NO_LEMMA;
}

/* "go-ahead", "green-lighted": a word with a hyphen comes as three tokens; where the codebook knows the whole
 * ("go-ahead", "ceasefire"), its last part stands for it. */
static uint32_t hyphen_find(const struct codebook *c, const struct doc *d, uint32_t first_tok, uint32_t tok)
{
    if (tok < first_tok + 2 || !str_is(tok_str(d, tok - 1), "-"))
        return NO_LEMMA;
    struct str last = d->tok.v[tok].lemma, front = tok_str(d, tok - 2);
    static const char *const joint[] = {"-", ""};
    uint32_t n = NO_LEMMA;
    for (size_t i = 0; i < sizeof joint / sizeof joint[0] && n == NO_LEMMA; i++) {
        struct str whole = str_format(d->scratch, "%.*s%s%.*s", STR_ARG(front), joint[i], STR_ARG(last));
        n = lemma_find(c, utf8_lower(d->scratch, whole));
    }
    return n;
}

/* Participles also by what stands behind their hyphen: "now-cancelled" where the tokens are given. */
static uint32_t form_find(const struct codebook *c, struct str word, bool participle)
{
    uint32_t form = lemma_find(c, word), n = word.n;
    while (n > 0 && word.s[n - 1] != '-')
        n--;
    return form == NO_LEMMA && participle && n > 0 ? lemma_find(c, str_slice(word, n, word.n)) : form;
}

void match_begin(const struct codebook *c, const struct doc *d, uint32_t sent, struct match_sent *out)
{
    const struct sent *st = &d->sent.v[sent];
    uint32_t *lemma = arena_alloc(d->scratch, (st->end_tok - st->first_tok + 1) * sizeof *lemma);
    for (uint32_t t = st->first_tok; t < st->end_tok; t++) {
        const struct tok *tok = &d->tok.v[t];
        uint32_t n = lemma_find(c, tok->lemma);
        if (n == NO_LEMMA || tok->upos == UPOS_PROPN) {
            uint32_t lower = lemma_find(c, utf8_lower(d->scratch, tok->lemma));
            n = lower != NO_LEMMA ? lower : n;
        }
        /* "the alleged attack": an adjective of its own, where the codebook knows it as one */
        bool participle = tok->deprel == REL_AMOD && (tok->xpos == XPOS_VBN || tok->xpos == XPOS_VBG);
        /* "looted" is loot.v before it is looted.a; "thanks" left as it is by the lemmatizer is thank.v */
        bool unstemmed = tok->xpos == XPOS_VBZ || tok->xpos == XPOS_VBP;
        if (tok->upos == UPOS_VERB &&
            (n == NO_LEMMA || (unstemmed && str_ends(tok->lemma, STR("s")) && str_eq(tok->lemma, tok_str(d, t))))) {
            uint32_t stem = stem_find(c, tok_str(d, t), d->scratch);
            n = stem != NO_LEMMA ? stem : n;
        }
        if (n == NO_LEMMA || participle) {
            uint32_t form = form_find(c, utf8_lower(d->scratch, tok_str(d, t)), participle);
            n = form != NO_LEMMA ? form : n;
        }
        uint32_t whole = hyphen_find(c, d, st->first_tok, t);
        lemma[t - st->first_tok] = whole != NO_LEMMA ? whole : n;
    }
    *out = (struct match_sent){c, d, st->first_tok, st->end_tok, lemma};
}

/* ---- fillers ------------------------------------------------------------------------------------------------ */

static uint32_t mentions_at(const struct doc *d, uint32_t tok, uint32_t *out, uint32_t n, uint32_t max)
{
    for (uint32_t m = d->tok.v[tok].mention; m != NONE && n < max; m = d->mention.v[m].next_same_head)
        if (!d->mention.v[m].is_filler)
            out[n++] = m;
    return n;
}

static bool starts_with_case(const struct doc *d, uint32_t tok, const char *const *preps)
{
    uint32_t prep = tok_child(d, tok, REL_CASE);
    for (; prep != NONE && *preps; preps++)
        if (str_eq_nocase(tok_str(d, prep), str_of(*preps)))
            return true;
    return false;
}

static bool has_phrase(const struct doc *d, uint32_t tok, const char *const *preps)
{
    for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c))
        if (d->tok.v[c].deprel == REL_NMOD && starts_with_case(d, c, preps))
            return true;
    return false;
}

/* "rigs that belong to an oil firm", "a ship owned by Malta": whose the thing is, told by a clause; NONE. */
static uint32_t owner_by_clause(const struct doc *d, uint32_t tok)
{
    static const char *const to[] = {"to", NULL}, *const by[] = {"by", NULL};
    for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c)) {
        struct str lemma = d->tok.v[c].lemma;
        bool belongs = str_is(lemma, "belong"), owned = str_is(lemma, "own") || str_is(lemma, "operate");
        if ((d->tok.v[c].deprel != REL_ACL && d->tok.v[c].deprel != REL_ACL_RELCL) || (!belongs && !owned))
            continue;
        for (uint32_t k = tok_first_child(d, c); k != NONE; k = tok_next(d, k))
            if ((d->tok.v[k].deprel == REL_OBL || d->tok.v[k].deprel == REL_OBL_AGENT) &&
                starts_with_case(d, k, belongs ? to : by))
                return k;
    }
    return NONE;
}

/* "Pakistan's positions", "the Syrian village", "a convoy of Turkish troops", "villages in Lebanon": the actor inside
 * the phrase. */
static uint32_t mentions_inside(const struct doc *d, uint32_t tok, bool places, uint32_t *out, uint32_t max,
                                unsigned depth)
{
    static const char *const of[] = {"of", "from", NULL}, *const by[] = {"by", NULL}, *const in[] = {"in",   "inside",
                                                                                                     "near", "across",
                                                                                                     "at",   "on",
                                                                                                     NULL};
    static const enum deprel inner[] = {REL_FLAT,     REL_NMOD_POSS, REL_AMOD,
                                        REL_COMPOUND, REL_NMOD_DESC, REL_NMOD_UNMARKED};
    uint32_t n = 0;
    for (size_t i = 0; i < sizeof inner / sizeof inner[0] && !n; i++)
        for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c))
            if (d->tok.v[c].deprel == inner[i] && !n)
                n = mentions_at(d, c, out, n, max);
    uint32_t owner = n || depth ? NONE : owner_by_clause(d, tok);
    if (owner != NONE) {
        n = mentions_at(d, owner, out, n, max);
        n = n ? n : mentions_inside(d, owner, false, out, max, depth + 1);
    }
    /* "the launch by Iran of a rocket" is Iran's; "villages in Mali by Chad" are Mali's, whatever the tree says */
    bool deed = has_phrase(d, tok, of) && has_phrase(d, tok, by);
    const char *const *const ways[] = {deed ? by : of, places ? in : of, deed ? of : by};
    for (size_t way = 0; way < sizeof ways / sizeof ways[0] && !n; way++)
        for (uint32_t c = tok_first_child(d, tok); c != NONE && !n; c = tok_next(d, c))
            if (d->tok.v[c].deprel == REL_NMOD && starts_with_case(d, c, ways[way])) {
                n = mentions_at(d, c, out, n, max);
                if (!n && depth < 3)
                    n = mentions_inside(d, c, places, out, max, depth + 1);
            }
    return n;
}

/* A mention whose words hold the token though its head in the tree is another ("Vice | President Pence" torn apart). */
static uint32_t mention_over(const struct doc *d, uint32_t tok, uint32_t *out)
{
    enum { REACH = 4 };
    const struct sent *s = &d->sent.v[d->tok.v[tok].sent];
    struct span span = d->tok.v[tok].span;
    for (uint32_t t = tok > s->first_tok + REACH ? tok - REACH : s->first_tok; t < s->end_tok && t <= tok + REACH; t++)
        for (uint32_t m = d->tok.v[t].mention; m != NONE; m = d->mention.v[m].next_same_head) {
            const struct mention *x = &d->mention.v[m];
            if (x->is_filler || x->modifier || x->span.start > span.start || x->span.end < span.end)
                continue;
            *out = m;
            return 1;
        }
    return 0;
}

/* "among Italy, Libya and Chad" where the tree lost the middle of the list: names between commas there. */
static uint32_t mentions_in_gap(const struct doc *d, uint32_t first, uint32_t last, uint32_t *out, uint32_t n,
                                uint32_t max)
{
    for (uint32_t t = first + 1; t < last && n < max; t++) {
        uint32_t m = d->tok.v[t].mention, up = d->tok.v[t].head;
        bool member = up == first || up == last; /* filler_mentions finds it */
        if (m == NONE || member || d->mention.v[m].is_filler || d->mention.v[m].modifier || t + 1 >= last ||
            d->tok.v[t].upos != UPOS_PROPN || !str_is(tok_str(d, t - 1), ","))
            continue;
        struct str next = tok_str(d, t + 1);
        if (str_is(next, ",") || str_is(next, "and") || str_is(next, "or"))
            out[n++] = m;
    }
    return n;
}

uint32_t filler_mentions(const struct doc *d, uint32_t tok, bool places, uint32_t *out, uint32_t max)
{
    uint32_t n = mentions_at(d, tok, out, 0, max);
    if (!n && max)
        n = mention_over(d, tok, out);
    if (!n)
        n = mentions_inside(d, tok, places, out, max, 0);
    for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c)) {
        if (d->tok.v[c].deprel != REL_CONJ || n == max)
            continue;
        n = mentions_in_gap(d, tok, c, out, n, max);
        uint32_t own = mentions_at(d, c, out + n, 0, max - n);
        n += own ? own : mentions_inside(d, c, places, out + n, max - n, 0);
    }
    return n;
}

bool place_tells_actor(const struct match_sent *s, enum role role, uint32_t tok)
{
    if (class_has(s, STR("topical"), tok))
        return false;
    return role != ROLE_S || class_has(s, STR("person"), tok) || class_has(s, STR("crowd"), tok) ||
           class_has(s, STR("military"), tok);
}

static bool is_coded(const struct match_sent *s, enum role role, uint32_t tok)
{
    const struct doc *d = s->doc;
    uint32_t m[8], n = filler_mentions(d, tok, place_tells_actor(s, role, tok), m, 8);
    for (uint32_t i = 0; i < n; i++)
        if (d->mention.v[m[i]].actor.code[0])
            return true;
    return false;
}

/* "Russians", "Christians", "Kenyan nurses": a plural that names people, not a state ("the Netherlands"). */
static bool is_people(const struct doc *d, uint32_t tok)
{
    uint32_t m = d->tok.v[tok].mention;
    uint8_t x = d->tok.v[tok].xpos;
    if (m == NONE || (x != XPOS_NNS && x != XPOS_NNPS) || d->mention.v[m].is_place)
        return false;
    return d->mention.v[m].how == HOW_ROLE ||
           (x == XPOS_NNPS && !str_eq(d->mention.v[m].name, doc_slice(d, d->mention.v[m].span)));
}

static bool is_person(const struct match_sent *s, uint32_t tok)
{
    uint32_t m = s->doc->tok.v[tok].mention, clause = tok_child(s->doc, tok, REL_ACL_RELCL);
    uint32_t who = clause == NONE ? NONE : tok_child(s->doc, clause, REL_NSUBJ);
    return (m != NONE && s->doc->mention.v[m].is_person) || is_people(s->doc, tok) ||
           class_has(s, STR("person"), tok) || (who != NONE && s->doc->tok.v[who].xpos == XPOS_WP);
}

/* ---- matching ----------------------------------------------------------------------------------------------- */

static bool rel_fits(const struct cb_rels *rels, const struct arg *a)
{
    if (!(rels->mask >> a->rel & 1))
        return false;
    if (a->rel != ARG_PREP)
        return true;
    for (uint32_t i = 0; i < rels->n_preps; i++)
        if (rels->prep[i] == a->prep && a->prep != NO_LEMMA)
            return true;
    return false;
}

/* The word among tok, what it counts ("hundreds of prisoners") and what is coordinated with it ("looted the museum and
 * a hospital") that is one of these; NONE. */
static uint32_t words_among(const struct match_sent *s, uint32_t tok, const struct cb_words *words)
{
    if (words_at(s, tok, words))
        return tok;
    uint32_t counted = counted_noun(s, tok);
    if (counted != NONE && words_at(s, counted, words))
        return counted;
    for (uint32_t c = tok_first_child(s->doc, tok); c != NONE; c = tok_next(s->doc, c))
        if (s->doc->tok.v[c].deprel == REL_CONJ && words_at(s, c, words))
            return c;
    return NONE;
}

/* The cheapest argument whose relation and head fit the companion, and the word that does; NONE. */
static uint32_t companion_find(const struct match_sent *s, const struct frame *fr, const struct cb_companion *k,
                               uint32_t *out_word)
{
    uint32_t best = NONE, word;
    for (uint32_t i = 0; i < fr->n; i++)
        if (rel_fits(&k->rels, &fr->v[i]) && (best == NONE || fr->v[i].cost < fr->v[best].cost) &&
            (word = words_among(s, fr->v[i].tok, &k->words)) != NONE) {
            best = i;
            *out_word = word;
        }
    return best;
}

static bool is_unknown_name(const struct doc *d, uint32_t tok)
{
    bool opens = tok == d->sent.v[d->tok.v[tok].sent].first_tok; /* a capital there says nothing */
    return d->tok.v[tok].upos == UPOS_PROPN && d->tok.v[tok].mention == NONE && !opens;
}

static bool slot_accepts(const struct match_sent *s, const struct cb_slot *slot, uint32_t tok)
{
    if (slot->want == SLOT_ANYTHING)
        return true;
    if (slot->want == SLOT_ACTOR) /* also a name that we do not know, and people and bodies of no country */
        return is_coded(s, slot->role, tok) || is_unknown_name(s->doc, tok) ||
               (slot->role == ROLE_T && class_has(s, STR("doer"), tok));
    struct cb_word w = {.cls = slot->cls};
    uint32_t person = map_find(&s->codebook->classes, STR("person"), NONE);
    uint32_t crowd = map_find(&s->codebook->classes, STR("crowd"), NONE);
    return words_among(s, tok, &(struct cb_words){&w, 1}) != NONE || (slot->cls == person && is_person(s, tok)) ||
           (slot->cls == crowd && s->doc->tok.v[tok].xpos == XPOS_NNPS && is_people(s->doc, tok)); /* "Moroccans" */
}

static bool is_part_of_actor(const struct doc *d, uint32_t tok)
{
    uint32_t m = d->tok.v[tok].mention;
    return m != NONE && d->mention.v[m].modifier;
}

static bool is_nominal_role(const struct cb_slot *slot)
{
    return slot->role == ROLE_S || slot->role == ROLE_T || slot->role == ROLE_ST;
}

/* Modifiers and phrases fill a party's slot only when they name an actor ("military drills": no). */
static bool arg_can_fill(const struct match_sent *s, const struct cb_slot *slot, const struct arg *a)
{
    if (class_has(s, STR("time"), a->tok)) /* "launched an assault on Thursday", "agreed on Monday to" */
        return false;
    bool in = a->rel == ARG_PREP && a->prep == lemma_find(s->codebook, STR("in")); /* "in a bid to" */
    if (in && class_has(s, STR("motive"), a->tok))                                 /* "in protest at" */
        return false;
    if (is_nominal_role(slot) && in && s->doc->tok.v[a->tok].mention == NONE && !is_coded(s, slot->role, a->tok))
        return false;
    if (is_nominal_role(slot) && (a->rel == ARG_MOD || a->rel == ARG_OBJ_MOD || a->cost >= 2) &&
        !is_coded(s, slot->role, a->tok))
        return false;

    return slot_accepts(s, slot, a->tok);
}

static void miss(struct match_trace *trace, const struct cb_entry *e, uint32_t tok, const char *what, unsigned which)
{
    static const char *const role[] = {"", "S", "T", "ST", "C"};
    if (!trace)
        return;
    struct match_miss *m = array_add(trace->arena, &trace->miss);
    m->entry = &e->pub;
    m->anchor_tok = tok;
    m->reason = *what == 'r' ? str_format(trace->arena, "nothing fills %s", role[which])
                             : str_format(trace->arena, "companion %u %s", which + 1, what);
}

static bool companions_fit(const struct match_sent *s, const struct frame *fr, const struct cb_entry *e,
                           struct match *m, uint64_t *used, struct match_trace *trace)
{
    for (uint32_t k = 0; k < e->n_companions; k++) {
        uint32_t word = NONE, a = companion_find(s, fr, &e->companion[k], &word);
        if ((a != NONE) == e->companion[k].negated) {
            miss(trace, e, m->anchor_tok, e->companion[k].negated ? "stands there but must not" : "is missing", k);
            return false;
        }
        if (a == NONE)
            continue;
        *used |= (uint64_t)1 << a;
        bool clause = fr->v[a].rel == ARG_INF || fr->v[a].rel == ARG_ING; /* "stopped sharing": not the sharing */
        m->guesses += (float)fr->v[a].cost;
        m->score += (clause ? 11.0f : 10.0f) - (float)fr->v[a].cost;
        if (m->n_words < MAX_MATCH_WORDS)
            m->word_tok[m->n_words++] = word;
    }
    return true;
}

/* How far an argument is from being the plain filler of a slot. Words that the entry matched already come last but for
 * modifiers inside an actor's own phrase ("sacked the Tunisian premier": him, not Tunisia). A phrase that names no
 * actor yields to one near by that does ("launched an offensive against Armenia on the 27th"). */
static uint32_t fill_cost(const struct match_sent *s, const struct cb_slot *slot, const struct arg *a, bool used)
{
    uint32_t cost = a->cost;
    if (used)
        cost += 8;
    else if (a->rel == ARG_OBJ_MOD && is_part_of_actor(s->doc, a->tok))
        cost += 9;
    if (is_nominal_role(slot) && a->rel == ARG_PREP && !is_coded(s, slot->role, a->tok))
        cost += 2;
    return cost;
}

/* What the entry's own words hold already adds no certainty. */
static void fill(struct match *m, const struct cb_slot *slot, const struct arg *a)
{
    for (uint32_t i = 0; i < m->n_fillers; i++)
        if (m->filler[i].tok == a->tok && m->filler[i].role == slot->role)
            return;
    if (m->n_fillers < MAX_FILLERS) {
        m->filler[m->n_fillers++] = (struct match_filler){slot->role, a->tok};
        m->guesses += 0.4f * (float)a->cost;
        for (uint32_t i = 0; i < m->n_words; i++)
            if (m->word_tok[i] == a->tok)
                return;
        m->score += (slot->want == SLOT_CLASS ? 1.3f : 1.0f) - 0.4f * (float)a->cost;
    }
}

/* "The king lamented his dog": what is the source's own, by a pronoun, is no second actor; its people are. */
static bool is_own_thing(const struct match_sent *s, const struct match *m, uint32_t tok)
{
    const struct doc *d = s->doc;
    uint32_t owner = tok_child(d, tok, REL_NMOD_POSS), source[4], n = 0;
    if (owner == NONE || d->tok.v[owner].upos != UPOS_PRON || d->tok.v[owner].mention == NONE ||
        d->tok.v[tok].mention != NONE || is_person(s, tok))
        return false;
    for (uint32_t i = 0; i < m->n_fillers; i++)
        if (m->filler[i].role == ROLE_S)
            n = filler_mentions(d, m->filler[i].tok, false, source, 4);
    uint32_t entity = d->mention.v[d->tok.v[owner].mention].entity;
    return n && d->mention.v[source[0]].entity == entity;
}

/* The words of a companion can be the party too ("downed an Indian jet"), where nothing else is. */
static void fill_slot(const struct match_sent *s, const struct frame *fr, const struct cb_slot *slot, struct match *m,
                      uint64_t used)
{
    uint32_t best = NONE, best_cost = 0;
    for (uint32_t i = 0; i < fr->n; i++) {
        const struct arg *a = &fr->v[i];
        if (!rel_fits(&slot->rels, a) || !arg_can_fill(s, slot, a))
            continue;
        if (slot->want == SLOT_ACTOR && slot->role == ROLE_T && is_own_thing(s, m, a->tok))
            continue;
        bool taken = false; /* the same words cannot be both parties */
        for (uint32_t k = 0; k < m->n_fillers; k++)
            taken |= m->filler[k].tok == a->tok && slot->role != ROLE_C;
        if (taken)
            continue;
        if ((slot->role == ROLE_ST || (m->entry->symmetric && slot->role == ROLE_S)) && a->rel == ARG_MOD)
            fill(m, slot, a); /* "Russian-Pakistani talks": each modifier that is an actor */
        uint32_t cost = fill_cost(s, slot, a, used >> i & 1);
        if (best == NONE || cost < best_cost) {
            best = i;
            best_cost = cost;
        }
    }
    if (best != NONE)
        fill(m, slot, &fr->v[best]);
}

/* A role may be written with several slots ("to=T iobj=T"): one of them is enough. */
static bool role_filled(const struct match *m, enum role role)
{
    for (uint32_t i = 0; i < m->n_fillers; i++)
        if (m->filler[i].role == role)
            return true;
    return false;
}

/* "Italy and Slovenia met": in a symmetric entry a subject of several parties stands for both sides. */
static bool is_collective(const struct match_sent *s, const struct match *m)
{
    uint32_t mention[2];
    for (uint32_t i = 0; m->entry->symmetric && i < m->n_fillers; i++)
        if (m->filler[i].role == ROLE_S && filler_mentions(s->doc, m->filler[i].tok, false, mention, 2) == 2)
            return true;
    return false;
}

static bool has_subject(const struct frame *fr)
{
    for (uint32_t i = 0; i < fr->n; i++)
        if (fr->v[i].rel == ARG_SUBJ)
            return true;
    return false;
}

static bool try_entry(const struct match_sent *s, const struct frame *fr, const struct cb_entry *e, uint32_t tok,
                      struct match *out, struct match_trace *trace)
{
    if (!words_at(s, tok, &e->anchor))
        return false;
    *out = (struct match){.entry = &e->pub, .anchor_tok = tok, .word_tok = {tok}, .n_words = 1};
    uint64_t used = 0;
    if (!companions_fit(s, fr, e, out, &used, trace))
        return false;
    bool noun = e->anchor_pos == POS_N;
    for (uint32_t k = 0; k < e->n_slots; k++)
        fill_slot(s, fr, &e->slot[k], out, used);
    for (uint32_t k = 0; k < e->n_slots; k++) {
        const struct cb_slot *slot = &e->slot[k];
        /* There may be no subject (passives without agent, infinitives nobody controls); nouns need only one role. */
        bool may_miss =
            slot->optional || noun || is_collective(s, out) || (slot->rels.mask & (1u << ARG_SUBJ) && !has_subject(fr));
        if (!may_miss && !role_filled(out, slot->role)) {
            miss(trace, e, tok, "r", slot->role);
            return false;
        }
    }
    bool of_ledger = e->pub.ledger.kind != LEDGER_NONE || e->pub.ledger.obstacle.n; /* parties may stand elsewhere */
    if (!out->n_fillers && !of_ledger)
        miss(trace, e, tok, "r", ROLE_S);
    return out->n_fillers > 0 || of_ledger;
}

static uint32_t match_among(const struct match_sent *s, uint32_t tok, const struct cb_refs *refs,
                            const struct cb_entry *entry, struct match *out, uint32_t max, struct match_trace *trace)
{
    if (!refs->v.n)
        return 0;
    struct frame fr;
    frame_of(s, tok, &fr);
    uint32_t n = 0;
    for (uint32_t i = 0; i < refs->v.n; i++) {
        struct match m;
        if (!try_entry(s, &fr, &entry[refs->v.v[i]], tok, &m, trace))
            continue;
        if (n == max && out[n - 1].score >= m.score)
            continue;
        uint32_t at = n < max ? n++ : max - 1; /* sorted in; where all places are taken the worst falls out */
        while (at > 0 && out[at - 1].score < m.score) {
            out[at] = out[at - 1];
            at--;
        }
        out[at] = m;
    }
    return n;
}

uint32_t match_at(const struct match_sent *s, uint32_t tok, struct match *out, uint32_t max, struct match_trace *trace)
{
    const struct codebook *c = s->codebook;
    uint32_t lemma = lemma_at(s, tok);
    return lemma == NO_LEMMA ? 0 : match_among(s, tok, &c->entries_by_lemma[lemma], c->entry.v, out, max, trace);
}

uint32_t match_ledger_at(const struct match_sent *s, uint32_t tok, struct match *out, uint32_t max)
{
    const struct codebook *c = s->codebook;
    uint32_t lemma = lemma_at(s, tok);
    return lemma == NO_LEMMA ? 0 : match_among(s, tok, &c->ledger_by_lemma[lemma], c->ledger.v, out, max, NULL);
}
