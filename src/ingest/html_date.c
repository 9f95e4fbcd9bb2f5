/* The day a page was published, as its publisher writes it: a time with an offset keeps its own day; one in UTC is that
 * day of UTC, since where the publisher sits is not known. "3 hours ago" says nothing without the time of fetching. */
#include "ingest/html_int.h"

enum {
    MAX_TOKENS = 40,
    MIN_YEAR = 1980,
    MAX_YEAR = 2100,
    MAX_DATE_CHARS = 120, /* of an element that is named a date */
    MAX_DATE_NODES = 60,
    NEARBY_RUNS = 12, /* so far from the headline a line may be its date */
    NEARBY_CHARS = 60
};

enum day_order { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST };

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

static bool is_ordinal(const struct token *t)
{
    static const char *const endings[] = {"st", "nd", "rd", "th", "of"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_eq_nocase(t->word, str_of(endings[i])))
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
    if (a > 12 || (b <= 12 && a == b) || (b <= 12 && order == ORDER_DAY_FIRST) || t[i + 1].before == '.')
        return plausible(c, b, a);
    if (b > 12 || order == ORDER_MONTH_FIRST)
        return plausible(c, a, b);
    return DAY_NONE;
}

/* "6 April 2018", "6th of April, 2018", "April 6, 2018", "Apr 6 10:00:00 +0000 2018": i is the month. */
static int32_t day_of_words(const struct token *t, uint32_t n, uint32_t i, int month)
{
    uint32_t before = i;
    while (before > 0 && is_ordinal(&t[before - 1]))
        before--;
    if (before > 0 && is_day(&t[before - 1])) {
        if (i + 1 < n && is_year(&t[i + 1]))
            return plausible(t[i + 1].number, month, t[before - 1].number);
        if (i + 1 < n && t[i + 1].word.n == 2 && t[i + 1].number >= 0 && t[i + 1].before == '-')
            return plausible(2000 + t[i + 1].number, month, t[before - 1].number);
    }
    if (i + 1 >= n || !is_day(&t[i + 1]))
        return DAY_NONE;
    if (before > 0 && is_year(&t[before - 1]))
        return plausible(t[before - 1].number, month, t[i + 1].number);
    for (uint32_t k = i + 2; k < n && k < i + 8; k++)
        if (is_year(&t[k]))
            return plausible(t[k].number, month, t[i + 1].number);
    return DAY_NONE;
}

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

static int32_t day_in(struct str s, enum day_order order)
{
    struct token t[MAX_TOKENS];
    uint32_t n = cut_tokens(s, t);
    int32_t day = day_of_seconds(s);
    for (uint32_t i = 0; i < n && day == DAY_NONE; i++) {
        int month = t[i].number < 0 ? ingest_month(t[i].word) : 0;
        day = month ? day_of_words(t, n, i, month) : t[i].number >= 0 ? day_of_numbers(t, n, i, order) : DAY_NONE;
    }
    return day;
}

/* ---- which of day and month comes first ---------------------------------------------------------------------------
 */

static enum day_order order_of_region(struct str region)
{
    static const char *const month_first[] = {"us", "gov", "mil", "edu", "ph"};
    if (str_eq_nocase(region, STR("ca"))) /* both */
        return ORDER_UNKNOWN;
    for (size_t i = 0; i < sizeof month_first / sizeof *month_first; i++)
        if (str_eq_nocase(region, str_of(month_first[i])))
            return ORDER_MONTH_FIRST;
    return region.n == 2 ? ORDER_DAY_FIRST : ORDER_UNKNOWN;
}

static struct str host_ending(struct str url)
{
    struct str rest = url, scheme, nothing, host;
    if (!str_cut(&rest, '/', &scheme) || !str_cut(&rest, '/', &nothing) || !str_cut(&rest, '/', &host))
        return STR_NONE;
    uint32_t at = host.n;
    while (at > 0 && host.s[at - 1] != '.')
        at--;
    return str_slice(host, at, host.n);
}

static struct str region_of(struct str lang)
{
    return lang.n >= 5 && (lang.s[2] == '-' || lang.s[2] == '_') ? str_slice(lang, 3, 5) : STR_NONE;
}

/* By the country of the publisher's address, else of the language: "com" may be anywhere, and so may "en". */
static enum day_order order_of(const struct html_article *a)
{
    enum day_order order = order_of_region(host_ending(a->fact[FIELD_URL].value));
    if (!order)
        order = order_of_region(region_of(a->fact[FIELD_LANG].value));
    return order ? order : order_of_region(region_of(a->fact[FIELD_LOCALE].value));
}

/* ---- where dates stand ----------------------------------------------------------------------------------------------
 */

