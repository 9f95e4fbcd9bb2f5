/* Phrases in capitals, joined by underscores, as texts write them. */
#include "actor/dictionary.h"
#include "base/utf8.h"

enum { MAX_PHRASE_BYTES = 400 };

struct str dictionary_phrase(struct arena *arena, struct str written)
{
    if (written.n == 0)
        return STR("");
    struct buf whole = {0};
    utf8_repair(written.s, written.n < MAX_PHRASE_BYTES ? written.n : MAX_PHRASE_BYTES, &whole);
    char *out = arena_alloc(arena, whole.n + 1);
    uint32_t n = 0;
    int depth = 0; /* of parentheses: what stands in them is no part of the name */
    for (size_t i = 0; i < whole.n; i++) {
        unsigned char c = (unsigned char)whole.s[i];
        depth += c == '(';
        if (c == ')' && depth > 0) {
            depth--;
            c = ' ';
        }
        if (depth > 0 || c == '"' || c == '`')
            continue;
        if (c == '_' || c <= ' ' || c == 0x7F || c == ']' || c == '+')
            c = ' ';
        if (c == ' ' && (n == 0 || out[n - 1] == ' '))
            continue;
        out[n++] = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
    }
    buf_release(&whole);
    return str_trim((struct str){out, n});
}

static bool is_small_word(struct str word)
{
    static const char *const words[] = {"of",  "the", "and", "for", "in",  "on",  "at", "to",  "by",  "de",
                                        "del", "der", "den", "da",  "do",  "dos", "du", "la",  "le",  "les",
                                        "los", "las", "el",  "al",  "bin", "ibn", "y",  "van", "von", "with"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(word, str_of(words[i])))
            return true;
    return false;
}

/* One run of letters between blanks, hyphens, dots and apostrophes. */
static void word_form(struct arena *arena, struct str word, bool alone, bool after_apostrophe, struct buf *out)
{
    uint32_t n_first;
    if (word.n == 0)
        return;
    utf8_at(word, 0, &n_first);
    struct str small = utf8_lower(arena, word);
    if (alone && word.n <= 3) { /* "UN", "EU" */
        buf_add_str(out, word);
    } else if (after_apostrophe ? word.n <= n_first : is_small_word(word)) { /* "People's" */
        buf_add_str(out, small);
    } else {
        bool mac = word.n > 3 && word.s[0] == 'M' && word.s[1] == 'C';
        buf_add_str(out, str_slice(word, 0, n_first));
        if (mac) {
            buf_add_str(out, STR("c"));
            buf_add(out, word.s + 2, 1);
        }
        uint32_t done = mac ? 3 : n_first;
        buf_add_str(out, utf8_lower(arena, str_slice(word, done, word.n)));
    }
}

struct str dictionary_form(struct arena *arena, struct str phrase, bool common)
{
    if (phrase.n == 0)
        return STR("");
    if (common)
        return utf8_lower(arena, phrase);
    struct buf out = {0};
    uint32_t start = 0;
    bool alone = true;
    for (uint32_t i = 0; i < phrase.n; i++)
        alone &= phrase.s[i] != ' ' && phrase.s[i] != '-';
    for (uint32_t i = 0; i <= phrase.n; i++) {
        if (i < phrase.n && !strchr(" -.'", phrase.s[i]))
            continue;
        word_form(arena, str_slice(phrase, start, i), alone, start > 0 && phrase.s[start - 1] == '\'', &out);
        if (i < phrase.n)
            buf_add_char(&out, phrase.s[i]);
        start = i + 1;
    }
    struct str form = str_copy(arena, buf_str(&out));
    buf_release(&out);
    return form;
}

struct str dictionary_plural(struct arena *arena, struct str form)
{
    uint32_t end = form.n;
    for (uint32_t i = 1; i + 4 <= end; i++)
        if (memcmp(form.s + i, " of ", 4) == 0)
            end = i;
    struct str noun = str_slice(form, 0, end), rest = str_slice(form, end, form.n);
    bool falls = noun.n > 1 && noun.s[noun.n - 1] == 'y' && !strchr("aeiou", noun.s[noun.n - 2]);
    const char *ending = falls ? "ies" : str_ends(noun, STR("s")) ? "es" : "s";
    if (*ending == 'i')
        noun.n--;
    return str_format(arena, "%.*s%s%.*s", STR_ARG(noun), ending, STR_ARG(rest));
}
