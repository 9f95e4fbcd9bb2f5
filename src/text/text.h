/* text/text.h - blocks of text -> sentences and tokens (UD English conventions).
 *
 * Takes a document whose text and blocks are set (ingest/). Gives doc->sent and doc->tok: spans, flags, sentence kinds
 * taken from their block. Tokens and the white space between them reproduce the text byte for byte; a sentence never
 * crosses a block. Fails with ST_LIMIT only. Cost O(bytes). Method: rules and lists in lang/en/text/
 * (abbreviations.txt). With doc->pretokenized: one sentence a line, tokens parted by blanks, nothing joined or split
 * further. Limits: sentences longer than TEXT_MAX_SENT_TOKENS are cut. Not: tags, lemmas, trees (syntax/).
 */
#ifndef ENTENTE_TEXT_TEXT_H
#define ENTENTE_TEXT_TEXT_H

#include "base/fault.h"
#include "record/record.h"

enum { TEXT_MAX_SENT_TOKENS = 500 };

struct text_rules;

/* dir: lang/en/text. The result is constant and shared by threads. */
enum status text_rules_load(const char *dir, struct text_rules **out, struct fault *f) MUST_CHECK;
void text_rules_free(struct text_rules *r);
enum status text_split(const struct text_rules *r, struct doc *d, struct fault *f) MUST_CHECK;

#endif
