#include "event/factuality.h"

#include "event/event_int.h"
#include "record/names.h"

#include <math.h>

struct view { /* one predicate */
    const struct match_sent *s;
    const struct doc *d;
    uint32_t tok;
    struct trail trail;
    struct standing standing;
    struct factuality *out;
};

/* Each feature once. */
static void say(struct view *v, const char *group, struct str what)
{
    struct str name = str_format(v->d->scratch, "%s:%.*s", group, STR_ARG(what));
    for (uint32_t i = 0; i < v->out->n; i++)
        if (str_eq(v->out->feature[i], name))
            return;
    if (v->out->n < MAX_FEATURES)
        v->out->feature[v->out->n++] = name;
}

static void say_c(struct view *v, const char *group, const char *what)
{
    say(v, group, str_of(what));
}

/* What a mark is called: an auxiliary by itself, else by what it does. */
static struct str mark_name(const struct view *v, const struct mark *m)
{
    const struct tok *t = &v->d->tok.v[m->tok];
    if (!m->governs && t->deprel == REL_AUX && m->sig.status != EST_DENIED)
        return m->sig.status == EST_HYPOTHETICAL ? STR("unreal") : t->lemma;
    if (!m->sig.has_status)
        return str_of(voice_name(m->sig.voice));
    return str_of(event_status_name(m->sig.status));
}

/* How a word hangs on another, coarsely. */
static const char *place_of(const struct doc *d, uint32_t tok)
{
    uint32_t mark = tok_child(d, tok, REL_MARK);
    switch ((enum deprel)d->tok.v[tok].deprel) {
    case REL_OBJ:
    case REL_NSUBJ_PASS:
        return "object";
    case REL_NSUBJ:
        return "subject";
    case REL_OBL:
    case REL_NMOD:
        return "oblique";
    case REL_COMPOUND:
    case REL_AMOD:
        return "modifier";
    case REL_CCOMP:
    case REL_CSUBJ:
    case REL_CSUBJ_PASS:
        return "clause";
    case REL_ACL:
    case REL_ADVCL:
    case REL_XCOMP:
        return mark != NONE && d->tok.v[mark].xpos == XPOS_TO ? "infinitive" : "adjunct";
    default:
        return "other";
    }
}

/* "no troops crossed", "gave no reason": not of the predicate but of who or what has part in it. NULL: its own. */
static const char *argument_of(const struct view *v, const struct mark *m)
{
    const struct tok *t = &v->d->tok.v[m->tok];
    if (m->level != 0 || t->deprel != REL_DET || t->head == v->tok || t->head == NONE)
        return NULL;
    return v->d->tok.v[t->head].deprel == REL_OBJ ? "its object" : "its subject";
}

static void add_marks(struct view *v)
{
    for (uint32_t i = 0; i < v->trail.n; i++) {
        const struct mark *m = &v->trail.mark[i];
        struct str name = mark_name(v, m);
        const char *argument = argument_of(v, m);
        if (argument)
            say(v, argument, name);
        else
            say(v, m->governs ? "governed" : m->level == 0 ? "own" : "above", name);
        if (m->governs && m->level == 1)
            say(v, place_of(v->d, v->tok), name);
    }
    if (v->standing.status != EST_ASSERTED)
        say_c(v, "status", event_status_name(v->standing.status));
    if (v->trail.is_question)
        say_c(v, "in", "question");
}

static const char *kind_of(const struct doc *d, uint32_t tok)
{
    const struct tok *t = &d->tok.v[tok];
    switch ((enum upos)t->upos) {
    case UPOS_NOUN:
        return t->xpos == XPOS_NNS ? "nouns" : "noun";
    case UPOS_PROPN:
        return "name";
    case UPOS_VERB:
        return "verb";
    case UPOS_AUX:
        return t->xpos == XPOS_MD ? "modal" : "aux";
    case UPOS_ADJ:
        return "adjective";
    default:
        return "other";
    }
}

static const char *form_of(const struct doc *d, uint32_t tok)
{
    switch (d->tok.v[tok].xpos) {
    case XPOS_VBD:
        return "past";
    case XPOS_VBZ:
    case XPOS_VBP:
        return "present";
    case XPOS_VBG:
        return tok_child(d, tok, REL_AUX) != NONE ? "progressive" : "ing";
    case XPOS_VBN:
        return tok_child(d, tok, REL_AUX) != NONE        ? "perfect"
               : tok_child(d, tok, REL_AUX_PASS) != NONE ? "passive"
                                                         : "participle";
    case XPOS_VB: {
        uint32_t mark = tok_child(d, tok, REL_MARK);
        return mark != NONE && d->tok.v[mark].xpos == XPOS_TO ? "infinitive" : "base";
    }
    default:
        return NULL;
    }
}

static void add_form(struct view *v)
{
    const struct doc *d = v->d;
    say_c(v, "kind", kind_of(d, v->tok));
    const char *form = form_of(d, v->tok);
    if (form)
        say_c(v, "form", form);
    say(v, "rel", str_of(deprel_name((enum deprel)d->tok.v[v->tok].deprel)));
    struct signature sig;
    if (signature_find(v->s, v->tok, CON_INF | CON_THAT, STR_NONE, &sig))
        say_c(v, "is", "governor");
    if (d->tok.v[v->tok].upos == UPOS_NOUN) {
        uint32_t preposition = tok_child(d, v->tok, REL_CASE);
        if (preposition != NONE)
            say(v, "after", d->tok.v[preposition].lemma);
    }
}

/* What is said of the word it hangs on, where that does not carry over by itself. */
static void add_head(struct view *v)
{
    const struct doc *d = v->d;
    uint32_t top = v->trail.top_tok, head = d->tok.v[top].head;
    if (head == NONE)
        return;
    struct trail t;
    trail_of(v->s, head, &TRAIL_OPTIONS_NONE, &t);
    struct standing st = standing_of(&t);
    const char *place = place_of(d, top);
    if (st.status != EST_ASSERTED) {
        say_c(v, "beside", event_status_name(st.status));
        say_c(v, event_status_name(st.status), place);
    }
    for (uint32_t i = 0; i < t.n; i++)
        if (d->tok.v[t.mark[i].tok].deprel == REL_AUX && t.mark[i].sig.status != EST_DENIED)
            say(v, "beside", d->tok.v[t.mark[i].tok].lemma);
}

void factuality_measure(const struct match_sent *s, uint32_t tok, const struct trail *t, struct factuality *out)
{
    struct view v = {.s = s, .d = s->doc, .tok = tok, .trail = *t, .standing = standing_of(t), .out = out};
    out->n = 0;
    say_c(&v, "all", "words");
    add_marks(&v);
    add_form(&v);
    add_head(&v);
    float sum = 0;
    for (uint32_t i = 0; i < out->n; i++)
        sum += codebook_weight(s->codebook, out->feature[i]);
    /* Where nothing in the words speaks for more than a shade of doubt, the text takes it for certain. */
    bool certain = sum >= codebook_weight(s->codebook, STR("certain from"));
    out->value = certain ? 3.0f : fmaxf(-3.0f, sum);
}

void factuality_of(const struct codebook *c, const struct doc *d, uint32_t tok, struct factuality *out)
{
    struct match_sent s;
    match_begin(c, d, d->tok.v[tok].sent, &s);
    struct trail t;
    trail_of(&s, tok, &TRAIL_OPTIONS_NONE, &t);
    factuality_measure(&s, tok, &t, out);
}
