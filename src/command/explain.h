/* command/explain.h - one sentence and why it is coded as it is: for people, and as a line of JSON.
 *
 * Takes a document that went through the pipeline with a trace of what was tried. Appends to out. Fails never.
 */
#ifndef ENTENTE_COMMAND_EXPLAIN_H
#define ENTENTE_COMMAND_EXPLAIN_H

#include "event/classify.h"

struct explanation {
    const struct codebook *codebook;
    const struct doc *doc;
    const struct match_trace *trace;
    const struct classifier *classifier;
};
/* What the statistical layer makes of an event's parties. */
struct second_opinion {
    enum event_type type; /* EV_NONE: the event lacks a party or is the other direction of one */
    float p, none;        /* of the type; of nothing at all between the two */
    struct str reasons;   /* the features that speak most for it; lives in the document's arena */
};
struct second_opinion second_opinion_of(const struct explanation *x, const struct event *e);

void explain_text(const struct explanation *x, uint32_t sent, struct buf *out);
/* {"sentence":{…},"tree":[…],"mentions":[…],"statements":[…],"events":[…],"rejected":[…]}; events are rows of `code`
 * with the entry that fired; among the rejected, with "reason":"filter", are those that the filter left out; heads of
 * the tree count tokens of the sentence from 0. */
void explain_json(const struct explanation *x, uint32_t sent, struct buf *out);

#endif
