/* Sentences by their words: the index tells documents that hold all words, their sentences are read for the answer. */
#include "base/utf8.h"
#include "store/store_int.h"

enum { MAX_WORDS = 32 };

/* Words that stand one behind the other; a word by itself is a phrase of one, "S-400" of two. */
struct phrase {
    uint32_t first, n; /* of query.word */
};
struct query {
    struct arena *arena;
    ARRAY_OF(struct str) word;
    ARRAY_OF(struct phrase) phrase;
};

static void add_phrase(struct query *q, struct str words)
{
    struct phrase p = {.first = q->word.n};
    struct str one;
    for (uint32_t at = 0; word_next(words, &at, &one, q->arena); p.n++)
        *array_add(q->arena, &q->word) = one;
    if (p.n)
        *array_add(q->arena, &q->phrase) = p;
}

static enum status parse(struct query *q, struct str words, struct fault *f)
{
    bool quoted = false;
    for (struct str rest = words, piece; rest.n && str_cut(&rest, '"', &piece); quoted = !quoted) {
        struct str one;
        if (quoted)
            add_phrase(q, piece);
        while (!quoted && piece.n && str_cut(&piece, ' ', &one))
            add_phrase(q, one);
    }
    uint32_t n_marks = 0;
    for (uint32_t i = 0; i < words.n; i++)
        n_marks += words.s[i] == '"';
    if (n_marks % 2)
        return fault_set(f, ST_USAGE, "the words to search for: a quotation mark is not closed");
    if (!q->word.n)
        return fault_set(f, ST_USAGE, "the words to search for: there is no letter and no digit in \"%.*s\"",
                         words.n < 80 ? (int)words.n : 80, words.n ? words.s : "");
    if (q->word.n > MAX_WORDS)
        return fault_set(f, ST_USAGE, "the words to search for: %u, more than %d", (unsigned)q->word.n, MAX_WORDS);
    return OK;
}

/* ---- a sentence ----------------------------------------------------------------------------------------------------
 */

static bool stands_at(const struct query *q, struct phrase p, const struct str *word)
{
    for (uint32_t i = 0; i < p.n; i++)
        if (!str_eq(q->word.v[p.first + i], word[i]))
            return false;
    return true;
}

static bool holds_all(const struct query *q, struct str sentence, struct arena *arena)
{
    ARRAY_OF(struct str) word = {0};
    struct str one;
    for (uint32_t at = 0; word_next(sentence, &at, &one, arena);)
        *array_add(arena, &word) = one;
    for (uint32_t i = 0; i < q->phrase.n; i++) {
        struct phrase p = q->phrase.v[i];
        uint32_t at = 0;
        while (at + p.n <= word.n && !stands_at(q, p, word.v + at))
            at++;
        if (at + p.n > word.n)
            return false;
    }
    return true;
}

/* ---- documents ------------------------------------------------------------------------------------------------------
 */

struct search {
    struct store *s;
    struct query query;
    struct arena row; /* cleared for each sentence */
    struct buf text;
    store_sentence_fn *fn;
    void *context;
    bool go_on;
};

static enum status read_text(struct search *x, int64_t doc, struct fault *f)
{
    struct db_stmt *q;
    bool row = false;
    if (db_kept(x->s->db, "SELECT text FROM documents WHERE doc = ?1", &q, f))
        return f->status;
    db_bind_int(q, 1, doc);
    enum status status = db_step(q, &row, f);
    buf_clear(&x->text);
    if (!status && row)
        buf_add_str(&x->text, db_text(q, 0));
    db_rest(q);
    return status;
}

static enum status search_document(struct search *x, int64_t doc, struct store_sentence *found, struct fault *f)
{
    static const char sql[] = "SELECT \"start\", \"end\", kind, sentence FROM sentences WHERE doc = ?1 "
                              "AND kind <> 'boilerplate' ORDER BY sentence";
    struct db_stmt *q;
    if (read_text(x, doc, f) || db_kept(x->s->db, sql, &q, f))
        return f->status;
    struct str text = buf_str(&x->text);
    uint32_t byte = 0, point = 0;
    enum status status = OK;
    bool row;
    db_bind_int(q, 1, doc);
    while (x->go_on && !(status = db_step(q, &row, f)) && row) {
        found->start = (uint32_t)db_int(q, 0);
        found->end = (uint32_t)db_int(q, 1);
        uint32_t start = point_byte(text, byte, point, found->start);
        byte = point_byte(text, start, found->start, found->end);
        point = found->end;
        found->text = str_slice(text, start, byte);
        found->kind = db_text(q, 2);
        found->sentence = (uint32_t)db_int(q, 3);
        arena_clear(&x->row);
        if (holds_all(&x->query, found->text, &x->row))
            x->go_on = x->fn(x->context, found);
    }
    db_rest(q);
    return status;
}

#define DOCUMENTS(found)                                                                                               \
    "SELECT doc, id, title, url, day FROM documents WHERE doc IN (" found ") "                                         \
    "AND (CAST(?2 AS BIGINT) IS NULL OR day >= ?2) AND (CAST(?3 AS BIGINT) IS NULL OR day <= ?3) "                     \
    "ORDER BY day DESC NULLS LAST, id"

static enum status search_documents(struct search *x, const struct store_search *wanted, struct fault *f)
{
    static const char *const sql[] = {
        [DB_SQLITE] = DOCUMENTS("SELECT rowid FROM document_words WHERE document_words MATCH ?1"),
        [DB_POSTGRES] = DOCUMENTS("SELECT w.doc FROM document_words w WHERE w.words @> string_to_array(?1, ' ')"),
    };
    struct db_stmt *q;
    struct buf words = {0};
    bool row;
    if (db_prepare(x->s->db, sql[db_kind(x->s->db)], &q, f))
        return f->status;
    for (uint32_t i = 0; i < x->query.word.n; i++) {
        if (i)
            buf_add_char(&words, ' ');
        buf_add_str(&words, word_indexed(x->query.word.v[i]));
    }
    db_bind_text(q, 1, buf_str(&words));
    bind_day(q, 2, wanted->from);
    bind_day(q, 3, wanted->to);
    enum status status = OK;
    while (x->go_on && !(status = db_step(q, &row, f)) && row) {
        struct store_sentence found = {
            .doc_id = db_text(q, 1), .doc_title = db_text(q, 2), .url = db_text(q, 3), .doc_day = day_column(q, 4)};
        if ((status = search_document(x, db_int(q, 0), &found, f)))
            break;
    }
    db_finish(q);
    buf_release(&words);
    return status;
}

enum status store_search(struct store *s, const struct store_search *wanted, store_sentence_fn *fn, void *context,
                         struct fault *f)
{
    struct arena arena;
    struct search x = {.s = s, .query = {.arena = &arena}, .fn = fn, .context = context, .go_on = true};
    arena_init(&arena, 0);
    arena_init(&x.row, 0);
    enum status status = parse(&x.query, wanted->words, f);
    if (!status)
        status = search_documents(&x, wanted, f);
    buf_release(&x.text);
    arena_release(&x.row);
    arena_release(&arena);
    return status;
}
