/* entente model info: what the model of syntax is, and how this machine runs it. */
#include "base/json.h"
#include "command/command.h"
#include "syntax/syntax.h"

#include <stdio.h>

struct fact {
    const char *name;
    uint64_t value;
};

static void write_facts(const struct cli *cli, const char *path, const struct syntax *s, struct buf *out)
{
    struct syntax_facts f = syntax_describe(s);
    const struct fact fact[] = {{"bytes", f.n_bytes}, {"weights", f.n_weights},     {"words", f.n_words},
                                {"forms", f.n_forms}, {"relations", f.n_relations}, {"tags", f.n_tags}};
    const size_t n = sizeof fact / sizeof *fact;
    if (!cli->json) {
        buf_printf(out, "file       %s\nversion    %s\nprocessor  %s\n", path, syntax_version(s), f.processor);
        for (size_t i = 0; i < n; i++)
            buf_printf(out, "%-10s %llu\n", fact[i].name, (unsigned long long)fact[i].value);
        return;
    }
    struct json j;
    json_init(&j, out);
    json_object(&j);
    json_key(&j, "file");
    json_cstr(&j, path);
    json_key(&j, "version");
    json_cstr(&j, syntax_version(s));
    json_key(&j, "processor");
    json_cstr(&j, f.processor);
    for (size_t i = 0; i < n; i++) {
        json_key(&j, fact[i].name);
        json_int(&j, (int64_t)fact[i].value);
    }
    json_object_end(&j);
    buf_add_char(out, '\n');
}

int cmd_model(struct cli *cli, int argc, char **argv)
{
    int code = cli_begin(cli, NULL, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc != 2 || strcmp(argv[1], "info") != 0)
        return cli_usage(cli, "model wants info");
    char path[4200];
    struct syntax *s;
    struct fault f;
    snprintf(path, sizeof path, "%s/model/syntax.model", cli_lang_dir(cli));
    if (syntax_load(path, &s, &f))
        return cli_fail(&f);
    struct buf out = {0};
    write_facts(cli, path, s, &out);
    enum status bad = cli_out(buf_str(&out), &f);
    buf_release(&out);
    syntax_free(s);
    return bad ? cli_fail(&f) : EXIT_DONE;
}
