/* entente import: event rows of other data sets into the store. */
#include "base/file.h"
#include "base/map.h"
#include "command/command.h"
#include "exchange/import.h"
#include "ingest/ingest.h"
#include "ingest/unpack.h"
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

struct importing {
    struct cli *cli;
    struct store *store;
    struct arena arena;
    struct file_map cameo_file, weis_file, keds_file;
    struct import_codes cameo, weis;
    struct import_actors keds;
    struct importer importer;
    const char *format, *origin, *licence, *day_one;
    bool some_refused;
    /* of the file */
    const char *path;
    uint64_t row, n_taken, n_refused;
    bool begun;
};

static enum status load_list(const char *dir, const char *name, struct file_map *map, struct str *out, struct fault *f)
{
    struct buf path = {0};
    buf_printf(&path, "%s/%s", dir, name);
    enum status status = file_map(path.s, map, f);
    buf_release(&path);
    *out = status ? STR_NONE : (struct str){map->data, (uint32_t)map->n_bytes};
    return status;
}

static enum status load_lists(struct importing *x, struct fault *f)
{
    const char *dir = cli_lang_dir(x->cli);
    struct str cameo, weis, keds;
    if (load_list(dir, "codebook/cameo.tsv", &x->cameo_file, &cameo, f) ||
        load_list(dir, "weis.tsv", &x->weis_file, &weis, f) ||
        load_list(dir, "keds-actors.tsv", &x->keds_file, &keds, f))
        return f->status;
    import_codes_read(cameo, &x->arena, &x->cameo);
    import_codes_read(weis, &x->arena, &x->weis);
    import_actors_read(keds, &x->arena, &x->keds);
    return OK;
}

static enum status begin_file(struct importing *x, struct str first_line, struct fault *f)
{
    if (!x->format)
        x->importer.format = import_format_guess(first_line);
    if (!x->importer.format)
        return fault_set(f, ST_INPUT, "%s: its rows are of none of the formats %s", x->path, import_format_names());
    const char *name = import_format_name(x->importer.format);
    const struct store_import i = {.origin = str_of(x->origin ? x->origin : name),
                                   .format = str_of(name),
                                   .file = str_of(x->path),
                                   .licence = str_of(x->licence),
                                   .has_stories = import_format_has_stories(x->importer.format)};
    x->importer.n_places = 0;
    x->n_taken = x->n_refused = 0;
    if (store_import_begin(x->store, &i, f))
        return f->status;
    x->begun = true;
    return OK;
}

static enum status take_line(struct importing *x, struct str line, struct fault *f)
{
    struct imported_row r;
    const char *why;
    x->row++;
    if (!x->begun && str_trim(line).n && begin_file(x, line, f))
        return f->status;
    if (!x->begun)
        return OK;
    switch (import_line(&x->importer, line, &r, &why)) {
    case IMPORT_NOTHING:
        return OK;
    case IMPORT_REFUSED:
        x->n_refused++;
        cli_note(x->cli, "%s:%llu: refused: %s", x->path, (unsigned long long)x->row, why);
        return OK;
    default:
        break;
    }
    x->n_taken++;
    r.n = x->row;
    return store_import_row(x->store, &r, f);
}

static enum status take_lines(struct importing *x, struct source *s, struct fault *f)
{
    struct buf line = {0};
    enum status status = OK;
    x->row = 0;
    x->begun = false;
    while (!status && source_fill(s)) {
        const char *from = s->chunk + s->at, *end = memchr(from, '\n', s->n - s->at);
        size_t n = end ? (size_t)(end - from) : s->n - s->at;
        s->at += n + (end != NULL);
        if (end && line.n == 0) {
            status = take_line(x, (struct str){from, (uint32_t)n}, f);
            continue;
        }
        buf_add(&line, from, n);
        if (line.n > IMPORT_MAX_LINE)
            status = fault_set(f, ST_LIMIT, "%s:%llu: a line of more than %d bytes", x->path,
                               (unsigned long long)x->row + 1, IMPORT_MAX_LINE);
        else if (end) {
            status = take_line(x, buf_str(&line), f);
            buf_clear(&line);
        }
    }
    if (!status && line.n)
        status = take_line(x, buf_str(&line), f);
    if (!status && s->failed)
        status = fault_set(f, ST_INPUT, "%s: %s; nothing of it was taken", x->path, s->why);
    buf_release(&line);
    return status;
}

