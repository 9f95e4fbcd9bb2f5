/* Who speaks, to whom, where, by which channel, when. */
#include "statement/statement_int.h"

static bool meets(struct tok_range a, struct tok_range b)
{
    return a.first < b.end && b.first < a.end;
}

static struct tok_range subtree(const struct doc *d, uint32_t tok)
{
    struct tok_range r;
    doc_subtree(d, tok, &r.first, &r.end);
    return r;
}

static struct tok_range without_edge_marks(const struct doc *d, struct tok_range r)
{
    while (r.end > r.first + 1 && tok_is_punct(d, r.end - 1) && !tok_is(d, r.end - 1, ")"))
        r.end--;
    while (r.first + 1 < r.end && tok_is_punct(d, r.first) && !tok_is(d, r.first, "("))
        r.first++;
    return r;
}

/* The noun phrase of tok with apposition and relative clause, without its preposition, the cue and what is quoted. */
static struct tok_range noun_phrase(const struct finder *f, uint32_t tok, struct tok_range cue)
{
    const struct doc *d = f->d;
    struct tok_range all = {tok, tok + 1};
    for (int side = 0; side < 2; side++) {
        for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c)) {
            uint8_t rel = d->tok.v[c].deprel;
            struct tok_range r = subtree(d, c);
            bool out = rel == REL_CASE || rel == REL_PUNCT || rel == REL_PARATAXIS || rel == REL_CC_PRECONJ ||
                       rel == REL_COP || rel == REL_MARK || rel == REL_CCOMP || meets(r, cue) ||
                       f->quote_of[c] != f->quote_of[tok];
            if (out || (c > tok) != (side == 1))
                continue;
            if (r.first < all.first)
                all.first = r.first;
            if (r.end > all.end && !meets((struct tok_range){all.first, r.end}, cue))
                all.end = r.end;
        }
    }
    return without_edge_marks(d, all);
}

/* The mention that stands for the phrase headed by tok: its own, or the outermost within the phrase, a person before
 * others. */
static uint32_t mention_of(const struct doc *d, uint32_t tok)
{
    uint32_t own = NONE;
    for (uint32_t m = d->tok.v[tok].mention; m != NONE; m = d->mention.v[m].next_same_head)
        if (!d->mention.v[m].modifier && (own == NONE || d->mention.v[m].is_person))
            own = m;
    if (own != NONE)
        return own;
    struct span phrase = doc_phrase(d, tok);
    uint32_t best = NONE;
    for (uint32_t t = tok; t-- > d->sent.v[d->tok.v[tok].sent].first_tok && d->tok.v[t].span.start >= phrase.start;) {
        uint32_t m = d->tok.v[t].mention;
        if (m == NONE || d->mention.v[m].modifier || d->tok.v[t].head != tok || !d->mention.v[m].is_person)
            continue;
        best = m;
    }
    for (uint32_t c = tok_first_child(d, tok); best == NONE && c != NONE; c = tok_next(d, c))
        if ((d->tok.v[c].deprel == REL_FLAT || d->tok.v[c].deprel == REL_APPOS) && d->tok.v[c].mention != NONE &&
            d->mention.v[d->tok.v[c].mention].is_person)
            best = d->tok.v[c].mention;
    return best;
}

static uint8_t class_of(const struct finder *f, uint32_t tok)
{
    const struct tok *t = &f->d->tok.v[tok];
    return (uint8_t)(reporting_class(f->r, t->lemma) | reporting_class(f->r, tok_str(f->d, tok)));
}

static bool has_sector(const struct mention *m, const char *sector)
{
    for (unsigned i = 0; i < m->actor.n_sectors; i++)
        if (strcmp(m->actor.sector[i], sector) == 0)
            return true;
    return false;
}

static bool is_media(const struct finder *f, uint32_t tok)
{
    uint32_t m = mention_of(f->d, tok);
    if (m != NONE && (has_sector(&f->d->mention.v[m], "JRN") || has_sector(&f->d->mention.v[m], "MED")))
        return true;
    if (class_of(f, tok) & CLASS_MEDIA)
        return true;
    for (uint32_t c = tok_first_child(f->d, tok); c != NONE;
         c = tok_next(f->d, c)) /* the New York Times, TASS news agency */
        if (f->d->tok.v[c].upos == UPOS_PROPN && f->d->tok.v[c].deprel != REL_NMOD_POSS && class_of(f, c) & CLASS_MEDIA)
            return true;
    return false;
}

