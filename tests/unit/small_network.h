/* The smallest network file that makes a model: three tags, two relations, three words; and a treebank for it. For
 * tests and fuzzers. */
#ifndef ENTENTE_TESTS_SMALL_NETWORK_H
#define ENTENTE_TESTS_SMALL_NETWORK_H

#include "base/str.h"

enum {
    SMALL_NUMBERS = (3 + 16) * 16 + 5 * 8 + 8 + 8 + 8   /* tables and vectors */
                    + 48 * 17 + 35 * 17 + 8 * 9 + 2 * 9 /* layer, out, bilinear, relation */
};

#define SMALL_TREEBANK "1\tShips\tship\tNOUN\tNN\t_\t2\tnsubj\t_\t_\n2\tsailed\tsail\tVERB\tVBD\t_\t0\troot\t_\t_\n\n"

/* n_numbers: SMALL_NUMBERS, or another number for a torn file. */
static inline void small_network(struct buf *out, uint32_t n_numbers)
{
    buf_add_str(out, STR("entente-network 1\ntest-1\n8 8 1 8 8 3 5 3 2\nNN NOUN\nVBD VERB\n. PUNCT\nroot\nnsubj\n"));
    buf_add_str(out, STR("\nships\nsailed\n"));
    for (uint32_t i = 0; i < n_numbers; i++) {
        float v = (float)(i * 7 % 19) / 9 - 1;
        buf_add(out, (const char *)&v, sizeof v);
    }
}

#endif
