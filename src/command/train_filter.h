/* command/train_filter.h - sentences with marked parties and the codebook's examples -> the model of the filter
 * (event/filter.h).
 *
 * Takes JSON lines {"text", "pretokenized", "source": [{"start", "end"}…], "target": […], "event": "A|B", "complete"}
 * in code points (docs/formats/relation-model.md). Gives the model file. Fails with ST_INPUT, the message naming file
 * and line.
 */
#ifndef ENTENTE_COMMAND_TRAIN_FILTER_H
#define ENTENTE_COMMAND_TRAIN_FILTER_H

#include "command/train_relation.h"

enum status filter_train(struct cli *cli, const struct train_relation *o, const char *out, const char *const *path,
                         uint32_t n_paths, struct fault *f) MUST_CHECK;

#endif
