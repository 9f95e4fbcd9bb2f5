#include "syntax/train_int.h"

#include <stdarg.h>
#include <stdio.h>

static void say(const struct syntax_train_options *o, const char *format, ...) PRINTF_LIKE(2, 3);
static void say(const struct syntax_train_options *o, const char *format, ...)
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

static enum status write_model(const char *path, struct str version, struct buf *const section[N_SECTIONS],
                               struct fault *f)
{
    struct model_header h = {.magic = MODEL_MAGIC, .format = MODEL_FORMAT, .n_sections = N_SECTIONS};
    snprintf(h.version, sizeof h.version, "%.*s", STR_ARG(version));
    struct buf file = {0};
    buf_add(&file, (const char *)&h, sizeof h);
    for (int i = 0; i < N_SECTIONS; i++) {
        while (file.n % SECTION_ALIGN != 0)
            buf_add_char(&file, '\0');
        h.section[i] = (struct model_section_place){file.n, section[i]->n};
        buf_add_str(&file, buf_str(section[i]));
    }
    h.n_bytes = file.n;
    h.checksum = checksum_of(file.s + sizeof h, file.n - sizeof h);
    memcpy(file.s, &h, sizeof h);
    enum status status = file_write(path, buf_str(&file), f);
    buf_release(&file);
    return status;
}

static enum status build_and_write(const struct network_file *n, const struct corpus *c, const char *out,
                                   const struct syntax_train_options *o, struct fault *f)
{
    struct buf tags = {0}, labels = {0}, shape = {0};
    struct lexicon_sections lexicon;
    struct network_sections network;
    for (uint32_t t = 0; t < n->shape.n_tags; t++)
        buf_printf(&tags, "%s %s\n", xpos_name(n->tag[t].xpos), upos_name(n->tag[t].upos));
    for (uint32_t l = 0; l < n->shape.n_labels; l++)
        buf_printf(&labels, "%s\n", deprel_name(n->label[l]));
    buf_add(&shape, (const char *)&n->shape, sizeof n->shape);
    lexicon_build(c, n, &lexicon);
    network_quantise(n, &network);
    struct buf *const section[N_SECTIONS] = {
        [SECTION_TAGS] = &tags,
        [SECTION_LABELS] = &labels,
        [SECTION_POOL] = &lexicon.pool,
        [SECTION_LEX_ENTRY] = &lexicon.entry,
        [SECTION_LEX_SLOT] = &lexicon.slot,
        [SECTION_LEX_LEMMA] = &lexicon.lemma,
        [SECTION_ENDING] = &lexicon.ending,
        [SECTION_SHAPE] = &shape,
        [SECTION_TABLES] = &network.tables,
        [SECTION_WEIGHTS] = &network.weights,
        [SECTION_NUMBERS] = &network.numbers,
        [SECTION_BLOCKS] = &network.blocks,
        [SECTION_SUMS] = &network.sums,
    };
    for (int i = 0; i < N_SECTIONS; i++)
        say(o, "section %d: %zu bytes", i, section[i]->n);
    enum status status = write_model(out, n->version, section, f);
    buf_release(&tags);
    buf_release(&labels);
    buf_release(&shape);
    lexicon_sections_release(&lexicon);
    network_sections_release(&network);
    return status;
}

enum status syntax_train(const char *network, const char *const *treebank, uint32_t n_treebanks, const char *out,
                         const struct syntax_train_options *options, struct fault *f)
{
    struct network_file n;
    struct corpus c = {0};
    enum status status = network_file_read(&n, network, f);
    if (!status)
        status = corpus_read(&c, &n, treebank, n_treebanks, f);
    if (!status && options->irregular)
        status = corpus_add_irregular(&c, &n, options->irregular, f);
    if (!status) {
        say(options, "%u words of the network, %u tokens of treebanks", n.shape.n_words, c.tok.n);
        status = build_and_write(&n, &c, out, options, f);
    }
    corpus_release(&c);
    network_file_release(&n);
    return status;
}
