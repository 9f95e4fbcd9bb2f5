/* command/examples.h - the codebook's own examples, coded: what the trainings share.
 *
 * Takes a pipeline. Gives each example with its document, one after the other; the document lives until the next. Fails
 * as the pipeline does.
 */
#ifndef ENTENTE_COMMAND_EXAMPLES_H
#define ENTENTE_COMMAND_EXAMPLES_H

#include "pipeline/pipeline.h"

/* wanted: "IND ACCUSE PAK denied ; …"; empty for a near miss. */
typedef void example_use(void *with, const struct doc *d, struct str wanted);
enum status examples_each(const struct pipeline *p, example_use *each, void *with, struct fault *f) MUST_CHECK;

/* Is the event one of those wanted, by source, type and target? */
bool example_wants(const struct doc *d, const struct event *e, struct str wanted);

#endif
