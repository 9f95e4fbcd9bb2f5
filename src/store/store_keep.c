/* Removing, compacting, copying. */
#include "store/store_int.h"

/* Takes away what has the key, inside a transaction. */
typedef enum status remove_fn(struct store *s, struct str key, bool *out_found, struct fault *f);

static enum status remove_whole(struct store *s, remove_fn *remove, struct str key, bool *out_found, struct fault *f)
{
    bool found = false;
    if (db_begin(s->db, f))
        return f->status;
    enum status status = remove(s, key, &found, f);
    if (!status)
        status = db_commit(s->db, f);
    if (status)
        db_rollback(s->db);
    else
        *out_found = found;
    return status;
}

/* The log of SQLite holds pages of before: it is emptied, and free pages are overwritten (secure_delete). PostgreSQL
 * keeps removed rows until it is vacuumed. */
static enum status wipe(struct store *s, bool found, struct fault *f)
{
    if (!found)
        return OK;
    if (words_wipe(s, f))
        return f->status;
    return db_exec(s->db, db_kind(s->db) == DB_SQLITE ? "PRAGMA wal_checkpoint(TRUNCATE)" : "VACUUM", f);
}

static enum status forget(struct store *s, remove_fn *remove, struct str key, bool *out_found, struct fault *f)
{
    if (db_kind(s->db) == DB_SQLITE && db_exec(s->db, "PRAGMA secure_delete = ON", f))
        return f->status;
    if (remove_whole(s, remove, key, out_found, f))
        return f->status;
    return wipe(s, *out_found, f);
}

enum status store_forget(struct store *s, struct str id, bool *out_found, struct fault *f)
{
    return forget(s, document_remove, id, out_found, f);
}

static enum status origin_remove(struct store *s, struct str origin, bool *out_found, struct fault *f)
{
    struct db_stmt *q;
    if (imports_remove(s, origin, f) || db_kept(s->db, "DELETE FROM imports WHERE origin = ?1 RETURNING import", &q, f))
        return f->status;
    db_bind_text(q, 1, origin);
    enum status status;
    for (bool row; !(status = db_step(q, &row, f)) && row;)
        *out_found = true;
    db_rest(q);
    return status;
}

enum status store_forget_origin(struct store *s, struct str origin, bool *out_found, struct fault *f)
{
    return forget(s, origin_remove, origin, out_found, f);
}

enum status store_compact(struct store *s, struct fault *f)
{
    if (words_wipe(s, f) || db_exec(s->db, db_kind(s->db) == DB_SQLITE ? "VACUUM" : "VACUUM FULL", f))
        return f->status;
    return db_exec(s->db, "ANALYZE", f);
}

enum status store_backup(struct store *s, const char *path, struct fault *f)
{
    struct db_stmt *q;
    if (db_kind(s->db) != DB_SQLITE)
        return fault_set(f, ST_USAGE, "store %s: a PostgreSQL database is copied by pg_dump --schema=entente",
                         db_uri(s->db));
    if (db_prepare(s->db, "VACUUM INTO ?1", &q, f))
        return f->status;
    db_bind_text(q, 1, str_of(path));
    enum status status = db_run(q, f);
    db_finish(q);
    return status ? fault_context(f, "copying into %s", path) : OK;
}
