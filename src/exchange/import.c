/* One row -> one event: where each format has what. */
#include "exchange/import.h"

#include "exchange/import_json.h"
#include "exchange/rows_int.h"
#include "record/names.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum role {
    ID,
    DAY,
    SOURCE,
    TARGET,
    SOURCE_NAME,
    TARGET_NAME,
    SOURCE_SECTOR,
    TARGET_SECTOR,
    CODE,
    GOLDSTEIN,
    URL,
    STORY,
    PUBLISHER,
    N_ROLES
};
enum { ABSENT = 255 };
enum actors { ACTORS_GDELT, ACTORS_ICEWS, ACTORS_POLECAT, ACTORS_CODES, ACTORS_KEDS };

struct import_format {
    const char *name;
    const struct columns *columns; /* NULL: JSON lines */
    uint32_t n_columns[3];         /* allowed; 0: no more */
    const char *role[N_ROLES];
    enum actors actors;
};

static const struct import_format FORMATS[] = {
    /* 1.0 has no ADM2 codes: 58 columns, before April 2013 without SOURCEURL 57 */
    {"gdelt",
     &GDELT_COLUMNS,
     {61, 58, 57},
     {[ID] = "GLOBALEVENTID",
      [DAY] = "SQLDATE",
      [SOURCE] = "Actor1Code",
      [TARGET] = "Actor2Code",
      [SOURCE_NAME] = "Actor1Name",
      [TARGET_NAME] = "Actor2Name",
      [CODE] = "EventCode",
      [GOLDSTEIN] = "GoldsteinScale",
      [URL] = "SOURCEURL"},
     ACTORS_GDELT},
    {"icews",
     &ICEWS_COLUMNS,
     {20},
     {[ID] = "Event ID",
      [DAY] = "Event Date",
      [SOURCE] = "Source Country",
      [TARGET] = "Target Country",
      [SOURCE_NAME] = "Source Name",
      [TARGET_NAME] = "Target Name",
      [SOURCE_SECTOR] = "Source Sectors",
      [TARGET_SECTOR] = "Target Sectors",
      [CODE] = "CAMEO Code",
      [GOLDSTEIN] = "Intensity",
      [STORY] = "Story ID",
      [PUBLISHER] = "Publisher"},
     ACTORS_ICEWS},
    {"polecat",
     &POLECAT_COLUMNS,
     {40},
     {[ID] = "Event ID",
      [DAY] = "Event Date",
      [SOURCE] = "Actor Country",
      [TARGET] = "Recipient Country",
      [SOURCE_NAME] = "Actor Name",
      [TARGET_NAME] = "Recipient Name",
      [SOURCE_SECTOR] = "Primary Actor Sector",
      [TARGET_SECTOR] = "Primary Recipient Sector",
      [CODE] = "Event Type",
      [PUBLISHER] = "Source"},
     ACTORS_POLECAT},
    {"phoenix",
     &PHOENIX_COLUMNS,
     {26},
     {[ID] = "EventID",
      [DAY] = "Date",
      [SOURCE] = "SourceActorFull",
      [TARGET] = "TargetActorFull",
      [CODE] = "EventCode",
      [GOLDSTEIN] = "GoldsteinScore",
      [URL] = "URLs",
      [PUBLISHER] = "NewsSources"},
     ACTORS_CODES},
    {"keds",
     &KEDS_COLUMNS,
     {5},
     {[DAY] = "day",
      [SOURCE] = "source",
      [TARGET] = "target",
      [SOURCE_NAME] = "source", /* the code as it came stays as the name */
      [TARGET_NAME] = "target",
      [CODE] = "weis"},
     ACTORS_KEDS},
    {"plover-jsonl", NULL, {0}, {[STORY] = "doc"}, ACTORS_CODES},
};
enum { N_FORMATS = sizeof FORMATS / sizeof FORMATS[0] };

const struct import_format *import_format_find(const char *name)
{
    for (int i = 0; i < N_FORMATS; i++)
        if (strcmp(FORMATS[i].name, name) == 0)
            return &FORMATS[i];
    return NULL;
}

const char *import_format_names(void)
{
    return "gdelt, icews, polecat, phoenix, keds or plover-jsonl";
}

