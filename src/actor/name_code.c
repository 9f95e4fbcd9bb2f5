/* What code an entry has on a day. */
#include "actor/actor_int.h"
#include "record/names.h"

bool code_has_sector(const struct actor_code *c, const char *sector)
{
    for (unsigned i = 0; i < c->n_sectors; i++)
        if (memcmp(c->sector[i], sector, 3) == 0)
            return true;
    return false;
}

void code_add_sectors(struct actor_code *c, const char sector[][4], unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        size_t len = strlen(c->code);
        if (c->n_sectors >= MAX_SECTORS || len + 3 >= MAX_CODE || code_has_sector(c, sector[i]))
            continue;
        memcpy(c->sector[c->n_sectors++], sector[i], 4);
        memcpy(c->code + len, sector[i], 4);
    }
}

void code_only_country(struct actor_code *c)
{
    struct actor_code only = {0};
    memcpy(only.country, c->country, 4);
    memcpy(only.code, c->country, 4);
    *c = only;
}

bool entry_holds(const struct actors *a, const struct entry *e, int32_t day)
{
    (void)a;
    return day >= e->exists.from && day <= e->exists.to;
}

static struct actor_code code_with(struct str code, const char *sector)
{
    struct actor_code c = {0};
    if (code.n)
        (void)actor_code_of(code, &c);
    char s[1][4] = {{0}};
    if (sector) {
        memcpy(s[0], sector, 3);
        code_add_sectors(&c, (const char(*)[4])s, 1);
    }
    return c;
}

/* Among the roles held on the day: a government office before others, then the one begun last. NULL: none. */
static const struct role *role_on(const struct actors *a, const struct entry *e, int32_t day)
{
    const struct role *best = NULL;
    bool best_gov = false;
    for (uint32_t i = 0; i < e->n_roles; i++) {
        const struct role *r = &a->role.v[e->first_role + i];
        if (day < r->when.from || day > r->when.to)
            continue;
        bool gov = r->code.n >= 6 && memcmp(pool_str(a, r->code).s + 3, "GOV", 3) == 0;
        if (!best || (gov && !best_gov) || (gov == best_gov && r->when.from > best->when.from)) {
            best = r;
            best_gov = gov;
        }
    }
    return best;
}

struct actor_code code_of_person(const struct actors *a, const struct entry *e, int32_t day)
{
    const struct role *r = role_on(a, e, day);
    if (r)
        return code_with(pool_str(a, r->code), NULL);
    struct str home = pool_str(a, e->home);
    if (home.n == 0 && e->n_roles) /* the country of the last office */
        home = pool_str(a, a->role.v[e->first_role + e->n_roles - 1].code);
    struct actor_code c = code_with(home, NULL);
    if (c.country[0] && e->n_roles) {
        code_only_country(&c);
        code_add_sectors(&c, (const char[][4]){"ELI"}, 1);
    }
    return c;
}

struct str office_of_person(const struct actors *a, const struct entry *e, int32_t day)
{
    const struct role *r = role_on(a, e, day);
    return r ? pool_str(a, r->office) : STR_NONE;
}

struct actor_code code_on(const struct actors *a, const struct sense *s, int32_t day)
{
    const struct entry *e = &a->entry.v[s->entry];
    if (e->kind == ENTRY_PERSON)
        return code_of_person(a, e, day);
    if (s->kind == SENSE_SEAT)
        return code_with(pool_str(a, s->code), NULL);
    if (s->kind == SENSE_CAPITAL)
        return code_with(pool_str(a, e->code), "GOV");
    if (e->acts.n)
        return code_with(pool_str(a, e->acts), NULL);
    const struct role *r = role_on(a, e, day);
    if (r)
        return code_with(pool_str(a, r->code), NULL);
    char sector[4] = {0};
    for (uint32_t i = 0; i + 3 <= e->sector.n && i < 3; i += 3)
        memcpy(sector, pool_str(a, e->sector).s + i, 3);
    return code_with(pool_str(a, e->code), sector[0] ? sector : NULL);
}
