/* api/entente.c - the public library over ingest/ and pipeline/: see include/entente.h. */
#include "entente.h"

#include "base/utf8.h"
#include "ingest/ingest.h"
#include "pipeline/pipeline.h"
#include "record/doc_json.h"
#include "record/names.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static_assert(ENTENTE_NONE == NONE, "indices go out as they are");
static_assert((int)ENTENTE_KILLED == MAG_KILLED && (int)ENTENTE_AMOUNT == MAG_AMOUNT &&
                  (int)ENTENTE_N_MAGNITUDES == N_MAGNITUDES,
              "kinds of magnitude go out as they are");

struct entente_reader {
    struct ingest_rules *rules;
    struct pipeline *pipeline;
};

struct entente_doc {
    struct arena arena, scratch;
    struct doc *doc;
    struct buf json;
};

/* ---- reader ------------------------------------------------------------------------------------------------- */

static enum entente_code fail(const struct fault *f, struct entente_error *error)
{
    static const enum entente_code codes[] = {[OK] = ENTENTE_OK,
                                              [ST_INPUT] = ENTENTE_INPUT,
                                              [ST_LIMIT] = ENTENTE_LIMIT,
                                              [ST_USAGE] = ENTENTE_USAGE,
                                              [ST_ENVIRONMENT] = ENTENTE_ENVIRONMENT};
    if (error) {
        error->code = codes[f->status];
        snprintf(error->message, sizeof error->message, "%s", f->message);
    }
    return codes[f->status];
}

static enum entente_code usage(const char *message, struct entente_error *error)
{
    struct fault f;
    fault_set(&f, ST_USAGE, "%s", message);
    return fail(&f, error);
}

const char *entente_version(void)
{
    return ENTENTE_VERSION;
}

enum entente_code entente_open(const char *lang_dir, const char *extra_dir, struct entente_reader **out,
                               struct entente_error *error)
{
    if (!lang_dir || !out)
        return usage("entente_open needs a language folder and a place for the reader", error);
    struct entente_reader *r = calloc(1, sizeof *r);
    if (!r)
        out_of_memory(sizeof *r);
    struct fault f;
    struct buf text_dir = {0};
    buf_printf(&text_dir, "%s/text", lang_dir);
    enum status bad = ingest_rules_load(text_dir.s, &r->rules, &f);
    buf_release(&text_dir);
    if (bad || pipeline_open(lang_dir, extra_dir, &r->pipeline, &f)) {
        entente_close(r);
        return fail(&f, error);
    }
    *out = r;
    return ENTENTE_OK;
}

void entente_close(struct entente_reader *r)
{
    if (!r)
        return;
    ingest_rules_free(r->rules);
    pipeline_close(r->pipeline);
    free(r);
}

/* ---- reading ------------------------------------------------------------------------------------------------ */

/* A string of the caller's, made valid and copied; if_null where there is none. */
static struct str taken(struct doc *d, const char *s, struct str if_null)
{
    if (!s || !*s)
        return if_null;
    struct buf clean = {0};
    utf8_repair(s, strlen(s), &clean);
    struct str copy = str_copy(d->arena, buf_str(&clean));
    buf_release(&clean);
    return copy;
}

static enum status ingest_bytes(const struct entente_reader *r, struct str bytes, const struct entente_options *o,
                                struct doc *d, struct fault *f)
{
    if (!o->pretokenized)
        return ingest_text(r->rules, STR_NONE, bytes, d, f);
    char path[] = "";
    struct raw_doc raw = {.format = INPUT_TEXT, .path = path, .pretokenized = true, .default_date = DAY_NONE};
    buf_add_str(&raw.bytes, bytes);
    enum status bad = ingest_document(r->rules, &raw, d, f);
    buf_release(&raw.bytes);
    return bad;
}

