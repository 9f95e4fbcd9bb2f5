/* GDELT 2.0 events, 61 columns. */
#include "exchange/rows_int.h"

#include <math.h>

/* ---- dates -------------------------------------------------------------------------------------------------- */

enum { DATE_DAY, DATE_MONTH, DATE_YEAR, DATE_FRACTION };

static void date(const struct row *r, int part)
{
    int y, m, d;
    int32_t day = row_day(r);
    if (day == DAY_NONE)
        return;
    day_split(day, &y, &m, &d);
    if (part == DATE_FRACTION)
        buf_printf(r->cell, "%.4f", y + ((m - 1) * 30 + d) / 365.0); /* theirs: months of 30 days */
    else
        cell_int(r, part == DATE_YEAR ? y : part == DATE_MONTH ? y * 100 + m : (y * 100 + m) * 100 + d);
}

static void date_added(const struct row *r, int arg)
{
    (void)arg;
    int y, m, d;
    if (r->d->date == DAY_NONE)
        return;
    day_split(r->d->date, &y, &m, &d);
    cell_int(r, ((int64_t)(y * 100 + m) * 100 + d) * 1000000);
}

/* ---- actors ------------------------------------------------------------------------------------------------- */

/* CAMEO's name of a sector where PLOVER gave it another. */
static const struct {
    const char *plover, *cameo;
} SECTORS[] = {{"JRN", "MED"}, {"MED", "HLH"}, {"PRM", "UAF"}, {"SOC", "CVL"}, {"UNK", ""}, {"PRE", ""}};
enum { N_SECTORS = sizeof SECTORS / sizeof SECTORS[0] };

static const char *cameo_sector(const char *sector)
{
    for (int i = 0; i < N_SECTORS; i++)
        if (strcmp(sector, SECTORS[i].plover) == 0)
            return SECTORS[i].cameo;
    return sector;
}

/* CVL and UAF are names of PLOVER's, too. */
const char *plover_sector(struct str sector)
{
    for (int i = 0; i < 2; i++)
        if (str_is(sector, SECTORS[i].cameo))
            return SECTORS[i].plover;
    return sector.s;
}

const char *native_sector(struct str plover)
{
    for (int i = 0; i < 2; i++)
        if (str_is(plover, SECTORS[i].plover))
            return SECTORS[i].cameo;
    return plover.s;
}

/* "IGOUNO", "IMGISI": the first three letters are a type, the next the group's own. */
static bool is_group(const struct mention *m)
{
    return !m->actor.country[0] && strlen(m->actor.code) >= 6 && m->actor.n_sectors <= 1;
}

static void actor_code(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    if (!m)
        return;
    if (!m->actor.n_sectors || is_group(m) || strlen(m->actor.code) > 3u + 3u * m->actor.n_sectors) {
        cell_str(r, str_of(m->actor.code));
        return;
    }
    cell_str(r, str_of(m->actor.country));
    for (uint32_t i = 0; i < m->actor.n_sectors; i++)
        cell_str(r, str_of(cameo_sector(m->actor.sector[i])));
}

static void actor_name(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    if (m && m->actor.code[0])
        cell_upper(r, m->name.n ? m->name : doc_slice(r->d, m->span));
}

static void known_group(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    if (m && is_group(m))
        cell_str(r, str_slice(str_of(m->actor.code), 3, 6));
}

static void actor_type(const struct row *r, uint32_t i, int side)
{
    const struct mention *m = row_actor(r, side);
    if (m && is_group(m) && i == 0)
        cell_str(r, str_slice(str_of(m->actor.code), 0, 3));
    else if (m && i < m->actor.n_sectors)
        cell_str(r, str_of(cameo_sector(m->actor.sector[i])));
}
static void actor_type_1(const struct row *r, int side)
{
    actor_type(r, 0, side);
}
static void actor_type_2(const struct row *r, int side)
{
    actor_type(r, 1, side);
}
static void actor_type_3(const struct row *r, int side)
{
    actor_type(r, 2, side);
}

/* ---- the act ------------------------------------------------------------------------------------------------ */

static void is_root(const struct row *r, int arg)
{
    (void)arg;
    cell_int(r, row_is_lead(r));
}

static void base_code(const struct row *r, int arg)
{
    (void)arg;
    struct str code = row_cameo(r);
    if (code.n == 2)
        col_cameo(r, 0);
    else
        cell_str(r, str_slice(code, 0, code.n < 3 ? code.n : 3));
}

/* 01-05 verbal, 06-09 material cooperation, 10-14 verbal, 15-20 material conflict */
static void quad(const struct row *r, int arg)
{
    (void)arg;
    int root = row_cameo_root(r);
    if (root)
        cell_int(r, root <= 5 ? 1 : root <= 9 ? 2 : root <= 14 ? 3 : 4);
}

/* ---- places ------------------------------------------------------------------------------------------------- */

