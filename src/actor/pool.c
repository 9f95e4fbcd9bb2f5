/* Strings of the lists, and tables from strings to numbers: without pointers, so that they can be mapped from a file.
 */
#include "actor/actor_int.h"

struct pooled pool_add(struct actors *a, struct str s)
{
    if (s.n == 0)
        return (struct pooled){0, 0};
    uintptr_t at = (uintptr_t)s.s, first = (uintptr_t)a->pool.v;
    if (a->pool.n && at >= first && at + s.n <= first + a->pool.n)
        return (struct pooled){(uint32_t)(at - first), s.n};
    if (a->pool.n + s.n > a->pool.cap) {
        uint32_t cap = a->pool.cap ? a->pool.cap * 2 : 1 << 20;
        while (cap < a->pool.n + s.n)
            cap *= 2;
        char *bigger = arena_alloc(&a->arena, cap);
        if (a->pool.n)
            memcpy(bigger, a->pool.v, a->pool.n);
        a->pool.v = bigger;
        a->pool.cap = cap;
    }
    struct pooled p = {a->pool.n, s.n};
    memcpy(a->pool.v + p.at, s.s, s.n);
    a->pool.n += s.n;
    return p;
}

static void make_slots(struct actors *a, struct pool_map *m, uint32_t n)
{
    m->slot.v = arena_zalloc(&a->arena, n * sizeof *m->slot.v);
    m->slot.n = m->slot.cap = n;
}

void pool_map_init(struct actors *a, struct pool_map *m, uint32_t n_slots)
{
    m->n_keys = 0;
    make_slots(a, m, n_slots);
}

static uint32_t hash_of(struct str key)
{
    uint32_t hash = (uint32_t)str_hash(key);
    return hash ? hash : 1;
}

/* The slot that holds the key, or the free one where it would go. */
static struct pool_slot *slot_of(const struct actors *a, const struct pool_map *m, struct str key, uint32_t hash)
{
    uint32_t last = m->slot.n - 1;
    for (uint32_t i = hash & last;; i = (i + 1) & last) {
        struct pool_slot *s = &m->slot.v[i];
        if (!s->hash || (s->hash == hash && str_eq(pool_str(a, s->key), key)))
            return s;
    }
}

uint32_t pool_map_find(const struct actors *a, const struct pool_map *m, struct str key, uint32_t if_absent)
{
    const struct pool_slot *s = slot_of(a, m, key, hash_of(key));
    return s->hash ? s->value : if_absent;
}

void pool_map_add(struct actors *a, struct pool_map *m, struct str key, uint32_t value)
{
    if ((m->n_keys + 1) * 4 > m->slot.n * 3) {
        const struct pool_slot *old = m->slot.v;
        uint32_t n_old = m->slot.n;
        make_slots(a, m, n_old * 2);
        for (uint32_t i = 0; i < n_old; i++)
            if (old[i].hash)
                *slot_of(a, m, pool_str(a, old[i].key), old[i].hash) = old[i];
    }
    uint32_t hash = hash_of(key);
    struct pool_slot *s = slot_of(a, m, key, hash);
    if (s->hash)
        return;
    *s = (struct pool_slot){pool_add(a, key), hash, value};
    m->n_keys++;
}
