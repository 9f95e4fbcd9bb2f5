/* The cursor over inputs: folders are walked in the order of names, files are read in chunks. */
#include "ingest/ingest_int.h"

#include "base/file.h"
#include "ingest/fingerprint.h"
#include "ingest/language.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct level { /* a folder being walked */
    const char *path;
    struct str *name;
    uint32_t n, next;
};

struct ingest {
    struct ingest_options options;
    const char *const *path;
    size_t n_paths, next_path;
    struct arena arena; /* names of the folders being walked; cleared between the given paths */
    struct level level[INGEST_MAX_DEPTH];
    uint32_t depth;
    struct source *source;       /* the one on top; NULL: none is open */
    const struct format *format; /* of the open source */
    bool used_up;                /* the source on top has no more documents */
    struct ingest_counts counts;
};

const struct format ingest_format[N_INPUT_FORMATS] = {
    [INPUT_AUTO] = {"auto", NULL, NULL, NULL},
    [INPUT_TEXT] = {"text", NULL, text_take, text_decode},
    [INPUT_JSONL] = {"jsonl", jsonl_looks_like, jsonl_take, jsonl_decode},
    [INPUT_HTML] = {"html", html_looks_like, text_take, html_decode},
    [INPUT_WARC] = {"warc", warc_looks_like, warc_take, warc_decode},
    [INPUT_FEED] = {"feed", feed_looks_like, feed_take, feed_decode},
};

bool input_format_find(const char *name, enum input_format *out)
{
    for (unsigned i = 0; i < N_INPUT_FORMATS; i++) {
        if (strcmp(ingest_format[i].name, name) == 0) {
            *out = (enum input_format)i;
            return true;
        }
    }
    return false;
}

const char *input_format_name(enum input_format format)
{
    return ingest_format[format].name;
}

void raw_doc_free(struct raw_doc *raw)
{
    if (!raw)
        return;
    buf_release(&raw->bytes);
    free(raw->path);
    free(raw);
}

static void *must_alloc(size_t n_bytes)
{
    void *p = calloc(1, n_bytes);
    if (!p)
        out_of_memory(n_bytes);
    return p;
}

enum status ingest_open(const struct ingest_options *options, const char *const *paths, size_t n_paths,
                        struct ingest **out, struct fault *f)
{
    if ((unsigned)options->format >= N_INPUT_FORMATS)
        return fault_set(f, ST_USAGE, "there is no input format number %d", (int)options->format);
    struct ingest *in = must_alloc(sizeof *in);
    in->options = *options;
    in->path = paths;
    in->n_paths = n_paths;
    arena_init(&in->arena, 0);
    *out = in;
    return OK;
}

void ingest_close(struct ingest *in)
{
    if (!in)
        return;
    while (in->source)
        in->source = source_pop(in->source);
    arena_release(&in->arena);
    free(in);
}

struct ingest_counts ingest_counts(const struct ingest *in)
{
    return in->counts;
}

static void guess_format(struct ingest *in)
{
    struct source *s = in->source;
    in->format = &ingest_format[in->options.format];
    if (in->options.format != INPUT_AUTO)
        return;
    in->format = &ingest_format[INPUT_TEXT];
    if (source_fill(s))
        for (unsigned i = 1; i < N_INPUT_FORMATS; i++)
            if (ingest_format[i].looks_like &&
                ingest_format[i].looks_like((struct str){s->chunk + s->at, (uint32_t)(s->n - s->at)}))
                in->format = &ingest_format[i];
}

static enum status refuse_source(struct ingest *in, const char *why, struct fault *f)
{
    enum status status = fault_set(f, ST_INPUT, "cannot read %s: %s", in->source->path, why);
    in->source = source_pop(in->source);
    in->used_up = true;
    return status;
}

/* Puts packings on the top source until there is a stream of documents; an archive without entries leaves none. */
static enum status open_stream(struct ingest *in, struct fault *f)
{
    unsigned n = 0;
    for (struct source *s = in->source; s->below; s = s->below)
        n++;
    for (struct source *on; (on = source_unpack(in->source)); n++) {
        in->source = on;
        if (n >= INGEST_MAX_PACKINGS)
            return refuse_source(in, "it is packed more often than the limit allows", f);
        if (on->failed || (on->packing->next && !source_next(on) && on->failed))
            return refuse_source(in, on->why, f);
        if (on->ended)
            break;
    }
    guess_format(in);
    return OK;
}

/* The stream on top is used up: the next entry of the nearest archive below it. */
static enum status next_stream(struct ingest *in, struct fault *f)
{
    in->used_up = false;
    while (in->source) {
        bool said = in->source->failed;
        if (source_next(in->source))
            return open_stream(in, f);
        if (in->source->failed && in->source->packing->next && !said)
            return refuse_source(in, in->source->why, f);
        in->source = source_pop(in->source);
    }
    return OK;
}

