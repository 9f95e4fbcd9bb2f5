/* command/digest_int.h - what the two files of the digest share: digest.c shows acts, digest_words.c words and the
 * ledger. */
#ifndef ENTENTE_COMMAND_DIGEST_INT_H
#define ENTENTE_COMMAND_DIGEST_INT_H

#include "command/digest.h"

enum { QUOTE_LINES = 4, INLINE_WORDS_COLUMNS = 56, LEAST_NAME = 6 };

struct line { /* an event, or two twins that go both ways */
    uint32_t event;
    bool both_ways;
    uint32_t next; /* in the same dyad, NONE */
};

struct party {        /* one side of a dyad */
    struct str code;  /* "RUS", "IGOSCO"; empty where the text and our lists support none */
    struct str label; /* what the heading shows: the code, else the words */
    struct str name;
};

struct dyad {
    struct party a, b; /* b.label is empty where nobody was acted upon */
    uint32_t first_line, last_line, n_counted, order;
};

struct digest {
    const struct doc *d;
    const struct actors *actors;
    const struct screen *screen;
    struct buf *out;
    ARRAY_OF(struct line) line;
    ARRAY_OF(struct dyad) dyad;
};

/* digest.c */
struct str clean_span(const struct digest *g, struct span s);
struct str speaker_name(const struct digest *g, uint32_t mention); /* the name, else the words */
struct party party_of(const struct digest *g, uint32_t mention);   /* NONE: empty */

/* digest_words.c: each gives false where there is nothing to show. */
bool digest_statements(struct digest *g);
bool digest_ledger(struct digest *g);

#endif
