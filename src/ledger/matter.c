/* What a claim is about: its words, and the lemmas by which it is known again. */
#include "base/utf8.h"
#include "ledger/ledger_int.h"
#include "record/names.h"

#include <stdlib.h>

enum { MAX_TOPIC = 8 };

struct topic {
    struct str lemma[MAX_TOPIC];
    uint32_t n;
};

bool is_capital(const struct doc *d, uint32_t tok)
{
    char first = d->text.s[d->tok.v[tok].span.start];
    return first >= 'A' && first <= 'Z';
}

/* A state, a body, or who acts for one: of the parties, not of the matter. "Fighters" may be men or planes. */
bool names_party(const struct doc *d, uint32_t mention)
{
    const struct mention *m = mention == NONE ? NULL : &d->mention.v[mention];
    return m && !m->is_filler && (m->actor.country[0] || actor_is_international(&m->actor));
}

/* "S-400": the word with what is joined to it by a hyphen, where that is a number. */
static struct str designation(const struct doc *d, uint32_t tok)
{
    const struct tok *t = &d->tok.v[tok];
    bool joined = tok + 2 < d->tok.n && str_is(tok_str(d, tok + 1), "-") && t[1].span.start == t[0].span.end &&
                  t[2].span.start == t[1].span.end && t[2].upos == UPOS_NUM;
    return joined ? doc_slice(d, (struct span){t[0].span.start, t[2].span.end}) : STR_NONE;
}

static bool is_within(struct span inner, struct span outer)
{
    return inner.start >= outer.start && inner.end <= outer.end;
}

static bool tells_when(const struct sentence *s, uint32_t tok)
{
    for (uint32_t i = 0; i < s->n_timex; i++)
        if (is_within(s->d->tok.v[tok].span, s->timex[i].span))
            return true;
    return false;
}

static void topic_add(const struct sentence *s, struct topic *t, uint32_t tok)
{
    const struct doc *d = s->d;
    uint32_t m = d->tok.v[tok].mention;
    uint8_t upos = d->tok.v[tok].upos;
    if ((upos != UPOS_NOUN && upos != UPOS_PROPN && upos != UPOS_VERB) || t->n == MAX_TOPIC)
        return;
    if (names_party(d, m))
        return;
    if (tells_when(s, tok))
        return;
    if (class_has(&s->ms, STR("agreement"), tok) || class_has(&s->ms, STR("time"), tok) ||
        class_has(&s->ms, STR("quantity"), tok) || class_has(&s->ms, STR("talks"), tok) ||
        class_has(&s->ms, STR("portion"), tok))
        return;
    if (upos == UPOS_VERB && d->tok.v[tok].deprel == REL_AMOD) /* "the long-awaited deal" */
        return;
    struct str name = upos == UPOS_PROPN ? designation(d, tok) : STR_NONE; /* names keep their capitals */
    struct str lemma = name.n               ? name
                       : upos == UPOS_PROPN ? tok_str(d, tok)
                                            : utf8_lower(d->scratch, d->tok.v[tok].lemma);
    for (uint32_t i = 0; i < t->n; i++)
        if (str_eq(t->lemma[i], lemma))
            return;
    t->lemma[t->n++] = lemma;
}

static int by_bytes(const void *a, const void *b)
{
    const struct str *x = a, *y = b;
    int order = memcmp(x->s, y->s, x->n < y->n ? x->n : y->n);
    return order ? order : (x->n > y->n) - (x->n < y->n);
}

static struct str topic_written(const struct sentence *s, struct topic *t)
{
    struct str all = STR_NONE;
    if (t->n)
        qsort(t->lemma, t->n, sizeof t->lemma[0], by_bytes);
    for (uint32_t i = 0; i < t->n; i++)
        all = i ? str_format(s->d->arena, "%.*s %.*s", STR_ARG(all), STR_ARG(t->lemma[i]))
                : str_copy(s->d->arena, t->lemma[i]);
    return all;
}

