/* A stage as the text presents it: what will be signed is still talked about, what may be bought is only mooted. */
#include "ledger/ledger_int.h"

/* What is planned, asked for, or not (yet) done stands at an earlier stage. */
struct step {
    enum ledger_stage planned, denied;
};
static const struct step BEFORE[N_LEDGER_STAGES] = {
    [STAGE_NEGOTIATING] = {STAGE_PROPOSED, STAGE_NONE},      [STAGE_AGREED] = {STAGE_NEGOTIATING, STAGE_NEGOTIATING},
    [STAGE_SIGNED] = {STAGE_NEGOTIATING, STAGE_NEGOTIATING}, [STAGE_RATIFIED] = {STAGE_SIGNED, STAGE_SIGNED},
    [STAGE_UNDER_WAY] = {STAGE_AGREED, STAGE_NONE},          [STAGE_DELIVERED] = {STAGE_AGREED, STAGE_AGREED},
    [STAGE_MEMBER] = {STAGE_ACCEDING, STAGE_NONE},           [STAGE_PROPOSED] = {STAGE_PROPOSED, STAGE_CANCELLED},
    [STAGE_APPLIED] = {STAGE_APPLIED, STAGE_NONE},
};

static enum ledger_stage doubted(enum ledger_kind kind, enum ledger_stage told, const struct word_standing *st)
{
    if (kind != LEDGER_DEAL)
        return told == STAGE_MEMBER ? STAGE_APPLIED : told;
    if (told == STAGE_CANCELLED || told == STAGE_SUSPENDED)
        return STAGE_NONE;
    return st->voice == VOICE_ATTRIBUTED ? STAGE_RUMOURED : STAGE_MOOTED;
}

enum ledger_stage stage_as_told(enum ledger_kind kind, enum ledger_stage told, const struct word_standing *st)
{
    if (kind == LEDGER_PREDICTION)
        return STAGE_NONE;
    switch (st->status) {
    case EST_ASSERTED:
        return st->time == TIME_FUTURE ? BEFORE[told].planned : told;
    case EST_PLANNED:
        return kind == LEDGER_DEAL || kind == LEDGER_MEMBERSHIP ? BEFORE[told].planned : told;
    case EST_REQUESTED:
        return kind == LEDGER_DEAL ? STAGE_PROPOSED : kind == LEDGER_MEMBERSHIP ? STAGE_APPLIED : told;
    case EST_DENIED:
        return st->time == TIME_FUTURE && kind == LEDGER_DEAL ? STAGE_CANCELLED : BEFORE[told].denied;
    case EST_THREATENED:
        return told;
    case EST_HYPOTHETICAL:
    case EST_SPECULATED:
        return doubted(kind, told, st);
    }
    return told;
}
