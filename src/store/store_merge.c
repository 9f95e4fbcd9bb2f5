/* One store into another: documents in the order in which reprints are told (originals first), rows as they are. */
#include "store/reprints.h"

struct merge {
    struct store *to, *from;
    const char *pipeline_version;
    struct doc *d; /* its head: what store_has and reprints.h look at */
    int64_t row_from, row_to;
    uint64_t n_taken;
};

static void pass_value(struct db_stmt *from, int column, struct db_stmt *to, int at)
{
    switch (db_type(from, column)) {
    case DB_NULL:
        db_bind_null(to, at);
        break;
    case DB_INT:
        db_bind_int(to, at, db_int(from, column));
        break;
    case DB_REAL:
        db_bind_real(to, at, db_real(from, column));
        break;
    case DB_TEXT:
        db_bind_text(to, at, db_text(from, column));
        break;
    }
}

/* The row of from, all columns of the table, with the number of the row that it belongs to in front. */
static enum status pass_row(struct db_stmt *from, struct db_stmt *to, int64_t owner, struct fault *f)
{
    db_bind_int(to, 1, owner);
    for (int c = 1; c < db_n_columns(from); c++)
        pass_value(from, c, to, c + 1);
    return db_run(to, f);
}

/* ---- a document -------------------------------------------------------------------------------------------------- */

/* The rows of a bound statement; how many columns they have is known with the first. */
static enum status load_rows(struct merge *m, const char *name, struct db_stmt *from, struct fault *f)
{
    struct db_stmt *to;
    bool row;
    if (db_step(from, &row, f))
        return f->status;
    if (!row)
        return OK;
    if (db_load(m->to->db, name, NULL, (unsigned)db_n_columns(from), &to, f))
        return f->status;
    enum status status;
    do
        if ((status = pass_row(from, to, m->row_to, f)))
            break;
    while (!(status = db_step(from, &row, f)) && row);
    enum status ended = db_loaded(to, status ? NULL : f);
    return status ? status : ended;
}

static enum status pass_table(struct merge *m, const char *name, const char *sql, struct fault *f)
{
    struct db_stmt *from;
    if (db_kept(m->from->db, sql, &from, f))
        return f->status;
    db_bind_int(from, 1, m->row_from);
    enum status status = load_rows(m, name, from, f);
    db_rest(from);
    return status;
}

