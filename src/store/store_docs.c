/* Documents with their events as records again, for those who write rows from them. */
#include "base/utf8.h"
#include "record/names.h"
#include "store/store_int.h"

#include <math.h>

/* ---- code points -> bytes: the place of every 64th, then steps ---------------------------------------------- */

enum { STEP = 64 };

struct places {
    struct str text;
    const uint32_t *byte;
    uint32_t n;
};

static void places_build(struct places *p, struct arena *arena, struct str text)
{
    uint32_t *byte = arena_alloc(arena, (text.n / STEP + 2) * sizeof *byte), code_points = 0;
    p->text = text;
    p->n = 0;
    for (uint32_t at = 0, n; at < text.n; at += n, code_points++) {
        if (code_points % STEP == 0)
            byte[p->n++] = at;
        utf8_at(text, at, &n);
    }
    p->byte = byte;
}

static uint32_t byte_of(const struct places *p, uint32_t code_point)
{
    if (code_point / STEP >= p->n)
        return p->text.n;
    uint32_t at = p->byte[code_point / STEP];
    for (uint32_t i = 0, n; i < code_point % STEP && at < p->text.n; i++, at += n)
        utf8_at(p->text, at, &n);
    return at;
}

/* ---- rows ---------------------------------------------------------------------------------------------------- */

struct reader {
    struct store *s;
    struct doc *d;
    struct places places;
    struct db_stmt *q;
    int column; /* the next */
};

static struct str take_text(struct reader *r)
{
    struct str s = db_text(r->q, r->column++);
    return s.n ? str_copy(r->d->arena, s) : STR_NONE;
}

static const char *take_cstr(struct reader *r) /* NULL: null */
{
    struct str s = take_text(r);
    return s.n ? s.s : NULL;
}

static void take_code(struct reader *r, char *out, size_t size)
{
    struct str s = db_text(r->q, r->column++);
    memset(out, 0, size);
    if (s.n && s.n < size)
        memcpy(out, s.s, s.n);
}

static bool is_null(const struct reader *r)
{
    return db_type(r->q, r->column) == DB_NULL;
}

static int64_t take_int(struct reader *r)
{
    return db_int(r->q, r->column++);
}

static uint32_t take_ref(struct reader *r)
{
    bool null = is_null(r);
    int64_t v = take_int(r);
    return null ? NONE : (uint32_t)v;
}

static int32_t take_day(struct reader *r)
{
    bool null = is_null(r);
    int64_t v = take_int(r);
    return null ? DAY_NONE : (int32_t)v;
}

static double take_num(struct reader *r)
{
    bool null = is_null(r);
    double v = db_real(r->q, r->column++);
    return null ? NAN : v;
}

static struct span take_span(struct reader *r)
{
    uint32_t start = take_ref(r), end = take_ref(r);
    return start == NONE ? SPAN_NONE : (struct span){byte_of(&r->places, start), byte_of(&r->places, end)};
}

/* The number of a written form, below n; 0 where none fits. */
static int take_name(struct reader *r, int n, const char *(*name)(int))
{
    struct str s = db_text(r->q, r->column++);
    for (int i = 0; i < n; i++)
        if (s.n && str_is(s, name(i)))
            return i;
    return 0;
}

static const char *name_of_kind(int i)
{
    return sent_kind_name((enum sent_kind)i);
}
static const char *name_of_how(int i)
{
    return how_name((enum how)i);
}
static const char *name_of_status(int i)
{
    return event_status_name((enum event_status)i);
}
static const char *name_of_voice(int i)
{
    return voice_name((enum voice)i);
}
static const char *name_of_time(int i)
{
    return event_time_name((enum event_time)i);
}
static const char *name_of_genre(int i)
{
    return genre_name((enum genre)i);
}
static const char *name_of_magnitude(int i)
{
    return magnitude_name((enum magnitude_kind)i);
}

