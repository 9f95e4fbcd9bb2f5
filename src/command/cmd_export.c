/* entente export: the store's events as rows. */
#include "command/asking.h"
#include "command/row_output.h"

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

int cmd_export(struct cli *cli, int argc, char **argv)
{
    struct exporting x = {.fault = {.status = OK}};
    struct window window = {.days = DATE_RANGE_NONE};
    const char *format = "plover-jsonl";
    const struct option own[] = {
        ROW_OPTIONS(&x.output, &format),
        WINDOW_OPTIONS(&window),
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    struct fault f;
    x.output.format = row_format_find(format);
    if (!x.output.format)
        return cli_usage(cli, "--format: rows of \"%.80s\" cannot be written; there are %s", format,
                         row_format_names());
    if (argc > 1)
        return cli_usage(cli, "export takes no operand: the store is named with --store");
    if (window_parse(&window, &f))
        return cli_fail(&f);
    x.output.days = window.days;
    arena_init(&x.keys, 0);
    map_init(&x.seen, &x.keys, 1024);
    code = export_all(&x, cli, &f) ? cli_fail(&f) : EXIT_DONE;
    arena_release(&x.keys);
    buf_release(&x.out);
    return code;
}
