/* When and where an event was, and how much of what: everything that hangs in its clause. */
#include "event/event_int.h"

enum { OLD_NEWS_DAYS = 60 }; /* what the text itself dates so far back is told as history */

/* What the date says about the time: long past, or yet to come ("The ministers meet next week"). */
static void date_time(const struct doc *d, struct event *e)
{
    if (e->time != TIME_CURRENT || d->date == DAY_NONE)
        return;
    if (e->date.to != DAY_NONE && e->date.to < d->date - OLD_NEWS_DAYS)
        e->time = TIME_PAST;
    else if (e->date.from != DAY_NONE && e->date.from > d->date)
        e->time = TIME_FUTURE;
}

/* "had previously struck", "once supported" */
static bool is_bygone(const struct match_sent *s, const struct reach *r)
{
    for (uint32_t i = 0; i < r->n; i++)
        for (uint32_t c = tok_first_child(s->doc, r->tok[i]); c != NONE; c = tok_next(s->doc, c))
            if (s->doc->tok.v[c].deprel == REL_ADVMOD && class_has(s, STR("bygone"), c))
                return true;
    return false;
}

void event_details(const struct match_sent *s, uint32_t first_event)
{
    const struct doc *d = s->doc;
    enum { MAX_TIMEX = 12 };
    struct timex t[MAX_TIMEX];
    if (first_event == d->event.n)
        return;
    uint32_t n = timex_find(d, d->event.v[first_event].sent, t, MAX_TIMEX);
    for (uint32_t i = first_event; i < d->event.n; i++) {
        struct event *e = &d->event.v[i];
        struct reach r;
        reach_of(s, e, &r);
        uint32_t best = event_date_choose(d, &r, t, n);
        if (best != NONE) {
            const struct date_range *range = e->time == TIME_FUTURE ? &t[best].future : &t[best].past;
            if (range->from != DAY_NONE || range->to != DAY_NONE) {
                e->date = *range;
                e->date_span = t[best].span;
            }
        }
        if (e->time == TIME_CURRENT && is_bygone(s, &r))
            e->time = TIME_PAST;
        date_time(d, e);
        e->place_mention = event_place(d, &r, e);
    }
    event_magnitudes(s, first_event);
}
