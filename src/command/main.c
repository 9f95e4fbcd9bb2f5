/* command/main.c - the program: common options, then one command from the table. */
#include "command/command.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void cli_init(struct cli *cli)
{
    long n_cores = sysconf(_SC_NPROCESSORS_ONLN);
    *cli = (struct cli){
        .store = "entente.db",
        .jobs = n_cores > 0 ? (uint32_t)n_cores : 1,
        .as_of = (int32_t)(time(NULL) / 86400),
    };
}

static int run(struct cli *cli, int argc, char **argv)
{
    const struct option own[] = {{"version", OPT_FLAG, &cli->version, NULL, "versions"}, {0}};
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    const char *name = cli->version ? "version" : cli->help ? "help" : argc > 1 ? argv[1] : NULL;
    if (!name)
        return cli_usage(cli, "which command?");
    cli->command = command_find(name);
    if (!cli->command)
        return cli_usage(cli, "there is no command \"%.80s\"", name);
    bool by_option = cli->version || cli->help;
    cli->help = false;
    return by_option ? cli->command->run(cli, 1, argv) : cli->command->run(cli, argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    struct cli cli;
    cli_init(&cli);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a write that fails, and is named as such */
    int code = run(&cli, argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        if (code < EXIT_ENVIRONMENT) /* else the command has said so */
            fprintf(stderr, "entente: standard output cannot be written: %s\n", strerror(errno));
        code = EXIT_ENVIRONMENT;
    }
    return code;
}
