/* entente train: the model from treebanks, the word classes from raw text. */
#include "base/file.h"
#include "base/utf8.h"
#include "command/command.h"
#include "syntax/train.h"
#include "syntax/train_classes.h"

enum { MAX_TEXT_BYTES = INT32_MAX };

struct training {
    const char *out, *classes;
    uint32_t epochs, seed, n_classes;
    bool train;
};

static void say(void *with, const char *line)
{
    cli_note(with, "%s", line);
}

static int train_model(struct cli *cli, const struct training *t, int n_paths, char **path)
{
    struct syntax_train_options o = SYNTAX_TRAIN_DEFAULTS;
    struct fault f;
    if (t->epochs > 0)
        o.tagger_epochs = o.parser_epochs = t->epochs;
    if (t->seed > 0)
        o.seed = t->seed;
    o.clusters = t->classes;
    o.progress = say;
    o.with = cli;
    if (n_paths == 0)
        return cli_usage(cli, "train syntax needs treebanks: --train FILE.conllu...");
    if (syntax_train((const char *const *)path, (uint32_t)n_paths, t->out, &o, &f))
        return cli_fail(&f);
    return EXIT_DONE;
}

static int train_word_classes(struct cli *cli, const struct training *t, int n_paths, char **path)
{
    struct train_classes_options o = TRAIN_CLASSES_DEFAULTS;
    struct buf text = {0}, out = {0};
    struct fault f;
    enum status status = OK;
    o.progress = say;
    o.with = cli;
    if (t->n_classes > 0)
        o.n_classes = t->n_classes;
    for (int i = 0; i < n_paths && !status; i++) {
        struct buf bytes = {0};
        status = file_read(path[i], MAX_TEXT_BYTES - text.n, &bytes, &f);
        utf8_repair(bytes.s, bytes.n, &text);
        buf_release(&bytes);
    }
    if (!status)
        status = train_classes(buf_str(&text), &o, &out, &f);
    if (!status)
        status = file_write(t->out, buf_str(&out), &f);
    buf_release(&text);
    buf_release(&out);
    return status ? cli_fail(&f) : EXIT_DONE;
}

int cmd_train(struct cli *cli, int argc, char **argv)
{
    struct training t = {0};
    const struct option own[] = {
        {"train", OPT_FLAG, &t.train, NULL, "the files that follow are treebanks (the word may be left out)"},
        {"out", OPT_TEXT, &t.out, "FILE", "where the result goes"},
        {"classes", OPT_TEXT, &t.classes, "FILE", "syntax: word classes, from `entente train classes`"},
        {"epochs", OPT_COUNT, &t.epochs, "N", "syntax: rounds over the treebanks"},
        {"seed", OPT_COUNT, &t.seed, "N", "syntax: of the order of sentences; the same seed gives the same bytes"},
        {"n-classes", OPT_COUNT, &t.n_classes, "N", "classes: how many (default 500)"},
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc < 2)
        return cli_usage(cli, "train what? syntax or classes");
    if (!t.out)
        return cli_usage(cli, "--out FILE is missing");
    if (strcmp(argv[1], "syntax") == 0)
        return train_model(cli, &t, argc - 2, argv + 2);
    if (strcmp(argv[1], "classes") == 0)
        return train_word_classes(cli, &t, argc - 2, argv + 2);
    return cli_usage(cli, "\"%.80s\" cannot be trained; there are syntax and classes", argv[1]);
}
