/* store/store_int.h - what the files of store/ share. */
#ifndef ENTENTE_STORE_STORE_INT_H
#define ENTENTE_STORE_STORE_INT_H

#include "store/store.h"

#include <sqlite3.h>

struct store {
    sqlite3 *db;
    char *uri;
};

/* A fault from the database's own words. */
enum status store_fault(struct store *s, const char *doing, struct fault *f);
enum status store_prepare(struct store *s, const char *sql, sqlite3_stmt **out, struct fault *f) MUST_CHECK;
enum status store_exec(struct store *s, const char *sql, struct fault *f) MUST_CHECK;
struct str column_str(sqlite3_stmt *q, int column); /* good until the next step */

#endif
