/* Opening, checking, counting. Writing is in store_write.c, reading in store_read.c. */
#include "store/store.h"

#include "store/store_int.h"

#include <stdlib.h>

#include "schema.gen.inc"

enum {
    STORE_SCHEMA = 1,
    APPLICATION_ID = 0x456e746e, /* "Entn": tells our files from other SQLite files */
    BUSY_MS = 20000,             /* how long a writer waits for another */
};

enum status store_fault(struct store *s, const char *doing, struct fault *f)
{
    return fault_set(f, ST_ENVIRONMENT, "store %s: cannot %s: %s", s->uri, doing, sqlite3_errmsg(s->db));
}

enum status store_prepare(struct store *s, const char *sql, sqlite3_stmt **out, struct fault *f)
{
    return sqlite3_prepare_v2(s->db, sql, -1, out, NULL) == SQLITE_OK ? OK : store_fault(s, "prepare a statement", f);
}

enum status store_exec(struct store *s, const char *sql, struct fault *f)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? OK : store_fault(s, "carry out a statement", f);
}

struct str column_str(sqlite3_stmt *q, int column)
{
    const char *text = (const char *)sqlite3_column_text(q, column);
    return (struct str){text, text ? (uint32_t)sqlite3_column_bytes(q, column) : 0};
}

static enum status pragma_number(struct store *s, const char *sql, int *out, struct fault *f)
{
    sqlite3_stmt *q;
    if (store_prepare(s, sql, &q, f))
        return f->status;
    enum status status = OK;
    if (sqlite3_step(q) == SQLITE_ROW)
        *out = sqlite3_column_int(q, 0);
    else
        status = store_fault(s, "read its header", f);
    sqlite3_finalize(q);
    return status;
}

static enum status check_schema(struct store *s, enum store_mode mode, struct fault *f)
{
    int version = 0, application = 0;
    if (pragma_number(s, "PRAGMA user_version", &version, f) ||
        pragma_number(s, "PRAGMA application_id", &application, f))
        return f->status;
    if (version == STORE_SCHEMA && application == APPLICATION_ID)
        return OK;
    if (version || application)
        return fault_set(f, ST_ENVIRONMENT, "store %s: is not a store of schema %d (application %#x, schema %d)",
                         s->uri, STORE_SCHEMA, (unsigned)application, version);
    int tables = 0;
    if (pragma_number(s, "SELECT count(*) FROM sqlite_schema", &tables, f))
        return f->status;
    if (tables || mode == STORE_READ)
        return fault_set(f, ST_ENVIRONMENT, "store %s: holds %s", s->uri,
                         tables ? "tables that are not Entente's" : "nothing yet; read something into it first");
    struct buf sql = {0};
    buf_printf(&sql, "BEGIN EXCLUSIVE; %s PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT;", SCHEMA_SQL,
               APPLICATION_ID, STORE_SCHEMA);
    enum status status = store_exec(s, sql.s, f);
    buf_release(&sql);
    if (!status)
        return OK;
    /* Another process may have made the schema in the meantime. */
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    struct fault ignored;
    return pragma_number(s, "PRAGMA user_version", &version, &ignored) == OK && version == STORE_SCHEMA ? OK : status;
}

enum status store_open(const char *uri, enum store_mode mode, struct store **out, struct fault *f)
{
    struct str path = str_of(uri);
    if (str_starts(path, STR("postgresql:")) || str_starts(path, STR("postgres:")))
        return fault_set(f, ST_ENVIRONMENT, "store %s: this build keeps stores in SQLite only (sqlite:PATH)", uri);
    if (str_starts(path, STR("sqlite:")))
        path = str_slice(path, 7, path.n);
    struct store *s = calloc(1, sizeof *s);
    if (!s)
        out_of_memory(sizeof *s);
    s->uri = strdup(path.n ? path.s : "entente.db");
    int flags = mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    enum status status = OK;
    if (sqlite3_open_v2(s->uri, &s->db, flags, NULL) != SQLITE_OK) {
        status = fault_set(f, ST_ENVIRONMENT, "store %s: cannot open: %s", s->uri,
                           s->db ? sqlite3_errmsg(s->db) : "out of memory");
    } else {
        sqlite3_busy_timeout(s->db, BUSY_MS);
        /* WAL with NORMAL: a killed process loses nothing committed; readers and one writer do not wait for each other.
         */
        if (mode == STORE_WRITE)
            status =
                store_exec(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON", f);
        if (!status)
            status = check_schema(s, mode, f);
    }
    if (status) {
        store_close(s);
        return status;
    }
    *out = s;
    return OK;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    sqlite3_close_v2(s->db);
    free(s->uri);
    free(s);
}

enum status store_has(struct store *s, struct str doc_id, uint64_t content_hash, const char *pipeline_version,
                      bool *out, struct fault *f)
{
    sqlite3_stmt *q;
    if (store_prepare(s, "SELECT 1 FROM documents WHERE id = ?1 AND content_hash = ?2 AND pipeline = ?3", &q, f))
        return f->status;
    sqlite3_bind_text(q, 1, doc_id.n ? doc_id.s : "", (int)doc_id.n, SQLITE_STATIC);
    sqlite3_bind_int64(q, 2, (sqlite3_int64)content_hash);
    sqlite3_bind_text(q, 3, pipeline_version, -1, SQLITE_STATIC);
    int rc = sqlite3_step(q);
    enum status status = rc == SQLITE_ROW || rc == SQLITE_DONE ? OK : store_fault(s, "look a document up", f);
    if (!status)
        *out = rc == SQLITE_ROW;
    sqlite3_finalize(q);
    return status;
}

enum status store_info(struct store *s, const char *pipeline_version, struct store_counts *out, struct fault *f)
{
    sqlite3_stmt *q;
    if (store_prepare(s,
                      "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM sentences), (SELECT count(*) "
                      "FROM mentions), "
                      "(SELECT count(*) FROM events), (SELECT count(*) FROM statements), "
                      "(SELECT count(*) FROM documents WHERE pipeline <> ?1)",
                      &q, f))
        return f->status;
    sqlite3_bind_text(q, 1, pipeline_version, -1, SQLITE_STATIC);
    enum status status = OK;
    if (sqlite3_step(q) == SQLITE_ROW) {
        uint64_t n[6];
        for (int i = 0; i < 6; i++)
            n[i] = (uint64_t)sqlite3_column_int64(q, i);
        *out = (struct store_counts){n[0], n[1], n[2], n[3], n[4], n[5]};
    } else {
        status = store_fault(s, "count its rows", f);
    }
    sqlite3_finalize(q);
    return status;
}

enum status store_check(struct store *s, struct buf *out, uint32_t *out_n, struct fault *f)
{
    static const char *const checks[] = {"PRAGMA integrity_check", "PRAGMA foreign_key_check"};
    *out_n = 0;
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        sqlite3_stmt *q;
        if (store_prepare(s, checks[i], &q, f))
            return f->status;
        int rc;
        while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
            struct str words = column_str(q, 0);
            if (str_is(words, "ok"))
                continue;
            buf_printf(out, "%.*s\n", STR_ARG(words));
            ++*out_n;
        }
        sqlite3_finalize(q);
        if (rc != SQLITE_DONE)
            return store_fault(s, "check itself", f);
    }
    return OK;
}
