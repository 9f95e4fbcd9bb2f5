/* event/event_int.h - what the files of event/ share. */
#ifndef ENTENTE_EVENT_EVENT_INT_H
#define ENTENTE_EVENT_EVENT_INT_H

#include "codebook/timex.h"
#include "event/event.h"
#include "event/factuality.h"

/* What stands around and above a word and bears on whether what it tells happened, innermost first. */
struct mark {
    struct signature sig;
    uint32_t tok;  /* the word that has the signature */
    uint8_t level; /* steps above the word whose trail it is; 0: a dependent of its own */
    bool governs;  /* it governs what is below; else it modifies it or its governor */
};

enum { MAX_MARKS = 16 };

struct trail {
    struct mark mark[MAX_MARKS];
    uint8_t n, level;
    uint32_t top_tok; /* where the walk ended */
    bool is_question;
};

struct trail_options {
    uint32_t support_tok;      /* the verb matched together with the word ("hold talks"); NONE */
    uint32_t content_tok;      /* the head of the content clause of an entry, NONE: it stands in none */
    enum event_status content; /* what that entry does to its content where no signature says so */
    struct str content_rule;   /* that entry */
};
#define TRAIL_OPTIONS_NONE ((struct trail_options){.support_tok = NONE, .content_tok = NONE})

/* trail.c */
void trail_of(const struct match_sent *s, uint32_t anchor, const struct trail_options *o, struct trail *out);

/* How the text presents what a word tells: status from its trail, voice from statements and genre. */
struct standing {
    enum event_status status;
    enum voice voice;
    uint32_t speaker_mention;
    float factuality;   /* set by event.c */
    struct str rule[4]; /* the signatures that decided, innermost first */
    uint8_t n_rules;
};

/* status.c */
struct standing standing_of(const struct trail *t);

/* factuality.c: factuality_of for a trail that is there already. */
void factuality_measure(const struct match_sent *s, uint32_t tok, const struct trail *t, struct factuality *out);

/* status.c: voice and speaker from that statement; as they are for NONE. */
void standing_voice(const struct doc *d, uint32_t statement, struct standing *st);

/* status.c */
enum event_time time_of(const struct match_sent *s, uint32_t anchor, const struct standing *st);

/* reach.c: the words of the clause that tells an event, each with how far from the trigger it stands: what hangs on one
 * of them (a date, a place, a number) belongs to the event. The clause of what an act is about ends where that act's
 * own begins. */
enum { MAX_REACH = 10 };
struct reach {
    uint32_t tok[MAX_REACH];
    uint8_t cost[MAX_REACH];
    uint32_t n;
};
void reach_of(const struct match_sent *s, const struct event *e, struct reach *out);
void reach_of_word(const struct match_sent *s, uint32_t tok, uint32_t stop_tok, struct reach *out);
enum { REACH_NONE = 255 };
/* How far a word stands from the trigger; REACH_NONE: it is no word of that clause. */
unsigned reach_cost(const struct reach *r, uint32_t tok);
/* The token of [first, end) whose head lies outside. */
uint32_t head_of_tokens(const struct doc *d, uint32_t first, uint32_t end);
/* The preposition of a noun phrase, in its written form; empty: none. */
struct str preposition_of_tok(const struct doc *d, uint32_t tok);

/* details.c: date, place, magnitudes and contexts of the events [first_event, doc->event.n), which stand in the
 * sentence. */
void event_details(const struct match_sent *s, uint32_t first_event);

/* event_date.c: the index of the time expression that belongs to the clause; NONE. */
uint32_t event_date_choose(const struct doc *d, const struct reach *r, const struct timex *t, uint32_t n);

/* place.c: the mention of the place where it happened; NONE: the clause names none. */
uint32_t event_place(const struct doc *d, const struct reach *r, const struct event *e);

/* magnitude.c: what the sentence counts, each thing given to the nearest event. events: [first_event, doc->event.n). */
void event_magnitudes(const struct match_sent *s, uint32_t first_event);

/* context.c: contexts by the words of the sentence and of the document, besides those of the entries. */
void event_contexts(const struct codebook *c, struct doc *d);

/* intention.c: the act of saying that one will do, or will not do, a deed of this type that stands so in the text, or
 * (a REQUEST, by st's speaker) that another must; false where there is none. */
bool intention_of(enum event_type deed, const struct standing *st, enum event_time time, struct codebook_entry *out);

/* home.c: the country that nameless people ("protesters") have from where the act is told to be, or from the police
 * they meet; "" where nothing says so. other: the party on the other side, NONE. */
const char *home_country(const struct doc *d, enum event_type type, uint32_t anchor, uint32_t mention, uint32_t other);
void home_give(struct doc *d, uint32_t mention, const char *country);

/* genre.c */
enum genre genre_of(const struct codebook *c, const struct doc *d);

#endif
