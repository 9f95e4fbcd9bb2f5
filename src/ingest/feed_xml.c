/* RSS and Atom. */
#include "ingest/feed_int.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/uri.h>

enum vocabulary { V_CORE, V_DC, V_CONTENT, V_MEDIA, V_XHTML, V_BURNER, V_OTHER };

enum field {
    F_NONE,
    F_TITLE,
    F_LINK,
    F_ORIGINAL,
    F_GUID,
    F_ID,
    F_DATE,
    F_UPDATED,
    F_AUTHOR,
    F_SOURCE,
    F_PUBLISHER,
    F_LANG,
    F_BODY,
    F_GROUP
};

struct xml_reader {
    struct arena *arena;
    struct str base;
};

static struct str str_of_xml(const xmlChar *s)
{
    return str_of((const char *)s);
}

static bool begins(struct str s, const char *with)
{
    return str_starts(s, str_of(with));
}

static enum vocabulary vocabulary_of(const xmlNode *n)
{
    struct str ns = n->ns ? str_of_xml(n->ns->href) : STR_NONE;
    if (!ns.n || begins(ns, "http://www.w3.org/2005/Atom") || begins(ns, "http://purl.org/atom/") ||
        begins(ns, "http://purl.org/rss/1.0/modules/atom") || str_is(ns, "http://purl.org/rss/1.0/") ||
        begins(ns, "http://my.netscape.com/rdf") || begins(ns, "http://channel.netscape.com/rdf") ||
        begins(ns, "http://backend.userland.com/"))
        return V_CORE;
    if (begins(ns, "http://purl.org/dc/"))
        return V_DC;
    if (begins(ns, "http://purl.org/rss/1.0/modules/content"))
        return V_CONTENT;
    if (begins(ns, "http://search.yahoo.com/mrss"))
        return V_MEDIA;
    if (begins(ns, "http://www.w3.org/1999/xhtml"))
        return V_XHTML;
    return begins(ns, "http://rssnamespace.org/feedburner") ? V_BURNER : V_OTHER;
}

static enum field field_of(const xmlNode *n)
{
    static const struct {
        enum vocabulary vocabulary;
        const char *name;
        enum field field;
    } table[] = {
#define ELEMENT(vocabulary, name, field) {V_##vocabulary, name, F_##field},
#include "ingest/feed_elements.def"
    };
    if (n->type != XML_ELEMENT_NODE)
        return F_NONE;
    enum vocabulary v = vocabulary_of(n);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].vocabulary == v && str_is(str_of_xml(n->name), table[i].name))
            return table[i].field;
    return F_NONE;
}

static struct str keep(const struct xml_reader *r, xmlChar *s) /* frees s */
{
    struct str kept = s ? str_trim(str_copy(r->arena, str_of_xml(s))) : STR_NONE;
    xmlFree(s);
    return kept;
}

static struct str attribute(const struct xml_reader *r, const xmlNode *n, const char *name)
{
    return keep(r, xmlGetProp(n, (const xmlChar *)name));
}

static struct str content(const struct xml_reader *r, const xmlNode *n)
{
    return keep(r, xmlNodeGetContent(n));
}

/* The elements below as they stand: XHTML. */
static struct str markup(const struct xml_reader *r, const xmlNode *n)
{
    xmlBufferPtr out = xmlBufferCreate();
    for (xmlNode *child = n->children; out && child; child = child->next)
        xmlNodeDump(out, n->doc, child, 0, 0);
    struct str s = out ? str_trim(str_copy(r->arena, str_of_xml(xmlBufferContent(out)))) : STR_NONE;
    xmlBufferFree(out);
    return s;
}

static struct str body_of(const struct xml_reader *r, const xmlNode *n)
{
    struct str type = attribute(r, n, "type");
    if (vocabulary_of(n) == V_XHTML || str_is(type, "xhtml"))
        return markup(r, n);
    struct str text = content(r, n);
    bool atom = n->ns && vocabulary_of(n) == V_CORE && begins(str_of_xml(n->ns->href), "http://www.w3.org/2005/Atom");
    bool plain = atom && (!type.n || str_is(type, "text") || str_is(type, "text/plain"));
    return plain ? feed_escape(r->arena, text) : text;
}

