/* ledger/ledger_int.h - what the files of ledger/ share. */
#ifndef ENTENTE_LEDGER_LEDGER_INT_H
#define ENTENTE_LEDGER_LEDGER_INT_H

#include "codebook/timex.h"
#include "event/event.h"
#include "ledger/ledger.h"

/* A matter that the sentence speaks of, or (tells) what it says of one. */
struct claim {
    struct match match;
    uint32_t content_tok; /* head of what stands in its C slot, NONE */
    uint32_t teller;      /* of an opening: the claim that tells its stage, NONE */
    uint32_t delayer;     /* of an opening: the claim that tells of a delay, NONE */
    bool used;            /* of what tells: an entry has it */
};

enum { MAX_LEDGER_TIMEX = 12 };
struct sentence {
    struct doc *d;
    struct match_sent ms;
    uint32_t sent;
    uint32_t first_event; /* the events of a sentence stand together, in the order of the sentences */
    const uint32_t *statement_of;
    ARRAY_OF(struct claim) open;
    ARRAY_OF(struct claim) tell;
    ARRAY_OF(struct claim) obstacle;
    struct timex timex[MAX_LEDGER_TIMEX];
    uint32_t n_timex;
};

/* ledger.c: a claim as its opening begins it. */
struct ledger_entry claim_begin(const struct sentence *s, const struct claim *o);
struct word_standing claim_standing(const struct sentence *s, const struct match *m);
/* Stage, due date, condition, certainty and voice by the words that tell of it (m); false: the text says nothing that
 * has a place in the ledger. otherwise: the stage where they say none. */
bool claim_tell(const struct sentence *s, struct ledger_entry *e, const struct match *m, enum ledger_stage otherwise);
void claim_take_due(const struct sentence *s, struct ledger_entry *e, uint32_t tok, const struct word_standing *st);
/* "if the sanctions are lifted", at the verb */
void claim_take_condition(const struct sentence *s, struct ledger_entry *e, uint32_t verb);

/* What kind of source the speaker of the words at tok is; SPEAKER_NONE: nobody says them. */
enum speaker_kind speaker_kind_at(const struct sentence *s, uint32_t tok, uint32_t speaker);

/* foretold.c: predictions. */
void foretold_add(const struct sentence *s, const struct claim *o);
bool is_to_come(const struct sentence *s, uint32_t clause); /* "will", "would", "to" */

/* parties.c: the parties in the slots of a match; is one of them more than whom it is with? */
bool parties_add(const struct sentence *s, struct ledger_entry *e, const struct match *m, const struct ledger_rule *r);
/* A mention as a party, unless it names no actor, or one that is there already. */
void party_add(const struct doc *d, struct ledger_entry *e, uint32_t mention, enum ledger_role role);
bool is_town_of_name(const struct doc *d, uint32_t mention);
bool is_of_state(const struct actor_code *a); /* an office of some state */
bool is_first_person(const struct doc *d, uint32_t tok);
/* The head of a name of an actor: "Mali", not "the embassy of Mali". */
bool is_actor(const struct doc *d, uint32_t tok);
/* How many states and bodies they are. */
unsigned parties_count(const struct doc *d, const struct ledger_entry *e);
bool parties_suffice(const struct doc *d, const struct ledger_entry *e);
/* The state, or the whole code where there is none: what tells parties apart. */
struct str party_key(const struct doc *d, uint32_t mention);

/* matter.c: the words that say what it is about, and the lemmas that tell it from other matters. */
void matter_of_noun(const struct sentence *s, uint32_t noun, struct ledger_entry *e);
void matter_of_clause(const struct sentence *s, uint32_t head, struct ledger_entry *e);
/* "the sanctions are expected to be lifted": the matter begins with its subject, before the words that foretell. */
void matter_add_subject(const struct sentence *s, uint32_t subject, struct ledger_entry *e);
bool has_to(const struct doc *d, uint32_t tok); /* an infinitive with "to" */
/* "the summit that Peru plans to hold": the noun, with the clause that describes it and lacks it. */
void matter_of_lacking(const struct sentence *s, uint32_t noun, uint32_t clause, struct ledger_entry *e);
/* Has it a noun or number? "what he plans to discuss", "decided to resist": not told to do what. */
bool matter_names_something(const struct sentence *s, struct span matter);
/* Has it a word that does not fit any intention? "to shoulder its part in the world", "will stand by Peru" say nothing
 * of what is to be done. teller: the word that tells of it, NONE. */
bool matter_is_solid(const struct sentence *s, struct span matter, uint32_t teller);
bool is_capital(const struct doc *d, uint32_t tok);
bool names_party(const struct doc *d, uint32_t mention); /* a state, a body, or who acts for one */

/* stage.c: the stage that a word of this stage gives where the text presents it so; STAGE_NONE: it says none. */
enum ledger_stage stage_as_told(enum ledger_kind kind, enum ledger_stage told, const struct word_standing *st);

/* -1 where the clause denies what it is about: "will not pay", "not to pay", "will fail to pay"; else 1. */
int8_t sign_of_clause(const struct sentence *s, uint32_t clause);

/* Does a word of the class hang on tok in this relation? */
bool has_child_of(const struct sentence *s, uint32_t tok, enum deprel rel, const char *word_class);

/* Does a matter of this kind have such a stage? */
bool stage_fits(enum ledger_kind kind, enum ledger_stage stage);

/* wished.c: what a word stands under beyond what its trail tells: EST_REQUESTED (a wish), EST_HYPOTHETICAL (a
 * condition), else EST_ASSERTED. */
enum event_status wished_status(const struct sentence *s, uint32_t tok);
bool is_named_as_known(const struct doc *d, uint32_t noun);
bool is_question_inside(const struct doc *d, uint32_t verb, uint32_t content);
uint32_t lacking_of_clause(const struct sentence *s, uint32_t verb, uint32_t content);

/* supposed.c: does the text tell of no one act? "whenever he makes plans to go", "talk about signing a pact" */
bool is_supposed(const struct sentence *s, uint32_t tok);
bool is_shared_view(const struct sentence *s, uint32_t noun);
bool is_meant_for(const struct sentence *s, uint32_t verb);
bool is_of_nobody(const struct sentence *s, const struct match *m, uint32_t content);
bool is_inverted(const struct sentence *s); /* "is there any sign that ..." */

/* intended.c: has the verb, or the one that governs it, a "will" of its subject's? */
bool has_will(const struct doc *d, uint32_t verb);
/* "Kenya will send aid": pledges, threats and forecasts that event/ found. */
void intended_add(const struct sentence *s, uint32_t first_entry);

#endif
