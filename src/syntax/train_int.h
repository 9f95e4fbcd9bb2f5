/* syntax/train_int.h - what the files of the training share. */
#ifndef ENTENTE_SYNTAX_TRAIN_INT_H
#define ENTENTE_SYNTAX_TRAIN_INT_H

#include "base/map.h"
#include "syntax/learn.h"
#include "syntax/train.h"

struct gold { /* a token as the treebank has it */
    struct str form, lemma;
    uint32_t head; /* 1 .. n in its sentence, n + 1: the root */
    uint8_t tag;   /* tagger's class */
    uint8_t label; /* parser's label */
    uint8_t guess; /* tag predicted by a tagger that has not seen this sentence */
    uint8_t glued;
};

struct gold_sent {
    uint32_t first, n;
    bool no_case;      /* its capitals say nothing */
    bool ends_in_stop; /* the last token is a full stop without dependents */
};

struct corpus {
    struct arena arena, scratch;
    ARRAY_OF(struct gold) tok;
    ARRAY_OF(struct gold_sent) sent;
    struct word *word; /* by token */
    uint32_t longest;
    struct tag tag[MAX_CLASSES]; /* classes from 1 */
    uint32_t n_tags;
    uint8_t label[MAX_CLASSES];
    uint32_t n_labels;
};

/* The tables of struct lexicon, growing. */
struct lexicon_tables {
    struct buf pool, entry, slot, lemma, ending;
};

static inline uint64_t random_next(uint64_t *state) /* splitmix64 */
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}
static inline bool random_chance(uint64_t *state, uint32_t percent)
{
    return random_next(state) % 100 < percent;
}
void random_shuffle(uint64_t *state, uint32_t *v, uint32_t n);

/* train_corpus.c */
enum status corpus_read(struct corpus *c, const char *const *path, uint32_t n_paths, struct fault *f) MUST_CHECK;
void corpus_release(struct corpus *c);

/* train_lexicon.c */
enum status lexicon_build(const struct corpus *c, const char *clusters, struct lexicon_tables *out,
                          struct fault *f) MUST_CHECK;
void lexicon_tables_release(struct lexicon_tables *t);
struct lexicon lexicon_view(const struct lexicon_tables *t);

/* train_tagger.c. Sentences i with i % n_folds == fold are left out; n_folds 0: none. */
void tagger_learn(const struct corpus *c, uint32_t fold, uint32_t n_folds, const struct syntax_train_options *o,
                  struct learner *l);
/* Fills gold.guess of the sentences of that fold. */
void tagger_guess(struct corpus *c, uint32_t fold, uint32_t n_folds, const struct learner *l);

/* train_parser.c: with gold.guess as tags. */
void parser_learn(const struct corpus *c, const struct syntax_train_options *o, struct learner *l);
/* Lifts arcs until none cross; head[1 .. n], root n + 1. Returns how many were lifted. */
uint32_t projectivise(uint32_t *head, uint32_t n);

void train_say(const struct syntax_train_options *o, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
