/* ICEWS coded event data, 20 columns. */
#include "exchange/rows_int.h"
#include "record/names.h"

#include <math.h>

/* Their words for sectors; a sector that is not here is left out. */
static const struct {
    const char *code, *words;
} SECTORS[] = {
    {"GOV", "Government"},
    {"MIL", "Military"},
    {"COP", "Police"},
    {"JUD", "Judicial"},
    {"LEG", "Legislative / Parliamentary"},
    {"PTY", "Parties"},
    {"OPP", "Opposition Major Party (Out Of Government)"},
    {"REB", "Insurgents"},
    {"PRM", "Organized Violent"},
    {"UAF", "Unidentified Forces"},
    {"SPY", "Military Intelligence"},
    {"ELI", "Elite"},
    {"BUS", "Business"},
    {"AGR", "Agricultural"},
    {"CRM", "Criminals / Gangs"},
    {"CVL", "General Population / Civilian / Social"},
    {"SOC", "Social"},
    {"EDU", "Education"},
    {"JRN", "Media"},
    {"LAB", "Labor"},
    {"MED", "Medical / Health"},
    {"REF", "Refugees / Displaced"},
    {"REL", "Religious"},
    {"IGO", "International Government Organization"},
    {"NGO", "Nongovernmental Organizations / Activists"},
    {"MNC", "Multinational Corporation"},
    {"IMG", "Radicals / Extremists / Fundamentalists"},
};
enum { N_SECTORS = sizeof SECTORS / sizeof SECTORS[0] };

const char *icews_sector_words(const char *sector)
{
    for (int i = 0; i < N_SECTORS; i++)
        if (strcmp(sector, SECTORS[i].code) == 0)
            return SECTORS[i].words;
    return NULL;
}

const char *icews_sector(struct str words)
{
    for (int i = 0; i < N_SECTORS; i++)
        if (str_is(words, SECTORS[i].words))
            return SECTORS[i].code;
    return NULL;
}

const char *icews_country_name(const char *code)
{
    const struct country *c = country_of(code);
    return !c ? "" : *c->icews ? c->icews : c->name;
}

/* Offices and forces without a name of their own are called "Military (Russian Federation)". */
static void name(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    const char *words = m && m->how == HOW_ROLE && m->actor.n_sectors
                            ? icews_sector_words(m->actor.sector[m->actor.n_sectors - 1])
                            : NULL;
    const char *country = m ? icews_country_name(m->actor.country) : "";
    if (words && *country)
        buf_printf(r->cell, "%s (%s)", words, country);
    else
        col_name(r, side);
}

static void sectors(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    for (uint32_t i = 0; m && i < m->actor.n_sectors; i++) {
        const char *words = icews_sector_words(m->actor.sector[i]);
        if (words)
            buf_printf(r->cell, "%s%s", r->cell->n ? "," : "", words);
    }
}

static void country(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    cell_str(r, m ? str_of(icews_country_name(m->actor.country)) : STR_NONE);
}

/* ICEWS gives four codes another intensity than GDELT's table. */
static void intensity(const struct row *r, int arg)
{
    static const struct {
        const char *cameo;
        double value;
    } own[] = {{"016", -5.0}, {"022", 3.4}, {"164", -6.5}, {"165", -7.0}};
    (void)arg;
    double v = (double)r->e->goldstein;
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        if (strcmp(r->e->cameo, own[i].cameo) == 0)
            v = own[i].value;
    cell_num(r, v, 1);
}

static void text(const struct row *r, int arg)
{
    (void)arg;
    if (r->names && r->names->meaning)
        cell_str(r, r->names->meaning(r->names->of, row_cameo(r)));
}

static void story(const struct row *r, int arg)
{
    (void)arg;
    cell_int(r, (int64_t)row_doc_number(r));
}

static void sentence_number(const struct row *r, int arg)
{
    (void)arg;
    cell_int(r, (int64_t)r->e->sent + 1);
}

static void place_country(const struct row *r, int arg)
{
    (void)arg;
    const struct territory *p = row_place(r);
    cell_str(r, p ? str_of(icews_country_name(p->country)) : STR_NONE);
}

static const struct column COLUMNS[] = {
    {"Event ID", col_number, 0},
    {"Event Date", col_event_day, 0},
    {"Source Name", name, 0},
    {"Source Sectors", sectors, 0},
    {"Source Country", country, 0},
    {"Event Text", text, 0},
    {"CAMEO Code", col_cameo, 0},
    {"Intensity", intensity, 0},
    {"Target Name", name, 1},
    {"Target Sectors", sectors, 1},
    {"Target Country", country, 1},
    {"Story ID", story, 0},
    {"Sentence Number", sentence_number, 0},
    {"Publisher", col_publisher, 0},
    {"City", col_city, 0},
    {"District", col_empty, 0},
    {"Province", col_province, 0},
    {"Country", place_country, 0},
    {"Latitude", col_lat, 0},
    {"Longitude", col_lon, 0},
};
const struct columns ICEWS_COLUMNS = COLUMNS_OF(COLUMNS);
