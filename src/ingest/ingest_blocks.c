/* The structure of plain text: header lines, title, paragraphs, repeated captions, boilerplate. */
#include "ingest/ingest_int.h"

#include "base/utf8.h"

enum {
    TITLE_MAX_BYTES = 220,
    WRAP_MIN_CHARS = 55, /* lines of wrapped prose are this long, but for the last of a paragraph */
    WRAP_MAX_CHARS = 100,
    COLUMN_MIN_LINES = 12, /* a whole text in columns: fewer lines do not tell */
    COLUMN_MIN_CHARS = 30,
    CAPTION_MIN_WORDS = 4,
    CAPTION_MAX_WORDS = 80,
    CAPTION_MAX_CHANGES = 2 /* words that may differ between copies of a caption */
};

struct line {
    struct span span; /* without white space at either end; never empty */
    uint32_t n_chars;
    bool gap; /* an empty line, or the start of the text, stands before */
    bool caption;
};

struct page {
    const struct ingest_rules *r;
    struct doc *d;
    struct line *line;
    uint32_t n;
    uint32_t column; /* characters to which nearly every line of the text is filled; 0: no such text */
};

static struct str line_str(const struct page *p, uint32_t i)
{
    return doc_slice(p->d, p->line[i].span);
}

static void add_block(struct doc *d, uint32_t start, uint32_t end, enum sent_kind kind)
{
    if (end > start)
        *array_add(d->arena, &d->block) = (struct block){{start, end}, kind};
}

static struct span trimmed(struct str t, uint32_t from, uint32_t to)
{
    uint32_t len;
    while (from < to && cp_is_space(utf8_at(t, from, &len)))
        from += len;
    while (to > from && cp_is_space(utf8_before(t, to, &len)))
        to -= len;
    return (struct span){from, to};
}

static void find_lines(struct page *p)
{
    ARRAY_OF(struct line) lines = {0};
    struct str t = p->d->text;
    bool gap = true;
    for (uint32_t at = 0; at < t.n;) {
        uint32_t end = at;
        while (end < t.n && t.s[end] != '\n' && t.s[end] != '\r')
            end++;
        struct span s = trimmed(t, at, end);
        at = end + 1;
        if (end + 1 < t.n && t.s[end] == '\r' && t.s[end + 1] == '\n')
            at++;
        if (s.end == s.start) {
            gap = true;
            continue;
        }
        *array_add(p->d->scratch, &lines) = (struct line){s, utf8_count(doc_slice(p->d, s)), gap, false};
        gap = false;
    }
    p->line = lines.v;
    p->n = lines.n;
}

/* ---- header lines ---------------------------------------------------------------------------------------------- */

enum header { HEADER_NONE, HEADER_TITLE, HEADER_DATE, HEADER_PUBLISHER, HEADER_URL, HEADER_AUTHOR, HEADER_LANG };

static enum header header_of(struct str line, uint32_t *out_value)
{
    static const struct {
        const char *key;
        enum header header;
    } keys[] = {{"title", HEADER_TITLE},    {"headline", HEADER_TITLE},   {"date", HEADER_DATE},
                {"published", HEADER_DATE}, {"source", HEADER_PUBLISHER}, {"publisher", HEADER_PUBLISHER},
                {"url", HEADER_URL},        {"link", HEADER_URL},         {"author", HEADER_AUTHOR},
                {"language", HEADER_LANG},  {"lang", HEADER_LANG}};
    const char *colon = memchr(line.s, ':', line.n);
    if (!colon)
        return HEADER_NONE;
    struct str key = str_trim(str_slice(line, 0, (uint32_t)(colon - line.s)));
    *out_value = (uint32_t)(colon - line.s) + 1;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_eq_nocase(key, str_of(keys[i].key)))
            return keys[i].header;
    return HEADER_NONE;
}

