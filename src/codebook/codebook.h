/* codebook/codebook.h - the codebook: read, checked, compiled, and matched against trees.
 *
 * Takes lang/en/codebook/ (docs/formats/codebook.md). Gives, for a parsed sentence, every place where an entry's words stand in its
 * frame: which tokens were matched, which tokens fill its roles. Fails on a malformed entry with file and line.
 * Cost: one hash lookup a token, then work only where an anchor word stands. Constant and shared by threads.
 * Not: actors, status, voice, which of several matches wins (event/).
 */
#ifndef ENTENTE_CODEBOOK_CODEBOOK_H
#define ENTENTE_CODEBOOK_CODEBOOK_H

#include "base/fault.h"
#include "record/record.h"

struct codebook;

enum status codebook_load(const char *dir, const char *extra_dir, struct codebook **out, struct fault *f) MUST_CHECK;
void codebook_free(struct codebook *c);

#endif
