/* The lists as a file: a header that says for which program and which text files it holds, then the arrays of struct
 * actors as they are in memory. It is a cache: what does not fit exactly is not used, and the text is read instead. */
#include "actor/actor_int.h"
#include "base/checksum.h"

#include <stdlib.h>

static const char MAGIC[8] = "EntLists";

enum { N_PARTS = 12, ALIGNMENT = 16 };

struct part_place {
    uint64_t at; /* from the start of the file */
    uint32_t n, size;
};

struct header {
    char magic[8];
    uint64_t program, source; /* hashes: of the code that reads the lists, of the lists */
    uint64_t n_bytes, checksum;
    uint32_t n_links, n_words, n_countries, spare[3];
    struct part_place part[N_PARTS];
};
_Static_assert(sizeof(struct header) % ALIGNMENT == 0, "the first part is aligned");

struct part { /* one array of struct actors */
    void **v;
    uint32_t *n, *cap;
    uint32_t size; /* of an element */
};

static void parts_of(struct actors *a, struct part out[N_PARTS])
{
#define PART(array)                                                                                                    \
    {                                                                                                                  \
        (void **)&(array).v, &(array).n, &(array).cap, sizeof *(array).v                                               \
    }
    struct part parts[N_PARTS] = {PART(a->pool),      PART(a->file),  PART(a->entry),        PART(a->role),
                                  PART(a->box),       PART(a->sense), PART(a->node),         PART(a->word_class),
                                  PART(a->word.slot), PART(a->link),  PART(a->country.slot), PART(a->problem)};
#undef PART
    memcpy(out, parts, sizeof parts);
}

static uint64_t program_hash(void)
{
    const uint16_t one = 1; /* the order of bytes */
    return checksum_of(ENTENTE_LISTS_CODE, sizeof ENTENTE_LISTS_CODE) ^ *(const unsigned char *)&one ^
           sizeof(struct entry) << 8 ^ sizeof(struct sense) << 16;
}

/* ---- is what a damaged or forged file says within its bounds? ---------------------------------------------------- */

static bool pooled_in(const struct actors *a, struct pooled p)
{
    return p.at <= a->pool.n && p.n <= a->pool.n - p.at;
}

/* Any other byte in a bool is undefined behaviour. */
static bool bool_sound(const bool *b)
{
    unsigned char byte;
    memcpy(&byte, b, 1);
    return byte <= 1;
}

static bool entries_sound(const struct actors *a)
{
    for (uint32_t i = 0; i < a->role.n; i++)
        if (!pooled_in(a, a->role.v[i].code) || !pooled_in(a, a->role.v[i].office))
            return false;
    for (uint32_t i = 0; i < a->box.n; i++)
        if (!pooled_in(a, a->box.v[i].code))
            return false;
    for (uint32_t i = 0; i < a->file.n; i++)
        if (!pooled_in(a, a->file.v[i]))
            return false;
    for (uint32_t i = 0; i < a->problem.n; i++)
        if (!pooled_in(a, a->problem.v[i]))
            return false;
    for (uint32_t i = 0; i < a->entry.n; i++) {
        const struct entry *e = &a->entry.v[i];
        if ((unsigned)e->kind >= N_ENTRY_KINDS || (unsigned)e->refer > REFER_PERSON || e->file >= a->file.n ||
            e->first_role > a->role.n || e->n_roles > a->role.n - e->first_role || !pooled_in(a, e->code) ||
            !pooled_in(a, e->name) || !pooled_in(a, e->home) || !pooled_in(a, e->sector) ||
            !pooled_in(a, e->place_type) || !pooled_in(a, e->acts) || !bool_sound(&e->prefix) ||
            !bool_sound(&e->institution))
            return false;
    }
    return a->entry.n > 0;
}

static bool map_sound(const struct actors *a, const struct pool_map *m, uint32_t n_values)
{
    uint32_t n_keys = 0;
    for (uint32_t i = 0; i < m->slot.n; i++) {
        const struct pool_slot *s = &m->slot.v[i];
        n_keys += s->hash != 0;
        if (s->hash && (!pooled_in(a, s->key) || s->value >= n_values))
            return false;
    }
    return n_keys == m->n_keys && n_keys < m->slot.n && (m->slot.n & (m->slot.n - 1)) == 0;
}

