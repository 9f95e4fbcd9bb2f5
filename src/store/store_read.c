/* Cursors over what was kept. Orders are total and free of row numbers, so that they do not depend on the order of
 * reading. */
#include "record/names.h"
#include "store/store_int.h"

#include <math.h>
#include <stdio.h>

/* Sentences and words are cut out of the document's text: substr counts code points from 1. */
#define CUT(from, to) "substr(d.text, " from " + 1, " to " - " from ")"

/* clang-format off */
#define EVENT_FACTS \
    "SELECT e.event, d.id, d.title, d.publisher, d.url, e.day, e.dated_by, e.source_code, e.target_code, " \
    "e.type, e.mode, e.cameo, e.goldstein, e.intensity, e.status, e.voice, e.counted, e.reciprocal_of, e.content_of, e.rule"
#define EVENT_WINDOW \
    ") AND ((e.day IS NULL AND ?6) OR ((?3 IS NULL OR e.day >= ?3) AND (?4 IS NULL OR e.day <= ?4))) " \
    "AND (NOT ?5 OR e.counted) ORDER BY "
#define EVENT_ORDER "e.day, d.id, e.event"
#define EVENT_ORDER_LATEST_FIRST "e.day DESC, d.id, e.event"

static const char EVENTS_HEAD[] =
    EVENT_FACTS ", s.\"start\", s.\"end\", " CUT("s.\"start\"", "s.\"end\"") ", "
    CUT("ms.\"start\"", "ms.\"end\"") ", " CUT("mt.\"start\"", "mt.\"end\"") ", " CUT("e.trigger_start", "e.trigger_end") " "
    "FROM events e JOIN documents d USING (doc) "
    "JOIN sentences s ON s.doc = e.doc AND s.sentence = e.sentence "
    "LEFT JOIN mentions ms ON ms.doc = e.doc AND ms.mention = e.source "
    "LEFT JOIN mentions mt ON mt.doc = e.doc AND mt.mention = e.target WHERE (";
static const char EVENTS_HEAD_WITHOUT_WORDS[] = EVENT_FACTS " FROM events e JOIN documents d USING (doc) WHERE (";
/* clang-format on */

/* Everything that begins with ?n: between it and it + a byte above all letters. Serves the index, unlike LIKE. */
static void side(char *out, size_t size, const char *column, int parameter, bool exact)
{
    if (exact)
        snprintf(out, size, "%s = ?%d", column, parameter);
    else
        snprintf(out, size, "(%s >= ?%d AND %s < ?%d || '~')", column, parameter, column, parameter);
}

static void pair_condition(const struct store_query *q, char *out, size_t size)
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
        snprintf(out, size, "1");
}

static void bind_text(sqlite3_stmt *q, int at, struct str s)
{
    sqlite3_bind_text(q, at, s.n ? s.s : "", (int)s.n, SQLITE_TRANSIENT);
}

static void bind_day(sqlite3_stmt *q, int at, int32_t day)
{
    if (day == DAY_NONE)
        sqlite3_bind_null(q, at);
    else
        sqlite3_bind_int(q, at, day);
}

static enum voice voice_of(struct str name)
{
    for (int v = VOICE_REPORTER; v <= VOICE_AUTHOR; v++)
        if (str_is(name, voice_name((enum voice)v)))
            return (enum voice)v;
    return VOICE_REPORTER;
}

static int32_t day_column(sqlite3_stmt *q, int column)
{
    return sqlite3_column_type(q, column) == SQLITE_NULL ? DAY_NONE : sqlite3_column_int(q, column);
}

