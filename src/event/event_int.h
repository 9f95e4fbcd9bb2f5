/* event/event_int.h - what the files of event/ share. */
#ifndef ENTENTE_EVENT_EVENT_INT_H
#define ENTENTE_EVENT_EVENT_INT_H

#include "event/event.h"

/* How the text presents what a word tells: status from the words around and above it, voice from statements and genre.
 */
struct standing {
    enum event_status status;
    enum voice voice;
    uint32_t speaker_mention;
    struct str rule[4]; /* the signatures that decided, innermost first */
    uint8_t n_rules;
};

/* status.c. stop_tok: the head of a content clause, whose governor is judged by the entry it belongs to; NONE: up to
 * the root. support_tok: the verb matched together with the anchor ("hold talks"); NONE: none. */
struct standing standing_of(const struct match_sent *s, uint32_t anchor, uint32_t support_tok, uint32_t stop_tok);

/* status.c: for each token the innermost statement that holds it ("TASS reported that Shoigu said ..."), NONE. In
 * d->scratch. */
uint32_t *statements_by_tok(const struct doc *d);
/* status.c: voice and speaker from that statement; as they are for NONE. */
void standing_voice(const struct doc *d, uint32_t statement, struct standing *st);

/* status.c */
enum event_time time_of(const struct match_sent *s, uint32_t anchor, const struct standing *st);

/* event_date.c: sets date and date_span from the words of the sentence; leaves them unknown where none fits. */
void event_date_find(const struct doc *d, struct event *e);

/* genre.c */
enum genre genre_of(const struct codebook *c, const struct doc *d);

#endif
