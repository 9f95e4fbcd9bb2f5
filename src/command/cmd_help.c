#include "command/command.h"

int cmd_help(struct cli *cli, int argc, char **argv)
{
    int code = cli_begin(cli, NULL, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc > 2)
        return cli_usage(cli, "help takes one command");
    if (argc == 2) {
        const struct command *c = command_find(argv[1]);
        if (!c)
            return cli_usage(cli, "there is no command \"%.80s\"", argv[1]);
        /* The command knows its options: let it print its own help. */
        char name[64], option[] = "--help";
        strncpy(name, argv[1], sizeof name - 1);
        name[sizeof name - 1] = '\0';
        char *asked[] = {name, option, NULL};
        cli->command = c;
        return c->run(cli, 2, asked);
    }
    struct buf text = {0};
    struct fault f;
    cli_describe_commands(&text);
    enum status bad = cli_out(buf_str(&text), &f);
    buf_release(&text);
    return bad ? cli_fail(&f) : EXIT_DONE;
}