static void take_header(struct page *p, uint32_t i, enum header header, uint32_t value_at)
{
    struct doc *d = p->d;
    struct span line = p->line[i].span, value = trimmed(d->text, line.start + value_at, line.end);
    struct str *field[] = {[HEADER_TITLE] = &d->title,   [HEADER_PUBLISHER] = &d->publisher, [HEADER_URL] = &d->url,
                           [HEADER_AUTHOR] = &d->author, [HEADER_LANG] = &d->lang,           [HEADER_DATE] = NULL};
    if (header == HEADER_DATE) {
        if (d->date == DAY_NONE)
            d->date = ingest_date(doc_slice(d, value));
    } else if (!field[header]->n) {
        *field[header] = doc_slice(d, value);
    }
    if (header == HEADER_TITLE) {
        add_block(d, line.start, line.start + value_at, SENT_BOILERPLATE);
        add_block(d, value.start, value.end, SENT_TITLE);
    } else {
        add_block(d, line.start, line.end, SENT_BOILERPLATE);
    }
}

/* Gives the first line that is no header. */
static uint32_t take_headers(struct page *p)
{
    uint32_t i = 0, value;
    enum header header;
    while (i < p->n && (header = header_of(line_str(p, i), &value)) != HEADER_NONE)
        take_header(p, i++, header, value);
    return i;
}

/* ---- lines that tell what they are ----------------------------------------------------------------------------- */

static uint32_t last_cp(struct str s)
{
    uint32_t len;
    return s.n ? utf8_before(s, s.n, &len) : 0;
}

static bool ends_sentence(struct str line)
{
    uint32_t c = last_cp(line);
    return c == '.' || c == '!' || c == '?' || c == ':' || c == '"' || c == 0x201D || c == 0x2026 || c == 0xBB ||
           c == ';';
}

static bool starts_lower(struct str line)
{
    uint32_t len;
    return line.n && cp_is_lower(utf8_at(line, 0, &len));
}

static bool is_item(struct str line)
{
    uint32_t len, c = line.n ? utf8_at(line, 0, &len) : 0;
    if (c == 0x2022 || c == 0x25CF || c == 0x25AA || c == 0xB7)
        return true;
    if ((c == '-' || c == '*' || c == 0x2013) && line.n > len)
        return line.s[len] == ' ';
    uint32_t i = 0;
    while (i < line.n && i < 3 && line.s[i] >= '0' && line.s[i] <= '9')
        i++;
    return i > 0 && i + 1 < line.n && (line.s[i] == '.' || line.s[i] == ')') && line.s[i + 1] == ' ';
}

/* A first line without full stop, an empty line below it, and something below that. */
static bool is_title(const struct page *p, uint32_t i)
{
    if (i + 1 >= p->n || !p->line[i + 1].gap || p->line[i].span.end - p->line[i].span.start > TITLE_MAX_BYTES)
        return false;
    uint32_t c = last_cp(line_str(p, i));
    return c != '.' && c != ':' && c != ',' && c != ';' && c != 0x201D && !is_item(line_str(p, i));
}

/* ---- captions -------------------------------------------------------------------------------------------------- */

static uint32_t words_of(struct str s, struct str *out, uint32_t max)
{
    uint32_t n = 0, at = 0;
    while (at < s.n && n <= max) {
        while (at < s.n && s.s[at] == ' ')
            at++;
        uint32_t from = at;
        while (at < s.n && s.s[at] != ' ')
            at++;
        if (at > from && n++ < max)
            out[n - 1] = str_slice(s, from, at);
    }
    return n;
}

