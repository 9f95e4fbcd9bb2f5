#include "syntax/model.h"
#include "syntax/syntax_int.h"

#include <stdlib.h>

_Static_assert(sizeof(struct model_header) % 16 == 0, "sections begin at multiples of 16");
_Static_assert(sizeof(struct lex_entry) == 16 && sizeof(struct lex_lemma) == 8 && sizeof(struct ending) == 12,
               "as in the file");

struct section {
    const void *data;
    uint32_t n; /* elements */
};

static const uint32_t SECTION_SIZE[N_SECTIONS] = {
    /* bytes of an element */
    [SECTION_TAGS] = 1,
    [SECTION_LABELS] = 1,
    [SECTION_POOL] = 1,
    [SECTION_LEX_ENTRY] = sizeof(struct lex_entry),
    [SECTION_LEX_SLOT] = sizeof(uint32_t),
    [SECTION_LEX_LEMMA] = sizeof(struct lex_lemma),
    [SECTION_ENDING] = sizeof(struct ending),
    [SECTION_SHAPE] = sizeof(struct network_shape),
    [SECTION_TABLES] = sizeof(int8_t),
    [SECTION_BLOCKS] = sizeof(uint16_t),
    [SECTION_WEIGHTS] = sizeof(int8_t),
    [SECTION_NUMBERS] = sizeof(float),
    [SECTION_SUMS] = sizeof(int32_t),
};

/* ---- the network ------------------------------------------------------------------------------------------------- */

struct walk {
    struct section left[N_SECTIONS]; /* what is not taken yet */
    bool is_bad;                     /* something was not there, or not as it must be */
};

/* The next n elements of a section; NULL once the walk is bad. */
static const void *take(struct walk *w, enum model_section which, size_t n)
{
    struct section *left = &w->left[which];
    const void *at = left->data;
    w->is_bad |= n > left->n;
    if (w->is_bad)
        return NULL;
    left->data = (const char *)at + n * SECTION_SIZE[which];
    left->n -= (uint32_t)n;
    return at;
}

/* How many blocks a matrix has, where each strip has an even number of them. */
static size_t count_blocks(struct walk *w, const struct matrix *m)
{
    size_t n = 0;
    for (uint32_t i = 0; i < m->n_rows / LANE_ROWS && !w->is_bad; i++) {
        w->is_bad |= m->n_blocks[i] % 2 != 0;
        n += m->n_blocks[i];
    }
    return n;
}

static void take_matrix(struct walk *w, struct matrix *m, uint32_t n_rows, uint32_t n_cols)
{
    m->n_rows = rows_padded(n_rows);
    m->n_cols = n_cols;
    m->n_blocks = take(w, SECTION_BLOCKS, m->n_rows / LANE_ROWS);
    size_t n_blocks = count_blocks(w, m);
    m->col = take(w, SECTION_BLOCKS, n_blocks);
    for (size_t i = 0; i < n_blocks && !w->is_bad; i++)
        w->is_bad |= m->col[i] % LANE_COLS != 0 || m->col[i] >= n_cols;
    m->w = take(w, SECTION_WEIGHTS, n_blocks * LANE_BLOCK);
    m->scale = take(w, SECTION_NUMBERS, m->n_rows);
    m->bias = take(w, SECTION_NUMBERS, m->n_rows);
    m->sum = take(w, SECTION_SUMS, m->n_rows);
}

/* No numbers beyond these: sums and products of them stay finite, so scores can be compared. */
static bool numbers_sound(const float *v, size_t n)
{
    const float bound = 1e4f;
    bool sound = true;
    for (size_t i = 0; i < n; i++)
        sound &= v[i] >= -bound && v[i] <= bound;
    return sound;
}

/* Points the network, whose shape is set, into the sections; false when they are not what the shape asks for. The
 * writer (train_network.c) lays them out by the same walk. */
static bool network_bind(struct network *net, const struct section in[N_SECTIONS])
{
    static const enum model_section walked[] = {SECTION_TABLES, SECTION_BLOCKS, SECTION_WEIGHTS, SECTION_NUMBERS,
                                                SECTION_SUMS};
    const struct network_shape *s = &net->shape;
    struct walk w = {0};
    memcpy(w.left, in, sizeof w.left);
    size_t vector = 2 * (size_t)s->embed;
    net->word = take(&w, SECTION_TABLES, s->n_words * vector);
    net->gram = take(&w, SECTION_TABLES, (size_t)s->n_grams * s->embed);
    net->word_scale = take(&w, SECTION_NUMBERS, s->n_words);
    net->gram_scale = take(&w, SECTION_NUMBERS, s->n_grams);
    net->case_ = take(&w, SECTION_NUMBERS, N_SHAPES * vector);
    net->head_weight = take(&w, SECTION_NUMBERS, s->arc);
    net->root_arc = take(&w, SECTION_NUMBERS, s->arc);
    net->root_label = take(&w, SECTION_NUMBERS, s->label);
    for (uint32_t l = 0; l < s->n_layers; l++)
        take_matrix(&w, &net->layer[l], 6 * s->width, l == 0 ? 2 * s->embed : 2 * s->width);
    take_matrix(&w, &net->out, network_out_rows(s), 2 * s->width);
    take_matrix(&w, &net->bilinear, s->arc, s->arc);
    take_matrix(&w, &net->relation, s->n_labels, s->label);
    for (size_t i = 0; i < sizeof walked / sizeof *walked; i++)
        w.is_bad |= w.left[walked[i]].n != 0;
    return !w.is_bad && numbers_sound(in[SECTION_NUMBERS].data, in[SECTION_NUMBERS].n);
}

