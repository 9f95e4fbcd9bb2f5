/* entente blocs: the camps of a signed network, how much they leave frustrated, and whether less is possible. */
#include "base/file.h"
#include "base/json.h"
#include "command/asking.h"
#include "command/signed_file.h"
#include "network/partition.h"
#include "network/shuffled.h"
#include "relation/relation.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

enum { DEFAULT_SECONDS = 20, MOST_EDGES_SHOWN = 20, SEED = 1 };

struct blocs {
    const char *graph, *graphml, *gexf;
    struct window window;
    bool weighted;  /* of the store: ties count as much as they are hostile or friendly */
    uint32_t camps; /* enum camps */
    uint32_t seconds, n_shuffles;
    struct arena arena;
    struct signed_file file;
    struct partition partition;
    struct shuffled shuffled;
    struct screen screen;
};

static void write_shuffles(const struct shuffled *s, struct json *j)
{
    json_key(j, "shuffles");
    json_object(j);
    json_key(j, "n");
    json_int(j, s->n);
    json_key(j, "as_low");
    json_num(j, s->n ? (double)s->n_as_low / s->n : NAN, 6);
    json_key(j, "quick");
    json_num(j, s->observed, 9);
    json_key(j, "mean");
    json_num(j, s->mean, 9);
    json_key(j, "lowest");
    json_num(j, s->lowest, 9);
    json_object_end(j);
}

static void write_json(struct blocs *b, struct buf *out)
{
    const struct partition *p = &b->partition;
    struct json j;
    json_init(&j, out);
    json_object(&j);
    json_key(&j, "frustration");
    json_num(&j, p->frustration, 9);
    json_key(&j, "bound");
    json_num(&j, p->bound, 9);
    json_key(&j, "optimal");
    json_bool(&j, p->optimal);
    json_key(&j, "camps");
    json_object(&j);
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++) {
        json_key(&j, str_copy(&b->arena, b->file.name[v]).s); /* names hold no NUL */
        json_int(&j, (int64_t)p->camp[v] + 1);
    }
    json_object_end(&j);
    if (b->n_shuffles)
        write_shuffles(&b->shuffled, &j);
    json_object_end(&j);
    buf_add_char(out, '\n');
}

static void write_summary(struct blocs *b, struct buf *out)
{
    const struct signed_graph *g = &b->file.graph;
    const struct partition *p = &b->partition;
    uint32_t n_friendly = 0;
    double total = 0;
    for (uint32_t e = 0; e < g->n_edges; e++) {
        n_friendly += g->edge[e].weight > 0;
        total += fabs(g->edge[e].weight);
    }
    buf_printf(out, "%u nodes, %u ties: %u friendly, %u hostile\n", (unsigned)g->n_nodes, (unsigned)g->n_edges,
               (unsigned)n_friendly, (unsigned)(g->n_edges - n_friendly));
    buf_printf(out, "frustration %.12g of %.12g", p->frustration, total);
    if (p->optimal)
        buf_printf(out, ", proven: no division into %s has less\n",
                   b->camps == CAMPS_TWO ? "two camps" : "any number of camps");
    else
        buf_printf(out, ", not proven: no division has less than %.12g\n", p->bound);
    if (b->n_shuffles)
        buf_printf(out,
                   "signs shuffled %u times: %u as low or lower (quick search, no proof: this network %.12g, shuffled "
                   "%.6g on average, %.12g at least)\n",
                   (unsigned)b->shuffled.n, (unsigned)b->shuffled.n_as_low, b->shuffled.observed, b->shuffled.mean,
                   b->shuffled.lowest);
}

/* "camp 2, 14 members", then their names. */
static void write_members(struct blocs *b, struct str heading, uint32_t first, uint32_t end, struct buf *out)
{
    struct buf names = {0};
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++) {
        if (b->partition.camp[v] < first || b->partition.camp[v] >= end)
            continue;
        if (names.n)
            buf_add_str(&names, STR(", "));
        buf_add_str(&names, screen_clean(&b->arena, b->file.name[v]));
    }
    buf_add_char(out, '\n');
    screen_text(&b->screen, STYLE_BOLD, heading, out);
    buf_add_char(out, '\n');
    screen_wrap(&b->screen, buf_str(&names), 2, UINT32_MAX, out);
    buf_release(&names);
}

