#include "relation/incident.h"

#include "record/names.h"
#include "relation/relation.h"

#include <math.h>
#include <stdlib.h>

enum {
    NEED = 2,         /* points that make two reports one: the same day alone, where nothing speaks against it */
    NEED_OF_ECHO = 1, /* of a denial or a charge without a day: it speaks of what others have told */
    STRANGERS = 100,  /* points that nothing makes good */
    WEEK_DAYS = 7,
};

bool incident_is_mutual(enum event_type type)
{
    return type == EV_CONSULT || type == EV_AGREE || type == EV_COOPERATE;
}

struct str incident_word(struct str rule)
{
    uint32_t from = 0;
    for (uint32_t i = 0; i < rule.n; i++)
        if (rule.s[i] == ' ')
            from = i + 1;
    struct str word = str_slice(rule, from, rule.n);
    for (uint32_t i = 0; i < word.n; i++)
        if (word.s[i] == '.')
            return str_slice(word, 0, i);
    return word;
}

/* Longest first. */
static const char *const ENDINGS[] = {"ations", "itions", "ements", "ation", "ition", "ments", "ances", "ement", "ment",
                                      "ings",   "ions",   "ance",   "ence",  "ures",  "ing",   "ion",   "ure",   "als",
                                      "ers",    "al",     "ed",     "er",    "es",    "s",     "e",     "y"};

static struct str stem(struct str word)
{
    enum { LEAST = 3 };
    for (size_t i = 0; i < sizeof ENDINGS / sizeof ENDINGS[0]; i++) {
        struct str ending = str_of(ENDINGS[i]);
        if (word.n < ending.n + LEAST || !str_ends(word, ending))
            continue;
        word = str_slice(word, 0, word.n - ending.n);
        break;
    }
    bool doubled = word.n > LEAST && word.s[word.n - 1] == word.s[word.n - 2]; /* "killing": "kil", as of "kill" */
    return doubled ? str_slice(word, 0, word.n - 1) : word;
}

struct str incident_family(struct str word)
{
    static const char *const families[] = {
#define FAMILY(words) words,
#include "relation/families.def"
#undef FAMILY
    };
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        struct str rest = str_of(families[i]), first = STR_NONE, next;
        while (str_cut(&rest, ' ', &next)) {
            first = first.n ? first : next;
            if (str_eq(next, word))
                return first;
        }
    }
    return stem(word);
}

/* ---- two reports -------------------------------------------------------------------------------------------- */

static void add_ground(struct incident_likeness *l, enum incident_ground ground, int points)
{
    l->grounds |= 1U << ground;
    l->point[ground] = (int8_t)points;
    l->points += points;
}

static void contradict(struct incident_likeness *l, enum incident_contradiction c)
{
    l->contradictions |= 1U << c;
}

enum kinship { KIN_NONE, KIN_CLASH, KIN_WITHIN, KIN_SAME }; /* clash: other offices of one state */

static enum kinship kinship(struct str a, struct str b)
{
    if (str_eq(a, b))
        return KIN_SAME;
    if (!a.n || !b.n || str_starts(a, b) || str_starts(b, a))
        return KIN_WITHIN;
    return str_eq(actor_party(a), actor_party(b)) ? KIN_CLASH : KIN_NONE;
}

/* One actor, not one of many: a state, its organs, a body; "a company in Japan" and "the police" of nowhere are not. */
static bool is_definite(struct str code)
{
    static const char *const organs[] = {"GOV", "MIL", "LEG", "JUD", "SPY", "COP", "PTY", "OPP", "REB"};
    enum { SECTOR_LETTERS = 3 };
    struct actor_code c;
    if (!actor_code_of(code, &c) || (*c.country && c.n_sectors == 0))
        return code.n > 0;
    if (!*c.country)
        return code.n > SECTOR_LETTERS;
    for (size_t i = 0; i < sizeof organs / sizeof organs[0]; i++)
        if (strcmp(c.sector[0], organs[i]) == 0)
            return true;
    return false;
}

static bool same_one(struct str a, struct str b)
{
    return kinship(a, b) != KIN_NONE && is_definite(a) && is_definite(b);
}

/* Parties that both reports name, and that are one actor each. */
static uint32_t count_shared(const struct incident_report *a, const struct incident_report *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n_parties; i++) {
        bool shared = false;
        for (uint32_t k = 0; k < b->n_parties && !shared; k++)
            shared = (a->is_mutual || i == k) && same_one(a->party[i], b->party[k]);
        n += shared;
    }
    return n;
}

