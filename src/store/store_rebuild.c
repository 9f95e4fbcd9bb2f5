/* What has to be made anew, and of what. */
#include "base/utf8.h"
#include "record/names.h"
#include "store/reprints.h"

#include <stdlib.h>

enum status store_stale(struct store *s, const char *pipeline_version, store_stale_fn *fn, void *context,
                        struct fault *f)
{
    static const char sql[] =
        "SELECT id, pipeline FROM documents WHERE pipeline <> ?1 ORDER BY day NULLS LAST, id"; /* originals first */
    struct db_stmt *q;
    bool row;
    if (db_prepare(s->db, sql, &q, f))
        return f->status;
    db_bind_text(q, 1, str_of(pipeline_version));
    enum status status;
    while (!(status = db_step(q, &row, f)) && row)
        if (!fn(context, db_text(q, 0), db_text(q, 1)))
            break;
    db_finish(q);
    return status;
}

enum status store_mark_stale(struct store *s, struct fault *f)
{
    return db_exec(s->db, "UPDATE documents SET pipeline = ''", f);
}

/* What store_write.c wrote. */
static void blocks_read(struct str blocks, struct doc *d)
{
    struct str start, end, kind;
    uint32_t byte = 0, point = 0;
    d->block.n = 0;
    while (blocks.n && str_cut(&blocks, ' ', &start) && str_cut(&blocks, ' ', &end) && str_cut(&blocks, ' ', &kind)) {
        uint32_t from = (uint32_t)strtoul(start.s, NULL, 10), to = (uint32_t)strtoul(end.s, NULL, 10);
        struct block *b = array_add(d->arena, &d->block);
        b->span.start = point_byte(d->text, byte, point, from);
        b->span.end = byte = point_byte(d->text, b->span.start, from, to);
        b->kind = sent_kind_of(kind);
        point = to;
    }
}

enum status store_kept(struct store *s, struct str id, struct doc *out, struct fault *f)
{
    static const char sql[] =
        "SELECT doc, content_hash, n_bad_bytes, blocks, pretokenized FROM documents WHERE id = ?1";
    struct db_stmt *q;
    bool row = false;
    int64_t doc = 0;
    if (store_document(s, id, out, f) || db_kept(s->db, sql, &q, f))
        return f->status;
    db_bind_text(q, 1, id);
    enum status status = db_step(q, &row, f);
    if (!status && row) {
        doc = db_int(q, 0);
        out->content_hash = (uint64_t)db_int(q, 1);
        out->n_bad_bytes = (uint32_t)db_int(q, 2);
        out->pretokenized = db_int(q, 4) != 0;
        if (db_type(q, 3) != DB_NULL)
            blocks_read(db_text(q, 3), out);
    }
    db_rest(q);
    return status ? status : reprints_print(s, doc, &out->fingerprint, f);
}

static enum status renew(struct store *s, struct fault *f)
{
    if (words_make(s, f) || imports_recount(s, f))
        return f->status;
    return db_commit(s->db, f);
}

enum status store_renew(struct store *s, struct fault *f)
{
    if (db_expect_many(s->db, f) || db_begin(s->db, f))
        return f->status;
    enum status status = renew(s, f);
    if (status)
        db_rollback(s->db);
    return status;
}
