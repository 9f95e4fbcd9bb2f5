/* store/reprints.h - which document reprints which other one.
 *
 * Takes documents as they are written and removed, with their fingerprints. Keeps for each the one that it reprints: of
 * those that are alike (record/likeness.h) and not more than LIKENESS_WINDOW_DAYS apart, or of the same address, the
 * earliest that is before it; undated ones come last, and of one day the smallest id is first. So it follows from the
 * set of documents, in whatever order they came. A reprint has no rows of its own but its text: it is coded once, in
 * the document at the end of the chain. Where that goes away, its reprints are marked stale and coded when they are
 * read again. All within the caller's transaction. Cost: a look at FINGERPRINT_BANDS short lists for a document. Not:
 * versions of one id, which replace each other.
 */
#ifndef ENTENTE_STORE_REPRINTS_H
#define ENTENTE_STORE_REPRINTS_H

#include "store/store_int.h"

/* The documents that are like this one, whose row is not written yet; of another version of it, nothing. Lives in
 * d->scratch. */
struct neighbours;
enum status reprints_find(struct store *s, const struct doc *d, struct neighbours **out, struct fault *f) MUST_CHECK;
/* The id of the one that it reprints, in d->arena; empty: none. */
struct str reprints_original(const struct neighbours *like, const struct doc *d);
/* The document's row is written, its rows of sentences and so on are not yet; like: found in the same transaction.
 * Takes the rows away from those that turn out to reprint it. */
enum status reprints_add(struct store *s, const struct doc *d, int64_t doc, const struct neighbours *like,
                         struct fault *f) MUST_CHECK;
/* Before the document's row goes away: it is not found any more; those that reprint it look for another, or are stale.
 */
enum status reprints_remove(struct store *s, struct str id, struct fault *f) MUST_CHECK;

/* The bands of all documents anew, where there are none. Inside a transaction. */
enum status reprints_make(struct store *s, struct fault *f) MUST_CHECK;

/* Bands without a fingerprint: a problem is appended to out and counted in *n. */
enum status reprints_check(struct store *s, struct buf *out, uint32_t *n, struct fault *f) MUST_CHECK;

/* What the document is known by; n_words is 0 where it has too few. */
enum status reprints_print(struct store *s, int64_t doc, struct fingerprint *out, struct fault *f) MUST_CHECK;

/* It is to be coded when it is read again. */
enum status reprints_stale(struct store *s, int64_t doc, struct fault *f) MUST_CHECK;

#endif
