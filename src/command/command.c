#include "command/command.h"

#include "actor/actor.h"
#include "base/date.h"
#include "base/file.h"
#include "codebook/codebook.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

const struct command COMMANDS[] = {
#define COMMAND(name, operands, summary, details) {#name, operands, summary, details, cmd_##name},
#include "command/commands.def"
#undef COMMAND
    {NULL, NULL, NULL, NULL, NULL},
};

const struct command *command_find(const char *name)
{
    for (const struct command *c = COMMANDS; c->name; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

enum { N_COMMON = 15 };

/* The common options; those of no use to a command are accepted all the same. */
static void common_options(struct cli *cli, struct option out[N_COMMON])
{
    const struct option table[N_COMMON] = {
        {"store", OPT_TEXT, &cli->store, "URI",
         "the store: a file, sqlite:PATH or postgresql://… (default entente.db)"},
        {"lang-dir", OPT_TEXT, &cli->lang_dir, "DIR", "codebook, actors and model in place of ours"},
        {"extra-dir", OPT_TEXT, &cli->extra_dir, "DIR", "your own actors and codebook entries on top of ours"},
        {"actors", OPT_TEXTS, &cli->actors, "FILE",
         "a PETRARCH, Phoenix or TABARI dictionary beside our actors; several times"},
        {"agents", OPT_TEXTS, &cli->agents, "FILE", "the same for agents"},
        {"verbs", OPT_TEXTS, &cli->verbs, "FILE", "a PETRARCH or TABARI verb dictionary beside our codebook"},
        {"no-own-actors", OPT_FLAG, &cli->no_own_actors, NULL, "those in place of ours"},
        {"no-own-verbs", OPT_FLAG, &cli->no_own_verbs, NULL, "verb dictionaries in place of our codebook's entries"},
        {"jobs", OPT_COUNT, &cli->jobs, "N", "worker threads (default: all cores)"},
        {"as-of", OPT_DATE, &cli->as_of, "DATE", "what counts as today"},
        {"quiet", OPT_FLAG, &cli->quiet, NULL, "no words on standard error besides faults"},
        {"color", OPT_CHOICE, &cli->color, "auto|always|never", "colours (default auto: on a terminal)"},
        {"json", OPT_FLAG, &cli->json, NULL, "one JSON object a line"},
        {"help", OPT_FLAG, &cli->help, NULL, "this text"},
        {0},
    };
    memcpy(out, table, sizeof table);
}

int cli_exit_code(enum status status)
{
    switch (status) {
    case OK:
        return EXIT_DONE;
    case ST_INPUT:
    case ST_LIMIT:
        return EXIT_SOME_FAILED;
    case ST_USAGE:
        return EXIT_USAGE;
    case ST_ENVIRONMENT:
        return EXIT_ENVIRONMENT;
    }
    return EXIT_ENVIRONMENT;
}

int cli_fail(const struct fault *f)
{
    fprintf(stderr, "entente: %s\n", f->message);
    return cli_exit_code(f->status);
}

int cli_usage(const struct cli *cli, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("entente: ", stderr);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    if (cli->command)
        fprintf(stderr, "Try `entente %s --help`.\n", cli->command->name);
    else
        fputs("Try `entente help`.\n", stderr);
    return EXIT_USAGE;
}

void cli_note(const struct cli *cli, const char *format, ...)
{
    if (cli->quiet)
        return;
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

enum status cli_out(struct str data, struct fault *f)
{
    if (fwrite(data.s, 1, data.n, stdout) != data.n)
        return fault_set(f, ST_ENVIRONMENT, "standard output cannot be written: %s", strerror(errno));
    return OK;
}

int cli_begin(struct cli *cli, const struct option *own, int *argc, char **argv)
{
    struct option common[N_COMMON];
    common_options(cli, common);
    const struct option *const tables[] = {common, own};
    struct fault f;
    if (options_parse(tables, own ? 2 : 1, !cli->command, argc, argv, &f))
        return cli_usage(cli, "%s", f.message);
    if (cli->command && cli->help) {
        struct buf text = {0};
        cli_describe(cli->command, own, &text);
        enum status bad = cli_out(buf_str(&text), &f);
        buf_release(&text);
        return bad ? cli_fail(&f) : EXIT_DONE;
    }
    return CLI_GO_ON;
}

const char *cli_lang_dir(struct cli *cli)
{
    if (cli->lang_dir)
        return cli->lang_dir;
    char self[sizeof cli->lang_path - 64];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    char *slash = NULL;
    if (n > 0) {
        self[n] = '\0';
        slash = strrchr(self, '/');
    }
    if (slash) {
        *slash = '\0';
        snprintf(cli->lang_path, sizeof cli->lang_path, "%s/../share/entente/lang/en", self);
        if (file_is_folder(cli->lang_path))
            return cli->lang_path;
    }
    return file_is_folder(ENTENTE_LANG_INSTALLED) ? ENTENTE_LANG_INSTALLED : ENTENTE_LANG_SOURCE;
}

struct dictionaries cli_dictionaries(const struct cli *cli)
{
    return (struct dictionaries){cli->actors.v, cli->agents.v, cli->actors.n, cli->agents.n, cli->no_own_actors};
}

struct verb_dictionaries cli_verb_dictionaries(const struct cli *cli)
{
    return (struct verb_dictionaries){cli->verbs.v, cli->verbs.n, cli->no_own_verbs};
}

static void note_problems(const struct cli *cli, const struct problems *p)
{
    enum { MOST_SHOWN = 40 };
    uint32_t n = p->kept.n < MOST_SHOWN ? p->kept.n : MOST_SHOWN;
    for (uint32_t i = 0; i < n; i++)
        cli_note(cli, "%.*s", STR_ARG(p->kept.v[i]));
    if (p->n > n)
        cli_note(cli, "and %u more problems in these dictionaries; the rest of them is used", (unsigned)(p->n - n));
}

void cli_note_dictionaries(const struct cli *cli, const struct actors *a)
{
    note_problems(cli, actors_dictionary_problems(a));
}

void cli_note_verbs(const struct cli *cli, const struct codebook *c)
{
    note_problems(cli, codebook_verb_problems(c));
}

bool cli_use_color(const struct cli *cli, int fd)
{
    if (cli->color != COLOR_AUTO)
        return cli->color == COLOR_ALWAYS;
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if ((no_color && *no_color) || (term && strcmp(term, "dumb") == 0))
        return false;
    return isatty(fd);
}

unsigned cli_width(int fd)
{
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}

void cli_describe_commands(struct buf *out)
{
    buf_add_str(out, STR("entente reads the news and says how the world's powers stand.\n\n"
                         "usage: entente COMMAND [OPTION…] [ARGUMENT…]\n\n"));
    for (const struct command *c = COMMANDS; c->name; c++)
        buf_printf(out, "  %-12s %s\n", c->name, c->summary);
    buf_add_str(out, STR("\n`entente COMMAND --help` says more. Exit: 0 done, 1 some inputs failed, 2 usage, "
                         "3 store, disk, model or dictionary not usable.\n"));
}

void cli_describe(const struct command *c, const struct option *own, struct buf *out)
{
    struct cli unused = {0};
    struct option common[N_COMMON];
    common_options(&unused, common);
    buf_printf(out, "usage: entente %s%s%s [OPTION…]\n\n", c->name, *c->operands ? " " : "", c->operands);
    buf_printf(out, "%s\n%s", c->summary, *c->details ? "\n" : "");
    buf_add_str(out, str_of(c->details));
    if (own && own->name) {
        buf_add_str(out, STR("\nOptions:\n"));
        options_describe(own, out);
    }
    buf_add_str(out, STR("\nCommon options:\n"));
    options_describe(common, out);
}
