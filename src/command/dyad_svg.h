/* command/dyad_svg.h - the story of one pair as a drawing.
 *
 * Takes the pair's months in order (how they stand, and their counts), the days on which they changed, and its events.
 * Gives an SVG of three strips over one axis of time: hostility and affinity with their 90 % limits, and events of
 * cooperation and conflict a month; changes are dashed lines, and the strongest deeds are numbered and told below with
 * their sentence. Fails never. Not: choosing the months.
 */
#ifndef ENTENTE_COMMAND_DYAD_SVG_H
#define ENTENTE_COMMAND_DYAD_SVG_H

#include "relation/relation.h"

struct deed {
    int32_t day;
    double weight; /* Goldstein's, without its sign */
    enum event_type type;
    struct str source, target, sentence, doc;
    int64_t event;
};

struct dyad_picture {
    struct str title;
    const struct dyad *month;
    uint32_t n_months;
    const int32_t *break_day;
    uint32_t n_breaks;
    const struct deed *deed; /* all that may be marked */
    uint32_t n_deeds;
};

void dyad_svg(const struct dyad_picture *p, struct arena *scratch, struct buf *out);

#endif
