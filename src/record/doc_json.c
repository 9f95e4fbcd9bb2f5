#include "record/doc_json.h"

#include "base/json.h"
#include "record/names.h"

#include <math.h>

/* Everything below writes into j; ix turns bytes of d->text into code points. */
struct writer {
    const struct doc *d;
    const struct utf8_index *ix;
    struct json j;
};

/* ---- small things ------------------------------------------------------------------------------------------- */

static void put_str(struct writer *w, const char *key, struct str value)
{
    json_key(&w->j, key);
    json_str_or_null(&w->j, value);
}

static void put_name(struct writer *w, const char *key, const char *value)
{
    json_key(&w->j, key);
    json_cstr(&w->j, value);
}

static void put_int(struct writer *w, const char *key, int64_t value)
{
    json_key(&w->j, key);
    json_int(&w->j, value);
}

static void put_num(struct writer *w, const char *key, double value, int n_decimals)
{
    json_key(&w->j, key);
    json_num(&w->j, value, n_decimals);
}

static void put_bool(struct writer *w, const char *key, bool value)
{
    json_key(&w->j, key);
    json_bool(&w->j, value);
}

static void put_null(struct writer *w, const char *key)
{
    json_key(&w->j, key);
    json_null(&w->j);
}

static void put_id(struct writer *w, const char *key, uint32_t id)
{
    json_key(&w->j, key);
    if (id == NONE)
        json_null(&w->j);
    else
        json_int(&w->j, id);
}

/* Open ends ("since ever") are not dates that anybody could use: null, like unknown ones. */
static void put_day(struct writer *w, const char *key, int32_t day)
{
    char text[11];
    json_key(&w->j, key);
    if (day == DAY_NONE || day <= DAY_MIN || day >= DAY_MAX) {
        json_null(&w->j);
        return;
    }
    day_write(day, text);
    json_cstr(&w->j, text);
}

static void put_bounds(struct writer *w, struct span s)
{
    put_int(w, "start", utf8_index_get(w->ix, s.start));
    put_int(w, "end", utf8_index_get(w->ix, s.end));
}

static void put_span(struct writer *w, const char *key, struct span s, bool with_text)
{
    json_key(&w->j, key);
    if (!span_given(s)) {
        json_null(&w->j);
        return;
    }
    json_object(&w->j);
    put_bounds(w, s);
    if (with_text) {
        json_key(&w->j, "text");
        json_str(&w->j, doc_slice(w->d, s));
    }
    json_object_end(&w->j);
}

/* ---- the parts of a document -------------------------------------------------------------------------------- */

static void put_doc(struct writer *w)
{
    const struct doc *d = w->d;
    json_key(&w->j, "doc");
    json_object(&w->j);
    put_str(w, "id", d->id);
    put_str(w, "url", d->url);
    put_str(w, "title", d->title);
    put_day(w, "date", d->date);
    put_str(w, "publisher", d->publisher);
    put_str(w, "author", d->author);
    put_str(w, "lang", d->lang);
    put_name(w, "genre", genre_name(d->genre));
    put_str(w, "duplicate_of", d->duplicate_of);
    json_object_end(&w->j);
}

static void put_sentences(struct writer *w)
{
    json_key(&w->j, "sentences");
    json_array(&w->j);
    for (uint32_t i = 0; i < w->d->sent.n; i++) {
        json_object(&w->j);
        put_bounds(w, w->d->sent.v[i].span);
        put_name(w, "kind", sent_kind_name(w->d->sent.v[i].kind));
        json_object_end(&w->j);
    }
    json_array_end(&w->j);
}

static void put_sectors(struct writer *w, const struct actor_code *a)
{
    json_key(&w->j, "sectors");
    json_array(&w->j);
    for (uint32_t i = 0; i < a->n_sectors; i++)
        json_cstr(&w->j, a->sector[i]);
    json_array_end(&w->j);
}

static void put_others(struct writer *w, const struct mention *m)
{
    json_key(&w->j, "others");
    json_array(&w->j);
    for (uint32_t i = 0; i < m->n_others; i++) {
        json_object(&w->j);
        put_str(w, "code", str_of(m->other[i].code));
        put_str(w, "name", m->other[i].name);
        json_object_end(&w->j);
    }
    json_array_end(&w->j);
}

static void put_mention(struct writer *w, uint32_t id)
{
    const struct mention *m = &w->d->mention.v[id];
    json_object(&w->j);
    put_id(w, "id", id);
    put_id(w, "sentence", m->sent);
    put_bounds(w, m->span);
    put_str(w, "text", doc_slice(w->d, m->span));
    put_span(w, "phrase", m->phrase, false);
    put_id(w, "group", m->group);
    put_str(w, "code", str_of(m->actor.code));
    put_str(w, "country", str_of(m->actor.country));
    put_sectors(w, &m->actor);
    put_str(w, "name", m->name);
    put_name(w, "how", how_name(m->how));
    put_name(w, "date_role", !*m->actor.code ? NULL : m->date_from_event ? "event" : "document");
    put_others(w, m);
    json_object_end(&w->j);
}

