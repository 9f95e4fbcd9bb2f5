/* Facts of an event that rows are made of, and cells that several formats share. */
#include "exchange/rows_int.h"
#include "record/names.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- facts -------------------------------------------------------------------------------------------------- */

const struct mention *row_actor(const struct row *r, int side)
{
    const uint32_t id[] = {r->e->source_mention, r->e->target_mention, r->e->speaker_mention};
    return id[side] == NONE ? NULL : &r->d->mention.v[id[side]];
}

const struct territory *row_place(const struct row *r)
{
    return r->e->place_mention == NONE ? NULL : r->d->mention.v[r->e->place_mention].place;
}

bool row_place_is(const struct row *r, const char *const *precisions)
{
    const struct territory *p = row_place(r);
    for (; p && p->precision && *precisions; precisions++)
        if (strcmp(p->precision, *precisions) == 0)
            return true;
    return false;
}

int32_t row_day(const struct row *r)
{
    bool by_document;
    return event_day(r->d, r->e, &by_document);
}

/* Programs of statistics hold whole numbers exactly up to 2^53. */
static uint64_t number_of(struct str id, uint64_t more)
{
    uint64_t h = str_hash(id) ^ (more * 0x9E3779B97F4A7C15u);
    h ^= h >> 31;
    h *= 0xBF58476D1CE4E5B9u;
    return (h ^ h >> 29) >> 11;
}

uint64_t row_number(const struct row *r)
{
    return number_of(r->d->id, r->event + 1);
}

uint64_t row_doc_number(const struct row *r)
{
    return number_of(r->d->id, 0);
}

/* GDELT and ICEWS write a bare root as 040. */
struct str row_cameo(const struct row *r)
{
    uint32_t n = (uint32_t)strlen(r->e->cameo);
    return (struct str){r->e->cameo, n > 4 ? 4 : n};
}

int row_cameo_root(const struct row *r)
{
    return strlen(r->e->cameo) < 2 ? 0 : (r->e->cameo[0] - '0') * 10 + r->e->cameo[1] - '0';
}

bool row_is_lead(const struct row *r)
{
    enum { MAX_LEAD_SENTENCES = 16 }; /* no lead is longer, even where a text has no paragraphs */
    const struct doc *d = r->d;
    uint32_t first = 0;
    if (d->sent.v[r->e->sent].kind == SENT_TITLE)
        return true;
    while (first < r->e->sent && first < MAX_LEAD_SENTENCES && d->sent.v[first].kind != SENT_BODY)
        first++;
    if (r->e->sent - first >= MAX_LEAD_SENTENCES)
        return false;
    for (uint32_t at = d->sent.v[first].span.start; at < d->sent.v[r->e->sent].span.start; at++)
        if (d->text.s[at] == '\n')
            return false;
    return true;
}

static const struct country COUNTRIES[] = {
#define COUNTRY(code, fips, cow, name, icews) {code, fips, cow, name, icews},
#include "exchange/countries.def"
#undef COUNTRY
};

static int by_code(const void *key, const void *country)
{
    return strcmp(key, ((const struct country *)country)->code);
}

const struct country *country_of(const char *code)
{
    return bsearch(code, COUNTRIES, sizeof COUNTRIES / sizeof COUNTRIES[0], sizeof COUNTRIES[0], by_code);
}

const char *icews_country(struct str name)
{
    for (size_t i = 0; i < sizeof COUNTRIES / sizeof COUNTRIES[0]; i++)
        if (name.n && str_is(name, *COUNTRIES[i].icews ? COUNTRIES[i].icews : COUNTRIES[i].name))
            return COUNTRIES[i].code;
    return NULL;
}

/* ---- cells -------------------------------------------------------------------------------------------------- */

void cell_str(const struct row *r, struct str s)
{
    if (s.n)
        buf_add_str(r->cell, s);
}

void cell_int(const struct row *r, int64_t v)
{
    buf_printf(r->cell, "%lld", (long long)v);
}

