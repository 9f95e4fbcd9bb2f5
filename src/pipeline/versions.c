#include "pipeline/versions.h"

#include "base/file.h"
#include "pipeline/pipeline.h"

#include <stdio.h>

enum { MAX_PATH = 4096 };

/* Adds the names and bytes of the .txt and .tsv files of a folder to the hash; a folder that is missing adds nothing.
 */
static enum status hash_folder(const char *dir, const char *ending, uint64_t *hash, bool *found, struct fault *f)
{
    if (!file_is_folder(dir))
        return OK;
    struct arena arena;
    arena_init(&arena, 0);
    struct str *name;
    uint32_t n;
    enum status bad = folder_list(dir, ending, &arena, &name, &n, f);
    for (uint32_t i = 0; !bad && i < n; i++) {
        struct str path = str_format(&arena, "%s/%.*s", dir, STR_ARG(name[i]));
        struct file_map map;
        bad = file_map(path.s, &map, f);
        if (bad)
            break;
        *found = true;
        *hash = *hash * 0x100000001b3u ^ str_hash(name[i]);
        *hash = *hash * 0x100000001b3u ^ str_hash((struct str){map.data, (uint32_t)map.n_bytes});
        file_unmap(&map);
    }
    arena_release(&arena);
    return bad;
}

static enum status hash_part(const char *lang_dir, const char *extra_dir, const char *part, char out[20],
                             struct fault *f)
{
    static const char *const endings[] = {".txt", ".tsv"};
    uint64_t hash = 0xcbf29ce484222325u;
    bool found = false;
    const char *roots[] = {lang_dir, extra_dir};
    for (int r = 0; r < 2; r++)
        for (int e = 0; roots[r] && e < 2; e++) {
            char dir[MAX_PATH];
            snprintf(dir, sizeof dir, "%s/%s", roots[r], part);
            if (hash_folder(dir, endings[e], &hash, &found, f))
                return f->status;
        }
    if (found)
        snprintf(out, 20, "%016llx", (unsigned long long)hash);
    else
        snprintf(out, 20, "none");
    return OK;
}

enum status versions_read(const char *lang_dir, const char *extra_dir, struct versions *out, struct fault *f)
{
    struct versions v = {
        .program = ENTENTE_VERSION, .schema = SCHEMA_VERSION, .pipeline = PIPELINE_VERSION, .model = "none"};
    if (hash_part(lang_dir, extra_dir, "codebook", v.codebook, f) ||
        hash_part(lang_dir, extra_dir, "actors", v.actors, f))
        return f->status;
    *out = v;
    return OK;
}
