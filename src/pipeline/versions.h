/* pipeline/versions.h - which program, schema, codebook and model made a row.
 *
 * Takes a language folder. Gives short names: the codebook's is its own hash, those of actors and text hashes of the
 * files' names and bytes, so that any edit gives another version; the model's is written in its file. Fails when a file
 * cannot be read or used. Cost: hashing the lists, some milliseconds; versions_read also loads the codebook and the
 * model.
 */
#ifndef ENTENTE_PIPELINE_VERSIONS_H
#define ENTENTE_PIPELINE_VERSIONS_H

#include "base/fault.h"

#include <stdint.h>

#define SCHEMA_VERSION "1" /* of the JSON of a document and of event rows */

struct versions {
    const char *program, *schema, *pipeline;
    char codebook[20], actors[20], text[20]; /* 16 hex digits; "none" where the folder is missing */
    char model[64];                          /* "none" where there is no model */
};

enum { VERSIONS_STAMP_BYTES = 192 };

/* extra_dir may be NULL. */
enum status versions_read(const char *lang_dir, const char *extra_dir, struct versions *out,
                          struct fault *f) MUST_CHECK;
/* The same of an open pipeline, whose codebook and model need not be loaded again. */
struct pipeline;
enum status versions_of(const struct pipeline *p, const char *lang_dir, const char *extra_dir, struct versions *out,
                        struct fault *f) MUST_CHECK;

struct dictionaries;
struct verb_dictionaries;
/* Dictionaries beside or in place of our actors make other actors: into v->actors. */
enum status versions_add_dictionaries(struct versions *v, const struct dictionaries *more,
                                      const struct verb_dictionaries *verbs, struct fault *f) MUST_CHECK;

/* All that decides which records a text gives, in one line: rows with another stamp are stale. */
void versions_stamp(const struct versions *v, char out[VERSIONS_STAMP_BYTES]);

#endif
