/* syntax/learn.h - an averaged perceptron over hashed features (Collins 2002), the trainable form of struct weights.
 *
 * Takes features as 64-bit hashes and classes below MAX_CLASSES. Gives scores while training and, at the end, the
 * averaged weights as the tables that weights_add reads. All arithmetic is in integers: the same calls give the same
 * bytes on every machine. Cost: a table probe for each feature and a visit to each class that feature has met. Fails
 * never (memory aborts).
 */
#ifndef ENTENTE_SYNTAX_LEARN_H
#define ENTENTE_SYNTAX_LEARN_H

#include "syntax/syntax_int.h"

struct learn_entry {
    int64_t sum; /* of the weight over time, up to stamp */
    int32_t weight;
    uint32_t stamp : 24, class_ : 8;
};

struct learn_row {
    uint64_t feature;
    struct learn_entry *entry;
    uint16_t n, cap;
};

struct learner {
    struct arena arena;
    struct learn_row *row;
    uint32_t n_rows, cap_rows;
    uint32_t *slot; /* row + 1 */
    uint32_t n_slots;
    uint32_t time; /* set by the caller: grows by one a sentence, below 2^24 */
};

void learner_init(struct learner *l);
void learner_release(struct learner *l);
void learner_score(const struct learner *l, const uint64_t *feature, uint32_t n, int32_t *score);
void learner_update(struct learner *l, const uint64_t *feature, uint32_t n, uint32_t good, uint32_t bad);

/* Averages, drops weights below min_weight (in 1/1000) and writes both tables in native byte order. */
void learner_pack(const struct learner *l, uint32_t n_classes, uint32_t min_weight, struct buf *bucket,
                  struct buf *stream);

#endif
