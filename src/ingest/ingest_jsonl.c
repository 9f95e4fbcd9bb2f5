/* JSON lines: one object a line with the keys id, url, title, date, publisher, lang, author, text. */
#include "ingest/ingest_int.h"

#include "base/utf8.h"

#include <jansson.h>

/* An object that ends in its line, or a line that goes beyond what was read so far. */
bool jsonl_looks_like(struct str head)
{
    if (str_starts(head, STR("\xEF\xBB\xBF")))
        head = str_slice(head, 3, head.n);
    while (head.n && (head.s[0] == ' ' || (head.s[0] >= '\t' && head.s[0] <= '\r')))
        head = str_slice(head, 1, head.n);
    if (head.n < 2 || head.s[0] != '{')
        return false;
    const char *newline = memchr(head.s, '\n', head.n);
    struct str line = str_trim(str_slice(head, 0, newline ? (uint32_t)(newline - head.s) : head.n));
    struct str rest = str_trim(str_slice(line, 1, line.n));
    bool key = rest.n && (rest.s[0] == '"' || rest.s[0] == '}');
    return key && (line.s[line.n - 1] == '}' || !newline);
}

enum status jsonl_take(struct source *s, struct raw_doc *raw, bool *out_end, struct fault *f)
{
    size_t n_line = 0;
    bool blank = true;
    while (source_fill(s)) {
        const char *from = s->chunk + s->at, *newline = memchr(from, '\n', s->n - s->at);
        size_t n = newline ? (size_t)(newline - from) : s->n - s->at;
        n_line += n;
        if (n_line <= INGEST_MAX_DOC_BYTES)
            buf_add(&raw->bytes, from, n);
        for (size_t i = 0; blank && i < n; i++)
            blank = from[i] == ' ' || (from[i] >= '\t' && from[i] <= '\r');
        s->at += n;
        if (!newline)
            continue;
        s->at++;
        s->line++;
        if (!blank)
            goto taken;
        buf_clear(&raw->bytes); /* empty lines are no documents */
        n_line = 0;
    }
    if (blank || s->failed) {
        *out_end = true;
        return OK;
    }
    s->line++;
taken:
    raw->line = s->line;
    if (n_line > INGEST_MAX_DOC_BYTES)
        return fault_set(f, ST_LIMIT, "%s:%u: the line has %zu bytes, more than the limit of %d", s->path, s->line,
                         n_line, INGEST_MAX_DOC_BYTES);
    return OK;
}

static struct str text_of(const struct doc *d, const json_t *value)
{
    if (!json_is_string(value) || json_string_length(value) == 0)
        return STR_NONE;
    struct buf clean = {0};
    utf8_repair(json_string_value(value), json_string_length(value), &clean); /* "\u0000" is allowed in JSON */
    struct str copy = str_copy(d->arena, buf_str(&clean));
    buf_release(&clean);
    return copy;
}

/* The id may be a number. */
static struct str id_of(const struct doc *d, const json_t *value)
{
    if (json_is_integer(value))
        return str_format(d->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    if (json_is_real(value))
        return str_format(d->arena, "%.17g", json_real_value(value));
    return text_of(d, value);
}

static enum status fill(const struct ingest_rules *r, const struct raw_doc *raw, const json_t *o, struct doc *d,
                        struct fault *f)
{
    const json_t *text = json_object_get(o, "text");
    if (!json_is_object(o))
        return fault_set(f, ST_INPUT, "%s:%u: not a JSON object", raw->path, raw->line);
    if (!json_is_string(text))
        return fault_set(f, ST_INPUT, "%s:%u: the object has no string under \"text\"", raw->path, raw->line);
    d->url = text_of(d, json_object_get(o, "url"));
    d->title = text_of(d, json_object_get(o, "title"));
    d->publisher = text_of(d, json_object_get(o, "publisher"));
    d->author = text_of(d, json_object_get(o, "author"));
    d->lang = text_of(d, json_object_get(o, "lang"));
    d->date = ingest_date(text_of(d, json_object_get(o, "date")));
    ingest_set_text(d, json_string_value(text), json_string_length(text));
    d->id = id_of(d, json_object_get(o, "id"));
    if (!d->id.n)
        d->id = str_format(d->arena, "%016llx", (unsigned long long)d->content_hash);
    if (d->pretokenized)
        ingest_blocks_of_lines(d);
    else
        ingest_blocks(r, d, false);
    return OK;
}

enum status jsonl_decode(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d, struct fault *f)
{
    struct buf clean = {0};
    size_t skip = raw->bytes.n >= 3 && memcmp(raw->bytes.s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    uint32_t n_bad = utf8_repair(raw->bytes.s + skip, raw->bytes.n - skip, &clean);
    json_error_t error;
    json_t *o = json_loadb(clean.s ? clean.s : "", clean.n, JSON_ALLOW_NUL, &error);
    enum status status;
    if (!o)
        status = fault_set(f, ST_INPUT, "%s:%u: not valid JSON: %s (byte %d)", raw->path, raw->line, error.text,
                           error.position);
    else
        status = fill(r, raw, o, d, f);
    d->n_bad_bytes += n_bad;
    json_decref(o);
    buf_release(&clean);
    return status;
}
