/* ingest/html_int.h - what the files share that turn a page of HTML into an article.
 *
 * The page is one flat array of nodes in reading order: a node's subtree is [i, node[i].end), so that every question is
 * a loop and none a recursion. The steps, each in its file: html_charset.c (bytes -> UTF-8), html_limits.c (what is
 * refused or cut out before it is parsed), html_aside.c (what the parser does not see), html_tree.c (gumbo's tree ->
 * the array), html_words.c (what class names say), html_json_ld.c, html_meta.c, html_date.c and html_day.c (title, date
 * and the rest), html_body.c (which subtrees are the article), html_clean.c (what within them is not), html_text.c
 * (paragraphs). ingest_html.c calls them one after another.
 */
#ifndef ENTENTE_INGEST_HTML_INT_H
#define ENTENTE_INGEST_HTML_INT_H

#include "base/map.h"
#include "ingest/ingest_int.h"

#include <gumbo.h>

enum {
    HTML_MAX_OPEN = 2000,       /* elements open at once; the parser's time grows with it */
    HTML_MAX_ATTRIBUTES = 1000, /* of one element; likewise */
    HTML_MAX_NODES = 4 << 20
};

/* ---- bytes --------------------------------------------------------------------------------------------------- */

/* Any bytes -> UTF-8 by the byte-order mark, else the charset that the server told or the page names, else by content
 * (UTF-8 where it is that, windows-1252 where not). Appends to out. *n_bad: bytes that were replaced. */
void html_to_utf8(struct str bytes, struct str told, struct buf *out, uint32_t *n_bad);

/* Whether the data of a script tell the day of the page. */
bool html_script_tells(struct str script);

/* What the parser is given. Runs of text and values of attributes that it would hand on as they stand are put aside; a
 * character in their place says which. */
struct html_source {
    struct buf text;            /* given back by the caller */
    ARRAY_OF(struct str) aside; /* slices of the page that was prepared, which outlives this */
};

/* The page without what nobody reads (drawings, style sheets, scripts that tell us nothing, attributes); ST_LIMIT for
 * one that would keep the parser busy for minutes. path is named in the message. */
enum status html_prepare(struct str page, const char *path, struct arena *arena, struct html_source *out,
                         struct fault *f) MUST_CHECK;
/* Whether the page has, or refers to, characters that would be taken for what is put aside. */
bool html_has_asides(struct str page);
bool html_is_worth_aside(const struct html_source *source, struct str s); /* and can be put there */
void html_put_aside(struct html_source *source, struct arena *arena, struct str s);
/* A text or value that the parser handed on, whole again: s itself, a slice of the page, or a copy in the arena. */
struct str html_put_back(const struct html_source *source, struct arena *arena, struct str s);

enum html_attribute {
#define ATTRIBUTE(id, name, by) ATTR_##id,
#include "ingest/html_attributes.def"
#undef ATTRIBUTE
    N_ATTRIBUTES
};
enum html_attribute html_attribute_of(struct str name); /* case ignored; N_ATTRIBUTES: it is not read */

/* ---- the tree ------------------------------------------------------------------------------------------------ */

enum off { /* why a node, and with it its subtree, is left out */
           OFF_NOT,
           OFF_UNSEEN,    /* scripts, forms, menus, what is hidden: never text of the article */
           OFF_FURNITURE, /* its class names say so; taken back when nothing is left otherwise */
           OFF_CLEANED    /* within the article, by what it holds */
};

struct html_node {
    uint16_t tag;  /* GumboTag; HTML_TEXT for text */
    uint8_t off;   /* enum off */
    bool block;    /* begins and ends a paragraph */
    bool leaf;     /* a block without a block in it */
    int8_t weight; /* what its class names say: above 0 article, below 0 not */
    uint32_t parent, end;
    uint32_t owner;                   /* nearest block around it */
    struct str text;                  /* of text nodes */
    uint32_t chars, commas;           /* in it */
    struct str names;                 /* class and id, lower case, a blank between */
    uint32_t called;                  /* the classes of page words that the names hold, a bit each */
    uint32_t attribute, n_attributes; /* of page->attribute */
};
#define HTML_TEXT (GUMBO_TAG_LAST + 1)

/* Sums over the nodes before one, what is left out not counted: the sum of a subtree is a difference. */
struct html_sum {
    uint32_t chars, link_chars, commas, n_p, n_li, n_img, n_input, n_embed, n_heading, heading_chars, list_chars;
};

struct html_run { /* text between two block boundaries: a paragraph, a heading, a cell */
    uint32_t owner, first, end;
    uint32_t chars, link_chars, commas;
};

struct html_value { /* of an attribute */
    enum html_attribute of;
    struct str s;
};

struct html_page {
    struct arena *arena;
    const struct html_source *source;
    const struct page_words *words; /* NULL: names say nothing (the titles of feeds) */
    struct html_node *node;
    uint32_t n;
    ARRAY_OF(struct html_value) attribute;
    struct map called;    /* names -> html_node.called */
    struct html_sum *sum; /* n + 1 */
    struct html_run *run;
    uint32_t n_runs;
    int32_t latest_date; /* when it was fetched; 0: not known */
};

