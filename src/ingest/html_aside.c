/* What the parser would hand on as it stands is not shown to it: in its place stands a character for private use, of
 * plane 15, by whose number it is found again. */
#include "ingest/html_int.h"

#include "base/utf8.h"

enum {
    ASIDE_FIRST = 0xF0000,
    ASIDE_MAX = 0xF000,
    ASIDE_BYTES = 4,
    ASIDE_LEAD = 0xF3,   /* of its UTF-8, */
    ASIDE_SECOND = 0xB0, /* with this or more behind it */
    ASIDE_LEAST = 8      /* shorter is not worth it */
};

static bool is_aside(struct str s, uint32_t at)
{
    return at + ASIDE_BYTES <= s.n && (unsigned char)s.s[at] == ASIDE_LEAD &&
           (unsigned char)s.s[at + 1] >= ASIDE_SECOND;
}

/* "&#xF0000;" stands for one as well. */
static bool refers_to_aside(struct str s, uint32_t at)
{
    at += 2;
    bool hex = at < s.n && (s.s[at] | 32) == 'x';
    uint32_t number = 0;
    for (at += hex; at < s.n && number < ASIDE_FIRST; at++) {
        char c = s.s[at], letter = (char)(c | 32);
        if (c >= '0' && c <= '9')
            number = number * (hex ? 16 : 10) + (uint32_t)(c - '0');
        else if (hex && letter >= 'a' && letter <= 'f')
            number = number * 16 + (uint32_t)(letter - 'a') + 10;
        else
            break;
    }
    return number >= ASIDE_FIRST;
}

bool html_has_asides(struct str s)
{
    const char *end = s.s + s.n;
    for (const char *p = s.s; (p = memchr(p, ASIDE_LEAD, (size_t)(end - p))); p++)
        if (is_aside(s, (uint32_t)(p - s.s)))
            return true;
    for (const char *p = s.s; (p = memchr(p, '&', (size_t)(end - p))); p++)
        if (p + 1 < end && p[1] == '#' && refers_to_aside(s, (uint32_t)(p - s.s)))
            return true;
    return false;
}

bool html_is_worth_aside(const struct html_source *source, struct str s)
{
    return s.n >= ASIDE_LEAST && source->aside.n < ASIDE_MAX &&
           !memchr(s.s, '\0', s.n); /* the parser leaves NULs out */
}

void html_put_aside(struct html_source *source, struct arena *arena, struct str s)
{
    char place[ASIDE_BYTES];
    buf_add(&source->text, place, utf8_write(ASIDE_FIRST + source->aside.n, place));
    *array_add(arena, &source->aside) = s;
}

struct str html_put_back(const struct html_source *source, struct arena *arena, struct str s)
{
    const struct str *aside = source->aside.v;
    if (!source->aside.n || !memchr(s.s, ASIDE_LEAD, s.n))
        return s;
    struct buf out = {0};
    uint32_t kept = 0;
    for (uint32_t at = 0, len; at < s.n; at += len) {
        len = 1;
        if (!is_aside(s, at))
            continue;
        uint32_t number = utf8_at(s, at, &len) - ASIDE_FIRST;
        if (number >= source->aside.n)
            continue;
        if (len == s.n)
            return aside[number];
        buf_add(&out, s.s + kept, at - kept);
        buf_add_str(&out, aside[number]);
        kept = at + len;
    }
    buf_add(&out, s.s + kept, s.n - kept);
    struct str whole = str_copy(arena, buf_str(&out));
    buf_release(&out);
    return whole;
}
