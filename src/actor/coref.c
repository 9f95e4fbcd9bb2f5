#include "actor/actor_int.h"
void coref_link(struct work *w)
{
    (void)w;
}
