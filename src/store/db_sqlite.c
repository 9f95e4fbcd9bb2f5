/* The back end that needs nothing but a file: WAL, several readers while one writes. */
#include "store/db_int.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

enum { APPLICATION_ID = 0x456e746e }; /* "Entn": tells our files from other SQLite files */

struct lite {
    struct db db;
    sqlite3 *file;
};
struct lite_stmt {
    struct db_stmt stmt;
    sqlite3_stmt *q;
};

static sqlite3 *file_of(struct db *db)
{
    return ((struct lite *)db)->file;
}
static sqlite3_stmt *query_of(struct db_stmt *q)
{
    return ((struct lite_stmt *)q)->q;
}

static enum status failed(struct db *db, const char *doing, struct fault *f)
{
    return fault_set(f, ST_ENVIRONMENT, "store %s: cannot %s: %s", db->uri, doing, sqlite3_errmsg(file_of(db)));
}

static enum status lite_exec(struct db *db, const char *sql, struct fault *f)
{
    return sqlite3_exec(file_of(db), sql, NULL, NULL, NULL) == SQLITE_OK ? OK : failed(db, "carry out a statement", f);
}

static enum status lite_define(struct db *db, const char *sql, struct fault *f)
{
    static const struct db_word types[] = {{"ROWNUMBER", "INTEGER"}, {"ROWKEY", "INTEGER"}, {0}};
    struct buf own = {0};
    db_translate(sql, types, "sqlite", 0, &own);
    enum status status = lite_exec(db, own.s ? own.s : "", f);
    buf_release(&own);
    return status;
}

static enum status pragma_number(struct db *db, const char *sql, int *out, struct fault *f)
{
    sqlite3_stmt *q;
    if (sqlite3_prepare_v2(file_of(db), sql, -1, &q, NULL) != SQLITE_OK)
        return failed(db, "read its header", f);
    enum status status = OK;
    if (sqlite3_step(q) == SQLITE_ROW)
        *out = sqlite3_column_int(q, 0);
    else
        status = failed(db, "read its header", f);
    sqlite3_finalize(q);
    return status;
}

static enum status lite_schema(struct db *db, int *out, struct fault *f)
{
    int version = 0, application = 0, tables = 0;
    if (pragma_number(db, "PRAGMA user_version", &version, f) ||
        pragma_number(db, "PRAGMA application_id", &application, f) ||
        pragma_number(db, "SELECT count(*) FROM sqlite_schema", &tables, f))
        return f->status;
    *out = application == APPLICATION_ID ? version : !version && !application && !tables ? 0 : -1;
    return OK;
}

static enum status lite_set_schema(struct db *db, int number, struct fault *f)
{
    struct buf sql = {0};
    buf_printf(&sql, "PRAGMA application_id = %d; PRAGMA user_version = %d;", APPLICATION_ID, number);
    enum status status = lite_exec(db, sql.s, f);
    buf_release(&sql);
    return status;
}

static enum status lite_begin(struct db *db, struct fault *f)
{
    return lite_exec(db, "BEGIN IMMEDIATE", f);
}

static enum status lite_commit(struct db *db, struct fault *f)
{
    return lite_exec(db, "COMMIT", f);
}

static void lite_rollback(struct db *db)
{
    if (!sqlite3_get_autocommit(file_of(db)))
        sqlite3_exec(file_of(db), "ROLLBACK", NULL, NULL, NULL);
}

static enum status lite_prepare(struct db *db, const char *sql, bool few, struct db_stmt **out, struct fault *f)
{
    sqlite3_stmt *q;
    if (sqlite3_prepare_v3(file_of(db), sql, -1, few ? SQLITE_PREPARE_PERSISTENT : 0, &q, NULL) != SQLITE_OK)
        return failed(db, "prepare a statement", f);
    struct lite_stmt *s = malloc(sizeof *s);
    if (!s)
        out_of_memory(sizeof *s);
    *s = (struct lite_stmt){{db}, q};
    *out = &s->stmt;
    return OK;
}

