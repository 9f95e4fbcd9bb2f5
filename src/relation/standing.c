#include "relation/standing.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PARTNERS = 256, EXPECT_ROUNDS = 60 };
static const double YEAR_DAYS = 365.25, SIGMA_90 = 1.645, LEAST = 1e-9;

struct pair_state { /* what is remembered of a pair, as of the period looked at */
    uint32_t a, b;
    double hostile, hostile_variance, friendly, all; /* `all` fades as `hostile`, `incidents` as `friendly` */
    double incidents;
};

struct world {
    const struct standing_options *o;
    struct pair_state *pair;
    uint32_t *pair_of; /* [n counts] */
    uint32_t n_pairs, n_actors;
    double *hostile, *all, *friendly, *incidents; /* [n_actors]: totals */
    double *expect_all, *expect_friendly;         /* [n_actors]: standing_expect of them */
    uint32_t *partner, *column, n_partners;       /* the most active actors; NONE: not among them */
    float *residual;                              /* [n_actors * n_partners] */
    double *norm;                                 /* [n_actors]: sum of squares of a row */
};

#define NO_COLUMN UINT32_MAX

struct standing_options standing_defaults(double period_days)
{
    return (struct standing_options){
        .hostile_half_life = 0.75 * YEAR_DAYS / period_days,
        .friendly_half_life = 3 * YEAR_DAYS / period_days,
        .verbal_weight = 0.3,
        .prior = 0.3,
        .discount = 0.4,
        .partners = 4,
        .least_incidents = 3,
        .least_actors = 5,
    };
}

void standing_expect(const double *total, uint32_t n, double *x)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += total[i];
    for (uint32_t i = 0; i < n; i++)
        x[i] = sum > 0 ? total[i] / sqrt(sum) : 0;
    for (int round = 0; sum > 0 && round < EXPECT_ROUNDS; round++) {
        double all = 0;
        for (uint32_t i = 0; i < n; i++)
            all += x[i];
        for (uint32_t i = 0; i < n; i++) {
            /* Half way only: full steps go to and fro where two actors make up the world. */
            double others = all - x[i];
            double next = others > 0 ? (x[i] + total[i] / others) / 2 : x[i];
            all += next - x[i];
            x[i] = next;
        }
    }
}

/* ---- pairs -------------------------------------------------------------------------------------------------- */

struct pair_key {
    uint32_t a, b, at;
};

static int compare_keys(const void *x, const void *y)
{
    const struct pair_key *p = x, *q = y;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    if (p->b != q->b)
        return p->b < q->b ? -1 : 1;
    return (p->at > q->at) - (p->at < q->at);
}

static void number_pairs(struct world *w, const struct standing_count *count, uint32_t n, struct arena *arena)
{
    struct pair_key *key = arena_alloc(arena, n * sizeof *key);
    for (uint32_t i = 0; i < n; i++) {
        bool turned = count[i].a > count[i].b;
        key[i] = (struct pair_key){turned ? count[i].b : count[i].a, turned ? count[i].a : count[i].b, i};
    }
    qsort(key, n, sizeof *key, compare_keys);
    w->pair_of = arena_alloc(arena, n * sizeof *w->pair_of);
    w->pair = arena_zalloc(arena, n * sizeof *w->pair);
    for (uint32_t i = 0; i < n; i++) {
        if (!i || key[i].a != key[i - 1].a || key[i].b != key[i - 1].b) {
            w->pair[w->n_pairs].a = key[i].a;
            w->pair[w->n_pairs++].b = key[i].b;
        }
        w->pair_of[key[i].at] = w->n_pairs - 1;
    }
}

static void fade(struct world *w, double periods)
{
    double hostile = exp2(-periods / w->o->hostile_half_life), friendly = exp2(-periods / w->o->friendly_half_life);
    for (uint32_t i = 0; i < w->n_pairs; i++) {
        struct pair_state *p = &w->pair[i];
        p->hostile *= hostile;
        p->hostile_variance *= hostile * hostile;
        p->all *= hostile;
        p->friendly *= friendly;
        p->incidents *= friendly;
    }
}

