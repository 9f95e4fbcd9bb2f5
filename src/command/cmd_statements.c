/* entente statements: quotations, by speaker, addressee and words. */
#include "command/evidence.h"

struct session {
    struct asking asking;
    uint64_t n;
    uint32_t limit;
    struct fault fault; /* what ended the printing */
};

/* Written out row by row: a store may hold more quotations than fit in memory. */
static bool print(void *context, const struct store_statement *q)
{
    struct session *s = context;
    struct asking *a = &s->asking;
    if (s->limit && s->n >= s->limit)
        return false;
    if (a->cli->json) {
        struct json j;
        json_init(&j, &a->out);
        statement_json(q, &j);
        buf_add_char(&a->out, '\n');
    } else {
        if (s->n)
            buf_add_char(&a->out, '\n');
        statement_lines(a, q);
        arena_clear(&a->row);
    }
    s->n++;
    enum status bad = cli_out(buf_str(&a->out), &s->fault);
    buf_clear(&a->out);
    return !bad;
}

int cmd_statements(struct cli *cli, int argc, char **argv)
{
    struct window window = {0};
    const char *by = NULL, *to = NULL, *concerning = NULL, *about = NULL;
    struct session s = {0};
    struct store_statement_query q = {.latest_first = true};
    const struct option own[] = {
        {"by", OPT_TEXT, &by, "ACTOR", "said by"},
        {"to", OPT_TEXT, &to, "ACTOR", "said to; a date is taken as --until"},
        {"names", OPT_TEXT, &concerning, "ACTOR", "said to or naming"},
        {"about", OPT_TEXT, &about, "WORDS", "holding these words"},
        {"from", OPT_TEXT, &window.from, "DATE", "in documents from this day, month or year on"},
        {"until", OPT_TEXT, &window.to, "DATE", "until its end"},
        {"exact", OPT_FLAG, &q.exact, NULL, "only the very codes; without it RUS takes in RUSGOV, RUSMIL ..."},
        {"limit", OPT_COUNT, &s.limit, "N", "no more than N, the latest"},
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc > 1)
        return cli_usage(cli, "statements takes no operand; --by, --to and --about choose");
    struct fault f;
    struct date_range unused;
    if (to && date_parse(str_of(to), &unused)) { /* --to is the other end of --from everywhere else */
        window.to = to;
        to = NULL;
    }
    if (window_parse(&window, &f))
        return cli_usage(cli, "%s", f.message);
    struct asking *a = &s.asking;
    q.about = str_of(about);
    q.from = window.days.from;
    q.to_day = window.days.to;
    enum status status = asking_open(a, cli, &f);
    if (!status && (asking_actor(a, by, &q.by, &f) || asking_actor(a, to, &q.to, &f) ||
                    asking_actor(a, concerning, &q.concerning, &f) || store_statements(a->store, &q, print, &s, &f)))
        status = f.status;
    if (!status && s.fault.status) {
        f = s.fault;
        status = f.status;
    }
    if (!status && s.n == 0)
        cli_note(cli, "no such quotation");
    return asking_end(a, status, &f);
}
