/* The order of work on one document. */
#include "actor/actor_int.h"

enum status actor_find(const struct actors *a, struct doc *d, struct fault *f)
{
    (void)f;
    struct work w = {.a = a, .d = d, .day = d->date == DAY_NONE ? DAY_MAX : d->date};
    name_match(&w);
    name_choose(&w);
    title_names(&w);
    place_mark(&w);
    mention_build(&w);
    coref_link(&w);
    mention_sort(&w);
    return OK;
}