/* "a resident", "two officials", "villagers": somebody who is not named, nor the holder of an office that is. */
static bool is_indefinite(const struct doc *d, uint32_t tok)
{
    static const char *const word[] = {"a", "an", "one", "some", "several", "many", "other", "another", "few"};
    if (d->tok.v[tok].upos != UPOS_NOUN)
        return false;
    bool bare = d->tok.v[tok].xpos == XPOS_NNS;
    for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c)) {
        uint8_t rel = d->tok.v[c].deprel;
        for (size_t i = 0; i < sizeof word / sizeof *word; i++)
            if (c < tok && tok_is(d, c, word[i]))
                return true;
        if (rel == REL_NUMMOD)
            return true;
        bare = bare && rel != REL_DET && rel != REL_NMOD_POSS;
    }
    return bare;
}

static bool is_named(const struct finder *f, const struct mention *m)
{
    return m->entity < f->n_entities && f->named[m->entity];
}

void speakers_prepare(struct finder *f)
{
    const struct doc *d = f->d;
    f->n_entities = d->mention.n;
    f->named = arena_alloc(d->scratch, (d->mention.n + 1) * sizeof *f->named);
    memset(f->named, 0, (d->mention.n + 1) * sizeof *f->named);
    for (uint32_t i = 0; i < d->mention.n; i++) {
        const struct mention *m = &d->mention.v[i];
        if (m->entity < f->n_entities && m->is_person && d->tok.v[m->head_tok].upos == UPOS_PROPN)
            f->named[m->entity] = true;
    }
}

static bool holds_office(const struct mention *m)
{
    static const char *const sector[] = {"GOV", "MIL", "LEG", "JUD", "OPP", "REB", "COP", "SPY", "PTY",
                                         "ELI", "IGO", "NGO", "JRN", "MED", "BUS", "UAF", "SEP", "INT"};
    for (size_t i = 0; i < sizeof sector / sizeof *sector; i++)
        if (has_sector(m, sector[i]))
            return true;
    return false;
}

/* A noun for people who speak without their names ("officials", "a diplomat"), or for people of no office at all. */
static bool is_anonymous(const struct finder *f, uint32_t tok, const struct mention *m)
{
    if (f->d->tok.v[tok].upos != UPOS_NOUN || is_named(f, m))
        return false;
    if (class_of(f, tok) & CLASS_ANONYMOUS)
        return true;
    bool trade = m->is_person && has_sector(m, "BUS"); /* "one trader" */
    return is_indefinite(f->d, tok) && (trade || !holds_office(m));
}

static enum speaker_kind kind_of(const struct finder *f, uint32_t tok, const struct mention *m)
{
    const struct doc *d = f->d;
    if (d->tok.v[tok].upos == UPOS_PRON && m->entity < d->mention.n && d->mention.v[m->entity].head_tok != tok) {
        const struct mention *named = &d->mention.v[m->entity];
        if (d->tok.v[named->head_tok].upos != UPOS_PRON)
            return kind_of(f, named->head_tok, named);
    }
    uint8_t classes = class_of(f, tok);
    bool thing = classes & (CLASS_DOCUMENT | CLASS_MEDIA);
    if (!thing && is_anonymous(f, tok, m))
        return SPEAKER_ANONYMOUS;
    bool common = d->tok.v[tok].upos == UPOS_NOUN && !is_named(f, m);
    if (m->is_person && !common && m->how != HOW_ROLE && (m->name.n || d->tok.v[tok].upos == UPOS_PROPN))
        return SPEAKER_NAMED;
    if (is_media(f, tok))
        return SPEAKER_MEDIA;
    if (classes & CLASS_DOCUMENT)
        return SPEAKER_DOCUMENT;
    if (m->actor.n_sectors || m->how == HOW_TITLE || m->how == HOW_ROLE || m->actor.code[0])
        return SPEAKER_OFFICE;
    if (d->tok.v[tok].upos == UPOS_PROPN)
        return SPEAKER_NAMED;
    return d->tok.v[tok].upos == UPOS_PRON ? SPEAKER_NONE : SPEAKER_ANONYMOUS;
}