static struct str address(const struct xml_reader *r, const xmlNode *n, struct str link)
{
    if (!link.n)
        return STR_NONE;
    struct str base = keep(r, xmlNodeGetBase(n->doc, n));
    if (!feed_is_web(base))
        base = r->base;
    struct str url = keep(r, xmlBuildURI((const xmlChar *)link.s, base.n ? (const xmlChar *)base.s : NULL));
    return feed_is_web(url) ? url : feed_is_web(link) ? link : STR_NONE;
}

/* Atom's has its address in an attribute, and may be of other things than the item. */
static struct str link_of(const struct xml_reader *r, const xmlNode *n)
{
    struct str href = attribute(r, n, "href"), rel = attribute(r, n, "rel");
    if (href.n)
        return !rel.n || str_is(rel, "alternate") ? address(r, n, href) : STR_NONE;
    return address(r, n, content(r, n));
}

static struct str child_content(const struct xml_reader *r, const xmlNode *n, const char *name)
{
    for (const xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE && str_is(str_of_xml(c->name), name))
            return content(r, c);
    return STR_NONE;
}

/* "Name", "mail (Name)" of RSS, <name> of Atom. */
static struct str author_of(const struct xml_reader *r, const xmlNode *n)
{
    struct str name = child_content(r, n, "name");
    if (!name.n && !xmlFirstElementChild((xmlNode *)(uintptr_t)n))
        name = content(r, n);
    const char *open = name.n ? memchr(name.s, '(', name.n) : NULL;
    if (open && memchr(name.s, '@', name.n) && name.s[name.n - 1] == ')')
        return str_trim(str_slice(name, (uint32_t)(open - name.s) + 1, name.n - 1));
    return memchr(name.n ? name.s : "", '@', name.n) ? STR_NONE : name;
}

static void first(struct str *into, struct str value)
{
    if (!into->n)
        *into = value;
}

static void longest(struct str *into, struct str value)
{
    if (value.n > into->n)
        *into = value;
}

static void take_child(const struct xml_reader *r, const xmlNode *n, struct feed_item *item, struct str *permalink,
                       int32_t *updated)
{
    switch (field_of(n)) {
    case F_TITLE:
        first(&item->title, feed_plain(r->arena, body_of(r, n)));
        break;
    case F_LINK:
        first(&item->url, link_of(r, n));
        break;
    case F_ORIGINAL: /* the other link leads over a counter */
        item->url = feed_is_web(content(r, n)) ? content(r, n) : item->url;
        break;
    case F_GUID:
        first(&item->id, content(r, n));
        if (!str_is(attribute(r, n, "isPermaLink"), "false") && feed_is_web(item->id))
            *permalink = item->id;
        break;
    case F_ID:
        first(&item->id, content(r, n));
        break;
    case F_DATE:
        if (item->date == DAY_NONE)
            item->date = ingest_date(content(r, n));
        break;
    case F_UPDATED:
        *updated = ingest_date(content(r, n));
        break;
    case F_AUTHOR:
        first(&item->author, feed_plain(r->arena, author_of(r, n)));
        break;
    case F_SOURCE:
        first(&item->publisher,
              feed_plain(r->arena,
                         xmlFirstElementChild((xmlNode *)(uintptr_t)n) ? child_content(r, n, "title") : content(r, n)));
        break;
    case F_PUBLISHER:
        first(&item->publisher, feed_plain(r->arena, content(r, n)));
        break;
    case F_LANG:
        first(&item->lang, content(r, n));
        break;
    case F_BODY:
        longest(&item->html, body_of(r, n));
        break;
    case F_GROUP:
        for (const xmlNode *c = n->children; c; c = c->next)
            if (field_of(c) == F_BODY)
                longest(&item->html, body_of(r, c));
        break;
    case F_NONE:
        break;
    }
}

