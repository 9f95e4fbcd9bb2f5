/* Feeds as an input: the whole file is read once, and its items are given one by one, each as its JSON object. */
#include "ingest/feed_int.h"

#include <jansson.h>

enum { LOOK_BYTES = 4096 };

bool feed_looks_like(struct str head)
{
    if (str_starts(head, STR("\xEF\xBB\xBF")))
        head = str_slice(head, 3, head.n);
    head = str_trim(str_slice(head, 0, head.n < LOOK_BYTES ? head.n : LOOK_BYTES));
    if (str_starts(head, STR("{")))
        return str_has(head, STR("jsonfeed.org/version"));
    return str_starts(head, STR("<")) && !str_has(head, STR("<html")) && !str_has(head, STR("<HTML")) &&
           (str_has(head, STR("<rss")) || str_has(head, STR("<rdf:RDF")) || str_has(head, STR("<feed")));
}

static enum status unpack(struct source *s, struct raw_doc *raw, struct fault *f)
{
    bool end = false;
    if (text_take(s, raw, &end, f))
        return f->status;
    if (s->failed || end)
        return OK;
    struct arena arena;
    arena_init(&arena, 0);
    struct feed feed;
    enum status status = feed_parse(buf_str(&raw->bytes), STR_NONE, s->path, &arena, &feed, f);
    for (uint32_t i = 0; !status && i < feed.item.n; i++) {
        feed_item_write(&feed.item.v[i], &s->items);
        buf_add_char(&s->items, '\n');
    }
    arena_release(&arena);
    buf_clear(&raw->bytes);
    return status;
}

enum status feed_take(struct source *s, struct raw_doc *raw, bool *out_end, struct fault *f)
{
    if (s->line == 0 && unpack(s, raw, f))
        return f->status;
    struct str rest = str_slice(buf_str(&s->items), (uint32_t)s->items_at, (uint32_t)s->items.n), item;
    if (s->failed || !str_cut(&rest, '\n', &item) || !item.n) {
        *out_end = true;
        return OK;
    }
    s->items_at += item.n + 1;
    raw->line = s->line++; /* text_take counted the file as line 1 */
    buf_add_str(&raw->bytes, item);
    return OK;
}

static struct str text_at(const struct doc *d, const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    return json_string_length(v)
               ? str_copy(d->arena, (struct str){json_string_value(v), (uint32_t)json_string_length(v)})
               : STR_NONE;
}

enum status feed_decode(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d, struct fault *f)
{
    json_error_t error;
    json_t *o = json_loadb(raw->bytes.s ? raw->bytes.s : "", raw->bytes.n, 0, &error);
    if (!json_is_object(o)) {
        json_decref(o);
        return fault_set(f, ST_INPUT, "%s: item %u is no JSON object", raw->path, raw->line);
    }
    d->url = text_at(d, o, "url");
    d->title = text_at(d, o, "title");
    d->author = text_at(d, o, "author");
    d->publisher = text_at(d, o, "publisher");
    d->lang = text_at(d, o, "lang");
    d->date = ingest_date(text_at(d, o, "date"));
    if (d->title.n)
        d->title_from = STR("feed");
    if (d->date != DAY_NONE)
        d->date_from = STR("feed");
    struct str guid = text_at(d, o, "id");
    enum status status = html_fragment(r, raw->path, text_at(d, o, "html"), d->title, d, f);
    d->id = d->url.n ? d->url : guid.n ? guid : str_format(d->arena, "%s#%u", raw->path, raw->line);
    json_decref(o);
    return status;
}
