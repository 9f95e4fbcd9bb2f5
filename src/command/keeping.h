/* command/keeping.h - a coded document into the store, as read and store rebuild do it.
 *
 * Takes a document that the pipeline ran over; one that was found to reprint another (d->duplicate_of) was not coded.
 * Keeps it within the store's transaction (store_begin, begun here where it is not yet; the caller commits), and codes
 * it after all where what it was found to reprint is not there any more. Sets d->duplicate_of as store_put does. Fails
 * as store_put and the pipeline do. Not: printing, committing.
 */
#ifndef ENTENTE_COMMAND_KEEPING_H
#define ENTENTE_COMMAND_KEEPING_H

#include "pipeline/pipeline.h"
#include "store/store.h"

enum status keep_coded(struct store *s, const struct pipeline *p, enum pipeline_until until, const char *stamp,
                       struct doc *d, struct fault *f) MUST_CHECK;

#endif