static enum status read_doc(const struct entente_reader *r, struct str bytes, const struct entente_options *o,
                            struct doc *d, struct fault *f)
{
    struct date_range date = DATE_RANGE_NONE;
    if (o->date && (!date_parse(str_of(o->date), &date) || date.from != date.to))
        return fault_set(f, ST_USAGE, "\"%.80s\" is no day such as 2018-04-06", o->date);
    if (ingest_bytes(r, bytes, o, d, f))
        return f->status;
    d->id = taken(d, o->id, d->id);
    d->url = taken(d, o->url, d->url);
    d->title = taken(d, o->title, d->title);
    d->publisher = taken(d, o->publisher, d->publisher);
    d->author = taken(d, o->author, d->author);
    if (date.from != DAY_NONE)
        d->date = date.from;
    arena_clear(d->scratch);
    return pipeline_run(r->pipeline, d, UNTIL_LEDGER, f);
}

enum entente_code entente_read(const struct entente_reader *r, const char *text, size_t n_bytes,
                               const struct entente_options *options, struct entente_doc **out,
                               struct entente_error *error)
{
    static const struct entente_options none;
    if (!r || !out || (!text && n_bytes))
        return usage("entente_read needs a reader, a text and a place for the document", error);
    struct fault f;
    if (n_bytes > INGEST_MAX_DOC_BYTES) {
        fault_set(&f, ST_LIMIT, "a document of %zu bytes is larger than the limit of %d", n_bytes,
                  INGEST_MAX_DOC_BYTES);
        return fail(&f, error);
    }
    struct entente_doc *d = calloc(1, sizeof *d);
    if (!d)
        out_of_memory(sizeof *d);
    arena_init(&d->arena, DOC_MEMORY_LIMIT_BYTES);
    arena_init(&d->scratch, DOC_MEMORY_LIMIT_BYTES);
    d->doc = doc_new(&d->arena, &d->scratch);
    struct str bytes = {text ? text : "", (uint32_t)n_bytes};
    if (read_doc(r, bytes, options ? options : &none, d->doc, &f)) {
        entente_doc_free(d);
        return fail(&f, error);
    }
    *out = d;
    return ENTENTE_OK;
}

void entente_doc_free(struct entente_doc *d)
{
    if (!d)
        return;
    buf_release(&d->json);
    arena_release(&d->arena);
    arena_release(&d->scratch);
    free(d);
}

/* ---- views -------------------------------------------------------------------------------------------------- */

static struct entente_text view(struct str s)
{
    return (struct entente_text){s.n ? s.s : NULL, s.n};
}

static struct entente_span span_of(struct span s)
{
    return (struct entente_span){s.start, s.end};
}

static const char *or_null(const char *s)
{
    return *s ? s : NULL;
}

static void put_day(int32_t day, char out[11])
{
    if (day <= DAY_MIN || day >= DAY_MAX) /* unknown or open */
        day = DAY_NONE;
    day_write(day, out);
}

struct entente_text entente_doc_text(const struct entente_doc *d)
{
    return (struct entente_text){d->doc->text.s, d->doc->text.n};
}

uint32_t entente_doc_n_sentences(const struct entente_doc *d)
{
    return d->doc->sent.n;
}

uint32_t entente_doc_n_mentions(const struct entente_doc *d)
{
    return d->doc->mention.n;
}

uint32_t entente_doc_n_events(const struct entente_doc *d)
{
    return d->doc->event.n;
}

uint32_t entente_doc_n_statements(const struct entente_doc *d)
{
    return d->doc->statement.n;
}

bool entente_doc_sentence(const struct entente_doc *d, uint32_t i, struct entente_sentence *out)
{
    if (i >= d->doc->sent.n)
        return false;
    const struct sent *s = &d->doc->sent.v[i];
    *out = (struct entente_sentence){span_of(s->span), sent_kind_name(s->kind)};
    return true;
}

bool entente_doc_mention(const struct entente_doc *d, uint32_t i, struct entente_mention *out)
{
    if (i >= d->doc->mention.n)
        return false;
    const struct mention *m = &d->doc->mention.v[i];
    *out = (struct entente_mention){
        .span = span_of(m->span),
        .phrase = span_of(m->phrase),
        .sentence = m->sent,
        .group = m->group,
        .code = or_null(m->actor.code),
        .country = or_null(m->actor.country),
        .name = view(m->name),
        .how = how_name(m->how),
    };
    return true;
}

