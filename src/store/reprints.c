/* Neighbours of a document by bands and by address; the earliest before it is the one that it reprints. */
#include "store/reprints.h"

#include "record/likeness.h"

#include <stdlib.h>

struct neighbour {
    int64_t doc;
    struct str id, url;
    int32_t day;
    struct fingerprint print;
};

struct neighbours {
    struct arena *arena;
    ARRAY_OF(int64_t) candidate;
    ARRAY_OF(struct neighbour) of;
};

/* ---- the order of documents -------------------------------------------------------------------------------------- */

static bool before(int32_t day_a, struct str id_a, int32_t day_b, struct str id_b)
{
    if (day_a != day_b)
        return day_b == DAY_NONE || (day_a != DAY_NONE && day_a < day_b);
    return str_compare(id_a, id_b) < 0;
}

static bool reprint_each_other(const struct neighbour *a, const struct neighbour *b)
{
    bool version = a->url.n && str_eq(a->url, b->url);
    bool dated = a->day != DAY_NONE && b->day != DAY_NONE;
    if (!version && dated && llabs((long long)a->day - b->day) > LIKENESS_WINDOW_DAYS)
        return false;
    return fingerprint_alike(&a->print, &b->print, version);
}

/* ---- fingerprints as rows ---------------------------------------------------------------------------------------- */

enum { HEX_DIGITS = 8 };

static struct str least_write(const struct fingerprint *p, struct buf *out)
{
    for (unsigned i = 0; i < FINGERPRINT_VALUES; i++)
        buf_printf(out, "%08x", (unsigned)p->least[i]);
    return buf_str(out);
}

static void least_read(struct str s, struct fingerprint *p)
{
    for (uint32_t i = 0; i < s.n && i < FINGERPRINT_VALUES * HEX_DIGITS; i++) {
        uint32_t digit = s.s[i] <= '9' ? (uint32_t)(s.s[i] - '0') : (uint32_t)(s.s[i] - 'a') + 10;
        p->least[i / HEX_DIGITS] = p->least[i / HEX_DIGITS] << 4 | (digit & 15);
    }
}

static enum status run_with(struct store *s, const char *sql, int64_t doc, const struct str *text, struct fault *f)
{
    struct db_stmt *q;
    if (db_kept(s->db, sql, &q, f))
        return f->status;
    db_bind_int(q, 1, doc);
    if (text)
        db_bind_text(q, 2, *text);
    enum status status = db_run(q, f);
    db_rest(q);
    return status;
}

/* A statement about each row of bands that stands for the fingerprint: ?1 band, ?2 day, ?3 document. */
static enum status each_band(struct store *s, const char *sql, const struct neighbour *of, struct fault *f)
{
    struct db_stmt *q;
    enum status status = OK;
    if (db_kept(s->db, sql, &q, f))
        return f->status;
    for (unsigned i = 0; i < FINGERPRINT_BANDS && !status; i++) {
        db_bind_int(q, 1, fingerprint_band(&of->print, i));
        db_bind_int(q, 2, of->day);
        db_bind_int(q, 3, of->doc);
        status = db_run(q, f);
        db_rest(q);
    }
    return status;
}

static enum status write_bands(struct store *s, const struct neighbour *of, struct fault *f)
{
    return each_band(s, "INSERT INTO bands (band, day, doc) VALUES (?1,?2,?3) ON CONFLICT DO NOTHING", of, f);
}

static enum status write_print(struct store *s, const struct neighbour *of, struct fault *f)
{
    const struct fingerprint *p = &of->print;
    struct db_stmt *q;
    struct buf least = {0};
    if (db_kept(s->db, "INSERT INTO fingerprints (doc, exact, n_words, least) VALUES (?1,?2,?3,?4)", &q, f))
        return f->status;
    db_bind_int(q, 1, of->doc);
    db_bind_int(q, 2, (int64_t)p->exact);
    db_bind_int(q, 3, p->n_words);
    db_bind_text(q, 4, least_write(p, &least));
    enum status status = db_run(q, f);
    db_rest(q);
    buf_release(&least);
    return status ? status : write_bands(s, of, f);
}

