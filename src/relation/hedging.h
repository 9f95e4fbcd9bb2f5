/* relation/hedging.h - who keeps ties to both sides of a divide?
 *
 * Takes how much each pair of actors cooperates, and does at all, and which actors make up the two sides. Gives each
 * actor three shares that sum to 1: hedging (close to both sides), alignment (closer to one) and non-alignment (close
 * to neither). Fails never. Cost O(pairs + actors log actors). Method docs/methods.md, "Hedging": with p and q, from 0
 * to 1, how close the actor is to either side,
 *
 *   hedging = min(p, q)    alignment = max(p, q) - min(p, q)    non-alignment = 1 - max(p, q)
 *   p = min(1, s / S)      s: cooperation with that side, of all the actor does with anybody, conflict too
 *
 * S: the s of a close partner of that side: the upper tenth of all actors, and a tenth at least. What activity makes
 * expected is left out on purpose: beside it, who has much to do with both sides looks like who has little to do with
 * either. Not: which sides there are, why somebody hedges.
 */
#ifndef ENTENTE_RELATION_HEDGING_H
#define ENTENTE_RELATION_HEDGING_H

#include "base/arena.h"

struct hedging {
    double close[2]; /* p, q; NAN: fewer than HEDGING_LEAST incidents with anybody */
    double hedging, alignment, nonalignment;
};
struct hedging hedging_of(double p, double q);

enum { SIDE_NONE = 2, HEDGING_LEAST = 20 };
struct hedging_pair {
    uint32_t a, b;           /* each pair once */
    double cooperation, all; /* incidents */
};
/* side: [n_actors], 0, 1 or SIDE_NONE. out: [n_actors]. */
void hedging_find(const struct hedging_pair *pair, uint32_t n_pairs, const uint32_t *side, uint32_t n_actors,
                  struct arena *scratch, struct hedging *out);

#endif
