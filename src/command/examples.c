#include "command/examples.h"

#include "codebook/codebook.h"
#include "record/names.h"

static bool code_fits(const struct doc *d, uint32_t mention, struct str wanted)
{
    struct str code = mention == NONE ? STR_NONE : str_of(d->mention.v[mention].actor.code);
    return str_is(wanted, "-") ? !code.n : str_starts(code, wanted);
}

bool example_wants(const struct doc *d, const struct event *e, struct str all)
{
    struct str one;
    while (str_cut(&all, ';', &one)) {
        struct str part[3] = {STR_NONE, STR_NONE, STR_NONE}, piece;
        one = str_trim(one);
        for (unsigned n = 0; n < 3 && str_cut(&one, ' ', &piece);)
            if (piece.n)
                part[n++] = piece;
        if (str_is(part[1], event_type_name(e->type)) && code_fits(d, e->source_mention, part[0]) &&
            code_fits(d, e->target_mention, part[2]))
            return true;
    }
    return false;
}

enum status examples_each(const struct pipeline *p, example_use *each, void *with, struct fault *f)
{
    const struct codebook *c = pipeline_codebook(p);
    struct arena arena, scratch;
    enum status status = OK;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    for (uint32_t i = 0; i < codebook_size(c); i++) {
        const struct codebook_entry *e = codebook_entry(c, i);
        for (uint32_t k = 0; k < e->n_examples && !status; k++) {
            arena_clear(&arena);
            struct doc *d = doc_new(&arena, &scratch);
            d->text = str_copy(&arena, e->example[k].sentence);
            *array_add(&arena, &d->block) = (struct block){{0, d->text.n}, SENT_BODY};
            status = pipeline_run(p, d, UNTIL_EVENT, f);
            if (!status)
                each(with, d, e->example[k].wanted);
        }
    }
    arena_release(&arena);
    arena_release(&scratch);
    return status;
}
