#include "network/camp_pairs.h"

#include <stdlib.h>

static int by_camps(const void *x, const void *y)
{
    const struct camp_pair *p = x, *q = y;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return (p->b > q->b) - (p->b < q->b);
}

static int by_weight(const void *x, const void *y)
{
    const struct camp_pair *p = x, *q = y;
    if (p->weight != q->weight)
        return p->weight > q->weight ? -1 : 1;
    return by_camps(x, y);
}

uint32_t camp_pairs_sum(struct camp_pair *pair, uint32_t n)
{
    uint32_t n_kept = 0;
    if (n)
        qsort(pair, n, sizeof *pair, by_camps);
    for (uint32_t i = 0; i < n; i++)
        if (n_kept && by_camps(&pair[n_kept - 1], &pair[i]) == 0)
            pair[n_kept - 1].weight += pair[i].weight;
        else
            pair[n_kept++] = pair[i];
    return n_kept;
}

const struct camp_pair *camp_pairs_find(const struct camp_pair *pair, uint32_t n, uint32_t a, uint32_t b)
{
    const struct camp_pair key = {a, b, 0};
    return n ? bsearch(&key, pair, n, sizeof *pair, by_camps) : NULL;
}

void camp_pairs_rank(struct camp_pair *pair, uint32_t n)
{
    if (n)
        qsort(pair, n, sizeof *pair, by_weight);
}
