/* What is refused or cut out before a page is parsed. Gumbo takes any page, but its time grows with the number of
 * elements that are open at once and with the square of the number of attributes of one element: a page made for it
 * takes hours. And it takes a page byte by byte, much of which nobody reads: scripts, style sheets, drawings, most
 * attributes, what comments say, white space. */
#include "ingest/html_int.h"

enum { N_NAMES = 1 << 10 };

static bool is_name_char(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9');
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v'); /* as HTML has it */
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

/* A page on its way out: what is before kept is in out, or cut. */
struct cutter {
    struct str page;
    struct buf *out;
    uint32_t kept;
};

static void cut(struct cutter *c, uint32_t from, uint32_t end)
{
    buf_add(c->out, c->page.s + c->kept, from - c->kept);
    c->kept = end;
}

/* Those that some file of ours asks for, and those that decide how the parser builds the tree. */
static bool is_read(struct str attribute)
{
    static const char *const names[] = {
        "class",       "id",    "href",     "content", "property", "name",   "itemprop",  "rel",      "datetime",
        "title",       "lang",  "xml:lang", "style",   "role",     "type",   "hidden",    "itemtype", "encoding",
        "aria-hidden", "color", "face",     "size",    "action",   "prompt", "http-equiv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(attribute, str_of(names[i])))
            return true;
    return false;
}

/* From within an attribute's name to behind its value; *out_name: where the name ends. */
static uint32_t skip_attribute(struct str t, uint32_t at, uint32_t *out_name)
{
    at++; /* a name may begin with "=" */
    while (at < t.n && !is_space(t.s[at]) && t.s[at] != '=' && t.s[at] != '>' && t.s[at] != '/')
        at++;
    *out_name = at;
    uint32_t equals = at;
    while (equals < t.n && is_space(t.s[equals]))
        equals++;
    if (equals == t.n || t.s[equals] != '=')
        return at;
    at = equals + 1;
    while (at < t.n && is_space(t.s[at]))
        at++;
    if (at < t.n && (t.s[at] == '"' || t.s[at] == '\'')) {
        const char *quote = memchr(t.s + at + 1, t.s[at], t.n - at - 1);
        return quote ? (uint32_t)(quote - t.s) + 1 : t.n;
    }
    while (at < t.n && !is_space(t.s[at]) && t.s[at] != '>')
        at++;
    return at;
}

/* From within the name of a tag to behind its ">"; cuts the attributes that nobody reads. */
static uint32_t skip_attributes(struct cutter *c, uint32_t at, uint32_t *out_n)
{
    struct str t = c->page;
    uint32_t n = 0, name;
    while (at < t.n && !is_space(t.s[at]) && t.s[at] != '>' && t.s[at] != '/')
        at++; /* of my-element, "my" was read */
    for (uint32_t end; at < t.n && t.s[at] != '>'; at = end) {
        end = at + 1;
        if (is_space(t.s[at]) || t.s[at] == '/')
            continue;
        n++;
        end = skip_attribute(t, at, &name);
        if (!is_read(str_slice(t, at, name)))
            cut(c, at, end);
    }
    *out_n = n;
    return at < t.n ? at + 1 : at;
}

/* From "!--" to behind the comment, which is emptied. It stays as one, since it parts texts. */
static uint32_t skip_comment(struct cutter *c, uint32_t at)
{
    uint32_t from = at + 3, end = skip_past(c->page, at + 1, STR("-->"));
    struct str inside = str_slice(c->page, from, end);
    if (end > from + 3 && str_ends(inside, STR("-->")) && skip_past(inside, 0, STR("--!>")) == inside.n)
        cut(c, from, end - 3); /* "--!>" would have ended it */
    return end;
}

/* Of the white space behind a tag one is enough. */
static void cut_space(struct cutter *c, uint32_t at)
{
    uint32_t end = at;
    while (end < c->page.n && is_space(c->page.s[end]))
        end++;
    if (end > at + 1)
        cut(c, at + 1, end);
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

/* Elements whose content is text up to their end tag, whatever stands in it. */
static const struct raw_element {
    const char *name;
    bool unread; /* by us; of scripts only those of JSON and those that tell the day are read */
} RAW[] = {{"script", true},  {"style", true},    {"title", false},    {"textarea", false},
           {"iframe", false}, {"noembed", false}, {"noframes", false}, {"xmp", false}};
enum { N_RAW = sizeof RAW / sizeof *RAW };

static bool holds_nocase(struct str t, struct str part)
{
    for (uint32_t at = 0; at + part.n <= t.n; at++)
        if (str_eq_nocase(str_slice(t, at, at + part.n), part))
            return true;
    return false;
}

/* Where the end tag of the name begins, from at on; t.n: nowhere. */
static uint32_t find_end_tag(struct str t, uint32_t at, struct str name)
{
    while ((at = skip_past(t, at, STR("</"))) < t.n) {
        uint32_t end = at + name.n;
        if (end < t.n && (t.s[end] == '>' || t.s[end] == '/' || is_space(t.s[end])) &&
            str_eq_nocase(str_slice(t, at, end), name))
            return at - 2;
    }
    return t.n;
}

struct raw_content {
    uint32_t from, end; /* equal: none */
    bool cut;           /* nobody reads it */
};

/* The content of an element whose tag is [from, at). endless: kinds that have no end tag any more, so that none is
 * looked for twice. */
static struct raw_content raw_content(struct str t, uint32_t from, uint32_t at, struct str name, bool endless[N_RAW])
{
    struct raw_content none = {at, at, false};
    unsigned k = 0;
    while (k < N_RAW && !str_eq_nocase(name, str_of(RAW[k].name)))
        k++;
    if (k == N_RAW || endless[k])
        return none;
    uint32_t end = find_end_tag(t, at, name);
    endless[k] = end == t.n;
    if (endless[k])
        return none;
    /* A script may hide an end tag in what looks like a comment. */
    bool plain = skip_past(str_slice(t, at, end), 0, STR("<!--")) == end - at;
    bool read =
        !RAW[k].unread || holds_nocase(str_slice(t, from, at), STR("json")) || html_script_tells(str_slice(t, at, end));
    return (struct raw_content){at, end, plain && !read};
}

static uint32_t slot_of(struct str name)
{
    uint32_t h = 0;
    for (uint32_t i = 0; i < name.n; i++)
        h = h * 31 + (unsigned char)(name.s[i] | 32);
    return (h ^ h >> 12) % N_NAMES;
}

/* Counts by name, since an end tag closes only its own kind. Drawings are cut out: they hold no text, and what is
 * closed in them is not closed elsewhere. So is what scripts and style sheets hold. */
enum status html_prepare(struct str t, const char *path, struct buf *out, struct fault *f)
{
    uint32_t open[N_NAMES] = {0}, n_open = 0, at = 0;
    bool endless[N_RAW] = {false}, endless_svg = false; /* no end tag comes any more */
    struct cutter c = {.page = t, .out = out};
    while (at < t.n) {
        const char *less = memchr(t.s + at, '<', t.n - at);
        if (!less)
            break;
        at = (uint32_t)(less - t.s) + 1;
        if (str_starts(str_slice(t, at, t.n), STR("!--"))) {
            at = skip_comment(&c, at);
            continue;
        }
        bool closing = at < t.n && t.s[at] == '/';
        uint32_t from = at += closing, n_attributes;
        while (at < t.n && is_name_char(t.s[at]))
            at++;
        if (at == from)
            continue;
        struct str name = str_slice(t, from, at);
        if (!closing && !endless_svg && str_eq_nocase(name, STR("svg"))) {
            uint32_t end = skip_past(t, at, STR("</svg>"));
            endless_svg = end == t.n;
            if (!endless_svg) {
                cut(&c, from - 1, end);
                at = end;
                continue;
            }
        }
        uint32_t *slot = &open[slot_of(name)];
        at = skip_attributes(&c, at, &n_attributes);
        if (n_attributes > HTML_MAX_ATTRIBUTES)
            return fault_set(f, ST_LIMIT, "%s: an element has more than the limit of %d attributes (byte %u)", path,
                             HTML_MAX_ATTRIBUTES, from);
        if (closing && *slot) {
            --*slot;
            n_open--;
        } else if (!closing && !closes_itself(name)) {
            struct raw_content raw = raw_content(t, from, at, name, endless);
            if (raw.cut)
                cut(&c, raw.from, raw.end);
            bool raw_any = raw.end > raw.from;
            at = raw_any ? raw.end + 2 + name.n : at; /* behind its end tag */
            *slot += !raw_any;
            n_open += !raw_any;
        }
        if (n_open > HTML_MAX_OPEN)
            return fault_set(f, ST_LIMIT, "%s: more than the limit of %d elements are open in one another (byte %u)",
                             path, HTML_MAX_OPEN, from);
        cut_space(&c, at);
    }
    cut(&c, t.n, t.n);
    return OK;
}
