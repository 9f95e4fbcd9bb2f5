/* Compiled for AVX-512 with VNNI (CMakeLists.txt); called only where the processor has them. */
#include "syntax/lanes.h"

#if defined(__x86_64__)
#include "syntax/lanes_body.inc"

#include <immintrin.h>

enum { AT_ONCE = 2 * LANE_TOKENS }; /* vectors: a load of weights for so many products */

/* A strip and so many vectors, a constant where it is called: their sums stay in registers. */
static inline __attribute__((always_inline)) void multiply_strip(const struct matrix *m, uint32_t row, const int8_t *w,
                                                                 const uint16_t *col, const uint8_t *x, float *out,
                                                                 int n_tokens)
{
    __m512i sum[AT_ONCE];
    for (int i = 0; i < n_tokens; i++)
        sum[i] = _mm512_setzero_si512();
    for (const uint16_t *end = col + m->n_blocks[row / LANE_ROWS]; col < end; col++, w += LANE_BLOCK) {
        __m512i block = _mm512_loadu_si512(w);
        for (int i = 0; i < n_tokens; i++) {
            int32_t four;
            memcpy(&four, x + (size_t)i * m->n_cols + *col, sizeof four);
            sum[i] = _mm512_dpbusd_epi32(sum[i], _mm512_set1_epi32(four), block);
        }
    }
    __m512i zero = _mm512_loadu_si512(m->sum + row);
    __m512 scale = _mm512_loadu_ps(m->scale + row), bias = _mm512_loadu_ps(m->bias + row);
    for (int i = 0; i < n_tokens; i++) {
        __m512 value = _mm512_cvtepi32_ps(_mm512_sub_epi32(sum[i], zero));
        _mm512_storeu_ps(out + (size_t)i * m->n_rows + row, _mm512_add_ps(bias, _mm512_mul_ps(scale, value)));
    }
}

static void multiply(const struct matrix *m, const uint8_t *x, uint32_t n, float *out)
{
    const int8_t *w = m->w;
    const uint16_t *col = m->col;
    for (uint32_t row = 0; row < m->n_rows; row += LANE_ROWS) {
        uint32_t n_blocks = m->n_blocks[row / LANE_ROWS], i = 0;
        for (; i + AT_ONCE <= n; i += AT_ONCE)
            multiply_strip(m, row, w, col, x + (size_t)i * m->n_cols, out + (size_t)i * m->n_rows, AT_ONCE);
        for (; i < n; i += LANE_TOKENS)
            multiply_strip(m, row, w, col, x + (size_t)i * m->n_cols, out + (size_t)i * m->n_rows, LANE_TOKENS);
        w += (size_t)n_blocks * LANE_BLOCK;
        col += n_blocks;
    }
}

const struct lanes lanes_vnni = {"AVX-512 VNNI", multiply, add_row, squash, tanh_all, recur, score};
#else
typedef int lanes_vnni_unused;
#endif
