#include "ingest/feed.h"

#include "ingest/feed_int.h"

#include "base/json.h"

enum { PLAIN_MAX_BYTES = 64 << 10 }; /* no title is that long */

bool feed_is_web(struct str url)
{
    bool web = str_eq_nocase(str_slice(url, 0, url.n < 7 ? url.n : 7), STR("http://")) ||
               str_eq_nocase(str_slice(url, 0, url.n < 8 ? url.n : 8), STR("https://"));
    for (uint32_t i = 0; web && i < url.n; i++)
        web = (unsigned char)url.s[i] > ' ';
    return web;
}

struct str feed_plain(struct arena *arena, struct str html)
{
    html = str_slice(html, 0, html.n < PLAIN_MAX_BYTES ? html.n : PLAIN_MAX_BYTES);
    if (!html.n)
        return STR_NONE;
    struct html_source source = {0};
    struct html_page page = {.arena = arena, .source = &source};
    struct fault f;
    struct str text = STR_NONE;
    if (html_prepare(html, "", arena, &source, &f) == OK && html_parse("", &page, &f) == OK)
        text = str_copy(arena, html_text(&page, 0, page.n, true));
    buf_release(&source.text);
    return text;
}

struct str feed_escape(struct arena *arena, struct str text)
{
    struct buf out = {0};
    for (uint32_t i = 0; i < text.n; i++)
        if (text.s[i] == '<')
            buf_add_str(&out, STR("&lt;"));
        else if (text.s[i] == '&')
            buf_add_str(&out, STR("&amp;"));
        else
            buf_add_char(&out, text.s[i]);
    struct str escaped = str_copy(arena, buf_str(&out));
    buf_release(&out);
    return escaped;
}

/* What an item does not say, the feed says for all. */
static void inherit(struct feed *feed)
{
    const struct feed_item *about = &feed->about;
    for (uint32_t i = 0; i < feed->item.n; i++) {
        struct feed_item *item = &feed->item.v[i];
        if (!item->publisher.n)
            item->publisher = about->publisher.n ? about->publisher : about->title;
        if (!item->author.n)
            item->author = about->author;
        if (!item->lang.n)
            item->lang = about->lang;
    }
}

enum status feed_parse(struct str bytes, struct str base, const char *path, struct arena *arena, struct feed *out,
                       struct fault *f)
{
    struct fault local;
    f = f ? f : &local;
    *out = (struct feed){0};
    if (bytes.n > INGEST_MAX_DOC_BYTES)
        return fault_set(f, ST_LIMIT, "%s: the feed has %u bytes, more than the limit of %d", path, bytes.n,
                         INGEST_MAX_DOC_BYTES);
    struct buf text = {0};
    uint32_t n_bad;
    html_to_utf8(bytes, STR_NONE, &text, &n_bad);
    struct str trimmed = str_trim(buf_str(&text));
    enum status status;
    if (!trimmed.n)
        status = fault_set(f, ST_INPUT, "%s: the feed is empty", path);
    else if (trimmed.s[0] == '{')
        status = feed_parse_json(trimmed, path, arena, out, f);
    else
        status = feed_parse_xml(trimmed, base, path, arena, out, f);
    if (!status)
        inherit(out);
    buf_release(&text);
    return status;
}

void feed_item_write(const struct feed_item *item, struct buf *out)
{
    struct json j;
    char day[11];
    json_init(&j, out);
    json_object(&j);
    const struct {
        const char *key;
        struct str value;
    } text[] = {{"id", item->id},
                {"url", item->url},
                {"title", item->title},
                {"author", item->author},
                {"publisher", item->publisher},
                {"lang", item->lang},
                {"html", item->html}};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        if (!text[i].value.n)
            continue;
        json_key(&j, text[i].key);
        json_str(&j, text[i].value);
    }
    if (item->date != DAY_NONE) {
        day_write(item->date, day);
        json_key(&j, "date");
        json_cstr(&j, day);
    }
    json_object_end(&j);
}