static void no_place(const struct row *r, int arg)
{
    (void)arg;
    cell_int(r, 0);
}

static bool is_american(const struct row *r)
{
    return strcmp(row_place(r)->country, "USA") == 0;
}

/* 0 unknown, 1 country, 2 US state, 3 US city or landmark, 4 city or landmark elsewhere, 5 province elsewhere */
static void geo_type(const struct row *r, int arg)
{
    (void)arg;
    static const char *const country[] = {"country", NULL}, *const province[] = {"province", NULL};
    if (!row_place(r))
        cell_int(r, 0);
    else if (row_place_is(r, country))
        cell_int(r, 1);
    else if (row_place_is(r, province))
        cell_int(r, is_american(r) ? 2 : 5);
    else
        cell_int(r, is_american(r) ? 3 : 4);
}

static const struct country *country_of_place(const struct row *r)
{
    return row_place(r) ? country_of(row_place(r)->country) : NULL;
}

static void geo_name(const struct row *r, int arg)
{
    (void)arg;
    static const char *const country[] = {"country", NULL};
    const struct territory *p = row_place(r);
    if (!p)
        return;
    cell_str(r, p->name);
    const struct country *c = country_of_place(r);
    if (c && !row_place_is(r, country))
        buf_printf(r->cell, ", %s", is_american(r) ? "United States" : c->name);
}

static void geo_country(const struct row *r, int arg)
{
    (void)arg;
    const struct country *c = country_of_place(r);
    cell_str(r, c ? str_of(c->fips) : STR_NONE);
}

/* Both are the country's code where the place is one; those of other places are in gazetteers we do not have. */
static void geo_if_country(const struct row *r, int arg)
{
    static const char *const country[] = {"country", NULL};
    if (row_place_is(r, country))
        geo_country(r, arg);
}

/* ---- the table ---------------------------------------------------------------------------------------------- */

#define ACTOR(n)                                                                                                       \
    {"Actor" #n "Code", actor_code, n - 1}, {"Actor" #n "Name", actor_name, n - 1},                                    \
        {"Actor" #n "CountryCode", col_country, n - 1}, {"Actor" #n "KnownGroupCode", known_group, n - 1},             \
        {"Actor" #n "EthnicCode", col_empty, 0}, {"Actor" #n "Religion1Code", col_empty, 0},                           \
        {"Actor" #n "Religion2Code", col_empty, 0}, {"Actor" #n "Type1Code", actor_type_1, n - 1},                     \
        {"Actor" #n "Type2Code", actor_type_2, n - 1},                                                                 \
    {                                                                                                                  \
        "Actor" #n "Type3Code", actor_type_3, n - 1                                                                    \
    }
#define ACTOR_GEO(n)                                                                                                   \
    {"Actor" #n "Geo_Type", no_place, 0}, {"Actor" #n "Geo_FullName", col_empty, 0},                                   \
        {"Actor" #n "Geo_CountryCode", col_empty, 0}, {"Actor" #n "Geo_ADM1Code", col_empty, 0},                       \
        {"Actor" #n "Geo_ADM2Code", col_empty, 0}, {"Actor" #n "Geo_Lat", col_empty, 0},                               \
        {"Actor" #n "Geo_Long", col_empty, 0},                                                                         \
    {                                                                                                                  \
        "Actor" #n "Geo_FeatureID", col_empty, 0                                                                       \
    }

static const struct column COLUMNS[] = {
    {"GLOBALEVENTID", col_number, 0},
    {"SQLDATE", date, DATE_DAY},
    {"MonthYear", date, DATE_MONTH},
    {"Year", date, DATE_YEAR},
    {"FractionDate", date, DATE_FRACTION},
    ACTOR(1),
    ACTOR(2),
    {"IsRootEvent", is_root, 0},
    {"EventCode", col_cameo, 0},
    {"EventBaseCode", base_code, 0},
    {"EventRootCode", col_cameo_root, 0},
    {"QuadClass", quad, 0},
    {"GoldsteinScale", col_goldstein, 0},
    {"NumMentions", col_one, 0},
    {"NumSources", col_one, 0},
    {"NumArticles", col_one, 0},
    {"AvgTone", col_empty, 0},
    ACTOR_GEO(1),
    ACTOR_GEO(2),
    {"ActionGeo_Type", geo_type, 0},
    {"ActionGeo_FullName", geo_name, 0},
    {"ActionGeo_CountryCode", geo_country, 0},
    {"ActionGeo_ADM1Code", geo_if_country, 0},
    {"ActionGeo_ADM2Code", col_empty, 0},
    {"ActionGeo_Lat", col_lat, 0},
    {"ActionGeo_Long", col_lon, 0},
    {"ActionGeo_FeatureID", geo_if_country, 0},
    {"DATEADDED", date_added, 0},
    {"SOURCEURL", col_url, 0},
};
const struct columns GDELT_COLUMNS = COLUMNS_OF(COLUMNS);
