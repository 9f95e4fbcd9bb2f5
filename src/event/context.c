/* Contexts by words, besides those of the entries: what the sentence speaks of, and what the document does. */
#include "event/event_int.h"

enum {
    ENOUGH_ALONE = 2,  /* in a sentence: one word that says it by itself, or two that point there */
    ENOUGH_IN_DOC = 3, /* in the document, to bear out a single word of the sentence */
    ENOUGH_AS_TOPIC =
        10, /* in the document, for a sentence that has no word of it; and two fifths of all words found */
};

static bool has_context(const struct event *e, struct str context)
{
    for (uint32_t i = 0; i < e->n_contexts; i++)
        if (str_eq(e->context[i], context))
            return true;
    return false;
}

/* Best first, until the event has as many as it can hold. */
static void add_contexts(const struct codebook *c, struct event *e, const unsigned *sentence, const unsigned *document)
{
    uint32_t n = codebook_n_contexts(c), topic = 0;
    unsigned all = 0;
    for (uint32_t i = 0; i < n; i++) {
        topic = document[i] > document[topic] ? i : topic;
        all += document[i];
    }
    unsigned score[MAX_CONTEXTS] = {0};
    for (uint32_t i = 0; i < n; i++)
        if (sentence[i] >= ENOUGH_ALONE || (sentence[i] && document[i] >= ENOUGH_IN_DOC) ||
            (i == topic && document[i] >= ENOUGH_AS_TOPIC && 5 * document[i] >= 2 * all))
            score[i] = 4 * sentence[i] + document[i];
    while (e->n_contexts < sizeof e->context / sizeof e->context[0]) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < n; i++)
            best = score[i] > score[best] ? i : best;
        if (!n || !score[best])
            break;
        score[best] = 0;
        if (!has_context(e, codebook_context(c, best)))
            e->context[e->n_contexts++] = codebook_context(c, best);
    }
}

void event_contexts(const struct codebook *c, struct doc *d)
{
    if (!d->event.n)
        return;
    struct arena_mark mark = arena_mark(d->scratch);
    unsigned document[MAX_CONTEXTS] = {0};
    unsigned(*by_sent)[MAX_CONTEXTS] = arena_zalloc(d->scratch, d->sent.n * sizeof *by_sent);
    for (uint32_t i = 0; i < d->sent.n; i++) {
        if (d->sent.v[i].kind == SENT_BOILERPLATE)
            continue;
        struct arena_mark inner = arena_mark(d->scratch);
        struct match_sent s;
        match_begin(c, d, i, &s);
        for (uint32_t t = s.first_tok; t < s.end_tok; t++)
            context_weigh(&s, t, by_sent[i]);
        for (uint32_t k = 0; k < MAX_CONTEXTS; k++)
            document[k] += by_sent[i][k];
        arena_rewind(d->scratch, inner);
    }
    for (uint32_t i = 0; i < d->event.n; i++)
        add_contexts(c, &d->event.v[i], by_sent[d->event.v[i].sent], document);
    arena_rewind(d->scratch, mark);
}
