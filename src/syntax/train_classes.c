#include "syntax/train_classes.h"

#include "base/map.h"
#include "base/utf8.h"
#include "syntax/syntax_int.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_LOG_TABLE = 1 << 16, SENTENCE_EDGE = 0 };

struct pair {
    uint32_t word, count;
};

struct classing {
    struct arena arena;
    struct map words; /* word -> number; 0 is the edge of a line */
    ARRAY_OF(struct str) word;
    ARRAY_OF(uint32_t) count;
    ARRAY_OF(uint32_t) text; /* word numbers */
    uint32_t *order;         /* kept words by falling count */
    uint32_t n_kept, n_classes;
    uint32_t *class_of;                   /* by word; n_classes: rare, never moves */
    struct pair *before, *after;          /* neighbours with counts, all words one after another */
    uint32_t *first_before, *first_after; /* by word, n + 1 */
    uint32_t *pairs_of;                   /* [class][class] */
    float *pairs_log;                     /* n log n of it */
    uint64_t *total;                      /* by class */
    double log_table[N_LOG_TABLE];
};

static double n_log_n(const struct classing *k, uint64_t n)
{
    return n < N_LOG_TABLE ? k->log_table[n] : (double)n * log((double)n);
}

/* ---- text -> word numbers -----------------------------------------------------------------------------------------
 */

static void add_word(struct classing *k, const char *form, uint32_t n)
{
    char low[MAX_FORM_BYTES];
    struct str s = {low, form_normalise((struct str){form, n}, low)};
    uint32_t ix = map_find(&k->words, s, NONE);
    if (ix == NONE) {
        struct str own = str_copy(&k->arena, s);
        ix = k->word.n;
        *map_put(&k->words, own, 0) = ix;
        *array_add(&k->arena, &k->word) = own;
        *array_add(&k->arena, &k->count) = 0;
    }
    k->count.v[ix]++;
    *array_add(&k->arena, &k->text) = ix;
}

static bool is_word_point(uint32_t c)
{
    return cp_is_letter(c) || cp_is_digit(c) || c == '-';
}

/* Where the clitic of a word begins ('s, n't), its length if it has none. */
static uint32_t clitic_at(struct str w)
{
    uint32_t at = w.n;
    for (uint32_t i = 1; i < w.n; i++) {
        bool curly = i + 2 < w.n && memcmp(w.s + i, "\xE2\x80\x99", 3) == 0;
        if (w.s[i] == '\'' || curly)
            at = i;
    }
    if (at < w.n && at > 1 && (w.s[at - 1] | 32) == 'n' && (w.s[w.n - 1] | 32) == 't')
        at--;
    return at;
}

/* A rough tokenizer: words with inner hyphens and apostrophes, every other sign by itself. Good enough to see
 * neighbours. */
static void add_line(struct classing *k, struct str line)
{
    *array_add(&k->arena, &k->text) = SENTENCE_EDGE;
    for (uint32_t at = 0, len; at < line.n;) {
        uint32_t c = utf8_at(line, at, &len);
        if (cp_is_space(c)) {
            at += len;
            continue;
        }
        uint32_t end = at + len;
        if (is_word_point(c)) {
            while (end < line.n) {
                uint32_t next, next_len, after_len, p = utf8_at(line, end, &next_len);
                next = end + next_len < line.n ? utf8_at(line, end + next_len, &after_len) : 0;
                bool inner = (p == '\'' || p == 0x2019 || p == '.' || p == ',') && is_word_point(next) &&
                             (p == '\'' || p == 0x2019 || cp_is_digit(next));
                if (!is_word_point(p) && !inner)
                    break;
                end += next_len;
            }
        }
        struct str word = str_slice(line, at, end);
        uint32_t cut = is_word_point(c) ? clitic_at(word) : word.n;
        add_word(k, word.s, cut);
        if (cut < word.n)
            add_word(k, word.s + cut, word.n - cut);
        /* Lines of prose hold many sentences: what follows a full stop has no neighbour before it. */
        if (c == '.' || c == '?' || c == '!')
            *array_add(&k->arena, &k->text) = SENTENCE_EDGE;
        at = end;
    }
}

/* ---- counts -------------------------------------------------------------------------------------------------------
 */

static int by_code(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Neighbours of every word on one side, from codes (word << 32 | neighbour). */
static struct pair *count_pairs(struct classing *k, uint64_t *code, size_t n, uint32_t **out_first)
{
    qsort(code, n, sizeof *code, by_code);
    uint32_t *first = arena_zalloc(&k->arena, (k->word.n + 1) * sizeof *first);
    size_t n_distinct = 0;
    for (size_t i = 0; i < n; i++)
        n_distinct += i == 0 || code[i] != code[i - 1];
    struct pair *pair = arena_alloc(&k->arena, (n_distinct + 1) * sizeof *pair);
    uint32_t at = 0, word = 0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && code[i] == code[i - 1]) {
            pair[at - 1].count++;
            continue;
        }
        for (; word < (uint32_t)(code[i] >> 32); word++)
            first[word + 1] = at;
        pair[at++] = (struct pair){(uint32_t)code[i], 1};
    }
    for (; word < k->word.n; word++)
        first[word + 1] = at;
    *out_first = first;
    return pair;
}