static void take_item(const struct xml_reader *r, const xmlNode *n, struct feed_item *item)
{
    struct str permalink = STR_NONE;
    int32_t updated = DAY_NONE;
    item->date = DAY_NONE;
    for (const xmlNode *c = n->children; c; c = c->next)
        take_child(r, c, item, &permalink, &updated);
    first(&item->url, permalink);
    if (item->date == DAY_NONE)
        item->date = updated;
    first(&item->lang, keep(r, xmlNodeGetLang(n)));
}

static bool is_item(const xmlNode *n)
{
    return n->type == XML_ELEMENT_NODE && vocabulary_of(n) == V_CORE &&
           (str_is(str_of_xml(n->name), "item") || str_is(str_of_xml(n->name), "entry"));
}

static void take_items(const struct xml_reader *r, const xmlNode *above, struct feed *feed)
{
    for (const xmlNode *n = above->children; n && feed->item.n < FEED_MAX_ITEMS; n = n->next)
        if (is_item(n))
            take_item(r, n, array_add(r->arena, &feed->item));
}

static const xmlNode *channel_of(const xmlNode *root)
{
    for (const xmlNode *n = root->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && str_is(str_of_xml(n->name), "channel"))
            return n;
    return root;
}

static enum status take_feed(struct xml_reader *r, const xmlNode *root, const char *path, struct feed *feed,
                             struct fault *f)
{
    struct str name = root ? str_of_xml(root->name) : STR_NONE;
    if (!str_is(name, "rss") && !str_is(name, "RDF") && !str_is(name, "feed"))
        return fault_set(f, ST_INPUT, "%s: not a feed: its outermost element is \"%.*s\"", path,
                         (int)(name.n < 80 ? name.n : 80), name.n ? name.s : "");
    const xmlNode *channel = channel_of(root);
    take_item(r, channel, &feed->about);
    if (!r->base.n)
        r->base = feed->about.url;
    take_items(r, channel, feed);
    if (channel != root) /* RSS 1.0 has its items beside the channel */
        take_items(r, root, feed);
    return OK;
}

/* Entities are what makes small files large; no feed needs its own. */
static bool declares_entities(struct str text)
{
    for (uint32_t at = 0; at + 8 <= text.n; at++)
        if (text.s[at] == '<' && memcmp(text.s + at, "<!ENTITY", 8) == 0)
            return true;
    return false;
}

static bool is_whole(struct str text)
{
    return str_ends(text, STR("</rss>")) || str_ends(text, STR("RDF>")) || str_ends(text, STR("</feed>"));
}

enum status feed_parse_xml(struct str text, struct str base, const char *path, struct arena *arena, struct feed *out,
                           struct fault *f)
{
    if (declares_entities(text))
        return fault_set(f, ST_INPUT, "%s: the feed declares entities of its own, which are not expanded here", path);
    xmlParserCtxtPtr ctxt = xmlNewParserCtxt();
    if (!ctxt)
        out_of_memory(sizeof *ctxt);
    xmlDocPtr xml = xmlCtxtReadMemory(ctxt, text.s, (int)text.n, NULL, "UTF-8",
                                      XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                          XML_PARSE_NOCDATA);
    struct xml_reader r = {arena, base};
    enum status status;
    if (xml)
        status = take_feed(&r, xmlDocGetRootElement(xml), path, out, f);
    else
        status = fault_set(f, ST_INPUT, "%s: not XML that could be read", path);
    out->broken = !ctxt->wellFormed;
    if (out->broken && out->item.n && !is_whole(text))
        out->item.n--; /* the last was cut off: half a text is none */
    if (!status && out->broken && !out->item.n)
        status = fault_set(f, ST_INPUT, "%s: the feed is broken from line %d on, before its first item", path,
                           ctxt->lastError.line);
    xmlFreeDoc(xml);
    xmlFreeParserCtxt(ctxt);
    return status;
}
