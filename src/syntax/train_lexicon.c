/* The lexicon: every form of the treebanks with its lemmas, every word of the network with its row; and lemma rules by
 * ending. */
#include "base/utf8.h"
#include "syntax/train_int.h"

#include <stdlib.h>

enum {
    MIN_ENDING_TYPES = 2, /* forms that an ending must explain */
    MAX_EDIT_BYTES = 8,
};

struct reading { /* a (form, tag, lemma) with its count */
    uint32_t form, lemma, count;
    uint8_t tag;
};

struct builder {
    struct arena arena;
    const struct corpus *c;
    const struct network_file *n;
    struct map forms; /* normalised form -> index into form[] */
    ARRAY_OF(struct str) form;
    struct map lemmas;
    ARRAY_OF(struct str) lemma;
    struct map readings;
    ARRAY_OF(struct reading) reading;
    struct map pooled; /* string -> offset in the pool */
    uint16_t *row;     /* by form */
    struct lexicon_sections *out;
};

static uint32_t intern(struct builder *b, struct map *m, struct str s, bool is_form)
{
    uint32_t ix = map_find(m, s, NONE);
    if (ix != NONE)
        return ix;
    struct str own = str_copy(&b->arena, s);
    ix = m->n;
    *map_put(m, own, 0) = ix;
    *(is_form ? array_add(&b->arena, &b->form) : array_add(&b->arena, &b->lemma)) = own;
    return ix;
}

static uint32_t pool_add(struct builder *b, struct str s)
{
    uint32_t at = map_find(&b->pooled, s, NONE);
    if (at != NONE)
        return at;
    at = (uint32_t)b->out->pool.n;
    buf_add_str(&b->out->pool, s);
    buf_add_char(&b->out->pool, '\0');
    *map_put(&b->pooled, s, 0) = at;
    return at;
}

static void count_readings(struct builder *b)
{
    char low[MAX_FORM_BYTES];
    for (uint32_t i = 0; i < b->c->tok.n; i++) {
        const struct gold *g = &b->c->tok.v[i];
        struct str form = {low, form_normalise(g->form, low)};
        uint32_t form_ix = intern(b, &b->forms, form, true);
        if (g->lemma.n == 0 || g->lemma.n > MAX_FORM_BYTES || str_is(g->lemma, "_"))
            continue;
        struct str lemma = b->n->tag[g->tag].upos == UPOS_PROPN ? g->lemma : utf8_lower(&b->arena, g->lemma);
        uint32_t lemma_ix = intern(b, &b->lemmas, lemma, false);
        struct str key = str_format(&b->arena, "%u %u %u", form_ix, g->tag, lemma_ix);
        uint32_t *at = map_put(&b->readings, key, NONE);
        if (*at == NONE) {
            *at = b->reading.n;
            *array_add(&b->arena, &b->reading) = (struct reading){.form = form_ix, .lemma = lemma_ix, .tag = g->tag};
        }
        b->reading.v[*at].count++;
    }
}

/* By form, then tag, the commonest lemma first. */
static int by_form(const void *a, const void *b)
{
    const struct reading *x = a, *y = b;
    if (x->form != y->form)
        return x->form < y->form ? -1 : 1;
    if (x->tag != y->tag)
        return x->tag < y->tag ? -1 : 1;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->lemma < y->lemma ? -1 : x->lemma > y->lemma;
}

static void write_entries(struct builder *b)
{
    struct reading *r = b->reading.v;
    qsort(r, b->reading.n, sizeof *r, by_form);
    uint32_t at = 0;
    for (uint32_t form = 0; form < b->form.n; form++) {
        uint32_t end = at;
        while (end < b->reading.n && r[end].form == form)
            end++;
        struct lex_entry e = {.form_at = pool_add(b, b->form.v[form]),
                              .n_form = (uint8_t)b->form.v[form].n,
                              .first_lemma = (uint32_t)(b->out->lemma.n / sizeof(struct lex_lemma)),
                              .row = b->row[form]};
        for (uint32_t i = at; i < end && e.n_lemmas < UINT8_MAX; i++) {
            if (i > at && r[i].tag == r[i - 1].tag)
                continue;
            struct str lemma = b->lemma.v[r[i].lemma];
            struct lex_lemma l = {.at = pool_add(b, lemma), .n = (uint8_t)lemma.n, .tag = r[i].tag};
            buf_add(&b->out->lemma, (const char *)&l, sizeof l);
            e.n_lemmas++;
        }
        buf_add(&b->out->entry, (const char *)&e, sizeof e);
        at = end;
    }
}

static void write_slots(struct builder *b)
{
    uint32_t n_slots = 16;
    while (n_slots < b->form.n * 2)
        n_slots *= 2;
    uint32_t *slot = arena_zalloc(&b->arena, n_slots * sizeof *slot);
    for (uint32_t i = 0; i < b->form.n; i++) {
        uint32_t at = (uint32_t)lex_hash(b->form.v[i].s, b->form.v[i].n) & (n_slots - 1);
        while (slot[at])
            at = (at + 1) & (n_slots - 1);
        slot[at] = i + 1;
    }
    buf_add(&b->out->slot, (const char *)slot, n_slots * sizeof *slot);
}

