/* Fits the weights: the penalised likelihood of all samples, made as large as can be by L-BFGS (Nocedal and Wright,
 * Numerical Optimization, algorithms 7.4 and 7.5, with a halving line search). The function is convex, so where it ends
 * does not hang on where it begins or on the order of the samples. */
#include "base/file.h"
#include "event/classify_int.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { K = N_RELATIONS, MEMORY = 6 };

struct key_slot {
    uint64_t key;
    uint32_t column;
};

struct sample {
    uint32_t first, end; /* of its features */
    struct sample_label label;
};

struct classifier_samples {
    struct arena arena;
    ARRAY_OF(struct sample) sample;
    ARRAY_OF(struct feature) feature; /* of all samples, one behind the other */
};

struct classifier_samples *samples_new(void)
{
    struct classifier_samples *s = calloc(1, sizeof *s);
    if (!s)
        out_of_memory(sizeof *s);
    arena_init(&s->arena, 0);
    return s;
}

void samples_free(struct classifier_samples *s)
{
    if (s)
        arena_release(&s->arena);
    free(s);
}

uint32_t samples_count(const struct classifier_samples *s)
{
    return s->sample.n;
}

void samples_add(struct classifier_samples *s, const struct codebook *codebook, const struct doc *d,
                 const struct pair *pair, const struct sample_label *label)
{
    struct features fs;
    features_of(codebook, d, pair, label->view, NULL, &fs);
    samples_add_features(s, &fs, label);
}

void samples_add_features(struct classifier_samples *s, const struct features *fs, const struct sample_label *label)
{
    struct sample *sample = array_add(&s->arena, &s->sample);
    *sample = (struct sample){s->feature.n, s->feature.n + fs->n, *label};
    for (uint32_t i = 0; i < fs->n; i++)
        *array_add(&s->arena, &s->feature) = fs->v[i];
}

/* ---- columns: features that are frequent enough, numbered --------------------------------------------------- */

struct problem {
    const struct classifier_samples *s;
    struct arena arena;
    uint32_t *column; /* by feature of all samples; NONE: left out */
    uint64_t *key;    /* by column */
    uint32_t n_columns;
    size_t n; /* weights: n_columns * K, column by column */
    float l2;
};

static struct key_slot *slot_of(struct key_slot *slot, uint32_t cap, uint64_t key)
{
    uint32_t i = (uint32_t)key & (cap - 1);
    while (slot[i].key && slot[i].key != key)
        i = (i + 1) & (cap - 1);
    return &slot[i];
}

static void number_columns(struct problem *p, uint32_t min_count)
{
    const struct classifier_samples *s = p->s;
    uint32_t cap = 1024;
    while (cap < 2 * s->feature.n)
        cap *= 2;
    struct key_slot *slot = arena_zalloc(&p->arena, cap * sizeof *slot);
    for (uint32_t i = 0; i < s->feature.n; i++) {
        struct key_slot *k = slot_of(slot, cap, s->feature.v[i].key);
        k->key = s->feature.v[i].key;
        k->column++; /* a count, for now */
    }
    p->column = arena_alloc(&p->arena, (s->feature.n + 1) * sizeof *p->column);
    p->key = arena_alloc(&p->arena, (s->feature.n + 1) * sizeof *p->key);
    for (uint32_t i = 0; i < cap; i++)
        slot[i].column = slot[i].column < min_count ? NONE : NONE - 1;
    for (uint32_t i = 0; i < s->feature.n; i++) { /* in the order of the samples */
        struct key_slot *k = slot_of(slot, cap, s->feature.v[i].key);
        if (k->column == NONE - 1) {
            p->key[p->n_columns] = k->key;
            k->column = p->n_columns++;
        }
        p->column[i] = k->column;
    }
    p->n = (size_t)p->n_columns * K;
}

/* ---- the function and its gradient -------------------------------------------------------------------------- */

/* Which type: the loss of one sample, and in z what its scores should lose: probability less what is wanted. */
static double type_loss(const struct sample_label *l, float z[K])
{
    double wanted = 0, loss = 0;
    for (int k = 1; k < K; k++)
        wanted += l->wanted[k] * (l->any_of ? z[k] : 1);
    if (!(wanted > 0)) { /* nothing is said of the type */
        memset(z + 1, 0, (K - 1) * sizeof *z);
        return 0;
    }
    for (int k = 1; k < K; k++) {
        float want = l->wanted[k] * (l->any_of ? z[k] : 1) / (float)wanted;
        if (!l->any_of && want > 0)
            loss -= want * log(fmax(z[k], 1e-30));
        z[k] -= want;
    }
    return l->any_of ? -log(wanted) : loss;
}

