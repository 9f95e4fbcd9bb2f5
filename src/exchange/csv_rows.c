#include "exchange/csv_rows.h"

#include "record/names.h"

#include <math.h>
#include <stdio.h>

struct row {
    const struct doc *d;
    const struct utf8_index *ix;
    struct buf *out;
    bool begun;
};

static void put(struct row *r, struct str cell)
{
    if (r->begun)
        buf_add_char(r->out, ',');
    r->begun = true;
    bool plain = true;
    for (uint32_t i = 0; i < cell.n && plain; i++)
        plain = cell.s[i] != '"' && cell.s[i] != ',' && cell.s[i] != '\n' && cell.s[i] != '\r';
    if (plain) {
        buf_add_str(r->out, cell.n ? cell : STR(""));
        return;
    }
    buf_add_char(r->out, '"');
    for (uint32_t i = 0; i < cell.n; i++) {
        if (cell.s[i] == '"')
            buf_add_char(r->out, '"');
        buf_add_char(r->out, cell.s[i]);
    }
    buf_add_char(r->out, '"');
}

static void put_id(struct row *r, uint32_t id)
{
    char text[16];
    snprintf(text, sizeof text, "%u", id);
    put(r, id == NONE ? STR_NONE : str_of(text));
}

static void put_num(struct row *r, double v, int n_decimals)
{
    char text[64];
    snprintf(text, sizeof text, "%.*f", n_decimals, v);
    put(r, isfinite(v) ? str_of(text) : STR_NONE);
}

static void put_day(struct row *r, int32_t day)
{
    char text[11] = "";
    if (day != DAY_NONE && day > DAY_MIN && day < DAY_MAX)
        day_write(day, text);
    put(r, str_of(text));
}

static void put_actor(struct row *r, uint32_t mention)
{
    if (mention == NONE) {
        for (int i = 0; i < 4; i++)
            put(r, STR_NONE);
        return;
    }
    const struct mention *m = &r->d->mention.v[mention];
    put(r, str_of(m->actor.code));
    put(r, str_of(m->actor.country));
    put(r, m->name);
    put(r, doc_slice(r->d, m->span));
}

static void put_contexts(struct row *r, const struct event *e)
{
    struct buf b = {0};
    for (uint32_t i = 0; i < e->n_contexts; i++) {
        if (i)
            buf_add_char(&b, ';');
        buf_add_str(&b, e->context[i]);
    }
    put(r, buf_str(&b));
    buf_release(&b);
}

void csv_header(struct buf *out)
{
    buf_add_str(out, STR("doc_id,doc_url,doc_date,doc_publisher,event_id,sentence,event,mode,contexts,cameo,quad,"
                         "goldstein,intensity,"
                         "status,voice,factuality,time,date_from,date_to,"
                         "source_code,source_country,source_name,source_text,"
                         "target_code,target_country,target_name,target_text,"
                         "speaker_code,speaker_country,speaker_name,speaker_text,"
                         "place,trigger,trigger_start,trigger_end,content_of,reciprocal_of,confidence,rule,counted,"
                         "sentence_text\r\n"));
}

void csv_event_row(const struct doc *d, const struct utf8_index *ix, uint32_t event, struct buf *out)
{
    const struct event *e = &d->event.v[event];
    struct row r = {.d = d, .ix = ix, .out = out};
    put(&r, d->id);
    put(&r, d->url);
    put_day(&r, d->date);
    put(&r, d->publisher);
    put_id(&r, event);
    put_id(&r, e->sent);
    put(&r, str_of(event_type_name(e->type)));
    put(&r, e->mode);
    put_contexts(&r, e);
    put(&r, str_of(e->cameo));
    put_id(&r, (uint32_t)event_type_quad(e->type));
    put_num(&r, (double)e->goldstein, 1);
    put_num(&r, (double)e->intensity, 1);
    put(&r, str_of(event_status_name(e->status)));
    put(&r, str_of(voice_name(e->voice)));
    put_num(&r, (double)e->factuality, 2);
    put(&r, str_of(event_time_name(e->time)));
    put_day(&r, e->date.from);
    put_day(&r, e->date.to);
    put_actor(&r, e->source_mention);
    put_actor(&r, e->target_mention);
    put_actor(&r, e->speaker_mention);
    put(&r, e->place_mention == NONE ? STR_NONE : doc_slice(d, d->mention.v[e->place_mention].span));
    put(&r, doc_slice(d, e->trigger));
    put_id(&r, utf8_index_get(ix, e->trigger.start));
    put_id(&r, utf8_index_get(ix, e->trigger.end));
    put_id(&r, e->content_of_event);
    put_id(&r, e->reciprocal_of_event);
    put_num(&r, (double)e->confidence, 3);
    put(&r, e->rule);
    put(&r, e->counted ? STR("1") : STR("0"));
    put(&r, doc_slice(d, d->sent.v[e->sent].span));
    buf_add_str(out, STR("\r\n"));
}
