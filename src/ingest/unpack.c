/* The stack of sources: files below, packings on them. */
#include "ingest/unpack.h"

#include "ingest/ingest_int.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void *must_alloc(size_t n_bytes)
{
    void *p = calloc(1, n_bytes);
    if (!p)
        out_of_memory(n_bytes);
    return p;
}

static char *copy_text(const char *text)
{
    size_t n = strlen(text) + 1;
    return memcpy(must_alloc(n), text, n);
}

static size_t file_read_some(struct source *s, char *out, size_t n)
{
    ssize_t got;
    do
        got = read(s->fd, out, n);
    while (got < 0 && errno == EINTR);
    if (got >= 0)
        return (size_t)got;
    s->failed = true;
    snprintf(s->why, sizeof s->why, "%s", strerror(errno));
    return 0;
}

static void file_stop(struct source *s)
{
    if (s->fd > STDIN_FILENO)
        close(s->fd);
}

static const struct packing packing_file = {"file", NULL, NULL, file_read_some, NULL, file_stop};
static const struct packing *const packing[] = {&packing_gzip, &packing_archive};

static struct source *source_new(const struct packing *kind, struct source *below, const char *path,
                                 struct ingest_counts *counts)
{
    struct source *s = must_alloc(sizeof *s);
    s->packing = kind;
    s->below = below;
    s->path = copy_text(path);
    s->chunk = must_alloc(SOURCE_CHUNK_BYTES);
    s->counts = counts;
    s->fd = -1;
    return s;
}

struct source *source_of_file(int fd, const char *path, uint64_t offset, struct ingest_counts *counts)
{
    struct source *s = source_new(&packing_file, NULL, path, counts);
    s->fd = fd;
    s->n_before = offset;
    return s;
}

struct source *source_unpack(struct source *below)
{
    if (!source_fill(below))
        return NULL;
    struct str head = {below->chunk + below->at, (uint32_t)(below->n - below->at)};
    for (size_t i = 0; i < sizeof packing / sizeof *packing; i++)
        if (packing[i]->looks_like(head)) {
            struct source *s = source_new(packing[i], below, below->path, below->counts);
            if (!packing[i]->start(s))
                s->failed = s->ended = true;
            return s;
        }
    return NULL;
}

bool source_next(struct source *s)
{
    if (!s->packing->next)
        return false;
    s->n_before += s->n;
    s->at = s->n = 0;
    s->line = 0;
    buf_clear(&s->items);
    s->items_at = 0;
    s->ended = s->failed = false;
    s->ended = !s->packing->next(s);
    return !s->ended;
}

struct source *source_pop(struct source *s)
{
    struct source *below = s->below;
    s->packing->stop(s);
    free(s->chunk);
    buf_release(&s->items);
    free(s->path);
    free(s);
    return below;
}

/* What comes out of so little is no text, and would keep the run busy for ever. */
static bool is_bomb(const struct source *s)
{
    uint64_t n_out = s->n_before + s->n;
    return s->below && n_out > INGEST_BOMB_BYTES && n_out / INGEST_BOMB_RATIO > s->below->n_before + s->below->n;
}

bool source_fill(struct source *s)
{
    if (s->at < s->n)
        return true;
    if (s->ended)
        return false;
    s->n_before += s->n;
    s->at = 0;
    s->member_starts = false;
    s->n = s->packing->read(s, s->chunk, SOURCE_CHUNK_BYTES);
    if (s->n && is_bomb(s)) {
        snprintf(s->why, sizeof s->why, "it unpacks to more than %d times its size, the limit", INGEST_BOMB_RATIO);
        s->failed = true;
        s->n = 0;
    }
    s->ended = s->n == 0;
    return s->n > 0;
}

uint64_t source_offset(const struct source *s)
{
    if (!s->below)
        return s->n_before + s->at;
    return s->member_starts && s->at == 0 && !s->below->below ? s->member_offset : UINT64_MAX;
}
