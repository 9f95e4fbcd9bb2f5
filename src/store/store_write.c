/* One document, one transaction. */
#include "base/utf8.h"
#include "record/names.h"
#include "store/reprints.h"

#include <math.h>
#include <stdio.h>

struct writer {
    struct store *s;
    const struct doc *d;
    struct utf8_index offsets;
    int64_t doc;
    struct db_stmt *q;
    int column;
};

static void put_int(struct writer *w, int64_t v)
{
    db_bind_int(w->q, ++w->column, v);
}

static void put_ref(struct writer *w, uint32_t v)
{
    if (v == NONE)
        db_bind_null(w->q, ++w->column);
    else
        put_int(w, v);
}

static void put_day(struct writer *w, int32_t day)
{
    if (day == DAY_NONE)
        db_bind_null(w->q, ++w->column);
    else
        put_int(w, day);
}

static void put_num(struct writer *w, double v)
{
    if (isfinite(v))
        db_bind_real(w->q, ++w->column, v);
    else
        db_bind_null(w->q, ++w->column);
}

/* Floats are kept as the decimal that was meant (0.85, not 0.850000023841858). */
static void put_float(struct writer *w, float v)
{
    put_num(w, isfinite(v) ? round((double)v * 1000.0) / 1000.0 : (double)v);
}

static void put_text(struct writer *w, struct str s) /* empty: null */
{
    if (s.n)
        db_bind_text(w->q, ++w->column, s);
    else
        db_bind_null(w->q, ++w->column);
}

static void put_name(struct writer *w, const char *s) /* NULL: null */
{
    put_text(w, str_of(s));
}

static void put_span(struct writer *w, struct span span)
{
    for (int i = 0; i < 2; i++) {
        if (span_given(span))
            put_int(w, utf8_index_get(&w->offsets, i ? span.end : span.start));
        else
            db_bind_null(w->q, ++w->column);
    }
}

/* Starts a row of the table in w->q. */
static void row(struct writer *w, uint32_t index)
{
    w->column = 0;
    put_int(w, w->doc);
    put_int(w, index);
}

static enum status row_done(struct writer *w, struct fault *f)
{
    return db_run(w->q, f);
}

typedef enum status rows_fn(struct writer *w, struct fault *f);

struct table {
    const char *name;
    unsigned n_columns;
    rows_fn *rows;
};

static enum status put_rows(struct writer *w, const struct table *table, struct fault *f)
{
    if (db_load(w->s->db, table->name, NULL, table->n_columns, &w->q, f))
        return f->status;
    enum status status = table->rows(w, f);
    enum status ended = db_loaded(w->q, status ? NULL : f);
    return status ? status : ended;
}

static enum status sentence_rows(struct writer *w, struct fault *f)
{
    for (uint32_t i = 0; i < w->d->sent.n; i++) {
        row(w, i);
        put_span(w, w->d->sent.v[i].span);
        put_name(w, sent_kind_name(w->d->sent.v[i].kind));
        if (row_done(w, f))
            return f->status;
    }
    return OK;
}

static void put_code(struct writer *w, const struct actor_code *a)
{
    char sectors[MAX_SECTORS * 4] = "";
    for (uint32_t i = 0; i < a->n_sectors; i++)
        snprintf(sectors + strlen(sectors), sizeof sectors - strlen(sectors), "%s%s", i ? " " : "", a->sector[i]);
    put_text(w, str_of(a->code));
    put_text(w, str_of(a->country));
    put_text(w, str_copy(w->d->scratch, str_of(sectors)));
}

static void put_place(struct writer *w, const struct territory *p) /* NULL: six nulls */
{
    static const struct territory none = {.lat = NAN, .lon = NAN};
    p = p ? p : &none;
    put_text(w, p->name);
    put_text(w, p->id);
    put_text(w, str_of(p->country));
    put_num(w, p->lat);
    put_num(w, p->lon);
    put_name(w, p->precision);
}

static enum status mention_rows(struct writer *w, struct fault *f)
{
    for (uint32_t i = 0; i < w->d->mention.n; i++) {
        const struct mention *m = &w->d->mention.v[i];
        row(w, i);
        put_int(w, m->sent);
        put_span(w, m->span);
        put_span(w, m->phrase);
        put_ref(w, m->group);
        put_code(w, &m->actor);
        put_text(w, m->name);
        put_name(w, how_name(m->how));
        put_int(w, m->entity);
        put_int(w, m->is_place);
        put_int(w, m->is_person);
        put_place(w, m->place);
        if (row_done(w, f))
            return f->status;
    }
    return OK;
}

static const char *code_of(const struct doc *d, uint32_t mention)
{
    return mention == NONE ? "" : d->mention.v[mention].actor.code;
}

