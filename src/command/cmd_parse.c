/* entente parse: CoNLL-U out, from text or (--conllu) from CoNLL-U whose sentences and tokens stay. */
#include "base/file.h"
#include "command/reading.h"
#include "syntax/conllu.h"
#include "syntax/syntax.h"

#include <stdio.h>

enum { MAX_CONLLU_BYTES = 1 << 30 };

static void write_doc(void *context, const struct doc *d, struct buf *out)
{
    (void)context;
    conllu_write(d, NULL, out);
}

static enum status parse_again(const struct syntax *s, const char *path, struct buf *out, struct fault *f)
{
    struct buf bytes = {0};
    if (file_read(path, MAX_CONLLU_BYTES, &bytes, f)) {
        buf_release(&bytes);
        return f->status;
    }
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct doc *d = doc_new(&arena, &scratch);
    struct conllu_extra extra;
    enum status status = conllu_read(buf_str(&bytes), path, d, &extra, f);
    if (!status)
        status = syntax_parse(s, d, f);
    if (!status)
        conllu_write(d, &extra, out);
    buf_release(&bytes);
    arena_release(&scratch);
    arena_release(&arena);
    return status;
}

static int parse_conllu(struct cli *cli, int argc, char **argv)
{
    char path[4200];
    struct fault f;
    struct syntax *s;
    snprintf(path, sizeof path, "%s/model/syntax.model", cli_lang_dir(cli));
    if (syntax_load(path, &s, &f))
        return cli_fail(&f);
    int code = EXIT_DONE;
    struct buf out = {0};
    for (int i = 1; i < argc && code != EXIT_ENVIRONMENT; i++) {
        buf_clear(&out);
        if (parse_again(s, argv[i], &out, &f) || cli_out(buf_str(&out), &f))
            code = cli_fail(&f);
    }
    buf_release(&out);
    syntax_free(s);
    return code;
}

int cmd_parse(struct cli *cli, int argc, char **argv)
{
    struct reading reading = {.cli = cli, .until = UNTIL_SYNTAX, .date = DAY_NONE, .write = write_doc};
    bool conllu = false;
    const struct option own[] = {
        {"conllu", OPT_FLAG, &conllu, NULL, "the inputs are CoNLL-U: keep their tokens, predict the rest anew"},
        READING_OPTIONS(&reading),
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc > 1 && conllu)
        return parse_conllu(cli, argc, argv);
    return reading_run(&reading, argc, argv);
}