static void write_camps(struct blocs *b, struct buf *out)
{
    const struct partition *p = &b->partition;
    uint32_t *size = arena_zalloc(&b->arena, (p->n_camps + 1) * sizeof *size), camp = 0;
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++)
        size[p->camp[v]]++;
    for (; camp < p->n_camps && (size[camp] > 1 || p->n_camps - camp == 1); camp++)
        write_members(b,
                      str_format(&b->arena, "camp %u, %u member%s", (unsigned)camp + 1, (unsigned)size[camp],
                                 size[camp] == 1 ? "" : "s"),
                      camp, camp + 1, out);
    if (camp < p->n_camps)
        write_members(
            b, str_format(&b->arena, "camps %u to %u, one member each", (unsigned)camp + 1, (unsigned)p->n_camps), camp,
            p->n_camps, out);
}

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

static void write_frustrated(struct blocs *b, struct buf *out)
{
    const struct signed_graph *g = &b->file.graph;
    const uint32_t *camp = b->partition.camp;
    struct signed_edge *edge = arena_alloc(&b->arena, (g->n_edges + 1) * sizeof *edge);
    uint32_t n = 0;
    for (uint32_t e = 0; e < g->n_edges; e++)
        if (signed_edge_frustrated(&g->edge[e], camp))
            edge[n++] = g->edge[e];
    if (!n)
        return;
    qsort(edge, n, sizeof *edge, compare_strength);
    buf_add_char(out, '\n');
    screen_text(&b->screen, STYLE_BOLD, str_format(&b->arena, "%u frustrated tie%s", (unsigned)n, n == 1 ? "" : "s"),
                out);
    buf_add_char(out, '\n');
    for (uint32_t i = 0; i < n && i < MOST_EDGES_SHOWN; i++) {
        buf_printf(out, "  %.*s – %.*s  %.12g  ", STR_ARG(screen_clean(&b->arena, b->file.name[edge[i].a])),
                   STR_ARG(screen_clean(&b->arena, b->file.name[edge[i].b])), edge[i].weight);
        if (edge[i].weight < 0)
            buf_printf(out, "hostile inside camp %u\n", (unsigned)camp[edge[i].a] + 1);
        else
            buf_printf(out, "friendly between camps %u and %u\n", (unsigned)camp[edge[i].a] + 1,
                       (unsigned)camp[edge[i].b] + 1);
    }
    if (n > MOST_EDGES_SHOWN)
        buf_printf(out, "  and %u more\n", (unsigned)(n - MOST_EDGES_SHOWN));
}

static enum status write_drawings(const struct blocs *b, struct fault *f)
{
    const struct {
        const char *path;
        void (*write)(const struct signed_file *, const uint32_t *, struct buf *);
    } file[] = {{b->graphml, signed_file_graphml}, {b->gexf, signed_file_gexf}};
    enum status status = OK;
    for (size_t i = 0; i < sizeof file / sizeof *file && !status; i++) {
        struct buf out = {0};
        if (!file[i].path)
            continue;
        file[i].write(&b->file, b->partition.camp, &out);
        status = file_write(file[i].path, buf_str(&out), f);
        buf_release(&out);
    }
    return status;
}

static int tell_bad_lines(const struct signed_file *s)
{
    struct fault f;
    int code = EXIT_DONE;
    for (uint32_t i = 0; i < s->n_bad_lines && i < MOST_BAD_LINES; i++) {
        fault_set(&f, ST_INPUT, "%.*s", STR_ARG(s->bad_line[i]));
        code = cli_fail(&f);
    }
    if (s->n_bad_lines > MOST_BAD_LINES) {
        fault_set(&f, ST_INPUT, "and %u more lines that cannot be used", (unsigned)(s->n_bad_lines - MOST_BAD_LINES));
        code = cli_fail(&f);
    }
    return code;
}

