/* Dates of the dictionaries, the mistyped ones too: what is wrong is told, and what can be read is used. */
#include "actor/dictionary.h"

static int number(const char *s, int n)
{
    int v = 0;
    for (int i = 0; i < n; i++)
        v = 10 * v + (s[i] - '0');
    return v;
}

/* A month or day of 00 is the first; a day after the last of its month is the last. */
static int32_t day_near(int year, int month, int day, bool *exact)
{
    int32_t found = day_of(year, month, day);
    if (found != DAY_NONE || year < 1 || month > 12 || day > 31)
        return found;
    *exact = false;
    month = month < 1 ? 1 : month;
    for (day = day < 1 ? 1 : day; day > 0; day--)
        if ((found = day_of(year, month, day)) != DAY_NONE)
            break;
    return found;
}

int32_t dictionary_date(struct str digits, bool *exact)
{
    *exact = true;
    for (uint32_t i = 0; i < digits.n; i++)
        if (digits.s[i] < '0' || digits.s[i] > '9')
            return DAY_NONE;
    const char *s = digits.s;
    int32_t found = DAY_NONE;
    if (digits.n == 6) {
        int year = number(s, 2);
        return day_near(year + (year <= 30 ? 2000 : 1900), number(s + 2, 2), number(s + 4, 2), exact);
    }
    if (digits.n == 8)
        found = day_near(number(s, 4), number(s + 4, 2), number(s + 6, 2), exact);
    if (found != DAY_NONE)
        return found;
    *exact = false;
    if (digits.n == 8) /* 17041975 */
        return day_of(number(s + 4, 4), number(s + 2, 2), number(s, 2));
    int year = digits.n >= 4 && digits.n <= 10 ? number(s, 4) : 0;
    return year >= 1800 && year <= 2100 ? day_of(year, 1, 1) : DAY_NONE;
}
