/* Contexts by words: which of PLOVER's contexts the words of a sentence belong to. */
#include "base/file.h"
#include "codebook/codebook_int.h"

static uint32_t context_number(struct codebook *c, struct str name)
{
    uint32_t i = 0;
    while (i < c->n_contexts && !str_eq(c->context[i], name))
        i++;
    if (i == c->n_contexts && i < MAX_CONTEXTS)
        c->context[c->n_contexts++] = str_copy(&c->arena, name);
    return i;
}

/* "nuclear_weapon": lemmas parted by _, the last word is the one looked up. */
static bool phrase_read(struct codebook *c, struct str phrase, struct cb_context_word *out)
{
    struct str rest = phrase, piece;
    uint32_t word[MAX_CONTEXT_WORDS];
    while (str_cut(&rest, '_', &piece)) {
        if (!piece.n || out->n_words == MAX_CONTEXT_WORDS)
            return false;
        word[out->n_words++] = lemma_number(c, piece);
    }
    for (uint32_t i = 0; i < out->n_words; i++)
        out->lemma[i] = word[out->n_words - 1 - i];
    return out->n_words > 0;
}

/* "military: tank artillery air_force"; "military 2: war" where a word says it by itself. A line is continued by one
 * that is indented. */
enum status contexts_read(struct codebook *c, struct str text, struct str file, struct fault *f)
{
    uint32_t context = MAX_CONTEXTS;
    uint8_t weight = 1;
    struct lines l = lines_of(text);
    while (lines_next(&l)) {
        struct str rest = l.line, word;
        if (!l.indented) {
            struct str name;
            str_cut(&rest, ':', &name);
            weight = str_ends(name, STR(" 2")) ? 2 : 1;
            context = context_number(c, str_trim(weight == 2 ? str_slice(name, 0, name.n - 2) : name));
            if (!rest.s || context == MAX_CONTEXTS)
                return fault_set(f, ST_ENVIRONMENT, "%.*s:%u: expected \"context: word word ...\", at most %d contexts",
                                 STR_ARG(file), l.number, MAX_CONTEXTS);
        }
        while (str_cut(&rest, ' ', &word)) {
            struct cb_context_word w = {.context = (uint8_t)context, .weight = weight};
            if (!word.n)
                continue;
            if (!phrase_read(c, word, &w) || context == MAX_CONTEXTS)
                return fault_set(f, ST_ENVIRONMENT,
                                 "%.*s:%u: \"%.*s\" is no phrase of at most %d words, or of no context", STR_ARG(file),
                                 l.number, STR_ARG(word), MAX_CONTEXT_WORDS);
            *array_add(&c->arena, &c->context_word) = w;
        }
    }
    return OK;
}

void contexts_build(struct codebook *c)
{
    c->contexts_by_lemma = arena_zalloc(&c->arena, (c->n_lemmas + 1) * sizeof *c->contexts_by_lemma);
    for (uint32_t i = 0; i < c->context_word.n; i++)
        *array_add(&c->arena, &c->contexts_by_lemma[c->context_word.v[i].lemma[0]].v) = i;
}

uint32_t codebook_n_contexts(const struct codebook *c)
{
    return c->n_contexts;
}

struct str codebook_context(const struct codebook *c, uint32_t i)
{
    return c->context[i];
}

void context_weigh(const struct match_sent *s, uint32_t tok, unsigned weight[MAX_CONTEXTS])
{
    const struct cb_refs *refs = &s->codebook->contexts_by_lemma[lemma_at(s, tok)];
    for (uint32_t i = 0; i < refs->v.n; i++) {
        const struct cb_context_word *w = &s->codebook->context_word.v[refs->v.v[i]];
        uint32_t n = 1;
        while (n < w->n_words && tok >= s->first_tok + n && lemma_at(s, tok - n) == w->lemma[n])
            n++;
        if (n == w->n_words)
            weight[w->context] += w->weight;
    }
}
