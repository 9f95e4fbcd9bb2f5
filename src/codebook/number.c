#include "codebook/number.h"

#include <math.h>
#include <stdlib.h>

struct cursor {
    const struct doc *d;
    uint32_t end;
};

static struct str at(const struct cursor *c, uint32_t tok)
{
    return tok < c->end ? tok_str(c->d, tok) : STR_NONE;
}

static bool is(const struct cursor *c, uint32_t tok, const char *word)
{
    return str_eq_nocase(at(c, tok), str_of(word));
}

struct word_value {
    const char *word;
    double value;
};

static double value_of(struct str s, const struct word_value *table)
{
    for (; table->word; table++)
        if (str_eq_nocase(s, str_of(table->word)))
            return table->value;
    return NAN;
}

static const struct word_value ONES[] = {
    {"zero", 0},      {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},
    {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},
    {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
    {"eighteen", 18}, {"nineteen", 19}, {NULL, 0}};
static const struct word_value TENS[] = {{"twenty", 20},  {"thirty", 30}, {"forty", 40},  {"fifty", 50}, {"sixty", 60},
                                         {"seventy", 70}, {"eighty", 80}, {"ninety", 90}, {NULL, 0}};
static const struct word_value SCALES[] = {{"hundred", 1e2},   {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9},
                                           {"trillion", 1e12}, {"lakh", 1e5},     {"crore", 1e7},   {NULL, 0}};
/* Only behind digits, and for "m" and "k" only as one sum of money would be written. */
static const struct word_value SHORT_SCALES[] = {{"k", 1e3},   {"m", 1e6},   {"mn", 1e6},   {"mln", 1e6}, {"bn", 1e9},
                                                 {"bln", 1e9}, {"tn", 1e12}, {"trn", 1e12}, {NULL, 0}};
/* Vague plurals: at least so many. */
static const struct word_value VAGUE[] = {{"dozens", 24},    {"scores", 40},    {"hundreds", 200}, {"thousands", 2000},
                                          {"millions", 2e6}, {"billions", 2e9}, {"several", 3},    {NULL, 0}};

/* "3,000", "5.4", "12"; NAN for anything else, dates and years with letters among it. */
static double digits_value(struct str s)
{
    char plain[32];
    unsigned n = 0, dots = 0;
    if (!s.n || s.n > 24 || s.s[0] < '0' || s.s[0] > '9')
        return NAN;
    for (uint32_t i = 0; i < s.n; i++) {
        char b = s.s[i];
        if (b == ',') {
            if (i + 4 > s.n || (i + 4 < s.n && s.s[i + 4] != ',' && s.s[i + 4] != '.'))
                return NAN;
            continue;
        }
        dots += b == '.';
        if ((b != '.' && (b < '0' || b > '9')) || dots > 1)
            return NAN;
        plain[n++] = b;
    }
    plain[n] = '\0';
    return strtod(plain, NULL);
}

/* One group without scale: "3,000", "twelve", "twenty-five", "a dozen", "half a dozen". *end moves behind it. */
static double group_at(const struct cursor *c, uint32_t tok, uint32_t *end)
{
    double v = digits_value(at(c, tok));
    *end = tok + 1;
    if (!isnan(v))
        return v;
    v = value_of(at(c, tok), ONES);
    if (!isnan(v))
        return v;
    v = value_of(at(c, tok), TENS);
    if (isnan(v))
        return NAN;
    uint32_t next = is(c, tok + 1, "-") ? tok + 2 : tok + 1;
    double one = value_of(at(c, next), ONES);
    if (!isnan(one) && one > 0 && one < 10) {
        *end = next + 1;
        return v + one;
    }
    return v;
}

/* Scales behind a group: "2.5 million", "two hundred and fifty thousand", "3 dozen". */
static double scaled(const struct cursor *c, double v, bool from_digits, uint32_t *end)
{
    double total = 0;
    for (unsigned rounds = 0; rounds < 4; rounds++) {
        if (is(c, *end, "-") && !isnan(value_of(at(c, *end + 1), SCALES))) /* "a $5-billion loan" */
            ++*end;
        double scale = value_of(at(c, *end), SCALES);
        if (isnan(scale) && from_digits)
            scale = value_of(at(c, *end), SHORT_SCALES);
        if (isnan(scale)) {
            if (is(c, *end, "dozen")) {
                ++*end;
                return total + v * 12;
            }
            break;
        }
        ++*end;
        v *= scale;
        /* a further group: "(two hundred) and fifty", "one million two hundred thousand" */
        uint32_t next = is(c, *end, "and") ? *end + 1 : *end, after;
        double more = from_digits ? NAN : group_at(c, next, &after);
        if (isnan(more) || more >= scale)
            continue; /* perhaps a further scale: "hundred thousand" */
        *end = after;
        if (scale <= 1e2) {
            v += more;
        } else {
            total += v;
            v = more;
        }
    }
    return total + v;
}

/* "dozens (of)", "tens of thousands (of)", "several hundred", "hundreds of thousands" */
static bool vague_at(const struct cursor *c, uint32_t tok, struct number *out)
{
    double v = value_of(at(c, tok), VAGUE);
    uint32_t end = tok + 1;
    if (is(c, tok, "tens"))
        v = 20;
    else if (is(c, tok, "a") && is(c, tok + 1, "few")) {
        v = 2;
        end = tok + 2;
    } else if (isnan(v))
        return false;
    double scale = is(c, end, "of") ? value_of(at(c, end + 1), VAGUE) : NAN;
    if (!isnan(scale) && scale >= 2000) {
        v *= scale / 2;
        end += 2;
    } else if (is(c, tok, "tens")) {
        return false;
    } else {
        for (scale = value_of(at(c, end), SCALES); !isnan(scale); scale = value_of(at(c, end), SCALES)) {
            v *= scale;
            end++;
        }
        if (is(c, end, "dozen")) {
            v *= 12;
            end++;
        }
    }
    *out = (struct number){v, NAN, tok, end};
    return true;
}

/* An exact number, or a vague one. */
static bool plain_at(const struct cursor *c, uint32_t tok, struct number *out)
{
    bool article = is(c, tok, "a") || is(c, tok, "an");
    uint32_t end = tok + 1;
    double v = NAN;
    if (is(c, tok, "half") && is(c, tok + 1, "a") && is(c, tok + 2, "dozen")) {
        *out = (struct number){6, 6, tok, tok + 3};
        return true;
    }
    if (is(c, tok, "half") && is(c, tok + 1, "a") && !isnan(value_of(at(c, tok + 2), SCALES))) {
        double half = value_of(at(c, tok + 2), SCALES) / 2;
        *out = (struct number){half, half, tok, tok + 3};
        return true;
    }
    if (article && is(c, tok + 1, "couple")) {
        *out = (struct number){2, 2, tok, tok + 2};
        return true;
    }
    if (article && (is(c, tok + 1, "dozen") || !isnan(value_of(at(c, tok + 1), SCALES)))) {
        v = scaled(c, 1, false, &end);
    } else {
        v = group_at(c, tok, &end);
        if (!isnan(v))
            v = scaled(c, v, !isnan(digits_value(at(c, tok))), &end);
    }
    if (isnan(v))
        return vague_at(c, tok, out);
    *out = (struct number){v, v, tok, end};
    return true;
}

/* Words before a number: which side they leave open. */
enum bound { BOUND_NONE, BOUND_ABOUT, BOUND_LOW, BOUND_HIGH };
static const struct {
    const char *words[4];
    enum bound bound;
} BOUNDS[] = {
    {{"at", "least"}, BOUND_LOW},
    {{"no", "fewer", "than"}, BOUND_LOW},
    {{"no", "less", "than"}, BOUND_LOW},
    {{"not", "less", "than"}, BOUND_LOW},
    {{"more", "than"}, BOUND_LOW},
    {{"over"}, BOUND_LOW},
    {{"above"}, BOUND_LOW},
    {{"upwards", "of"}, BOUND_LOW},
    {{"a", "minimum", "of"}, BOUND_LOW},
    {{"well", "over"}, BOUND_LOW},
    {{"up", "to"}, BOUND_HIGH},
    {{"as", "many", "as"}, BOUND_HIGH},
    {{"at", "most"}, BOUND_HIGH},
    {{"no", "more", "than"}, BOUND_HIGH},
    {{"not", "more", "than"}, BOUND_HIGH},
    {{"fewer", "than"}, BOUND_HIGH},
    {{"less", "than"}, BOUND_HIGH},
    {{"as", "much", "as"}, BOUND_HIGH},
    {{"about"}, BOUND_ABOUT},
    {{"around"}, BOUND_ABOUT},
    {{"some"}, BOUND_ABOUT},
    {{"roughly"}, BOUND_ABOUT},
    {{"nearly"}, BOUND_ABOUT},
    {{"almost"}, BOUND_ABOUT},
    {{"approximately"}, BOUND_ABOUT},
    {{"an", "estimated"}, BOUND_ABOUT},
    {{"the", "estimated"}, BOUND_ABOUT},
    {{"close", "to"}, BOUND_ABOUT},
    {{"another"}, BOUND_ABOUT},
    {{"a", "further"}, BOUND_ABOUT},
    {{"exactly"}, BOUND_ABOUT},
    {{"only"}, BOUND_ABOUT},
    {{"all"}, BOUND_ABOUT},
};

static enum bound bound_at(const struct cursor *c, uint32_t tok, uint32_t *out_end)
{
    for (size_t i = 0; i < sizeof BOUNDS / sizeof BOUNDS[0]; i++) {
        uint32_t n = 0;
        while (n < 4 && BOUNDS[i].words[n] && is(c, tok + n, BOUNDS[i].words[n]))
            n++;
        if (n < 4 && !BOUNDS[i].words[n]) {
            *out_end = tok + n;
            return BOUNDS[i].bound;
        }
    }
    return BOUND_NONE;
}

/* "$", "US$", "€" before the digits */
static uint32_t behind_sign(const struct cursor *c, uint32_t tok)
{
    struct str s = at(c, tok);
    bool sign = s.n && tok + 1 < c->end && !isnan(digits_value(at(c, tok + 1))) &&
                (c->d->tok.v[tok].xpos == XPOS_DOLLAR || s.s[s.n - 1] == '$');
    return sign ? tok + 1 : tok;
}

/* "between 20 and 30", "20 to 30", "20-30", "three or four". The second may lend the first its scale: "2 to 3 million".
 */
static void second_number(const struct cursor *c, struct number *n, bool between)
{
    struct number second;
    uint32_t link = n->end_tok;
    bool joins = is(c, link, "to") || is(c, link, "or") || is(c, link, "-") || is(c, link, "\u2013") ||
                 (between && is(c, link, "and"));
    if (!joins || !plain_at(c, behind_sign(c, link + 1), &second) || isnan(second.high) || second.high <= n->low)
        return;
    double scale = value_of(at(c, second.end_tok - 1), SCALES);
    if (isnan(scale))
        scale = value_of(at(c, second.end_tok - 1), SHORT_SCALES);
    if (!isnan(scale) && n->low < scale && n->low * scale < second.high)
        n->low *= scale;
    n->high = second.high;
    n->end_tok = second.end_tok;
}

bool number_at(const struct doc *d, uint32_t tok, uint32_t end_tok, struct number *out)
{
    struct cursor c = {d, end_tok};
    uint32_t start = tok;
    bool between = is(&c, tok, "between") || is(&c, tok, "from");
    enum bound bound = between ? BOUND_NONE : bound_at(&c, tok, &start);
    struct number n;
    if (!plain_at(&c, behind_sign(&c, between ? tok + 1 : start), &n))
        return false;
    n.first_tok = tok;
    second_number(&c, &n, between);
    if (between && n.high == n.low)
        return false; /* "from 3 bases": no number begins at "from" */
    if (is(&c, n.end_tok, "or") && is(&c, n.end_tok + 1, "more")) {
        n.end_tok += 2;
        bound = BOUND_LOW;
    }
    if (bound == BOUND_LOW)
        n.high = NAN;
    if (bound == BOUND_HIGH && n.high >= n.low) {
        n.high = n.high > n.low ? n.high : n.low;
        n.low = NAN;
    }
    *out = n;
    return true;
}

bool number_count(const struct doc *d, uint32_t tok, uint32_t end_tok, unsigned *out, uint32_t *out_end)
{
    struct cursor c = {d, end_tok};
    struct number n;
    if (plain_at(&c, tok, &n) && !isnan(n.high) && n.high < 1e6 && n.high == floor(n.high)) {
        *out = (unsigned)n.high;
        *out_end = is(&c, n.end_tok, "of") && is(&c, n.end_tok - 1, "couple") ? n.end_tok + 1 : n.end_tok;
        return true;
    }
    if (!is(&c, tok, "a") && !is(&c, tok, "an"))
        return false;
    *out = 1;
    *out_end = tok + 1;
    return true;
}
