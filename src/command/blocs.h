/* command/blocs.h - what the parts of `entente blocs` share: one signed network, and all that was found in it.
 *
 * Takes ties of the store in one window, or a file. Gives the camps with their proof, what is common to all best
 * divisions, triangles, who keeps ties to both sides, how stable the camps are, and what changed since the window
 * before. All in the arena of the one who asks.
 */
#ifndef ENTENTE_COMMAND_BLOCS_H
#define ENTENTE_COMMAND_BLOCS_H

#include "base/json.h"
#include "command/asking.h"
#include "command/signed_file.h"
#include "network/follow_camps.h"
#include "network/partition.h"
#include "network/shared.h"
#include "network/shuffled.h"
#include "network/triads.h"
#include "relation/hedging.h"
#include "relation/relation.h"

struct between { /* one actor, beside the two sides */
    struct str actor;
    struct hedging hedging;
    double moved;         /* towards the second side since the window before; NAN: was not there */
    uint32_t n_triangles; /* in which it has friendly ties with two foes */
};

struct groupings;

enum { MOST_TRIADS_KEPT = 8 };
struct bloc_network {
    struct date_range days; /* DAY_NONE: open */
    struct signed_file file;
    struct partition partition;
    uint32_t *number;     /* [n_camps]: what the camp is called, from 0; the same camp keeps its number over windows */
    struct shared shared; /* group NULL: the division is not proven to be best */
    struct shuffled shuffled;
    struct stability stability; /* n_divisions 0: nobody asked */
    uint32_t n_triads[N_TRIAD_KINDS];
    struct triad between_triad[MOST_TRIADS_KEPT]; /* the strongest ones */
    uint32_t n_between_triads;
    struct str side[2];                /* an actor, or "camp 1"; empty: there is no divide */
    ARRAY_OF(struct between) between;  /* who hedges most first */
    const struct groupings *groupings; /* NULL: of no store */
    const uint32_t
        *before; /* [n_nodes]: the number of its camp in the window before, or NO_CAMP; NULL: no such window */
};

struct bloc_settings {
    struct partition_options partition;
    bool weighted;
    struct str pole[2]; /* the sides, where the user names them; else empty */
    uint32_t n_shuffles, n_resamples;
};

/* The ties of dyads [from, end) of r, which is judged. */
void bloc_network_of(const struct relation *r, const struct dyad *dyad, uint32_t n, bool weighted, struct arena *arena,
                     struct bloc_network *out);
/* All but `before` and `between`, of a network with its ties. world: whose incidents are resampled; NULL: the ties. */
void bloc_network_divide(struct bloc_network *b, const struct bloc_settings *s, const struct relation *world,
                         struct arena *arena);
/* Camps get the numbers they had in the window before, and who moved is known. next: the first number never used. */
void bloc_network_follow(struct bloc_network *b, const struct bloc_network *before, uint32_t *next,
                         struct arena *arena);
/* Who keeps ties to both sides; after bloc_network_follow. */
void bloc_network_between(struct bloc_network *b, const struct bloc_settings *s, const struct dyad *dyad, uint32_t n,
                          const struct bloc_network *before, struct arena *arena);

bool bloc_fits_nowhere(const struct bloc_network *b, uint32_t node);

void bloc_text(const struct bloc_network *b, const struct bloc_settings *s, const struct screen *screen,
               struct arena *arena, struct buf *out);
void bloc_json(const struct bloc_network *b, const struct bloc_settings *s, struct arena *arena, struct buf *out);
/* The network with its camps. */
void bloc_svg(const struct bloc_network *b, struct arena *arena, struct buf *out);

#endif
