/* entente search: sentences by their words. */
#include "base/json.h"
#include "command/asking.h"

struct session {
    struct asking asking;
    uint64_t n;
    uint32_t limit;
    struct fault fault; /* what ended the printing */
};

static void write_json(const struct store_sentence *found, struct buf *out)
{
    struct json j;
    json_init(&j, out);
    json_object(&j);
    json_key_object(&j, "doc");
    json_key_str(&j, "id", found->doc_id);
    json_key_str(&j, "title", found->doc_title);
    json_key_str(&j, "url", found->url);
    json_key_day(&j, "date", found->doc_day);
    json_object_end(&j);
    json_key_int(&j, "sentence", found->sentence);
    json_key_str(&j, "kind", found->kind);
    json_key_int(&j, "start", found->start);
    json_key_int(&j, "end", found->end);
    json_key_str(&j, "text", found->text);
    json_object_end(&j);
    buf_add_char(out, '\n');
}

/* Date, document, place in it; the sentence. */
static void write_lines(struct asking *a, const struct store_sentence *found)
{
    enum { MOST_LINES = 6, INDENT = 4 };
    char day[11];
    day_write(found->doc_day, day);
    screen_text(&a->screen, STYLE_BOLD, *day ? str_of(day) : STR("undated   "), &a->out);
    struct str id = screen_clean(&a->row, found->doc_id), title = screen_clean(&a->row, found->doc_title);
    buf_printf(&a->out, "  %.*s%s%.*s  ", STR_ARG(id), title.n ? ", " : "", (int)title.n, title.n ? title.s : "");
    screen_text(&a->screen, STYLE_DIM, str_format(&a->row, "%u-%u", (unsigned)found->start, (unsigned)found->end),
                &a->out);
    buf_add_char(&a->out, '\n');
    screen_wrap(&a->screen, screen_clean(&a->row, found->text), INDENT, MOST_LINES, &a->out);
    arena_clear(&a->row);
}

/* Written out row by row: common words are in many sentences. */
static bool print(void *context, const struct store_sentence *found)
{
    struct session *s = context;
    struct asking *a = &s->asking;
    if (a->cli->json)
        write_json(found, &a->out);
    else
        write_lines(a, found);
    s->n++;
    enum status bad = cli_out(buf_str(&a->out), &s->fault);
    buf_clear(&a->out);
    return !bad && (!s->limit || s->n < s->limit);
}

int cmd_search(struct cli *cli, int argc, char **argv)
{
    struct window window = {0};
    struct session s = {0};
    const struct option own[] = {
        WINDOW_OPTIONS(&window),
        {"limit", OPT_COUNT, &s.limit, "N", "no more than N, the latest"},
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    struct fault f;
    if (argc < 2)
        return cli_usage(cli, "which words?");
    if (window_parse(&window, &f))
        return cli_usage(cli, "%s", f.message);
    struct buf words = {0};
    for (int i = 1; i < argc; i++)
        buf_printf(&words, "%s%s", i > 1 ? " " : "", argv[i]);
    struct asking *a = &s.asking;
    struct store_search wanted = {buf_str(&words), window.days.from, window.days.to};
    enum status status = asking_open(a, cli, &f);
    if (!status)
        status = store_search(a->store, &wanted, print, &s, &f);
    if (!status && s.fault.status) {
        f = s.fault;
        status = f.status;
    }
    if (!status && s.n == 0)
        cli_note(cli, "no such sentence");
    buf_release(&words);
    return asking_end(a, status, &f);
}
