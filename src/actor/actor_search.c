/* Questions about the lists themselves: search, names of codes, checks. */
#include "actor/actor_int.h"
#include "base/utf8.h"
#include "record/names.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct str actors_name_of(const struct actors *a, struct str code)
{
    struct actor_code parsed;
    if (!actor_code_of(code, &parsed))
        return STR_NONE;
    /* A code with letters of its own names a body or group ("IGOSCO", "IRQGOVKRG"); one of country and sectors the
     * country. */
    bool own = !parsed.country[0] || code.n > 3u + 3u * parsed.n_sectors;
    for (uint32_t n = own ? code.n : 3; n >= 3; n -= 3) {
        uint32_t e = pool_map_find(a, &a->country, str_slice(code, 0, n), NONE);
        if (e != NONE)
            return pool_str(a, a->entry.v[e].name);
    }
    return STR_NONE;
}

static void fill(const struct actors *a, const struct sense *s, int32_t day, struct actor_entry *out)
{
    const struct entry *e = &a->entry.v[s->entry];
    *out = (struct actor_entry){
        .kind = str_of(entry_kind_name(e->kind)),
        .name = pool_str(a, e->name),
        .dates = e->exists,
        .file = pool_str(a, a->file.v[e->file]),
        .line = e->line,
    };
    if (e->kind == ENTRY_AGENT)
        memcpy(out->code, pool_str(a, e->code).s, e->code.n < MAX_CODE ? e->code.n : 0);
    else
        memcpy(out->code, code_on(a, s, day).code, MAX_CODE);
    for (uint32_t i = 0; i < e->n_roles; i++) {
        const struct role *r = &a->role.v[e->first_role + i];
        if (day >= r->when.from && day <= r->when.to && str_is(pool_str(a, r->code), out->code)) {
            out->role = pool_str(a, r->office);
            out->dates = r->when;
        }
    }
}

uint32_t actors_search(const struct actors *a, struct str query, int32_t day, struct actor_entry *out, uint32_t max)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct str wanted = utf8_lower(&arena, str_trim(query));
    uint8_t *seen = arena_zalloc(&arena, a->entry.n + 1);
    struct arena_mark mark = arena_mark(&arena);
    uint32_t n = 0;
    if (day == DAY_NONE)
        day = DAY_MAX;
    for (int pass = 0; pass < 2 && n == 0 && wanted.n; pass++)
        for (uint32_t i = 1; i < a->sense.n && n < max; i++) {
            const struct sense *s = &a->sense.v[i];
            if (seen[s->entry] || s->kind == SENSE_LAST)
                continue;
            struct str form = utf8_lower(&arena, pool_str(a, s->form));
            bool hit = pass == 0 ? str_eq(form, wanted) || str_eq_nocase(pool_str(a, a->entry.v[s->entry].code), query)
                                 : str_has(form, wanted);
            arena_rewind(&arena, mark);
            if (!hit)
                continue;
            seen[s->entry] = 1;
            fill(a, s, day, &out[n++]);
        }
    arena_release(&arena);
    return n;
}

