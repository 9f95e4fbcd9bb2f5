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
        return told == STAGE_LEFT || told == STAGE_SUSPENDED || told == STAGE_MEMBER ? STAGE_NONE : told;
    if (told == STAGE_CANCELLED || told == STAGE_SUSPENDED)
        return STAGE_NONE;
    if (st->status == EST_HYPOTHETICAL) /* "if we reach a deal": nobody says that there will be one */
        return STAGE_NONE;
    if (told == STAGE_NEGOTIATING && st->time != TIME_FUTURE && st->voice == VOICE_ATTRIBUTED)
        return told; /* "I think that they have been talking about a deal" */
    return st->voice == VOICE_ATTRIBUTED ? STAGE_RUMOURED : STAGE_MOOTED;
}

static bool is_denied(const struct sentence *s, uint32_t tok)
{
    return event_word_standing(&s->ms, s->statement_of, tok, NONE).status == EST_DENIED;
}

int8_t sign_of_clause(const struct sentence *s, uint32_t clause)
{
    uint32_t inner = clause == NONE ? NONE : tok_child(s->d, clause, REL_XCOMP);
    if (clause != NONE && class_has(&s->ms, STR("sparing"), clause)) /* "spare no effort" */
        return 1;
    bool denied = clause != NONE && (is_denied(s, clause) || (inner != NONE && is_denied(s, inner)));
    return denied ? -1 : 1;
}

bool stage_fits(enum ledger_kind kind, enum ledger_stage stage)
{
    switch (kind) {
    case LEDGER_DEAL:
        return stage >= STAGE_MOOTED && stage <= STAGE_CANCELLED;
    case LEDGER_MEMBERSHIP:
        return (stage >= STAGE_APPLIED && stage <= STAGE_LEFT) || stage == STAGE_SUSPENDED;
    case LEDGER_PLEDGE:
    case LEDGER_PLAN:
    case LEDGER_THREAT:
        return stage >= STAGE_ANNOUNCED || stage == STAGE_UNDER_WAY;
    default:
        return false;
    }
}

/* Of pledges, plans and threats: only what was made is one, not what might or will be. */
static enum ledger_stage of_intent(enum ledger_stage told, const struct word_standing *st)
{
    switch (st->status) {
    case EST_ASSERTED:
    case EST_PLANNED:
        if (st->status == EST_PLANNED || st->time == TIME_FUTURE)
            return told == STAGE_ANNOUNCED ? STAGE_NONE : STAGE_ANNOUNCED;
        return told;
    case EST_DENIED:
        return told == STAGE_DONE ? STAGE_DROPPED : told == STAGE_DROPPED ? STAGE_ANNOUNCED : STAGE_NONE;
    default:
        return told == STAGE_ANNOUNCED ? STAGE_NONE : STAGE_ANNOUNCED;
    }
}

enum ledger_stage stage_as_told(enum ledger_kind kind, enum ledger_stage told, const struct word_standing *st)
{
    bool contract = kind == LEDGER_DEAL || kind == LEDGER_MEMBERSHIP;
    if (kind == LEDGER_PREDICTION)
        return STAGE_NONE;
    if (!contract)
        return of_intent(told, st);
    switch (st->status) {
    case EST_ASSERTED:
        return st->time == TIME_FUTURE ? BEFORE[told].planned : told;
    case EST_PLANNED:
        return BEFORE[told].planned;
    case EST_REQUESTED:
        return kind == LEDGER_DEAL ? STAGE_PROPOSED : told == STAGE_APPLIED ? told : STAGE_NONE;
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
