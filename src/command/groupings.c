#include "command/groupings.h"

#include "base/map.h"
#include "command/evidence.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

enum { LEAST_MEMBERS = 3, LEAST_PARTIES = 2 };

enum status grouping_sources_read(struct asking *a, struct grouping_sources *out, struct fault *f)
{
    out->members = arena_zalloc(&a->arena, sizeof *out->members);
    out->ledger = arena_zalloc(&a->arena, sizeof *out->ledger);
    struct str path = str_format(&a->arena, "%s/actors/organisations.txt", cli_lang_dir(a->cli));
    if (memberships_read(path.s, &a->arena, out->members, f))
        return f->status;
    return asking_ledger(a, out->ledger, f);
}

/* Words by which a matter is a grouping. */
static bool is_grouping(struct str matter)
{
    static const char *const words[] = {"alliance", "axis",       "bloc",  "camp",       "club", "coalition",
                                        "entente",  "front",      "pact",  "quad",       "ring", "triad",
                                        "triangle", "trilateral", "union", "partnership"};
    for (uint32_t from = 0, end; from < matter.n; from = end + 1) {
        for (end = from; end < matter.n && isalpha((unsigned char)matter.s[end]); end++)
            continue;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (strlen(words[i]) == end - from && strncasecmp(matter.s + from, words[i], end - from) == 0)
                return true;
    }
    return false;
}

static void take_ledger(const struct follow *ledger, struct date_range days, struct arena *arena, struct groupings *out)
{
    for (uint32_t i = 0; i < ledger->entry.n; i++) {
        const struct follow_entry *e = &ledger->entry.v[i];
        bool before = days.from != DAY_NONE && (e->last_day == DAY_NONE || e->last_day < days.from);
        bool after = days.to != DAY_NONE && (e->first_day == DAY_NONE || e->first_day > days.to);
        if (before || after)
            continue;
        if (e->kind == LEDGER_MEMBERSHIP)
            *array_add(arena, &out->told) = e;
        else if (e->party.n >= LEAST_PARTIES && is_grouping(e->matter))
            *array_add(arena, &out->claimed) = e;
    }
}

/* The camp most like it. */
static void compare_with_camps(struct organisation *o, const struct bloc_network *b, const uint32_t *size,
                               struct arena *arena)
{
    const uint32_t n_camps = b->partition.n_camps;
    uint32_t *n_in = arena_zalloc(arena, (n_camps + 1) * sizeof *n_in);
    for (uint32_t i = 0; i < o->node.n; i++)
        n_in[b->partition.camp[o->node.v[i]]]++;
    for (uint32_t c = 0; c < n_camps; c++) {
        double alike = (double)n_in[c] / (o->node.n + size[c] - n_in[c]);
        if (alike > o->alike) {
            o->alike = alike;
            o->camp = c;
            o->n_in_camp = n_in[c];
        }
    }
}

static int compare_organisations(const void *x, const void *y)
{
    const struct organisation *p = x, *q = y;
    if (p->alike != q->alike)
        return p->alike > q->alike ? -1 : 1;
    return str_compare(p->code, q->code);
}

void groupings_find(const struct grouping_sources *s, const struct bloc_network *b, int32_t as_of, struct arena *arena,
                    struct groupings *out)
{
    const uint32_t n = b->file.graph.n_nodes;
    const int32_t day = b->days.to != DAY_NONE ? b->days.to : as_of;
    struct map node;
    uint32_t *size = arena_zalloc(arena, (n + 1) * sizeof *size), n_kept = 0;
    *out = (struct groupings){0};
    map_init(&node, arena, n + 1);
    for (uint32_t v = 0; v < n; v++) {
        *map_put(&node, b->file.name[v], v) = v;
        size[b->partition.camp[v]]++;
    }
    for (uint32_t i = 0; i < s->members->row.n; i++) {
        const struct membership *m = &s->members->row.v[i];
        struct organisation *last = out->organisation.n ? &out->organisation.v[out->organisation.n - 1] : NULL;
        if (!last || !str_eq(last->code, m->org)) {
            last = array_add(arena, &out->organisation);
            *last = (struct organisation){.code = m->org, .name = m->name};
        }
        uint32_t at = map_find(&node, m->member, UINT32_MAX);
        if (at != UINT32_MAX && m->days.from <= day && day <= m->days.to)
            *array_add(arena, &last->node) = at;
    }
    for (uint32_t i = 0; i < out->organisation.n; i++) {
        struct organisation *o = &out->organisation.v[i];
        if (o->node.n < LEAST_MEMBERS)
            continue;
        compare_with_camps(o, b, size, arena);
        out->organisation.v[n_kept++] = *o;
    }
    out->organisation.n = n_kept;
    if (n_kept)
        qsort(out->organisation.v, n_kept, sizeof *out->organisation.v, compare_organisations);
    take_ledger(s->ledger, b->days, arena, out);
}
