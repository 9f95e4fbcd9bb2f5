#include "command/explain.h"

#include "base/json.h"
#include "base/utf8.h"
#include "record/doc_json.h"
#include "record/names.h"

struct writer {
    const struct explanation *x;
    const struct utf8_index *ix;
    struct json j;
    uint32_t sent;
};

static void put(struct writer *w, const char *key, struct str value)
{
    json_key(&w->j, key);
    json_str_or_null(&w->j, value);
}

static void put_number(struct writer *w, const char *key, uint32_t value)
{
    json_key(&w->j, key);
    if (value == NONE)
        json_null(&w->j);
    else
        json_int(&w->j, value);
}

static void put_span(struct writer *w, struct span s)
{
    put_number(w, "start", utf8_index_get(w->ix, s.start));
    put_number(w, "end", utf8_index_get(w->ix, s.end));
    put(w, "text", doc_slice(w->x->doc, s));
}

static void put_tree(struct writer *w)
{
    const struct doc *d = w->x->doc;
    const struct sent *s = &d->sent.v[w->sent];
    json_key(&w->j, "tree");
    json_array(&w->j);
    for (uint32_t t = s->first_tok; t < s->end_tok; t++) {
        const struct tok *k = &d->tok.v[t];
        json_object(&w->j);
        put_span(w, k->span);
        put(w, "lemma", k->lemma);
        put(w, "upos", str_of(upos_name(k->upos)));
        put(w, "xpos", str_of(xpos_name(k->xpos)));
        put_number(w, "head", k->head == NONE ? NONE : k->head - s->first_tok);
        put(w, "deprel", str_of(deprel_name(k->deprel)));
        json_object_end(&w->j);
    }
    json_array_end(&w->j);
}

static void put_mentions(struct writer *w)
{
    const struct doc *d = w->x->doc;
    json_key(&w->j, "mentions");
    json_array(&w->j);
    for (uint32_t i = 0; i < d->mention.n; i++) {
        const struct mention *m = &d->mention.v[i];
        if (m->sent != w->sent)
            continue;
        json_object(&w->j);
        put_number(w, "id", i);
        put_span(w, m->span);
        put(w, "code", str_of(m->actor.code));
        put(w, "name", m->name);
        put(w, "how", str_of(how_name(m->how)));
        json_object_end(&w->j);
    }
    json_array_end(&w->j);
}

static void put_statements(struct writer *w)
{
    const struct doc *d = w->x->doc;
    json_key(&w->j, "statements");
    json_array(&w->j);
    for (uint32_t i = 0; i < d->statement.n; i++) {
        const struct statement *q = &d->statement.v[i];
        if (q->first_sent != w->sent)
            continue;
        json_object(&w->j);
        put(w, "kind", str_of(quote_kind_name(q->kind)));
        put_span(w, q->content);
        put(w, "cue", doc_slice(d, q->cue));
        put_number(w, "speaker", q->speaker_mention);
        put(w, "rule", q->rule);
        json_object_end(&w->j);
    }
    json_array_end(&w->j);
}

static void put_entry(struct writer *w, const struct codebook_entry *e)
{
    json_object(&w->j);
    put(w, "file", e->file);
    put_number(w, "line", e->line);
    put(w, "definition", e->definition);
    put(w, "type", str_of(event_type_name(e->type)));
    json_object_end(&w->j);
}

/* null for an event that no line makes ("intention AGREE 036"). */
static void put_entry_of(struct writer *w, struct str rule)
{
    for (uint32_t k = 0; k < codebook_size(w->x->codebook); k++)
        if (str_eq(codebook_entry(w->x->codebook, k)->rule, rule)) {
            put_entry(w, codebook_entry(w->x->codebook, k));
            return;
        }
    json_null(&w->j);
}

