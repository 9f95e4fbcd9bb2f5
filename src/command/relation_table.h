/* command/relation_table.h - dyads for people: a row for each pair, or for each of its periods.
 *
 * Takes a relation that is finished. Appends to the answer's buffer; clears asking->row. Fails never. Not: JSON
 * (evidence.h).
 */
#ifndef ENTENTE_COMMAND_RELATION_TABLE_H
#define ENTENTE_COMMAND_RELATION_TABLE_H

#include "command/asking.h"
#include "relation/relation.h"

/* Into a uint32_t; the choices in the order of enum relation_by. */
#define BY_OPTION(into)                                                                                                \
    {                                                                                                                  \
        "by", OPT_CHOICE, (into), "all|day|week|month|year", "a row for each pair and day, week, month, year"          \
    }

void relation_table(struct asking *a, const struct relation *r);

#endif
