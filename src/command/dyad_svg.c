#include "command/dyad_svg.h"

#include "command/screen.h"
#include "command/svg.h"
#include "record/names.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_DEEDS = 8, GAP_DAYS = 190, LETTERS = 118, BREAK_DAYS = 62, BREAK_WEIGHT = 3, APART = 60 };
static const double WIDTH = 1000, LEFT = 84, RIGHT = 24, TOP = 64, STRIP = 130, GAP = 34, LINE = 18;
static const char HOSTILE[] = "#c0392b", FRIENDLY[] = "#1f7a4d", AFFINE[] = "#2563a8", INK[] = "#222222",
                  FAINT[] = "#888888";

struct canvas {
    const struct dyad_picture *p;
    struct arena *arena;
    struct buf *out;
    int32_t first, last; /* days */
};

static double x_of(const struct canvas *c, double day)
{
    double span = (double)c->last - c->first + 1;
    return LEFT + (day - c->first) / span * (WIDTH - LEFT - RIGHT);
}

static double middle_of(const struct dyad *d)
{
    return ((double)d->from + d->to) / 2;
}

static double strip_top(int strip)
{
    return TOP + strip * (STRIP + GAP);
}

/* ---- time --------------------------------------------------------------------------------------------------- */

static void years(struct canvas *c)
{
    int first, last, unused;
    day_split(c->first, &first, &unused, &unused);
    day_split(c->last, &last, &unused, &unused);
    int step = 1 + (last - first) / 14;
    double bottom = strip_top(2) + STRIP;
    for (int year = first; year <= last && last - first >= 2; year++) {
        int32_t day = day_of(year, 1, 1);
        if ((year - first) % step || day < c->first)
            continue;
        svg_line(c->out, x_of(c, day), TOP, x_of(c, day), bottom, "stroke=\"#eeeeee\"");
        svg_text(c->out, x_of(c, day), bottom + 24, 11, SVG_MIDDLE, FAINT, str_format(c->arena, "%d", year));
    }
    if (last - first < 2) { /* short stories: the first and the last month */
        char from[11], to[11];
        day_write(c->first, from);
        day_write(c->last, to);
        svg_text(c->out, LEFT, bottom + 24, 11, SVG_START, FAINT, str_of(from));
        svg_text(c->out, WIDTH - RIGHT, bottom + 24, 11, SVG_END, FAINT, str_of(to));
    }
}

static void changes(struct canvas *c)
{
    double last_label = -100;
    for (uint32_t i = 0; i < c->p->n_breaks; i++) {
        char day[11];
        double x = x_of(c, c->p->break_day[i]);
        day_write(c->p->break_day[i], day);
        svg_line(c->out, x, TOP - 8, x, strip_top(2) + STRIP, "stroke=\"#555555\" stroke-dasharray=\"5 4\"");
        if (x - last_label < 50)
            continue;
        svg_text(c->out, x, TOP - 12, 11, SVG_MIDDLE, INK, str_format(c->arena, "%.7s", day));
        last_label = x;
    }
}

/* ---- the two axes ------------------------------------------------------------------------------------------- */

struct axis {
    const char *name, *colour;
    double low, high;
    int strip;
    bool affinity;
};

static const struct standing_value *value_of(const struct axis *a, const struct dyad *d)
{
    return a->affinity ? &d->standing.affinity : &d->standing.hostility;
}

static double y_of(const struct axis *a, double v)
{
    return strip_top(a->strip) + STRIP * (a->high - v) / (a->high - a->low);
}

static void frame(struct canvas *c, const struct axis *a)
{
    double top = strip_top(a->strip);
    svg_rect(c->out, LEFT, top, WIDTH - LEFT - RIGHT, STRIP, "fill=\"none\" stroke=\"#cccccc\"");
    svg_text(c->out, LEFT - 10, top - 6, 13, SVG_START, a->colour, str_of(a->name));
    int step = a->high - a->low > 8 ? 4 : a->high - a->low > 4 ? 2 : 1;
    for (int at = (int)ceil(a->low / step) * step; at <= a->high; at += step) {
        double v = at;
        svg_text(c->out, LEFT - 8, y_of(a, v) + 4, 11, SVG_END, FAINT, str_format(c->arena, "%.0f", v));
        svg_line(c->out, LEFT, y_of(a, v), WIDTH - RIGHT, y_of(a, v),
                 fabs(v) < 1e-9 ? "stroke=\"#999999\"" : "stroke=\"#eeeeee\"");
    }
}