void speaker_fill(struct finder *f, struct draft *s, uint32_t speaker_tok, struct tok_range cue_range)
{
    s->speaker_tok = speaker_tok;
    if (speaker_tok == NONE)
        return;
    s->s.source_span = range_span(f->d, noun_phrase(f, speaker_tok, cue_range));
    uint32_t m = mention_of(f->d, speaker_tok);
    if (m == NONE)
        m = doc_add_filler(f->d, speaker_tok);
    s->s.speaker_mention = m;
    s->s.speaker_kind = kind_of(f, speaker_tok, &f->d->mention.v[m]);
}

/* ---- circumstances ----------------------------------------------------------------------------------------------- */

static bool can_be_addressed(const struct finder *f, uint32_t tok)
{
    const struct tok *t = &f->d->tok.v[tok];
    if (t->upos == UPOS_PRON)
        return !tok_is(f->d, tok, "it") && !tok_is(f->d, tok, "this") && !tok_is(f->d, tok, "that") &&
               !tok_is(f->d, tok, "what") && !tok_is(f->d, tok, "which") && !tok_is(f->d, tok, "himself") &&
               !tok_is(f->d, tok, "themselves");
    if (t->upos == UPOS_PROPN || mention_of(f->d, tok) != NONE)
        return true;
    return t->upos == UPOS_NOUN && class_of(f, tok) & (CLASS_MEDIA | CLASS_ANONYMOUS);
}

/* "told the members": whoever they are, they are told. */
static bool is_told(const struct doc *d, uint32_t verb, uint32_t object)
{
    static const char *const tale[] = {"truth", "lie",   "lies", "story", "stories",
                                       "tale",  "tales", "joke", "jokes", NULL};
    if (!str_is(d->tok.v[verb].lemma, "tell") || d->tok.v[object].upos != UPOS_NOUN)
        return false;
    for (size_t i = 0; tale[i]; i++)
        if (tok_is(d, object, tale[i]))
            return false;
    return true;
}

static void set_addressee(struct finder *f, struct statement *s, uint32_t tok)
{
    struct tok_range none = {tok, tok};
    if (is_media(f, tok) && !(class_of(f, tok) & CLASS_ASKS) && !span_given(s->via)) /* "told reporters" names none */
        s->via = range_span(f->d, noun_phrase(f, tok, none));
    uint32_t m = mention_of(f->d, tok);
    if (s->addressee_mention != NONE || (m != NONE && m == s->speaker_mention))
        return;
    s->addressee_mention = m != NONE ? m : doc_add_filler(f->d, tok);
}

static bool addresses(const struct doc *d, uint32_t verb)
{
    static const char *const lemma[] = {"tell",   "ask",    "inform",   "remind", "assure", "warn",  "urge",
                                        "notify", "advise", "promise",  "call",   "thank",  "brief", "implore",
                                        "beg",    "order",  "instruct", "invite", "text",   "email"};
    for (size_t i = 0; i < sizeof lemma / sizeof *lemma; i++)
        if (str_is(d->tok.v[verb].lemma, lemma[i]))
            return true;
    return false;
}

static bool one_of(const struct doc *d, uint32_t tok, const char *const *word)
{
    for (; *word; word++)
        if (tok_is(d, tok, *word))
            return true;
    return false;
}

/* The nearest preposition before a noun, with nothing but its own modifiers between. */
static uint32_t preposition_before(const struct doc *d, uint32_t tok)
{
    enum { MAX_MODIFIERS = 8 };
    uint32_t first = d->sent.v[d->tok.v[tok].sent].first_tok;
    for (uint32_t t = tok, n = 0; t-- > first && n < MAX_MODIFIERS; n++) {
        uint8_t u = d->tok.v[t].upos;
        if (u == UPOS_ADP)
            return t;
        if (u == UPOS_VERB || u == UPOS_AUX || (u == UPOS_PUNCT && !tok_is(d, t, "-")) || u == UPOS_SCONJ ||
            (u == UPOS_PRON && d->tok.v[t].xpos != XPOS_PRPS))
            return NONE;
    }
    return NONE;
}

static bool inside(const struct statement *s, struct span t)
{
    for (uint32_t i = 0; i < s->n_parts; i++)
        if (t.start >= s->part[i].start && t.end <= s->part[i].end)
            return true;
    return false;
}

/* "a news conference in Kiev", "an interview with the BBC": the noun with the phrases that follow it at once, but for
 * days and channels. */
