/* Cursors over what was kept. Orders are total and free of row numbers, so that they do not depend on the order of
 * reading. */
#include "record/names.h"
#include "store/store_int.h"

#include <math.h>
#include <stdio.h>

/* clang-format off */
#define EVENT_FACTS \
    "SELECT e.event, d.id, d.title, d.publisher, d.url, e.day, e.dated_by, e.source_code, e.target_code, " \
    "e.type, e.mode, e.cameo, e.goldstein, e.intensity, e.status, e.voice, e.counted, e.reciprocal_of, e.content_of, e.rule, " \
    "d.day, e.date_from, CASE WHEN ms.is_person <> 0 THEN ms.name END, CASE WHEN mt.is_person <> 0 THEN mt.name END, " \
    "mp.place_id, mp.place_name, mp.place_country, mp.place_precision, mp.lat, mp.lon, " \
    "(SELECT group_concat(g.kind || ' ' || coalesce(CAST(g.low AS TEXT), '-') || ' ' || coalesce(CAST(g.high AS TEXT), '-') " \
    "|| ' ' || coalesce(g.currency, '-'), ' ') FROM magnitudes g WHERE g.doc = e.doc AND g.event = e.event), e.factuality"
#define EVENT_MENTIONS \
    "LEFT JOIN mentions ms ON ms.doc = e.doc AND ms.mention = e.source " \
    "LEFT JOIN mentions mt ON mt.doc = e.doc AND mt.mention = e.target " \
    "LEFT JOIN mentions mp ON mp.doc = e.doc AND mp.mention = e.place "
#define EVENT_WINDOW \
    ") AND ((e.day IS NULL AND ?6 <> 0) OR ((CAST(?3 AS BIGINT) IS NULL OR e.day >= ?3) " \
    "AND (CAST(?4 AS BIGINT) IS NULL OR e.day <= ?4))) AND (?5 = 0 OR e.counted <> 0) ORDER BY "
#define EVENT_ORDER "e.day NULLS FIRST, d.id, e.event"
#define EVENT_ORDER_LATEST_FIRST "e.day DESC NULLS LAST, d.id, e.event"

static const char EVENTS_HEAD[] =
    EVENT_FACTS ", s.\"start\", s.\"end\", " CUT("s.\"start\"", "s.\"end\"") ", "
    CUT("ms.\"start\"", "ms.\"end\"") ", " CUT("mt.\"start\"", "mt.\"end\"") ", " CUT("e.trigger_start", "e.trigger_end") " "
    "FROM events e JOIN documents d USING (doc) "
    "JOIN sentences s ON s.doc = e.doc AND s.sentence = e.sentence "
    EVENT_MENTIONS "WHERE (";
static const char EVENTS_HEAD_WITHOUT_WORDS[] =
    EVENT_FACTS ", CASE WHEN e.cameo IN ('050', '057') THEN " CUT("e.trigger_start", "e.trigger_end") " END "
    "FROM events e JOIN documents d USING (doc) " EVENT_MENTIONS "WHERE (";
/* clang-format on */

/* Everything that begins with ?n: between it and it + a byte above all letters. Serves the index, unlike LIKE. */
static void side(char *out, size_t size, const char *column, int parameter, bool exact)
{
    if (exact)
        snprintf(out, size, "%s = ?%d", column, parameter);
    else
        snprintf(out, size, "(%s >= ?%d AND %s < ?%d || '~')", column, parameter, column, parameter);
}

void pair_condition(const struct store_query *q, char *out, size_t size)
{
    char a_source[96], a_target[96], b_source[96], b_target[96];
    side(a_source, sizeof a_source, "e.source_code", 1, q->exact);
    side(a_target, sizeof a_target, "e.target_code", 1, q->exact);
    side(b_source, sizeof b_source, "e.source_code", 2, q->exact);
    side(b_target, sizeof b_target, "e.target_code", 2, q->exact);
    if (q->a.n && q->b.n)
        snprintf(out, size, "(%s AND %s) OR (%s AND %s)", a_source, b_target, b_source, a_target);
    else if (q->a.n)
        snprintf(out, size, "%s OR %s", a_source, a_target);
    else if (q->b.n)
        snprintf(out, size, "%s OR %s", b_source, b_target);
    else
        snprintf(out, size, "1 = 1");
}