static void count_neighbours(struct classing *k)
{
    size_t n = k->text.n > 0 ? k->text.n - 1 : 0;
    uint64_t *code = malloc((n + 1) * sizeof *code);
    if (!code)
        out_of_memory(n * sizeof *code);
    for (size_t i = 0; i < n; i++)
        code[i] = (uint64_t)k->text.v[i + 1] << 32 | k->text.v[i];
    k->before = count_pairs(k, code, n, &k->first_before);
    for (size_t i = 0; i < n; i++)
        code[i] = (uint64_t)k->text.v[i] << 32 | k->text.v[i + 1];
    k->after = count_pairs(k, code, n, &k->first_after);
    free(code);
}

static int by_falling(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->word < y->word ? -1 : x->word > y->word;
}

static void begin_classes(struct classing *k, uint32_t min_count)
{
    uint32_t n = k->word.n, n_all = k->n_classes + 1; /* the last class: rare words and the edge */
    struct pair *by = arena_alloc(&k->arena, (n + 1) * sizeof *by);
    k->order = arena_alloc(&k->arena, (n + 1) * sizeof *k->order);
    k->class_of = arena_alloc(&k->arena, (n + 1) * sizeof *k->class_of);
    for (uint32_t i = 0; i < n; i++) {
        k->class_of[i] = k->n_classes;
        if (i != SENTENCE_EDGE && k->count.v[i] >= min_count)
            by[k->n_kept++] = (struct pair){i, k->count.v[i]};
    }
    qsort(by, k->n_kept, sizeof *by, by_falling);
    for (uint32_t i = 0; i < k->n_kept; i++) {
        k->order[i] = by[i].word;
        k->class_of[by[i].word] = i % k->n_classes;
    }
    k->pairs_of = arena_zalloc(&k->arena, (size_t)n_all * n_all * sizeof *k->pairs_of);
    k->pairs_log = arena_zalloc(&k->arena, (size_t)n_all * n_all * sizeof *k->pairs_log);
    k->total = arena_zalloc(&k->arena, n_all * sizeof *k->total);
    for (uint32_t i = 0; i + 1 < k->text.n; i++) {
        k->pairs_of[(size_t)k->class_of[k->text.v[i]] * n_all + k->class_of[k->text.v[i + 1]]]++;
        k->total[k->class_of[k->text.v[i]]]++;
    }
    for (size_t i = 0; i < (size_t)n_all * n_all; i++)
        k->pairs_log[i] = (float)n_log_n(k, k->pairs_of[i]);
}

/* ---- exchange -----------------------------------------------------------------------------------------------------
 */

struct move {                 /* working arrays for one word, by class */
    uint32_t *before, *after; /* how often a word of that class stands before, after it */
    uint32_t *seen_before, *seen_after;
    uint32_t n_before, n_after, with_itself;
    double *gain;
};

static void neighbour_classes(const struct classing *k, uint32_t word, struct move *m)
{
    for (uint32_t i = 0; i < m->n_before; i++)
        m->before[m->seen_before[i]] = 0;
    for (uint32_t i = 0; i < m->n_after; i++)
        m->after[m->seen_after[i]] = 0;
    m->n_before = m->n_after = m->with_itself = 0;
    for (uint32_t i = k->first_before[word]; i < k->first_before[word + 1]; i++) {
        uint32_t c = k->class_of[k->before[i].word];
        if (k->before[i].word == word) {
            m->with_itself = k->before[i].count;
            continue;
        }
        if (m->before[c] == 0)
            m->seen_before[m->n_before++] = c;
        m->before[c] += k->before[i].count;
    }
    for (uint32_t i = k->first_after[word]; i < k->first_after[word + 1]; i++) {
        uint32_t c = k->class_of[k->after[i].word];
        if (k->after[i].word == word)
            continue;
        if (m->after[c] == 0)
            m->seen_after[m->n_after++] = c;
        m->after[c] += k->after[i].count;
    }
}

/* Adds (sign 1) or takes (-1) the word's pairs to or from a class. */
static void shift_counts(struct classing *k, const struct move *m, uint32_t c, uint32_t count, int sign)
{
    uint32_t n_all = k->n_classes + 1;
    size_t changed;
#define CHANGE(from, to, by)                                                                                           \
    (changed = (size_t)(from)*n_all + (to), k->pairs_of[changed] += (uint32_t)sign * (by),                             \
     k->pairs_log[changed] = (float)n_log_n(k, k->pairs_of[changed]))
    for (uint32_t i = 0; i < m->n_before; i++)
        CHANGE(m->seen_before[i], c, m->before[m->seen_before[i]]);
    for (uint32_t i = 0; i < m->n_after; i++)
        CHANGE(c, m->seen_after[i], m->after[m->seen_after[i]]);
    if (m->with_itself)
        CHANGE(c, c, m->with_itself);
#undef CHANGE
    k->total[c] += (uint64_t)((int64_t)sign * count);
}

