/* Which subtrees of a page are the article.
 *
 * Method: every paragraph gives points to the elements round it, fewer the further out (as Arc90's Readability did, and
 * browsers' reader views do to this day): one, one for each comma, one for each hundred characters up to three. Class
 * names and tags add or take points, links take their share of the whole. The best element is the article, or the one
 * round it that collects more; its neighbours that look like it come along. */
#include "ingest/html_int.h"

enum {
    POINTS_MIN_CHARS = 25,
    POINTS_LEVELS = 5,    /* so far up a paragraph's points go */
    MIN_ALTERNATIVES = 3, /* good candidates under one roof: the roof is the article */
    N_TOP = 5,
    BODY_PROPERTY_CHARS = 500,
    SHORT_NEIGHBOUR_CHARS = 80,
    PART_MIN_CHARS = 200,
    PART_LEVELS = 6,       /* so far up the parts of an article have a roof in common */
    RUN_MAX_COMMAS = 10,   /* more are a list of names */
    LEAD_CHARS = 40,       /* so much of what the page says of itself must stand in its lead */
    NEVER_MAX_CHARS = 1500 /* notices are short; an article about cookies is not one */
};

struct scores {
    struct html_page *page;
    double *points; /* by node */
    bool *is_candidate;
    uint32_t top[N_TOP], n_top; /* best first */
};

/* ---- what is left out before anything is weighed ----------------------------------------------------------------- */

static bool unseen_tag(uint16_t tag)
{
    switch (tag) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_NOFRAMES:
        return true;
    default:
        return false;
    }
}

static bool hidden(const struct html_page *page, uint32_t i)
{
    static const char *const roles[] = {"menu",        "menubar", "complementary", "navigation", "alert",
                                        "alertdialog", "dialog",  "search",        "contentinfo"};
    struct str style = html_attribute(page, i, ATTR_STYLE), role = html_attribute(page, i, ATTR_ROLE);
    if (style.n && (str_has(style, STR("display:none")) || str_has(style, STR("display: none")) ||
                    str_has(style, STR("visibility:hidden")) || str_has(style, STR("visibility: hidden"))))
        return true;
    for (size_t k = 0; role.n && k < sizeof roles / sizeof *roles; k++)
        if (str_is(role, roles[k]))
            return true;
    return html_attribute(page, i, ATTR_HIDDEN).s || str_is(html_attribute(page, i, ATTR_ARIA_HIDDEN), "true");
}

static bool is_frame(uint16_t tag) /* holds the whole page or the whole article, whatever it is called */
{
    return tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN;
}

static enum off off_by_tag(const struct html_page *page, uint32_t i)
{
    const struct html_node *n = &page->node[i];
    return n->tag != HTML_TEXT && (unseen_tag(n->tag) || (hidden(page, i) && !is_frame(n->tag))) ? OFF_UNSEEN : OFF_NOT;
}

static enum off off_by_names(const struct html_page *page, uint32_t i, enum html_trust trust)
{
    const struct html_node *n = &page->node[i];
    if (!n->names.n || is_frame(n->tag))
        return OFF_NOT;
    if (html_sum_of(page, i).chars <= NEVER_MAX_CHARS && html_called(n, WORD_never))
        return OFF_UNSEEN;
    bool most = html_sum_of(page, i).chars * 2 > html_sum_of(page, 0).chars; /* of the page: named after a part of it */
    bool furniture = trust == TRUST_NAMES && n->tag != GUMBO_TAG_A && !most && html_called(n, WORD_furniture) &&
                     !html_called(n, WORD_keep) && !html_within(page, i, GUMBO_TAG_TABLE);
    return furniture ? OFF_FURNITURE : OFF_NOT;
}

static int8_t weight_of(const struct html_page *page, uint32_t i)
{
    const struct html_node *n = &page->node[i];
    return (int8_t)(25 * (html_called(n, WORD_good) - html_called(n, WORD_bad)));
}

void html_mark(struct html_page *page, enum html_trust trust)
{
    for (uint32_t i = 0; i < page->n; i++) {
        page->node[i].off = (uint8_t)off_by_tag(page, i);
        page->node[i].weight = trust <= TRUST_WEIGHTS ? weight_of(page, i) : 0;
    }
    html_count(page);
    for (uint32_t i = 0; i < page->n; i++)
        if (!page->node[i].off)
            page->node[i].off = (uint8_t)off_by_names(page, i, trust);
    html_count(page);
}

static bool contains(const struct html_page *page, uint32_t outer, uint32_t inner)
{
    return outer < inner && inner < page->node[outer].end;
}

/* ---- points ---------------------------------------------------------------------------------------------------------
 */

static int points_of_tag(uint16_t tag)
{
    switch (tag) {
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN:
        return 5;
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_BLOCKQUOTE:
        return 3;
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_FORM:
        return -3;
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_TH:
        return -5;
    default:
        return 0;
    }
}