const char *import_format_name(const struct import_format *f)
{
    return f->name;
}

bool import_format_has_stories(const struct import_format *f)
{
    return f->role[STORY] != NULL;
}

/* ---- cells ----------------------------------------------------------------------------------------------------- */

static uint32_t cut_cells(struct str line, struct str *cell)
{
    uint32_t n = 0;
    for (const char *at = line.s, *end = line.s + line.n; n < IMPORT_MAX_COLUMNS + 1; n++) {
        const char *tab = memchr(at, '\t', (size_t)(end - at));
        cell[n] = (struct str){at, (uint32_t)((tab ? tab : end) - at)};
        if (!tab)
            return n + 1;
        at = tab + 1;
    }
    return n;
}

static bool fits(const struct import_format *f, uint32_t n)
{
    for (int i = 0; i < 3; i++)
        if (f->n_columns[i] && f->n_columns[i] == n)
            return true;
    return false;
}

const struct import_format *import_format_guess(struct str line)
{
    struct str cell[IMPORT_MAX_COLUMNS + 1];
    uint32_t n = cut_cells(line, cell);
    for (int i = 0; i < N_FORMATS; i++)
        if (FORMATS[i].columns ? fits(&FORMATS[i], n) : str_starts(str_trim(line), STR("{")))
            return &FORMATS[i];
    return NULL;
}

/* The column's place; in the shorter GDELT files the address stays the last, what we ask for else stands before the
 * gap. */
static uint32_t place_of(const struct import_format *f, enum role role, uint32_t n_cells)
{
    const struct columns *c = f->columns;
    if (!f->role[role])
        return ABSENT;
    uint32_t i = 0;
    while (strcmp(c->column[i].name, f->role[role]) != 0)
        i++;
    if (n_cells < c->n && i == c->n - 1)
        i = n_cells == f->n_columns[1] ? n_cells - 1 : ABSENT;
    return i;
}

/* Lines of another number of columns have them elsewhere. */
static void find_places(struct importer *im, uint32_t n_cells)
{
    _Static_assert((int)N_ROLES <= (int)IMPORT_MAX_ROLES, "a place for each role");
    if (im->n_places == n_cells)
        return;
    for (int role = 0; role < N_ROLES; role++)
        im->place[role] = (uint8_t)place_of(im->format, (enum role)role, n_cells);
    im->n_places = n_cells;
}

static struct str cell_of(const struct importer *im, enum role role, const struct str *cell, uint32_t n)
{
    uint32_t i = im->place[role];
    struct str s = i < n ? str_trim(cell[i]) : STR_NONE;
    return str_is(s, "NA") || str_is(s, "None") || str_is(s, "---") ? STR_NONE : s;
}

/* ---- days ------------------------------------------------------------------------------------------------------ */

static bool all_digits(struct str s)
{
    for (uint32_t i = 0; i < s.n; i++)
        if (s.s[i] < '0' || s.s[i] > '9')
            return false;
    return s.n > 0;
}

static int number(struct str s, uint32_t from, uint32_t n)
{
    int v = 0;
    for (uint32_t i = from; i < from + n; i++)
        v = v * 10 + (s.s[i] - '0');
    return v;
}

/* 20180406, 2018-04-06, 180406 (as KEDS has it: from 1930 to 2029), or the number of a day. */
static int32_t read_day(const struct importer *im, struct str s)
{
    struct date_range r;
    if (!all_digits(s))
        return date_parse(s, &r) ? r.to : DAY_NONE;
    if (s.n == 8)
        return day_of(number(s, 0, 4), number(s, 4, 2), number(s, 6, 2));
    if (s.n == 6) {
        int y = number(s, 0, 2);
        return day_of(y < 30 ? 2000 + y : 1900 + y, number(s, 2, 2), number(s, 4, 2));
    }
    return im->first_day == DAY_NONE || s.n > 5 ? DAY_NONE : im->first_day + number(s, 0, s.n) - 1;
}

/* ---- actors ---------------------------------------------------------------------------------------------------- */

static struct str put_code(char *out, size_t size, struct str a, struct str b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a.n && n < size - 1; i++)
        out[n++] = a.s[i];
    for (uint32_t i = 0; i < b.n && n < size - 1; i++)
        out[n++] = b.s[i];
    out[n] = '\0';
    return (struct str){out, n};
}

