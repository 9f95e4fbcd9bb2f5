/* Names are kept in a trie over pieces: runs of letters and digits, or single other characters, with case and accents
 * folded away and hyphens left out. So it does not matter how a tokenizer cuts "U.S.", "Guinea-Bissau" or "Rus-Pak":
 * the pieces are the same. How the letters are cased is kept beside each name and compared afterwards. */
#include "actor/actor_int.h"
#include "base/utf8.h"

#include <utf8proc.h>

static bool is_word_cp(uint32_t c)
{
    if (c < 0x80)
        return cp_is_letter(c) || cp_is_digit(c);
    utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_ME) || k == UTF8PROC_CATEGORY_ND;
}

static bool is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

/* An en dash between words without blanks is a hyphen too: "Russia–Pakistan relations". */
static bool joins(struct str text, uint32_t at, uint32_t c, uint32_t len)
{
    if (is_hyphen(c))
        return true;
    if (c != 0x2013 || at == 0 || at + len >= text.n)
        return false;
    return (unsigned char)text.s[at - 1] > ' ' && (unsigned char)text.s[at + len] > ' ';
}

struct shape_count {
    uint32_t upper, lower;
    bool first_upper;
};

static enum shape shape_of(const struct shape_count *n)
{
    if (!n->upper && !n->lower)
        return SHAPE_OTHER;
    if (!n->upper)
        return SHAPE_LOWER;
    if (!n->lower)
        return SHAPE_UPPER;
    return n->upper == 1 && n->first_upper ? SHAPE_CAPITAL : SHAPE_MIXED;
}

static void count_case(struct shape_count *n, uint32_t c)
{
    if (cp_is_upper(c)) {
        n->first_upper |= n->upper + n->lower == 0;
        n->upper++;
    } else if (cp_is_lower(c)) {
        n->lower++;
    }
}

/* Most pieces are plain letters, which need no table of Unicode. */
static uint32_t ascii_word(struct str text, uint32_t i, struct shape_count *n)
{
    for (; i < text.n; i++) {
        unsigned char c = (unsigned char)text.s[i];
        unsigned char letter = c | 32;
        if (letter >= 'a' && letter <= 'z' && c < 0x80) {
            n->first_upper |= !(c & 32) && n->upper + n->lower == 0;
            n->upper += !(c & 32);
            n->lower += (c & 32) != 0;
        } else if (c < '0' || c > '9') {
            break;
        }
    }
    return i;
}

bool piece_next(struct str text, uint32_t *at, struct piece *out)
{
    *out = (struct piece){.tok = NONE};
    uint32_t i = *at, len, c = 0;
    while (i < text.n && text.s[i] == ' ') {
        out->space_before = true;
        i++;
    }
    for (; i < text.n; i += len) {
        c = utf8_at(text, i, &len);
        if (cp_is_space(c))
            out->space_before = true;
        else if (joins(text, i, c, len))
            out->hyphen_before = true;
        else
            break;
    }
    *at = i;
    if (i >= text.n)
        return false;
    out->span.start = i;
    struct shape_count n = {0};
    uint32_t plain = ascii_word(text, i, &n);
    if (plain > i && (plain == text.n || (unsigned char)text.s[plain] < 0x80)) {
        i = plain;
    } else if (!is_word_cp(c)) {
        i += len;
    } else {
        n = (struct shape_count){0};
        do {
            count_case(&n, c);
            i += len;
            if (i >= text.n)
                break;
            c = utf8_at(text, i, &len);
        } while (is_word_cp(c));
    }
    out->span.end = *at = i;
    out->shape = (uint8_t)shape_of(&n);
    return true;
}

