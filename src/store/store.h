/* store/store.h - documents, and everything read from them, in one database.
 *
 * Takes coded documents. Gives them back as rows in fixed orders, so that the same documents give the same answers in
 * whatever order they were read. One transaction a document, or several (store_begin): killed at any moment, the store
 * holds whole documents only, and all that were reported done. Idempotent: a document already there with the same id,
 * content and pipeline version is not written again; another version of the pipeline or other content replaces all its
 * rows. Fails with ST_ENVIRONMENT (cannot open, disk full, damaged, another schema), the message naming the URI.
 * Documents and their text are canonical, the rest is derived and can be rebuilt; the schema is in schema.sql, every
 * column commented. Back ends: "sqlite:PATH" or a bare path (WAL), "postgresql://..." (in a schema "entente" of that
 * database); in both several readers go on while one writes, and a writer waits up to 20 s for another. A store of an
 * older schema is brought up to date when it is opened. Not thread-safe: one struct store, one thread. Not: what the
 * rows mean (relation/).
 */
#ifndef ENTENTE_STORE_STORE_H
#define ENTENTE_STORE_STORE_H

#include "base/fault.h"
#include "record/imported.h"

struct store;

enum store_mode { STORE_READ, STORE_WRITE }; /* STORE_WRITE creates the store when it is missing */

enum status store_open(const char *uri, enum store_mode mode, struct store **out, struct fault *f) MUST_CHECK;
void store_close(struct store *s);
/* From now until it is closed, a store opened with STORE_READ is read as it is at one moment, whatever others write
 * meanwhile: for an answer that is put together of several reads. */
enum status store_hold(struct store *s, struct fault *f) MUST_CHECK;

/* Is the document there, with this text, what is known about it (date, title, ...) and pipeline version? Then it need
 * not be coded again; no stage behind ingest/ need have run. */
enum status store_has(struct store *s, const struct doc *d, const char *pipeline_version, bool *out,
                      struct fault *f) MUST_CHECK;

/* Writes the document with all its records, or nothing of it; committed when it returns OK. Of one that reprints
 * another (store/reprints.h) only the document is kept, and d->duplicate_of is set. One that was not coded, since it
 * was found to reprint another (d->duplicate_of is set already), is not kept when it reprints none any more: then
 * d->duplicate_of is empty, and the document is to be coded and put again. */
enum status store_put(struct store *s, struct doc *d, const char *pipeline_version, struct fault *f) MUST_CHECK;
/* What is put from here on is committed by store_commit, not before: a commit costs as much as a short document does.
 * Nothing of it may be reported done before, and since no other can write meanwhile, it should not be long. Where one
 * document cannot be put none is kept, and store_commit fails. store_begin after store_begin is nothing, store_commit
 * without one likewise. */
enum status store_begin(struct store *s, struct fault *f) MUST_CHECK;
enum status store_commit(struct store *s, struct fault *f) MUST_CHECK;

/* Every reprint with the one that it reprints, by id. */
typedef bool store_reprint_fn(void *context, struct str id, struct str original);
enum status store_reprints(struct store *s, store_reprint_fn *fn, void *context, struct fault *f) MUST_CHECK;
/* Sets d->duplicate_of to what the store knows of a document that it has. */
enum status store_original(struct store *s, struct doc *d, struct fault *f) MUST_CHECK;
/* Sets d->duplicate_of of a document that the store does not have to one that it would reprint (store_put may name an
 * earlier one), or to none: a reprint need not be coded before it is put. */
enum status store_find_original(struct store *s, struct doc *d, struct fault *f) MUST_CHECK;

/* ---- reading: cursors call back once a row; strings live until the callback returns; a callback returns false to stop
 * --------- */

