/* Opening, checking, counting. Writing is in store_write.c, reading in store_read.c. */
#include "store/store.h"

#include "store/store_int.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "schema.gen.inc"

enum {
    STORE_SCHEMA = 2,
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

enum status store_kept(struct store *s, const char *sql, sqlite3_stmt **out, struct fault *f)
{
    for (unsigned i = 0; i < s->n_kept; i++)
        if (s->kept[i].sql == sql) {
            *out = s->kept[i].q;
            return OK;
        }
    assert(s->n_kept < MAX_KEPT);
    if (store_prepare(s, sql, out, f))
        return f->status;
    s->kept[s->n_kept].sql = sql;
    s->kept[s->n_kept++].q = *out;
    return OK;
}

void store_rest(sqlite3_stmt *q)
{
    sqlite3_reset(q);
    sqlite3_clear_bindings(q);
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

enum whose { OURS, NOBODYS };

/* Inside a transaction, so that the three numbers are of one moment. */
static enum status read_header(struct store *s, enum whose *out, struct fault *f)
{
    int version = 0, application = 0, tables = 0;
    if (pragma_number(s, "PRAGMA user_version", &version, f) ||
        pragma_number(s, "PRAGMA application_id", &application, f) ||
        pragma_number(s, "SELECT count(*) FROM sqlite_schema", &tables, f))
        return f->status;
    if (version == STORE_SCHEMA && application == APPLICATION_ID)
        *out = OURS;
    else if (!version && !application && !tables)
        *out = NOBODYS;
    else if (application == APPLICATION_ID)
        return fault_set(f, ST_ENVIRONMENT, "store %s: has schema %d, this program works with schema %d", s->uri,
                         version, STORE_SCHEMA);
    else
        return fault_set(f, ST_ENVIRONMENT, "store %s: is a database of another program", s->uri);
    return OK;
}

static enum status make_schema(struct store *s, struct fault *f)
{
    struct buf sql = {0};
    buf_printf(&sql, "%s PRAGMA application_id = %d; PRAGMA user_version = %d;", SCHEMA_SQL, APPLICATION_ID,
               STORE_SCHEMA);
    enum status status = store_exec(s, sql.s, f);
    buf_release(&sql);
    return status;
}

/* Two writers may find an empty file at once: only one of them makes the tables. */
static enum status check_schema(struct store *s, enum store_mode mode, struct fault *f)
{
    enum whose whose = NOBODYS;
    if (store_exec(s, "BEGIN", f))
        return f->status;
    enum status status = read_header(s, &whose, f);
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    if (status || whose == OURS)
        return status;
    if (mode == STORE_READ)
        return fault_set(f, ST_ENVIRONMENT, "store %s: holds nothing yet; read something into it first", s->uri);
    if (store_exec(s, "BEGIN EXCLUSIVE", f))
        return f->status;
    status = read_header(s, &whose, f);
    if (!status && whose == NOBODYS)
        status = make_schema(s, f);
    if (!status)
        status = store_exec(s, "COMMIT", f);
    if (status)
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

/* WAL with NORMAL: a killed process loses nothing committed; readers and one writer do not wait for each other. The
 * change to WAL needs the file for itself and does not wait by itself for others who open it at the same moment. */
static enum status set_journal(struct store *s, struct fault *f)
{
    enum { PAUSE_MS = 10 };
    for (int waited_ms = 0;; waited_ms += PAUSE_MS) {
        int rc = sqlite3_exec(s->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if (rc == SQLITE_OK)
            break;
        if (rc != SQLITE_BUSY || waited_ms >= BUSY_MS)
            return store_fault(s, "set its journal", f);
        sqlite3_sleep(PAUSE_MS);
    }
    return store_exec(s, "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON", f);
}

/* A reader of a WAL database has to make a file beside it. Where it may not (a folder, a medium that is read-only), the
 * file is read as it stands, provided that no log lies there: then it is whole. */
static int open_beside_nothing(struct store *s)
{
    struct buf name = {0};
    buf_printf(&name, "%s-wal", s->uri);
    bool has_log = access(name.s, F_OK) == 0;
    buf_clear(&name);
    buf_add_str(&name, STR("file:"));
    for (const char *c = s->uri; *c; c++) {
        if (strchr("%?#", *c))
            buf_printf(&name, "%%%02X", (unsigned)*c);
        else
            buf_add_char(&name, *c);
    }
    buf_add_str(&name, STR("?immutable=1"));
    int rc = SQLITE_OK; /* with a log, what is wrong is left to be met and named by the next statement */
    if (!has_log) {
        sqlite3_close_v2(s->db);
        rc = sqlite3_open_v2(name.s, &s->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    }
    buf_release(&name);
    return rc;
}

static int open_file(struct store *s, enum store_mode mode)
{
    if (mode == STORE_WRITE)
        return sqlite3_open_v2(s->uri, &s->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    int rc = sqlite3_open_v2(s->uri, &s->db, SQLITE_OPEN_READONLY, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_busy_timeout(s->db, BUSY_MS);
    /* It is really opened by its first use. What else may be wrong is found by check_schema. */
    int used = sqlite3_exec(s->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    return used == SQLITE_CANTOPEN || used == SQLITE_READONLY ? open_beside_nothing(s) : rc;
}

static enum status set_up(struct store *s, enum store_mode mode, struct fault *f)
{
    if (mode == STORE_READ && access(s->uri, F_OK) != 0 && errno == ENOENT)
        return fault_set(f, ST_ENVIRONMENT, "store %s: there is no such file; read something into it first", s->uri);
    if (open_file(s, mode) != SQLITE_OK)
        return fault_set(f, ST_ENVIRONMENT, "store %s: cannot open: %s", s->uri,
                         s->db ? sqlite3_errmsg(s->db) : "out of memory");
    sqlite3_busy_timeout(s->db, BUSY_MS);
    /* Before anything is written: the file may be somebody else's. */
    if (check_schema(s, mode, f))
        return f->status;
    return mode == STORE_WRITE ? set_journal(s, f) : OK;
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
    if (!s->uri)
        out_of_memory(path.n);
    enum status status = set_up(s, mode, f);
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
    for (unsigned i = 0; i < s->n_kept; i++)
        sqlite3_finalize(s->kept[i].q);
    sqlite3_close_v2(s->db);
    free(s->uri);
    free(s);
}

enum status store_has(struct store *s, const struct doc *d, const char *pipeline_version, bool *out, struct fault *f)
{
    static const char sql[] =
        "SELECT 1 FROM documents WHERE id = ?1 AND content_hash = ?2 AND pipeline = ?3 AND day IS ?4 AND "
        "url IS ?5 AND title IS ?6 AND publisher IS ?7 AND author IS ?8 AND lang IS ?9";
    sqlite3_stmt *q;
    if (store_kept(s, sql, &q, f))
        return f->status;
    sqlite3_bind_text(q, 1, d->id.n ? d->id.s : "", (int)d->id.n, SQLITE_STATIC);
    sqlite3_bind_int64(q, 2, (sqlite3_int64)d->content_hash);
    sqlite3_bind_text(q, 3, pipeline_version, -1, SQLITE_STATIC);
    if (d->date != DAY_NONE)
        sqlite3_bind_int(q, 4, d->date);
    const struct str facts[] = {d->url, d->title, d->publisher, d->author, d->lang};
    for (int i = 0; i < 5; i++)
        if (facts[i].n) /* empty is kept as null */
            sqlite3_bind_text(q, 5 + i, facts[i].s, (int)facts[i].n, SQLITE_STATIC);
    int rc = sqlite3_step(q);
    enum status status = rc == SQLITE_ROW || rc == SQLITE_DONE ? OK : store_fault(s, "look a document up", f);
    if (!status)
        *out = rc == SQLITE_ROW;
    store_rest(q);
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
