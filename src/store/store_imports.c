/* Event rows of other data sets, kept apart from what was read from texts: written a file at a time, read by origin. */
#include "record/names.h"
#include "store/store_int.h"

#include <math.h>
#include <stdio.h>

static enum status make_import(struct store *s, const struct store_import *i, struct fault *f)
{
    struct db_stmt *q;
    bool row = false;
    if (db_kept(s->db, "DELETE FROM imports WHERE origin = ?1 AND file = ?2", &q, f))
        return f->status;
    db_bind_text(q, 1, i->origin);
    db_bind_text(q, 2, i->file);
    enum status status = db_run(q, f);
    db_rest(q);
    if (status || db_kept(s->db,
                          "INSERT INTO imports (origin, format, file, licence, n_taken, n_refused) "
                          "VALUES (?1,?2,?3,?4,0,0) RETURNING import",
                          &q, f))
        return f->status;
    db_bind_text(q, 1, i->origin);
    db_bind_text(q, 2, i->format);
    db_bind_text(q, 3, i->file);
    if (i->licence.n)
        db_bind_text(q, 4, i->licence);
    status = db_step(q, &row, f);
    s->import = row ? db_int(q, 0) : 0;
    db_rest(q);
    return status ? status : db_load(s->db, "imported", NULL, 13, &s->loader, f);
}

enum status store_import_begin(struct store *s, const struct store_import *i, struct fault *f)
{
    if (db_begin(s->db, f))
        return f->status;
    enum status status = make_import(s, i, f);
    if (status)
        db_rollback(s->db);
    return status;
}

static void bind_word(struct db_stmt *q, int at, struct str v) /* empty: null */
{
    if (v.n)
        db_bind_text(q, at, v);
    else
        db_bind_null(q, at);
}

enum status store_import_row(struct store *s, const struct store_import_row *r, struct fault *f)
{
    struct db_stmt *q = s->loader;
    db_bind_int(q, 1, s->import);
    db_bind_int(q, 2, (int64_t)r->n);
    bind_day(q, 3, r->day);
    db_bind_text(q, 4, r->source);
    db_bind_text(q, 5, r->target);
    bind_word(q, 6, r->source_name);
    bind_word(q, 7, r->target_name);
    bind_word(q, 8, str_of(event_type_name(r->type)));
    db_bind_text(q, 9, r->native_code);
    if (isnan(r->goldstein))
        db_bind_null(q, 10);
    else
        db_bind_real(q, 10, round((double)r->goldstein * 1000.0) / 1000.0);
    bind_word(q, 11, r->source_id);
    bind_word(q, 12, r->url);
    bind_word(q, 13, r->publisher);
    return db_run(q, f);
}

enum status store_import_end(struct store *s, uint64_t n_taken, uint64_t n_refused, struct fault *f)
{
    struct db_stmt *q;
    if (db_loaded(s->loader, f) ||
        db_kept(s->db, "UPDATE imports SET n_taken = ?1, n_refused = ?2 WHERE import = ?3", &q, f))
        return f->status;
    db_bind_int(q, 1, (int64_t)n_taken);
    db_bind_int(q, 2, (int64_t)n_refused);
    db_bind_int(q, 3, s->import);
    enum status status = db_run(q, f);
    db_rest(q);
    return status ? status : db_commit(s->db, f);
}

void store_import_drop(struct store *s)
{
    db_rollback(s->db);
}

/* ---- reading --------------------------------------------------------------------------------------------------- */

static void read_row(struct db_stmt *q, struct store_event *e)
{
    *e = (struct store_event){
        .event = db_int(q, 0),
        .day = day_column(q, 1),
        .first_day = DAY_NONE,
        .doc_day = DAY_NONE,
        .place_lat = NAN,
        .place_lon = NAN,
        .source = db_text(q, 2),
        .target = db_text(q, 3),
        .source_words = db_text(q, 4),
        .target_words = db_text(q, 5),
        .type = event_type_of(db_text(q, 6)),
        .native_code = db_text(q, 7),
        .goldstein = NAN,
        .url = db_text(q, 10),
        .publisher = db_text(q, 11),
        .doc_id = db_text(q, 9),
        .doc_title = db_text(q, 12),
        .origin = db_text(q, 13),
        .status = EST_ASSERTED,
        .voice = VOICE_REPORTER,
        .counted = true,
    };
    if (e->type != EV_NONE && db_type(q, 8) != DB_NULL)
        e->goldstein = (float)db_real(q, 8);
    if (!e->doc_id.n)
        e->doc_id = e->url.n ? e->url : e->doc_title;
    e->intensity = event_type_intensity(e->type);
}

enum status store_imported(struct store *s, const struct store_query *q, store_event_fn *fn, void *context,
                           struct fault *f)
{
    char condition[512];
    struct buf sql = {0};
    struct db_stmt *rows;
    pair_condition(q, condition, sizeof condition);
    /* The plus keeps SQLite from walking through all rows of the origin: the actors' indices find fewer. */
    buf_printf(&sql,
               "SELECT e.n, e.day, e.source_code, e.target_code, e.source_name, e.target_name, e.type, e.native_code, "
               "e.goldstein, e.source_id, e.url, e.publisher, i.file, i.origin "
               "FROM imported e JOIN imports i ON i.import = +e.import WHERE (%s) AND i.origin = ?5 "
               "AND ((e.day IS NULL AND ?6 <> 0) OR ((CAST(?3 AS BIGINT) IS NULL OR e.day >= ?3) "
               "AND (CAST(?4 AS BIGINT) IS NULL OR e.day <= ?4))) ORDER BY e.day %s, i.file, e.n",
               condition, q->latest_first ? "DESC NULLS LAST" : "NULLS FIRST");
    enum status status = db_prepare(s->db, sql.s, &rows, f);
    buf_release(&sql);
    if (status)
        return status;
    db_bind_text(rows, 1, q->a);
    db_bind_text(rows, 2, q->b);
    bind_day(rows, 3, q->from);
    bind_day(rows, 4, q->to);
    db_bind_text(rows, 5, q->origin);
    db_bind_int(rows, 6, q->undated_too);
    bool row;
    while (!(status = db_step(rows, &row, f)) && row) {
        struct store_event e;
        read_row(rows, &e);
        if (!fn(context, &e))
            break;
    }
    db_finish(rows);
    return status;
}
