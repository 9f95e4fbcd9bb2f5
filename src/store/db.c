/* Which back end, and what is the same in both. */
#include "store/db.h"

#include "store/db_int.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>

enum status db_open(const char *uri, enum db_access access, struct db **out, struct fault *f)
{
    struct str s = str_of(uri);
    if (str_starts(s, STR("postgresql:")) || str_starts(s, STR("postgres:")))
        return db_open_postgres(uri, access, out, f);
    if (str_starts(s, STR("sqlite:")))
        s = str_slice(s, 7, s.n);
    return db_open_sqlite(s.n ? s.s : "entente.db", access, out, f);
}

void db_close(struct db *db)
{
    if (!db)
        return;
    for (unsigned i = 0; i < db->n_kept; i++)
        db->ops->finish(db->kept[i].q);
    char *uri = db->uri;
    db->ops->close(db);
    free(uri);
}

enum db_kind db_kind(const struct db *db)
{
    return db->ops->kind;
}
const char *db_uri(const struct db *db)
{
    return db->uri;
}
enum status db_schema(struct db *db, int *out, struct fault *f)
{
    return db->ops->schema(db, out, f);
}
enum status db_set_schema(struct db *db, int number, struct fault *f)
{
    return db->ops->set_schema(db, number, f);
}
enum status db_exec(struct db *db, const char *sql, struct fault *f)
{
    return db->ops->exec(db, sql, f);
}
enum status db_define(struct db *db, const char *sql, struct fault *f)
{
    return db->ops->define(db, sql, f);
}
enum status db_expect_many(struct db *db, struct fault *f)
{
    return db_kind(db) == DB_SQLITE ? db_exec(db, "PRAGMA cache_size = -262144", f) : OK;
}

enum status db_begin(struct db *db, struct fault *f)
{
    return db->ops->begin(db, f);
}
enum status db_begin_reading(struct db *db, struct fault *f)
{
    return db_exec(db, db_kind(db) == DB_SQLITE ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", f);
}
enum status db_commit(struct db *db, struct fault *f)
{
    return db->ops->commit(db, f);
}
void db_rollback(struct db *db)
{
    db->ops->rollback(db);
}
enum status db_prepare(struct db *db, const char *sql, struct db_stmt **out, struct fault *f)
{
    return db->ops->prepare(db, sql, false, out, f);
}

static bool find_kept(struct db *db, const char *key, struct db_stmt **out)
{
    for (unsigned i = 0; i < db->n_kept; i++)
        if (db->kept[i].sql == key) {
            *out = db->kept[i].q;
            return true;
        }
    return false;
}

static void keep(struct db *db, const char *key, struct db_stmt *q)
{
    assert(db->n_kept < MAX_KEPT);
    db->kept[db->n_kept].sql = key;
    db->kept[db->n_kept++].q = q;
}

enum status db_kept(struct db *db, const char *sql, struct db_stmt **out, struct fault *f)
{
    if (find_kept(db, sql, out))
        return OK;
    if (db->ops->prepare(db, sql, true, out, f))
        return f->status;
    keep(db, sql, *out);
    return OK;
}

enum status db_load(struct db *db, const char *table, const char *columns, unsigned n_columns, struct db_stmt **out,
                    struct fault *f)
{
    for (unsigned i = 0; i < db->n_kept; i++)
        if (strcmp(db->kept[i].sql, table) == 0) {
            *out = db->kept[i].q;
            return OK;
        }
    if (db->ops->load(db, table, columns, n_columns, out, f))
        return f->status;
    keep(db, table, *out);
    return OK;
}

enum status db_loaded(struct db_stmt *q, struct fault *f)
{
    return q->db->ops->loaded(q, f);
}
void db_bind_null(struct db_stmt *q, int at)
{
    q->db->ops->bind_null(q, at);
}
void db_bind_int(struct db_stmt *q, int at, int64_t v)
{
    q->db->ops->bind_int(q, at, v);
}
void db_bind_real(struct db_stmt *q, int at, double v)
{
    q->db->ops->bind_real(q, at, v);
}
void db_bind_text(struct db_stmt *q, int at, struct str s)
{
    q->db->ops->bind_text(q, at, s.n ? s : STR(""));
}
enum status db_step(struct db_stmt *q, bool *out_row, struct fault *f)
{
    return q->db->ops->step(q, out_row, f);
}
enum status db_run(struct db_stmt *q, struct fault *f)
{
    bool row;
    return q->db->ops->step(q, &row, f);
}
void db_rest(struct db_stmt *q)
{
    q->db->ops->rest(q);
}
void db_finish(struct db_stmt *q)
{
    if (q)
        q->db->ops->finish(q);
}
enum db_type db_type(struct db_stmt *q, int column)
{
    return q->db->ops->type(q, column);
}
int64_t db_int(struct db_stmt *q, int column)
{
    return q->db->ops->integer(q, column);
}
double db_real(struct db_stmt *q, int column)
{
    return q->db->ops->real(q, column);
}
struct str db_text(struct db_stmt *q, int column)
{
    return q->db->ops->text(q, column);
}
int db_n_columns(struct db_stmt *q)
{
    return q->db->ops->n_columns(q);
}
const char *db_column_name(struct db_stmt *q, int column)
{
    return q->db->ops->column_name(q, column);
}

/* ---- from the common words into those of one back end ------------------------------------------------------- */

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The end of what begins at p and is to be left alone: a quoted text, a comment; p where there is none. */
static const char *skip_quoted(const char *p)
{
    if (p[0] == '-' && p[1] == '-')
        return p + strcspn(p, "\n");
    if (*p != '\'' && *p != '"')
        return p;
    const char *end = strchr(p + 1, *p);
    return end ? end + 1 : p + strlen(p);
}

/* "-- both" and "-- WHO only": does what follows concern us? */
static bool section_holds(const char *comment, size_t n, const char *section, bool before)
{
    struct str words = str_trim((struct str){comment + 2, (uint32_t)n - 2});
    if (str_is(words, "both"))
        return true;
    bool sqlite = str_is(words, "sqlite only");
    if (!sqlite && !str_is(words, "postgresql only"))
        return before;
    return str_is(STR("sqlite"), section) == sqlite;
}

static void put_word(struct str word, const struct db_word *words, struct buf *out)
{
    for (; words && words->from; words++)
        if (str_is(word, words->from)) {
            buf_add_str(out, str_of(words->to));
            return;
        }
    buf_add_str(out, word);
}

void db_translate(const char *sql, const struct db_word *words, const char *section, char placeholders, struct buf *out)
{
    bool holds = true;
    unsigned n_seen = 0;
    for (const char *p = sql; *p;) {
        const char *end = skip_quoted(p);
        bool comment = end > p && *p == '-';
        if (comment && section)
            holds = section_holds(p, (size_t)(end - p), section, holds);
        if (end == p && is_word(*p)) {
            while (is_word(*end))
                end++;
            if (holds)
                put_word((struct str){p, (uint32_t)(end - p)}, words, out);
        } else if (end == p && *p == '?' && placeholders) {
            buf_add_char(out, placeholders);
            if (!isdigit((unsigned char)*++end))
                buf_printf(out, "%u", ++n_seen);
        } else {
            end += end == p;
            if (holds && !comment)
                buf_add(out, p, (size_t)(end - p));
        }
        p = end;
    }
}
