/* event/classify_int.h - what the files of the classifier share: features and the model file. */
#ifndef ENTENTE_EVENT_CLASSIFY_INT_H
#define ENTENTE_EVENT_CLASSIFY_INT_H

#include "event/features.h"

/* ---- features (classify_features.c) --------------------------------------------------------------------------- */

/* All features of a pair; out is cleared first. names_arena: where names go, NULL for none. */
void features_of(const struct codebook *c, const struct doc *d, const struct pair *pair, enum pair_view view,
                 struct arena *names_arena, struct features *out);

/* A side of the pair in the sentence that is looked at: its tokens and their head. */
struct side {
    uint32_t first, end, head; /* first == end: not there */
};

enum { MAX_PATH = 48 };

struct pair_place {
    const struct doc *d;
    uint32_t sent;
    struct side source, target;
    uint32_t path[MAX_PATH]; /* the words between the two heads in the tree, from the source's end */
    uint32_t n_path;
};
struct pair_place pair_place_of(const struct doc *d, const struct pair *pair);
/* The last mention with a code in the words of a side; NONE. */
uint32_t side_actor(const struct doc *d, const struct side *side);
/* classify_codebook.c: what the codebook's entries and events say. */
void codebook_features(const struct codebook *c, const struct pair_place *p, const struct pair *pair,
                       struct features *fs);
/* How well an event's parties are those of the pair: 0 not at all; higher is better. */
int event_fit(const struct doc *d, const struct event *e, const struct pair *pair);

/* ---- the model file (classify_model.c reads, classify_train.c writes); docs/formats/relation-model.md
 * ---------------- */

#define RELATION_MAGIC "ENTRELAT"
enum { RELATION_FORMAT = 1, N_RELATIONS = N_EVENT_TYPES };

struct relation_header {
    char magic[8];
    uint32_t format;
    uint32_t n_slots;   /* a power of two */
    uint32_t n_classes; /* N_RELATIONS */
    uint32_t checksum;  /* of what follows the header */
    char version[64];   /* NUL-padded */
    char classes[192];  /* the names of the classes, parted by blanks, NUL-padded */
};

struct relation_row { /* open addressing by key; key 0: empty */
    uint64_t key;
    float scale;
    int8_t weight[N_RELATIONS];
    int8_t padding[3];
};

uint32_t relation_checksum(const void *data, size_t n_bytes);
void relation_classes(char out[192]); /* NONE and the types' names, as a header of ours has them */
/* Scores to probabilities, in place: of none, and of each type if it is not none. */
void relation_probabilities(float z[N_RELATIONS]);

#endif
