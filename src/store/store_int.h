/* store/store_int.h - what the files of store/ share.
 *
 * To add a table (schema, writing, reading, and all that store check, dump, merge and forget do with it):
 *   1. schema.sql: CREATE TABLE IF NOT EXISTS, each column commented; "doc INTEGER NOT NULL REFERENCES documents ON
 * DELETE CASCADE" and a key that begins with doc, where its rows come from one document: replacing or forgetting the
 * document then takes them along. What only one back end knows stands under a line "-- sqlite only" or "-- postgresql
 * only", down to "-- both".
 *   2. tables.def: a row for it. Dump, counts, merge and check go by that table.
 *   3. store_schema.c: add 1 to STORE_SCHEMA. An older store gets the new table when it is next opened: schema.sql is
 *      carried out again. Only where an existing table changes its columns, add a row to STEPS as well.
 *   4. Rows: a function and a row in put_all (store_write.c) for what a document brings; else db_begin, db_load,
 * db_step, db_loaded, db_commit in a file of your own (store_NAME.c), all SQL through db.h.
 *   5. store.h: a struct of one row, a query and a cursor; an order that is total and free of row numbers.
 *   6. tests/unit/test_store.c runs on both back ends: put, read, replace, forget. */
#ifndef ENTENTE_STORE_STORE_INT_H
#define ENTENTE_STORE_STORE_INT_H

#include "store/db.h"
#include "store/store.h"

struct importing; /* store_imports.c */

struct store {
    struct db *db;
    bool begun;                  /* between store_begin and store_commit */
    bool undone;                 /* what was begun */
    struct importing *importing; /* between store_import_begin and its end */
};

/* Makes the tables where there are none, and brings an older store up to STORE_SCHEMA. A reader may not: *out_old says
 * that it has to be done by a writer. */
enum status store_schema(struct store *s, enum store_mode mode, bool *out_old, struct fault *f) MUST_CHECK;

/* ---- the row of a document (store_write.c), inside a transaction ---- */

/* The statement that writes it, its columns to be bound: id, content_hash, pipeline and so on as in schema.sql. */
enum status document_new(struct store *s, struct db_stmt **out, struct fault *f) MUST_CHECK;
/* Writes it; gives its number. */
enum status document_added(struct store *s, struct db_stmt *q, int64_t *out_doc, struct fault *f) MUST_CHECK;
/* Takes it away with all that is kept of it; nothing where there is none. */
enum status document_remove(struct store *s, struct str id, bool *out_found, struct fault *f) MUST_CHECK;

/* The condition on e.source_code and e.target_code that a query's actors ask for, of ?1 and ?2. */
void pair_condition(const struct store_query *q, char *out, size_t size);
/* Rows of a file are numbered import * 2^32 + n, and its words alike. */
#define IMPORT_ID(import) ((int64_t)(import) << 32)

/* An imported row with all that it shares with others. */
#define IMPORTED_WORD(number)                                                                                          \
    "(SELECT w.words FROM imported_words w WHERE w.id = e.id - (e.id & 4294967295) + " number ")"
#define IMPORTED_COLUMNS                                                                                               \
    "e.id & 4294967295, e.day, p.source_code, p.target_code, " IMPORTED_WORD("e.source_name") ", " IMPORTED_WORD(      \
        "e.target_name") ", c.type, c.native, c.cameo, e.goldstein / 1000.0, "                                         \
                         "e.source_id, " IMPORTED_WORD("e.url") ","                                                    \
                                                                " " IMPORTED_WORD("e.publisher") " "
#define IMPORTED_FROM                                                                                                  \
    "FROM imported e JOIN imports i ON i.import = e.id >> 32 JOIN imported_pairs p ON p.pair = e.pair "                \
    "JOIN imported_codes c ON c.code = e.code "

/* Before the origin's row of imports go away: all that came with it. */
enum status imports_remove(struct store *s, struct str origin, struct fault *f) MUST_CHECK;
/* The rows of one file, by number. */
enum status imports_each(struct store *s, int64_t import, store_import_row_fn *fn, void *context,
                         struct fault *f) MUST_CHECK;
/* imported_months from the rows anew. Inside a transaction. */
enum status imports_recount(struct store *s, struct fault *f) MUST_CHECK;
/* "origin IN (?first, ?first + 1 ...)" for names parted by commas; bind_origins binds them. */
void origin_condition(struct str origins, const char *column, int first, struct buf *out);
void bind_origins(struct db_stmt *q, int first, struct str origins);
/* Events of imported rows, for a query with an origin. */
enum status store_imported(struct store *s, const struct store_query *q, store_event_fn *fn, void *context,
                           struct fault *f) MUST_CHECK;

/* ---- words (store_words.c): letters and digits, folded, by which documents are found ---- */

/* The next word of the text from byte *at on, and *at behind it; false: there is none. Lives in the arena. */
bool word_next(struct str text, uint32_t *at, struct str *out, struct arena *arena);
/* As the index has it. */
struct str word_indexed(struct str word);
/* With the document's row, in the same transaction: its words into the index; and out of it, before the row goes. */
enum status words_add(struct store *s, int64_t doc, struct str text, struct fault *f) MUST_CHECK;
enum status words_remove(struct store *s, struct str id, struct fault *f) MUST_CHECK;
/* Words of which no document is left are taken out of the index's pages. */
enum status words_wipe(struct store *s, struct fault *f) MUST_CHECK;
/* The whole index anew. Inside a transaction. */
enum status words_make(struct store *s, struct fault *f) MUST_CHECK;
/* Is the index that of the documents? A problem is appended to out and counted in *n. Reads all texts. */
enum status words_check(struct store *s, struct buf *out, uint32_t *n, struct fault *f) MUST_CHECK;

/* The byte where code point `to` begins, going on from byte `at`, where code point `from` begins. */
uint32_t point_byte(struct str text, uint32_t at, uint32_t from, uint32_t to);

/* SQL of words cut out of the text of the document d: substr counts code points from 1. */
#define CUT(from, to) "substr(d.text, " from " + 1, " to " - " from ")"

/* Nulls for what is not there: DAY_NONE. */
void bind_day(struct db_stmt *q, int at, int32_t day);
int32_t day_column(struct db_stmt *q, int column);

#endif
