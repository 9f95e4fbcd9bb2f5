/* syntax/model.h - the model file, seen by its reader (model.c) and its writer (train_model.c). Layout:
 * docs/formats/model.md. */
#ifndef ENTENTE_SYNTAX_MODEL_H
#define ENTENTE_SYNTAX_MODEL_H

#include <stddef.h>
#include <stdint.h>

#define MODEL_MAGIC "ENTSYNTX"

enum { MODEL_FORMAT = 1 };

enum model_section {
    SECTION_TAGS,   /* text: "XPOS UPOS\n" a line */
    SECTION_LABELS, /* text: a relation a line, root first */
    SECTION_POOL,
    SECTION_LEX_ENTRY,
    SECTION_LEX_SLOT,
    SECTION_LEX_LEMMA,
    SECTION_ENDING,
    SECTION_TAGGER_BUCKET,
    SECTION_TAGGER_STREAM,
    SECTION_PARSER_BUCKET,
    SECTION_PARSER_STREAM,
    N_SECTIONS
};

struct model_section_place {
    uint64_t at, n_bytes; /* at: from the start of the file, a multiple of 16 */
};

struct model_header {
    char magic[8];
    uint32_t format;
    uint32_t n_sections;
    uint64_t n_bytes;  /* of the whole file */
    uint64_t checksum; /* model_checksum of what follows the header */
    char version[64];  /* NUL-padded */
    struct model_section_place section[N_SECTIONS];
};

uint64_t model_checksum(const void *data, size_t n_bytes);

#endif
