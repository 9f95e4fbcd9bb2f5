/* The model file and the scores it gives. */
#include "base/file.h"
#include "event/classify_int.h"
#include "record/names.h"

#include <math.h>
#include <stdlib.h>

struct classifier {
    struct file_map file;
    const struct relation_header *header;
    const struct relation_row *row;
};

uint32_t relation_checksum(const void *data, size_t n_bytes)
{
    const unsigned char *at = data;
    uint32_t h = 0x811c9dc5u;
    for (size_t i = 0; i < n_bytes; i++)
        h = (h ^ at[i]) * 0x01000193u;
    return h;
}

/* The program's list of types may grow or be reordered; a model that was made for another one must not be read as ours.
 */
void relation_classes(char out[192])
{
    struct buf names = {0};
    buf_add_str(&names, STR("NONE"));
    for (int t = 1; t < N_EVENT_TYPES; t++)
        buf_printf(&names, " %s", event_type_name((enum event_type)t));
    memset(out, 0, 192);
    memcpy(out, names.s, names.n < 191 ? names.n : 191);
    buf_release(&names);
}

static const char *what_is_wrong(const struct file_map *file)
{
    const struct relation_header *h = file->data;
    char classes[192];
    if (file->n_bytes < sizeof *h || memcmp(h->magic, RELATION_MAGIC, sizeof h->magic) != 0)
        return "not a relation model";
    if (h->format != RELATION_FORMAT)
        return "of another format";
    if (!h->n_slots || (h->n_slots & (h->n_slots - 1)) != 0 ||
        file->n_bytes != sizeof *h + (size_t)h->n_slots * sizeof(struct relation_row))
        return "cut off or damaged: its length is not what it says";
    relation_classes(classes);
    if (h->n_classes != N_RELATIONS || memcmp(h->classes, classes, sizeof classes) != 0)
        return "made for other event types";
    if (h->checksum != relation_checksum(h + 1, file->n_bytes - sizeof *h))
        return "damaged: its checksum is wrong";
    if (h->version[sizeof h->version - 1])
        return "damaged: its version does not end";
    const struct relation_row *row = (const void *)(h + 1); /* a search must come to an end */
    uint32_t n_free = 0;
    for (uint32_t i = 0; i < h->n_slots; i++)
        n_free += row[i].key == 0;
    return n_free ? NULL : "damaged: its table is full";
}

enum status classifier_load(const char *path, struct classifier **out, struct fault *f)
{
    struct file_map file;
    if (file_map(path, &file, f))
        return f->status;
    const char *wrong = what_is_wrong(&file);
    if (wrong) {
        file_unmap(&file);
        return fault_set(f, ST_ENVIRONMENT, "%s: %s", path, wrong);
    }
    struct classifier *c = calloc(1, sizeof *c);
    if (!c)
        out_of_memory(sizeof *c);
    c->file = file;
    c->header = file.data;
    c->row = (const void *)(c->header + 1);
    *out = c;
    return OK;
}

void classifier_free(struct classifier *c)
{
    if (!c)
        return;
    file_unmap(&c->file);
    free(c);
}

const char *classifier_version(const struct classifier *c)
{
    return c->header->version;
}

/* ---- scores ------------------------------------------------------------------------------------------------- */

static const struct relation_row *row_find(const struct classifier *c, uint64_t key)
{
    uint32_t mask = c->header->n_slots - 1;
    for (uint32_t i = (uint32_t)key & mask;; i = (i + 1) & mask) {
        if (c->row[i].key == key)
            return &c->row[i];
        if (!c->row[i].key)
            return NULL;
    }
}

void relation_probabilities(float z[N_RELATIONS])
{
    float max = z[1], sum = 0;
    z[EV_NONE] = 1 / (1 + expf(-z[EV_NONE]));
    for (int k = 2; k < N_RELATIONS; k++)
        max = z[k] > max ? z[k] : max;
    for (int k = 1; k < N_RELATIONS; k++)
        sum += z[k] = expf(z[k] - max);
    for (int k = 1; k < N_RELATIONS; k++)
        z[k] /= sum;
}

float classifier_none_weight(const struct classifier *c, const struct feature *feature)
{
    const struct relation_row *row = row_find(c, feature->key);
    return row ? feature->value * row->scale * (float)row->weight[EV_NONE] : 0;
}

float classifier_none(const struct classifier *c, const struct features *fs)
{
    float z = 0;
    for (uint32_t i = 0; i < fs->n; i++)
        z += classifier_none_weight(c, &fs->v[i]);
    return 1 / (1 + expf(-z));
}

void classify_pair(const struct classifier *c, const struct codebook *codebook, const struct doc *d,
                   const struct pair *pair, float p[N_EVENT_TYPES])
{
    struct features fs;
    features_of(codebook, d, pair, VIEW_ALL, NULL, &fs);
    memset(p, 0, N_RELATIONS * sizeof *p);
    for (uint32_t i = 0; i < fs.n; i++) {
        const struct relation_row *row = row_find(c, fs.v[i].key);
        float value = row ? fs.v[i].value * row->scale : 0;
        for (int k = 0; row && k < N_RELATIONS; k++)
            p[k] += value * (float)row->weight[k];
    }
    relation_probabilities(p);
}

void classify_mentions(const struct classifier *c, const struct codebook *codebook, const struct doc *d,
                       uint32_t source_mention, uint32_t target_mention, float p[N_EVENT_TYPES])
{
    const uint32_t side[] = {source_mention, target_mention};
    struct span span[2] = {SPAN_NONE, SPAN_NONE};
    for (int i = 0; i < 2; i++)
        if (side[i] != NONE)
            span[i] = d->mention.v[side[i]].span;
    classify_pair(c, codebook, d, &(struct pair){span[0], span[1]}, p);
}

/* ---- reasons ------------------------------------------------------------------------------------------------ */

struct str classify_reasons(const struct classifier *c, const struct codebook *codebook, const struct doc *d,
                            const struct pair *pair, enum event_type type, uint32_t n_reasons, struct arena *arena)
{
    struct features fs;
    struct str all = STR_NONE;
    features_of(codebook, d, pair, VIEW_ALL, arena, &fs);
    float said[MAX_FEATURES]; /* how much more than for the average type */
    for (uint32_t i = 0; i < fs.n; i++) {
        const struct relation_row *row = row_find(c, fs.v[i].key);
        float sum = 0;
        for (int k = 1; row && k < N_RELATIONS; k++)
            sum += (float)row->weight[k];
        said[i] = row ? fs.v[i].value * row->scale * ((float)row->weight[type] - sum / (N_RELATIONS - 1)) : 0;
    }
    for (uint32_t n = 0; n < n_reasons; n++) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < fs.n; i++)
            best = said[i] > said[best] ? i : best;
        if (!fs.n || said[best] <= 0)
            break;
        all = str_format(arena, "%.*s%s%.*s", STR_ARG(all), n ? ", " : "", STR_ARG(fs.name[best]));
        said[best] = 0;
    }
    return all;
}
