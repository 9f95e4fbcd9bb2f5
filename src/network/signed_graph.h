/* network/signed_graph.h - a network whose ties have a sign.
 *
 * Takes ties as pairs of numbers of nodes with a weight: above 0 friendly, below 0 hostile. Gives each pair once (ties
 * of the same pair are summed, whichever way they were given; what sums to 0 is no tie), sorted, with the ties of each
 * node. Fails never: a tie of a node with itself, a node out of range or a weight that is not finite is the caller's
 * error. Cost O(n log n), in the caller's arena. Not: names, directions.
 */
#ifndef ENTENTE_NETWORK_SIGNED_GRAPH_H
#define ENTENTE_NETWORK_SIGNED_GRAPH_H

#include "base/arena.h"

struct signed_edge {
    uint32_t a, b; /* a < b once built */
    double weight; /* never 0 once built */
};

struct signed_link { /* an edge as one of its ends sees it */
    uint32_t node, edge;
};

struct signed_graph {
    uint32_t n_nodes, n_edges;
    struct signed_edge *edge;
    uint32_t *first; /* [n_nodes + 1]: where a node's links begin */
    struct signed_link *link;
};

/* Sorts and sums `edge` in place; the graph points to it. */
void signed_graph_build(struct signed_graph *g, struct arena *arena, uint32_t n_nodes, struct signed_edge *edge,
                        uint32_t n_edges);

/* The last step of building, for edges that are each there once already: fills first and link. */
void signed_graph_link(struct signed_graph *g, struct arena *arena);

/* Whether a division into camps leaves this edge frustrated: friendly between camps, or hostile inside one. */
bool signed_edge_frustrated(const struct signed_edge *e, const uint32_t *camp);
/* The weight of all frustrated edges. */
double signed_graph_frustration(const struct signed_graph *g, const uint32_t *camp);

#endif