static void read_event(sqlite3_stmt *q, bool with_words, struct store_event *e)
{
    bool found;
    *e = (struct store_event){
        .event = sqlite3_column_int64(q, 0),
        .doc_id = column_str(q, 1),
        .doc_title = column_str(q, 2),
        .publisher = column_str(q, 3),
        .url = column_str(q, 4),
        .day = day_column(q, 5),
        .dated_by_document = str_is(column_str(q, 6), "document"),
        .source = column_str(q, 7),
        .target = column_str(q, 8),
        .type = event_type_of(column_str(q, 9)),
        .mode = column_str(q, 10),
        .goldstein = sqlite3_column_type(q, 12) == SQLITE_NULL ? NAN : (float)sqlite3_column_double(q, 12),
        .intensity = (float)sqlite3_column_double(q, 13),
        .status = event_status_of(column_str(q, 14), &found),
        .voice = voice_of(column_str(q, 15)),
        .counted = sqlite3_column_int(q, 16) != 0,
        .is_twin = sqlite3_column_type(q, 17) != SQLITE_NULL,
        .twin_of = sqlite3_column_int64(q, 17),
        .is_content = sqlite3_column_type(q, 18) != SQLITE_NULL,
        .rule = column_str(q, 19),
    };
    struct str cameo = column_str(q, 11);
    if (cameo.n && cameo.n < sizeof e->cameo)
        memcpy(e->cameo, cameo.s, cameo.n);
    if (!with_words)
        return;
    e->start = (uint32_t)sqlite3_column_int64(q, 20);
    e->end = (uint32_t)sqlite3_column_int64(q, 21);
    e->sentence = column_str(q, 22);
    e->source_words = column_str(q, 23);
    e->target_words = column_str(q, 24);
    e->trigger = column_str(q, 25);
}

enum status store_events(struct store *s, const struct store_query *q, store_event_fn *fn, void *context,
                         struct fault *f)
{
    char condition[512];
    struct buf sql = {0};
    sqlite3_stmt *stmt;
    pair_condition(q, condition, sizeof condition);
    /* All constants of this file; what users give is bound below. */
    buf_printf(&sql, "%s%s%s%s", q->without_words ? EVENTS_HEAD_WITHOUT_WORDS : EVENTS_HEAD, condition, EVENT_WINDOW,
               q->latest_first ? EVENT_ORDER_LATEST_FIRST : EVENT_ORDER);
    enum status status = store_prepare(s, sql.s, &stmt, f);
    buf_release(&sql);
    if (status)
        return status;
    bind_text(stmt, 1, q->a);
    bind_text(stmt, 2, q->b);
    bind_day(stmt, 3, q->from);
    bind_day(stmt, 4, q->to);
    sqlite3_bind_int(stmt, 5, q->counted_only);
    sqlite3_bind_int(stmt, 6, q->undated_too);
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        struct store_event e;
        read_event(stmt, !q->without_words, &e);
        if (!fn(context, &e)) {
            rc = SQLITE_DONE;
            break;
        }
    }
    if (rc != SQLITE_DONE)
        status = store_fault(s, "read events", f);
    sqlite3_finalize(stmt);
    return status;
}

static enum sent_kind sent_kind_of(struct str name)
{
    for (int k = SENT_BODY; k <= SENT_BOILERPLATE; k++)
        if (str_is(name, sent_kind_name((enum sent_kind)k)))
            return (enum sent_kind)k;
    return SENT_BODY;
}

/* The byte where code point `to` begins, going on from byte `at`, where code point `from` begins. */
static uint32_t byte_of(struct str text, uint32_t at, uint32_t from, uint32_t to)
{
    for (; from < to && at < text.n; from++)
        do
            at++;
        while (at < text.n && ((unsigned char)text.s[at] & 0xC0) == 0x80);
    return at;
}