/* ---- events ------------------------------------------------------------------------------------------------- */

/* A mention written out where it is used (event rows), or its id (documents). */
static void put_actor(struct writer *w, const char *key, uint32_t id, bool written_out)
{
    if (id == NONE || !written_out) {
        put_id(w, key, id);
        return;
    }
    const struct mention *m = &w->d->mention.v[id];
    json_key(&w->j, key);
    json_object(&w->j);
    put_str(w, "code", str_of(m->actor.code));
    put_str(w, "country", str_of(m->actor.country));
    put_sectors(w, &m->actor);
    put_str(w, "name", m->name);
    put_str(w, "text", doc_slice(w->d, m->span));
    put_bounds(w, m->span);
    put_span(w, "phrase", m->phrase, false);
    json_object_end(&w->j);
}

static void put_date(struct writer *w, struct date_range date, struct span words)
{
    json_key(&w->j, "date");
    if (date.from == DAY_NONE && date.to == DAY_NONE) {
        json_null(&w->j);
        return;
    }
    json_object(&w->j);
    put_day(w, "from", date.from);
    put_day(w, "to", date.to);
    put_str(w, "text", doc_slice(w->d, words));
    json_object_end(&w->j);
}

/* The day that series and rows of other formats use. */
static void put_series_day(struct writer *w, const struct event *e)
{
    bool by_document;
    int32_t day = event_day(w->d, e, &by_document);
    put_day(w, "day", day);
    put_name(w, "dated_by", by_document ? "document" : day != DAY_NONE ? "text" : NULL);
}

static void put_place(struct writer *w, uint32_t mention)
{
    json_key(&w->j, "place");
    const struct territory *p = mention == NONE ? NULL : w->d->mention.v[mention].place;
    if (!p) {
        json_null(&w->j);
        return;
    }
    json_object(&w->j);
    put_str(w, "name", p->name);
    put_str(w, "id", p->id);
    put_str(w, "country", str_of(p->country));
    put_num(w, "lat", p->lat, 4);
    put_num(w, "lon", p->lon, 4);
    put_name(w, "precision", p->precision);
    json_object_end(&w->j);
}

static void put_quantity(struct writer *w, const char *key, const struct quantity *q)
{
    json_key(&w->j, key);
    if (isnan(q->low) && isnan(q->high)) {
        json_null(&w->j);
        return;
    }
    json_object(&w->j);
    put_num(w, "low", q->low, 2);
    put_num(w, "high", q->high, 2);
    put_str(w, "text", doc_slice(w->d, q->words));
    json_object_end(&w->j);
}

static void put_magnitude(struct writer *w, const struct magnitude *m)
{
    json_key(&w->j, "magnitude");
    if (!m) {
        json_null(&w->j);
        return;
    }
    json_object(&w->j);
    for (int k = 0; k < N_MAGNITUDES; k++)
        put_quantity(w, magnitude_name((enum magnitude_kind)k), &m->of[k]);
    put_str(w, "currency", str_of(m->currency));
    json_object_end(&w->j);
}

static void put_act(struct writer *w, const struct event *e)
{
    put_name(w, "event", event_type_name(e->type));
    put_str(w, "mode", e->mode);
    json_key(&w->j, "contexts");
    json_array(&w->j);
    for (uint32_t i = 0; i < e->n_contexts; i++)
        json_str(&w->j, e->context[i]);
    json_array_end(&w->j);
    put_str(w, "cameo", str_of(e->cameo));
    put_int(w, "quad", event_type_quad(e->type));
    put_num(w, "goldstein", (double)e->goldstein, 1);
    put_num(w, "intensity", (double)e->intensity, 1);
    put_name(w, "status", event_status_name(e->status));
    put_name(w, "voice", voice_name(e->voice));
}

