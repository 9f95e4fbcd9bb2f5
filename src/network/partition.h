/* network/partition.h - the camps of a signed network: the division that leaves the least frustrated.
 *
 * Takes a signed graph, and whether any number of camps is wanted or two. Gives a camp for each node, the frustration
 * (weight of friendly ties between camps and of hostile ties inside one: the line index), and a lower bound that no
 * division can beat. Fails never: where the time is up, the best division found stands beside the bound reached.
 * Cost: exponential at worst; the time is bounded by `seconds`. The same graph and seed give the same camps, unless the
 * time ran out. Method docs/decisions/0009-signed-partition.md: blocks, annealing, a linear programme over conflicted
 * cycles, branch and bound. Not: how many divisions are equally good, camps that overlap.
 */
#ifndef ENTENTE_NETWORK_PARTITION_H
#define ENTENTE_NETWORK_PARTITION_H

#include "network/signed_graph.h"

enum camps { CAMPS_ANY, CAMPS_TWO };

struct partition_options {
    enum camps camps;
    bool quick;     /* one round of annealing and no bound: for comparisons with many networks */
    double seconds; /* of wall clock */
    uint64_t seed;
};

struct partition {
    uint32_t *camp; /* [n_nodes], from 0; the largest camp first, equal ones by their first node */
    uint32_t n_camps;
    double frustration, bound;
    bool optimal;      /* the bound equals the frustration, to one part in 10^9 of all weight */
    uint32_t n_blocks; /* independent parts that hold conflicts */
    uint32_t n_branches;
};

/* With two camps, parts without a tie between them are placed so that camp 0 takes the larger side of each. */
void partition_find(const struct signed_graph *g, const struct partition_options *o, struct arena *arena,
                    struct partition *out);

#endif
