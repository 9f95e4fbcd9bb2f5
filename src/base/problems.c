#include "base/problems.h"

#include <stdio.h>

void problems_add(struct arena *arena, struct problems *p, struct str file, uint32_t line, const char *format,
                  va_list args)
{
    char what[300];
    vsnprintf(what, sizeof what, format, args);
    if (p->n++ < PROBLEMS_KEPT)
        *array_add(arena, &p->kept) = str_format(arena, "%.*s:%u: %s", STR_ARG(file), (unsigned)line, what);
}
