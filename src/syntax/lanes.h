/* syntax/lanes.h - the arithmetic of the network, once for each kind of processor.
 *
 * Takes matrices and vectors that network.c owns. Gives the same bytes on every path: products are sums of integers,
 * the rest is the same sequence of single-precision operations without fused multiply-add. Fails never. Cost: nearly
 * all the time of syntax/. Not: any memory of its own, any knowledge of words.
 *
 * An activation is a byte of seven bits: 64 + 63 v, v in -1 .. 1. With eight the products of four columns would not fit
 * in the 16 bits in which AVX2 adds them.
 */
#ifndef ENTENTE_SYNTAX_LANES_H
#define ENTENTE_SYNTAX_LANES_H

#include <stdint.h>

enum {
    LANE_TOKENS = 4, /* vectors are multiplied in multiples of this */
    LANE_ROWS = 16,  /* of a block of weights, */
    LANE_COLS = 4,   /* which is what is there or not */
    LANE_BLOCK = LANE_ROWS * LANE_COLS,
    ACTIVATION_ZERO = 64,
    ACTIVATION_ONE = 63, /* above zero */
    MAX_FOUR =
        258, /* what four weights whose products are added in 16 bits may come to, of either sign: 127 * 258 < 2^15 */
};

/* Strips of sixteen rows, each with those of its blocks of four columns that are not all zero. In a block row r, column
 * k stand at [r][k]. A strip has an even number of blocks (a block of zeros may be among them); each two that follow
 * one another make a pair: of a row's weights in both, those at the first two columns of each, and those at the last
 * two, above zero and below it, come to MAX_FOUR at most. */
struct matrix {
    const int8_t *w;          /* the blocks of the first strip, of the second ... */
    const uint16_t *n_blocks; /* by strip */
    const uint16_t *col;      /* by block: the first of its columns, a multiple of four */
    const float *scale;       /* by row: what one unit of the integer product is worth */
    const float *bias;        /* by row */
    const int32_t *sum;       /* by row: ACTIVATION_ZERO times the sum of its weights */
    uint32_t n_rows, n_cols;
};

struct lanes {
    const char *name;
    /* out[i][r] = bias[r] + scale[r] * (row r . (x[i] - ACTIVATION_ZERO)), for n vectors, a multiple of LANE_TOKENS. */
    void (*multiply)(const struct matrix *m, const uint8_t *x, uint32_t n, float *out);
    /* v[i] += scale * row[i] */
    void (*add_row)(const int8_t *row, float scale, uint32_t n, float *v);
    /* out = activation of tanh(a + b). */
    void (*squash)(const float *a, const float *b, uint32_t n, uint8_t *out);
    /* v = tanh(v), in place. */
    void (*tanh)(float *v, uint32_t n);
    /* Two quasi-recurrent layers, left to right and back, over one sentence (Bradbury et al. 2017, fo-pooling):
     * gate[t][direction][z, f, o][d] before their squashing -> out[t][direction][d]. state: 2 d floats of scratch. */
    void (*recur)(const float *const *gate, uint32_t n, uint32_t d, float *state, uint8_t *out);
    /* out[j] = q . (column j of k), k[a][stride], for j < stride, a multiple of 16. */
    void (*score)(const float *q, const float *k, uint32_t a, uint32_t stride, float *out);
};

extern const struct lanes lanes_plain;
#if defined(__x86_64__)
extern const struct lanes lanes_avx2, lanes_vnni;
#endif

/* The fastest that this processor has. */
const struct lanes *lanes_best(void);
/* The paths that this processor can run, the plain one first: for tests. Returns their number, at most 3. */
uint32_t lanes_usable(const struct lanes *out[3]);

#endif
