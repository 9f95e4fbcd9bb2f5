/* entente watch: keeps reading feeds into the store. */
#include "actor/actor.h"
#include "base/file.h"
#include "codebook/codebook.h"
#include "command/watching.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

static volatile sig_atomic_t stop_asked; /* set by the signal, which has nowhere else to write */

static void on_signal(int number)
{
    (void)number;
    stop_asked = 1;
}

struct settings {
    const char *every, *again, *pause, *log, *user_agent;
    uint32_t timeout_s;
    bool once, allow_private;
};

struct feed_list {
    struct arena arena;
    ARRAY_OF(struct str) url;
};

/* "90", "90s", "15m", "2h", "1d" -> seconds. */
static bool duration_parse(const char *text, int64_t *out_s)
{
    char *end;
    errno = 0;
    long n = strtol(text, &end, 10);
    int64_t unit = *end == 'm' ? 60 : *end == 'h' ? 3600 : *end == 'd' ? 86400 : *end == 's' || !*end ? 1 : 0;
    if (errno || end == text || n < 0 || n > 1000000 || !unit || (*end && end[1]))
        return false;
    *out_s = n * unit;
    return true;
}

static enum status read_list(const char *path, struct feed_list *list, struct fault *f)
{
    struct buf text = {0};
    if (file_read(path, INGEST_MAX_DOC_BYTES, &text, f))
        return f->status;
    struct lines l = lines_of(str_copy(&list->arena, buf_str(&text)));
    buf_release(&text);
    while (lines_next(&l)) {
        if (!str_starts(l.line, STR("http://")) && !str_starts(l.line, STR("https://")))
            return fault_set(f, ST_USAGE, "%s:%u: not an address of http or https: %.*s", path, l.number,
                             (int)(l.line.n < 200 ? l.line.n : 200), l.line.s);
        *array_add(&list->arena, &list->url) = str_copy(&list->arena, l.line);
    }
    return list->url.n ? OK : fault_set(f, ST_USAGE, "%s: names no feed", path);
}

static enum status open_all(struct cli *cli, struct watch *w, const struct settings *set, struct fault *f)
{
    struct fetch_options options = {set->user_agent, set->allow_private, 0, set->timeout_s, w->stop};
    int64_t pause_s;
    if (!duration_parse(set->every, &w->every_s) || !w->every_s || !duration_parse(set->again, &w->again_s) ||
        !w->again_s || !duration_parse(set->pause, &pause_s))
        return fault_set(f, ST_USAGE, "--every, --again and --pause take times such as 30s, 15m, 6h");
    options.pause_ms = (uint32_t)(pause_s < 3600 ? pause_s : 3600) * 1000;
    const char *lang_dir = cli_lang_dir(cli);
    struct versions v;
    struct dictionaries more = cli_dictionaries(cli);
    struct verb_dictionaries verbs = cli_verb_dictionaries(cli);
    if (ingest_rules_load(str_format(&w->arena, "%s/text", lang_dir).s, &w->rules, f) ||
        pipeline_open_with(lang_dir, cli->extra_dir, &more, &verbs, &w->pipeline, f) ||
        versions_of(w->pipeline, lang_dir, cli->extra_dir, &v, f) || versions_add_dictionaries(&v, &more, &verbs, f) ||
        store_open(cli->store, STORE_WRITE, &w->store, f) || fetcher_new(&options, &w->fetcher, f))
        return f->status;
    versions_stamp(&v, w->stamp);
    if (set->log && !(w->log = fopen(set->log, "a"))) {
        w->log = stdout;
        return fault_set(f, ST_ENVIRONMENT, "cannot open %s: %s", set->log, strerror(errno));
    }
    return OK;
}

/* All feeds that are due, then all articles that were due when the round began. */
static enum status round_of(struct watch *w, const struct feed_list *list, struct fault *f)
{
    int64_t now = (int64_t)time(NULL);
    for (uint32_t i = 0; i < list->url.n && !*w->stop; i++)
        if (watch_feed(w, list->url.v[i], now, f))
            return f->status;
    while (!*w->stop) {
        struct watched article;
        bool found;
        arena_clear(&w->arena);
        if (watched_next(w->store, now, &w->arena, &article, &found, f))
            return f->status;
        if (!found)
            break;
        if (watch_article(w, &article, now, f))
            return f->status;
    }
    return ferror(w->log) ? fault_set(f, ST_ENVIRONMENT, "the log cannot be written: %s", strerror(errno)) : OK;
}

