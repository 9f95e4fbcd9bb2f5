#include "syntax/train_int.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_NETWORK_BYTES = 1 << 30 };

#define NETWORK_MAGIC "entente-network 1"

/* ---- reading ------------------------------------------------------------------------------------------------------
 */

static enum status torn(const char *path, const char *what, struct fault *f)
{
    return fault_set(f, ST_INPUT, "%s is not a network file: %s", path, what);
}

static bool read_shape(struct str line, struct network_shape *out)
{
    uint32_t *field[] = {&out->embed,   &out->width,   &out->n_layers, &out->arc,     &out->label,
                         &out->n_words, &out->n_grams, &out->n_tags,   &out->n_labels};
    struct str piece;
    for (size_t i = 0; i < sizeof field / sizeof *field; i++) {
        if (!str_cut(&line, ' ', &piece) || piece.n == 0 || piece.n > 9)
            return false;
        for (uint32_t k = 0; k < piece.n; k++) {
            if (piece.s[k] < '0' || piece.s[k] > '9')
                return false;
            *field[i] = *field[i] * 10 + (uint32_t)(piece.s[k] - '0');
        }
    }
    return line.n == 0 && network_shape_sound(out);
}

static bool read_lists(struct network_file *n, struct str *rest)
{
    struct str line, xpos;
    for (uint32_t i = 0; i < n->shape.n_tags; i++) {
        if (!str_cut(rest, '\n', &line) || !str_cut(&line, ' ', &xpos))
            return false;
        n->tag[i] = (struct tag){(uint8_t)xpos_of(xpos), (uint8_t)upos_of(line)};
    }
    for (uint32_t i = 0; i < n->shape.n_labels; i++) {
        if (!str_cut(rest, '\n', &line))
            return false;
        n->label[i] = (uint8_t)deprel_of(line);
    }
    n->word = arena_alloc(&n->arena, n->shape.n_words * sizeof *n->word);
    for (uint32_t i = 0; i < n->shape.n_words; i++)
        if (!str_cut(rest, '\n', &n->word[i]) || n->word[i].n > MAX_FORM_BYTES)
            return false;
    return n->word[0].n == 0 && n->label[0] == REL_ROOT;
}

/* How many numbers the shape asks for. */
static size_t count_numbers(const struct network_shape *s)
{
    size_t vector = 2 * (size_t)s->embed, width = 2 * (size_t)s->width, n = 0;
    n += (s->n_words + N_SHAPES) * vector + (size_t)s->n_grams * s->embed + 2 * (size_t)s->arc + s->label;
    for (uint32_t l = 0; l < s->n_layers; l++)
        n += 3 * width * ((l == 0 ? vector : width) + 1);
    n += network_out_rows(s) * (width + 1) + (size_t)s->arc * (s->arc + 1) + (size_t)s->n_labels * (s->label + 1);
    return n;
}

enum status network_file_read(struct network_file *n, const char *path, struct fault *f)
{
    *n = (struct network_file){0};
    arena_init(&n->arena, 0);
    if (file_read(path, MAX_NETWORK_BYTES, &n->bytes, f))
        return f->status;
    struct str rest = buf_str(&n->bytes), line;
    if (!str_cut(&rest, '\n', &line) || !str_is(line, NETWORK_MAGIC))
        return torn(path, "its first line is not \"" NETWORK_MAGIC "\"", f);
    if (!str_cut(&rest, '\n', &n->version) || !str_cut(&rest, '\n', &line) || !read_shape(line, &n->shape))
        return torn(path, "lines 2 and 3 are not a version and nine sizes in bounds", f);
    if (!read_lists(n, &rest))
        return torn(path, "its tags, relations or words are not as many as it says, or not in order", f);
    n->n_numbers = count_numbers(&n->shape);
    if (rest.n != n->n_numbers * sizeof(float))
        return fault_set(f, ST_INPUT, "%s is not a network file: %u bytes of numbers where its sizes ask for %zu", path,
                         rest.n, n->n_numbers * sizeof(float));
    float *number = arena_alloc(&n->arena, n->n_numbers * sizeof *number); /* aligned, unlike the file's */
    memcpy(number, rest.s, rest.n);
    n->number = number;
    return OK;
}