/* CAMEO's sectors behind the country, as PLOVER calls them. */
static struct str gdelt_actor(char *out, size_t size, struct str code)
{
    struct str s = put_code(out, size, code, STR_NONE);
    for (uint32_t i = 3; i + 3 <= s.n; i += 3)
        memcpy(out + i, plover_sector((struct str){out + i, 3}), 3);
    return s;
}

static struct str icews_actor(char *out, size_t size, struct str country, struct str sectors)
{
    const char *code = icews_country(country), *sector = NULL;
    for (struct str one; !sector && sectors.n && str_cut(&sectors, ',', &one);)
        sector = icews_sector(str_trim(one));
    return code ? put_code(out, size, str_of(code), str_of(sector)) : STR_NONE;
}

void import_actors_read(struct str text, struct arena *arena, struct import_actors *out)
{
    struct str line, code;
    *out = (struct import_actors){0};
    map_init(&out->by_code, arena, 256);
    while (text.n && str_cut(&text, '\n', &line)) {
        if (!line.n || line.s[0] == '#' || !str_cut(&line, '\t', &code))
            continue;
        *map_put(&out->by_code, code, 0) = out->ours.n;
        *array_add(arena, &out->ours) = str_trim(line);
    }
}

static struct str keds_actor(const struct import_actors *known, char *out, size_t size, struct str code)
{
    struct str head = code, rest = STR_NONE;
    uint32_t i = map_find(&known->by_code, code, NONE);
    if (i == NONE && code.n > 3) {
        head = str_slice(code, 0, 3);
        rest = str_slice(code, 3, code.n);
        i = map_find(&known->by_code, head, NONE);
    }
    if (i == NONE)
        return put_code(out, size, head, rest);
    return known->ours.v[i].n ? put_code(out, size, known->ours.v[i], rest) : STR_NONE;
}

static struct str actor(struct importer *im, int side, struct str code, struct str sector)
{
    char *out = im->code[side];
    size_t size = sizeof im->code[side];
    switch (im->format->actors) {
    case ACTORS_GDELT:
        return gdelt_actor(out, size, code);
    case ACTORS_ICEWS:
        return icews_actor(out, size, code, sector);
    case ACTORS_POLECAT:
        return put_code(out, size, code, sector);
    case ACTORS_KEDS:
        return keds_actor(im->keds_actors, out, size, code);
    default:
        return put_code(out, size, code, STR_NONE);
    }
}

/* ---- codes ----------------------------------------------------------------------------------------------------- */

void import_codes_read(struct str text, struct arena *arena, struct import_codes *out)
{
    struct str line, code, goldstein, type;
    *out = (struct import_codes){0};
    map_init(&out->by_code, arena, 512);
    while (text.n && str_cut(&text, '\n', &line)) {
        if (!line.n || line.s[0] == '#' || !str_cut(&line, '\t', &code) || !str_cut(&line, '\t', &goldstein))
            continue;
        char digits[16];
        snprintf(digits, sizeof digits, "%.*s", (int)(goldstein.n < 15 ? goldstein.n : 15), goldstein.s);
        if (!line.n || !str_cut(&line, '\t', &type))
            type = STR_NONE;
        *map_put(&out->by_code, code, 0) = out->code.n;
        *array_add(arena, &out->code) =
            (struct import_code){event_type_of(type), goldstein.n ? strtof(digits, NULL) : NAN};
    }
}

/* The code, else the family that it begins with; false where nobody knows it. */
static bool look_up(const struct import_codes *codes, struct str code, struct import_code *out)
{
    for (uint32_t n = code.n; n >= 2; n--) {
        uint32_t i = map_find(&codes->by_code, str_slice(code, 0, n), NONE);
        if (i != NONE) {
            *out = codes->code.v[i];
            return true;
        }
    }
    return false;
}

static bool weis_code(const struct import_codes *codes, struct str code, struct import_code *out)
{
    if (code.n < 2 || !all_digits(code))
        return false;
    if (look_up(codes, code, out))
        return true;
    for (int member = 1; member >= 0; member--) {
        const char first[] = {code.s[0], code.s[1], (char)('0' + member), '\0'};
        if (look_up(codes, str_of(first), out)) {
            out->goldstein = NAN; /* the family's type, but not its first member's weight */
            return true;
        }
    }
    return false;
}

