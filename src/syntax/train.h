/* syntax/train.h - a trained network and CoNLL-U treebanks -> the model file that syntax_load reads.
 *
 * Takes the network as tools/train-syntax writes it (floats; docs/formats/model.md, "The network file") and treebanks
 * with tags and lemmas. Gives a model file, written in one step: the network in bytes, the lexicon, the rules of
 * lemmas. The same files in the same order give the same bytes. Fails on files that cannot be read or do not fit. Cost:
 * a second, 250 MB of memory. Not: learning the network (tools/train-syntax), measuring (score with any CoNLL-U
 * scorer).
 */
#ifndef ENTENTE_SYNTAX_TRAIN_H
#define ENTENTE_SYNTAX_TRAIN_H

#include "base/fault.h"

#include <stdint.h>

struct syntax_train_options {
    const char *irregular; /* lang/en/syntax/irregular.txt: verbs whose forms the treebanks may lack; NULL: none */
    void (*progress)(void *with, const char *line); /* may be NULL */
    void *with;
};

enum status syntax_train(const char *network, const char *const *treebank, uint32_t n_treebanks, const char *out,
                         const struct syntax_train_options *options, struct fault *f) MUST_CHECK;

#endif