static void topic_of_spans(const struct sentence *s, struct span a, struct span b, struct ledger_entry *e)
{
    struct topic t = {.n = 0};
    for (uint32_t tok = s->ms.first_tok; tok < s->ms.end_tok; tok++)
        if (is_within(s->d->tok.v[tok].span, a) || is_within(s->d->tok.v[tok].span, b))
            topic_add(s, &t, tok);
    e->topic = topic_written(s, &t);
}

bool has_to(const struct doc *d, uint32_t tok)
{
    for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c))
        if (d->tok.v[c].xpos == XPOS_TO)
            return true;
    return false;
}

/* "a second batch of fighters", "another 12 fighters", "the first tranche" */
static void take_portion(const struct sentence *s, struct ledger_entry *e)
{
    const struct doc *d = s->d;
    for (uint32_t tok = s->ms.first_tok; tok < s->ms.end_tok; tok++) {
        uint32_t noun = d->tok.v[tok].head;
        if (noun == NONE || noun < tok || !is_within(d->tok.v[tok].span, e->matter) ||
            !(class_has(&s->ms, STR("portion"), noun) || class_has(&s->ms, STR("armsgoods"), noun)))
            continue;
        e->is_part |= class_has(&s->ms, STR("initial"), tok);
        if (class_has(&s->ms, STR("further"), tok))
            e->portion = class_has(&s->ms, STR("anew"), tok) ? STR("further") : utf8_lower(d->arena, tok_str(d, tok));
    }
}

static void topic_of_span(const struct sentence *s, struct span span, struct ledger_entry *e)
{
    topic_of_spans(s, span, span, e);
    e->matter = span;
    take_portion(s, e);
}

void matter_add_subject(const struct sentence *s, uint32_t subject, struct ledger_entry *e)
{
    struct span phrase = doc_phrase(s->d, subject);
    if (phrase.end > e->matter.start)
        return;
    topic_of_spans(s, phrase, e->matter, e);
    e->matter.start = phrase.start;
}

/* "on a second batch", not "on Tuesday". */
static bool tells_what_for(const struct sentence *s, uint32_t phrase)
{
    static const char *const prepositions[] = {"for", "on", "of", "to"};
    const struct doc *d = s->d;
    bool when = tells_when(s, phrase) || class_has(&s->ms, STR("time"), phrase);
    uint32_t preposition = when ? NONE : tok_child(d, phrase, REL_CASE);
    for (size_t i = 0; preposition != NONE && i < sizeof prepositions / sizeof prepositions[0]; i++)
        if (str_eq_nocase(tok_str(d, preposition), str_of(prepositions[i])))
            return true;
    return false;
}

/* Behind the verb: of one deed with it? "speed up work to open the port", "strengthen and develop their ties", "to pay
 * the guards and free them", "in advance of choosing them". */
static bool is_of_deed(const struct sentence *s, uint32_t head, uint32_t c)
{
    const struct doc *d = s->d;
    const struct tok *tok = &d->tok.v[c];
    if (tok->deprel == REL_ADVCL) {
        uint32_t mark = tok_child(d, c, REL_MARK);
        bool by_doing = tok->xpos == XPOS_VBG && mark != NONE && !class_has(&s->ms, STR("at-times"), mark);
        return by_doing || has_to(d, c);
    }
    uint32_t from, to;
    doc_subtree(d, c, &from, &to);
    bool same = tok->xpos == d->tok.v[head].xpos && (tok->xpos == XPOS_VB || tok->xpos == XPOS_VBG);
    bool own = tok_child(d, c, REL_NSUBJ) != NONE || tok_child(d, c, REL_AUX) != NONE;
    return tok->deprel == REL_CONJ && (from == head + 1 || (same && !own));
}