static enum status remove_print(struct store *s, const struct neighbour *of, struct fault *f)
{
    if (each_band(s, "DELETE FROM bands WHERE band = ?1 AND day = ?2 AND doc = ?3", of, f))
        return f->status;
    return run_with(s, "DELETE FROM fingerprints WHERE doc = ?1", of->doc, NULL, f);
}

/* ---- neighbours -------------------------------------------------------------------------------------------------- */

#define NEIGHBOUR                                                                                                      \
    "SELECT d.doc, d.id, d.url, d.day, p.exact, p.n_words, p.least FROM documents d JOIN fingerprints p USING (doc) "

static struct fingerprint read_print(struct db_stmt *q, int column)
{
    struct fingerprint p = {.exact = (uint64_t)db_int(q, column), .n_words = (uint32_t)db_int(q, column + 1)};
    least_read(db_text(q, column + 2), &p);
    return p;
}

static struct neighbour read_neighbour(struct db_stmt *q, struct arena *arena)
{
    struct neighbour n = {.doc = db_int(q, 0),
                          .id = str_copy(arena, db_text(q, 1)),
                          .url = str_copy(arena, db_text(q, 2)),
                          .day = day_column(q, 3)};
    n.print = read_print(q, 4);
    return n;
}

enum status reprints_print(struct store *s, int64_t doc, struct fingerprint *out, struct fault *f)
{
    struct db_stmt *q;
    bool row = false;
    *out = (struct fingerprint){0};
    if (db_kept(s->db, "SELECT exact, n_words, least FROM fingerprints WHERE doc = ?1", &q, f))
        return f->status;
    db_bind_int(q, 1, doc);
    enum status status = db_step(q, &row, f);
    if (!status && row)
        *out = read_print(q, 0);
    db_rest(q);
    return status;
}

/* The documents of a bound statement's rows. */
static enum status collect(struct db_stmt *q, struct neighbours *to, struct fault *f)
{
    bool row = false;
    enum status status;
    while (!(status = db_step(q, &row, f)) && row)
        *array_add(to->arena, &to->candidate) = db_int(q, 0);
    db_rest(q);
    return status;
}

/* Those that share a band in the window. */
static enum status find_in_band(struct store *s, const struct neighbour *of, unsigned band, struct neighbours *to,
                                struct fault *f)
{
    static const char in_band[] = "SELECT doc FROM bands WHERE band = ?1 AND day BETWEEN ?2 AND ?3 UNION ALL "
                                  "SELECT doc FROM bands WHERE band = ?1 AND day = ?4 AND ?4 < ?2";
    struct db_stmt *q;
    bool dated = of->day != DAY_NONE;
    if (db_kept(s->db, in_band, &q, f))
        return f->status;
    db_bind_int(q, 1, fingerprint_band(&of->print, band));
    db_bind_int(q, 2, dated ? of->day - LIKENESS_WINDOW_DAYS : DAY_NONE);
    db_bind_int(q, 3, dated ? of->day + LIKENESS_WINDOW_DAYS : INT32_MAX);
    db_bind_int(q, 4, DAY_NONE);
    return collect(q, to, f);
}

static enum status find_at_address(struct store *s, const struct neighbour *of, struct neighbours *to, struct fault *f)
{
    struct db_stmt *q;
    if (!of->url.n)
        return OK;
    if (db_kept(s->db, "SELECT doc FROM documents WHERE url = ?1", &q, f))
        return f->status;
    db_bind_text(q, 1, of->url);
    return collect(q, to, f);
}

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The first of those that are before it; NULL: none. */
static const struct neighbour *first_before(const struct neighbours *all, const struct neighbour *of)
{
    const struct neighbour *best = NULL;
    for (uint32_t i = 0; i < all->of.n; i++) {
        const struct neighbour *n = &all->of.v[i];
        if (before(n->day, n->id, of->day, of->id) && (!best || before(n->day, n->id, best->day, best->id)))
            best = n;
    }
    return best;
}

