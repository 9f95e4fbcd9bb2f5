#include "store/watched.h"

#include "store/store_int.h"

#define COLUMNS "url, feed, item, etag, last_modified, content_hash, first_seen, due, n_versions, n_failures"

static struct str text_at(struct db_stmt *q, int column, struct arena *arena)
{
    struct str s = db_text(q, column);
    return s.n ? str_copy(arena, s) : STR_NONE;
}

static enum status take_row(struct db_stmt *q, struct arena *arena, struct watched *out, bool *found, struct fault *f)
{
    enum status status = db_step(q, found, f);
    if (!status && *found)
        *out = (struct watched){
            .url = text_at(q, 0, arena),
            .feed = text_at(q, 1, arena),
            .item = text_at(q, 2, arena),
            .etag = text_at(q, 3, arena),
            .last_modified = text_at(q, 4, arena),
            .content_hash = (uint64_t)db_int(q, 5),
            .first_seen = db_int(q, 6),
            .due = db_int(q, 7),
            .n_versions = (uint32_t)db_int(q, 8),
            .n_failures = (uint32_t)db_int(q, 9),
        };
    db_rest(q);
    return status;
}

enum status watched_get(struct store *s, struct str url, struct arena *arena, struct watched *out, bool *found,
                        struct fault *f)
{
    static const char sql[] = "SELECT " COLUMNS " FROM watched WHERE url = ?1";
    struct db_stmt *q;
    if (db_kept(s->db, sql, &q, f))
        return f->status;
    db_bind_text(q, 1, url);
    return take_row(q, arena, out, found, f);
}

enum status watched_next(struct store *s, int64_t now, struct arena *arena, struct watched *out, bool *found,
                         struct fault *f)
{
    static const char sql[] = "SELECT " COLUMNS " FROM watched WHERE feed IS NOT NULL AND due <= ?1 "
                              "ORDER BY due, url LIMIT 1";
    struct db_stmt *q;
    if (db_kept(s->db, sql, &q, f))
        return f->status;
    db_bind_int(q, 1, now);
    return take_row(q, arena, out, found, f);
}

static enum status put_row(struct store *s, const struct watched *w, struct fault *f)
{
    static const char sql[] =
        "INSERT INTO watched (" COLUMNS ") VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10) ON CONFLICT (url) DO UPDATE SET "
        "feed = excluded.feed, item = excluded.item, etag = excluded.etag, last_modified = excluded.last_modified, "
        "content_hash = excluded.content_hash, first_seen = excluded.first_seen, due = excluded.due, "
        "n_versions = excluded.n_versions, n_failures = excluded.n_failures";
    struct db_stmt *q;
    if (db_kept(s->db, sql, &q, f))
        return f->status;
    const struct str text[] = {w->url, w->feed, w->item, w->etag, w->last_modified};
    for (int i = 0; i < 5; i++)
        if (text[i].n) /* empty is kept as null */
            db_bind_text(q, 1 + i, text[i]);
    if (w->content_hash)
        db_bind_int(q, 6, (int64_t)w->content_hash);
    db_bind_int(q, 7, w->first_seen);
    db_bind_int(q, 8, w->due);
    db_bind_int(q, 9, w->n_versions);
    db_bind_int(q, 10, w->n_failures);
    enum status status = db_run(q, f);
    db_rest(q);
    return status;
}

enum status watched_put(struct store *s, const struct watched *rows, uint32_t n, struct fault *f)
{
    enum status status = db_begin(s->db, f);
    if (status)
        return status;
    for (uint32_t i = 0; !status && i < n; i++)
        status = put_row(s, &rows[i], f);
    if (!status)
        status = db_commit(s->db, f);
    if (status)
        db_rollback(s->db);
    return status;
}