static struct tok_range occasion(const struct finder *f, const struct statement *s, uint32_t preposition, uint32_t tok)
{
    static const char *const joins[] = {"in", "at", "on", "of", "with", "to", "from", "for", NULL};
    enum { MAX_PHRASES = 4 };
    const struct doc *d = f->d;
    struct tok_range r = {preposition + 1, tok + 1};
    uint32_t end = d->sent.v[d->tok.v[tok].sent].end_tok;
    for (unsigned n = 0; n < MAX_PHRASES && r.end < end && one_of(d, r.end, joins); n++) {
        uint32_t head = d->tok.v[r.end].head, first, to;
        if (head == NONE || head <= r.end || (d->tok.v[head].upos != UPOS_NOUN && d->tok.v[head].upos != UPOS_PROPN))
            break;
        bool channel = class_of(f, head) & CLASS_CHANNEL && (tok_is(d, r.end, "on") || tok_is(d, r.end, "from")) &&
                       tok_child(d, head, REL_NMOD_POSS) == NONE;
        if (class_of(f, head) & CLASS_DAY || channel || inside(s, d->tok.v[head].span) || f->quote_of[head] != NONE)
            break;
        to = head + 1;
        for (uint32_t c = tok_first_child(d, head); c != NONE; c = tok_next(d, c))
            if (c >= to && (d->tok.v[c].deprel == REL_FLAT || d->tok.v[c].deprel == REL_COMPOUND)) {
                uint32_t behind;
                doc_subtree(d, c, &first, &behind);
                to = behind > to ? behind : to;
            }
        r.end = to;
    }
    return r;
}

/* Whether a phrase outside what is said hangs on the cue: straight, over further phrases, or, the tree having slipped,
 * over a word that is said. */
static bool belongs_to_cue(const struct finder *f, const struct statement *s, uint32_t tok, uint32_t cue_tok)
{
    enum { MAX_STEPS = 6 };
    const struct doc *d = f->d;
    for (uint32_t t = tok, n = 0; n < MAX_STEPS && d->tok.v[t].head != NONE; n++) {
        uint32_t head = d->tok.v[t].head;
        if (head == cue_tok || inside(s, d->tok.v[head].span))
            return true;
        if (d->tok.v[head].upos == UPOS_VERB && d->tok.v[t].deprel != REL_ACL && d->tok.v[t].deprel != REL_ACL_RELCL)
            return false;
        t = head;
    }
    return false;
}

/* "in an interview with TASS", "a letter to Khan" */
static void see_partner(struct finder *f, struct statement *s, struct tok_range r)
{
    const struct doc *d = f->d;
    for (uint32_t t = r.first; t + 1 < r.end; t++) {
        uint32_t head = d->tok.v[t].head;
        if ((tok_is(d, t, "with") || tok_is(d, t, "to")) && head != NONE && head > t && head < r.end &&
            can_be_addressed(f, head))
            set_addressee(f, s, head);
    }
}

static void see_oblique(struct finder *f, struct statement *s, uint32_t verb, uint32_t tok)
{
    static const char *const at[] = {"at", "in", "on", "during", "after", "before", "from", NULL};
    static const char *const by[] = {"by", "via", "through", "on", "over", "in", NULL};
    const struct doc *d = f->d;
    uint32_t preposition = preposition_before(d, tok);
    uint8_t classes = class_of(f, tok);
    struct tok_range none = {tok, tok};
    if (classes & CLASS_DAY && !span_given(s->date)) {
        struct tok_range day = noun_phrase(f, tok, none);
        while (day.end > tok + 1 && inside(s, d->tok.v[day.end - 1].span))
            day.end--;
        s->date = range_span(d, day);
        return;
    }
    if (preposition == NONE)
        return;
    bool channel = classes & (CLASS_CHANNEL | CLASS_MEDIA) && one_of(d, preposition, by);
    if (classes & CLASS_VENUE && one_of(d, preposition, at)) {
        struct tok_range r = occasion(f, s, preposition, tok);
        if (!span_given(s->venue))
            s->venue = range_span(d, r);
        see_partner(f, s, r);
    } else if (channel && !tok_is(d, preposition, "in") && !span_given(s->via)) {
        s->via = range_span(d, (struct tok_range){preposition + 1, tok + 1});
    } else if ((tok_is(d, preposition, "to") || tok_is(d, preposition, "with")) && can_be_addressed(f, tok) &&
               !str_is(d->tok.v[verb].lemma, "have") && d->tok.v[tok].head == verb) {
        set_addressee(f, s, tok);
    }
}

