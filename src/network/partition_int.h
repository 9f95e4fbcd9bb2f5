/* network/partition_int.h - what the parts of partition.c share. */
#ifndef ENTENTE_NETWORK_PARTITION_INT_H
#define ENTENTE_NETWORK_PARTITION_INT_H

#include "base/dice.h"
#include "network/partition.h"

#include <string.h>

#define NOTHING UINT32_MAX

/* A part of the graph whose conflicts do not depend on the rest: 2-connected, with a conflicted cycle. */
struct block {
    struct signed_graph graph;
    uint32_t *edge_of; /* its edges in the whole graph */
    uint32_t *camp;    /* the best division so far */
    double cost, bound;
};
struct blocks {
    ARRAY_OF(struct block) list;
};
/* The blocks of g, smallest first. For any number of camps hostile ties between friendly components are left out. */
void blocks_find(const struct signed_graph *g, enum camps camps, struct arena *arena, struct blocks *out);

/* A conflicted cycle cannot be freed of frustration: with any number of camps it has exactly one hostile edge, with two
 * an odd number. A division leaves at least one edge of each frustrated, and a set of edges that meets each of them is
 * the frustration of some division. */
struct cycle_pool {
    ARRAY_OF(uint32_t) edge;
    ARRAY_OF(uint32_t) end; /* of each cycle in edge */
    struct arena *arena;
};
uint32_t cycle_begin(const struct cycle_pool *p, uint32_t c);

struct cycle_search; /* scratch for one graph */
struct cycle_search *cycle_search_new(const struct signed_graph *g, enum camps camps, struct arena *arena);
/* Adds violated cycles (length below 1 - 1e-6), at most one for each node; how many were added. */
uint32_t cycles_violated(struct cycle_search *s, const double *length, struct cycle_pool *pool);

/* A bound without a linear programme, for large graphs: conflicted triangles share their edges evenly, then the
 * shortest cycles are packed one by one. */
double packing_greedy(const struct signed_graph *g, enum camps camps, double deadline, struct arena *arena);

/* The linear programme: weights z >= 0 on cycles, no edge e carrying more than capacity[e], the sum as large as can
 * be. Its dual y says how far each edge is frustrated in the best fractional division. An edge that must not be
 * frustrated has capacity INFINITY; one that is frustrated anyway is `cut`, and its cycles count no more. */
struct packing_problem {
    const struct signed_graph *graph;
    const double *capacity;
    const bool *cut;
    double enough;   /* stop when the bound reaches this */
    double deadline; /* seconds of clock_now */
};
struct packing {
    double bound;  /* of the cycles alone; INFINITY: no division keeps what must not be frustrated */
    double *y;     /* [n_edges] */
    double *slack; /* [n_edges]: what frustrating the edge would add to the bound, at least */
    bool complete; /* no cycle is violated: y is the optimum */
};
/* Result lives in scratch. */
void packing_solve(const struct packing_problem *p, struct cycle_search *s, struct cycle_pool *pool,
                   struct arena *scratch, struct packing *out);

/* Annealing from b->camp; better divisions replace it. */
void anneal_block(struct block *b, enum camps camps, uint64_t seed, double deadline, struct arena *scratch);
/* Moves single nodes and joins camps until nothing improves; the cost. */
double descend(const struct signed_graph *g, enum camps camps, uint32_t *camp, struct arena *scratch);

/* Branch and bound: b->bound rises and b->camp improves until they meet or the time is up. unit: all costs are
 * multiples of it (0: none known). pool: conflicted cycles that are known, and those that it finds; NULL: none. */
uint32_t branch_and_bound(struct block *b, enum camps camps, double unit, double deadline, struct cycle_pool *pool,
                          struct arena *arena);

/* The largest number of which all weights are multiples, if they have six decimals at most; 0: none. */
double unit_of(const struct signed_graph *g);
/* Whether no better cost is left above this bound; the next cost that is possible above it. */
bool bound_reaches(double bound, double cost, double unit);
double bound_raised(double bound, double unit);

/* Camps such that only `frustrated` edges can be frustrated. False where the camps cannot be two. */
void camps_without(const struct signed_graph *g, enum camps camps, const bool *frustrated, uint32_t *camp,
                   struct arena *scratch);

/* Numbers the camps from the largest; how many there are. */
uint32_t number_camps(uint32_t n_nodes, uint32_t *camp, struct arena *scratch);

double clock_now(void);

#endif
