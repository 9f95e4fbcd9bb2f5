/* What the codebook says of a pair: events whose parties they are, and entries that fit words on the way. */
#include "event/classify_int.h"
#include "event/event.h"
#include "record/names.h"

/* CAMEO's root code for each type, where no entry gives a finer one. */
static const char *const ROOT_CODE[N_EVENT_TYPES] = {
    [EV_AGREE] = "03",    [EV_CONSULT] = "04",  [EV_SUPPORT] = "05",  [EV_COOPERATE] = "06",
    [EV_AID] = "07",      [EV_CONCEDE] = "08",  [EV_RETREAT] = "087", [EV_REQUEST] = "10",
    [EV_ACCUSE] = "11",   [EV_REJECT] = "12",   [EV_THREATEN] = "13", [EV_PROTEST] = "14",
    [EV_MOBILIZE] = "15", [EV_SANCTION] = "16", [EV_COERCE] = "17",   [EV_ASSAULT] = "18",
};

/* Is the mention the words of the span, or in them, or around them? 1 yes, -1 no, 0: one of the two is not there. */
static int party_fits(const struct doc *d, uint32_t mention, struct span span)
{
    if (mention == NONE || !span_given(span))
        return 0;
    const struct mention *m = &d->mention.v[mention];
    bool named = m->span.start < span.end && span.start < m->span.end;
    bool described = m->phrase.start < span.end && span.start < m->phrase.end;
    return named || described ? 1 : -1;
}

int event_fit(const struct doc *d, const struct event *e, const struct pair *pair)
{
    int source = party_fits(d, e->source_mention, pair->source),
        target = party_fits(d, e->target_mention, pair->target);
    if (source + target <= 0)
        return 0;
    return 4 * (source + target) + (e->content_of_event == NONE);
}

static const char *fit_name(const struct doc *d, const struct event *e, const struct pair *pair, bool on_path)
{
    int s = party_fits(d, e->source_mention, pair->source), t = party_fits(d, e->target_mention, pair->target);
    if (s > 0 && t > 0)
        return "both";
    if (party_fits(d, e->source_mention, pair->target) > 0 && party_fits(d, e->target_mention, pair->source) > 0)
        return "swapped";
    if (s > 0)
        return t == 0 ? "source" : "source, not target";
    if (t > 0)
        return s == 0 ? "target" : "target, not source";
    return on_path ? "way" : "elsewhere";
}

static bool is_on_path(const struct pair_place *p, struct span trigger)
{
    for (uint32_t i = 0; i < p->n_path; i++) {
        struct span w = p->d->tok.v[p->path[i]].span;
        if (w.start < trigger.end && trigger.start < w.end)
            return true;
    }
    return false;
}

static void event_features(const struct pair_place *p, const struct pair *pair, const struct event *e,
                           struct features *fs)
{
    struct str type = str_of(event_type_name(e->type)),
               content = e->content_of_event == NONE ? STR("") : STR("content ");
    bool on_path = is_on_path(p, e->trigger);
    struct str fit = str_of(fit_name(p->d, e, pair, on_path));
    FEATURE(fs, 1, STR("codebook:"), content, fit, STR("="), type);
    if (on_path)
        FEATURE(fs, 1, STR("codebook on="), content, type);
    if (event_fit(p->d, e, pair)) {
        FEATURE(fs, 1, STR("codebook:"), fit, STR("="), type, STR(" "), e->mode);
        FEATURE(fs, 1, STR("codebook:"), fit, STR("="), type, STR(" "), str_of(event_status_name(e->status)));
        FEATURE(fs, 1, STR("codebook="), str_of(e->cameo));
    }
}

/* The entries whose words stand at a token, whether or not their parties are the pair's; the type of the best. */
static enum event_type entry_features(const struct match_sent *ms, uint32_t tok, struct str where, struct features *fs)
{
    enum { MOST = 4 };
    struct match found[MOST];
    uint32_t n = match_at(ms, tok, found, MOST, NULL);
    for (uint32_t i = 0; i < n; i++)
        FEATURE(fs, i ? 0.5f : 1, where, i ? STR("also=") : STR("="), str_of(event_type_name(found[i].entry->type)));
    return n ? found[0].entry->type : EV_NONE;
}

/* The first verb on the way, else its first word: what the status is read from where no entry says what was done. */
static uint32_t way_word(const struct pair_place *p)
{
    for (uint32_t i = 0; i < p->n_path; i++)
        if (p->d->tok.v[p->path[i]].upos == UPOS_VERB)
            return p->path[i];
    return p->n_path ? p->path[0] : NONE;
}