/* Until something is due, looking up every second. */
static enum status rest(struct watch *w, const struct feed_list *list, struct fault *f)
{
    int64_t due = WATCHED_NEVER;
    struct watched row;
    bool found;
    arena_clear(&w->arena);
    if (watched_next(w->store, WATCHED_NEVER - 1, &w->arena, &row, &found, f))
        return f->status;
    if (found)
        due = row.due;
    for (uint32_t i = 0; i < list->url.n; i++) {
        if (watched_get(w->store, list->url.v[i], &w->arena, &row, &found, f))
            return f->status;
        if (found && row.due < due)
            due = row.due;
    }
    while (!*w->stop && (int64_t)time(NULL) < due) {
        struct timespec second = {1, 0};
        nanosleep(&second, NULL);
    }
    return OK;
}

static enum status run(struct cli *cli, struct watch *w, const struct settings *set, const char *path, struct fault *f)
{
    struct feed_list list = {0};
    arena_init(&list.arena, 0);
    enum status status = read_list(path, &list, f);
    if (!status)
        status = open_all(cli, w, set, f);
    for (uint32_t i = 0; !status && i < list.url.n; i++)
        fetcher_trust(w->fetcher, list.url.v[i]);
    while (!status && !*w->stop) {
        status = round_of(w, &list, f);
        if (status || w->once)
            break;
        status = rest(w, &list, f);
    }
    arena_release(&list.arena);
    return status;
}

int cmd_watch(struct cli *cli, int argc, char **argv)
{
    struct settings set = {.every = "15m",
                           .again = "6h",
                           .pause = "1s",
                           .timeout_s = 30,
                           .user_agent = "entente/" ENTENTE_VERSION " (reads feeds; stops at robots.txt)"};
    const struct option own[] = {
        {"every", OPT_TEXT, &set.every, "TIME", "how often a feed is asked: 30s, 15m, 6h (default 15m)"},
        {"again", OPT_TEXT, &set.again, "TIME",
         "when an article is looked at again, then after twice as long (default 6h)"},
        {"pause", OPT_TEXT, &set.pause, "TIME", "between two requests of one host (default 1s)"},
        {"timeout", OPT_COUNT, &set.timeout_s, "SECONDS", "of one request (default 30)"},
        {"once", OPT_FLAG, &set.once, NULL, "one round, then end: exit 1 when something could not be had"},
        {"log", OPT_TEXT, &set.log, "FILE", "append the log to a file (default: standard output)"},
        {"user-agent", OPT_TEXT, &set.user_agent, "WORDS",
         "how hosts are told who asks; robots.txt goes by its first word"},
        {"allow-private", OPT_FLAG, &set.allow_private, NULL, "links and redirects may lead into private networks"},
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc != 2)
        return cli_usage(cli, "which list of feeds? Give one file, an address a line");
    struct watch w = {.log = stdout, .once = set.once, .stop = &stop_asked};
    struct fault f = {.status = OK};
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    arena_init(&w.arena, 0);
    arena_init(&w.doc, DOC_MEMORY_LIMIT_BYTES);
    arena_init(&w.scratch, DOC_MEMORY_LIMIT_BYTES);
    code = run(cli, &w, &set, argv[1], &f) ? cli_fail(&f) : set.once && w.n_failed ? EXIT_SOME_FAILED : EXIT_DONE;
    if (w.log != stdout)
        fclose(w.log);
    fetch_reply_release(&w.reply);
    fetcher_free(w.fetcher);
    store_close(w.store);
    pipeline_close(w.pipeline);
    ingest_rules_free(w.rules);
    arena_release(&w.arena);
    arena_release(&w.doc);
    arena_release(&w.scratch);
    return code;
}
