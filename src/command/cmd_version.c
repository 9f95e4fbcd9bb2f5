#include "base/json.h"
#include "command/command.h"
#include "pipeline/versions.h"

static void write_words(const struct versions *v, struct buf *out)
{
    buf_printf(out, "entente %s\nschema %s\npipeline %s\ncodebook %s\nactors %s\nmodel %s\n", v->program, v->schema,
               v->pipeline, v->codebook, v->actors, v->model);
}

static void write_json(const struct versions *v, struct buf *out)
{
    struct json j;
    json_init(&j, out);
    json_object(&j);
    const char *pairs[][2] = {{"program", v->program},   {"schema", v->schema}, {"pipeline", v->pipeline},
                              {"codebook", v->codebook}, {"actors", v->actors}, {"model", v->model}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        json_key(&j, pairs[i][0]);
        json_cstr(&j, strcmp(pairs[i][1], "none") == 0 ? NULL : pairs[i][1]);
    }
    json_object_end(&j);
    buf_add_char(out, '\n');
}

int cmd_version(struct cli *cli, int argc, char **argv)
{
    int code = cli_begin(cli, NULL, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc > 1)
        return cli_usage(cli, "version takes no argument");
    struct versions v;
    struct fault f;
    if (versions_read(cli_lang_dir(cli), cli->extra_dir, &v, &f))
        return cli_fail(&f);
    struct buf text = {0};
    if (cli->json)
        write_json(&v, &text);
    else
        write_words(&v, &text);
    enum status bad = cli_out(buf_str(&text), &f);
    buf_release(&text);
    return bad ? cli_fail(&f) : EXIT_DONE;
}