/* The words of a clause that say what is done, without what is joined to it or told beside it. */
static struct span clause_span(const struct sentence *s, uint32_t head)
{
    const struct doc *d = s->d;
    uint32_t first, end;
    doc_subtree(d, head, &first, &end);
    while (first < head && (d->tok.v[first].upos == UPOS_PUNCT || d->tok.v[first].upos == UPOS_CCONJ ||
                            (d->tok.v[first].upos == UPOS_SCONJ && d->tok.v[first].head == head)))
        first++; /* "that", not the "if" of a clause inside */
    for (uint32_t c = tok_first_child(d, head); c != NONE; c = tok_next(d, c))
        if (c > head && (d->tok.v[c].deprel == REL_CONJ || d->tok.v[c].deprel == REL_PARATAXIS ||
                         d->tok.v[c].deprel == REL_ADVCL)) {
            uint32_t from, to;
            doc_subtree(d, c, &from, &to);
            if (is_of_deed(s, head, c))
                continue;
            end = from > head && from < end ? from : end;
        }
    for (uint32_t c = tok_first_child(d, head); c != NONE && c < head; c = tok_next(d, c)) {
        uint32_t mark = d->tok.v[c].deprel == REL_ADVCL ? tok_child(d, c, REL_MARK) : NONE, from, to;
        if (mark == NONE || !str_eq_nocase(tok_str(d, mark), STR("as")))
            continue; /* "as he does with others, he will meet them" */
        doc_subtree(d, c, &from, &to);
        first = to < head && from <= first ? to : first;
        while (first < head && (d->tok.v[first].upos == UPOS_PUNCT || d->tok.v[first].upos == UPOS_CCONJ))
            first++;
    }
    while (end > head + 1 && (d->tok.v[end - 1].upos == UPOS_PUNCT || d->tok.v[end - 1].upos == UPOS_CCONJ))
        end--;
    return (struct span){d->tok.v[first].span.start, d->tok.v[end - 1].span.end};
}

/* Where a noun's phrase ends with all that hangs in it, short of clauses and appositions: "an end of the subsidies to
 * makers of oil". depth bounds the nesting. */
static uint32_t whole_end(const struct doc *d, uint32_t noun, unsigned depth)
{
    enum { DEPTH = 16 };
    uint32_t end = doc_phrase(d, noun).end;
    for (uint32_t c = tok_first_child(d, noun); c != NONE && depth < DEPTH; c = tok_next(d, c)) {
        const struct tok *tok = &d->tok.v[c];
        if (c < noun || tok->deprel == REL_PUNCT || tok->deprel == REL_CASE)
            continue;
        bool nominal = tok->upos == UPOS_NOUN || tok->upos == UPOS_PROPN || tok->upos == UPOS_NUM;
        uint32_t inner = tok->deprel == REL_NMOD || (tok->deprel == REL_CONJ && nominal) ? whole_end(d, c, depth + 1)
                         : tok->deprel == REL_FLAT || tok->deprel == REL_COMPOUND        ? tok->span.end
                                                                                         : 0;
        if (!inner)
            break;
        end = inner > end ? inner : end;
    }
    return end;
}

