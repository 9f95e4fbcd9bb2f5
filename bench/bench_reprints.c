/* bench_reprints FILE.jsonl LANG_DIR: pairs of documents in a window of days whose fingerprints say that they are
 * alike, as "ID<tab>ID" on standard output; on standard error how many documents a second one core fingerprints. Used
 * by bench/reprints.py. */
#include "ingest/fingerprint.h"
#include "ingest/ingest.h"
#include "record/likeness.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TIMES = 5 };

struct entry {
    uint64_t band;
    uint32_t doc;
};

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_band(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    return x->band != y->band ? (x->band > y->band) - (x->band < y->band) : (x->doc > y->doc) - (x->doc < y->doc);
}

static bool first_shared(const struct doc *a, const struct doc *b, unsigned band)
{
    for (unsigned i = 0; i < band; i++)
        if (fingerprint_band(&a->fingerprint, i) == fingerprint_band(&b->fingerprint, i))
            return false;
    return true;
}

static void print_pairs(struct doc *const *d, uint32_t n)
{
    struct entry *e = malloc(n * sizeof *e);
    if (!e)
        abort();
    for (unsigned band = 0; band < FINGERPRINT_BANDS; band++) {
        uint32_t m = 0;
        for (uint32_t i = 0; i < n; i++)
            if (d[i]->fingerprint.n_words)
                e[m++] = (struct entry){fingerprint_band(&d[i]->fingerprint, band), i};
        qsort(e, m, sizeof *e, by_band);
        for (uint32_t i = 0; i < m; i++)
            for (uint32_t k = i + 1; k < m && e[k].band == e[i].band; k++) {
                const struct doc *a = d[e[i].doc], *b = d[e[k].doc];
                if (abs(a->date - b->date) <= LIKENESS_WINDOW_DAYS && first_shared(a, b, band) &&
                    fingerprint_alike(&a->fingerprint, &b->fingerprint, false))
                    printf("%.*s\t%.*s\n", STR_ARG(a->id), STR_ARG(b->id));
            }
    }
    free(e);
}

int main(int argc, char **argv)
{
    struct arena arena, scratch;
    struct fault f;
    struct ingest_rules *rules;
    struct ingest *in;
    struct ingest_options options = INGEST_OPTIONS_DEFAULT;
    ARRAY_OF(struct doc *) doc = {0};
    if (argc != 3 || ingest_rules_load(argv[2], &rules, &f) ||
        ingest_open(&options, (const char *const *)&argv[1], 1, &in, &f))
        return 2;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    for (struct raw_doc *raw; ingest_next(in, &raw, &f) == OK && raw; raw_doc_free(raw)) {
        struct doc *d = doc_new(&arena, &scratch);
        if (ingest_document(rules, raw, d, &f) == OK)
            *array_add(&arena, &doc) = d;
    }
    double start = now_s();
    for (unsigned k = 0; k < TIMES; k++)
        for (uint32_t i = 0; i < doc.n; i++)
            fingerprint_make(doc.v[i]);
    fprintf(stderr, "%u documents, %.0f fingerprints a second\n", doc.n, TIMES * doc.n / (now_s() - start));
    print_pairs(doc.v, doc.n);
    ingest_close(in);
    ingest_rules_free(rules);
    arena_release(&arena);
    arena_release(&scratch);
    return 0;
}
