#include "syntax/model.h"
#include "syntax/syntax_int.h"

#include <stdlib.h>

_Static_assert(sizeof(struct model_header) % 16 == 0, "sections begin at multiples of 16");
_Static_assert(sizeof(struct lex_entry) == 16 && sizeof(struct lex_lemma) == 8 && sizeof(struct ending) == 12,
               "as in the file");

static inline uint64_t checksum_word(const unsigned char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

uint64_t model_checksum(const void *data, size_t n_bytes)
{
    /* Four lanes, so that 20 MB take a few milliseconds. Guards against damage, not against malice. */
    const unsigned char *p = data;
    uint64_t lane[4] = {1, 2, 3, 4};
    size_t at = 0;
    for (; at + 32 <= n_bytes; at += 32)
        for (int k = 0; k < 4; k++)
            lane[k] = (lane[k] ^ checksum_word(p + at + 8 * k)) * 0x9E3779B97F4A7C15u + (lane[k] >> 29);
    uint64_t h = n_bytes;
    for (int k = 0; k < 4; k++)
        h = hash_join(h, lane[k]);
    for (; at < n_bytes; at++)
        h = hash_join(h, p[at]);
    return h;
}

/* ---- weights ---------------------------------------------------------------------------------------------------- */

static inline uint32_t bucket_of(const struct weights *w, uint64_t feature)
{
    return (uint32_t)(((feature & 0xFFFFFFFFu) * w->n_buckets) >> 32);
}

static inline void add_dense(const uint16_t *restrict stored, uint32_t n, int32_t *restrict score)
{
    for (uint32_t c = 0; c < n; c++)
        score[c] += (int16_t)stored[c];
}

void weights_add(const struct weights *w, const uint64_t *feature, uint32_t n, int32_t *score)
{
    /* Most of the time goes into waiting for memory: ask for everything first. */
    uint32_t bucket[MAX_PARSE_FEATURES];
    for (uint32_t i = 0; i < n; i++) {
        bucket[i] = bucket_of(w, feature[i]);
        __builtin_prefetch(&w->bucket[bucket[i]]);
    }
    for (uint32_t i = 0; i < n; i++)
        __builtin_prefetch(&w->stream[w->bucket[bucket[i]]]);
    for (uint32_t i = 0; i < n; i++) {
        uint16_t print = (uint16_t)(feature[i] >> 48);
        const uint16_t *at = w->stream + w->bucket[bucket[i]], *end = w->stream + w->bucket[bucket[i] + 1];
        while (at < end) {
            uint32_t entries = at[1];
            bool dense = entries == WEIGHTS_DENSE;
            uint32_t n_units = dense ? w->n_classes : (entries + 1) / 2 + entries;
            if (at[0] != print) {
                at += 2 + n_units;
                continue;
            }
            if (dense) {
                add_dense(at + 2, w->n_classes, score);
                break;
            }
            const unsigned char *class_of = (const unsigned char *)(at + 2);
            const uint16_t *weight = at + 2 + (entries + 1) / 2;
            for (uint32_t k = 0; k < entries; k++)
                score[class_of[k]] += (int16_t)weight[k];
            break;
        }
    }
}

/* Every record must end inside its bucket: after this check reading needs none. */
static bool weights_sound(const struct weights *w)
{
    if (w->n_buckets == 0 || w->n_classes > MAX_CLASSES || w->bucket[0] != 0 || w->bucket[w->n_buckets] != w->n_stream)
        return false;
    for (uint32_t b = 0; b < w->n_buckets; b++) {
        uint32_t at = w->bucket[b], end = w->bucket[b + 1];
        if (end < at || end > w->n_stream)
            return false;
        while (at < end) {
            if (end - at < 2)
                return false;
            uint32_t entries = w->stream[at + 1];
            uint32_t n_units = entries == WEIGHTS_DENSE ? w->n_classes : (entries + 1) / 2 + entries;
            if (n_units > end - at - 2)
                return false;
            at += 2 + n_units;
        }
    }
    return true;
}

/* ---- loading ---------------------------------------------------------------------------------------------------- */

struct section {
    const void *data;
    uint32_t n; /* elements */
};

static bool lexicon_sound(const struct lexicon *l)
{
    if ((l->n_slots & (l->n_slots - 1)) != 0 || (l->n_endings & (l->n_endings - 1)) != 0)
        return false;
    for (uint32_t i = 0; i < l->n_entries; i++) {
        const struct lex_entry *e = &l->entry[i];
        if (e->form_at > l->n_pool || e->n_form > l->n_pool - e->form_at || e->first_lemma > l->n_lemmas ||
            e->n_lemmas > l->n_lemmas - e->first_lemma)
            return false;
    }
    for (uint32_t i = 0; i < l->n_slots; i++)
        if (l->slot[i] > l->n_entries)
            return false;
    for (uint32_t i = 0; i < l->n_lemmas; i++)
        if (l->lemma[i].at > l->n_pool || l->lemma[i].n > l->n_pool - l->lemma[i].at)
            return false;
    for (uint32_t i = 0; i < l->n_endings; i++)
        if (l->ending[i].add_at > l->n_pool || l->ending[i].n_add > l->n_pool - l->ending[i].add_at)
            return false;
    return true;
}

static bool read_tags(struct syntax *s, struct str text)
{
    struct str line, xpos;
    while (str_cut(&text, '\n', &line)) {
        if (line.n == 0)
            continue;
        if (s->n_tags + 1 >= MAX_CLASSES || !str_cut(&line, ' ', &xpos))
            return false;
        s->tag[++s->n_tags] = (struct tag){(uint8_t)xpos_of(xpos), (uint8_t)upos_of(line)};
    }
    return s->n_tags > 0;
}

static bool read_labels(struct syntax *s, struct str text)
{
    struct str line;
    while (str_cut(&text, '\n', &line)) {
        if (line.n == 0)
            continue;
        if (s->n_labels >= (MAX_CLASSES - 1) / 2)
            return false;
        s->label[s->n_labels++] = (uint8_t)deprel_of(line);
    }
    return s->n_labels > 1 && s->label[0] == REL_ROOT;
}

static bool read_sections(const struct syntax *s, struct section out[N_SECTIONS])
{
    static const uint32_t size[N_SECTIONS] = {
        1, 1, 1, sizeof(struct lex_entry), 4, sizeof(struct lex_lemma), sizeof(struct ending), 4, 2, 4, 2};
    const struct model_header *h = s->map.data;
    for (int i = 0; i < N_SECTIONS; i++) {
        uint64_t at = h->section[i].at, n_bytes = h->section[i].n_bytes;
        if (at % 16 != 0 || at < sizeof *h || at > h->n_bytes || n_bytes > h->n_bytes - at || n_bytes % size[i] != 0 ||
            n_bytes > UINT32_MAX)
            return false;
        out[i].data = (const char *)s->map.data + at;
        out[i].n = (uint32_t)(n_bytes / size[i]);
    }
    return out[SECTION_TAGGER_BUCKET].n > 1 && out[SECTION_PARSER_BUCKET].n > 1;
}

static enum status model_read(struct syntax *s, const char *path, struct fault *f)
{
    const struct model_header *h = s->map.data;
    if (s->map.n_bytes < sizeof *h || memcmp(h->magic, MODEL_MAGIC, sizeof h->magic) != 0)
        return fault_set(f, ST_ENVIRONMENT, "%s is not a syntax model", path);
    const uint16_t one = 1;
    if (*(const unsigned char *)&one != 1)
        return fault_set(f, ST_ENVIRONMENT, "%s cannot be used on a big-endian machine", path);
    if (h->format != MODEL_FORMAT || h->n_sections != N_SECTIONS)
        return fault_set(f, ST_ENVIRONMENT, "%s has model format %u; this program reads format %d", path, h->format,
                         MODEL_FORMAT);
    if (h->n_bytes != s->map.n_bytes)
        return fault_set(f, ST_ENVIRONMENT, "%s is cut off or longer than it says (%zu bytes)", path, s->map.n_bytes);
    if (h->checksum != model_checksum(h + 1, s->map.n_bytes - sizeof *h))
        return fault_set(f, ST_ENVIRONMENT, "%s is damaged: its checksum is wrong", path);
    struct section in[N_SECTIONS];
    if (!read_sections(s, in) || h->version[sizeof h->version - 1] != '\0')
        return fault_set(f, ST_ENVIRONMENT, "%s is damaged: a section lies outside the file", path);
    memcpy(s->version, h->version, sizeof s->version);
    if (!read_tags(s, (struct str){in[SECTION_TAGS].data, in[SECTION_TAGS].n}) ||
        !read_labels(s, (struct str){in[SECTION_LABELS].data, in[SECTION_LABELS].n}))
        return fault_set(f, ST_ENVIRONMENT, "%s is damaged: its tag or relation list cannot be used", path);
    s->lex = (struct lexicon){.entry = in[SECTION_LEX_ENTRY].data,
                              .n_entries = in[SECTION_LEX_ENTRY].n,
                              .slot = in[SECTION_LEX_SLOT].data,
                              .n_slots = in[SECTION_LEX_SLOT].n,
                              .lemma = in[SECTION_LEX_LEMMA].data,
                              .n_lemmas = in[SECTION_LEX_LEMMA].n,
                              .ending = in[SECTION_ENDING].data,
                              .n_endings = in[SECTION_ENDING].n,
                              .pool = in[SECTION_POOL].data,
                              .n_pool = in[SECTION_POOL].n};
    s->tagger = (struct weights){in[SECTION_TAGGER_BUCKET].data, in[SECTION_TAGGER_BUCKET].n - 1,
                                 in[SECTION_TAGGER_STREAM].data, in[SECTION_TAGGER_STREAM].n, s->n_tags + 1};
    s->parser = (struct weights){in[SECTION_PARSER_BUCKET].data, in[SECTION_PARSER_BUCKET].n - 1,
                                 in[SECTION_PARSER_STREAM].data, in[SECTION_PARSER_STREAM].n, 1 + 2 * s->n_labels};
    if (!lexicon_sound(&s->lex) || !weights_sound(&s->tagger) || !weights_sound(&s->parser))
        return fault_set(f, ST_ENVIRONMENT, "%s is damaged: a table points outside its section", path);
    return OK;
}

enum status syntax_load(const char *path, struct syntax **out, struct fault *f)
{
    struct syntax *s = calloc(1, sizeof *s);
    if (!s)
        out_of_memory(sizeof *s);
    if (file_map(path, &s->map, f)) {
        free(s);
        return f->status;
    }
    enum status status = model_read(s, path, f);
    if (status) {
        syntax_free(s);
        return status;
    }
    *out = s;
    return OK;
}

void syntax_free(struct syntax *s)
{
    if (!s)
        return;
    file_unmap(&s->map);
    free(s);
}

const char *syntax_version(const struct syntax *s)
{
    return s->version;
}