/* row: that of `code`, with the document and sentence beside it and the actors written out. */
static void put_event(struct writer *w, uint32_t id, bool row)
{
    const struct doc *d = w->d;
    const struct event *e = &d->event.v[id];
    json_object(&w->j);
    put_id(w, "id", id);
    if (row) {
        json_key(&w->j, "doc");
        json_object(&w->j);
        put_str(w, "id", d->id);
        put_str(w, "url", d->url);
        put_day(w, "date", d->date);
        put_str(w, "publisher", d->publisher);
        json_object_end(&w->j);
        json_key(&w->j, "sentence");
        json_object(&w->j);
        put_id(w, "index", e->sent);
        put_bounds(w, d->sent.v[e->sent].span);
        put_str(w, "text", doc_slice(d, d->sent.v[e->sent].span));
        json_object_end(&w->j);
    } else {
        put_id(w, "sentence", e->sent);
    }
    put_act(w, e);
    put_actor(w, "speaker", e->speaker_mention, row);
    put_num(w, "factuality", (double)e->factuality, 2);
    put_id(w, "content_of", e->content_of_event);
    put_id(w, "reciprocal_of", e->reciprocal_of_event);
    put_name(w, "time", event_time_name(e->time));
    put_actor(w, "source", e->source_mention, row);
    put_actor(w, "target", e->target_mention, row);
    put_span(w, "trigger", e->trigger, true);
    put_date(w, e->date, e->date_span);
    if (row)
        put_series_day(w, e);
    put_place(w, e->place_mention);
    put_magnitude(w, e->magnitude);
    put_num(w, "confidence", (double)e->confidence, 3);
    put_str(w, "rule", e->rule);
    put_null(w, "incident");
    put_bool(w, "counted", e->counted);
    json_object_end(&w->j);
}

/* ---- statements --------------------------------------------------------------------------------------------- */

/* Codes of the actors named inside the content, each once, in text order. */
static void put_about(struct writer *w, const struct statement *s)
{
    const struct doc *d = w->d;
    enum { MAX_ABOUT = 64 };
    const char *seen[MAX_ABOUT];
    uint32_t n = 0;
    json_key(&w->j, "about");
    json_array(&w->j);
    for (uint32_t t = d->sent.v[s->first_sent].first_tok; t < d->sent.v[s->last_sent].end_tok && n < MAX_ABOUT; t++)
        for (uint32_t id = d->tok.v[t].mention; id != NONE && n < MAX_ABOUT; id = d->mention.v[id].next_same_head) {
            const struct mention *m = &d->mention.v[id];
            bool told = !*m->actor.code || m->span.start < s->content.start || m->span.end > s->content.end;
            for (uint32_t i = 0; i < n && !told; i++)
                told = strcmp(seen[i], m->actor.code) == 0;
            if (told)
                continue;
            seen[n++] = m->actor.code;
            json_cstr(&w->j, m->actor.code);
        }
    json_array_end(&w->j);
}

static void put_stances(struct writer *w, const struct statement *s)
{
    json_key(&w->j, "stance");
    json_array(&w->j);
    for (uint32_t i = 0; i < s->n_stances; i++) {
        json_object(&w->j);
        json_key(&w->j, "actor");
        json_cstr(&w->j, w->d->mention.v[s->stance_to[i].mention].actor.code);
        json_key(&w->j, "sign");
        json_int(&w->j, s->stance_to[i].sign);
        put_name(w, "kind", stance_kind_name(s->stance_to[i].kind));
        json_object_end(&w->j);
    }
    json_array_end(&w->j);
}

static void put_statement(struct writer *w, uint32_t id)
{
    const struct statement *s = &w->d->statement.v[id];
    json_object(&w->j);
    put_id(w, "id", id);
    json_key(&w->j, "sentences");
    json_array(&w->j);
    json_int(&w->j, s->first_sent);
    json_int(&w->j, s->last_sent);
    json_array_end(&w->j);
    put_name(w, "kind", quote_kind_name(s->kind));
    put_span(w, "content", s->content, true);
    json_key(&w->j, "parts");
    json_array(&w->j);
    for (uint32_t i = 0; i < s->n_parts; i++) {
        json_object(&w->j);
        put_bounds(w, s->part[i]);
        json_object_end(&w->j);
    }
    json_array_end(&w->j);
    put_span(w, "cue", s->cue, true);
    put_span(w, "source_span", s->source_span, false);
    put_id(w, "speaker", s->speaker_mention);
    put_name(w, "speaker_kind", speaker_kind_name(s->speaker_kind));
    put_id(w, "addressee", s->addressee_mention);
    put_span(w, "venue", s->venue, true);
    put_span(w, "via", s->via, true);
    put_span(w, "date", s->date, true);
    put_about(w, s);
    put_stances(w, s);
    json_object_end(&w->j);
}

/* ---- the ledger --------------------------------------------------------------------------------------------- */

static void put_range(struct writer *w, const char *key, struct date_range range, struct span words)
{
    json_key(&w->j, key);
    if (range.from == DAY_NONE && range.to == DAY_NONE) {
        json_null(&w->j);
        return;
    }
    json_object(&w->j);
    put_day(w, "from", range.from);
    put_day(w, "to", range.to);
    if (span_given(words))
        put_str(w, "text", doc_slice(w->d, words));
    json_object_end(&w->j);
}