/* /2018/04/06/, /2018/apr/06/, -20180406; not /2018/04/. */
static int32_t day_of_address(struct str url)
{
    uint32_t n_slashes = 0, path = 0;
    while (path < url.n && n_slashes < 3)
        n_slashes += url.s[path++] == '/';
    return day_in(str_slice(url, path, url.n), ORDER_UNKNOWN);
}

static void put_shown(const struct html_page *page, struct html_article *a, uint32_t first, uint32_t end,
                      const char *from, enum html_rank rank)
{
    if (end - first > MAX_DATE_NODES)
        return;
    struct str text = html_text(page, first, end, true);
    if (text.n > MAX_DATE_CHARS)
        return;
    bool updated = page_words_start(page->words, WORD_updated, text);
    html_put(page, a, FIELD_DATE, text, from, updated ? RANK_UPDATED : rank);
}

static void find_elements(const struct html_page *page, struct html_article *a)
{
    for (uint32_t i = 0; i < page->n; i++) {
        const struct html_node *n = &page->node[i];
        if (n->tag == HTML_TEXT)
            continue;
        if (n->off == OFF_UNSEEN && n->tag != GUMBO_TAG_HEAD && !n->names.n) {
            i = n->end - 1;
            continue;
        }
        if (n->tag == GUMBO_TAG_TIME) {
            struct str value = html_attribute(page, i, "datetime");
            enum html_rank rank = i > a->title_node ? RANK_ELEMENT : RANK_ELEMENT_ABOVE;
            bool updated = page_words_in(page->words, WORD_updated, n->names);
            html_put(page, a, FIELD_DATE, value, "time datetime", updated ? RANK_UPDATED : rank);
            put_shown(page, a, i, n->end, "time", updated ? RANK_UPDATED : rank);
        } else if (n->names.n && n->tag != GUMBO_TAG_BODY && page_words_in(page->words, WORD_date, n->names)) {
            put_shown(page, a, i, n->end, "element named a date", RANK_NAMED);
        }
    }
}

/* Short lines that hold a date, near the headline. */
static void find_nearby(const struct html_page *page, struct html_article *a)
{
    uint32_t title = 0;
    while (title < page->n_runs && page->run[title].owner < a->title_node)
        title++;
    uint32_t from = title > NEARBY_RUNS / 2 ? title - NEARBY_RUNS / 2 : 0;
    for (uint32_t r = from; r < page->n_runs && r < title + NEARBY_RUNS; r++)
        if (page->run[r].chars <= NEARBY_CHARS && page->run[r].owner != a->title_node)
            put_shown(page, a, page->run[r].first, page->run[r].end, "line near the headline", RANK_NEARBY);
}

static bool is_utc(struct str time)
{
    return str_ends(time, STR("Z")) || str_ends(time, STR("+00:00")) || str_ends(time, STR("+0000"));
}

/* A time in UTC is of the day before or after where the publisher sits, when the page's own address or a line of it
 * has that day. */
static void shift_to_local(struct html_article *a, struct html_fact *best, enum day_order order)
{
    if (a->date == DAY_NONE || !is_utc(best->value))
        return;
    int32_t local = DAY_NONE;
    const struct html_fact *from = NULL;
    for (uint32_t i = 0; i < a->date_fact.n; i++) {
        const struct html_fact *fact = &a->date_fact.v[i];
        bool address = fact->rank == RANK_ADDRESS;
        if (is_utc(fact->value) || fact->rank == RANK_UPDATED || fact->rank < RANK_META)
            continue;
        int32_t day = address ? day_of_address(fact->value) : day_in(fact->value, order);
        if (day == a->date)
            return;
        if (!from && (day == a->date - 1 || day == a->date + 1)) {
            local = day;
            from = fact;
        }
    }
    if (from) {
        a->date = local;
        *best = *from;
    }
}

void html_date(const struct html_page *page, struct html_article *a)
{
    enum day_order order = order_of(a);
    find_elements(page, a);
    find_nearby(page, a);
    html_put(page, a, FIELD_DATE, a->fact[FIELD_URL].value, "address", RANK_ADDRESS);
    a->date = DAY_NONE;
    struct html_fact best = {.rank = RANK_NONE};
    for (uint32_t i = 0; i < a->date_fact.n; i++) {
        const struct html_fact *fact = &a->date_fact.v[i];
        if (fact->rank >= best.rank)
            continue;
        int32_t day = fact->rank == RANK_ADDRESS ? day_of_address(fact->value) : day_in(fact->value, order);
        if (day == DAY_NONE || (page->latest_date && day > page->latest_date + 1))
            continue; /* a day ahead is another time zone's */
        a->date = day;
        best = *fact;
    }
    shift_to_local(a, &best, order);
    a->fact[FIELD_DATE] = best;
}
