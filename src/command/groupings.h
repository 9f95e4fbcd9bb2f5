/* command/groupings.h - organisations and groupings that somebody claims, beside the camps that were found.
 *
 * Takes the lists' memberships, and the ledger of the store. Gives, for one network and the last day of its window, the
 * organisations with three members or more in it and how these are spread over the camps; what texts tell of
 * memberships; and groupings of which somebody speaks (an alliance, a bloc, a partnership of several), with who says
 * so and the sentence. Camps are of kind `partition`, these of kind `membership` and `claimed`: none follows from
 * another. Fails where the lists or the store do.
 */
#ifndef ENTENTE_COMMAND_GROUPINGS_H
#define ENTENTE_COMMAND_GROUPINGS_H

#include "actor/membership.h"
#include "command/asking.h"
#include "command/blocs.h"
#include "relation/follow.h"

struct organisation {
    struct str code, name;
    ARRAY_OF(uint32_t) node;  /* its members in the network */
    uint32_t camp, n_in_camp; /* the camp most like it, by Jaccard's coefficient, and how many are in both */
    double alike;
};

struct groupings {
    ARRAY_OF(struct organisation) organisation;    /* most alike to a camp first */
    ARRAY_OF(const struct follow_entry *) told;    /* memberships of which the texts tell */
    ARRAY_OF(const struct follow_entry *) claimed; /* groupings */
};

struct grouping_sources { /* read once, for all windows */
    struct memberships *members;
    struct follow *ledger;
};
enum status grouping_sources_read(struct asking *a, struct grouping_sources *out, struct fault *f) MUST_CHECK;

void groupings_find(const struct grouping_sources *s, const struct bloc_network *b, int32_t as_of, struct arena *arena,
                    struct groupings *out);

#endif