/* Whether two lines are the same but for a word or two (changed, missing or added). */
static bool same_caption(struct str a, struct str b)
{
    struct str x[CAPTION_MAX_WORDS], y[CAPTION_MAX_WORDS];
    uint32_t n = words_of(a, x, CAPTION_MAX_WORDS), m = words_of(b, y, CAPTION_MAX_WORDS);
    if (n > CAPTION_MAX_WORDS || m > CAPTION_MAX_WORDS || n < CAPTION_MIN_WORDS || m < CAPTION_MIN_WORDS)
        return false;
    if ((n > m ? n - m : m - n) > CAPTION_MAX_CHANGES)
        return false;
    uint32_t before[CAPTION_MAX_WORDS + 1], now[CAPTION_MAX_WORDS + 1];
    for (uint32_t j = 0; j <= m; j++)
        before[j] = j;
    for (uint32_t i = 1; i <= n; i++) { /* edit distance over words */
        now[0] = i;
        for (uint32_t j = 1; j <= m; j++) {
            uint32_t best = before[j - 1] + !str_eq_nocase(x[i - 1], y[j - 1]);
            best = before[j] + 1 < best ? before[j] + 1 : best;
            now[j] = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
        }
        memcpy(before, now, sizeof before);
    }
    uint32_t allowed = (n < m ? n : m) >= 8 ? CAPTION_MAX_CHANGES : 1;
    return before[m] <= allowed;
}

static bool quotes(struct str s)
{
    for (uint32_t at = 0, len; at < s.n; at += len) {
        uint32_t c = utf8_at(s, at, &len);
        if (c == '"' || c == 0x201C || c == 0x201D || c == 0xAB || c == 0x2018)
            return true;
    }
    return false;
}

static void mark_captions(struct page *p, uint32_t first)
{
    for (uint32_t i = first; i + 1 < p->n; i++) {
        struct str a = line_str(p, i), b = line_str(p, i + 1);
        if (!quotes(a) && !quotes(b) && same_caption(a, b))
            p->line[i].caption = p->line[i + 1].caption = true;
    }
}

/* ---- paragraphs ------------------------------------------------------------------------------------------------ */

/* Lines [first, end) are prose wrapped at a fixed width: of like length, and most break within a sentence. */
static bool is_wrapped(const struct page *p, uint32_t first, uint32_t end)
{
    uint32_t n_within = 0, n = end - first - 1;
    if (n == 0)
        return false;
    for (uint32_t i = first; i + 1 < end; i++) {
        const struct line *l = &p->line[i];
        if (l->n_chars < WRAP_MIN_CHARS || l->n_chars > WRAP_MAX_CHARS || l->caption)
            return false;
        n_within += !ends_sentence(line_str(p, i));
    }
    return n_within * 3 >= n * 2;
}

/* The first word of the line behind i had no room any more. Printed lines are not equally long, hence a tenth less, and
 * a quarter where a sentence is not over. */
static bool is_full(const struct page *p, uint32_t i, uint32_t width)
{
    struct str next = line_str(p, i + 1);
    uint32_t word = 0;
    while (word < next.n && next.s[word] != ' ')
        word++;
    uint32_t slack = ends_sentence(line_str(p, i)) ? width / 10 : width / 4;
    return p->line[i].n_chars + 1 + utf8_count(str_slice(next, 0, word)) > width - slack;
}

/* Texts printed in columns, such as verbatim records, whose paragraphs no empty line parts: all but one line in twenty
 * are at most this long, most lines are full, and most of those break within a sentence, half of them before a small
 * letter. Headlines one below the other begin with capitals. */
static uint32_t column_of(const struct page *p, uint32_t first)
{
    uint32_t by_length[WRAP_MAX_CHARS + 2] = {0}, n = 0, n_full = 0, n_within = 0, n_lower = 0;
    for (uint32_t i = first; i + 1 < p->n; i++) {
        uint32_t length = p->line[i].n_chars;
        if (!p->line[i + 1].gap) {
            by_length[length <= WRAP_MAX_CHARS ? length : WRAP_MAX_CHARS + 1]++;
            n++;
        }
    }
    uint32_t width = WRAP_MAX_CHARS + 1;
    for (uint32_t above = by_length[width]; width > 0 && above * 20 <= n;)
        above += by_length[--width];
    if (n < COLUMN_MIN_LINES || width > WRAP_MAX_CHARS || width < COLUMN_MIN_CHARS)
        return 0;
    for (uint32_t i = first; i + 1 < p->n; i++)
        if (!p->line[i + 1].gap && is_full(p, i, width)) {
            n_full++;
            n_within += !ends_sentence(line_str(p, i));
            n_lower += starts_lower(line_str(p, i + 1));
        }
    bool wrapped = n_full * 4 >= n * 3 && n_within * 4 >= n_full * 3 && n_lower * 2 >= n_within;
    return wrapped ? width : 0;
}