/* ---- loading ---------------------------------------------------------------------------------------------------- */

static bool lexicon_sound(const struct lexicon *l, uint32_t n_words, uint32_t n_tags)
{
    if ((l->n_slots & (l->n_slots - 1)) != 0 || (l->n_endings & (l->n_endings - 1)) != 0)
        return false;
    for (uint32_t i = 0; i < l->n_entries; i++) {
        const struct lex_entry *e = &l->entry[i];
        if (e->form_at > l->n_pool || e->n_form > l->n_pool - e->form_at || e->first_lemma > l->n_lemmas ||
            e->n_lemmas > l->n_lemmas - e->first_lemma || e->row >= n_words)
            return false;
    }
    for (uint32_t i = 0; i < l->n_slots; i++)
        if (l->slot[i] > l->n_entries)
            return false;
    for (uint32_t i = 0; i < l->n_lemmas; i++)
        if (l->lemma[i].at > l->n_pool || l->lemma[i].n > l->n_pool - l->lemma[i].at || l->lemma[i].tag >= n_tags)
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
        s->tag[s->n_tags++] = (struct tag){(uint8_t)xpos_of(xpos), (uint8_t)upos_of(line)};
    }
    return s->n_tags > 0;
}

static bool read_labels(struct syntax *s, struct str text)
{
    struct str line;
    while (str_cut(&text, '\n', &line)) {
        if (line.n == 0)
            continue;
        if (s->n_labels + 1 >= MAX_CLASSES)
            return false;
        s->label[s->n_labels++] = (uint8_t)deprel_of(line);
    }
    return s->n_labels > 1 && s->label[0] == REL_ROOT;
}

static bool read_sections(const struct syntax *s, struct section out[N_SECTIONS])
{
    const struct model_header *h = s->map.data;
    for (int i = 0; i < N_SECTIONS; i++) {
        uint64_t at = h->section[i].at, n_bytes = h->section[i].n_bytes;
        if (at % SECTION_ALIGN != 0 || at < sizeof *h || at > h->n_bytes || n_bytes > h->n_bytes - at ||
            n_bytes % SECTION_SIZE[i] != 0 || n_bytes > UINT32_MAX)
            return false;
        out[i].data = (const char *)s->map.data + at;
        out[i].n = (uint32_t)(n_bytes / SECTION_SIZE[i]);
    }
    return out[SECTION_SHAPE].n == 1;
}

static bool read_network(struct syntax *s, const struct section in[N_SECTIONS])
{
    struct network *net = &s->net;
    memcpy(&net->shape, in[SECTION_SHAPE].data, sizeof net->shape);
    if (!network_shape_sound(&net->shape) || net->shape.n_tags != s->n_tags || net->shape.n_labels != s->n_labels)
        return false;
    return network_bind(net, in);
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
    if (h->checksum != checksum_of(h + 1, s->map.n_bytes - sizeof *h))
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
    if (!read_network(s, in) || !lexicon_sound(&s->lex, s->net.shape.n_words, s->n_tags))
        return fault_set(f, ST_ENVIRONMENT, "%s is damaged: a table does not fit its section", path);
    syntax_use_lanes(s, lanes_best());
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

void syntax_use_lanes(struct syntax *s, const struct lanes *lanes)
{
    kept_products_free(s->net.kept);
    kept_trees_free(s->trees);
    s->net.lanes = lanes;
    s->net.kept = kept_products_new(s->net.shape.n_words, s->net.layer[0].n_rows);
    s->trees = kept_trees_new();
}

void syntax_free(struct syntax *s)
{
    if (!s)
        return;
    file_unmap(&s->map);
    kept_products_free(s->net.kept);
    kept_trees_free(s->trees);
    free(s);
}

const char *syntax_version(const struct syntax *s)
{
    return s->version;
}

struct syntax_facts syntax_describe(const struct syntax *s)
{
    const struct model_header *h = s->map.data;
    return (struct syntax_facts){.n_bytes = h->n_bytes,
                                 .n_tags = s->n_tags,
                                 .n_relations = s->n_labels,
                                 .n_forms = s->lex.n_entries,
                                 .n_words = s->net.shape.n_words,
                                 .n_weights = (uint32_t)h->section[SECTION_WEIGHTS].n_bytes,
                                 .processor = s->net.lanes->name};
}
