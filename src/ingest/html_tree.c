/* Gumbo's tree -> one flat array in reading order; sums, runs and texts over it. */
#include "ingest/html_int.h"

#include "base/utf8.h"

static bool is_block(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_ACRONYM:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_DATA:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_NOBR:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_RUBY:
    case GUMBO_TAG_RB:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR:
    case GUMBO_TAG_UNKNOWN:
        return false;
    default:
        return true;
    }
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

enum { MAX_CLASS_BYTES = 400, MAX_ID_BYTES = 100 };

static uint32_t add_lower(char *out, struct str s, uint32_t max)
{
    uint32_t n = s.n < max ? s.n : max;
    for (uint32_t i = 0; i < n; i++)
        out[i] = lower(s.s[i]);
    return n;
}

static void take_attributes(struct html_page *page, struct html_node *n, const GumboVector *all)
{
    n->attribute = page->attribute.n;
    for (unsigned i = 0; i < all->length; i++) {
        const GumboAttribute *a = all->data[i];
        enum html_attribute of = html_attribute_of(str_of(a->name));
        if (of == N_ATTRIBUTES)
            continue;
        struct str value = html_put_back(page->source, page->arena, str_of(a->value));
        *array_add(page->arena, &page->attribute) = (struct html_value){of, value};
    }
    n->n_attributes = page->attribute.n - n->attribute;
}

static struct str attribute_of(const struct html_page *page, const struct html_node *n, enum html_attribute which)
{
    for (uint32_t i = n->attribute; i < n->attribute + n->n_attributes; i++)
        if (page->attribute.v[i].of == which)
            return page->attribute.v[i].s;
    return STR_NONE;
}

/* Class and id. Most elements share theirs with others of the page: what is known of a name is looked up. */
static void name_node(struct html_page *page, struct html_node *n)
{
    struct str class = attribute_of(page, n, ATTR_CLASS), id = attribute_of(page, n, ATTR_ID);
    if (!page->words || (!class.s && !id.s))
        return;
    char names[MAX_CLASS_BYTES + 1 + MAX_ID_BYTES];
    uint32_t at = add_lower(names, class, MAX_CLASS_BYTES);
    names[at++] = ' ';
    at += add_lower(names + at, id, MAX_ID_BYTES);
    n->names = str_copy(page->arena, (struct str){names, at});
    uint32_t *called = map_put(&page->called, n->names, NONE);
    if (*called == NONE)
        *called = page_words_all(page->words, n->names);
    n->called = *called;
}

/* Gumbo's memory goes with the arena, so nothing is ever given back one by one (its own way to do that recurses). */
static void *take_memory(void *arena, size_t n)
{
    return arena_alloc(arena, n);
}

static void keep_memory(void *arena, void *p)
{
    (void)arena;
    (void)p;
}

struct step { /* a node whose children are being visited */
    const GumboVector *children;
    uint32_t next, node;
};

/* Characters of control stand mostly where a blank should. */
static bool is_white(uint32_t c)
{
    return cp_is_space(c) || c < ' ' || (c >= 0x7F && c < 0xA0);
}

static bool is_unseen(uint32_t c)
{
    return c == 0xAD || c == 0x200B; /* soft hyphen, zero-width space */
}

/* Characters that are seen, with white space folded, and commas of the kinds that newspapers use. */
static void measure_text(struct html_node *n)
{
    bool space = true;
    for (uint32_t at = 0, len; at < n->text.n; at += len) {
        uint32_t c = utf8_at(n->text, at, &len);
        if (is_unseen(c))
            continue;
        bool is_space = is_white(c);
        n->chars += !is_space || !space;
        space = is_space;
        n->commas += c == ',' || c == 0x60C || c == 0xFF0C || c == 0x3001;
    }
}

static void add_node(struct html_page *page, uint32_t *cap, const GumboNode *g, uint32_t parent)
{
    arena_grow(page->arena, (void **)&page->node, &page->n, cap, sizeof *page->node);
    struct html_node *n = &page->node[page->n];
    const struct html_node *up = &page->node[parent];
    *n = (struct html_node){.parent = parent, .end = page->n + 1, .owner = up->block ? parent : up->owner};
    if (g->type == GUMBO_NODE_ELEMENT) {
        n->tag = (uint16_t)g->v.element.tag;
        take_attributes(page, n, &g->v.element.attributes);
        name_node(page, n);
        n->block = n->leaf = is_block(g->v.element.tag);
        if (n->block)
            page->node[n->owner].leaf = false;
    } else {
        n->tag = HTML_TEXT;
        n->text = html_put_back(page->source, page->arena, str_of(g->v.text.text));
        measure_text(n);
    }
    page->n++;
}

