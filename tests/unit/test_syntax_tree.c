/* Trees and arithmetic of the network, without a model: every score gives a tree, every path the same bytes. */
#include "syntax/syntax_int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h> /* needs those above */

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* One root, and every word reaches it. */
static void assert_tree(const uint32_t *head, uint32_t n)
{
    uint32_t n_roots = 0;
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t steps = 0;
        n_roots += head[i - 1] == 0;
        for (uint32_t at = i; at != 0; at = head[at - 1]) {
            assert_true(head[at - 1] <= n);
            assert_true(steps++ < n);
        }
    }
    assert_int_equal(n_roots, 1);
}

static void test_tree__best_heads_are_kept_where_they_are_a_tree(void **state)
{
    (void)state;
    /* word 2 is the root, 1 and 3 hang on it */
    float score[3 * 16] = {[0] = 1, [2] = 5, [16] = 7, [17] = 2, [32] = 1, [33] = 4, [34] = 6};
    uint32_t mark[4], head[3];
    tree_best(score, 3, 16, mark, head);
    assert_int_equal(head[0], 2);
    assert_int_equal(head[1], 0);
    assert_int_equal(head[2], 2);
}

static void test_tree__a_circle_is_opened_where_it_costs_least(void **state)
{
    (void)state;
    /* 1 is the root; 2 and 3 would hang on one another: 2 loses 1 by moving to the root word, 3 loses 5 */
    float score[3 * 16] = {[0] = 9, [2] = 1, [3] = 1, [17] = 8, [19] = 9, [33] = 3, [34] = 8};
    score[16] = score[32] = -5;
    uint32_t mark[4], head[3];
    tree_best(score, 3, 16, mark, head);
    assert_int_equal(head[0], 0);
    assert_int_equal(head[1], 1);
    assert_int_equal(head[2], 2);
}

static void test_tree__any_scores_give_a_tree(void **state)
{
    (void)state;
    enum { MOST = 80, STRIDE = 96 };
    float *score = malloc(MOST * STRIDE * sizeof *score);
    uint32_t mark[MOST + 1], head[MOST], seed = 3;
    for (uint32_t round = 0; round < 600; round++) {
        uint32_t n = 1 + next_random(&seed) % MOST;
        for (uint32_t i = 0; i < n * STRIDE; i++)
            score[i] = round % 7 == 0 ? (float)(next_random(&seed) % 3) : (float)next_random(&seed) / 1e6f - 8;
        if (round % 11 == 0)
            for (uint32_t i = 0; i < n * STRIDE; i += 3)
                score[i] = 0.0f / (float)(round % 22 == 0 ? 0 : 1); /* not a number, or equal */
        tree_best(score, n, STRIDE, mark, head);
        assert_tree(head, n);
    }
    free(score);
}

enum { ROWS = 128, COLS = 72, N_VECTORS = 20, WIDTH = 20 };

struct sparse { /* a matrix, and the same with its zeros */
    struct matrix m;
    int8_t w[ROWS * COLS], whole[ROWS][COLS];
    uint16_t n_blocks[ROWS / LANE_ROWS], col[ROWS * COLS / LANE_BLOCK];
    float scale[ROWS], bias[ROWS];
    int32_t sum[ROWS];
};

/* Strips of no block, of all, and of some of them. Four weights come to less than MAX_FOUR. */
static void sparse_fill(struct sparse *s, uint32_t *seed)
{
    uint32_t n = 0;
    for (uint32_t strip = 0; strip < ROWS / LANE_ROWS; strip++) {
        uint32_t wanted = strip == 0 ? 0 : strip == 1 ? COLS / LANE_COLS : 2 + 2 * (next_random(seed) % 7);
        s->n_blocks[strip] = (uint16_t)wanted;
        for (uint32_t k = 0; wanted; k += LANE_COLS) {
            if (next_random(seed) % 3 == 0 && (COLS - k) / LANE_COLS > wanted)
                continue;
            for (uint32_t i = 0; i < LANE_BLOCK; i++) {
                int8_t w = (int8_t)((int)(next_random(seed) % 129) - 64);
                uint32_t row = strip * LANE_ROWS + i / LANE_COLS;
                s->w[(size_t)n * LANE_BLOCK + i] = s->whole[row][k + i % LANE_COLS] = w;
                s->sum[row] += ACTIVATION_ZERO * w;
            }
            s->col[n++] = (uint16_t)k;
            wanted--;
        }
    }
    for (uint32_t r = 0; r < ROWS; r++) {
        s->scale[r] = (float)(1 + next_random(seed) % 100) / 3e6f;
        s->bias[r] = (float)(next_random(seed) % 100) / 50 - 1;
    }
    s->m = (struct matrix){s->w, s->n_blocks, s->col, s->scale, s->bias, s->sum, ROWS, COLS};
}