static void read_sentence(struct reader *r)
{
    struct sent *s = array_add(r->d->arena, &r->d->sent);
    s->span = take_span(r);
    s->kind = (enum sent_kind)take_name(r, SENT_BOILERPLATE + 1, name_of_kind);
}

static void read_sectors(struct reader *r, struct actor_code *a)
{
    struct str rest = db_text(r->q, r->column++), one;
    while (rest.n && a->n_sectors < MAX_SECTORS && str_cut(&rest, ' ', &one))
        if (one.n == 3)
            memcpy(a->sector[a->n_sectors++], one.s, 3);
}

static void read_mention(struct reader *r)
{
    struct territory place = {0};
    struct mention *m = array_add(r->d->arena, &r->d->mention);
    m->sent = take_ref(r);
    m->span = take_span(r);
    m->phrase = take_span(r);
    m->group = take_ref(r);
    take_code(r, m->actor.code, sizeof m->actor.code);
    take_code(r, m->actor.country, sizeof m->actor.country);
    read_sectors(r, &m->actor);
    m->name = take_text(r);
    m->how = (enum how)take_name(r, HOW_ROLE + 1, name_of_how);
    m->is_filler = m->how == HOW_NONE;
    m->entity = take_ref(r);
    m->is_place = take_int(r) != 0;
    m->is_person = take_int(r) != 0;
    m->next_same_head = NONE;
    place.name = take_text(r);
    place.id = take_text(r);
    take_code(r, place.country, sizeof place.country);
    place.lat = take_num(r);
    place.lon = take_num(r);
    place.precision = take_cstr(r);
    if (!place.id.n)
        return;
    struct territory *kept = arena_alloc(r->d->arena, sizeof *kept);
    *kept = place;
    m->place = kept;
}

static void read_contexts(struct reader *r, struct event *e)
{
    struct str rest = take_text(r), one;
    while (rest.n && e->n_contexts < sizeof e->context / sizeof e->context[0] && str_cut(&rest, ' ', &one))
        if (one.n)
            e->context[e->n_contexts++] = one;
}

static void read_event(struct reader *r)
{
    struct event *e = array_add(r->d->arena, &r->d->event);
    e->sent = take_ref(r);
    e->type = event_type_of(db_text(r->q, r->column++));
    e->mode = take_text(r);
    read_contexts(r, e);
    take_code(r, e->cameo, sizeof e->cameo);
    e->goldstein = (float)take_num(r);
    e->intensity = (float)take_num(r);
    e->status = (enum event_status)take_name(r, EST_SPECULATED + 1, name_of_status);
    e->voice = (enum voice)take_name(r, VOICE_AUTHOR + 1, name_of_voice);
    e->speaker_mention = take_ref(r);
    e->factuality = (float)take_num(r);
    e->content_of_event = take_ref(r);
    e->reciprocal_of_event = take_ref(r);
    e->time = (enum event_time)take_name(r, TIME_FUTURE + 1, name_of_time);
    e->source_mention = take_ref(r);
    e->target_mention = take_ref(r);
    e->place_mention = take_ref(r);
    e->trigger = take_span(r);
    e->trigger_tok = NONE;
    e->date.from = take_day(r);
    e->date.to = take_day(r);
    e->date_span = take_span(r);
    e->confidence = (float)take_num(r);
    e->rule = take_text(r);
    e->counted = take_int(r) != 0;
}

static void read_magnitude(struct reader *r)
{
    uint32_t event = take_ref(r);
    if (event >= r->d->event.n)
        return;
    struct event *e = &r->d->event.v[event];
    struct magnitude *m = arena_alloc(r->d->arena, sizeof *m);
    *m = (struct magnitude){.currency = ""};
    for (int k = 0; k < N_MAGNITUDES; k++)
        m->of[k] = e->magnitude ? e->magnitude->of[k] : (struct quantity){NAN, NAN, SPAN_NONE};
    if (e->magnitude)
        memcpy(m->currency, e->magnitude->currency, sizeof m->currency);
    int kind = take_name(r, N_MAGNITUDES, name_of_magnitude);
    m->of[kind].low = take_num(r);
    m->of[kind].high = take_num(r);
    m->of[kind].words = take_span(r);
    if (kind == MAG_AMOUNT)
        take_code(r, m->currency, sizeof m->currency);
    e->magnitude = m;
}

