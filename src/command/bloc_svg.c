/* One network of `entente blocs` as a drawing: camps as discs in a ring, ties between their members. */
#include "command/blocs.h"
#include "command/svg.h"

#include <math.h>
#include <stdlib.h>

static const double PI = 3.14159265358979323846, SIZE = 1000, HEAD = 60, FOOT = 40, NODE_ROOM = 26;
enum { MOST_LABELS = 400, N_COLOURS = 10 };
static const char *const COLOURS[N_COLOURS] = {"#2563a8", "#d97706", "#1f7a4d", "#8e44ad", "#b83280",
                                               "#0e7490", "#854d0e", "#4d7c0f", "#475569", "#be123c"};

struct place {
    double x, y;
};

struct ring {
    const struct bloc_network *b;
    struct place *node, *camp; /* [n_nodes], [n_camps] */
    double *radius;            /* [n_camps] */
    uint32_t *size;            /* [n_camps] */
};

static bool is_single(const struct ring *r, uint32_t camp)
{
    return r->size[camp] < 2;
}

/* Camps round a circle, each with as much of it as its disc needs; all single nodes together need one disc more. */
static void place_camps(struct ring *r, struct arena *arena)
{
    const uint32_t n_camps = r->b->partition.n_camps;
    double around = 0, angle = -PI / 2, widest = 0;
    uint32_t n_single = 0, n_discs = 0;
    for (uint32_t c = 0; c < n_camps; c++) {
        n_single += is_single(r, c);
        n_discs += !is_single(r, c);
        r->radius[c] = is_single(r, c) ? 0 : NODE_ROOM * sqrt(r->size[c]) * 0.75 + 12;
    }
    double single = n_single ? NODE_ROOM * sqrt(n_single) * 0.75 + 12 : 0;
    for (uint32_t c = 0; c < n_camps; c++) {
        around += 2 * r->radius[c];
        widest = fmax(widest, r->radius[c]);
    }
    around += 2 * single;
    widest = fmax(widest, single);
    double circle = n_discs + (n_single > 0) > 1 ? fmax(widest * 1.25, around * 1.25 / (2 * PI)) : 0;
    struct place rest = {0, 0};
    for (uint32_t c = 0; c <= n_camps; c++) {
        double share = around > 0 ? 2 * PI * 2 * (c < n_camps ? r->radius[c] : single) / around : 0;
        struct place p = {circle * cos(angle + share / 2), circle * sin(angle + share / 2)};
        angle += share;
        if (c < n_camps)
            r->camp[c] = p;
        else
            rest = p;
    }
    uint32_t *at = arena_zalloc(arena, (n_camps + 2) * sizeof *at); /* the last one: of the single nodes */
    for (uint32_t v = 0; v < r->b->file.graph.n_nodes; v++) {       /* sunflower */
        uint32_t c = r->b->partition.camp[v];
        bool alone = is_single(r, c);
        uint32_t k = alone ? at[n_camps]++ : at[c]++;
        double far = NODE_ROOM * 0.75 * sqrt(k + 0.4), turn = k * PI * (3 - sqrt(5));
        struct place middle = alone ? rest : r->camp[c];
        r->node[v] = (struct place){middle.x + far * cos(turn), middle.y + far * sin(turn)};
    }
    /* Into the picture. */
    double reach = (circle + widest) * 1.04, scale = (SIZE / 2 - 20) / fmax(reach, 60);
    scale = fmin(scale, 3);
    struct place *all[] = {r->node, r->camp};
    const uint32_t n[] = {r->b->file.graph.n_nodes, n_camps};
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; i < n[k]; i++)
            all[k][i] = (struct place){SIZE / 2 + all[k][i].x * scale, HEAD + SIZE / 2 + all[k][i].y * scale};
    for (uint32_t c = 0; c < n_camps; c++)
        r->radius[c] *= scale;
}

/* Ties that fit the camps faintly, then frustrated ones strongly. */
static void draw_ties(const struct ring *r, bool frustrated, struct buf *out)
{
    const struct signed_graph *g = &r->b->file.graph;
    for (uint32_t e = 0; e < g->n_edges; e++) {
        bool friendly = g->edge[e].weight > 0;
        if (signed_edge_frustrated(&g->edge[e], r->b->partition.camp) != frustrated)
            continue;
        const struct place *a = &r->node[g->edge[e].a], *b = &r->node[g->edge[e].b];
        svg_line(out, a->x, a->y, b->x, b->y,
                 frustrated ? (friendly ? "stroke=\"#15803d\" stroke-width=\"2.5\" stroke-dasharray=\"7 4\""
                                        : "stroke=\"#b91c1c\" stroke-width=\"2.5\" stroke-dasharray=\"7 4\"")
                 : friendly ? "stroke=\"#22a05a\" stroke-opacity=\"0.35\""
                            : "stroke=\"#d9534f\" stroke-opacity=\"0.22\"");
    }
}

