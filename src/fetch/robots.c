/* robots.txt, by RFC 9309: the groups that name the robot, else those for all; of the rules that fit a path the longest
 * wins, and of two as long the one that allows. */
#include "fetch/fetch.h"

#include <stdlib.h>

enum { MAX_DELAY_S = FETCH_MAX_PAUSE_S };

struct rule {
    struct str pattern;
    bool allow;
};

struct robots {
    ARRAY_OF(struct rule) rule;
    uint32_t delay_s;
};

static bool is_key(struct str key, const char *name)
{
    return str_eq_nocase(key, str_of(name));
}

/* The product's name of "Name/1.0 (words)". */
static struct str product_of(struct str value)
{
    uint32_t n = 0;
    while (n < value.n && (((value.s[n] | 32) >= 'a' && (value.s[n] | 32) <= 'z') || strchr("-_", value.s[n])))
        n++;
    return str_slice(value, 0, n);
}

static bool next_line(struct str *rest, struct str *key, struct str *value)
{
    struct str line;
    while (str_cut(rest, '\n', &line)) {
        const char *hash = line.n ? memchr(line.s, '#', line.n) : NULL;
        line = str_trim(str_slice(line, 0, hash ? (uint32_t)(hash - line.s) : line.n));
        const char *colon = line.n ? memchr(line.s, ':', line.n) : NULL;
        if (!colon)
            continue;
        *key = str_trim(str_slice(line, 0, (uint32_t)(colon - line.s)));
        *value = str_trim(str_slice(line, (uint32_t)(colon - line.s) + 1, line.n));
        return true;
    }
    return false;
}

/* The rules of the groups of one robot ("*": for all); whether there is such a group. */
static bool take_groups(struct robots *r, struct str text, struct str agent, struct arena *arena)
{
    struct str rest = text, key, value;
    bool found = false, in_names = false, ours = false;
    while (next_line(&rest, &key, &value)) {
        if (is_key(key, "user-agent")) {
            bool named = str_is(agent, "*") ? str_is(value, "*") : str_eq_nocase(product_of(value), agent);
            ours = in_names ? ours || named : named;
            found = found || named;
            in_names = true;
            continue;
        }
        in_names = in_names && !is_key(key, "allow") && !is_key(key, "disallow") && !is_key(key, "crawl-delay");
        if (!ours)
            continue;
        bool allow = is_key(key, "allow");
        if ((allow || is_key(key, "disallow")) && value.n)
            *array_add(arena, &r->rule) = (struct rule){str_copy(arena, value), allow};
        if (is_key(key, "crawl-delay") && value.n) {
            double s = strtod(str_copy(arena, value).s, NULL);
            r->delay_s = s > 0 && s < MAX_DELAY_S ? (uint32_t)(s + 0.999) : s > 0 ? MAX_DELAY_S : 0;
        }
    }
    return found;
}

struct robots *robots_parse(struct str text, struct str agent, struct arena *arena)
{
    struct robots *r = arena_zalloc(arena, sizeof *r);
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_slice(text, 3, text.n);
    if (!take_groups(r, text, agent, arena))
        take_groups(r, text, STR("*"), arena);
    return r;
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* The byte at *at, %41 read as A. */
static char byte_at(struct str s, uint32_t *at)
{
    char c = s.s[(*at)++];
    if (c != '%' || *at + 2 > s.n || hex(s.s[*at]) < 0 || hex(s.s[*at + 1]) < 0)
        return c;
    c = (char)(hex(s.s[*at]) << 4 | hex(s.s[*at + 1]));
    *at += 2;
    return c;
}

/* "*" stands for anything, "$" at the end for the end. Goes back to the last star only, so O(pattern * path). */
static bool fits(struct str pattern, struct str path)
{
    bool to_end = str_ends(pattern, STR("$"));
    if (to_end)
        pattern.n--;
    uint32_t p = 0, s = 0, star = UINT32_MAX, star_s = 0;
    for (;;) {
        if (p < pattern.n && pattern.s[p] == '*') {
            star = ++p;
            star_s = s;
            continue;
        }
        if (p == pattern.n && (!to_end || s == path.n))
            return true;
        uint32_t next_p = p, next_s = s;
        if (p < pattern.n && s < path.n && byte_at(pattern, &next_p) == byte_at(path, &next_s)) {
            p = next_p;
            s = next_s;
            continue;
        }
        if (star == UINT32_MAX || star_s >= path.n)
            return false;
        p = star;
        s = ++star_s;
    }
}

bool robots_allow(const struct robots *r, struct str path)
{
    bool allow = true;
    uint32_t longest = 0;
    for (uint32_t i = 0; i < r->rule.n; i++) {
        const struct rule *rule = &r->rule.v[i];
        if (rule->pattern.n < longest || (rule->pattern.n == longest && !rule->allow) || !fits(rule->pattern, path))
            continue;
        longest = rule->pattern.n;
        allow = rule->allow;
    }
    return allow;
}

uint32_t robots_delay_s(const struct robots *r)
{
    return r->delay_s;
}