/* Is the document a neighbour? */
static enum status look_at(struct store *s, const struct neighbour *of, int64_t doc, struct neighbours *to,
                           struct fault *f)
{
    struct db_stmt *q;
    bool row = false;
    if (db_kept(s->db, NEIGHBOUR "WHERE d.doc = ?1", &q, f))
        return f->status;
    db_bind_int(q, 1, doc);
    enum status status = db_step(q, &row, f);
    struct neighbour other = {0};
    if (!status && row)
        other = read_neighbour(q, to->arena);
    db_rest(q);
    if (!status && row && !str_eq(other.id, of->id) && reprint_each_other(of, &other))
        *array_add(to->arena, &to->of) = other;
    return status;
}

/* Of the candidates those that are neighbours; there are no more candidates then. any: one that is before it will do.
 */
static enum status look_at_candidates(struct store *s, const struct neighbour *of, bool any, struct neighbours *to,
                                      struct fault *f)
{
    uint32_t n = to->candidate.n;
    to->candidate.n = 0;
    if (n)
        qsort(to->candidate.v, n, sizeof *to->candidate.v, by_number);
    for (uint32_t i = 0; i < n; i++) {
        int64_t doc = to->candidate.v[i];
        if (doc == of->doc || (i && doc == to->candidate.v[i - 1]))
            continue;
        if (look_at(s, of, doc, to, f))
            return f->status;
        const struct neighbour *last = to->of.n ? &to->of.v[to->of.n - 1] : NULL;
        if (any && last && before(last->day, last->id, of->day, of->id))
            return OK;
    }
    return OK;
}

static enum status find_neighbours(struct store *s, const struct neighbour *of, struct neighbours *to, struct fault *f)
{
    for (unsigned i = 0; i < FINGERPRINT_BANDS; i++)
        if (find_in_band(s, of, i, to, f))
            return f->status;
    return find_at_address(s, of, to, f) ? f->status : look_at_candidates(s, of, false, to, f);
}

/* ---- who reprints whom --------------------------------------------------------------------------------------------
 */

static enum status drop_rows(struct store *s, int64_t doc, struct fault *f)
{
    static const char *const sql[] = {
#define TABLE(name, order) "DELETE FROM " #name " WHERE doc = ?1",
#define KEPT_TABLE(name, order)
#include "store/tables.def"
#undef TABLE
    };
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++)
        if (run_with(s, sql[i], doc, NULL, f))
            return f->status;
    return run_with(s, "UPDATE documents SET genre = NULL WHERE doc = ?1", doc, NULL, f);
}

/* Of one that has rows, and perhaps another original. */
static enum status set_original(struct store *s, int64_t doc, struct str id, struct fault *f)
{
    static const char sql[] = "INSERT INTO reprints (doc, original) VALUES (?1,?2) ON CONFLICT (doc) DO UPDATE SET "
                              "original = excluded.original";
    return run_with(s, sql, doc, &id, f) ? f->status : drop_rows(s, doc, f);
}

/* A document behind the new one: does the new one come before that which it was taken to reprint? */
static enum status offer(struct store *s, const struct neighbour *to, const struct neighbour *new, struct fault *f)
{
    static const char sql[] =
        "SELECT d.id, d.day FROM reprints r JOIN documents d ON d.id = r.original WHERE r.doc = ?1";
    struct db_stmt *q;
    bool row = false;
    if (db_kept(s->db, sql, &q, f))
        return f->status;
    db_bind_int(q, 1, to->doc);
    enum status status = db_step(q, &row, f);
    bool better = !status && (!row || before(new->day, new->id, day_column(q, 1), db_text(q, 0)));
    db_rest(q);
    return status ? status : better ? set_original(s, to->doc, new->id, f) : OK;
}

