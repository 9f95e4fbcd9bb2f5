/* base/str.h - borrowed byte strings, growable buffers.
 *
 * struct str is a view: never owned, not NUL-terminated. struct buf owns heap memory, is always NUL-terminated, and is
 * reusable after buf_clear. Comparison is by bytes; str_eq_nocase folds ASCII only (for Unicode see base/utf8.h).
 */
#ifndef ENTENTE_BASE_STR_H
#define ENTENTE_BASE_STR_H

#include "base/arena.h"
#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *s;
    uint32_t n;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_NONE ((struct str){NULL, 0})
#define STR_ARG(x) (int)(x).n, (x).s /* printf("%.*s", STR_ARG(x)) */

static inline struct str str_of(const char *s)
{
    return (struct str){s, s ? (uint32_t)strlen(s) : 0};
}
static inline bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}
static inline bool str_is(struct str a, const char *b)
{
    return a.n == 0 ? !b || !*b
                    : b && a.s[0] == *b && str_eq(a, str_of(b)); /* most words differ in their first letter */
}

bool str_eq_nocase(struct str a, struct str b);
int str_compare(struct str a, struct str b); /* bytewise, as memcmp, shorter first */
bool str_starts(struct str a, struct str prefix);
bool str_ends(struct str a, struct str suffix);
/* Where the part (not empty) begins, from byte `from` on; a.n: nowhere. */
uint32_t str_find(struct str a, uint32_t from, struct str part);
bool str_has(struct str a, struct str part); /* every text has the empty one */
bool str_has_nocase(struct str a, struct str part);
struct str str_trim(struct str a); /* ASCII white space off both ends */
struct str str_slice(struct str a, uint32_t from, uint32_t to);
uint64_t str_hash(struct str a);
struct str str_copy(struct arena *arena, struct str a); /* the copy is NUL-terminated */
struct str str_format(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

/* Cuts the next piece off *rest at the byte sep; false when nothing is left. Pieces may be empty. */
bool str_cut(struct str *rest, char sep, struct str *out_piece);
/* Cuts off the first word, up to a blank or tab; empty when none is left. Both are trimmed. */
struct str str_cut_word(struct str *rest);

struct buf {
    char *s; /* NUL-terminated once anything was added; NULL before */
    size_t n, cap;
};

void buf_release(struct buf *b);
void buf_clear(struct buf *b);
void buf_add(struct buf *b, const char *s, size_t n);
void buf_add_str(struct buf *b, struct str s);
void buf_add_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);
static inline struct str buf_str(const struct buf *b)
{
    return (struct str){b->s ? b->s : "", (uint32_t)b->n};
}

#endif