/* ---- documents ------------------------------------------------------------------------------------------------ */

/* In the order in which they need each other. */
static const struct {
    const char *sql;
    void (*read)(struct reader *r);
} PARTS[] = {
    {"SELECT \"start\", \"end\", kind FROM sentences WHERE doc = ?1 ORDER BY sentence", read_sentence},
    {"SELECT sentence, \"start\", \"end\", phrase_start, phrase_end, grp, code, country, sectors, name, how, entity, "
     "is_place, "
     "is_person, "
     "place_name, place_id, place_country, lat, lon, place_precision FROM mentions WHERE doc = ?1 ORDER BY mention",
     read_mention},
    {"SELECT sentence, type, mode, contexts, cameo, goldstein, intensity, status, voice, speaker, factuality, "
     "content_of, reciprocal_of, time, source, target, place, trigger_start, trigger_end, date_from, date_to, "
     "date_start, date_end, confidence, rule, counted FROM events WHERE doc = ?1 ORDER BY event",
     read_event},
    {"SELECT event, kind, low, high, \"start\", \"end\", currency FROM magnitudes WHERE doc = ?1 ORDER BY event, kind",
     read_magnitude},
};

static enum status read_parts(struct reader *r, int64_t doc, struct fault *f)
{
    for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0]; i++) {
        if (db_kept(r->s->db, PARTS[i].sql, &r->q, f))
            return f->status;
        db_bind_int(r->q, 1, doc);
        enum status status;
        bool row;
        while (!(status = db_step(r->q, &row, f)) && row) {
            r->column = 0;
            PARTS[i].read(r);
        }
        db_rest(r->q);
        if (status)
            return status;
    }
    return OK;
}

static void read_head(struct reader *r)
{
    struct doc *d = r->d;
    r->column = 1;
    d->id = take_text(r);
    d->url = take_text(r);
    d->title = take_text(r);
    d->publisher = take_text(r);
    d->author = take_text(r);
    d->lang = take_text(r);
    d->genre = (enum genre)take_name(r, GENRE_TRANSCRIPT + 1, name_of_genre);
    d->date = take_day(r);
    d->text = take_text(r);
    places_build(&r->places, d->arena, d->text);
}

enum status store_docs(struct store *s, int32_t from, int32_t to, store_doc_fn *fn, void *context, struct fault *f)
{
    static const char sql[] =
        "SELECT doc, id, url, title, publisher, author, lang, genre, day, text FROM documents d WHERE EXISTS "
        "(SELECT 1 FROM events e WHERE e.doc = d.doc AND ((CAST(?1 AS BIGINT) IS NULL AND CAST(?2 AS BIGINT) IS NULL) "
        "OR (e.day >= coalesce(?1, e.day) AND e.day <= coalesce(?2, e.day)))) ORDER BY day NULLS FIRST, id";
    struct db_stmt *heads;
    if (db_prepare(s->db, sql, &heads, f))
        return f->status;
    bind_day(heads, 1, from);
    bind_day(heads, 2, to);
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    enum status status;
    bool row, go_on = true;
    while (go_on && !(status = db_step(heads, &row, f)) && row) {
        arena_clear(&arena);
        arena_clear(&scratch);
        struct reader r = {.s = s, .d = doc_new(&arena, &scratch), .q = heads};
        read_head(&r);
        status = read_parts(&r, db_int(heads, 0), f);
        go_on = !status && fn(context, r.d);
    }
    db_finish(heads);
    arena_release(&arena);
    arena_release(&scratch);
    return status;
}
