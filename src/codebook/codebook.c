#include "codebook/codebook.h"

#include "base/file.h"
#include "base/utf8.h"
#include "codebook/codebook_int.h"
#include "record/names.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_FILE_BYTES = 16 * 1024 * 1024 };

static enum status cameo_read(struct codebook *c, struct str text, struct str file, struct fault *f)
{
    struct lines l = lines_of(text);
    while (lines_next(&l)) {
        struct str rest = l.line, column[6] = {0};
        for (unsigned i = 0; i < 6 && str_cut(&rest, '\t', &column[i]); i++)
            ;
        if (!column[1].s)
            return fault_set(f, ST_ENVIRONMENT, "%.*s:%u: a row is: code, Goldstein, type, mode, context, definition",
                             STR_ARG(file), l.number);
        float goldstein = column[1].n ? strtof(str_copy(&c->arena, column[1]).s, NULL) : NAN;
        *map_put(&c->cameo, column[0], 0) = c->cameo_row.n;
        *array_add(&c->arena, &c->cameo_row) =
            (struct cameo_row){column[0], column[3], column[5], event_type_of(column[2]), goldstein};
    }
    return OK;
}

/* "opinion 2 one can't help but": genre, weight, phrase */
static enum status genre_read(struct codebook *c, struct str text, struct str file, struct fault *f)
{
    struct lines l = lines_of(text);
    while (lines_next(&l)) {
        struct str rest = l.line, genre = STR_NONE, weight = STR_NONE;
        str_cut(&rest, ' ', &genre);
        str_cut(&rest, ' ', &weight);
        int g = GENRE_REPORT;
        bool at_line_start = rest.n && rest.s[0] == '^';
        rest = str_slice(rest, at_line_start, rest.n);
        while (g <= GENRE_TRANSCRIPT && !str_is(genre, genre_name((enum genre)g)))
            g++;
        if (g > GENRE_TRANSCRIPT || !rest.n || weight.n != 1 || weight.s[0] < '1' || weight.s[0] > '9')
            return fault_set(f, ST_ENVIRONMENT, "%.*s:%u: a sign of genre is: genre, weight 1 to 9, phrase",
                             STR_ARG(file), l.number);
        *array_add(&c->arena, &c->genre_sign) =
            (struct genre_sign){(enum genre)g, weight.s[0] - '0', at_line_start, utf8_lower(&c->arena, rest)};
    }
    return OK;
}

typedef enum status reader_fn(struct codebook *c, struct str text, struct str file, struct fault *f);

/* Files that are not entry files, in the order in which they must be read. */
static const struct {
    const char *name;
    reader_fn *read; /* NULL: another stage's business */
} SPECIAL[] = {
    {"cameo.tsv", cameo_read},        {"classes.txt", classes_read}, {"measures.txt", classes_read},
    {"contexts.txt", contexts_read},  {"genre.txt", genre_read},     {"signatures.txt", signatures_read},
    {"factuality.tsv", weights_read}, {"ledger.txt", ledger_read},   {"reporting.txt", NULL},
    {"speakers.txt", NULL},
};

static enum status read_one(struct codebook *c, const char *dir, struct str name, reader_fn *read, struct fault *f)
{
    struct buf path = {0}, content = {0};
    buf_printf(&path, "%s/%.*s", dir, STR_ARG(name));
    enum status status = OK;
    if (file_exists(path.s)) {
        status = file_read(path.s, MAX_FILE_BYTES, &content, f);
        if (!status) {
            struct str text = str_copy(&c->arena, buf_str(&content));
            c->hash = (c->hash ^ str_hash(text)) * 1099511628211u;
            status = read(c, text, name, f);
        }
    }
    buf_release(&path);
    buf_release(&content);
    return status;
}

/* own: its entries too, not only what they stand on. */
static enum status read_folder(struct codebook *c, const char *dir, bool own, struct fault *f)
{
    for (size_t i = 0; i < sizeof SPECIAL / sizeof SPECIAL[0]; i++)
        if (SPECIAL[i].read && read_one(c, dir, str_of(SPECIAL[i].name), SPECIAL[i].read, f))
            return f->status;
    struct str *name;
    uint32_t n;
    if (folder_list(dir, ".txt", &c->arena, &name, &n, f))
        return f->status;
    for (uint32_t i = 0; i < n; i++) {
        bool special = false;
        for (size_t k = 0; k < sizeof SPECIAL / sizeof SPECIAL[0]; k++)
            special |= str_is(name[i], SPECIAL[k].name);
        if (own && !special && read_one(c, dir, name[i], entries_read, f))
            return f->status;
    }
    return OK;
}

static void index_word(struct codebook *c, struct cb_refs *refs, const struct cb_word *w, uint32_t ref)
{
    if (w->cls >= MAX_CLASSES) {
        struct cb_refs *r = &refs[w->lemma];
        if (!r->v.n || r->v.v[r->v.n - 1] != ref)
            *array_add(&c->arena, &r->v) = ref;
        return;
    }
    /* An anchor that is a class: every member is an anchor. */
    for (uint32_t lemma = 1; lemma < c->n_member; lemma++)
        for (uint32_t p = 0; p < N_WORD_POS; p++)
            if (c->member[lemma][p][w->cls / 64] >> (w->cls % 64) & 1)
                *array_add(&c->arena, &refs[lemma].v) = ref;
}

