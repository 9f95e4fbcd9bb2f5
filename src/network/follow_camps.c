#include "network/follow_camps.h"

#include "network/camp_pairs.h"

/* How many nodes two camps share, by camps; how many such pairs there are. */
static uint32_t overlaps(const uint32_t *a, const uint32_t *b, uint32_t n_nodes, struct camp_pair *out)
{
    uint32_t n = 0;
    for (uint32_t v = 0; v < n_nodes; v++)
        if (a[v] != NO_CAMP && b[v] != NO_CAMP)
            out[n++] = (struct camp_pair){a[v], b[v], 1};
    return camp_pairs_sum(out, n);
}

void camps_follow(const uint32_t *before, const uint32_t *camp, uint32_t n_nodes, uint32_t n_camps, uint32_t *next,
                  struct arena *scratch, uint32_t *number)
{
    struct camp_pair *o = arena_alloc(scratch, (n_nodes + 1) * sizeof *o);
    bool *taken = arena_zalloc(scratch, *next + 1);
    uint32_t n = overlaps(before, camp, n_nodes, o);
    camp_pairs_rank(o, n);
    for (uint32_t c = 0; c < n_camps; c++)
        number[c] = NO_CAMP;
    for (uint32_t i = 0; i < n; i++)
        if (number[o[i].b] == NO_CAMP && !taken[o[i].a]) {
            number[o[i].b] = o[i].a;
            taken[o[i].a] = true;
        }
    for (uint32_t c = 0; c < n_camps; c++)
        if (number[c] == NO_CAMP)
            number[c] = (*next)++;
}

void stability_init(struct stability *s, uint32_t n_nodes, uint32_t n_camps, struct arena *arena)
{
    s->of_node = arena_zalloc(arena, (n_nodes + 1) * sizeof *s->of_node);
    s->of_camp = arena_zalloc(arena, (n_camps + 1) * sizeof *s->of_camp);
    s->n_divisions = 0;
}

void stability_add(struct stability *s, const uint32_t *camp, uint32_t n_camps, const uint32_t *other, uint32_t n_nodes,
                   struct arena *scratch)
{
    struct camp_pair *o = arena_alloc(scratch, (n_nodes + 1) * sizeof *o);
    uint32_t *size = arena_zalloc(scratch, (n_nodes + 1) * sizeof *size),
             *other_size = arena_zalloc(scratch, (n_nodes + 1) * sizeof *other_size);
    double *best = arena_zalloc(scratch, (n_camps + 1) * sizeof *best);
    uint32_t n = overlaps(camp, other, n_nodes, o);
    for (uint32_t v = 0; v < n_nodes; v++) {
        size[camp[v]]++;
        other_size[other[v]]++;
    }
    for (uint32_t i = 0; i < n; i++) {
        double alike = o[i].weight / (size[o[i].a] + other_size[o[i].b] - o[i].weight);
        best[o[i].a] = alike > best[o[i].a] ? alike : best[o[i].a];
    }
    for (uint32_t c = 0; c < n_camps; c++)
        s->of_camp[c] += best[c];
    for (uint32_t v = 0; v < n_nodes; v++) {
        const struct camp_pair *found = camp_pairs_find(o, n, camp[v], other[v]);
        if (found) /* always */
            s->of_node[v] += found->weight / (size[camp[v]] + other_size[other[v]] - found->weight);
    }
    s->n_divisions++;
}

void stability_finish(struct stability *s, uint32_t n_nodes, uint32_t n_camps)
{
    for (uint32_t v = 0; v < n_nodes && s->n_divisions; v++)
        s->of_node[v] /= s->n_divisions;
    for (uint32_t c = 0; c < n_camps && s->n_divisions; c++)
        s->of_camp[c] /= s->n_divisions;
}
