/* The cue lexicon and the classes of speakers: loading and looking up. */
#include "statement/statement_int.h"

#include "base/file.h"
#include "record/names.h"

#include <stdlib.h>

static const struct {
    const char *name;
    uint8_t value;
} FLAGS[] = {{"question", CUE_QUESTION}, {"demand", CUE_DEMAND},   {"deny", CUE_DENY},      {"believe", CUE_BELIEVE},
             {"topic", CUE_TOPIC},       {"foresee", CUE_FORESEE}, {"goes_on", CUE_GOES_ON}},
  CLASSES[] = {{"anonymous", CLASS_ANONYMOUS}, {"media", CLASS_MEDIA},     {"document", CLASS_DOCUMENT},
               {"venue", CLASS_VENUE},         {"channel", CLASS_CHANNEL}, {"day", CLASS_DAY},
               {"asks", CLASS_ASKS},           {"answers", CLASS_ANSWERS}};

static struct str lower_copy(struct arena *a, struct str s)
{
    char *out = arena_copy(a, s.s, s.n);
    for (uint32_t i = 0; i < s.n; i++)
        out[i] = (char)(out[i] >= 'A' && out[i] <= 'Z' ? out[i] + 32 : out[i]);
    return (struct str){out, s.n};
}

uint8_t reporting_class(const struct reporting *r, struct str word)
{
    char key[48];
    if (word.n > sizeof key)
        return 0;
    for (uint32_t i = 0; i < word.n; i++)
        key[i] = (char)(word.s[i] >= 'A' && word.s[i] <= 'Z' ? word.s[i] + 32 : word.s[i]);
    return (uint8_t)map_find(&r->class, (struct str){key, word.n}, 0);
}

/* Cuts the words of the cue off: up to a blank behind ".v" and its kind. */
static bool cut_words(struct str *line, struct str *out)
{
    for (uint32_t i = 0; i + 1 < line->n; i++) {
        bool end = i + 2 == line->n || line->s[i + 2] == ' ';
        if (line->s[i] == '.' && strchr("vnarp", line->s[i + 1]) && end && i > 0) {
            *out = str_slice(*line, 0, i + 2);
            *line = str_trim(str_slice(*line, i + 2, line->n));
            return true;
        }
    }
    return false;
}

static void add_entry(struct reporting *r, struct str words, struct cue_entry e)
{
    e.pos = words.s[words.n - 1];
    words = lower_copy(&r->arena, str_slice(words, 0, words.n - 2));
    for (uint32_t i = 0; i < words.n; i++) /* carry_out.v and carry out.v are the same */
        if (words.s[i] == '_')
            words = str_format(&r->arena, "%.*s %.*s", (int)i, words.s, (int)(words.n - i - 1), words.s + i + 1);
    e.rest = words;
    str_cut(&e.rest, ' ', &e.lemma);
    e.rest = str_trim(e.rest);
    struct str key = str_format(&r->arena, "%.*s.%c", STR_ARG(e.lemma), e.pos);
    uint32_t *first = map_put(&r->cue, key, NONE);
    r->begins[(unsigned char)key.s[0]] |= reporting_pos(e.pos);
    e.next = *first;
    *first = r->entry.n;
    *array_add(&r->arena, &r->entry) = e;
}

static enum status read_cue(struct reporting *r, const char *name, const char *path, const struct lines *l,
                            struct fault *f)
{
    struct str rest = l->line, words, word;
    if (!cut_words(&rest, &words))
        return fault_set(f, ST_ENVIRONMENT, "%s:%u: wanted a word with its part of speech, as in say.v: %.*s", path,
                         l->number, STR_ARG(l->line));
    struct cue_entry e = {.rule = str_format(&r->arena, "%s:%u", name, l->number)};
    while (str_cut(&rest, ' ', &word)) {
        bool known = word.n == 0 || str_is(word, "neutral") || str_is(word, ":");
        if (str_is(word, "positive") || str_is(word, "negative")) {
            e.stance = str_is(word, "positive") ? 1 : -1;
            known = true;
        }
        if (stance_kind_of(word) != STANCE_NONE) {
            e.kind = stance_kind_of(word);
            known = true;
        }
        struct str digits = word;
        if (digits.n == 2 && (digits.s[0] == '-' || digits.s[0] == '+'))
            digits = str_slice(word, 1, 2);
        if (digits.n == 1 && digits.s[0] >= '0' && digits.s[0] <= '3') {
            e.certainty = (int8_t)(word.s[0] == '-' ? '0' - digits.s[0] : digits.s[0] - '0');
            known = true;
        }
        for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++) {
            if (str_is(word, FLAGS[i].name)) {
                e.flags |= FLAGS[i].value;
                known = true;
            }
        }
        if (!known)
            return fault_set(f, ST_ENVIRONMENT, "%s:%u: no stance, certainty or flag: %.*s", path, l->number,
                             STR_ARG(word));
    }
    while (str_cut(&words, '|', &word)) {
        word = str_trim(word);
        if (word.n < 3 || word.s[word.n - 2] != '.')
            return fault_set(f, ST_ENVIRONMENT, "%s:%u: a word without part of speech: %.*s", path, l->number,
                             STR_ARG(word));
        add_entry(r, word, e);
    }
    return OK;
}

