/* The back end for many machines at one store. libpq is loaded when a URI asks for it, so that the program runs
 * without. Our tables stand in a PostgreSQL schema of their own, "entente", in the database that the URI names. */
#include "store/db_int.h"

#include <assert.h>
#include <dlfcn.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    FETCH_ROWS = 2000,      /* of a long answer, at a time */
    COPY_BYTES = 1 << 20,   /* gathered before they are sent */
    WRITER_LOCK = 0x456e74, /* the advisory lock that makes writers wait for each other, as they do in SQLite */
    NUMBER_BYTES = 32,
};

#define PQ_FUNCTIONS(X)                                                                                                \
    X(PQconnectdb)                                                                                                     \
    X(PQconninfoParse)                                                                                                 \
    X(PQconninfoFree)                                                                                                  \
    X(PQfreemem)                                                                                                       \
    X(PQfinish)                                                                                                        \
    X(PQstatus)                                                                                                        \
    X(PQerrorMessage)                                                                                                  \
    X(PQexec)                                                                                                          \
    X(PQexecParams)                                                                                                    \
    X(PQprepare)                                                                                                       \
    X(PQexecPrepared)                                                                                                  \
    X(PQresultStatus)                                                                                                  \
    X(PQclear)                                                                                                         \
    X(PQntuples)                                                                                                       \
    X(PQnfields)                                                                                                       \
    X(PQfname)                                                                                                         \
    X(PQftype)                                                                                                         \
    X(PQgetisnull)                                                                                                     \
    X(PQgetvalue)                                                                                                      \
    X(PQgetlength)                                                                                                     \
    X(PQputCopyData)                                                                                                   \
    X(PQputCopyEnd)                                                                                                    \
    X(PQgetResult)                                                                                                     \
    X(PQtransactionStatus)                                                                                             \
    X(PQsetNoticeProcessor)

struct pq {
    void *library;
#define MEMBER(name) __typeof__(name) *name;
    PQ_FUNCTIONS(MEMBER)
#undef MEMBER
};

struct gres {
    struct db db;
    struct pq pq;
    PGconn *conn;
    unsigned n_names;   /* of statements and cursors, so far */
    unsigned n_cursors; /* open now */
    bool for_cursors;   /* the transaction was begun by the first of them */
};

enum { INT8 = 20, INT2 = 21, INT4 = 23, TEXT = 25, FLOAT4 = 700, FLOAT8 = 701, NUMERIC = 1700 }; /* of pg_type.dat */

struct param {
    const char *text; /* NULL: null */
    Oid type;         /* 0: as the server thinks */
    char number[NUMBER_BYTES];
};

struct gres_stmt {
    struct db_stmt stmt;
    char *sql; /* of a load: the table and its columns */
    char name[24];
    bool few, is_load, prepared, open, ended;
    unsigned n_params;
    struct param *param;
    struct str *load; /* of a load: the texts bound, n_params of them */
    struct buf copy;
    bool bad_text;
    PGresult *rows;
    int row, n_rows;
};

static struct gres *of_db(struct db *db)
{
    return (struct gres *)db;
}
static struct gres_stmt *of_stmt(struct db_stmt *q)
{
    return (struct gres_stmt *)q;
}
static struct gres *server_of(const struct gres_stmt *s)
{
    return of_db(s->stmt.db);
}

static enum status failed(struct gres *g, const char *doing, struct fault *f)
{
    struct str words = str_trim(str_of(g->pq.PQerrorMessage(g->conn)));
    enum status status = fault_set(f, ST_ENVIRONMENT, "store %s: cannot %s: %.*s", g->db.uri, doing, STR_ARG(words));
    for (char *c = f ? f->message : NULL; c && *c; c++)
        if (*c == '\n' || *c == '\t')
            *c = ' ';
    return status;
}

/* Takes the result over. */
static enum status take(struct gres *g, PGresult *r, const char *doing, PGresult **out, struct fault *f)
{
    ExecStatusType got = g->pq.PQresultStatus(r);
    if (got != PGRES_COMMAND_OK && got != PGRES_TUPLES_OK && got != PGRES_COPY_IN) {
        g->pq.PQclear(r);
        return failed(g, doing, f);
    }
    if (out)
        *out = r;
    else
        g->pq.PQclear(r);
    return OK;
}

static enum status command(struct gres *g, const char *sql, const char *doing, struct fault *f)
{
    return take(g, g->pq.PQexec(g->conn, sql), doing, NULL, f);
}