/* Letters that have no canonical decomposition but are commonly written plain. */
static uint32_t plain_letter(uint32_t c, char out[4])
{
    static const struct {
        uint32_t from;
        const char *to;
    } plain[] = {{0xE6, "ae"},  {0xF8, "o"}, {0x142, "l"}, {0x131, "i"},  {0x111, "d"},  {0xDF, "ss"},
                 {0x153, "oe"}, {0xF0, "d"}, {0xFE, "th"}, {0x2019, "'"}, {0x2018, "'"}, {0x2BC, "'"}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (plain[i].from == c) {
            uint32_t n = (uint32_t)strlen(plain[i].to);
            memcpy(out, plain[i].to, n);
            return n;
        }
    return utf8_write(c, out);
}

enum { MAX_PIECE_BYTES = 63 };

/* Lower case without accents; longer pieces are cut, which can only make two monsters equal. */
static struct str fold(struct str piece, char out[MAX_PIECE_BYTES + 17])
{
    uint32_t n = 0, len;
    for (uint32_t i = 0; i < piece.n && n < MAX_PIECE_BYTES; i += len) {
        unsigned char byte = (unsigned char)piece.s[i];
        if (byte < 0x80) {
            out[n++] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
            len = 1;
            continue;
        }
        uint32_t c = utf8_at(piece, i, &len);
        utf8proc_int32_t parts[4];
        int bound = 0;
        utf8proc_ssize_t n_parts = utf8proc_decompose_char((utf8proc_int32_t)cp_lower(c), parts, 4,
                                                           UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK, &bound);
        for (utf8proc_ssize_t k = 0; k < n_parts && k < 4 && n < MAX_PIECE_BYTES; k++)
            n += plain_letter((uint32_t)parts[k], out + n);
    }
    return (struct str){out, n};
}

uint32_t lexicon_word(const struct actors *a, struct str piece)
{
    char folded[MAX_PIECE_BYTES + 17];
    return pool_map_find(a, &a->word, fold(piece, folded), 0);
}

uint32_t lexicon_word_add(struct actors *a, struct str piece)
{
    char folded[MAX_PIECE_BYTES + 17];
    struct str key = fold(piece, folded);
    uint32_t word = pool_map_find(a, &a->word, key, 0);
    if (word)
        return word;
    word = a->word_class.n;
    *array_add(&a->arena, &a->word_class) = 0;
    pool_map_add(a, &a->word, key, word);
    return word;
}

static uint32_t link_hash(uint32_t node, uint32_t word)
{
    uint64_t h = ((uint64_t)node << 32 | word) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(h >> 32);
}

/* Where the edge is, or the free place where it would be; node 0 never has word 0, so {0, 0} marks a free place. */
static struct link *link_place(const struct actors *a, uint32_t node, uint32_t word)
{
    for (uint32_t i = link_hash(node, word) & (a->link.n - 1);; i = (i + 1) & (a->link.n - 1)) {
        struct link *l = &a->link.v[i];
        if (l->word == 0 || (l->node == node && l->word == word))
            return l;
    }
}

uint32_t lexicon_child(const struct actors *a, uint32_t node, uint32_t word)
{
    if (!word || !a->node.v[node].inner)
        return NONE;
    const struct link *l = link_place(a, node, word);
    return l->word ? l->child : NONE;
}

static void links_make(struct actors *a, uint32_t n)
{
    a->link.v = arena_zalloc(&a->arena, n * sizeof *a->link.v);
    a->link.n = a->link.cap = n;
}

void lexicon_init(struct actors *a)
{
    pool_map_init(a, &a->word, 1 << 16);
    pool_map_init(a, &a->country, 1 << 12);
    *array_add(&a->arena, &a->file) = (struct pooled){0, 0}; /* of entry 0 */
    array_add(&a->arena, &a->entry)->kind = ENTRY_PERSON;
    array_add(&a->arena, &a->sense)->next = NONE;
    *array_add(&a->arena, &a->word_class) = 0;
    array_add(&a->arena, &a->node)->first_sense = NONE;
    links_make(a, 1 << 18); /* some 100,000 nodes: growing would copy them all */
}

static uint32_t child_add(struct actors *a, uint32_t node, uint32_t word)
{
    if ((a->n_links + 1) * 2 > a->link.n) {
        const struct link *old = a->link.v;
        uint32_t n_old = a->link.n;
        links_make(a, n_old * 2);
        for (uint32_t i = 0; i < n_old; i++)
            if (old[i].word)
                *link_place(a, old[i].node, old[i].word) = old[i];
    }
    struct link *l = link_place(a, node, word);
    if (!l->word) {
        *l = (struct link){node, word, a->node.n};
        a->n_links++;
        array_add(&a->arena, &a->node)->first_sense = NONE;
        a->node.v[node].inner = true;
    }
    return l->child;
}

bool lexicon_add(struct actors *a, struct str form, struct sense sense)
{
    struct piece p;
    uint32_t at = 0, node = 0, n = 0;
    uint64_t shapes = 0;
    while (piece_next(form, &at, &p)) {
        if (n == MAX_NAME_PIECES)
            return false;
        node = child_add(a, node, lexicon_word_add(a, str_slice(form, p.span.start, p.span.end)));
        shapes |= (uint64_t)p.shape << (4 * n++);
    }
    if (n == 0)
        return false;
    sense.form = pool_add(a, form);
    sense.shapes = shapes;
    sense.n_pieces = (uint8_t)n;
    sense.next = NONE;
    uint32_t *end = &a->node.v[node].first_sense;
    for (; *end != NONE; end = &a->sense.v[*end].next) {
        struct sense *old = &a->sense.v[*end];
        if (old->entry == sense.entry && old->shapes == shapes &&
            (old->kind == sense.kind || sense.kind == SENSE_LAST)) {
            old->number |= sense.number;
            return true;
        }
    }
    uint32_t id = a->sense.n;
    /* array_add may move the senses and with them *end. */
    uint32_t last = NONE;
    for (uint32_t s = a->node.v[node].first_sense; s != NONE; s = a->sense.v[s].next)
        last = s;
    *array_add(&a->arena, &a->sense) = sense;
    if (last == NONE)
        a->node.v[node].first_sense = id;
    else
        a->sense.v[last].next = id;
    return true;
}
