#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (uint32_t i = 0; i < a.n; i++)
        if (fold(a.s[i]) != fold(b.s[i]))
            return false;
    return true;
}

int str_compare(struct str a, struct str b)
{
    uint32_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.s, b.s, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str a, struct str prefix)
{
    return a.n >= prefix.n && str_eq((struct str){a.s, prefix.n}, prefix);
}

bool str_ends(struct str a, struct str suffix)
{
    return a.n >= suffix.n && str_eq((struct str){a.s + (a.n - suffix.n), suffix.n}, suffix);
}

uint32_t str_find(struct str a, uint32_t from, struct str part)
{
    for (uint32_t at = from; at + part.n <= a.n; at++) {
        const char *first = memchr(a.s + at, part.s[0], a.n - part.n + 1 - at);
        if (!first)
            return a.n;
        at = (uint32_t)(first - a.s);
        if (memcmp(first, part.s, part.n) == 0)
            return at;
    }
    return a.n;
}

bool str_has(struct str a, struct str part)
{
    return !part.n || str_find(a, 0, part) < a.n;
}

bool str_has_nocase(struct str a, struct str part)
{
    for (uint32_t at = 0; at + part.n <= a.n; at++)
        if (str_eq_nocase((struct str){a.s + at, part.n}, part))
            return true;
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str a)
{
    while (a.n && is_blank(a.s[0])) {
        a.s++;
        a.n--;
    }
    while (a.n && is_blank(a.s[a.n - 1]))
        a.n--;
    return a;
}

struct str str_slice(struct str a, uint32_t from, uint32_t to)
{
    if (to > a.n)
        to = a.n;
    return from < to ? (struct str){a.s + from, to - from} : STR_NONE;
}

uint64_t str_hash(struct str a)
{
    /* FNV-1a over the bytes with a final mix (Fowler, Noll, Vo; murmur finaliser), so that the low bits are usable. */
    uint64_t h = 1469598103934665603u;
    for (uint32_t i = 0; i < a.n; i++)
        h = (h ^ (unsigned char)a.s[i]) * 1099511628211u;
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdu;
    return h ^ (h >> 33);
}

struct str str_copy(struct arena *arena, struct str a)
{
    return (struct str){arena_copy(arena, a.s, a.n), a.n};
}

struct str str_format(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0)
        return STR_NONE;
    char *p = arena_alloc(arena, (size_t)n + 1);
    va_start(args, format);
    vsnprintf(p, (size_t)n + 1, format, args);
    va_end(args);
    return (struct str){p, (uint32_t)n};
}

bool str_cut(struct str *rest, char sep, struct str *out_piece)
{
    if (!rest->s)
        return false;
    const char *at = rest->n ? memchr(rest->s, sep, rest->n) : NULL;
    if (!at) {
        *out_piece = *rest;
        *rest = STR_NONE;
        return true;
    }
    uint32_t n = (uint32_t)(at - rest->s);
    *out_piece = (struct str){rest->s, n};
    *rest = (struct str){at + 1, rest->n - n - 1};
    return true;
}

struct str str_cut_word(struct str *rest)
{
    uint32_t n = 0;
    *rest = str_trim(*rest);
    while (n < rest->n && rest->s[n] != ' ' && rest->s[n] != '\t')
        n++;
    struct str word = str_slice(*rest, 0, n);
    *rest = str_trim(str_slice(*rest, n, rest->n));
    return word;
}

void buf_release(struct buf *b)
{
    free(b->s);
    *b = (struct buf){0};
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    if (b->s)
        b->s[0] = '\0';
}

static void reserve(struct buf *b, size_t more)
{
    if (b->n + more + 1 <= b->cap)
        return;
    size_t cap = b->cap ? b->cap : 256;
    while (cap < b->n + more + 1)
        cap *= 2;
    char *s = realloc(b->s, cap);
    if (!s)
        out_of_memory(cap);
    b->s = s;
    b->cap = cap;
}

void buf_add(struct buf *b, const char *s, size_t n)
{
    reserve(b, n);
    if (n)
        memcpy(b->s + b->n, s, n);
    b->n += n;
    b->s[b->n] = '\0';
}

void buf_add_str(struct buf *b, struct str s)
{
    buf_add(b, s.s, s.n);
}

void buf_add_char(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0)
        return;
    reserve(b, (size_t)n);
    va_start(args, format);
    vsnprintf(b->s + b->n, (size_t)n + 1, format, args);
    va_end(args);
    b->n += (size_t)n;
}
