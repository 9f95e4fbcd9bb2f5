/* The schema: made, checked, brought up to date. */
#include "store/reprints.h"

#include <assert.h>

#include "schema.gen.inc"

enum {
    STORE_SCHEMA = 5,
    WITH_WORDS = 4,
    WITH_BANDS = 5
}; /* the first that have the index of words, and bands as they are now */

/* What schema.sql, carried out again, does not do by itself: to be done before it, in the order of the numbers. */
static const struct step {
    int from; /* the schema that it changes */
    const char *sql;
} STEPS[] = {
    {2, "UPDATE documents SET pipeline = ''"}, /* documents are read again: for fingerprints, stances, the ledger */
    {3, "DROP TABLE IF EXISTS ledger_obstacles; DROP TABLE IF EXISTS ledger_parties; DROP TABLE IF EXISTS ledger; "
        "ALTER TABLE documents ADD COLUMN blocks TEXT; ALTER TABLE documents ADD COLUMN pretokenized INTEGER; "
        "UPDATE documents SET pipeline = ''"}, /* claims have a sign and the kind of their source, texts their blocks */
    {4, "DROP TABLE IF EXISTS bands"},         /* of 32 bits, without an index by document */
};

static enum status run_steps(struct store *s, int from, struct fault *f)
{
    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0]; i++)
        if (STEPS[i].from >= from && *STEPS[i].sql && db_define(s->db, STEPS[i].sql, f))
            return f->status;
    return OK;
}

/* Inside a transaction; another may have done it meanwhile. */
static enum status bring_up(struct store *s, struct fault *f)
{
    int number;
    if (db_schema(s->db, &number, f))
        return f->status;
    if (number == STORE_SCHEMA)
        return OK;
    if (number > 0 && run_steps(s, number, f))
        return f->status;
    if (db_define(s->db, SCHEMA_SQL, f))
        return f->status;
    if (number > 0 && number < WITH_WORDS && words_make(s, f))
        return f->status;
    if (number > 0 && number < WITH_BANDS && reprints_make(s, f))
        return f->status;
    return db_set_schema(s->db, STORE_SCHEMA, f);
}

enum status store_schema(struct store *s, enum store_mode mode, bool *out_old, struct fault *f)
{
    *out_old = false;
    int number;
    if (db_schema(s->db, &number, f))
        return f->status;
    if (number < 0)
        return fault_set(f, ST_ENVIRONMENT, "store %s: is a database of another program", db_uri(s->db));
    if (number > STORE_SCHEMA || (number && number < STEPS[0].from))
        return fault_set(f, ST_ENVIRONMENT, "store %s: has schema %d, this program works with schema %d", db_uri(s->db),
                         number, STORE_SCHEMA);
    if (number == STORE_SCHEMA)
        return OK;
    if (mode == STORE_READ && number == 0)
        return fault_set(f, ST_ENVIRONMENT, "store %s: holds nothing yet; read something into it first", db_uri(s->db));
    if (mode == STORE_READ) {
        *out_old = true;
        return OK;
    }
    if (db_begin(s->db, f))
        return f->status;
    enum status status = bring_up(s, f);
    if (!status)
        status = db_commit(s->db, f);
    if (status)
        db_rollback(s->db);
    return status;
}
