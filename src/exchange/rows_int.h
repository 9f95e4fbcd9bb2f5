/* exchange/rows_int.h - what the tables of columns share. */
#ifndef ENTENTE_EXCHANGE_ROWS_INT_H
#define ENTENTE_EXCHANGE_ROWS_INT_H

#include "exchange/rows.h"

struct row { /* the event whose row is being written; cells append to cell */
    const struct doc *d;
    const struct utf8_index *ix;
    const struct event *e;
    uint32_t event;
    const struct row_names *names;
    struct buf *cell;
};

/* One column: its name in the data set, by which import.c finds it, and how its cell is written. arg tells columns
 * apart that are alike: the side (0 source, 1 target, 2 speaker), the kind of magnitude, a number of a sector. */
struct column {
    const char *name;
    void (*write)(const struct row *r, int arg);
    int arg;
};

struct columns {
    const struct column *column;
    uint32_t n;
};
extern const struct columns GDELT_COLUMNS, ICEWS_COLUMNS, POLECAT_COLUMNS, PHOENIX_COLUMNS, CSV_COLUMNS, KEDS_COLUMNS;
#define COLUMNS_OF(table)                                                                                              \
    {                                                                                                                  \
        (table), sizeof(table) / sizeof(table)[0]                                                                      \
    }

/* ---- facts of the event (row_facts.c) ----------------------------------------------------------------------- */

const struct mention *row_actor(const struct row *r, int side);        /* NULL: none */
const struct territory *row_place(const struct row *r);                /* NULL: none */
bool row_place_is(const struct row *r, const char *const *precisions); /* list ends with NULL */
int32_t row_day(const struct row *r);                                  /* event_day */
uint64_t row_number(const struct row *r); /* below 2^53: of the document's id and the event's place in it */
uint64_t row_doc_number(const struct row *r);
struct str row_cameo(const struct row *r); /* three or four digits; empty: none */
int row_cameo_root(const struct row *r);   /* 1 to 20; 0: none */
bool row_is_lead(const struct row *r);     /* it stands in the title or the first paragraph of the body */

struct country {
    const char *code, *fips;
    int cow; /* 0: none */
    const char *name, *icews;
};
const struct country *country_of(const char *code); /* NULL: not in countries.def */

/* Back from what the writers write: NULL where it is none of theirs. */
const char *icews_country(struct str name);
const char *icews_sector(struct str words);
const char *plover_sector(struct str cameo);        /* three letters; the same ones where both have one name */
const char *native_sector(struct str plover);       /* and back */
const char *icews_country_name(const char *code);   /* "" where there is none */
const char *icews_sector_words(const char *sector); /* NULL: none */

/* ---- cells -------------------------------------------------------------------------------------------------- */

void cell_str(const struct row *r, struct str s);
void cell_int(const struct row *r, int64_t v);
void cell_num(const struct row *r, double v, int n_decimals); /* nothing for NAN; zeros at the end are cut */
void cell_upper(const struct row *r, struct str s);
void cell_day(const struct row *r, int32_t day); /* 2018-04-06 */

/* Columns that several tables have. */
void col_empty(const struct row *r, int arg);
void col_one(const struct row *r, int arg); /* 1 */
void col_number(const struct row *r, int arg);
void col_event_day(const struct row *r, int arg);
void col_cameo(const struct row *r, int arg);
void col_cameo_root(const struct row *r, int arg); /* "04" */
void col_goldstein(const struct row *r, int arg);
void col_place(const struct row *r, int arg); /* its name */
void col_city(const struct row *r, int arg);  /* its name where it is a city or a point; else nothing */
void col_province(const struct row *r, int arg);
void col_place_country(const struct row *r, int arg); /* RUS */
void col_lat(const struct row *r, int arg);
void col_lon(const struct row *r, int arg);
void col_url(const struct row *r, int arg); /* else the document's id */
void col_publisher(const struct row *r, int arg);
void col_country(const struct row *r, int side); /* of an actor: RUS */
void col_name(const struct row *r, int side);    /* the canonical name, else the words */
void col_words(const struct row *r, int side);

#endif
