/* The article's subtrees -> doc->text: the title, then the paragraphs, parted by empty lines. */
#include "ingest/html_int.h"

enum { ROW_MAX_CHARS = 400 };

static void add_block(struct doc *d, struct buf *text, struct str s, enum sent_kind kind)
{
    if (!s.n)
        return;
    if (text->n)
        buf_add_str(text, STR("\n\n"));
    uint32_t start = (uint32_t)text->n;
    buf_add_str(text, s);
    *array_add(d->arena, &d->block) = (struct block){{start, (uint32_t)text->n}, kind};
}

/* The row of a table that a cell stands in, when all its cells are single runs; NONE. */
static uint32_t row_of(const struct html_page *page, uint32_t owner)
{
    const struct html_node *n = &page->node[owner];
    if (!n->leaf || (n->tag != GUMBO_TAG_TD && n->tag != GUMBO_TAG_TH) ||
        !html_has_tag(page, n->parent, GUMBO_TAG_TR) || html_sum_of(page, n->parent).chars > ROW_MAX_CHARS)
        return NONE;
    for (uint32_t i = n->parent + 1; i < page->node[n->parent].end; i++)
        if (page->node[i].block && page->node[i].parent != n->parent)
            return NONE;
    return n->parent;
}

static struct str row_text(const struct html_page *page, uint32_t row)
{
    struct buf text = {0};
    for (uint32_t i = row + 1; i < page->node[row].end; i = page->node[i].end) {
        struct str cell = html_text(page, i, page->node[i].end, false);
        if (cell.n && text.n)
            buf_add_str(&text, STR(" | "));
        buf_add_str(&text, cell);
    }
    struct str copy = str_copy(page->arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

static void write_root(const struct html_page *page, uint32_t root, const struct ingest_rules *r, struct str title,
                       struct doc *d, struct buf *text)
{
    struct html_run *run;
    uint32_t n, last_row = NONE;
    html_runs(page, root, page->node[root].end, &run, &n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t row = row_of(page, run[i].owner);
        if (row != NONE && row == last_row)
            continue;
        last_row = row;
        struct str s = row != NONE ? row_text(page, row) : html_text(page, run[i].first, run[i].end, false);
        if (!str_eq(s, title))
            add_block(d, text, s, ingest_is_boilerplate(r, s) ? SENT_BOILERPLATE : SENT_BODY);
    }
}

void html_write(const struct html_page *page, const struct html_article *a, const struct ingest_rules *r, struct doc *d)
{
    struct buf text = {0};
    struct str title = a->fact[FIELD_TITLE].value;
    add_block(d, &text, title, SENT_TITLE);
    for (uint32_t i = 0; i < a->n_roots; i++)
        write_root(page, a->root[i], r, title, d, &text);
    d->text = str_copy(d->arena, buf_str(&text));
    d->content_hash = str_hash(d->text);
    buf_release(&text);
}