static int vagueness_of_parties(const struct incident_report *a, const struct incident_report *b)
{
    enum { ONE_KNOWN = 2, NONE_KNOWN = 3 };
    uint32_t n = count_shared(a, b);
    return n >= 2 ? 0 : n == 1 ? ONE_KNOWN : NONE_KNOWN;
}

/* Of the parties of a meeting two must be in both reports, or all that one of them names. */
static bool compare_meetings(const struct incident_report *a, const struct incident_report *b, bool *out_clash)
{
    uint32_t n_shared = 0, n_clashes = 0, least = a->n_parties < b->n_parties ? a->n_parties : b->n_parties;
    for (uint32_t i = 0; i < a->n_parties; i++) {
        enum kinship best = KIN_NONE;
        for (uint32_t k = 0; k < b->n_parties && best != KIN_SAME; k++) {
            enum kinship kin = kinship(a->party[i], b->party[k]);
            best = kin > best ? kin : best;
        }
        n_shared += best != KIN_NONE;
        n_clashes += best == KIN_CLASH;
    }
    *out_clash = n_clashes > 0 && n_clashes + 1 >= n_shared;
    return n_shared >= (least < 2 ? least : 2);
}

static void compare_parties(const struct incident_report *a, const struct incident_report *b,
                            struct incident_likeness *l)
{
    bool clash = false, same;
    if (a->is_mutual) {
        same = compare_meetings(a, b, &clash);
    } else {
        same = a->n_parties == b->n_parties;
        for (uint32_t i = 0; i < a->n_parties && same; i++) {
            enum kinship kin = kinship(a->party[i], b->party[i]);
            same = kin != KIN_NONE;
            clash = clash || kin == KIN_CLASH;
        }
    }
    if (!same && a->is_mutual)
        add_ground(l, GROUND_STRANGERS, -STRANGERS); /* another report may name them all */
    else if (!same)
        contradict(l, AGAINST_ACTORS);
    else
        add_ground(l, GROUND_ACTORS, -clash - (a->n_parties && b->n_parties ? vagueness_of_parties(a, b) : 0));
}

/* Acts that two readers may well code differently. */
static bool is_near_type(enum event_type a, enum event_type b)
{
    static const enum event_type near[][2] = {{EV_AGREE, EV_COOPERATE}, {EV_CONSULT, EV_COOPERATE},
                                              {EV_ASSAULT, EV_COERCE},  {EV_SANCTION, EV_COERCE},
                                              {EV_ACCUSE, EV_REJECT},   {EV_AID, EV_SUPPORT}};
    for (size_t i = 0; i < sizeof near / sizeof near[0]; i++)
        if ((near[i][0] == a && near[i][1] == b) || (near[i][0] == b && near[i][1] == a))
            return true;
    return false;
}

static void compare_acts(const struct incident_report *a, const struct incident_report *b, struct incident_likeness *l)
{
    if (a->type == b->type)
        add_ground(l, GROUND_TYPE, 0);
    else if (is_near_type(a->type, b->type))
        add_ground(l, GROUND_NEAR_TYPE, -1);
    else
        contradict(l, AGAINST_ACTS);
    bool modes = a->mode.n && b->mode.n && !str_eq(a->mode, b->mode);
    if (modes && a->type == EV_CONSULT && (str_is(a->mode, "phone") || str_is(b->mode, "phone")))
        contradict(l, AGAINST_CALL);
    if (a->word.n && str_eq(a->word, b->word))
        add_ground(l, GROUND_WORDS, 1);
    else if (modes && !a->is_mutual)
        add_ground(l, GROUND_OTHER_MODE, -1);
}

static bool has_day(const struct incident_report *r)
{
    return r->date.to != DAY_NONE;
}

static int32_t first_day(const struct incident_report *r)
{
    return r->date.from == DAY_NONE || r->date.from > r->date.to ? r->date.to : r->date.from;
}

/* Of reports from different days the later one must have its day from its document: news of yesterday. */
static bool is_next_day(const struct incident_report *a, const struct incident_report *b)
{
    const struct incident_report *later = a->date.to > b->date.to ? a : b, *earlier = later == a ? b : a;
    return later->by_document && first_day(later) == earlier->date.to + 1;
}

