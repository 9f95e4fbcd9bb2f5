/* lang/en/text/page.txt: what class names and phrases say about the parts of a page. */
#include "ingest/html_int.h"

#include "base/file.h"

enum {
    N_SLOTS = 1 << 12,
    LEAST_BYTES = 2 /* of a word */
};

struct known_word {
    struct str s; /* lower case */
    bool whole;   /* "=word" in the file: only as a whole word */
    enum page_word class;
    uint32_t next; /* the next of its slot, NONE */
};

struct known_month {
    struct str name;
    int number;
};

struct page_words {
    ARRAY_OF(struct known_word) word;
    ARRAY_OF(struct known_month) month;
    uint32_t first[N_SLOTS]; /* of word, by its first two bytes */
};

static const char *const class_name[N_PAGE_WORDS] = {
#define PAGE_WORD(name) #name,
#include "ingest/page_words.def"
};

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static bool starts_at(struct str text, uint32_t at, struct str word)
{
    if (text.n - at < word.n)
        return false;
    for (uint32_t i = 0; i < word.n; i++)
        if (lower(text.s[at + i]) != word.s[i])
            return false;
    return true;
}

static bool is_letter_at(struct str text, uint32_t at)
{
    return at < text.n && lower(text.s[at]) >= 'a' && lower(text.s[at]) <= 'z';
}

static bool stands_at(struct str text, uint32_t at, const struct known_word *w)
{
    return starts_at(text, at, w->s) &&
           (!w->whole || (!is_letter_at(text, at + w->s.n) && (at == 0 || !is_letter_at(text, at - 1))));
}

static uint32_t slot_of(const char two[LEAST_BYTES])
{
    return ((unsigned char)lower(two[0]) << 6 ^ (unsigned char)lower(two[1])) % N_SLOTS;
}

/* The classes, a bit each, of which a word stands at a place of the text. */
static uint32_t classes_at(const struct page_words *w, struct str text, uint32_t at)
{
    if (text.n - at < LEAST_BYTES)
        return 0;
    uint32_t all = 0;
    for (uint32_t i = w->first[slot_of(text.s + at)]; i != NONE; i = w->word.v[i].next)
        if (!(all >> w->word.v[i].class & 1) && stands_at(text, at, &w->word.v[i]))
            all |= (uint32_t)1 << w->word.v[i].class;
    return all;
}

uint32_t page_words_all(const struct page_words *w, struct str text)
{
    uint32_t all = 0;
    for (uint32_t at = 0; at < text.n; at++)
        all |= classes_at(w, text, at);
    return all;
}

bool page_words_in(const struct page_words *w, enum page_word word, struct str text)
{
    return page_words_all(w, text) >> word & 1;
}

bool page_words_start(const struct page_words *w, enum page_word word, struct str text)
{
    return text.n && classes_at(w, text, 0) >> word & 1;
}

int page_words_month(const struct page_words *w, struct str word)
{
    for (uint32_t i = 0; i < w->month.n; i++)
        if (str_eq_nocase(w->month.v[i].name, word))
            return w->month.v[i].number;
    return 0;
}

/* "1 janvier"; false: no number of a month stands there. */
static bool read_month(struct str words, struct known_month *out)
{
    struct str number;
    if (!str_cut(&words, ' ', &number) || !words.n || number.n > 2)
        return false;
    out->name = words;
    out->number = 0;
    for (uint32_t i = 0; i < number.n; i++) {
        if (number.s[i] < '0' || number.s[i] > '9')
            return false;
        out->number = out->number * 10 + number.s[i] - '0';
    }
    return out->number >= 1 && out->number <= 12;
}

static void add_word(struct page_words *w, struct str word, enum page_word class, struct arena *arena)
{
    bool whole = word.s[0] == '=';
    word = str_slice(word, whole, word.n);
    uint32_t *first = &w->first[slot_of(word.s)];
    struct known_word known = {word, whole, class, *first};
    *first = w->word.n;
    *array_add(arena, &w->word) = known;
}

static enum status read_words(struct page_words *w, const char *path, struct str text, struct arena *arena,
                              struct fault *f)
{
    struct lines l = lines_of(text);
    while (lines_next(&l)) {
        struct str words = l.line, class;
        str_cut(&words, ' ', &class);
        words = str_trim(words);
        unsigned k = 0;
        while (k < N_PAGE_WORDS && !str_is(class, class_name[k]))
            k++;
        struct known_month month;
        bool whole = words.n && words.s[0] == '=';
        if (k == N_PAGE_WORDS || words.n < LEAST_BYTES + (uint32_t)whole ||
            (k == WORD_month && !read_month(words, &month)))
            return fault_set(f, ST_ENVIRONMENT, "%s:%u: wanted a class and a word of %d bytes or more: %.*s", path,
                             l.number, LEAST_BYTES, STR_ARG(l.line));
        char *folded = arena_copy(arena, words.s, words.n);
        for (uint32_t i = 0; i < words.n; i++)
            folded[i] = lower(folded[i]);
        if (k == WORD_month) {
            read_month((struct str){folded, words.n}, &month);
            *array_add(arena, &w->month) = month;
        } else {
            add_word(w, (struct str){folded, words.n}, (enum page_word)k, arena);
        }
    }
    return OK;
}

enum status page_words_load(const char *path, struct arena *arena, struct page_words **out, struct fault *f)
{
    struct page_words *w = arena_zalloc(arena, sizeof *w);
    memset(w->first, 0xFF, sizeof w->first);
    struct file_map m;
    if (file_map(path, &m, f))
        return f->status;
    enum status status = read_words(w, path, (struct str){m.data, (uint32_t)m.n_bytes}, arena, f);
    file_unmap(&m);
    if (status == OK)
        *out = w;
    return status;
}
