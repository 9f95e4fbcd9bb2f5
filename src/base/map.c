#include "base/map.h"

static void make_table(struct map *m, uint32_t cap)
{
    m->cap = cap;
    m->slot = arena_zalloc(m->arena, cap * sizeof *m->slot);
}

void map_init(struct map *m, struct arena *arena, uint32_t n_expected)
{
    uint32_t cap = 16;
    while (cap < n_expected * 2)
        cap *= 2;
    *m = (struct map){.arena = arena};
    make_table(m, cap);
}

/* The slot that holds the key, or the free one where it would go. */
static struct map_slot *slot_of(const struct map *m, struct str key, uint32_t hash)
{
    for (uint32_t i = hash & (m->cap - 1);; i = (i + 1) & (m->cap - 1)) {
        struct map_slot *s = &m->slot[i];
        if (!s->key.s || (s->hash == hash && str_eq(s->key, key)))
            return s;
    }
}

uint32_t map_find(const struct map *m, struct str key, uint32_t if_absent)
{
    if (!m->cap)
        return if_absent;
    const struct map_slot *s = slot_of(m, key, (uint32_t)str_hash(key));
    return s->key.s ? s->value : if_absent;
}

uint32_t *map_put(struct map *m, struct str key, uint32_t if_new)
{
    if ((m->n + 1) * 4 > m->cap * 3) {
        struct map_slot *old = m->slot;
        uint32_t old_cap = m->cap;
        make_table(m, old_cap * 2);
        for (uint32_t i = 0; i < old_cap; i++)
            if (old[i].key.s)
                *slot_of(m, old[i].key, old[i].hash) = old[i];
    }
    uint32_t hash = (uint32_t)str_hash(key);
    struct map_slot *s = slot_of(m, key, hash);
    if (!s->key.s) {
        *s = (struct map_slot){{key.s ? key.s : "", key.n}, hash, if_new};
        m->n++;
    }
    return &s->value;
}
