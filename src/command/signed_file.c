#include "command/signed_file.h"

#include "base/file.h"
#include "base/map.h"
#include "base/utf8.h"
#include "command/svg.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_INPUT_BYTES = 1 << 29, MAX_NUMBER_BYTES = 63 };
static const double LARGEST_WEIGHT = 1e12;

struct reader {
    struct arena *arena;
    struct signed_file *out;
    struct map nodes; /* name -> order of appearance */
    ARRAY_OF(struct str) name;
    ARRAY_OF(struct signed_edge) edge;
    const char *path;
};

static void refuse(struct reader *r, uint32_t line, const char *why, struct str what)
{
    if (what.n > 80)
        what.n = 80;
    if (utf8_first_bad(what.s, what.n) < what.n)
        what.n = (uint32_t)utf8_first_bad(what.s, what.n);
    if (r->out->n_bad_lines < MOST_BAD_LINES)
        r->out->bad_line[r->out->n_bad_lines] = str_format(r->arena, "%s:%u: %s%s%.*s%s", r->path, (unsigned)line, why,
                                                           what.n ? ": \"" : "", STR_ARG(what), what.n ? "\"" : "");
    r->out->n_bad_lines++;
}

static bool parse_weight(struct str text, double *out)
{
    char copy[MAX_NUMBER_BYTES + 1], *end;
    text = str_trim(text);
    if (str_is(text, "+") || str_is(text, "-")) {
        *out = text.s[0] == '+' ? 1 : -1;
        return true;
    }
    if (!text.n || text.n > MAX_NUMBER_BYTES)
        return false;
    memcpy(copy, text.s, text.n);
    copy[text.n] = '\0';
    if (strspn(copy, "+-.0123456789eE") != text.n) /* strtod also knows hexadecimal, inf and nan */
        return false;
    *out = strtod(copy, &end);
    return *end == '\0' && fabs(*out) <= LARGEST_WEIGHT;
}

static uint32_t node_of(struct reader *r, struct str name)
{
    uint32_t n = r->name.n, at = *map_put(&r->nodes, name, n);
    if (at == n)
        *array_add(r->arena, &r->name) = name;
    return at;
}

static void read_line(struct reader *r, struct str line, uint32_t number)
{
    struct str a = STR_NONE, b = STR_NONE, weight = STR_NONE, rest = line;
    double w;
    if (utf8_first_bad(line.s, line.n) < line.n) {
        refuse(r, number, "not valid UTF-8", STR_NONE);
    } else if (!str_cut(&rest, '\t', &a) || !str_cut(&rest, '\t', &b) || !str_cut(&rest, '\t', &weight)) {
        refuse(r, number, "wanted three columns parted by tabs: a, b, weight", line);
    } else if (!a.n || !b.n) {
        refuse(r, number, "a name is empty", line);
    } else if (!parse_weight(weight, &w)) {
        refuse(r, number, "the third column is no weight (a number to 1e12, + or -)", weight);
    } else if (str_eq(a, b)) {
        refuse(r, number, "a tie of a node with itself", a);
    } else {
        uint32_t from = node_of(r, a), to = node_of(r, b);
        *array_add(r->arena, &r->edge) = (struct signed_edge){from, to, w};
        r->out->n_lines++;
    }
}

static int compare_names(const void *x, const void *y)
{
    return str_compare(*(const struct str *)x, *(const struct str *)y);
}

/* Nodes in the order of their names, so that the order of the lines changes nothing. */
static void sort_nodes(struct reader *r)
{
    struct signed_file *out = r->out;
    const uint32_t n = r->name.n;
    uint32_t *number = arena_alloc(r->arena, (n + 1) * sizeof *number);
    out->name = arena_alloc(r->arena, (n + 1) * sizeof *out->name);
    if (n) {
        memcpy(out->name, r->name.v, n * sizeof *out->name);
        qsort(out->name, n, sizeof *out->name, compare_names);
    }
    for (uint32_t i = 0; i < n; i++)
        number[map_find(&r->nodes, out->name[i], 0)] = i;
    for (uint32_t i = 0; i < r->edge.n; i++) {
        r->edge.v[i].a = number[r->edge.v[i].a];
        r->edge.v[i].b = number[r->edge.v[i].b];
    }
}

void signed_file_of(const struct signed_tie *tie, uint32_t n, struct arena *arena, struct signed_file *out)
{
    struct reader r = {.arena = arena, .out = out};
    *out = (struct signed_file){.n_lines = n};
    map_init(&r.nodes, arena, 1024);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t a = node_of(&r, tie[i].a), b = node_of(&r, tie[i].b);
        *array_add(arena, &r.edge) = (struct signed_edge){a, b, tie[i].weight};
    }
    sort_nodes(&r);
    signed_graph_build(&out->graph, arena, r.name.n, r.edge.v, r.edge.n);
}

