/* base/map.h - string -> uint32_t, open addressing, in an arena.
 * The key's bytes are not copied: they must outlive the map. Grows by rehashing into the arena (old tables stay until
 * it is cleared). Lookup is O(1) and safe from several threads once nobody adds. */
#ifndef ENTENTE_BASE_MAP_H
#define ENTENTE_BASE_MAP_H

#include "base/str.h"

struct map_slot {
    struct str key;
    uint32_t hash, value;
};
struct map {
    struct arena *arena;
    struct map_slot *slot;
    uint32_t n, cap; /* cap is a power of two */
};

void map_init(struct map *m, struct arena *arena, uint32_t n_expected);
uint32_t map_find(const struct map *m, struct str key, uint32_t if_absent);
/* Pointer to the key's value, added as if_new when absent; good until the next map_put. */
uint32_t *map_put(struct map *m, struct str key, uint32_t if_new);

#endif
