/* store/watched.h - what `entente watch` must know after a restart: of each feed and article, when it was asked for and
 * with which answer.
 *
 * Takes and gives whole rows by address. One transaction a call: killed at any moment, the state is that of the call
 * before. Fails as store.h. Not:
 * documents (store_put), what the state means (command/cmd_watch.c).
 */
#ifndef ENTENTE_STORE_WATCHED_H
#define ENTENTE_STORE_WATCHED_H

#include "store/store.h"

struct watched {
    struct str url;
    struct str feed;                 /* of an article: the feed that named it; empty: is a feed */
    struct str item;                 /* of an article: as the feed told it, a JSON object (ingest/feed.h) */
    struct str etag, last_modified;  /* validators of the answer before */
    uint64_t content_hash;           /* of the text kept last; 0: none yet */
    int64_t first_seen, due;         /* seconds since 1970; due: not to be asked for before, WATCHED_NEVER */
    uint32_t n_versions, n_failures; /* texts kept; failures in a row */
};
#define WATCHED_NEVER INT64_MAX

/* Strings live in the arena; *found false: there is none. */
enum status watched_get(struct store *s, struct str url, struct arena *arena, struct watched *out, bool *found,
                        struct fault *f) MUST_CHECK;
/* The article that is due first (before or at now, WATCHED_NEVER - 1: whenever); *found false: there is none. */
enum status watched_next(struct store *s, int64_t now, struct arena *arena, struct watched *out, bool *found,
                         struct fault *f) MUST_CHECK;
/* All of them or none. */
enum status watched_put(struct store *s, const struct watched *rows, uint32_t n, struct fault *f) MUST_CHECK;

#endif
