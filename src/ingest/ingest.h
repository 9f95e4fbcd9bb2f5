/* ingest/ingest.h - bytes -> documents.
 *
 * Takes paths (files, folders, "-"). Gives raw documents one after another (ingest_next, one thread, no decoding), each
 * of which a worker turns into a document (ingest_document): valid UTF-8 text, what is known about it, and its blocks
 * with their kinds. Fails for one document at a time (ST_INPUT, ST_LIMIT, the message naming file and line); the next
 * call goes on behind it. Cost O(bytes); an overlong line is skipped without being held in memory. Method: a table of
 * formats (ingest.c), one row and one file each; words that mark boilerplate in lang/en/text/boilerplate.txt,
 * the parts of web pages in page.txt (docs/decisions/0008-ingestion.md).
 * Not: sentences (text/), fingerprints of reprints, fetching over the network.
 */
#ifndef ENTENTE_INGEST_INGEST_H
#define ENTENTE_INGEST_INGEST_H

#include "base/fault.h"
#include "record/record.h"

enum input_format { INPUT_AUTO, INPUT_TEXT, INPUT_JSONL, INPUT_HTML, N_INPUT_FORMATS };

enum {
    INGEST_MAX_DOC_BYTES = 16 << 20, /* a file of text, a JSON line, a page */
    INGEST_MAX_DEPTH = 64            /* folders in folders */
};

struct ingest_options {
    enum input_format format; /* INPUT_AUTO: by content */
    bool pretokenized;        /* one sentence a line, tokens parted by blanks: every line a block, nothing marked */
    int32_t default_date;     /* of documents that tell none; DAY_NONE */
};
#define INGEST_OPTIONS_DEFAULT ((struct ingest_options){INPUT_AUTO, false, DAY_NONE})

/* "text", "jsonl", "html", "auto" -> the format; false when there is no such. */
bool input_format_find(const char *name, enum input_format *out);
const char *input_format_name(enum input_format format);

/* ---- the cursor: one thread ---------------------------------------------------------------------------------- */

struct raw_doc { /* owned by whoever took it from ingest_next; may go to another thread */
    enum input_format format;
    char *path;    /* as given, or folder/name; "-" for standard input */
    uint32_t line; /* from 1, where the format has several documents a file; 0: the whole file */
    struct buf bytes;
    bool pretokenized;
    int32_t default_date;
};
void raw_doc_free(struct raw_doc *raw); /* NULL is allowed */

struct ingest;

/* The paths must outlive the cursor. Nothing is opened yet. */
enum status ingest_open(const struct ingest_options *options, const char *const *paths, size_t n_paths,
                        struct ingest **out, struct fault *f) MUST_CHECK;
/* The next document; *out NULL: there are no more. ST_INPUT or ST_LIMIT: this one was refused; call again for those
 * behind it. */
enum status ingest_next(struct ingest *in, struct raw_doc **out, struct fault *f) MUST_CHECK;
void ingest_close(struct ingest *in);

/* ---- decoding: any thread ------------------------------------------------------------------------------------- */

struct ingest_rules; /* constant, shared by threads */
/* dir: lang/en/text */
enum status ingest_rules_load(const char *dir, struct ingest_rules **out, struct fault *f) MUST_CHECK;
void ingest_rules_free(struct ingest_rules *r);

/* Fills an empty document (doc_new): text, what is known about it, blocks. An empty file is a document without blocks.
 */
enum status ingest_document(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d,
                            struct fault *f) MUST_CHECK;

/* Plain text in memory, with header lines and title as in a file; id empty: a hash of the text. For tests and the
 * library. */
enum status ingest_text(const struct ingest_rules *r, struct str id, struct str bytes, struct doc *d,
                        struct fault *f) MUST_CHECK;

#endif
