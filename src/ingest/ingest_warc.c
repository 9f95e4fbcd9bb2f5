/* WARC and WET: one document a record; the records of a gzip file are members of their own. */
#include "ingest/html_int.h"
#include "ingest/http.h"

#include "base/utf8.h"

#include <stdlib.h>

enum { MAX_HEAD_BYTES = 1 << 16 };

bool warc_looks_like(struct str head)
{
    return str_starts(head, STR("WARC/1."));
}

/* Whether the record goes on. A member that begins with a record ends the one before it, whatever length that claims.
 */
static bool goes_on(struct source *s)
{
    if (s->at < s->n)
        return true;
    return source_fill(s) && !(s->member_starts && warc_looks_like((struct str){s->chunk, (uint32_t)s->n}));
}

/* A line with its end; what is over the limit is dropped. */
static bool take_line(struct source *s, struct buf *out)
{
    bool any = false;
    while (goes_on(s)) {
        const char *from = s->chunk + s->at, *newline = memchr(from, '\n', s->n - s->at);
        size_t n = newline ? (size_t)(newline + 1 - from) : s->n - s->at;
        if (out->n + n <= MAX_HEAD_BYTES)
            buf_add(out, from, n);
        s->at += n;
        any = true;
        if (newline)
            return true;
    }
    return any;
}

/* Up to the first line of a record, which is taken too. False: there is none. */
static bool find_record(struct source *s, struct raw_doc *raw, uint64_t *out_offset)
{
    while (source_fill(s)) {
        *out_offset = source_offset(s);
        buf_clear(&raw->bytes);
        if (!take_line(s, &raw->bytes))
            continue;
        if (warc_looks_like(buf_str(&raw->bytes)))
            return true;
        if (str_trim(buf_str(&raw->bytes)).n)
            s->counts->lost_bytes += raw->bytes.n;
    }
    return false;
}

static bool take_head(struct source *s, struct raw_doc *raw)
{
    for (size_t at; at = raw->bytes.n, take_line(s, &raw->bytes) && raw->bytes.n > at;)
        if (!str_trim((struct str){raw->bytes.s + at, (uint32_t)(raw->bytes.n - at)}).n)
            return true;
    return false;
}

static uint64_t number_of(struct str s)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < s.n && s.s[i] >= '0' && s.s[i] <= '9' && n < UINT64_MAX / 16; i++)
        n = n * 10 + (uint64_t)(s.s[i] - '0');
    return n;
}

/* n bytes -> out, or to nowhere. False: the record ends before. */
static bool take_bytes(struct source *s, uint64_t n, struct buf *out)
{
    while (n) {
        if (!goes_on(s))
            return false;
        size_t piece = n < s->n - s->at ? (size_t)n : s->n - s->at;
        if (out)
            buf_add(out, s->chunk + s->at, piece);
        s->at += piece;
        n -= piece;
    }
    return true;
}

enum content { CONTENT_NONE, CONTENT_ANSWER, CONTENT_HTML, CONTENT_TEXT };

static enum content content_of(struct str head)
{
    struct str type = head_field(head, STR("WARC-Type")), kind = head_field(head, STR("Content-Type"));
    if (str_eq_nocase(type, STR("response")))
        return str_starts(kind, STR("application/http")) ? CONTENT_ANSWER : CONTENT_NONE;
    if (!str_eq_nocase(type, STR("resource")) && !str_eq_nocase(type, STR("conversion")))
        return CONTENT_NONE;
    return str_starts(kind, STR("text/plain")) ? CONTENT_TEXT : http_is_html(head) ? CONTENT_HTML : CONTENT_NONE;
}

/* Whether the record is a document; if not, it is counted. */
static bool is_document(struct source *s, const struct raw_doc *raw, enum content content)
{
    struct str head, body, http, page;
    head_split(buf_str(&raw->bytes), &head, &body);
    if (content != CONTENT_ANSWER)
        return true;
    head_split(body, &http, &page);
    bool good = http_status(http) == 200, html = http_is_html(http);
    s->counts->n_not_ok += !good;
    s->counts->n_not_html += good && !html;
    return good && html;
}

/* A record is named by where it begins, else by its number. */
static void set_name(struct source *s, uint64_t offset, struct raw_doc *raw)
{
    struct buf path = {0};
    s->line++;
    if (offset != UINT64_MAX)
        buf_printf(&path, "%s@%llu", s->path, (unsigned long long)offset);
    else
        buf_printf(&path, "%s#%u", s->path, s->line);
    free(raw->path);
    raw->path = path.s;
}

