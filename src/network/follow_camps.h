/* network/follow_camps.h - one division beside another: the same camps later, and how alike they are by chance.
 *
 * Takes divisions of the same nodes (a node may be in one only). Gives, for a later division, the number that each of
 * its camps had before: the camps that share most nodes are the same camp, each once; the rest are new. And, over
 * divisions of resampled networks, how well each camp is found again: the mean over them of the largest Jaccard
 * coefficient with any of their camps (Hennig 2007), and the same of each node's own camp. Fails never. Cost O(n log
 * n). Not: what changed the camps.
 */
#ifndef ENTENTE_NETWORK_FOLLOW_CAMPS_H
#define ENTENTE_NETWORK_FOLLOW_CAMPS_H

#include "base/arena.h"

#define NO_CAMP UINT32_MAX

/* before[v]: the number its camp had, NO_CAMP where v was not there. number: [n_camps], by camp. next: the first number
 * never used; raised. */
void camps_follow(const uint32_t *before, const uint32_t *camp, uint32_t n_nodes, uint32_t n_camps, uint32_t *next,
                  struct arena *scratch, uint32_t *number);

struct stability {
    double *of_camp, *of_node; /* sums while divisions are added, means once finished; from 0 to 1 */
    uint32_t n_divisions;
};
void stability_init(struct stability *s, uint32_t n_nodes, uint32_t n_camps, struct arena *arena);
void stability_add(struct stability *s, const uint32_t *camp, uint32_t n_camps, const uint32_t *other, uint32_t n_nodes,
                   struct arena *scratch);
void stability_finish(struct stability *s, uint32_t n_nodes, uint32_t n_camps);

#endif