/* ---- endings ---------------------------------------------------------------------------------------------------- */

struct edit {
    uint32_t key; /* of the ending with its tag */
    uint32_t strip;
    struct str add;
    uint32_t n_types;
    uint8_t n_suffix;
};

static int by_key(const void *a, const void *b)
{
    const struct edit *x = a, *y = b;
    if (x->n_suffix != y->n_suffix)
        return x->n_suffix < y->n_suffix ? -1 : 1;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->n_types != y->n_types)
        return x->n_types > y->n_types ? -1 : 1;
    return x->strip != y->strip ? (x->strip < y->strip ? -1 : 1) : str_compare(x->add, y->add);
}

static void write_endings(struct builder *b)
{
    struct map edits;
    map_init(&edits, &b->arena, 1 << 16);
    ARRAY_OF(struct edit) edit = {0};
    const struct reading *r = b->reading.v;
    for (uint32_t i = 0; i < b->reading.n; i++) {
        if (i > 0 && r[i].form == r[i - 1].form && r[i].tag == r[i - 1].tag)
            continue;
        struct str form = b->form.v[r[i].form], lemma = utf8_lower(&b->arena, b->lemma.v[r[i].lemma]);
        uint32_t common = 0;
        while (common < form.n && common < lemma.n && form.s[common] == lemma.s[common])
            common++;
        if (common == 0 || form.n - common > MAX_EDIT_BYTES || lemma.n - common > MAX_EDIT_BYTES)
            continue;
        for (uint32_t k = 0; k <= SUFFIX_BYTES && k <= form.n; k++) {
            uint32_t key = ending_key(form.s, form.n, k, r[i].tag);
            struct str add = str_slice(lemma, common, lemma.n);
            struct str name = str_format(&b->arena, "%u %u %u %.*s", k, key, form.n - common, STR_ARG(add));
            uint32_t *at = map_put(&edits, name, NONE);
            if (*at == NONE) {
                *at = edit.n;
                *array_add(&b->arena, &edit) = (struct edit){key, form.n - common, add, 0, (uint8_t)k};
            }
            edit.v[*at].n_types++;
        }
    }
    qsort(edit.v, edit.n, sizeof *edit.v, by_key);
    uint32_t n_kept = 0, n_slots = 16;
    for (uint32_t i = 0; i < edit.n; i++)
        if ((i == 0 || edit.v[i].key != edit.v[i - 1].key) && edit.v[i].n_types >= MIN_ENDING_TYPES)
            edit.v[n_kept++] = edit.v[i];
    while (n_slots < n_kept * 2)
        n_slots *= 2;
    struct ending *slot = arena_zalloc(&b->arena, n_slots * sizeof *slot);
    for (uint32_t i = 0; i < n_kept; i++) {
        const struct edit *e = &edit.v[i];
        uint32_t at = e->key & (n_slots - 1);
        while (slot[at].key && slot[at].key != e->key)
            at = (at + 1) & (n_slots - 1);
        if (slot[at].key == 0)
            slot[at] = (struct ending){
                .key = e->key, .strip = (uint16_t)e->strip, .n_add = (uint8_t)e->add.n, .add_at = pool_add(b, e->add)};
    }
    buf_add(&b->out->ending, (const char *)slot, n_slots * sizeof *slot);
}

/* ---- all together ------------------------------------------------------------------------------------------------ */

static void set_rows(struct builder *b)
{
    const struct network_file *n = b->n;
    uint32_t *form = arena_alloc(&b->arena, n->shape.n_words * sizeof *form);
    for (uint32_t i = 1; i < n->shape.n_words; i++)
        form[i] = intern(b, &b->forms, n->word[i], true);
    b->row = arena_zalloc(&b->arena, b->form.n * sizeof *b->row);
    for (uint32_t i = 1; i < n->shape.n_words; i++)
        b->row[form[i]] = (uint16_t)i;
}

void lexicon_build(const struct corpus *c, const struct network_file *n, struct lexicon_sections *out)
{
    struct builder b = {.c = c, .n = n, .out = out};
    *out = (struct lexicon_sections){0};
    arena_init(&b.arena, 0);
    map_init(&b.forms, &b.arena, 1 << 15);
    map_init(&b.lemmas, &b.arena, 1 << 15);
    map_init(&b.readings, &b.arena, 1 << 16);
    map_init(&b.pooled, &b.arena, 1 << 16);
    count_readings(&b);
    set_rows(&b);
    write_entries(&b);
    write_slots(&b);
    write_endings(&b);
    arena_release(&b.arena);
}

void lexicon_sections_release(struct lexicon_sections *s)
{
    buf_release(&s->pool);
    buf_release(&s->entry);
    buf_release(&s->slot);
    buf_release(&s->lemma);
    buf_release(&s->ending);
}
