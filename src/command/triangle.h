/* command/triangle.h - three actors: friends, foes, who stands between, period by period.
 *
 * Takes three codes and the query of `entente relations`. Appends a table, or with --json an object for each period:
 * the ties of the three pairs, whether they are balanced, who is between whom, and how far each of the three keeps ties
 * to both others. Fails where the store does.
 */
#ifndef ENTENTE_COMMAND_TRIANGLE_H
#define ENTENTE_COMMAND_TRIANGLE_H

#include "command/asking.h"
#include "relation/relation.h"

enum status triangle_answer(struct asking *a, const struct relation_query *q, const struct str actor[3],
                            struct fault *f) MUST_CHECK;

#endif
