/* event/filter.h - how likely is it that an event the codebook read is what the sentence is mainly about?
 *
 * Takes the events of a document and a model (a file of the form of relation.model over other features). Gives each
 * event's confidence; who asks for a least one has those below it moved to doc->doubted (texts keep all by default,
 * single sentences what is above FILTER_MAIN_ACT). The rows of one act (pairs of parties, both directions of a meeting)
 * have one confidence; what an act is about ("threatened to raid") has no more than its act. Fails never. Cost: 3 to 5
 * microseconds an act. Method: a logistic model over named features of the act, its parties and its place in the
 * sentence; docs/decisions/0005-events.md. Not: finding events, correcting their parties.
 */
#ifndef ENTENTE_EVENT_FILTER_H
#define ENTENTE_EVENT_FILTER_H

#include "event/classify.h"

/* Above that an act is likely to be what its sentence is mainly about; docs/decisions/0005-events.md. */
#define FILTER_MAIN_ACT 0.70f

/* Sets the confidence of the events. */
void filter_weigh(const struct classifier *filter, struct doc *d);

/* Moves events of less confidence to doc->doubted; the others close up, and what pointed at them does so still. */
void filter_apply(struct doc *d, float least);

/* The features that weigh most, with what each adds to the log odds: "type=AGREE +0.31, under=ACCUSE -0.80"; lives in
 * the arena. All events of its sentence must still be in doc->event. */
struct str filter_reasons(const struct classifier *filter, const struct doc *d, uint32_t event, uint32_t n_reasons,
                          struct arena *arena);

/* ---- training: samples of event/classify.h ------------------------------------------------------------------ */

/* Is it right (IS_RELATED) or wrong (IS_UNRELATED)? */
void filter_sample(struct classifier_samples *s, const struct doc *d, uint32_t event, const struct sample_label *label);
/* The other direction of an act: its rows are judged by the first. */
bool filter_is_reverse(const struct doc *d, uint32_t event);
/* What its act is about, in so many words: "threatened to raid", "accused of a raid"; not what hangs further down. */
bool filter_is_matter(const struct doc *d, uint32_t event);
/* Each does it to the other. */
bool filter_is_mutual(const struct doc *d, uint32_t event);

#endif
