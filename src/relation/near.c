#include "relation/near.h"

#include <stdlib.h>

enum { NEAR_DAYS = 7 };

static int n_contradictions(const struct incident_likeness *l)
{
    int n = 0;
    for (int i = 0; i < N_INCIDENT_CONTRADICTIONS; i++)
        n += l->contradictions >> i & 1;
    return n;
}

static bool is_nearer(const struct incident_likeness *a, const struct incident_likeness *b)
{
    int n_a = n_contradictions(a), n_b = n_contradictions(b);
    return n_a != n_b ? n_a < n_b : a->points > b->points;
}

static int32_t day_of_report(const struct incident_report *r)
{
    return r->date.to != DAY_NONE ? r->date.to : r->doc_day;
}

/* A week apart at most, or told in one document. */
static bool is_about_then(const struct incident_report *a, const struct incident_report *b)
{
    int32_t day_a = day_of_report(a), day_b = day_of_report(b);
    return str_eq(a->doc, b->doc) || (day_a != DAY_NONE && day_b != DAY_NONE && abs(day_a - day_b) <= NEAR_DAYS);
}

/* The report of the incident from `first` on that contradicts r, and of several that which is most like it; else the
 * one that is most like it. false: none is of that time and these parties. */
static bool set_beside(const struct incident_report *report, uint32_t first, uint32_t r, struct near_report *out)
{
    bool found = false;
    *out = (struct near_report){.report = r, .a = NONE, .b = NONE};
    for (uint32_t i = first; i != NONE; i = report[i].next) {
        if (!is_about_then(&report[i], &report[r]))
            continue;
        struct incident_likeness l = incident_compare(&report[i], &report[r]);
        if (l.grounds >> GROUND_STRANGERS & 1)
            continue; /* meetings of others */
        bool contradicts = l.contradictions, did = out->likeness.contradictions;
        if (!found || (contradicts && !did) || (contradicts == did && is_nearer(&l, &out->likeness))) {
            out->beside = i;
            out->likeness = l;
        }
        found = true;
    }
    return found;
}

static void explain(struct near_report *x, enum near_reason reason, uint32_t a, uint32_t b, struct incident_likeness l)
{
    x->reason = reason;
    x->a = a;
    x->b = b;
    x->of_a_b = l;
}

/* The first report of the incident from `first` on that contradicts one of the report's own incident. */
static bool find_company(const struct incident_report *report, uint32_t first, uint32_t first_of_own,
                         struct near_report *x)
{
    for (uint32_t i = first; i != NONE; i = report[i].next)
        for (uint32_t k = first_of_own; k != NONE; k = report[k].next) {
            struct incident_likeness l = incident_compare(&report[i], &report[k]);
            if (!l.contradictions)
                continue;
            explain(x, NEAR_COMPANY, i, k, l);
            return true;
        }
    return false;
}

static bool find_more_like(const struct incident_report *report, struct near_report *x)
{
    const uint32_t both[] = {x->report, x->beside};
    for (int i = 0; i < 2; i++) {
        uint32_t like = report[both[i]].like;
        if (like == NONE)
            continue;
        struct incident_likeness l = incident_compare(&report[both[i]], &report[like]);
        if (l.points < x->likeness.points)
            continue;
        explain(x, NEAR_MORE_LIKE, both[i], like, l);
        return true;
    }
    return false;
}

static void find_reason(const struct incidents *all, const struct incident_report *report, uint32_t first,
                        struct near_report *x)
{
    if (x->likeness.contradictions)
        x->reason = NEAR_CONTRADICTED;
    else if (x->likeness.points < incident_need(&report[x->report], &report[x->beside]))
        x->reason = NEAR_TOO_LITTLE;
    else if (!find_company(report, first, all->incident.v[report[x->report].incident].first, x) &&
             !find_more_like(report, x))
        x->reason = NEAR_NOT_SEEN;
}

/* Does x stand before y in the answer? Of what is equal the earlier incident's. */
static bool comes_before(const struct incident_report *report, const struct near_report *x, const struct near_report *y)
{
    if (is_nearer(&x->likeness, &y->likeness) || is_nearer(&y->likeness, &x->likeness))
        return is_nearer(&x->likeness, &y->likeness);
    return report[x->report].incident < report[y->report].incident;
}

/* Keeps the nearest, in order; of one incident one report. */
static uint32_t keep(const struct incident_report *report, const struct near_report *x, struct near_report *out,
                     uint32_t n, uint32_t max)
{
    uint32_t at = n;
    for (uint32_t i = 0; i < n && at == n; i++)
        if (report[out[i].report].incident == report[x->report].incident)
            at = i;
    if (at < n && !is_nearer(&x->likeness, &out[at].likeness))
        return n;
    if (at == n && n == max && !comes_before(report, x, &out[n - 1]))
        return n;
    if (at == n && n < max)
        n++;
    at = at < n ? at : n - 1;
    for (; at > 0 && comes_before(report, x, &out[at - 1]); at--)
        out[at] = out[at - 1];
    out[at] = *x;
    return n;
}

uint32_t incident_nearest(const struct incidents *all, const struct incident_report *report, uint32_t n,
                          uint32_t incident, struct near_report *out, uint32_t max)
{
    uint32_t first = all->incident.v[incident].first, n_found = 0;
    struct near_report x;
    for (uint32_t i = 0; i < n && max; i++)
        if (report[i].block == report[first].block && report[i].incident != incident &&
            set_beside(report, first, i, &x))
            n_found = keep(report, &x, out, n_found, max);
    for (uint32_t i = 0; i < n_found; i++)
        find_reason(all, report, first, &out[i]);
    return n_found;
}
