/* store/db_int.h - what db.c and the two back ends share. */
#ifndef ENTENTE_STORE_DB_INT_H
#define ENTENTE_STORE_DB_INT_H

#include "store/db.h"

enum {
    MAX_KEPT = 96,
    BUSY_MS = 20000, /* how long a writer waits for another */
};

/* A back end's struct db and struct db_stmt begin with these. */
struct db_ops {
    enum db_kind kind;
    void (*close)(struct db *db);
    enum status (*schema)(struct db *db, int *out, struct fault *f);
    enum status (*set_schema)(struct db *db, int number, struct fault *f);
    enum status (*exec)(struct db *db, const char *sql, struct fault *f);
    enum status (*define)(struct db *db, const char *sql, struct fault *f);
    enum status (*begin)(struct db *db, struct fault *f);
    enum status (*commit)(struct db *db, struct fault *f);
    void (*rollback)(struct db *db);
    enum status (*prepare)(struct db *db, const char *sql, bool few, struct db_stmt **out, struct fault *f);
    enum status (*load)(struct db *db, const char *table, const char *columns, unsigned n_columns, struct db_stmt **out,
                        struct fault *f);
    enum status (*loaded)(struct db_stmt *q, struct fault *f);
    void (*bind_null)(struct db_stmt *q, int at);
    void (*bind_int)(struct db_stmt *q, int at, int64_t v);
    void (*bind_real)(struct db_stmt *q, int at, double v);
    void (*bind_text)(struct db_stmt *q, int at, struct str s);
    enum status (*step)(struct db_stmt *q, bool *out_row, struct fault *f);
    void (*rest)(struct db_stmt *q);
    void (*finish)(struct db_stmt *q);
    enum db_type (*type)(struct db_stmt *q, int column);
    int64_t (*integer)(struct db_stmt *q, int column);
    double (*real)(struct db_stmt *q, int column);
    struct str (*text)(struct db_stmt *q, int column);
    int (*n_columns)(struct db_stmt *q);
    const char *(*column_name)(struct db_stmt *q, int column);
};

struct db {
    const struct db_ops *ops;
    char *uri; /* without a password */
    struct {
        const char *sql;
        struct db_stmt *q;
    } kept[MAX_KEPT];
    unsigned n_kept;
};

struct db_stmt {
    struct db *db;
};

enum status db_open_sqlite(const char *path, enum db_access access, struct db **out, struct fault *f) MUST_CHECK;
enum status db_open_postgres(const char *uri, enum db_access access, struct db **out, struct fault *f) MUST_CHECK;

/* Goes through SQL and copies it, words (letters, digits, _) put through the table from -> to; quoted texts and
 * comments are left as they are. With section, only what stands under "-- both" or "-- SECTION only" lines.
 * placeholders: '$' turns ?1 and ? into $1. */
struct db_word {
    const char *from, *to;
};
void db_translate(const char *sql, const struct db_word *words, const char *section, char placeholders,
                  struct buf *out);

#endif
