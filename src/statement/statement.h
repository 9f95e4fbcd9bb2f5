/* statement/statement.h - quotations and who said them.
 *
 * Takes a parsed document with mentions. Gives doc->statement, sorted by content start, direct quotations never
 * crossing: content and its parts, cue, source, speaker, addressee, venue, channel. Fails with ST_LIMIT only. Cost
 * O(tokens), memory in doc->arena. Method docs/decisions/0004-text-and-statements.md. May add fillers (doc_add_filler)
 * for speakers without a code.
 * Not: who a pronoun is (actor/), whether it is true, the ledger of promises.
 */
#ifndef ENTENTE_STATEMENT_STATEMENT_H
#define ENTENTE_STATEMENT_STATEMENT_H

#include "base/fault.h"
#include "record/record.h"

struct reporting; /* the cue lexicon: lang/en/codebook/reporting.txt */

enum status reporting_load(const char *dir, const char *extra_dir, struct reporting **out, struct fault *f) MUST_CHECK;
void reporting_free(struct reporting *r);
/* The i-th example of the lexicon, "sentence => cue | speaker", and where it stands; false past the last. */
bool reporting_example(const struct reporting *r, uint32_t i, struct str *out_rule, struct str *out_example);
enum status statement_find(const struct reporting *r, struct doc *d, struct fault *f) MUST_CHECK;
/* How speakers stand to whom they speak of or to (statement.stance_to); when event/ has run. Cost O(statements *
 * events).
 */
void statement_judge(const struct reporting *r, struct doc *d);

#endif
