/* lang/en/text/page.txt: what class names and phrases say about the parts of a page. */
#include "ingest/html_int.h"

#include "base/file.h"

struct known_word {
    struct str s;     /* lower case */
    uint32_t letters; /* that a text must have to hold it: a bit for each */
};

struct page_words {
    ARRAY_OF(struct known_word) word[N_PAGE_WORDS];
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

/* "=word" in the file: only as a whole word. */
static bool holds(struct str text, struct str word)
{
    bool whole = word.s[0] == '=';
    if (whole)
        word = str_slice(word, 1, word.n);
    for (uint32_t at = 0; at + word.n <= text.n; at++)
        if (lower(text.s[at]) == word.s[0] && starts_at(text, at, word) &&
            (!whole || (!is_letter_at(text, at + word.n) && (at == 0 || !is_letter_at(text, at - 1)))))
            return true;
    return false;
}

static uint32_t letters_of(struct str text)
{
    uint32_t set = 0;
    for (uint32_t i = 0; i < text.n; i++) {
        unsigned letter = (unsigned)lower(text.s[i]) - 'a';
        set |= letter < 26 ? (uint32_t)1 << letter : 0;
    }
    return set;
}

bool page_words_in(const struct page_words *w, enum page_word word, struct str text)
{
    uint32_t letters = letters_of(text);
    for (uint32_t i = 0; i < w->word[word].n; i++) {
        const struct known_word *p = &w->word[word].v[i];
        if ((p->letters & ~letters) == 0 && holds(text, p->s))
            return true;
    }
    return false;
}

bool page_words_start(const struct page_words *w, enum page_word word, struct str text)
{
    for (uint32_t i = 0; i < w->word[word].n; i++)
        if (starts_at(text, 0, w->word[word].v[i].s))
            return true;
    return false;
}

/* "1 janvier" -> 1; 0: no number of a month stands there. */
static int month_number(struct str words)
{
    struct str number;
    if (!str_cut(&words, ' ', &number) || !words.n || number.n > 2)
        return 0;
    int month = 0;
    for (uint32_t i = 0; i < number.n; i++)
        month = month * 10 + number.s[i] - '0';
    return month >= 1 && month <= 12 ? month : 0;
}

int page_words_month(const struct page_words *w, struct str word)
{
    uint32_t letters = letters_of(word);
    for (uint32_t i = 0; i < w->word[WORD_month].n; i++) {
        const struct known_word *p = &w->word[WORD_month].v[i];
        uint32_t at = p->s.s[1] == ' ' ? 2 : 3;
        if (p->letters == letters && str_eq_nocase(str_slice(p->s, at, p->s.n), word))
            return month_number(p->s);
    }
    return 0;
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
        if (k == N_PAGE_WORDS || !words.n || str_is(words, "=") || (k == WORD_month && !month_number(words)))
            return fault_set(f, ST_ENVIRONMENT, "%s:%u: wanted a class and words: %.*s", path, l.number,
                             STR_ARG(l.line));
        char *folded = arena_copy(arena, words.s, words.n);
        for (uint32_t i = 0; i < words.n; i++)
            folded[i] = lower(folded[i]);
        struct str word = {folded, words.n};
        *array_add(arena, &w->word[k]) = (struct known_word){word, letters_of(word)};
    }
    return OK;
}

enum status page_words_load(const char *path, struct arena *arena, struct page_words **out, struct fault *f)
{
    struct page_words *w = arena_zalloc(arena, sizeof *w);
    struct file_map m;
    if (file_map(path, &m, f))
        return f->status;
    enum status status = read_words(w, path, (struct str){m.data, (uint32_t)m.n_bytes}, arena, f);
    file_unmap(&m);
    if (status == OK)
        *out = w;
    return status;
}
