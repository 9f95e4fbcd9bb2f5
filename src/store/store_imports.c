/* Event rows of other data sets, kept apart from what was read from texts: written a file at a time. What rows share is
 * looked up in tables of this file's import, which are empty at its beginning: what another process added or took away
 * meanwhile is seen. */
#include "store/months.h"

#include "base/date.h"
#include "base/map.h"
#include "record/names.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORDS_KNOWN = 1 << 18 };

struct known_pair {
    int64_t id;
    uint64_t parties, parties_way;
};

struct importing {
    int64_t import;
    struct arena arena, words_arena;
    struct str origin;
    bool has_stories, index_later;
    struct db_stmt *loader, *words_loader;
    struct map pair_by_codes, code_by_words, word_by_text;
    ARRAY_OF(struct known_pair) pair;
    ARRAY_OF(int64_t) code; /* ids */
    uint32_t n_words;
    struct months months;
};

/* ---- removing -------------------------------------------------------------------------------------------------- */

/* Of one file, with the words that they share. */
static enum status remove_rows(struct store *s, int64_t import, struct fault *f)
{
    static const char *const sql[] = {"DELETE FROM imported WHERE id >= ?1 AND id < ?2",
                                      "DELETE FROM imported_words WHERE id >= ?1 AND id < ?2"};
    enum status status = OK;
    for (int i = 0; i < 2 && !status; i++) {
        struct db_stmt *q;
        if (db_kept(s->db, sql[i], &q, f))
            return f->status;
        db_bind_int(q, 1, IMPORT_ID(import));
        db_bind_int(q, 2, IMPORT_ID(import + 1));
        status = db_run(q, f);
        db_rest(q);
    }
    return status;
}

/* What is to be counted anew when the rows of one file are gone. */
struct touched {
    struct arena arena;
    ARRAY_OF(int64_t) pair;
    int32_t from, to; /* months' first days; DAY_NONE: there are undated rows, to be counted too */
};

static enum status find_touched(struct store *s, int64_t import, struct touched *t, struct fault *f)
{
    static const char sql[] =
        "SELECT pair, min(coalesce(day, ?3)), max(coalesce(day, ?3)) FROM imported WHERE id >= ?1 "
        "AND id < ?2 GROUP BY pair";
    struct db_stmt *q;
    bool row;
    if (db_kept(s->db, sql, &q, f))
        return f->status;
    db_bind_int(q, 1, IMPORT_ID(import));
    db_bind_int(q, 2, IMPORT_ID(import + 1));
    db_bind_int(q, 3, DAY_NONE);
    enum status status;
    while (!(status = db_step(q, &row, f)) && row) {
        int32_t from = (int32_t)db_int(q, 1), to = (int32_t)db_int(q, 2);
        if (!t->pair.n || from < t->from)
            t->from = from;
        if (!t->pair.n || to > t->to)
            t->to = to;
        *array_add(&t->arena, &t->pair) = db_int(q, 0);
    }
    db_rest(q);
    if (!status && t->from != DAY_NONE)
        t->from = day_month(t->from).from;
    if (!status && t->to != DAY_NONE)
        t->to = day_month(t->to).to;
    return status;
}

/* The rows of a bound statement: MONTH_ROW_COLUMNS, then the codes of source and target. */
static enum status add_rows(struct store *s, struct str origin, struct db_stmt *q, struct months *m, struct fault *f)
{
    bool row;
    enum status status;
    while (!(status = db_step(q, &row, f)) && row) {
        struct month_row r = months_row(q);
        if (r.document.n)
            months_parties(db_text(q, 6), db_text(q, 7), false, &r.parties, &r.parties_way);
        months_add(m, &r);
        if (m->n >= CELLS_HELD && (status = months_keep(m, s, origin, f)))
            break;
    }
    return status;
}

