#include "event/factuality.h"

#include "event/event_int.h"
#include "record/names.h"

struct view { /* one predicate */
    const struct match_sent *s;
    const struct doc *d;
    uint32_t tok;
    const struct trail *trail;
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

/* "no troops crossed", "gave no reason": not of the predicate but of who or what has part in it. */
static bool is_of_argument(const struct view *v, const struct mark *m)
{
    const struct tok *t = &v->d->tok.v[m->tok];
    return m->level == 0 && t->deprel == REL_DET && t->head != v->tok && t->head != NONE;
}

static void say_marks(struct view *v)
{
    for (uint32_t i = 0; i < v->trail->n; i++) {
        const struct mark *m = &v->trail->mark[i];
        const char *group = is_of_argument(v, m) ? "argument" : m->governs ? "governed" : m->level ? "above" : "own";
        say(v, group, mark_name(v, m));
    }
}

static bool is_infinitive(const struct doc *d, uint32_t tok)
{
    uint32_t mark = tok_child(d, tok, REL_MARK);
    return d->tok.v[tok].xpos == XPOS_VB && mark != NONE && d->tok.v[mark].xpos == XPOS_TO;
}

/* "lost 54 points to close at 8,962": what became of it. */
static bool is_outcome(const struct view *v)
{
    const struct doc *d = v->d;
    if (!class_has(v->s, STR("outcome"), v->tok))
        return false;
    for (uint32_t t = v->s->first_tok; t < v->tok; t++)
        if (d->tok.v[t].upos == UPOS_NUM)
            return true;
    return false;
}

/* "the first to sign", "one of the few to fall": they did. */
static bool is_of_few(const struct view *v)
{
    const struct doc *d = v->d;
    uint32_t noun = d->tok.v[v->tok].head;
    if (noun == NONE || (d->tok.v[v->tok].deprel != REL_ACL && !class_has(v->s, STR("few"), noun)))
        return false;
    for (uint32_t t = noun, n = 0; t > v->s->first_tok && n < 4; t--, n++)
        if (d->tok.v[t].xpos == XPOS_JJS || class_has(v->s, STR("few"), t))
            return true;
    return false;
}

/* Own denials weigh most; what only stands below one is often told all the same ("ignore letters penned by …"). */
static const char *denied_case(const struct view *v)
{
    bool own = false, argument = false, governed = false;
    for (uint32_t i = 0; i < v->trail->n; i++) {
        const struct mark *m = &v->trail->mark[i];
        if (!m->sig.has_status || m->sig.status != EST_DENIED)
            continue;
        argument = argument || is_of_argument(v, m);
        own = own || (!m->governs && m->level == 0 && !is_of_argument(v, m));
        governed = governed || m->governs;
    }
    bool infinitive = is_infinitive(v->d, v->tok);
    if (argument)
        return "part denied";
    return own || (governed && infinitive) ? "denied" : infinitive ? "denied above" : "below a denial";
}

/* "will sign" is surer than "would sign", and what is planned than what somebody plans to do. */
static const char *planned_case(const struct view *v)
{
    for (uint32_t i = 0; i < v->trail->n; i++) {
        const struct mark *m = &v->trail->mark[i];
        const struct tok *t = &v->d->tok.v[m->tok];
        if (!m->sig.has_status || m->sig.status != EST_PLANNED)
            continue;
        if (m->governs)
            return is_infinitive(v->d, v->tok) ? "planned infinitive" : "thing planned";
        if (t->deprel == REL_AUX && (str_is(t->lemma, "will") || str_is(t->lemma, "would")))
            return str_is(t->lemma, "will") ? "will" : "would";
        break;
    }
    return "planned";
}

/* What is told as done, but stands in the clause of something that is not. */
static const char *asserted_case(const struct view *v, enum event_status head)
{
    const struct doc *d = v->d;
    const struct tok *t = &d->tok.v[v->tok];
    if (head == EST_DENIED)
        return t->deprel == REL_OBJ && t->upos == UPOS_NOUN ? "object of a denial" : "beside a denial";
    bool subject = t->deprel == REL_NSUBJ && t->upos == UPOS_NOUN; /* who or what acts is there, if it acts or not */
    if (!subject && (head == EST_HYPOTHETICAL || head == EST_SPECULATED || head == EST_REQUESTED))
        return "beside a doubt";
    if (!is_infinitive(d, v->tok))
        return t->xpos == XPOS_VB && tok_child(d, v->tok, REL_AUX) == NONE ? "bare" : "asserted";
    if (t->deprel == REL_XCOMP || is_outcome(v) || is_of_few(v))
        return "asserted";
    return t->deprel == REL_ACL ? "infinitive of a noun" : "purpose";
}

/* The status of the word that the walk ended under; asserted where there is none. */
static enum event_status head_status(struct view *v)
{
    uint32_t head = v->d->tok.v[v->trail->top_tok].head;
    if (head == NONE)
        return EST_ASSERTED;
    struct trail t;
    trail_of(v->s, head, &TRAIL_OPTIONS_NONE, &t);
    enum event_status status = standing_of(&t).status;
    if (status != EST_ASSERTED)
        say(v, "beside", str_of(event_status_name(status)));
    return status;
}

static const char *case_of(struct view *v, enum event_status status)
{
    enum event_status head = head_status(v);
    switch (status) {
    case EST_ASSERTED:
        return asserted_case(v, head);
    case EST_DENIED:
        return denied_case(v);
    case EST_PLANNED:
        return planned_case(v);
    case EST_REQUESTED:
    case EST_THREATENED:
    case EST_HYPOTHETICAL:
    case EST_SPECULATED:
        break;
    }
    return event_status_name(status);
}

void factuality_measure(const struct match_sent *s, uint32_t tok, const struct trail *t, struct factuality *out)
{
    struct view v = {.s = s, .d = s->doc, .tok = tok, .trail = t, .out = out};
    out->n = 0;
    struct str name = str_of(case_of(&v, standing_of(t).status));
    say_marks(&v);
    say(&v, "case", name);
    out->value = codebook_weight(s->codebook, name);
}

void factuality_of(const struct codebook *c, const struct doc *d, uint32_t tok, struct factuality *out)
{
    struct match_sent s;
    if (d->tok.v[tok].deprel == REL_COP && d->tok.v[tok].head != NONE) /* "will be staff": as its predicate */
        tok = d->tok.v[tok].head;
    match_begin(c, d, d->tok.v[tok].sent, &s);
    struct trail t;
    trail_of(&s, tok, &TRAIL_OPTIONS_NONE, &t);
    factuality_measure(&s, tok, &t, out);
}