void cell_num(const struct row *r, double v, int n_decimals)
{
    char text[64];
    if (!isfinite(v))
        return;
    int n = snprintf(text, sizeof text, "%.*f", n_decimals, v);
    while (n_decimals > 0 && n > 1 && text[n - 1] == '0')
        n--;
    if (n_decimals > 0 && n > 1 && text[n - 1] == '.')
        n--;
    struct str s = {text, (uint32_t)n};
    cell_str(r, str_is(s, "-0") ? STR("0") : s);
}

void cell_upper(const struct row *r, struct str s)
{
    char bytes[4];
    for (uint32_t at = 0, n; at < s.n; at += n)
        buf_add(r->cell, bytes, utf8_write(cp_upper(utf8_at(s, at, &n)), bytes));
}

void cell_day(const struct row *r, int32_t day)
{
    char text[11];
    day_write(day <= DAY_MIN || day >= DAY_MAX ? DAY_NONE : day, text);
    cell_str(r, str_of(text));
}

/* ---- columns ------------------------------------------------------------------------------------------------ */

void col_empty(const struct row *r, int arg)
{
    (void)r;
    (void)arg;
}

void col_one(const struct row *r, int arg)
{
    (void)arg;
    cell_int(r, 1);
}

void col_number(const struct row *r, int arg)
{
    (void)arg;
    cell_int(r, (int64_t)row_number(r));
}

void col_event_day(const struct row *r, int arg)
{
    (void)arg;
    cell_day(r, row_day(r));
}

void col_cameo(const struct row *r, int arg)
{
    (void)arg;
    struct str code = row_cameo(r);
    cell_str(r, code);
    if (code.n == 2)
        cell_str(r, STR("0"));
}

void col_cameo_root(const struct row *r, int arg)
{
    (void)arg;
    cell_str(r, str_slice(row_cameo(r), 0, row_cameo(r).n < 2 ? 0 : 2));
}

void col_goldstein(const struct row *r, int arg)
{
    (void)arg;
    cell_num(r, (double)r->e->goldstein, 1);
}

void col_lat(const struct row *r, int arg)
{
    (void)arg;
    const struct territory *p = row_place(r);
    cell_num(r, p ? p->lat : NAN, 4);
}

void col_lon(const struct row *r, int arg)
{
    (void)arg;
    const struct territory *p = row_place(r);
    cell_num(r, p ? p->lon : NAN, 4);
}

void col_url(const struct row *r, int arg)
{
    (void)arg;
    cell_str(r, r->d->url.n ? r->d->url : r->d->id);
}

void col_place(const struct row *r, int arg)
{
    (void)arg;
    const struct territory *p = row_place(r);
    cell_str(r, p ? p->name : STR_NONE);
}

void col_city(const struct row *r, int arg)
{
    (void)arg;
    static const char *const city[] = {"city", "point", NULL};
    const struct territory *p = row_place(r);
    if (p && row_place_is(r, city))
        cell_str(r, p->name);
}

void col_province(const struct row *r, int arg)
{
    (void)arg;
    static const char *const province[] = {"province", NULL};
    const struct territory *p = row_place(r);
    if (p && row_place_is(r, province))
        cell_str(r, p->name);
}

void col_place_country(const struct row *r, int arg)
{
    (void)arg;
    const struct territory *p = row_place(r);
    cell_str(r, p ? str_of(p->country) : STR_NONE);
}

void col_publisher(const struct row *r, int arg)
{
    (void)arg;
    cell_str(r, r->d->publisher);
}

void col_country(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    cell_str(r, m ? str_of(m->actor.country) : STR_NONE);
}

void col_name(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    if (m)
        cell_str(r, m->name.n ? m->name : doc_slice(r->d, m->span));
}

void col_words(const struct row *r, int side)
{
    const struct mention *m = row_actor(r, side);
    cell_str(r, m ? doc_slice(r->d, m->span) : STR_NONE);
}