static enum voice voice_of(struct str name)
{
    for (int v = VOICE_REPORTER; v <= VOICE_AUTHOR; v++)
        if (str_is(name, voice_name((enum voice)v)))
            return (enum voice)v;
    return VOICE_REPORTER;
}

static double real_column(struct db_stmt *q, int column)
{
    return db_type(q, column) == DB_NULL ? (double)NAN : db_real(q, column);
}

static void read_event(struct db_stmt *q, bool with_words, struct store_event *e)
{
    enum { WORDS = 32 }; /* the first column behind EVENT_FACTS */
    bool found;
    *e = (struct store_event){
        .event = db_int(q, 0),
        .doc_id = db_text(q, 1),
        .doc_title = db_text(q, 2),
        .publisher = db_text(q, 3),
        .url = db_text(q, 4),
        .day = day_column(q, 5),
        .dated_by_document = str_is(db_text(q, 6), "document"),
        .source = db_text(q, 7),
        .target = db_text(q, 8),
        .type = event_type_of(db_text(q, 9)),
        .mode = db_text(q, 10),
        .goldstein = db_type(q, 12) == DB_NULL ? NAN : (float)db_real(q, 12),
        .intensity = (float)db_real(q, 13),
        .status = event_status_of(db_text(q, 14), &found),
        .voice = voice_of(db_text(q, 15)),
        .counted = db_int(q, 16) != 0,
        .is_twin = db_type(q, 17) != DB_NULL,
        .twin_of = db_int(q, 17),
        .is_content = db_type(q, 18) != DB_NULL,
        .rule = db_text(q, 19),
        .doc_day = day_column(q, 20),
        .first_day = day_column(q, 21),
        .source_person = db_text(q, 22),
        .target_person = db_text(q, 23),
        .place_id = db_text(q, 24),
        .place_name = db_text(q, 25),
        .place_country = db_text(q, 26),
        .place_precision = db_text(q, 27),
        .place_lat = real_column(q, 28),
        .place_lon = real_column(q, 29),
        .magnitudes = db_text(q, 30),
        .factuality = (float)db_real(q, 31),
    };
    struct str cameo = db_text(q, 11);
    if (cameo.n && cameo.n < sizeof e->cameo)
        memcpy(e->cameo, cameo.s, cameo.n);
    if (!with_words) {
        e->trigger = db_text(q, WORDS);
        return;
    }
    e->start = (uint32_t)db_int(q, WORDS);
    e->end = (uint32_t)db_int(q, WORDS + 1);
    e->sentence = db_text(q, WORDS + 2);
    e->source_words = db_text(q, WORDS + 3);
    e->target_words = db_text(q, WORDS + 4);
    e->trigger = db_text(q, WORDS + 5);
}

enum status store_events(struct store *s, const struct store_query *q, store_event_fn *fn, void *context,
                         struct fault *f)
{
    if (q->origin.n)
        return store_imported(s, q, fn, context, f);
    char condition[512];
    struct buf sql = {0};
    struct db_stmt *stmt;
    pair_condition(q, condition, sizeof condition);
    /* All constants of this file; what users give is bound below. */
    buf_printf(&sql, "%s%s%s%s", q->without_words ? EVENTS_HEAD_WITHOUT_WORDS : EVENTS_HEAD, condition, EVENT_WINDOW,
               q->latest_first ? EVENT_ORDER_LATEST_FIRST : EVENT_ORDER);
    enum status status = db_prepare(s->db, sql.s, &stmt, f);
    buf_release(&sql);
    if (status)
        return status;
    db_bind_text(stmt, 1, q->a);
    db_bind_text(stmt, 2, q->b);
    bind_day(stmt, 3, q->from);
    bind_day(stmt, 4, q->to);
    db_bind_int(stmt, 5, q->counted_only);
    db_bind_int(stmt, 6, q->undated_too);
    bool row;
    while (!(status = db_step(stmt, &row, f)) && row) {
        struct store_event e;
        read_event(stmt, !q->without_words, &e);
        if (!fn(context, &e))
            break;
    }
    db_finish(stmt);
    return status;
}