static enum status take_stream(struct importing *x, struct source *s, struct fault *f)
{
    x->path = s->path;
    enum status status = take_lines(x, s, f);
    if (!status && x->begun)
        status = store_import_end(x->store, x->n_taken, x->n_refused, f);
    if (status && x->begun)
        store_import_drop(x->store);
    if (!status)
        cli_note(x->cli, "%s: %llu rows taken, %llu refused", x->path, (unsigned long long)x->n_taken,
                 (unsigned long long)x->n_refused);
    x->some_refused |= x->n_refused > 0;
    return status;
}

/* Puts packings on the source until there is a stream of rows. */
static struct source *open_stream(struct source *s)
{
    for (struct source *on; (on = source_unpack(s));) {
        s = on;
        if (s->failed || (s->packing->next && !source_next(s)) || s->ended)
            break;
    }
    return s;
}

static enum status take_file(struct importing *x, const char *path, struct fault *f)
{
    struct ingest_counts counts = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fault_set(f, ST_INPUT, "cannot open %s: %s", path, strerror(errno));
    struct source *s = open_stream(source_of_file(fd, path, 0, &counts));
    enum status status = OK;
    while (s && !status) {
        if (s->failed)
            status = fault_set(f, ST_INPUT, "cannot read %s: %s", s->path, s->why);
        else if (!s->ended)
            status = take_stream(x, s, f);
        while (s && !status && !s->failed) { /* the next entry of the nearest archive below */
            if (source_next(s)) {
                s = open_stream(s);
                break;
            }
            if (!s->failed)
                s = source_pop(s);
        }
    }
    while (s)
        s = source_pop(s);
    return status;
}

static enum status open_all(struct importing *x, struct fault *f)
{
    x->importer.first_day = DAY_NONE;
    x->importer.cameo_codes = &x->cameo;
    x->importer.weis_codes = &x->weis;
    x->importer.keds_actors = &x->keds;
    struct date_range day;
    if (x->day_one && !date_parse(str_of(x->day_one), &day))
        return fault_set(f, ST_USAGE, "--day-one: \"%.40s\" is no date", x->day_one);
    if (x->origin && (!*x->origin || strchr(x->origin, ',')))
        return fault_set(f, ST_USAGE, "--origin: \"%.80s\" is no name: it is empty or holds a comma", x->origin);
    if (x->day_one)
        x->importer.first_day = day.from;
    if (x->format && !(x->importer.format = import_format_find(x->format)))
        return fault_set(f, ST_USAGE, "--format: rows of \"%.80s\" cannot be read; there are %s", x->format,
                         import_format_names());
    if (load_lists(x, f))
        return f->status;
    return store_open(x->cli->store, STORE_WRITE, &x->store, f);
}

int cmd_import(struct cli *cli, int argc, char **argv)
{
    struct importing x = {.cli = cli};
    const struct option own[] = {
        {"format", OPT_TEXT, &x.format, "NAME",
         "gdelt, icews, polecat, phoenix, keds or plover-jsonl; else by the first line"},
        {"origin", OPT_TEXT, &x.origin, "NAME", "the name the rows are asked for by; else that of the format"},
        {"licence", OPT_TEXT, &x.licence, "TEXT", "kept with the rows"},
        {"day-one", OPT_TEXT, &x.day_one, "DATE", "the day that a file of numbered days calls 1"},
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc < 2)
        return cli_usage(cli, "import wants files");
    struct fault f;
    arena_init(&x.arena, 0);
    code = open_all(&x, &f) ? cli_fail(&f) : EXIT_DONE;
    for (int i = 1; x.store && i < argc && code != EXIT_ENVIRONMENT; i++)
        if (take_file(&x, argv[i], &f))
            code = cli_fail(&f);
    if (code == EXIT_DONE && x.some_refused)
        code = EXIT_SOME_FAILED;
    store_close(x.store);
    importer_release(&x.importer);
    struct file_map *const maps[] = {&x.cameo_file, &x.weis_file, &x.keds_file};
    for (int i = 0; i < 3; i++)
        if (maps[i]->data)
            file_unmap(maps[i]);
    arena_release(&x.arena);
    return code;
}
