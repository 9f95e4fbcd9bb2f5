/* pipeline/pipeline.h - one table of stages, the worker pool, nothing else.
 *
 * Takes a language folder once (pipeline_open), then documents that ingest/ filled. Gives each document with all its
 * records, in place. Fails as the first stage that fails, the message naming the document and the stage; the document
 * is then not to be used. Cost: the sum of the stages; opening maps files and takes milliseconds. One pipeline serves
 * any number of threads. Method: ARCHITECTURE.md. Not: reading files, printing, storing.
 */
#ifndef ENTENTE_PIPELINE_PIPELINE_H
#define ENTENTE_PIPELINE_PIPELINE_H

#include "base/fault.h"
#include "record/record.h"

#define PIPELINE_VERSION                                                                                               \
    "2" /* raised when the same text may give other records: stored rows of older versions are stale */

enum { DOC_MEMORY_LIMIT_BYTES = 1 << 30 };

struct pipeline;
struct actors;
struct classifier;
struct codebook;
struct dictionaries;
struct reporting;
struct verb_dictionaries;

enum pipeline_until { UNTIL_TEXT, UNTIL_SYNTAX, UNTIL_ACTOR, UNTIL_STATEMENT, UNTIL_EVENT, UNTIL_LEDGER };

/* lang_dir e.g. ".../lang/en"; extra_dir may be NULL: a user's actors and codebook entries on top of ours. */
enum status pipeline_open(const char *lang_dir, const char *extra_dir, struct pipeline **out,
                          struct fault *f) MUST_CHECK;
/* As pipeline_open, with dictionaries of others beside or in place of our actors (actor/actor.h) and entries
 * (codebook/codebook.h); NULL: none. */
enum status pipeline_open_with(const char *lang_dir, const char *extra_dir, const struct dictionaries *actors,
                               const struct verb_dictionaries *verbs, struct pipeline **out,
                               struct fault *f) MUST_CHECK;
void pipeline_close(struct pipeline *p);

/* Events (event/filter.h) and ledger entries (ledger/sift.h) of less confidence are left out; 0: none. Without it by
 * the form and genre of the document: a text is asked for all the events that it tells; sentences by themselves
 * (pretokenized) for what each is mainly about, which is what the filter learnt from such sentences; speeches and
 * transcripts for entries that are likely right. To be called before the first document. */
void pipeline_keep_above(struct pipeline *p, float least_confidence);

/* Runs the stages up to and including `until` on one document. */
enum status pipeline_run(const struct pipeline *p, struct doc *d, enum pipeline_until until,
                         struct fault *f) MUST_CHECK;

/* The last stage alone, for who coded the events of the document otherwise. */
enum status pipeline_ledger(const struct pipeline *p, struct doc *d, struct fault *f) MUST_CHECK;

const struct actors *pipeline_actors(const struct pipeline *p);
const struct codebook *pipeline_codebook(const struct pipeline *p);
const struct classifier *pipeline_filter(const struct pipeline *p); /* of events; NULL: there is none */
const struct classifier *pipeline_sieve(const struct pipeline *p);  /* of ledger entries; NULL: there is none */
const struct reporting *pipeline_reporting(const struct pipeline *p);
const char *pipeline_model_version(const struct pipeline *p); /* of the model of syntax */

#endif
