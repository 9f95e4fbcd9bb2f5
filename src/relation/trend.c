#include "relation/trend.h"

/* 1 surely more, -1 surely less, 0 neither. */
static int change(const struct standing_value *before, const struct standing_value *after)
{
    double error = hypot((before->high - before->low) / 2, (after->high - after->low) / 2);
    double by = after->value - before->value;
    return by > error ? 1 : by < -error ? -1 : 0;
}

enum trend trend_of(const struct standing *period, uint32_t n)
{
    bool warmer = false, colder = false;
    if (n < 2)
        return TREND_UNKNOWN;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; k < n; k++) {
            int hostility = change(&period[i].hostility, &period[k].hostility);
            int affinity = change(&period[i].affinity, &period[k].affinity);
            warmer = warmer || hostility < 0 || affinity > 0;
            colder = colder || hostility > 0 || affinity < 0;
        }
    if (warmer && colder)
        return TREND_VOLATILE;
    return warmer ? TREND_WARMING : colder ? TREND_COOLING : TREND_STABLE;
}

const char *trend_name(enum trend trend)
{
    static const char *const names[] = {"", "stable", "warming", "cooling", "volatile"};
    return names[trend];
}
