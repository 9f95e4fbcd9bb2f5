/* entente export: the store's events as rows. */
#include "command/asking.h"
#include "command/row_output.h"
#include "exchange/import.h"

#include <stdio.h>

struct exporting {
    struct row_output output;
    const struct codebook *codebook;
    struct arena keys;
    struct map seen;
    struct buf out;
    struct fault fault; /* what ended the writing */
};

static bool write_doc(void *context, const struct doc *d)
{
    struct exporting *x = context;
    buf_clear(&x->out);
    row_output_doc(&x->output, d, x->codebook, &x->seen, &x->out);
    return cli_out(buf_str(&x->out), &x->fault) == OK;
}

static enum status export_all(struct exporting *x, struct cli *cli, struct fault *f)
{
    struct store *s = NULL;
    struct codebook *c = NULL;
    struct buf dir = {0};
    buf_printf(&dir, "%s/codebook", cli_lang_dir(cli));
    enum status status = codebook_load(dir.s, NULL, &c, f);
    x->codebook = c;
    if (!status)
        status = store_open(cli->store, STORE_READ, &s, f);
    if (!status)
        status = store_hold(s, f);
    if (!status) {
        row_header(x->output.format, &x->out);
        status = cli_out(buf_str(&x->out), f);
    }
    if (!status)
        status = store_docs(s, x->output.days.from, x->output.days.to, write_doc, x, f);
    if (!status && x->fault.status) {
        *f = x->fault;
        status = f->status;
    }
    store_close(s);
    codebook_free(c);
    buf_release(&dir);
    return status;
}

/* ---- imported rows, in the format they came in ---------------------------------------------------------------- */

struct sending {
    const char *wanted; /* the format asked for; NULL: the rows' own */
    struct date_range days;
    const struct import_format *format; /* of the rows before */
    struct buf out;
    struct fault *fault;
    enum status status;
};

enum { SEND_BYTES = 1 << 16 };

static bool send_row(void *context, struct str format, const struct imported_row *r)
{
    struct sending *x = context;
    if ((x->days.from != DAY_NONE && r->day < x->days.from) || (x->days.to != DAY_NONE && r->day > x->days.to) ||
        (r->day == DAY_NONE && x->days.to != DAY_NONE))
        return true;
    if (!x->format || !str_is(format, import_format_name(x->format))) {
        char name[32];
        snprintf(name, sizeof name, "%.*s", (int)(format.n < 31 ? format.n : 31), format.s);
        if ((x->wanted && strcmp(x->wanted, name) != 0) || x->format) {
            x->status = fault_set(x->fault, ST_INPUT, "the rows came as %s, and are written in no other format", name);
            return false;
        }
        x->format = import_format_find(name);
        import_write_header(x->format, &x->out);
    }
    import_write(x->format, r, &x->out);
    if (x->out.n < SEND_BYTES)
        return true;
    x->status = cli_out(buf_str(&x->out), x->fault);
    buf_clear(&x->out);
    return !x->status;
}

static enum status export_imported(struct cli *cli, const char *origin, struct sending *x, struct fault *f)
{
    struct store *s;
    x->fault = f;
    if (store_open(cli->store, STORE_READ, &s, f))
        return f->status;
    enum status status = store_hold(s, f);
    if (!status)
        status = origin_find(s, str_of(origin), f);
    if (!status)
        status = store_import_rows(s, str_of(origin), send_row, x, f);
    if (!status)
        status = x->status;
    if (!status)
        status = cli_out(buf_str(&x->out), f);
    store_close(s);
    buf_release(&x->out);
    return status;
}

int cmd_export(struct cli *cli, int argc, char **argv)
{
    struct exporting x = {.fault = {.status = OK}};
    struct window window = {.days = DATE_RANGE_NONE};
    const char *format = NULL, *origin = NULL;
    const struct option own[] = {
        ROW_OPTIONS(&x.output, &format),
        WINDOW_OPTIONS(&window),
        {"origin", OPT_TEXT, &origin, "NAME", "imported rows as they came, instead of what was read from texts"},
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    struct fault f;
    x.output.format = row_format_find(format ? format : "plover-jsonl");
    if (!origin && !x.output.format)
        return cli_usage(cli, "--format: rows of \"%.80s\" cannot be written; there are %s", format,
                         row_format_names());
    if (argc > 1)
        return cli_usage(cli, "export takes no operand: the store is named with --store");
    if (window_parse(&window, &f))
        return cli_fail(&f);
    if (origin) {
        struct sending sending = {.wanted = format, .days = window.days};
        return export_imported(cli, origin, &sending, &f) ? cli_fail(&f) : EXIT_DONE;
    }
    x.output.days = window.days;
    arena_init(&x.keys, 0);
    map_init(&x.seen, &x.keys, 1024);
    code = export_all(&x, cli, &f) ? cli_fail(&f) : EXIT_DONE;
    arena_release(&x.keys);
    buf_release(&x.out);
    return code;
}
