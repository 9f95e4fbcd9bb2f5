/* Imported rows, read: one by one, or counted by month. */
#include "store/months.h"

#include "base/date.h"
#include "record/names.h"

#include <math.h>
#include <stdlib.h>

/* ---- origins ----------------------------------------------------------------------------------------------------- */

void origin_condition(struct str origins, const char *column, int first, struct buf *out)
{
    struct str one;
    buf_printf(out, "%s IN (", column);
    for (int at = first; str_cut(&origins, ',', &one); at++)
        buf_printf(out, at > first ? ", ?%d" : "?%d", at);
    buf_add_str(out, STR(") "));
}

void bind_origins(struct db_stmt *q, int first, struct str origins)
{
    struct str one;
    for (int at = first; str_cut(&origins, ',', &one); at++)
        db_bind_text(q, at, one);
}

enum status store_origins(struct store *s, struct buf *out, struct fault *f)
{
    struct db_stmt *q;
    bool row;
    if (db_prepare(s->db, "SELECT DISTINCT origin FROM imports ORDER BY origin", &q, f))
        return f->status;
    enum status status;
    for (bool first = true; !(status = db_step(q, &row, f)) && row; first = false) {
        struct str origin = db_text(q, 0);
        buf_printf(out, "%s%.*s", first ? "" : ", ", STR_ARG(origin));
    }
    db_finish(q);
    return status;
}

enum status store_has_origin(struct store *s, struct str origin, bool *out, struct fault *f)
{
    struct db_stmt *q;
    if (db_kept(s->db, "SELECT 1 FROM imports WHERE origin = ?1 LIMIT 1", &q, f))
        return f->status;
    db_bind_text(q, 1, origin);
    enum status status = db_step(q, out, f);
    db_rest(q);
    return status;
}

/* ---- row by row -------------------------------------------------------------------------------------------------- */

enum { N, DAY, SOURCE, TARGET, SOURCE_NAME, TARGET_NAME, TYPE, NATIVE, CAMEO, GOLDSTEIN, SOURCE_ID, URL, PUBLISHER };
enum { FILE_NAME = PUBLISHER + 1, ORIGIN };

static struct imported_row read_columns(struct db_stmt *q)
{
    return (struct imported_row){
        .n = (uint64_t)db_int(q, N),
        .day = day_column(q, DAY),
        .source = db_text(q, SOURCE),
        .target = db_text(q, TARGET),
        .source_name = db_text(q, SOURCE_NAME),
        .target_name = db_text(q, TARGET_NAME),
        .type = event_type_of(db_text(q, TYPE)),
        .native_code = db_text(q, NATIVE),
        .cameo = db_text(q, CAMEO),
        .goldstein = db_type(q, GOLDSTEIN) == DB_NULL ? NAN : (float)db_real(q, GOLDSTEIN),
        .source_id = db_text(q, SOURCE_ID),
        .url = db_text(q, URL),
        .publisher = db_text(q, PUBLISHER),
    };
}

enum status imports_each(struct store *s, int64_t import, store_import_row_fn *fn, void *context, struct fault *f)
{
    static const char sql[] =
        "SELECT " IMPORTED_COLUMNS ", i.format " IMPORTED_FROM "WHERE e.id >= ?1 AND e.id < ?2 ORDER BY e.id";
    struct db_stmt *q;
    bool row, go_on = true;
    if (db_prepare(s->db, sql, &q, f))
        return f->status;
    db_bind_int(q, 1, IMPORT_ID(import));
    db_bind_int(q, 2, IMPORT_ID(import + 1));
    enum status status = OK;
    while (go_on && !(status = db_step(q, &row, f)) && row) {
        struct imported_row r = read_columns(q);
        go_on = fn(context, db_text(q, PUBLISHER + 1), &r);
    }
    db_finish(q);
    return status;
}

struct stopping {
    store_import_row_fn *fn;
    void *context;
    bool stopped;
};

static bool pass_on(void *context, struct str format, const struct imported_row *r)
{
    struct stopping *x = context;
    x->stopped = !x->fn(x->context, format, r);
    return !x->stopped;
}

enum status store_import_rows(struct store *s, struct str origin, store_import_row_fn *fn, void *context,
                              struct fault *f)
{
    struct stopping x = {fn, context, false};
    struct db_stmt *q;
    bool row;
    if (db_prepare(s->db, "SELECT import FROM imports WHERE origin = ?1 ORDER BY file", &q, f))
        return f->status;
    db_bind_text(q, 1, origin);
    enum status status = OK;
    while (!x.stopped && !(status = db_step(q, &row, f)) && row)
        if ((status = imports_each(s, db_int(q, 0), pass_on, &x, f)))
            break;
    db_finish(q);
    return status;
}