/* The class that suits the word best, once it has been taken out of its own. */
static uint32_t best_class(const struct classing *k, struct move *m, uint32_t word)
{
    uint32_t n_all = k->n_classes + 1, count = k->count.v[word], best = 0;
    for (uint32_t d = 0; d < k->n_classes; d++)
        m->gain[d] = -2 * (n_log_n(k, k->total[d] + count) - n_log_n(k, k->total[d]));
    for (uint32_t i = 0; i < m->n_before; i++) {
        uint32_t e = m->seen_before[i], n = m->before[e];
        const uint32_t *pairs = k->pairs_of + (size_t)e * n_all;
        const float *logs = k->pairs_log + (size_t)e * n_all;
        for (uint32_t d = 0; d < k->n_classes; d++)
            m->gain[d] += n_log_n(k, pairs[d] + n) - (double)logs[d];
    }
    for (uint32_t i = 0; i < m->n_after; i++) {
        uint32_t e = m->seen_after[i], n = m->after[e];
        const uint32_t *pairs = k->pairs_of + e;
        const float *logs = k->pairs_log + e;
        for (uint32_t d = 0; d < k->n_classes; d++)
            m->gain[d] += n_log_n(k, pairs[(size_t)d * n_all] + n) - (double)logs[(size_t)d * n_all];
    }
    for (uint32_t d = 0; d < k->n_classes; d++) {
        uint32_t b = m->before[d], a = m->after[d], own = k->pairs_of[(size_t)d * n_all + d];
        if (b + a + m->with_itself > 0) { /* pairs inside the class were counted apart above */
            double base = n_log_n(k, own);
            if (b)
                m->gain[d] -= n_log_n(k, own + b) - base;
            if (a)
                m->gain[d] -= n_log_n(k, own + a) - base;
            m->gain[d] += n_log_n(k, (uint64_t)own + b + a + m->with_itself) - base;
        }
        if (m->gain[d] > m->gain[best])
            best = d;
    }
    return best;
}

static uint32_t one_round(struct classing *k, struct move *m)
{
    uint32_t n_moved = 0;
    for (uint32_t i = 0; i < k->n_kept; i++) {
        uint32_t word = k->order[i], old = k->class_of[word];
        neighbour_classes(k, word, m);
        shift_counts(k, m, old, k->count.v[word], -1);
        uint32_t best = best_class(k, m, word);
        shift_counts(k, m, best, k->count.v[word], 1);
        k->class_of[word] = best;
        n_moved += best != old;
    }
    return n_moved;
}

enum status train_classes(struct str text, const struct train_classes_options *o, struct buf *out, struct fault *f)
{
    if (o->n_classes < 2 || o->n_classes > 1000)
        return fault_set(f, ST_USAGE, "%u classes are not possible; choose 2 to 1000", o->n_classes);
    struct classing *k = calloc(1, sizeof *k);
    if (!k)
        out_of_memory(sizeof *k);
    arena_init(&k->arena, 0);
    k->n_classes = o->n_classes;
    for (uint32_t n = 2; n < N_LOG_TABLE; n++)
        k->log_table[n] = n * log(n);
    map_init(&k->words, &k->arena, 1 << 16);
    add_word(k, "", 0); /* number 0: SENTENCE_EDGE */
    struct str line;
    while (str_cut(&text, '\n', &line))
        add_line(k, line);
    count_neighbours(k);
    begin_classes(k, o->min_count);
    uint32_t n_all = o->n_classes + 1;
    struct move m = {.before = arena_zalloc(&k->arena, n_all * 4),
                     .after = arena_zalloc(&k->arena, n_all * 4),
                     .seen_before = arena_alloc(&k->arena, n_all * 4),
                     .seen_after = arena_alloc(&k->arena, n_all * 4),
                     .gain = arena_alloc(&k->arena, n_all * sizeof(double))};
    for (uint32_t round = 0; round < o->n_rounds; round++) {
        uint32_t n_moved = one_round(k, &m);
        char note[100];
        snprintf(note, sizeof note, "round %u: %u of %u words moved", round + 1, n_moved, k->n_kept);
        if (o->progress)
            o->progress(o->with, note);
        if (n_moved * 200 < k->n_kept)
            break;
    }
    for (uint32_t i = 0; i < k->n_kept; i++)
        buf_printf(out, "%u\t%.*s\n", k->class_of[k->order[i]] + 1, STR_ARG(k->word.v[k->order[i]]));
    arena_release(&k->arena);
    free(k);
    return OK;
}
