/* store/db.h - one database, SQLite or PostgreSQL, behind the few verbs that store/ needs.
 *
 * Takes SQL of the subset that both understand, written once: parameters ?1, ?2 ... (turned into $1, $2 for
 * PostgreSQL), no boolean columns (0 and 1), ON CONFLICT, RETURNING, IS NOT DISTINCT FROM, NULLS FIRST/LAST spelt out
 * (the two sort nulls differently), CAST(?1 AS BIGINT) where a parameter's type shows nowhere else ("?1 IS NULL").
 * instr() and group_concat() are translated; what else differs asks db_kind. Gives rows, a step at a time. Fails with
 * ST_ENVIRONMENT and the database's own words, the URI in front (a password taken out of it); ST_INPUT where a text
 * cannot be kept (U+0000 in PostgreSQL). Cost: libpq is loaded only when a URI asks for it. Not: what the tables mean
 * (store.c and its siblings). One struct db, one thread. */
#ifndef ENTENTE_STORE_DB_H
#define ENTENTE_STORE_DB_H

#include "base/fault.h"
#include "base/str.h"

struct db;
struct db_stmt;

enum db_kind { DB_SQLITE, DB_POSTGRES };
enum db_access { DB_READ, DB_WRITE }; /* DB_WRITE makes the file that is not there (never a PostgreSQL database) */
enum db_type { DB_NULL, DB_INT, DB_REAL, DB_TEXT };

/* "sqlite:PATH", a bare path, "postgresql://...". */
enum status db_open(const char *uri, enum db_access access, struct db **out, struct fault *f) MUST_CHECK;
void db_close(struct db *db); /* accepts NULL; ends its statements, rolls back */
enum db_kind db_kind(const struct db *db);
const char *db_uri(const struct db *db); /* for messages */

/* The number of the schema: 0 where there is nothing yet, -1 where the database is another program's. */
enum status db_schema(struct db *db, int *out, struct fault *f) MUST_CHECK;
enum status db_set_schema(struct db *db, int number, struct fault *f) MUST_CHECK;

/* One statement or several, without parameters and rows; db_define is for CREATE and ALTER, and puts the types, and the
 * sections between "-- sqlite only", "-- postgresql only" and "-- both" lines, into the words of the back end. */
enum status db_exec(struct db *db, const char *sql, struct fault *f) MUST_CHECK;
enum status db_define(struct db *db, const char *sql, struct fault *f) MUST_CHECK;

/* Millions of rows are to be written: as many pages are kept at hand as that is quick with, 256 MB at most. */
enum status db_expect_many(struct db *db, struct fault *f) MUST_CHECK;
/* A transaction that writes; a second writer waits for the first, up to 20 s. Not while rows are being read. */
enum status db_begin(struct db *db, struct fault *f) MUST_CHECK;
enum status db_commit(struct db *db, struct fault *f) MUST_CHECK; /* failed: the caller rolls back */
void db_rollback(struct db *db);                                  /* of nothing is nothing */
/* A transaction that reads: all that is read until db_rollback or db_close is of one moment. */
enum status db_begin_reading(struct db *db, struct fault *f) MUST_CHECK;

/* A statement for any number of rows, fetched as they are stepped over; ends with db_finish. */
enum status db_prepare(struct db *db, const char *sql, struct db_stmt **out, struct fault *f) MUST_CHECK;
/* One that is needed for each document, for a handful of rows: prepared once for the same pointer, ends with db_rest.
 */
enum status db_kept(struct db *db, const char *sql, struct db_stmt **out, struct fault *f) MUST_CHECK;
/* Rows into a table in bulk (INSERT, or COPY): bind all columns in the order of the table, db_step a row; the rows are
 * there after db_loaded. Kept like db_kept, by the table's name: always the same columns (NULL: all). */
enum status db_load(struct db *db, const char *table, const char *columns, unsigned n_columns, struct db_stmt **out,
                    struct fault *f) MUST_CHECK;
enum status db_loaded(struct db_stmt *q, struct fault *f) MUST_CHECK;

/* at counts from 1; a text must live until the statement's first db_step; what is not bound is null. */
void db_bind_null(struct db_stmt *q, int at);
void db_bind_int(struct db_stmt *q, int at, int64_t v);
void db_bind_real(struct db_stmt *q, int at, double v);
void db_bind_text(struct db_stmt *q, int at, struct str s); /* empty is empty, not null */

enum status db_step(struct db_stmt *q, bool *out_row, struct fault *f) MUST_CHECK;
enum status db_run(struct db_stmt *q, struct fault *f) MUST_CHECK; /* one step for a statement without rows */
void db_rest(struct db_stmt *q);                                   /* to be bound and stepped anew */
void db_finish(struct db_stmt *q);                                 /* accepts NULL */

/* Columns of the row, from 0. A null reads as 0 and the empty string; text is good until the next step. */
enum db_type db_type(struct db_stmt *q, int column);
int64_t db_int(struct db_stmt *q, int column);
double db_real(struct db_stmt *q, int column);
struct str db_text(struct db_stmt *q, int column);
int db_n_columns(struct db_stmt *q);
const char *db_column_name(struct db_stmt *q, int column);

#endif
