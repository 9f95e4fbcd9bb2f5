/* ingest/fingerprint.h - what is kept of a text to know its reprints by.
 *
 * Takes a document with its blocks. Gives its fingerprint: a hash of its words, and the least values of many hashes
 * over its runs of FINGERPRINT_RUN words. Fails never. Cost O(words) and FINGERPRINT_VALUES steps a word, of the first
 * FINGERPRINT_MAX_WORDS. Method: MinHash with banding (Broder 1997), docs/decisions/0013-duplicates-and-languages.md.
 * Not: comparing them
 * (record/likeness.h).
 */
#ifndef ENTENTE_INGEST_FINGERPRINT_H
#define ENTENTE_INGEST_FINGERPRINT_H

#include "record/record.h"

enum {
    FINGERPRINT_RUN = 4,
    FINGERPRINT_MIN_WORDS = 25, /* shorter texts are like each other by chance: they have no fingerprint */
    FINGERPRINT_MAX_WORDS = 20000
};

/* Title and boilerplate do not count: reprints have others. */
void fingerprint_make(struct doc *d);

#endif