static enum status lite_load(struct db *db, const char *table, const char *columns, unsigned n_columns,
                             struct db_stmt **out, struct fault *f)
{
    struct buf sql = {0};
    buf_printf(&sql, "INSERT INTO %s%s%s%s VALUES (", table, columns ? " (" : "", columns ? columns : "",
               columns ? ")" : "");
    for (unsigned i = 0; i < n_columns; i++)
        buf_add_str(&sql, i ? STR(",?") : STR("?"));
    buf_add_str(&sql, STR(")"));
    enum status status = lite_prepare(db, sql.s, true, out, f);
    buf_release(&sql);
    return status;
}

static void lite_rest(struct db_stmt *q)
{
    sqlite3_reset(query_of(q));
    sqlite3_clear_bindings(query_of(q));
}

static enum status lite_loaded(struct db_stmt *q, struct fault *f)
{
    (void)f; /* each row was written by its step */
    lite_rest(q);
    return OK;
}

/* A bind fails for want of memory or for a number out of range, which is a mistake of ours: the step tells. */
static void lite_bind_null(struct db_stmt *q, int at)
{
    sqlite3_bind_null(query_of(q), at);
}
static void lite_bind_int(struct db_stmt *q, int at, int64_t v)
{
    sqlite3_bind_int64(query_of(q), at, v);
}
static void lite_bind_real(struct db_stmt *q, int at, double v)
{
    sqlite3_bind_double(query_of(q), at, v);
}
static void lite_bind_text(struct db_stmt *q, int at, struct str s)
{
    sqlite3_bind_text(query_of(q), at, s.s, (int)s.n, SQLITE_STATIC);
}

/* A row that is written ends by itself, so that the next can be bound. */
static enum status lite_step(struct db_stmt *q, bool *out_row, struct fault *f)
{
    sqlite3_stmt *own = query_of(q);
    int rc = sqlite3_step(own);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return failed(q->db, sqlite3_column_count(own) ? "read" : "write", f);
    *out_row = rc == SQLITE_ROW;
    if (rc == SQLITE_DONE)
        sqlite3_reset(own);
    return OK;
}

static void lite_finish(struct db_stmt *q)
{
    sqlite3_finalize(query_of(q));
    free(q);
}

static enum db_type lite_type(struct db_stmt *q, int column)
{
    switch (sqlite3_column_type(query_of(q), column)) {
    case SQLITE_NULL:
        return DB_NULL;
    case SQLITE_INTEGER:
        return DB_INT;
    case SQLITE_FLOAT:
        return DB_REAL;
    default:
        return DB_TEXT;
    }
}
static int64_t lite_int(struct db_stmt *q, int column)
{
    return sqlite3_column_int64(query_of(q), column);
}
static double lite_real(struct db_stmt *q, int column)
{
    return sqlite3_column_double(query_of(q), column);
}
static struct str lite_text(struct db_stmt *q, int column)
{
    const char *text = (const char *)sqlite3_column_text(query_of(q), column);
    return (struct str){text, text ? (uint32_t)sqlite3_column_bytes(query_of(q), column) : 0};
}
static int lite_n_columns(struct db_stmt *q)
{
    return sqlite3_column_count(query_of(q));
}
static const char *lite_column_name(struct db_stmt *q, int column)
{
    return sqlite3_column_name(query_of(q), column);
}

static void lite_close(struct db *db)
{
    sqlite3_close_v2(file_of(db));
    free(db);
}

static const struct db_ops LITE = {
    .kind = DB_SQLITE,
    .close = lite_close,
    .schema = lite_schema,
    .set_schema = lite_set_schema,
    .exec = lite_exec,
    .define = lite_define,
    .begin = lite_begin,
    .commit = lite_commit,
    .rollback = lite_rollback,
    .prepare = lite_prepare,
    .load = lite_load,
    .loaded = lite_loaded,
    .bind_null = lite_bind_null,
    .bind_int = lite_bind_int,
    .bind_real = lite_bind_real,
    .bind_text = lite_bind_text,
    .step = lite_step,
    .rest = lite_rest,
    .finish = lite_finish,
    .type = lite_type,
    .integer = lite_int,
    .real = lite_real,
    .text = lite_text,
    .n_columns = lite_n_columns,
    .column_name = lite_column_name,
};

