/* base/utf8.h - UTF-8 bytes and code points. Properties and case come from utf8proc. */
#ifndef ENTENTE_BASE_UTF8_H
#define ENTENTE_BASE_UTF8_H

#include "base/str.h"

/* Nearly all that is read is ASCII, so that is decided here and the rest in utf8.c. */

uint32_t utf8_at_beyond_ascii(struct str s, uint32_t at, uint32_t *out_len);
/* The code point at s[at] and its length in *out_len (>= 1). The text must be valid UTF-8 (ingest/ sees to that). */
static inline uint32_t utf8_at(struct str s, uint32_t at, uint32_t *out_len)
{
    unsigned char c = (unsigned char)s.s[at];
    *out_len = 1;
    return c < 0x80 ? c : utf8_at_beyond_ascii(s, at, out_len);
}
/* The code point that ends just before at (at > 0). */
uint32_t utf8_before(struct str s, uint32_t at, uint32_t *out_len);
uint32_t utf8_write(uint32_t code_point, char out[4]); /* its length in bytes */
uint32_t utf8_count(struct str s);                     /* code points; s valid */

/* Copies any bytes as valid UTF-8 without NULs: each bad byte or NUL becomes U+FFFD and is counted. Appends to out. */
uint32_t utf8_repair(const char *s, size_t n, struct buf *out);
/* Where the first byte stands that utf8_repair would replace; n: there is none. */
size_t utf8_first_bad(const char *s, size_t n);

bool cp_is_letter_beyond_ascii(uint32_t c);
static inline bool cp_is_letter(uint32_t c)
{
    return c < 0x80 ? (c | 32) >= 'a' && (c | 32) <= 'z' : cp_is_letter_beyond_ascii(c);
}
bool cp_is_upper(uint32_t c);
bool cp_is_lower(uint32_t c);
bool cp_is_digit(uint32_t c);
bool cp_is_space_beyond_ascii(uint32_t c);
/* Any Unicode white space, line and paragraph separators, no-break spaces, zero-width space. */
static inline bool cp_is_space(uint32_t c)
{
    return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : cp_is_space_beyond_ascii(c);
}
bool cp_is_punct(uint32_t c); /* punctuation or symbol */
uint32_t cp_lower(uint32_t c);
uint32_t cp_upper(uint32_t c);

struct str utf8_lower(struct arena *arena,
                      struct str s); /* simple case folding, code point by code point; NUL-terminated */

/* Byte offsets -> code point offsets of one text, in O(1) after an O(n) pass: one count for every 64 bytes. */
struct utf8_index {
    struct str text;
    const uint32_t *count;
};
void utf8_index_build(struct utf8_index *ix, struct arena *arena, struct str text);
uint32_t utf8_index_get(const struct utf8_index *ix, uint32_t byte);

#endif