/* With a phrase that tells what a contract is for: "contract for five air defence systems". */
static uint32_t phrase_end(const struct sentence *s, uint32_t noun, uint32_t end)
{
    const struct doc *d = s->d;
    for (uint32_t c = tok_first_child(d, noun); c != NONE; c = tok_next(d, c))
        if (d->tok.v[c].deprel == REL_NMOD && tells_what_for(s, c)) {
            uint32_t inner = whole_end(d, c, 0);
            end = inner > end ? inner : end;
        }
    for (uint32_t c = tok_first_child(d, noun); c != NONE; c = tok_next(d, c))
        if (c > noun && d->tok.v[c].deprel == REL_ACL && has_to(d, c)) { /* "an agreement with Mali to build a port" */
            uint32_t inner = clause_span(s, c).end;
            end = inner > end ? inner : end;
        }
    uint32_t verb = d->tok.v[noun].deprel == REL_OBJ ? d->tok.v[noun].head : NONE, first, last;
    doc_subtree(d, noun, &first, &last);
    uint32_t behind = d->tok.v[last - 1].span.end > end ? d->tok.v[last - 1].span.end : end;
    for (uint32_t c = verb == NONE ? NONE : tok_first_child(d, verb); c != NONE; c = tok_next(d, c)) {
        if (c > noun && d->tok.v[c].deprel == REL_ADVCL && has_to(d, c) && class_has(&s->ms, STR("agreement"), noun))
            end = clause_span(s, c).end;       /* "signed an agreement with Mali to build a port", hung on the verb */
        struct span phrase = doc_phrase(d, c); /* "cancelled the deal with Mali on a second batch", hung on the verb */
        bool next = d->tok.v[c].deprel == REL_OBL && phrase.start >= behind && phrase.start <= behind + strlen(" for ");
        if (next && !names_party(d, d->tok.v[c].mention) && c > noun && class_has(&s->ms, STR("agreement"), noun) &&
            tells_what_for(s, c))
            end = phrase.end;
    }
    return end;
}

/* "the [Strategic Partnership] Agreement", "the Status of Forces Agreement": the whole of a name in capitals. */
static struct span with_name(const struct sentence *s, uint32_t noun, struct span span)
{
    const struct doc *d = s->d;
    uint32_t first = noun, last = noun;
    while (last + 1 < s->ms.end_tok && is_capital(d, last) && is_capital(d, last + 1) &&
           d->tok.v[last + 1].upos != UPOS_PRON)
        last++;
    while (first > s->ms.first_tok && is_capital(d, first)) {
        bool of = str_is(tok_str(d, first - 1), "of") && first > s->ms.first_tok + 1 && is_capital(d, first - 2);
        if (!of && !is_capital(d, first - 1))
            break;
        first -= of ? 2 : 1;
    }
    if (d->tok.v[first].upos == UPOS_DET || first == noun)
        first = noun;
    struct span name = {d->tok.v[first].span.start, d->tok.v[last].span.end};
    return (struct span){name.start < span.start ? name.start : span.start, name.end > span.end ? name.end : span.end};
}

void matter_of_noun(const struct sentence *s, uint32_t noun, struct ledger_entry *e)
{
    struct span span = doc_phrase(s->d, noun);
    bool of_sides = e->kind == LEDGER_DEAL || e->kind == LEDGER_MEMBERSHIP; /* whose parties are not what it is about */
    span.end = of_sides ? phrase_end(s, noun, span.end) : whole_end(s->d, noun, 0);
    topic_of_span(s, e->kind == LEDGER_DEAL ? with_name(s, noun, span) : span, e);
}

void matter_of_clause(const struct sentence *s, uint32_t head, struct ledger_entry *e)
{
    const struct doc *d = s->d;
    uint8_t upos = d->tok.v[head].upos;
    if (upos != UPOS_VERB && upos != UPOS_AUX && tok_child(d, head, REL_COP) == NONE)
        matter_of_noun(s, head, e);
    else
        topic_of_span(s, clause_span(s, head), e);
}

void matter_of_lacking(const struct sentence *s, uint32_t noun, uint32_t clause, struct ledger_entry *e)
{
    struct ledger_entry deed = *e;
    matter_of_noun(s, noun, e);
    matter_of_clause(s, clause, &deed);
    if (deed.matter.end > e->matter.end)
        e->matter.end = deed.matter.end;
}

/* Of a name that we know, or of a time; a hospital is more than its town. */
static bool is_beside(const struct sentence *s, uint32_t tok)
{
    const struct doc *d = s->d;
    struct span word = d->tok.v[tok].span;
    for (uint32_t t = s->ms.first_tok; t < s->ms.end_tok; t++)
        for (uint32_t m = d->tok.v[t].mention; m != NONE; m = d->mention.v[m].next_same_head)
            if (!d->mention.v[m].is_filler && d->mention.v[m].how != HOW_ROLE && is_within(word, d->mention.v[m].span))
                return true;
    return tells_when(s, tok);
}