static void give_points(struct scores *s, uint32_t node, double points)
{
    if (!s->is_candidate[node]) {
        s->is_candidate[node] = true;
        s->points[node] = points_of_tag(s->page->node[node].tag) + s->page->node[node].weight;
    }
    s->points[node] += points;
}

/* The element that a run's points go to first: the one round the paragraph. */
static uint32_t home_of(const struct html_page *page, const struct html_run *run)
{
    const struct html_node *owner = &page->node[run->owner];
    bool paragraph = owner->tag == GUMBO_TAG_P || owner->tag == GUMBO_TAG_TD || owner->tag == GUMBO_TAG_PRE ||
                     (owner->tag >= GUMBO_TAG_H2 && owner->tag <= GUMBO_TAG_H6);
    bool whole = owner->leaf && html_sum_of(page, run->owner).chars == run->chars;
    return paragraph || whole ? owner->parent : run->owner;
}

static void score_runs(struct scores *s)
{
    const struct html_page *page = s->page;
    for (uint32_t r = 0; r < page->n_runs; r++) {
        const struct html_run *run = &page->run[r];
        uint16_t tag = page->node[run->owner].tag;
        if (run->chars < POINTS_MIN_CHARS || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DT || tag == GUMBO_TAG_H1)
            continue;
        uint32_t commas = run->commas < RUN_MAX_COMMAS ? run->commas : RUN_MAX_COMMAS;
        double points = 2 + commas + (run->chars < 300 ? run->chars / 100 : 3);
        uint32_t node = home_of(page, run);
        for (unsigned level = 0; level < POINTS_LEVELS && node; level++, node = page->node[node].parent)
            give_points(s, node, points / (level == 0 ? 1 : level == 1 ? 2 : level * 3));
    }
}

static void add_top(struct scores *s, uint32_t node)
{
    uint32_t at = s->n_top;
    while (at > 0 && s->points[node] > s->points[s->top[at - 1]])
        at--;
    if (at == N_TOP)
        return;
    s->n_top += s->n_top < N_TOP;
    for (uint32_t k = s->n_top - 1; k > at; k--)
        s->top[k] = s->top[k - 1];
    s->top[at] = node;
}

static void rank(struct scores *s)
{
    for (uint32_t i = 0; i < s->page->n; i++) {
        if (!s->is_candidate[i])
            continue;
        s->points[i] *= 1 - html_link_density(html_sum_of(s->page, i));
        add_top(s, i);
    }
}

/* ---- from the best candidate to the article -----------------------------------------------------------------------
 */

static bool is_top_frame(const struct html_page *page, uint32_t node)
{
    return node == 0 || html_has_tag(page, node, GUMBO_TAG_BODY);
}

/* An article cut into several good candidates: the element round them. */
static uint32_t common_roof(const struct scores *s, uint32_t top)
{
    const struct html_page *page = s->page;
    for (uint32_t node = page->node[top].parent; !is_top_frame(page, node); node = page->node[node].parent) {
        uint32_t n = 0;
        for (uint32_t k = 1; k < s->n_top; k++)
            n += s->points[s->top[k]] >= .75 * s->points[s->top[0]] && contains(page, node, s->top[k]);
        if (n >= MIN_ALTERNATIVES)
            return node;
    }
    return top;
}

/* An element further out with more points than the one in it: text in several columns or sections. */
static uint32_t rising_roof(const struct scores *s, uint32_t top)
{
    const struct html_page *page = s->page;
    double last = s->points[top], least = last / 3;
    for (uint32_t node = page->node[top].parent; !is_top_frame(page, node); node = page->node[node].parent) {
        if (!s->is_candidate[node])
            continue;
        if (s->points[node] < least)
            break;
        if (s->points[node] > last)
            return node;
        last = s->points[node];
    }
    return top;
}

static bool only_child(const struct html_page *page, uint32_t node)
{
    uint32_t parent = page->node[node].parent, n = 0;
    for (uint32_t i = parent + 1; i < page->node[parent].end; i = page->node[i].end)
        n += page->node[i].tag != HTML_TEXT;
    return n == 1;
}

/* Numbers aside: story-body-1 and story-body-2. */
static bool same_names(struct str a, struct str b)
{
    uint32_t i = 0, k = 0;
    for (;; i++, k++) {
        while (i < a.n && a.s[i] >= '0' && a.s[i] <= '9')
            i++;
        while (k < b.n && b.s[k] >= '0' && b.s[k] <= '9')
            k++;
        if (i == a.n || k == b.n)
            return i == a.n && k == b.n && a.n;
        if (a.s[i] != b.s[k])
            return false;
    }
}

static uint32_t article_round(const struct html_page *page, uint32_t node)
{
    while (node && !html_has_tag(page, node, GUMBO_TAG_ARTICLE))
        node = page->node[node].parent;
    return node;
}

