/* network/packing.c - the heaviest fractional packing of conflicted cycles, by the simplex method with columns made as
 * they are needed.
 *
 * Any packing is a lower bound of the frustration: each cycle leaves one of its edges frustrated, and no edge pays for
 * more than it weighs. So the bound never rests on the arithmetic: it is the sum of the cycles' weights after they have
 * been scaled until every edge can carry its load. The method starts from no cycle at all, which is feasible.
 *
 * Basis: one variable for each edge, its slack or a cycle. Only the columns of slacks outside the basis (the edges that
 * are full) are kept: rows x full edges, not rows x cycles. Cycles outside the basis are priced from the duals y of the
 * full edges. Capacities are lowered by tiny random amounts, because equal weights would make nearly every step
 * degenerate; the true right-hand side is carried beside. */
#include "network/partition_int.h"

#include <math.h>

enum { MAX_CELLS = 24 * 1000 * 1000, STEPS_BETWEEN_LOOKS = 32, PRICED_TOGETHER = 200 };
static const double PERTURBATION = 1e-6;

struct simplex {
    const struct packing_problem *p;
    struct cycle_pool *pool;
    struct arena *arena;
    uint32_t m, k, stride;  /* rows, columns, columns there is room for */
    double *cell;           /* [m][stride] */
    double *rhs, *true_rhs; /* [m] */
    uint32_t *basic;        /* [m]: an edge (its slack), or m + cycle */
    uint32_t *row_of;       /* [m]: of an edge whose slack is basic; NOTHING */
    uint32_t *column_of;    /* [m]: of an edge that is full; NOTHING */
    uint32_t *edge_at;      /* [stride]: the edge of a column */
    double *y;              /* [stride] */
    double *entering;       /* [m]: the column of the variable that enters */
    double value;
    uint32_t next_priced; /* the cycle that is looked at first in the next step */
    bool unbounded;
};

static void make_room(struct simplex *s)
{
    if (s->k < s->stride)
        return;
    uint32_t wider = s->stride * 2;
    double *cell = arena_alloc(s->arena, (size_t)s->m * wider * sizeof *cell);
    for (uint32_t r = 0; r < s->m; r++)
        memcpy(cell + (size_t)r * wider, s->cell + (size_t)r * s->stride, s->k * sizeof *cell);
    uint32_t *edge_at = arena_alloc(s->arena, wider * sizeof *edge_at);
    double *y = arena_alloc(s->arena, wider * sizeof *y);
    memcpy(edge_at, s->edge_at, s->k * sizeof *edge_at);
    memcpy(y, s->y, s->k * sizeof *y);
    s->cell = cell;
    s->edge_at = edge_at;
    s->y = y;
    s->stride = wider;
}

static void simplex_init(struct simplex *s)
{
    const uint32_t m = s->m;
    struct dice dice = {1};
    s->stride = 16;
    s->cell = arena_alloc(s->arena, ((size_t)m * s->stride + 1) * sizeof *s->cell);
    double **of_rows[] = {&s->rhs, &s->true_rhs, &s->entering};
    for (size_t i = 0; i < sizeof of_rows / sizeof *of_rows; i++)
        *of_rows[i] = arena_zalloc(s->arena, (m + 1) * sizeof(double));
    uint32_t **of_edges[] = {&s->basic, &s->row_of, &s->column_of};
    for (size_t i = 0; i < sizeof of_edges / sizeof *of_edges; i++)
        *of_edges[i] = arena_alloc(s->arena, (m + 1) * sizeof(uint32_t));
    s->edge_at = arena_alloc(s->arena, s->stride * sizeof *s->edge_at);
    s->y = arena_alloc(s->arena, s->stride * sizeof *s->y);
    for (uint32_t e = 0; e < m; e++) {
        s->basic[e] = s->row_of[e] = e;
        s->column_of[e] = NOTHING;
        s->true_rhs[e] = s->p->capacity[e];
        s->rhs[e] = s->p->capacity[e] * (1 - PERTURBATION * (0.5 + dice_unit(&dice)));
    }
}