static struct entente_place place_of(const struct doc *d, uint32_t mention)
{
    const struct territory *p = mention == NONE ? NULL : d->mention.v[mention].place;
    if (!p)
        return (struct entente_place){.lat = NAN, .lon = NAN, .words = span_of(SPAN_NONE)};
    return (struct entente_place){.name = view(p->name),
                                  .id = view(p->id),
                                  .country = or_null(p->country),
                                  .precision = p->precision,
                                  .lat = p->lat,
                                  .lon = p->lon,
                                  .words = span_of(d->mention.v[mention].span)};
}

static void put_magnitudes(const struct magnitude *m, struct entente_event *out)
{
    for (int k = 0; k < N_MAGNITUDES; k++)
        out->magnitude[k] = m ? (struct entente_quantity){m->of[k].low, m->of[k].high, span_of(m->of[k].words)}
                              : (struct entente_quantity){NAN, NAN, span_of(SPAN_NONE)};
    if (m)
        memcpy(out->currency, m->currency, sizeof out->currency);
}

bool entente_doc_event(const struct entente_doc *d, uint32_t i, struct entente_event *out)
{
    if (i >= d->doc->event.n)
        return false;
    const struct event *e = &d->doc->event.v[i];
    *out = (struct entente_event){
        .type = event_type_name(e->type),
        .mode = view(e->mode),
        .cameo = or_null(e->cameo),
        .quad = event_type_quad(e->type),
        .goldstein = (double)e->goldstein,
        .intensity = (double)e->intensity,
        .factuality = (double)e->factuality,
        .confidence = (double)e->confidence,
        .status = event_status_name(e->status),
        .voice = voice_name(e->voice),
        .time = event_time_name(e->time),
        .sentence = e->sent,
        .source = e->source_mention,
        .target = e->target_mention,
        .speaker = e->speaker_mention,
        .content_of = e->content_of_event,
        .reciprocal_of = e->reciprocal_of_event,
        .trigger = span_of(e->trigger),
        .date_words = span_of(e->date_span),
        .rule = view(e->rule),
        .counted = e->counted,
    };
    out->n_contexts = e->n_contexts;
    for (uint32_t k = 0; k < e->n_contexts; k++)
        out->contexts[k] = view(e->context[k]);
    out->place = place_of(d->doc, e->place_mention);
    put_magnitudes(e->magnitude, out);
    put_day(e->date.from, out->date_from);
    put_day(e->date.to, out->date_to);
    return true;
}

bool entente_doc_statement(const struct entente_doc *d, uint32_t i, struct entente_statement *out)
{
    if (i >= d->doc->statement.n)
        return false;
    const struct statement *s = &d->doc->statement.v[i];
    *out = (struct entente_statement){
        .kind = quote_kind_name(s->kind),
        .speaker_kind = speaker_kind_name(s->speaker_kind),
        .first_sentence = s->first_sent,
        .last_sentence = s->last_sent,
        .content = span_of(s->content),
        .cue = span_of(s->cue),
        .source = span_of(s->source_span),
        .n_parts = s->n_parts,
        .speaker = s->speaker_mention,
        .addressee = s->addressee_mention,
    };
    return true;
}

bool entente_doc_statement_part(const struct entente_doc *d, uint32_t statement, uint32_t part,
                                struct entente_span *out)
{
    if (statement >= d->doc->statement.n || part >= d->doc->statement.v[statement].n_parts)
        return false;
    *out = span_of(d->doc->statement.v[statement].part[part]);
    return true;
}

struct entente_text entente_doc_json(struct entente_doc *d)
{
    if (!d->json.n)
        doc_json_write(d->doc, &d->json);
    return (struct entente_text){d->json.s, d->json.n};
}