/* Months [from, end) without a gap: the band of the limits, and the line. */
static void run_of_months(struct canvas *c, const struct axis *a, uint32_t from, uint32_t end)
{
    const struct dyad *m = c->p->month;
    buf_add_str(c->out, STR("<path d=\"M"));
    for (uint32_t i = from; i < end; i++)
        buf_printf(c->out, "%.1f %.1f ", x_of(c, middle_of(&m[i])), y_of(a, value_of(a, &m[i])->high));
    for (uint32_t i = end; i-- > from;)
        buf_printf(c->out, "%.1f %.1f ", x_of(c, middle_of(&m[i])), y_of(a, value_of(a, &m[i])->low));
    buf_printf(c->out, "Z\" fill=\"%s\" opacity=\"0.15\"/>\n<path d=\"M", a->colour);
    for (uint32_t i = from; i < end; i++)
        buf_printf(c->out, "%.1f %.1f ", x_of(c, middle_of(&m[i])), y_of(a, value_of(a, &m[i])->value));
    buf_printf(c->out, "\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-linejoin=\"round\"/>\n", a->colour);
    if (end - from == 1)
        svg_circle(c->out, x_of(c, middle_of(&m[from])), y_of(a, value_of(a, &m[from])->value), 2.5,
                   str_format(c->arena, "fill=\"%s\"", a->colour).s, STR_NONE);
}

static void draw_axis(struct canvas *c, struct axis a)
{
    const struct dyad *m = c->p->month;
    uint32_t n = c->p->n_months;
    for (uint32_t i = 0; i < n; i++) {
        const struct standing_value *v = value_of(&a, &m[i]);
        if (isnan(v->value))
            continue;
        a.low = fmin(a.low, floor(v->low));
        a.high = fmax(a.high, ceil(v->high));
    }
    frame(c, &a);
    for (uint32_t from = 0, end; from < n; from = end) {
        end = from + 1;
        if (isnan(value_of(&a, &m[from])->value))
            continue;
        while (end < n && !isnan(value_of(&a, &m[end])->value) && m[end].from - m[end - 1].to < GAP_DAYS)
            end++;
        run_of_months(c, &a, from, end);
    }
}

/* ---- events and deeds --------------------------------------------------------------------------------------- */

static double root(double n)
{
    return sqrt(n); /* so that one event shows beside a war */
}

static void draw_events(struct canvas *c)
{
    const struct dyad *m = c->p->month;
    double most = 1, zero = strip_top(2) + STRIP / 2;
    for (uint32_t i = 0; i < c->p->n_months; i++)
        most = fmax(most, fmax(m[i].quad[0] + m[i].quad[1], m[i].quad[2] + m[i].quad[3]));
    svg_rect(c->out, LEFT, strip_top(2), WIDTH - LEFT - RIGHT, STRIP, "fill=\"none\" stroke=\"#cccccc\"");
    svg_text(c->out, LEFT - 10, strip_top(2) - 6, 13, SVG_START, INK,
             str_format(c->arena, "events a month, %.0f at most (heights by the root)", most));
    svg_text(c->out, LEFT - 8, zero - STRIP / 4 + 4, 11, SVG_END, FRIENDLY, STR("cooperation"));
    svg_text(c->out, LEFT - 8, zero + STRIP / 4 + 4, 11, SVG_END, HOSTILE, STR("conflict"));
    for (uint32_t i = 0; i < c->p->n_months; i++) {
        double x = x_of(c, m[i].from), width = fmax(1, x_of(c, m[i].to + 1) - x - 0.5);
        double good[] = {m[i].quad[1], m[i].quad[0] + m[i].quad[1]},
               bad[] = {m[i].quad[3], m[i].quad[2] + m[i].quad[3]};
        double scale = (STRIP / 2 - 4) / root(most);
        for (int k = 1; k >= 0; k--) { /* the material ones over all */
            double up = root(good[k]) * scale, down = root(bad[k]) * scale;
            svg_rect(c->out, x, zero - up, width, up, k ? "fill=\"#9fd3b8\"" : "fill=\"#1f7a4d\"");
            svg_rect(c->out, x, zero, width, down, k ? "fill=\"#eab0a8\"" : "fill=\"#c0392b\"");
        }
    }
    svg_line(c->out, LEFT, zero, WIDTH - RIGHT, zero, "stroke=\"#999999\"");
}

static int by_weight(const void *x, const void *y)
{
    const struct deed *a = x, *b = y;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    int c = str_compare(a->doc, b->doc);
    return c ? c : (a->event > b->event) - (a->event < b->event);
}

static int by_day(const void *x, const void *y)
{
    const struct deed *a = x, *b = y;
    return a->day != b->day ? (a->day < b->day ? -1 : 1) : by_weight(x, y);
}

/* What happened as the pair changed stands out. */
static void weigh_by_changes(const struct canvas *c, struct deed *d)
{
    for (uint32_t i = 0; i < c->p->n_breaks; i++)
        if (d->day >= c->p->break_day[i] && d->day - c->p->break_day[i] < BREAK_DAYS)
            d->weight += BREAK_WEIGHT;
}

