#include "relation/resample.h"

#include "base/map.h"

void relation_resample(const struct relation *world, struct dice *dice, struct standing *out)
{
    const uint32_t n = world->dyad.n;
    const struct standing_options o = standing_defaults(365.25); /* as relation_judge has it */
    struct arena scratch;
    struct map actors;
    arena_init(&scratch, 0);
    map_init(&actors, &scratch, 256);
    struct standing_count *count = arena_alloc(&scratch, (n + 1) * sizeof *count);
    for (uint32_t i = 0; i < n; i++) {
        const struct dyad *d = &world->dyad.v[i];
        count[i] = (struct standing_count){.a = *map_put(&actors, d->a, actors.n)};
        count[i].b = *map_put(&actors, d->b, actors.n);
        for (int q = 0; q < 4; q++)
            count[i].quad[q] = dice_poisson(dice, d->quad[q]);
    }
    standing_find(count, n, actors.n, &o, &scratch, out);
    arena_release(&scratch);
}
