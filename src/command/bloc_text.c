/* One network of `entente blocs` for people. */
#include "command/blocs.h"
#include "command/groupings.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_EDGES_SHOWN = 20, MOST_BETWEEN_SHOWN = 10, MOST_GROUPINGS_SHOWN = 6 };

struct page {
    const struct bloc_network *b;
    const struct bloc_settings *settings;
    const struct screen *screen;
    struct arena *arena;
    struct buf *out;
};

static struct str name_of(struct page *x, uint32_t node)
{
    return screen_clean(x->arena, x->b->file.name[node]);
}

static unsigned camp_of(struct page *x, uint32_t node)
{
    return (unsigned)x->b->number[x->b->partition.camp[node]] + 1;
}

static void heading(struct page *x, struct str words)
{
    buf_add_char(x->out, '\n');
    screen_text(x->screen, STYLE_BOLD, words, x->out);
    buf_add_char(x->out, '\n');
}

static void summary(struct page *x)
{
    const struct signed_graph *g = &x->b->file.graph;
    const struct partition *p = &x->b->partition;
    const struct shuffled *s = &x->b->shuffled;
    uint32_t n_friendly = 0;
    double total = 0;
    for (uint32_t e = 0; e < g->n_edges; e++) {
        n_friendly += g->edge[e].weight > 0;
        total += fabs(g->edge[e].weight);
    }
    buf_printf(x->out, "%u nodes, %u ties: %u friendly, %u hostile\n", (unsigned)g->n_nodes, (unsigned)g->n_edges,
               (unsigned)n_friendly, (unsigned)(g->n_edges - n_friendly));
    buf_printf(x->out, "frustration %.12g of %.12g", p->frustration, total);
    if (p->optimal)
        buf_printf(x->out, ", proven: no division into %s has less\n",
                   x->settings->partition.camps == CAMPS_TWO ? "two camps" : "any number of camps");
    else
        buf_printf(x->out, ", not proven: no division has less than %.12g\n", p->bound);
    if (x->settings->n_shuffles)
        buf_printf(x->out,
                   "signs shuffled %u times: %u as low or lower (quick search, no proof: this network %.12g, shuffled "
                   "%.6g on average, %.12g at least)\n",
                   (unsigned)s->n, (unsigned)s->n_as_low, s->observed, s->mean, s->lowest);
    if (x->settings->n_resamples)
        buf_printf(x->out, "drawn anew %u times; \"found again\" is how like each camp stayed, 1.00 the same\n",
                   (unsigned)x->b->stability.n_divisions);
}

/* ---- camps -------------------------------------------------------------------------------------------------- */

typedef bool choose_fn(const struct bloc_network *b, uint32_t node, uint32_t which);

static bool in_camp(const struct bloc_network *b, uint32_t node, uint32_t camp)
{
    return b->partition.camp[node] == camp;
}

static bool in_camp_from(const struct bloc_network *b, uint32_t node, uint32_t camp)
{
    return b->partition.camp[node] >= camp;
}

static bool fits_nowhere(const struct bloc_network *b, uint32_t node, uint32_t unused)
{
    (void)unused;
    return bloc_fits_nowhere(b, node);
}

/* The names of the nodes chosen, in order, wrapped; nothing where there are none. */
static void members(struct page *x, struct str head, choose_fn *choose, uint32_t which)
{
    struct buf names = {0};
    for (uint32_t v = 0; v < x->b->file.graph.n_nodes; v++) {
        if (!choose(x->b, v, which))
            continue;
        if (names.n)
            buf_add_str(&names, STR(", "));
        buf_add_str(&names, name_of(x, v));
    }
    if (names.n) {
        heading(x, head);
        screen_wrap(x->screen, buf_str(&names), 2, UINT32_MAX, x->out);
    }
    buf_release(&names);
}

static void camps(struct page *x)
{
    const struct partition *p = &x->b->partition;
    uint32_t *size = arena_zalloc(x->arena, (p->n_camps + 1) * sizeof *size), camp = 0;
    for (uint32_t v = 0; v < x->b->file.graph.n_nodes; v++)
        size[p->camp[v]]++;
    for (; camp < p->n_camps && (size[camp] > 1 || p->n_camps - camp == 1); camp++) {
        struct str head = str_format(x->arena, "camp %u, %u member%s", (unsigned)x->b->number[camp] + 1,
                                     (unsigned)size[camp], size[camp] == 1 ? "" : "s");
        if (x->settings->n_resamples)
            head = str_format(x->arena, "%.*s, found again %.2f", STR_ARG(head), x->b->stability.of_camp[camp]);
        members(x, head, in_camp, camp);
    }
    if (camp < p->n_camps)
        members(x, str_format(x->arena, "%u camps of one member each", (unsigned)(p->n_camps - camp)), in_camp_from,
                camp);
}

