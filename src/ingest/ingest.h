/* ingest/ingest.h - bytes -> documents.
 *
 * Takes paths (files, folders, "-"; archives and compressed files are unpacked on the way, unpack.h). Gives raw
 * documents one after another (ingest_next, one thread, no decoding), each of which a worker turns into a document
 * (ingest_document): valid UTF-8 text, what is known about it, and its blocks with their kinds. Fails for one document
 * at a time (ST_INPUT, ST_LIMIT, the message naming file and line); the next call goes on behind it. Cost O(bytes),
 * memory a document and a few chunks: overlong lines and records are skipped without being held. Method: a table of
 * formats (ingest.c), one row and one file each; words that mark boilerplate in lang/en/text/boilerplate.txt,
 * the parts of web pages in page.txt (docs/decisions/0008-ingestion.md).
 * Not: sentences (text/), fingerprints of reprints, fetching over the network.
 */
#ifndef ENTENTE_INGEST_INGEST_H
#define ENTENTE_INGEST_INGEST_H

#include "base/fault.h"
#include "record/record.h"

enum input_format { INPUT_AUTO, INPUT_TEXT, INPUT_JSONL, INPUT_HTML, INPUT_WARC, INPUT_FEED, N_INPUT_FORMATS };

enum {
    INGEST_MAX_DOC_BYTES = 16 << 20, /* a file of text, a JSON line, a page */
    INGEST_MAX_DEPTH = 64,           /* folders in folders */
    INGEST_MAX_PACKINGS = 4,         /* a gzip file in a tar file in a gzip file ... */
    INGEST_BOMB_BYTES = 64 << 20,    /* from here on, what unpacks to more than INGEST_BOMB_RATIO times its size */
    INGEST_BOMB_RATIO = 250          /* is refused */
};

struct ingest_counts {   /* records of WARC files that are no documents */
    uint64_t n_not_ok;   /* responses with another status than 200 */
    uint64_t n_not_html; /* pictures, scripts, PDF */
    uint64_t n_other;    /* requests, metadata, revisits */
    uint64_t lost_bytes; /* between records, and part of none */
};

struct ingest_options {
    enum input_format format; /* INPUT_AUTO: by content */
    bool pretokenized;        /* one sentence a line, tokens parted by blanks: every line a block, nothing marked */
    int32_t default_date;     /* of documents that tell none; DAY_NONE */
    uint64_t offset;          /* begin the one file given at this byte */
};
#define INGEST_OPTIONS_DEFAULT ((struct ingest_options){INPUT_AUTO, false, DAY_NONE, 0})

/* "text", "jsonl", "html", "feed", "auto" -> the format; false when there is no such. */
bool input_format_find(const char *name, enum input_format *out);
const char *input_format_name(enum input_format format);

/* ---- the cursor: one thread ---------------------------------------------------------------------------------- */

struct raw_doc { /* owned by whoever took it from ingest_next; may go to another thread */
    enum input_format format;
    char *path;    /* as given, folder/name or archive/name; "-" for standard input; of WARC file@offset or #number */
    uint32_t line; /* from 1, where the format has several documents a file; 0: the whole file */
    struct buf bytes;
    bool pretokenized;
    int32_t default_date;
    const char *charset; /* that the server told; NULL: none. Not owned */
    int32_t latest_date; /* when it was fetched; 0: not known. No page is dated later */
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
struct ingest_counts ingest_counts(const struct ingest *in); /* so far */

/* ---- decoding: any thread ------------------------------------------------------------------------------------- */

struct ingest_rules; /* constant, shared by threads */
/* dir: lang/en/text */
enum status ingest_rules_load(const char *dir, struct ingest_rules **out, struct fault *f) MUST_CHECK;
void ingest_rules_free(struct ingest_rules *r);

/* Fills an empty document (doc_new): text, what is known about it, blocks. An empty file is a document without blocks.
 */
enum status ingest_document(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d,
                            struct fault *f) MUST_CHECK;

/* Is a document with blocks, such as one that a store kept, in English? Sets foreign, and lang where it is; part of
 * ingest_document. */
void ingest_language(const struct ingest_rules *r, struct doc *d);

/* Plain text in memory, with header lines and title as in a file; id empty: a hash of the text. For tests and the
 * library. */
enum status ingest_text(const struct ingest_rules *r, struct str id, struct str bytes, struct doc *d,
                        struct fault *f) MUST_CHECK;

#endif
