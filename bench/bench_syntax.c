/* bench_syntax MODEL GOLD.conllu... - accuracy and speed of tagging and parsing on gold tokens, one core, one table.
 *
 * A row for each treebank and each kind of processor that this machine can be: tags, lemmas, attachment (subtypes of
 * relations do not count, as in the CoNLL 2018 shared task), tokens a second of syntax_parse alone (best of a few
 * rounds), and how many tokens have another head or relation than on the plain path.
 */
#include "base/file.h"
#include "syntax/conllu.h"
#include "syntax/syntax_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { ROUNDS = 3, MAX_BYTES = 1 << 30 };

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* of the processor: others may work on the machine */
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void stop(const struct fault *f)
{
    fprintf(stderr, "bench_syntax: %s\n", f->message);
    exit(1);
}

static struct str main_relation(uint8_t deprel)
{
    struct str name = str_of(deprel_name(deprel)), head = name;
    str_cut(&name, ':', &head);
    return head;
}

struct counts {
    uint32_t upos, xpos, lemma, uas, las, other;
};

static void compare(const struct tok *gold, const struct tok *plain, const struct doc *d, struct counts *c)
{
    for (uint32_t i = 0; i < d->tok.n; i++) {
        const struct tok *t = &d->tok.v[i];
        bool arc = t->head == gold[i].head;
        c->upos += t->upos == gold[i].upos;
        c->xpos += t->xpos == gold[i].xpos;
        c->lemma += str_eq(t->lemma, gold[i].lemma);
        c->uas += arc;
        c->las += arc && str_eq(main_relation(t->deprel), main_relation(gold[i].deprel));
        c->other += t->head != plain[i].head || t->deprel != plain[i].deprel;
    }
}

static double fastest(struct syntax *s, const struct lanes *lanes, struct doc *d)
{
    double best = 1e9;
    struct fault f;
    for (int round = 0; round < ROUNDS; round++) {
        syntax_use_lanes(s, lanes); /* nothing is known yet of the text */
        double begin = seconds();
        if (syntax_parse(s, d, &f))
            stop(&f);
        double took = seconds() - begin;
        best = took < best ? took : best;
    }
    return best;
}

static void run(struct syntax *s, const char *path)
{
    struct arena arena, scratch;
    struct buf bytes = {0};
    struct conllu_extra extra;
    struct fault f;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct doc *d = doc_new(&arena, &scratch);
    if (file_read(path, MAX_BYTES, &bytes, &f) || conllu_read(buf_str(&bytes), path, d, &extra, &f))
        stop(&f);
    size_t n_bytes = d->tok.n * sizeof *d->tok.v;
    struct tok *gold = malloc(n_bytes), *plain = malloc(n_bytes);
    if (!gold || !plain)
        out_of_memory(n_bytes);
    memcpy(gold, d->tok.v, n_bytes);
    const struct lanes *usable[3];
    uint32_t n_lanes = lanes_usable(usable);
    for (uint32_t l = 0; l < n_lanes; l++) {
        struct counts c = {0};
        double took = fastest(s, usable[l], d), n = d->tok.n / 100.0;
        if (l == 0)
            memcpy(plain, d->tok.v, n_bytes);
        compare(gold, plain, d, &c);
        printf("%-32.32s %-13s %8u %6.2f %6.2f %6.2f %6.2f %6.2f %10.0f %6u\n", path, usable[l]->name, d->tok.n,
               c.upos / n, c.xpos / n, c.lemma / n, c.uas / n, c.las / n, d->tok.n / took, c.other);
    }
    free(gold);
    free(plain);
    buf_release(&bytes);
    arena_release(&arena);
    arena_release(&scratch);
}

int main(int argc, char **argv)
{
    struct syntax *s;
    struct fault f;
    if (argc < 3) {
        fprintf(stderr, "usage: bench_syntax MODEL GOLD.conllu...\n");
        return 2;
    }
    double begin = seconds();
    if (syntax_load(argv[1], &s, &f))
        stop(&f);
    printf("model: %s, opened in %.1f ms\n", syntax_version(s), 1000 * (seconds() - begin));
    printf("%-32s %-13s %8s %6s %6s %6s %6s %6s %10s %6s\n", "treebank", "processor", "tokens", "UPOS", "XPOS", "lemma",
           "UAS", "LAS", "tokens/s", "other");
    for (int i = 2; i < argc; i++)
        run(s, argv[i]);
    syntax_free(s);
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) == 0)
        printf("most memory: %ld MB\n", usage.ru_maxrss / 1024);
    return 0;
}