struct store_event {
    int64_t event, twin_of; /* number in the document; twin_of: the first of the twins, where is_twin */
    struct str doc_id, doc_title, publisher, url;
    int32_t day; /* the event's date; else, for asserted current events, the document's; DAY_NONE: undated */
    int32_t first_day, doc_day; /* first_day: of a span that ends on day, by words; DAY_NONE: unknown */
    bool dated_by_document;
    struct str source, target;               /* actor codes; empty: none */
    struct str source_person, target_person; /* names; empty: no person, or not named */
    struct str source_words, target_words;
    enum event_type type;
    struct str mode;
    char cameo[5];
    float goldstein, intensity;
    enum event_status status;
    enum voice voice;
    bool counted, is_twin, is_content;
    float factuality;             /* -3 to 3 */
    struct str sentence, trigger; /* the evidence: the sentence's text, and the words that fired; see without_words */
    uint32_t start, end;          /* of the sentence, code points in the document */
    struct str rule;
    struct str place_id, place_name, place_country, place_precision; /* where it happened: record.h, struct territory */
    double place_lat, place_lon;                                     /* NAN unknown */
    struct str magnitudes; /* kind, low, high, currency: "killed 12 - - amount 5 5 USD", in fours, "-" for none */
    struct str origin, native_code; /* of an imported row: see store_query; event is its number in the file, doc_id the
                                       source's id, else its file; no sentence and trigger */
};

struct store_query {
    struct str a, b;  /* actor codes: everything that begins so; empty: anyone. Either direction. */
    bool exact;       /* only the very codes */
    int32_t from, to; /* days, inclusive; DAY_NONE: open. Undated events are left out when either is given ... */
    bool undated_too; /* ... unless these are wanted too */
    bool counted_only;
    bool latest_first;  /* undated ones last */
    struct str origin;  /* empty: events read from texts; else the imported rows of that origin, or of several, parted
                           by commas. Never both at once */
    bool without_words; /* for counting: no sentence, source and target words, which cost reading the text, and a
                           trigger only of CAMEO 050 and 057, by which treaties are told */
};

typedef bool store_event_fn(void *context, const struct store_event *e);
/* Events between a and b, by day, then document id, then place in the text. */
enum status store_events(struct store *s, const struct store_query *q, store_event_fn *fn, void *context,
                         struct fault *f) MUST_CHECK;

/* Does a text or an imported row name an actor whose code begins so? Quick where there is an event of it; else all
 * mentions are looked at. */
enum status store_has_actor(struct store *s, struct str code, bool *out, struct fault *f) MUST_CHECK;

/* Fills a new document with the text that was kept, what is known about it, and its blocks, so that it can be coded
 * again. ST_INPUT when the store has no document of that id. */
enum status store_document(struct store *s, struct str id, struct doc *out, struct fault *f) MUST_CHECK;

/* Documents that hold an event of the window (DAY_NONE: open; without a window all that hold an event), by day, then
 * id, as records again: sentences, mentions and events as they were kept, without tokens, blocks and statements. They
 * live until fn returns; d->scratch is free. fn returns false to stop. */
typedef bool store_doc_fn(void *context, const struct doc *d);
enum status store_docs(struct store *s, int32_t from, int32_t to, store_doc_fn *fn, void *context,
                       struct fault *f) MUST_CHECK;

struct store_statement {
    struct str doc_id, doc_title;
    int32_t doc_day;
    struct str speaker, speaker_name, speaker_words, addressee, addressee_name, addressee_words, via, cue;
    struct str kind, content; /* "direct", the words */
    struct str speaker_kind, venue;
    struct str stance;   /* how the speaker stands to whom: "PAK -1 accuses IND 1 praises", in threes */
    uint32_t start, end; /* of the content, code points */
};
struct store_statement_query {
    struct str by, to;     /* codes of speaker and addressee: everything that begins so; empty: anyone */
    struct str concerning; /* code: of the addressee, or of somebody whom the content names */
    bool exact;            /* only the very codes */
    struct str about;      /* words that the content holds, ASCII letters in any case */
    int32_t from, to_day;  /* the document's day, inclusive; DAY_NONE: open */
    bool latest_first;     /* undated ones last */
};
typedef bool store_statement_fn(void *context, const struct store_statement *q);
enum status store_statements(struct store *s, const struct store_statement_query *q, store_statement_fn *fn,
                             void *context, struct fault *f) MUST_CHECK;

