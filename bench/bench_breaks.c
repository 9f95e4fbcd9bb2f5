/* Breaks beside recorded turning points, and on the same series in reshuffled order. bench_breaks TURNS.tsv NAME
 * FILE.tsv FIRST_DAY [NAME FILE FIRST_DAY]: FILE holds day (from 1), source, WEIS code, its name, target; day 1 is
 * FIRST_DAY. bench/breaks runs it. */
#include "base/date.h"
#include "base/file.h"
#include "relation/breaks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_SERIES = 3, MOST_MONTHS = 480, MOST_SIDES = 64, ROUNDS = 20, WITHIN = 2 };

struct dyad {
    double month[N_SERIES][MOST_MONTHS]; /* cooperation, verbal and material conflict */
    uint32_t n;
    int32_t first; /* months since year 0 */
};

struct totals {
    unsigned turns, found, breaks, false_alarms, near;
    double decades, months;
};

static void fail(const char *message)
{
    fprintf(stderr, "bench_breaks: %s\n", message);
    exit(1);
}

static int32_t month_of(int32_t day)
{
    int year, month, mday;
    day_split(day, &year, &month, &mday);
    return year * 12 + month - 1;
}

/* The series of a WEIS code, by its family; N_SERIES: none (comments and requests). */
static int series_of(struct str code)
{
    int family = code.n >= 2 ? (code.s[0] - '0') * 10 + code.s[1] - '0' : 0;
    if (family < 1 || family > 22 || family == 2 || family == 9)
        return N_SERIES;
    return family <= 10 ? 0 : family <= 17 ? 1 : 2;
}

static bool is_side(struct str code, struct str side)
{
    struct str prefix;
    while (str_cut(&side, ',', &prefix))
        if (str_starts(code, prefix))
            return true;
    return false;
}

static int32_t number(struct str text)
{
    int32_t n = 0;
    for (uint32_t i = 0; i < text.n && text.s[i] >= '0' && text.s[i] <= '9'; i++)
        n = n * 10 + text.s[i] - '0';
    return n;
}

static void read_dyad(struct str text, int32_t first_day, struct str a, struct str b, struct dyad *d)
{
    struct str line, field[5];
    *d = (struct dyad){.first = month_of(first_day)};
    str_cut(&text, '\n', &line);
    while (str_cut(&text, '\n', &line)) {
        for (int i = 0; i < 5; i++)
            if (!str_cut(&line, '\t', &field[i]))
                field[i] = STR_NONE;
        int series = series_of(field[2]);
        uint32_t month = (uint32_t)(month_of(first_day + number(field[0]) - 1) - d->first);
        if (month >= MOST_MONTHS)
            fail("a day that is too late");
        d->n = month + 1 > d->n ? month + 1 : d->n;
        if (series < N_SERIES &&
            ((is_side(field[1], a) && is_side(field[4], b)) || (is_side(field[1], b) && is_side(field[4], a))))
            d->month[series][month]++;
    }
}

static uint32_t roll(uint64_t *seed, uint32_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(((*seed >> 33) * below) >> 31);
}

static void find(const struct dyad *d, struct arena *arena, struct breaks *out)
{
    const double *series[N_SERIES] = {d->month[0], d->month[1], d->month[2]};
    struct breaks_options o = BREAKS_DEFAULTS;
    breaks_find(series, N_SERIES, d->n, &o, arena, out);
}

/* Months change places whole: what happens in one of them stays together. */
static unsigned count_false_alarms(const struct dyad *d, struct arena *arena)
{
    static struct dyad copy;
    struct breaks found;
    unsigned n = 0;
    uint64_t seed = 1;
    copy = *d;
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t t = copy.n - 1; t > 0; t--) {
            uint32_t with = roll(&seed, t + 1);
            for (int k = 0; k < N_SERIES; k++) {
                double kept = copy.month[k][t];
                copy.month[k][t] = copy.month[k][with];
                copy.month[k][with] = kept;
            }
        }
        find(&copy, arena, &found);
        n += found.n;
    }
    return n;
}

