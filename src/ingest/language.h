/* ingest/language.h - which language a text is in, where it is not English.
 *
 * Takes a document with its blocks. Gives the code of a language of lang/en/text/languages.txt, or nothing: English,
 * too short, mixed, or one that the table does not have. Fails never. Cost O(bytes), of the first
 * LANGUAGE_MAX_BYTES. Method: each word speaks for the languages that have it, or its ending, or one of its letters;
 * a script of its own decides by itself (docs/decisions/0013-duplicates-and-languages.md). Not: languages of single
 * sentences; what a page says of itself.
 */
#ifndef ENTENTE_INGEST_LANGUAGE_H
#define ENTENTE_INGEST_LANGUAGE_H

#include "record/record.h"

enum { LANGUAGE_MAX = 64, LANGUAGE_MAX_BYTES = 1 << 14, LANGUAGE_MIN_WORDS = 8 };

struct languages; /* constant, shared by threads; lives in the arena */

enum status languages_load(const char *path, struct arena *arena, struct languages **out, struct fault *f) MUST_CHECK;
/* The code lives as long as the table; empty: English or unknown. */
struct str language_of(const struct languages *l, const struct doc *d);

#endif
