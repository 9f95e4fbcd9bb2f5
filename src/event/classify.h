/* event/classify.h - two spans of a sentence -> how likely each of PLOVER's 16 types is between them: the statistical
 * layer beside the codebook.
 *
 * Takes a document with its events, and the spans of a source and a target. Gives a probability for each type and for
 * "none of them", and the features that spoke for one. Fails on a model file that does not fit. Cost: one file map;
 * then 5 to 10 microseconds a pair, memory in doc->scratch. A classifier is constant and shared by threads. Method: a
 * multinomial logistic model over named features, docs/decisions/0006-relation-classifier.md. Not: finding the
 * spans, status, which of several events a reader should see (event/event.h).
 */
#ifndef ENTENTE_EVENT_CLASSIFY_H
#define ENTENTE_EVENT_CLASSIFY_H

#include "codebook/codebook.h"

struct classifier;

enum status classifier_load(const char *path, struct classifier **out, struct fault *f) MUST_CHECK;
void classifier_free(struct classifier *c);
const char *classifier_version(const struct classifier *c);

struct pair { /* bytes of doc->text; a side that is not given is SPAN_NONE */
    struct span source, target;
};

/* How far what the features draw on goes. */
enum pair_view {
    VIEW_WORDS, /* words and trees alone */
    VIEW_ALL,   /* what the codebook says, too */
};

/* p[EV_NONE]: how likely the two do nothing to each other; and for each type how likely it is if they do something, the
 * sum of these 1. */
void classify_pair(const struct classifier *c, const struct codebook *codebook, const struct doc *d,
                   const struct pair *pair, float p[N_EVENT_TYPES]);

/* The same for two mentions; NONE: that side is not known. */
void classify_mentions(const struct classifier *c, const struct codebook *codebook, const struct doc *d,
                       uint32_t source_mention, uint32_t target_mention, float p[N_EVENT_TYPES]);

/* The features that speak most for a type, best first, as "on=accuse, codebook:both=ACCUSE"; lives in the arena. */
struct str classify_reasons(const struct classifier *c, const struct codebook *codebook, const struct doc *d,
                            const struct pair *pair, enum event_type type, uint32_t n_reasons, struct arena *arena);

/* What the codebook says of the pair, in so far as it agrees with a type. */
struct pair_event {
    struct str rule, mode; /* empty: no entry says so */
    char cameo[5];         /* the entry's; else the type's root code */
    enum event_status status;
};
struct pair_event pair_event_of(const struct codebook *codebook, const struct doc *d, const struct pair *pair,
                                enum event_type type);

/* ---- training ----------------------------------------------------------------------------------------------- */

/* Samples, gathered one by one; classifier_fit makes the model file of them. */
struct classifier_samples;

struct classifier_samples *samples_new(void);
void samples_free(struct classifier_samples *s);
uint32_t samples_count(const struct classifier_samples *s);

struct sample_label {
    float wanted[N_EVENT_TYPES]; /* a share for each type; all 0: the sample does not say which */
    bool any_of;                 /* each type with a share is as good as another */
    enum { IS_UNSAID, IS_RELATED, IS_UNRELATED } whether; /* whether there is a relation at all */
    float weight;
    enum pair_view view; /* VIEW_WORDS for sentences that the codebook was written with: it knows them by heart */
};
void samples_add(struct classifier_samples *s, const struct codebook *codebook, const struct doc *d,
                 const struct pair *pair, const struct sample_label *label);

struct classifier_options { /* 0: the default */
    float l2;               /* 0.5 */
    uint32_t rounds;        /* of the minimiser: 80 */
    uint32_t min_count;     /* features in fewer samples are left out: 1 */
    const char *version;    /* what classifier_version gives */
    void (*progress)(void *with, const char *line);
    void *with;
};
/* The same samples in the same order give the same bytes. */
enum status classifier_fit(const struct classifier_samples *s, const struct classifier_options *o, const char *path,
                           struct fault *f) MUST_CHECK;

#endif