/* 1 - the length of a cycle; 0 for those that count no more. */
static double gain_of(const struct simplex *s, uint32_t c)
{
    double gain = 1;
    for (uint32_t i = cycle_begin(s->pool, c); i < s->pool->end.v[c]; i++) {
        uint32_t e = s->pool->edge.v[i];
        if (s->p->cut[e])
            return 0;
        if (s->column_of[e] != NOTHING)
            gain -= s->y[s->column_of[e]];
    }
    return gain;
}

static void take_cycle_column(struct simplex *s, uint32_t c)
{
    memset(s->entering, 0, s->m * sizeof *s->entering);
    for (uint32_t i = cycle_begin(s->pool, c); i < s->pool->end.v[c]; i++) {
        uint32_t e = s->pool->edge.v[i], j = s->column_of[e];
        if (j == NOTHING)
            s->entering[s->row_of[e]] += 1;
        else
            for (uint32_t r = 0; r < s->m; r++)
                s->entering[r] += s->cell[(size_t)r * s->stride + j];
    }
}

static void take_slack_column(struct simplex *s, uint32_t j)
{
    for (uint32_t r = 0; r < s->m; r++)
        s->entering[r] = s->cell[(size_t)r * s->stride + j];
}

/* The row whose variable reaches 0 first; NOTHING: none does. */
static uint32_t leaving_row(const struct simplex *s)
{
    uint32_t best = NOTHING;
    double least = INFINITY;
    for (uint32_t r = 0; r < s->m; r++) {
        if (s->entering[r] <= 1e-7 || isinf(s->rhs[r]))
            continue;
        double ratio = fmax(s->rhs[r], 0) / s->entering[r];
        if (ratio < least || (ratio == least && s->entering[r] > s->entering[best])) {
            least = ratio;
            best = r;
        }
    }
    return best;
}

/* Takes the entering column out of all rows but p, which is divided by it; y is one row more. */
static void eliminate(struct simplex *s, uint32_t p, double gain)
{
    double *pivot_row = s->cell + (size_t)p * s->stride;
    const double pivot = s->entering[p];
    for (uint32_t j = 0; j < s->k; j++)
        pivot_row[j] /= pivot;
    s->rhs[p] /= pivot;
    s->true_rhs[p] /= pivot;
    for (uint32_t r = 0; r < s->m; r++) {
        double d = s->entering[r];
        if (r == p || fabs(d) < 1e-12)
            continue;
        double *row = s->cell + (size_t)r * s->stride;
        for (uint32_t j = 0; j < s->k; j++)
            row[j] -= d * pivot_row[j];
        s->rhs[r] -= d * s->rhs[p];
        s->true_rhs[r] -= d * s->true_rhs[p];
    }
    for (uint32_t j = 0; j < s->k; j++)
        s->y[j] += gain * pivot_row[j];
    s->value += gain * s->rhs[p];
}

/* Column j becomes that of the slack that left row p. */
static void put_left_column(struct simplex *s, uint32_t j, uint32_t p, uint32_t edge, double gain)
{
    const double pivot = s->entering[p];
    for (uint32_t r = 0; r < s->m; r++)
        s->cell[(size_t)r * s->stride + j] = r == p ? 1 / pivot : -s->entering[r] / pivot;
    s->y[j] = gain / pivot;
    s->edge_at[j] = edge;
    s->column_of[edge] = j;
    s->row_of[edge] = NOTHING;
}

static void drop_column(struct simplex *s, uint32_t j)
{
    uint32_t last = --s->k;
    if (j == last)
        return;
    for (uint32_t r = 0; r < s->m; r++)
        s->cell[(size_t)r * s->stride + j] = s->cell[(size_t)r * s->stride + last];
    s->y[j] = s->y[last];
    s->edge_at[j] = s->edge_at[last];
    s->column_of[s->edge_at[j]] = j;
}

/* The variable (an edge's slack in column j, or a cycle with j = NOTHING) whose column is in `entering` enters. */
static void pivot_in(struct simplex *s, uint32_t variable, uint32_t j, double gain)
{
    uint32_t p = leaving_row(s);
    if (p == NOTHING) {
        s->unbounded = true;
        return;
    }
    uint32_t left = s->basic[p];
    eliminate(s, p, gain);
    s->basic[p] = variable;
    if (variable < s->m) {
        s->row_of[variable] = p;
        s->column_of[variable] = NOTHING;
    }
    if (left < s->m) {
        if (j == NOTHING) {
            make_room(s);
            j = s->k++;
        }
        put_left_column(s, j, p, left, gain);
    } else if (j != NOTHING) {
        drop_column(s, j);
    }
}