/* The strongest ones that lie apart on the axis, by day. */
static uint32_t choose_deeds(struct canvas *c, struct deed out[MOST_DEEDS])
{
    uint32_t n = 0;
    struct deed *all = arena_alloc(c->arena, (c->p->n_deeds + 1) * sizeof *all);
    for (uint32_t i = 0; i < c->p->n_deeds; i++) {
        all[i] = c->p->deed[i];
        weigh_by_changes(c, &all[i]);
    }
    if (c->p->n_deeds)
        qsort(all, c->p->n_deeds, sizeof *all, by_weight);
    for (uint32_t i = 0; i < c->p->n_deeds && n < MOST_DEEDS; i++) {
        bool apart = all[i].day >= c->first && all[i].day <= c->last;
        for (uint32_t k = 0; k < n; k++)
            apart = apart && fabs(x_of(c, all[i].day) - x_of(c, out[k].day)) > APART;
        if (apart)
            out[n++] = all[i];
    }
    if (n)
        qsort(out, n, sizeof *out, by_day);
    return n;
}

/* Of a path only the file's name. */
static struct str last_part(struct str id)
{
    uint32_t from = id.n > 70 ? id.n - 70 : 0;
    for (uint32_t i = from; i < id.n; i++)
        if (id.s[i] == '/')
            from = i + 1;
    while (from < id.n && ((unsigned char)id.s[from] & 0xC0) == 0x80)
        from++;
    return str_slice(id, from, id.n);
}

static void draw_deeds(struct canvas *c, const struct deed *deed, uint32_t n)
{
    double top = strip_top(2) + STRIP + 60;
    for (uint32_t i = 0; i < n; i++) {
        char day[11];
        day_write(deed[i].day, day);
        bool hostile = event_type_quad(deed[i].type) > 2;
        double x = x_of(c, deed[i].day + 0.5), y = strip_top(2) + (hostile ? STRIP + 2 : -2);
        struct str number = str_format(c->arena, "%u", (unsigned)i + 1);
        struct str who = str_format(c->arena, "%s   %s   %.*s → %.*s", day, event_type_name(deed[i].type),
                                    STR_ARG(deed[i].source), STR_ARG(deed[i].target));
        struct str id = str_format(c->arena, "%.*s#%lld", STR_ARG(deed[i].doc), (long long)deed[i].event);
        const char *fill = hostile ? "fill=\"#c0392b\"" : "fill=\"#1f7a4d\"";
        struct str tip =
            str_format(c->arena, "%.*s: %.*s (%.*s)", STR_ARG(who), STR_ARG(deed[i].sentence), STR_ARG(id));
        struct str sentence = screen_fit(c->arena, screen_clean(c->arena, deed[i].sentence), LETTERS);
        double row = top + i * LINE * 2.1;
        svg_circle(c->out, x, y, 8, fill, tip);
        svg_text(c->out, x, y + 4, 11, SVG_MIDDLE, "#ffffff", number);
        svg_circle(c->out, LEFT - 8, row - 4, 8, fill, tip);
        svg_text(c->out, LEFT - 8, row, 11, SVG_MIDDLE, "#ffffff", number);
        svg_text(c->out, LEFT + 8, row, 12, SVG_START, INK, who);
        svg_text(c->out, WIDTH - RIGHT, row, 10, SVG_END, FAINT, screen_clean(c->arena, last_part(id)));
        svg_text(c->out, LEFT + 8, row + LINE - 3, 12, SVG_START, "#555555", sentence);
    }
}

void dyad_svg(const struct dyad_picture *p, struct arena *scratch, struct buf *out)
{
    struct canvas c = {.p = p, .arena = scratch, .out = out};
    struct deed deed[MOST_DEEDS];
    c.first = p->n_months ? p->month[0].from : 0;
    c.last = p->n_months ? p->month[p->n_months - 1].to : 0;
    uint32_t n = choose_deeds(&c, deed);
    svg_begin(out, WIDTH, strip_top(2) + STRIP + 66 + n * LINE * 2.1, p->title);
    svg_text(out, LEFT - 10, 26, 18, SVG_START, INK, p->title);
    if (!p->n_months)
        svg_text(out, LEFT, TOP + 20, 13, SVG_START, FAINT, STR("no counted event with a date"));
    if (p->n_months) {
        years(&c);
        draw_axis(&c, (struct axis){"hostility", HOSTILE, 0, 3, 0, false});
        draw_axis(&c, (struct axis){"affinity, above 0 more than expected", AFFINE, -1, 1, 1, true});
        draw_events(&c);
        changes(&c);
        draw_deeds(&c, deed, n);
    }
    svg_end(out);
}