/* Sentences of one kind with no line break between them are one block, as they were when the text was read. */
static enum status read_blocks(struct store *s, int64_t row, struct doc *d, struct fault *f)
{
    struct db_stmt *q;
    if (db_prepare(s->db, "SELECT \"start\", \"end\", kind FROM sentences WHERE doc = ? ORDER BY sentence", &q, f))
        return f->status;
    db_bind_int(q, 1, row);
    uint32_t byte = 0, point = 0;
    enum status status;
    bool more;
    while (!(status = db_step(q, &more, f)) && more) {
        uint32_t start = (uint32_t)db_int(q, 0), end = (uint32_t)db_int(q, 1);
        enum sent_kind kind = sent_kind_of(db_text(q, 2));
        uint32_t before = byte;
        struct span span;
        span.start = point_byte(d->text, byte, point, start);
        span.end = byte = point_byte(d->text, span.start, start, end);
        point = end;
        struct block *last = d->block.n ? &d->block.v[d->block.n - 1] : NULL;
        if (last && last->kind == kind && !memchr(d->text.s + before, '\n', span.start - before))
            last->span.end = span.end;
        else
            *array_add(d->arena, &d->block) = (struct block){span, kind};
    }
    db_finish(q);
    return status;
}

enum status store_document(struct store *s, struct str id, struct doc *out, struct fault *f)
{
    struct db_stmt *q;
    if (db_prepare(s->db, "SELECT doc, text, day, id, url, title, publisher, author, lang FROM documents WHERE id = ?",
                   &q, f))
        return f->status;
    db_bind_text(q, 1, id);
    int64_t row = 0;
    bool found = false;
    enum status status = db_step(q, &found, f);
    if (found) {
        struct str *const known[] = {&out->id, &out->url, &out->title, &out->publisher, &out->author, &out->lang};
        row = db_int(q, 0);
        out->text = str_copy(out->arena, db_text(q, 1));
        out->date = day_column(q, 2);
        for (int i = 0; i < 6; i++)
            *known[i] = str_copy(out->arena, db_text(q, 3 + i));
    }
    db_finish(q);
    if (status)
        return status;
    if (!found)
        return fault_set(f, ST_INPUT, "the store has no document \"%.*s\"", STR_ARG(id));
    return read_blocks(s, row, out, f);
}

/* clang-format off */
#define CONTENT CUT("q.\"start\"", "q.\"end\"")
#define TAKES_IN(argument, code) "(" code " = " argument " OR (?7 = 0 AND " code " BETWEEN " argument " AND " argument " || '~'))"
static const char STATEMENTS_SQL[] =
    "SELECT d.id, d.title, d.day, ms.code, "
    "coalesce(" CUT("ms.\"start\"", "ms.\"end\"") ", " CUT("q.source_start", "q.source_end") "), ma.code, "
    CUT("ma.\"start\"", "ma.\"end\"") ", " CUT("q.via_start", "q.via_end") ", " CUT("q.cue_start", "q.cue_end") ", "
    "q.kind, " CONTENT ", q.\"start\", q.\"end\", ms.name, ma.name, "
    "q.speaker_kind, " CUT("q.venue_start", "q.venue_end") ", "
    "(SELECT group_concat(t.actor || ' ' || t.sign || ' ' || t.kind, ' ') FROM (SELECT * FROM statement_stances t "
    "WHERE t.doc = q.doc AND t.statement = q.statement ORDER BY t.stance) t) "
    "FROM statements q JOIN documents d USING (doc) "
    "LEFT JOIN mentions ms ON ms.doc = q.doc AND ms.mention = q.speaker "
    "LEFT JOIN mentions ma ON ma.doc = q.doc AND ma.mention = q.addressee "
    "WHERE (?1 = '' OR " TAKES_IN("?1", "ms.code") ") AND (?2 = '' OR " TAKES_IN("?2", "ma.code") ") "
    "AND (?3 = '' OR instr(lower(" CONTENT "), lower(?3)) > 0) "
    "AND (CAST(?4 AS BIGINT) IS NULL OR d.day >= ?4) AND (CAST(?5 AS BIGINT) IS NULL OR d.day <= ?5) "
    "AND (?6 = '' OR " TAKES_IN("?6", "ma.code") " OR EXISTS (SELECT 1 FROM mentions m WHERE m.doc = q.doc "
    "AND m.\"start\" >= q.\"start\" AND m.\"end\" <= q.\"end\" AND " TAKES_IN("?6", "m.code") ")) "
    "ORDER BY CASE WHEN ?8 <> 0 THEN -d.day ELSE d.day END NULLS LAST, d.id, q.statement";