/* In a clause that describes something in the matter, which says no more of what is to be done. */
static bool is_in_description(const struct doc *d, uint32_t tok, struct span matter, uint32_t teller)
{
    for (; tok != NONE && tok != teller && is_within(d->tok.v[tok].span, matter); tok = d->tok.v[tok].head)
        if (d->tok.v[tok].deprel == REL_ACL_RELCL)
            return true;
    return false;
}

/* Does this word say something of what is to be done? Words that fit anything (@hollow) and names of parties do not. */
static bool is_solid(const struct sentence *s, uint32_t tok)
{
    uint8_t upos = s->d->tok.v[tok].upos;
    bool content = upos == UPOS_NOUN || upos == UPOS_PROPN || upos == UPOS_SYM || upos == UPOS_VERB;
    bool hollow = class_has(&s->ms, upos == UPOS_PROPN ? STR("hollow-name") : STR("hollow"), tok);
    bool participle =
        upos == UPOS_VERB && s->d->tok.v[tok].deprel == REL_ACL && !has_to(s->d, tok); /* "goals set there" */
    return content && !hollow && !participle && !is_beside(s, tok);
}

/* "during its presidency": when. */
static bool is_in_time(const struct sentence *s, uint32_t tok)
{
    uint32_t preposition = tok_child(s->d, tok, REL_CASE);
    return preposition != NONE && class_has(&s->ms, STR("in-time"), preposition);
}

/* "to stand with the parties to the war", "to work closely with Peru": of such verbs only what it is for counts. */
static bool is_with_whom(const struct sentence *s, uint32_t tok, struct span matter)
{
    const struct doc *d = s->d;
    for (; d->tok.v[tok].head != NONE && is_within(d->tok.v[tok].span, matter); tok = d->tok.v[tok].head)
        if (d->tok.v[tok].deprel == REL_OBL &&
            (class_has(&s->ms, STR("loose"), d->tok.v[tok].head) || is_in_time(s, tok)))
            return true;
    return false;
}

/* "to play its part in", "continues to do everything for": of the matter's verb or of one that it governs. */
static bool is_of_empty_words(const struct sentence *s, struct span matter)
{
    const struct doc *d = s->d;
    for (uint32_t t = s->ms.first_tok; t < s->ms.end_tok; t++) {
        if (!is_within(d->tok.v[t].span, matter) || d->tok.v[t].deprel != REL_OBJ ||
            !class_has(&s->ms, STR("empty-object"), t) || !class_has(&s->ms, STR("empty-verb"), d->tok.v[t].head))
            continue;
        uint32_t verb = d->tok.v[t].head;
        while (d->tok.v[verb].deprel == REL_XCOMP && is_within(d->tok.v[d->tok.v[verb].head].span, matter))
            verb = d->tok.v[verb].head;
        uint32_t above = d->tok.v[verb].head;
        if (above == NONE || !is_within(d->tok.v[above].span, matter))
            return true;
    }
    return false;
}

bool matter_is_solid(const struct sentence *s, struct span matter, uint32_t teller)
{
    if (is_of_empty_words(s, matter))
        return false;
    for (uint32_t t = s->ms.first_tok; t < s->ms.end_tok; t++)
        if (t != teller && is_within(s->d->tok.v[t].span, matter) && is_solid(s, t) &&
            !is_in_description(s->d, t, matter, teller) && !is_with_whom(s, t, matter))
            return true;
    return false;
}

bool matter_names_something(const struct sentence *s, struct span matter)
{
    for (uint32_t t = s->ms.first_tok; t < s->ms.end_tok; t++) {
        const struct tok *tok = &s->d->tok.v[t];
        if (is_within(tok->span, matter) &&
            (tok->upos == UPOS_NOUN || tok->upos == UPOS_PROPN || tok->upos == UPOS_NUM))
            return true;
    }
    return false;
}