static struct neighbour seen(const struct doc *d, int64_t doc)
{
    return (struct neighbour){doc, d->id, d->url, d->date, d->fingerprint};
}

enum status reprints_find(struct store *s, const struct doc *d, struct neighbours **out, struct fault *f)
{
    struct neighbour new = seen(d, 0);
    *out = arena_zalloc(d->scratch, sizeof **out);
    (*out)->arena = d->scratch;
    return d->fingerprint.n_words ? find_neighbours(s, &new, *out, f) : OK;
}

struct str reprints_original(const struct neighbours *like, const struct doc *d)
{
    struct neighbour new = seen(d, 0);
    const struct neighbour *original = first_before(like, &new);
    return original ? str_copy(d->arena, original->id) : STR_NONE;
}

enum status reprints_add(struct store *s, const struct doc *d, int64_t doc, const struct neighbours *like,
                         struct fault *f)
{
    struct neighbour new = seen(d, doc);
    if (!d->fingerprint.n_words)
        return OK;
    const struct neighbour *original = first_before(like, &new);
    if (write_print(s, &new, f))
        return f->status;
    if (original && run_with(s, "INSERT INTO reprints (doc, original) VALUES (?1,?2)", doc, &original->id, f))
        return f->status;
    for (uint32_t i = 0; i < like->of.n; i++)
        if (before(new.day, new.id, like->of.v[i].day, like->of.v[i].id) && offer(s, &like->of.v[i], &new, f))
            return f->status;
    return OK;
}

enum status reprints_stale(struct store *s, int64_t doc, struct fault *f)
{
    return run_with(s, "UPDATE documents SET pipeline = '' WHERE doc = ?1", doc, NULL, f);
}

static enum status find_anew(struct store *s, const struct neighbour *of, struct arena *arena, struct fault *f)
{
    struct neighbours all = {.arena = arena};
    if (find_neighbours(s, of, &all, f))
        return f->status;
    const struct neighbour *original = first_before(&all, of);
    if (original)
        return set_original(s, of->doc, original->id, f);
    if (run_with(s, "DELETE FROM reprints WHERE doc = ?1", of->doc, NULL, f))
        return f->status;
    return reprints_stale(s, of->doc, f);
}

/* The documents of a bound statement's rows, whole. */
static enum status collect_whole(struct db_stmt *q, struct neighbours *to, struct fault *f)
{
    bool row = false;
    enum status status;
    while (!(status = db_step(q, &row, f)) && row)
        *array_add(to->arena, &to->of) = read_neighbour(q, to->arena);
    db_rest(q);
    return status;
}

static enum status find_whole(struct store *s, const char *sql, struct str id, struct neighbours *to, struct fault *f)
{
    struct db_stmt *q;
    if (db_kept(s->db, sql, &q, f))
        return f->status;
    db_bind_text(q, 1, id);
    return collect_whole(q, to, f);
}

enum status reprints_remove(struct store *s, struct str id, struct fault *f)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct neighbours itself = {.arena = &arena}, orphans = {.arena = &arena};
    enum status status = find_whole(s, NEIGHBOUR "WHERE d.id = ?1", id, &itself, f);
    if (!status)
        status = find_whole(s, NEIGHBOUR "JOIN reprints r USING (doc) WHERE r.original = ?1", id, &orphans, f);
    if (!status && itself.of.n) /* it must not be found again */
        status = remove_print(s, &itself.of.v[0], f);
    for (uint32_t i = 0; i < orphans.of.n && !status; i++)
        status = find_anew(s, &orphans.of.v[i], &arena, f);
    arena_release(&arena);
    return status;
}

