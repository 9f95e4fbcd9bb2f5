/* command/unknown.h - the names of a corpus that no list resolves, most frequent first: `entente actors unknown`.
 *
 * Takes inputs as read does. Gives rows on standard output: count, documents, name, and where it stood, once or twice.
 * Memory grows with the number of different names. Not: who they are, names within names that are resolved.
 */
#ifndef ENTENTE_COMMAND_UNKNOWN_H
#define ENTENTE_COMMAND_UNKNOWN_H

#include "command/reading.h"

/* The exit code. r holds the options that were given; at most limit rows are printed. */
int unknown_run(struct reading *r, uint32_t limit, int argc, char **argv) MUST_CHECK;

#endif
