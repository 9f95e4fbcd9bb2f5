/* entente train: the model of syntax from a network (tools/train-syntax) and treebanks; the model of relations from
 * pairs; the filter of events from sentences with marked parties; that of the ledger from marked entries. */
#include "command/command.h"
#include "command/train_classifier.h"
#include "syntax/train.h"

static void say(void *with, const char *line)
{
    cli_note(with, "%s", line);
}

struct train_options {
    const char *out;
    const char *network, *irregular; /* syntax */
    struct train_settings settings;  /* relation, filter, ledger */
};

static int train_syntax(struct cli *cli, const struct train_options *o, int argc, char **argv)
{
    if (!o->network || !o->out)
        return cli_usage(cli, "--network FILE and --out FILE are needed");
    if (argc < 3)
        return cli_usage(cli, "train syntax needs treebanks, for the lemmas: FILE.conllu...");
    struct syntax_train_options so = {.irregular = o->irregular, .progress = say, .with = cli};
    struct fault f;
    if (syntax_train(o->network, (const char *const *)argv + 2, (uint32_t)argc - 2, o->out, &so, &f))
        return cli_fail(&f);
    return EXIT_DONE;
}

static int train_classifier(struct cli *cli, const struct training *t, const struct train_options *o, int argc,
                            char **argv)
{
    if (!o->out)
        return cli_usage(cli, "--out FILE is needed");
    if (argc < 3 && !o->settings.examples)
        return cli_usage(cli, "train %s needs %s, or --examples", t->name, t->wants);
    struct fault f;
    if (classifier_train(t, cli, &o->settings, o->out, (const char *const *)argv + 2, (uint32_t)argc - 2, &f))
        return cli_fail(&f);
    return EXIT_DONE;
}

int cmd_train(struct cli *cli, int argc, char **argv)
{
    struct train_options o = {0};
    const struct option own[] = {
        {"out", OPT_TEXT, &o.out, "FILE", "where the model goes"},
        {"network", OPT_TEXT, &o.network, "FILE", "syntax: the trained network, as tools/train-syntax writes it"},
        {"irregular", OPT_TEXT, &o.irregular, "FILE", "syntax: irregular verbs (lang/en/syntax/irregular.txt)"},
        TRAIN_CLASSIFIER_OPTIONS(&o.settings),
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc < 2)
        return cli_usage(cli, "train what? syntax, relation, filter or ledger");
    if (strcmp(argv[1], "syntax") == 0)
        return train_syntax(cli, &o, argc, argv);
    const struct training *const classifiers[] = {&RELATION_TRAINING, &FILTER_TRAINING, &LEDGER_TRAINING};
    for (size_t i = 0; i < sizeof classifiers / sizeof classifiers[0]; i++)
        if (strcmp(argv[1], classifiers[i]->name) == 0)
            return train_classifier(cli, classifiers[i], &o, argc, argv);
    return cli_usage(cli, "\"%.80s\" cannot be trained; there are syntax, relation, filter and ledger", argv[1]);
}
