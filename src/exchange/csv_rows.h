/* exchange/csv_rows.h - events as comma-separated rows for spreadsheets and statistics programs (RFC 4180, UTF-8,
 * header line).
 *
 * Takes a coded document. Gives one row an event, appended to out; fields that are not known are empty. A cell that a
 * spreadsheet would take for a formula gets no special treatment: the words are the document's. Offsets are code
 * points, as in the JSON.
 */
#ifndef ENTENTE_EXCHANGE_CSV_ROWS_H
#define ENTENTE_EXCHANGE_CSV_ROWS_H

#include "base/utf8.h"
#include "record/record.h"

void csv_header(struct buf *out);
void csv_event_row(const struct doc *d, const struct utf8_index *ix, uint32_t event, struct buf *out);

#endif