/* Attacks come day after day, meetings do not. */
static void compare_dated(const struct incident_report *a, const struct incident_report *b, int doubt,
                          struct incident_likeness *l)
{
    int32_t from_a = first_day(a), from_b = first_day(b);
    if (from_a <= b->date.to && from_b <= a->date.to) {
        int32_t longest = a->date.to - from_a > b->date.to - from_b ? a->date.to - from_a : b->date.to - from_b;
        if (longest == 0)
            add_ground(l, GROUND_DAY, 2);
        else
            add_ground(l, GROUND_SPAN, longest < WEEK_DAYS ? 1 : doubt);
    } else if (is_next_day(a, b)) {
        add_ground(l, GROUND_NEXT_DAY, doubt);
    } else {
        contradict(l, AGAINST_DAYS);
    }
}

/* Denials and charges speak of what others have told. */
static bool is_echo(const struct incident_report *r)
{
    return !r->counted && !has_day(r) && (r->status == EST_DENIED || r->is_content);
}

static void compare_days(const struct incident_report *a, const struct incident_report *b, struct incident_likeness *l)
{
    bool echo = is_echo(a) || is_echo(b);
    int doubt = a->is_mutual || echo ? 0 : -2;
    if (has_day(a) && has_day(b)) {
        compare_dated(a, b, doubt, l);
        return;
    }
    if (str_eq(a->doc, b->doc)) {
        add_ground(l, GROUND_DOCUMENT, 1);
        return;
    }
    int32_t told_a = has_day(a) ? a->date.to : a->doc_day, told_b = has_day(b) ? b->date.to : b->doc_day;
    bool known = told_a != DAY_NONE && told_b != DAY_NONE;
    int32_t lag = !known ? 0 : has_day(a) ? told_b - told_a : has_day(b) ? told_a - told_b : abs(told_a - told_b);
    if (known && lag >= 0 && lag <= WEEK_DAYS)
        add_ground(l, GROUND_WEEK, doubt);
    else
        contradict(l, AGAINST_OPEN_DAYS);
}

static double distance_km(const struct incident_place *a, const struct incident_place *b)
{
    const double radian = 3.14159265358979 / 180;
    double h = pow(sin((a->lat - b->lat) * radian / 2), 2) +
               cos(a->lat * radian) * cos(b->lat * radian) * pow(sin((a->lon - b->lon) * radian / 2), 2);
    return 2 * 6371 * asin(sqrt(h < 1 ? h : 1));
}

static bool is_town(const struct incident_place *p)
{
    return str_is(p->precision, "city") || str_is(p->precision, "point");
}

static void compare_places(const struct incident_report *x, const struct incident_report *y,
                           struct incident_likeness *l)
{
    const double TOWN_KM = 10, PROVINCE_KM = 500;
    const struct incident_place *a = &x->place, *b = &y->place;
    bool town_a = is_town(a), town_b = is_town(b);
    if (!a->id.n || !b->id.n)
        return;
    if (str_eq(a->id, b->id)) {
        bool country = str_is(a->precision, "country");
        add_ground(l, GROUND_PLACE, town_a ? 2 : country ? 0 : 1);
        return;
    }
    double km = distance_km(a, b); /* NAN where one is unknown */
    bool apart = a->country.n && b->country.n && !str_eq(a->country, b->country);
    if (town_a && town_b && km <= TOWN_KM) {
        add_ground(l, GROUND_PLACE, 2);
        return;
    }
    if (!str_is(a->precision, "country") && !str_is(b->precision, "country"))
        apart = apart || town_a == town_b || km > PROVINCE_KM;
    if (apart)
        contradict(l, AGAINST_PLACES);
    else
        add_ground(l, GROUND_NEAR_PLACE, 0);
}

enum nearness { FAR, NEAR, EQUAL };

/* Tolls rise while a story is told: a larger one in a later document is still near. */
static enum nearness compare_figure(const struct incident_report *x, const struct incident_report *y, double a,
                                    double b, bool same_place)
{
    const double EQUAL_RATIO = 1.1, OWN_RATIO = 1.5, NEAR_RATIO = 2, NEAR_DIFFERENCE = 2, RISE = 4, RISE_IN_PLACE = 10;
    double ratio = (a > b ? a : b) / fmax(1, a > b ? b : a);
    bool same_doc = str_eq(x->doc, y->doc);
    if (ratio <= EQUAL_RATIO)
        return EQUAL;
    if (same_doc)
        return ratio <= OWN_RATIO ? NEAR : FAR;
    if (ratio <= NEAR_RATIO || fabs(a - b) <= NEAR_DIFFERENCE)
        return NEAR;
    int32_t day_of_larger = a > b ? x->doc_day : y->doc_day, day_of_smaller = a > b ? y->doc_day : x->doc_day;
    bool rises = day_of_larger != DAY_NONE && day_of_smaller != DAY_NONE && day_of_larger >= day_of_smaller;
    return rises && ratio <= (same_place ? RISE_IN_PLACE : RISE) ? NEAR : FAR;
}

