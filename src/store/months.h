/* store/months.h - imported rows counted by pair, month and code: what imported_months keeps.
 *
 * Takes rows one at a time, in any order. Gives cells, which add up: rows, days, documents, Goldstein values. A
 * document that several rows share counts once for the two parties (record/names.h, actor_parties) in a month, or day,
 * and once for each direction; after DOCUMENTS_KNOWN of them those before are forgotten, so that memory stays bounded.
 * Fails only where the database does. Cost O(1) a row; memory O(cells). Not: which rows (store_imports.c).
 */
#ifndef ENTENTE_STORE_MONTHS_H
#define ENTENTE_STORE_MONTHS_H

#include "store/store_int.h"

enum { DOCUMENTS_KNOWN = 1 << 22, CELLS_HELD = 1 << 20 };

struct month_cell {
    int64_t pair, code, last, goldstein;
    int32_t key, month; /* key: the day that begins the month, or the day itself; DAY_NONE: undated */
    uint32_t days, n_rows, n_documents, n_documents_each_way, n_values;
};

struct months {
    bool by_day;
    struct month_cell *cell;
    uint32_t n, cap;
    uint32_t *slot; /* [n_slots] of cell + 1 */
    uint32_t n_slots;
    uint64_t *known; /* [n_known_slots]: hashes of document and parties */
    uint32_t n_known, n_known_slots;
};

struct month_row {
    int64_t id, pair, code, goldstein;
    int32_t day;
    bool has_goldstein;
    struct str document;           /* that other rows may share; empty: none does */
    uint64_t parties, parties_way; /* months_parties */
};
/* The columns that months_row reads, of rows k and their files i. */
#define MONTH_ROW_COLUMNS "k.id, k.pair, k.day, k.code, k.goldstein, CASE WHEN i.has_stories <> 0 THEN k.source_id END"
#define MONTH_ROW_FROM "FROM imported k JOIN imports i ON i.import = k.id >> 32 "

void months_init(struct months *m, bool by_day);
void months_release(struct months *m);
/* Hashes of the two parties, or exactly these codes, whatever the direction, and with it. */
void months_parties(struct str source, struct str target, bool exact, uint64_t *out, uint64_t *out_way);
struct month_row months_row(struct db_stmt *q); /* without its parties */
void months_add(struct months *m, const struct month_row *r);
/* Adds the cells to those of the origin and empties m. Inside a transaction. */
enum status months_keep(struct months *m, struct store *s, struct str origin, struct fault *f) MUST_CHECK;

#endif
