#include "pipeline/versions.h"

#include "actor/actor.h"
#include "base/file.h"
#include "codebook/codebook.h"
#include "event/classify.h"
#include "pipeline/pipeline.h"
#include "syntax/syntax.h"

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
    return OK;
}

static enum status codebook_part(const char *lang_dir, const char *extra_dir, struct versions *v, struct fault *f)
{
    char ours[MAX_PATH], extra[MAX_PATH];
    snprintf(ours, sizeof ours, "%s/codebook", lang_dir);
    snprintf(extra, sizeof extra, "%s/codebook", extra_dir ? extra_dir : "");
    if (!file_is_folder(ours))
        return OK;
    struct codebook *c;
    if (codebook_load(ours, extra_dir ? extra : NULL, &c, f))
        return f->status;
    snprintf(v->codebook, sizeof v->codebook, "%.*s", STR_ARG(codebook_version(c)));
    codebook_free(c);
    return OK;
}

/* The filters stand behind the model of syntax: "en-4 QRNN 192x3, filter en-1, ledger en-1". */
static void add_filter(struct versions *v, const char *name, const struct classifier *filter)
{
    size_t n = strlen(v->model);
    if (filter)
        snprintf(v->model + n, sizeof v->model - n, ", %s %s", name, classifier_version(filter));
}

static enum status filter_part(const char *lang_dir, const char *name, struct versions *v, struct fault *f)
{
    char path[MAX_PATH];
    struct classifier *filter = NULL;
    snprintf(path, sizeof path, "%s/model/%s.model", lang_dir, name);
    if (file_exists(path) && classifier_load(path, &filter, f))
        return f->status;
    add_filter(v, name, filter);
    classifier_free(filter);
    return OK;
}

static enum status model_part(const char *lang_dir, struct versions *v, struct fault *f)
{
    char path[MAX_PATH];
    snprintf(path, sizeof path, "%s/model/syntax.model", lang_dir);
    if (!file_exists(path))
        return OK;
    struct syntax *s;
    if (syntax_load(path, &s, f))
        return f->status;
    snprintf(v->model, sizeof v->model, "%s", syntax_version(s));
    syntax_free(s);
    return OK;
}

static struct versions no_versions(void)
{
    return (struct versions){.program = ENTENTE_VERSION,
                             .schema = SCHEMA_VERSION,
                             .pipeline = PIPELINE_VERSION,
                             .codebook = "none",
                             .actors = "none",
                             .text = "none",
                             .model = "none"};
}

enum status versions_read(const char *lang_dir, const char *extra_dir, struct versions *out, struct fault *f)
{
    struct versions v = no_versions();
    if (codebook_part(lang_dir, extra_dir, &v, f) || hash_part(lang_dir, extra_dir, "actors", v.actors, f) ||
        hash_part(lang_dir, NULL, "text", v.text, f) || model_part(lang_dir, &v, f) ||
        filter_part(lang_dir, "filter", &v, f) || filter_part(lang_dir, "ledger", &v, f))
        return f->status;
    *out = v;
    return OK;
}

enum status versions_of(const struct pipeline *p, const char *lang_dir, const char *extra_dir, struct versions *out,
                        struct fault *f)
{
    struct versions v = no_versions();
    if (hash_part(lang_dir, extra_dir, "actors", v.actors, f) || hash_part(lang_dir, NULL, "text", v.text, f))
        return f->status;
    snprintf(v.codebook, sizeof v.codebook, "%.*s", STR_ARG(codebook_version(pipeline_codebook(p))));
    snprintf(v.model, sizeof v.model, "%s", pipeline_model_version(p));
    add_filter(&v, "filter", pipeline_filter(p));
    add_filter(&v, "ledger", pipeline_sieve(p));
    *out = v;
    return OK;
}

/* Adds the bytes of a file, and what it is read as, to the hash. */
static enum status hash_file(const char *path, uint64_t kind, uint64_t *hash, struct fault *f)
{
    struct file_map map;
    if (file_map(path, &map, f))
        return f->status;
    *hash = *hash * 0x100000001b3u ^ str_hash((struct str){map.data, (uint32_t)map.n_bytes}) ^ kind;
    file_unmap(&map);
    return OK;
}

enum status versions_add_dictionaries(struct versions *v, const struct dictionaries *more,
                                      const struct verb_dictionaries *verbs, struct fault *f)
{
    if (more->n_actors + more->n_agents > 0 || more->in_place) {
        uint64_t hash = str_hash(str_of(v->actors)) ^ more->in_place;
        for (uint32_t i = 0; i < more->n_actors; i++)
            if (hash_file(more->actors[i], 0, &hash, f))
                return f->status;
        for (uint32_t i = 0; i < more->n_agents; i++)
            if (hash_file(more->agents[i], 1, &hash, f))
                return f->status;
        snprintf(v->actors, sizeof v->actors, "%016llx", (unsigned long long)hash);
    }
    if (verbs->n > 0 || verbs->in_place) {
        uint64_t hash = str_hash(str_of(v->codebook)) ^ verbs->in_place;
        for (uint32_t i = 0; i < verbs->n; i++)
            if (hash_file(verbs->path[i], 0, &hash, f))
                return f->status;
        snprintf(v->codebook, sizeof v->codebook, "%016llx", (unsigned long long)hash);
    }
    return OK;
}

void versions_stamp(const struct versions *v, char out[VERSIONS_STAMP_BYTES])
{
    snprintf(out, VERSIONS_STAMP_BYTES, "pipeline %s, codebook %s, actors %s, text %s, model %s", v->pipeline,
             v->codebook, v->actors, v->text, v->model);
}
