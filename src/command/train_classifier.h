/* command/train_classifier.h - the models that weigh features of what was coded: of relations (event/classify.h), of
 * events (event/filter.h), and of ledger entries (ledger/sift.h).
 *
 * Takes JSON lines (docs/formats/relation-model.md) and, where wanted, the codebook's examples. Gives the model file.
 * Fails with ST_INPUT, the message naming file and line. To add a model: a struct training. Not: the features (event/).
 */
#ifndef ENTENTE_COMMAND_TRAIN_CLASSIFIER_H
#define ENTENTE_COMMAND_TRAIN_CLASSIFIER_H

#include "command/command.h"
#include "command/examples.h"
#include "event/classify.h"

struct train_settings {
    bool examples; /* the codebook's own sentences, too */
    const char *version, *l2, *example_weight, *none_weight;
    uint32_t rounds, min_count; /* 0: the default */
};

#define TRAIN_CLASSIFIER_OPTIONS(s)                                                                                    \
    {"examples", OPT_FLAG, &(s)->examples, NULL, "relation, filter: learn from the codebook's examples, too"},         \
        {"example-weight", OPT_TEXT, &(s)->example_weight, "W",                                                        \
         "relation, filter: weight of an example (default 0.2)"},                                                      \
        {"none-weight", OPT_TEXT, &(s)->none_weight, "W",                                                              \
         "relation: weight of two parties of an example that do nothing to each other (default 0.1)"},                 \
        {"l2", OPT_TEXT, &(s)->l2, "L", "relation, filter, ledger: how much large weights cost (default 0.5)"},        \
        {"rounds", OPT_COUNT, &(s)->rounds, "N", "relation, filter, ledger: at most so many rounds (default 80)"},     \
        {"min-count", OPT_COUNT, &(s)->min_count, "N",                                                                 \
         "relation, filter, ledger: leave rarer features out (default 1)"},                                            \
    {                                                                                                                  \
        "model-version", OPT_TEXT, &(s)->version, "TEXT", "relation, filter, ledger: what the model calls itself"      \
    }

struct ingest_rules;

struct gathering {
    struct pipeline *pipeline;
    struct ingest_rules *rules; /* for whole documents */
    struct classifier_samples *samples;
    float example_weight, none_weight;
};

/* One line of a file, and the new document for it. */
struct json_t;
typedef enum status line_use(struct gathering *g, const struct json_t *line, struct doc *d, struct fault *f);

struct training {
    const char *name, *wants; /* "relation", "pairs: PAIRS.jsonl..." */
    const char *samples;      /* "pairs": what messages call them */
    line_use *line;
    example_use *example; /* with: the gathering; NULL: there are none to learn from */
};
extern const struct training RELATION_TRAINING, FILTER_TRAINING, LEDGER_TRAINING;

enum status classifier_train(const struct training *t, struct cli *cli, const struct train_settings *settings,
                             const char *out, const char *const *path, uint32_t n_paths, struct fault *f) MUST_CHECK;

#endif
