/* command/pairs.h - JSON lines of pairs: a text and where its source and target stand in it. What classify and train
 * share.
 *
 * Takes one line: {"id", "text", "source": {"start", "end"}, "target": {"start", "end"}} in code points, where source
 * or target may be null; for training also "event" or "scores", and "weight". Gives the coded document, the spans in
 * bytes and the rest of the line. Fails with ST_INPUT, the message naming file and line.
 */
#ifndef ENTENTE_COMMAND_PAIRS_H
#define ENTENTE_COMMAND_PAIRS_H

#include "event/classify.h"
#include "pipeline/pipeline.h"

enum { MAX_PAIRS_BYTES = 1 << 30 };

struct pair_line { /* all of it in the arena */
    struct doc *doc;
    struct pair pair;
    struct str id;    /* as JSON; "null" where there is none */
    struct str event; /* empty: none */
    float scores[N_EVENT_TYPES];
    bool has_scores;
    float weight; /* 1 where none is given */
};

/* {"start", "end"} in code points of the text -> bytes; false where it is nothing such, or ends past the text. */
struct json_t;
bool span_of_json(struct str text, const struct json_t *object, struct span *out);

/* where: "file:line". */
enum status pair_line_read(const struct pipeline *p, struct str line, struct str where, struct arena *arena,
                           struct arena *scratch, struct pair_line *out, struct fault *f) MUST_CHECK;

/* The same for many lines of a file, one after the other: each() gets every pair; its fault ends the reading. */
typedef enum status pair_use(void *with, const struct pair_line *line, struct fault *f);
enum status pairs_each(const struct pipeline *p, const char *path, pair_use *each, void *with,
                       struct fault *f) MUST_CHECK;

#endif
