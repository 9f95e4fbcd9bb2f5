/* base/arena.h - regions: many small allocations, one free.
 *
 * Takes nothing; gives zeroed or raw memory aligned to 16 bytes that lives until the arena is cleared or released, or
 * rewound to a mark taken before. Fails never (out of memory aborts). A limit may be set: allocation goes on past it,
 * but arena_over_limit() turns true, which the pipeline checks after each stage, so a document over its memory fails as
 * that document. Cost: a pointer bump. Built with ENTENTE_ARENA_MALLOC every allocation is its own malloc, so that ASan
 * and valgrind see overruns. Not thread-safe: one arena, one thread.
 */
#ifndef ENTENTE_BASE_ARENA_H
#define ENTENTE_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena_block;

struct arena {
    struct arena_block *first, *now;
    size_t used_bytes, limit_bytes; /* limit 0: none */
};

struct arena_mark {
    struct arena_block *block;
    size_t used_in_block, used_bytes;
};

void arena_init(struct arena *a, size_t limit_bytes);
void arena_release(struct arena *a);
void arena_clear(struct arena *a); /* forgets all allocations, keeps the memory for the next document */
bool arena_over_limit(const struct arena *a);

void *arena_alloc(struct arena *a, size_t n_bytes);         /* uninitialised */
void *arena_zalloc(struct arena *a, size_t n_bytes);        /* zeroed */
char *arena_copy(struct arena *a, const char *s, size_t n); /* NUL-terminated copy of n bytes */

struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark mark);

/* Growable arrays in an arena:  ARRAY_OF(struct tok) tok;  struct tok *t = array_add(arena, &doc->tok);
 * The element comes zeroed. Pointers into the array are void after the next array_add; indices stay good. */
#define ARRAY_OF(T)                                                                                                    \
    struct {                                                                                                           \
        T *v;                                                                                                          \
        uint32_t n, cap;                                                                                               \
    }
#define array_add(arena, array)                                                                                        \
    (arena_grow((arena), (void **)&(array)->v, &(array)->n, &(array)->cap, sizeof *(array)->v),                        \
     &(array)->v[(array)->n++])
void arena_grow(struct arena *a, void **v, const uint32_t *n, uint32_t *cap, size_t size);

#endif
