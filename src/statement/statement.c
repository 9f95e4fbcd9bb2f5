/* The order of work, and drafts of statements. */
#include "statement/statement_int.h"

#include <stdlib.h>

struct draft draft_of(const struct finder *f, enum quote_kind kind, const struct span *part, uint32_t n_parts)
{
    (void)f;
    return (struct draft){.s = {.kind = kind,
                                .content = {part[0].start, part[n_parts - 1].end},
                                .part = part,
                                .n_parts = n_parts,
                                .cue = SPAN_NONE,
                                .cue_tok = NONE,
                                .source_span = SPAN_NONE,
                                .speaker_mention = NONE,
                                .addressee_mention = NONE,
                                .venue = SPAN_NONE,
                                .via = SPAN_NONE,
                                .date = SPAN_NONE},
                          .speaker_tok = NONE};
}

void draft_set_cue(struct finder *f, struct draft *s, const struct cue *c, uint32_t speaker_tok)
{
    const struct cue_entry *e = &f->r->entry.v[c->entry];
    s->s.cue = range_span(f->d, c->range);
    s->s.cue_tok = c->tok;
    s->s.rule = e->rule;
    s->s.certainty = e->certainty;
    s->s.stance = e->stance;
    s->s.cue_stance = e->kind;
    speaker_fill(f, s, speaker_tok, c->range);
    circumstances_fill(f, &s->s, c->tok);
}

static int by_content(const void *a, const void *b)
{
    const struct statement *x = &((const struct draft *)a)->s, *y = &((const struct draft *)b)->s;
    if (x->content.start != y->content.start)
        return x->content.start < y->content.start ? -1 : 1;
    if (x->content.end != y->content.end) /* the outer one first */
        return x->content.end > y->content.end ? -1 : 1;
    return x->cue_tok < y->cue_tok ? -1 : x->cue_tok > y->cue_tok;
}

enum status statement_find(const struct reporting *r, struct doc *d, struct fault *f)
{
    struct finder w = {.r = r, .d = d};
    quotes_find(&w);
    quotes_mend(&w);
    speakers_prepare(&w);
    cues_find(&w);
    indirect_find(&w);
    turns_find(&w);
    direct_find(&w);
    if (w.draft.n)
        qsort(w.draft.v, w.draft.n, sizeof *w.draft.v, by_content);
    speakers_settle(&w);
    for (uint32_t i = 0, reach = 0; i < w.draft.n; i++) {
        struct statement *s = array_add(d->arena, &d->statement);
        *s = w.draft.v[i].s;
        s->reach = reach = s->content.end > reach ? s->content.end : reach;
    }
    if (arena_over_limit(d->arena))
        return fault_set(f, ST_LIMIT, "document %.*s needs more memory than its limit while statements are sought",
                         STR_ARG(d->id));
    return OK;
}