void network_file_release(struct network_file *n)
{
    buf_release(&n->bytes);
    arena_release(&n->arena);
}

/* ---- floats to bytes ----------------------------------------------------------------------------------------------
 */

struct quantiser {
    const float *at; /* next number of the file */
    struct network_sections *out;
};

static void add_numbers(struct buf *b, const float *v, size_t n)
{
    buf_add(b, (const char *)v, n * sizeof *v);
}

static int8_t to_byte(float v, float scale)
{
    float q = roundf(v / scale);
    return (int8_t)(q > 127 ? 127 : q < -127 ? -127 : q);
}

/* The scale with the least squared error: cutting off the largest weights a little pays when they are few. */
static float best_scale(const float *v, size_t n)
{
    float largest = 0, best = 1, least = INFINITY;
    for (size_t i = 0; i < n; i++)
        largest = fmaxf(largest, fabsf(v[i]));
    for (int step = 0; step < 8 && largest > 0; step++) {
        float scale = largest * (1.0f - 0.05f * (float)step) / 127.0f, error = 0;
        for (size_t i = 0; i < n; i++) {
            float e = v[i] - scale * to_byte(v[i], scale);
            error += e * e;
        }
        if (error < least) {
            least = error;
            best = scale;
        }
    }
    return best;
}

/* Rows of the file become bytes in the tables; their scales are kept for later. */
static float *table(struct quantiser *q, size_t n_rows, size_t n_cols, struct arena *arena)
{
    float *scale = arena_alloc(arena, n_rows * sizeof *scale);
    for (size_t r = 0; r < n_rows; r++, q->at += n_cols) {
        scale[r] = best_scale(q->at, n_cols);
        for (size_t k = 0; k < n_cols; k++)
            buf_add_char(&q->out->tables, (char)to_byte(q->at[k], scale[r]));
    }
    return scale;
}

/* Sixteen rows, the last of a matrix perhaps fewer, on their way to the file. */
struct strip {
    const float *v; /* [n_rows][n_cols] */
    uint32_t n_rows, n_cols, n_blocks;
    uint16_t *col; /* [n_blocks], room for all and one */
};

static bool is_zero(const struct strip *s, uint32_t col)
{
    for (uint32_t r = 0; r < s->n_rows; r++)
        for (uint32_t k = col; k < col + LANE_COLS; k++)
            if (s->v[(size_t)r * s->n_cols + k] != 0)
                return false;
    return true;
}

/* Those that are not all zero, and one that is where their number is odd: columns come in eights, so there is one. */
static void strip_find_blocks(struct strip *s)
{
    uint32_t zero = 0;
    s->n_blocks = 0;
    for (uint32_t k = 0; k < s->n_cols; k += LANE_COLS)
        if (!is_zero(s, k))
            s->col[s->n_blocks++] = (uint16_t)k;
        else
            zero = k;
    if (s->n_blocks % 2)
        s->col[s->n_blocks++] = (uint16_t)zero;
}

/* The most that four weights of a row come to whose products lanes may add in 16 bits, above zero or below it (struct
 * matrix). */
static int heaviest_four(const struct strip *s, const float *row, float scale)
{
    int most = 0;
    for (uint32_t b = 0; b < s->n_blocks; b += 2)
        for (uint32_t half = 0; half < LANE_COLS; half += 2) {
            int above = 0, below = 0;
            for (uint32_t i = 0; i < 4; i++) {
                int8_t byte = to_byte(row[s->col[b + i / 2] + half + i % 2], scale);
                *(byte > 0 ? &above : &below) += abs(byte);
            }
            int larger = above > below ? above : below;
            most = larger > most ? larger : most;
        }
    return most;
}

/* The best scale of a matrix's row that keeps to MAX_FOUR. */
static float fitting_scale(const struct strip *s, const float *row)
{
    float scale = best_scale(row, s->n_cols);
    for (int most; (most = heaviest_four(s, row, scale)) > MAX_FOUR;)
        scale *= (float)most / (float)MAX_FOUR;
    return scale;
}

