/* ledger/ledger.h - trees + mentions + statements + events -> claims for the ledger: what was promised, planned,
 * foretold, agreed, threatened, joined; at what stage, by when, against what obstacles, and who says so.
 *
 * Takes a document after event/. Gives doc->ledger in text order, one entry for each sentence that speaks of a matter;
 * the same matter may have many. Fails with ST_LIMIT only. Cost O(tokens): one look-up a token, then work only where an
 * entry of ledger.txt stands. Adds no mentions. Method: docs/formats/codebook.md ("ledger.txt"),
 * docs/decisions/0010-ledger.md. Not: joining claims of one matter, what became of it in later
 * documents.
 */
#ifndef ENTENTE_LEDGER_LEDGER_H
#define ENTENTE_LEDGER_LEDGER_H

#include "codebook/codebook.h"

enum status ledger_find(const struct codebook *c, struct doc *d, struct fault *f) MUST_CHECK;

#endif
