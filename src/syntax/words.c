#include "base/utf8.h"
#include "syntax/syntax_int.h"

#include <assert.h>

/* Typographic variants that the treebanks spell in ASCII; NULL when c stays as it is. */
static const char *ascii_of(uint32_t c)
{
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
    case 0x00B4:
        return "'";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x00AB:
    case 0x00BB:
        return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212:
        return "-";
    case 0x2014:
    case 0x2015:
        return "--";
    case 0x2026:
        return "...";
    default:
        return NULL;
    }
}

uint32_t form_normalise(struct str form, char *out)
{
    uint32_t n = 0;
    for (uint32_t at = 0, len; at < form.n; at += len) {
        unsigned char c = (unsigned char)form.s[at];
        if (c < 0x80) {
            len = 1;
            if (n + 1 > MAX_FORM_BYTES)
                break;
            out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            continue;
        }
        uint32_t point = utf8_at(form, at, &len);
        const char *ascii = ascii_of(point);
        char bytes[4];
        uint32_t n_bytes = ascii ? (uint32_t)strlen(ascii) : utf8_write(cp_lower(point), bytes);
        if (n + n_bytes > MAX_FORM_BYTES)
            break;
        memcpy(out + n, ascii ? ascii : bytes, n_bytes);
        n += n_bytes;
    }
    return n;
}

uint64_t lex_hash(const char *form, uint32_t n)
{
    uint64_t h = n;
    for (uint32_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)form[i]) * 0x100000001B3u;
    return hash_join(h, 0x5E);
}

uint32_t lex_find(const struct lexicon *lex, const char *form, uint32_t n)
{
    if (lex->n_slots == 0)
        return NONE;
    uint32_t mask = lex->n_slots - 1;
    for (uint32_t at = (uint32_t)lex_hash(form, n) & mask, tries = 0; tries <= mask; at = (at + 1) & mask, tries++) {
        uint32_t ix = lex->slot[at];
        if (ix == 0)
            return NONE;
        const struct lex_entry *e = &lex->entry[ix - 1];
        if (e->n_form == n && memcmp(lex->pool + e->form_at, form, n) == 0)
            return ix - 1;
    }
    return NONE;
}

static uint8_t shape_of(struct str form)
{
    uint32_t n_upper = 0, n_letters = 0;
    bool first_upper = false, digit = false;
    for (uint32_t at = 0, len; at < form.n; at += len) {
        unsigned char c = (unsigned char)form.s[at];
        bool upper, letter;
        if (c < 0x80) {
            len = 1;
            upper = c >= 'A' && c <= 'Z';
            letter = upper || (c >= 'a' && c <= 'z');
            digit |= c >= '0' && c <= '9';
        } else {
            uint32_t point = utf8_at(form, at, &len);
            upper = cp_is_upper(point);
            letter = upper || cp_is_letter(point);
        }
        if (upper && n_letters == 0)
            first_upper = true;
        n_upper += upper;
        n_letters += letter;
    }
    uint8_t shape = 0;
    if (first_upper)
        shape |= SHAPE_CAPITAL;
    if (n_upper >= 2)
        shape |= n_upper == n_letters ? SHAPE_ALL_CAPS : SHAPE_MIXED;
    else if (n_upper == 1 && !first_upper)
        shape |= SHAPE_MIXED;
    if (digit)
        shape |= SHAPE_DIGIT;
    if (n_letters == 0 && !digit)
        shape |= SHAPE_SYMBOLS;
    return shape;
}

bool form_fold_digits(char *form, uint32_t n)
{
    bool any = false;
    for (uint32_t i = 0; i < n; i++)
        if (form[i] >= '0' && form[i] <= '9') {
            form[i] = '0';
            any = true;
        }
    return any;
}

uint32_t word_letters(const struct word *w, char *out)
{
    uint32_t n = form_normalise(w->form, out);
    form_fold_digits(out, n);
    return n;
}

void word_init(struct word *w, const struct lexicon *lex, struct str form, bool first, bool glued)
{
    char low[MAX_FORM_BYTES];
    uint32_t n = form_normalise(form, low);
    *w = (struct word){.form = form, .n_form = (uint8_t)n, .glued = glued};
    w->shape = (uint8_t)(shape_of(form) | (first ? SHAPE_FIRST : 0));
    w->lex = lex_find(lex, low, n);
    uint32_t known = w->lex;
    if (form_fold_digits(low, n))
        known = lex_find(lex, low, n);
    w->row = known == NONE ? 0 : lex->entry[known].row;
}

void words_judge_case(struct word *w, uint32_t n)
{
    uint32_t n_words = 0, n_caps = 0, n_long = 0, n_long_capital = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (w[i].shape & (SHAPE_SYMBOLS | SHAPE_DIGIT) || w[i].n_form < 2)
            continue;
        n_words++;
        n_caps += (w[i].shape & SHAPE_ALL_CAPS) != 0;
        if (w[i].n_form < 4 || w[i].glued)
            continue;
        n_long++;
        n_long_capital += (w[i].shape & SHAPE_CAPITAL) != 0;
    }
    bool caps = n_words >= 3 && n_caps * 10 >= n_words * 7;
    bool title = n_long >= 4 && n_long_capital * 10 >= n_long * 9 && n_long - n_long_capital <= 1;
    for (uint32_t i = 0; i < n && (caps || title); i++)
        w[i].shape = (uint8_t)((w[i].shape & ~SHAPE_CASE_BITS) | SHAPE_NO_CASE);
}