static bool is_indented(const struct page *p, uint32_t i)
{
    uint32_t start = p->line[i].span.start;
    return start > 0 && (p->d->text.s[start - 1] == ' ' || p->d->text.s[start - 1] == '\t');
}

/* In a column, a line goes on that had no room for more or ends within a sentence. */
static bool continues_column(const struct page *p, uint32_t i)
{
    bool full = is_full(p, i - 1, p->column), ended = ends_sentence(line_str(p, i - 1));
    if (p->line[i].gap || p->line[i].caption || p->line[i - 1].caption)
        return false;
    if (ended && (!full || is_item(line_str(p, i)) || (is_indented(p, i) && !is_indented(p, i - 1))))
        return false;
    return full || starts_lower(line_str(p, i));
}

static bool continues(const struct page *p, uint32_t i)
{
    if (p->column)
        return continues_column(p, i);
    struct str before = line_str(p, i - 1), line = line_str(p, i);
    return !p->line[i].gap && !p->line[i].caption && !p->line[i - 1].caption && starts_lower(line) &&
           !ends_sentence(before) && !is_item(line);
}

static void add_paragraph(struct page *p, uint32_t first, uint32_t end)
{
    uint32_t start = p->line[first].span.start, stop = p->line[end - 1].span.end;
    enum sent_kind kind = p->line[first].caption                                            ? SENT_CAPTION
                          : ingest_is_boilerplate(p->r, str_slice(p->d->text, start, stop)) ? SENT_BOILERPLATE
                                                                                            : SENT_BODY;
    add_block(p->d, start, stop, kind);
}

static void add_paragraphs(struct page *p, uint32_t first)
{
    while (first < p->n) {
        uint32_t end = first + 1, item = end;
        while (end < p->n && !p->line[end].gap)
            end++;
        while (item < end && !is_item(line_str(p, item)))
            item++;
        if (!p->column && item == end && is_wrapped(p, first, end)) {
            add_paragraph(p, first, end);
            first = end;
            continue;
        }
        while (first < end) {
            uint32_t next = first + 1;
            while (next < end && continues(p, next))
                next++;
            add_paragraph(p, first, next);
            first = next;
        }
    }
}

void ingest_blocks(const struct ingest_rules *r, struct doc *d, bool headers)
{
    struct page p = {.r = r, .d = d};
    struct arena_mark mark = arena_mark(d->scratch);
    find_lines(&p);
    uint32_t first = headers ? take_headers(&p) : 0;
    if (headers && !d->title.n && is_title(&p, first)) {
        d->title = line_str(&p, first);
        add_block(d, p.line[first].span.start, p.line[first].span.end, SENT_TITLE);
        first++;
    }
    mark_captions(&p, first);
    p.column = column_of(&p, first);
    add_paragraphs(&p, first);
    arena_rewind(d->scratch, mark);
}

void ingest_blocks_of_lines(struct doc *d)
{
    struct str t = d->text;
    for (uint32_t at = 0; at < t.n;) {
        const char *newline = memchr(t.s + at, '\n', t.n - at);
        uint32_t end = newline ? (uint32_t)(newline - t.s) : t.n;
        struct span s = trimmed(t, at, end);
        add_block(d, s.start, s.end, SENT_BODY);
        at = end + 1;
    }
}
