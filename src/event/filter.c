#include "event/filter_int.h"

#include <math.h>

bool filter_same_act(const struct event *a, const struct event *b)
{
    return a->sent == b->sent && a->trigger_tok == b->trigger_tok && str_eq(a->rule, b->rule);
}

bool filter_is_reverse(const struct doc *d, uint32_t event)
{
    return d->event.v[event].reciprocal_of_event != NONE;
}

bool filter_is_mutual(const struct doc *d, uint32_t event)
{
    if (filter_is_reverse(d, event))
        return true;
    const struct event *e = &d->event.v[event];
    for (uint32_t i = event + 1; i < d->event.n && d->event.v[i].sent == e->sent; i++)
        if (d->event.v[i].reciprocal_of_event == event)
            return true;
    return false;
}

bool filter_is_matter(const struct doc *d, uint32_t event)
{
    const struct event *e = &d->event.v[event];
    if (e->content_of_event == NONE)
        return false;
    const struct event *act = &d->event.v[e->content_of_event];
    uint32_t tok = e->trigger_tok, up = d->tok.v[tok].head;
    for (; up != NONE; tok = up, up = d->tok.v[tok].head) {
        struct span word = d->tok.v[up].span;
        bool own_word = word.start >= e->trigger.start && word.end <= e->trigger.end;
        if (!own_word && d->tok.v[tok].deprel != REL_CONJ)
            break;
    }
    bool acts = up == act->trigger_tok || (up != NONE && d->tok.v[up].span.start >= act->trigger.start &&
                                           d->tok.v[up].span.end <= act->trigger.end);
    return acts || e->trigger_tok == act->trigger_tok; /* "will raid": the threat and the raid in one word */
}

void filter_sample(struct classifier_samples *s, const struct doc *d, uint32_t event, const struct sample_label *label)
{
    struct features fs;
    filter_features(d, event, NULL, &fs);
    samples_add_features(s, &fs, label);
}

/* ---- confidence --------------------------------------------------------------------------------------------- */

/* The surest of the rows of an act speaks for all of them: one party read amiss does not undo the act. Other directions
 * are not asked: people note a meeting from one side. */
static float act_confidence(const struct classifier *filter, const struct doc *d, uint32_t first)
{
    float best = 0;
    for (uint32_t i = first; i < d->event.n && d->event.v[i].sent == d->event.v[first].sent; i++) {
        if (!filter_same_act(&d->event.v[first], &d->event.v[i]) || filter_is_reverse(d, i))
            continue;
        struct features fs;
        filter_features(d, i, NULL, &fs);
        best = fmaxf(best, 1 - classifier_none(filter, &fs));
    }
    return best;
}

void filter_weigh(const struct classifier *filter, struct doc *d)
{
    for (uint32_t i = 0; i < d->event.n; i++) {
        struct event *e = &d->event.v[i];
        uint32_t same = i; /* an earlier row of the act */
        while (same > 0 && d->event.v[same - 1].sent == e->sent && !filter_same_act(&d->event.v[same - 1], e))
            same--;
        bool known = same > 0 && filter_same_act(&d->event.v[same - 1], e);
        float act = e->content_of_event == NONE ? 1 : d->event.v[e->content_of_event].confidence; /* stands before it */
        float own = known ? d->event.v[same - 1].confidence : fminf(act, act_confidence(filter, d, i));
        e->confidence = own;
    }
}

void filter_apply(struct doc *d, float least)
{
    uint32_t n = 0;
    uint32_t *moved = arena_alloc(d->scratch, (d->event.n + 1) * sizeof *moved);
    for (uint32_t i = 0; i < d->event.n; i++) {
        struct event e = d->event.v[i];
        uint32_t *points[] = {&e.content_of_event, &e.reciprocal_of_event};
        for (int k = 0; k < 2; k++)
            *points[k] = *points[k] == NONE ? NONE : moved[*points[k]];
        moved[i] = e.confidence < least ? NONE : n;
        if (e.confidence < least)
            *array_add(d->arena, &d->doubted) = e;
        else
            d->event.v[n++] = e;
    }
    d->event.n = n;
}

/* ---- reasons ------------------------------------------------------------------------------------------------ */

struct str filter_reasons(const struct classifier *filter, const struct doc *d, uint32_t event, uint32_t n_reasons,
                          struct arena *arena)
{
    struct features fs;
    filter_features(d, event, arena, &fs);
    return features_reasons(filter, &fs, n_reasons, arena);
}