/* GDELT drops the zero in front where a program took the code for a number. */
static bool cameo_code(struct importer *im, struct str code, struct import_code *out)
{
    if (!all_digits(code) || code.n > 4)
        return false;
    snprintf(im->cameo, sizeof im->cameo, "%.*s", STR_ARG(code));
    if (code.n >= 2 && look_up(im->cameo_codes, code, out))
        return true;
    snprintf(im->cameo, sizeof im->cameo, "0%.*s", STR_ARG(code));
    return look_up(im->cameo_codes, str_of(im->cameo), out);
}

static bool has_cameo(const struct import_format *f)
{
    return f->actors != ACTORS_POLECAT && f->columns != &KEDS_COLUMNS;
}

static const char *read_code(struct importer *im, struct str code, struct str value, struct imported_row *out)
{
    struct import_code known = {EV_NONE, NAN};
    char digits[24], *end;
    out->native_code = code;
    if (!code.n)
        return "it has no code of an event";
    if (im->format->actors == ACTORS_POLECAT)
        known.type = event_type_of(code);
    if (im->format->actors == ACTORS_POLECAT   ? known.type == EV_NONE
        : im->format->columns == &KEDS_COLUMNS ? !weis_code(im->weis_codes, code, &known)
                                               : !cameo_code(im, code, &known))
        return "nobody knows its code";
    if (has_cameo(im->format))
        out->cameo = str_of(im->cameo);
    out->type = known.type;
    out->goldstein = known.goldstein;
    if (!value.n || value.n >= sizeof digits)
        return NULL;
    memcpy(digits, value.s, value.n);
    digits[value.n] = '\0';
    float own = strtof(digits, &end);
    if (*end == '\0' && fabsf(own) <= IMPORT_MAX_GOLDSTEIN)
        out->goldstein = own;
    return NULL;
}

/* ---- the line -------------------------------------------------------------------------------------------------- */

/* "day" or "SQLDATE" where a day should be: the header. */
static bool is_header(struct importer *im, const struct str *cell, uint32_t n)
{
    find_places(im, n);
    uint32_t i = im->place[DAY];
    return i < n && str_is(str_trim(cell[i]), im->format->role[DAY]);
}

static const char *read_cells(struct importer *im, const struct str *cell, uint32_t n, struct imported_row *out)
{
    const struct import_format *f = im->format;
    if (!fits(f, n))
        return "it has another number of columns";
    find_places(im, n);
    struct str day = cell_of(im, DAY, cell, n);
    *out = (struct imported_row){
        .day = read_day(im, day),
        .source_name = cell_of(im, SOURCE_NAME, cell, n),
        .target_name = cell_of(im, TARGET_NAME, cell, n),
        .source_id = cell_of(im, f->role[STORY] ? STORY : ID, cell, n),
        .url = cell_of(im, URL, cell, n),
        .publisher = cell_of(im, PUBLISHER, cell, n),
    };
    if (out->day == DAY_NONE && day.n)
        return all_digits(day) && day.n < 6 ? "its day is a number: say with --day-one which day is 1"
                                            : "its day is none";
    out->source = actor(im, 0, cell_of(im, SOURCE, cell, n), cell_of(im, SOURCE_SECTOR, cell, n));
    out->target = actor(im, 1, cell_of(im, TARGET, cell, n), cell_of(im, TARGET_SECTOR, cell, n));
    return read_code(im, cell_of(im, CODE, cell, n), cell_of(im, GOLDSTEIN, cell, n), out);
}

static const char *read_object(struct importer *im, struct str line, struct imported_row *out)
{
    importer_release(im);
    im->object = json_loadb(line.s, line.n, 0, NULL);
    return import_json_read(im->object, out);
}

void importer_release(struct importer *im)
{
    json_decref(im->object);
    im->object = NULL;
}

