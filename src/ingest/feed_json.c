/* JSON Feed 1.0 and 1.1. */
#include "ingest/feed_int.h"

#include "base/utf8.h"

#include <jansson.h>

static struct str text_at(struct arena *arena, const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    if (json_is_integer(v))
        return str_format(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
    if (!json_is_string(v))
        return STR_NONE;
    struct buf clean = {0};
    utf8_repair(json_string_value(v), json_string_length(v), &clean);
    struct str copy = str_trim(str_copy(arena, buf_str(&clean)));
    buf_release(&clean);
    return copy;
}

static struct str author_at(struct arena *arena, const json_t *o)
{
    const json_t *first = json_array_get(json_object_get(o, "authors"), 0);
    return text_at(arena, first ? first : json_object_get(o, "author"), "name");
}

static struct str web_at(struct arena *arena, const json_t *o, const char *key)
{
    struct str url = text_at(arena, o, key);
    return feed_is_web(url) ? url : STR_NONE;
}

static void take_item(struct arena *arena, const json_t *o, struct feed_item *item)
{
    *item = (struct feed_item){
        .id = text_at(arena, o, "id"),
        .url = web_at(arena, o, "url"),
        .title = text_at(arena, o, "title"),
        .author = author_at(arena, o),
        .lang = text_at(arena, o, "language"),
        .html = text_at(arena, o, "content_html"),
        .date = ingest_date(text_at(arena, o, "date_published")),
    };
    if (!item->url.n)
        item->url = web_at(arena, o, "external_url");
    if (!item->url.n && feed_is_web(item->id))
        item->url = item->id;
    static const char *const plain[] = {"content_text", "summary"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain && !item->html.n; i++)
        item->html = feed_escape(arena, text_at(arena, o, plain[i]));
    if (item->date == DAY_NONE)
        item->date = ingest_date(text_at(arena, o, "date_modified"));
}

enum status feed_parse_json(struct str text, const char *path, struct arena *arena, struct feed *out, struct fault *f)
{
    json_error_t error;
    json_t *o = json_loadb(text.s, text.n, JSON_ALLOW_NUL, &error);
    const json_t *items = json_object_get(o, "items");
    enum status status = OK;
    if (!o)
        status = fault_set(f, ST_INPUT, "%s: not valid JSON: %s (line %d)", path, error.text, error.line);
    else if (!json_is_array(items))
        status = fault_set(f, ST_INPUT, "%s: not a feed: the object has no list under \"items\"", path);
    for (size_t i = 0; !status && i < json_array_size(items) && i < FEED_MAX_ITEMS; i++)
        if (json_is_object(json_array_get(items, i)))
            take_item(arena, json_array_get(items, i), array_add(arena, &out->item));
    if (!status)
        out->about = (struct feed_item){.title = text_at(arena, o, "title"),
                                        .url = web_at(arena, o, "home_page_url"),
                                        .author = author_at(arena, o),
                                        .lang = text_at(arena, o, "language"),
                                        .date = DAY_NONE};
    json_decref(o);
    return status;
}