static enum status read_cues(struct reporting *r, const char *path, struct str text, struct fault *f)
{
    struct lines l = lines_of(text);
    while (lines_next(&l)) {
        bool example = l.indented || l.line.s[0] == '+' || l.line.s[0] == '-';
        if (example && l.line.s[0] == '+')
            *array_add(&r->arena, &r->example) =
                (struct cue_example){str_format(&r->arena, "reporting.txt:%u", l.number),
                                     str_copy(&r->arena, str_trim(str_slice(l.line, 1, l.line.n)))};
        if (!example && read_cue(r, "reporting.txt", path, &l, f))
            return f->status;
    }
    return OK;
}

static enum status read_classes(struct reporting *r, const char *path, struct str text, struct fault *f)
{
    struct lines l = lines_of(text);
    while (lines_next(&l)) {
        struct str rest = l.line, word;
        str_cut(&rest, ' ', &word);
        uint8_t value = 0;
        for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++)
            if (str_is(word, CLASSES[i].name))
                value = CLASSES[i].value;
        if (!value)
            return fault_set(f, ST_ENVIRONMENT, "%s:%u: no such class: %.*s", path, l.number, STR_ARG(word));
        while (str_cut(&rest, ' ', &word))
            if (word.n)
                *map_put(&r->class, lower_copy(&r->arena, word), 0) |= value;
    }
    return OK;
}

typedef enum status reader_fn(struct reporting *r, const char *path, struct str text, struct fault *f);

static enum status read_file(struct reporting *r, const char *dir, const char *name, reader_fn *read, struct fault *f)
{
    struct file_map m;
    struct str path = str_format(&r->arena, "%s/%s", dir, name);
    if (file_map(path.s, &m, f))
        return f->status;
    enum status status = read(r, path.s, (struct str){m.data, (uint32_t)m.n_bytes}, f);
    file_unmap(&m);
    return status;
}

static enum status read_all(struct reporting *r, const char *dir, const char *extra_dir, struct fault *f)
{
    if (read_file(r, dir, "reporting.txt", read_cues, f) || read_file(r, dir, "speakers.txt", read_classes, f))
        return f->status;
    if (extra_dir) {
        if (file_exists(str_format(&r->arena, "%s/reporting.txt", extra_dir).s) &&
            read_file(r, extra_dir, "reporting.txt", read_cues, f))
            return f->status;
        if (file_exists(str_format(&r->arena, "%s/speakers.txt", extra_dir).s) &&
            read_file(r, extra_dir, "speakers.txt", read_classes, f))
            return f->status;
    }
    return OK;
}

enum status reporting_load(const char *dir, const char *extra_dir, struct reporting **out, struct fault *f)
{
    struct fault local;
    f = f ? f : &local;
    struct reporting *r = calloc(1, sizeof *r);
    if (!r)
        out_of_memory(sizeof *r);
    arena_init(&r->arena, 0);
    map_init(&r->cue, &r->arena, 512);
    map_init(&r->class, &r->arena, 256);
    if (read_all(r, dir, extra_dir, f)) {
        reporting_free(r);
        return f->status;
    }
    *out = r;
    return OK;
}

bool reporting_example(const struct reporting *r, uint32_t i, struct str *out_rule, struct str *out_example)
{
    if (i >= r->example.n)
        return false;
    *out_rule = r->example.v[i].rule;
    *out_example = r->example.v[i].text;
    return true;
}

void reporting_free(struct reporting *r)
{
    if (!r)
        return;
    arena_release(&r->arena);
    free(r);
}
