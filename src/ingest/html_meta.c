/* Title, author, publisher, address and language of a page, each from the best place that tells it. */
#include "ingest/html_int.h"

enum { MAX_AUTHOR_CHARS = 120, MAX_TITLE_CHARS = 400, MIN_H1_CHARS = 10 };

static const struct meta {
    const char *name;
    enum html_field field;
    enum html_rank rank;
} metas[] = {
#define META(name, field, rank) {name, FIELD_##field, RANK_##rank},
#include "ingest/html_meta.def"
};

void html_put(const struct html_page *page, struct html_article *a, enum html_field field, struct str value,
              const char *from, enum html_rank rank)
{
    value = str_trim(value);
    if (!value.n)
        return;
    if (field == FIELD_DATE) {
        *array_add(page->arena, &a->date_fact) = (struct html_fact){value, from, rank};
        return;
    }
    bool bad = field == FIELD_AUTHOR && (value.n > MAX_AUTHOR_CHARS || str_starts(value, STR("http")));
    struct html_fact *fact = &a->fact[field];
    if (!bad && (!fact->from || rank < fact->rank))
        *fact = (struct html_fact){value, from, rank};
}

static struct str folded(const struct html_page *page, struct str s)
{
    struct html_node text = {.tag = HTML_TEXT, .text = s, .end = 1};
    struct html_page one = {.arena = page->arena, .node = &text, .n = 1};
    return html_text(&one, 0, 1, true);
}

/* dc:title, dc.title, DC.Title */
static bool same_name(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (uint32_t i = 0; i < a.n; i++)
        if ((a.s[i] == '.' ? ':' : a.s[i] | 32) != (b.s[i] == '.' ? ':' : b.s[i] | 32))
            return false;
    return true;
}

static void take_meta(const struct html_page *page, struct html_article *a, uint32_t i)
{
    static const enum html_attribute attribute[] = {ATTR_PROPERTY, ATTR_NAME, ATTR_ITEMPROP, ATTR_HTTP_EQUIV};
    struct str content = html_attribute(page, i, ATTR_CONTENT);
    for (unsigned k = 0; content.n && k < 4; k++) {
        struct str names = html_attribute(page, i, attribute[k]), name; /* several names, parted by blanks */
        while (str_cut(&names, ' ', &name))
            for (size_t m = 0; m < sizeof metas / sizeof *metas; m++)
                if (same_name(name, str_of(metas[m].name)))
                    html_put(page, a, metas[m].field, folded(page, content),
                             str_format(page->arena, "meta %s", metas[m].name).s, metas[m].rank);
        a->said_article |= str_is(html_attribute(page, i, attribute[k]), "og:type") && str_is(content, "article");
    }
}

/* What is said of a film, a picture or a remark on the page is not said of the article. */
static bool of_other_item(const struct html_page *page, uint32_t i)
{
    static const char *const other[] = {"VideoObject", "ImageObject", "AudioObject", "Comment", "Person"};
    while (i && !html_attribute(page, i, ATTR_ITEMTYPE).n)
        i = page->node[i].parent;
    struct str type = i ? html_attribute(page, i, ATTR_ITEMTYPE) : STR_NONE;
    for (size_t k = 0; type.n && k < sizeof other / sizeof *other; k++)
        if (str_has(type, str_of(other[k])))
            return true;
    return false;
}

/* itemprop outside of meta: the value is an attribute or the text. */
static void take_property(const struct html_page *page, struct html_article *a, uint32_t i, struct str property)
{
    struct str content = html_attribute(page, i, ATTR_CONTENT);
    if (!content.n)
        content = html_attribute(page, i, ATTR_DATETIME);
    if (!content.n && html_has_tag(page, i, GUMBO_TAG_ABBR))
        content = html_attribute(page, i, ATTR_TITLE);
    if (!content.n)
        content = html_text(page, i, page->node[i].end, true);
    bool other = of_other_item(page, page->node[i].parent);
    if (str_is(property, "datePublished"))
        html_put(page, a, FIELD_DATE, content, "itemprop datePublished", other ? RANK_LEADING : RANK_MICRODATA);
    else if (other)
        return;
    else if (str_is(property, "dateModified"))
        html_put(page, a, FIELD_DATE, content, "itemprop dateModified", RANK_UPDATED);
    else if (str_is(property, "headline"))
        html_put(page, a, FIELD_TITLE, content, "itemprop headline", RANK_MICRODATA);
    else if (str_is(property, "author"))
        html_put(page, a, FIELD_AUTHOR, content, "itemprop author", RANK_MICRODATA);
    else if (str_is(property, "inLanguage"))
        html_put(page, a, FIELD_LANG, content, "itemprop inLanguage", RANK_MICRODATA);
}

static struct str without_by(struct str s)
{
    return str_eq_nocase(str_slice(s, 0, s.n < 3 ? s.n : 3), STR("by ")) ? str_trim(str_slice(s, 3, s.n)) : s;
}

