/* network/triads.h - the triangles of a signed network: balanced or not.
 *
 * Takes a signed graph. Gives every three nodes that are tied two by two, with what they are, in the order of their
 * nodes, and counts. Balanced are triangles with an even number of hostile ties (Heider; Cartwright and Harary 1956):
 * three friends, or two against one. Fails never. Cost O(edges x degree). Not: longer cycles, time, names.
 */
#ifndef ENTENTE_NETWORK_TRIADS_H
#define ENTENTE_NETWORK_TRIADS_H

#include "network/signed_graph.h"

enum triad_kind {
    TRIAD_FRIENDS, /* no hostile tie */
    TRIAD_AGAINST, /* two: friends against a third, the apex */
    TRIAD_BETWEEN, /* one: the apex has friendly ties with two foes */
    TRIAD_FOES,    /* three */
    N_TRIAD_KINDS
};

struct triad {
    uint32_t node[3]; /* ascending */
    enum triad_kind kind;
    uint32_t apex;   /* place in node[]; of no meaning for FRIENDS and FOES */
    double strength; /* the least weight of its three ties, without sign */
};

/* From the signs of the ties a-b, a-c and b-c (above or below 0, not 0). */
enum triad_kind triad_kind_of(double ab, double ac, double bc, uint32_t *out_apex);
static inline bool triad_is_balanced(enum triad_kind kind)
{
    return kind == TRIAD_FRIENDS || kind == TRIAD_AGAINST;
}
const char *triad_kind_name(enum triad_kind kind); /* "friends", "against", "between", "foes" */

typedef void triad_fn(void *context, const struct triad *t);
void triads_each(const struct signed_graph *g, triad_fn *fn, void *context);

#endif