enum import_outcome import_line(struct importer *im, struct str line, struct imported_row *out, const char **out_why)
{
    struct str cell[IMPORT_MAX_COLUMNS + 1];
    if (line.n && line.s[line.n - 1] == '\r')
        line.n--;
    if (!str_trim(line).n)
        return IMPORT_NOTHING;
    uint32_t n = im->format->columns ? cut_cells(line, cell) : 0;
    if (fits(im->format, n) && is_header(im, cell, n))
        return IMPORT_NOTHING;
    *out_why = im->format->columns ? read_cells(im, cell, n, out) : read_object(im, line, out);
    if (!*out_why && !out->source.n && !out->target.n && !out->source_name.n && !out->target_name.n)
        *out_why = "it has no actor";
    return *out_why ? IMPORT_REFUSED : IMPORT_TAKEN;
}

/* ---- back ------------------------------------------------------------------------------------------------------ */

static bool has_dashes(const struct import_format *f) /* such formats have a header, too */
{
    return f->actors == ACTORS_ICEWS || f->actors == ACTORS_POLECAT;
}

void import_write_header(const struct import_format *f, struct buf *out)
{
    if (!has_dashes(f) && f->columns != &KEDS_COLUMNS)
        return;
    for (uint32_t i = 0; i < f->columns->n; i++)
        buf_printf(out, i ? "\t%s" : "%s", f->columns->column[i].name);
    buf_add_char(out, '\n');
}

static void write_day(const struct import_format *f, int32_t day, struct buf *out)
{
    int year, month, mday;
    if (day == DAY_NONE)
        return;
    day_split(day, &year, &month, &mday);
    buf_printf(out, has_dashes(f) ? "%04d-%02d-%02d" : "%04d%02d%02d", year, month, mday);
}

/* What stands in the actor's column, or in that of its sector. */
static void write_actor(const struct import_format *f, struct str code, bool sector, struct buf *out)
{
    struct str country = str_slice(code, 0, code.n < 3 ? code.n : 3), rest = str_slice(code, country.n, code.n);
    struct str part = sector ? rest : country;
    char triple[4] = "";
    switch (f->actors) {
    case ACTORS_GDELT:
        buf_add_str(out, country);
        for (; rest.n >= 3; rest = str_slice(rest, 3, rest.n))
            buf_add(out, native_sector(str_slice(rest, 0, 3)), 3);
        buf_add_str(out, rest);
        break;
    case ACTORS_ICEWS:
        if (part.n == 3)
            memcpy(triple, part.s, 3);
        if (*triple)
            buf_add_str(out, str_of(sector ? icews_sector_words(triple) : icews_country_name(triple)));
        break;
    case ACTORS_POLECAT:
        buf_add_str(out, part);
        break;
    default:
        buf_add_str(out, code);
    }
}

static void write_cell(const struct import_format *f, enum role role, const struct imported_row *r, struct buf *out)
{
    const struct str text[N_ROLES] = {
        [ID] = f->role[STORY] ? STR_NONE : r->source_id,
        [STORY] = r->source_id,
        [SOURCE_NAME] = r->source_name,
        [TARGET_NAME] = r->target_name,
        [CODE] = r->native_code,
        [URL] = r->url,
        [PUBLISHER] = r->publisher,
    };
    switch (role) {
    case DAY:
        write_day(f, r->day, out);
        break;
    case SOURCE:
    case SOURCE_SECTOR:
        if (f->actors != ACTORS_KEDS || !r->source_name.n)
            write_actor(f, r->source, role == SOURCE_SECTOR, out);
        break;
    case TARGET:
    case TARGET_SECTOR:
        if (f->actors != ACTORS_KEDS || !r->target_name.n)
            write_actor(f, r->target, role == TARGET_SECTOR, out);
        break;
    case GOLDSTEIN:
        if (!isnan(r->goldstein))
            buf_printf(out, "%.3f", (double)r->goldstein);
        break;
    default:
        if (text[role].n)
            buf_add_str(out, text[role]);
    }
}

void import_write(const struct import_format *f, const struct imported_row *r, struct buf *out)
{
    if (!f->columns) {
        import_json_write(r, out);
        return;
    }
    for (uint32_t i = 0; i < f->columns->n; i++) {
        if (i)
            buf_add_char(out, '\t');
        for (int role = 0; role < N_ROLES; role++)
            if (f->role[role] && strcmp(f->role[role], f->columns->column[i].name) == 0)
                write_cell(f, (enum role)role, r, out);
    }
    buf_add_char(out, '\n');
}
