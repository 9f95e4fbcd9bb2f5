/* command/rebuild.h - all that is derived in a store anew, from its documents and imported rows.
 *
 * Takes a store that is open for writing. Codes the documents anew that other versions coded (all: every one), each in
 * a transaction of its own, then makes the index of words and the counts of imported rows. Killed, the store is whole,
 * and what is left to be coded is still known as coded by another version. A document that fails is named on standard
 * error and left as it was; then ST_INPUT at the end. One that another process writes meanwhile is left to it. Not:
 * what the store does not keep (that a document was read with --min-confidence).
 */
#ifndef ENTENTE_COMMAND_REBUILD_H
#define ENTENTE_COMMAND_REBUILD_H

#include "command/command.h"
#include "store/store.h"

enum status rebuild(struct cli *cli, struct store *s, bool all, struct fault *f) MUST_CHECK;

#endif
