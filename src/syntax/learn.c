#include "syntax/learn.h"

#include <stdlib.h>

void learner_init(struct learner *l)
{
    *l = (struct learner){0};
    arena_init(&l->arena, 0);
}

void learner_release(struct learner *l)
{
    arena_release(&l->arena);
    free(l->row);
    free(l->slot);
    *l = (struct learner){0};
}

static uint32_t slot_of(const struct learner *l, uint64_t feature)
{
    uint32_t mask = l->n_slots - 1, at = (uint32_t)(feature >> 20) & mask;
    while (l->slot[at] && l->row[l->slot[at] - 1].feature != feature)
        at = (at + 1) & mask;
    return at;
}

static void grow(struct learner *l)
{
    l->n_slots = l->n_slots ? l->n_slots * 2 : 1u << 16;
    l->cap_rows = l->n_slots / 2;
    free(l->slot);
    l->slot = calloc(l->n_slots, sizeof *l->slot);
    struct learn_row *row = realloc(l->row, l->cap_rows * sizeof *row);
    if (!l->slot || !row)
        out_of_memory(l->cap_rows * sizeof *row);
    l->row = row;
    for (uint32_t i = 0; i < l->n_rows; i++)
        l->slot[slot_of(l, l->row[i].feature)] = i + 1;
}

void learner_score(const struct learner *l, const uint64_t *feature, uint32_t n, int32_t *score)
{
    if (l->n_slots == 0)
        return;
    for (uint32_t i = 0; i < n; i++)
        __builtin_prefetch(&l->slot[(uint32_t)(feature[i] >> 20) & (l->n_slots - 1)]);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t ix = l->slot[slot_of(l, feature[i])];
        if (ix == 0)
            continue;
        const struct learn_row *r = &l->row[ix - 1];
        for (uint32_t k = 0; k < r->n; k++)
            score[r->entry[k].class_] += r->entry[k].weight;
    }
}

static void add(struct learner *l, uint64_t feature, uint32_t class_, int32_t by)
{
    if (l->n_rows == l->cap_rows)
        grow(l);
    uint32_t at = slot_of(l, feature);
    if (l->slot[at] == 0) {
        l->row[l->n_rows] = (struct learn_row){.feature = feature};
        l->slot[at] = ++l->n_rows;
    }
    struct learn_row *r = &l->row[l->slot[at] - 1];
    uint32_t k = 0;
    while (k < r->n && r->entry[k].class_ != class_)
        k++;
    if (k == r->n) {
        if (r->n == r->cap) {
            r->cap = (uint16_t)(r->cap ? r->cap * 2 : 2);
            struct learn_entry *entry = arena_alloc(&l->arena, r->cap * sizeof *entry);
            if (r->n)
                memcpy(entry, r->entry, r->n * sizeof *entry);
            r->entry = entry;
        }
        r->entry[r->n++] = (struct learn_entry){.stamp = l->time & 0xFFFFFF, .class_ = (uint8_t)class_};
    }
    struct learn_entry *e = &r->entry[k];
    e->sum += (int64_t)e->weight * (l->time - e->stamp);
    e->stamp = l->time & 0xFFFFFF;
    e->weight += by;
}

void learner_update(struct learner *l, const uint64_t *feature, uint32_t n, uint32_t good, uint32_t bad)
{
    for (uint32_t i = 0; i < n; i++) {
        add(l, feature[i], good, 1);
        add(l, feature[i], bad, -1);
    }
}

/* ---- packing ---------------------------------------------------------------------------------------------------- */

static int64_t total(const struct learner *l, const struct learn_entry *e)
{
    return e->sum + (int64_t)e->weight * (l->time - e->stamp);
}

static int64_t rounded(int64_t a, int64_t by)
{
    return a >= 0 ? (a + by / 2) / by : -((-a + by / 2) / by);
}

static void add_unit(struct buf *b, uint16_t v)
{
    buf_add(b, (const char *)&v, sizeof v);
}

/* One feature's record; false when nothing of it is worth keeping. */
static bool pack_row(const struct learner *l, const struct learn_row *r, uint32_t n_classes, uint32_t min_weight,
                     int64_t scale, struct buf *stream)
{
    int16_t dense[MAX_CLASSES] = {0};
    unsigned char class_of[MAX_CLASSES + 1] = {0};
    uint32_t n = 0;
    for (uint32_t k = 0; k < r->n; k++) {
        int64_t sum = total(l, &r->entry[k]);
        if ((sum < 0 ? -sum : sum) * 1000 < (int64_t)min_weight * l->time)
            continue;
        int64_t q = rounded(sum * scale, l->time);
        if (q == 0)
            continue;
        dense[r->entry[k].class_] = (int16_t)q;
    }
    for (uint32_t c = 0; c < n_classes; c++)
        if (dense[c])
            class_of[n++] = (unsigned char)c;
    if (n == 0)
        return false;
    add_unit(stream, (uint16_t)(r->feature >> 48));
    if (n * 3 > n_classes * 2) {
        add_unit(stream, WEIGHTS_DENSE);
        buf_add(stream, (const char *)dense, n_classes * sizeof *dense);
        return true;
    }
    add_unit(stream, (uint16_t)n);
    buf_add(stream, (const char *)class_of, (n + 1) / 2 * 2);
    for (uint32_t k = 0; k < n; k++)
        add_unit(stream, (uint16_t)dense[class_of[k]]);
    return true;
}

void learner_pack(const struct learner *l, uint32_t n_classes, uint32_t min_weight, struct buf *bucket,
                  struct buf *stream)
{
    int64_t largest = 1;
    for (uint32_t i = 0; i < l->n_rows; i++)
        for (uint32_t k = 0; k < l->row[i].n; k++) {
            int64_t sum = total(l, &l->row[i].entry[k]);
            sum = sum < 0 ? -sum : sum;
            largest = sum > largest ? sum : largest;
        }
    /* The finest of a few powers of two with which the largest weight still fits an int16. */
    int64_t scale = 1024;
    while (scale > 1 && rounded(largest * scale, l->time ? l->time : 1) > INT16_MAX)
        scale /= 2;
    struct buf scratch = {0};
    uint32_t n_kept = 0;
    for (uint32_t i = 0; i < l->n_rows; i++) {
        buf_clear(&scratch);
        n_kept += pack_row(l, &l->row[i], n_classes, min_weight, scale, &scratch);
    }
    uint32_t n_buckets = n_kept / 3 + 1;
    uint32_t *next = calloc(l->n_rows + 1, sizeof *next), *first = calloc(n_buckets, sizeof *first);
    if (!next || !first)
        out_of_memory(l->n_rows * sizeof *next);
    for (uint32_t i = l->n_rows; i-- > 0;) { /* chains in order of first update */
        uint32_t b = (uint32_t)(((l->row[i].feature & 0xFFFFFFFFu) * n_buckets) >> 32);
        next[i] = first[b];
        first[b] = i + 1;
    }
    for (uint32_t b = 0; b <= n_buckets; b++) {
        uint32_t at = (uint32_t)(stream->n / 2);
        buf_add(bucket, (const char *)&at, sizeof at);
        for (uint32_t i = b < n_buckets ? first[b] : 0; i; i = next[i - 1])
            pack_row(l, &l->row[i - 1], n_classes, min_weight, scale, stream);
    }
    free(next);
    free(first);
    buf_release(&scratch);
}
