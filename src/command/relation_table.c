/* Pairs of actors, or their periods, as a table. */
#include "command/relation_table.h"

#include <math.h>
#include <stdio.h>

/* Columns of numbers, behind the pair or period. */
enum { N_NUMBERS = 6, TIE_WIDTH = 13 };
static const struct {
    const char *above, *name;
    unsigned width;
} NUMBERS[N_NUMBERS] = {
    {"cooperation", "verbal", 7}, {"", "material", 9},   {"   conflict", "verbal", 8},
    {"", "material", 9},          {"", "hostility", 10}, {"", "affinity", 9},
};

static void right(struct asking *a, unsigned width, enum style style, const char *text)
{
    for (unsigned n = screen_columns(str_of(text)); n < width; n++)
        buf_add_char(&a->out, ' ');
    screen_text(&a->screen, style, str_of(text), &a->out);
}

static void head(struct asking *a, unsigned first, bool with_tie)
{
    unsigned widths[] = {NUMBERS[0].width + NUMBERS[1].width, NUMBERS[2].width + NUMBERS[3].width};
    screen_style(&a->screen, STYLE_DIM, &a->out);
    for (unsigned i = 0; i < first; i++)
        buf_add_char(&a->out, ' ');
    for (int i = 0; i < 2; i++)
        right(a, widths[i], STYLE_PLAIN, NUMBERS[2 * i].above);
    buf_add_char(&a->out, '\n');
    for (unsigned i = 0; i < first; i++)
        buf_add_char(&a->out, ' ');
    for (int i = 0; i < N_NUMBERS; i++)
        right(a, NUMBERS[i].width, STYLE_PLAIN, NUMBERS[i].name);
    if (with_tie)
        right(a, TIE_WIDTH, STYLE_PLAIN, "tie");
    screen_style(&a->screen, STYLE_PLAIN, &a->out);
    buf_add_char(&a->out, '\n');
}

static void numbers(struct asking *a, const struct dyad *d, bool with_tie)
{
    static const enum style styles[] = {STYLE_CYAN, STYLE_GREEN, STYLE_YELLOW, STYLE_RED};
    char text[32];
    for (int q = 0; q < 4; q++) {
        snprintf(text, sizeof text, "%.*f", d->quad[q] != floor(d->quad[q]), d->quad[q]);
        right(a, NUMBERS[q].width, d->quad[q] > 0 ? styles[q] : STYLE_DIM, d->quad[q] > 0 ? text : "·");
    }
    const double axis[] = {d->standing.hostility.value, d->standing.affinity.value};
    for (int k = 0; k < 2; k++) {
        snprintf(text, sizeof text, k ? "%+.1f" : "%.2f", axis[k]);
        right(a, NUMBERS[4 + k].width, isnan(axis[k]) ? STYLE_DIM : STYLE_PLAIN, isnan(axis[k]) ? "·" : text);
    }
    if (with_tie)
        right(a, TIE_WIDTH, d->tie.level ? STYLE_PLAIN : STYLE_DIM, d->tie.level ? tie_level_name(d->tie.level) : "·");
    buf_add_char(&a->out, '\n');
}

static struct str period_name(struct asking *a, const struct dyad *d, enum relation_by by)
{
    char from[11];
    day_write(d->from, from);
    unsigned n = by == BY_YEAR ? 4 : by == BY_MONTH ? 7 : 10;
    return str_format(&a->row, "%s%.*s", by == BY_WEEK ? "week of " : "", (int)n, from);
}

/* "RUS – PAK  Russia – Pakistan", the names as far as there is room. */
static unsigned pair_name(struct asking *a, const struct dyad *d, bool directed, unsigned room)
{
    struct str codes = str_format(&a->row, "%.*s %s %.*s", STR_ARG(d->a), directed ? "→" : "–", STR_ARG(d->b));
    unsigned used = screen_columns(codes);
    screen_text(&a->screen, STYLE_BOLD, codes, &a->out);
    struct str names = asking_names(a, d->a, d->b);
    if (names.n && used + 2 + 8 <= room) {
        struct str part = screen_columns(names) <= room - used - 2 ? names : screen_cut(names, room - used - 3);
        buf_printf(&a->out, "  %.*s%s", STR_ARG(part), part.n < names.n ? "…" : "");
        used += 2 + screen_columns(part) + (part.n < names.n);
    }
    return used;
}

void relation_table(struct asking *a, const struct relation *r)
{
    enum { LEAST_NAME = 20, MOST_NAME = 60, NAME_BESIDE_TIE = 28 };
    unsigned taken = 0;
    for (int i = 0; i < N_NUMBERS; i++)
        taken += NUMBERS[i].width;
    bool with_tie = a->screen.width >= taken + TIE_WIDTH + NAME_BESIDE_TIE;
    taken += with_tie ? TIE_WIDTH : 0;
    unsigned first = a->screen.width > taken + LEAST_NAME ? a->screen.width - taken : LEAST_NAME;
    first = first > MOST_NAME ? MOST_NAME : first;
    bool by_period = r->query.by != BY_ALL;
    if (r->dyad.n)
        head(a, first, with_tie);
    for (uint32_t i = 0; i < r->dyad.n; i++) {
        const struct dyad *d = &r->dyad.v[i], *before = i ? d - 1 : NULL;
        unsigned used = 0;
        if (!by_period) {
            used = pair_name(a, d, r->query.directed, first);
        } else {
            if (!before || !str_eq(before->a, d->a) || !str_eq(before->b, d->b)) {
                pair_name(a, d, r->query.directed, a->screen.width);
                buf_add_char(&a->out, '\n');
            }
            struct str period = period_name(a, d, r->query.by);
            buf_printf(&a->out, "  %.*s", STR_ARG(period));
            used = 2 + screen_columns(period);
        }
        while (used++ < first)
            buf_add_char(&a->out, ' ');
        numbers(a, d, with_tie);
        arena_clear(&a->row);
    }
}