/* Whether there is any relation: the same for z[EV_NONE]. */
static double none_loss(const struct sample_label *l, float z[K])
{
    float p = z[EV_NONE];
    z[EV_NONE] = l->whether == IS_RELATED ? p : l->whether == IS_UNRELATED ? p - 1 : 0;
    return l->whether == IS_RELATED ? -log(fmax(1 - p, 1e-30)) : l->whether == IS_UNRELATED ? -log(fmax(p, 1e-30)) : 0;
}

static double function(const struct problem *p, const float *w, float *gradient)
{
    const struct classifier_samples *s = p->s;
    double loss = 0;
    for (size_t i = 0; i < p->n; i++) {
        loss += 0.5 * p->l2 * w[i] * w[i];
        gradient[i] = p->l2 * w[i];
    }
    for (uint32_t i = 0; i < s->sample.n; i++) {
        const struct sample *x = &s->sample.v[i];
        float z[K] = {0};
        for (uint32_t j = x->first; j < x->end; j++)
            for (uint32_t k = 0; p->column[j] != NONE && k < K; k++)
                z[k] += s->feature.v[j].value * w[(size_t)p->column[j] * K + k];
        relation_probabilities(z);
        loss += x->label.weight * (type_loss(&x->label, z) + none_loss(&x->label, z));
        for (uint32_t j = x->first; j < x->end; j++) {
            float value = s->feature.v[j].value * x->label.weight;
            for (uint32_t k = 0; p->column[j] != NONE && k < K; k++)
                gradient[(size_t)p->column[j] * K + k] += value * z[k];
        }
    }
    return loss;
}

/* ---- L-BFGS ------------------------------------------------------------------------------------------------- */

struct minimiser {
    float *w, *gradient, *new_w, *new_gradient, *direction;
    float *step[MEMORY], *change[MEMORY]; /* the last steps and what they did to the gradient */
    double scale[MEMORY];                 /* 1 / (step . change) */
    uint32_t n_kept, newest;
};

static double dot(const float *a, const float *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)a[i] * b[i];
    return sum;
}

static void add_scaled(float *a, double by, const float *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        a[i] += (float)by * b[i];
}

static void find_direction(struct minimiser *m, size_t n)
{
    double alpha[MEMORY];
    memcpy(m->direction, m->gradient, n * sizeof *m->direction);
    for (uint32_t i = 0; i < m->n_kept; i++) {
        uint32_t k = (m->newest + MEMORY - i) % MEMORY;
        alpha[k] = m->scale[k] * dot(m->step[k], m->direction, n);
        add_scaled(m->direction, -alpha[k], m->change[k], n);
    }
    double shrink = 1 / (1 + sqrt(dot(m->gradient, m->gradient, n)));
    if (m->n_kept)
        shrink = 1 / (m->scale[m->newest] * dot(m->change[m->newest], m->change[m->newest], n));
    for (size_t i = 0; i < n; i++)
        m->direction[i] *= (float)shrink;
    for (uint32_t i = m->n_kept; i-- > 0;) {
        uint32_t k = (m->newest + MEMORY - i) % MEMORY;
        double beta = m->scale[k] * dot(m->change[k], m->direction, n);
        add_scaled(m->direction, alpha[k] - beta, m->step[k], n);
    }
    for (size_t i = 0; i < n; i++)
        m->direction[i] = -m->direction[i];
}

static void keep_step(struct minimiser *m, size_t n)
{
    uint32_t k = m->n_kept ? (m->newest + 1) % MEMORY : 0;
    for (size_t i = 0; i < n; i++) {
        m->step[k][i] = m->new_w[i] - m->w[i];
        m->change[k][i] = m->new_gradient[i] - m->gradient[i];
    }
    double curvature = dot(m->step[k], m->change[k], n);
    if (curvature <= 0) /* cannot be, but for rounding: such a step teaches nothing */
        return;
    m->scale[k] = 1 / curvature;
    m->newest = k;
    m->n_kept += m->n_kept < MEMORY;
}

static void swap(float **a, float **b)
{
    float *t = *a;
    *a = *b;
    *b = t;
}

static void say(const struct classifier_options *o, const char *format, ...) PRINTF_LIKE(2, 3);
static void say(const struct classifier_options *o, const char *format, ...)
{
    if (!o->progress)
        return;
    char line[200];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    o->progress(o->with, line);
}

