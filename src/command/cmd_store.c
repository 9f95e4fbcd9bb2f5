/* entente store: what it holds, whether it is whole; removing, compacting, copying, merging, making anew. */
#include "base/json.h"
#include "command/command.h"
#include "command/rebuild.h"
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
        {"stale_documents", "documents coded by other versions (store rebuild codes them anew)", n.stale_documents},
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
    if (store_hold(s, f) || store_dump(s, dump_line, &d, f))
        return f->status;
    if (d.fault.status)
        *f = d.fault;
    return d.fault.status;
}

static enum status forget(struct cli *cli, struct store *s, const char *what, bool is_origin, struct fault *f)
{
    bool found;
    struct str key = str_of(what);
    if (is_origin ? store_forget_origin(s, key, &found, f) : store_forget(s, key, &found, f))
        return f->status;
    if (!found)
        return fault_set(f, ST_INPUT, "store %s has no %s \"%s\"", cli->store, is_origin ? "origin" : "document", what);
    return OK;
}

static enum status merge(struct cli *cli, struct store *s, const char *uri, struct fault *f)
{
    struct versions v;
    struct store *other;
    char stamp[VERSIONS_STAMP_BYTES];
    uint64_t n;
    if (versions_read(cli_lang_dir(cli), cli->extra_dir, &v, f) || store_open(uri, STORE_READ, &other, f))
        return f->status;
    versions_stamp(&v, stamp);
    enum status status = store_hold(other, f);
    if (!status)
        status = store_merge(s, other, stamp, &n, f);
    store_close(other);
    if (!status)
        cli_note(cli, "%llu documents taken from %s", (unsigned long long)n, uri);
    return status;
}

enum verb { INFO, CHECK, COMPACT, REBUILD, BACKUP, FORGET, MERGE, N_VERBS };
static const struct {
    const char *name;
    enum store_mode mode;
    bool takes_operands;
} VERBS[N_VERBS] = {
    [INFO] = {"info", STORE_READ, false},        [CHECK] = {"check", STORE_READ, false},
    [COMPACT] = {"compact", STORE_WRITE, false}, [REBUILD] = {"rebuild", STORE_WRITE, false},
    [BACKUP] = {"backup", STORE_WRITE, true},    [FORGET] = {"forget", STORE_WRITE, true},
    [MERGE] = {"merge", STORE_WRITE, true},
};

struct storing {
    enum verb verb;
    bool dump, origin, all;
    int n;
    char **operand;
};

static enum status carry_out(struct cli *cli, const struct storing *x, struct store *s, struct buf *out,
                             struct fault *f)
{
    enum status status = OK;
    switch (x->verb) {
    case INFO:
        return x->dump ? dump_all(s, f) : info(cli, s, out, f);
    case CHECK:
        return check(cli, s, out, f);
    case COMPACT:
        return store_compact(s, f);
    case REBUILD:
        return rebuild(cli, s, x->all, f);
    case BACKUP:
        return store_backup(s, x->operand[0], f);
    case MERGE:
        for (int i = 0; i < x->n && !status; i++)
            status = merge(cli, s, x->operand[i], f);
        return status;
    default:
        for (int i = 0; i < x->n && !status; i++)
            status = forget(cli, s, x->operand[i], x->origin, f);
        return status;
    }
}

int cmd_store(struct cli *cli, int argc, char **argv)
{
    struct storing x = {.verb = INFO};
    const struct option own[] = {
        {"dump", OPT_FLAG, &x.dump, NULL, "with info: every row, in an order that depends on the content alone"},
        {"all", OPT_FLAG, &x.all, NULL, "with rebuild: also documents that the present version coded"},
        {"origin", OPT_FLAG, &x.origin, NULL, "with forget: all rows imported for the origin of that name"},
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    while (x.verb < N_VERBS && (argc < 2 || strcmp(argv[1], VERBS[x.verb].name) != 0))
        x.verb++;
    x.n = argc - 2;
    x.operand = argv + 2;
    if (x.verb == N_VERBS || (!VERBS[x.verb].takes_operands && x.n))
        return cli_usage(cli, "store wants info or check, compact, rebuild, backup FILE, forget ID…, merge OTHER…");
    if (VERBS[x.verb].takes_operands && (x.n < 1 || (x.verb == BACKUP && x.n > 1)))
        return cli_usage(cli, "store %s wants %s", VERBS[x.verb].name,
                         x.verb == BACKUP  ? "one file"
                         : x.verb == MERGE ? "the stores to take in"
                                           : "what to forget");
    if (x.dump && x.verb != INFO)
        return cli_usage(cli, "--dump goes with store info");
    if (x.all && x.verb != REBUILD)
        return cli_usage(cli, "--all goes with store rebuild");
    struct store *s;
    struct fault f;
    struct buf out = {0};
    if (VERBS[x.verb].mode == STORE_WRITE) { /* which would make one */
        if (store_open(cli->store, STORE_READ, &s, &f))
            return cli_fail(&f);
        store_close(s);
    }
    if (store_open(cli->store, VERBS[x.verb].mode, &s, &f))
        return cli_fail(&f);
    enum status status = carry_out(cli, &x, s, &out, &f);
    struct fault ignored;
    enum status bad = out.n ? cli_out(buf_str(&out), status ? &ignored : &f) : OK;
    buf_release(&out);
    store_close(s);
    return status || bad ? cli_fail(&f) : EXIT_DONE;
}
