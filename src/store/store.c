/* Opening, checking, counting. Writing is in store_write.c, reading in store_read.c. */
#include "store/store.h"

#include "base/utf8.h"
#include "store/reprints.h"

#include <stdlib.h>

void bind_day(struct db_stmt *q, int at, int32_t day)
{
    if (day == DAY_NONE)
        db_bind_null(q, at);
    else
        db_bind_int(q, at, day);
}

int32_t day_column(struct db_stmt *q, int column)
{
    return db_type(q, column) == DB_NULL ? DAY_NONE : (int32_t)db_int(q, column);
}

uint32_t point_byte(struct str text, uint32_t at, uint32_t from, uint32_t to)
{
    for (uint32_t n; from < to && at < text.n; from++, at += n)
        utf8_at(text, at, &n);
    return at;
}

static enum status open_as(const char *uri, enum store_mode mode, struct store **out, bool *out_old, struct fault *f)
{
    struct store *s = calloc(1, sizeof *s);
    if (!s)
        out_of_memory(sizeof *s);
    enum status status = db_open(uri, mode == STORE_WRITE ? DB_WRITE : DB_READ, &s->db, f);
    if (!status)
        status = store_schema(s, mode, out_old, f);
    if (status)
        store_close(s);
    else
        *out = s;
    return status;
}

/* A reader who meets an older store has it brought up to date first. */
enum status store_open(const char *uri, enum store_mode mode, struct store **out, struct fault *f)
{
    bool old;
    struct store *s, *writer;
    if (open_as(uri, mode, &s, &old, f))
        return f->status;
    if (old) {
        store_close(s);
        if (open_as(uri, STORE_WRITE, &writer, &old, f))
            return f->status;
        store_close(writer);
        return open_as(uri, mode, out, &old, f);
    }
    *out = s;
    return OK;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    db_close(s->db);
    free(s);
}

enum status store_hold(struct store *s, struct fault *f)
{
    return db_begin_reading(s->db, f);
}

enum status store_has(struct store *s, const struct doc *d, const char *pipeline_version, bool *out, struct fault *f)
{
    static const char sql[] =
        "SELECT 1 FROM documents WHERE id = ?1 AND content_hash = ?2 AND pipeline = ?3 AND day IS NOT DISTINCT FROM ?4 "
        "AND url IS NOT DISTINCT FROM ?5 AND title IS NOT DISTINCT FROM ?6 AND publisher IS NOT DISTINCT FROM ?7 "
        "AND author IS NOT DISTINCT FROM ?8 AND lang IS NOT DISTINCT FROM ?9";
    struct db_stmt *q;
    bool row;
    if (db_kept(s->db, sql, &q, f))
        return f->status;
    db_bind_text(q, 1, d->id);
    db_bind_int(q, 2, (int64_t)d->content_hash);
    db_bind_text(q, 3, str_of(pipeline_version));
    bind_day(q, 4, d->date);
    const struct str facts[] = {d->url, d->title, d->publisher, d->author, d->lang};
    for (int i = 0; i < 5; i++)
        if (facts[i].n) /* empty is kept as null */
            db_bind_text(q, 5 + i, facts[i]);
    enum status status = db_step(q, &row, f);
    if (!status)
        *out = row;
    db_rest(q);
    return status;
}

enum status store_has_actor(struct store *s, struct str code, bool *out, struct fault *f)
{
    static const char *const sql[] = {
        "SELECT 1 FROM events WHERE source_code >= ?1 AND source_code < ?1 || '~' LIMIT 1",
        "SELECT 1 FROM events WHERE target_code >= ?1 AND target_code < ?1 || '~' LIMIT 1",
        "SELECT 1 FROM imported_pairs WHERE source_code >= ?1 AND source_code < ?1 || '~' LIMIT 1",
        "SELECT 1 FROM imported_pairs WHERE target_code >= ?1 AND target_code < ?1 || '~' LIMIT 1",
        "SELECT 1 FROM mentions WHERE code >= ?1 AND code < ?1 || '~' LIMIT 1",
    };
    bool row = false;
    for (size_t i = 0; i < sizeof sql / sizeof *sql && !row; i++) {
        struct db_stmt *q;
        if (db_kept(s->db, sql[i], &q, f))
            return f->status;
        db_bind_text(q, 1, code);
        enum status status = db_step(q, &row, f);
        db_rest(q);
        if (status)
            return status;
    }
    *out = row;
    return OK;
}

enum status store_info(struct store *s, const char *pipeline_version, struct store_counts *out, struct fault *f)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM sentences), (SELECT count(*) FROM mentions), "
        "(SELECT count(*) FROM events), (SELECT count(*) FROM statements), "
        "(SELECT count(*) FROM documents WHERE pipeline <> ?1), (SELECT coalesce(sum(n_taken), 0) FROM imports)";
    struct db_stmt *q;
    bool row;
    if (db_kept(s->db, sql, &q, f))
        return f->status;
    db_bind_text(q, 1, str_of(pipeline_version));
    enum status status = db_step(q, &row, f);
    if (!status) {
        uint64_t n[7];
        for (int i = 0; i < 7; i++)
            n[i] = (uint64_t)db_int(q, i);
        *out = (struct store_counts){n[0], n[1], n[2], n[3], n[4], n[5], n[6]};
    }
    db_rest(q);
    return status;
}

/* Of a damaged file: how far each table can be read. */
static void tell_readable(struct store *s, struct buf *out)
{
    static const char *const tables[] = {"documents",
#define TABLE(name, order) #name,
#include "store/tables.def"
#undef TABLE
                                         "imports", "imported", "watched"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct fault f;
        struct db_stmt *q = NULL;
        struct buf sql = {0};
        unsigned long long n = 0;
        bool row = false;
        buf_printf(&sql, "SELECT * FROM %s", tables[i]);
        enum status status = db_prepare(s->db, sql.s, &q, &f);
        while (!status && !(status = db_step(q, &row, &f)) && row)
            n++;
        buf_printf(out, "%s: %s%llu rows can be read%s\n", tables[i], status ? "" : "all ", n,
                   status ? ", what comes after them is lost or out of reach" : "");
        db_finish(q);
        buf_release(&sql);
    }
}

static enum status find_problems(struct store *s, struct buf *out, uint32_t *out_n, struct fault *f)
{
    static const char *const checks[] = {"PRAGMA integrity_check", "PRAGMA foreign_key_check"};
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        struct db_stmt *q;
        bool row = false;
        if (db_prepare(s->db, checks[i], &q, f))
            return f->status;
        enum status status;
        while (!(status = db_step(q, &row, f)) && row) {
            struct str words = db_text(q, 0);
            if (str_is(words, "ok"))
                continue;
            buf_printf(out, "%.*s\n", STR_ARG(words));
            ++*out_n;
        }
        db_finish(q);
        if (status)
            return status;
    }
    return OK;
}

enum status store_check(struct store *s, struct buf *out, uint32_t *out_n, struct fault *f)
{
    *out_n = 0;
    bool is_file = db_kind(s->db) == DB_SQLITE; /* the server keeps both by itself */
    enum status status = is_file ? find_problems(s, out, out_n, f) : OK;
    if (!status && !*out_n)
        status = reprints_check(s, out, out_n, f) ? f->status : words_check(s, out, out_n, f);
    if (is_file && (status || *out_n))
        tell_readable(s, out);
    return status;
}
