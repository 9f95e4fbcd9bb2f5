/* The best-scored heads, mended into one tree: the first step of Chu and Liu (1965), Edmonds (1967), taken greedily.
 * Each circle is opened where that costs least; what it is hung on never hangs below it, so no new circle comes about.
 */
#include "syntax/syntax_int.h"

#define NEVER (-3.4e38f)

/* The best of `first` and 1 .. n; first also where nothing can be compared (NaN). */
static uint32_t best_head(const float *score, uint32_t first, uint32_t n)
{
    uint32_t best = first;
    for (uint32_t j = 1; j <= n; j++)
        if (score[j] > score[best])
            best = j;
    return best;
}

/* One word hangs on the root: the one for which that is worth most, compared with its best other head. */
static void choose_root(float *score, uint32_t n, uint32_t stride, uint32_t *head)
{
    uint32_t n_roots = 0, root = 1;
    for (uint32_t i = 1; i <= n; i++)
        n_roots += head[i - 1] == 0;
    if (n_roots == 1)
        return;
    float worth = NEVER;
    for (uint32_t i = 1; i <= n; i++) {
        float *row = score + (size_t)(i - 1) * stride, at_root = row[0];
        row[0] = NEVER;
        float here = at_root - row[best_head(row, 0, n)];
        row[0] = at_root;
        if (i == 1 || here > worth) {
            worth = here;
            root = i;
        }
    }
    for (uint32_t i = 1; i <= n; i++) {
        float *row = score + (size_t)(i - 1) * stride;
        row[0] = NEVER;
        head[i - 1] = i == root ? 0 : best_head(row, root, n);
    }
}

/* mark[i]: the walk that first met i. Returns a word of a circle, 0 if there is none. */
static uint32_t find_circle(const uint32_t *head, uint32_t n, uint32_t *mark)
{
    memset(mark, 0, (n + 1) * sizeof *mark);
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t at = i;
        while (at != 0 && mark[at] == 0) {
            mark[at] = i;
            at = head[at - 1];
        }
        if (at != 0 && mark[at] == i)
            return at;
    }
    return 0;
}

/* mark becomes 1 for words in or below the circle of `in`, 2 for the others. */
static void mark_below(const uint32_t *head, uint32_t n, uint32_t in, uint32_t *mark)
{
    memset(mark, 0, (n + 1) * sizeof *mark);
    mark[0] = 2;
    uint32_t at = in;
    do {
        mark[at] = 1;
        at = head[at - 1];
    } while (at != in);
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t up = i;
        for (; mark[up] == 0; up = head[up - 1])
            mark[up] = 3;                         /* on this walk */
        uint32_t verdict = mark[up] == 1 ? 1 : 2; /* a walk into another circle is not below this one */
        for (up = i; mark[up] == 3; up = head[up - 1])
            mark[up] = verdict;
    }
}

static void open_circle(const float *score, uint32_t n, uint32_t stride, uint32_t in, uint32_t *mark, uint32_t *head)
{
    float least = 0;
    uint32_t cut = 0, onto = 0, at = in;
    mark_below(head, n, in, mark);
    do {
        const float *row = score + (size_t)(at - 1) * stride;
        for (uint32_t j = 1; j <= n; j++) {
            float loss = row[head[at - 1]] - row[j];
            if (mark[j] == 2 && (cut == 0 || loss < least)) {
                least = loss;
                cut = at;
                onto = j;
            }
        }
        at = head[at - 1];
    } while (at != in);
    head[cut - 1] = onto;
}

void tree_best(float *score, uint32_t n, uint32_t stride, uint32_t *mark, uint32_t *out_head)
{
    for (uint32_t i = 1; i <= n; i++) {
        float *row = score + (size_t)(i - 1) * stride;
        row[i] = NEVER;
        out_head[i - 1] = best_head(row, 0, n);
    }
    choose_root(score, n, stride, out_head);
    for (uint32_t in; (in = find_circle(out_head, n, mark)) != 0;)
        open_circle(score, n, stride, in, mark, out_head);
}
