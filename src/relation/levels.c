#include "relation/levels.h"

enum conflict_level conflict_level(const uint32_t type[N_EVENT_TYPES], uint32_t n_days)
{
    static const struct {
        enum event_type type;
        enum conflict_level level;
    } evidence[] = {
        {EV_ASSAULT, CONFLICT_FORCE},      {EV_SANCTION, CONFLICT_SANCTIONS}, {EV_COERCE, CONFLICT_SANCTIONS},
        {EV_MOBILIZE, CONFLICT_SANCTIONS}, {EV_PROTEST, CONFLICT_VERBAL},     {EV_ACCUSE, CONFLICT_VERBAL},
        {EV_REJECT, CONFLICT_VERBAL},      {EV_THREATEN, CONFLICT_VERBAL},
    };
    uint32_t n = type[EV_ASSAULT];
    if (n >= WAR_INCIDENTS && (uint64_t)n * WAR_DAYS >= n_days)
        return CONFLICT_WAR;
    for (size_t i = 0; i < sizeof evidence / sizeof *evidence; i++)
        if (type[evidence[i].type])
            return evidence[i].level; /* the highest come first */
    return CONFLICT_NONE;
}

const char *conflict_level_name(enum conflict_level level)
{
    static const char *const names[] = {"none", "verbal", "sanctions", "force", "war"};
    return names[level];
}
