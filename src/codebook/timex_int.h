/* codebook/timex_int.h - what timex.c (plain dates) and timex_compound.c (ranges, parts, bounds) share. */
#ifndef ENTENTE_CODEBOOK_TIMEX_INT_H
#define ENTENTE_CODEBOOK_TIMEX_INT_H

#include "codebook/timex.h"

struct cursor { /* a sentence being read */
    const struct doc *d;
    uint32_t first, end;
    bool in_range; /* behind "from … to", "between … and": a bare year is one */
};

enum unit {
    UNIT_NONE = -1,
    UNIT_DAY,
    UNIT_WEEK,
    UNIT_MONTH,
    UNIT_QUARTER,
    UNIT_YEAR,
    UNIT_DECADE,
    UNIT_CENTURY,
    UNIT_WEEKEND,
    UNIT_HOUR,
    UNIT_MINUTE,
    UNIT_FORTNIGHT,
};

struct str word_at_tok(const struct cursor *c, uint32_t tok);                  /* empty outside the sentence */
bool word_is_one(const struct cursor *c, uint32_t tok, const char *word);      /* ASCII letters in any case */
int word_among(const struct cursor *c, uint32_t tok, const char *const *list); /* ends with NULL; -1: none */
int mday_of(struct str s);                                                     /* "4", "4th"; -1: none */
int year_of(struct str s);                                                     /* 1800 to 2099; -1: none */
struct date_range month_range(int year, int month);
struct date_range year_range(int year);
struct date_range unit_range(int32_t today, enum unit unit, int n); /* the unit that holds today, shifted by n */
enum unit unit_at(const struct cursor *c, uint32_t tok);
int32_t days_before(int32_t today, enum unit unit, int n); /* n negative: after; DAY_NONE: out of range */
bool both(struct timex *t, struct date_range r);           /* past and future alike; false: nothing known */

/* A date that begins at tok, without prepositions. */
bool timex_plain(const struct cursor *c, uint32_t tok, struct timex *t);

#endif
