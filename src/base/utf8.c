#include "base/utf8.h"

#include <utf8proc.h>

uint32_t utf8_at_beyond_ascii(struct str s, uint32_t at, uint32_t *out_len)
{
    const unsigned char *p = (const unsigned char *)s.s + at;
    uint32_t left = s.n - at;
    if (left < 2) {
        *out_len = 1;
        return p[0];
    }
    if (p[0] < 0xE0) {
        *out_len = 2;
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    }
    if (p[0] < 0xF0 && left >= 3) {
        *out_len = 3;
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    }
    if (left >= 4) {
        *out_len = 4;
        return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
               (p[3] & 0x3F);
    }
    *out_len = 1;
    return p[0];
}

uint32_t utf8_before(struct str s, uint32_t at, uint32_t *out_len)
{
    uint32_t i = at - 1;
    while (i > 0 && at - i < 4 && ((unsigned char)s.s[i] & 0xC0) == 0x80)
        i--;
    uint32_t c = utf8_at(s, i, out_len);
    *out_len = at - i;
    return c;
}

uint32_t utf8_write(uint32_t c, char out[4])
{
    return (uint32_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

uint32_t utf8_count(struct str s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.s[i] & 0xC0) != 0x80;
    return n;
}

/* Behind the ASCII characters that stand at i, NUL not among them; most text is nothing else. */
static size_t skip_ascii(const char *s, size_t n, size_t i)
{
    const uint64_t high = 0x8080808080808080u, ones = 0x0101010101010101u;
    for (uint64_t eight; i + sizeof eight <= n; i += sizeof eight) {
        memcpy(&eight, s + i, sizeof eight);
        if ((eight | (eight - ones)) & high) /* a byte above 0x7F, or one that is 0 */
            break;
    }
    while (i < n && (unsigned char)s[i] < 0x80 && s[i])
        i++;
    return i;
}

size_t utf8_first_bad(const char *s, size_t n)
{
    utf8proc_int32_t c = 1;
    for (size_t i = 0; (i = skip_ascii(s, n, i)) < n;) {
        utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)s + i, (utf8proc_ssize_t)(n - i), &c);
        if (len <= 0 || c == 0)
            return i;
        i += (size_t)len;
    }
    return n;
}

uint32_t utf8_repair(const char *s, size_t n, struct buf *out)
{
    uint32_t n_bad = 0;
    size_t good = 0; /* start of the run that is copied as it is */
    for (size_t i = 0; (i = skip_ascii(s, n, i)) < n;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)s + i, (utf8proc_ssize_t)(n - i), &c);
        if (len > 0 && c != 0) {
            i += (size_t)len;
            continue;
        }
        buf_add(out, s + good, i - good);
        buf_add(out, "\xEF\xBF\xBD", 3);
        n_bad++;
        good = ++i;
    }
    buf_add(out, s + good, n - good);
    return n_bad;
}

static utf8proc_category_t category(uint32_t c)
{
    return utf8proc_category((utf8proc_int32_t)c);
}

bool cp_is_letter_beyond_ascii(uint32_t c)
{
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO;
}

bool cp_is_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    utf8proc_category_t k = category(c);
    return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

bool cp_is_lower(uint32_t c)
{
    return c < 0x80 ? c >= 'a' && c <= 'z' : category(c) == UTF8PROC_CATEGORY_LL;
}

bool cp_is_digit(uint32_t c)
{
    return c < 0x80 ? c >= '0' && c <= '9' : category(c) == UTF8PROC_CATEGORY_ND;
}

bool cp_is_space_beyond_ascii(uint32_t c)
{
    if (c == 0x85 || c == 0x200B || c == 0xFEFF)
        return true;
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_ZS && k <= UTF8PROC_CATEGORY_ZP;
}

bool cp_is_punct(uint32_t c)
{
    if (c < 0x80)
        return c > ' ' && c < 0x7F && !cp_is_letter(c) && !cp_is_digit(c);
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_SO;
}

uint32_t cp_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

uint32_t cp_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z' ? c - 32 : c;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

struct str utf8_lower(struct arena *arena, struct str s)
{
    /* A lower-case letter may need more bytes than its capital (U+023A: 2 -> 3), never more than 2 for 1. */
    char *out = arena_alloc(arena, (size_t)s.n * 2 + 1);
    uint32_t n = 0, len;
    for (uint32_t i = 0; i < s.n; i += len) {
        uint32_t c = utf8_at(s, i, &len);
        if (c < 0x80)
            out[n++] = (char)cp_lower(c);
        else
            n += utf8_write(cp_lower(c), out + n);
    }
    out[n] = '\0';
    return (struct str){out, n};
}

enum { INDEX_STEP = 64 };

void utf8_index_build(struct utf8_index *ix, struct arena *arena, struct str text)
{
    uint32_t *count = arena_alloc(arena, (text.n / INDEX_STEP + 1) * sizeof *count);
    uint32_t n = 0;
    for (uint32_t i = 0; i < text.n; i++) {
        if (i % INDEX_STEP == 0)
            count[i / INDEX_STEP] = n;
        n += ((unsigned char)text.s[i] & 0xC0) != 0x80;
    }
    if (text.n % INDEX_STEP == 0)
        count[text.n / INDEX_STEP] = n;
    *ix = (struct utf8_index){text, count};
}

uint32_t utf8_index_get(const struct utf8_index *ix, uint32_t byte)
{
    if (byte > ix->text.n)
        byte = ix->text.n;
    uint32_t at = byte / INDEX_STEP * INDEX_STEP;
    return ix->count[byte / INDEX_STEP] + utf8_count((struct str){ix->text.s + at, byte - at});
}
