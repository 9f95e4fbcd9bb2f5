/* Hostility and affinity of dyad-years, as lines a, b, year, events, hostility, affinity, sign of the tie.
 * bench_validity FILE.csv: a header, then source, target, year and the four quad counts; names may stand in quotation
 * marks. bench/validity compares them with what others have recorded. */
#include "base/file.h"
#include "base/map.h"
#include "relation/standing.h"

#include <stdio.h>
#include <stdlib.h>

struct table {
    struct arena arena;
    struct map actor;
    ARRAY_OF(struct str) name;
    ARRAY_OF(struct standing_count) row;
};

static struct str cut_field(struct str *line)
{
    struct str field = STR_NONE;
    if (line->n && *line->s == '"') {
        const char *end = memchr(line->s + 1, '"', line->n - 1);
        uint32_t n = end ? (uint32_t)(end - line->s) : line->n;
        field = str_slice(*line, 1, n);
        *line = n + 2 <= line->n ? str_slice(*line, n + 2, line->n) : STR_NONE;
        return field;
    }
    str_cut(line, ',', &field);
    return field;
}

static uint32_t number_of(struct table *t, struct str name)
{
    uint32_t known = map_find(&t->actor, name, UINT32_MAX);
    if (known == UINT32_MAX) {
        known = t->name.n;
        *map_put(&t->actor, name, UINT32_MAX) = known;
        *array_add(&t->arena, &t->name) = name;
    }
    return known;
}

static void add_line(struct table *t, struct str line)
{
    struct standing_count c = {0};
    double sum = 0;
    c.a = number_of(t, cut_field(&line));
    c.b = number_of(t, cut_field(&line));
    if (c.a > c.b) {
        uint32_t a = c.a;
        c.a = c.b;
        c.b = a;
    }
    c.period = (int32_t)strtol(str_copy(&t->arena, cut_field(&line)).s, NULL, 10);
    for (int q = 0; q < 4; q++)
        sum += c.quad[q] = strtod(str_copy(&t->arena, cut_field(&line)).s, NULL);
    if (sum > 0 && c.a != c.b)
        *array_add(&t->arena, &t->row) = c;
}

static int compare_rows(const void *x, const void *y)
{
    const struct standing_count *p = x, *q = y;
    if (p->period != q->period)
        return p->period < q->period ? -1 : 1;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return (p->b > q->b) - (p->b < q->b);
}

static void join_directions(struct table *t)
{
    uint32_t n = 0;
    qsort(t->row.v, t->row.n, sizeof *t->row.v, compare_rows);
    for (uint32_t i = 0; i < t->row.n; i++) {
        if (!n || compare_rows(&t->row.v[n - 1], &t->row.v[i]))
            t->row.v[n++] = t->row.v[i];
        else
            for (int q = 0; q < 4; q++)
                t->row.v[n - 1].quad[q] += t->row.v[i].quad[q];
    }
    t->row.n = n;
}

static void print_standings(struct table *t)
{
    struct standing_options o = standing_defaults(365.25);
    o.least_incidents = 0;
    const struct sign_options sign = SIGN_DEFAULTS;
    struct standing *s = arena_alloc(&t->arena, (t->row.n + 1) * sizeof *s);
    standing_find(t->row.v, t->row.n, t->name.n, &o, &t->arena, s);
    puts("a\tb\tyear\tevents\thostility\taffinity\tsign");
    for (uint32_t i = 0; i < t->row.n; i++) {
        const struct standing_count *c = &t->row.v[i];
        printf("%.*s\t%.*s\t%d\t%g\t%.6f\t%.6f\t%d\n", STR_ARG(t->name.v[c->a]), STR_ARG(t->name.v[c->b]),
               (int)c->period, c->quad[0] + c->quad[1] + c->quad[2] + c->quad[3], s[i].hostility.value,
               s[i].affinity.value, standing_sign(&s[i], &sign));
    }
}

int main(int argc, char **argv)
{
    struct fault f;
    struct table t = {0};
    struct buf file = {0};
    if (argc != 2) {
        fprintf(stderr, "usage: bench_validity FILE.csv\n");
        return 2;
    }
    arena_init(&t.arena, 0);
    map_init(&t.actor, &t.arena, 256);
    if (file_read(argv[1], 1u << 30, &file, &f)) {
        fprintf(stderr, "%s\n", f.message);
        return 1;
    }
    struct str text = buf_str(&file), line;
    str_cut(&text, '\n', &line);
    while (str_cut(&text, '\n', &line))
        if (line.n)
            add_line(&t, line);
    join_directions(&t);
    print_standings(&t);
    arena_release(&t.arena);
    buf_release(&file);
    return 0;
}
