/* ingest/feed_int.h - what the files share that read feeds. */
#ifndef ENTENTE_INGEST_FEED_INT_H
#define ENTENTE_INGEST_FEED_INT_H

#include "ingest/feed.h"
#include "ingest/html_int.h"

/* text is UTF-8. */
enum status feed_parse_xml(struct str text, struct str base, const char *path, struct arena *arena, struct feed *out,
                           struct fault *f) MUST_CHECK;
enum status feed_parse_json(struct str text, const char *path, struct arena *arena, struct feed *out,
                            struct fault *f) MUST_CHECK;

bool feed_is_web(struct str url);                             /* http or https, without blanks */
struct str feed_plain(struct arena *arena, struct str html);  /* "AT&amp;T <b>up</b>" -> "AT&T up" */
struct str feed_escape(struct arena *arena, struct str text); /* the other way round */

#endif
