/* network/camp_pairs.h - what lies between two camps, summed and ordered.
 *
 * Takes weights of pairs of camps, a pair any number of times. Gives each pair once, with the sum of its weights. Fails
 * never. Cost O(n log n). Not: which of the two is which (ordered pairs, unless the caller orders them).
 */
#ifndef ENTENTE_NETWORK_CAMP_PAIRS_H
#define ENTENTE_NETWORK_CAMP_PAIRS_H

#include <stdint.h>

struct camp_pair {
    uint32_t a, b;
    double weight;
};

/* By camps; how many are left. */
uint32_t camp_pairs_sum(struct camp_pair *pair, uint32_t n);
/* That of a and b among the sums; NULL: there is none. */
const struct camp_pair *camp_pairs_find(const struct camp_pair *pair, uint32_t n, uint32_t a, uint32_t b);
/* The heaviest first, then by camps. */
void camp_pairs_rank(struct camp_pair *pair, uint32_t n);

#endif
