/* exchange/import.h - rows of other data sets, read and written back: GDELT 1.0 and 2.0, ICEWS, POLECAT, Phoenix, WEIS
 * as KEDS has it, and our own JSON lines.
 *
 * Takes one line at a time. Gives day, actors as our codes, the PLOVER type of the native code, Goldstein value, and
 * where the row came from. The columns are those that the writer has (columns_*.c), found by name. Fails never: a row
 * that cannot be used is refused with a reason. Cost O(columns). Strings live until the next line. Not: files and their
 * packings (ingest/unpack.h), what is kept (store/).
 */
#ifndef ENTENTE_EXCHANGE_IMPORT_H
#define ENTENTE_EXCHANGE_IMPORT_H

#include "base/date.h"
#include "base/map.h"
#include "record/imported.h"

enum { IMPORT_MAX_COLUMNS = 64, IMPORT_MAX_ROLES = 16, IMPORT_MAX_LINE = 1 << 20 };
enum { IMPORT_MAX_GOLDSTEIN = 100 }; /* no data set has one beyond; the store keeps thousandths */

struct import_format;
const struct import_format *import_format_find(const char *name); /* NULL: there is none of that name */
const char *import_format_names(void);
const char *import_format_name(const struct import_format *f);
/* Is source_id that of a story, which several rows may have? */
bool import_format_has_stories(const struct import_format *f);
/* By the first line: its header, or the number of its columns. NULL: none of ours. */
const struct import_format *import_format_guess(struct str line);

/* Codes with their type and Goldstein value: lang/en/codebook/cameo.tsv, lang/en/weis.tsv. */
struct import_code {
    enum event_type type;
    float goldstein; /* NAN: none */
};
struct import_codes {
    struct map by_code;
    ARRAY_OF(struct import_code) code;
};
void import_codes_read(struct str text, struct arena *arena, struct import_codes *out); /* text lives on */

/* Codes of actors and ours for them: lang/en/keds-actors.tsv. */
struct import_actors {
    struct map by_code;
    ARRAY_OF(struct str) ours; /* empty: there is none */
};
void import_actors_read(struct str text, struct arena *arena, struct import_actors *out); /* text lives on */

struct importer {
    const struct import_format *format;
    const struct import_codes *cameo_codes, *weis_codes;
    const struct import_actors *keds_actors;
    int32_t first_day; /* the day that a file of numbered days calls 1; DAY_NONE: not known */
    char code[2][40];  /* the actors of the line */
    char cameo[8];
    uint8_t place[IMPORT_MAX_ROLES]; /* of what we read, in lines of n_places columns */
    uint32_t n_places;
    struct json_t *object; /* the line, where it is JSON */
};
void importer_release(struct importer *im);

/* Empty lines and a header are IMPORT_NOTHING. out->n is the caller's to set. */
enum import_outcome { IMPORT_TAKEN, IMPORT_REFUSED, IMPORT_NOTHING };
enum import_outcome import_line(struct importer *im, struct str line, struct imported_row *out, const char **out_why);

/* Back: the row as a line of its format, with what we keep in its columns, the others empty; read again, it gives the
 * same row. The header is empty where the format has none. */
void import_write_header(const struct import_format *f, struct buf *out);
void import_write(const struct import_format *f, const struct imported_row *r, struct buf *out);

#endif