static enum status pass_tables(struct merge *m, struct fault *f)
{
    static const struct {
        const char *name, *sql;
    } tables[] = {
#define TABLE(name, order) {#name, "SELECT * FROM " #name " t WHERE doc = ?1 ORDER BY t." order},
#define KEPT_TABLE(name, order)
#include "store/tables.def"
#undef TABLE
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (pass_table(m, tables[i].name, tables[i].sql, f))
            return f->status;
    return OK;
}

static const char DOCUMENTS_SQL[] =
    "SELECT d.doc, id, content_hash, pipeline, url, title, publisher, author, lang, genre, day, n_bad_bytes, text, "
    "blocks, pretokenized, "
    "r.original FROM documents d LEFT JOIN reprints r USING (doc) ORDER BY day NULLS LAST, id";
enum {
    ID = 1,
    HASH,
    PIPELINE,
    URL,
    TITLE,
    PUBLISHER,
    AUTHOR,
    LANG,
    GENRE,
    DAY,
    N_BAD,
    TEXT,
    BLOCKS,
    PRETOKENIZED,
    ORIGINAL
};

static enum status pass_head(struct merge *m, bool reprint, struct db_stmt *head, struct fault *f)
{
    struct db_stmt *to;
    if (document_new(m->to, &to, f))
        return f->status;
    for (int c = ID; c <= PRETOKENIZED; c++)
        pass_value(head, c, to, c);
    if (reprint)
        db_bind_null(to, GENRE); /* a finding of the coder */
    return document_added(m->to, to, &m->row_to, f);
}

static enum status pass_document(struct merge *m, struct db_stmt *head, struct fault *f)
{
    struct neighbours *like;
    if (reprints_find(m->to, m->d, &like, f))
        return f->status;
    bool reprint = reprints_original(like, m->d).n > 0, was_there;
    if (document_remove(m->to, m->d->id, &was_there, f) || pass_head(m, reprint, head, f) ||
        words_add(m->to, m->row_to, db_text(head, TEXT), f) || reprints_add(m->to, m->d, m->row_to, like, f))
        return f->status;
    if (reprint)
        return OK;
    if (db_type(head, ORIGINAL) != DB_NULL) /* it was not coded, for one that is not there any more */
        return reprints_stale(m->to, m->row_to, f);
    return pass_tables(m, f);
}

static enum status read_head(struct merge *m, struct db_stmt *head, struct fault *f)
{
    struct doc *d = m->d;
    struct str *const known[] = {&d->url, &d->title, &d->publisher, &d->author, &d->lang};
    m->row_from = db_int(head, 0);
    d->id = str_copy(d->arena, db_text(head, ID));
    d->content_hash = (uint64_t)db_int(head, HASH);
    d->date = day_column(head, DAY);
    for (int i = 0; i < 5; i++)
        *known[i] = str_copy(d->arena, db_text(head, URL + i));
    return reprints_print(m->from, m->row_from, &d->fingerprint, f);
}

/* Ours stays where it is the same document, coded by the same or by the version at work. */
static enum status is_there(struct merge *m, struct db_stmt *head, bool *out, struct fault *f)
{
    struct str theirs = str_copy(m->d->arena, db_text(head, PIPELINE));
    if (store_has(m->to, m->d, m->pipeline_version, out, f))
        return f->status;
    return *out ? OK : store_has(m->to, m->d, theirs.n ? theirs.s : "", out, f);
}

static enum status merge_document(struct merge *m, struct db_stmt *head, struct fault *f)
{
    bool there = false;
    if (read_head(m, head, f) || is_there(m, head, &there, f))
        return f->status;
    if (there)
        return OK;
    if (db_expect_many(m->to->db, f) || db_begin(m->to->db, f))
        return f->status;
    enum status status = pass_document(m, head, f);
    if (!status)
        status = db_commit(m->to->db, f);
    if (status) {
        db_rollback(m->to->db);
        return fault_context(f, "document %.*s was not kept", STR_ARG(m->d->id));
    }
    m->n_taken++;
    return OK;
}

static enum status merge_documents(struct merge *m, struct fault *f)
{
    struct db_stmt *heads;
    struct arena arena, scratch;
    bool row;
    if (db_prepare(m->from->db, DOCUMENTS_SQL, &heads, f))
        return f->status;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    enum status status;
    while (!(status = db_step(heads, &row, f)) && row) {
        arena_clear(&arena);
        arena_clear(&scratch);
        m->d = doc_new(&arena, &scratch);
        if ((status = merge_document(m, heads, f)))
            break;
    }
    db_finish(heads);
    arena_release(&arena);
    arena_release(&scratch);
    return status;
}

/* ---- what comes from no document --------------------------------------------------------------------------------- */

struct passing {
    struct store *to;
    struct fault *f;
    enum status status;
};

static bool pass_import_row(void *context, struct str format, const struct imported_row *r)
{
    (void)format;
    struct passing *p = context;
    p->status = store_import_row(p->to, r, p->f);
    return !p->status;
}

static enum status merge_import(struct merge *m, struct db_stmt *head, struct fault *f)
{
    const struct store_import i = {db_text(head, 1), db_text(head, 2), db_text(head, 3), db_text(head, 4),
                                   db_int(head, 5) != 0};
    struct passing p = {m->to, f, OK};
    if (store_import_begin(m->to, &i, f))
        return f->status;
    enum status status = imports_each(m->from, db_int(head, 0), pass_import_row, &p, f);
    if (!status)
        status = p.status;
    if (!status)
        status = store_import_end(m->to, (uint64_t)db_int(head, 6), (uint64_t)db_int(head, 7), f);
    if (status)
        store_import_drop(m->to);
    return status;
}

static enum status merge_imports(struct merge *m, struct fault *f)
{
    struct db_stmt *heads;
    bool row;
    if (db_prepare(m->from->db,
                   "SELECT import, origin, format, file, licence, has_stories, n_taken, n_refused FROM imports "
                   "ORDER BY origin, file",
                   &heads, f))
        return f->status;
    enum status status;
    while (!(status = db_step(heads, &row, f)) && row)
        if ((status = merge_import(m, heads, f)))
            break;
    db_finish(heads);
    return status;
}

enum status store_merge(struct store *s, struct store *other, const char *pipeline_version, uint64_t *out_n,
                        struct fault *f)
{
    struct merge m = {.to = s, .from = other, .pipeline_version = pipeline_version};
    enum status status = merge_documents(&m, f);
    *out_n = m.n_taken;
    return status ? status : merge_imports(&m, f);
}
