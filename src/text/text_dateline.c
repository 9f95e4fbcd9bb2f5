/* "NEW DELHI, April 4 (Reuters) - India and ...": where the report was filed stands before its first sentence and is no
 * part of its grammar. */
#include "base/utf8.h"
#include "text/text_int.h"

enum {
    MOST_WORDS = 16,    /* before the dash */
    LEAST_REST = 3,     /* words after it */
    LEAST_CAPITALS = 3, /* letters of the first word, all upper case */
};

static bool is_dash(struct str s)
{
    return str_is(s, "-") || str_is(s, "--") || str_is(s, "\u2013") || str_is(s, "\u2014");
}

static bool begins_upper(struct str s)
{
    uint32_t len;
    return s.n > 0 && cp_is_upper(utf8_at(s, 0, &len));
}

static bool is_all_capitals(struct str s)
{
    uint32_t n = 0, len;
    for (uint32_t at = 0; at < s.n; at += len, n++)
        if (!cp_is_upper(utf8_at(s, at, &len)))
            return false;
    return n >= LEAST_CAPITALS;
}

/* What may stand in a dateline besides its first word: names, numbers, brackets, commas. */
static bool may_stand(struct str s)
{
    uint32_t len;
    return begins_upper(s) || cp_is_digit(utf8_at(s, 0, &len)) || str_is(s, ",") || str_is(s, "(") || str_is(s, ")") ||
           str_is(s, "/") || str_is(s, ".");
}

void text_mark_dateline(struct doc *d, uint32_t first, uint32_t end)
{
    uint32_t dash = first;
    while (dash < end && dash - first <= MOST_WORDS && !is_dash(tok_str(d, dash)) && may_stand(tok_str(d, dash)))
        dash++;
    if (dash == first || dash + LEAST_REST >= end || !is_dash(tok_str(d, dash)))
        return;
    bool apart = d->tok.v[dash].flags & TOK_SPACE_BEFORE && d->tok.v[dash + 1].flags & TOK_SPACE_BEFORE;
    bool agency = str_is(tok_str(d, dash - 1), ")");
    struct str next = tok_str(d, dash + 1);
    uint32_t len;
    if (!apart || !(begins_upper(next) || !cp_is_letter(utf8_at(next, 0, &len))) ||
        !(agency ? begins_upper(tok_str(d, first)) : is_all_capitals(tok_str(d, first))))
        return;
    for (uint32_t i = first; i <= dash; i++)
        d->tok.v[i].flags |= TOK_DATELINE;
}