static void add_count(struct world *w, struct pair_state *p, const double quad[4])
{
    double verbal = w->o->verbal_weight;
    double all = quad[0] + quad[1] + quad[2] + quad[3];
    p->hostile += quad[3] + verbal * quad[2];
    p->hostile_variance += quad[3] + verbal * verbal * quad[2];
    p->friendly += quad[0] + quad[1];
    p->all += all;
    p->incidents += all;
}

/* ---- what is expected --------------------------------------------------------------------------------------- */

static void add_totals(struct world *w)
{
    double *total[] = {w->hostile, w->all, w->friendly, w->incidents};
    for (int k = 0; k < 4; k++)
        memset(total[k], 0, w->n_actors * sizeof *total[k]);
    for (uint32_t i = 0; i < w->n_pairs; i++) {
        const struct pair_state *p = &w->pair[i];
        const double of[] = {p->hostile, p->all, p->friendly, p->incidents};
        for (int k = 0; k < 4; k++) {
            total[k][p->a] += of[k];
            total[k][p->b] += of[k];
        }
    }
    standing_expect(w->all, w->n_actors, w->expect_all);
    standing_expect(w->friendly, w->n_actors, w->expect_friendly);
}

struct active {
    double total;
    uint32_t actor;
};

static int compare_active(const void *x, const void *y)
{
    const struct active *p = x, *q = y;
    if (p->total != q->total)
        return p->total > q->total ? -1 : 1;
    return (p->actor > q->actor) - (p->actor < q->actor);
}

static void choose_partners(struct world *w, struct arena *arena)
{
    struct active *active = arena_alloc(arena, w->n_actors * sizeof *active);
    for (uint32_t i = 0; i < w->n_actors; i++) {
        active[i] = (struct active){w->friendly[i], i};
        w->column[i] = NO_COLUMN;
    }
    qsort(active, w->n_actors, sizeof *active, compare_active);
    w->n_partners = 0;
    while (w->n_partners < w->n_actors && w->n_partners < MOST_PARTNERS && active[w->n_partners].total > 0) {
        w->column[active[w->n_partners].actor] = w->n_partners;
        w->partner[w->n_partners] = active[w->n_partners].actor;
        w->n_partners++;
    }
}

/* How far cooperation is above or below what is expected, in standard errors, with the root of it taken: one great tie
 * must not outweigh all others. */
static float residual(double found, double expected)
{
    double r = (found - expected) / sqrt(expected + 1);
    return (float)(r < 0 ? -sqrt(-r) : sqrt(r));
}

static void fill_residuals(struct world *w)
{
    const double *x = w->expect_friendly;
    uint32_t n = w->n_partners;
    for (uint32_t i = 0; i < w->n_actors; i++)
        for (uint32_t k = 0; k < n; k++)
            w->residual[(size_t)i * n + k] = w->partner[k] == i ? 0 : residual(0, x[i] * x[w->partner[k]]);
    for (uint32_t i = 0; i < w->n_pairs; i++) {
        const struct pair_state *p = &w->pair[i];
        if (!(p->friendly > 0))
            continue;
        float r = residual(p->friendly, x[p->a] * x[p->b]);
        if (w->column[p->b] != NO_COLUMN)
            w->residual[(size_t)p->a * n + w->column[p->b]] = r;
        if (w->column[p->a] != NO_COLUMN)
            w->residual[(size_t)p->b * n + w->column[p->a]] = r;
    }
    for (uint32_t i = 0; i < w->n_actors; i++) {
        w->norm[i] = 0;
        for (uint32_t k = 0; k < n; k++)
            w->norm[i] += (double)w->residual[(size_t)i * n + k] * (double)w->residual[(size_t)i * n + k];
    }
}

/* The cosine of what a and b do with all others; the two themselves are left out. */
static double shared_partners(const struct world *w, uint32_t a, uint32_t b)
{
    uint32_t n = w->n_partners;
    const float *u = w->residual + (size_t)a * n, *v = w->residual + (size_t)b * n;
    float product = 0;
    for (uint32_t k = 0; k < n; k++)
        product += u[k] * v[k];
    double own_a = w->column[b] != NO_COLUMN ? (double)u[w->column[b]] : 0;
    double own_b = w->column[a] != NO_COLUMN ? (double)v[w->column[a]] : 0;
    double square = (w->norm[a] - own_a * own_a) * (w->norm[b] - own_b * own_b);
    return square > 1e-12 ? fmax(-1, fmin(1, (double)product / sqrt(square))) : 0;
}

