/* ingest/ingest_int.h - what the files of ingest/ share. */
#ifndef ENTENTE_INGEST_INGEST_INT_H
#define ENTENTE_INGEST_INGEST_INT_H

#include "ingest/ingest.h"
#include "ingest/unpack.h"

/* A row of the table of formats. */
struct format {
    const char *name;
    /* Whether the first bytes (at most a chunk) look like it; NULL: never guessed. */
    bool (*looks_like)(struct str head);
    /* Takes the next document's bytes off the source. *out_end: the source holds no more (nothing was taken). */
    enum status (*take)(struct source *s, struct raw_doc *raw, bool *out_end, struct fault *f);
    enum status (*decode)(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d, struct fault *f);
};
extern const struct format ingest_format[N_INPUT_FORMATS];

enum status text_take(struct source *s, struct raw_doc *raw, bool *out_end, struct fault *f);
enum status text_decode(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d, struct fault *f);
bool jsonl_looks_like(struct str head);
enum status jsonl_take(struct source *s, struct raw_doc *raw, bool *out_end, struct fault *f);
enum status jsonl_decode(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d, struct fault *f);
bool warc_looks_like(struct str head);
enum status warc_take(struct source *s, struct raw_doc *raw, bool *out_end, struct fault *f);
enum status warc_decode(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d, struct fault *f);
bool feed_looks_like(struct str head);
enum status feed_take(struct source *s, struct raw_doc *raw, bool *out_end, struct fault *f);
enum status feed_decode(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d, struct fault *f);
bool html_looks_like(struct str head);
enum status html_decode(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d, struct fault *f);

/* Any bytes -> doc->text (BOM dropped, bad bytes replaced and counted), doc->content_hash. */
void ingest_set_text(struct doc *d, const char *bytes, size_t n);
/* Marks the blocks of doc->text; with headers, "Title:" and the like on top are taken as such, and a first short line
 * as the title. */
void ingest_blocks(const struct ingest_rules *r, struct doc *d, bool headers);
void ingest_blocks_of_lines(struct doc *d);

/* ISO, "6 April 2018", "April 6, 2018", with or without the day of the week; DAY_NONE when it is none of these. */
int32_t ingest_date(struct str s);
/* "April", "Apr", "Sept" -> 4, 4, 9; 0 when it is no month. */
int ingest_month(struct str word);

const struct languages *ingest_languages(const struct ingest_rules *r);
/* Whether a paragraph is boilerplate by the lists. */
bool ingest_is_boilerplate(const struct ingest_rules *r, struct str paragraph);

#endif