static bool is_seen(const GumboNode *g)
{
    return g->type != GUMBO_NODE_COMMENT && g->type != GUMBO_NODE_TEMPLATE && g->type != GUMBO_NODE_DOCUMENT;
}

static bool flatten(struct html_page *page, const GumboNode *root)
{
    enum { BYTES_A_NODE = 16, MOST_EXPECTED = 4096 };
    ARRAY_OF(struct step) stack = {0};
    uint32_t expected = page->source->text.n / BYTES_A_NODE + 1,
             cap = expected < MOST_EXPECTED ? expected : MOST_EXPECTED;
    page->node = arena_alloc(page->arena, cap * sizeof *page->node);
    map_init(&page->called, page->arena, 512);
    add_node(page, &cap, root, 0);
    *array_add(page->arena, &stack) = (struct step){&root->v.element.children, 0, 0};
    while (stack.n) {
        struct step *top = &stack.v[stack.n - 1];
        if (top->next == top->children->length) {
            page->node[top->node].end = page->n;
            stack.n--;
            continue;
        }
        const GumboNode *g = top->children->data[top->next++];
        if (!is_seen(g))
            continue;
        if (page->n == HTML_MAX_NODES)
            return false;
        add_node(page, &cap, g, top->node);
        if (g->type == GUMBO_NODE_ELEMENT)
            *array_add(page->arena, &stack) = (struct step){&g->v.element.children, 0, page->n - 1};
    }
    return true;
}

enum status html_parse(const char *path, struct html_page *page, struct fault *f)
{
    struct str text = buf_str(&page->source->text);
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = take_memory;
    options.deallocator = keep_memory;
    options.userdata = page->arena;
    options.max_errors = 0;
    GumboOutput *output = gumbo_parse_with_options(&options, text.s, text.n);
    if (!flatten(page, output->root))
        return fault_set(f, ST_LIMIT, "%s: the page has more than the limit of %d elements and texts", path,
                         HTML_MAX_NODES);
    return OK;
}

/* ---- questions -------------------------------------------------------------------------------------------------- */

bool html_has_tag(const struct html_page *page, uint32_t node, GumboTag tag)
{
    return page->node[node].tag == (uint16_t)tag;
}

bool html_within(const struct html_page *page, uint32_t node, GumboTag tag)
{
    for (;; node = page->node[node].parent) {
        if (html_has_tag(page, node, tag))
            return true;
        if (node == 0)
            return false;
    }
}

struct str html_attribute(const struct html_page *page, uint32_t node, enum html_attribute which)
{
    return attribute_of(page, &page->node[node], which);
}

/* ---- text -------------------------------------------------------------------------------------------------------- */

/* Appends s with white space folded; nothing twice. */
static void add_folded(struct buf *out, struct str s)
{
    for (uint32_t at = 0, len; at < s.n; at += len) {
        for (len = 0; at + len < s.n && s.s[at + len] > ' ' && s.s[at + len] < 0x7F;)
            len++;
        buf_add(out, s.s + at, len);
        at += len;
        if (at == s.n)
            return;
        uint32_t c = utf8_at(s, at, &len);
        if (!is_white(c)) {
            if (!is_unseen(c))
                buf_add(out, s.s + at, len);
        } else if (out->n && out->s[out->n - 1] != ' ') {
            buf_add_char(out, ' ');
        }
    }
}

struct str html_text(const struct html_page *page, uint32_t from, uint32_t to, bool with_off)
{
    struct buf text = {0};
    for (uint32_t i = from; i < to; i++) {
        const struct html_node *n = &page->node[i];
        if (n->off && !with_off) {
            i = n->end - 1;
            continue;
        }
        if (n->tag == HTML_TEXT)
            add_folded(&text, n->text);
        else if (n->block || n->tag == GUMBO_TAG_BR)
            add_folded(&text, STR(" "));
    }
    struct str copy = str_copy(page->arena, str_trim(buf_str(&text)));
    buf_release(&text);
    return copy;
}

/* ---- sums and runs ------------------------------------------------------------------------------------------------
 */

struct ends { /* of the link, heading and list that a node stands in */
    uint32_t link, heading, list;
};