/* Address or file where the row has no id of its own. */
static struct str document_of(const struct imported_row *r, struct str file)
{
    return r->source_id.n ? r->source_id : r->url.n ? r->url : file;
}

static void read_event(struct db_stmt *q, struct store_event *e)
{
    const struct imported_row r = read_columns(q);
    *e = (struct store_event){
        .event = (int64_t)r.n,
        .day = r.day,
        .first_day = DAY_NONE,
        .doc_day = DAY_NONE,
        .place_lat = NAN,
        .place_lon = NAN,
        .source = r.source,
        .target = r.target,
        .source_words = r.source_name,
        .target_words = r.target_name,
        .type = r.type,
        .native_code = r.native_code,
        .goldstein = r.type == EV_NONE ? NAN : r.goldstein,
        .intensity = event_type_intensity(r.type),
        .url = r.url,
        .publisher = r.publisher,
        .doc_id = document_of(&r, db_text(q, FILE_NAME)),
        .doc_title = db_text(q, FILE_NAME),
        .origin = db_text(q, ORIGIN),
        .status = EST_ASSERTED,
        .voice = VOICE_REPORTER,
        .counted = true,
    };
    if (r.cameo.n < sizeof e->cameo)
        memcpy(e->cameo, r.cameo.n ? r.cameo.s : "", r.cameo.n);
}

/* A row by its id; kept, so that rows can be fetched one after the other. */
static enum status find_row(struct store *s, int64_t id, struct db_stmt **out, bool *row, struct fault *f)
{
    static const char sql[] = "SELECT " IMPORTED_COLUMNS ", i.file, i.origin " IMPORTED_FROM "WHERE e.id = ?1";
    if (db_kept(s->db, sql, out, f))
        return f->status;
    db_bind_int(*out, 1, id);
    return db_step(*out, row, f);
}

/* The ids of the rows that a query asks for, in order: from the index alone, without what is not shown in the end. */
static enum status find_ids(struct store *s, const struct store_query *q, struct db_stmt **out, struct fault *f)
{
    char condition[512];
    struct buf sql = {0};
    pair_condition(q, condition, sizeof condition);
    buf_printf(&sql, "SELECT k.id " MONTH_ROW_FROM "WHERE %s%s) ",
               q->a.n || q->b.n ? "k.pair IN (SELECT e.pair FROM imported_pairs e WHERE " : "(", condition);
    buf_add_str(&sql, STR("AND "));
    origin_condition(q->origin, "i.origin || ''", 6, &sql);
    buf_printf(&sql,
               "AND ((k.day IS NULL AND ?5 <> 0) OR ((CAST(?3 AS BIGINT) IS NULL OR k.day >= ?3) "
               "AND (CAST(?4 AS BIGINT) IS NULL OR k.day <= ?4))) ORDER BY k.day %s, i.file, k.id",
               q->latest_first ? "DESC NULLS LAST" : "NULLS FIRST");
    enum status status = db_prepare(s->db, sql.s, out, f);
    buf_release(&sql);
    if (status)
        return status;
    db_bind_text(*out, 1, q->a);
    db_bind_text(*out, 2, q->b);
    bind_day(*out, 3, q->from);
    bind_day(*out, 4, q->to);
    db_bind_int(*out, 5, q->undated_too);
    bind_origins(*out, 6, q->origin);
    return OK;
}

enum status store_imported(struct store *s, const struct store_query *q, store_event_fn *fn, void *context,
                           struct fault *f)
{
    struct db_stmt *ids, *one = NULL;
    if (find_ids(s, q, &ids, f))
        return f->status;
    bool row, go_on = true;
    enum status status = OK;
    while (go_on && !(status = db_step(ids, &row, f)) && row) {
        struct store_event e;
        bool found = false;
        if ((status = find_row(s, db_int(ids, 0), &one, &found, f)))
            break;
        if (found) {
            read_event(one, &e);
            go_on = fn(context, &e);
        }
        db_rest(one);
    }
    db_finish(ids);
    return status;
}

enum status store_import_place(struct store *s, int64_t row, struct arena *arena, struct str *out_doc, int64_t *out_n,
                               struct fault *f)
{
    struct db_stmt *q;
    bool found = false;
    if (find_row(s, row, &q, &found, f))
        return f->status;
    const struct imported_row r = found ? read_columns(q) : (struct imported_row){.n = 0};
    *out_doc = found ? str_copy(arena, document_of(&r, db_text(q, FILE_NAME))) : STR_NONE;
    *out_n = (int64_t)r.n;
    db_rest(q);
    return OK;
}

/* ---- month by month ------------------------------------------------------------------------------------------------
 */

struct pair_codes {
    int64_t pair;
    struct str source, target;
    uint64_t parties, parties_way;
};
struct code_meaning {
    int64_t code;
    enum event_type type;
    char cameo[5];
};

