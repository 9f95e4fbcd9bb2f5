/* The lists of lang/en/text/: loading and looking up. */
#include "text/text_int.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

bool list_key_of(struct str word, struct list_key *out)
{
    if (word.n == 0 || word.n > LIST_MAX_WORD_BYTES)
        return false;
    out->n = 0;
    for (uint32_t i = 0; i < word.n; i++) {
        bool curly = i + 2 < word.n && memcmp(word.s + i, "\xE2\x80\x99", 3) == 0;
        char c = curly ? '\'' : word.s[i];
        out->s[out->n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        i += curly ? 2 : 0;
    }
    return true;
}

uint32_t list_get(const struct map *m, struct str word, uint32_t if_absent)
{
    struct list_key key;
    return list_key_of(word, &key) ? map_find(m, (struct str){key.s, key.n}, if_absent) : if_absent;
}

bool list_has(const struct map *m, struct str word)
{
    return list_get(m, word, 0) != 0;
}

/* A line of a list: a class and the words that belong to it. */
struct class_of {
    const char *name;
    struct map *map;
    uint32_t value;
};

static enum status load_classes(struct text_rules *r, const char *path, struct str text, const struct class_of *classes,
                                struct fault *f)
{
    (void)r;
    struct lines l = lines_of(text);
    while (lines_next(&l)) {
        struct str rest = l.line, word;
        str_cut(&rest, ' ', &word);
        const struct class_of *c = classes;
        while (c->name && !str_is(word, c->name))
            c++;
        if (!c->name)
            return fault_set(f, ST_ENVIRONMENT, "%s:%u: no such class: %.*s", path, l.number, STR_ARG(word));
        while (str_cut(&rest, ' ', &word))
            if (word.n)
                *map_put(c->map, word, c->value) = c->value;
    }
    return OK;
}

static enum status load_contractions(struct text_rules *r, const char *path, struct str text, struct fault *f)
{
    struct lines l = lines_of(text);
    while (lines_next(&l)) {
        struct str rest = l.line, word, piece;
        str_cut(&rest, ' ', &word);
        struct contraction c = {0};
        uint32_t at = 0;
        while (str_cut(&rest, '+', &piece) && c.n < MAX_PIECES) {
            piece = str_trim(piece);
            if (!piece.n || !str_eq(piece, str_slice(word, at, at + piece.n)))
                break;
            c.end[c.n++] = (uint8_t)(at += piece.n);
        }
        if (c.n < 2 || at != word.n || word.n > LIST_MAX_WORD_BYTES)
            return fault_set(f, ST_ENVIRONMENT, "%s:%u: the pieces do not spell the word: %.*s", path, l.number,
                             STR_ARG(l.line));
        *map_put(&r->contraction, word, 0) = r->contractions.n;
        *array_add(&r->arena, &r->contractions) = c;
    }
    return OK;
}

static enum status read_list(struct text_rules *r, const char *dir, const char *name, struct str *out_path,
                             struct str *out_text, struct fault *f)
{
    struct file_map m;
    *out_path = str_format(&r->arena, "%s/%s", dir, name);
    if (file_map(out_path->s, &m, f))
        return f->status;
    *out_text = str_copy(&r->arena, (struct str){m.data, (uint32_t)m.n_bytes});
    file_unmap(&m);
    return OK;
}

static enum status load_all(struct text_rules *r, const char *dir, struct fault *f)
{
    const struct class_of abbreviations[] = {
        {"title", &r->abbreviation, ABBR_TITLE}, {"number", &r->abbreviation, ABBR_NUMBER},
        {"date", &r->abbreviation, ABBR_DATE},   {"mid", &r->abbreviation, ABBR_MID},
        {"any", &r->abbreviation, ABBR_ANY},     {0}};
    const struct class_of hyphens[] = {{"prefix", &r->prefix, 1}, {"word", &r->hyphenated, 1}, {0}};
    const struct class_of units[] = {{"unit", &r->unit, 1}, {"money", &r->money_unit, 1}, {0}};
    const struct class_of web[] = {{"host", &r->host, 1}, {"file", &r->file, 1}, {0}};
    const struct class_of sentences[] = {{"starter", &r->starter, 1}, {"cue", &r->cue, 1}, {0}};
    const struct {
        const char *name;
        const struct class_of *classes;
    } list[] = {{"abbreviations.txt", abbreviations},
                {"hyphens.txt", hyphens},
                {"units.txt", units},
                {"web.txt", web},
                {"sentences.txt", sentences}};
    struct str path, text;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (read_list(r, dir, list[i].name, &path, &text, f) || load_classes(r, path.s, text, list[i].classes, f))
            return f->status;
    if (read_list(r, dir, "contractions.txt", &path, &text, f))
        return f->status;
    return load_contractions(r, path.s, text, f);
}

enum status text_rules_load(const char *dir, struct text_rules **out, struct fault *f)
{
    struct fault local;
    f = f ? f : &local;
    struct text_rules *r = calloc(1, sizeof *r);
    if (!r)
        out_of_memory(sizeof *r);
    arena_init(&r->arena, 0);
    struct map *maps[] = {&r->abbreviation, &r->contraction, &r->prefix, &r->hyphenated, &r->unit,
                          &r->money_unit,   &r->host,        &r->file,   &r->starter,    &r->cue};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        map_init(maps[i], &r->arena, 64);
    if (load_all(r, dir, f)) {
        text_rules_free(r);
        return f->status;
    }
    *out = r;
    return OK;
}

void text_rules_free(struct text_rules *r)
{
    if (!r)
        return;
    arena_release(&r->arena);
    free(r);
}
