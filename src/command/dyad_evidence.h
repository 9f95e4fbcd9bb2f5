/* command/dyad_evidence.h - what happened between two actors, latest first: incidents, each once with its reports, and
 * acts that are none (planned, threatened ...).
 *
 * Takes the query of the pair's rows. Gives text with the sentence of each incident's first report, which counts and
 * says most; or two JSON arrays, "incidents" and the rows that tell of them, "events". The incidents are those that
 * relation.h counts. Rows of imported data are listed row by row; their "incidents" are null. Fails as the store does.
 * Cost: all rows of the pair are read and, but for imported ones, held. */
#ifndef ENTENTE_COMMAND_DYAD_EVIDENCE_H
#define ENTENTE_COMMAND_DYAD_EVIDENCE_H

#include "command/evidence.h"

struct dyad_evidence {
    struct store_query rows;
    struct relation_query pair;
    uint32_t limit; /* incidents and acts, or imported rows; 0: all */
};

enum status dyad_evidence_lines(struct asking *a, const struct dyad_evidence *e, struct fault *f) MUST_CHECK;
enum status dyad_evidence_json(struct asking *a, const struct dyad_evidence *e, struct json *j,
                               struct fault *f) MUST_CHECK;

#endif
