/* exchange/rows.h - events as rows of the formats of the field: GDELT 2.0, ICEWS, POLECAT, Phoenix, comma-separated,
 * and our JSON lines.
 *
 * Takes coded documents. Gives one row an event, appended to out, with the columns of those data sets in their order;
 * each with its own quad scheme and table of intensities (docs/formats/event-rows.md). Fields that are not known are
 * empty. Rows of the tab-separated formats hold no tab, line break or double quotation mark. Cost O(columns); POLECAT
 * also O(mentions). Each format is one table of columns (columns_*.c). Not: which events are written, reading rows
 * back.
 */
#ifndef ENTENTE_EXCHANGE_ROWS_H
#define ENTENTE_EXCHANGE_ROWS_H

#include "base/utf8.h"
#include "record/record.h"

struct row_format;

/* NULL: there is none of that name. */
const struct row_format *row_format_find(const char *name);
const char *row_format_names(void); /* "plover-jsonl (default), gdelt, icews, polecat, phoenix or csv" */
/* Does the data set keep only one event a day of the same actors and code? Then rows with equal keys are left out by
 * whoever writes them: row_key appends the day, both actors and the code. */
bool row_format_one_a_day(const struct row_format *f);
void row_key(const struct doc *d, uint32_t event, struct buf *out);

/* What a row is made of besides the document. */
struct row_names {
    struct str (*meaning)(const void *of, struct str cameo); /* our definition of a code; NULL: none */
    const void *of;
};

void row_header(const struct row_format *f, struct buf *out); /* nothing where the format has none */
void row_write(const struct row_format *f, const struct doc *d, const struct utf8_index *ix, uint32_t event,
               const struct row_names *names, struct buf *out);

#endif