enum status signed_file_read(const char *path, struct arena *arena, struct signed_file *out, struct fault *f)
{
    struct buf bytes = {0};
    struct reader r = {.arena = arena, .out = out, .path = path};
    if (file_read(path, MAX_INPUT_BYTES, &bytes, f)) {
        buf_release(&bytes);
        return f->status;
    }
    *out = (struct signed_file){0};
    map_init(&r.nodes, arena, 1024);
    struct str rest = str_copy(arena, buf_str(&bytes)), line;
    buf_release(&bytes);
    if (str_starts(rest, STR("\xEF\xBB\xBF")))
        rest = str_slice(rest, 3, rest.n);
    for (uint32_t number = 1; str_cut(&rest, '\n', &line); number++) {
        if (line.n && line.s[line.n - 1] == '\r')
            line.n--;
        if (str_trim(line).n && line.s[0] != '#')
            read_line(&r, line, number);
    }
    sort_nodes(&r);
    signed_graph_build(&out->graph, arena, r.name.n, r.edge.v, r.edge.n);
    return OK;
}

void signed_file_graphml(const struct signed_file *s, const uint32_t *camp, struct buf *out)
{
    const struct signed_graph *g = &s->graph;
    buf_add_str(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
                         "<key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n"
                         "<key id=\"camp\" for=\"node\" attr.name=\"camp\" attr.type=\"int\"/>\n"
                         "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
                         "<key id=\"frustrated\" for=\"edge\" attr.name=\"frustrated\" attr.type=\"boolean\"/>\n"
                         "<graph edgedefault=\"undirected\">\n"));
    for (uint32_t v = 0; v < g->n_nodes; v++) {
        buf_printf(out, "<node id=\"n%u\"><data key=\"name\">", (unsigned)v);
        xml_text(s->name[v], out);
        buf_printf(out, "</data><data key=\"camp\">%u</data></node>\n", (unsigned)camp[v] + 1);
    }
    for (uint32_t e = 0; e < g->n_edges; e++)
        buf_printf(out,
                   "<edge id=\"e%u\" source=\"n%u\" target=\"n%u\"><data key=\"weight\">%.15g</data>"
                   "<data key=\"frustrated\">%s</data></edge>\n",
                   (unsigned)e, (unsigned)g->edge[e].a, (unsigned)g->edge[e].b, g->edge[e].weight,
                   signed_edge_frustrated(&g->edge[e], camp) ? "true" : "false");
    buf_add_str(out, STR("</graph>\n</graphml>\n"));
}

/* GEXF's own weight must be positive for most readers: it is the strength, and the sign stands in an attribute. */
void signed_file_gexf(const struct signed_file *s, const uint32_t *camp, struct buf *out)
{
    const struct signed_graph *g = &s->graph;
    buf_add_str(out,
                STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
                    "<graph defaultedgetype=\"undirected\">\n"
                    "<attributes class=\"node\"><attribute id=\"camp\" title=\"camp\" type=\"integer\"/></attributes>\n"
                    "<attributes class=\"edge\"><attribute id=\"signed\" title=\"signed weight\" type=\"double\"/>"
                    "<attribute id=\"frustrated\" title=\"frustrated\" type=\"boolean\"/></attributes>\n"
                    "<nodes>\n"));
    for (uint32_t v = 0; v < g->n_nodes; v++) {
        buf_printf(out, "<node id=\"%u\" label=\"", (unsigned)v);
        xml_text(s->name[v], out);
        buf_printf(out, "\"><attvalues><attvalue for=\"camp\" value=\"%u\"/></attvalues></node>\n",
                   (unsigned)camp[v] + 1);
    }
    buf_add_str(out, STR("</nodes>\n<edges>\n"));
    for (uint32_t e = 0; e < g->n_edges; e++)
        buf_printf(out,
                   "<edge id=\"%u\" source=\"%u\" target=\"%u\" weight=\"%.15g\"><attvalues>"
                   "<attvalue for=\"signed\" value=\"%.15g\"/><attvalue for=\"frustrated\" value=\"%s\"/>"
                   "</attvalues></edge>\n",
                   (unsigned)e, (unsigned)g->edge[e].a, (unsigned)g->edge[e].b, fabs(g->edge[e].weight),
                   g->edge[e].weight, signed_edge_frustrated(&g->edge[e], camp) ? "true" : "false");
    buf_add_str(out, STR("</edges>\n</graph>\n</gexf>\n"));
}