struct store_claim { /* one claim of the ledger: record/record.h, struct ledger_entry */
    struct str doc_id, doc_title;
    int32_t doc_day;
    uint32_t claim; /* from 0 in the document */
    enum ledger_kind kind;
    enum ledger_stage stage;
    enum ledger_outcome outcome;
    enum voice voice;
    struct str subject, topic, matter, condition, due_words; /* matter, condition, due_words: the text's */
    struct str portion;                                      /* "second"; empty: the whole, or the first part */
    bool is_part;                                            /* "the first batch": of the whole, not all of it */
    struct str parties;   /* role, code, state: "seller RUSGOV RUS buyer IND IND", in threes, "-" for none */
    struct str obstacles; /* "price law" */
    struct str speaker, speaker_name, speaker_words; /* who says so; empty: the writer */
    struct str speaker_kind;                         /* "media" */
    int8_t sign;                                     /* -1: it is not to be; 1; 0 of deals and memberships */
    struct date_range due;
    bool is_delayed, checkable;
    struct ledger_delay delay;
    double certainty;
    struct str sentence; /* the evidence */
    uint32_t start, end; /* of the sentence, code points */
    struct str rule;
};
typedef bool store_claim_fn(void *context, const struct store_claim *c);
/* All claims, by the document's day (undated ones last), its id, and their number in it. */
enum status store_claims(struct store *s, store_claim_fn *fn, void *context, struct fault *f) MUST_CHECK;

/* ---- sentences by their words -------------------------------------------------------------------------------- */

struct store_sentence {
    struct str doc_id, doc_title, url;
    int32_t doc_day;
    uint32_t sentence; /* from 0 in the document */
    struct str kind, text;
    uint32_t start, end; /* code points */
};
struct store_search {
    struct str words; /* parted by blanks; words between quotation marks (ASCII) stand one behind the other */
    int32_t from, to; /* the document's day, inclusive; DAY_NONE: open */
};
typedef bool store_sentence_fn(void *context, const struct store_sentence *found);
/* The sentences that hold all the words, boilerplate left out, the latest document first, undated ones last. A word is
 * a run of letters and digits, in any case, whole and as it stands: "S-400" is two, one behind the other. ST_USAGE
 * where there is none, there are more than 32, or a quotation mark is left open. */
enum status store_search(struct store *s, const struct store_search *wanted, store_sentence_fn *fn, void *context,
                         struct fault *f) MUST_CHECK;

/* ---- rows of other data sets: all rows of one file in one transaction --------------------------------------- */

struct store_import {
    struct str origin, format, file, licence; /* licence may be empty; no comma in origin */
    bool has_stories;                         /* source_id is that of a story that rows share, not the row's own */
};
/* What came from the same file for the same origin before is replaced. Until the end nobody else sees a row. */
enum status store_import_begin(struct store *s, const struct store_import *i, struct fault *f) MUST_CHECK;
enum status store_import_row(struct store *s, const struct imported_row *r, struct fault *f) MUST_CHECK;
enum status store_import_end(struct store *s, uint64_t n_taken, uint64_t n_refused, struct fault *f) MUST_CHECK;
void store_import_drop(struct store *s); /* instead of the end */

/* The origins that there are, by name, parted by ", "; appended. */
enum status store_origins(struct store *s, struct buf *out, struct fault *f) MUST_CHECK;
enum status store_has_origin(struct store *s, struct str origin, bool *out, struct fault *f) MUST_CHECK;
/* The rows of one origin as they were taken, by file and number; format is that of the file. */
typedef bool store_import_row_fn(void *context, struct str format, const struct imported_row *r);
enum status store_import_rows(struct store *s, struct str origin, store_import_row_fn *fn, void *context,
                              struct fault *f) MUST_CHECK;