/* Sentences of one kind with no line break between them are one block, as they were when the text was read. */
static enum status read_blocks(struct store *s, int64_t row, struct doc *d, struct fault *f)
{
    sqlite3_stmt *q;
    if (store_prepare(s, "SELECT \"start\", \"end\", kind FROM sentences WHERE doc = ? ORDER BY sentence", &q, f))
        return f->status;
    sqlite3_bind_int64(q, 1, row);
    uint32_t byte = 0, point = 0;
    int rc;
    while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
        uint32_t start = (uint32_t)sqlite3_column_int64(q, 0), end = (uint32_t)sqlite3_column_int64(q, 1);
        enum sent_kind kind = sent_kind_of(column_str(q, 2));
        uint32_t before = byte;
        struct span span;
        span.start = byte_of(d->text, byte, point, start);
        span.end = byte = byte_of(d->text, span.start, start, end);
        point = end;
        struct block *last = d->block.n ? &d->block.v[d->block.n - 1] : NULL;
        if (last && last->kind == kind && !memchr(d->text.s + before, '\n', span.start - before))
            last->span.end = span.end;
        else
            *array_add(d->arena, &d->block) = (struct block){span, kind};
    }
    enum status status = rc == SQLITE_DONE ? OK : store_fault(s, "read sentences", f);
    sqlite3_finalize(q);
    return status;
}

enum status store_document(struct store *s, struct str id, struct doc *out, struct fault *f)
{
    sqlite3_stmt *q;
    if (store_prepare(s, "SELECT doc, text, day, id, url, title, publisher, author, lang FROM documents WHERE id = ?",
                      &q, f))
        return f->status;
    bind_text(q, 1, id);
    int rc = sqlite3_step(q);
    int64_t row = 0;
    if (rc == SQLITE_ROW) {
        struct str *const known[] = {&out->id, &out->url, &out->title, &out->publisher, &out->author, &out->lang};
        row = sqlite3_column_int64(q, 0);
        out->text = str_copy(out->arena, column_str(q, 1));
        out->date = day_column(q, 2);
        for (int i = 0; i < 6; i++)
            *known[i] = str_copy(out->arena, column_str(q, 3 + i));
    }
    sqlite3_finalize(q);
    if (rc == SQLITE_DONE)
        return fault_set(f, ST_INPUT, "the store has no document \"%.*s\"", STR_ARG(id));
    return rc == SQLITE_ROW ? read_blocks(s, row, out, f) : store_fault(s, "read a document", f);
}

/* clang-format off */
#define TAKES_IN(argument, code) "(" code " = " argument " OR (NOT ?7 AND " code " BETWEEN " argument " AND " argument " || '~'))"
static const char STATEMENTS_SQL[] =
    "SELECT d.id, d.title, d.day, ms.code, "
    "coalesce(" CUT("ms.\"start\"", "ms.\"end\"") ", " CUT("q.source_start", "q.source_end") "), ma.code, "
    CUT("ma.\"start\"", "ma.\"end\"") ", " CUT("q.via_start", "q.via_end") ", " CUT("q.cue_start", "q.cue_end") ", "
    "q.kind, " CUT("q.\"start\"", "q.\"end\"") " AS content, q.\"start\", q.\"end\", ms.name, ma.name "
    "FROM statements q JOIN documents d USING (doc) "
    "LEFT JOIN mentions ms ON ms.doc = q.doc AND ms.mention = q.speaker "
    "LEFT JOIN mentions ma ON ma.doc = q.doc AND ma.mention = q.addressee "
    "WHERE (?1 = '' OR " TAKES_IN("?1", "ms.code") ") AND (?2 = '' OR " TAKES_IN("?2", "ma.code") ") "
    "AND (?3 = '' OR instr(lower(content), lower(?3)) > 0) "
    "AND (?4 IS NULL OR d.day >= ?4) AND (?5 IS NULL OR d.day <= ?5) "
    "AND (?6 = '' OR " TAKES_IN("?6", "ma.code") " OR EXISTS (SELECT 1 FROM mentions m WHERE m.doc = q.doc "
    "AND m.\"start\" >= q.\"start\" AND m.\"end\" <= q.\"end\" AND " TAKES_IN("?6", "m.code") ")) "
    "ORDER BY CASE WHEN ?8 THEN -d.day ELSE d.day END NULLS LAST, d.id, q.statement";
