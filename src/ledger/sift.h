/* ledger/sift.h - how likely is it that an entry of the ledger is right: its kind, matter, parties and stage?
 *
 * Takes the entries of a document and a model (a file of the form of relation.model over other features). Gives each
 * entry's confidence; those below a least one are moved to doc->ledger_doubted. Fails never. Cost: some microseconds
 * an entry. Method: a logistic model over named features of the entry, its words, parties and matter, taught on entries
 * that people marked right or wrong; docs/decisions/0010-ledger.md. Not: finding entries, correcting them.
 */
#ifndef ENTENTE_LEDGER_SIFT_H
#define ENTENTE_LEDGER_SIFT_H

#include "event/classify.h"

/* What of speeches and transcripts, which it was taught on, is less likely right is left out, unless another bound is
 * asked for; of other texts nothing; docs/decisions/0010-ledger.md. */
#define SIFT_LIKELY 0.75f
float sift_usual_bound(const struct doc *d);

/* Sets the confidence of the entries, and what weighed most for it: "word=plan plan +0.31, by is PRON -0.20". */
void sift_weigh(const struct classifier *sieve, struct doc *d);

/* Moves entries of less confidence to doc->ledger_doubted; the others close up. */
void sift_apply(struct doc *d, float least);

/* Training: an entry as a sample of event/classify.h, right (IS_RELATED) or wrong (IS_UNRELATED). */
void sift_sample(struct classifier_samples *s, const struct doc *d, uint32_t entry, const struct sample_label *label);

#endif