struct month_reading {
    struct store *s;
    const struct store_query *q;
    store_month_fn *fn;
    void *context;
    bool stopped;
    struct arena arena;
    ARRAY_OF(struct pair_codes) pair;
    ARRAY_OF(struct code_meaning) code; /* both by number */
    struct pair_codes *last_pair;
};

static bool asks_for_pairs(const struct store_query *q)
{
    return q->a.n || q->b.n;
}

static enum status read_pairs(struct month_reading *x, struct fault *f)
{
    char condition[512];
    struct buf sql = {0};
    struct db_stmt *q;
    bool row;
    pair_condition(x->q, condition, sizeof condition);
    buf_printf(&sql, "SELECT pair, source_code, target_code FROM imported_pairs e WHERE %s ORDER BY pair", condition);
    enum status status = db_prepare(x->s->db, sql.s, &q, f);
    buf_release(&sql);
    if (status)
        return status;
    if (asks_for_pairs(x->q)) {
        db_bind_text(q, 1, x->q->a);
        db_bind_text(q, 2, x->q->b);
    }
    while (!(status = db_step(q, &row, f)) && row) {
        struct pair_codes p = {.pair = db_int(q, 0)};
        p.source = str_copy(&x->arena, db_text(q, 1));
        p.target = str_copy(&x->arena, db_text(q, 2));
        *array_add(&x->arena, &x->pair) = p;
    }
    db_finish(q);
    return status;
}

static enum status read_codes(struct month_reading *x, struct fault *f)
{
    struct db_stmt *q;
    bool row;
    if (db_prepare(x->s->db, "SELECT code, type, cameo FROM imported_codes ORDER BY code", &q, f))
        return f->status;
    enum status status;
    while (!(status = db_step(q, &row, f)) && row) {
        struct code_meaning c = {.code = db_int(q, 0), .type = event_type_of(db_text(q, 1))};
        struct str cameo = db_text(q, 2);
        if (cameo.n < sizeof c.cameo)
            memcpy(c.cameo, cameo.n ? cameo.s : "", cameo.n);
        *array_add(&x->arena, &x->code) = c;
    }
    db_finish(q);
    return status;
}

/* Entries begin with their number. */
static int by_number(const void *number, const void *entry)
{
    int64_t a = *(const int64_t *)number, b = *(const int64_t *)entry;
    return (a > b) - (a < b);
}

/* NULL: there is none of that number. */
static struct pair_codes *pair_of(struct month_reading *x, int64_t number)
{
    if (x->last_pair && x->last_pair->pair == number)
        return x->last_pair;
    x->last_pair = x->pair.n ? bsearch(&number, x->pair.v, x->pair.n, sizeof *x->pair.v, by_number) : NULL;
    return x->last_pair;
}

static const struct code_meaning *code_of(const struct month_reading *x, int64_t number)
{
    return x->code.n ? bsearch(&number, x->code.v, x->code.n, sizeof *x->code.v, by_number) : NULL;
}

static void give(struct month_reading *x, const struct month_cell *c)
{
    const struct pair_codes *p = pair_of(x, c->pair);
    const struct code_meaning *code = code_of(x, c->code);
    if (!p || !code)
        return;
    struct store_month m = {
        .source = p->source,
        .target = p->target,
        .type = code->type,
        .month = c->month,
        .days = c->days,
        .n_rows = c->n_rows,
        .n_values = code->type == EV_NONE ? 0 : c->n_values,
        .n_documents = c->n_documents,
        .n_documents_each_way = c->n_documents_each_way,
        .goldstein = code->type == EV_NONE ? 0 : c->goldstein,
        .last = c->last,
    };
    memcpy(m.cameo, code->cameo, sizeof m.cameo);
    x->stopped = !x->fn(x->context, &m);
}

/* "(SELECT pair ...)" where the query asks for pairs; else nothing. */
static void among_pairs(const struct month_reading *x, const char *column, struct buf *sql)
{
    char condition[512];
    if (!asks_for_pairs(x->q))
        return;
    pair_condition(x->q, condition, sizeof condition);
    buf_printf(sql, "AND %s IN (SELECT e.pair FROM imported_pairs e WHERE %s) ", column, condition);
}

static enum status open_window(struct month_reading *x, struct buf *sql, struct date_range days, bool undated,
                               struct db_stmt **out, struct fault *f)
{
    enum status status = db_prepare(x->s->db, sql->s, out, f);
    buf_release(sql);
    if (status)
        return status;
    if (asks_for_pairs(x->q)) {
        db_bind_text(*out, 1, x->q->a);
        db_bind_text(*out, 2, x->q->b);
    }
    bind_day(*out, 3, days.from);
    bind_day(*out, 4, days.to);
    db_bind_int(*out, 5, undated);
    bind_origins(*out, 6, x->q->origin);
    return OK;
}