/* clang-format on */

enum status store_statements(struct store *s, const struct store_statement_query *q, store_statement_fn *fn,
                             void *context, struct fault *f)
{
    sqlite3_stmt *stmt;
    if (store_prepare(s, STATEMENTS_SQL, &stmt, f))
        return f->status;
    bind_text(stmt, 1, q->by);
    bind_text(stmt, 2, q->to);
    bind_text(stmt, 3, q->about);
    bind_day(stmt, 4, q->from);
    bind_day(stmt, 5, q->to_day);
    bind_text(stmt, 6, q->concerning);
    sqlite3_bind_int(stmt, 7, q->exact);
    sqlite3_bind_int(stmt, 8, q->latest_first);
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        struct store_statement row = {
            .doc_id = column_str(stmt, 0),
            .doc_title = column_str(stmt, 1),
            .doc_day = day_column(stmt, 2),
            .speaker = column_str(stmt, 3),
            .speaker_words = column_str(stmt, 4),
            .addressee = column_str(stmt, 5),
            .addressee_words = column_str(stmt, 6),
            .via = column_str(stmt, 7),
            .cue = column_str(stmt, 8),
            .kind = column_str(stmt, 9),
            .content = column_str(stmt, 10),
            .start = (uint32_t)sqlite3_column_int64(stmt, 11),
            .end = (uint32_t)sqlite3_column_int64(stmt, 12),
            .speaker_name = column_str(stmt, 13),
            .addressee_name = column_str(stmt, 14),
        };
        if (!fn(context, &row)) {
            rc = SQLITE_DONE;
            break;
        }
    }
    enum status status = rc == SQLITE_DONE ? OK : store_fault(s, "read statements", f);
    sqlite3_finalize(stmt);
    return status;
}

static void dump_value(struct buf *out, sqlite3_stmt *q, int column)
{
    if (sqlite3_column_type(q, column) == SQLITE_NULL) {
        buf_add_str(out, STR("\\N"));
        return;
    }
    struct str v = column_str(q, column);
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
        " text FROM documents ORDER BY id",
        "SELECT 'sentences', d.id, t.* FROM sentences t JOIN documents d USING (doc) ORDER BY d.id, t.sentence",
        "SELECT 'mentions', d.id, t.* FROM mentions t JOIN documents d USING (doc) ORDER BY d.id, t.mention",
        "SELECT 'events', d.id, t.* FROM events t JOIN documents d USING (doc) ORDER BY d.id, t.event",
        ("SELECT 'magnitudes', d.id, t.* FROM magnitudes t JOIN documents d USING (doc) "
         "ORDER BY d.id, t.event, t.kind"),
        "SELECT 'statements', d.id, t.* FROM statements t JOIN documents d USING (doc) ORDER BY d.id, t.statement",
        ("SELECT 'statement_parts', d.id, t.* FROM statement_parts t JOIN documents d USING (doc) "
         "ORDER BY d.id, t.statement, t.part"),
    };
    struct buf line = {0};
    enum status status = OK;
    bool go_on = true;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0] && !status && go_on; i++) {
        sqlite3_stmt *q;
        status = store_prepare(s, tables[i], &q, f);
        if (status)
            break;
        int rc = SQLITE_DONE;
        while (go_on && (rc = sqlite3_step(q)) == SQLITE_ROW) {
            buf_clear(&line);
            for (int c = 0; c < sqlite3_column_count(q); c++) {
                if (strcmp(sqlite3_column_name(q, c), "doc") == 0)
                    continue;
                if (c)
                    buf_add_char(&line, '\t');
                dump_value(&line, q, c);
            }
            go_on = fn(context, buf_str(&line));
        }
        if (go_on && rc != SQLITE_DONE)
            status = store_fault(s, "dump itself", f);
        sqlite3_finalize(q);
    }
    buf_release(&line);
    return status;
}
