#include "command/wording.h"

#include "base/utf8.h"

struct str wording_said(struct arena *arena, bool direct, bool follows, struct str cue, struct str content)
{
    uint32_t len;
    if (direct)
        return str_format(arena, "“%.*s”", STR_ARG(content));
    if (!cue.n || !content.n || str_is(cue, ":"))
        return content;
    uint32_t first = utf8_at(content, 0, &len);
    bool joins = (follows || !cp_is_upper(first)) && first != '"' && first != 0x201C;
    return str_format(arena, "%.*s%s %.*s", STR_ARG(cue), joins ? "" : ":", STR_ARG(content));
}

struct str wording_days(struct arena *arena, struct date_range r)
{
    char from[11], to[11], next[11];
    day_write(r.from, from);
    day_write(r.to, to);
    day_write(r.to == DAY_NONE ? DAY_NONE : r.to + 1, next);
    if (r.from == DAY_NONE || r.to == DAY_NONE || r.from == r.to)
        return str_copy(arena, str_of(*to ? to : from));
    bool starts_month = str_ends(str_of(from), STR("-01")), ends_month = str_ends(str_of(next), STR("-01"));
    if (str_ends(str_of(from), STR("-01-01")) && str_ends(str_of(next), STR("-01-01")) && memcmp(from, to, 4) == 0)
        return str_copy(arena, str_slice(str_of(from), 0, 4));
    if (starts_month && ends_month && memcmp(from, to, 7) == 0)
        return str_copy(arena, str_slice(str_of(from), 0, 7));
    return str_format(arena, "%s to %s", from, to);
}
