/* Compiled with -mavx2 (CMakeLists.txt); called only where the processor has it. */
#include "syntax/lanes.h"

#if defined(__x86_64__)
#include "syntax/lanes_body.inc"

#include <immintrin.h>

/* Eight rows of a pair of blocks. Pairs of products, then fours are added in 16 bits, which MAX_FOUR keeps from running
 * over. */
static inline __m256i eight_columns(const int8_t *w, __m256i x, __m256i x_next)
{
    __m256i pairs = _mm256_maddubs_epi16(x, _mm256_loadu_si256((const __m256i *)w));
    __m256i next = _mm256_maddubs_epi16(x_next, _mm256_loadu_si256((const __m256i *)(w + LANE_BLOCK)));
    return _mm256_madd_epi16(_mm256_add_epi16(pairs, next), _mm256_set1_epi16(1));
}

/* Four activations in every lane. */
static inline __m256i four_of(const uint8_t *x)
{
    int32_t four;
    memcpy(&four, x, sizeof four);
    return _mm256_set1_epi32(four);
}

static inline void store_rows(const struct matrix *m, uint32_t row, __m256i sum, float *out)
{
    __m256i zero = _mm256_loadu_si256((const __m256i *)(m->sum + row));
    __m256 scale = _mm256_loadu_ps(m->scale + row), bias = _mm256_loadu_ps(m->bias + row);
    __m256 value = _mm256_cvtepi32_ps(_mm256_sub_epi32(sum, zero));
    _mm256_storeu_ps(out + row, _mm256_add_ps(bias, _mm256_mul_ps(scale, value)));
}

/* A strip, LANE_TOKENS vectors. */
static void multiply_strip(const struct matrix *m, uint32_t row, const int8_t *w, const uint16_t *col, const uint8_t *x,
                           float *out)
{
    __m256i low[LANE_TOKENS], high[LANE_TOKENS];
    for (int i = 0; i < LANE_TOKENS; i++)
        low[i] = high[i] = _mm256_setzero_si256();
    for (const uint16_t *end = col + m->n_blocks[row / LANE_ROWS]; col < end; col += 2, w += 2 * LANE_BLOCK)
        for (int i = 0; i < LANE_TOKENS; i++) {
            const uint8_t *at = x + (size_t)i * m->n_cols;
            __m256i four = four_of(at + col[0]), next = four_of(at + col[1]);
            low[i] = _mm256_add_epi32(low[i], eight_columns(w, four, next));
            high[i] = _mm256_add_epi32(high[i], eight_columns(w + LANE_BLOCK / 2, four, next));
        }
    for (int i = 0; i < LANE_TOKENS; i++) {
        store_rows(m, row, low[i], out + (size_t)i * m->n_rows);
        store_rows(m, row + 8, high[i], out + (size_t)i * m->n_rows);
    }
}

static void multiply(const struct matrix *m, const uint8_t *x, uint32_t n, float *out)
{
    const int8_t *w = m->w;
    const uint16_t *col = m->col;
    for (uint32_t row = 0; row < m->n_rows; row += LANE_ROWS) {
        uint32_t n_blocks = m->n_blocks[row / LANE_ROWS];
        for (uint32_t i = 0; i < n; i += LANE_TOKENS)
            multiply_strip(m, row, w, col, x + (size_t)i * m->n_cols, out + (size_t)i * m->n_rows);
        w += (size_t)n_blocks * LANE_BLOCK;
        col += n_blocks;
    }
}

const struct lanes lanes_avx2 = {"AVX2", multiply, add_row, squash, tanh_all, recur, score};
#else
typedef int lanes_avx2_unused;
#endif
