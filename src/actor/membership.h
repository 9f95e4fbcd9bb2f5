/* actor/membership.h - which states belong to which organisations, and since when.
 *
 * Takes a file of the lists (docs/formats/actors.md). Gives a row for each member of each `org`, in the order of the
 * file; observers are no members. Fails where the file cannot be read; what `entente actors check` complains of is left
 * out. Cost O(file). Strings live in the arena. Not: names in texts.
 */
#ifndef ENTENTE_ACTOR_MEMBERSHIP_H
#define ENTENTE_ACTOR_MEMBERSHIP_H

#include "base/date.h"
#include "base/fault.h"

struct membership {
    struct str org, name, member; /* code and canonical name of the organisation; code of the member */
    struct date_range days;       /* within those of the organisation; DAY_MIN, DAY_MAX: open */
};
struct memberships {
    ARRAY_OF(struct membership) row;
};
enum status memberships_read(const char *path, struct arena *arena, struct memberships *out,
                             struct fault *f) MUST_CHECK;

#endif
