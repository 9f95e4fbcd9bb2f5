#include "command/options.h"

#include "base/date.h"

#include <assert.h>
#include <stdlib.h>

static const struct option *find(const struct option *const tables[], unsigned n_tables, struct str name)
{
    for (unsigned t = 0; t < n_tables; t++)
        for (const struct option *o = tables[t]; o->name; o++)
            if (str_is(name, o->name))
                return o;
    return NULL;
}

static bool parse_count(struct str text, uint32_t *out)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < text.n; i++) {
        if (text.s[i] < '0' || text.s[i] > '9' || n > UINT32_MAX / 10)
            return false;
        n = n * 10 + (uint64_t)(text.s[i] - '0');
    }
    if (n == 0 || n > UINT32_MAX)
        return false;
    *out = (uint32_t)n;
    return true;
}

static bool parse_choice(const char *choices, struct str text, uint32_t *out)
{
    struct str rest = str_of(choices), choice;
    for (uint32_t i = 0; str_cut(&rest, '|', &choice); i++)
        if (str_eq(choice, text)) {
            *out = i;
            return true;
        }
    return false;
}

static enum status take_value(const struct option *o, const char *value, struct fault *f)
{
    struct str text = str_of(value);
    struct date_range day;
    switch (o->kind) {
    case OPT_FLAG:
        assert(!"flags take no value");
        break;
    case OPT_TEXT:
        if (text.n == 0)
            return fault_set(f, ST_USAGE, "--%s needs a value that is not empty", o->name);
        *(const char **)o->into = value;
        break;
    case OPT_TEXTS: {
        struct option_texts *texts = o->into;
        if (text.n == 0)
            return fault_set(f, ST_USAGE, "--%s needs a value that is not empty", o->name);
        if (texts->n == MAX_OPTION_TEXTS)
            return fault_set(f, ST_USAGE, "--%s may be given %d times at most", o->name, MAX_OPTION_TEXTS);
        texts->v[texts->n++] = value;
        break;
    }
    case OPT_COUNT:
        if (!parse_count(text, o->into))
            return fault_set(f, ST_USAGE, "--%s takes a whole number from 1, not \"%.80s\"", o->name, value);
        break;
    case OPT_DATE:
        if (!date_parse(text, &day) || day.from != day.to)
            return fault_set(f, ST_USAGE, "--%s takes a day such as 2018-04-06, not \"%.80s\"", o->name, value);
        *(int32_t *)o->into = day.from;
        break;
    case OPT_CHOICE:
        if (!parse_choice(o->value, text, o->into))
            return fault_set(f, ST_USAGE, "--%s takes one of %s, not \"%.80s\"", o->name, o->value, value);
        break;
    }
    return OK;
}

/* One argument that begins with "--"; *at moves on over a value that stands apart. */
static enum status take_option(const struct option *const tables[], unsigned n_tables, int argc, char **argv, int *at,
                               struct fault *f)
{
    const char *arg = argv[*at] + 2;
    const char *equals = strchr(arg, '=');
    struct str name = equals ? (struct str){arg, (uint32_t)(equals - arg)} : str_of(arg);
    const struct option *o = find(tables, n_tables, name);
    if (!o)
        return fault_set(f, ST_USAGE, "there is no option --%.*s", (int)(name.n < 80 ? name.n : 80), name.s);
    if (o->kind == OPT_FLAG) {
        if (equals)
            return fault_set(f, ST_USAGE, "--%s takes no value", o->name);
        *(bool *)o->into = true;
        return OK;
    }
    if (equals)
        return take_value(o, equals + 1, f);
    if (*at + 1 >= argc)
        return fault_set(f, ST_USAGE, "--%s needs a value%s%s", o->name, o->value ? ": " : "",
                         o->value ? o->value : "");
    return take_value(o, argv[++*at], f);
}

enum status options_parse(const struct option *const tables[], unsigned n_tables, bool stop_at_operand, int *argc,
                          char **argv, struct fault *f)
{
    int n_kept = 1, i = 1;
    for (; i < *argc; i++) {
        if (strcmp(argv[i], "--") == 0) {
            i++;
            break;
        }
        const struct option *help = strcmp(argv[i], "-h") == 0 ? find(tables, n_tables, STR("help")) : NULL;
        if (help) { /* the one short form that everybody tries */
            *(bool *)help->into = true;
            continue;
        }
        if (argv[i][0] != '-' || argv[i][1] == '\0') {
            if (stop_at_operand)
                break;
            argv[n_kept++] = argv[i];
            continue;
        }
        if (argv[i][1] != '-')
            return fault_set(f, ST_USAGE, "there is no option %.80s; options begin with two dashes", argv[i]);
        if (take_option(tables, n_tables, *argc, argv, &i, f))
            return f->status;
    }
    while (i < *argc)
        argv[n_kept++] = argv[i++];
    argv[n_kept] = NULL;
    *argc = n_kept;
    return OK;
}

void options_describe(const struct option *table, struct buf *out)
{
    enum { COLUMN = 26 };
    for (const struct option *o = table; o->name; o++) {
        size_t start = out->n;
        buf_printf(out, "  --%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
        if (out->n - start > COLUMN - 2) {
            buf_add_char(out, '\n');
            start = out->n;
        }
        while (out->n - start < COLUMN)
            buf_add_char(out, ' ');
        buf_printf(out, "%s\n", o->help);
    }
}