static enum status gres_exec(struct db *db, const char *sql, struct fault *f)
{
    return command(of_db(db), sql, "carry out a statement", f);
}

/* ---- the words ------------------------------------------------------------------------------------------------- */

/* Collation "C" is SQLite's order: by bytes. */
static const struct db_word TYPES[] = {
    {"ROWNUMBER", "BIGINT GENERATED BY DEFAULT AS IDENTITY"},
    {"ROWKEY", "BIGINT"},
    {"REAL", "DOUBLE PRECISION"},
    {"TEXT", "TEXT COLLATE \"C\""},
    {"BLOB", "BYTEA"},
    {"WITHOUT", ""},
    {"ROWID", ""},
    {0},
};
static const struct db_word FUNCTIONS[] = {{"instr", "strpos"}, {"group_concat", "string_agg"}, {0}};

static enum status gres_define(struct db *db, const char *sql, struct fault *f)
{
    struct buf own = {0};
    db_translate(sql, TYPES, "postgresql", 0, &own);
    enum status status = own.n ? command(of_db(db), own.s, "make its tables", f) : OK;
    buf_release(&own);
    return status;
}

/* ---- the schema's number --------------------------------------------------------------------------------------- */

static enum status gres_schema(struct db *db, int *out, struct fault *f)
{
    struct gres *g = of_db(db);
    PGresult *r;
    if (take(g,
             g->pq.PQexec(g->conn, "SELECT to_regclass('entente.entente_schema') IS NOT NULL, "
                                   "EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                                   "WHERE n.nspname = 'entente')"),
             "read its header", &r, f))
        return f->status;
    bool ours = *g->pq.PQgetvalue(r, 0, 0) == 't', taken = *g->pq.PQgetvalue(r, 0, 1) == 't';
    g->pq.PQclear(r);
    if (!ours) {
        *out = taken ? -1 : 0;
        return OK;
    }
    if (take(g, g->pq.PQexec(g->conn, "SELECT number FROM entente.entente_schema"), "read its header", &r, f))
        return f->status;
    *out = g->pq.PQntuples(r) ? atoi(g->pq.PQgetvalue(r, 0, 0)) : 0;
    g->pq.PQclear(r);
    return OK;
}

static enum status gres_set_schema(struct db *db, int number, struct fault *f)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "CREATE TABLE IF NOT EXISTS entente_schema (number BIGINT NOT NULL); DELETE FROM entente_schema; "
             "INSERT INTO entente_schema VALUES (%d)",
             number);
    return command(of_db(db), sql, "number its schema", f);
}

/* ---- transactions ---------------------------------------------------------------------------------------------- */

static enum status gres_begin(struct db *db, struct fault *f)
{
    struct gres *g = of_db(db);
    char lock[80];
    assert(g->n_cursors == 0);
    snprintf(lock, sizeof lock, "SELECT pg_advisory_xact_lock(%d)", WRITER_LOCK);
    if (command(g, "BEGIN", "begin to write", f))
        return f->status;
    enum status status = command(g, lock, "begin to write: another writer is at work", f);
    if (status)
        g->pq.PQclear(g->pq.PQexec(g->conn, "ROLLBACK"));
    return status;
}

static enum status gres_commit(struct db *db, struct fault *f)
{
    struct gres *g = of_db(db);
    if (g->pq.PQtransactionStatus(g->conn) == PQTRANS_INERROR)
        return fault_set(f, ST_ENVIRONMENT, "store %s: cannot keep what was written: a statement before failed",
                         db->uri);
    return command(g, "COMMIT", "keep what was written", f);
}

static void gres_rollback(struct db *db)
{
    struct gres *g = of_db(db);
    for (unsigned i = 0; i < db->n_kept; i++)
        buf_clear(&of_stmt(db->kept[i].q)->copy);
    PGTransactionStatusType now = g->pq.PQtransactionStatus(g->conn);
    if (now == PQTRANS_INTRANS || now == PQTRANS_INERROR)
        g->pq.PQclear(g->pq.PQexec(g->conn, "ROLLBACK"));
}

/* ---- statements ------------------------------------------------------------------------------------------------ */

static unsigned count_params(const char *sql)
{
    unsigned most = 0;
    for (const char *p = sql; (p = strchr(p, '$')); p++) {
        unsigned n = (unsigned)strtoul(p + 1, NULL, 10);
        most = n > most ? n : most;
    }
    return most;
}