static void draw_nodes(const struct ring *r, struct arena *arena, struct buf *out)
{
    const struct bloc_network *b = r->b;
    const uint32_t n = b->file.graph.n_nodes;
    for (uint32_t v = 0; v < n; v++) {
        uint32_t camp = b->number[b->partition.camp[v]];
        bool alone = is_single(r, b->partition.camp[v]);
        bool homeless = b->shared.group && bloc_fits_nowhere(b, v);
        const char *style = str_format(arena, "fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\"",
                                       alone ? "#9ca3af" : COLOURS[camp % N_COLOURS], homeless ? "#111111" : "#ffffff",
                                       homeless ? "2.5" : "1")
                                .s;
        svg_circle(out, r->node[v].x, r->node[v].y, 7, style,
                   str_format(arena, "%.*s, camp %u%s", STR_ARG(b->file.name[v]), (unsigned)camp + 1,
                              homeless ? ", fits nowhere" : ""));
        if (n <= MOST_LABELS)
            svg_text(out, r->node[v].x, r->node[v].y - 10, 11, SVG_MIDDLE, "#222222", b->file.name[v]);
    }
}

static void draw_camps(const struct ring *r, struct arena *arena, struct buf *out)
{
    for (uint32_t c = 0; c < r->b->partition.n_camps; c++) {
        uint32_t number = r->b->number[c];
        const char *colour = COLOURS[number % N_COLOURS];
        if (is_single(r, c))
            continue;
        svg_circle(
            out, r->camp[c].x, r->camp[c].y, r->radius[c],
            str_format(arena, "fill=\"%s\" fill-opacity=\"0.08\" stroke=\"%s\" stroke-opacity=\"0.5\"", colour, colour)
                .s,
            STR_NONE);
        svg_text(out, r->camp[c].x, r->camp[c].y - r->radius[c] - 5, 14, SVG_MIDDLE, colour,
                 str_format(arena, "camp %u, %u members", (unsigned)number + 1, (unsigned)r->size[c]));
    }
}

static void legend(const struct bloc_network *b, struct arena *arena, struct buf *out)
{
    static const struct {
        const char *style, *words;
    } rows[] = {
        {"stroke=\"#22a05a\" stroke-opacity=\"0.6\" stroke-width=\"2\"", "friendly"},
        {"stroke=\"#d9534f\" stroke-opacity=\"0.6\" stroke-width=\"2\"", "hostile"},
        {"stroke=\"#15803d\" stroke-width=\"2.5\" stroke-dasharray=\"7 4\"", "friendly between camps"},
        {"stroke=\"#b91c1c\" stroke-width=\"2.5\" stroke-dasharray=\"7 4\"", "hostile inside a camp"},
    };
    double x = 20, y = HEAD + SIZE + 18;
    char from[11], to[11];
    day_write(b->days.from, from);
    day_write(b->days.to, to);
    struct str when = *from || *to ? str_format(arena, ", %s to %s", from, to) : STR("");
    svg_text(out, 20, 28, 18, SVG_START, "#222222",
             str_format(arena, "%u camps, frustration %.12g%s%.*s", (unsigned)b->partition.n_camps,
                        b->partition.frustration, b->partition.optimal ? ", proven least" : "", STR_ARG(when)));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        svg_line(out, x, y - 4, x + 40, y - 4, rows[i].style);
        svg_text(out, x + 46, y, 12, SVG_START, "#444444", str_of(rows[i].words));
        x += 70 + 7.5 * (double)strlen(rows[i].words);
    }
    svg_text(out, x, y, 12, SVG_START, "#444444", STR("grey: alone   black rim: fits nowhere"));
}

void bloc_svg(const struct bloc_network *b, struct arena *arena, struct buf *out)
{
    const uint32_t n = b->file.graph.n_nodes, n_camps = b->partition.n_camps;
    struct ring r = {.b = b};
    r.node = arena_zalloc(arena, (n + 1) * sizeof *r.node);
    r.camp = arena_zalloc(arena, (n_camps + 1) * sizeof *r.camp);
    r.radius = arena_zalloc(arena, (n_camps + 1) * sizeof *r.radius);
    r.size = arena_zalloc(arena, (n_camps + 1) * sizeof *r.size);
    for (uint32_t v = 0; v < n; v++)
        r.size[b->partition.camp[v]]++;
    place_camps(&r, arena);
    svg_begin(out, SIZE, HEAD + SIZE + FOOT, STR("camps of a signed network"));
    draw_camps(&r, arena, out);
    draw_ties(&r, false, out);
    draw_ties(&r, true, out);
    draw_nodes(&r, arena, out);
    legend(b, arena, out);
    svg_end(out);
}
