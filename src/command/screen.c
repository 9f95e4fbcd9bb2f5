#include "command/screen.h"

#include "base/utf8.h"

#include <utf8proc.h>

void screen_style(const struct screen *s, enum style style, struct buf *out)
{
    static const char *const codes[] = {"\033[0m",  "\033[1m",  "\033[2m", "\033[31m",
                                        "\033[33m", "\033[32m", "\033[36m"};
    if (s->color)
        buf_add_str(out, str_of(codes[style]));
}

void screen_text(const struct screen *s, enum style style, struct str text, struct buf *out)
{
    if (style != STYLE_PLAIN)
        screen_style(s, style, out);
    buf_add_str(out, text);
    if (style != STYLE_PLAIN)
        screen_style(s, STYLE_PLAIN, out);
}

void screen_pad(unsigned from, unsigned to, struct buf *out)
{
    do
        buf_add_char(out, ' ');
    while (++from < to);
}

static unsigned char_columns(uint32_t c)
{
    int n = utf8proc_charwidth((utf8proc_int32_t)c);
    return n > 0 ? (unsigned)n : 0;
}

unsigned screen_columns(struct str s)
{
    unsigned n = 0;
    for (uint32_t i = 0, len; i < s.n; i += len)
        n += char_columns(utf8_at(s, i, &len));
    return n;
}

/* Control, formatting, surrogate and private characters; the two joiners are kept, they shape letters. */
static bool is_hidden(uint32_t c)
{
    if (c >= 0x20 && c < 0x7F)
        return false;
    utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
    return c != 0x200C && c != 0x200D && (k >= UTF8PROC_CATEGORY_CC || k == UTF8PROC_CATEGORY_CN);
}

struct str screen_squeeze(struct arena *arena, struct str s)
{
    char *out = arena_alloc(arena, (size_t)s.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0, len; i < s.n; i += len) {
        uint32_t c = utf8_at(s, i, &len);
        if (cp_is_space(c)) {
            if (!n || out[n - 1] != ' ')
                out[n++] = ' ';
        } else if (!is_hidden(c)) {
            memcpy(out + n, s.s + i, len);
            n += len;
        }
    }
    out[n] = '\0';
    return (struct str){out, n};
}

struct str screen_clean(struct arena *arena, struct str s)
{
    return str_trim(screen_squeeze(arena, s));
}

struct str screen_head(struct str s, unsigned max)
{
    uint32_t end = 0, at_blank = 0, len;
    for (unsigned columns = 0; end < s.n; end += len) {
        uint32_t c = utf8_at(s, end, &len);
        columns += char_columns(c);
        if (c == ' ')
            at_blank = end;
        if (columns > max)
            break;
    }
    if (end == s.n)
        return s;
    return str_slice(s, 0, at_blank);
}

struct str screen_tail(struct str s, unsigned max)
{
    uint32_t start = s.n, after_blank = s.n, len;
    for (unsigned columns = 0; start > 0; start -= len) {
        uint32_t c = utf8_before(s, start, &len);
        columns += char_columns(c);
        if (c == ' ')
            after_blank = start;
        if (columns > max)
            break;
    }
    if (start == 0)
        return s;
    return str_slice(s, after_blank, s.n);
}

struct str screen_cut(struct str s, unsigned max)
{
    struct str head = screen_head(s, max);
    if (head.n)
        return head;
    uint32_t end = 0, len;
    for (unsigned columns = 0; end < s.n; end += len) {
        columns += char_columns(utf8_at(s, end, &len));
        if (columns > max)
            break;
    }
    return str_slice(s, 0, end);
}

struct str screen_fit(struct arena *arena, struct str s, unsigned max)
{
    if (screen_columns(s) <= max)
        return s;
    struct str head = str_trim(screen_cut(s, max ? max - 1 : 0));
    return str_format(arena, "%.*s…", STR_ARG(head));
}

void screen_wrap(const struct screen *s, struct str text, unsigned indent, unsigned max_lines, struct buf *out)
{
    unsigned room = s->width > indent + 20 ? s->width - indent : 20;
    for (unsigned line = 1; text.n; line++) {
        struct str head = screen_cut(text, line == max_lines ? room - 1 : room);
        if (head.n == 0) /* a character wider than the room */
            head = text;
        for (unsigned i = 0; i < indent; i++)
            buf_add_char(out, ' ');
        buf_add_str(out, head);
        bool more = head.n < text.n;
        if (more && line == max_lines)
            buf_add_str(out, STR("…"));
        buf_add_char(out, '\n');
        if (line == max_lines)
            return;
        text = str_trim(str_slice(text, head.n, text.n));
    }
}