static void compare_figures(const struct incident_report *x, const struct incident_report *y,
                            struct incident_likeness *l)
{
    const double TELLING = 5; /* two or three dead are of many attacks */
    bool same_place = (l->grounds & 1U << GROUND_PLACE) != 0;
    int best = 0;
    if (!x->figures || !y->figures)
        return;
    for (int k = 0; k < N_MAGNITUDES; k++) {
        const struct incident_figures *f = x->figures, *g = y->figures;
        double a = isnan(f->low[k]) ? f->high[k] : f->low[k], b = isnan(g->low[k]) ? g->high[k] : g->low[k];
        if (isnan(a) || isnan(b) || (k == MAG_AMOUNT && !str_eq(f->currency, g->currency)))
            continue;
        switch (compare_figure(x, y, a, b, same_place)) {
        case FAR:
            contradict(l, AGAINST_FIGURES);
            return;
        case NEAR:
            best = best < 1 ? 1 : best;
            break;
        case EQUAL:
            best = a >= TELLING ? 3 : 2;
            break;
        }
    }
    if (best)
        add_ground(l, best == 1 ? GROUND_NEAR_FIGURES : GROUND_FIGURES, best);
}

/* Ministers and presidents of the same two states meet on one day. */
static void compare_persons(const struct incident_report *a, const struct incident_report *b,
                            struct incident_likeness *l)
{
    uint32_t n_shared = 0, n_others = 0;
    if (!a->person || !b->person)
        return;
    for (uint32_t i = 0; i < a->n_parties; i++)
        for (uint32_t k = 0; k < b->n_parties; k++) {
            if (!a->person[i].n || !b->person[k].n || (!a->is_mutual && i != k))
                continue;
            bool same = str_eq(a->person[i], b->person[k]);
            n_shared += same;
            n_others += !same && kinship(a->party[i], b->party[k]) != KIN_NONE;
        }
    if (n_shared)
        add_ground(l, GROUND_PERSONS, 1);
    else if (n_others)
        contradict(l, AGAINST_PERSONS);
}

static void compare_stories(const struct incident_report *a, const struct incident_report *b,
                            struct incident_likeness *l)
{
    if (a->story == 0 || b->story == 0)
        return;
    if (a->story == b->story)
        add_ground(l, GROUND_STORY, 2);
    else
        add_ground(l, GROUND_OTHER_STORY, -3);
}

/* whole: goes on behind a contradiction. */
static struct incident_likeness compare(const struct incident_report *a, const struct incident_report *b, bool whole)
{
    struct incident_likeness l = {0};
    void (*const aspect[])(const struct incident_report *, const struct incident_report *,
                           struct incident_likeness *) = {
        compare_days, compare_acts, compare_parties, compare_places, compare_figures, compare_persons, compare_stories};
    for (size_t i = 0; i < sizeof aspect / sizeof aspect[0] && (whole || !l.contradictions); i++)
        aspect[i](a, b, &l);
    return l;
}

struct incident_likeness incident_compare(const struct incident_report *a, const struct incident_report *b)
{
    return compare(a, b, true);
}

int incident_need(const struct incident_report *a, const struct incident_report *b)
{
    return is_echo(a) || is_echo(b) ? NEED_OF_ECHO : NEED;
}

static const char *const GROUND_WORDS_OF[] = {
#define INCIDENT_GROUND(ID, words) words,
#include "relation/grounds.def"
#undef INCIDENT_GROUND
};

const char *incident_ground_words(enum incident_ground ground)
{
    return GROUND_WORDS_OF[ground];
}

const char *incident_contradiction_words(enum incident_contradiction c)
{
    static const char *const words[] = {
#define INCIDENT_CONTRADICTION(ID, words) words,
#include "relation/contradictions.def"
#undef INCIDENT_CONTRADICTION
    };
    return words[c];
}

