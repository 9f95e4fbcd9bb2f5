/* Compiled for AVX-512 with VNNI (CMakeLists.txt); called only where the processor has them. */
#include "syntax/lanes.h"

#if defined(__x86_64__)
#include "syntax/lanes_body.inc"

#include <immintrin.h>

enum { BLOCKS = LANE_ROWS / 16 };

/* 64 rows, four vectors: sixteen sums in registers. */
static void multiply_rows(const struct matrix *m, uint32_t row, const uint8_t *x, float *out)
{
    const size_t block = (size_t)16 * m->n_cols;
    const int8_t *w = m->w + row / 16 * block;
    __m512i sum[LANE_TOKENS][BLOCKS];
    for (int i = 0; i < LANE_TOKENS; i++)
        for (int b = 0; b < BLOCKS; b++)
            sum[i][b] = _mm512_setzero_si512();
    for (uint32_t k = 0; k < m->n_cols; k += 4, w += 64) {
        __m512i v[LANE_TOKENS];
        for (int i = 0; i < LANE_TOKENS; i++) {
            int32_t four;
            memcpy(&four, x + (size_t)i * m->n_cols + k, sizeof four);
            v[i] = _mm512_set1_epi32(four);
        }
        for (int b = 0; b < BLOCKS; b++) {
            __m512i rows = _mm512_loadu_si512(w + b * block);
            for (int i = 0; i < LANE_TOKENS; i++)
                sum[i][b] = _mm512_dpbusd_epi32(sum[i][b], v[i], rows);
        }
    }
    for (int b = 0; b < BLOCKS; b++) {
        __m512i zero = _mm512_loadu_si512(m->sum + row + b * 16);
        __m512 scale = _mm512_loadu_ps(m->scale + row + b * 16), bias = _mm512_loadu_ps(m->bias + row + b * 16);
        for (int i = 0; i < LANE_TOKENS; i++) {
            __m512 value = _mm512_cvtepi32_ps(_mm512_sub_epi32(sum[i][b], zero));
            _mm512_storeu_ps(out + (size_t)i * m->n_rows + row + b * 16,
                             _mm512_add_ps(bias, _mm512_mul_ps(scale, value)));
        }
    }
}

static void multiply(const struct matrix *m, const uint8_t *x, uint32_t n, float *out)
{
    for (uint32_t row = 0; row < m->n_rows; row += LANE_ROWS)
        for (uint32_t i = 0; i < n; i += LANE_TOKENS)
            multiply_rows(m, row, x + (size_t)i * m->n_cols, out + (size_t)i * m->n_rows);
}

const struct lanes lanes_vnni = {"AVX-512 VNNI", multiply, add_row, squash, tanh_all, recur, score};
#else
typedef int lanes_vnni_unused;
#endif
