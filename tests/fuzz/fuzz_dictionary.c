/* Any bytes as a dictionary of actors, and of agents: no crash, and a fault that says why or a usable list.
 * Run: build-fuzz/tests/fuzz_dictionary -max_len=4096 */
#include "actor/dictionary.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_as(const uint8_t *data, size_t size, bool agents)
{
    struct actors *a = calloc(1, sizeof *a);
    if (!a)
        abort();
    arena_init(&a->arena, 0);
    lexicon_init(a);
    a->file.v[0] = pool_add(a, STR("fuzz"));
    struct dictionary *d = dictionary_new(a);
    struct fault f = {.status = OK};
    struct str text = {(const char *)data, (uint32_t)size};
    bool read = dictionary_read(d, text, 0, agents, &f) == OK;
    if (!read && (f.status != ST_ENVIRONMENT || !*f.message))
        abort();
    dictionary_finish(d);
    dictionary_free(d);
    struct actor_entry found[4];
    (void)actors_search(a, STR("a"), 0, found, 4);
    actors_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_as(data, size, false);
    read_as(data, size, true);
    return 0;
}
