/* A day out of a piece of text: ISO and other forms of numbers, English months, those of other languages by page.txt.
 */
#include "ingest/html_int.h"

enum { MAX_TOKENS = 40, MIN_YEAR = 1980, MAX_YEAR = 2100 };

struct token {
    struct str word; /* letters, or digits */
    char before;     /* the character before it; 0 at the start */
    int number;      /* -1: letters */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

static int number_of(struct str digits)
{
    int v = 0;
    if (digits.n > 8)
        return -1;
    for (uint32_t i = 0; i < digits.n; i++)
        v = v * 10 + (digits.s[i] - '0');
    return v;
}

static uint32_t cut_tokens(struct str s, struct token out[MAX_TOKENS])
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n && n < MAX_TOKENS;) {
        uint32_t from = i;
        bool digits = is_digit(s.s[i]);
        if (!digits && !is_letter(s.s[i])) {
            i++;
            continue;
        }
        while (i < s.n && (digits ? is_digit(s.s[i]) : is_letter(s.s[i])))
            i++;
        struct str word = str_slice(s, from, i);
        out[n++] = (struct token){word, from ? s.s[from - 1] : 0, digits ? number_of(word) : -1};
    }
    return n;
}

static int32_t plausible(int year, int month, int day)
{
    return year >= MIN_YEAR && year <= MAX_YEAR ? day_of(year, month, day) : DAY_NONE;
}

static bool is_year(const struct token *t)
{
    return t->word.n == 4 && t->number >= MIN_YEAR && t->number <= MAX_YEAR;
}

static bool is_day(const struct token *t)
{
    return t->word.n <= 2 && t->number >= 1 && t->number <= 31;
}

/* What may stand between a day, its month and its year: the end of an ordinal, "of". */
static bool is_joint(const struct token *t)
{
    static const char *const joints[] = {"st", "nd", "rd", "th", "of", "er", "de", "del"};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (str_eq_nocase(t->word, str_of(joints[i])))
            return true;
    return false;
}

/* 2018-04-06, 2018/4/6, 20180406, and of 06/04/2018 what the order tells. */
static int32_t day_of_numbers(const struct token *t, uint32_t n, uint32_t i, enum day_order order)
{
    if (t[i].word.n == 8)
        return plausible(t[i].number / 10000, t[i].number / 100 % 100, t[i].number % 100);
    if (i + 2 >= n || t[i + 1].before != t[i + 2].before || !strchr("-/.", t[i + 1].before))
        return DAY_NONE;
    int a = t[i].number, b = t[i + 1].number, c = t[i + 2].number;
    if (is_year(&t[i]) && t[i + 1].word.n <= 2 && is_day(&t[i + 2]))
        return plausible(a, b, c);
    if (!is_day(&t[i]) || !is_day(&t[i + 1]) || (!is_year(&t[i + 2]) && t[i + 2].word.n != 2))
        return DAY_NONE;
    c += c < 100 ? (c < 70 ? 2000 : 1900) : 0;
    if (a > 12 || a == b || t[i + 1].before == '.') /* nobody puts points behind a month that comes first */
        order = ORDER_DAY_FIRST;
    else if (b > 12)
        order = ORDER_MONTH_FIRST;
    if (order == ORDER_UNKNOWN)
        return DAY_NONE;
    return order == ORDER_DAY_FIRST ? plausible(c, b, a) : plausible(c, a, b);
}

static int month_of(const struct page_words *w, const struct token *t)
{
    if (t->number >= 0)
        return 0;
    int month = ingest_month(t->word);
    return month ? month : page_words_month(w, t->word);
}

/* "6 April 2018", "6th of April, 2018", "6 de abril de 2018", "April 6, 2018", "Apr 6 10:00:00 +0000 2018": i is the
 * month. */
static int32_t day_of_words(const struct page_words *w, const struct token *t, uint32_t n, uint32_t i, int month)
{
    uint32_t before = i, after = i + 1;
    while (before > 0 && is_joint(&t[before - 1]))
        before--;
    while (after < n && is_joint(&t[after]))
        after++;
    if (before > 0 && is_day(&t[before - 1])) {
        if (after < n && is_year(&t[after]))
            return plausible(t[after].number, month, t[before - 1].number);
        if (i + 1 < n && t[i + 1].word.n == 2 && t[i + 1].number >= 0 && t[i + 1].before == '-')
            return plausible(2000 + t[i + 1].number, month, t[before - 1].number);
    }
    if (i + 1 >= n || !is_day(&t[i + 1]))
        return DAY_NONE;
    if (before > 0 && is_year(&t[before - 1]))
        return plausible(t[before - 1].number, month, t[i + 1].number);
    for (uint32_t k = i + 2; k < n && k < i + 8 && !month_of(w, &t[k]); k++) /* "mar. 6 avril" is no day of March */
        if (is_year(&t[k]))
            return plausible(t[k].number, month, t[i + 1].number);
    return DAY_NONE;
}

/* A year, a month and a day, each with its sign behind it, as in China, Japan and Korea. */
static int32_t day_of_signs(const struct token *t, uint32_t n, uint32_t i)
{
    if (i + 4 >= n || !is_year(&t[i]) || !is_day(&t[i + 2]) || !is_day(&t[i + 4]))
        return DAY_NONE;
    bool signs = (t[i + 1].word.s[0] & 0x80) && (t[i + 3].word.s[0] & 0x80);
    return signs ? plausible(t[i].number, t[i + 2].number, t[i + 4].number) : DAY_NONE;
}

/* Since 1970; with milliseconds there are 13 digits. */
static int32_t day_of_seconds(struct str s)
{
    if (s.n != 10 && s.n != 13)
        return DAY_NONE;
    int64_t v = 0;
    for (uint32_t i = 0; i < 10; i++) {
        if (!is_digit(s.s[i]))
            return DAY_NONE;
        v = v * 10 + (s.s[i] - '0');
    }
    return (int32_t)(v / 86400);
}

/* The day whose first number or whose month is token i. */
static int32_t day_at(const struct page_words *w, const struct token *t, uint32_t n, uint32_t i, enum day_order order)
{
    int month = month_of(w, &t[i]);
    if (month)
        return day_of_words(w, t, n, i, month);
    if (t[i].number < 0)
        return DAY_NONE;
    int32_t day = day_of_numbers(t, n, i, order);
    return day != DAY_NONE ? day : day_of_signs(t, n, i);
}

int32_t html_day_in(const struct page_words *w, struct str s, enum day_order order, uint32_t *out_at)
{
    struct token t[MAX_TOKENS];
    uint32_t n = cut_tokens(s, t), at = 0;
    int32_t day = day_of_seconds(s);
    for (uint32_t i = 0; i < n && day == DAY_NONE; i++) {
        at = (uint32_t)(t[i].word.s - s.s);
        day = day_at(w, t, n, i, order);
    }
    if (out_at)
        *out_at = at;
    return day;
}