/* Months that begin in the window, from what was counted when they were taken. */
static enum status give_months(struct month_reading *x, struct date_range days, struct fault *f)
{
    struct buf sql = {0};
    struct db_stmt *q;
    bool row;
    buf_printf(&sql,
               "SELECT pair, month, code, days, n_rows, n_documents, n_documents_each_way, n_values, goldstein, last "
               "FROM imported_months m WHERE ");
    origin_condition(x->q->origin, "origin", 6, &sql);
    among_pairs(x, "m.pair", &sql);
    buf_printf(&sql,
               "AND ((month = %d AND ?5 <> 0) OR (month > %d AND (CAST(?3 AS BIGINT) IS NULL OR month >= ?3) "
               "AND (CAST(?4 AS BIGINT) IS NULL OR month <= ?4)))",
               (int)DAY_NONE, (int)DAY_NONE);
    if (open_window(x, &sql, days, x->q->undated_too, &q, f))
        return f->status;
    enum status status = OK;
    while (!x->stopped && !(status = db_step(q, &row, f)) && row) {
        const struct month_cell c = {
            .pair = db_int(q, 0),
            .month = (int32_t)db_int(q, 1),
            .code = db_int(q, 2),
            .days = (uint32_t)db_int(q, 3),
            .n_rows = (uint32_t)db_int(q, 4),
            .n_documents = (uint32_t)db_int(q, 5),
            .n_documents_each_way = (uint32_t)db_int(q, 6),
            .n_values = (uint32_t)db_int(q, 7),
            .goldstein = db_int(q, 8),
            .last = db_int(q, 9),
        };
        give(x, &c);
    }
    db_finish(q);
    return status;
}

/* Rows of the days, counted now. */
static enum status give_days(struct month_reading *x, struct date_range days, bool by_day, bool undated,
                             struct fault *f)
{
    struct buf sql = {0};
    struct db_stmt *q;
    struct months m;
    bool row;
    buf_add_str(&sql, STR("SELECT " MONTH_ROW_COLUMNS " " MONTH_ROW_FROM "WHERE "));
    origin_condition(x->q->origin, "i.origin || ''", 6, &sql);
    among_pairs(x, "k.pair", &sql);
    buf_printf(&sql, "AND ((k.day IS NULL AND ?5 <> 0) OR ((CAST(?3 AS BIGINT) IS NULL OR k.day >= ?3) "
                     "AND (CAST(?4 AS BIGINT) IS NULL OR k.day <= ?4)))");
    if (open_window(x, &sql, days, undated, &q, f))
        return f->status;
    months_init(&m, by_day);
    enum status status;
    while (!(status = db_step(q, &row, f)) && row) {
        struct month_row r = months_row(q);
        struct pair_codes *p = pair_of(x, r.pair);
        if (p && r.document.n && !p->parties)
            months_parties(p->source, p->target, x->q->exact, &p->parties, &p->parties_way);
        if (p) {
            r.parties = p->parties;
            r.parties_way = p->parties_way;
            months_add(&m, &r);
        }
    }
    db_finish(q);
    for (uint32_t i = 0; i < m.n && !status && !x->stopped; i++)
        give(x, &m.cell[i]);
    months_release(&m);
    return status;
}

/* The months that the window cuts are counted from their rows. */
static enum status give_window(struct month_reading *x, struct fault *f)
{
    struct date_range days = {x->q->from, x->q->to}, cut;
    enum status status = OK;
    if (x->q->exact) /* documents were counted by party */
        return give_days(x, days, false, x->q->undated_too, f);
    if (days.from != DAY_NONE && (cut = day_month(days.from)).from != days.from) {
        if (days.to != DAY_NONE && days.to <= cut.to)
            return give_days(x, days, false, x->q->undated_too, f);
        status = give_days(x, (struct date_range){days.from, cut.to}, false, false, f);
        days.from = cut.to + 1;
    }
    if (!status && days.to != DAY_NONE && (cut = day_month(days.to)).to != days.to) {
        status = give_days(x, (struct date_range){cut.from, days.to}, false, false, f);
        days.to = cut.from - 1;
    }
    return status ? status : give_months(x, days, f);
}

enum status store_months(struct store *s, const struct store_query *q, bool by_day, store_month_fn *fn, void *context,
                         struct fault *f)
{
    struct month_reading x = {.s = s, .q = q, .fn = fn, .context = context};
    arena_init(&x.arena, 0);
    enum status status = read_pairs(&x, f);
    if (!status)
        status = read_codes(&x, f);
    if (!status && by_day)
        status = give_days(&x, (struct date_range){q->from, q->to}, true, q->undated_too, f);
    else if (!status)
        status = give_window(&x, f);
    arena_release(&x.arena);
    return status;
}
