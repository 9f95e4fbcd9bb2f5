/* exchange/import_json.h - rows that are JSON objects: those of `export --format plover-jsonl`.
 *
 * Takes an object. Gives a row, whose strings live as long as the object, or why it cannot be used. What its program
 * did not count is refused. Back, what is kept stands under the same keys. Not: the lines (import.h).
 */
#ifndef ENTENTE_EXCHANGE_IMPORT_JSON_H
#define ENTENTE_EXCHANGE_IMPORT_JSON_H

#include "exchange/import.h"

struct json_t; /* of Jansson */

const char *import_json_read(const struct json_t *o, struct imported_row *out); /* NULL: taken */
void import_json_write(const struct imported_row *r, struct buf *out);

#endif
