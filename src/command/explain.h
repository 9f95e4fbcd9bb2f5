/* command/explain.h - one sentence and why it is coded as it is: for people, and as a line of JSON.
 *
 * Takes a document that went through the pipeline with a trace of what was tried. Appends to out. Fails never.
 */
#ifndef ENTENTE_COMMAND_EXPLAIN_H
#define ENTENTE_COMMAND_EXPLAIN_H

#include "codebook/codebook.h"

struct explanation {
    const struct codebook *codebook;
    const struct doc *doc;
    const struct match_trace *trace;
};
void explain_text(const struct explanation *x, uint32_t sent, struct buf *out);
/* {"sentence":{…},"tree":[…],"mentions":[…],"statements":[…],"events":[…],"rejected":[…]}; events are rows of `code`
 * with the entry that fired, heads of the tree count tokens of the sentence from 0. */
void explain_json(const struct explanation *x, uint32_t sent, struct buf *out);

#endif
