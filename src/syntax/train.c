#include "syntax/train.h"

#include "syntax/model.h"
#include "syntax/train_int.h"

#include <stdarg.h>
#include <stdio.h>

enum {
    N_FOLDS = 8,
    MIN_TAGGER_WEIGHT = 40, /* in 1/1000; smaller ones are dropped: they cost space and hardly ever decide */
    MIN_PARSER_WEIGHT = 100,
};

void train_say(const struct syntax_train_options *o, const char *format, ...)
{
    if (!o->progress)
        return;
    char line[200];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    o->progress(o->with, line);
}

void random_shuffle(uint64_t *state, uint32_t *v, uint32_t n)
{
    for (uint32_t i = n; i > 1; i--) {
        uint32_t k = (uint32_t)(random_next(state) % i), t = v[i - 1];
        v[i - 1] = v[k];
        v[k] = t;
    }
}

static void prepare_words(struct corpus *c, const struct lexicon *lex)
{
    c->word = arena_alloc(&c->arena, c->tok.n * sizeof *c->word);
    for (uint32_t i = 0; i < c->sent.n; i++) {
        struct gold_sent *s = &c->sent.v[i];
        struct word *w = c->word + s->first;
        for (uint32_t k = 0; k < s->n; k++) {
            const struct gold *g = &c->tok.v[s->first + k];
            word_init(&w[k], g->form, k == 0, g->glued != 0);
            word_look_up(&w[k], lex, g->form);
        }
        s->no_case = words_without_case(w, s->n);
        for (uint32_t k = 0; k < s->n && s->no_case; k++)
            word_forget_case(&w[k]);
    }
}

static void write_lists(const struct corpus *c, struct buf *tags, struct buf *labels)
{
    for (uint32_t t = 1; t <= c->n_tags; t++)
        buf_printf(tags, "%s %s\n", xpos_name(c->tag[t].xpos), upos_name(c->tag[t].upos));
    for (uint32_t l = 0; l < c->n_labels; l++)
        buf_printf(labels, "%s\n", deprel_name(c->label[l]));
}

static enum status write_model(const char *path, const char *version, struct buf *const section[N_SECTIONS],
                               struct fault *f)
{
    struct model_header h = {.magic = MODEL_MAGIC, .format = MODEL_FORMAT, .n_sections = N_SECTIONS};
    snprintf(h.version, sizeof h.version, "%s", version);
    struct buf file = {0};
    buf_add(&file, (const char *)&h, sizeof h);
    for (int i = 0; i < N_SECTIONS; i++) {
        while (file.n % 16 != 0)
            buf_add_char(&file, '\0');
        h.section[i] = (struct model_section_place){file.n, section[i]->n};
        buf_add(&file, section[i]->s ? section[i]->s : "", section[i]->n);
    }
    h.n_bytes = file.n;
    h.checksum = model_checksum(file.s + sizeof h, file.n - sizeof h);
    memcpy(file.s, &h, sizeof h);
    enum status status = file_write(path, buf_str(&file), f);
    buf_release(&file);
    return status;
}

static enum status train_and_write(struct corpus *c, struct lexicon_tables *t, const char *out,
                                   const struct syntax_train_options *o, struct fault *f)
{
    struct buf tags = {0}, labels = {0}, tagger_bucket = {0}, tagger_stream = {0}, parser_bucket = {0},
               parser_stream = {0};
    struct learner l;
    for (uint32_t fold = 0; fold < N_FOLDS; fold++) {
        learner_init(&l);
        tagger_learn(c, fold, N_FOLDS, o, &l);
        tagger_guess(c, fold, N_FOLDS, &l);
        learner_release(&l);
    }
    uint32_t n_right = 0;
    for (uint32_t i = 0; i < c->tok.n; i++)
        n_right += c->tok.v[i].guess == c->tok.v[i].tag;
    train_say(o, "tags for the parser to learn from: %.2f %% right", 100.0 * n_right / c->tok.n);
    learner_init(&l);
    tagger_learn(c, 0, 0, o, &l);
    learner_pack(&l, c->n_tags + 1, MIN_TAGGER_WEIGHT, &tagger_bucket, &tagger_stream);
    learner_release(&l);
    learner_init(&l);
    parser_learn(c, o, &l);
    learner_pack(&l, 1 + 2 * c->n_labels, MIN_PARSER_WEIGHT, &parser_bucket, &parser_stream);
    learner_release(&l);
    write_lists(c, &tags, &labels);
    struct buf *const section[N_SECTIONS] = {[SECTION_TAGS] = &tags,
                                             [SECTION_LABELS] = &labels,
                                             [SECTION_POOL] = &t->pool,
                                             [SECTION_LEX_ENTRY] = &t->entry,
                                             [SECTION_LEX_SLOT] = &t->slot,
                                             [SECTION_LEX_LEMMA] = &t->lemma,
                                             [SECTION_ENDING] = &t->ending,
                                             [SECTION_TAGGER_BUCKET] = &tagger_bucket,
                                             [SECTION_TAGGER_STREAM] = &tagger_stream,
                                             [SECTION_PARSER_BUCKET] = &parser_bucket,
                                             [SECTION_PARSER_STREAM] = &parser_stream};
    for (int i = 0; i < N_SECTIONS; i++)
        train_say(o, "section %d: %zu bytes", i, section[i]->n);
    char version[64];
    snprintf(version, sizeof version, "en-1 words=%u seed=%llu", c->tok.n, (unsigned long long)o->seed);
    enum status status = write_model(out, o->version ? o->version : version, section, f);
    struct buf *const own[] = {&tags, &labels, &tagger_bucket, &tagger_stream, &parser_bucket, &parser_stream};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        buf_release(own[i]);
    return status;
}

enum status syntax_train(const char *const *path, uint32_t n_paths, const char *out,
                         const struct syntax_train_options *options, struct fault *f)
{
    struct corpus c;
    struct lexicon_tables tables = {0};
    enum status status = corpus_read(&c, path, n_paths, f);
    if (!status)
        status = lexicon_build(&c, options->clusters, &tables, f);
    if (!status) {
        struct lexicon lex = lexicon_view(&tables);
        prepare_words(&c, &lex);
        train_say(options, "%u sentences, %u words, %u tags, %u relations, %u forms", c.sent.n, c.tok.n, c.n_tags,
                  c.n_labels, lex.n_entries);
        status = train_and_write(&c, &tables, out, options, f);
    }
    lexicon_tables_release(&tables);
    corpus_release(&c);
    return status;
}
