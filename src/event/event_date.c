/* Which time expression of the sentence belongs to an event: the one that hangs in its clause. */
#include "codebook/timex.h"
#include "event/event_int.h"

static bool is_clause(const struct doc *d, uint32_t tok)
{
    switch ((enum deprel)d->tok.v[tok].deprel) {
    case REL_ROOT:
    case REL_CCOMP:
    case REL_ADVCL:
    case REL_ACL_RELCL:
    case REL_PARATAXIS:
    case REL_CONJ:
        return d->tok.v[tok].upos == UPOS_VERB || d->tok.v[tok].deprel == REL_ROOT;
    default:
        return false;
    }
}

static uint32_t clause_of(const struct doc *d, uint32_t tok)
{
    while (d->tok.v[tok].head != NONE && !is_clause(d, tok))
        tok = d->tok.v[tok].head;
    return tok;
}

static bool hangs_on(const struct doc *d, uint32_t tok, uint32_t top)
{
    for (; tok != NONE; tok = d->tok.v[tok].head)
        if (tok == top)
            return true;
    return false;
}

void event_date_find(const struct doc *d, struct event *e)
{
    struct timex t[8];
    uint32_t n = timex_find(d, e->sent, t, 8), best = NONE;
    uint32_t clause = clause_of(d, e->trigger_tok);
    for (uint32_t i = 0; i < n; i++) {
        if (hangs_on(d, t[i].first_tok, e->trigger_tok)) { /* nearest: below the trigger itself */
            best = i;
            break;
        }
        if (best == NONE && clause_of(d, t[i].first_tok) == clause)
            best = i;
    }
    if (best == NONE)
        return;
    e->date = e->time == TIME_FUTURE ? t[best].future : t[best].past;
    e->date_span = t[best].span;
}
