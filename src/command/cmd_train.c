/* entente train: the model of syntax from a network (tools/train-syntax) and treebanks. */
#include "command/command.h"
#include "syntax/train.h"

static void say(void *with, const char *line)
{
    cli_note(with, "%s", line);
}

int cmd_train(struct cli *cli, int argc, char **argv)
{
    const char *network = NULL, *out = NULL, *irregular = NULL;
    const struct option own[] = {
        {"network", OPT_TEXT, &network, "FILE", "the trained network, as tools/train-syntax writes it"},
        {"irregular", OPT_TEXT, &irregular, "FILE", "irregular verbs for the lexicon (lang/en/syntax/irregular.txt)"},
        {"out", OPT_TEXT, &out, "FILE", "where the model goes"},
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc < 2)
        return cli_usage(cli, "train what? syntax");
    if (strcmp(argv[1], "syntax") != 0)
        return cli_usage(cli, "\"%.80s\" cannot be trained; there is syntax", argv[1]);
    if (!network || !out)
        return cli_usage(cli, "--network FILE and --out FILE are needed");
    if (argc < 3)
        return cli_usage(cli, "train syntax needs treebanks, for the lemmas: FILE.conllu...");
    struct syntax_train_options o = {.irregular = irregular, .progress = say, .with = cli};
    struct fault f;
    if (syntax_train(network, (const char *const *)argv + 2, (uint32_t)argc - 2, out, &o, &f))
        return cli_fail(&f);
    return EXIT_DONE;
}