static void minimise(const struct problem *p, struct minimiser *m, const struct classifier_options *o)
{
    uint32_t rounds = o->rounds ? o->rounds : 80;
    double now = function(p, m->w, m->gradient);
    for (uint32_t r = 0; r < rounds; r++) {
        find_direction(m, p->n);
        double slope = dot(m->direction, m->gradient, p->n), length = 1, then = now;
        bool better = false;
        for (int halvings = 0; !better && halvings < 20; halvings++, length /= 2) {
            memcpy(m->new_w, m->w, p->n * sizeof *m->w);
            add_scaled(m->new_w, length, m->direction, p->n);
            then = function(p, m->new_w, m->new_gradient);
            better = then <= now + 1e-4 * length * slope;
        }
        if (!better)
            break;
        keep_step(m, p->n);
        swap(&m->w, &m->new_w);
        swap(&m->gradient, &m->new_gradient);
        bool done = now - then < 1e-6 * now;
        now = then;
        if (r % 10 == 9 || done)
            say(o, "round %u: loss %.3f", r + 1, now);
        if (done)
            break;
    }
}

/* ---- the file ----------------------------------------------------------------------------------------------- */

static bool quantise(const float w[K], uint64_t key, struct relation_row *row)
{
    enum { FINEST = 127 };
    const float least = 0.02f; /* what is smaller in every class changes nothing */
    float max = 0;
    for (int k = 0; k < K; k++)
        max = fmaxf(max, fabsf(w[k]));
    if (max < least)
        return false;
    *row = (struct relation_row){.key = key, .scale = max / FINEST};
    for (int k = 0; k < K; k++)
        row->weight[k] = (int8_t)lrintf(w[k] / row->scale);
    return true;
}

static enum status write_model(const struct problem *p, const float *w, const struct classifier_options *o,
                               const char *path, struct fault *f)
{
    struct relation_row row;
    uint32_t n = 0, n_slots = 64;
    for (uint32_t c = 0; c < p->n_columns; c++)
        n += quantise(w + (size_t)c * K, p->key[c], &row);
    while (n_slots < n + n / 3 + 1)
        n_slots *= 2;
    struct relation_row *table = calloc(n_slots, sizeof *table);
    if (!table)
        out_of_memory(n_slots * sizeof *table);
    for (uint32_t c = 0; c < p->n_columns; c++) {
        if (!quantise(w + (size_t)c * K, p->key[c], &row))
            continue;
        uint32_t i = (uint32_t)row.key & (n_slots - 1);
        while (table[i].key)
            i = (i + 1) & (n_slots - 1);
        table[i] = row;
    }
    size_t n_bytes = n_slots * sizeof *table;
    struct relation_header h = {.magic = RELATION_MAGIC,
                                .format = RELATION_FORMAT,
                                .n_slots = n_slots,
                                .n_classes = K,
                                .checksum = relation_checksum(table, n_bytes)};
    snprintf(h.version, sizeof h.version, "%s", o->version ? o->version : "");
    relation_classes(h.classes);
    struct buf file = {0};
    buf_add(&file, (const char *)&h, sizeof h);
    buf_add(&file, (const char *)table, n_bytes);
    say(o, "%u features of %u kept, %zu bytes", n, p->n_columns, file.n);
    enum status status = file_write(path, buf_str(&file), f);
    buf_release(&file);
    free(table);
    return status;
}

enum status classifier_fit(const struct classifier_samples *s, const struct classifier_options *o, const char *path,
                           struct fault *f)
{
    struct problem p = {.s = s, .l2 = o->l2 > 0 ? o->l2 : 0.5f};
    arena_init(&p.arena, 0);
    number_columns(&p, o->min_count ? o->min_count : 1);
    say(o, "%u samples, %u features", s->sample.n, p.n_columns);
    struct minimiser m = {0};
    float **vector[] = {&m.w, &m.gradient, &m.new_w, &m.new_gradient, &m.direction};
    for (size_t i = 0; i < sizeof vector / sizeof *vector; i++)
        *vector[i] = arena_zalloc(&p.arena, (p.n + 1) * sizeof(float));
    for (int i = 0; i < MEMORY; i++) {
        m.step[i] = arena_zalloc(&p.arena, (p.n + 1) * sizeof(float));
        m.change[i] = arena_zalloc(&p.arena, (p.n + 1) * sizeof(float));
    }
    minimise(&p, &m, o);
    enum status status = write_model(&p, m.w, o, path, f);
    arena_release(&p.arena);
    return status;
}
