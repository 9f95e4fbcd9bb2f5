/* syntax/syntax.h - tokens -> part-of-speech tags, lemmas, one dependency tree a sentence (Universal Dependencies).
 *
 * Takes a document with sentences and tokens (text/). Gives tok.upos, xpos, lemma, head, deprel, first_child,
 * next_sibling, and sent.root_tok. Always exactly one tree a sentence; one of more than SYNTAX_MAX_WORDS is parsed in
 * pieces, whose roots hang on the first. Never fails; loading fails on a damaged or foreign model file. Cost O(tokens)
 * for the network and O(words of the sentence) a token for its arcs; memory O(words squared) of the longest sentence,
 * in doc->scratch; no allocation per token besides lemmas that the model's tables do not hold. The same trees on every
 * processor. Method: a network of quasi-recurrent layers, docs/decisions/0002-syntax.md. Not: splitting text, naming
 * actors.
 */
#ifndef ENTENTE_SYNTAX_SYNTAX_H
#define ENTENTE_SYNTAX_SYNTAX_H

#include "base/fault.h"
#include "record/record.h"

struct syntax;

enum { SYNTAX_MAX_WORDS = 512 };

/* path: lang/en/model/syntax.model, mapped read-only and checked; shared by threads. What it keeps of sentences read
 * (some 40 MB at most) makes later ones quicker and changes no tree. */
enum status syntax_load(const char *path, struct syntax **out, struct fault *f) MUST_CHECK;
void syntax_free(struct syntax *s);
enum status syntax_parse(const struct syntax *s, struct doc *d, struct fault *f) MUST_CHECK;
const char *syntax_version(const struct syntax *s); /* as written in the model file */

struct syntax_facts {
    uint64_t n_bytes;
    uint32_t n_tags, n_relations, n_forms, n_words,
        n_weights;         /* forms of the lexicon, words and weights of the network */
    const char *processor; /* which arithmetic this machine runs */
};
struct syntax_facts syntax_describe(const struct syntax *s);

#endif