/* What all best divisions have in common, where it is not all. */
static void shared(struct page *x)
{
    const struct shared *s = &x->b->shared;
    if (!s->group || !x->b->file.graph.n_edges)
        return;
    if (s->n_groups == x->b->partition.n_camps) {
        buf_add_str(x->out, STR("\nno other division into camps is as good\n"));
        return;
    }
    buf_printf(x->out, "\nother divisions are as good: the %u camps are %u groups that all of them keep together%s\n",
               (unsigned)x->b->partition.n_camps, (unsigned)s->n_groups, s->proven ? "" : " (not proven)");
    members(x, STR("fit nowhere: have friends, but stand with none of them in every best division"), fits_nowhere, 0);
}

static void changes(struct page *x)
{
    const struct bloc_network *b = x->b;
    bool any = false;
    for (uint32_t v = 0; b->before && v < b->file.graph.n_nodes; v++) {
        if (b->before[v] == NO_CAMP || b->before[v] + 1 == camp_of(x, v))
            continue;
        if (!any)
            heading(x, STR("changed camps since the window before"));
        any = true;
        buf_printf(x->out, "  %.*s  camp %u → camp %u\n", STR_ARG(name_of(x, v)), (unsigned)b->before[v] + 1,
                   camp_of(x, v));
    }
}

/* ---- ties and triangles ------------------------------------------------------------------------------------- */

static int compare_strength(const void *x, const void *y)
{
    const struct signed_edge *p = x, *q = y;
    double a = fabs(p->weight), b = fabs(q->weight);
    if (a != b)
        return a > b ? -1 : 1;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return (p->b > q->b) - (p->b < q->b);
}

static void frustrated(struct page *x)
{
    const struct signed_graph *g = &x->b->file.graph;
    struct signed_edge *edge = arena_alloc(x->arena, (g->n_edges + 1) * sizeof *edge);
    uint32_t n = 0;
    for (uint32_t e = 0; e < g->n_edges; e++)
        if (signed_edge_frustrated(&g->edge[e], x->b->partition.camp))
            edge[n++] = g->edge[e];
    if (!n)
        return;
    qsort(edge, n, sizeof *edge, compare_strength);
    heading(x, str_format(x->arena, "%u frustrated tie%s", (unsigned)n, n == 1 ? "" : "s"));
    for (uint32_t i = 0; i < n && i < MOST_EDGES_SHOWN; i++) {
        buf_printf(x->out, "  %.*s – %.*s  %.12g  ", STR_ARG(name_of(x, edge[i].a)), STR_ARG(name_of(x, edge[i].b)),
                   edge[i].weight);
        if (edge[i].weight < 0)
            buf_printf(x->out, "hostile inside camp %u\n", camp_of(x, edge[i].a));
        else
            buf_printf(x->out, "friendly between camps %u and %u\n", camp_of(x, edge[i].a), camp_of(x, edge[i].b));
    }
    if (n > MOST_EDGES_SHOWN)
        buf_printf(x->out, "  and %u more\n", (unsigned)(n - MOST_EDGES_SHOWN));
}

static void triangles(struct page *x)
{
    const struct bloc_network *b = x->b;
    uint32_t balanced = 0, all = 0;
    for (int k = 0; k < N_TRIAD_KINDS; k++) {
        all += b->n_triads[k];
        balanced += triad_is_balanced((enum triad_kind)k) ? b->n_triads[k] : 0;
    }
    if (!all)
        return;
    heading(x, str_format(x->arena, "%u triangles, %u balanced", (unsigned)all, (unsigned)balanced));
    buf_printf(x->out, "  three friends %u, two against one %u, one between two foes %u, three foes %u\n",
               (unsigned)b->n_triads[TRIAD_FRIENDS], (unsigned)b->n_triads[TRIAD_AGAINST],
               (unsigned)b->n_triads[TRIAD_BETWEEN], (unsigned)b->n_triads[TRIAD_FOES]);
    for (uint32_t i = 0; i < b->n_between_triads; i++) {
        const struct triad *t = &b->between_triad[i];
        buf_printf(x->out, "  %.*s, friend of the foes %.*s and %.*s\n", STR_ARG(name_of(x, t->node[t->apex])),
                   STR_ARG(name_of(x, t->node[t->apex == 0])), STR_ARG(name_of(x, t->node[t->apex == 2 ? 1 : 2])));
    }
}

