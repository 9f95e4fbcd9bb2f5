/* syntax/syntax_int.h - what the files of syntax/ share: the model's tables, words as features see them, the parser's
 * state. Only syntax/ includes it. Training (train*.c) and reading (tagger.c, parser.c) use the same feature functions.
 */
#ifndef ENTENTE_SYNTAX_INT_H
#define ENTENTE_SYNTAX_INT_H

#include "base/file.h"
#include "record/names.h"
#include "syntax/syntax.h"

enum {
    MAX_CLASSES = 256,    /* class numbers are bytes, so a score array of this size needs no further check */
    MAX_FORM_BYTES = 255, /* of a normalised form; what is longer is seen by its beginning */
    MAX_TAG_FEATURES = 56,
    MAX_PARSE_FEATURES = 112,
    SUFFIX_BYTES = 6, /* longest ending the lemma rules look at */
};

/* ---- hashing ------------------------------------------------------------------------------------------------ */

static inline uint64_t hash_join(uint64_t h, uint64_t value)
{
    h = (h ^ value) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 32);
}

/* ---- tables of the model (docs/formats/model.md) -------------------------------------------------------------- */

/* A sparse linear classifier. bucket[i] .. bucket[i + 1] is a stretch of the stream with the features that fall into
 * bucket i. */
struct weights {
    const uint32_t *bucket;
    uint32_t n_buckets;
    const uint16_t *stream;
    uint32_t n_stream;
    uint32_t n_classes;
};

enum { WEIGHTS_DENSE = 0xFFFF }; /* in place of the number of entries: a weight for every class follows */

struct lex_entry {    /* a normalised form */
    uint32_t form_at; /* in the pool */
    uint32_t first_lemma;
    uint16_t cluster; /* 0: none */
    uint16_t tagset;  /* which tags the form had in training; 0: unknown or too rare */
    uint8_t n_form, n_lemmas;
    uint16_t spare;
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

struct syntax {
    struct file_map map;
    char version[64];
    struct lexicon lex;
    struct weights tagger, parser;
    uint32_t n_tags, n_labels;
    struct tag tag[MAX_CLASSES]; /* tagger's classes; numbers from 1, 0 is "none" */
    uint8_t label[MAX_CLASSES];  /* parser's labels -> enum deprel; label 0 is always root */
};

/* ---- words as features see them (words.c) --------------------------------------------------------------------- */

enum shape {
    SHAPE_CAPITAL = 1,  /* begins with an upper-case letter */
    SHAPE_ALL_CAPS = 2, /* two letters or more, all upper case */
    SHAPE_MIXED = 4,    /* upper case after the first letter, not all */
    SHAPE_DIGIT = 8,
    SHAPE_HYPHEN = 16,
    SHAPE_SYMBOLS = 32, /* neither letter nor digit */
    SHAPE_NO_CASE = 64, /* the sentence's capitals say nothing (title, all caps) */
    SHAPE_FIRST = 128,
    SHAPE_CASE_BITS = 7,
};

struct word {
    uint64_t form;      /* hash of the normalised form, digits as 0 */
    uint32_t suffix[4]; /* last 1 .. 4 bytes */
    uint32_t prefix[3]; /* first 1 .. 3 bytes */
    uint32_t lex;       /* lexicon entry, NONE */
    uint16_t cluster, tagset;
    uint8_t shape;
    uint8_t tag;    /* tagger's class, from 1 */
    uint8_t n_form; /* bytes of the normalised form */
    uint8_t glued;
};

/* Lower case, typographic quotation marks and dashes as ASCII; returns the length. out holds MAX_FORM_BYTES. */
uint32_t form_normalise(struct str form, char *out);
uint32_t lex_find(const struct lexicon *lex, const char *form, uint32_t n);
uint64_t lex_hash(const char *form, uint32_t n);
void word_init(struct word *w, struct str form, bool first, bool glued);
void word_look_up(struct word *w, const struct lexicon *lex, struct str form);
void word_forget_case(struct word *w);
/* Do capitals say nothing here? (ALL-CAPS line, Title-Case Headline) */
bool words_without_case(const struct word *w, uint32_t n);

/* Lemma of a form under a tag: from the lexicon, else by ending. Points into the pool, into form, or into the arena. */
struct str lemma_guess(const struct lexicon *lex, const struct tag *tags, uint32_t lex_ix, struct str form, uint8_t tag,
                       struct arena *arena);
uint32_t ending_key(const char *form, uint32_t n, uint32_t n_suffix, uint8_t tag);

/* ---- weights (model.c) ------------------------------------------------------------------------------------------ */

/* Adds the weights of the features to score[MAX_CLASSES]. */
void weights_add(const struct weights *w, const uint64_t *feature, uint32_t n, int32_t *score);

/* ---- tagger (tagger.c) ------------------------------------------------------------------------------------------ */

enum { WORD_PAD = 2 }; /* zeroed words before and after each sentence */

/* Features of word i, whose left neighbours have their tags; w[-WORD_PAD .. n + WORD_PAD - 1] is valid. */
uint32_t tag_features(const struct word *w, uint32_t i, uint64_t *out);
void tag_words(const struct syntax *s, struct word *w, uint32_t n);

/* ---- parser (parser.c) ------------------------------------------------------------------------------------------ */

enum { ACTION_SHIFT, ACTION_LEFT, ACTION_RIGHT, N_ACTIONS };

struct node { /* 0 is "none", 1 .. n the words, n + 1 the root */
    uint64_t form;
    uint64_t cluster;
    uint32_t tag, upos;
    uint32_t head;
    uint32_t left[2], right[2]; /* outermost dependent, then the next */
    uint64_t left_labels, right_labels;
    uint8_t n_left, n_right;
    uint8_t label;
    uint8_t spare;
};

struct parse {
    struct node *node;
    uint32_t *stack;
    uint32_t n, n_stack, next; /* next: first of the buffer */
};

void parse_begin(struct parse *p, const struct word *w, const struct tag *tags, uint32_t n);
bool parse_may(const struct parse *p, int action);
bool parse_done(const struct parse *p);
void parse_do(struct parse *p, int action, uint8_t label);
uint32_t parse_features(const struct parse *p, uint64_t *out);

/* Class of (action, label): shift, then all lefts, then all rights. */
static inline uint32_t action_class(int action, uint32_t label, uint32_t n_labels)
{
    return action == ACTION_SHIFT ? 0 : 1 + (action == ACTION_RIGHT ? n_labels : 0) + label;
}
void parse_words(const struct syntax *s, struct parse *p);

/* ---- whole sentences (syntax.c) ---------------------------------------------------------------------------------- */

/* Fills w[0..n-1] from the tokens, case normalised. */
void sentence_words(const struct syntax *s, const struct doc *d, uint32_t first_tok, uint32_t n, struct word *w);

#endif
