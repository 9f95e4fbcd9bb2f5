/* The recurrence of the network for training: forward and backward over a batch, both directions (fo-pooling of
 * Bradbury et al. 2017). Called from student.py through ctypes; everything is float32, contiguous.
 *   gate   batch x steps x 2 x 3 x width, before squashing: candidate, forget, output
 *   length batch; steps beyond a sentence's length are left zero
 *   out, cell, act: batch x steps x 2 x (width, width, 3 x width); cell and act are kept for the way back
 */
#include <math.h>
#include <string.h>

enum { MAX_WIDTH = 1024 };

static inline float sigmoid(float x)
{
    return 1.0f / (1.0f + expf(-x));
}

void scan_forward(const float *gate, const long *length, long batch, long steps, long d, float *out, float *cell,
                  float *act)
{
    memset(out, 0, sizeof(float) * batch * steps * 2 * d);
    for (long b = 0; b < batch; b++)
        for (int back = 0; back < 2; back++) {
            static const float nothing[MAX_WIDTH];
            const float *before = nothing;
            for (long k = 0; k < length[b]; k++) {
                long t = back ? length[b] - 1 - k : k, at = (b * steps + t) * 2 + back;
                const float *g = gate + at * 3 * d;
                float *a = act + at * 3 * d, *c = cell + at * d, *o = out + at * d;
                for (long j = 0; j < d; j++)
                    a[j] = tanhf(g[j]);
                for (long j = d; j < 3 * d; j++)
                    a[j] = sigmoid(g[j]);
                for (long j = 0; j < d; j++) {
                    c[j] = a[d + j] * before[j] + (1 - a[d + j]) * a[j];
                    o[j] = a[2 * d + j] * c[j];
                }
                before = c;
            }
        }
}

void scan_backward(const float *d_out, const long *length, long batch, long steps, long d, const float *cell,
                   const float *act, float *d_gate)
{
    memset(d_gate, 0, sizeof(float) * batch * steps * 6 * d);
    for (long b = 0; b < batch; b++)
        for (int back = 0; back < 2; back++) {
            static const float nothing[MAX_WIDTH];
            float carry[MAX_WIDTH] = {0};
            for (long k = length[b] - 1; k >= 0; k--) {
                long t = back ? length[b] - 1 - k : k, at = (b * steps + t) * 2 + back;
                long at_before = (b * steps + (back ? t + 1 : t - 1)) * 2 + back;
                const float *a = act + at * 3 * d, *c = cell + at * d, *o = d_out + at * d;
                const float *before = k > 0 ? cell + at_before * d : nothing;
                float *g = d_gate + at * 3 * d;
                for (long j = 0; j < d; j++) {
                    float z = a[j], f = a[d + j], open = a[2 * d + j], dc = carry[j] + o[j] * open;
                    g[2 * d + j] = o[j] * c[j] * open * (1 - open);
                    g[d + j] = dc * (before[j] - z) * f * (1 - f);
                    g[j] = dc * (1 - f) * (1 - z * z);
                    carry[j] = dc * f;
                }
            }
        }
}