static void put_event(struct writer *w, const struct event *e)
{
    const struct doc *d = w->d;
    char contexts[128] = "";
    for (uint32_t i = 0; i < e->n_contexts; i++)
        snprintf(contexts + strlen(contexts), sizeof contexts - strlen(contexts), "%s%.*s", i ? " " : "",
                 STR_ARG(e->context[i]));
    put_int(w, e->sent);
    put_name(w, event_type_name(e->type));
    put_text(w, e->mode);
    db_bind_text(w->q, ++w->column, str_copy(d->scratch, str_of(contexts)));
    put_text(w, str_of(e->cameo));
    put_int(w, event_type_quad(e->type));
    put_float(w, e->goldstein);
    put_float(w, e->intensity);
    put_name(w, event_status_name(e->status));
    put_name(w, voice_name(e->voice));
    put_ref(w, e->speaker_mention);
    put_float(w, e->factuality);
    put_ref(w, e->content_of_event);
    put_ref(w, e->reciprocal_of_event);
    put_name(w, event_time_name(e->time));
    put_ref(w, e->source_mention);
    put_ref(w, e->target_mention);
    db_bind_text(w->q, ++w->column, str_of(code_of(d, e->source_mention)));
    db_bind_text(w->q, ++w->column, str_of(code_of(d, e->target_mention)));
    put_ref(w, e->place_mention);
    put_span(w, e->trigger);
    put_day(w, e->date.from);
    put_day(w, e->date.to);
    put_span(w, e->date_span);
    bool by_document;
    put_day(w, event_day(d, e, &by_document));
    put_name(w, by_document ? "document" : e->date.to != DAY_NONE ? "text" : NULL);
    put_float(w, e->confidence);
    put_text(w, e->rule);
    put_text(w, e->status_rule);
    put_int(w, e->counted);
}

static enum status event_rows(struct writer *w, struct fault *f)
{
    for (uint32_t i = 0; i < w->d->event.n; i++) {
        row(w, i);
        put_event(w, &w->d->event.v[i]);
        if (row_done(w, f))
            return f->status;
    }
    return OK;
}

static enum status magnitude_rows(struct writer *w, struct fault *f)
{
    for (uint32_t i = 0; i < w->d->event.n; i++) {
        const struct magnitude *m = w->d->event.v[i].magnitude;
        for (int k = 0; m && k < N_MAGNITUDES; k++) {
            if (isnan(m->of[k].low) && isnan(m->of[k].high))
                continue;
            row(w, i);
            put_name(w, magnitude_name((enum magnitude_kind)k));
            put_num(w, m->of[k].low);
            put_num(w, m->of[k].high);
            put_span(w, m->of[k].words);
            put_text(w, k == MAG_AMOUNT ? str_of(m->currency) : STR_NONE);
            if (row_done(w, f))
                return f->status;
        }
    }
    return OK;
}

static enum status statement_rows(struct writer *w, struct fault *f)
{
    for (uint32_t i = 0; i < w->d->statement.n; i++) {
        const struct statement *q = &w->d->statement.v[i];
        row(w, i);
        put_int(w, q->first_sent);
        put_int(w, q->last_sent);
        put_name(w, quote_kind_name(q->kind));
        put_span(w, q->content);
        put_span(w, q->cue);
        put_span(w, q->source_span);
        put_ref(w, q->speaker_mention);
        put_name(w, speaker_kind_name(q->speaker_kind));
        put_ref(w, q->addressee_mention);
        put_span(w, q->via);
        put_span(w, q->venue);
        put_text(w, q->rule);
        if (row_done(w, f))
            return f->status;
    }
    return OK;
}

static enum status part_rows(struct writer *w, struct fault *f)
{
    for (uint32_t i = 0; i < w->d->statement.n; i++)
        for (uint32_t p = 0; p < w->d->statement.v[i].n_parts; p++) {
            row(w, i);
            put_int(w, p);
            put_span(w, w->d->statement.v[i].part[p]);
            if (row_done(w, f))
                return f->status;
        }
    return OK;
}

static enum status stance_rows(struct writer *w, struct fault *f)
{
    for (uint32_t i = 0; i < w->d->statement.n; i++)
        for (uint32_t k = 0; k < w->d->statement.v[i].n_stances; k++) {
            const struct stance *t = &w->d->statement.v[i].stance_to[k];
            row(w, i);
            put_int(w, k);
            put_name(w, w->d->mention.v[t->mention].actor.code);
            put_int(w, t->sign);
            put_name(w, stance_kind_name(t->kind));
            if (row_done(w, f))
                return f->status;
        }
    return OK;
}

