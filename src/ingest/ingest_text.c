/* Plain text: one document a file. */
#include "ingest/ingest_int.h"

#include "base/utf8.h"

enum status text_take(struct source *s, struct raw_doc *raw, bool *out_end, struct fault *f)
{
    if (s->line++) { /* the file was taken before */
        *out_end = true;
        return OK;
    }
    while (source_fill(s)) {
        size_t n = s->n - s->at;
        if (raw->bytes.n + n > INGEST_MAX_DOC_BYTES) {
            s->ended = true;
            s->at = s->n;
            return fault_set(f, ST_LIMIT, "%s is larger than the limit of %d bytes for a document (byte %zu)", s->path,
                             INGEST_MAX_DOC_BYTES, raw->bytes.n + n);
        }
        buf_add(&raw->bytes, s->chunk + s->at, n);
        s->at = s->n;
    }
    return OK;
}

void ingest_set_text(struct doc *d, const char *bytes, size_t n)
{
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        n -= 3;
    }
    struct buf text = {0};
    d->n_bad_bytes = n ? utf8_repair(bytes, n, &text) : 0;
    d->text = str_copy(d->arena, buf_str(&text));
    d->content_hash = str_hash(d->text);
    buf_release(&text);
}

enum status ingest_text(const struct ingest_rules *r, struct str id, struct str bytes, struct doc *d, struct fault *f)
{
    if (bytes.n > INGEST_MAX_DOC_BYTES)
        return fault_set(f, ST_LIMIT, "the text has %u bytes, more than the limit of %d for a document", bytes.n,
                         INGEST_MAX_DOC_BYTES);
    ingest_set_text(d, bytes.s, bytes.n);
    d->id = id.n ? str_copy(d->arena, id) : str_format(d->arena, "%016llx", (unsigned long long)d->content_hash);
    if (d->pretokenized)
        ingest_blocks_of_lines(d);
    else
        ingest_blocks(r, d, true);
    return OK;
}

enum status text_decode(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d, struct fault *f)
{
    bool is_stdin = strcmp(raw->path, "-") == 0;
    return ingest_text(r, is_stdin ? STR_NONE : str_of(raw->path), buf_str(&raw->bytes), d, f);
}