#define COUNTED_ROWS                                                                                                   \
    "SELECT " MONTH_ROW_COLUMNS ", p.source_code, p.target_code " MONTH_ROW_FROM                                       \
    "JOIN imported_pairs p ON p.pair = k.pair "

/* The pair's cells between the days of t, from the rows that are there now. */
static enum status count_pair(struct store *s, struct str origin, int64_t pair, const struct touched *t,
                              struct months *m, struct fault *f)
{
    static const char *const sql[] = {
        "DELETE FROM imported_months WHERE pair = ?1 AND month >= ?2 AND month <= ?3 AND origin = ?4",
        COUNTED_ROWS "WHERE k.pair = ?1 AND coalesce(k.day, ?5) >= ?2 "
                     "AND coalesce(k.day, ?5) <= ?3 AND i.origin || '' = ?4",
    };
    for (int i = 0; i < 2; i++) {
        struct db_stmt *q;
        if (db_kept(s->db, sql[i], &q, f))
            return f->status;
        db_bind_int(q, 1, pair);
        db_bind_int(q, 2, t->from);
        db_bind_int(q, 3, t->to);
        db_bind_text(q, 4, origin);
        if (i)
            db_bind_int(q, 5, DAY_NONE);
        enum status status = i ? add_rows(s, origin, q, m, f) : db_run(q, f);
        db_rest(q);
        if (status)
            return status;
    }
    return OK;
}

static enum status count_touched(struct store *s, struct str origin, const struct touched *t, struct fault *f)
{
    struct months m;
    months_init(&m, false);
    enum status status = OK;
    for (uint32_t i = 0; i < t->pair.n && !status; i++)
        status = count_pair(s, origin, t->pair.v[i], t, &m, f);
    if (!status)
        status = months_keep(&m, s, origin, f);
    months_release(&m);
    return status;
}

static enum status remove_import(struct store *s, int64_t import, struct str origin, struct fault *f)
{
    struct touched t = {0};
    arena_init(&t.arena, 0);
    enum status status = find_touched(s, import, &t, f);
    if (!status)
        status = remove_rows(s, import, f);
    if (!status)
        status = count_touched(s, origin, &t, f);
    arena_release(&t.arena);
    return status;
}

/* What no row has any more. */
static enum status remove_unused(struct store *s, struct fault *f)
{
    return db_exec(s->db,
                   "DELETE FROM imported_pairs WHERE pair NOT IN (SELECT pair FROM imported_months); "
                   "DELETE FROM imported_codes WHERE code NOT IN (SELECT code FROM imported_months)",
                   f);
}

enum status imports_remove(struct store *s, struct str origin, struct fault *f)
{
    struct db_stmt *q;
    bool row = true;
    struct arena arena;
    ARRAY_OF(int64_t) import = {0};
    if (db_kept(s->db, "SELECT import FROM imports WHERE origin = ?1", &q, f))
        return f->status;
    arena_init(&arena, 0);
    db_bind_text(q, 1, origin);
    enum status status;
    while (!(status = db_step(q, &row, f)) && row)
        *array_add(&arena, &import) = db_int(q, 0);
    db_rest(q);
    for (uint32_t i = 0; i < import.n && !status; i++)
        status = remove_rows(s, import.v[i], f);
    arena_release(&arena);
    if (status || db_kept(s->db, "DELETE FROM imported_months WHERE origin = ?1", &q, f))
        return f->status;
    db_bind_text(q, 1, origin);
    status = db_run(q, f);
    db_rest(q);
    return status ? status : remove_unused(s, f);
}

/* ---- counting anew --------------------------------------------------------------------------------------------- */

static enum status recount_origin(struct store *s, struct str origin, struct fault *f)
{
    struct db_stmt *q;
    struct months m;
    if (db_prepare(s->db, COUNTED_ROWS "WHERE i.origin || '' = ?1", &q, f))
        return f->status;
    months_init(&m, false);
    db_bind_text(q, 1, origin);
    enum status status = add_rows(s, origin, q, &m, f);
    db_finish(q);
    if (!status)
        status = months_keep(&m, s, origin, f);
    months_release(&m);
    return status;
}

