#include "relation/report.h"

#include "record/names.h"

#include <math.h>
#include <stdlib.h>

void report_words_init(struct report_words *w, struct arena *arena)
{
    *w = (struct report_words){.arena = arena};
    map_init(&w->at, arena, 256);
}

struct str report_keep(struct report_words *w, struct str s)
{
    if (!s.n)
        return STR_NONE;
    uint32_t known = map_find(&w->at, s, NONE);
    if (known != NONE)
        return w->word.v[known];
    struct str kept = str_copy(w->arena, s);
    *map_put(&w->at, kept, NONE) = w->word.n;
    *array_add(w->arena, &w->word) = kept;
    return kept;
}

static double number(struct str s)
{
    char digits[64];
    if (!s.n || s.n >= sizeof digits || str_is(s, "-"))
        return (double)NAN;
    memcpy(digits, s.s, s.n);
    digits[s.n] = '\0';
    return strtod(digits, NULL);
}

static const struct incident_figures *read_figures(struct report_words *w, struct str rest)
{
    if (!rest.n)
        return NULL;
    struct incident_figures *f = arena_alloc(w->arena, sizeof *f);
    *f = (struct incident_figures){0};
    for (int k = 0; k < N_MAGNITUDES; k++)
        f->low[k] = f->high[k] = (double)NAN;
    struct str kind, low, high, currency;
    while (str_cut(&rest, ' ', &kind) && str_cut(&rest, ' ', &low) && str_cut(&rest, ' ', &high) &&
           str_cut(&rest, ' ', &currency)) {
        for (int k = 0; k < N_MAGNITUDES; k++)
            if (str_is(kind, magnitude_name((enum magnitude_kind)k))) {
                f->low[k] = number(low);
                f->high[k] = number(high);
                if (k == MAG_AMOUNT)
                    f->currency = report_keep(w, currency);
            }
    }
    return f;
}

void report_read(struct report_words *w, const struct store_event *e, struct incident_report *out)
{
    struct str *party = arena_alloc(w->arena, 2 * sizeof *party), *person = NULL;
    party[0] = report_keep(w, e->source);
    party[1] = report_keep(w, e->target);
    if (e->source_person.n || e->target_person.n) {
        person = arena_alloc(w->arena, 2 * sizeof *person);
        person[0] = report_keep(w, e->source_person);
        person[1] = report_keep(w, e->target_person);
    }
    *out = (struct incident_report){
        .doc = report_keep(w, e->doc_id),
        .event = e->event,
        .doc_day = e->doc_day,
        .date = {e->first_day, e->day},
        .by_document = e->dated_by_document,
        .is_mutual = incident_is_mutual(e->type),
        .counted = e->counted,
        .is_content = e->is_content,
        .type = e->type,
        .status = e->status,
        .mode = report_keep(w, e->mode),
        .word = report_keep(w, incident_family(incident_word(e->rule))),
        .party = party,
        .person = person,
        .n_parties = 2,
        .place = {report_keep(w, e->place_id), report_keep(w, e->place_name), report_keep(w, e->place_country),
                  report_keep(w, e->place_precision), e->place_lat, e->place_lon},
        .figures = read_figures(w, e->magnitudes),
    };
}
