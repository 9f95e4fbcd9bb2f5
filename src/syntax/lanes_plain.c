/* For any processor; and the choice between the paths. */
#include "syntax/lanes.h"

#include "syntax/lanes_body.inc"

static void multiply(const struct matrix *m, const uint8_t *x, uint32_t n, float *out)
{
    for (uint32_t i = 0; i < n; i++) {
        const int8_t *w = m->w;
        const uint16_t *col = m->col;
        for (uint32_t row = 0; row < m->n_rows; row += LANE_ROWS) {
            int32_t sum[LANE_ROWS] = {0};
            for (const uint16_t *end = col + m->n_blocks[row / LANE_ROWS]; col < end; col++, w += LANE_BLOCK) {
                const uint8_t *v = x + (size_t)i * m->n_cols + *col;
                for (uint32_t r = 0; r < LANE_ROWS; r++)
                    sum[r] += w[r * 4] * v[0] + w[r * 4 + 1] * v[1] + w[r * 4 + 2] * v[2] + w[r * 4 + 3] * v[3];
            }
            for (uint32_t r = 0; r < LANE_ROWS; r++)
                out[(size_t)i * m->n_rows + row + r] =
                    m->bias[row + r] + m->scale[row + r] * (float)(sum[r] - m->sum[row + r]);
        }
    }
}

const struct lanes lanes_plain = {"plain", multiply, add_row, squash, tanh_all, recur, score};

uint32_t lanes_usable(const struct lanes *out[3])
{
    uint32_t n = 0;
    out[n++] = &lanes_plain;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2"))
        out[n++] = &lanes_avx2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512vnni"))
        out[n++] = &lanes_vnni;
#endif
    return n;
}

const struct lanes *lanes_best(void)
{
    const struct lanes *usable[3];
    return usable[lanes_usable(usable) - 1];
}
