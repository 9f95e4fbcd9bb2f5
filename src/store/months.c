/* Cells in an open-addressed table; put away in the order of their key, so that neighbours stand on one page. */
#include "store/months.h"

#include "base/date.h"
#include "record/names.h"

#include <stdlib.h>

static uint64_t mix(uint64_t h)
{
    h = (h ^ h >> 32) * 0x9e3779b97f4a7c15;
    h = (h ^ h >> 29) * 0xbf58476d1ce4e5b9;
    return h ^ h >> 32;
}

static void *more(void *old, size_t n, size_t size)
{
    void *p = realloc(old, n * size);
    if (!p)
        out_of_memory(n * size);
    return p;
}

static void *zeroed(size_t n, size_t size)
{
    void *p = calloc(n, size);
    if (!p)
        out_of_memory(n * size);
    return p;
}

void months_init(struct months *m, bool by_day)
{
    *m = (struct months){.by_day = by_day};
}

void months_release(struct months *m)
{
    free(m->cell);
    free(m->slot);
    free(m->known);
    months_init(m, m->by_day);
}

void months_parties(struct str source, struct str target, bool exact, uint64_t *out, uint64_t *out_way)
{
    struct str party[] = {source, target};
    if (!exact)
        actor_parties(source, target, party);
    uint64_t a = str_hash(party[0]), b = str_hash(party[1]);
    *out_way = mix(a + mix(b));
    *out = a < b ? mix(b + mix(a)) : *out_way;
    *out ^= 1; /* never that of a direction */
}

struct month_row months_row(struct db_stmt *q)
{
    return (struct month_row){.id = db_int(q, 0),
                              .pair = db_int(q, 1),
                              .day = day_column(q, 2),
                              .code = db_int(q, 3),
                              .has_goldstein = db_type(q, 4) != DB_NULL,
                              .goldstein = db_int(q, 4),
                              .document = db_text(q, 5)};
}

/* ---- documents ------------------------------------------------------------------------------------------------- */

static uint64_t *known_slot(const struct months *m, uint64_t hash)
{
    uint32_t i = (uint32_t)hash & (m->n_known_slots - 1);
    while (m->known[i] && m->known[i] != hash)
        i = (i + 1) & (m->n_known_slots - 1);
    return &m->known[i];
}

static void known_grow(struct months *m)
{
    uint64_t *old = m->known;
    uint32_t n_old = m->n_known_slots;
    bool forget = m->n_known >= DOCUMENTS_KNOWN;
    m->n_known_slots = forget ? n_old : n_old ? n_old * 2 : 1024;
    m->known = zeroed(m->n_known_slots, sizeof *m->known);
    m->n_known = forget ? 0 : m->n_known;
    for (uint32_t i = 0; i < n_old && !forget; i++)
        if (old[i])
            *known_slot(m, old[i]) = old[i];
    free(old);
}

/* Is it new? Then it is known from now on. */
static bool is_new(struct months *m, uint64_t hash)
{
    if (m->n_known * 2 >= m->n_known_slots)
        known_grow(m);
    hash = hash ? hash : 1;
    uint64_t *slot = known_slot(m, hash);
    if (*slot)
        return false;
    *slot = hash;
    m->n_known++;
    return true;
}

/* ---- cells ----------------------------------------------------------------------------------------------------- */

static uint32_t *cell_slot(const struct months *m, int64_t pair, int32_t key, int64_t code)
{
    uint64_t hash = mix((uint64_t)pair << 32 ^ (uint32_t)key) + (uint64_t)code;
    for (uint32_t i = (uint32_t)mix(hash) & (m->n_slots - 1);; i = (i + 1) & (m->n_slots - 1)) {
        if (!m->slot[i])
            return &m->slot[i];
        const struct month_cell *c = &m->cell[m->slot[i] - 1];
        if (c->pair == pair && c->key == key && c->code == code)
            return &m->slot[i];
    }
}