struct str incident_reason(uint32_t grounds, struct arena *arena)
{
    struct str out = STR("same");
    uint32_t first_near = GROUND_NEAR_TYPE, n = 0, same = grounds & ((1U << first_near) - 1);
    for (uint32_t i = 0; i < first_near; i++) {
        if (!(same & 1U << i))
            continue;
        bool last = same >> i == 1;
        out = str_format(arena, "%.*s%s %s", STR_ARG(out), n == 0 ? "" : last ? " and" : ",", GROUND_WORDS_OF[i]);
        n++;
    }
    for (uint32_t i = first_near; i < N_INCIDENT_GROUNDS; i++)
        if (grounds & 1U << i)
            out = str_format(arena, "%.*s; %s", STR_ARG(out), GROUND_WORDS_OF[i]);
    return out;
}

/* ---- all of them -------------------------------------------------------------------------------------------- */

#define ORDER(x, y)                                                                                                    \
    if ((x) != (y))                                                                                                    \
    return (x) < (y) ? -1 : 1

/* Where a report stands among its neighbours: its day, else when it was told. */
static int32_t place_in_time(const struct incident_report *r)
{
    return has_day(r) ? r->date.to : r->doc_day;
}

static int compare_names(const struct incident_report *a, const struct incident_report *b)
{
    int c = str_compare(a->doc, b->doc);
    if (c)
        return c;
    ORDER(a->event, b->event);
    return 0;
}

static int by_time(const void *x, const void *y)
{
    const struct incident_report *a = *(const struct incident_report *const *)x,
                                 *b = *(const struct incident_report *const *)y;
    ORDER(a->block, b->block);
    ORDER(place_in_time(a), place_in_time(b));
    return compare_names(a, b);
}

/* 0: a day by words of the text; the more, the less is known. */
static int vagueness(const struct incident_report *r)
{
    return !has_day(r) ? 3 : first_day(r) < r->date.to ? 2 : r->by_document;
}

/* What counts, and what says most, comes first. */
static int by_weight(const void *x, const void *y)
{
    const struct incident_report *a = *(const struct incident_report *const *)x,
                                 *b = *(const struct incident_report *const *)y;
    ORDER(a->block, b->block);
    ORDER(!a->counted, !b->counted);
    ORDER(vagueness(a), vagueness(b));
    ORDER(!a->place.id.n, !b->place.id.n);
    ORDER(!a->figures, !b->figures);
    ORDER(place_in_time(a), place_in_time(b));
    return compare_names(a, b);
}

struct search {
    struct incident_report *report;
    struct incident_report **by_time; /* [n] */
    uint32_t n;
    struct incidents *out;
    struct arena *arena;
    struct candidate *candidate; /* [n incidents] */
    uint32_t *found;             /* incidents that candidates are of; [n] */
    uint32_t n_found;
};

struct candidate { /* the report of an incident that is most like the one to be placed */
    uint32_t report;
    int points;
    uint32_t grounds;
    bool same_doc, is_out;
};

