/* event/features.h - named features and what a model says of them: for the filter of events and that of ledger entries.
 *
 * Takes features one by one, each a name in pieces. Gives the set (each once, by the hash of its name), what a
 * classifier's "none" says of it, and the names that weigh most. Fails never; past MAX_FEATURES the rest is left out.
 * Cost: a hash a feature. Method: docs/decisions/0006-relation-classifier.md. Not: which features there are.
 */
#ifndef ENTENTE_EVENT_FEATURES_H
#define ENTENTE_EVENT_FEATURES_H

#include "event/classify.h"

#include <stddef.h>

enum { MAX_FEATURES = 768, FEATURE_SLOTS = 2048 };

struct feature {
    uint64_t key; /* a hash of its name */
    float value;
};

struct features { /* each key once, with its highest value */
    struct feature v[MAX_FEATURES];
    uint32_t n;
    uint16_t slot[FEATURE_SLOTS]; /* index + 1 */
    struct arena *names_arena;    /* NULL: no names wanted */
    struct str *name;             /* by feature; in that arena */
};

/* out without features; names_arena: where names go, NULL for none. */
void features_clear(struct features *out, struct arena *names_arena);
void features_add(struct features *fs, float value, const struct str *piece, uint32_t n_pieces);
#define FEATURE(fs, value, ...)                                                                                        \
    features_add(fs, value, (const struct str[]){__VA_ARGS__},                                                         \
                 sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str))

/* The two questions of a model apart: how likely "none of them" is, and what one feature adds to its score. */
float classifier_none(const struct classifier *c, const struct features *fs);
float classifier_none_weight(const struct classifier *c, const struct feature *feature);
void samples_add_features(struct classifier_samples *s, const struct features *fs, const struct sample_label *label);

/* Those that weigh most against "none", with what each adds to the log odds: "type=AGREE +0.31, under=ACCUSE -0.80".
 * fs has names; the answer lives in the arena. */
struct str features_reasons(const struct classifier *c, const struct features *fs, uint32_t n_reasons,
                            struct arena *arena);

/* ---- what features of several kinds are made of -------------------------------------------------------------- */

/* The first of the bounds ("<3", "<9") that n lies below, or "more": numbers between two are as good as one another. */
struct str feature_step(uint32_t n, const char *const *bound);
#define STEP(n, ...) feature_step(n, (const char *const[]){__VA_ARGS__, NULL})

/* Steps from a word up to the root; how many of them leave a clause. */
uint32_t feature_depth(const struct doc *d, uint32_t tok, uint32_t *out_clauses);

#endif
