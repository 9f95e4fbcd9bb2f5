/* relation/answers.h - who starts, who answers, how fast.
 *
 * Takes directed acts of two sides, each with its day and whether it is conflict or cooperation. Gives, for each kind,
 * how balanced the two are, and of each side: its acts, how many of them started an exchange (neither side had done
 * such a thing in the ANSWER_DAYS before), how many exchanges that the other started it answered in kind within
 * ANSWER_DAYS, after how many days, and how many it would have answered if its acts fell on days by chance. Acts of
 * one day have no order: both sides start. Fails never. Cost O(n log n). Method docs/methods.md, "Who starts, who
 * answers". Not: acts without direction (meetings, agreements, joint work), answers of another kind, causes.
 */
#ifndef ENTENTE_RELATION_ANSWERS_H
#define ENTENTE_RELATION_ANSWERS_H

#include "base/arena.h"

enum { ANSWER_DAYS = 14 };
enum answer_kind { ANSWER_COOPERATION, ANSWER_CONFLICT, N_ANSWER_KINDS };

struct answer_act {
    int32_t day;
    uint32_t type; /* acts of one side, day and type are one */
    uint8_t side;  /* 0 or 1 */
    uint8_t kind;  /* enum answer_kind */
};

struct answer_side {
    uint32_t n_acts, n_started;
    uint32_t n_answered;        /* of the other's starts */
    double median_days, chance; /* until the answer; the share answered by chance. NAN: none to speak of */
};

struct answers {
    struct answer_side side[N_ANSWER_KINDS][2];
    double reciprocity[N_ANSWER_KINDS]; /* 2 min / sum of the acts of both; NAN where there are none */
};

/* Sorts act. */
void answers_find(struct answer_act *act, uint32_t n, struct arena *scratch, struct answers *out);

#endif