static void put_claim(struct writer *w, const struct ledger_entry *e)
{
    const struct ledger_delay none = {DAY_NONE, DATE_RANGE_NONE, DATE_RANGE_NONE};
    const struct ledger_delay *delay = e->is_delayed ? &e->delay : &none;
    put_int(w, e->sent);
    put_name(w, ledger_kind_name(e->kind));
    put_text(w, e->subject);
    put_text(w, e->topic);
    put_span(w, e->matter);
    put_text(w, e->portion);
    put_int(w, e->is_part);
    put_name(w, ledger_stage_name(e->stage));
    put_int(w, e->is_delayed);
    put_day(w, delay->day);
    put_day(w, delay->from.from);
    put_day(w, delay->from.to);
    put_day(w, delay->until.from);
    put_day(w, delay->until.to);
    put_span(w, e->condition);
    put_day(w, e->due.from);
    put_day(w, e->due.to);
    put_span(w, e->due_span);
    put_ref(w, e->says_mention);
    put_name(w, speaker_kind_name(e->says_kind));
    put_name(w, voice_name(e->voice));
    put_int(w, ledger_sign(e));
    put_float(w, e->certainty);
    put_int(w, e->checkable);
    put_name(w, ledger_outcome_name(e->outcome));
    put_text(w, e->rule);
}

static enum status claim_rows(struct writer *w, struct fault *f)
{
    for (uint32_t i = 0; i < w->d->ledger.n; i++) {
        row(w, i);
        put_claim(w, &w->d->ledger.v[i]);
        if (row_done(w, f))
            return f->status;
    }
    return OK;
}

static enum status party_rows(struct writer *w, struct fault *f)
{
    for (uint32_t i = 0; i < w->d->ledger.n; i++)
        for (uint32_t k = 0; k < w->d->ledger.v[i].n_parties; k++) {
            const struct ledger_party *p = &w->d->ledger.v[i].party[k];
            row(w, i);
            put_int(w, k);
            put_int(w, p->mention);
            db_bind_text(w->q, ++w->column, str_of(code_of(w->d, p->mention)));
            put_name(w, ledger_role_name(p->role));
            if (row_done(w, f))
                return f->status;
        }
    return OK;
}

static enum status obstacle_rows(struct writer *w, struct fault *f)
{
    for (uint32_t i = 0; i < w->d->ledger.n; i++)
        for (uint32_t k = 0; k < w->d->ledger.v[i].n_obstacles; k++) {
            const struct ledger_obstacle *o = &w->d->ledger.v[i].obstacle[k];
            row(w, i);
            put_int(w, k);
            put_text(w, o->kind);
            put_span(w, o->words);
            put_ref(w, o->says_mention);
            put_name(w, voice_name(o->voice));
            put_text(w, o->rule);
            if (row_done(w, f))
                return f->status;
        }
    return OK;
}

/* ---- the document's row ------------------------------------------------------------------------------------------ */

/* RETURNING is a trigger in SQLite, before which FTS5 writes what it has gathered of the documents before. */
#define INSERT_DOCUMENT                                                                                                \
    "INSERT INTO documents (id, content_hash, pipeline, url, title, publisher, author, lang, genre, day, "             \
    "n_bad_bytes, text, blocks, pretokenized) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)"

enum status document_new(struct store *s, struct db_stmt **out, struct fault *f)
{
    bool lite = db_kind(s->db) == DB_SQLITE;
    return db_kept(s->db, lite ? INSERT_DOCUMENT : INSERT_DOCUMENT " RETURNING doc", out, f);
}

enum status document_added(struct store *s, struct db_stmt *q, int64_t *out_doc, struct fault *f)
{
    bool row = false;
    enum status status = db_step(q, &row, f);
    if (!status && !row) {
        db_rest(q);
        if (db_kept(s->db, "SELECT last_insert_rowid()", &q, f))
            return f->status;
        status = db_step(q, &row, f);
    }
    *out_doc = row ? db_int(q, 0) : 0;
    db_rest(q);
    return status;
}

enum status document_remove(struct store *s, struct str id, bool *out_found, struct fault *f)
{
    struct db_stmt *q;
    *out_found = false;
    if (db_kept(s->db, "SELECT 1 FROM documents WHERE id = ?1", &q, f))
        return f->status;
    db_bind_text(q, 1, id);
    enum status status = db_step(q, out_found, f);
    db_rest(q);
    if (status || !*out_found)
        return status;
    if (reprints_remove(s, id, f) || words_remove(s, id, f) ||
        db_kept(s->db, "DELETE FROM documents WHERE id = ?1", &q, f))
        return f->status;
    db_bind_text(q, 1, id);
    status = db_run(q, f);
    db_rest(q);
    return status;
}

