/* Phoenix (phoenix_pipeline), 26 columns. */
#include "exchange/rows_int.h"

#include <stdio.h>

enum { DATE_DAY, DATE_YEAR, DATE_MONTH, DATE_MDAY };

static void date(const struct row *r, int part)
{
    char iso[11];
    day_write(row_day(r), iso);
    if (!*iso)
        return;
    if (part == DATE_DAY)
        buf_printf(r->cell, "%.4s%.2s%.2s", iso, iso + 5, iso + 8);
    else if (part == DATE_YEAR)
        buf_printf(r->cell, "%.4s", iso);
    else
        buf_printf(r->cell, "%.2s", part == DATE_MONTH ? iso + 5 : iso + 8);
}

static void actor_full(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    cell_str(r, m ? str_of(m->actor.code) : STR_NONE);
}

/* The code in threes: entity, role, all the rest. */
static void actor_part(const struct row *r, int side, uint32_t from, uint32_t to)
{
    const struct mention *m = row_actor(r, side);
    struct str code = m ? str_of(m->actor.code) : STR_NONE;
    if (code.n > from)
        cell_str(r, str_slice(code, from, to < code.n ? to : code.n));
}
static void entity(const struct row *r, int side)
{
    actor_part(r, side, 0, 3);
}
static void role(const struct row *r, int side)
{
    actor_part(r, side, 3, 6);
}
static void attribute(const struct row *r, int side)
{
    actor_part(r, side, 6, MAX_CODE);
}

/* 0 neutral, 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict: protest with the material, reduced
 * relations with the verbal ones. */
static void penta(const struct row *r, int arg)
{
    static const char classes[] = "-00111222333334434444"; /* by root, 1 to 20 */
    (void)arg;
    int root = row_cameo_root(r);
    if (root >= 1 && root <= 20)
        buf_add_char(r->cell, classes[root]);
}

static void sentence_id(const struct row *r, int arg)
{
    (void)arg;
    buf_printf(r->cell, "%.*s_%u", STR_ARG(r->d->id), (unsigned)r->e->sent);
}

#define ACTOR(who, side)                                                                                               \
    {who "ActorFull", actor_full, side}, {who "ActorEntity", entity, side}, {who "ActorRole", role, side},             \
    {                                                                                                                  \
        who "ActorAttribute", attribute, side                                                                          \
    }

static const struct column COLUMNS[] = {
    {"EventID", col_number, 0},
    {"Date", date, DATE_DAY},
    {"Year", date, DATE_YEAR},
    {"Month", date, DATE_MONTH},
    {"Day", date, DATE_MDAY},
    ACTOR("Source", 0),
    ACTOR("Target", 1),
    {"EventCode", col_cameo, 0},
    {"EventRootCode", col_cameo_root, 0},
    {"PentaClass", penta, 0},
    {"GoldsteinScore", col_goldstein, 0},
    {"Issues", col_empty, 0},
    {"Lat", col_lat, 0},
    {"Lon", col_lon, 0},
    {"LocationName", col_place, 0},
    {"StateName", col_province, 0},
    {"CountryCode", col_place_country, 0},
    {"SentenceID", sentence_id, 0},
    {"URLs", col_url, 0},
    {"NewsSources", col_publisher, 0},
};
const struct columns PHOENIX_COLUMNS = COLUMNS_OF(COLUMNS);
