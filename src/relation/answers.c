#include "relation/answers.h"

#include <math.h>
#include <stdlib.h>

static int compare_acts(const void *x, const void *y)
{
    const struct answer_act *a = x, *b = y;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    if (a->side != b->side)
        return a->side < b->side ? -1 : 1;
    return (a->type > b->type) - (a->type < b->type);
}

static int compare_days(const void *x, const void *y)
{
    int32_t a = *(const int32_t *)x, b = *(const int32_t *)y;
    return (a > b) - (a < b);
}

static double median(int32_t *delay, uint32_t n)
{
    if (!n)
        return (double)NAN;
    qsort(delay, n, sizeof *delay, compare_days);
    int32_t low = delay[(n - 1) / 2], high = delay[n / 2];
    return (low + high) / 2.0;
}

/* The day of the other side's first act after act i, within reach; the day of i itself: there is none. */
static int32_t answer_to(const struct answer_act *act, uint32_t n, uint32_t i)
{
    for (uint32_t k = i + 1; k < n && act[k].day <= act[i].day + ANSWER_DAYS; k++)
        if (act[k].side != act[i].side && act[k].day > act[i].day)
            return act[k].day;
    return act[i].day;
}

/* Days on which a side acted, over all days from first to last. */
static double daily(const struct answer_act *act, uint32_t n, uint8_t side)
{
    uint32_t n_days = 0;
    int32_t last = 0;
    for (uint32_t i = 0; i < n; i++)
        if (act[i].side == side && (!n_days || act[i].day != last)) {
            last = act[i].day;
            n_days++;
        }
    return (double)n_days / ((double)act[n - 1].day - act[0].day + 1);
}

/* Acts of one kind, by day. */
static void find_kind(const struct answer_act *act, uint32_t n, struct answer_side side[2], struct arena *scratch)
{
    int32_t *delay[2];
    for (int s = 0; s < 2; s++)
        delay[s] = arena_alloc(scratch, (n + 1) * sizeof *delay[s]);
    int32_t quiet_since = 0; /* the last day before this one with an act of anybody */
    for (uint32_t i = 0; i < n; i++) {
        uint8_t own = act[i].side, other = !own;
        bool again = i && act[i - 1].day == act[i].day && act[i - 1].side == own;
        side[own].n_acts++;
        if (i && act[i - 1].day != act[i].day)
            quiet_since = act[i - 1].day;
        bool is_first_day = act[i].day == act[0].day;
        if (again || (!is_first_day && act[i].day - quiet_since <= ANSWER_DAYS))
            continue;
        side[own].n_started++;
        int32_t answered = answer_to(act, n, i);
        if (answered != act[i].day)
            delay[other][side[other].n_answered++] = answered - act[i].day;
    }
    for (uint8_t s = 0; s < 2; s++) {
        side[s].median_days = median(delay[s], side[s].n_answered);
        side[s].chance = side[!s].n_started ? 1 - pow(1 - daily(act, n, s), ANSWER_DAYS) : (double)NAN;
    }
}

void answers_find(struct answer_act *act, uint32_t n, struct arena *scratch, struct answers *out)
{
    uint32_t n_kept = 0;
    *out = (struct answers){0};
    if (n)
        qsort(act, n, sizeof *act, compare_acts);
    for (uint32_t i = 0; i < n; i++)
        if (!n_kept || compare_acts(&act[n_kept - 1], &act[i]))
            act[n_kept++] = act[i];
    for (uint32_t kind = 0, from = 0, end; kind < N_ANSWER_KINDS; kind++, from = end) {
        for (end = from; end < n_kept && act[end].kind == kind; end++)
            continue;
        struct answer_side *side = out->side[kind];
        for (int s = 0; s < 2; s++)
            side[s].median_days = side[s].chance = (double)NAN;
        if (end > from)
            find_kind(act + from, end - from, side, scratch);
        double a = side[0].n_acts, b = side[1].n_acts;
        out->reciprocity[kind] = a + b > 0 ? 2 * fmin(a, b) / (a + b) : (double)NAN;
    }
}
