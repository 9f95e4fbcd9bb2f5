/* What is refused, cut out or put aside (html_aside.c) before a page is parsed. Gumbo takes any page, but its time
 * grows with the number of elements that are open at once and with the square of the number of attributes of one
 * element: a page made for it takes hours. And it takes a page byte by byte, much of which nobody reads: scripts, style
 * sheets, drawings, most attributes, what comments say, white space; or would be handed on as it stands: runs of text,
 * values of attributes. */
#include "ingest/html_int.h"

enum { N_NAMES = 1 << 10 };

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v'); /* as HTML has it */
}

static uint32_t skip_past(struct str t, uint32_t at, struct str ending)
{
    uint32_t found = str_find(t, at, ending);
    return found < t.n ? found + ending.n : t.n;
}

/* A page on its way out: what is before kept is in out, cut or put aside. */
struct cutter {
    struct str page;
    struct arena *arena;
    struct html_source *out;
    uint32_t kept;
    bool all; /* nothing may be put aside: the page has characters that would be taken for what stands in its place */
};

static void cut(struct cutter *c, uint32_t from, uint32_t end)
{
    buf_add(&c->out->text, c->page.s + c->kept, from - c->kept);
    c->kept = end;
}

static void put_aside(struct cutter *c, uint32_t from, uint32_t end)
{
    struct str s = str_slice(c->page, from, end);
    if (c->all || !html_is_worth_aside(c->out, s))
        return;
    cut(c, from, end);
    html_put_aside(c->out, c->arena, s);
}

/* Of a text between two tags what holds no reference; white space before it stays, since it decides about the tree. */
static void put_text_aside(struct cutter *c, uint32_t from, uint32_t end)
{
    const char *s = c->page.s;
    if (memchr(s + from, '>', end - from)) /* where the parser sees no text, it ends what it sees */
        return;
    while (from < end) {
        while (from < end && is_space(s[from]))
            from++;
        const char *reference = memchr(s + from, '&', end - from);
        uint32_t to = reference ? (uint32_t)(reference - s) : end;
        put_aside(c, from, to);
        for (from = to; from < end && s[from] != ';' && !is_space(s[from]);)
            from++;
        from += from < end && s[from] == ';';
    }
}

/* ---- attributes ----------------------------------------------------------------------------------------------- */

#define LITERAL(s)                                                                                                     \
    {                                                                                                                  \
        s, sizeof(s) - 1                                                                                               \
    }

/* Asked of lists of names, nearly all of which differ in their length or first letter. */
static bool is_named(struct str name, struct str known)
{
    return name.n == known.n && (name.s[0] | 32) == known.s[0] && str_eq_nocase(name, known);
}

static const struct {
    struct str name;
    enum { BY_US, BY_PARSER } read;
} ATTRIBUTES[N_ATTRIBUTES] = {
#define ATTRIBUTE(id, name, by) {LITERAL(name), BY_##by},
#include "ingest/html_attributes.def"
#undef ATTRIBUTE
};

enum html_attribute html_attribute_of(struct str name)
{
    unsigned k = 0;
    while (k < N_ATTRIBUTES && !is_named(name, ATTRIBUTES[k].name))
        k++;
    return (enum html_attribute)k;
}

static bool is_plain(struct str value)
{
    for (uint32_t i = 0; i < value.n; i++)
        if (value.s[i] == '&' || value.s[i] == '<' || value.s[i] == '>')
            return false;
    return true;
}

struct attribute {
    uint32_t name_end;
    uint32_t value, value_end; /* between quotes; equal: there are none */
};

/* From within an attribute's name to behind its value. */
static uint32_t skip_attribute(struct str t, uint32_t at, struct attribute *out)
{
    at++; /* a name may begin with "=" */
    while (at < t.n && !is_space(t.s[at]) && t.s[at] != '=' && t.s[at] != '>' && t.s[at] != '/')
        at++;
    *out = (struct attribute){.name_end = at};
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
        if (!quote)
            return t.n;
        out->value = at + 1;
        out->value_end = (uint32_t)(quote - t.s);
        return out->value_end + 1;
    }
    while (at < t.n && !is_space(t.s[at]) && t.s[at] != '>')
        at++;
    return at;
}

/* From behind the name of a tag to behind its ">"; cuts the attributes that nobody reads. */
static uint32_t skip_attributes(struct cutter *c, uint32_t at, uint32_t *out_n)
{
    struct str t = c->page;
    uint32_t n = 0;
    struct attribute a;
    for (uint32_t end; at < t.n && t.s[at] != '>'; at = end) {
        end = at + 1;
        if (is_space(t.s[at]) || t.s[at] == '/')
            continue;
        n++;
        end = skip_attribute(t, at, &a);
        enum html_attribute which = html_attribute_of(str_slice(t, at, a.name_end));
        if (which == N_ATTRIBUTES)
            cut(c, at, end);
        else if (ATTRIBUTES[which].read == BY_US && is_plain(str_slice(t, a.value, a.value_end)))
            put_aside(c, a.value, a.value_end);
    }
    *out_n = n;
    return at < t.n ? at + 1 : at;
}

/* ---- the page ------------------------------------------------------------------------------------------------- */

