/* Where a page tells the day it was published, as its publisher writes it: a time with an offset keeps its own day; one
 * in UTC is that day of UTC, since where the publisher sits is not known; the day before or after goes before both
 * where that is what readers are shown. "3 hours ago" says nothing without the time of fetching. */
#include "ingest/html_int.h"

enum {
    MAX_DATE_CHARS = 120, /* of an element that is named a date */
    MAX_DATE_NODES = 60,
    NEARBY_RUNS = 12, /* so far from the headline a line may be its date */
    NEARBY_CHARS = 60,
    LEADING_CHARS = 12, /* "Wednesday, " */
    DATELINE_CHARS = 24,
    LINES_ABOVE = 12, /* of the headline or the text, looked at when nothing else told */
    LINES_BELOW = 6,
    LAST_HOUR_WEST = 12, /* of UTC, where it can still be yesterday */
    FIRST_HOUR_EAST = 10 /* and from where on it can be tomorrow */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
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
static int32_t day_of_address(const struct html_page *page, struct str url)
{
    struct str path = url, piece; /* a host may have numbers, too */
    for (unsigned i = 0; i < 3 && str_starts(url, STR("http")); i++)
        str_cut(&path, '/', &piece);
    return html_day_in(page->words, path, ORDER_UNKNOWN, NULL);
}

static int32_t day_of_fact(const struct html_page *page, const struct html_fact *fact, enum day_order order)
{
    return fact->rank == RANK_ADDRESS ? day_of_address(page, fact->value)
                                      : html_day_in(page->words, fact->value, order, NULL);
}

/* Longer texts only mention a date. */
static void put_text(const struct html_page *page, struct html_article *a, struct str text, const char *from,
                     enum html_rank rank)
{
    if (text.n > MAX_DATE_CHARS)
        return;
    bool updated = page_words_start(page->words, WORD_updated, text);
    html_put(page, a, FIELD_DATE, text, from, updated ? RANK_UPDATED : rank);
}

static void put_shown(const struct html_page *page, struct html_article *a, uint32_t first, uint32_t end,
                      const char *from, enum html_rank rank)
{
    if (end - first <= MAX_DATE_NODES)
        put_text(page, a, html_text(page, first, end, true), from, rank);
}

static void put_time(const struct html_page *page, struct html_article *a, uint32_t i)
{
    const struct html_node *n = &page->node[i]; /* "entry-date published updated": both in one */
    bool updated = html_called(n, WORD_updated) && !html_called(n, WORD_published);
    enum html_rank rank = updated ? RANK_UPDATED : i > a->title_node ? RANK_ELEMENT : RANK_ELEMENT_ABOVE;
    html_put(page, a, FIELD_DATE, html_attribute(page, i, ATTR_DATETIME), "time datetime", rank);
    put_shown(page, a, i, n->end, "time", rank);
}

static void put_named(const struct html_page *page, struct html_article *a, uint32_t i)
{
    const struct html_node *n = &page->node[i];
    struct str title = html_attribute(page, i, ATTR_TITLE);
    if (title.n && is_digit(title.s[0]))
        put_text(page, a, title, "title of an element named a date", RANK_NAMED);
    put_shown(page, a, i, n->end, "element named a date", RANK_NAMED);
}

/* Today's date, other stories, what readers wrote. */
static bool holds_other_dates(const struct html_page *page, const struct html_article *a, uint32_t i)
{
    const struct html_node *n = &page->node[i];
    bool whole = n->tag == GUMBO_TAG_BODY || n->tag == GUMBO_TAG_HTML || (i < a->title_node && a->title_node < n->end);
    return !whole && html_called(n, WORD_elsewhere);
}

static void find_elements(const struct html_page *page, struct html_article *a)
{
    for (uint32_t i = 0; i < page->n; i++) {
        const struct html_node *n = &page->node[i];
        if (n->tag == HTML_TEXT)
            continue;
        bool skip = (n->off == OFF_UNSEEN && n->tag != GUMBO_TAG_HEAD && !n->names.n) ||
                    (n->names.n && holds_other_dates(page, a, i));
        if (skip)
            i = n->end - 1;
        else if (n->tag == GUMBO_TAG_TIME)
            put_time(page, a, i);
        else if (n->names.n && n->tag != GUMBO_TAG_BODY && html_called(n, WORD_date))
            put_named(page, a, i);
        else if (n->names.n && n->end <= i + 2 && html_called(n, WORD_dateicon))
            put_shown(page, a, n->parent, page->node[n->parent].end, "text beside a calendar", RANK_NAMED);
    }
}

static bool is_dash(struct str s)
{
    static const char *const dashes[] = {"-", "–", "—", "|", "/", "("};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (str_starts(s, str_of(dashes[i])))
            return true;
    return false;
}

/* "13 January 2020 at 8:45 in Politics ...", "WESTHAVEN, Jan. 13, 2020 /Wire/ - ...": a date that a paragraph begins
 * with, or that stands between names and a dash. */
static bool is_leading(struct str text, uint32_t at)
{
    if (at <= LEADING_CHARS)
        return true;
    for (uint32_t i = 0; i < at; i++)
        if (text.s[i] >= 'a' && text.s[i] <= 'z' && (i == 0 || text.s[i - 1] == ' '))
            return false;
    for (uint32_t i = at; i < text.n && i < at + DATELINE_CHARS; i++)
        if (text.s[i] == ' ' && is_dash(str_slice(text, i + 1, text.n)))
            return true;
    return false;
}

static void put_leading(const struct html_page *page, struct html_article *a, const struct html_run *run,
                        enum day_order order)
{
    struct str text = html_text(page, run->first, run->end, true);
    uint32_t at;
    text = str_slice(text, 0, text.n < MAX_DATE_CHARS ? text.n : MAX_DATE_CHARS);
    if (html_day_in(page->words, text, order, &at) != DAY_NONE && is_leading(text, at))
        put_text(page, a, text, "begin of a paragraph near the headline", RANK_LEADING);
}

/* Short lines that hold a date and longer ones that begin with it, near the headline. */
static void find_nearby(const struct html_page *page, struct html_article *a, enum day_order order)
{
    uint32_t title = 0;
    while (title < page->n_runs && page->run[title].owner < a->title_node)
        title++;
    uint32_t from = title > NEARBY_RUNS / 2 ? title - NEARBY_RUNS / 2 : 0;
    for (uint32_t r = from; r < page->n_runs && r < title + NEARBY_RUNS; r++) {
        const struct html_run *run = &page->run[r];
        if (run->owner == a->title_node)
            continue;
        if (run->chars <= NEARBY_CHARS)
            put_shown(page, a, run->first, run->end, "line near the headline", RANK_NEARBY);
        else
            put_leading(page, a, run, order);
    }
}

/* Weblogs let the headline lead to the article's own address. */
static void find_link(const struct html_page *page, struct html_article *a)
{
    uint32_t title = a->title_node;
    for (uint32_t i = title; title && i < page->node[title].end; i++)
        if (html_has_tag(page, i, GUMBO_TAG_A))
            html_put(page, a, FIELD_DATE, html_attribute(page, i, ATTR_HREF), "link of the headline", RANK_ADDRESS);
}

/* ---- where dates stand when nothing nearer tells ---------------------------------------------------------------- */

static bool is_elsewhere(const struct html_page *page, const struct html_article *a, uint32_t i)
{
    for (; i; i = page->node[i].parent)
        if (page->node[i].names.n && holds_other_dates(page, a, i))
            return true;
    return false;
}

static bool has_digit(struct str s)
{
    for (uint32_t i = 0; i < s.n; i++)
        if (is_digit(s.s[i]))
            return true;
    return false;
}

/* Text that is no script, hidden or not, of a length that a date may have; empty: none. A script holds its text itself.
 */
static struct str line_of(const struct html_page *page, uint32_t i)
{
    struct str text = page->node[i].tag == HTML_TEXT ? str_trim(page->node[i].text) : STR_NONE;
    uint32_t round = page->node[i].parent;
    bool shown = text.n <= MAX_DATE_CHARS && !html_has_tag(page, round, GUMBO_TAG_SCRIPT) &&
                 !html_has_tag(page, round, GUMBO_TAG_STYLE);
    return shown ? text : STR_NONE;
}

/* "Published 6 April 2018", "last edited ..." anywhere on the page; the day may stand in the next element. */
static void find_cues(const struct html_page *page, struct html_article *a)
{
    for (uint32_t i = 0; i < page->n; i++) {
        struct str text = line_of(page, i);
        bool published = text.n && page_words_start(page->words, WORD_published, text);
        if (!text.n || (!published && !page_words_in(page->words, WORD_updated, text)) || is_elsewhere(page, a, i))
            continue;
        const char *from = published ? "line that says so" : "line of a change";
        enum html_rank rank = published ? RANK_NEARBY : RANK_UPDATED;
        uint32_t parent = page->node[i].parent, roof = page->node[parent].parent;
        html_put(page, a, FIELD_DATE, text, from, rank);
        if (!has_digit(text) && roof)
            put_shown(page, a, roof, page->node[roof].end, from, rank);
    }
}

/* What the data of a page's own scripts call the day: "publishedAt": "2018-04-06T...". */
static const char *const SCRIPT_KEY[] = {"datePublished",    "published_at", "publishedAt",  "publishedDate",
                                         "published_date",   "publishDate",  "publish_date", "publicationDate",
                                         "publication_date", "pubDate",      "pub_date",     "publishedTime",
                                         "published_time"};
enum { N_SCRIPT_KEYS = sizeof SCRIPT_KEY / sizeof *SCRIPT_KEY };

/* "ub" stands in each of them, and nearly nowhere else. */
bool html_script_tells(struct str script)
{
    enum { LONGEST_BEFORE = 5 }; /* "dateP" */
    const char *end = script.s + script.n;
    for (const char *b = script.s; (b = memchr(b, 'b', (size_t)(end - b))); b++) {
        uint32_t at = (uint32_t)(b - script.s);
        if (!at || b[-1] != 'u')
            continue;
        for (uint32_t before = 1; before <= LONGEST_BEFORE && before < at; before++)
            for (size_t k = 0; k < N_SCRIPT_KEYS; k++)
                if (str_starts(str_slice(script, at - 1 - before, script.n), str_of(SCRIPT_KEY[k])))
                    return true;
    }
    return false;
}

static void find_in_script(const struct html_page *page, struct html_article *a, const char *script)
{
    for (size_t k = 0; k < N_SCRIPT_KEYS; k++) {
        const char *at = strstr(script, SCRIPT_KEY[k]);
        if (!at)
            continue;
        at += strlen(SCRIPT_KEY[k]);
        at += strspn(at, "\\\"' :=");
        uint32_t n = (uint32_t)strcspn(at, "\\\"',;}");
        if (n <= MAX_DATE_CHARS)
            html_put(page, a, FIELD_DATE, (struct str){at, n}, str_format(page->arena, "script %s", SCRIPT_KEY[k]).s,
                     RANK_SCRIPT);
    }
}

static void find_far(const struct html_page *page, struct html_article *a)
{
    find_cues(page, a);
    for (uint32_t i = 0; i < page->n; i++)
        if (html_has_tag(page, i, GUMBO_TAG_SCRIPT) && page->node[i].end > i + 1)
            find_in_script(page, a, str_copy(page->arena, page->node[i + 1].text).s);
}

/* ---- which of them it is ---------------------------------------------------------------------------------------- */

static struct html_fact best_of(const struct html_page *page, struct html_article *a, enum day_order order)
{
    struct html_fact best = {.rank = RANK_NONE};
    a->date = DAY_NONE;
    for (uint32_t i = 0; i < a->date_fact.n; i++) {
        const struct html_fact *fact = &a->date_fact.v[i];
        if (fact->rank >= best.rank)
            continue;
        int32_t day = day_of_fact(page, fact, order);
        if (day == DAY_NONE || (page->latest_date && day > page->latest_date + 1))
            continue; /* a day ahead is another time zone's */
        a->date = day;
        best = *fact;
    }
    return best;
}

static bool is_utc(struct str time)
{
    return str_ends(time, STR("Z")) || str_ends(time, STR("+00:00")) || str_ends(time, STR("+0000")) ||
           str_ends(time, STR("GMT"));
}

/* How many days the same moment may be off where the publisher sits: 23:30 in London is tomorrow in Moscow. */
static bool may_shift(struct str time, int days)
{
    const char *t = memchr(time.s, 'T', time.n);
    uint32_t at = t ? (uint32_t)(t - time.s) + 1 : time.n;
    if (at + 2 > time.n || !is_digit(time.s[at]) || !is_digit(time.s[at + 1]))
        return true;
    int hour = (time.s[at] - '0') * 10 + time.s[at + 1] - '0';
    return days < 0 ? hour < LAST_HOUR_WEST : hour >= FIRST_HOUR_EAST;
}

/* Whether the fact may tell the day of a moment anew: one in UTC by the page's own address or by what readers are
 * shown, another by that alone. */
static bool may_correct(const struct html_fact *fact, bool utc)
{
    if (is_utc(fact->value) || fact->rank == RANK_UPDATED)
        return false;
    return fact->rank >= (utc ? RANK_META : RANK_ELEMENT);
}

/* Data may have the day before or after that of the publisher's readers, in UTC above all: a line of the page goes
 * before them where it is that and none has the day of the data; the page's own address goes before a time in UTC. */
static void shift_to_local(const struct html_page *page, struct html_article *a, struct html_fact *best,
                           enum day_order order)
{
    bool utc = is_utc(best->value);
    if (a->date == DAY_NONE || (!utc && best->rank >= RANK_ELEMENT))
        return;
    const struct html_fact *from = NULL;
    int32_t local = DAY_NONE;
    bool same = false;
    for (uint32_t i = 0; i < a->date_fact.n; i++) {
        const struct html_fact *fact = &a->date_fact.v[i];
        if (!may_correct(fact, utc))
            continue;
        int32_t day = day_of_fact(page, fact, order);
        bool near = day != DAY_NONE && (day == a->date - 1 || day == a->date + 1);
        bool address = fact->rank == RANK_ADDRESS;
        same |= day == a->date;
        bool fits = near && (utc ? may_shift(best->value, day - a->date) : !address);
        if (fits && (!from || address)) {
            from = fact;
            local = day;
        }
    }
    if (from && (!same || from->rank == RANK_ADDRESS)) {
        a->date = local;
        *best = *from;
    }
}

/* Whether the node is a line at all. */
static bool put_line(const struct html_page *page, struct html_article *a, uint32_t i, const char *from)
{
    struct str text = line_of(page, i);
    if (text.n <= NEARBY_CHARS && has_digit(text))
        html_put(page, a, FIELD_DATE, text, from, RANK_LEADING);
    return text.n > 0;
}

/* Lines around a place, whatever their elements are called. */
static void find_around(const struct html_page *page, struct html_article *a, uint32_t place)
{
    unsigned above = 0, below = 0;
    for (uint32_t i = place; i > 0 && above < LINES_ABOVE; i--)
        above += put_line(page, a, i - 1, "line above the article");
    for (uint32_t i = place; i < page->n && below < LINES_BELOW; i++)
        below += put_line(page, a, i, "line at the begin of the article");
}

void html_date_around(const struct html_page *page, struct html_article *a)
{
    if (a->date != DAY_NONE || !a->n_roots)
        return;
    find_around(page, a, a->title_node);
    find_around(page, a, a->root[0]);
    a->fact[FIELD_DATE] = best_of(page, a, order_of(a));
}

void html_date(const struct html_page *page, struct html_article *a)
{
    enum day_order order = order_of(a);
    find_elements(page, a);
    find_nearby(page, a, order);
    html_put(page, a, FIELD_DATE, a->fact[FIELD_URL].value, "address", RANK_ADDRESS);
    find_link(page, a);
    struct html_fact best = best_of(page, a, order);
    if (best.rank >= RANK_SCRIPT) {
        find_far(page, a);
        best = best_of(page, a, order);
    }
    shift_to_local(page, a, &best, order);
    a->fact[FIELD_DATE] = best;
}