/* A visit that is planned, a seizure by soldiers: what an entry means hangs on status and parties. */
static void joint_features(const struct codebook *c, const struct pair_place *p, enum event_type type, uint32_t tok,
                           struct features *fs)
{
    const struct side *side[] = {&p->source, &p->target};
    static const char *const name[] = {" source ", " target "};
    if (tok == NONE)
        return;
    struct str what = type == EV_NONE ? STR("nothing") : str_of(event_type_name(type));
    struct str status = str_of(event_status_name(event_word_status(c, p->d, tok)));
    FEATURE(fs, 1, STR("status="), status);
    FEATURE(fs, 1, STR("entry="), what, STR(" "), status);
    for (int i = 0; i < 2; i++) {
        uint32_t m = side_actor(p->d, side[i]);
        const struct actor_code *a = m == NONE ? NULL : &p->d->mention.v[m].actor;
        struct str who = !a ? STR("nobody") : a->n_sectors ? str_of(a->sector[a->n_sectors - 1]) : STR("state");
        FEATURE(fs, 1, STR("entry="), what, str_of(name[i]), who);
    }
}

void codebook_features(const struct codebook *c, const struct pair_place *p, const struct pair *pair,
                       struct features *fs)
{
    const struct doc *d = p->d;
    const struct event *best = NULL;
    bool any = false;
    for (uint32_t i = 0; i < d->event.n; i++) {
        const struct event *e = &d->event.v[i];
        if (e->sent != p->sent)
            continue;
        event_features(p, pair, e, fs);
        any = true;
        if (event_fit(d, e, pair) && (!best || event_fit(d, e, pair) > event_fit(d, best, pair)))
            best = e;
    }
    if (!any)
        FEATURE(fs, 1, STR("codebook:nothing"));
    struct arena_mark mark = arena_mark(d->scratch);
    struct match_sent ms;
    match_begin(c, d, p->sent, &ms);
    enum event_type type = best ? best->type : EV_NONE;
    uint32_t tok = best ? best->trigger_tok : way_word(p);
    for (uint32_t i = 0; i < p->n_path; i++) {
        enum event_type here = entry_features(&ms, p->path[i], i ? STR("entry on") : STR("entry first"), fs);
        if (type == EV_NONE && here != EV_NONE) {
            type = here;
            tok = p->path[i];
        }
    }
    joint_features(c, p, type, tok, fs);
    arena_rewind(d->scratch, mark);
}

/* The entry that fits on the way with this type; NULL. */
static const struct codebook_entry *entry_on_path(const struct codebook *c, const struct pair_place *p,
                                                  enum event_type type, uint32_t *out_tok)
{
    enum { MOST = 8 };
    const struct codebook_entry *entry = NULL;
    struct arena_mark mark = arena_mark(p->d->scratch);
    struct match_sent ms;
    match_begin(c, p->d, p->sent, &ms);
    for (uint32_t i = 0; i < p->n_path && !entry; i++) {
        struct match found[MOST];
        uint32_t n = match_at(&ms, p->path[i], found, MOST, NULL);
        for (uint32_t k = 0; k < n && !entry; k++)
            if (found[k].entry->type == type) {
                entry = found[k].entry;
                *out_tok = p->path[i];
            }
    }
    arena_rewind(p->d->scratch, mark);
    return entry;
}

static const struct event *event_of_type(const struct doc *d, const struct pair *pair, enum event_type type)
{
    const struct event *best = NULL;
    for (uint32_t i = 0; i < d->event.n; i++) {
        const struct event *e = &d->event.v[i];
        if (e->type == type && event_fit(d, e, pair) && (!best || event_fit(d, e, pair) > event_fit(d, best, pair)))
            best = e;
    }
    return best;
}

struct pair_event pair_event_of(const struct codebook *codebook, const struct doc *d, const struct pair *pair,
                                enum event_type type)
{
    struct pair_event out = {.status = EST_ASSERTED};
    memcpy(out.cameo, ROOT_CODE[type], strlen(ROOT_CODE[type]) + 1);
    const struct event *e = event_of_type(d, pair, type);
    if (e) {
        out.rule = e->rule;
        out.mode = e->mode;
        out.status = e->status;
        memcpy(out.cameo, e->cameo, sizeof out.cameo);
        return out;
    }
    if (!d->sent.n)
        return out;
    struct pair_place p = pair_place_of(d, pair);
    uint32_t tok = way_word(&p);
    const struct codebook_entry *entry = entry_on_path(codebook, &p, type, &tok);
    if (entry) {
        out.rule = entry->rule;
        out.mode = entry->mode;
        memcpy(out.cameo, entry->cameo, sizeof out.cameo);
    }
    if (tok != NONE)
        out.status = event_word_status(codebook, d, tok);
    return out;
}
