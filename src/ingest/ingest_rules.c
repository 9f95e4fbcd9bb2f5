/* The list of boilerplate: loading, and asking whether a paragraph is of that kind. */
#include "ingest/html_int.h"
#include "ingest/language.h"

#include "base/file.h"
#include "base/utf8.h"

#include <stdlib.h>

enum place { PLACE_LINE, PLACE_START, PLACE_SHORT, PLACE_HAS, N_PLACES };
static const char *const place_name[N_PLACES] = {"line", "start", "short", "has"};

enum {
    SHORT_PARAGRAPH_WORDS = 25,
    LONG_PARAGRAPH_BYTES = 3000 /* no disclaimer is that long */
};

struct phrase {
    enum place place;
    struct str words; /* lower case */
    uint32_t next;    /* the next with the same first byte, NONE */
};

struct ingest_rules {
    struct arena arena;
    ARRAY_OF(struct phrase) phrase;
    uint32_t first[256]; /* by first byte */
    struct page_words *page;
    struct languages *languages;
};

const struct languages *ingest_languages(const struct ingest_rules *r)
{
    return r->languages;
}

const struct page_words *ingest_page_words(const struct ingest_rules *r)
{
    return r->page;
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static bool same_at(struct str text, uint32_t at, struct str words)
{
    if (text.n - at < words.n)
        return false;
    for (uint32_t i = 0; i < words.n; i++)
        if (lower(text.s[at + i]) != words.s[i])
            return false;
    uint32_t end = at + words.n, len;
    return end == text.n || !cp_is_letter(utf8_at(text, end, &len)) ||
           !cp_is_letter((unsigned char)words.s[words.n - 1]);
}

static uint32_t count_words(struct str text)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < text.n; i++)
        n += text.s[i] != ' ' && (i == 0 || text.s[i - 1] == ' ');
    return n;
}

/* Whether a phrase may stand at a place of a paragraph. */
static bool belongs_at(const struct phrase *p, struct str paragraph, uint32_t at, uint32_t n_bare, bool is_short)
{
    switch (p->place) {
    case PLACE_LINE:
        return at == 0 && n_bare == p->words.n;
    case PLACE_START:
        return at == 0;
    case PLACE_SHORT:
        return is_short;
    default:
        return paragraph.n <= LONG_PARAGRAPH_BYTES;
    }
}

bool ingest_is_boilerplate(const struct ingest_rules *r, struct str paragraph)
{
    uint32_t n_bare = paragraph.n;
    while (n_bare && strchr(" .:!|>*-", paragraph.s[n_bare - 1]))
        n_bare--;
    bool is_short = count_words(paragraph) <= SHORT_PARAGRAPH_WORDS;
    for (uint32_t at = 0; at < paragraph.n; at++) {
        if (at && cp_is_letter((unsigned char)paragraph.s[at - 1] & 0x7F))
            continue;
        for (uint32_t i = r->first[(unsigned char)lower(paragraph.s[at])]; i != NONE; i = r->phrase.v[i].next) {
            const struct phrase *p = &r->phrase.v[i];
            if (belongs_at(p, paragraph, at, n_bare, is_short) && same_at(paragraph, at, p->words))
                return true;
        }
    }
    return false;
}

static enum status load(struct ingest_rules *r, const char *path, struct str text, struct fault *f)
{
    struct lines l = lines_of(text);
    while (lines_next(&l)) {
        struct str words = l.line, class;
        str_cut(&words, ' ', &class);
        words = str_trim(words);
        int place = 0;
        while (place < N_PLACES && !str_is(class, place_name[place]))
            place++;
        if (place == N_PLACES || !words.n)
            return fault_set(f, ST_ENVIRONMENT, "%s:%u: wanted \"line|start|short|has WORDS\": %.*s", path, l.number,
                             STR_ARG(l.line));
        char *folded = arena_copy(&r->arena, words.s, words.n);
        for (uint32_t i = 0; i < words.n; i++)
            folded[i] = lower(folded[i]);
        uint32_t *first = &r->first[(unsigned char)folded[0]];
        struct phrase p = {(enum place)place, {folded, words.n}, *first};
        *first = r->phrase.n;
        *array_add(&r->arena, &r->phrase) = p;
    }
    return OK;
}

enum status ingest_rules_load(const char *dir, struct ingest_rules **out, struct fault *f)
{
    struct ingest_rules *r = calloc(1, sizeof *r);
    if (!r)
        out_of_memory(sizeof *r);
    arena_init(&r->arena, 0);
    memset(r->first, 0xFF, sizeof r->first);
    struct str path = str_format(&r->arena, "%s/boilerplate.txt", dir);
    struct file_map m;
    enum status status = file_map(path.s, &m, f);
    if (status == OK) {
        status = load(r, path.s, (struct str){m.data, (uint32_t)m.n_bytes}, f);
        file_unmap(&m);
    }
    if (status == OK)
        status = page_words_load(str_format(&r->arena, "%s/page.txt", dir).s, &r->arena, &r->page, f);
    if (status == OK)
        status = languages_load(str_format(&r->arena, "%s/languages.txt", dir).s, &r->arena, &r->languages, f);
    if (status)
        ingest_rules_free(r);
    else
        *out = r;
    return status;
}

void ingest_rules_free(struct ingest_rules *r)
{
    if (!r)
        return;
    arena_release(&r->arena);
    free(r);
}
