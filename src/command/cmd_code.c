/* entente code: documents in, event rows out, nothing kept. */
#include "base/utf8.h"
#include "command/reading.h"
#include "exchange/csv_rows.h"
#include "record/doc_json.h"

/* The table of formats. */
static const struct row_format {
    const char *name;
    void (*header)(struct buf *out); /* NULL: none */
    void (*row)(const struct doc *d, const struct utf8_index *ix, uint32_t event, struct buf *out);
} FORMATS[] = {
    {"plover-jsonl", NULL, doc_json_event_row},
    {"csv", csv_header, csv_event_row},
    {NULL, NULL, NULL},
};

enum rows { ROWS_COUNTED, ROWS_ALL };

struct coding {
    const struct row_format *format;
    uint32_t rows; /* enum rows */
};

static void write_rows(void *context, const struct doc *d, struct buf *out)
{
    const struct coding *c = context;
    struct utf8_index ix;
    utf8_index_build(&ix, d->scratch, d->text);
    for (uint32_t i = 0; i < d->event.n; i++)
        if (c->rows == ROWS_ALL || d->event.v[i].counted)
            c->format->row(d, &ix, i, out);
}

static enum status write_header(const struct row_format *format, struct fault *f)
{
    struct buf out = {0};
    if (format->header)
        format->header(&out);
    enum status bad = cli_out(buf_str(&out), f);
    buf_release(&out);
    return bad;
}

int cmd_code(struct cli *cli, int argc, char **argv)
{
    struct coding coding = {.format = FORMATS};
    struct reading reading = {
        .cli = cli, .until = UNTIL_EVENT, .date = DAY_NONE, .context = &coding, .write = write_rows};
    const char *format = "plover-jsonl";
    const struct option own[] = {
        {"format", OPT_TEXT, &format, "FORMAT", "plover-jsonl (default) or csv"},
        {"status", OPT_CHOICE, &coding.rows, "counted|all", "only what moves dyads (default), or every event"},
        READING_OPTIONS(&reading),
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    while (coding.format->name && strcmp(coding.format->name, format) != 0)
        coding.format++;
    if (!coding.format->name)
        return cli_usage(cli, "--format: rows of \"%.80s\" cannot be written; there are plover-jsonl and csv", format);
    if (argc < 2)
        return reading_run(&reading, argc, argv); /* which says what is missing */
    struct fault f;
    if (write_header(coding.format, &f))
        return cli_fail(&f);
    return reading_run(&reading, argc, argv);
}
