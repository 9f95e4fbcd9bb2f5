/* command/watching.h - the two steps of `entente watch`: ask a feed for what is new, and read an article into the
 * store.
 *
 * Takes an open store, fetcher and pipeline. What must outlive the program is in the store (store/watched.h): an
 * article that a feed named is a row before the feed's validators are kept, and stays due until it is in the store or
 * given up; so nothing is lost or read twice wherever the program is killed. Gives lines of the log, on w->log. Fails
 * with ST_ENVIRONMENT only; what goes wrong with a feed or an article is a line of the log and counted. Log and times:
 * docs/formats/watch.md. Not: when to call (cmd_watch.c).
 */
#ifndef ENTENTE_COMMAND_WATCHING_H
#define ENTENTE_COMMAND_WATCHING_H

#include "command/command.h"
#include "fetch/fetch.h"
#include "ingest/ingest.h"
#include "pipeline/pipeline.h"
#include "pipeline/versions.h"
#include "store/watched.h"

#include <stdio.h>

struct watch {
    struct fetcher *fetcher;
    struct store *store;
    struct pipeline *pipeline;
    struct ingest_rules *rules;
    char stamp[VERSIONS_STAMP_BYTES];
    FILE *log;
    int64_t every_s, again_s;
    bool once;
    const volatile sig_atomic_t *stop;
    struct arena arena;        /* of one step */
    struct arena doc, scratch; /* of one document */
    struct fetch_reply reply;
    uint64_t n_kept, n_failed; /* documents; lines "later" and "failed" */
};

/* Asks a feed when it is due at `now`, and makes rows of its new articles. */
enum status watch_feed(struct watch *w, struct str url, int64_t now, struct fault *f) MUST_CHECK;
/* Fetches, codes and keeps one article. */
enum status watch_article(struct watch *w, const struct watched *article, int64_t now, struct fault *f) MUST_CHECK;

#endif