/* Each with its row as `code` writes it, the entry that fired, and what made its status. */
static void put_events(struct writer *w)
{
    const struct doc *d = w->x->doc;
    struct buf row = {0};
    json_key(&w->j, "events");
    json_array(&w->j);
    for (uint32_t i = 0; i < d->event.n; i++) {
        const struct event *e = &d->event.v[i];
        if (e->sent != w->sent)
            continue;
        buf_clear(&row);
        doc_json_event_row(d, w->ix, i, &row);
        json_object(&w->j);
        json_key(&w->j, "event");
        json_raw(&w->j, str_trim(buf_str(&row)));
        json_key(&w->j, "entry");
        put_entry_of(w, e->rule);
        put(w, "status_rule", e->status_rule);
        put(w, "filter_rule", e->filter_rule);
        struct second_opinion o = second_opinion_of(w->x, e);
        json_key(&w->j, "statistics");
        if (o.type == EV_NONE) {
            json_null(&w->j);
        } else {
            json_object(&w->j);
            put(w, "event", str_of(event_type_name(o.type)));
            json_key(&w->j, "p");
            json_num(&w->j, (double)o.p, 3);
            json_key(&w->j, "none");
            json_num(&w->j, (double)o.none, 3);
            put(w, "features", o.reasons);
            json_object_end(&w->j);
        }
        json_object_end(&w->j);
    }
    json_array_end(&w->j);
    buf_release(&row);
}

/* Events that the filter left out. */
static void put_doubted(struct writer *w)
{
    const struct doc *d = w->x->doc;
    for (uint32_t i = 0; i < d->doubted.n; i++) {
        const struct event *e = &d->doubted.v[i];
        if (e->sent != w->sent)
            continue;
        json_object(&w->j);
        put_span(w, e->trigger);
        json_key(&w->j, "entry");
        put_entry_of(w, e->rule);
        put(w, "reason", STR("filter"));
        put(w, "event", str_of(event_type_name(e->type)));
        put_number(w, "source", e->source_mention);
        put_number(w, "target", e->target_mention);
        json_key(&w->j, "confidence");
        json_num(&w->j, (double)e->confidence, 3);
        put(w, "features", e->filter_rule);
        json_object_end(&w->j);
    }
}

static void put_ledger_entry(struct writer *w, const struct ledger_entry *e, bool kept)
{
    json_object(&w->j);
    put(w, "kind", str_of(ledger_kind_name(e->kind)));
    put(w, "stage", str_of(ledger_stage_name(e->stage) ? ledger_stage_name(e->stage) : ""));
    json_key(&w->j, "parties");
    json_array(&w->j);
    for (uint32_t i = 0; i < e->n_parties; i++)
        json_int(&w->j, e->party[i].mention);
    json_array_end(&w->j);
    put(w, "rule", e->rule);
    json_key(&w->j, "kept");
    json_bool(&w->j, kept);
    json_key(&w->j, "confidence");
    json_num(&w->j, (double)e->confidence, 3);
    put(w, "features", e->sift_rule);
    json_object_end(&w->j);
}

/* The ledger's entries, those that the sieve left out too. */
static void put_ledger(struct writer *w)
{
    const struct doc *d = w->x->doc;
    json_key(&w->j, "ledger");
    json_array(&w->j);
    for (uint32_t i = 0; i < d->ledger.n; i++)
        if (d->ledger.v[i].sent == w->sent)
            put_ledger_entry(w, &d->ledger.v[i], true);
    for (uint32_t i = 0; i < d->ledger_doubted.n; i++)
        if (d->ledger_doubted.v[i].sent == w->sent)
            put_ledger_entry(w, &d->ledger_doubted.v[i], false);
    json_array_end(&w->j);
}

static void put_rejected(struct writer *w)
{
    const struct doc *d = w->x->doc;
    json_key(&w->j, "rejected");
    json_array(&w->j);
    put_doubted(w);
    for (uint32_t i = 0; i < w->x->trace->miss.n; i++) {
        const struct match_miss *m = &w->x->trace->miss.v[i];
        if (d->tok.v[m->anchor_tok].sent != w->sent)
            continue;
        json_object(&w->j);
        put_span(w, d->tok.v[m->anchor_tok].span);
        json_key(&w->j, "entry");
        put_entry(w, m->entry);
        put(w, "reason", m->reason);
        json_object_end(&w->j);
    }
    json_array_end(&w->j);
}

void explain_json(const struct explanation *x, uint32_t sent, struct buf *out)
{
    struct utf8_index ix;
    utf8_index_build(&ix, x->doc->scratch, x->doc->text);
    struct writer w = {.x = x, .ix = &ix, .sent = sent};
    json_init(&w.j, out);
    json_object(&w.j);
    json_key(&w.j, "sentence");
    json_object(&w.j);
    put_span(&w, x->doc->sent.v[sent].span);
    json_object_end(&w.j);
    put_tree(&w);
    put_mentions(&w);
    put_statements(&w);
    put_events(&w);
    put_ledger(&w);
    put_rejected(&w);
    json_object_end(&w.j);
    buf_add_char(out, '\n');
}
