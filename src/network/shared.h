/* network/shared.h - which nodes are together in every best division of a signed network?
 *
 * Takes a signed graph and a division of it that is proven to be best. Gives groups: two nodes are in one group if no
 * division that leaves as little frustrated parts them. Fails never; where the time is up, pairs not yet judged stay
 * together, and `proven` is false. Cost: a branch and bound for each node of a block, less
 * what the linear programme decides for all edges at once. Method docs/methods.md, "Blocs": outside the blocks no tie
 * is frustrated in any best division; inside, a pair is given a small hostile tie more (two camps, apart: friendly),
 * and the division that is best then shows whether it can be parted. With two camps parts of the network that no tie
 * connects are not together. Not: how many best divisions there are.
 */
#ifndef ENTENTE_NETWORK_SHARED_H
#define ENTENTE_NETWORK_SHARED_H

#include "network/partition.h"

struct shared {
    uint32_t *group; /* [n_nodes], from 0, the largest first; each inside one camp of every best division */
    uint32_t n_groups;
    bool proven;
};

/* o: as for `best`, which must be optimal; seconds: for all of it. */
void shared_find(const struct signed_graph *g, const struct partition_options *o, const struct partition *best,
                 struct arena *arena, struct shared *out);

#endif