/* In the words of the schema; lives in the document's scratch. */
static struct str blocks_write(struct writer *w)
{
    struct buf out = {0};
    for (uint32_t i = 0; i < w->d->block.n; i++) {
        const struct block *b = &w->d->block.v[i];
        buf_printf(&out, "%s%u %u %s", i ? " " : "", (unsigned)utf8_index_get(&w->offsets, b->span.start),
                   (unsigned)utf8_index_get(&w->offsets, b->span.end), sent_kind_name(b->kind));
    }
    struct str blocks = str_copy(w->d->scratch, buf_str(&out));
    buf_release(&out);
    return blocks;
}

/* A reprint has no genre, which is a finding of the coder. */
static enum status put_document(struct writer *w, bool reprint, const char *pipeline_version, struct fault *f)
{
    const struct doc *d = w->d;
    if (document_new(w->s, &w->q, f))
        return f->status;
    w->column = 0;
    db_bind_text(w->q, ++w->column, d->id);
    put_int(w, (int64_t)d->content_hash);
    db_bind_text(w->q, ++w->column, str_of(pipeline_version));
    put_text(w, d->url);
    put_text(w, d->title);
    put_text(w, d->publisher);
    put_text(w, d->author);
    put_text(w, d->lang);
    put_name(w, reprint ? NULL : genre_name(d->genre));
    put_day(w, d->date);
    put_int(w, d->n_bad_bytes);
    db_bind_text(w->q, ++w->column, d->text);
    db_bind_text(w->q, ++w->column, blocks_write(w));
    put_int(w, d->pretokenized);
    return document_added(w->s, w->q, &w->doc, f);
}

static enum status put_all(struct writer *w, const char *pipeline_version, struct str *out_original, struct fault *f)
{
    static const struct table tables[] = {
        {"sentences", 5, sentence_rows},        {"mentions", 22, mention_rows},     {"events", 34, event_rows},
        {"magnitudes", 8, magnitude_rows},      {"statements", 19, statement_rows}, {"statement_parts", 5, part_rows},
        {"statement_stances", 6, stance_rows},  {"ledger", 31, claim_rows},         {"ledger_parties", 6, party_rows},
        {"ledger_obstacles", 9, obstacle_rows},
    };
    struct neighbours *like;
    if (reprints_find(w->s, w->d, &like, f))
        return f->status;
    *out_original = reprints_original(like, w->d);
    if (w->d->duplicate_of.n && !out_original->n)
        return OK; /* nothing of it is written before it is coded */
    bool was_there;
    if (document_remove(w->s, w->d->id, &was_there, f) || put_document(w, out_original->n > 0, pipeline_version, f) ||
        words_add(w->s, w->doc, w->d->text, f) || reprints_add(w->s, w->d, w->doc, like, f))
        return f->status;
    if (out_original->n)
        return OK;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (put_rows(w, &tables[i], f))
            return f->status;
    return OK;
}

static enum status refuse_undone(const struct store *s, struct fault *f)
{
    return fault_set(f, ST_ENVIRONMENT, "store %s: another document of the same transaction could not be kept",
                     db_uri(s->db));
}

enum status store_begin(struct store *s, struct fault *f)
{
    if (!s->begun && db_begin(s->db, f))
        return f->status;
    s->begun = true;
    return OK;
}

enum status store_commit(struct store *s, struct fault *f)
{
    if (!s->begun)
        return OK;
    s->begun = false;
    enum status status = s->undone ? refuse_undone(s, f) : db_commit(s->db, f);
    if (status)
        db_rollback(s->db);
    s->undone = false;
    return status;
}

/* A transaction of its own, or its part in the one that store_begin began. */
static enum status begin_document(struct store *s, struct fault *f)
{
    if (s->undone)
        return refuse_undone(s, f);
    return s->begun ? OK : db_begin(s->db, f);
}

enum status store_put(struct store *s, struct doc *d, const char *pipeline_version, struct fault *f)
{
    struct str original = STR_NONE;
    struct writer w = {.s = s, .d = d};
    struct arena_mark mark = arena_mark(d->scratch);
    utf8_index_build(&w.offsets, d->scratch, d->text);
    enum status status = begin_document(s, f);
    if (!status) {
        status = put_all(&w, pipeline_version, &original, f);
        if (!status && !s->begun)
            status = db_commit(s->db, f);
        if (status)
            db_rollback(s->db);
        s->undone |= status && s->begun;
    }
    if (status)
        fault_context(f, "document %.*s was not kept", STR_ARG(d->id));
    else
        d->duplicate_of = original;
    arena_rewind(d->scratch, mark);
    return status;
}
