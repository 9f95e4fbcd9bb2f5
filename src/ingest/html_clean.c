/* What within an article is not of it: boxes of links, sharing, related stories, forms. */
#include "ingest/html_int.h"

enum {
    MANY_COMMAS = 10, /* so many commas are prose, whatever stands round it */
    SHARE_MAX_CHARS = 500,
    HEADING_MAX_CHARS = 60,
    BYLINE_MAX_CHARS = 100,
    DATE_MAX_CHARS = 40,
    LINK_MIN_CHARS = 30,
    MANY_CELLS = 10
};

static bool may_be_box(uint16_t tag)
{
    switch (tag) {
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_DL:
        return true;
    default:
        return false;
    }
}

static bool is_data_table(const struct html_page *page, uint32_t i)
{
    if (!html_has_tag(page, i, GUMBO_TAG_TABLE))
        return false;
    uint32_t n_cells = 0;
    for (uint32_t k = i; k < page->node[i].end; k++) {
        uint16_t tag = page->node[k].tag;
        if (tag == GUMBO_TAG_TH || tag == GUMBO_TAG_CAPTION || tag == GUMBO_TAG_THEAD)
            return true;
        n_cells += tag == GUMBO_TAG_TD;
    }
    return n_cells > MANY_CELLS;
}

static bool is_box(const struct html_page *page, uint32_t i, struct html_sum s)
{
    const struct html_node *n = &page->node[i];
    if (n->weight < 0)
        return true;
    if (s.commas >= MANY_COMMAS || html_within(page, i, GUMBO_TAG_FIGURE))
        return false;
    bool list = n->tag == GUMBO_TAG_UL || n->tag == GUMBO_TAG_OL || s.list_chars > .9 * s.chars;
    double links = html_link_density(s);
    if (s.n_input > s.n_p / 3 || (s.n_embed > 1))
        return true;
    if (!list && (s.n_li > s.n_p + 100 || (n->weight < 25 && links > .2)))
        return true;
    return links > .5;
}

static void leave_out(struct html_page *page, uint32_t i)
{
    page->node[i].off = OFF_CLEANED;
}

/* "Related stories" and what stands under it: to the next heading of its rank or the end of the element, as long as it
 * is links. */
static void leave_out_under(struct html_page *page, uint32_t heading)
{
    uint32_t end = page->node[page->node[heading].parent].end;
    leave_out(page, heading);
    for (uint32_t i = page->node[heading].end; i < end; i = page->node[i].end) {
        struct html_sum s = html_sum_of(page, i);
        bool is_heading = page->node[i].tag >= GUMBO_TAG_H1 && page->node[i].tag <= GUMBO_TAG_H6;
        if (is_heading || (s.chars && html_link_density(s) < .4))
            return;
        leave_out(page, i);
    }
}

static bool is_small_part(const struct html_page *page, uint32_t i)
{
    const struct html_node *n = &page->node[i];
    uint32_t chars = html_sum_of(page, i).chars;
    if (!n->block && html_sum_of(page, n->owner).chars > chars + BYLINE_MAX_CHARS)
        return false; /* words of a paragraph: a place and a day that it begins with, a name in it */
    struct str itemprop = html_attribute(page, i, ATTR_ITEMPROP), rel = html_attribute(page, i, ATTR_REL);
    if (chars < BYLINE_MAX_CHARS && (str_is(rel, "author") || str_is(itemprop, "author") ||
                                     str_is(itemprop, "datePublished") || (html_called(n, WORD_byline))))
        return true;
    if (chars < DATE_MAX_CHARS && n->leaf && html_called(n, WORD_date))
        return true;
    return n->names.n && chars < SHARE_MAX_CHARS && n->block && n->weight < 0 && n->tag != GUMBO_TAG_P;
}

/* A paragraph that is one link and no sentence leads to another story. */
static bool is_link_line(const struct html_page *page, uint32_t i)
{
    const struct html_node *n = &page->node[i];
    struct html_sum s = html_sum_of(page, i);
    if (n->tag != GUMBO_TAG_P || !n->leaf || s.chars < LINK_MIN_CHARS || s.link_chars * 10 < s.chars * 9)
        return false;
    struct str text = html_text(page, i, n->end, false);
    return text.n && !strchr(".:\"'", text.s[text.n - 1]);
}

static bool is_related_heading(const struct html_page *page, uint32_t i)
{
    const struct html_node *n = &page->node[i];
    bool heading = (n->tag >= GUMBO_TAG_H2 && n->tag <= GUMBO_TAG_H6) || (n->leaf && n->tag != GUMBO_TAG_LI);
    if (!heading)
        return false;
    uint32_t chars = html_sum_of(page, i).chars;
    return chars && chars < HEADING_MAX_CHARS &&
           page_words_start(page->words, WORD_heading, html_text(page, i, n->end, false));
}

static void clean_small_parts(struct html_page *page, uint32_t root)
{
    for (uint32_t i = root + 1; i < page->node[root].end; i++) {
        if (page->node[i].off)
            i = page->node[i].end - 1;
        else if (page->node[i].tag == HTML_TEXT)
            continue;
        else if (html_has_tag(page, i, GUMBO_TAG_H1) || is_small_part(page, i) || is_link_line(page, i))
            leave_out(page, i);
        else if (is_related_heading(page, i))
            leave_out_under(page, i);
    }
}

static void take_off(struct html_sum *sum, struct html_sum part)
{
    *sum = (struct html_sum){
        sum->chars - part.chars,
        sum->link_chars - part.link_chars,
        sum->commas - part.commas,
        sum->n_p - part.n_p,
        sum->n_li - part.n_li,
        sum->n_img - part.n_img,
        sum->n_input - part.n_input,
        sum->n_embed - part.n_embed,
        sum->n_heading - part.n_heading,
        sum->heading_chars - part.heading_chars,
        sum->list_chars - part.list_chars,
    };
}

/* The innermost first: a box of links within a section must not cost the section. */
static void clean_boxes(struct html_page *page, uint32_t root)
{
    uint32_t n = page->node[root].end - root;
    struct html_sum *sum = arena_alloc(page->arena, n * sizeof *sum);
    bool *in_table = arena_zalloc(page->arena, n);
    for (uint32_t i = 0, table_end = 0; i < n; i++) {
        sum[i] = html_sum_of(page, root + i);
        if (i >= table_end && is_data_table(page, root + i))
            table_end = page->node[root + i].end - root;
        in_table[i] = i < table_end;
    }
    for (uint32_t i = n - 1; i > 0; i--) {
        if (page->node[root + i].off || in_table[i] || !may_be_box(page->node[root + i].tag) || !sum[i].chars ||
            !is_box(page, root + i, sum[i]))
            continue;
        leave_out(page, root + i);
        for (uint32_t up = i; up;) {
            up = page->node[root + up].parent - root;
            take_off(&sum[up], sum[i]);
        }
    }
}

void html_clean(struct html_page *page, const struct html_article *a, enum html_trust trust)
{
    for (uint32_t k = 0; k < a->n_roots; k++)
        clean_small_parts(page, a->root[k]);
    html_count(page);
    if (trust < TRUST_CLEANING)
        for (uint32_t k = 0; k < a->n_roots; k++)
            clean_boxes(page, a->root[k]);
    html_count(page);
}
