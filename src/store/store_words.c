/* The words of texts and their index: which documents hold certain words, told to FTS5 or to a GIN index. Both are
 * given the words as they are split and folded here, and only add and find them, so that both give the same answers. */
#include "base/map.h"
#include "base/utf8.h"
#include "store/store_int.h"

enum { MAX_INDEXED_BYTES = 64 }; /* of a word: longer ones are cut, in the index and in what it is asked for */

static bool is_word_point(uint32_t c)
{
    return cp_is_letter(c) || cp_is_digit(c);
}

bool word_next(struct str text, uint32_t *at, struct str *out, struct arena *arena)
{
    uint32_t n = 0, start;
    while (*at < text.n && !is_word_point(utf8_at(text, *at, &n)))
        *at += n;
    start = *at;
    while (*at < text.n && is_word_point(utf8_at(text, *at, &n)))
        *at += n;
    *out = start < *at ? utf8_lower(arena, str_slice(text, start, *at)) : STR_NONE;
    return out->n > 0;
}

struct str word_indexed(struct str word)
{
    uint32_t n = word.n;
    if (n > MAX_INDEXED_BYTES)
        for (n = MAX_INDEXED_BYTES; n && ((unsigned char)word.s[n] & 0xC0) == 0x80;)
            n--;
    return str_slice(word, 0, n);
}

/* Each once, in the order of the text. */
static struct str *words_of(struct str text, struct arena *arena, uint32_t *out_n)
{
    enum { EXPECTED = 512 };
    ARRAY_OF(struct str) word = {0};
    struct map known;
    struct str one;
    map_init(&known, arena, EXPECTED);
    for (uint32_t at = 0; word_next(text, &at, &one, arena);) {
        one = word_indexed(one);
        uint32_t n = known.n;
        map_put(&known, one, 0);
        if (known.n > n)
            *array_add(arena, &word) = one;
    }
    *out_n = word.n;
    return word.v;
}

static struct str join(const struct str *word, uint32_t n, struct buf *out)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            buf_add_char(out, ' ');
        buf_add_str(out, word[i]);
    }
    return buf_str(out);
}

/* ---- the index: words parted by blanks, each once -----------------------------------------------------------------
 */

enum verb { ADD, REMOVE, N_VERBS };

/* FTS5 keeps no text of its own here, so that it has to be told what it is to remove; rows of PostgreSQL go with their
 * document. */
static const char *const SQL[N_VERBS][2] = {
    [ADD] = {[DB_SQLITE] = "INSERT INTO document_words (rowid, words) VALUES (?1, ?2)",
             [DB_POSTGRES] = "INSERT INTO document_words (doc, words) VALUES (?1, string_to_array(?2, ' '))"},
    [REMOVE] = {[DB_SQLITE] = "INSERT INTO document_words (document_words, rowid, words) VALUES ('delete', ?1, ?2)"},
};

static enum status carry_out(struct store *s, enum verb verb, int64_t doc, struct str words, struct fault *f)
{
    struct db_stmt *q;
    if (db_kept(s->db, SQL[verb][db_kind(s->db)], &q, f))
        return f->status;
    db_bind_int(q, 1, doc);
    db_bind_text(q, 2, words);
    enum status status = db_run(q, f);
    db_rest(q);
    return status;
}

static enum status all_words(struct store *s, enum verb verb, int64_t doc, struct str text, struct fault *f)
{
    struct arena arena;
    struct buf words = {0};
    uint32_t n;
    arena_init(&arena, 0);
    const struct str *word = words_of(text, &arena, &n);
    enum status status = carry_out(s, verb, doc, join(word, n, &words), f);
    buf_release(&words);
    arena_release(&arena);
    return status;
}

enum status words_add(struct store *s, int64_t doc, struct str text, struct fault *f)
{
    return all_words(s, ADD, doc, text, f);
}

enum status words_remove(struct store *s, struct str id, struct fault *f)
{
    struct db_stmt *q;
    struct buf text = {0};
    bool row = false;
    int64_t doc = 0;
    if (db_kind(s->db) != DB_SQLITE)
        return OK;
    if (db_kept(s->db, "SELECT doc, text FROM documents WHERE id = ?1", &q, f))
        return f->status;
    db_bind_text(q, 1, id);
    enum status status = db_step(q, &row, f);
    if (!status && row) {
        doc = db_int(q, 0);
        buf_add_str(&text, db_text(q, 1));
    }
    db_rest(q);
    if (!status && row)
        status = all_words(s, REMOVE, doc, buf_str(&text), f);
    buf_release(&text);
    return status;
}

