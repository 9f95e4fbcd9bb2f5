/* entente code: documents in, event rows out, nothing kept. */
#include "command/reading.h"
#include "command/row_output.h"

struct coding {
    struct row_output output;
    struct reading reading;
};

static void write_rows(void *context, const struct doc *d, struct buf *out)
{
    const struct coding *c = context;
    row_output_doc(&c->output, d, pipeline_codebook(c->reading.pipeline), NULL, out);
}

static enum status write_header(const struct row_format *format, struct fault *f)
{
    struct buf out = {0};
    row_header(format, &out);
    enum status bad = cli_out(buf_str(&out), f);
    buf_release(&out);
    return bad;
}

int cmd_code(struct cli *cli, int argc, char **argv)
{
    struct coding coding = {
        .output = {.days = DATE_RANGE_NONE},
        .reading = {.cli = cli, .until = UNTIL_EVENT, .date = DAY_NONE, .write = write_rows},
    };
    coding.reading.context = &coding;
    const char *format = "plover-jsonl";
    const struct option own[] = {
        ROW_OPTIONS(&coding.output, &format),
        READING_OPTIONS(&coding.reading),
        CONFIDENCE_OPTION(coding.reading.min_confidence),
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    coding.output.format = row_format_find(format);
    if (!coding.output.format)
        return cli_usage(cli, "--format: rows of \"%.80s\" cannot be written; there are %s", format,
                         row_format_names());
    if (argc < 2)
        return reading_run(&coding.reading, argc, argv); /* which says what is missing */
    struct fault f;
    if (write_header(coding.output.format, &f))
        return cli_fail(&f);
    return reading_run(&coding.reading, argc, argv);
}