/* clang-format on */

enum status store_statements(struct store *s, const struct store_statement_query *q, store_statement_fn *fn,
                             void *context, struct fault *f)
{
    struct db_stmt *stmt;
    if (db_prepare(s->db, STATEMENTS_SQL, &stmt, f))
        return f->status;
    db_bind_text(stmt, 1, q->by);
    db_bind_text(stmt, 2, q->to);
    db_bind_text(stmt, 3, q->about);
    bind_day(stmt, 4, q->from);
    bind_day(stmt, 5, q->to_day);
    db_bind_text(stmt, 6, q->concerning);
    db_bind_int(stmt, 7, q->exact);
    db_bind_int(stmt, 8, q->latest_first);
    enum status status;
    bool more;
    while (!(status = db_step(stmt, &more, f)) && more) {
        struct store_statement row = {
            .doc_id = db_text(stmt, 0),
            .doc_title = db_text(stmt, 1),
            .doc_day = day_column(stmt, 2),
            .speaker = db_text(stmt, 3),
            .speaker_words = db_text(stmt, 4),
            .addressee = db_text(stmt, 5),
            .addressee_words = db_text(stmt, 6),
            .via = db_text(stmt, 7),
            .cue = db_text(stmt, 8),
            .kind = db_text(stmt, 9),
            .content = db_text(stmt, 10),
            .start = (uint32_t)db_int(stmt, 11),
            .end = (uint32_t)db_int(stmt, 12),
            .speaker_name = db_text(stmt, 13),
            .addressee_name = db_text(stmt, 14),
            .speaker_kind = db_text(stmt, 15),
            .venue = db_text(stmt, 16),
            .stance = db_text(stmt, 17),
        };
        if (!fn(context, &row))
            break;
    }
    db_finish(stmt);
    return status;
}

static void dump_value(struct buf *out, struct db_stmt *q, int column)
{
    if (db_type(q, column) == DB_NULL) {
        buf_add_str(out, STR("\\N"));
        return;
    }
    if (db_type(q, column) == DB_REAL) { /* the same digits from both back ends */
        buf_printf(out, "%.15g", db_real(q, column));
        return;
    }
    struct str v = db_text(q, column);
    for (uint32_t i = 0; i < v.n; i++) {
        switch (v.s[i]) {
        case '\n':
            buf_add_str(out, STR("\\n"));
            break;
        case '\t':
            buf_add_str(out, STR("\\t"));
            break;
        case '\\':
            buf_add_str(out, STR("\\\\"));
            break;
        default:
            buf_add_char(out, v.s[i]);
        }
    }
}

enum status store_dump(struct store *s, store_line_fn *fn, void *context, struct fault *f)
{
    /* The document's row number is replaced by its id, everything is ordered by it. */
    static const char *const tables[] = {
        "SELECT 'documents', id, content_hash, pipeline, url, title, publisher, author, lang, genre, day, n_bad_bytes,"
        " text, blocks, pretokenized FROM documents ORDER BY id",
#define TABLE(name, order)                                                                                             \
    "SELECT '" #name "', d.id, t.* FROM " #name " t JOIN documents d ON d.doc = t.doc ORDER BY d.id, t." order,
#include "store/tables.def"
#undef TABLE
        "SELECT 'imports', origin, file, format, licence, has_stories, n_taken, n_refused FROM imports ORDER BY "
        "origin, file",
        "SELECT 'imported', i.origin, i.file, " IMPORTED_COLUMNS IMPORTED_FROM "ORDER BY i.origin, i.file, e.id",
    };
    struct buf line = {0};
    enum status status = OK;
    bool go_on = true;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0] && !status && go_on; i++) {
        struct db_stmt *q;
        bool row;
        if ((status = db_prepare(s->db, tables[i], &q, f)))
            break;
        while (go_on && !(status = db_step(q, &row, f)) && row) {
            buf_clear(&line);
            for (int c = 0; c < db_n_columns(q); c++) {
                const char *name = db_column_name(q, c);
                if (strcmp(name, "doc") == 0 || strcmp(name, "import") == 0)
                    continue;
                if (c)
                    buf_add_char(&line, '\t');
                dump_value(&line, q, c);
            }
            go_on = fn(context, buf_str(&line));
        }
        db_finish(q);
    }
    buf_release(&line);
    return status;
}