static bool near_break(const struct breaks *found, int32_t month)
{
    for (uint32_t i = 0; i < found->n; i++)
        if (abs((int32_t)found->at[i] - month) <= WITHIN)
            return true;
    return false;
}

/* Counts a dyad once, however many turning points it has. */
static void add_dyad(const struct dyad *d, const struct breaks *found, struct arena *arena, struct totals *t)
{
    t->breaks += found->n;
    t->false_alarms += count_false_alarms(d, arena);
    t->decades += d->n / 120.0;
    t->months += d->n;
    for (uint32_t m = 0; m < d->n; m++)
        t->near += near_break(found, (int32_t)m);
}

static void print_turn(const struct dyad *d, const struct breaks *found, struct str a, struct str b, struct str month,
                       struct str what, struct totals *t)
{
    int32_t at = number(month) * 12 + number(str_slice(month, 5, month.n)) - 1 - d->first, best = INT32_MAX;
    for (uint32_t i = 0; i < found->n; i++)
        if (abs((int32_t)found->at[i] - at) < abs(best == INT32_MAX ? best : best - at))
            best = (int32_t)found->at[i];
    bool is_found = near_break(found, at);
    printf("%-4.*s %-12.*s %.*s  ", STR_ARG(a), STR_ARG(b), STR_ARG(month));
    if (best == INT32_MAX)
        printf("none            ");
    else
        printf("%d-%02d %+4d %-5s", (int)(best + d->first) / 12, (int)(best + d->first) % 12 + 1, (int)(best - at),
               is_found ? "found" : "");
    printf(" %.*s\n", STR_ARG(what));
    t->turns++;
    t->found += is_found;
}

static void run(struct str turns, const char *name, struct str text, int32_t first_day, struct totals *t)
{
    static struct dyad d;
    struct str line, field[5], a = STR_NONE, b = STR_NONE, done[MOST_SIDES][2];
    struct arena arena;
    unsigned n_done = 0;
    arena_init(&arena, 0);
    while (str_cut(&turns, '\n', &line)) {
        for (int i = 0; i < 5; i++)
            if (!str_cut(&line, '\t', &field[i]))
                field[i] = STR_NONE;
        if (!str_is(field[0], name) || !field[4].n)
            continue;
        a = field[1];
        b = field[2];
        bool is_new = true;
        for (unsigned i = 0; i < n_done; i++)
            is_new &= !(str_eq(done[i][0], a) && str_eq(done[i][1], b));
        struct breaks found;
        read_dyad(text, first_day, a, b, &d);
        find(&d, &arena, &found);
        print_turn(&d, &found, a, b, field[3], field[4], t);
        if (is_new && n_done < MOST_SIDES) {
            done[n_done][0] = a;
            done[n_done++][1] = b;
            add_dyad(&d, &found, &arena, t);
        }
    }
    arena_release(&arena);
}

int main(int argc, char **argv)
{
    struct fault f;
    struct buf turns = {0};
    struct totals t = {0};
    if (argc < 5 || (argc - 2) % 3)
        fail("usage: bench_breaks TURNS.tsv NAME FILE.tsv FIRST_DAY...");
    if (file_read(argv[1], 1u << 20, &turns, &f))
        fail(f.message);
    for (int i = 2; i + 2 < argc; i += 3) {
        struct buf text = {0};
        int year, month, day;
        if (file_read(argv[i + 1], 1u << 30, &text, &f))
            fail(f.message);
        if (sscanf(argv[i + 2], "%d-%d-%d", &year, &month, &day) != 3)
            fail("a first day that is no date");
        run(buf_str(&turns), argv[i], buf_str(&text), day_of(year, month, day), &t);
        buf_release(&text);
    }
    buf_release(&turns);
    printf("found within %d months: %u of %u; by chance %.1f (the breaks take up %.0f %% of the months)\n", WITHIN,
           t.found, t.turns, t.turns * t.near / t.months, 100 * t.near / t.months);
    printf("breaks a dyad-decade: %.2f; on reshuffled series: %.2f\n", t.breaks / t.decades,
           t.false_alarms / (t.decades * ROUNDS));
    return 0;
}
