/* command/train_relation.h - pairs and the codebook's examples -> the model of relations (event/classify.h). */
#ifndef ENTENTE_COMMAND_TRAIN_RELATION_H
#define ENTENTE_COMMAND_TRAIN_RELATION_H

#include "command/command.h"

struct train_relation {
    bool examples; /* the codebook's own sentences, too */
    const char *version, *l2, *example_weight, *none_weight;
    uint32_t rounds, min_count; /* 0: the default */
};

#define TRAIN_RELATION_OPTIONS(r)                                                                                      \
    {"examples", OPT_FLAG, &(r)->examples, NULL, "relation, filter: learn from the codebook's examples, too"},         \
        {"example-weight", OPT_TEXT, &(r)->example_weight, "W",                                                        \
         "relation, filter: weight of an example (default 0.2)"},                                                      \
        {"none-weight", OPT_TEXT, &(r)->none_weight, "W",                                                              \
         "relation: weight of two parties of an example that do nothing to each other (default 0.1)"},                 \
        {"l2", OPT_TEXT, &(r)->l2, "L", "relation, filter: how much large weights cost (default 0.5)"},                \
        {"rounds", OPT_COUNT, &(r)->rounds, "N", "relation, filter: at most so many rounds (default 80)"},             \
        {"min-count", OPT_COUNT, &(r)->min_count, "N", "relation, filter: leave rarer features out (default 1)"},      \
    {                                                                                                                  \
        "model-version", OPT_TEXT, &(r)->version, "TEXT", "relation, filter: what the model calls itself"              \
    }

enum status relation_train(struct cli *cli, const struct train_relation *o, const char *out, const char *const *path,
                           uint32_t n_paths, struct fault *f) MUST_CHECK;

#endif