static struct gres_stmt *stmt_new(struct gres *g, unsigned n_params)
{
    struct gres_stmt *s = calloc(1, sizeof *s);
    if (!s)
        out_of_memory(sizeof *s);
    s->stmt.db = &g->db;
    s->n_params = n_params;
    s->param = calloc(n_params + 1, sizeof *s->param);
    s->load = calloc(n_params + 1, sizeof *s->load);
    if (!s->param || !s->load)
        out_of_memory(n_params * sizeof *s->param);
    return s;
}

static enum status gres_prepare(struct db *db, const char *sql, bool few, struct db_stmt **out, struct fault *f)
{
    (void)f; /* the server is asked at the first step */
    struct gres *g = of_db(db);
    struct buf own = {0};
    db_translate(sql, FUNCTIONS, NULL, '$', &own);
    struct gres_stmt *s = stmt_new(g, count_params(own.s));
    s->sql = own.s; /* handed over */
    s->few = few || (!str_starts(str_of(own.s), STR("SELECT")) && !str_starts(str_of(own.s), STR("WITH")));
    snprintf(s->name, sizeof s->name, "entente_%u", ++g->n_names);
    *out = &s->stmt;
    return OK;
}

static enum status gres_load(struct db *db, const char *table, const char *columns, unsigned n_columns,
                             struct db_stmt **out, struct fault *f)
{
    (void)f;
    struct buf sql = {0};
    buf_printf(&sql, "COPY %s%s%s%s FROM STDIN", table, columns ? " (" : "", columns ? columns : "",
               columns ? ")" : "");
    struct gres_stmt *s = stmt_new(of_db(db), n_columns);
    s->sql = sql.s; /* handed over */
    s->is_load = true;
    *out = &s->stmt;
    return OK;
}

static struct param *param_at(struct db_stmt *q, int at)
{
    struct gres_stmt *s = of_stmt(q);
    assert(at >= 1 && (unsigned)at <= s->n_params);
    return &s->param[at - 1];
}

static void bind_number(struct db_stmt *q, int at, Oid type, int n)
{
    struct param *p = param_at(q, at);
    p->text = p->number;
    p->type = type;
    of_stmt(q)->load[at - 1] = (struct str){p->number, (uint32_t)n};
}

static void gres_bind_null(struct db_stmt *q, int at)
{
    param_at(q, at)->text = NULL;
}

static void gres_bind_int(struct db_stmt *q, int at, int64_t v)
{
    bind_number(q, at, INT8, snprintf(param_at(q, at)->number, NUMBER_BYTES, "%lld", (long long)v));
}

static void gres_bind_real(struct db_stmt *q, int at, double v)
{
    bind_number(q, at, FLOAT8, snprintf(param_at(q, at)->number, NUMBER_BYTES, "%.17g", v));
}

/* libpq takes texts that end with a NUL: ours need not, so they are copied behind each other when they are sent. */
static void gres_bind_text(struct db_stmt *q, int at, struct str v)
{
    struct gres_stmt *s = of_stmt(q);
    if (memchr(v.s, 0, v.n))
        s->bad_text = true;
    param_at(q, at)->text = v.s;
    param_at(q, at)->type = TEXT;
    s->load[at - 1] = v;
}

static void end_rows(struct gres_stmt *s)
{
    if (s->rows)
        server_of(s)->pq.PQclear(s->rows);
    s->rows = NULL;
    s->row = s->n_rows = 0;
}

/* Ends the cursor, and the transaction that was begun for it. */
static void close_cursor(struct gres_stmt *s)
{
    struct gres *g = server_of(s);
    char sql[48];
    if (!s->open)
        return;
    s->open = false;
    g->n_cursors--;
    snprintf(sql, sizeof sql, "CLOSE %s", s->name);
    if (g->n_cursors == 0 && g->for_cursors) {
        g->for_cursors = false;
        g->pq.PQclear(g->pq.PQexec(g->conn, "ROLLBACK"));
    } else if (g->pq.PQtransactionStatus(g->conn) == PQTRANS_INTRANS) {
        g->pq.PQclear(g->pq.PQexec(g->conn, sql));
    }
}

static void gres_rest(struct db_stmt *q)
{
    struct gres_stmt *s = of_stmt(q);
    end_rows(s);
    close_cursor(s);
    s->ended = s->bad_text = false;
    memset(s->param, 0, s->n_params * sizeof *s->param);
    memset(s->load, 0, s->n_params * sizeof *s->load);
}