static enum status go_to(struct ingest *in, int fd, const char *path, struct fault *f)
{
    if (!in->options.offset)
        return OK;
    if (in->n_paths != 1 || in->depth)
        return fault_set(f, ST_USAGE, "an offset goes with one file");
    if (lseek(fd, (off_t)in->options.offset, SEEK_SET) < 0)
        return fault_set(f, ST_INPUT, "cannot begin %s at byte %llu: %s", path, (unsigned long long)in->options.offset,
                         strerror(errno));
    return OK;
}

/* Opens a file that is not a folder. Within folders only regular files are read: a pipe would keep the run waiting for
 * ever. */
static enum status open_source(struct ingest *in, const char *path, bool given, struct fault *f)
{
    bool is_stdin = given && strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | (given ? 0 : O_NONBLOCK));
    struct stat st;
    if (fd < 0)
        return fault_set(f, ST_INPUT, "cannot open %s: %s", path, strerror(errno));
    enum status bad = OK;
    if (!given && (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)))
        bad = fault_set(f, ST_INPUT, "cannot read %s: not a regular file", path);
    if (bad || (bad = go_to(in, fd, path, f))) {
        if (!is_stdin)
            close(fd);
        return bad;
    }
    in->source = source_of_file(fd, path, in->options.offset, &in->counts);
    return open_stream(in, f);
}

static enum status open_folder(struct ingest *in, const char *path, struct fault *f)
{
    if (in->depth == INGEST_MAX_DEPTH)
        return fault_set(f, ST_LIMIT, "folder %s lies deeper than the limit of %d folders", path, INGEST_MAX_DEPTH);
    struct level level = {.path = path};
    if (folder_list(path, "", &in->arena, &level.name, &level.n, f)) {
        f->status = ST_INPUT;
        return ST_INPUT;
    }
    in->level[in->depth++] = level;
    return OK;
}

/* Opens the next input, or walks into the next folder. *out_end: there is none. */
static enum status advance(struct ingest *in, bool *out_end, struct fault *f)
{
    const char *path;
    bool given = in->depth == 0;
    if (given) {
        if (in->next_path == in->n_paths) {
            *out_end = true;
            return OK;
        }
        arena_clear(&in->arena);
        path = in->path[in->next_path++];
    } else {
        struct level *top = &in->level[in->depth - 1];
        if (top->next == top->n) {
            in->depth--;
            return OK;
        }
        struct str name = top->name[top->next++];
        bool slash = str_ends(str_of(top->path), STR("/"));
        path = str_format(&in->arena, "%s%s%.*s", top->path, slash ? "" : "/", STR_ARG(name)).s;
    }
    return file_is_folder(path) ? open_folder(in, path, f) : open_source(in, path, given, f);
}

static char *copy_path(const char *path)
{
    size_t n = strlen(path) + 1;
    return memcpy(must_alloc(n), path, n);
}

enum status ingest_next(struct ingest *in, struct raw_doc **out, struct fault *f)
{
    struct fault local;
    f = f ? f : &local;
    for (;;) {
        bool end = false;
        if (in->used_up && next_stream(in, f))
            return f->status;
        if (!in->source) {
            if (advance(in, &end, f))
                return f->status;
            if (end) {
                *out = NULL;
                return OK;
            }
            continue;
        }
        struct raw_doc *raw = must_alloc(sizeof *raw);
        raw->format = (enum input_format)(in->format - ingest_format);
        raw->pretokenized = in->options.pretokenized;
        raw->default_date = in->options.default_date;
        raw->path = copy_path(in->source->path);
        enum status status = in->format->take(in->source, raw, &end, f);
        if (in->source->failed) {
            status = fault_set(f, ST_INPUT, "cannot read %s: %s", in->source->path, in->source->why);
            end = true;
        }
        in->used_up = end;
        if (status == OK && !end) {
            *out = raw;
            return OK;
        }
        raw_doc_free(raw);
        if (status)
            return status;
    }
}

void ingest_language(const struct ingest_rules *r, struct doc *d)
{
    struct str lang = d->pretokenized ? STR_NONE : language_of(ingest_languages(r), d);
    d->foreign = lang.n > 0;
    if (d->foreign)
        d->lang = str_copy(d->arena, lang);
}

enum status ingest_document(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d, struct fault *f)
{
    d->pretokenized = raw->pretokenized;
    if (ingest_format[raw->format].decode(r, raw, d, f))
        return f ? f->status : ST_INPUT;
    if (d->date == DAY_NONE)
        d->date = raw->default_date;
    fingerprint_make(d);
    ingest_language(r, d);
    return OK;
}
