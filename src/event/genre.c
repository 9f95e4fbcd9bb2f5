/* Genre from its signs: phrases of lang/en/codebook/genre.txt, each with a weight; the heaviest genre wins above a
 * threshold. One pass over the text: phrases are found by their first byte, where a word or a line begins. */
#include "base/utf8.h"
#include "event/event_int.h"

enum { GENRE_THRESHOLD = 3, MAX_COUNT = 3 /* one tic of style must not decide */ };

struct sign {
    struct genre_sign pub;
    int count;
    uint32_t next; /* that begins with the same byte, NONE: the last */
};

struct signs {
    struct sign *v;
    uint32_t n;
    uint32_t first[256]; /* by first byte */
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_word_byte(char c)
{
    c = lower(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static struct signs *signs_of(const struct codebook *c, struct arena *scratch)
{
    struct signs *s = arena_zalloc(scratch, sizeof *s);
    memset(s->first, 0xFF, sizeof s->first);
    for (struct genre_sign unused; codebook_genre_sign(c, s->n, &unused);)
        s->n++;
    s->v = arena_zalloc(scratch, (s->n + 1) * sizeof *s->v);
    for (uint32_t i = 0; i < s->n && codebook_genre_sign(c, i, &s->v[i].pub); i++) {
        uint32_t *head = &s->first[(unsigned char)s->v[i].pub.phrase.s[0]];
        s->v[i].next = *head;
        *head = i;
    }
    return s;
}

/* A blank of the phrase is any run of blanks with one line's end at most. */
static bool pass_blank(struct str text, uint32_t *at)
{
    uint32_t from = *at;
    bool line_end = false;
    while (*at < text.n && (text.s[*at] == ' ' || (text.s[*at] == '\n' && !line_end)))
        line_end |= text.s[(*at)++] == '\n';
    return *at > from;
}

static bool stands_at(struct str text, uint32_t at, struct str phrase)
{
    for (uint32_t i = 0; i < phrase.n; i++) {
        if (phrase.s[i] == ' ' ? !pass_blank(text, &at) : at == text.n || lower(text.s[at++]) != phrase.s[i])
            return false;
    }
    return at == text.n || !is_word_byte(phrase.s[phrase.n - 1]) || !is_word_byte(text.s[at]) ||
           (unsigned char)text.s[at] >= 0x80; /* "communiqu" of "communiqué" */
}

static void count_at(struct signs *s, struct str text, uint32_t at, bool line_start)
{
    for (uint32_t i = s->first[(unsigned char)lower(text.s[at])]; i != NONE; i = s->v[i].next) {
        const struct genre_sign *sign = &s->v[i].pub;
        if ((line_start || !sign->at_line_start) && s->v[i].count < MAX_COUNT && stands_at(text, at, sign->phrase))
            s->v[i].count++;
    }
}

/* The length of a quotation mark at this byte, 0: none. A straight one opens and closes in turn. */
static uint32_t quote_at(struct str text, uint32_t at, bool *quoted)
{
    if (text.s[at] == '"') {
        *quoted = !*quoted;
        return 1;
    }
    struct str mark = str_slice(text, at, at + 3 < text.n ? at + 3 : text.n);
    bool opens = str_is(mark, "“");
    if (!opens && !str_is(mark, "”"))
        return 0;
    *quoted = opens;
    return 3;
}

/* What is quoted is not the document's own manner of speaking; a quotation ends with its line at the latest. */
static void count_signs(struct signs *s, struct str text)
{
    bool quoted = false, line_start = true;
    for (uint32_t at = 0; at < text.n; at++) {
        char c = text.s[at];
        uint32_t mark = is_word_byte(c) && (unsigned char)c < 0x80 ? 0 : quote_at(text, at, &quoted);
        if (mark) {
            at += mark - 1;
            continue;
        }
        if (c == '\n') {
            quoted = false;
            line_start = true;
            continue;
        }
        bool inside_word = at && is_word_byte(c) && is_word_byte(text.s[at - 1]);
        if (!quoted && !inside_word && c != ' ')
            count_at(s, text, at, line_start);
        line_start = line_start && (c == ' ' || c == '\t');
    }
}

enum genre genre_of(const struct codebook *c, const struct doc *d)
{
    struct signs *s = signs_of(c, d->scratch);
    count_signs(s, d->text);
    int weight[GENRE_TRANSCRIPT + 1] = {0};
    for (uint32_t i = 0; i < s->n; i++)
        weight[s->v[i].pub.genre] += s->v[i].pub.weight * s->v[i].count;
    enum genre best = GENRE_NONE;
    for (int g = GENRE_REPORT; g <= GENRE_TRANSCRIPT; g++)
        if (weight[g] >= GENRE_THRESHOLD && (best == GENRE_NONE || weight[g] > weight[best]))
            best = (enum genre)g;
    return best;
}
