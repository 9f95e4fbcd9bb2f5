/* relation/ties.h - how close a pair was in a period.
 *
 * Takes deeds: type, CAMEO code and, of goodwill and signatures (050, 057), the words that fired. Gives the level that
 * each shows by itself, by a table (docs/methods.md, "Levels of ties"): contact, dialogue, cooperation, and alliance
 * for a defence treaty or alliance that was concluded. Partnership no deed shows alone: it is TIE_DEEDS days with close
 * deeds (military cooperation or aid, intelligence shared, a signature), TIE_DAYS from first to last. Fails never. Cost
 * O(words). Not: how long a tie lasts after the period, treaties that nobody reports.
 */
#ifndef ENTENTE_RELATION_TIES_H
#define ENTENTE_RELATION_TIES_H

#include "record/record.h"

enum { TIE_DEEDS = 3, TIE_DAYS = 60 };
enum tie_level { TIE_NONE, TIE_CONTACT, TIE_DIALOGUE, TIE_COOPERATION, TIE_PARTNERSHIP, TIE_ALLIANCE };

/* cameo: "" unknown; words may be empty, then nothing is an alliance. *out_close: counts for a partnership. */
enum tie_level tie_of_deed(enum event_type type, const char *cameo, struct str words, bool *out_close);
/* Of a period with days of close deeds: their number, and the days from the first to the last. */
bool tie_is_partnership(uint32_t n_deed_days, int32_t n_days);
const char *tie_level_name(enum tie_level level); /* "none", "contact" ... */

#endif