static void put_parties(struct writer *w, const struct ledger_entry *e)
{
    json_key(&w->j, "parties");
    json_array(&w->j);
    for (uint32_t i = 0; i < e->n_parties; i++)
        json_int(&w->j, e->party[i].mention);
    json_array_end(&w->j);
    json_key(&w->j, "roles");
    json_object(&w->j);
    for (int r = PARTY_PARTY + 1; r < N_LEDGER_ROLES; r++)
        for (uint32_t i = 0; i < e->n_parties; i++)
            if (e->party[i].role == (enum ledger_role)r) {
                put_id(w, ledger_role_name((enum ledger_role)r), e->party[i].mention);
                break; /* the first of several: a key stands once */
            }
    json_object_end(&w->j);
}

static void put_hindrances(struct writer *w, const struct ledger_entry *e)
{
    json_key(&w->j, "delays");
    json_array(&w->j);
    if (e->is_delayed) {
        json_object(&w->j);
        put_day(w, "date", e->delay.day);
        put_range(w, "from", e->delay.from, SPAN_NONE);
        put_range(w, "to", e->delay.until, SPAN_NONE);
        json_object_end(&w->j);
    }
    json_array_end(&w->j);
    json_key(&w->j, "obstacles");
    json_array(&w->j);
    for (uint32_t i = 0; i < e->n_obstacles; i++) {
        const struct ledger_obstacle *o = &e->obstacle[i];
        json_object(&w->j);
        put_str(w, "kind", o->kind);
        put_bounds(w, o->words);
        put_id(w, "says", o->says_mention);
        put_name(w, "voice", voice_name(o->voice));
        json_object_end(&w->j);
    }
    json_array_end(&w->j);
}

static void put_sign(struct writer *w, int sign)
{
    json_key(&w->j, "sign");
    if (sign)
        json_int(&w->j, sign);
    else
        json_null(&w->j);
}

static void put_ledger(struct writer *w, uint32_t id)
{
    const struct ledger_entry *e = &w->d->ledger.v[id];
    json_object(&w->j);
    put_id(w, "id", id);
    put_id(w, "sentence", e->sent);
    put_name(w, "kind", ledger_kind_name(e->kind));
    put_str(w, "subject", e->subject);
    put_parties(w, e);
    put_span(w, "matter", e->matter, true);
    put_str(w, "portion", e->portion);
    put_bool(w, "is_part", e->is_part);
    put_name(w, "stage", ledger_stage_name(e->stage));
    put_hindrances(w, e);
    put_span(w, "condition", e->condition, false);
    put_range(w, "due", e->due, e->due_span);
    put_id(w, "who_says", e->says_mention);
    put_name(w, "speaker_kind", speaker_kind_name(e->says_kind));
    put_name(w, "voice", voice_name(e->voice));
    put_sign(w, ledger_sign(e));
    put_num(w, "certainty", e->certainty, 2);
    put_num(w, "confidence", e->confidence, 3);
    put_bool(w, "checkable", e->checkable);
    put_name(w, "outcome", ledger_outcome_name(e->outcome));
    put_str(w, "rule", e->rule);
    json_object_end(&w->j);
}

/* ---- whole lines -------------------------------------------------------------------------------------------- */

static void put_list(struct writer *w, const char *key, uint32_t n, void (*put)(struct writer *, uint32_t))
{
    json_key(&w->j, key);
    json_array(&w->j);
    for (uint32_t i = 0; i < n; i++)
        put(w, i);
    json_array_end(&w->j);
}

static void put_event_of_doc(struct writer *w, uint32_t id)
{
    put_event(w, id, false);
}

void doc_json_write(const struct doc *d, struct buf *out)
{
    struct utf8_index ix;
    utf8_index_build(&ix, d->scratch, d->text);
    struct writer w = {.d = d, .ix = &ix};
    json_init(&w.j, out);
    json_object(&w.j);
    put_doc(&w);
    json_key(&w.j, "text");
    json_str(&w.j, d->text);
    put_sentences(&w);
    put_list(&w, "mentions", d->mention.n, put_mention);
    put_list(&w, "events", d->event.n, put_event_of_doc);
    put_list(&w, "statements", d->statement.n, put_statement);
    put_list(&w, "ledger", d->ledger.n, put_ledger);
    json_object_end(&w.j);
    buf_add_char(out, '\n');
}

void doc_json_event_row(const struct doc *d, const struct utf8_index *ix, uint32_t event, struct buf *out)
{
    struct writer w = {.d = d, .ix = ix};
    json_init(&w.j, out);
    put_event(&w, event, true);
    buf_add_char(out, '\n');
}
