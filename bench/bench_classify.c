/* How long one pair takes once its sentence is parsed and coded. bench_classify LANG_DIR [MODEL] */
#include "event/classify.h"
#include "pipeline/pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void fail(const struct fault *f)
{
    fprintf(stderr, "%s\n", f->message);
    exit(1);
}

/* Every two coded mentions of the document, again and again. */
static void measure(const struct classifier *c, const struct codebook *codebook, const struct doc *d)
{
    enum { ROUNDS = 2000 };
    unsigned n = 0;
    float p[N_EVENT_TYPES], sum = 0;
    double start = now_us();
    for (int round = 0; round < ROUNDS; round++)
        for (uint32_t a = 0; a < d->mention.n; a++)
            for (uint32_t b = 0; b < d->mention.n; b++) {
                if (a == b || d->mention.v[a].is_filler || d->mention.v[b].is_filler)
                    continue;
                classify_mentions(c, codebook, d, a, b, p);
                sum += p[EV_NONE];
                n++;
            }
    printf("%u tokens, %u pairs: %.1f us a pair (mean probability of none %.3f)\n", d->tok.n, n, (now_us() - start) / n,
           sum / (float)n);
}

int main(int argc, char **argv)
{
    static const char *const text[] = {
        "Kenya accused Somalia of shelling its border posts.",
        "Kenya's foreign minister told reporters in Nairobi on Tuesday that Somalia had agreed to withdraw its troops "
        "from the border after weeks of talks that the African Union and Ethiopia had asked both sides to hold.",
    };
    if (argc < 2) {
        fprintf(stderr, "usage: bench_classify LANG_DIR [MODEL]\n");
        return 2;
    }
    struct fault f;
    struct pipeline *pipeline;
    struct classifier *c;
    char path[4200];
    snprintf(path, sizeof path, "%s/model/relation.model", argv[1]);
    if (pipeline_open(argv[1], NULL, &pipeline, &f) || classifier_load(argc > 2 ? argv[2] : path, &c, &f))
        fail(&f);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        struct arena arena, scratch;
        arena_init(&arena, 0);
        arena_init(&scratch, 0);
        struct doc *d = doc_new(&arena, &scratch);
        d->text = str_of(text[i]);
        *array_add(&arena, &d->block) = (struct block){{0, d->text.n}, SENT_BODY};
        if (pipeline_run(pipeline, d, UNTIL_EVENT, &f))
            fail(&f);
        measure(c, pipeline_codebook(pipeline), d);
        arena_release(&arena);
        arena_release(&scratch);
    }
    classifier_free(c);
    pipeline_close(pipeline);
    return 0;
}