enum status imports_recount(struct store *s, struct fault *f)
{
    struct db_stmt *q;
    bool row;
    struct arena arena;
    ARRAY_OF(struct str) origin = {0};
    if (db_exec(s->db, "DELETE FROM imported_months", f) ||
        db_kept(s->db, "SELECT DISTINCT origin FROM imports ORDER BY origin", &q, f))
        return f->status;
    arena_init(&arena, 0);
    enum status status;
    while (!(status = db_step(q, &row, f)) && row)
        *array_add(&arena, &origin) = str_copy(&arena, db_text(q, 0));
    db_rest(q);
    for (uint32_t i = 0; i < origin.n && !status; i++)
        status = recount_origin(s, origin.v[i], f);
    arena_release(&arena);
    return status;
}

/* ---- the beginning --------------------------------------------------------------------------------------------- */

static enum status remove_before(struct store *s, const struct store_import *i, struct fault *f)
{
    struct db_stmt *q;
    bool row = false;
    if (db_kept(s->db, "DELETE FROM imports WHERE origin = ?1 AND file = ?2 RETURNING import", &q, f))
        return f->status;
    db_bind_text(q, 1, i->origin);
    db_bind_text(q, 2, i->file);
    enum status status = db_step(q, &row, f);
    int64_t import = row ? db_int(q, 0) : 0;
    while (!status && row)
        status = db_step(q, &row, f);
    db_rest(q);
    return status || !import ? status : remove_import(s, import, i->origin, f);
}

/* An index of rows that come in one stream is made faster in one go, where there are none yet. */
static enum status put_index_off(struct store *s, struct importing *x, struct fault *f)
{
    struct db_stmt *q;
    bool row;
    if (db_kind(s->db) != DB_SQLITE) /* where readers would wait for it */
        return OK;
    if (db_kept(s->db, "SELECT 1 FROM imported LIMIT 1", &q, f))
        return f->status;
    enum status status = db_step(q, &row, f);
    db_rest(q);
    if (status || row)
        return status;
    x->index_later = true;
    return db_exec(s->db, "DROP INDEX IF EXISTS imported_by_pair", f);
}

static enum status make_import(struct store *s, const struct store_import *i, struct fault *f)
{
    struct importing *x = s->importing;
    struct db_stmt *q;
    bool row = false;
    if (remove_before(s, i, f) || put_index_off(s, x, f) ||
        db_kept(s->db,
                "INSERT INTO imports (origin, format, file, licence, has_stories, n_taken, n_refused) "
                "VALUES (?1,?2,?3,?4,?5,0,0) RETURNING import",
                &q, f))
        return f->status;
    db_bind_text(q, 1, i->origin);
    db_bind_text(q, 2, i->format);
    db_bind_text(q, 3, i->file);
    if (i->licence.n)
        db_bind_text(q, 4, i->licence);
    db_bind_int(q, 5, i->has_stories);
    enum status status = db_step(q, &row, f);
    x->import = row ? db_int(q, 0) : 0;
    db_rest(q);
    if (status || db_load(s->db, "imported", NULL, 10, &x->loader, f))
        return f->status;
    return db_load(s->db, "imported_words", NULL, 2, &x->words_loader, f);
}

static void importing_free(struct store *s)
{
    struct importing *x = s->importing;
    if (!x)
        return;
    months_release(&x->months);
    arena_release(&x->arena);
    arena_release(&x->words_arena);
    free(x);
    s->importing = NULL;
}

