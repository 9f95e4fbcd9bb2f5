/* The encoding of a page. */
#include "ingest/html_int.h"

#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>

enum {
    CHARSET_HEAD_BYTES = 8192, /* the name stands in the first kilobyte by the standard, and further down in the wild */
    CHARSET_NAME_BYTES = 40
};

/* The value behind "charset" in a meta tag (or "encoding" in an XML declaration); empty: none. */
static struct str named_charset(struct str page)
{
    static const char *const key[] = {"charset", "encoding"};
    struct str head = str_slice(page, 0, page.n < CHARSET_HEAD_BYTES ? page.n : CHARSET_HEAD_BYTES);
    for (uint32_t at = 0; at + 10 < head.n; at++) {
        for (unsigned k = 0; k < 2; k++) {
            struct str word = str_of(key[k]);
            if (!str_eq_nocase(str_slice(head, at, at + word.n), word))
                continue;
            uint32_t from = at + word.n;
            while (from < head.n && strchr(" =\"'\t", head.s[from]) && head.s[from])
                from++;
            uint32_t end = from;
            while (end < head.n && end - from < CHARSET_NAME_BYTES &&
                   (strchr("-_:.", head.s[end]) || (head.s[end] >= '0' && head.s[end] <= '9') ||
                    ((head.s[end] | 32) >= 'a' && (head.s[end] | 32) <= 'z')))
                end++;
            if (end > from && from > at + word.n)
                return str_slice(head, from, end);
        }
    }
    return STR_NONE;
}

/* What browsers take a name for: pages that say latin-1 or ASCII are written in windows-1252. */
static const char *charset_of(struct str name, char out[CHARSET_NAME_BYTES + 1])
{
    static const char *const latin[] = {"iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii", "ansi"};
    for (size_t i = 0; i < sizeof latin / sizeof *latin; i++)
        if (str_eq_nocase(name, str_of(latin[i])))
            return "WINDOWS-1252";
    if (str_eq_nocase(name, STR("gb2312")) || str_eq_nocase(name, STR("gbk")))
        return "GB18030";
    if (str_eq_nocase(name, STR("x-sjis")))
        return "SHIFT_JIS";
    memcpy(out, name.s, name.n);
    out[name.n] = 0;
    return out;
}

static bool convert(struct str bytes, const char *charset, struct buf *out, uint32_t *n_bad)
{
    iconv_t cd = iconv_open("UTF-8", charset);
    if (cd == (iconv_t)-1)
        return false;
    struct buf in = {0}, text = {0};
    buf_add_str(&in, bytes); /* iconv wants bytes it might write to */
    char *from = in.s, piece[4096];
    size_t n = bytes.n;
    while (n) {
        char *to = piece;
        size_t room = sizeof piece;
        size_t result = iconv(cd, &from, &n, &to, &room);
        buf_add(&text, piece, (size_t)(to - piece));
        if (result == (size_t)-1 && errno != E2BIG) { /* a byte that means nothing here */
            buf_add(&text, "\xEF\xBF\xBD", 3);
            ++*n_bad;
            from++;
            n--;
        }
    }
    iconv_close(cd);
    *n_bad += utf8_repair(text.s ? text.s : "", text.n, out); /* NULs */
    buf_release(&in);
    buf_release(&text);
    return true;
}

void html_to_utf8(struct str bytes, struct str told, struct buf *out, uint32_t *n_bad)
{
    char name[CHARSET_NAME_BYTES + 1];
    *n_bad = 0;
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        *n_bad = utf8_repair(bytes.s + 3, bytes.n - 3, out);
    else if (str_starts(bytes, STR("\xFF\xFE")))
        convert(str_slice(bytes, 2, bytes.n), "UTF-16LE", out, n_bad);
    else if (str_starts(bytes, STR("\xFE\xFF")))
        convert(str_slice(bytes, 2, bytes.n), "UTF-16BE", out, n_bad);
    else if (utf8_first_bad(bytes.s, bytes.n) == bytes.n)
        buf_add_str(out, bytes);
    else {
        struct str named = told.n && told.n <= CHARSET_NAME_BYTES ? told : named_charset(bytes);
        bool is_utf8 = !named.n || str_eq_nocase(named, STR("utf-8")) || str_eq_nocase(named, STR("utf8"));
        uint32_t n = named.n && is_utf8 ? utf8_repair(bytes.s, bytes.n, out) : 0;
        if (named.n && is_utf8 && n <= 8 + bytes.n / 1000) { /* a few bytes cut in half do not make it another one */
            *n_bad = n;
            return;
        }
        buf_clear(out);
        if (is_utf8 || !convert(bytes, charset_of(named, name), out, n_bad)) {
            buf_clear(out);
            convert(bytes, "WINDOWS-1252", out, n_bad);
        }
    }
}
