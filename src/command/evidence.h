/* command/evidence.h - rows of the store for people and as JSON: dyads, events, statements, entries of the ledger.
 *
 * Takes rows as relation/ and store/ give them. Appends to the answer's buffer. What is not known is null in JSON.
 */
#ifndef ENTENTE_COMMAND_EVIDENCE_H
#define ENTENTE_COMMAND_EVIDENCE_H

#include "base/json.h"
#include "command/asking.h"
#include "relation/follow.h"
#include "relation/relation.h"

/* The keys of `relations --json` as one object, without a line break. */
void dyad_json(const struct dyad *d, bool directed, struct json *j);
/* "attributed,quoted,author" -> bits of relation_query.voices; NULL: none. */
enum status count_parse(const char *text, unsigned *out_voices, struct fault *f) MUST_CHECK;
#define COUNT_OPTION(into)                                                                                             \
    {                                                                                                                  \
        "count", OPT_TEXT, (into), "VOICES", "count these too, by how sure they are: attributed, quoted, author"       \
    }

/* incident: its id; empty: it is of none, or nobody looked. */
void event_json(const struct store_event *e, struct str incident, struct json *j);
void statement_json(const struct store_statement *s, struct json *j);
void entry_json(const struct follow_entry *e, struct json *j);

/* Copies a row so that it outlives the cursor's step. */
void event_keep(struct arena *arena, const struct store_event *e, struct store_event *out);

enum { EVIDENCE_LINES = 3 };
/* Date, act, status, who to whom (both_ways: and back), the sentence, the document. */
void event_lines(struct asking *a, const struct store_event *e, bool both_ways);
/* Speaker, addressee, date; the words; the document. */
void statement_lines(struct asking *a, const struct store_statement *s);
/* Kind, matter, parties, stage, due date, outcome; delays and obstacles; the sentence that tells the latest stage. */
void entry_lines(struct asking *a, const struct follow_entry *e);

/* Follows all claims of the store up to --as-of. */
enum status asking_ledger(struct asking *a, struct follow *out, struct fault *f) MUST_CHECK;

#endif