/* Venue, channel and day: they stand outside what is said, wherever the tree hangs them. */
static void see_phrases(struct finder *f, struct statement *s, uint32_t cue_tok)
{
    const struct doc *d = f->d;
    const struct sent *sent = &d->sent.v[d->tok.v[cue_tok].sent];
    for (uint32_t t = sent->first_tok; t < sent->end_tok; t++) {
        uint8_t u = d->tok.v[t].upos;
        if ((u != UPOS_NOUN && u != UPOS_PROPN && u != UPOS_ADV) || t == cue_tok || f->quote_of[t] != NONE ||
            inside(s, d->tok.v[t].span) || !(class_of(f, t) & (CLASS_VENUE | CLASS_CHANNEL | CLASS_MEDIA | CLASS_DAY)))
            continue;
        if (belongs_to_cue(f, s, t, cue_tok))
            see_oblique(f, s, cue_tok, t);
    }
}

static void see_children(struct finder *f, struct statement *s, uint32_t verb)
{
    const struct doc *d = f->d;
    for (uint32_t c = tok_first_child(d, verb); c != NONE; c = tok_next(d, c)) {
        if (f->quote_of[c] != NONE)
            continue;
        switch ((enum deprel)d->tok.v[c].deprel) {
        case REL_OBJ:
        case REL_IOBJ:
            if ((d->tok.v[c].deprel == REL_IOBJ || addresses(d, verb)) &&
                (can_be_addressed(f, c) || is_told(d, verb, c)))
                set_addressee(f, s, c);
            break;
        case REL_OBL:
        case REL_NMOD:
            if (!inside(s, d->tok.v[c].span))
                see_oblique(f, s, verb, c);
            break;
        default:
            break;
        }
    }
}

/* "when speaking with Khan", "speaking at the forum" */
static bool is_speaking(const struct doc *d, uint32_t tok)
{
    return d->tok.v[tok].upos == UPOS_VERB &&
           (str_is(d->tok.v[tok].lemma, "speak") || str_is(d->tok.v[tok].lemma, "talk") ||
            str_is(d->tok.v[tok].lemma, "address") || str_is(d->tok.v[tok].lemma, "meet"));
}

/* Somebody else's report that the cue stands in: "TASS reported that Khan said", "TASS quoted Khan as saying". */
static void see_above(struct finder *f, struct statement *s, uint32_t cue_tok)
{
    const struct doc *d = f->d;
    for (uint32_t t = cue_tok, steps = 0; steps < 8 && d->tok.v[t].head != NONE; steps++, t = d->tok.v[t].head) {
        uint32_t above = d->tok.v[t].head;
        uint8_t rel = d->tok.v[t].deprel;
        if (rel == REL_XCOMP || rel == REL_ACL)
            see_children(f, s, above);
        if (rel != REL_CCOMP && rel != REL_XCOMP && rel != REL_ADVCL)
            continue;
        uint32_t who = cue_subject(d, above);
        if (who != NONE && !span_given(s->via) && is_media(f, who) && d->tok.v[who].mention != s->speaker_mention)
            s->via = range_span(d, noun_phrase(f, who, (struct tok_range){above, above + 1}));
    }
}

void circumstances_fill(struct finder *f, struct statement *s, uint32_t cue_tok)
{
    const struct doc *d = f->d;
    const struct sent *sent = &d->sent.v[d->tok.v[cue_tok].sent];
    see_children(f, s, cue_tok);
    see_phrases(f, s, cue_tok);
    see_above(f, s, cue_tok);
    enum { MAX_SPEAKING = 4 };
    unsigned n = 0;
    for (uint32_t t = sent->first_tok; t < sent->end_tok && n < MAX_SPEAKING; t++) {
        if (t == cue_tok || f->quote_of[t] != NONE || inside(s, d->tok.v[t].span) || !is_speaking(d, t))
            continue;
        bool own = cue_subject(d, t) == cue_subject(d, cue_tok) || d->tok.v[t].head == cue_tok ||
                   d->tok.v[t].deprel == REL_ADVCL;
        if (own) {
            n++;
            see_children(f, s, t);
            see_phrases(f, s, t);
        }
    }
}