/* page->arena, source, words and latest_date are given. The nodes point into the page, the source and the arena. */
enum status html_parse(const char *path, struct html_page *page, struct fault *f) MUST_CHECK;
void html_count(struct html_page *page); /* page->sum and page->run, anew after nodes were left out */
struct html_sum html_sum_of(const struct html_page *page, uint32_t node);
/* Runs of [from, to) that are not left out. */
void html_runs(const struct html_page *page, uint32_t from, uint32_t to, struct html_run **out, uint32_t *out_n);
bool html_has_tag(const struct html_page *page, uint32_t node, GumboTag tag); /* the node itself */
bool html_within(const struct html_page *page, uint32_t node, GumboTag tag);  /* a node around it, or itself */
struct str html_attribute(const struct html_page *page, uint32_t node, enum html_attribute which); /* STR_NONE: none */
/* The text of [from, to), white space folded, what is left out skipped (with_off: not skipped). */
struct str html_text(const struct html_page *page, uint32_t from, uint32_t to, bool with_off);

/* ---- words (lang/en/text/page.txt) ---------------------------------------------------------------------------- */

enum page_word {
#define PAGE_WORD(name) WORD_##name,
#include "ingest/page_words.def"
    N_PAGE_WORDS
};
struct page_words;
/* Lives in the arena. */
enum status page_words_load(const char *path, struct arena *arena, struct page_words **out, struct fault *f) MUST_CHECK;
const struct page_words *ingest_page_words(const struct ingest_rules *r);
/* Whether one of the words of a class stands in text, case ignored (ASCII). */
bool page_words_in(const struct page_words *w, enum page_word word, struct str text);
uint32_t page_words_all(const struct page_words *w, struct str text); /* the classes of which one does, a bit each */
bool page_words_start(const struct page_words *w, enum page_word word, struct str text);
int page_words_month(const struct page_words *w, struct str word); /* in a language other than English; 0: none */
static inline bool html_called(const struct html_node *n, enum page_word word)
{
    return n->called >> word & 1;
}

/* ---- what is known about the page ------------------------------------------------------------------------------ */

enum html_field {
    FIELD_TITLE,
    FIELD_AUTHOR,
    FIELD_PUBLISHER,
    FIELD_URL,
    FIELD_LANG,
    FIELD_LOCALE, /* en_GB: which of day and month comes first */
    FIELD_LEAD,   /* what the page is about: where it is shown above the text, it is the article's lead */
    FIELD_DATE,   /* all that might be it, see html_date */
    N_FIELDS
};

/* Where something was said; what is said higher up is believed first. */
enum html_rank {
    RANK_JSON_LD = 1,
    RANK_MICRODATA,
    RANK_META,
    RANK_JSON_LD_PAGE,
    RANK_ELEMENT,
    RANK_ELEMENT_ABOVE, /* above the headline */
    RANK_ADDRESS,
    RANK_NAMED,   /* by a class name */
    RANK_NEARBY,  /* by its place only */
    RANK_LEADING, /* a paragraph begins with it */
    RANK_SCRIPT,  /* in data for the page's own scripts */
    RANK_UPDATED, /* the day the page was changed */
    RANK_NONE
};

struct html_fact {
    struct str value;
    const char *from; /* the tag or rule, for people; NULL: unknown */
    enum html_rank rank;
};

struct html_article {
    struct html_fact fact[N_FIELDS];
    ARRAY_OF(struct html_fact) date_fact;
    int32_t date;
    uint32_t title_node;     /* the h1 that holds it; 0 */
    bool said_article;       /* the page's own data call it one */
    uint32_t *root, n_roots; /* subtrees that are the article, in reading order */
};

/* Keeps the fact of the better rule (of dates all); an empty value is none. */
void html_put(const struct html_page *page, struct html_article *a, enum html_field field, struct str value,
              const char *from, enum html_rank rank);
void html_json_ld(const struct html_page *page, struct html_article *a);
void html_meta(const struct html_page *page, struct html_article *a);
void html_date(const struct html_page *page, struct html_article *a);
void html_date_around(const struct html_page *page, struct html_article *a); /* of none yet, when the body is known */

enum day_order { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST };
/* The first day in a text; DAY_NONE: there is none, or the order of its numbers is not known. *out_at: where its first
 * number or its month stands (NULL is allowed). */
int32_t html_day_in(const struct page_words *w, struct str s, enum day_order order, uint32_t *out_at);

/* ---- the article ------------------------------------------------------------------------------------------------ */

/* How much of what looks like furniture is believed; each is tried when the one before found too little. */
enum html_trust { TRUST_NAMES, TRUST_WEIGHTS, TRUST_CLEANING, TRUST_NOTHING, N_TRUST };

/* Marks the nodes that are no text of any article, and weighs the class names of the others. */
void html_mark(struct html_page *page, enum html_trust trust);
/* The subtrees that are the article: a->root. */
void html_body(struct html_page *page, struct html_article *a);
/* Leaves out what within them is not: related links, sharing, boxes of links. */
void html_clean(struct html_page *page, const struct html_article *a, enum html_trust trust);
double html_link_density(struct html_sum sum);
/* doc->text and its blocks. */
void html_write(const struct html_page *page, const struct html_article *a, const struct ingest_rules *r,
                struct doc *d);
/* Text and blocks of a piece of HTML that is all article, under a title (may be empty). Other facts are not touched. */
enum status html_fragment(const struct ingest_rules *r, const char *path, struct str html, struct str title,
                          struct doc *d, struct fault *f) MUST_CHECK;

#endif
