/* To say that one will act is an act of its own: "Kenya will send aid to Chad" is a promise (CAMEO 03), "Kenya will
 * not" a refusal (12), "Kenya will attack Chad" a threat (13); to say that another must act is a demand (10). The deed
 * is its content, as with "promised to send". */
#include "event/event_int.h"

struct intention {
    enum event_type type;
    const char *cameo, *rule;
};

#define ACT(type, code)                                                                                                \
    {                                                                                                                  \
        EV_##type, code, "intention " #type " " code                                                                   \
    }

/* By the type of the deed. */
static const struct intention WILL[N_EVENT_TYPES] = {
    [EV_COOPERATE] = ACT(AGREE, "031"),   [EV_SUPPORT] = ACT(AGREE, "032"),     [EV_AID] = ACT(AGREE, "033"),
    [EV_CONCEDE] = ACT(AGREE, "035"),     [EV_RETREAT] = ACT(AGREE, "035"),     [EV_CONSULT] = ACT(AGREE, "036"),
    [EV_COERCE] = ACT(THREATEN, "131"),   [EV_SANCTION] = ACT(THREATEN, "131"), [EV_PROTEST] = ACT(THREATEN, "133"),
    [EV_MOBILIZE] = ACT(THREATEN, "138"), [EV_ASSAULT] = ACT(THREATEN, "138"),
};
static const struct intention WILL_NOT[N_EVENT_TYPES] = {
    [EV_COOPERATE] = ACT(REJECT, "121"), [EV_SUPPORT] = ACT(REJECT, "120"), [EV_AID] = ACT(REJECT, "122"),
    [EV_CONCEDE] = ACT(REJECT, "124"),   [EV_RETREAT] = ACT(REJECT, "124"), [EV_CONSULT] = ACT(REJECT, "125"),
};

static const struct intention MUST[N_EVENT_TYPES] = {
    [EV_COOPERATE] = ACT(REQUEST, "101"), [EV_SUPPORT] = ACT(REQUEST, "102"),  [EV_AID] = ACT(REQUEST, "103"),
    [EV_CONCEDE] = ACT(REQUEST, "105"),   [EV_RETREAT] = ACT(REQUEST, "105"),  [EV_CONSULT] = ACT(REQUEST, "106"),
    [EV_AGREE] = ACT(REQUEST, "100"),     [EV_SANCTION] = ACT(REQUEST, "100"), [EV_COERCE] = ACT(REQUEST, "100"),
};

/* What is looked for or wished ("is expected to", "hopes that Peru will", "wants to buy") is not yet said to be done.
 */
static bool is_outlook(const struct standing *st)
{
    static const char *const words[] = {" expect.v", " hope.v", " schedule.v", " want.v", " wish.v"};
    for (uint32_t i = 0; i < st->n_rules; i++)
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
            if (str_ends(st->rule[i], str_of(words[k])))
                return true;
    return false;
}

/* A verb or auxiliary told it ("will", "plans to"), not a noun in passing ("its decision to"). */
static bool is_said_by_verb(const struct standing *st)
{
    for (uint32_t i = 0; i < st->n_rules; i++)
        if (str_ends(st->rule[i], STR(".aux")) || str_ends(st->rule[i], STR(".v")))
            return true;
    return false;
}

bool intention_of(enum event_type deed, const struct standing *st, enum event_time time, struct codebook_entry *out)
{
    const struct intention *found = NULL;
    if (st->status == EST_PLANNED && is_said_by_verb(st) && !is_outlook(st))
        found = &WILL[deed];
    else if (st->status == EST_THREATENED && WILL[deed].type == EV_THREATEN && is_said_by_verb(st))
        found = &WILL[deed];
    else if (st->status == EST_DENIED && time == TIME_FUTURE)
        found = &WILL_NOT[deed];
    else if (st->status == EST_REQUESTED && st->speaker_mention != NONE && is_said_by_verb(st))
        found = &MUST[deed];
    if (!found || !found->cameo)
        return false;
    *out = (struct codebook_entry){.rule = str_of(found->rule), .type = found->type};
    memcpy(out->cameo, found->cameo, 4);
    return true;
}