static void number(struct page *x, unsigned width, bool with_sign, double v)
{
    struct str text = isnan(v) ? STR("·") : str_format(x->arena, "%s%.2f", with_sign && v >= 0 ? "+" : "", v);
    for (unsigned n = screen_columns(text); n < width; n++)
        buf_add_char(x->out, ' ');
    buf_add_str(x->out, text);
}

static void between(struct page *x)
{
    const struct bloc_network *b = x->b;
    if (!b->between.n)
        return;
    heading(x,
            str_format(x->arena, "between %.*s and %.*s, who hedges most", STR_ARG(b->side[0]), STR_ARG(b->side[1])));
    screen_style(x->screen, STYLE_DIM, x->out);
    buf_printf(x->out, "  %-12s%10s%10s%9s%9s%13s%9s", "", b->side[0].s, b->side[1].s, "hedging", "aligned",
               "non-aligned", "moved");
    screen_style(x->screen, STYLE_PLAIN, x->out);
    buf_add_char(x->out, '\n');
    for (uint32_t i = 0; i < b->between.n && i < MOST_BETWEEN_SHOWN; i++) {
        const struct between *who = &b->between.v[i];
        struct str name = screen_cut(screen_clean(x->arena, who->actor), 11);
        buf_printf(x->out, "  %.*s", STR_ARG(name));
        screen_pad(2 + screen_columns(name), 14, x->out);
        number(x, 10, false, who->hedging.close[0]);
        number(x, 10, false, who->hedging.close[1]);
        number(x, 9, false, who->hedging.hedging);
        number(x, 9, false, who->hedging.alignment);
        number(x, 13, false, who->hedging.nonalignment);
        number(x, 9, true, who->moved);
        buf_add_char(x->out, '\n');
    }
}

/* Beside the camps, which are found: what is founded, and what somebody claims. */
static void groupings(struct page *x)
{
    const struct groupings *g = x->b->groupings;
    if (!g)
        return;
    if (g->organisation.n)
        heading(x, STR("organisations, those most like a camp (the camps were found in deeds, not here)"));
    for (uint32_t i = 0; i < g->organisation.n && i < MOST_GROUPINGS_SHOWN; i++) {
        const struct organisation *o = &g->organisation.v[i];
        struct str line = str_format(x->arena, "%.*s, %.*s: %u of its %u members here are in camp %u, alike %.2f",
                                     STR_ARG(o->code), STR_ARG(screen_clean(x->arena, o->name)), (unsigned)o->n_in_camp,
                                     (unsigned)o->node.n, (unsigned)x->b->number[o->camp] + 1, o->alike);
        screen_wrap(x->screen, line, 2, 2, x->out);
    }
    if (g->claimed.n)
        heading(x, STR("groupings of which somebody speaks"));
    for (uint32_t i = 0; i < g->claimed.n && i < MOST_GROUPINGS_SHOWN; i++) {
        const struct follow_entry *e = g->claimed.v[i];
        const struct store_claim *told = &e->claim.v[0]->told;
        struct str by = told->speaker.n ? told->speaker : STR("the writer"), parties = STR("");
        for (uint32_t k = 0; k < e->party.n; k++)
            parties = str_format(x->arena, "%.*s%s%.*s", STR_ARG(parties), k ? ", " : "", STR_ARG(e->party.v[k].code));
        struct str line =
            str_format(x->arena, "%.*s (%.*s), says %.*s: “%.*s”", STR_ARG(screen_clean(x->arena, e->matter)),
                       STR_ARG(parties), STR_ARG(by), STR_ARG(screen_clean(x->arena, told->sentence)));
        screen_wrap(x->screen, line, 2, 3, x->out);
    }
}

void bloc_text(const struct bloc_network *b, const struct bloc_settings *s, const struct screen *screen,
               struct arena *arena, struct buf *out)
{
    struct page x = {b, s, screen, arena, out};
    summary(&x);
    camps(&x);
    shared(&x);
    changes(&x);
    frustrated(&x);
    triangles(&x);
    between(&x);
    groupings(&x);
}