enum status words_wipe(struct store *s, struct fault *f)
{
    return db_exec(s->db,
                   db_kind(s->db) == DB_SQLITE ? "INSERT INTO document_words (document_words) VALUES ('optimize')"
                                               : "REINDEX INDEX document_words_by_word",
                   f);
}

/* ---- all documents ------------------------------------------------------------------------------------------------
 */

typedef enum status document_fn(struct store *s, int64_t doc, struct str id, struct str text, void *context,
                                struct fault *f);

/* In the order of their numbers, by a statement for each: others may be carried out between. */
static enum status each_document(struct store *s, document_fn *fn, void *context, struct fault *f)
{
    static const char sql[] = "SELECT doc, id, text FROM documents WHERE doc > ?1 ORDER BY doc LIMIT 1";
    enum status status = OK;
    bool row = true;
    for (int64_t last = -1; !status && row;) {
        struct db_stmt *q;
        if (db_kept(s->db, sql, &q, f))
            return f->status;
        db_bind_int(q, 1, last);
        if (!(status = db_step(q, &row, f)) && row) {
            last = db_int(q, 0);
            status = fn(s, last, db_text(q, 1), db_text(q, 2), context, f);
        }
        db_rest(q);
    }
    return status;
}

static enum status add(struct store *s, int64_t doc, struct str id, struct str text, void *context, struct fault *f)
{
    (void)id;
    (void)context;
    return words_add(s, doc, text, f);
}

enum status words_make(struct store *s, struct fault *f)
{
    if (db_exec(s->db,
                db_kind(s->db) == DB_SQLITE ? "INSERT INTO document_words (document_words) VALUES ('delete-all')"
                                            : "DELETE FROM document_words",
                f))
        return f->status;
    return each_document(s, add, NULL, f);
}

/* ---- whether it is that of the documents: sums over all words with their documents, in whatever order ---------------
 */

static uint64_t entry(struct str word, int64_t doc)
{
    uint64_t h = str_hash(word) + (uint64_t)doc * 0x9E3779B97F4A7C15u;
    h = (h ^ h >> 32) * 0xD6E8FEB86659FD93u;
    return h ^ h >> 32;
}

static enum status add_wanted(struct store *s, int64_t doc, struct str id, struct str text, void *context,
                              struct fault *f)
{
    (void)s;
    (void)id;
    (void)f;
    uint64_t *sum = context;
    struct arena arena;
    uint32_t n;
    arena_init(&arena, 0);
    const struct str *word = words_of(text, &arena, &n);
    for (uint32_t i = 0; i < n; i++)
        *sum += entry(word[i], doc);
    arena_release(&arena);
    return OK;
}

static enum status sum_index(struct store *s, uint64_t *out, struct fault *f)
{
    static const char vocabulary[] = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.document_words_entries "
                                     "USING fts5vocab ('main', 'document_words', 'instance')";
    static const char *const sql[] = {
        [DB_SQLITE] = "SELECT term, doc FROM temp.document_words_entries",
        [DB_POSTGRES] = "SELECT unnest(words), doc FROM document_words",
    };
    struct db_stmt *q;
    if (db_kind(s->db) == DB_SQLITE && db_exec(s->db, vocabulary, f))
        return f->status;
    if (db_prepare(s->db, sql[db_kind(s->db)], &q, f))
        return f->status;
    enum status status;
    bool row;
    for (*out = 0; !(status = db_step(q, &row, f)) && row;)
        *out += entry(db_text(q, 0), db_int(q, 1));
    db_finish(q);
    return status;
}

enum status words_check(struct store *s, struct buf *out, uint32_t *n, struct fault *f)
{
    uint64_t wanted = 0, there = 0;
    if (each_document(s, add_wanted, &wanted, f) || sum_index(s, &there, f))
        return f->status;
    if (wanted != there) {
        buf_add_str(out, STR("the index of words is not that of the documents; store rebuild makes it anew\n"));
        ++*n;
    }
    return OK;
}