/* ---- opening --------------------------------------------------------------------------------------------------- */

/* WAL with NORMAL: a killed process loses nothing committed; readers and one writer do not wait for each other. The
 * change to WAL needs the file for itself and does not wait by itself for others who open it at the same moment. A file
 * that is somebody else's is left as it is. */
static enum status set_journal(struct lite *l, struct fault *f)
{
    enum { PAUSE_MS = 10 };
    int number;
    if (lite_schema(&l->db, &number, f) || number < 0)
        return number < 0 ? OK : f->status;
    for (int waited_ms = 0;; waited_ms += PAUSE_MS) {
        int rc = sqlite3_exec(l->file, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if (rc == SQLITE_OK)
            break;
        if (rc != SQLITE_BUSY || waited_ms >= BUSY_MS)
            return failed(&l->db, "set its journal", f);
        sqlite3_sleep(PAUSE_MS);
    }
    /* Pages at hand when the rows of a document go into indices anywhere: 32 MB at most (db_expect_many: more). */
    return lite_exec(&l->db, "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768", f);
}

/* A reader of a WAL database has to make a file beside it. Where it may not (a folder, a medium that is read-only), the
 * file is read as it stands, provided that no log lies there: then it is whole. */
static int open_beside_nothing(struct lite *l)
{
    struct buf name = {0};
    buf_printf(&name, "%s-wal", l->db.uri);
    bool has_log = access(name.s, F_OK) == 0;
    buf_clear(&name);
    buf_add_str(&name, STR("file:"));
    for (const char *c = l->db.uri; *c; c++) {
        if (strchr("%?#", *c))
            buf_printf(&name, "%%%02X", (unsigned)*c);
        else
            buf_add_char(&name, *c);
    }
    buf_add_str(&name, STR("?immutable=1"));
    int rc = SQLITE_OK; /* with a log, what is wrong is left to be met and named by the next statement */
    if (!has_log) {
        sqlite3_close_v2(l->file);
        rc = sqlite3_open_v2(name.s, &l->file, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    }
    buf_release(&name);
    return rc;
}

static int open_file(struct lite *l, enum db_access mode)
{
    if (mode == DB_WRITE)
        return sqlite3_open_v2(l->db.uri, &l->file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                               NULL);
    int rc = sqlite3_open_v2(l->db.uri, &l->file, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_busy_timeout(l->file, BUSY_MS);
    /* It is really opened by its first use. What else may be wrong is found when the schema is looked at. */
    int used = sqlite3_exec(l->file, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    return used == SQLITE_CANTOPEN || used == SQLITE_READONLY ? open_beside_nothing(l) : rc;
}

static enum status set_up(struct lite *l, enum db_access mode, struct fault *f)
{
    const char *path = l->db.uri;
    if (mode == DB_READ && access(path, F_OK) != 0 && errno == ENOENT)
        return fault_set(f, ST_ENVIRONMENT, "store %s: there is no such file; read something into it first", path);
    if (open_file(l, mode) != SQLITE_OK)
        return fault_set(f, ST_ENVIRONMENT, "store %s: cannot open: %s", path,
                         l->file ? sqlite3_errmsg(l->file) : "out of memory");
    sqlite3_busy_timeout(l->file, BUSY_MS);
    return mode == DB_WRITE ? set_journal(l, f) : OK;
}

enum status db_open_sqlite(const char *path, enum db_access mode, struct db **out, struct fault *f)
{
    struct lite *l = calloc(1, sizeof *l);
    if (!l)
        out_of_memory(sizeof *l);
    l->db.ops = &LITE;
    l->db.uri = strdup(path);
    if (!l->db.uri)
        out_of_memory(strlen(path));
    enum status status = set_up(l, mode, f);
    if (status)
        db_close(&l->db);
    else
        *out = &l->db;
    return status;
}