static void take_element(const struct html_page *page, struct html_article *a, uint32_t i)
{
    const struct html_node *n = &page->node[i];
    struct str rel = html_attribute(page, i, ATTR_REL), property = html_attribute(page, i, ATTR_ITEMPROP);
    switch (n->tag) {
    case GUMBO_TAG_HTML:
        html_put(page, a, FIELD_LANG, html_attribute(page, i, ATTR_LANG), "html lang", RANK_META);
        html_put(page, a, FIELD_LANG, html_attribute(page, i, ATTR_XML_LANG), "html lang", RANK_META);
        return;
    case GUMBO_TAG_TITLE:
        html_put(page, a, FIELD_TITLE, html_text(page, i, n->end, true), "title", RANK_NEARBY);
        return;
    case GUMBO_TAG_LINK:
        if (str_is(rel, "canonical"))
            html_put(page, a, FIELD_URL, html_attribute(page, i, ATTR_HREF), "link canonical", RANK_JSON_LD);
        return;
    case GUMBO_TAG_META:
        if (property.n && of_other_item(page, n->parent))
            break;
        take_meta(page, a, i);
        return;
    default:
        break;
    }
    if (property.n)
        take_property(page, a, i, property);
    if (n->off == OFF_UNSEEN)
        return;
    if (str_is(rel, "author"))
        html_put(page, a, FIELD_AUTHOR, without_by(html_text(page, i, n->end, true)), "link rel=author", RANK_ELEMENT);
    else if (html_called(n, WORD_byline) && html_sum_of(page, i).chars < MAX_AUTHOR_CHARS)
        html_put(page, a, FIELD_AUTHOR, without_by(html_text(page, i, n->end, false)), "byline", RANK_NAMED);
}

/* ---- the headline ------------------------------------------------------------------------------------------------ */

static bool holds(struct str text, struct str part)
{
    return part.n && str_has_nocase(text, part);
}

/* " | Name", " - Name" and the like at the end. */
static uint32_t last_separator(struct str s, uint32_t *out_behind)
{
    static const char *const separators[] = {" | ", " - ", " – ", " — ", " :: ", " / ", " » ", " · ", " • "};
    for (uint32_t at = s.n; at-- > 1;)
        for (size_t k = 0; k < sizeof separators / sizeof *separators; k++)
            if (str_starts(str_slice(s, at, s.n), str_of(separators[k]))) {
                *out_behind = at + (uint32_t)strlen(separators[k]);
                return at;
            }
    return 0;
}

static struct str without_publisher(const struct html_article *a, struct str title, struct str h1)
{
    struct str publisher = a->fact[FIELD_PUBLISHER].value;
    for (unsigned round = 0; round < 3; round++) {
        uint32_t behind, at = last_separator(title, &behind);
        if (at == 0)
            break;
        struct str front = str_trim(str_slice(title, 0, at)), back = str_slice(title, behind, title.n);
        bool named = publisher.n && (holds(back, publisher) || holds(publisher, back));
        bool h1_is_front = h1.n && (str_eq_nocase(front, h1) || holds(front, h1)) && !holds(back, h1);
        bool of_title_tag =
            str_is(str_of(a->fact[FIELD_TITLE].from), "title") && front.n > 2 * back.n && !holds(title, h1);
        if (!named && !h1_is_front && !of_title_tag)
            break;
        title = front;
    }
    return title;
}

/* The h1 (h2 where a page has none) that the headline or the title of the window holds. */
static struct str find_h1(const struct html_page *page, struct html_article *a, struct str title, struct str window)
{
    static const GumboTag tags[] = {GUMBO_TAG_H1, GUMBO_TAG_H2};
    struct str found = STR_NONE;
    for (unsigned k = 0; k < 2 && !found.n; k++)
        for (uint32_t i = 0; i < page->n; i++) {
            if (!html_has_tag(page, i, tags[k]) || page->node[i].off == OFF_UNSEEN)
                continue;
            struct str text = html_text(page, i, page->node[i].end, true);
            if (text.n > 1 && text.n > found.n && (holds(title, text) || holds(window, text))) {
                a->title_node = i;
                found = text;
            }
        }
    for (uint32_t i = 0; i < page->n && !a->title_node; i++)
        if (html_has_tag(page, i, GUMBO_TAG_H1) && page->node[i].off != OFF_UNSEEN)
            a->title_node = i;
    return found;
}

static struct str window_title(const struct html_page *page)
{
    for (uint32_t i = 0; i < page->n; i++)
        if (html_has_tag(page, i, GUMBO_TAG_TITLE))
            return html_text(page, i, page->node[i].end, true);
    return STR_NONE;
}

/* A headline that neither the window's title nor a heading of the page has is about something else. */
static void set_title(const struct html_page *page, struct html_article *a)
{
    struct html_fact *fact = &a->fact[FIELD_TITLE];
    struct str window = window_title(page), h1 = find_h1(page, a, fact->value, window);
    bool from_window = !fact->from || fact->rank == RANK_NEARBY;
    bool other = !from_window && !holds(window, fact->value) && !holds(fact->value, h1);
    if (fact->from)
        fact->value = without_publisher(a, fact->value, h1);
    if (h1.n >= MIN_H1_CHARS && (from_window || other) && holds(window, h1))
        *fact = (struct html_fact){h1, "h1", RANK_ELEMENT};
    else if (!fact->from && a->title_node)
        *fact =
            (struct html_fact){html_text(page, a->title_node, page->node[a->title_node].end, true), "h1", RANK_ELEMENT};
    if (fact->value.n > MAX_TITLE_CHARS)
        *fact = (struct html_fact){STR_NONE, NULL, RANK_NONE};
}

void html_meta(const struct html_page *page, struct html_article *a)
{
    html_json_ld(page, a);
    for (uint32_t i = 0; i < page->n; i++)
        if (page->node[i].tag != HTML_TEXT)
            take_element(page, a, i);
    set_title(page, a);
}