/* What a sense or an edge leads to always came later, so that no chain goes round. */
static bool names_sound(const struct actors *a)
{
    uint32_t n_links = 0;
    for (uint32_t i = 0; i < a->link.n; i++) {
        const struct link *l = &a->link.v[i];
        n_links += l->word != 0;
        if (l->word && (l->word >= a->word_class.n || l->node >= l->child || l->child >= a->node.n))
            return false;
    }
    for (uint32_t i = 0; i < a->node.n; i++)
        if ((a->node.v[i].first_sense != NONE && a->node.v[i].first_sense >= a->sense.n) ||
            !bool_sound(&a->node.v[i].inner))
            return false;
    for (uint32_t i = 0; i < a->sense.n; i++) {
        const struct sense *s = &a->sense.v[i];
        if ((s->next != NONE && (s->next <= i || s->next >= a->sense.n)) || s->entry >= a->entry.n ||
            !pooled_in(a, s->form) || !pooled_in(a, s->code) || s->kind > SENSE_LAST || s->n_pieces > MAX_NAME_PIECES ||
            !bool_sound(&s->needs_hyphen) || !bool_sound(&s->needs_article))
            return false;
    }
    return n_links == a->n_links && n_links < a->link.n && (a->link.n & (a->link.n - 1)) == 0 && a->node.n > 0 &&
           a->sense.n > 0 && a->word_class.n > 0;
}

static bool lists_sound(const struct actors *a)
{
    return entries_sound(a) && map_sound(a, &a->word, a->word_class.n) && map_sound(a, &a->country, a->entry.n) &&
           names_sound(a);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static bool header_fits(const struct file_map *map, uint64_t source_hash)
{
    const struct header *h = map->data;
    return map->n_bytes >= sizeof *h && memcmp(h->magic, MAGIC, sizeof MAGIC) == 0 && h->program == program_hash() &&
           h->source == source_hash && h->n_bytes == map->n_bytes &&
           h->checksum == checksum_of(h + 1, map->n_bytes - sizeof *h);
}

/* Points the arrays into the file; false when one lies outside. */
static bool bind(struct actors *a, const struct file_map *map)
{
    const struct header *h = map->data;
    struct part part[N_PARTS];
    parts_of(a, part);
    for (int i = 0; i < N_PARTS; i++) {
        const struct part_place *p = &h->part[i];
        if (p->size != part[i].size || p->at % ALIGNMENT || p->at > map->n_bytes ||
            p->n > (map->n_bytes - p->at) / p->size)
            return false;
        union { /* read-only all the same: compiled_thaw comes before any change */
            const char *in;
            void *out;
        } at = {(const char *)map->data + p->at};
        *part[i].v = at.out;
        *part[i].n = *part[i].cap = p->n;
    }
    a->n_links = h->n_links;
    a->word.n_keys = h->n_words;
    a->country.n_keys = h->n_countries;
    return true;
}

bool compiled_open(struct actors *a, const char *path, uint64_t source_hash)
{
    struct file_map map;
    struct fault none;
    if (!file_exists(path) || file_map(path, &map, &none))
        return false;
    struct actors view = {0};
    if (!header_fits(&map, source_hash) || !bind(&view, &map) || !lists_sound(&view)) {
        file_unmap(&map);
        return false;
    }
    view.arena = a->arena;
    view.compiled = map;
    *a = view;
    return true;
}

void compiled_thaw(struct actors *a)
{
    if (!a->compiled.data)
        return;
    struct part part[N_PARTS];
    parts_of(a, part);
    for (int i = 0; i < N_PARTS; i++) {
        size_t n_bytes = (size_t)*part[i].n * part[i].size;
        void *copy = arena_alloc(&a->arena, n_bytes + 1);
        memcpy(copy, *part[i].v, n_bytes);
        *part[i].v = copy;
    }
    file_unmap(&a->compiled);
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

static void pad(struct buf *b)
{
    static const char zero[ALIGNMENT] = {0};
    buf_add(b, zero, (ALIGNMENT - b->n % ALIGNMENT) % ALIGNMENT);
}

enum status compiled_write(const struct actors *a, const char *path, uint64_t source_hash, struct fault *f)
{
    struct actors view = *a; /* parts_of wants to be able to change what it lists */
    struct part part[N_PARTS];
    parts_of(&view, part);
    struct header h = {.program = program_hash(),
                       .source = source_hash,
                       .n_links = a->n_links,
                       .n_words = a->word.n_keys,
                       .n_countries = a->country.n_keys};
    memcpy(h.magic, MAGIC, sizeof MAGIC);
    struct buf out = {0};
    buf_add(&out, (const char *)&h, sizeof h);
    for (int i = 0; i < N_PARTS; i++) {
        h.part[i] = (struct part_place){out.n, *part[i].n, part[i].size};
        if (*part[i].n)
            buf_add(&out, *part[i].v, (size_t)*part[i].n * part[i].size);
        pad(&out);
    }
    h.n_bytes = out.n;
    h.checksum = checksum_of(out.s + sizeof h, out.n - sizeof h);
    memcpy(out.s, &h, sizeof h);
    enum status bad = file_write(path, buf_str(&out), f);
    buf_release(&out);
    return bad;
}
