#include "base/date.h"

#include <stdio.h>

static bool leap(int y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int month_days(int y, int m)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return m == 2 && leap(y) ? 29 : days[m - 1];
}

int32_t day_of(int y, int m, int d)
{
    if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > month_days(y, m))
        return DAY_NONE;
    y -= m <= 2;
    int era = y / 400, yoe = y - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

void day_split(int32_t day, int *year, int *month, int *mday)
{
    int z = day + 719468;
    int era = z / 146097, doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *mday = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

struct date_range day_month(int32_t day)
{
    int year, month, mday;
    day_split(day, &year, &month, &mday);
    return (struct date_range){day - mday + 1, month == 12 ? day_of(year, 12, 31) : day_of(year, month + 1, 1) - 1};
}

int day_weekday(int32_t day)
{
    return ((day + 3) % 7 + 7) % 7;
}

void day_write(int32_t day, char out[11])
{
    out[0] = '\0';
    if (day == DAY_NONE)
        return;
    int y, m, d;
    day_split(day, &y, &m, &d);
    char wide[48];
    snprintf(wide, sizeof wide, "%04d-%02d-%02d", y, m, d);
    memcpy(out, wide, 10);
    out[10] = '\0';
}

static bool digits(struct str s, uint32_t at, uint32_t n, int *out)
{
    if (s.n < at + n)
        return false;
    *out = 0;
    for (uint32_t i = at; i < at + n; i++) {
        if (s.s[i] < '0' || s.s[i] > '9')
            return false;
        *out = *out * 10 + (s.s[i] - '0');
    }
    return true;
}

bool date_parse(struct str s, struct date_range *out)
{
    int y, m, d;
    if (!digits(s, 0, 4, &y) || y < 1)
        return false;
    if (s.n == 4) {
        *out = (struct date_range){day_of(y, 1, 1), day_of(y, 12, 31)};
        return true;
    }
    if (s.s[4] != '-' || !digits(s, 5, 2, &m) || m < 1 || m > 12)
        return false;
    if (s.n == 7) {
        *out = (struct date_range){day_of(y, m, 1), day_of(y, m, month_days(y, m))};
        return true;
    }
    if (s.s[7] != '-' || !digits(s, 8, 2, &d) || (s.n > 10 && s.s[10] != 'T' && s.s[10] != ' '))
        return false;
    int32_t day = day_of(y, m, d);
    if (day == DAY_NONE)
        return false;
    *out = (struct date_range){day, day};
    return true;
}

bool date_range_parse(struct str s, struct date_range *out)
{
    for (uint32_t i = 0; i + 1 < s.n; i++) {
        if (s.s[i] != '.' || s.s[i + 1] != '.')
            continue;
        struct str from = str_trim(str_slice(s, 0, i)), to = str_trim(str_slice(s, i + 2, s.n));
        struct date_range a = {DAY_MIN, DAY_MIN}, b = {DAY_MAX, DAY_MAX};
        if ((from.n && !date_parse(from, &a)) || (to.n && !date_parse(to, &b)))
            return false;
        *out = (struct date_range){a.from, b.to};
        return true;
    }
    return date_parse(str_trim(s), out);
}