/* By type; NULL for an unknown one. */
static const char *place_precision(struct str type)
{
    static const struct {
        const char *type, *precision;
    } known[] = {{"city", "city"},         {"point", "point"},   {"base", "point"},      {"border", "point"},
                 {"province", "province"}, {"region", "region"}, {"sea", "region"},      {"strait", "region"},
                 {"river", "region"},      {"zone", "region"},   {"mountain", "region"}, {"country", "country"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_is(type, known[i].type))
            return known[i].precision;
    return NULL;
}

bool sense_place(const struct actors *a, const struct sense *s, struct actor_place *out)
{
    const struct entry *e = &a->entry.v[s->entry];
    if (e->kind != ENTRY_PLACE && e->kind != ENTRY_COUNTRY)
        return false;
    bool capital = s->kind == SENSE_CAPITAL;
    struct str type = capital ? STR("city") : STR("country");
    *out = (struct actor_place){.name = pool_str(a, capital ? s->form : e->name),
                                .country = str_slice(pool_str(a, e->code), 0, 3),
                                .type = e->kind == ENTRY_COUNTRY ? type : pool_str(a, e->place_type),
                                .lat = capital ? s->lat : e->lat,
                                .lon = capital ? s->lon : e->lon};
    out->precision = place_precision(out->type);
    return true;
}

bool actors_place(const struct actors *a, struct str name, struct str country, struct actor_place *out)
{
    uint32_t node = 0, at = 0;
    struct piece p;
    while (node != NONE && piece_next(name, &at, &p))
        node = lexicon_child(a, node, lexicon_word(a, str_slice(name, p.span.start, p.span.end)));
    if (node == NONE || node == 0)
        return false;
    for (uint32_t s = a->node.v[node].first_sense; s != NONE; s = a->sense.v[s].next) {
        struct actor_place found;
        if (!sense_place(a, &a->sense.v[s], &found) || (country.n && !str_eq(found.country, str_slice(country, 0, 3))))
            continue;
        *out = found;
        return true;
    }
    return false;
}

/* ---- checks --------------------------------------------------------------------------------------------------- */

struct checker {
    const struct actors *a;
    struct buf *out;
    uint32_t n;
};

static void PRINTF_LIKE(3, 4) report(struct checker *c, const struct entry *e, const char *format, ...)
{
    char what[300];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    buf_printf(c->out, "%.*s:%u: %s\n", STR_ARG(pool_str(c->a, c->a->file.v[e->file])), (unsigned)e->line, what);
    c->n++;
}

static bool overlap(struct date_range x, struct date_range y)
{
    return x.from <= y.to && y.from <= x.to;
}

/* Places of several states may share a name; the text decides. A place called as its state, or as its capital, is never
 * found: the state comes first. */
static bool clash(const struct actors *a, const struct sense *x, const struct entry *ex, const struct sense *y,
                  const struct entry *ey)
{
    bool same_state = str_eq(pool_str(a, ex->code), pool_str(a, ey->code));
    if (ex->kind == ENTRY_PLACE && ey->kind == ENTRY_PLACE)
        return same_state && x->kind == y->kind && (x->kind == SENSE_NAME || x->kind == SENSE_WEAK);
    if (ey->kind == ENTRY_PLACE && ex->kind == ENTRY_COUNTRY)
        return same_state && x->kind <= SENSE_CAPITAL && (y->kind == SENSE_NAME || y->kind == SENSE_WEAK);
    return ex->kind == ey->kind && x->kind == SENSE_NAME && y->kind == SENSE_NAME;
}

/* Two entries that bear the same sure name at the same time; a country's adjective may be its demonym too. */
static void check_names(struct checker *c)
{
    const struct actors *a = c->a;
    for (uint32_t n = 0; n < a->node.n; n++)
        for (uint32_t i = a->node.v[n].first_sense; i != NONE; i = a->sense.v[i].next)
            for (uint32_t k = a->sense.v[i].next; k != NONE; k = a->sense.v[k].next) {
                const struct sense *x = &a->sense.v[i], *y = &a->sense.v[k];
                const struct entry *ex = &a->entry.v[x->entry], *ey = &a->entry.v[y->entry];
                if (x->entry == y->entry || x->shapes != y->shapes || !overlap(ex->exists, ey->exists) ||
                    !clash(a, x, ex, y, ey))
                    continue;
                report(c, ey, "the %s \"%.*s\" is also a name of \"%.*s\" (%.*s:%u)", entry_kind_name(ey->kind),
                       STR_ARG(pool_str(a, y->form)), STR_ARG(pool_str(a, ex->name)),
                       STR_ARG(pool_str(a, a->file.v[ex->file])), (unsigned)ex->line);
            }
}

static bool is_known_code(const struct actors *a, struct str code)
{
    struct actor_code parsed;
    if (!actor_code_of(code, &parsed))
        return false;
    if (!parsed.country[0])
        return true;
    return pool_map_find(a, &a->country, str_of(parsed.country), NONE) != NONE;
}

static bool sectors_known(struct str code)
{
    struct actor_code parsed;
    if (!actor_code_of(code, &parsed))
        return false;
    uint32_t n = (uint32_t)(parsed.n_sectors + (parsed.country[0] ? 1 : 0));
    return (parsed.country[0] == '\0' && parsed.n_sectors && code.n > 3 * n) || n * 3 >= code.n || n - 1 == MAX_SECTORS;
}

/* Coordinates are good to a tenth of a degree, and so are the boxes. */
static bool box_holds(const struct box *b, double lat, double lon)
{
    const double slack = 0.2;
    return lat >= b->south - slack && lat <= b->north + slack && lon >= b->west - slack && lon <= b->east + slack;
}

static void check_inside(struct checker *c, const struct entry *e, struct pooled where, double lat, double lon)
{
    const struct actors *a = c->a;
    struct str name = pool_str(a, where), code = pool_str(a, e->code);
    if (isnan(lat) || isnan(lon))
        return;
    if (fabs(lat) > 90 || fabs(lon) > 180)
        report(c, e, "\"%.*s\" is not on the globe", STR_ARG(name));
    bool boxed = false;
    for (uint32_t i = 0; i < a->box.n; i++) {
        if (!str_eq(pool_str(a, a->box.v[i].code), code))
            continue;
        boxed = true;
        if (box_holds(&a->box.v[i], lat, lon))
            return;
    }
    if (boxed)
        report(c, e, "\"%.*s\" lies outside %.*s", STR_ARG(name), STR_ARG(code));
    else if (a->box.n && code.n)
        report(c, e, "no box says where %.*s is", STR_ARG(code));
}

static void check_places(struct checker *c)
{
    const struct actors *a = c->a;
    for (uint32_t i = 1; i < a->entry.n; i++) {
        const struct entry *e = &a->entry.v[i];
        if (e->kind != ENTRY_PLACE)
            continue;
        check_inside(c, e, e->name, e->lat, e->lon);
        struct str type = pool_str(a, e->place_type), acts = pool_str(a, e->acts);
        if (!place_precision(type))
            report(c, e, "unknown type of place \"%.*s\"", STR_ARG(type));
        if (acts.n && !is_known_code(a, acts))
            report(c, e, "no country has the code %.*s that the place acts under", STR_ARG(acts));
    }
    for (uint32_t i = 1; i < a->sense.n; i++)
        if (a->sense.v[i].kind == SENSE_CAPITAL)
            check_inside(c, &a->entry.v[a->sense.v[i].entry], a->sense.v[i].form, a->sense.v[i].lat, a->sense.v[i].lon);
    for (uint32_t i = 0; i < a->box.n; i++) {
        struct str code = pool_str(a, a->box.v[i].code);
        if (pool_map_find(a, &a->country, code, NONE) == NONE)
            report(c, &a->entry.v[0], "the box of an unknown country %.*s", STR_ARG(code));
    }
}

static void check_entry(struct checker *c, const struct entry *e)
{
    const struct actors *a = c->a;
    struct str code = pool_str(a, e->code), home = pool_str(a, e->home);
    if (e->kind == ENTRY_AGENT) {
        if (e->refer == REFER_NONE && code.n && !sectors_known(code))
            report(c, e, "%.*s holds an unknown sector", STR_ARG(code));
        return;
    }
    if (e->kind != ENTRY_COUNTRY && code.n && !is_known_code(a, code))
        report(c, e, "no country has the code %.*s", STR_ARG(str_slice(code, 0, 3)));
    if (e->kind == ENTRY_PERSON && !e->n_roles && !home.n)
        report(c, e, "\"%.*s\" has neither role nor home", STR_ARG(pool_str(a, e->name)));
    if (home.n && !is_known_code(a, home))
        report(c, e, "no country has the code of the home %.*s", STR_ARG(home));
    for (uint32_t i = 0; i < e->n_roles; i++) {
        struct str office = pool_str(a, a->role.v[e->first_role + i].code);
        if (!is_known_code(a, office))
            report(c, e, "no country has the code of the role %.*s", STR_ARG(office));
    }
}

uint32_t actors_check(const struct actors *a, struct buf *out)
{
    struct checker c = {a, out, 0};
    for (uint32_t i = 0; i < a->problem.n; i++) {
        buf_printf(out, "%.*s\n", STR_ARG(pool_str(a, a->problem.v[i])));
        c.n++;
    }
    check_names(&c);
    for (uint32_t i = 1; i < a->entry.n; i++)
        check_entry(&c, &a->entry.v[i]);
    check_places(&c);
    return c.n;
}
