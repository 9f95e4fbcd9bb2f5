/* syntax/train_classes.h - raw text -> word classes, which the tagger and the parser use for words the treebanks lack.
 *
 * Takes text (any size that fits in memory). Gives lines "class TAB word", words in lower case, for --classes of the
 * training. Method: exchange clustering for a two-sided class bigram model (Kneser, Ney 1993; Martin, Liermann, Ney
 * 1998): each word in turn goes to the class that makes the text likeliest, until few move. Deterministic. Cost: about
 * words of the vocabulary x classes x neighbouring classes a round; four minutes for 25 million words, 500 classes.
 */
#ifndef ENTENTE_SYNTAX_TRAIN_CLASSES_H
#define ENTENTE_SYNTAX_TRAIN_CLASSES_H

#include "base/str.h"

struct train_classes_options {
    uint32_t n_classes; /* 2 .. 1000 */
    uint32_t min_count; /* rarer words get no class */
    uint32_t n_rounds;
    void (*progress)(void *with, const char *line); /* may be NULL */
    void *with;
};

#define TRAIN_CLASSES_DEFAULTS ((struct train_classes_options){.n_classes = 500, .min_count = 8, .n_rounds = 12})

/* text: valid UTF-8. Appends to out. */
enum status train_classes(struct str text, const struct train_classes_options *options, struct buf *out,
                          struct fault *f) MUST_CHECK;

#endif