/* scale and sum: of the strip's rows. */
static void strip_write(const struct strip *s, struct buf *weights, float *scale, int32_t *sum)
{
    for (uint32_t r = 0; r < s->n_rows; r++)
        scale[r] = fitting_scale(s, s->v + (size_t)r * s->n_cols);
    for (uint32_t b = 0; b < s->n_blocks; b++)
        for (uint32_t r = 0; r < LANE_ROWS; r++)
            for (uint32_t k = 0; k < LANE_COLS; k++) {
                int8_t byte =
                    r < s->n_rows ? to_byte(s->v[(size_t)r * s->n_cols + s->col[b] + k], scale[r]) : (int8_t)0;
                buf_add_char(weights, (char)byte);
                sum[r] += ACTIVATION_ZERO * byte;
            }
    for (uint32_t r = 0; r < s->n_rows; r++)
        scale[r] /= (float)ACTIVATION_ONE;
}

/* Weights as [row][column], then biases -> the layout of struct matrix. */
static void matrix(struct quantiser *q, uint32_t n_rows, uint32_t n_cols, struct arena *arena)
{
    uint32_t padded = rows_padded(n_rows);
    struct arena_mark mark = arena_mark(arena);
    float *scale = arena_zalloc(arena, padded * sizeof *scale), *bias = arena_zalloc(arena, padded * sizeof *bias);
    int32_t *sum = arena_zalloc(arena, padded * sizeof *sum);
    struct strip s = {.n_cols = n_cols, .col = arena_alloc(arena, (n_cols / LANE_COLS + 1) * sizeof *s.col)};
    struct buf columns = {0};
    for (uint32_t r = 0; r < n_rows; r += LANE_ROWS, q->at += (size_t)s.n_rows * n_cols) {
        s.v = q->at;
        s.n_rows = n_rows - r < LANE_ROWS ? n_rows - r : LANE_ROWS;
        strip_find_blocks(&s);
        strip_write(&s, &q->out->weights, scale + r, sum + r);
        uint16_t n_blocks = (uint16_t)s.n_blocks;
        buf_add(&q->out->blocks, (const char *)&n_blocks, sizeof n_blocks);
        buf_add(&columns, (const char *)s.col, s.n_blocks * sizeof *s.col);
    }
    buf_add_str(&q->out->blocks, buf_str(&columns));
    buf_release(&columns);
    memcpy(bias, q->at, n_rows * sizeof *bias);
    q->at += n_rows;
    add_numbers(&q->out->numbers, scale, padded);
    add_numbers(&q->out->numbers, bias, padded);
    buf_add(&q->out->sums, (const char *)sum, padded * sizeof *sum);
    arena_rewind(arena, mark);
}

void network_quantise(const struct network_file *n, struct network_sections *out)
{
    const struct network_shape *s = &n->shape;
    struct quantiser q = {n->number, out};
    struct arena arena;
    arena_init(&arena, 0);
    *out = (struct network_sections){0};
    const float *word_scale = table(&q, s->n_words, 2 * (size_t)s->embed, &arena);
    const float *gram_scale = table(&q, s->n_grams, s->embed, &arena);
    add_numbers(&out->numbers, word_scale, s->n_words);
    add_numbers(&out->numbers, gram_scale, s->n_grams);
    size_t n_vectors = N_SHAPES * 2 * (size_t)s->embed + 2 * (size_t)s->arc + s->label;
    add_numbers(&out->numbers, q.at, n_vectors);
    q.at += n_vectors;
    for (uint32_t l = 0; l < s->n_layers; l++)
        matrix(&q, 6 * s->width, l == 0 ? 2 * s->embed : 2 * s->width, &arena);
    matrix(&q, network_out_rows(s), 2 * s->width, &arena);
    matrix(&q, s->arc, s->arc, &arena);
    matrix(&q, s->n_labels, s->label, &arena);
    arena_release(&arena);
}

void network_sections_release(struct network_sections *s)
{
    buf_release(&s->tables);
    buf_release(&s->blocks);
    buf_release(&s->weights);
    buf_release(&s->numbers);
    buf_release(&s->sums);
}
