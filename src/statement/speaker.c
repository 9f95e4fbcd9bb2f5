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

static enum speaker_kind kind_of(const struct finder *f, uint32_t tok, const struct mention *m)
{
    const struct doc *d = f->d;
    if (d->tok.v[tok].upos == UPOS_PRON && m->entity < d->mention.n && d->mention.v[m->entity].head_tok != tok) {
        const struct mention *named = &d->mention.v[m->entity];
        if (d->tok.v[named->head_tok].upos != UPOS_PRON)
            return kind_of(f, named->head_tok, named);
    }
    if (m->is_person && m->how != HOW_ROLE && (m->name.n || d->tok.v[tok].upos == UPOS_PROPN))
        return SPEAKER_NAMED;
    uint8_t classes = class_of(f, tok);
    if (is_media(f, tok))
        return SPEAKER_MEDIA;
    if (classes & CLASS_DOCUMENT)
        return SPEAKER_DOCUMENT;
    if (classes & CLASS_ANONYMOUS && !m->name.n)
        return SPEAKER_ANONYMOUS;
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

static void set_addressee(struct finder *f, struct statement *s, uint32_t tok)
{
    struct tok_range none = {tok, tok};
    if (is_media(f, tok) && !span_given(s->via))
        s->via = range_span(f->d, noun_phrase(f, tok, none));
    if (s->addressee_mention != NONE)
        return;
    uint32_t m = mention_of(f->d, tok);
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

static void see_oblique(struct finder *f, struct statement *s, uint32_t verb, uint32_t tok)
{
    const struct doc *d = f->d;
    uint32_t preposition = tok_child(d, tok, REL_CASE);
    uint8_t classes = class_of(f, tok);
    struct tok_range none = {tok, tok};
    if (classes & CLASS_DAY && !span_given(s->date)) {
        s->date = range_span(d, noun_phrase(f, tok, none));
        return;
    }
    if (preposition == NONE || preposition > tok)
        return;
    bool at = tok_is(d, preposition, "at") || tok_is(d, preposition, "in") || tok_is(d, preposition, "on") ||
              tok_is(d, preposition, "during") || tok_is(d, preposition, "after") || tok_is(d, preposition, "before");
    bool by = tok_is(d, preposition, "via") || tok_is(d, preposition, "through") || tok_is(d, preposition, "on") ||
              tok_is(d, preposition, "over");
    if (at && classes & CLASS_VENUE && !span_given(s->venue))
        s->venue = range_span(d, noun_phrase(f, tok, none));
    else if (by && classes & (CLASS_CHANNEL | CLASS_MEDIA) && !span_given(s->via))
        s->via = range_span(d, noun_phrase(f, tok, none));
    else if ((tok_is(d, preposition, "to") || tok_is(d, preposition, "with")) && can_be_addressed(f, tok) &&
             !str_is(d->tok.v[verb].lemma, "have"))
        set_addressee(f, s, tok);
    for (uint32_t c = tok_first_child(d, tok); c != NONE;
         c = tok_next(d, c)) { /* "in an interview with TASS", "a letter to Khan" */
        uint32_t inner = d->tok.v[c].deprel == REL_NMOD ? tok_child(d, c, REL_CASE) : NONE;
        if (inner != NONE && classes & (CLASS_VENUE | CLASS_DOCUMENT) &&
            (tok_is(d, inner, "with") || tok_is(d, inner, "to")) && can_be_addressed(f, c))
            set_addressee(f, s, c);
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
            if ((d->tok.v[c].deprel == REL_IOBJ || addresses(d, verb)) && can_be_addressed(f, c))
                set_addressee(f, s, c);
            break;
        case REL_OBL:
        case REL_OBL_UNMARKED:
        case REL_NMOD_UNMARKED:
        case REL_ADVMOD:
        case REL_NMOD:
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
    see_above(f, s, cue_tok);
    for (uint32_t t = sent->first_tok; t < sent->end_tok; t++) {
        bool said = d->tok.v[t].span.start >= s->content.start && d->tok.v[t].span.end <= s->content.end;
        if (t == cue_tok || f->quote_of[t] != NONE || (said && span_given(s->content)) || !is_speaking(d, t))
            continue;
        bool own = cue_subject(d, t) == cue_subject(d, cue_tok) || d->tok.v[t].head == cue_tok ||
                   d->tok.v[t].deprel == REL_ADVCL;
        if (own)
            see_children(f, s, t);
    }
}
