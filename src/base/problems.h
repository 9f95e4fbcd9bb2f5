/* base/problems.h - what could not be used of a file that is otherwise read: "file:line: what".
 *
 * Takes one finding after another. Gives them in order, the first PROBLEMS_KEPT of them, and counts all. The texts live
 * in the arena. Never fails. Not: errors, which end the reading (base/fault.h).
 */
#ifndef ENTENTE_BASE_PROBLEMS_H
#define ENTENTE_BASE_PROBLEMS_H

#include "base/arena.h"
#include "base/str.h"

#include <stdarg.h>

enum { PROBLEMS_KEPT = 200 };

struct problems { /* begins zeroed */
    ARRAY_OF(struct str) kept;
    uint32_t n; /* all */
};

void problems_add(struct arena *arena, struct problems *p, struct str file, uint32_t line, const char *format,
                  va_list args) PRINTF_LIKE(5, 0);

#endif
