/* command/command.h - the commands of the program, and what they share.
 *
 * Takes the arguments of one command: argv[0] is its name. Gives the exit code. A command first calls cli_begin with
 * its own options; libraries never print, so cli_fail and cli_note are where faults and words reach standard error.
 * Standard output is data: it is written with cli_out, which notices a full disk. To add a command: one row in
 * commands.def and one file cmd_NAME.c.
 */
#ifndef ENTENTE_COMMAND_COMMAND_H
#define ENTENTE_COMMAND_COMMAND_H

#include "base/fault.h"
#include "base/str.h"
#include "command/options.h"

enum exit_code { EXIT_DONE = 0, EXIT_SOME_FAILED = 1, EXIT_USAGE = 2, EXIT_ENVIRONMENT = 3 };
enum { CLI_GO_ON = -1 };
enum color_when { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct command;

struct cli { /* the common options, and the command that runs */
    const struct command *command;
    const char *store;                  /* "entente.db" unless --store says otherwise */
    const char *lang_dir;               /* NULL: not given; use cli_lang_dir() */
    const char *extra_dir;              /* NULL: none */
    uint32_t jobs;                      /* worker threads; default all cores */
    int32_t as_of;                      /* what counts as today; default the system's day, UTC */
    uint32_t color;                     /* enum color_when; ask cli_use_color() */
    struct option_texts actors, agents; /* dictionaries of others: --actors, --agents */
    bool no_own_actors;                 /* those in place of ours */
    struct option_texts verbs;          /* --verbs */
    bool no_own_verbs;
    bool quiet, json, help, version;
    char lang_path[4096];
};

struct command {
    const char *name, *operands, *summary, *details;
    int (*run)(struct cli *cli, int argc, char **argv);
};

extern const struct command COMMANDS[];               /* ends with a NULL name */
const struct command *command_find(const char *name); /* NULL: there is none */

/* Takes the command's options (own ends with {0}, may be NULL) and the common ones off argv; afterwards argv[1..argc)
 * are the operands. CLI_GO_ON, or the exit code to return: usage faults are already printed, and so is the help when it
 * was asked for. */
int cli_begin(struct cli *cli, const struct option *own, int *argc, char **argv) MUST_CHECK;

int cli_exit_code(enum status status);
/* Prints "entente: message" to standard error and gives the exit code of the fault. */
int cli_fail(const struct fault *f);
/* The same for a fault of usage, with a pointer to the command's help; exit code 2. */
int cli_usage(const struct cli *cli, const char *format, ...) PRINTF_LIKE(2, 3);
/* A line of words on standard error, not with --quiet. */
void cli_note(const struct cli *cli, const char *format, ...) PRINTF_LIKE(2, 3);

/* Writes data to standard output; ST_ENVIRONMENT when it cannot be written. */
enum status cli_out(struct str data, struct fault *f) MUST_CHECK;

/* The language folder: --lang-dir, else beside the program (../share/entente/lang/en), else where it was installed,
 * else the source tree's. Lives as long as cli. Whether it is usable shows when it is opened. */
const char *cli_lang_dir(struct cli *cli);

struct actors;
struct codebook;
struct verb_dictionaries;
struct dictionaries;
/* What --actors, --agents and --no-own-actors ask for, as actors_load_with takes it; points into cli. */
struct dictionaries cli_dictionaries(const struct cli *cli);
/* The same of --verbs and --no-own-verbs, for codebook_load_with. */
struct verb_dictionaries cli_verb_dictionaries(const struct cli *cli);
/* Tells what could not be used of them: some lines, and how many more there are. */
void cli_note_dictionaries(const struct cli *cli, const struct actors *a);
void cli_note_verbs(const struct cli *cli, const struct codebook *c);

bool cli_use_color(const struct cli *cli, int fd); /* --color, NO_COLOR, and whether fd is a terminal */
unsigned cli_width(int fd);                        /* columns of the terminal; 80 where it is none */

void cli_describe_commands(struct buf *out); /* the text of `entente help` */
void cli_describe(const struct command *c, const struct option *own, struct buf *out);

#define COMMAND(name, operands, summary, details) int cmd_##name(struct cli *cli, int argc, char **argv);
#include "command/commands.def"
#undef COMMAND

#endif
