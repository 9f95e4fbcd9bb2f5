/* Words, endings and letters speak for languages. */
#include "ingest/language.h"

#include "base/file.h"
#include "base/map.h"
#include "base/utf8.h"

enum {
    ENGLISH = 0, /* the first in the table */
    MAX_WORD_BYTES = 48,
    MIN_END_LETTERS = 5,
    MAX_END_BYTES = 8,
    MIN_HITS = 3,
    MIN_SHARE = 6,     /* one word of six */
    TIMES_ENGLISH = 2, /* as many as speak for English */
    MIN_SCRIPT_LETTERS = 10
};

struct script {
    uint32_t from, to;
    unsigned language;
};

struct languages {
    struct str code[LANGUAGE_MAX];
    unsigned n;
    struct map word, end, letter; /* -> index into set */
    ARRAY_OF(uint64_t) set;       /* of languages, a bit each */
    ARRAY_OF(struct script) script;
    struct arena *arena;
};

/* ---- the table ------------------------------------------------------------------------------------------------- */

static int language_index(struct languages *l, struct str code)
{
    for (unsigned i = 0; i < l->n; i++)
        if (str_eq(l->code[i], code))
            return (int)i;
    if (l->n == LANGUAGE_MAX)
        return -1;
    l->code[l->n] = str_copy(l->arena, code);
    return (int)l->n++;
}

static void add(struct languages *l, struct map *m, struct str key, unsigned language)
{
    uint32_t at = map_find(m, key, NONE);
    if (at == NONE) {
        at = l->set.n;
        *array_add(l->arena, &l->set) = 0;
        *map_put(m, str_copy(l->arena, key), at) = at;
    }
    l->set.v[at] |= (uint64_t)1 << language;
}

static bool parse_hex(struct str s, uint32_t *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        const char *digit = memchr("0123456789ABCDEF", s.s[i], 16);
        if (!digit || i == 6)
            return false;
        n = n * 16 + (uint32_t)(digit - &"0123456789ABCDEF"[0]);
    }
    *out = n;
    return s.n > 0;
}

static bool add_line(struct languages *l, struct str line)
{
    struct str code, kind, item;
    if (!str_cut(&line, ' ', &code) || !str_cut(&line, ' ', &kind))
        return false;
    int language = language_index(l, code);
    struct map *m = str_is(kind, "words") ? &l->word : str_is(kind, "ends") ? &l->end : &l->letter;
    bool script = str_is(kind, "script");
    if (language < 0 || (m == &l->letter && !script && !str_is(kind, "letters")))
        return false;
    while (str_cut(&line, ' ', &item)) {
        struct str from;
        struct script s = {.language = (unsigned)language};
        if (!script && item.n)
            add(l, m, item, (unsigned)language);
        else if (script && str_cut(&item, '-', &from) && parse_hex(from, &s.from) && parse_hex(item, &s.to))
            *array_add(l->arena, &l->script) = s;
        else if (script)
            return false;
    }
    return true;
}

enum status languages_load(const char *path, struct arena *arena, struct languages **out, struct fault *f)
{
    struct file_map file;
    if (file_map(path, &file, f))
        return f->status;
    struct languages *l = arena_zalloc(arena, sizeof *l);
    l->arena = arena;
    map_init(&l->word, arena, 4096);
    map_init(&l->end, arena, 512);
    map_init(&l->letter, arena, 128);
    language_index(l, STR("en"));
    enum status status = OK;
    struct lines lines = lines_of((struct str){file.data, (uint32_t)file.n_bytes});
    while (!status && lines_next(&lines))
        if (!add_line(l, lines.line))
            status = fault_set(f, ST_ENVIRONMENT, "%s:%u: wanted \"LANGUAGE words|ends|letters|script ...\": %.*s",
                               path, lines.number, STR_ARG(lines.line));
    file_unmap(&file);
    *out = l;
    return status;
}

/* ---- counting -------------------------------------------------------------------------------------------------- */

struct tally {
    const struct languages *l;
    uint32_t n_words, n_letters, n_bytes;
    uint32_t script[LANGUAGE_MAX];  /* letters */
    uint32_t hits[LANGUAGE_MAX];    /* words that speak for it */
    uint32_t english[LANGUAGE_MAX]; /* of these, that speak for English too */
    double weight[LANGUAGE_MAX];    /* a word shared by many tells less */
    char word[MAX_WORD_BYTES];      /* lower case */
    uint32_t n_word, n_word_letters;
    uint64_t word_set; /* by its letters */
};

