/* entente blocs: the camps of a signed network, how much they leave frustrated, and whether less is possible. */
#include "base/file.h"
#include "command/groupings.h"

#include <stdlib.h>
#include <unistd.h>

enum { DEFAULT_SECONDS = 20, SEED = 1 };
static const char *const BY = "all|week|month|year";
static const enum relation_by BY_CHOICE[] = {BY_ALL, BY_WEEK, BY_MONTH, BY_YEAR};

struct blocs {
    const char *graph, *graphml, *gexf, *svg, *between;
    struct origins origins;
    struct window window;
    uint32_t by, camps, seconds;
    struct bloc_settings settings;
    struct asking asking; /* its store only where there is no graph */
    struct bloc_network *last;
};

static enum status write_drawings(struct blocs *b, struct fault *f)
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
        file[i].write(&b->last->file, b->last->partition.camp, &out);
        status = file_write(file[i].path, buf_str(&out), f);
        buf_release(&out);
    }
    if (!status && b->svg) {
        struct buf out = {0};
        bloc_svg(b->last, &b->asking.arena, &out);
        status = file_write(b->svg, buf_str(&out), f);
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

static void show(struct blocs *b, const struct bloc_network *n)
{
    struct asking *a = &b->asking;
    if (a->cli->json) {
        bloc_json(n, &b->settings, &a->row, &a->out);
    } else {
        if (b->by) {
            char from[11], to[11];
            day_write(n->days.from, from);
            day_write(n->days.to, to);
            screen_text(&a->screen, STYLE_BOLD, str_format(&a->row, "%s%s to %s", a->out.n ? "\n" : "", from, to),
                        &a->out);
            buf_add_char(&a->out, '\n');
        }
        bloc_text(n, &b->settings, &a->screen, &a->row, &a->out);
    }
    arena_clear(&a->row);
}

static int compare_periods(const void *x, const void *y)
{
    const struct dyad *a = x, *b = y;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    int c = str_compare(a->a, b->a);
    return c ? c : str_compare(a->b, b->b);
}

/* One network after the other, each beside the one before. */
static void each_window(struct blocs *b, const struct relation *r, const struct grouping_sources *sources)
{
    struct arena *arena = &b->asking.arena;
    struct bloc_network *before = NULL;
    uint32_t next = 0;
    for (uint32_t from = 0, end; from < r->dyad.n; from = end) {
        end = from + 1;
        while (end < r->dyad.n && (!b->by || r->dyad.v[end].from == r->dyad.v[from].from))
            end++;
        struct bloc_network *now = arena_alloc(arena, sizeof *now);
        const struct dyad *dyad = &r->dyad.v[from];
        bloc_network_of(r, dyad, end - from, b->settings.weighted, arena, now);
        if (b->by && !now->file.graph.n_edges)
            continue;
        bloc_network_divide(now, &b->settings, r, arena);
        bloc_network_follow(now, before, &next, arena);
        bloc_network_between(now, &b->settings, dyad, end - from, before, arena);
        struct groupings *groupings = arena_alloc(arena, sizeof *groupings);
        groupings_find(sources, now, b->asking.cli->as_of, arena, groupings);
        now->groupings = groupings;
        show(b, now);
        b->last = before = now;
    }
}

static enum status from_store(struct blocs *b, struct fault *f)
{
    struct asking *a = &b->asking;
    const struct relation_query q = {.by = BY_CHOICE[b->by],
                                     .from = b->window.days.from,
                                     .to = b->window.days.to,
                                     .origin = str_of(b->origins.names)};
    struct relation r;
    struct grouping_sources sources;
    if (origins_find(a->store, &b->origins, f) || grouping_sources_read(a, &sources, f) ||
        relation_read(a->store, &q, &a->arena, &r, f))
        return f->status;
    if (r.dyad.n && b->by)
        qsort(r.dyad.v, r.dyad.n, sizeof *r.dyad.v, compare_periods);
    each_window(b, &r, &sources);
    if (!b->last && !b->by) { /* an empty store has no camps */
        b->last = arena_alloc(&a->arena, sizeof *b->last);
        bloc_network_of(&r, NULL, 0, false, &a->arena, b->last);
        bloc_network_divide(b->last, &b->settings, NULL, &a->arena);
        show(b, b->last);
    }
    if (!b->last || !b->last->file.graph.n_edges)
        cli_note(a->cli, "no two actors have enough incidents in this window to be called friendly or hostile");
    return OK;
}

static enum status from_graph(struct blocs *b, int *out_code, struct fault *f)
{
    struct asking *a = &b->asking;
    b->last = arena_zalloc(&a->arena, sizeof *b->last);
    b->last->days = DATE_RANGE_NONE;
    if (signed_file_read(b->graph, &a->arena, &b->last->file, f))
        return f->status;
    *out_code = tell_bad_lines(&b->last->file);
    bloc_network_divide(b->last, &b->settings, NULL, &a->arena);
    show(b, b->last);
    return OK;
}

/* "USA,CHN": codes or names. */
static enum status parse_poles(struct blocs *b, struct fault *f)
{
    struct str rest = str_of(b->between), side;
    for (int k = 0; k < 2; k++) {
        if (!str_cut(&rest, ',', &side) || !str_trim(side).n)
            return fault_set(f, ST_USAGE, "--between takes two actors parted by a comma, not \"%.80s\"", b->between);
        struct str text = str_copy(&b->asking.arena, str_trim(side));
        if (asking_actor(&b->asking, text.s, &b->settings.pole[k], f))
            return f->status;
    }
    if (rest.n || str_eq(b->settings.pole[0], b->settings.pole[1]))
        return fault_set(f, ST_USAGE, "--between takes two different actors, not \"%.80s\"", b->between);
    return OK;
}

static int run(struct cli *cli, struct blocs *b)
{
    struct fault f;
    int code = EXIT_DONE;
    enum status status = OK;
    if (b->graph)
        asking_open_screen(&b->asking, cli);
    else
        status = asking_open(&b->asking, cli, &f);
    if (!status && b->between)
        status = parse_poles(b, &f);
    if (!status)
        status = b->graph ? from_graph(b, &code, &f) : from_store(b, &f);
    if (!status && b->last)
        status = write_drawings(b, &f);
    int end = asking_end(&b->asking, status, &f);
    return end ? end : code;
}

int cmd_blocs(struct cli *cli, int argc, char **argv)
{
    struct blocs b = {.seconds = DEFAULT_SECONDS};
    const struct option own[] = {
        WINDOW_OPTIONS(&b.window),
        {"by", OPT_CHOICE, &b.by, BY, "the camps of each week, month or year, and who changed them"},
        {"between", OPT_TEXT, &b.between, "A,B",
         "who keeps ties to both A and B, instead of the two camps most at odds"},
        {"weighted", OPT_FLAG, &b.settings.weighted, NULL,
         "ties of the store count as much as they are hostile or friendly"},
        ORIGIN_OPTIONS(&b.origins),
        {"graph", OPT_TEXT, &b.graph, "FILE.tsv",
         "another network than the store's: a, b, weight (or + and -), parted by tabs"},
        {"camps", OPT_CHOICE, &b.camps, "any|2", "any number of camps (default), or two"},
        {"seconds", OPT_COUNT, &b.seconds, "N", "give up proving after so long (default 20)"},
        {"shuffles", OPT_COUNT, &b.settings.n_shuffles, "N", "compare with N networks whose signs are shuffled"},
        {"resamples", OPT_COUNT, &b.settings.n_resamples, "N",
         "how stable the camps are: the events (of --graph the ties) are drawn anew N times"},
        {"graphml", OPT_TEXT, &b.graphml, "FILE", "write the network with its camps as GraphML"},
        {"gexf", OPT_TEXT, &b.gexf, "FILE", "the same as GEXF"},
        {"svg", OPT_TEXT, &b.svg, "FILE", "draw it (with --by the last window)"},
        {0}};
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    struct fault f;
    if (argc != 1)
        return cli_usage(cli, "blocs takes no operand");
    if (window_parse(&b.window, &f) || origins_check(&b.origins, true, &f))
        return cli_usage(cli, "%s", f.message);
    if (b.graph && (b.settings.weighted || b.window.from || b.window.to || b.by || b.between || b.origins.names))
        return cli_usage(cli, "--from, --to, --by, --between, --weighted and --origin are for the store, not for "
                              "--graph");
    if (b.by && b.settings.n_resamples)
        return cli_usage(cli, "--resamples is for one window, not for --by");
    b.settings.partition = (struct partition_options){
        .camps = b.camps == CAMPS_TWO ? CAMPS_TWO : CAMPS_ANY, .seconds = b.seconds, .seed = SEED};
    return run(cli, &b);
}