enum status store_import_begin(struct store *s, const struct store_import *i, struct fault *f)
{
    struct importing *x = calloc(1, sizeof *x);
    if (!x)
        out_of_memory(sizeof *x);
    if (db_expect_many(s->db, f) || db_begin(s->db, f)) {
        free(x);
        return f->status;
    }
    arena_init(&x->arena, 0);
    arena_init(&x->words_arena, 0);
    map_init(&x->pair_by_codes, &x->arena, 1024);
    map_init(&x->code_by_words, &x->arena, 256);
    map_init(&x->word_by_text, &x->words_arena, 1024);
    months_init(&x->months, false);
    x->origin = str_copy(&x->arena, i->origin);
    x->has_stories = i->has_stories;
    s->importing = x;
    enum status status = make_import(s, i, f);
    if (status)
        store_import_drop(s);
    return status;
}

/* ---- a row ----------------------------------------------------------------------------------------------------- */

/* The row of what is written once for the whole store, made where it is not there. */
static enum status shared_row(struct store *s, const char *sql, const struct str *value, int n, int64_t *out,
                              struct fault *f)
{
    struct db_stmt *q;
    bool row = false;
    if (db_kept(s->db, sql, &q, f))
        return f->status;
    for (int i = 0; i < n; i++)
        db_bind_text(q, 1 + i, value[i]);
    enum status status = db_step(q, &row, f);
    *out = row ? db_int(q, 0) : 0;
    db_rest(q);
    return status;
}

/* "a\tb" -> key, in the buffer where it fits; a part that is longer than codes are is cut. */
static struct str joined(char *out, size_t size, const struct str *part, int n)
{
    uint32_t at = 0;
    for (int i = 0; i < n; i++) {
        uint32_t length = part[i].n < size / (size_t)n - 1 ? part[i].n : (uint32_t)(size / (size_t)n) - 1;
        memcpy(out + at, part[i].n ? part[i].s : "", length);
        at += length;
        out[at++] = '\t';
    }
    return (struct str){out, at};
}

static enum status find_pair(struct store *s, const struct imported_row *r, const struct known_pair **out,
                             struct fault *f)
{
    static const char sql[] =
        "INSERT INTO imported_pairs (source_code, target_code) VALUES (?1,?2) ON CONFLICT (source_code, target_code) "
        "DO UPDATE SET source_code = excluded.source_code RETURNING pair";
    struct importing *x = s->importing;
    const struct str codes[] = {r->source, r->target};
    char key[128];
    struct str name = joined(key, sizeof key, codes, 2);
    uint32_t at = map_find(&x->pair_by_codes, name, NONE);
    if (at == NONE) {
        struct known_pair new;
        if (shared_row(s, sql, codes, 2, &new.id, f))
            return f->status;
        months_parties(r->source, r->target, false, &new.parties, &new.parties_way);
        at = x->pair.n;
        *array_add(&x->arena, &x->pair) = new;
        *map_put(&x->pair_by_codes, str_copy(&x->arena, name), 0) = at;
    }
    *out = &x->pair.v[at];
    return OK;
}

static enum status find_code(struct store *s, const struct imported_row *r, int64_t *out, struct fault *f)
{
    static const char sql[] = "INSERT INTO imported_codes (native, cameo, type) VALUES (?1,?2,?3) "
                              "ON CONFLICT (native, cameo, type) DO UPDATE SET native = excluded.native RETURNING code";
    struct importing *x = s->importing;
    const struct str words[] = {r->native_code, r->cameo, str_of(event_type_name(r->type))};
    char key[192];
    struct str name = joined(key, sizeof key, words, 3);
    uint32_t at = map_find(&x->code_by_words, name, NONE);
    if (at == NONE) {
        int64_t id = 0;
        if (shared_row(s, sql, words, 3, &id, f))
            return f->status;
        at = x->code.n;
        *array_add(&x->arena, &x->code) = id;
        *map_put(&x->code_by_words, str_copy(&x->arena, name), 0) = at;
    }
    *out = x->code.v[at];
    return OK;
}