static enum status broken(struct source *s, const struct raw_doc *raw, const char *what, struct fault *f)
{
    enum status status =
        fault_set(f, ST_INPUT, "%s: %s%s%s", raw->path, what, s->failed ? ": " : "", s->failed ? s->why : "");
    if (s->failed)
        source_pass_damage(s);
    return status;
}

/* The record whose first line is taken. *out_none: it is no document. */
static enum status take_record(struct source *s, struct raw_doc *raw, bool *out_none, struct fault *f)
{
    if (!take_head(s, raw))
        return broken(s, raw, "a record without an end of its head", f);
    struct str head = buf_str(&raw->bytes);
    uint64_t n = number_of(head_field(head, STR("Content-Length")));
    enum content content = content_of(head);
    bool keep = content != CONTENT_NONE && n <= INGEST_MAX_DOC_BYTES;
    if (!take_bytes(s, n, keep ? &raw->bytes : NULL))
        return broken(s, raw, "a record that ends before its length", f);
    *out_none = content == CONTENT_NONE || (keep && !is_document(s, raw, content));
    s->counts->n_other += content == CONTENT_NONE;
    if (content != CONTENT_NONE && !keep)
        return fault_set(f, ST_LIMIT, "%s: the record has %llu bytes, more than the limit of %d", raw->path,
                         (unsigned long long)n, INGEST_MAX_DOC_BYTES);
    return OK;
}

enum status warc_take(struct source *s, struct raw_doc *raw, bool *out_end, struct fault *f)
{
    for (;;) {
        uint64_t offset;
        bool none = false;
        if (!find_record(s, raw, &offset)) {
            *out_end = !s->failed;
            if (!s->failed)
                return OK;
            set_name(s, source_offset(s), raw);
            return broken(s, raw, "a damaged record", f);
        }
        set_name(s, offset, raw);
        enum status bad = take_record(s, raw, &none, f);
        if (bad || !none)
            return bad;
    }
}

/* ---- decoding --------------------------------------------------------------------------------------------------- */

static struct str without(struct str s, const char *left, const char *right)
{
    if (s.n && s.s[0] == *left)
        s = str_slice(s, 1, s.n);
    if (s.n && s.s[s.n - 1] == *right)
        s.n--;
    return s;
}

static struct str clean_copy(struct arena *arena, struct str s)
{
    struct buf clean = {0};
    if (!s.n)
        return STR_NONE;
    utf8_repair(s.s, s.n, &clean);
    struct str copy = str_copy(arena, buf_str(&clean));
    buf_release(&clean);
    return copy;
}

static enum status decode_content(const struct ingest_rules *r, struct raw_doc *page, enum content content,
                                  struct doc *d, struct fault *f)
{
    return content == CONTENT_TEXT ? text_decode(r, page, d, f) : html_decode(r, page, d, f);
}

enum status warc_decode(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d, struct fault *f)
{
    struct str head, body, http, packed;
    head_split(buf_str(&raw->bytes), &head, &body);
    enum content content = content_of(head);
    struct raw_doc page = {.path = raw->path, .default_date = raw->default_date};
    int32_t fetched = ingest_date(str_slice(head_field(head, STR("WARC-Date")), 0, 10));
    page.latest_date = fetched == DAY_NONE ? 0 : fetched;
    const char *why = NULL;
    if (content == CONTENT_ANSWER) {
        head_split(body, &http, &packed);
        page.charset = clean_copy(d->arena, http_charset(http)).s;
        why = http_body(http, packed, INGEST_MAX_DOC_BYTES, &page.bytes);
    } else {
        buf_add_str(&page.bytes, body);
    }
    enum status status =
        why ? fault_set(f, ST_INPUT, "%s: %s", raw->path, why) : decode_content(r, &page, content, d, f);
    buf_release(&page.bytes);
    if (status)
        return status;
    struct str url = without(head_field(head, STR("WARC-Target-URI")), "<", ">");
    struct str id = without(head_field(head, STR("WARC-Record-ID")), "<", ">");
    if (url.n)
        d->url = clean_copy(d->arena, url);
    if (id.n)
        d->id = clean_copy(d->arena, id);
    return OK;
}
