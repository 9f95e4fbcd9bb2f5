/* Compiled with -mavx2 (CMakeLists.txt); called only where the processor has it. */
#include "syntax/lanes.h"

#if defined(__x86_64__)
#include "syntax/lanes_body.inc"

#include <immintrin.h>

/* Eight rows: what columns k .. k + 7 of each are worth. Pairs of products, then fours are added in 16 bits, which
 * MAX_FOUR keeps from running over. */
static inline __m256i eight_columns(const int8_t *w, __m256i x, __m256i x_next)
{
    __m256i pairs = _mm256_maddubs_epi16(x, _mm256_loadu_si256((const __m256i *)w));
    __m256i next = _mm256_maddubs_epi16(x_next, _mm256_loadu_si256((const __m256i *)(w + 64)));
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

/* Sixteen rows, LANE_TOKENS vectors. */
static void multiply_rows(const struct matrix *m, uint32_t row, const uint8_t *x, float *out)
{
    const int8_t *w = m->w + (size_t)row * m->n_cols;
    __m256i low[LANE_TOKENS], high[LANE_TOKENS];
    for (int i = 0; i < LANE_TOKENS; i++)
        low[i] = high[i] = _mm256_setzero_si256();
    for (uint32_t k = 0; k < m->n_cols; k += LANE_COLS, w += 128)
        for (int i = 0; i < LANE_TOKENS; i++) {
            const uint8_t *at = x + (size_t)i * m->n_cols + k;
            __m256i four = four_of(at), next = four_of(at + 4);
            low[i] = _mm256_add_epi32(low[i], eight_columns(w, four, next));
            high[i] = _mm256_add_epi32(high[i], eight_columns(w + 32, four, next));
        }
    for (int i = 0; i < LANE_TOKENS; i++) {
        store_rows(m, row, low[i], out + (size_t)i * m->n_rows);
        store_rows(m, row + 8, high[i], out + (size_t)i * m->n_rows);
    }
}

static void multiply(const struct matrix *m, const uint8_t *x, uint32_t n, float *out)
{
    for (uint32_t row = 0; row < m->n_rows; row += 16)
        for (uint32_t i = 0; i < n; i += LANE_TOKENS)
            multiply_rows(m, row, x + (size_t)i * m->n_cols, out + (size_t)i * m->n_rows);
}

const struct lanes lanes_avx2 = {"AVX2", multiply, add_row, squash, tanh_all, recur, score};
#else
typedef int lanes_avx2_unused;
#endif
