#include "relation/gather.h"

#include "record/names.h"
#include "relation/relation_int.h"

struct gathering {
    ARRAY_OF(struct str) party;
    ARRAY_OF(struct str) person; /* [party.n] */
};

void gather_init(struct gather *g, struct arena *arena)
{
    *g = (struct gather){.arena = arena};
    report_words_init(&g->words, arena);
    map_init(&g->report_at, arena, 256);
    map_init(&g->block_at, arena, 256);
}

static void add_party(struct gather *g, struct gathering *to, struct str code, struct str person)
{
    if (!code.n)
        return;
    for (uint32_t i = 0; i < to->party.n; i++)
        if (str_eq(to->party.v[i], code) && str_eq(to->person.v[i], person))
            return;
    *array_add(g->arena, &to->party) = report_keep(&g->words, code);
    *array_add(g->arena, &to->person) = report_keep(&g->words, person);
}

/* Meetings of all parties are compared, and what one party does to another with its like. */
static uint32_t block_of(struct gather *g, const struct store_event *e)
{
    struct str side[2] = {actor_party(e->source), actor_party(e->target)};
    if (g->pair)
        relation_sides(g->pair, e->source, e->target, side);
    struct str name =
        incident_is_mutual(e->type) ? STR("") : str_format(g->arena, "%.*s\t%.*s", STR_ARG(side[0]), STR_ARG(side[1]));
    return *map_put(&g->block_at, name, g->block_at.n);
}

uint32_t gather_add(struct gather *g, const struct store_event *e, bool *out_speaks)
{
    *out_speaks = false;
    if ((e->status != EST_ASSERTED && e->status != EST_DENIED) || (!e->source.n && !e->target.n))
        return NONE;
    struct str name =
        str_format(g->arena, "%lld\t%.*s", (long long)(e->is_twin ? e->twin_of : e->event), STR_ARG(e->doc_id));
    uint32_t at = map_find(&g->report_at, name, NONE);
    *out_speaks = at == NONE || e->event < g->report.v[at].event; /* the first twin speaks for all */
    if (at == NONE) {
        at = g->report.n;
        *map_put(&g->report_at, name, NONE) = at;
        struct incident_report r;
        report_read(&g->words, e, &r);
        r.block = block_of(g, e);
        *array_add(g->arena, &g->report) = r;
        *array_add(g->arena, &g->gathering) = (struct gathering){0};
        *array_add(g->arena, &g->both_ways) = r.is_mutual;
    } else if (*out_speaks) {
        uint32_t block = g->report.v[at].block;
        bool counted = g->report.v[at].counted;
        report_read(&g->words, e, &g->report.v[at]);
        g->report.v[at].block = incident_is_mutual(e->type) ? block : block_of(g, e);
        g->report.v[at].counted |= counted;
    }
    g->report.v[at].counted |= e->counted; /* one of the twins may be its actor's own account */
    const struct str *party = g->report.v[at].party;
    g->both_ways.v[at] = g->both_ways.v[at] || (str_eq(e->source, party[1]) && str_eq(e->target, party[0]));
    add_party(g, &g->gathering.v[at], e->source, e->source_person);
    add_party(g, &g->gathering.v[at], e->target, e->target_person);
    return at;
}

void gather_finish(struct gather *g)
{
    for (uint32_t i = 0; i < g->report.n; i++) {
        struct incident_report *r = &g->report.v[i];
        const struct gathering *all = &g->gathering.v[i];
        if (!r->is_mutual || g->pair)
            continue;
        r->party = all->party.v;
        r->person = all->person.v;
        r->n_parties = all->party.n;
    }
    incidents_find(g->report.v, g->report.n, g->arena, &g->found);
}
