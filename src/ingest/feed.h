/* ingest/feed.h - a feed -> its items.
 *
 * Takes the bytes of RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom or JSON Feed. Gives what the feed says of itself and of each
 * item: address, title, day, author, body as HTML. Fails with ST_INPUT (no feed, entities declared) or ST_LIMIT. Cost
 * O(bytes). Method: the bytes become UTF-8 as those of a page do (html_int.h), whatever they claim; libxml2 then reads
 * them without network and without entities, and goes on behind what is broken as far as it can; a table names the
 * elements (feed_elements.def). Not: fetching (fetch/), the article behind an item.
 */
#ifndef ENTENTE_INGEST_FEED_H
#define ENTENTE_INGEST_FEED_H

#include "ingest/ingest.h"

enum { FEED_MAX_ITEMS = 10000 };

struct feed_item {
    struct str id;                             /* guid; empty: none */
    struct str url;                            /* absolute, http or https; empty: none */
    struct str title, author, publisher, lang; /* plain text */
    struct str html;                           /* the longest body given; empty: none */
    int32_t date;                              /* as the feed writes it; DAY_NONE */
};

struct feed {
    struct feed_item about; /* the feed itself: url is its page, title its name */
    ARRAY_OF(struct feed_item) item;
    bool broken; /* ends or goes wrong before its end: there may have been more items; one cut off is left out */
};

/* base: the address that relative links are of; empty: the feed's own page. path is named in messages. All in the
 * arena. */
enum status feed_parse(struct str bytes, struct str base, const char *path, struct arena *arena, struct feed *out,
                       struct fault *f) MUST_CHECK;

/* An item as one JSON object, which is how it travels: as a raw document of INPUT_FEED, and in the state of watch. */
void feed_item_write(const struct feed_item *item, struct buf *out);

#endif