static uint64_t set_of(const struct tally *t, const struct map *m, struct str key)
{
    uint32_t at = map_find(m, key, NONE);
    return at == NONE ? 0 : t->l->set.v[at];
}

static void end_word(struct tally *t)
{
    struct str word = {t->word, t->n_word};
    if (!word.n)
        return;
    uint64_t set = t->word_set | set_of(t, &t->l->word, word);
    uint32_t most = word.n - 1 < MAX_END_BYTES ? word.n - 1 : MAX_END_BYTES;
    for (uint32_t n = 2; t->n_word_letters >= MIN_END_LETTERS && n <= most && !set; n++)
        set |= set_of(t, &t->l->end, str_slice(word, word.n - n, word.n));
    unsigned n_speak = 0;
    for (uint64_t rest = set; rest; rest &= rest - 1)
        n_speak++;
    for (unsigned i = 0; i < t->l->n; i++)
        if (set >> i & 1) {
            t->hits[i]++;
            t->english[i] += set >> ENGLISH & 1;
            t->weight[i] += 1.0 / n_speak;
        }
    t->n_words++;
    t->n_word = t->n_word_letters = 0;
    t->word_set = 0;
}

static void add_letter(struct tally *t, uint32_t c)
{
    char bytes[4];
    uint32_t n = utf8_write(cp_lower(c), bytes);
    t->n_letters++;
    if (c >= 0x80)
        t->word_set |= set_of(t, &t->l->letter, (struct str){bytes, n});
    for (uint32_t i = 0; c >= 0x250 && i < t->l->script.n; i++)
        t->script[t->l->script.v[i].language] += c >= t->l->script.v[i].from && c <= t->l->script.v[i].to;
    if (t->n_word + n > MAX_WORD_BYTES)
        return;
    memcpy(t->word + t->n_word, bytes, n);
    t->n_word += n;
    t->n_word_letters++;
}

static void add_text(struct tally *t, struct str text)
{
    uint32_t len;
    for (uint32_t at = 0; at < text.n && t->n_bytes < LANGUAGE_MAX_BYTES; at += len, t->n_bytes += len) {
        uint32_t c = utf8_at(text, at, &len);
        if (cp_is_letter(c))
            add_letter(t, c);
        else
            end_word(t);
    }
    end_word(t);
}

/* ---- deciding -------------------------------------------------------------------------------------------------- */

/* A script of its own: of the languages that have (nearly) all of its letters, the one its words speak for. */
static unsigned by_script(const struct tally *t)
{
    uint32_t most = 0;
    unsigned best = ENGLISH;
    for (unsigned i = 0; i < t->l->n; i++)
        most = t->script[i] > most ? t->script[i] : most;
    if (most < MIN_SCRIPT_LETTERS || most * 2 <= t->n_letters)
        return ENGLISH;
    for (unsigned i = 0; i < t->l->n; i++)
        if (t->script[i] * 10 >= most * 9 && (best == ENGLISH || t->weight[i] > t->weight[best]))
            best = i;
    return best;
}

static unsigned by_words(const struct tally *t)
{
    unsigned best = ENGLISH;
    if (t->n_words < LANGUAGE_MIN_WORDS)
        return ENGLISH;
    for (unsigned i = 1; i < t->l->n; i++)
        if (t->weight[i] > t->weight[best] || (best == ENGLISH && t->hits[i] > t->hits[best]))
            best = i;
    uint32_t own = t->hits[best] - t->english[best], english = t->hits[ENGLISH] - t->english[best];
    bool clear = own >= MIN_HITS && own * MIN_SHARE >= t->n_words && own >= TIMES_ENGLISH * english;
    return clear ? best : ENGLISH;
}

struct str language_of(const struct languages *l, const struct doc *d)
{
    struct tally t = {.l = l};
    for (uint32_t i = 0; i < d->block.n; i++)
        if (d->block.v[i].kind != SENT_BOILERPLATE)
            add_text(&t, doc_slice(d, d->block.v[i].span));
    unsigned found = by_script(&t);
    if (found == ENGLISH)
        found = by_words(&t);
    return found == ENGLISH ? STR_NONE : l->code[found];
}
