/* syntax/conllu.h - CoNLL-U text to a document and back (universaldependencies.org/format.html).
 *
 * conllu_read takes the bytes of a file and fills a fresh document: text (the forms with white space as SpaceAfter
 * says), blocks and sentences (one each), tokens with their tags, lemmas and tree as the file has them; words of a
 * multiword token are TOK_GLUED. Comments and multiword ranges are kept beside the document, so that conllu_write gives
 * them back. Empty nodes (8.1) are dropped; features, enhanced dependencies and other MISC entries too. Fails with
 * ST_INPUT on lines that are no CoNLL-U (naming file and line), ST_LIMIT on sentences beyond CONLLU_MAX_WORDS.
 * conllu_write takes any document whose text/ stage is done; every character of the text can be read back from its
 * output.
 */
#ifndef ENTENTE_SYNTAX_CONLLU_H
#define ENTENTE_SYNTAX_CONLLU_H

#include "base/fault.h"
#include "record/record.h"

enum { CONLLU_MAX_WORDS = 10000 };

struct conllu_range { /* a multiword token */
    uint32_t first_tok, end_tok;
    struct str form;
};

struct conllu_extra {              /* lives in the document's arena */
    ARRAY_OF(struct str) comments; /* by sentence: the comment lines as written, each with its newline */
    ARRAY_OF(struct str) misc;     /* by token: the MISC column */
    ARRAY_OF(struct str) form;     /* by token: as written */
    ARRAY_OF(struct conllu_range) range;
    struct str tail; /* comments after the last sentence */
};

/* name: for messages. d: from doc_new, empty. Tags and relations that this program does not know become *_NONE. */
enum status conllu_read(struct str bytes, const char *name, struct doc *d, struct conllu_extra *out,
                        struct fault *f) MUST_CHECK;

/* extra: from conllu_read for the same document, or NULL: then comments (sent_id, text, newpar), ranges and MISC are
 * made. */
void conllu_write(const struct doc *d, const struct conllu_extra *extra, struct buf *out);

#endif
