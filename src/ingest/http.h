/* ingest/http.h - a head of "Name: value" lines and what stands behind it, as HTTP and WARC have them.
 *
 * Takes bytes. Gives views into them, and the body as the page was before the server packed it. Fails with a reason.
 * Cost O(bytes). Not: encodings of letters (html_charset.c), fetching.
 */
#ifndef ENTENTE_INGEST_HTTP_H
#define ENTENTE_INGEST_HTTP_H

#include "base/str.h"

/* Up to the first empty line, which belongs to neither. Without one, all is body. */
bool head_split(struct str bytes, struct str *out_head, struct str *out_body);
/* The value of the first line of that name, any case; empty: there is none. */
struct str head_field(struct str head, struct str name);

/* Of the first line; 0: it is no answer of a server. */
int http_status(struct str head);
bool http_is_html(struct str head);       /* an answer that names no type may be */
struct str http_charset(struct str head); /* empty: not told */

/* The body without chunks and gzip, deflate or brotli. NULL, or why it cannot be had. */
const char *http_body(struct str head, struct str body, size_t max_bytes, struct buf *out);

#endif