static void count_node(const struct html_page *page, uint32_t i, struct ends end, struct html_sum *sum)
{
    const struct html_node *n = &page->node[i];
    if (n->tag == HTML_TEXT) {
        uint32_t chars = n->chars;
        sum->commas += n->commas;
        sum->chars += chars;
        sum->link_chars += i < end.link ? chars : 0;
        sum->heading_chars += i < end.heading ? chars : 0;
        sum->list_chars += i < end.list ? chars : 0;
        return;
    }
    sum->n_p += n->tag == GUMBO_TAG_P || (n->tag == GUMBO_TAG_DIV && n->leaf);
    sum->n_li += n->tag == GUMBO_TAG_LI;
    sum->n_img += n->tag == GUMBO_TAG_IMG;
    sum->n_input += n->tag == GUMBO_TAG_INPUT || n->tag == GUMBO_TAG_TEXTAREA || n->tag == GUMBO_TAG_SELECT;
    sum->n_embed += n->tag == GUMBO_TAG_IFRAME || n->tag == GUMBO_TAG_OBJECT || n->tag == GUMBO_TAG_EMBED;
    sum->n_heading += n->tag >= GUMBO_TAG_H1 && n->tag <= GUMBO_TAG_H6;
}

struct html_sum html_sum_of(const struct html_page *page, uint32_t node)
{
    const struct html_sum *a = &page->sum[node], *b = &page->sum[page->node[node].end];
    return (struct html_sum){
        b->chars - a->chars,
        b->link_chars - a->link_chars,
        b->commas - a->commas,
        b->n_p - a->n_p,
        b->n_li - a->n_li,
        b->n_img - a->n_img,
        b->n_input - a->n_input,
        b->n_embed - a->n_embed,
        b->n_heading - a->n_heading,
        b->heading_chars - a->heading_chars,
        b->list_chars - a->list_chars,
    };
}

double html_link_density(struct html_sum sum)
{
    return sum.chars ? (double)sum.link_chars / sum.chars : 0;
}

void html_count(struct html_page *page)
{
    if (!page->sum)
        page->sum = arena_zalloc(page->arena, (page->n + 1) * sizeof *page->sum);
    struct ends end = {0};
    for (uint32_t i = 0; i < page->n; i++) {
        const struct html_node *n = &page->node[i];
        page->sum[i + 1] = page->sum[i];
        if (n->off) {
            for (uint32_t k = i + 1; k < n->end; k++)
                page->sum[k + 1] = page->sum[i];
            i = n->end - 1;
            continue;
        }
        if (n->tag == GUMBO_TAG_A && i >= end.link) {
            struct str href =
                html_attribute(page, i, ATTR_HREF); /* a link within the page is a footnote or a contents */
            bool leads = href.n > 1 && href.s[0] != '#' && !str_starts(href, STR("javascript:"));
            end.link = leads ? n->end : end.link;
        }
        if (n->tag >= GUMBO_TAG_H1 && n->tag <= GUMBO_TAG_H6)
            end.heading = n->end;
        if ((n->tag == GUMBO_TAG_UL || n->tag == GUMBO_TAG_OL) && i >= end.list)
            end.list = n->end;
        count_node(page, i, end, &page->sum[i + 1]);
    }
    html_runs(page, 0, page->n, &page->run, &page->n_runs);
}

/* Adds what lies in [first, end) as a run, when it has text. */
static void add_run(const struct html_page *page, struct html_run **run, uint32_t *n, uint32_t *cap, uint32_t owner,
                    uint32_t first, uint32_t end)
{
    const struct html_sum *a = &page->sum[first], *b = &page->sum[end];
    if (b->chars == a->chars)
        return;
    arena_grow(page->arena, (void **)run, n, cap, sizeof **run);
    (*run)[(*n)++] =
        (struct html_run){owner, first, end, b->chars - a->chars, b->link_chars - a->link_chars, b->commas - a->commas};
}

/* A block, another block's text, or a second line break ends a run. */
void html_runs(const struct html_page *page, uint32_t from, uint32_t to, struct html_run **out, uint32_t *out_n)
{
    struct html_run *run = NULL;
    uint32_t n = 0, cap = 0, first = from, owner = NONE, n_breaks = 0;
    for (uint32_t i = from; i < to; i++) {
        const struct html_node *node = &page->node[i];
        if (node->off) {
            i = node->end - 1;
            continue;
        }
        n_breaks += node->tag == GUMBO_TAG_BR;
        bool has_text = page->sum[i + 1].chars > page->sum[i].chars && node->tag == HTML_TEXT;
        bool other = has_text && owner != NONE && node->owner != owner;
        if (node->block || other || (has_text && n_breaks >= 2)) {
            if (owner != NONE)
                add_run(page, &run, &n, &cap, owner, first, i);
            first = i;
            owner = NONE;
            n_breaks = 0;
        }
        if (has_text) {
            if (owner == NONE && n_breaks)
                n_breaks = 0;
            owner = node->owner;
            n_breaks = 0;
        }
    }
    if (owner != NONE)
        add_run(page, &run, &n, &cap, owner, first, to);
    *out = run;
    *out_n = n;
}