static void cells_grow(struct months *m)
{
    m->cap = m->cap ? m->cap * 2 : 1024;
    m->cell = more(m->cell, m->cap, sizeof *m->cell);
    free(m->slot);
    m->n_slots = m->cap * 2;
    m->slot = zeroed(m->n_slots, sizeof *m->slot);
    for (uint32_t i = 0; i < m->n; i++)
        *cell_slot(m, m->cell[i].pair, m->cell[i].key, m->cell[i].code) = i + 1;
}

static struct month_cell *cell_of(struct months *m, const struct month_row *r, int32_t key, int32_t month)
{
    if (m->n == m->cap)
        cells_grow(m);
    uint32_t *slot = cell_slot(m, r->pair, key, r->code);
    if (!*slot) {
        m->cell[m->n++] = (struct month_cell){.pair = r->pair, .code = r->code, .key = key, .month = month};
        *slot = m->n;
    }
    return &m->cell[*slot - 1];
}

void months_add(struct months *m, const struct month_row *r)
{
    int32_t month = DAY_NONE;
    uint32_t day_bit = 0;
    if (r->day != DAY_NONE) {
        int year, number, mday;
        day_split(r->day, &year, &number, &mday);
        month = r->day - mday + 1;
        day_bit = UINT32_C(1) << (mday - 1);
    }
    int32_t key = m->by_day ? r->day : month;
    struct month_cell *c = cell_of(m, r, key, month);
    if (day_bit > c->days || !c->n_rows || (day_bit > c->days >> 1 && r->id < c->last))
        c->last = r->id;
    c->days |= day_bit;
    c->n_rows++;
    if (r->has_goldstein) {
        c->n_values++;
        c->goldstein += r->goldstein;
    }
    if (!r->document.n) {
        c->n_documents++;
        c->n_documents_each_way++;
        return;
    }
    uint64_t document = mix(str_hash(r->document) + (uint32_t)key);
    c->n_documents += is_new(m, document ^ r->parties);
    c->n_documents_each_way += is_new(m, document ^ r->parties_way);
}

/* ---- keeping --------------------------------------------------------------------------------------------------- */

static int by_key(const void *x, const void *y)
{
    const struct month_cell *a = x, *b = y;
    if (a->pair != b->pair)
        return a->pair < b->pair ? -1 : 1;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->code > b->code) - (a->code < b->code);
}

/* The greater number of days has the later day, or the same. */
static const char KEEP_SQL[] =
    "INSERT INTO imported_months (origin, pair, month, code, days, n_rows, n_documents, n_documents_each_way, "
    "n_values, goldstein, last) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11) "
    "ON CONFLICT (origin, pair, month, code) DO UPDATE SET days = imported_months.days | excluded.days, "
    "n_rows = imported_months.n_rows + excluded.n_rows, "
    "n_documents = imported_months.n_documents + excluded.n_documents, "
    "n_documents_each_way = imported_months.n_documents_each_way + excluded.n_documents_each_way, "
    "n_values = imported_months.n_values + excluded.n_values, "
    "goldstein = imported_months.goldstein + excluded.goldstein, "
    "last = CASE WHEN excluded.days > imported_months.days THEN excluded.last ELSE imported_months.last END";

static enum status keep_cell(struct db_stmt *q, struct str origin, const struct month_cell *c, struct fault *f)
{
    const int64_t number[] = {
        c->pair,     c->month,     c->code, c->days, c->n_rows, c->n_documents, c->n_documents_each_way,
        c->n_values, c->goldstein, c->last};
    db_bind_text(q, 1, origin);
    for (int i = 0; i < (int)(sizeof number / sizeof *number); i++)
        db_bind_int(q, 2 + i, number[i]);
    return db_run(q, f);
}

enum status months_keep(struct months *m, struct store *s, struct str origin, struct fault *f)
{
    struct db_stmt *q;
    if (db_kept(s->db, KEEP_SQL, &q, f))
        return f->status;
    if (m->n)
        qsort(m->cell, m->n, sizeof *m->cell, by_key);
    enum status status = OK;
    for (uint32_t i = 0; i < m->n && !status; i++)
        status = keep_cell(q, origin, &m->cell[i], f);
    db_rest(q);
    m->n = 0;
    if (m->n_slots)
        memset(m->slot, 0, m->n_slots * sizeof *m->slot);
    return status;
}