/* One step of the simplex method; false: nothing gains. Cycles are priced in turn, some at a time, until one gains. */
static bool step(struct simplex *s)
{
    uint32_t best = NOTHING, column = NOTHING;
    double most = 1e-7;
    for (uint32_t j = 0; j < s->k; j++)
        if (-s->y[j] > most) {
            most = -s->y[j];
            best = s->edge_at[j];
            column = j;
        }
    const uint32_t n = s->pool->end.n;
    for (uint32_t i = 0; i < n && (best == NOTHING || i % PRICED_TOGETHER); i++) {
        uint32_t c = s->next_priced < n ? s->next_priced : 0;
        double gain = gain_of(s, c);
        s->next_priced = c + 1;
        if (gain > most) {
            most = gain;
            best = s->m + c;
            column = NOTHING;
        }
    }
    if (best == NOTHING)
        return false;
    if (column == NOTHING)
        take_cycle_column(s, best - s->m);
    else
        take_slack_column(s, column);
    pivot_in(s, best, column, most);
    return true;
}

/* The bound that a right-hand side proves: the cycles' weights, scaled so that no edge carries too much. */
static double proven(const struct simplex *s, const double *rhs, double *load)
{
    double sum = 0, scale = 1;
    memset(load, 0, s->m * sizeof *load);
    for (uint32_t r = 0; r < s->m; r++) {
        if (s->basic[r] < s->m || rhs[r] <= 0)
            continue;
        uint32_t c = s->basic[r] - s->m;
        bool counts = true;
        for (uint32_t i = cycle_begin(s->pool, c); i < s->pool->end.v[c]; i++)
            counts = counts && !s->p->cut[s->pool->edge.v[i]];
        if (!counts)
            continue;
        sum += rhs[r];
        for (uint32_t i = cycle_begin(s->pool, c); i < s->pool->end.v[c]; i++)
            load[s->pool->edge.v[i]] += rhs[r];
    }
    for (uint32_t e = 0; e < s->m; e++)
        if (load[e] * scale > s->p->capacity[e])
            scale = s->p->capacity[e] / load[e];
    for (uint32_t e = 0; e < s->m; e++)
        load[e] *= scale;
    return sum * scale;
}

static void look(const struct simplex *s, struct packing *out)
{
    double *load = arena_alloc(s->arena, (s->m + 1) * sizeof *load);
    const double *sides[] = {s->rhs, s->true_rhs};
    for (int i = 0; i < 2; i++) {
        double bound = proven(s, sides[i], load);
        if (bound <= out->bound)
            continue;
        out->bound = bound;
        for (uint32_t e = 0; e < s->m; e++)
            out->slack[e] = s->p->capacity[e] - load[e];
    }
}

static void duals(const struct simplex *s, double *y)
{
    for (uint32_t e = 0; e < s->m; e++)
        y[e] = s->p->cut[e] ? 1 : s->column_of[e] == NOTHING ? 0 : fmax(s->y[s->column_of[e]], 0);
}

static bool out_of_time(const struct simplex *s)
{
    return (double)s->m * (s->k + 1) > MAX_CELLS || clock_now() > s->p->deadline;
}

void packing_solve(const struct packing_problem *p, struct cycle_search *search, struct cycle_pool *pool,
                   struct arena *scratch, struct packing *out)
{
    struct simplex s = {.p = p, .pool = pool, .arena = scratch, .m = p->graph->n_edges};
    simplex_init(&s);
    *out = (struct packing){.y = arena_zalloc(scratch, (s.m + 1) * sizeof *out->y),
                            .slack = arena_zalloc(scratch, (s.m + 1) * sizeof *out->slack)};
    do {
        for (uint32_t n = 1; step(&s) && !s.unbounded; n++)
            if (n % STEPS_BETWEEN_LOOKS == 0 && out_of_time(&s))
                break;
        if (s.unbounded) {
            out->bound = INFINITY;
            return;
        }
        look(&s, out);
        duals(&s, out->y);
        if (out->bound >= p->enough || out_of_time(&s))
            return;
    } while (cycles_violated(search, out->y, pool));
    out->complete = true;
}
