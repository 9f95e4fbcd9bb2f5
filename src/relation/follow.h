/* relation/follow.h - claims of the ledger -> entries: what became of each deal, pledge, plan, prediction, threat and
 * membership.
 *
 * Takes claims, from any cursor and in any order, and the day that counts as today; claims of later documents are left
 * out. Gives entries with their chain of claims, by first day, then the first claim's document id and number. Fails
 * never. Cost O(n log n), and each prediction is held against all entries. Everything
 * lives in the arena given.
 *
 * Method: claims of one family of kinds (pledges and plans are one), with the same portion ("second batch"), are one
 * entry where they share parties (two of a deal, the organisation's and the applicant's of a membership, else who makes
 * it) and, but for memberships, two lemmas of the matter, a name in it ("S-400"), or the only lemma that both have. A
 * deal with one lemma belongs to the only one of its parties with that lemma among others, and one that names no matter
 * to the only one of its parties and subject; where there are several or none, to others such. Stages
 * move forward only, by the document's day; what ended and is talked of anew is another entry. A delay moves the due
 * date, not the stage. A prediction is judged by the first entry, other than predictions, of its words and parties that
 * is decided from its day on. What is not to be (a sign of -1) is another matter than what is, and is never overdue.
 * What ends after a part was done came about partly; where one speaker says done, another ended, and no text tells it
 * for itself, the outcome is contested. The result follows from the set of claims and the day alone.
 * docs/decisions/0010-ledger.md
 *
 * Not: what a sentence says (ledger/), SQL (store/), whether a promise was kept in spirit. */
#ifndef ENTENTE_RELATION_FOLLOW_H
#define ENTENTE_RELATION_FOLLOW_H

#include "base/map.h"
#include "store/store.h"

struct follow_party {
    struct str role, code, key; /* key: the state, else the code: what tells parties apart */
};

struct follow_claim {
    struct store_claim told;
    struct follow_party party[MAX_LEDGER_PARTIES];
    uint32_t n_parties;
    uint32_t joined; /* union-find: a claim of the same matter */
};

/* Without repetition. */
struct follow_words {
    struct str *v;
    uint32_t n, cap;
};

struct follow_entry {
    enum ledger_kind kind;
    int8_t sign; /* as its claims' */
    struct str subject, matter, portion;
    ARRAY_OF(struct follow_party) party;
    enum ledger_stage stage;
    int32_t stage_day, first_day, last_day; /* DAY_NONE: undated */
    struct date_range due;
    ARRAY_OF(struct ledger_delay) delay;
    struct follow_words obstacle, lemma; /* lemma: of the matter, of all claims */
    enum ledger_outcome outcome;
    bool is_partly_done; /* a part was delivered, or the words say so */
    int32_t decided;     /* the day of what decided the outcome; DAY_NONE: open or overdue */
    ARRAY_OF(const struct follow_claim *) claim;
};

struct follow {
    struct arena *arena;
    ARRAY_OF(struct follow_claim) claim;
    ARRAY_OF(struct follow_entry) entry;
};

void follow_init(struct follow *f, struct arena *arena);
void follow_add(struct follow *f, const struct store_claim *c); /* copies */
/* Once, after the last follow_add. */
void follow_up(struct follow *f, int32_t as_of);

/* Has a claim of the entry a party whose code begins so (exact: is so)? */
bool follow_has(const struct follow_entry *e, struct str code, bool exact);

#endif