uint32_t word_shape_row(const struct word *w)
{
    static const uint8_t order[] = {SHAPE_SYMBOLS,  SHAPE_DIGIT, SHAPE_NO_CASE,
                                    SHAPE_ALL_CAPS, SHAPE_MIXED, SHAPE_CAPITAL};
    uint32_t row = 0;
    while (row < sizeof order && !(w->shape & order[row]))
        row++;
    return row + (w->shape & SHAPE_FIRST ? N_SHAPES / 2 : 0);
}

static uint32_t gram_hash(const char *bytes, uint32_t n, char before, char after)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    if (before)
        h = (h ^ (unsigned char)before) * 16777619u;
    for (uint32_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)bytes[i]) * 16777619u;
    if (after)
        h = (h ^ (unsigned char)after) * 16777619u;
    return h ^ (h >> 15);
}

uint32_t word_grams(const char *form, uint32_t n, uint32_t n_rows, uint32_t out[MAX_GRAMS])
{
    enum { SEEN_BYTES = 64, BEGINNINGS = 4, ENDINGS = 6, MIDDLES = 5 };
    uint32_t n_out = 0;
    n = n < SEEN_BYTES ? n : SEEN_BYTES;
    for (uint32_t k = 1; k <= BEGINNINGS && k <= n; k++)
        out[n_out++] = gram_hash(form, k, '<', 0);
    for (uint32_t k = 1; k <= ENDINGS && k <= n; k++)
        out[n_out++] = gram_hash(form + n - k, k, 0, '>');
    for (uint32_t k = 1; n >= 6 && k <= MIDDLES && k + 3 <= n; k++)
        out[n_out++] = gram_hash(form + k, 3, 0, 0);
    out[n_out++] = gram_hash(form, n, '<', '>');
    for (uint32_t i = 0; i < n_out; i++)
        out[i] = 1 + out[i] % (n_rows - 1);
    return n_out;
}

uint32_t ending_key(const char *form, uint32_t n, uint32_t n_suffix, uint8_t tag)
{
    uint64_t h = ((uint64_t)tag << 8) | n_suffix;
    for (uint32_t i = n - n_suffix; i < n; i++)
        h = (h ^ (unsigned char)form[i]) * 0x100000001B3u;
    uint32_t key = (uint32_t)(hash_join(h, 0xE4D) >> 16);
    return key ? key : 1;
}

static const struct ending *ending_find(const struct lexicon *lex, uint32_t key)
{
    uint32_t mask = lex->n_endings - 1;
    for (uint32_t at = key & mask, tries = 0; tries <= mask; at = (at + 1) & mask, tries++) {
        if (lex->ending[at].key == key)
            return &lex->ending[at];
        if (lex->ending[at].key == 0)
            break;
    }
    return NULL;
}

/* The form itself as the lemma: as it stands when it needs no change, else a copy in lower case. */
static struct str lemma_of_form(struct str form, bool keep_case, struct arena *arena)
{
    if (keep_case)
        return form;
    bool plain = true;
    for (uint32_t i = 0; i < form.n && plain; i++)
        plain = (unsigned char)form.s[i] < 0x80 && !(form.s[i] >= 'A' && form.s[i] <= 'Z');
    return plain ? form : utf8_lower(arena, form);
}

struct str lemma_guess(const struct lexicon *lex, const struct tag *tags, uint32_t lex_ix, struct str form, uint8_t tag,
                       struct arena *arena)
{
    bool proper = tags[tag].upos == UPOS_PROPN;
    if (lex_ix != NONE) {
        const struct lex_entry *e = &lex->entry[lex_ix];
        const struct lex_lemma *best = NULL;
        for (uint32_t i = 0; i < e->n_lemmas; i++) {
            const struct lex_lemma *l = &lex->lemma[e->first_lemma + i];
            if (l->tag == tag) {
                best = l;
                break;
            }
            /* Same word class, other inflection: good for what does not inflect by its ending, and for past forms
             * ("shot", "unfroze"), which the tagger takes for one another and for the present. */
            bool same = tags[l->tag].upos == tags[tag].upos;
            bool past = tags[l->tag].xpos == XPOS_VBD || tags[l->tag].xpos == XPOS_VBN;
            bool base = tags[tag].xpos == XPOS_VBG || tags[tag].xpos == XPOS_VBZ;
            if (!best && same && (tags[l->tag].xpos == tags[tag].xpos || (past && !base)))
                best = l;
        }
        if (best)
            return (struct str){lex->pool + best->at, best->n};
    }
    char low[MAX_FORM_BYTES];
    uint32_t n = form_normalise(form, low);
    if (lex->n_endings > 0 && form.n <= MAX_FORM_BYTES)
        for (uint32_t k = n < SUFFIX_BYTES ? n : SUFFIX_BYTES;; k--) {
            const struct ending *e = ending_find(lex, ending_key(low, n, k, tag));
            if (e && e->strip < n && e->strip < form.n) {
                if (e->strip == 0 && e->n_add == 0)
                    break;
                uint32_t kept = form.n - e->strip; /* endings are ASCII in practice; if not, the form stays */
                if (((unsigned char)form.s[kept] & 0xC0) == 0x80)
                    break;
                struct str stem = lemma_of_form((struct str){form.s, kept}, proper, arena);
                if (e->n_add == 0)
                    return stem;
                char *lemma = arena_alloc(arena, stem.n + e->n_add + 1u);
                memcpy(lemma, stem.s, stem.n);
                memcpy(lemma + stem.n, lex->pool + e->add_at, e->n_add);
                lemma[stem.n + e->n_add] = '\0';
                return (struct str){lemma, stem.n + e->n_add};
            }
            if (k == 0)
                break;
        }
    return lemma_of_form(form, proper, arena);
}
