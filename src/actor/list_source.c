/* The text files of a folder of lists, and a hash of them: what a compiled file must have been made from. */
#include "actor/actor_int.h"
#include "base/checksum.h"

enum status list_source_open(const char *dir, const char *ending, struct arena *arena, struct list_source *out,
                             struct fault *f)
{
    struct list_source s = {0};
    uint32_t n;
    if (folder_list(dir, ending, arena, &s.name, &n, f))
        return f->status;
    s.map = arena_zalloc(arena, (n + 1) * sizeof *s.map);
    for (; s.n < n; s.n++) {
        struct str path = str_format(arena, "%s/%.*s", dir, STR_ARG(s.name[s.n]));
        struct file_map *map = &s.map[s.n];
        enum status bad = file_map(path.s, map, f);
        if (!bad && map->n_bytes > UINT32_MAX / 2) {
            file_unmap(map);
            bad = fault_set(f, ST_ENVIRONMENT, "%s is too large for a list of actors", path.s);
        }
        if (bad) {
            list_source_close(&s);
            return bad;
        }
        s.hash = hash_join(s.hash, checksum_of(s.name[s.n].s, s.name[s.n].n));
        s.hash = hash_join(s.hash, checksum_of(map->data, map->n_bytes));
    }
    *out = s;
    return OK;
}

void list_source_close(struct list_source *s)
{
    for (uint32_t i = 0; i < s->n; i++)
        file_unmap(&s->map[i]);
    *s = (struct list_source){0};
}
