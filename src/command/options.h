/* command/options.h - a command line -> values, by table.
 *
 * Takes argc, argv and tables of options that end with {0}. Gives the values through the tables' pointers (untouched
 * where an option is not given) and moves the operands together to the front of argv. Fails with ST_USAGE, the message
 * naming the option. Method: "--name value", "--name=value", "--flag"; "--" ends the options, "-" is an operand. Not:
 * printing, defaults.
 */
#ifndef ENTENTE_COMMAND_OPTIONS_H
#define ENTENTE_COMMAND_OPTIONS_H

#include "base/str.h"

enum option_kind {
    OPT_FLAG,   /* bool *: true when given */
    OPT_TEXT,   /* const char **: points into argv */
    OPT_TEXTS,  /* struct option_texts *: each time it is given, one more */
    OPT_COUNT,  /* uint32_t *: 1 or more */
    OPT_DATE,   /* int32_t *: a day */
    OPT_CHOICE, /* uint32_t *: which one of `value`, "text|html|feed", from 0 */
};

struct option {
    const char *name; /* without the dashes; NULL ends a table */
    enum option_kind kind;
    void *into;
    const char *value; /* what help prints for the value; the choices of OPT_CHOICE */
    const char *help;
};

enum { MAX_OPTION_TABLES = 4, MAX_OPTION_TEXTS = 16 };

struct option_texts {
    const char *v[MAX_OPTION_TEXTS]; /* point into argv */
    uint32_t n;
};

/* argv[0] is left alone; operands follow it in order and *argc counts both. With stop_at_operand the first operand ends
 * the options. */
enum status options_parse(const struct option *const tables[], unsigned n_tables, bool stop_at_operand, int *argc,
                          char **argv, struct fault *f) MUST_CHECK;

/* One line an option, aligned, appended to out. */
void options_describe(const struct option *table, struct buf *out);

#endif