/* From "!--" to behind the comment, which is emptied. It stays as one, since it parts texts. */
static uint32_t skip_comment(struct cutter *c, uint32_t at)
{
    uint32_t from = at + 3, end = skip_past(c->page, at + 1, STR("-->"));
    struct str inside = str_slice(c->page, from, end);
    if (end > from + 3 && str_ends(inside, STR("-->")) && !str_has(inside, STR("--!>")))
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
    static const struct str names[] = {
        LITERAL("area"),   LITERAL("base"),  LITERAL("br"),   LITERAL("col"),  LITERAL("embed"), LITERAL("hr"),
        LITERAL("img"),    LITERAL("input"), LITERAL("link"), LITERAL("meta"), LITERAL("param"), LITERAL("source"),
        LITERAL("track"),  LITERAL("wbr"),   LITERAL("p"),    LITERAL("li"),   LITERAL("dt"),    LITERAL("dd"),
        LITERAL("option"), LITERAL("td"),    LITERAL("th"),   LITERAL("tr"),   LITERAL("thead"), LITERAL("tbody"),
        LITERAL("tfoot"),  LITERAL("html"),  LITERAL("head"), LITERAL("body")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_named(name, names[i]))
            return true;
    return false;
}

/* Elements whose content is text up to their end tag, whatever stands in it. */
static const struct raw_element {
    struct str name;
    bool unread; /* by us; of scripts only those of JSON and those that tell the day are read */
} RAW[] = {{LITERAL("script"), true},    {LITERAL("style"), true},   {LITERAL("title"), false},
           {LITERAL("textarea"), false}, {LITERAL("iframe"), false}, {LITERAL("noembed"), false},
           {LITERAL("noframes"), false}, {LITERAL("xmp"), false}};
enum { N_RAW = sizeof RAW / sizeof *RAW };

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
    enum {
        RAW_STAYS,
        RAW_CUT, /* nobody reads it */
        RAW_ASIDE
    } fate;
};

/* The content of an element whose tag is [from, at). endless: kinds that have no end tag any more, so that none is
 * looked for twice. */
static struct raw_content raw_content(struct str t, uint32_t from, uint32_t at, struct str name, bool endless[N_RAW])
{
    struct raw_content none = {at, at, RAW_STAYS};
    unsigned k = 0;
    while (k < N_RAW && !is_named(name, RAW[k].name))
        k++;
    if (k == N_RAW || endless[k])
        return none;
    uint32_t end = find_end_tag(t, at, name);
    endless[k] = end == t.n;
    if (endless[k])
        return none;
    /* A script may hide an end tag in what looks like a comment. */
    bool plain = !str_has(str_slice(t, at, end), STR("<!--"));
    if (!plain || !RAW[k].unread)
        return (struct raw_content){at, end, RAW_STAYS};
    bool read = str_has_nocase(str_slice(t, from, at), STR("json")) || html_script_tells(str_slice(t, at, end));
    return (struct raw_content){at, end, read ? RAW_ASIDE : RAW_CUT};
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
enum status html_prepare(struct str t, const char *path, struct arena *arena, struct html_source *out, struct fault *f)
{
    uint32_t open[N_NAMES] = {0}, n_open = 0, at = 0;
    uint32_t text = NONE;                               /* where it begins, when a tag is just behind */
    bool endless[N_RAW] = {false}, endless_svg = false; /* no end tag comes any more */
    struct cutter c = {.page = t, .arena = arena, .out = out, .all = html_has_asides(t)};
    while (at < t.n) {
        const char *less = memchr(t.s + at, '<', t.n - at);
        if (!less)
            break;
        if (text != NONE)
            put_text_aside(&c, text, (uint32_t)(less - t.s));
        text = NONE;
        at = (uint32_t)(less - t.s) + 1;
        if (str_starts(str_slice(t, at, t.n), STR("!--"))) {
            at = skip_comment(&c, at);
            continue;
        }
        bool closing = at < t.n && t.s[at] == '/';
        uint32_t from = at += closing, n_attributes;
        if (at == t.n || !is_letter(t.s[at])) {
            if (closing || (at < t.n && (t.s[at] == '!' || t.s[at] == '?'))) /* a comment of another kind */
                at = skip_past(t, at, STR(">"));
            continue;
        }
        while (at < t.n && !is_space(t.s[at]) && t.s[at] != '>' && t.s[at] != '/')
            at++;
        struct str name = str_slice(t, from, at);
        if (!closing && !endless_svg && is_named(name, STR("svg"))) {
            uint32_t end = skip_past(t, at, STR("</svg>"));
            endless_svg = end == t.n;
            if (!endless_svg) {
                cut(&c, from - 1, end);
                at = end;
                continue;
            }
        }
        uint32_t *slot = &open[slot_of(name)];
        bool in_tag = false; /* its end is still to come */
        at = skip_attributes(&c, at, &n_attributes);
        if (n_attributes > HTML_MAX_ATTRIBUTES)
            return fault_set(f, ST_LIMIT, "%s: an element has more than the limit of %d attributes (byte %u)", path,
                             HTML_MAX_ATTRIBUTES, from);
        if (closing && *slot) {
            --*slot;
            n_open--;
        } else if (!closing && !closes_itself(name)) {
            struct raw_content raw = raw_content(t, from, at, name, endless);
            if (raw.fate == RAW_CUT)
                cut(&c, raw.from, raw.end);
            if (raw.fate == RAW_ASIDE)
                put_aside(&c, raw.from, raw.end);
            bool raw_any = raw.end > raw.from;
            at = raw_any ? raw.end + 2 + name.n : at; /* behind the name of its end tag */
            *slot += !raw_any;
            n_open += !raw_any;
            in_tag = raw_any;
        }
        if (n_open > HTML_MAX_OPEN)
            return fault_set(f, ST_LIMIT, "%s: more than the limit of %d elements are open in one another (byte %u)",
                             path, HTML_MAX_OPEN, from);
        cut_space(&c, at);
        text = in_tag ? NONE : at;
    }
    cut(&c, t.n, t.n);
    return OK;
}
