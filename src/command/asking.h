/* command/asking.h - what the commands that ask the store share: the store, the names of actors, their arguments.
 *
 * Takes the command line. Gives an open store, actor codes for arguments that may be codes or names, days for dates of
 * any precision, and a buffer for the answer. Fails with ST_USAGE (an argument nobody knows, or that may mean several)
 * and as the store does.
 */
#ifndef ENTENTE_COMMAND_ASKING_H
#define ENTENTE_COMMAND_ASKING_H

#include "actor/actor.h"
#include "command/command.h"
#include "command/screen.h"
#include "store/store.h"

struct asking {
    struct cli *cli;
    struct store *store;
    struct actors *actors;
    struct arena arena; /* what is kept until the end */
    struct arena row;   /* cleared by whoever prints a row */
    struct screen screen;
    struct buf out;
};

/* Only arenas, screen and buffer: for an answer that needs no store. */
void asking_open_screen(struct asking *a, struct cli *cli);
/* Opens all; asking_close also after a failure. */
enum status asking_open(struct asking *a, struct cli *cli, struct fault *f) MUST_CHECK;
void asking_close(struct asking *a);
/* Prints the answer, or the fault where status is one; closes; gives the exit code. */
int asking_end(struct asking *a, enum status status, struct fault *f);

/* "Russia", "rus", "PAKGOVMIL" -> the code, on the day of --as-of; lives as long as the actors and argv. NULL gives the
 * empty string. */
enum status asking_actor(struct asking *a, const char *text, struct str *out, struct fault *f) MUST_CHECK;

/* --from and --to: "2018", "2018-04", "2018-04-06" -> first and last day. NULL: open. */
struct window {
    const char *from, *to;
    struct date_range days;
};
#define WINDOW_OPTIONS(w)                                                                                              \
    {"from", OPT_TEXT, &(w)->from, "DATE", "from this day, month or year on"},                                         \
    {                                                                                                                  \
        "to", OPT_TEXT, &(w)->to, "DATE", "until its end"                                                              \
    }
enum status window_parse(struct window *w, struct fault *f) MUST_CHECK;

/* --origin and --merge: which imported rows, instead of what was read from texts. Several are summed only when that is
 * asked for. */
struct origins {
    const char *names; /* parted by commas; NULL: texts */
    bool merge;
};
#define ORIGIN_OPTIONS(o)                                                                                              \
    {"origin", OPT_TEXT, &(o)->names, "NAME[,NAME]", "of imported rows, instead of what was read from texts"},         \
    {                                                                                                                  \
        "merge", OPT_FLAG, &(o)->merge, NULL, "rows of several origins as if they were one"                            \
    }
/* one_answer: the command gives one, so that several origins have to be merged. */
enum status origins_check(const struct origins *o, bool one_answer, struct fault *f) MUST_CHECK;

/* ST_USAGE where the store has taken no rows of the name; the message lists those it has. */
enum status origin_find(struct store *s, struct str name, struct fault *f) MUST_CHECK;
enum status origins_find(struct store *s, const struct origins *o, struct fault *f) MUST_CHECK; /* of each name */

/* "Russia – Pakistan" from their codes, cleaned for the screen; empty when neither is known. */
struct str asking_names(struct asking *a, struct str code_a, struct str code_b);

#endif
