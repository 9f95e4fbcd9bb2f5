/* syntax/syntax_int.h - what the files of syntax/ share: the model's tables, words as the network sees them, the
 * network itself. Only syntax/ includes it.
 */
#ifndef ENTENTE_SYNTAX_INT_H
#define ENTENTE_SYNTAX_INT_H

#include "base/checksum.h"
#include "base/file.h"
#include "record/names.h"
#include "syntax/lanes.h"
#include "syntax/syntax.h"

enum {
    MAX_CLASSES = 256,    /* tags, relations: their numbers are bytes */
    MAX_FORM_BYTES = 255, /* of a normalised form; what is longer is seen by its beginning */
    SUFFIX_BYTES = 6,     /* longest ending the lemma rules look at */
    MAX_LAYERS = 8,
    N_SHAPES = 16,
};

/* ---- lexicon and lemmas (docs/formats/model.md) ---------------------------------------------------------------- */

struct lex_entry {    /* a normalised form */
    uint32_t form_at; /* in the pool */
    uint32_t first_lemma;
    uint16_t row; /* of the network's word table; 0: not there */
    uint16_t spare;
    uint8_t n_form, n_lemmas;
    uint16_t spare_2;
};

struct lex_lemma {
    uint32_t at; /* in the pool */
    uint8_t n, tag;
    uint16_t spare;
};

struct ending { /* an ending with a tag -> what the lemma rule does; slot empty when key is 0 */
    uint32_t key;
    uint16_t strip; /* bytes */
    uint8_t n_add, spare;
    uint32_t add_at; /* in the pool */
};

struct tag {
    uint8_t xpos, upos;
};

struct lexicon {
    const struct lex_entry *entry;
    uint32_t n_entries;
    const uint32_t *slot; /* open addressing: entry + 1, 0 empty */
    uint32_t n_slots;     /* power of two */
    const struct lex_lemma *lemma;
    uint32_t n_lemmas;
    const struct ending *ending;
    uint32_t n_endings; /* power of two, 0 none */
    const char *pool;
    uint32_t n_pool;
};

/* Lemma of a form under a tag: from the lexicon, else by ending. Points into the pool, into form, or into the arena. */
struct str lemma_guess(const struct lexicon *lex, const struct tag *tags, uint32_t lex_ix, struct str form, uint8_t tag,
                       struct arena *arena);
uint32_t ending_key(const char *form, uint32_t n, uint32_t n_suffix, uint8_t tag);
uint32_t lex_find(const struct lexicon *lex, const char *form, uint32_t n);
uint64_t lex_hash(const char *form, uint32_t n);

/* ---- words as the network sees them (words.c; the training writes the same in Python) -----------------------------
 */

enum shape {
    SHAPE_CAPITAL = 1,  /* begins with an upper-case letter */
    SHAPE_ALL_CAPS = 2, /* two letters or more, all upper case */
    SHAPE_MIXED = 4,    /* upper case after the first letter, not all */
    SHAPE_DIGIT = 8,
    SHAPE_SYMBOLS = 16, /* neither letter nor digit */
    SHAPE_NO_CASE = 32, /* the sentence's capitals say nothing (title, all caps) */
    SHAPE_FIRST = 64,
    SHAPE_CASE_BITS = 7,
};

struct word {
    struct str form;
    uint32_t lex; /* lexicon entry, NONE */
    uint16_t row; /* of the word table; 0: unknown */
    uint8_t shape;
    uint8_t n_form; /* bytes of the normalised form */
    uint8_t glued;
};

/* Lower case, typographic quotation marks and dashes as ASCII; returns the length. out holds MAX_FORM_BYTES. */
uint32_t form_normalise(struct str form, char *out);
/* Digits as 0: numbers of the same length look alike. Returns whether there were any. */
bool form_fold_digits(char *form, uint32_t n);
/* The letters that the network sees of an unknown word: normalised, digits as 0. out holds MAX_FORM_BYTES. */
uint32_t word_letters(const struct word *w, char *out);
void word_init(struct word *w, const struct lexicon *lex, struct str form, bool first, bool glued);
/* Do capitals say nothing here? (ALL-CAPS line, Title-Case Headline) Then marks the words so. */
void words_judge_case(struct word *w, uint32_t n);
/* Which of the N_SHAPES vectors belongs to the word. */
uint32_t word_shape_row(const struct word *w);
/* Beginnings, endings and middles of a folded normal form as rows of a table of n_rows, from 1; returns their number.
 */
