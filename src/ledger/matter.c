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

/* A state, a body, or who acts for one: of the parties, not of the matter. "Fighters" may be men or planes. */
static bool names_party(const struct doc *d, uint32_t mention)
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

static void topic_add(const struct sentence *s, struct topic *t, uint32_t tok)
{
    const struct doc *d = s->d;
    uint32_t m = d->tok.v[tok].mention;
    uint8_t upos = d->tok.v[tok].upos;
    if ((upos != UPOS_NOUN && upos != UPOS_PROPN && upos != UPOS_VERB) || t->n == MAX_TOPIC)
        return;
    if (names_party(d, m))
        return;
    for (uint32_t i = 0; i < s->n_timex; i++) /* when, not what */
        if (s->timex[i].span.start <= d->tok.v[tok].span.start && s->timex[i].span.end >= d->tok.v[tok].span.end)
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

static bool is_within(struct span inner, struct span outer)
{
    return inner.start >= outer.start && inner.end <= outer.end;
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

static bool tells_what_for(const struct doc *d, uint32_t phrase)
{
    static const char *const prepositions[] = {"for", "on", "of", "to"};
    uint32_t preposition = tok_child(d, phrase, REL_CASE);
    for (size_t i = 0; preposition != NONE && i < sizeof prepositions / sizeof prepositions[0]; i++)
        if (str_eq_nocase(tok_str(d, preposition), str_of(prepositions[i])))
            return true;
    return false;
}

/* With a phrase that tells what a contract is for: "contract for five air defence systems". */
static uint32_t phrase_end(const struct sentence *s, uint32_t noun, uint32_t end)
{
    const struct doc *d = s->d;
    for (uint32_t c = tok_first_child(d, noun); c != NONE; c = tok_next(d, c))
        if (d->tok.v[c].deprel == REL_NMOD && tells_what_for(d, c)) {
            struct span phrase = doc_phrase(d, c);
            end = phrase.end > end ? phrase.end : end;
        }
    uint32_t verb = d->tok.v[noun].deprel == REL_OBJ ? d->tok.v[noun].head : NONE, first, last;
    doc_subtree(d, noun, &first, &last);
    uint32_t behind = d->tok.v[last - 1].span.end > end ? d->tok.v[last - 1].span.end : end;
    for (uint32_t c = verb == NONE ? NONE : tok_first_child(d, verb); c != NONE; c = tok_next(d, c)) {
        struct span phrase = doc_phrase(d, c); /* "cancelled the deal with Mali on a second batch", hung on the verb */
        bool next = d->tok.v[c].deprel == REL_OBL && phrase.start >= behind && phrase.start <= behind + strlen(" for ");
        if (next && !names_party(d, d->tok.v[c].mention) && c > noun && class_has(&s->ms, STR("agreement"), noun) &&
            tells_what_for(d, c))
            end = phrase.end;
    }
    return end;
}

void matter_of_noun(const struct sentence *s, uint32_t noun, struct ledger_entry *e)
{
    struct span span = doc_phrase(s->d, noun);
    span.end = phrase_end(s, noun, span.end);
    topic_of_span(s, span, e);
}

void matter_of_clause(const struct sentence *s, uint32_t head, struct ledger_entry *e)
{
    const struct doc *d = s->d;
    uint8_t upos = d->tok.v[head].upos;
    if (upos != UPOS_VERB && upos != UPOS_AUX && tok_child(d, head, REL_COP) == NONE) {
        matter_of_noun(s, head, e);
        return;
    }
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
            bool purpose = d->tok.v[c].deprel == REL_ADVCL && has_to(d, c); /* "speed up work to open the port" */
            bool same = d->tok.v[c].deprel == REL_CONJ && from == head + 1; /* "strengthen and develop their ties" */
            if (purpose || same)
                continue;
            end = from > head && from < end ? from : end;
        }
    for (uint32_t c = tok_first_child(d, head); c != NONE && c < head; c = tok_next(d, c)) {
        uint32_t mark = d->tok.v[c].deprel == REL_ADVCL ? tok_child(d, c, REL_MARK) : NONE, from, to;
        if (mark == NONE || !str_eq_nocase(tok_str(d, mark), STR("as")))
            continue; /* "as he does with others, he will meet them" */
        doc_subtree(d, c, &from, &to);
        first = to < head && from <= first ? to : first;
        while (first < head && d->tok.v[first].upos == UPOS_PUNCT)
            first++;
    }
    while (end > head + 1 && (d->tok.v[end - 1].upos == UPOS_PUNCT || d->tok.v[end - 1].upos == UPOS_CCONJ))
        end--;
    topic_of_span(s, (struct span){d->tok.v[first].span.start, d->tok.v[end - 1].span.end}, e);
}

/* "what he plans to discuss", "decided to resist": not told to do what. */
bool matter_names_something(const struct sentence *s, struct span matter)
{
    for (uint32_t t = s->ms.first_tok; t < s->ms.end_tok; t++) {
        const struct tok *tok = &s->d->tok.v[t];
        bool inside = tok->span.start >= matter.start && tok->span.end <= matter.end;
        if (inside && (tok->upos == UPOS_NOUN || tok->upos == UPOS_PROPN || tok->upos == UPOS_NUM))
            return true;
    }
    return false;
}
