/* syntax/train.h - CoNLL-U treebanks -> the model file that syntax_load reads.
 *
 * Takes files with tags, lemmas and trees. Gives a model file, written in one step. The same files, in the same order,
 * with the same options give the same bytes. Fails on unreadable files and on treebanks without trees. Cost: about four
 * minutes for 330,000 words on one core, 1 GB of memory. Method: docs/decisions/0002-syntax.md. Not: fetching
 * treebanks, measuring (score with any CoNLL-U scorer).
 */
#ifndef ENTENTE_SYNTAX_TRAIN_H
#define ENTENTE_SYNTAX_TRAIN_H

#include "base/fault.h"

#include <stdint.h>

struct syntax_train_options {
    uint32_t tagger_epochs, parser_epochs;
    uint64_t seed;
    const char *clusters;                           /* file of "class TAB word" lines, or NULL */
    const char *version;                            /* written into the file; NULL: made from the seed and the sizes */
    void (*progress)(void *with, const char *line); /* may be NULL */
    void *with;
};

#define SYNTAX_TRAIN_DEFAULTS ((struct syntax_train_options){.tagger_epochs = 8, .parser_epochs = 12, .seed = 1})

enum status syntax_train(const char *const *path, uint32_t n_paths, const char *out,
                         const struct syntax_train_options *options, struct fault *f) MUST_CHECK;

#endif