/* Rows of a pair of codes with one event code in one month, or one day, counted: they add up. */
struct store_month {
    struct str source, target; /* codes; live until store_months returns */
    enum event_type type;
    char cameo[5];
    int32_t month;                              /* its first day; DAY_NONE: undated */
    uint32_t days;                              /* those with a row: bit 0 is the first of the month */
    uint32_t n_rows, n_values;                  /* n_values: with a Goldstein value */
    uint32_t n_documents, n_documents_each_way; /* that tell for the first time in the month of the two parties; of this
                                                 direction */
    int64_t goldstein;                          /* sum, thousandths */
    int64_t last;                               /* a row of the last day, for store_import_place */
};
typedef bool store_month_fn(void *context, const struct store_month *m);
/* In no order, for a query with an origin (a, b, exact, from, to, undated_too, origin). by_day: each has one day. */
enum status store_months(struct store *s, const struct store_query *q, bool by_day, store_month_fn *fn, void *context,
                         struct fault *f) MUST_CHECK;
/* The document (as store_event has it) and number of a row; doc lives in the arena. */
enum status store_import_place(struct store *s, int64_t row, struct arena *arena, struct str *out_doc, int64_t *out_n,
                               struct fault *f) MUST_CHECK;

struct store_counts {
    uint64_t documents, sentences, mentions, events, statements, stale_documents, imported;
};
enum status store_info(struct store *s, const char *pipeline_version, struct store_counts *out,
                       struct fault *f) MUST_CHECK;

/* Integrity of the database file and of its references; problems appended to out, one a line; their number in *out_n.
 * Where there are some, or it cannot be told, lines follow that say how many rows of each table can still be read. */
enum status store_check(struct store *s, struct buf *out, uint32_t *out_n, struct fault *f) MUST_CHECK;

/* Removes the document of that id with all that came from it; its space is overwritten. *out_found: it was there. */
enum status store_forget(struct store *s, struct str id, bool *out_found, struct fault *f) MUST_CHECK;
/* The same for all rows imported for an origin. */
enum status store_forget_origin(struct store *s, struct str origin, bool *out_found, struct fault *f) MUST_CHECK;
/* Takes in what another store holds, as if its documents and files had been read after ours: each document and each
 * imported file in a transaction of its own. Ours stays where it is the same document, coded by the same version or by
 * pipeline_version. What reprints only together is found; a document that has lost its original is stale. Not: what
 * watch knows of feeds. *out_n: documents taken. */
enum status store_merge(struct store *s, struct store *other, const char *pipeline_version, uint64_t *out_n,
                        struct fault *f) MUST_CHECK;
/* ---- making anew what is derived -------------------------------------------------------------------------------- */

/* Documents coded by another version, as store_info counts them, in the order in which originals come before their
 * reprints; fn must not write. pipeline: that version, empty where it has to be coded in any case. */
typedef bool store_stale_fn(void *context, struct str id, struct str pipeline);
enum status store_stale(struct store *s, const char *pipeline_version, store_stale_fn *fn, void *context,
                        struct fault *f) MUST_CHECK;
/* All documents are to be coded anew; what was read from them stays until then. */
enum status store_mark_stale(struct store *s, struct fault *f) MUST_CHECK;
/* As store_document, with all that store_put keeps of a document that no stage made. */
enum status store_kept(struct store *s, struct str id, struct doc *out, struct fault *f) MUST_CHECK;
/* The index of words and the counts of imported rows anew, in one transaction. */
enum status store_renew(struct store *s, struct fault *f) MUST_CHECK;

/* Gives back the space of what was removed, and renews what the planner knows. */
enum status store_compact(struct store *s, struct fault *f) MUST_CHECK;
/* A copy as of this moment into a file that is not there yet, while others read and write; of SQLite only. */
enum status store_backup(struct store *s, const char *path, struct fault *f) MUST_CHECK;

/* All rows of all tables, one a line without its line break, in a fixed order and without row numbers: two stores with
 * the same content give the same lines. The table's name comes first; columns are parted by tabs; \N stands for null,
 * \t, \n and \\ for these characters. */
typedef bool store_line_fn(void *context, struct str line);
enum status store_dump(struct store *s, store_line_fn *fn, void *context, struct fault *f) MUST_CHECK;

#endif
