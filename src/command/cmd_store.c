/* entente store: what it holds, and whether it is whole. */
#include "base/json.h"
#include "command/command.h"
#include "pipeline/versions.h"
#include "store/store.h"

static enum status info(struct cli *cli, struct store *s, struct buf *out, struct fault *f)
{
    struct versions v;
    struct store_counts n;
    char stamp[VERSIONS_STAMP_BYTES];
    if (versions_read(cli_lang_dir(cli), cli->extra_dir, &v, f))
        return f->status;
    versions_stamp(&v, stamp);
    if (store_info(s, stamp, &n, f))
        return f->status;
    const struct {
        const char *key, *words;
        uint64_t n;
    } rows[] = {
        {"documents", "documents", n.documents},
        {"sentences", "sentences", n.sentences},
        {"mentions", "mentions of actors", n.mentions},
        {"events", "events", n.events},
        {"statements", "quotations", n.statements},
        {"imported", "imported rows", n.imported},
        {"stale_documents", "documents coded by other versions (read them again)", n.stale_documents},
    };
    struct json j;
    json_init(&j, out);
    if (cli->json) {
        json_object(&j);
        json_key(&j, "store");
        json_cstr(&j, cli->store);
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            json_key(&j, rows[i].key);
            json_int(&j, (int64_t)rows[i].n);
        }
        json_key(&j, "pipeline");
        json_cstr(&j, stamp);
        json_object_end(&j);
        buf_add_char(out, '\n');
        return OK;
    }
    buf_printf(out, "%s\n", cli->store);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        buf_printf(out, "%12llu  %s\n", (unsigned long long)rows[i].n, rows[i].words);
    return OK;
}

static enum status check(struct cli *cli, struct store *s, struct buf *out, struct fault *f)
{
    uint32_t n = 0;
    if (store_check(s, out, &n, f))
        return f->status;
    if (n == 0) {
        cli_note(cli, "%s is whole", cli->store);
        return OK;
    }
    return fault_set(f, ST_ENVIRONMENT, "store %s: %u problem%s", cli->store, (unsigned)n, n == 1 ? "" : "s");
}

struct dump {
    struct fault fault; /* what ended the writing */
};

static bool dump_line(void *context, struct str line)
{
    struct dump *d = context;
    return cli_out(line, &d->fault) == OK && cli_out(STR("\n"), &d->fault) == OK;
}

static enum status dump_all(struct store *s, struct fault *f)
{
    struct dump d = {.fault = {.status = OK}};
    if (store_dump(s, dump_line, &d, f))
        return f->status;
    if (d.fault.status)
        *f = d.fault;
    return d.fault.status;
}

int cmd_store(struct cli *cli, int argc, char **argv)
{
    bool dump = false;
    const struct option own[] = {
        {"dump", OPT_FLAG, &dump, NULL, "with info: every row, in an order that depends on the content alone"},
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    struct str verb = argc == 2 ? str_of(argv[1]) : STR_NONE;
    bool is_info = str_is(verb, "info");
    if (!is_info && !str_is(verb, "check"))
        return cli_usage(cli, "store wants info or check");
    if (dump && !is_info)
        return cli_usage(cli, "--dump goes with store info");
    struct store *s;
    struct fault f;
    struct buf out = {0};
    if (store_open(cli->store, STORE_READ, &s, &f))
        return cli_fail(&f);
    enum status status = dump ? dump_all(s, &f) : is_info ? info(cli, s, &out, &f) : check(cli, s, &out, &f);
    struct fault ignored;
    enum status bad = out.n ? cli_out(buf_str(&out), status ? &ignored : &f) : OK;
    buf_release(&out);
    store_close(s);
    return status || bad ? cli_fail(&f) : EXIT_DONE;
}
