/* relation/levels.h - how far the conflict of a pair went in a period.
 *
 * Takes incidents by type, and the days of the period. Gives the highest level for which there is evidence:
 * accusations, refusals, threats and protests are verbal; sanctions, coercion and shows of force are measures short of
 * it; an assault is force; war is force that does not stop: at least WAR_INCIDENTS, and one in WAR_DAYS days or less on
 * average. Fails never. Cost O(1). Not: who began, deaths, levels of ties (types alone cannot tell an alliance from
 * frequent visits).
 */
#ifndef ENTENTE_RELATION_LEVELS_H
#define ENTENTE_RELATION_LEVELS_H

#include "record/record.h"

enum { WAR_INCIDENTS = 10, WAR_DAYS = 3 };
enum conflict_level { CONFLICT_NONE, CONFLICT_VERBAL, CONFLICT_SANCTIONS, CONFLICT_FORCE, CONFLICT_WAR };

/* n_days: of the period, from 1. */
enum conflict_level conflict_level(const uint32_t type[N_EVENT_TYPES], uint32_t n_days);
const char *conflict_level_name(enum conflict_level level); /* "none", "verbal" ... */

#endif