enum { MAX_GRAMS = 16 };
uint32_t word_grams(const char *form, uint32_t n, uint32_t n_rows, uint32_t out[MAX_GRAMS]);

/* ---- the network (network.c; docs/decisions/0002-syntax.md) -------------------------------------------------------
 */

/* A word's vector of 2 * embed is squashed; layers of two quasi-recurrent directions follow; one matrix gives from the
 * last layer, for each word: arc (as dependent), arc (as head), label (as dependent), label (as head), tags. */
struct network_shape { /* as in the file */
    uint32_t embed, width, n_layers, arc, label, n_words, n_grams, n_tags, n_labels;
};

struct network {
    struct network_shape shape;
    const int8_t *word; /* n_words x 2 embed, row 0: unknown words */
    const float *word_scale;
    const int8_t *gram; /* n_grams x embed, row 0 unused */
    const float *gram_scale;
    const float *case_; /* N_SHAPES x 2 embed */
    struct matrix layer[MAX_LAYERS], out, bilinear, relation;
    const float *head_weight; /* arc: how apt a word is to be a head at all */
    const float *root_arc, *root_label;
    const struct lanes *lanes;
    struct kept_products *kept; /* of the first layer; filled while sentences are read */
};

uint32_t rows_padded(uint32_t n); /* to whole LANE_ROWS */
uint32_t network_out_rows(const struct network_shape *s);
/* Whether sizes are in bounds, so that products of them cannot overflow. */
bool network_shape_sound(const struct network_shape *s);

struct network_work; /* scratch for sentences of up to n_words words together */
struct network_work *network_work_new(const struct network *net, uint32_t n_words, struct arena *scratch);

struct network_sentence {
    const struct word *word;
    uint32_t n;
    uint8_t *tag;   /* [n]: class, from 0 */
    uint32_t *head; /* [n]: 0 the root, 1 .. n a word */
    uint8_t *label; /* [n] */
};

/* Tags, heads and labels of several sentences, together no more words than the work was made for. */
void network_run(const struct network *net, struct network_work *work, const struct network_sentence *s,
                 uint32_t n_sentences);

/* ---- products of words met before (kept_products.c): any thread may call these at any time ----------------------- */

struct kept_products *kept_products_new(uint32_t n_words, uint32_t n_rows);
void kept_products_free(struct kept_products *k);
/* NULL: not there. Unknown words never are: their letters count, too. */
const float *kept_products_find(const struct kept_products *k, const struct word *w);
/* Does nothing where there is no room or another thread was first. */
void kept_products_add(struct kept_products *k, const struct word *w, const float *product);

/* ---- trees of sentences met before (kept_trees.c): any thread may call these at any time --------------------------
 */

struct kept_trees *kept_trees_new(void);
void kept_trees_free(struct kept_trees *k);
/* Sets the sentence's tags, heads and labels where the network has given them before, else leaves them alone. */
bool kept_trees_find(struct kept_trees *k, const struct network_sentence *s);
void kept_trees_add(struct kept_trees *k, const struct network_sentence *s);

/* ---- trees (tree.c) --------------------------------------------------------------------------------------------- */

/* score[i * stride + j]: how well word i + 1 hangs on j (0 the root). Gives one root and no circle. score may change.
 * mark: n + 1 words of scratch. */
void tree_best(float *score, uint32_t n, uint32_t stride, uint32_t *mark, uint32_t *out_head);

/* ---- the whole ----------------------------------------------------------------------------------------------------
 */

struct syntax {
    struct file_map map;
    char version[64];
    struct lexicon lex;
    struct network net;
    struct kept_trees *trees; /* filled while sentences are read */
    uint32_t n_tags, n_labels;
    struct tag tag[MAX_CLASSES];
    uint8_t label[MAX_CLASSES]; /* network's labels -> enum deprel; label 0 is always root */
};

/* From now on with this arithmetic, and nothing kept of what was read before. No other thread may use s meanwhile. */
void syntax_use_lanes(struct syntax *s, const struct lanes *lanes);

#endif
