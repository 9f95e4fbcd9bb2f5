/* syntax/train_int.h - what the files of the training share. */
#ifndef ENTENTE_SYNTAX_TRAIN_INT_H
#define ENTENTE_SYNTAX_TRAIN_INT_H

#include "base/map.h"
#include "syntax/model.h"
#include "syntax/syntax_int.h"
#include "syntax/train.h"

/* ---- the network file (train_network.c) ---------------------------------------------------------------------------
 */

struct network_file {
    struct buf bytes; /* all of it; the others point into it or into the arena */
    struct arena arena;
    struct str version;
    struct network_shape shape;
    struct tag tag[MAX_CLASSES];
    uint8_t label[MAX_CLASSES];
    struct str *word;    /* [n_words], the first is empty: unknown words */
    const float *number; /* all tables, vectors and matrices in the order of the file */
    size_t n_numbers;
};

enum status network_file_read(struct network_file *n, const char *path, struct fault *f) MUST_CHECK;
void network_file_release(struct network_file *n);

struct network_sections {
    struct buf tables, blocks, weights, numbers, sums;
};

/* Floats to bytes with a scale for each row. */
void network_quantise(const struct network_file *n, struct network_sections *out);
void network_sections_release(struct network_sections *s);

/* ---- the lexicon (train_lexicon.c) --------------------------------------------------------------------------------
 */

struct gold { /* a token as the treebank has it */
    struct str form, lemma;
    uint8_t tag; /* the network's class */
};

struct corpus {
    struct arena arena;
    ARRAY_OF(struct gold) tok;
};

/* Tokens whose tag the network does not know are left out. */
enum status corpus_read(struct corpus *c, const struct network_file *n, const char *const *path, uint32_t n_paths,
                        struct fault *f) MUST_CHECK;
void corpus_release(struct corpus *c);
/* Adds the forms of irregular verbs, each as if met once. */
enum status corpus_add_irregular(struct corpus *c, const struct network_file *n, const char *path,
                                 struct fault *f) MUST_CHECK;

/* The tables of struct lexicon, as sections. */
struct lexicon_sections {
    struct buf pool, entry, slot, lemma, ending;
};

void lexicon_build(const struct corpus *c, const struct network_file *n, struct lexicon_sections *out);
void lexicon_sections_release(struct lexicon_sections *s);

#endif
