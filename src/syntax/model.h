/* syntax/model.h - the model file, seen by its reader (model.c) and its writer (train.c). Layout:
 * docs/formats/model.md. */
#ifndef ENTENTE_SYNTAX_MODEL_H
#define ENTENTE_SYNTAX_MODEL_H

#include <stdint.h>

#define MODEL_MAGIC "ENTSYNTX"

enum { MODEL_FORMAT = 5, SECTION_ALIGN = 64 };

enum model_section {
    SECTION_TAGS,   /* text: "XPOS UPOS\n" a line */
    SECTION_LABELS, /* text: a relation a line, root first */
    SECTION_POOL,
    SECTION_LEX_ENTRY,
    SECTION_LEX_SLOT,
    SECTION_LEX_LEMMA,
    SECTION_ENDING,
    SECTION_SHAPE,   /* struct network_shape */
    SECTION_TABLES,  /* bytes: the word table, then the table of grams */
    SECTION_BLOCKS,  /* of the matrices: how many in each strip, their columns */
    SECTION_WEIGHTS, /* bytes: the blocks */
    SECTION_NUMBERS, /* floats: scales of the tables, vectors, scales and biases of the matrices */
    SECTION_SUMS,    /* of the matrices' rows */
    N_SECTIONS
};

struct model_section_place {
    uint64_t at, n_bytes; /* at: from the start of the file, a multiple of SECTION_ALIGN */
};

struct model_header {
    char magic[8];
    uint32_t format;
    uint32_t n_sections;
    uint64_t n_bytes;  /* of the whole file */
    uint64_t checksum; /* checksum_of what follows the header */
    char version[64];  /* NUL-padded */
    struct model_section_place section[N_SECTIONS];
};

#endif