static void build_index(struct codebook *c)
{
    size_t bytes = (c->n_lemmas + 1) * sizeof *c->entries_by_lemma;
    c->entries_by_lemma = arena_zalloc(&c->arena, bytes);
    c->ledger_by_lemma = arena_zalloc(&c->arena, bytes);
    c->signatures_by_lemma = arena_zalloc(&c->arena, bytes);
    for (uint32_t i = 0; i < c->entry.n; i++)
        for (uint32_t w = 0; w < c->entry.v[i].anchor.n; w++)
            index_word(c, c->entries_by_lemma, &c->entry.v[i].anchor.v[w], i);
    for (uint32_t i = 0; i < c->ledger.n; i++)
        for (uint32_t w = 0; w < c->ledger.v[i].anchor.n; w++)
            index_word(c, c->ledger_by_lemma, &c->ledger.v[i].anchor.v[w], i);
    for (uint32_t i = 0; i < c->signature.n; i++)
        index_word(c, c->signatures_by_lemma, &c->signature.v[i].word, i);
}

static enum status read_verbs(struct codebook *c, const char *path, struct fault *f)
{
    struct buf content = {0};
    enum status status = file_read(path, MAX_FILE_BYTES, &content, f);
    if (status) {
        f->status = status = ST_ENVIRONMENT; /* not one of the documents */
    } else {
        struct str text = str_copy(&c->arena, buf_str(&content));
        c->hash = (c->hash ^ str_hash(text)) * 1099511628211u;
        status = verb_dictionary_read(c, text, str_copy(&c->arena, str_of(path)), f);
    }
    buf_release(&content);
    return status;
}

enum status codebook_load(const char *dir, const char *extra_dir, struct codebook **out, struct fault *f)
{
    return codebook_load_with(dir, extra_dir, NULL, out, f);
}

enum status codebook_load_with(const char *dir, const char *extra_dir, const struct verb_dictionaries *more,
                               struct codebook **out, struct fault *f)
{
    struct codebook *c = calloc(1, sizeof *c);
    if (!c)
        out_of_memory(sizeof *c);
    arena_init(&c->arena, 0);
    map_init(&c->lemmas, &c->arena, 8192);
    map_init(&c->classes, &c->arena, MAX_CLASSES);
    map_init(&c->cameo, &c->arena, 512);
    map_init(&c->weight, &c->arena, 256);
    c->hash = 1469598103934665603u;
    c->support_class = class_number(c, STR("support"));
    enum status status = read_folder(c, dir, !more || !more->in_place, f);
    if (!status && extra_dir && file_is_folder(extra_dir))
        status = read_folder(c, extra_dir, true, f);
    for (uint32_t i = 0; !status && more && i < more->n; i++)
        status = read_verbs(c, more->path[i], f);
    if (!status)
        status = classes_build(c, f);
    if (status) {
        codebook_free(c);
        return status;
    }
    build_index(c);
    contexts_build(c);
    c->version = str_format(&c->arena, "%016llx", (unsigned long long)c->hash);
    *out = c;
    return OK;
}

void codebook_free(struct codebook *c)
{
    if (!c)
        return;
    arena_release(&c->arena);
    free(c);
}

struct str codebook_version(const struct codebook *c)
{
    return c->version;
}

const struct problems *codebook_verb_problems(const struct codebook *c)
{
    return &c->verb_problems;
}

uint32_t codebook_size(const struct codebook *c)
{
    return c->entry.n;
}

const struct codebook_entry *codebook_entry(const struct codebook *c, uint32_t i)
{
    return &c->entry.v[i].pub;
}

uint32_t codebook_ledger_size(const struct codebook *c)
{
    return c->ledger.n;
}

const struct codebook_entry *codebook_ledger_entry(const struct codebook *c, uint32_t i)
{
    return &c->ledger.v[i].pub;
}

float codebook_goldstein(const struct codebook *c, struct str cameo)
{
    uint32_t row = map_find(&c->cameo, cameo, NONE);
    return row == NONE ? NAN : c->cameo_row.v[row].goldstein;
}

struct str codebook_definition(const struct codebook *c, struct str cameo)
{
    uint32_t row = map_find(&c->cameo, cameo, NONE);
    return row == NONE ? STR_NONE : c->cameo_row.v[row].definition;
}

bool codebook_code(const struct codebook *c, uint32_t i, struct str *out_code, enum event_type *out_type)
{
    for (uint32_t k = 0; k < c->cameo_row.n; k++) {
        if (c->cameo_row.v[k].type == EV_NONE || i-- > 0)
            continue;
        *out_code = c->cameo_row.v[k].code;
        *out_type = c->cameo_row.v[k].type;
        return true;
    }
    return false;
}

bool codebook_genre_sign(const struct codebook *c, uint32_t i, struct genre_sign *out)
{
    if (i >= c->genre_sign.n)
        return false;
    *out = c->genre_sign.v[i];
    return true;
}
