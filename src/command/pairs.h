/* command/pairs.h - JSON lines of pairs: a text and where its source and target stand in it. What classify and train
 * share.
 *
 * Takes one line: {"id", "text", "source": {"start", "end"}, "target": {"start", "end"}} in code points, where source
 * or target may be null; for training also "event" or "scores", and "weight". Gives the coded document, the spans in
 * bytes and the rest of the line. Fails with ST_INPUT; which line it was the caller says.
 */
#ifndef ENTENTE_COMMAND_PAIRS_H
#define ENTENTE_COMMAND_PAIRS_H

#include "event/classify.h"
#include "pipeline/pipeline.h"

enum { MAX_PAIRS_BYTES = 1 << 30 };

struct pair_line { /* all of it in the document's arena */
    struct doc *doc;
    struct pair pair;
    struct str id;    /* as JSON; "null" where there is none */
    struct str event; /* empty: none */
    float scores[N_EVENT_TYPES];
    bool has_scores;
    float weight;
};

/* A line; the caller releases it. */
struct json_t;
enum status json_of_line(struct str line, struct json_t **out, struct fault *f) MUST_CHECK;
/* "text" as the text of a new document, all of it body. */
enum status text_of_json(const struct json_t *object, struct doc *d, struct fault *f) MUST_CHECK;
/* {"start", "end"} in code points of the text -> bytes; false where it is nothing such, or ends past the text. */
bool span_of_json(struct str text, const struct json_t *object, struct span *out);
/* "weight", 1 where there is none. */
float weight_of_json(const struct json_t *object);

/* The pair into *out and a new document. */
enum status pair_of_json(const struct pipeline *p, const struct json_t *object, struct doc *d, struct pair_line *out,
                         struct fault *f) MUST_CHECK;
enum status pair_of_line(const struct pipeline *p, struct str line, struct doc *d, struct pair_line *out,
                         struct fault *f) MUST_CHECK;

#endif