/* The ties of the window, from what the store holds of every pair. */
static void network_of_store(struct blocs *b, const struct relation *r)
{
    const struct sign_options o = SIGN_DEFAULTS;
    ARRAY_OF(struct signed_tie) tie = {0};
    for (uint32_t i = 0; i < r->dyad.n; i++) {
        const struct dyad *d = &r->dyad.v[i];
        int sign = standing_sign(&d->standing, &o);
        double size = sign > 0 ? d->standing.affinity.value : d->standing.hostility.value;
        if (sign)
            *array_add(&b->arena, &tie) = (struct signed_tie){d->a, d->b, b->weighted ? sign * size : sign};
    }
    signed_file_of(tie.v, tie.n, &b->arena, &b->file);
}

static enum status read_store(struct cli *cli, struct blocs *b, struct fault *f)
{
    const struct relation_query q = {.by = BY_ALL, .from = b->window.days.from, .to = b->window.days.to};
    struct store *store;
    struct relation r;
    if (store_open(cli->store, STORE_READ, &store, f))
        return f->status;
    enum status status = relation_read(store, &q, &b->arena, &r, f);
    if (!status)
        network_of_store(b, &r);
    if (!status && !b->file.graph.n_edges)
        cli_note(cli, "no two actors have enough incidents in this window to be called friendly or hostile");
    store_close(store);
    return status;
}

static int run(struct cli *cli, struct blocs *b)
{
    struct fault f;
    struct buf out = {0};
    if (b->graph ? signed_file_read(b->graph, &b->arena, &b->file, &f) : read_store(cli, b, &f))
        return cli_fail(&f);
    int code = tell_bad_lines(&b->file);
    const struct partition_options o = {
        .camps = b->camps == CAMPS_TWO ? CAMPS_TWO : CAMPS_ANY, .seconds = b->seconds, .seed = SEED};
    partition_find(&b->file.graph, &o, &b->arena, &b->partition);
    if (b->n_shuffles)
        shuffled_compare(&b->file.graph, &o, b->n_shuffles, &b->shuffled);
    if (cli->json) {
        write_json(b, &out);
    } else {
        write_summary(b, &out);
        write_camps(b, &out);
        write_frustrated(b, &out);
    }
    enum status bad = cli_out(buf_str(&out), &f);
    buf_release(&out);
    if (bad || write_drawings(b, &f))
        return cli_fail(&f);
    return code;
}

int cmd_blocs(struct cli *cli, int argc, char **argv)
{
    struct blocs b = {.seconds = DEFAULT_SECONDS};
    const struct option own[] = {
        WINDOW_OPTIONS(&b.window),
        {"weighted", OPT_FLAG, &b.weighted, NULL, "ties of the store count as much as they are hostile or friendly"},
        {"graph", OPT_TEXT, &b.graph, "FILE.tsv",
         "another network than the store's: a, b, weight (or + and -), parted by tabs"},
        {"camps", OPT_CHOICE, &b.camps, "any|2", "any number of camps (default), or two"},
        {"seconds", OPT_COUNT, &b.seconds, "N", "give up proving after so long (default 20)"},
        {"shuffles", OPT_COUNT, &b.n_shuffles, "N", "compare with N networks whose signs are shuffled"},
        {"graphml", OPT_TEXT, &b.graphml, "FILE", "write the network with its camps as GraphML"},
        {"gexf", OPT_TEXT, &b.gexf, "FILE", "the same as GEXF"},
        {0}};
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    struct fault f;
    if (argc != 1)
        return cli_usage(cli, "blocs takes no operand");
    if (window_parse(&b.window, &f))
        return cli_usage(cli, "%s", f.message);
    if (b.graph && (b.weighted || b.window.from || b.window.to))
        return cli_usage(cli, "--from, --to and --weighted are for the store, not for --graph");
    b.screen = (struct screen){cli_use_color(cli, STDOUT_FILENO), cli_width(STDOUT_FILENO)};
    arena_init(&b.arena, 0);
    code = run(cli, &b);
    arena_release(&b.arena);
    return code;
}
