/* event/candidate_int.h - matches of one sentence on their way to events: shared by event.c and between.c. */
#ifndef ENTENTE_EVENT_CANDIDATE_INT_H
#define ENTENTE_EVENT_CANDIDATE_INT_H

#include "event/event_int.h"

enum { MAX_PARTIES = 12, MAX_ROWS_PER_MATCH = 64 };

struct party_set {
    uint32_t mention[MAX_PARTIES];
    uint32_t whole_tok[MAX_PARTIES]; /* head of the phrase that fills the slot with the mention inside it, NONE */
    uint32_t n;
    char home[4];    /* the country of its first one, where only the place of the act tells it */
    unsigned weight; /* how surely it holds an actor of politics: see actor_weight */
};

/* A match that may become events: a candidate first, taken once nothing better claims its words. */
struct candidate {
    struct match match;
    bool mutual;              /* each party does it to the others: twins */
    struct party_set side[2]; /* sources (for symmetric entries: all who stand together), targets */
    uint32_t content_tok[2];  /* heads of what it is about */
    uint32_t n_content;
    uint32_t parent;   /* candidate whose content this is, NONE */
    uint32_t stop_tok; /* head of the content clause it stands in */
    uint32_t first_event;
    uint32_t intention_event; /* the first row of saying that one will do it, NONE */
    bool taken;
    bool is_idle;  /* its source is a thing that cannot act */
    bool is_aside; /* only touched on: counts where the sentence tells nothing else */
};

struct work { /* one sentence */
    const struct codebook *codebook;
    struct doc *d;
    struct match_sent ms;
    ARRAY_OF(struct candidate) cand;
    uint32_t *claimed;            /* by token: candidate + 1 */
    const uint32_t *statement_of; /* by token of the document */
    struct match_trace *trace;
};

enum { WEIGHT_ENOUGH = 4 }; /* of both sides together: an event */

bool same_actor(const struct doc *d, uint32_t a, uint32_t b);

/* What the acts chosen in a sentence say of one another: an act told twice stays once, and what one threatens,
 * promises, refuses or demands has the party of the deed as its target. */
void between_acts(struct work *w);

#endif
