/* What is refused or cut out before a page is parsed. Gumbo takes any page, but its time grows with the number of
 * elements that are open at once and with the square of the number of attributes of one element: a page made for it
 * takes hours. */
#include "ingest/html_int.h"

enum { N_NAMES = 1 << 10 };

static bool is_name_char(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9');
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static uint32_t skip_past(struct str t, uint32_t at, struct str ending)
{
    for (; at + ending.n <= t.n; at++) {
        const char *next = memchr(t.s + at, ending.s[0], t.n - at);
        if (!next)
            return t.n;
        at = (uint32_t)(next - t.s);
        if (at + ending.n <= t.n && memcmp(next, ending.s, ending.n) == 0)
            return at + ending.n;
    }
    return t.n;
}

/* From behind the name of a tag to behind its ">". */
static uint32_t skip_attributes(struct str t, uint32_t at, uint32_t *out_n)
{
    uint32_t n = 0;
    while (at < t.n && t.s[at] != '>') {
        if (is_space(t.s[at]) || t.s[at] == '/') {
            at++;
            continue;
        }
        n++;
        at++; /* a name may begin with "=" */
        while (at < t.n && !is_space(t.s[at]) && t.s[at] != '=' && t.s[at] != '>' && t.s[at] != '/')
            at++;
        while (at < t.n && is_space(t.s[at]))
            at++;
        if (at == t.n || t.s[at] != '=')
            continue;
        at++;
        while (at < t.n && is_space(t.s[at]))
            at++;
        if (at < t.n && (t.s[at] == '"' || t.s[at] == '\'')) {
            const char *quote = memchr(t.s + at + 1, t.s[at], t.n - at - 1);
            at = quote ? (uint32_t)(quote - t.s) + 1 : t.n;
            continue;
        }
        while (at < t.n && !is_space(t.s[at]) && t.s[at] != '>')
            at++;
    }
    *out_n = n;
    return at < t.n ? at + 1 : at;
}

/* Elements without an end tag, and those whose end tag the next of their kind stands for. */
static bool closes_itself(struct str name)
{
    static const char *const names[] = {"area",  "base",  "br",    "col",   "embed",  "hr",    "img",
                                        "input", "link",  "meta",  "param", "source", "track", "wbr",
                                        "p",     "li",    "dt",    "dd",    "option", "td",    "th",
                                        "tr",    "thead", "tbody", "tfoot", "html",   "head",  "body"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(name, str_of(names[i])))
            return true;
    return false;
}

static uint32_t slot_of(struct str name)
{
    uint32_t h = 0;
    for (uint32_t i = 0; i < name.n; i++)
        h = h * 31 + (unsigned char)(name.s[i] | 32);
    return (h ^ h >> 12) % N_NAMES;
}

/* Counts by name, since an end tag closes only its own kind. Drawings are cut out: they hold no text, and what is
 * closed in them is not closed elsewhere. */
enum status html_prepare(struct str t, const char *path, struct buf *out, struct fault *f)
{
    uint32_t open[N_NAMES] = {0}, n_open = 0, at = 0, kept = 0, svg_open = 0; /* t.n: none is closed any more */
    while (at < t.n) {
        const char *less = memchr(t.s + at, '<', t.n - at);
        if (!less)
            break;
        at = (uint32_t)(less - t.s) + 1;
        if (str_starts(str_slice(t, at, t.n), STR("!--"))) {
            at = skip_past(t, at + 1, STR("-->"));
            continue;
        }
        bool closing = at < t.n && t.s[at] == '/';
        uint32_t from = at += closing, n_attributes;
        while (at < t.n && is_name_char(t.s[at]))
            at++;
        if (at == from)
            continue;
        struct str name = str_slice(t, from, at);
        if (!closing && at > svg_open && str_eq_nocase(name, STR("svg"))) {
            uint32_t end = skip_past(t, at, STR("</svg>"));
            svg_open = end == t.n ? t.n : 0;
            if (end < t.n) {
                buf_add(out, t.s + kept, from - 1 - kept);
                at = kept = end;
                continue;
            }
        }
        uint32_t *slot = &open[slot_of(name)];
        at = skip_attributes(t, at, &n_attributes);
        if (n_attributes > HTML_MAX_ATTRIBUTES)
            return fault_set(f, ST_LIMIT, "%s: an element has more than the limit of %d attributes (byte %u)", path,
                             HTML_MAX_ATTRIBUTES, from);
        if (closing && *slot) {
            --*slot;
            n_open--;
        } else if (!closing && str_eq_nocase(name, STR("script"))) {
            at = skip_past(t, at, STR("</"));
            at -= at < t.n ? 2 : 0;
        } else if (!closing && !closes_itself(name)) {
            ++*slot;
            n_open++;
        }
        if (n_open > HTML_MAX_OPEN)
            return fault_set(f, ST_LIMIT, "%s: more than the limit of %d elements are open in one another (byte %u)",
                             path, HTML_MAX_OPEN, from);
    }
    buf_add(out, t.s + kept, t.n - kept);
    return OK;
}
