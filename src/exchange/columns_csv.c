/* Our own columns, for spreadsheets and statistics programs. A cell that a spreadsheet would take for a formula gets no
 * special treatment: the words are the document's. Offsets are code points, as in the JSON. */
#include "exchange/rows_int.h"
#include "record/names.h"

#include <math.h>

enum field {
    DOC_ID,
    DOC_URL,
    DOC_DATE,
    EVENT_ID,
    SENTENCE,
    TYPE,
    MODE,
    CONTEXTS,
    CAMEO,
    QUAD,
    INTENSITY,
    STATUS,
    VOICE,
    FACTUALITY,
    TIME,
    DATE_FROM,
    DATE_TO,
    DATED_BY,
    PLACE,
    PLACE_ID,
    PLACE_COUNTRY,
    PLACE_PRECISION,
    CURRENCY,
    TRIGGER,
    TRIGGER_START,
    TRIGGER_END,
    CONTENT_OF,
    RECIPROCAL_OF,
    CONFIDENCE,
    RULE,
    COUNTED,
    SENTENCE_TEXT,
};

static void id(const struct row *r, uint32_t index)
{
    if (index != NONE)
        cell_int(r, index);
}

static void contexts(const struct row *r)
{
    for (uint32_t i = 0; i < r->e->n_contexts; i++) {
        cell_str(r, i ? STR(";") : STR_NONE);
        cell_str(r, r->e->context[i]);
    }
}

static void place(const struct row *r, int field)
{
    const struct territory *p = row_place(r);
    if (!p)
        return;
    const struct str value[] = {p->name, p->id, str_of(p->country), str_of(p->precision)};
    cell_str(r, value[field - PLACE]);
}

static const char *dated_by(const struct row *r)
{
    bool by_document;
    int32_t day = event_day(r->d, r->e, &by_document);
    return by_document ? "document" : day != DAY_NONE ? "text" : "";
}

static void act(const struct row *r, int field)
{
    const struct event *e = r->e;
    switch ((enum field)field) {
    case TYPE:
        cell_str(r, str_of(event_type_name(e->type)));
        break;
    case MODE:
        cell_str(r, e->mode);
        break;
    case CONTEXTS:
        contexts(r);
        break;
    case CAMEO:
        cell_str(r, str_of(e->cameo));
        break;
    case QUAD:
        cell_int(r, event_type_quad(e->type));
        break;
    case INTENSITY:
        cell_num(r, (double)e->intensity, 1);
        break;
    case STATUS:
        cell_str(r, str_of(event_status_name(e->status)));
        break;
    case VOICE:
        cell_str(r, str_of(voice_name(e->voice)));
        break;
    case FACTUALITY:
        cell_num(r, (double)e->factuality, 2);
        break;
    case TIME:
        cell_str(r, str_of(event_time_name(e->time)));
        break;
    case DATE_FROM:
        cell_day(r, e->date.from);
        break;
    case DATE_TO:
        cell_day(r, e->date.to);
        break;
    case DATED_BY:
        cell_str(r, str_of(dated_by(r)));
        break;
    case CURRENCY:
        cell_str(r, e->magnitude ? str_of(e->magnitude->currency) : STR_NONE);
        break;
    case CONFIDENCE:
        cell_num(r, (double)e->confidence, 3);
        break;
    case RULE:
        cell_str(r, e->rule);
        break;
    case COUNTED:
        cell_int(r, e->counted);
        break;
    default:
        place(r, field);
        break;
    }
}

static void where(const struct row *r, int field)
{
    const struct doc *d = r->d;
    const struct event *e = r->e;
    switch ((enum field)field) {
    case DOC_ID:
        cell_str(r, d->id);
        break;
    case DOC_URL:
        cell_str(r, d->url);
        break;
    case DOC_DATE:
        cell_day(r, d->date);
        break;
    case EVENT_ID:
        id(r, r->event);
        break;
    case SENTENCE:
        id(r, e->sent);
        break;
    case TRIGGER:
        cell_str(r, doc_slice(d, e->trigger));
        break;
    case TRIGGER_START:
        id(r, utf8_index_get(r->ix, e->trigger.start));
        break;
    case TRIGGER_END:
        id(r, utf8_index_get(r->ix, e->trigger.end));
        break;
    case CONTENT_OF:
        id(r, e->content_of_event);
        break;
    case RECIPROCAL_OF:
        id(r, e->reciprocal_of_event);
        break;
    default:
        cell_str(r, doc_slice(d, d->sent.v[e->sent].span));
        break;
    }
}

static void actor_code(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    cell_str(r, m ? str_of(m->actor.code) : STR_NONE);
}

static void actor_name(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    cell_str(r, m ? m->name : STR_NONE);
}

static void low(const struct row *r, int kind)
{
    cell_num(r, r->e->magnitude ? r->e->magnitude->of[kind].low : NAN, 2);
}

static void high(const struct row *r, int kind)
{
    cell_num(r, r->e->magnitude ? r->e->magnitude->of[kind].high : NAN, 2);
}

#define ACTOR(who, side)                                                                                               \
    {who "_code", actor_code, side}, {who "_country", col_country, side}, {who "_name", actor_name, side},             \
    {                                                                                                                  \
        who "_text", col_words, side                                                                                   \
    }

static const struct column COLUMNS[] = {
    {"doc_id", where, DOC_ID},
    {"doc_url", where, DOC_URL},
    {"doc_date", where, DOC_DATE},
    {"doc_publisher", col_publisher, 0},
    {"event_id", where, EVENT_ID},
    {"sentence", where, SENTENCE},
    {"event", act, TYPE},
    {"mode", act, MODE},
    {"contexts", act, CONTEXTS},
    {"cameo", act, CAMEO},
    {"quad", act, QUAD},
    {"goldstein", col_goldstein, 0},
    {"intensity", act, INTENSITY},
    {"status", act, STATUS},
    {"voice", act, VOICE},
    {"factuality", act, FACTUALITY},
    {"time", act, TIME},
    {"date_from", act, DATE_FROM},
    {"date_to", act, DATE_TO},
    {"day", col_event_day, 0},
    {"dated_by", act, DATED_BY},
    ACTOR("source", 0),
    ACTOR("target", 1),
    ACTOR("speaker", 2),
    {"place", act, PLACE},
    {"place_id", act, PLACE_ID},
    {"place_country", act, PLACE_COUNTRY},
    {"place_precision", act, PLACE_PRECISION},
    {"lat", col_lat, 0},
    {"lon", col_lon, 0},
#define MAGNITUDE(ID, name) {name "_low", low, MAG_##ID}, {name "_high", high, MAG_##ID},
#include "record/magnitudes.def"
#undef MAGNITUDE
    {"currency", act, CURRENCY},
    {"trigger", where, TRIGGER},
    {"trigger_start", where, TRIGGER_START},
    {"trigger_end", where, TRIGGER_END},
    {"content_of", where, CONTENT_OF},
    {"reciprocal_of", where, RECIPROCAL_OF},
    {"confidence", act, CONFIDENCE},
    {"rule", act, RULE},
    {"counted", act, COUNTED},
    {"sentence_text", where, SENTENCE_TEXT},
};
const struct columns CSV_COLUMNS = COLUMNS_OF(COLUMNS);