static void assert_product(const struct sparse *s, const uint8_t *x, const float *product)
{
    for (uint32_t r = 0; r < ROWS; r++) {
        int32_t sum = 0;
        for (uint32_t k = 0; k < COLS; k++)
            sum += (x[k] - ACTIVATION_ZERO) * s->whole[r][k];
        assert_true(product[r] == s->bias[r] + s->scale[r] * (float)sum);
    }
}

static void test_lanes__every_path_gives_the_same_bytes(void **state)
{
    (void)state;
    static struct sparse s;
    static float product[2][N_VECTORS * ROWS], gate[N_VECTORS * 6 * WIDTH + 8], sums[2][64];
    static uint8_t x[N_VECTORS * COLS], out[2][N_VECTORS * 2 * WIDTH], squashed[2][ROWS];
    uint32_t seed = 11;
    sparse_fill(&s, &seed);
    for (int i = 0; i < N_VECTORS * COLS; i++)
        x[i] = (uint8_t)(next_random(&seed) % (ACTIVATION_ZERO + ACTIVATION_ONE + 1));
    for (size_t i = 0; i < sizeof gate / sizeof *gate; i++)
        gate[i] = (float)(next_random(&seed) % 2000) / 150 - 6;
    const struct lanes *path[3];
    const float *gates[N_VECTORS];
    for (int i = 0; i < N_VECTORS; i++)
        gates[i] = gate + (size_t)i * 6 * WIDTH;
    float state_of[2 * WIDTH];
    uint32_t n_paths = lanes_usable(path);
    for (uint32_t p = 0; p < n_paths; p++) {
        int here = p > 0;
        path[p]->multiply(&s.m, x, N_VECTORS, product[here]);
        path[p]->squash(gate, gate + 7, ROWS, squashed[here]);
        path[p]->recur(gates, N_VECTORS, WIDTH, state_of, out[here]);
        path[p]->score(s.bias, product[0], 8, 64, sums[here]);
        if (p == 0)
            continue;
        assert_memory_equal(product[0], product[1], sizeof product[0]);
        assert_memory_equal(squashed[0], squashed[1], sizeof squashed[0]);
        assert_memory_equal(out[0], out[1], sizeof out[0]);
        assert_memory_equal(sums[0], sums[1], sizeof sums[0]);
    }
    for (uint32_t i = 0; i < N_VECTORS; i++)
        assert_product(&s, x + (size_t)i * COLS, product[0] + (size_t)i * ROWS);
}

static void test_words__shapes_and_grams(void **state)
{
    (void)state;
    const struct lexicon none = {0};
    struct word w[5];
    static const char *const title[] = {"Russia", "Accuses", "Turkey", "Supporting", "Rebels"};
    for (int i = 0; i < 5; i++)
        word_init(&w[i], &none, str_of(title[i]), i == 0, false);
    uint32_t before = word_shape_row(&w[1]);
    words_judge_case(w, 5);
    assert_int_not_equal(word_shape_row(&w[1]), before);
    assert_true(w[1].shape & SHAPE_NO_CASE);
    uint32_t gram[MAX_GRAMS];
    assert_int_equal(word_grams("a", 1, 100, gram), 3); /* "<a", "a>", "<a>" */
    assert_int_equal(word_grams("supporting", 10, 100, gram), MAX_GRAMS);
    for (int i = 0; i < MAX_GRAMS; i++)
        assert_true(gram[i] >= 1 && gram[i] < 100);
    char folded[] = "Mi-17s";
    assert_true(form_fold_digits(folded, 6));
    assert_string_equal(folded, "Mi-00s");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree__best_heads_are_kept_where_they_are_a_tree),
        cmocka_unit_test(test_tree__a_circle_is_opened_where_it_costs_least),
        cmocka_unit_test(test_tree__any_scores_give_a_tree),
        cmocka_unit_test(test_lanes__every_path_gives_the_same_bytes),
        cmocka_unit_test(test_words__shapes_and_grams),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
