/* network/shuffled.h - is a network less frustrated than chance would have it?
 *
 * Takes a signed graph and how many comparisons are wanted. Gives how many networks with the same ties, but with the
 * weights dealt to them anew, are as little frustrated. Fails never; stops early when the time is up (n says how many
 * were made). Cost n quick searches. Method: partition_find with `quick`, for this network too, so that all are judged
 * by the same search. Not: exact; each number is what the search found, the true ones may be lower.
 */
#ifndef ENTENTE_NETWORK_SHUFFLED_H
#define ENTENTE_NETWORK_SHUFFLED_H

#include "network/partition.h"

struct shuffled {
    uint32_t n, n_as_low; /* comparisons made; those with at most the frustration observed */
    double observed;      /* of the network as it is, by the quick search */
    double mean, lowest;  /* of the shuffled ones; NAN where n is 0 */
};

/* o->seconds: for all comparisons together. */
void shuffled_compare(const struct signed_graph *g, const struct partition_options *o, uint32_t n_wanted,
                      struct shuffled *out);

#endif
