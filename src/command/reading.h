/* command/reading.h - inputs -> documents -> coded documents, in the order of the input: what read, code and their like
 * share.
 *
 * Takes the paths of a command line. Gives each coded document to write() in a worker, then to keep() in order on the
 * calling thread. A document that fails is named on standard error and the run goes on (exit 1 at the end); keep() can
 * end the run with its fault. Progress is shown on standard error when that is a terminal and --quiet was not
 * given. So are remarks on inputs that were read but are not what one expects: bytes that are no UTF-8, empty files.
 */
#ifndef ENTENTE_COMMAND_READING_H
#define ENTENTE_COMMAND_READING_H

#include "command/command.h"
#include "pipeline/pipeline.h"
#include "record/record.h"

struct reading {
    struct cli *cli;
    enum pipeline_until until;
    const char *input;          /* --input; NULL: by content */
    const char *offset;         /* --offset; NULL: from the start */
    const char *min_confidence; /* --min-confidence; NULL: the default */
    int32_t date;               /* --date; DAY_NONE */
    bool pretokenized;

    void *context;
    /* NULL, or called once the pipeline is open and before the first document; a fault ends the run. */
    enum status (*opened)(void *context, struct fault *f);
    void (*write)(void *context, const struct doc *d, struct buf *out); /* several at a time */
    /* NULL, or says before coding that a document is to be passed over; may set d->duplicate_of, then it is not coded.
     * Several at a time. */
    bool (*skip)(void *context, struct doc *d);
    /* out is what write() made. A fault ends the run. NULL: out goes to standard output. */
    enum status (*keep)(void *context, struct doc *d, struct str out, struct fault *f);
    /* NULL, or settles what keep() was given since the last time, as pipeline/pool.h says. A fault ends the run. */
    enum status (*settle)(void *context, struct fault *f);

    /* filled by reading_run */
    struct pipeline *pipeline; /* open while write and keep are called */
    uint64_t n_docs, n_failed, n_skipped, n_foreign, n_sentences, n_events, n_counted, n_statements;
    double seconds;
};

/* Rows for the command's table of options: --input, --offset, --date, --pretokenized. */
#define READING_OPTIONS(r)                                                                                             \
    {"input", OPT_TEXT, &(r)->input, "FORMAT",                                                                         \
     "what the inputs are: text, jsonl, html, warc, feed (default: by content)"},                                      \
        {"offset", OPT_TEXT, &(r)->offset, "N", "begin at byte N of the one file given, where a WARC record begins"},  \
        {"date", OPT_DATE, &(r)->date, "YYYY-MM-DD", "the date of documents that tell none"},                          \
    {                                                                                                                  \
        "pretokenized", OPT_FLAG, &(r)->pretokenized, NULL, "one sentence a line, tokens parted by blanks"             \
    }

/* For commands that give events. */
#define CONFIDENCE_OPTION(text)                                                                                        \
    {                                                                                                                  \
        "min-confidence", OPT_TEXT, &(text), "P",                                                                      \
            "leave out events and ledger entries whose confidence is lower (default 0: none; 0.7 for events "          \
            "with --pretokenized, and for entries of speeches and transcripts)"                                        \
    }
/* What it asks for, 0 where text is NULL. ST_USAGE unless a number from 0 to 1. */
enum status confidence_asked(const char *text, float *out, struct fault *f) MUST_CHECK;

/* Gives the exit code; faults are already printed. argv[1..argc) are the inputs. */
int reading_run(struct reading *r, int argc, char **argv) MUST_CHECK;

#endif
