/* What a page says of itself in JSON-LD (schema.org). */
#include "ingest/html_int.h"

#include "base/utf8.h"

#include <jansson.h>

enum { JSON_LD_DEPTH = 6, MAX_AUTHORS = 6 };

static bool type_is(const json_t *o, const char *const *names, size_t n)
{
    const json_t *type = json_object_get(o, "@type");
    const json_t *one = json_is_array(type) ? json_array_get(type, 0) : type;
    for (size_t i = 0; json_is_string(one) && i < n; i++)
        if (str_is(str_of(json_string_value(one)), names[i]))
            return true;
    return false;
}

static bool is_article(const json_t *o)
{
    static const char *const names[] = {"NewsArticle",          "Article",
                                        "ReportageNewsArticle", "OpinionNewsArticle",
                                        "AnalysisNewsArticle",  "BackgroundNewsArticle",
                                        "ReviewNewsArticle",    "LiveBlogPosting",
                                        "BlogPosting",          "Report",
                                        "TechArticle",          "ScholarlyArticle",
                                        "SocialMediaPosting",   "AskPublicNewsArticle"};
    return type_is(o, names, sizeof names / sizeof *names);
}

static bool is_page(const json_t *o)
{
    static const char *const names[] = {"WebPage", "ItemPage", "VideoObject"};
    return type_is(o, names, sizeof names / sizeof *names);
}

static bool is_publisher(const json_t *o)
{
    static const char *const names[] = {"NewsMediaOrganization", "WebSite", "Organization"};
    return type_is(o, names, sizeof names / sizeof *names);
}

/* Strings of JSON may hold entities and white space of HTML. */
static struct str string_of(const struct html_page *page, const json_t *v)
{
    if (!json_is_string(v))
        return STR_NONE;
    struct buf clean = {0};
    utf8_repair(json_string_value(v), json_string_length(v), &clean);
    struct str copy = str_trim(str_copy(page->arena, buf_str(&clean)));
    buf_release(&clean);
    return copy;
}

/* "X", {"name":"X"}, or a list of these, joined by ", ". */
static struct str names_of(const struct html_page *page, const json_t *v)
{
    if (json_is_object(v))
        return names_of(page, json_is_string(json_object_get(v, "name")) ? json_object_get(v, "name") : NULL);
    if (!json_is_array(v))
        return string_of(page, v);
    struct str all = STR_NONE;
    for (size_t i = 0; i < json_array_size(v) && i < MAX_AUTHORS; i++) {
        const json_t *one = json_array_get(v, i);
        struct str name = string_of(page, json_is_object(one) ? json_object_get(one, "name") : one);
        if (name.n)
            all = all.n ? str_format(page->arena, "%.*s, %.*s", STR_ARG(all), STR_ARG(name)) : name;
    }
    return all;
}

static struct str address_of(const struct html_page *page, const json_t *o)
{
    const json_t *main = json_object_get(o, "mainEntityOfPage");
    struct str url = string_of(page, json_object_get(o, "url"));
    if (!url.n)
        url = string_of(page, json_is_object(main) ? json_object_get(main, "@id") : main);
    return str_starts(url, STR("http")) ? url : STR_NONE;
}

static void take(const struct html_page *page, struct html_article *a, const json_t *o)
{
    if (is_publisher(o)) {
        html_put(page, a, FIELD_PUBLISHER, string_of(page, json_object_get(o, "name")), "JSON-LD organisation",
                 RANK_NAMED);
        return;
    }
    bool article = is_article(o);
    if (!article && !is_page(o))
        return;
    enum html_rank rank = article ? RANK_JSON_LD : RANK_JSON_LD_PAGE;
    a->said_article |= article;
    html_put(page, a, FIELD_DATE, string_of(page, json_object_get(o, "datePublished")), "JSON-LD datePublished", rank);
    html_put(page, a, FIELD_DATE, string_of(page, json_object_get(o, "dateModified")), "JSON-LD dateModified",
             RANK_UPDATED);
    html_put(page, a, FIELD_LANG, string_of(page, json_object_get(o, "inLanguage")), "JSON-LD inLanguage", RANK_NAMED);
    if (!article)
        return;
    html_put(page, a, FIELD_TITLE, string_of(page, json_object_get(o, "headline")), "JSON-LD headline", rank);
    html_put(page, a, FIELD_TITLE, string_of(page, json_object_get(o, "name")), "JSON-LD name", RANK_MICRODATA);
    html_put(page, a, FIELD_AUTHOR, names_of(page, json_object_get(o, "author")), "JSON-LD author", rank);
    html_put(page, a, FIELD_PUBLISHER, names_of(page, json_object_get(o, "publisher")), "JSON-LD publisher", rank);
    html_put(page, a, FIELD_URL, address_of(page, o), "JSON-LD url", RANK_META);
}

/* Lists, graphs and pages hold the article; depth is bounded. */
static void walk(const struct html_page *page, struct html_article *a, const json_t *v, unsigned depth)
{
    if (depth == JSON_LD_DEPTH)
        return;
    for (size_t i = 0; i < json_array_size(v); i++)
        walk(page, a, json_array_get(v, i), depth + 1);
    if (!json_is_object(v))
        return;
    take(page, a, v);
    walk(page, a, json_object_get(v, "@graph"), depth + 1);
    walk(page, a, json_object_get(v, "mainEntity"), depth + 1);
}

/* Line breaks within strings, which many pages have, are not JSON, and neither is a mark of XML round it. */
static json_t *load(const struct html_page *page, struct str text)
{
    text = str_trim(text);
    if (str_starts(text, STR("<![CDATA[")))
        text = str_slice(text, 9, text.n);
    char *s = arena_copy(page->arena, text.s, text.n);
    uint32_t from = 0, n = text.n;
    for (uint32_t i = 0; i < n; i++)
        if ((unsigned char)s[i] < ' ')
            s[i] = ' ';
    while (from < n && s[from] != '{' && s[from] != '[')
        from++;
    return json_loadb(s + from, n - from, JSON_DISABLE_EOF_CHECK, NULL);
}

void html_json_ld(const struct html_page *page, struct html_article *a)
{
    for (uint32_t i = 0; i < page->n; i++) {
        struct str type = html_attribute(page, i, ATTR_TYPE);
        if (!html_has_tag(page, i, GUMBO_TAG_SCRIPT) || !str_starts(type, STR("application/ld+json")))
            continue;
        json_t *v = page->node[i].end > i + 1 ? load(page, page->node[i + 1].text) : NULL;
        walk(page, a, v, 0);
        json_decref(v);
    }
}
