/* command/digest.h - a document for people: who did what to whom, who said what, the ledger.
 *
 * Takes a document that went through the pipeline. Gives lines for a terminal, appended to out: the title; each pair of
 * actors with its events and their words (what is not counted dimmed, with whose claim it is); each speaker with
 * what he said, to whom, where and how he stands to whom; what was promised, planned, agreed or foretold, by whom, how
 * far and by when. Works in doc->scratch. Not: everything (that is the JSON), more than one document at a time.
 */
#ifndef ENTENTE_COMMAND_DIGEST_H
#define ENTENTE_COMMAND_DIGEST_H

#include "actor/actor.h"
#include "command/screen.h"
#include "record/record.h"

/* actors gives the names of countries and bodies; NULL: the document's own names. */
void digest_write(const struct doc *d, const struct actors *actors, const struct screen *screen, struct buf *out);

#endif