/* Another part of the same article: an element of the same kind with prose in it. */
static bool is_part(const struct html_page *page, uint32_t node, uint32_t top)
{
    const struct html_node *n = &page->node[node], *t = &page->node[top];
    if (n->tag != t->tag || n->tag == GUMBO_TAG_LI || contains(page, node, top) || !same_names(n->names, t->names))
        return false;
    struct html_sum sum = html_sum_of(page, node);
    uint32_t roof = top;
    for (unsigned level = 0; level < PART_LEVELS && roof; level++)
        roof = page->node[roof].parent;
    if (!contains(page, roof, node))
        return false;
    return sum.chars >= PART_MIN_CHARS && html_link_density(sum) < .25 &&
           article_round(page, node) == article_round(page, top);
}

static bool like_neighbour(const struct scores *s, uint32_t node, uint32_t top)
{
    const struct html_page *page = s->page;
    const struct html_node *n = &page->node[node];
    double least = s->points[top] * .2 > 10 ? s->points[top] * .2 : 10;
    bool same = n->names.n && str_eq(n->names, page->node[top].names);
    if (s->is_candidate[node] && s->points[node] + (same ? s->points[top] * .2 : 0) >= least)
        return true;
    struct html_sum sum = html_sum_of(page, node);
    if (n->tag != GUMBO_TAG_P || !sum.chars)
        return false;
    if (sum.chars > SHORT_NEIGHBOUR_CHARS)
        return html_link_density(sum) < .25;
    struct str text = html_text(page, node, n->end, false);
    return sum.link_chars == 0 && text.n && text.s[text.n - 1] == '.';
}

static void add_root(const struct html_page *page, struct html_article *a, uint32_t *cap, uint32_t node)
{
    arena_grow(page->arena, (void **)&a->root, &a->n_roots, cap, sizeof *a->root);
    a->root[a->n_roots++] = node;
}

/* The page's own word: itemprop="articleBody". */
static bool take_property(const struct html_page *page, struct html_article *a, uint32_t *cap)
{
    uint32_t chars = 0;
    for (uint32_t i = 0; i < page->n; i++) {
        if (page->node[i].off) {
            i = page->node[i].end - 1;
            continue;
        }
        if (!str_is(html_attribute(page, i, ATTR_ITEMPROP), "articleBody"))
            continue;
        chars += html_sum_of(page, i).chars;
        add_root(page, a, cap, i);
        i = page->node[i].end - 1;
    }
    if (chars < BODY_PROPERTY_CHARS)
        a->n_roots = 0;
    return a->n_roots > 0;
}

static uint32_t best(struct scores *s)
{
    const struct html_page *page = s->page;
    uint32_t top = s->top[0];
    if (is_top_frame(page, top))
        return top;
    top = common_roof(s, top);
    if (!s->is_candidate[top])
        give_points(s, top, 0);
    top = rising_roof(s, top);
    while (!is_top_frame(page, page->node[top].parent) && only_child(page, top))
        top = page->node[top].parent;
    if (!s->is_candidate[top])
        give_points(s, top, 0);
    return top;
}

/* The paragraph above the text that the page also gives as its description. */
static uint32_t find_lead(const struct html_page *page, const struct html_article *a)
{
    struct str lead = a->fact[FIELD_LEAD].value;
    if (lead.n < LEAD_CHARS || !a->n_roots)
        return 0;
    for (uint32_t r = 0; r < page->n_runs && page->run[r].first < a->root[0]; r++) {
        const struct html_run *run = &page->run[r];
        if (run->chars < LEAD_CHARS || run->link_chars * 2 > run->chars || !page->node[run->owner].leaf)
            continue;
        struct str text = html_text(page, run->first, run->end, false);
        if (str_starts(text, str_slice(lead, 0, LEAD_CHARS)) || str_starts(lead, text))
            return run->owner;
    }
    return 0;
}

static void add_lead(const struct html_page *page, struct html_article *a, uint32_t *cap)
{
    uint32_t lead = find_lead(page, a);
    if (!lead || contains(page, lead, a->root[0]))
        return;
    add_root(page, a, cap, lead);
    for (uint32_t i = a->n_roots - 1; i > 0; i--)
        a->root[i] = a->root[i - 1];
    a->root[0] = lead;
}

void html_body(struct html_page *page, struct html_article *a)
{
    struct scores s = {.page = page,
                       .points = arena_zalloc(page->arena, page->n * sizeof *s.points),
                       .is_candidate = arena_zalloc(page->arena, page->n * sizeof *s.is_candidate)};
    uint32_t cap = 0;
    a->root = NULL;
    a->n_roots = 0;
    if (take_property(page, a, &cap)) {
        add_lead(page, a, &cap);
        return;
    }
    score_runs(&s);
    rank(&s);
    uint32_t top = s.n_top ? best(&s) : 0;
    if (is_top_frame(page, top)) {
        add_root(page, a, &cap, top);
        return;
    }
    for (uint32_t i = 1; i < page->n; i++) {
        bool neighbour = page->node[i].parent == page->node[top].parent && like_neighbour(&s, i, top);
        if (!page->node[i].off && (i == top || neighbour || is_part(page, i, top)))
            add_root(page, a, &cap, i);
        else if (!page->node[i].off)
            continue;
        i = page->node[i].end - 1;
    }
    add_lead(page, a, &cap);
}
