#include "base/arena.h"

#include "base/fault.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGN = 16, FIRST_BLOCK_BYTES = 64 * 1024, LARGEST_BLOCK_BYTES = 8 * 1024 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t size, used;
    _Alignas(ALIGN) unsigned char data[];
};

void arena_init(struct arena *a, size_t limit_bytes)
{
    *a = (struct arena){.limit_bytes = limit_bytes};
}

static void free_chain(struct arena_block *b)
{
    while (b) {
        struct arena_block *next = b->next;
        free(b);
        b = next;
    }
}

void arena_release(struct arena *a)
{
    free_chain(a->first);
    *a = (struct arena){.limit_bytes = a->limit_bytes};
}

bool arena_over_limit(const struct arena *a)
{
    return a->limit_bytes && a->used_bytes > a->limit_bytes;
}

static struct arena_block *new_block(size_t size)
{
    struct arena_block *b = malloc(sizeof *b + size);
    if (!b)
        out_of_memory(sizeof *b + size);
    b->next = NULL;
    b->size = size;
    b->used = 0;
    return b;
}

#ifdef ENTENTE_ARENA_MALLOC

/* Each allocation is a block of its own; the chain is kept only so that it can be freed. */
void arena_clear(struct arena *a)
{
    arena_release(a);
}

void *arena_alloc(struct arena *a, size_t n_bytes)
{
    struct arena_block *b = new_block(n_bytes ? n_bytes : 1);
    b->used = n_bytes;
    if (a->now)
        a->now->next = b;
    else
        a->first = b;
    a->now = b;
    a->used_bytes += n_bytes;
    return b->data;
}

void arena_rewind(struct arena *a, struct arena_mark mark)
{
    struct arena_block **link = mark.block ? &mark.block->next : &a->first;
    free_chain(*link);
    *link = NULL;
    a->now = mark.block;
    a->used_bytes = mark.used_bytes;
}

#else

void arena_clear(struct arena *a)
{
    for (struct arena_block *b = a->first; b; b = b->next)
        b->used = 0;
    a->now = a->first;
    a->used_bytes = 0;
}

void *arena_alloc(struct arena *a, size_t n_bytes)
{
    size_t want = (n_bytes + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (want < n_bytes)
        out_of_memory(n_bytes);
    struct arena_block *b = a->now;
    /* A kept block that is too small for this request is skipped, not lost: the next clear uses it again. */
    while (b && b->size - b->used < want && b->next) {
        b = b->next;
        b->used = 0;
    }
    if (!b || b->size - b->used < want) {
        size_t size = b ? b->size * 2 : FIRST_BLOCK_BYTES;
        if (size > LARGEST_BLOCK_BYTES)
            size = LARGEST_BLOCK_BYTES;
        if (size < want)
            size = want;
        struct arena_block *fresh = new_block(size);
        if (b)
            b->next = fresh;
        else
            a->first = fresh;
        b = fresh;
    }
    a->now = b;
    void *p = b->data + b->used;
    b->used += want;
    a->used_bytes += want;
    return p;
}

void arena_rewind(struct arena *a, struct arena_mark mark)
{
    if (!mark.block) {
        arena_clear(a);
        return;
    }
    for (struct arena_block *b = mark.block->next; b; b = b->next)
        b->used = 0;
    mark.block->used = mark.used_in_block;
    a->now = mark.block;
    a->used_bytes = mark.used_bytes;
}

#endif

void *arena_zalloc(struct arena *a, size_t n_bytes)
{
    void *p = arena_alloc(a, n_bytes);
    memset(p, 0, n_bytes);
    return p;
}

char *arena_copy(struct arena *a, const char *s, size_t n)
{
    char *p = arena_alloc(a, n + 1);
    if (n)
        memcpy(p, s, n);
    p[n] = '\0';
    return p;
}

struct arena_mark arena_mark(const struct arena *a)
{
    return (struct arena_mark){a->now, a->now ? a->now->used : 0, a->used_bytes};
}

void arena_grow(struct arena *a, void **v, const uint32_t *n, uint32_t *cap, size_t size)
{
    if (*n >= *cap) {
        uint32_t bigger = *cap ? *cap * 2 : 16;
        assert(bigger > *cap);
        void *fresh = arena_alloc(a, bigger * size);
        if (*n)
            memcpy(fresh, *v, *n * size);
        *v = fresh;
        *cap = bigger;
    }
    memset((char *)*v + *n * size, 0, size);
}