/* The parameters as libpq wants them. */
struct sent_params {
    const char **values;
    Oid *types;
    struct buf texts;
};

static void params_build(const struct gres_stmt *s, struct sent_params *out)
{
    *out = (struct sent_params){
        calloc(s->n_params + 1, sizeof *out->values), calloc(s->n_params + 1, sizeof *out->types), {0}};
    size_t *at = calloc(s->n_params + 1, sizeof *at);
    if (!out->values || !out->types || !at)
        out_of_memory(s->n_params * sizeof *at);
    for (unsigned i = 0; i < s->n_params; i++) {
        at[i] = out->texts.n;
        out->types[i] = s->param[i].type;
        if (!s->param[i].text)
            continue;
        buf_add_str(&out->texts, s->load[i]);
        buf_add(&out->texts, "", 1);
    }
    for (unsigned i = 0; i < s->n_params; i++)
        out->values[i] = s->param[i].text ? out->texts.s + at[i] : NULL;
    free(at);
}

static void params_release(struct sent_params *p)
{
    free((void *)p->values);
    free(p->types);
    buf_release(&p->texts);
}

static enum status send_few(struct gres_stmt *s, const struct sent_params *p, struct fault *f)
{
    struct gres *g = server_of(s);
    int n = (int)s->n_params;
    if (!s->prepared) {
        if (take(g, g->pq.PQprepare(g->conn, s->name, s->sql, n, p->types), "prepare a statement", NULL, f))
            return f->status;
        s->prepared = true;
    }
    return take(g, g->pq.PQexecPrepared(g->conn, s->name, n, p->values, NULL, NULL, 0), "carry out a statement",
                &s->rows, f);
}

