/* The cursor over inputs: folders are walked in the order of names, files are read in chunks. */
#include "ingest/ingest_int.h"

#include "base/file.h"

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
    struct arena arena; /* names of the folders being walked and of the open file; cleared between the given paths */
    struct level level[INGEST_MAX_DEPTH];
    uint32_t depth;
    struct source source;
    const struct format *format; /* of the open source */
};

const struct format ingest_format[N_INPUT_FORMATS] = {
    [INPUT_AUTO] = {"auto", NULL, NULL, NULL},
    [INPUT_TEXT] = {"text", NULL, text_take, text_decode},
    [INPUT_JSONL] = {"jsonl", jsonl_looks_like, jsonl_take, jsonl_decode},
    [INPUT_HTML] = {"html", html_looks_like, text_take, html_decode},
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
    in->source.fd = -1;
    in->source.chunk = must_alloc(SOURCE_CHUNK_BYTES);
    arena_init(&in->arena, 0);
    *out = in;
    return OK;
}

static void close_source(struct source *s)
{
    if (s->fd > STDIN_FILENO)
        close(s->fd);
    s->fd = -1;
}

void ingest_close(struct ingest *in)
{
    if (!in)
        return;
    close_source(&in->source);
    free(in->source.chunk);
    arena_release(&in->arena);
    free(in);
}

bool source_fill(struct source *s)
{
    if (s->at < s->n)
        return true;
    if (s->ended)
        return false;
    ssize_t n;
    do
        n = read(s->fd, s->chunk, SOURCE_CHUNK_BYTES);
    while (n < 0 && errno == EINTR);
    s->at = 0;
    s->n = n > 0 ? (size_t)n : 0;
    s->failed = n < 0;
    s->ended = n <= 0;
    return n > 0;
}

/* Opens a file that is not a folder. Within folders only regular files are read: a pipe would keep the run waiting for
 * ever. */
static enum status open_source(struct ingest *in, const char *path, bool given, struct fault *f)
{
    struct source *s = &in->source;
    bool is_stdin = given && strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | (given ? 0 : O_NONBLOCK));
    struct stat st;
    if (fd < 0)
        return fault_set(f, ST_INPUT, "cannot open %s: %s", path, strerror(errno));
    if (!given && (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))) {
        close(fd);
        return fault_set(f, ST_INPUT, "cannot read %s: not a regular file", path);
    }
    *s = (struct source){.fd = fd, .path = path, .chunk = s->chunk};
    in->format = &ingest_format[in->options.format];
    if (in->options.format == INPUT_AUTO) {
        in->format = &ingest_format[INPUT_TEXT];
        if (source_fill(s))
            for (unsigned i = 1; i < N_INPUT_FORMATS; i++)
                if (ingest_format[i].looks_like && ingest_format[i].looks_like((struct str){s->chunk, (uint32_t)s->n}))
                    in->format = &ingest_format[i];
    }
    return OK;
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
        if (in->source.fd < 0) {
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
        raw->path = copy_path(in->source.path);
        enum status status = in->format->take(&in->source, raw, &end, f);
        if (in->source.failed) {
            status = fault_set(f, ST_INPUT, "cannot read %s: %s", in->source.path, strerror(errno));
            end = true;
        }
        if (end)
            close_source(&in->source);
        if (status == OK && !end) {
            *out = raw;
            return OK;
        }
        raw_doc_free(raw);
        if (status)
            return status;
    }
}

enum status ingest_document(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d, struct fault *f)
{
    d->pretokenized = raw->pretokenized;
    if (ingest_format[raw->format].decode(r, raw, d, f))
        return f ? f->status : ST_INPUT;
    if (d->date == DAY_NONE)
        d->date = raw->default_date;
    return OK;
}