/* ---- the two axes ------------------------------------------------------------------------------------------- */

static struct standing_value hostility(const struct world *w, const struct pair_state *p)
{
    const struct standing_options *o = w->o;
    /* Shares of what each of the two does with anybody; what is all but forgotten must not divide by nothing. */
    double share_a = w->hostile[p->a] / fmax(w->all[p->a], LEAST),
           share_b = w->hostile[p->b] / fmax(w->all[p->b], LEAST);
    double mean = p->hostile + o->prior * p->all * sqrt(share_a * share_b);
    double scale = pow(1 + w->expect_all[p->a] * w->expect_all[p->b], o->discount);
    double error = SIGMA_90 * sqrt(p->hostile_variance + (mean - p->hostile));
    return (struct standing_value){log1p(mean / scale), log1p(fmax(0, mean - error) / scale),
                                   log1p((mean + error) / scale)};
}

static struct standing_value affinity(const struct world *w, const struct pair_state *p)
{
    double expected = w->expect_friendly[p->a] * w->expect_friendly[p->b];
    double shared = shared_partners(w, p->a, p->b);
    double value = log((p->friendly + 1) / (expected + 1)) + w->o->partners * shared;
    double of_shared = w->o->partners * (1 - shared * shared) / sqrt(fmax(1, w->n_partners - 3.0));
    double error = SIGMA_90 * sqrt(1 / (p->friendly + 1) + of_shared * of_shared);
    return (struct standing_value){value, value - error, value + error};
}

static struct standing judge(const struct world *w, const struct pair_state *p, bool enough_actors)
{
    if (!enough_actors || p->incidents < w->o->least_incidents || !(p->incidents > 0))
        return STANDING_UNKNOWN;
    return (struct standing){hostility(w, p), affinity(w, p)};
}

int standing_sign(const struct standing *s, const struct sign_options *o)
{
    /* Comparisons with NAN are false: what is unknown is no tie. */
    if (s->hostility.low > o->hostile_above)
        return -1;
    return s->affinity.low > o->friendly_above && s->hostility.value <= o->hostile_above;
}

/* Counts [from, end) are those of one period. */
static void judge_period(struct world *w, uint32_t from, uint32_t end, struct arena *arena, struct standing *out)
{
    uint32_t n_active = 0;
    add_totals(w);
    struct arena_mark mark = arena_mark(arena);
    choose_partners(w, arena);
    arena_rewind(arena, mark);
    fill_residuals(w);
    for (uint32_t i = 0; i < w->n_actors; i++)
        n_active += w->incidents[i] >= w->o->least_incidents && w->incidents[i] > 0;
    for (uint32_t i = from; i < end; i++)
        out[i] = judge(w, &w->pair[w->pair_of[i]], n_active >= w->o->least_actors);
}

static double *new_totals(struct arena *arena, uint32_t n)
{
    return arena_zalloc(arena, n * sizeof(double));
}

void standing_find(const struct standing_count *count, uint32_t n, uint32_t n_actors, const struct standing_options *o,
                   struct arena *arena, struct standing *out)
{
    if (!n)
        return;
    struct arena_mark mark = arena_mark(arena);
    struct world w = {.o = o, .n_actors = n_actors};
    double **totals[] = {&w.hostile, &w.all, &w.friendly, &w.incidents, &w.expect_all, &w.expect_friendly, &w.norm};
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++)
        *totals[i] = new_totals(arena, n_actors);
    w.partner = arena_alloc(arena, MOST_PARTNERS * sizeof *w.partner);
    w.column = arena_alloc(arena, n_actors * sizeof *w.column);
    w.residual = arena_alloc(arena, (size_t)n_actors * MOST_PARTNERS * sizeof *w.residual);
    number_pairs(&w, count, n, arena);
    for (uint32_t from = 0, end; from < n; from = end) {
        if (from)
            fade(&w, (double)count[from].period - (double)count[from - 1].period);
        for (end = from; end < n && count[end].period == count[from].period; end++)
            add_count(&w, &w.pair[w.pair_of[end]], count[end].quad);
        judge_period(&w, from, end, arena, out);
    }
    arena_rewind(arena, mark);
}
