/* record/doc_json.h - a document as JSON: the object of `read --json`, and the event rows of `code`.
 *
 * Takes a document that went through the pipeline (whatever stages ran: arrays not filled are empty). Gives one line
 * that ends with a newline, appended to out. Fails never. Cost O(bytes of text + records); the index of code points
 * lives in doc->scratch. Offsets are code points from the start of the text; what is not known is null. What depends on
 * the store (incident, duplicate_of) is null; stages and outcomes in the ledger are as this document has them.
 */
#ifndef ENTENTE_RECORD_DOC_JSON_H
#define ENTENTE_RECORD_DOC_JSON_H

#include "base/utf8.h"
#include "record/record.h"

void doc_json_write(const struct doc *d, struct buf *out);

/* One event with its document, sentence, source, target and speaker written out. ix is the index of d->text. */
void doc_json_event_row(const struct doc *d, const struct utf8_index *ix, uint32_t event, struct buf *out);

#endif
