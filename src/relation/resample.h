/* relation/resample.h - how would the pairs stand if the same world had told its news by other chances?
 *
 * Takes a finished relation over all pairs and one period (BY_ALL). Gives how each pair stands after every count of
 * incidents is drawn anew from a Poisson distribution around it: the Poisson bootstrap (Hanley and MacGibbon 2006),
 * under which incidents are independent. The same seed gives the same. Fails never. Cost: relation_judge. Not: errors
 * of coding; incidents that come in series, which make the truth vary more.
 */
#ifndef ENTENTE_RELATION_RESAMPLE_H
#define ENTENTE_RELATION_RESAMPLE_H

#include "base/dice.h"
#include "relation/relation.h"

/* out: [world->dyad.n]. */
void relation_resample(const struct relation *world, struct dice *dice, struct standing *out);

#endif
