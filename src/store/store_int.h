/* store/store_int.h - what the files of store/ share. */
#ifndef ENTENTE_STORE_STORE_INT_H
#define ENTENTE_STORE_STORE_INT_H

#include "store/store.h"

#include <sqlite3.h>

enum { MAX_KEPT = 16 };

struct store {
    sqlite3 *db;
    char *uri;
    struct {
        const char *sql;
        sqlite3_stmt *q;
    } kept[MAX_KEPT]; /* statements that every document needs, parsed once */
    unsigned n_kept;
};

/* A fault from the database's own words. */
enum status store_fault(struct store *s, const char *doing, struct fault *f);
enum status store_prepare(struct store *s, const char *sql, sqlite3_stmt **out, struct fault *f) MUST_CHECK;
/* The same, kept for the next call with the same pointer; the caller ends with store_rest instead of sqlite3_finalize.
 */
enum status store_kept(struct store *s, const char *sql, sqlite3_stmt **out, struct fault *f) MUST_CHECK;
void store_rest(sqlite3_stmt *q);
enum status store_exec(struct store *s, const char *sql, struct fault *f) MUST_CHECK;
struct str column_str(sqlite3_stmt *q, int column); /* good until the next step */

#endif
