/* entente.h - the public library: open a reader, read documents, walk their records, free them.
 *
 * Takes English news text. Gives who did what to whom and who said what, each with its place in the text.
 * Fails with one of enum entente_code and a sentence in the caller's struct entente_error; outputs are then untouched.
 * Nothing is printed. Threads: a reader is constant once open and may be shared by any number of threads; a document
 * belongs to one thread at a time. Lifetimes: strings and spans of a document live until entente_doc_free; a document
 * does not need its reader once it is read. Not: files, the store, the web. Offsets here are UTF-8 bytes; in the JSON
 * they are code points.
 *
 *     struct entente_error error;
 *     struct entente_reader *reader;
 *     if (entente_open("/usr/share/entente/lang/en", NULL, &reader, &error)) …
 *     struct entente_doc *doc;
 *     if (!entente_read(reader, text, strlen(text), NULL, &doc, &error)) {
 *         struct entente_event e;
 *         for (uint32_t i = 0; entente_doc_event(doc, i, &e); i++)
 *             printf("%s %s\n", e.type, e.status);
 *         entente_doc_free(doc);
 *     }
 *     entente_close(reader);
 */
#ifndef ENTENTE_H
#define ENTENTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ENTENTE_NONE UINT32_MAX /* "no such": index or offset */

enum entente_code {
    ENTENTE_OK = 0,
    ENTENTE_INPUT = 1,       /* this document cannot be read */
    ENTENTE_LIMIT = 2,       /* this document passes a written limit */
    ENTENTE_USAGE = 3,       /* an argument makes no sense */
    ENTENTE_ENVIRONMENT = 4, /* dictionary, model or disk not usable */
};

struct entente_error {
    enum entente_code code;
    char message[512];
};

struct entente_reader;
struct entente_doc;

const char *entente_version(void); /* "0.1.0" */

/* lang_dir e.g. ".../lang/en"; extra_dir may be NULL: your own actors and codebook entries on top. Takes some
 * milliseconds. */
enum entente_code entente_open(const char *lang_dir, const char *extra_dir, struct entente_reader **out,
                               struct entente_error *error);
void entente_close(struct entente_reader *reader); /* NULL is fine */

/* What is known about a document; NULL: unknown. The strings are copied. */
struct entente_options {
    const char *id, *url, *title, *publisher, *author;
    const char *date;  /* "2018-04-06" */
    bool pretokenized; /* one sentence a line, tokens parted by blanks */
};

/* Reads n_bytes of plain text (any bytes: bad UTF-8 becomes U+FFFD). options may be NULL. */
enum entente_code entente_read(const struct entente_reader *reader, const char *text, size_t n_bytes,
                               const struct entente_options *options, struct entente_doc **out,
                               struct entente_error *error);
void entente_doc_free(struct entente_doc *doc); /* NULL is fine */

/* ---- records; each getter is false past the last, so that a loop needs no count --------------------------------- */

struct entente_text { /* not NUL-terminated; s is NULL where nothing is known */
    const char *s;
    size_t n;
};
struct entente_span { /* bytes of the text, end exclusive; start is ENTENTE_NONE where the text gives none */
    uint32_t start, end;
};

struct entente_sentence {
    struct entente_span span;
    const char *kind; /* "title", "body", "caption", "boilerplate" */
};

struct entente_mention {
    struct entente_span span, phrase;
    uint32_t sentence, group;
    const char *code, *country; /* NULL: none known */
    struct entente_text name;
    const char *how; /* NULL for what only fills a slot */
};

struct entente_place {        /* where an event happened, as the gazetteer has it */
    struct entente_text name; /* "Benghazi"; s is NULL where the text gives no place */
    struct entente_text id;   /* "LBY/Benghazi", a state "LBY", open water "-/Baltic Sea" */
    const char *country;      /* NULL: open water, or shared */
    const char *precision;    /* what the coordinates are those of: "point" "city" "province" "region" "country" */
    double lat, lon;          /* NAN unknown */
    struct entente_span words;
};

/* What is counted in the clause of an event. */
enum entente_magnitude {
    ENTENTE_KILLED,
    ENTENTE_WOUNDED,
    ENTENTE_ARRESTED,
    ENTENTE_DISPLACED,
    ENTENTE_TROOPS,
    ENTENTE_AMOUNT,
    ENTENTE_N_MAGNITUDES,
};
struct entente_quantity {
    double low, high;          /* NAN: open ("at least 40" has no high); both NAN: the text gives none */
    struct entente_span words; /* "at least 40" */
};

struct entente_event {
    const char *type; /* "COOPERATE" */
    struct entente_text mode;
    const char *cameo;                                   /* NULL: none */
    int quad;                                            /* 1..4 */
    double goldstein, intensity, factuality, confidence; /* goldstein NAN: none */
    const char *status, *voice, *time;                   /* time NULL: unknown */
    uint32_t sentence, source, target, speaker;          /* mentions, ENTENTE_NONE: none */
    uint32_t content_of, reciprocal_of;                  /* events, ENTENTE_NONE: none */
    struct entente_span trigger, date_words;
    char date_from[11], date_to[11]; /* only from words of the text; "" unknown or open */
    struct entente_text contexts[4]; /* PLOVER's: "military"; best known first */
    uint32_t n_contexts;
    struct entente_place place;
    struct entente_quantity magnitude[ENTENTE_N_MAGNITUDES];
    char currency[4]; /* of the amount, ISO 4217; "" unknown */
    struct entente_text rule;
    bool counted;
};

struct entente_statement {
    const char *kind;         /* "direct", "indirect", "mixed" */
    const char *speaker_kind; /* NULL: unknown */
    uint32_t first_sentence, last_sentence;
    struct entente_span content, cue, source;
    uint32_t n_parts;
    uint32_t speaker, addressee; /* mentions */
};

struct entente_text entente_doc_text(const struct entente_doc *doc); /* NUL-terminated all the same */
uint32_t entente_doc_n_sentences(const struct entente_doc *doc);
uint32_t entente_doc_n_mentions(const struct entente_doc *doc);
uint32_t entente_doc_n_events(const struct entente_doc *doc);
uint32_t entente_doc_n_statements(const struct entente_doc *doc);
bool entente_doc_sentence(const struct entente_doc *doc, uint32_t i, struct entente_sentence *out);
bool entente_doc_mention(const struct entente_doc *doc, uint32_t i, struct entente_mention *out);
bool entente_doc_event(const struct entente_doc *doc, uint32_t i, struct entente_event *out);
bool entente_doc_statement(const struct entente_doc *doc, uint32_t i, struct entente_statement *out);
/* One of the pieces of a statement's content. */
bool entente_doc_statement_part(const struct entente_doc *doc, uint32_t statement, uint32_t part,
                                struct entente_span *out);

/* The whole document as one JSON object and a newline (the JSON of `entente read --json`); made once, lives as long as
 * the document. */
struct entente_text entente_doc_json(struct entente_doc *doc);

#ifdef __cplusplus
}
#endif

#endif