/* ---- when all are there ------------------------------------------------------------------------------------------ */

static bool is_one_of_us(const struct doc *d, uint32_t tok)
{
    static const char *const word[] = {"i", "we", "me", "us", "my", "our", NULL};
    return one_of(d, tok, word);
}

/* "he" and "she" that stand for nobody yet */
static bool is_open_pronoun(const struct doc *d, uint32_t tok, uint32_t mention)
{
    static const char *const word[] = {"he", "she", "his", "her", NULL};
    if (!one_of(d, tok, word))
        return false;
    const struct mention *m = &d->mention.v[mention];
    uint32_t first = m->entity < d->mention.n ? d->mention.v[m->entity].head_tok : tok;
    return d->tok.v[first].upos == UPOS_PRON && !m->actor.code[0];
}

/* "one of the soldiers bowed" */
static bool is_one_of_many(const struct doc *d, uint32_t tok)
{
    uint32_t of = tok_is(d, tok, "one") ? tok_child(d, tok, REL_NMOD) : NONE;
    return of != NONE && d->tok.v[tok].deprel == REL_NSUBJ && d->tok.v[of].xpos == XPOS_NNS;
}

/* "Lyudmila Petrenko had set the table. …, she said": the last subject outside quotations that bears a full name which
 * no list knows; NONE. */
static uint32_t full_name_before(const struct finder *f, uint32_t tok)
{
    enum { MAX_SENTENCES_BACK = 6 };
    const struct doc *d = f->d;
    uint32_t sent = d->tok.v[tok].sent;
    for (uint32_t t = tok; t-- > 0 && sent - d->tok.v[t].sent <= MAX_SENTENCES_BACK;) {
        uint32_t last = tok_child(d, t, REL_FLAT),
                 m = d->tok.v[t].mention; /* rare first names are tagged as anything */
        bool full = last != NONE && d->tok.v[last].upos == UPOS_PROPN;
        if (is_one_of_many(d, t) && f->quote_of[t] == NONE && sent - d->tok.v[t].sent <= 1)
            return t;
        if ((d->tok.v[t].upos != UPOS_PROPN && !full) || d->tok.v[t].deprel != REL_NSUBJ || f->quote_of[t] != NONE)
            continue;
        bool unknown = m == NONE || (d->mention.v[m].is_filler && !d->mention.v[m].actor.code[0]);
        return unknown && full ? t : NONE;
    }
    return NONE;
}

/* "Inés Arrimadas called it a black day. …, the leader of the Citizens said": a head of something that the text has not
 * introduced, in the paragraph and the sentence behind a full name that no list knows. That name; NONE. */
static uint32_t varied_name(const struct finder *f, const struct draft *q)
{
    static const char *const head[] = {"leader",     "head",     "chief", "president", "chairman",
                                       "chairwoman", "director", "boss",  "minister",  "secretary",
                                       "commander",  "founder",  NULL};
    const struct doc *d = f->d;
    const struct mention *m = &d->mention.v[q->s.speaker_mention];
    uint32_t determiner = tok_child(d, q->speaker_tok, REL_DET), first = d->sent.v[q->s.first_sent].first_tok;
    if (d->tok.v[q->speaker_tok].upos != UPOS_NOUN || !one_of(d, q->speaker_tok, head) || m->actor.country[0] ||
        m->entity != q->s.speaker_mention || determiner == NONE || !tok_is(d, determiner, "the") || first == 0)
        return NONE;
    uint32_t name = full_name_before(f, first);
    return name != NONE && d->tok.v[name].sent == d->tok.v[first].sent - 1 && block_of(d, name) == block_of(d, first)
               ? name
               : NONE;
}

/* "Anderson", where "Miles Anderson" stood before: the head of the full name; NONE. */
static uint32_t name_in_full(const struct finder *f, const struct draft *q)
{
    enum { MAX_TOKENS_BACK = 4000 };
    const struct doc *d = f->d;
    uint32_t tok = q->speaker_tok;
    const struct mention *m = &d->mention.v[q->s.speaker_mention];
    if (d->tok.v[tok].upos != UPOS_PROPN || m->actor.code[0] || m->head_tok != tok ||
        tok_child(d, tok, REL_FLAT) != NONE)
        return NONE;
    for (uint32_t t = tok, n = 0; t-- > 0 && n < MAX_TOKENS_BACK; n++)
        if (d->tok.v[t].deprel == REL_FLAT && d->tok.v[t].upos == UPOS_PROPN && str_eq(tok_str(d, t), tok_str(d, tok)))
            return d->tok.v[t].head;
    return NONE;
}

