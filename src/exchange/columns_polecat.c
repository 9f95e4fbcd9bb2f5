/* POLECAT, 40 columns. */
#include "exchange/rows_int.h"
#include "record/names.h"

static void type(const struct row *r, int arg)
{
    (void)arg;
    cell_str(r, str_of(event_type_name(r->e->type)));
}

static void mode(const struct row *r, int arg)
{
    (void)arg;
    cell_str(r, r->e->mode);
}

static void intensity(const struct row *r, int arg)
{
    (void)arg;
    cell_num(r, (double)r->e->intensity, 1);
}

static void quad(const struct row *r, int arg)
{
    static const char *const names[] = {"", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT",
                                        "MATERIAL CONFLICT"};
    (void)arg;
    cell_str(r, str_of(names[event_type_quad(r->e->type)]));
}

static void contexts(const struct row *r, int arg)
{
    (void)arg;
    for (uint32_t i = 0; i < r->e->n_contexts; i++) {
        cell_str(r, i ? STR(";") : STR_NONE);
        cell_str(r, r->e->context[i]);
    }
}

static void cow(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    const struct country *c = m ? country_of(m->actor.country) : NULL;
    if (c && c->cow)
        cell_int(r, c->cow);
}

static void primary_sector(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    cell_str(r, m && m->actor.n_sectors ? str_of(m->actor.sector[0]) : STR_NONE);
}

static void sectors(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    for (uint32_t i = 0; m && i < m->actor.n_sectors; i++)
        buf_printf(r->cell, "%s%s", i ? ";" : "", m->actor.sector[i]);
}

/* ---- places ------------------------------------------------------------------------------------------------- */

static void raw_place(const struct row *r, int arg)
{
    (void)arg;
    if (r->e->place_mention != NONE)
        cell_str(r, doc_slice(r->d, r->d->mention.v[r->e->place_mention].span));
}

/* Feature codes of GeoNames. */
static void feature(const struct row *r, int arg)
{
    static const struct {
        const char *precision[2], *code;
    } codes[] = {{{"city"}, "PPL"}, {{"province"}, "ADM1"}, {{"country"}, "PCLI"}, {{"region"}, "RGN"}};
    (void)arg;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (row_place_is(r, codes[i].precision))
            cell_str(r, str_of(codes[i].code));
}

/* ---- the story ---------------------------------------------------------------------------------------------- */

enum story_list { STORY_PEOPLE, STORY_ORGANISATIONS, STORY_PLACES };

static bool is_of(const struct mention *m, enum story_list list)
{
    if (m->is_filler || !m->name.n || m->how == HOW_ROLE || m->how == HOW_COREFERENCE)
        return false;
    if (list == STORY_PLACES)
        return m->place != NULL;
    bool is_state = m->actor.country[0] && strcmp(m->actor.code, m->actor.country) == 0 && !m->is_person;
    return !m->place && !is_state && m->is_person == (list == STORY_PEOPLE);
}

/* Who and what the document names, each once; of a very long one what stands first, since every row repeats it. */
static void story(const struct row *r, int list)
{
    enum { MAX_MENTIONS = 1000 };
    const struct doc *d = r->d;
    struct str before = STR_NONE;
    for (uint32_t i = 0; i < d->mention.n && i < MAX_MENTIONS; i++) {
        const struct mention *m = &d->mention.v[i];
        if (m->entity != i || !is_of(m, (enum story_list)list) || str_eq(m->name, before))
            continue;
        cell_str(r, r->cell->n ? STR("; ") : STR_NONE);
        cell_str(r, m->name);
        before = m->name;
    }
}

static void doc_day(const struct row *r, int arg)
{
    (void)arg;
    cell_day(r, r->d->date);
}

static void language(const struct row *r, int arg)
{
    (void)arg;
    cell_str(r, r->d->lang);
}

static void version(const struct row *r, int arg)
{
    (void)arg;
    cell_str(r, STR("Entente " ENTENTE_VERSION));
}

#define ACTOR(who, side)                                                                                               \
    {who " Name", col_name, side}, {who " Country", col_country, side}, {who " COW", cow, side},                       \
        {"Primary " who " Sector", primary_sector, side}, {who " Sectors", sectors, side},                             \
        {who " Title", col_empty, 0}, {who " Name Raw", col_words, side},                                              \
    {                                                                                                                  \
        "Wikipedia " who " ID", col_empty, 0                                                                           \
    }

static const struct column COLUMNS[] = {
    {"Event ID", col_number, 0},
    {"Event Date", col_event_day, 0},
    {"Event Type", type, 0},
    {"Event Mode", mode, 0},
    {"Intensity", intensity, 0},
    {"Quad Code", quad, 0},
    {"Contexts", contexts, 0},
    ACTOR("Actor", 0),
    ACTOR("Recipient", 1),
    {"Placename", col_place, 0},
    {"City", col_city, 0},
    {"District", col_empty, 0},
    {"Province", col_province, 0},
    {"Country", col_place_country, 0},
    {"Latitude", col_lat, 0},
    {"Longitude", col_lon, 0},
    {"GeoNames ID", col_empty, 0},
    {"Raw Placename", raw_place, 0},
    {"Feature Type", feature, 0},
    {"Source", col_publisher, 0},
    {"Publication Date", doc_day, 0},
    {"Story People", story, STORY_PEOPLE},
    {"Story Organizations", story, STORY_ORGANISATIONS},
    {"Story Locations", story, STORY_PLACES},
    {"Language", language, 0},
    {"Version", version, 0},
};
const struct columns POLECAT_COLUMNS = COLUMNS_OF(COLUMNS);