/* The first report of the block in by_time that is not before the day, or on it not before the document. */
static uint32_t first_at(const struct search *s, uint32_t block, int32_t day, struct str doc)
{
    uint32_t low = 0, high = s->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct incident_report *r = s->by_time[middle];
        int32_t at = place_in_time(r);
        if (r->block < block || (r->block == block && (at < day || (at == day && str_compare(r->doc, doc) < 0))))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct date_range window_of(const struct incident_report *r)
{
    if (has_day(r))
        return (struct date_range){first_day(r) - 1, r->date.to + 1};
    if (r->doc_day == DAY_NONE)
        return (struct date_range){DAY_NONE, DAY_NONE};
    return (struct date_range){r->doc_day - WEEK_DAYS, r->doc_day};
}

static void consider(struct search *s, const struct incident_report *r, uint32_t other)
{
    const struct incident_report *o = &s->report[other];
    struct candidate *c = &s->candidate[o->incident];
    if (c->report == NONE)
        s->found[s->n_found++] = o->incident;
    struct incident_likeness l = compare(r, o, false);
    bool is_better = c->report == NONE || l.points > c->points;
    c->is_out = c->is_out || l.contradictions;
    c->same_doc = c->same_doc || str_eq(r->doc, o->doc);
    if (c->report == NONE || (!l.contradictions && is_better)) {
        c->report = other;
        c->points = l.contradictions ? INT32_MIN : l.points;
        c->grounds = l.grounds;
    }
}

static bool is_contradicted(const struct search *s, const struct incident_report *r, uint32_t incident)
{
    for (uint32_t i = s->out->incident.v[incident].first; i != NONE; i = s->report[i].next)
        if (compare(r, &s->report[i], false).contradictions)
            return true;
    return false;
}

/* The incident that a report joins; NONE: none. */
static uint32_t choose(struct search *s, const struct incident_report *r)
{
    for (;;) {
        uint32_t best = NONE;
        for (uint32_t i = 0; i < s->n_found; i++) {
            const struct candidate *c = &s->candidate[s->found[i]], *b = best == NONE ? NULL : &s->candidate[best];
            if (c->is_out || c->points < incident_need(r, &s->report[c->report]))
                continue;
            bool tie = b && c->points == b->points;
            if (!b || c->points > b->points || (tie && c->same_doc > b->same_doc) ||
                (tie && c->same_doc == b->same_doc && s->found[i] < best))
                best = s->found[i];
        }
        if (best == NONE || !is_contradicted(s, r, best))
            return best;
        s->candidate[best].is_out = true;
    }
}

static void join(struct search *s, uint32_t report, uint32_t incident)
{
    struct incident_report *r = &s->report[report];
    if (incident == NONE) {
        incident = s->out->incident.n;
        *array_add(s->arena, &s->out->incident) = (struct incident){.first = report};
    } else {
        r->like = s->candidate[incident].report;
        r->grounds = s->candidate[incident].grounds;
        s->report[s->out->incident.v[incident].last].next = report;
    }
    r->incident = incident;
    struct incident *x = &s->out->incident.v[incident];
    x->last = report;
    x->n_reports++;
    x->n_counted += r->counted;
}

static void place(struct search *s, uint32_t report)
{
    const struct incident_report *r = &s->report[report];
    struct date_range window = window_of(r);
    bool own_only = window.from == DAY_NONE; /* nothing says when: only its document can */
    s->n_found = 0;
    for (uint32_t i = first_at(s, r->block, window.from, own_only ? r->doc : STR_NONE); i < s->n; i++) {
        const struct incident_report *o = s->by_time[i];
        if (o->block != r->block || place_in_time(o) > window.to || (own_only && !str_eq(o->doc, r->doc)))
            break;
        if (o->incident != NONE)
            consider(s, r, (uint32_t)(o - s->report));
    }
    join(s, report, choose(s, r));
    for (uint32_t i = 0; i < s->n_found; i++)
        s->candidate[s->found[i]] = (struct candidate){.report = NONE};
}

static bool is_contested(const struct incident_report *report, const struct incident *x)
{
    bool asserted = false, denied = false;
    for (uint32_t i = x->first; i != NONE; i = report[i].next) {
        asserted = asserted || report[i].status == EST_ASSERTED;
        denied = denied || report[i].status == EST_DENIED;
    }
    return asserted && denied;
}

void incidents_find(struct incident_report *report, uint32_t n, struct arena *arena, struct incidents *out)
{
    struct arena scratch;
    arena_init(&scratch, 0);
    *out = (struct incidents){0};
    struct search s = {.report = report, .n = n, .out = out, .arena = arena};
    struct incident_report **by_w = arena_alloc(&scratch, (n + 1) * sizeof(struct incident_report *));
    s.by_time = arena_alloc(&scratch, (n + 1) * sizeof(struct incident_report *));
    s.candidate = arena_alloc(&scratch, (n + 1) * sizeof *s.candidate);
    s.found = arena_alloc(&scratch, (n + 1) * sizeof *s.found);
    for (uint32_t i = 0; i < n; i++) {
        report[i].incident = report[i].like = report[i].next = NONE;
        report[i].grounds = 0;
        by_w[i] = s.by_time[i] = &report[i];
        s.candidate[i] = (struct candidate){.report = NONE};
    }
    if (n) {
        qsort(by_w, n, sizeof(struct incident_report *), by_weight);
        qsort(s.by_time, n, sizeof(struct incident_report *), by_time);
    }
    for (uint32_t i = 0; i < n; i++)
        place(&s, (uint32_t)(by_w[i] - report));
    for (uint32_t i = 0; i < out->incident.n; i++)
        out->incident.v[i].contested = is_contested(report, &out->incident.v[i]);
    arena_release(&scratch);
}
