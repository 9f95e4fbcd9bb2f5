/* base/date.h - civil dates as days since 1970-01-01, proleptic Gregorian, UTC, no locale.
 * Method: Howard Hinnant, "chrono-compatible low-level date algorithms". Range: years 1 to 9999. */
#ifndef ENTENTE_BASE_DATE_H
#define ENTENTE_BASE_DATE_H

#include "base/str.h"

#define DAY_NONE INT32_MIN
#define DAY_MIN (-719162) /* 0001-01-01: "since ever" */
#define DAY_MAX 2932896   /* 9999-12-31: "until further notice" */

struct date_range {
    int32_t from, to; /* both inclusive; DAY_NONE: unknown */
};
#define DATE_RANGE_NONE ((struct date_range){DAY_NONE, DAY_NONE})

int32_t day_of(int year, int month, int day); /* DAY_NONE if there is no such day */
void day_split(int32_t day, int *year, int *month, int *mday);
struct date_range day_month(int32_t day);  /* first and last day of its month */
int day_weekday(int32_t day);              /* 0 Monday .. 6 Sunday */
void day_write(int32_t day, char out[11]); /* "2018-04-06"; "" for DAY_NONE */

/* "2018", "2018-04", "2018-04-06" (also what follows a T) -> the range it means; false when it is none of these. */
bool date_parse(struct str s, struct date_range *out);

/* "FROM..TO" with either side open (DAY_MIN, DAY_MAX), or a single date. */
bool date_range_parse(struct str s, struct date_range *out);

#endif