/* The first document with a fingerprint behind that of number *doc; its number then, and whether there is one. */
static enum status make_next(struct store *s, struct arena *arena, int64_t *doc, bool *out_more, struct fault *f)
{
    struct neighbours next = {.arena = arena};
    struct db_stmt *q;
    if (db_kept(s->db, NEIGHBOUR "WHERE d.doc > ?1 ORDER BY d.doc LIMIT 1", &q, f))
        return f->status;
    db_bind_int(q, 1, *doc);
    if (collect_whole(q, &next, f))
        return f->status;
    *out_more = next.of.n;
    if (!*out_more)
        return OK;
    *doc = next.of.v[0].doc;
    return write_bands(s, &next.of.v[0], f);
}

enum status reprints_make(struct store *s, struct fault *f)
{
    struct arena arena;
    int64_t doc = -1;
    bool more = true;
    enum status status = OK;
    arena_init(&arena, 0);
    while (more && !status) {
        arena_clear(&arena);
        status = make_next(s, &arena, &doc, &more, f);
    }
    arena_release(&arena);
    return status;
}

enum status reprints_check(struct store *s, struct buf *out, uint32_t *n, struct fault *f)
{
    static const char sql[] =
        "SELECT count(*) FROM bands b WHERE NOT EXISTS (SELECT 1 FROM fingerprints p WHERE p.doc = b.doc)";
    struct db_stmt *q;
    bool row = false;
    if (db_kept(s->db, sql, &q, f))
        return f->status;
    enum status status = db_step(q, &row, f);
    int64_t n_left = !status && row ? db_int(q, 0) : 0;
    db_rest(q);
    if (n_left) {
        buf_printf(out, "bands: %lld rows of documents that have no fingerprint\n", (long long)n_left);
        ++*n;
    }
    return status;
}

/* Which one is settled when it is put, so the first that is found will do: of a story printed fifty times it is found
 * in the first band. */
static enum status find_any(struct store *s, const struct neighbour *of, struct neighbours *to, struct fault *f)
{
    for (unsigned i = 0; i < FINGERPRINT_BANDS && !first_before(to, of); i++)
        if (find_in_band(s, of, i, to, f) || look_at_candidates(s, of, true, to, f))
            return f->status;
    if (first_before(to, of))
        return OK;
    return find_at_address(s, of, to, f) ? f->status : look_at_candidates(s, of, true, to, f);
}

enum status store_find_original(struct store *s, struct doc *d, struct fault *f)
{
    struct arena_mark mark = arena_mark(d->scratch);
    struct neighbour new = seen(d, 0);
    struct neighbours like = {.arena = d->scratch};
    enum status status = d->fingerprint.n_words ? find_any(s, &new, &like, f) : OK;
    if (!status)
        d->duplicate_of = reprints_original(&like, d);
    arena_rewind(d->scratch, mark);
    return status;
}

enum status store_original(struct store *s, struct doc *d, struct fault *f)
{
    static const char sql[] = "SELECT original FROM reprints r JOIN documents d USING (doc) WHERE d.id = ?1";
    struct db_stmt *q;
    bool row = false;
    if (db_kept(s->db, sql, &q, f))
        return f->status;
    db_bind_text(q, 1, d->id);
    enum status status = db_step(q, &row, f);
    if (!status)
        d->duplicate_of = row ? str_copy(d->arena, db_text(q, 0)) : STR_NONE;
    db_rest(q);
    return status;
}

enum status store_reprints(struct store *s, store_reprint_fn *fn, void *context, struct fault *f)
{
    static const char sql[] = "SELECT d.id, r.original FROM reprints r JOIN documents d USING (doc) ORDER BY d.id";
    struct db_stmt *q;
    bool row = false, go_on = true;
    if (db_prepare(s->db, sql, &q, f))
        return f->status;
    enum status status = OK;
    while (go_on && !(status = db_step(q, &row, f)) && row)
        go_on = fn(context, db_text(q, 0), db_text(q, 1));
    db_finish(q);
    return status;
}
