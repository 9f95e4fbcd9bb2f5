/* The date of a header line or a JSON key. */
#include "ingest/ingest_int.h"

int ingest_month(struct str w)
{
    static const char *const month[] = {"january", "february", "march",     "april",   "may",      "june",
                                        "july",    "august",   "september", "october", "november", "december"};
    for (int i = 0; i < 12; i++) {
        struct str m = str_of(month[i]);
        if (str_eq_nocase(w, m) || (w.n >= 3 && w.n <= 4 && str_eq_nocase(w, str_slice(m, 0, w.n))))
            return i + 1;
    }
    return 0;
}

static int number_of(struct str w)
{
    int v = 0;
    uint32_t i = 0;
    for (; i < w.n && i < 5 && w.s[i] >= '0' && w.s[i] <= '9'; i++)
        v = v * 10 + (w.s[i] - '0');
    struct str rest = str_slice(w, i, w.n); /* 6th */
    bool ordinal = str_eq_nocase(rest, STR("th")) || str_eq_nocase(rest, STR("st")) || str_eq_nocase(rest, STR("nd")) ||
                   str_eq_nocase(rest, STR("rd"));
    return i > 0 && (rest.n == 0 || ordinal) ? v : -1;
}

int32_t ingest_date(struct str s)
{
    struct date_range range;
    s = str_trim(s);
    if (!s.n)
        return DAY_NONE;
    if (s.s[0] >= '0' && s.s[0] <= '9' && date_parse(s, &range))
        return range.from == range.to ? range.from : DAY_NONE; /* a month is not a day */
    int year = 0, month = 0, day = 0;
    for (uint32_t i = 0, n_words = 0; i < s.n && n_words < 8; n_words++) {
        while (i < s.n && strchr(" ,.\t", s.s[i]))
            i++;
        uint32_t from = i;
        while (i < s.n && !strchr(" ,.\t", s.s[i]))
            i++;
        struct str word = str_slice(s, from, i);
        int v = number_of(word);
        if (v > 31 && v <= 9999 && !year)
            year = v;
        else if (v > 0 && v <= 31 && !day)
            day = v;
        else if (v < 0 && !month)
            month = ingest_month(word);
    }
    return year && month && day ? day_of(year, month, day) : DAY_NONE;
}