static void take_speaker(struct draft *to, const struct draft *from)
{
    to->s.speaker_mention = from->s.speaker_mention;
    to->s.speaker_kind = from->s.speaker_kind;
}

enum { MAX_NESTED = 8 };

/* The direct quotations around the draft at work, the innermost last. */
struct nest {
    const struct draft *v[MAX_NESTED];
    uint32_t n;
};

static const struct draft *quotation_around(struct nest *w, const struct draft *q)
{
    while (w->n && w->v[w->n - 1]->s.content.end < q->s.content.end)
        w->n--;
    const struct draft *around = w->n ? w->v[w->n - 1] : NULL;
    if (q->s.kind == QUOTE_DIRECT && q->s.speaker_mention != NONE && w->n < MAX_NESTED)
        w->v[w->n++] = q;
    return around;
}

/* "Lopez" whom actor/ knows nothing of, where a source before was "his secretary, Ramon Lopez". */
static const struct draft *bearer_of_name(const struct finder *f, uint32_t i)
{
    enum { MAX_DRAFTS_BACK = 64 };
    const struct doc *d = f->d;
    const struct draft *q = &f->draft.v[i];
    if (d->tok.v[q->speaker_tok].upos != UPOS_PROPN || d->mention.v[q->s.speaker_mention].actor.code[0])
        return NULL;
    for (uint32_t k = i, n = 0; k-- > 0 && n < MAX_DRAFTS_BACK; n++) {
        const struct draft *p = &f->draft.v[k];
        if (p->s.speaker_mention == NONE || p->speaker_tok == NONE || p->s.speaker_mention == q->s.speaker_mention)
            continue;
        uint32_t end = d->sent.v[d->tok.v[p->speaker_tok].sent].end_tok;
        for (uint32_t t = p->speaker_tok; t < end && d->tok.v[t].span.end <= p->s.source_span.end; t++)
            if (d->tok.v[t].upos == UPOS_PROPN && str_eq(tok_str(d, t), tok_str(d, q->speaker_tok)))
                return p;
    }
    return NULL;
}

void speakers_settle(struct finder *f)
{
    enum { MAX_BLOCKS_BACK = 2 };
    const struct doc *d = f->d;
    const struct draft *person = NULL;
    struct nest nest = {.n = 0};
    for (uint32_t i = 0; i < f->draft.n; i++) {
        struct draft *q = &f->draft.v[i];
        uint32_t m = q->s.speaker_mention;
        const struct draft *around = quotation_around(&nest, q);
        if (m == NONE || q->speaker_tok == NONE)
            continue;
        if (is_one_of_us(d, q->speaker_tok)) {
            if (around)
                take_speaker(q, around);
            continue;
        }
        const struct draft *bearer = bearer_of_name(f, i);
        uint32_t block = block_of(d, q->speaker_tok), name;
        if (bearer) {
            q->s.speaker_mention = bearer->s.speaker_mention;
        } else if ((name = name_in_full(f, q)) != NONE || (name = varied_name(f, q)) != NONE) {
            q->s.speaker_mention = doc_add_filler(f->d, name);
            q->s.speaker_kind = SPEAKER_NAMED;
        }
        m = q->s.speaker_mention;
        if (is_open_pronoun(d, q->speaker_tok, m)) {
            if ((name = full_name_before(f, q->speaker_tok)) != NONE && (!person || person->speaker_tok < name)) {
                q->s.speaker_mention = doc_add_filler(f->d, name);
                q->s.speaker_kind = d->tok.v[name].upos == UPOS_PROPN ? SPEAKER_NAMED : SPEAKER_ANONYMOUS;
            } else if (person && block - block_of(d, person->speaker_tok) <= MAX_BLOCKS_BACK) {
                take_speaker(q, person);
            }
        }
        if (q->s.speaker_kind == SPEAKER_NAMED || q->s.speaker_kind == SPEAKER_ANONYMOUS)
            person = q;
    }
}