static enum status open_cursor(struct gres_stmt *s, const struct sent_params *p, struct fault *f)
{
    struct gres *g = server_of(s);
    if (g->pq.PQtransactionStatus(g->conn) == PQTRANS_IDLE) {
        if (command(g, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", "begin to read", f))
            return f->status;
        g->for_cursors = true;
    }
    struct buf sql = {0};
    buf_printf(&sql, "DECLARE %s NO SCROLL CURSOR FOR %s", s->name, s->sql);
    g->n_cursors++;
    s->open = true;
    enum status status = take(
        g, g->pq.PQexecParams(g->conn, sql.s, (int)s->n_params, p->types, p->values, NULL, NULL, 0), "read", NULL, f);
    buf_release(&sql);
    return status;
}

static enum status fetch(struct gres_stmt *s, struct fault *f)
{
    struct gres *g = server_of(s);
    char sql[64];
    end_rows(s);
    snprintf(sql, sizeof sql, "FETCH %d FROM %s", FETCH_ROWS, s->name);
    if (take(g, g->pq.PQexec(g->conn, sql), "read", &s->rows, f))
        return f->status;
    s->n_rows = g->pq.PQntuples(s->rows);
    s->ended = s->n_rows < FETCH_ROWS;
    return OK;
}

static enum status start(struct gres_stmt *s, struct fault *f)
{
    struct sent_params params;
    if (s->bad_text)
        return fault_set(f, ST_INPUT, "PostgreSQL keeps no text that holds the character U+0000");
    params_build(s, &params);
    enum status status = s->few ? send_few(s, &params, f) : open_cursor(s, &params, f);
    params_release(&params);
    if (status)
        return status;
    if (!s->few)
        return fetch(s, f);
    s->n_rows = server_of(s)->pq.PQntuples(s->rows);
    s->ended = true;
    return OK;
}

/* ---- COPY ------------------------------------------------------------------------------------------------------ */

static void copy_value(struct buf *out, struct str v)
{
    for (uint32_t i = 0, from = 0; i <= v.n; i++) {
        const char *escaped = i == v.n         ? ""
                              : v.s[i] == '\\' ? "\\\\"
                              : v.s[i] == '\n' ? "\\n"
                              : v.s[i] == '\t' ? "\\t"
                              : v.s[i] == '\r' ? "\\r"
                                               : NULL;
        if (!escaped)
            continue;
        buf_add(out, v.s + from, i - from);
        buf_add_str(out, str_of(escaped));
        from = i + 1;
    }
}

static enum status copy_send(struct gres_stmt *s, struct fault *f)
{
    struct gres *g = server_of(s);
    if (s->copy.n == 0)
        return OK;
    if (command(g, s->sql, "write", f))
        return f->status;
    bool sent = g->pq.PQputCopyData(g->conn, s->copy.s, (int)s->copy.n) == 1 && g->pq.PQputCopyEnd(g->conn, NULL) == 1;
    enum status status = sent ? OK : failed(g, "write", f);
    for (PGresult *r; (r = g->pq.PQgetResult(g->conn));)
        if (status)
            g->pq.PQclear(r);
        else
            status = take(g, r, "write", NULL, f);
    buf_clear(&s->copy);
    return status;
}

static enum status copy_row(struct gres_stmt *s, struct fault *f)
{
    if (s->bad_text) {
        s->bad_text = false;
        return fault_set(f, ST_INPUT, "PostgreSQL keeps no text that holds the character U+0000");
    }
    for (unsigned i = 0; i < s->n_params; i++) {
        if (i)
            buf_add_char(&s->copy, '\t');
        if (s->param[i].text)
            copy_value(&s->copy, s->load[i]);
        else
            buf_add_str(&s->copy, STR("\\N"));
    }
    buf_add_char(&s->copy, '\n');
    return s->copy.n >= COPY_BYTES ? copy_send(s, f) : OK;
}

static enum status gres_loaded(struct db_stmt *q, struct fault *f)
{
    enum status status = copy_send(of_stmt(q), f);
    gres_rest(q);
    return status;
}

static enum status gres_step(struct db_stmt *q, bool *out_row, struct fault *f)
{
    struct gres_stmt *s = of_stmt(q);
    if (s->is_load) {
        *out_row = false;
        return copy_row(s, f);
    }
    if (!s->rows) {
        if (start(s, f))
            return f->status;
    } else if (++s->row == s->n_rows && !s->ended) {
        s->row = 0;
        if (fetch(s, f))
            return f->status;
    }
    *out_row = s->row < s->n_rows;
    if (*out_row)
        return OK;
    end_rows(s); /* so that the next can be bound */
    close_cursor(s);
    s->ended = false;
    return OK;
}

static void gres_finish(struct db_stmt *q)
{
    struct gres_stmt *s = of_stmt(q);
    struct gres *g = server_of(s);
    gres_rest(q);
    if (s->prepared) {
        char sql[48];
        snprintf(sql, sizeof sql, "DEALLOCATE %s", s->name);
        if (g->pq.PQtransactionStatus(g->conn) != PQTRANS_INERROR)
            g->pq.PQclear(g->pq.PQexec(g->conn, sql));
    }
    buf_release(&s->copy);
    free(s->sql);
    free(s->param);
    free(s->load);
    free(s);
}

/* ---- columns --------------------------------------------------------------------------------------------------- */

static enum db_type gres_type(struct db_stmt *q, int column)
{
    struct gres_stmt *s = of_stmt(q);
    struct pq *pq = &server_of(s)->pq;
    if (pq->PQgetisnull(s->rows, s->row, column))
        return DB_NULL;
    switch (pq->PQftype(s->rows, column)) {
    case INT2:
    case INT4:
    case INT8:
        return DB_INT;
    case FLOAT4:
    case FLOAT8:
    case NUMERIC:
        return DB_REAL;
    default:
        return DB_TEXT;
    }
}

static struct str gres_text(struct db_stmt *q, int column)
{
    struct gres_stmt *s = of_stmt(q);
    struct pq *pq = &server_of(s)->pq;
    if (pq->PQgetisnull(s->rows, s->row, column))
        return STR_NONE;
    return (struct str){pq->PQgetvalue(s->rows, s->row, column), (uint32_t)pq->PQgetlength(s->rows, s->row, column)};
}

static int64_t gres_int(struct db_stmt *q, int column)
{
    struct str s = gres_text(q, column);
    return s.n ? s.s[0] == 't' ? 1 : strtoll(s.s, NULL, 10) : 0;
}
static double gres_real(struct db_stmt *q, int column)
{
    struct str s = gres_text(q, column);
    return s.n ? strtod(s.s, NULL) : 0;
}
static int gres_n_columns(struct db_stmt *q)
{
    struct gres_stmt *s = of_stmt(q);
    return s->rows ? server_of(s)->pq.PQnfields(s->rows) : 0;
}
static const char *gres_column_name(struct db_stmt *q, int column)
{
    struct gres_stmt *s = of_stmt(q);
    return server_of(s)->pq.PQfname(s->rows, column);
}

static void gres_close(struct db *db)
{
    struct gres *g = of_db(db);
    if (g->conn)
        g->pq.PQfinish(g->conn);
    if (g->pq.library)
        dlclose(g->pq.library);
    free(g);
}

static const struct db_ops GRES = {
    .kind = DB_POSTGRES,
    .close = gres_close,
    .schema = gres_schema,
    .set_schema = gres_set_schema,
    .exec = gres_exec,
    .define = gres_define,
    .begin = gres_begin,
    .commit = gres_commit,
    .rollback = gres_rollback,
    .prepare = gres_prepare,
    .load = gres_load,
    .loaded = gres_loaded,
    .bind_null = gres_bind_null,
    .bind_int = gres_bind_int,
    .bind_real = gres_bind_real,
    .bind_text = gres_bind_text,
    .step = gres_step,
    .rest = gres_rest,
    .finish = gres_finish,
    .type = gres_type,
    .integer = gres_int,
    .real = gres_real,
    .text = gres_text,
    .n_columns = gres_n_columns,
    .column_name = gres_column_name,
};

/* ---- opening --------------------------------------------------------------------------------------------------- */

static enum status load_library(struct gres *g, struct fault *f)
{
    static const char *const names[] = {"libpq.so.5", "libpq.5.dylib", "libpq.so"};
    for (size_t i = 0; i < sizeof names / sizeof names[0] && !g->pq.library; i++)
        g->pq.library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (!g->pq.library)
        return fault_set(f, ST_ENVIRONMENT,
                         "store %s: PostgreSQL's client library (libpq) is not installed on this machine", g->db.uri);
    bool whole = true;
#define LOOK_UP(name) whole &= (*(void **)&g->pq.name = dlsym(g->pq.library, #name)) != NULL;
    PQ_FUNCTIONS(LOOK_UP)
#undef LOOK_UP
    return whole ? OK
                 : fault_set(f, ST_ENVIRONMENT, "store %s: the library libpq lacks a function that we need", g->db.uri);
}

/* The URI as it may be shown: "://user:password@" loses its password. */
static char *without_password(const char *uri)
{
    char *shown = strdup(uri);
    if (!shown)
        out_of_memory(strlen(uri));
    char *user = strstr(shown, "://");
    user = user ? user + 3 : shown;
    char *at = strchr(user, '@'), *colon = strchr(user, ':');
    if (at && colon && colon < at && at < user + strcspn(user, "/?"))
        memmove(colon, at, strlen(at) + 1);
    char *word = strstr(user, "password=");
    if (word)
        memmove(word + 9, word + strcspn(word, "&"), strlen(word + strcspn(word, "&")) + 1);
    return shown;
}

static void say_nothing(void *context, const char *message)
{
    (void)context;
    (void)message; /* notices: "relation exists already" */
}

static enum status set_up(struct gres *g, const char *uri, enum db_access access, struct fault *f)
{
    int number;
    if (load_library(g, f))
        return f->status;
    g->conn = g->pq.PQconnectdb(uri);
    if (g->pq.PQstatus(g->conn) != CONNECTION_OK)
        return failed(g, "open", f);
    g->pq.PQsetNoticeProcessor(g->conn, say_nothing, NULL);
    char settings[384];
    snprintf(settings, sizeof settings,
             "SET client_encoding = 'UTF8'; SET search_path = entente, pg_temp; SET lock_timeout = %d; "
             "SET extra_float_digits = 1; SET bytea_output = 'hex'; SET standard_conforming_strings = on; "
             "SET default_transaction_read_only = %s",
             BUSY_MS, access == DB_READ ? "on" : "off");
    if (command(g, settings, "set up the connection", f) || gres_schema(&g->db, &number, f))
        return f->status;
    if (access == DB_WRITE && number == 0)
        /* two at once: one of them is told that the other was first, and finds it there */
        g->pq.PQclear(g->pq.PQexec(g->conn, "CREATE SCHEMA IF NOT EXISTS entente"));
    return OK;
}

enum status db_open_postgres(const char *uri, enum db_access access, struct db **out, struct fault *f)
{
    struct gres *g = calloc(1, sizeof *g);
    if (!g)
        out_of_memory(sizeof *g);
    g->db.ops = &GRES;
    g->db.uri = without_password(uri);
    enum status status = set_up(g, uri, access, f);
    if (status)
        db_close(&g->db);
    else
        *out = &g->db;
    return status;
}
