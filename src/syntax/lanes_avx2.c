/* Compiled with -mavx2 (CMakeLists.txt); called only where the processor has it. */
#include "syntax/lanes.h"

#if defined(__x86_64__)
#include "syntax/lanes_body.inc"

#include <immintrin.h>

enum { CHUNK = 16 }; /* vectors widened at a time: they and a block of rows stay in the first cache */

/* Rows 0-3 and 4-7 of a block's half, products of columns 2k and 2k+1 side by side, to rows 0 .. 7. */
static inline __m256 rows_of(__m256i low, __m256i high)
{
    __m256i sum = _mm256_hadd_epi32(low, high); /* rows 0 1 4 5 2 3 6 7 */
    return _mm256_cvtepi32_ps(_mm256_permutevar8x32_epi32(sum, _mm256_setr_epi32(0, 1, 4, 5, 2, 3, 6, 7)));
}

/* Eight rows from row on, four vectors. */
static void multiply_rows(const struct matrix *m, uint32_t row, const int16_t *x, float *out)
{
    const int8_t *w = m->w + (size_t)(row / 16) * 16 * m->n_cols + (row % 16) * 4;
    __m256i low[LANE_TOKENS], high[LANE_TOKENS];
    for (int i = 0; i < LANE_TOKENS; i++)
        low[i] = high[i] = _mm256_setzero_si256();
    for (uint32_t k = 0; k < m->n_cols; k += 4, w += 64) {
        __m256i w_low = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)w));
        __m256i w_high = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(w + 16)));
        for (int i = 0; i < LANE_TOKENS; i++) {
            int64_t four;
            memcpy(&four, x + (size_t)i * MAX_COLS + k, sizeof four);
            __m256i v = _mm256_set1_epi64x(four);
            low[i] = _mm256_add_epi32(low[i], _mm256_madd_epi16(w_low, v));
            high[i] = _mm256_add_epi32(high[i], _mm256_madd_epi16(w_high, v));
        }
    }
    __m256 scale = _mm256_loadu_ps(m->scale + row), bias = _mm256_loadu_ps(m->bias + row);
    for (int i = 0; i < LANE_TOKENS; i++) {
        __m256 sum = rows_of(low[i], high[i]);
        _mm256_storeu_ps(out + (size_t)i * m->n_rows + row, _mm256_add_ps(bias, _mm256_mul_ps(scale, sum)));
    }
}

static void multiply(const struct matrix *m, const uint8_t *x, uint32_t n, float *out)
{
    int16_t wide[CHUNK * MAX_COLS];
    for (uint32_t from = 0; from < n; from += CHUNK) {
        uint32_t n_here = n - from < CHUNK ? n - from : CHUNK;
        for (uint32_t i = 0; i < n_here; i++)
            for (uint32_t k = 0; k < m->n_cols; k++)
                wide[i * MAX_COLS + k] = (int16_t)(x[(size_t)(from + i) * m->n_cols + k] - ACTIVATION_ZERO);
        for (uint32_t row = 0; row < m->n_rows; row += 8)
            for (uint32_t i = 0; i < n_here; i += LANE_TOKENS)
                multiply_rows(m, row, wide + i * MAX_COLS, out + (size_t)(from + i) * m->n_rows);
    }
}

const struct lanes lanes_avx2 = {"AVX2", multiply, add_row, squash, tanh_all, recur, score};
#else
typedef int lanes_avx2_unused;
#endif