/* Binds the number of words that rows of the file share. */
static enum status bind_shared(struct store *s, int at, struct str words, struct fault *f)
{
    struct importing *x = s->importing;
    if (!words.n) {
        db_bind_null(x->loader, at);
        return OK;
    }
    uint32_t number = map_find(&x->word_by_text, words, NONE);
    if (number == NONE) {
        if (x->word_by_text.n >= WORDS_KNOWN) { /* those that come again are kept again */
            arena_clear(&x->words_arena);
            map_init(&x->word_by_text, &x->words_arena, 1024);
        }
        number = ++x->n_words;
        *map_put(&x->word_by_text, str_copy(&x->words_arena, words), 0) = number;
        db_bind_int(x->words_loader, 1, IMPORT_ID(x->import) + number);
        db_bind_text(x->words_loader, 2, words);
        if (db_run(x->words_loader, f))
            return f->status;
    }
    db_bind_int(x->loader, at, number);
    return OK;
}

enum status store_import_row(struct store *s, const struct imported_row *r, struct fault *f)
{
    struct importing *x = s->importing;
    const struct known_pair *pair = NULL;
    struct month_row counted = {.id = IMPORT_ID(x->import) + (int64_t)r->n, .day = r->day};
    if (r->n > UINT32_MAX)
        return fault_set(f, ST_LIMIT, "a file of more than %lu rows", (unsigned long)UINT32_MAX);
    if (find_pair(s, r, &pair, f) || find_code(s, r, &counted.code, f))
        return f->status;
    counted.pair = pair->id;
    counted.parties = pair->parties;
    counted.parties_way = pair->parties_way;
    counted.has_goldstein = !isnan(r->goldstein);
    counted.goldstein = counted.has_goldstein ? llroundf(r->goldstein * 1000) : 0;
    counted.document = x->has_stories ? r->source_id : STR_NONE;
    struct db_stmt *q = x->loader;
    db_bind_int(q, 1, counted.id);
    db_bind_int(q, 2, counted.pair);
    bind_day(q, 3, r->day);
    db_bind_int(q, 4, counted.code);
    if (counted.has_goldstein)
        db_bind_int(q, 5, counted.goldstein);
    else
        db_bind_null(q, 5);
    const struct str shared[] = {r->source_name, r->target_name, r->url, r->publisher};
    for (int i = 0; i < 4; i++)
        if (bind_shared(s, 6 + i, shared[i], f))
            return f->status;
    if (r->source_id.n)
        db_bind_text(q, 10, r->source_id);
    else
        db_bind_null(q, 10);
    if (db_run(q, f))
        return f->status;
    months_add(&x->months, &counted);
    return x->months.n >= CELLS_HELD ? months_keep(&x->months, s, x->origin, f) : OK;
}

/* ---- the end --------------------------------------------------------------------------------------------------- */

static enum status finish(struct store *s, uint64_t n_taken, uint64_t n_refused, struct fault *f)
{
    struct importing *x = s->importing;
    struct db_stmt *q;
    if (db_loaded(x->loader, f) || db_loaded(x->words_loader, f) || months_keep(&x->months, s, x->origin, f) ||
        (x->index_later && db_exec(s->db, "CREATE INDEX imported_by_pair ON imported (pair, day)", f)) ||
        db_kept(s->db, "UPDATE imports SET n_taken = ?1, n_refused = ?2 WHERE import = ?3", &q, f))
        return f->status;
    db_bind_int(q, 1, (int64_t)n_taken);
    db_bind_int(q, 2, (int64_t)n_refused);
    db_bind_int(q, 3, x->import);
    enum status status = db_run(q, f);
    db_rest(q);
    return status ? status : db_commit(s->db, f);
}

enum status store_import_end(struct store *s, uint64_t n_taken, uint64_t n_refused, struct fault *f)
{
    enum status status = finish(s, n_taken, n_refused, f);
    if (!status)
        importing_free(s);
    return status;
}

void store_import_drop(struct store *s)
{
    db_rollback(s->db);
    importing_free(s);
}
