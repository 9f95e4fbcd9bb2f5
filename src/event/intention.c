/* To say that one will act is an act of its own: "Kenya will send aid to Chad" is a promise (CAMEO 03), "Kenya will
 * not" a refusal (12), "Kenya will attack Chad" a threat (13). The deed is its content, as with "promised to send". */
#include "event/event_int.h"

struct intention {
    enum event_type type;
    const char *cameo, *rule;
};

#define AGREE(code)                                                                                                    \
    {                                                                                                                  \
        EV_AGREE, code, "intention AGREE " code                                                                        \
    }
#define REJECT(code)                                                                                                   \
    {                                                                                                                  \
        EV_REJECT, code, "intention REJECT " code                                                                      \
    }
#define THREATEN(code)                                                                                                 \
    {                                                                                                                  \
        EV_THREATEN, code, "intention THREATEN " code                                                                  \
    }

/* By the type of the deed. */
static const struct intention WILL[N_EVENT_TYPES] = {
    [EV_COOPERATE] = AGREE("031"),   [EV_SUPPORT] = AGREE("032"),     [EV_AID] = AGREE("033"),
    [EV_CONCEDE] = AGREE("035"),     [EV_RETREAT] = AGREE("035"),     [EV_CONSULT] = AGREE("036"),
    [EV_COERCE] = THREATEN("131"),   [EV_SANCTION] = THREATEN("131"), [EV_PROTEST] = THREATEN("133"),
    [EV_MOBILIZE] = THREATEN("138"), [EV_ASSAULT] = THREATEN("138"),
};
static const struct intention WILL_NOT[N_EVENT_TYPES] = {
    [EV_COOPERATE] = REJECT("121"), [EV_SUPPORT] = REJECT("120"), [EV_AID] = REJECT("122"),
    [EV_CONCEDE] = REJECT("124"),   [EV_RETREAT] = REJECT("124"), [EV_CONSULT] = REJECT("125"),
};

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
    if (st->status == EST_PLANNED && is_said_by_verb(st))
        found = &WILL[deed];
    else if (st->status == EST_DENIED && time == TIME_FUTURE)
        found = &WILL_NOT[deed];
    if (!found || !found->cameo)
        return false;
    *out = (struct codebook_entry){.rule = str_of(found->rule), .type = found->type};
    memcpy(out->cameo, found->cameo, 4);
    return true;
}
