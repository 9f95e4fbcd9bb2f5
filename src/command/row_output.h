/* command/row_output.h - documents -> event rows: what code and export share.
 *
 * Takes a format's name and which events are wanted. Gives the rows of a document, appended to a buffer. Several
 * threads may write rows of different documents with one struct.
 */
#ifndef ENTENTE_COMMAND_ROW_OUTPUT_H
#define ENTENTE_COMMAND_ROW_OUTPUT_H

#include "base/map.h"
#include "codebook/codebook.h"
#include "exchange/rows.h"

enum rows { ROWS_COUNTED, ROWS_ALL };

struct row_output {
    const struct row_format *format;
    uint32_t rows;          /* enum rows */
    struct date_range days; /* of the event; DAY_NONE: open. With either, undated events are left out */
};

/* Rows for the command's table of options. */
#define ROW_OPTIONS(o, format_name)                                                                                    \
    {"format", OPT_TEXT, (format_name), "FORMAT", "plover-jsonl (default), gdelt, icews, polecat, phoenix or csv"},    \
    {                                                                                                                  \
        "status", OPT_CHOICE, &(o)->rows, "counted|all", "only what moves dyads (default), or every event"             \
    }

/* codebook: for our definitions of codes. seen: keys of the rows written so far, for formats that keep one event a day;
 * its keys are copied into its arena. NULL: within this document only. */
void row_output_doc(const struct row_output *o, const struct doc *d, const struct codebook *codebook, struct map *seen,
                    struct buf *out);

#endif
