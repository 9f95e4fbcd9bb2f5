#include "relation/near.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

enum { DAY = 19000 };

static const struct str RUS_UKR[] = {{"RUSMIL", 6}, {"UKR", 3}};
static const struct str RUS_PAK[] = {{"RUSGOV", 6}, {"PAKGOV", 6}};

static struct incident_place town(const char *id, double lat, double lon)
{
    return (struct incident_place){
        .id = str_of(id), .country = str_slice(str_of(id), 0, 3), .precision = STR("city"), .lat = lat, .lon = lon};
}

static const struct incident_figures *killed(struct arena *arena, double low, double high)
{
    struct incident_figures *f = arena_alloc(arena, sizeof *f);
    *f = (struct incident_figures){0};
    for (int k = 0; k < N_MAGNITUDES; k++)
        f->low[k] = f->high[k] = (double)NAN;
    f->low[MAG_KILLED] = low;
    f->high[MAG_KILLED] = high;
    return f;
}

static struct incident_report attack(const char *doc, int32_t day)
{
    return (struct incident_report){.doc = str_of(doc),
                                    .doc_day = day,
                                    .date = {day, day},
                                    .counted = true,
                                    .type = EV_ASSAULT,
                                    .party = RUS_UKR,
                                    .n_parties = 2,
                                    .place = {.lat = (double)NAN, .lon = (double)NAN}};
}

static struct incident_report meeting(const char *doc, int32_t day)
{
    struct incident_report r = attack(doc, day);
    r.type = EV_CONSULT;
    r.is_mutual = true;
    r.party = RUS_PAK;
    return r;
}

static struct incidents find(struct arena *arena, struct incident_report *r, uint32_t n)
{
    struct incidents out;
    incidents_find(r, n, arena, &out);
    return out;
}

static bool together(const struct incident_report *r, uint32_t a, uint32_t b)
{
    return r[a].incident == r[b].incident;
}

static void test_incident__towns_part_attacks_of_one_day(void **state)
{
    struct incident_report r[] = {attack("a", DAY), attack("b", DAY), attack("c", DAY), attack("d", DAY)};
    r[0].place = town("UKR/Kherson", 46.63, 32.6);
    r[1].place = town("UKR/Kharkiv", 49.98, 36.25);
    r[3].place = town("UKR/Kharkiv", 49.98, 36.25);
    struct incidents x = find(*state, r, 4);
    assert_int_equal(x.incident.n, 2);
    assert_true(together(r, 1, 3));
    assert_false(together(r, 0, 1));
    assert_true(together(r, 2, 0) || together(r, 2, 1)); /* it names no town */
    assert_true(str_is(incident_reason(r[3].grounds, *state), "same actors, type, day and place"));
    assert_int_equal(r[3].like, 1);
}

static void test_incident__tolls_rise_but_do_not_fall(void **state)
{
    struct incident_report r[] = {attack("a", DAY), attack("b", DAY), attack("c", DAY), attack("d", DAY)};
    r[0].figures = killed(*state, 12, 12);
    r[1].figures = killed(*state, 15, (double)NAN);
    r[1].doc_day = DAY + 1;
    r[2].figures = killed(*state, 31, 31);
    r[2].doc_day = DAY + 2;
    r[3].figures = killed(*state, 2, 2); /* fewer, and told last */
    r[3].doc_day = DAY + 2;
    struct incidents x = find(*state, r, 4);
    assert_int_equal(x.incident.n, 2);
    assert_int_equal(x.incident.v[r[0].incident].n_reports, 3);
    assert_false(together(r, 0, 3));
}

static void test_incident__days(void **state)
{
    struct incident_report r[] = {attack("a", DAY), attack("b", DAY + 1), attack("c", DAY + 1)};
    r[0].figures = r[1].figures = killed(*state, 23, 23);
    r[0].word = r[1].word = STR("shell");
    r[1].by_document = true;
    r[2].by_document = true; /* and nothing else: the next attack */
    find(*state, r, 2);
    assert_true(together(r, 0, 1));
    r[1].by_document = false; /* its text says which day */
    find(*state, r, 2);
    assert_false(together(r, 0, 1));
    r[1] = r[2];
    find(*state, r, 2);
    assert_false(together(r, 0, 1));

    struct incident_report m[] = {meeting("a", DAY), meeting("b", DAY + 1), meeting("c", DAY + 1)};
    m[0].place = m[1].place = town("RUS/Moscow", 55.75, 37.62);
    m[1].by_document = m[2].by_document = true;
    find(*state, m, 2);
    assert_true(together(m, 0, 1));
    find(*state, m + 1, 2);
    assert_true(together(m, 1, 2));
}

static void test_incident__offices_persons_and_calls(void **state)
{
    static const struct str armies[] = {{"RUSMIL", 6}, {"PAKMIL", 6}}, states[] = {{"RUS", 3}, {"PAK", 3}};
    static const struct str ministers[] = {{"Sergei Lavrov", 13}, {0}}, presidents[] = {{"Vladimir Putin", 14}, {0}},
                            guests[] = {{0}, {"Nawaz Sharif", 12}};
    struct incident_report r[] = {meeting("a", DAY), meeting("b", DAY), meeting("c", DAY), meeting("d", DAY),
                                  meeting("e", DAY)};
    r[0].person = ministers;
    r[1].party = armies;
    r[2].party = states;
    r[2].mode = STR("visit");
    r[3].person = presidents;
    r[4].mode = STR("phone");
    r[2].person = guests; /* of the other side: says nothing against Lavrov */
    r[0].mode = STR("multilateral");
    find(*state, r, 4);
    assert_true(together(r, 0, 2));
    assert_false(together(r, 0, 1));
    assert_false(together(r, 0, 3));
    find(*state, r, 5);
    assert_false(together(r, 0, 4));
}

/* What is done to nobody known, or by one of many companies, needs more than a day. */
static void test_incident__vague_parties(void **state)
{
    static const struct str unknown[] = {{"RUSMIL", 6}, {0}}, companies[] = {{"USABUS", 6}, {"UKR", 3}};
    static const struct str *const parties[] = {unknown, companies};
    for (int i = 0; i < 2; i++) {
        struct incident_report r[] = {attack("a", DAY), attack("b", DAY)};
        r[0].party = r[1].party = parties[i];
        r[0].word = r[1].word = STR("shell");
        find(*state, r, 2);
        assert_false(together(r, 0, 1));
        r[0].place = r[1].place = town("UKR/Kherson", 46.63, 32.6);
        find(*state, r, 2);
        assert_true(together(r, 0, 1));
    }
}

/* Twenty states meet; one paper names all, one five, one two of them and the host. */
static void test_incident__summit_of_twenty(void **state)
{
    static struct str all[20], five[5], two[2];
    for (int i = 0; i < 20; i++)
        all[i] = str_format(*state, "S%02d", i);
    memcpy(five, all + 3, sizeof five);
    memcpy(two, all + 7, sizeof two);
    static const struct str others[] = {{"S01", 3}, {"ZZZ", 3}};
    struct incident_report r[] = {meeting("a", DAY), meeting("b", DAY), meeting("c", DAY), meeting("d", DAY)};
    r[0].party = all;
    r[0].n_parties = 20;
    r[1].party = five;
    r[1].n_parties = 5;
    r[2].party = two;
    r[3].party = others;
    struct incidents x = find(*state, r, 4);
    assert_int_equal(x.incident.n, 2);
    assert_int_equal(x.incident.v[r[0].incident].n_reports, 3);
    assert_false(together(r, 0, 3));
}

static void test_incident__denial_contests(void **state)
{
    struct incident_report r[] = {attack("a", DAY), attack("b", DAY), attack("c", DAY + 30)};
    r[0].word = r[1].word = r[2].word = STR("shell");
    r[1].counted = r[2].counted = false;
    r[1].status = r[2].status = EST_DENIED;
    r[1].date = r[2].date = DATE_RANGE_NONE;
    r[1].doc_day = DAY + 2;
    struct incidents x = find(*state, r, 3);
    assert_int_equal(x.incident.n, 2);
    assert_true(together(r, 0, 1));
    assert_true(x.incident.v[r[0].incident].contested);
    assert_int_equal(x.incident.v[r[0].incident].n_counted, 1);
    assert_false(x.incident.v[r[2].incident].contested); /* of something else: a month later */
    r[1].status = EST_ASSERTED;
    r[1].is_content = true; /* "accused Russia of shelling" */
    x = find(*state, r, 2);
    assert_int_equal(x.incident.n, 1);
    assert_false(x.incident.v[0].contested);
}

/* The third report says that the first two tell of different attacks. */
static void test_incident__contradiction_undoes_a_merge(void **state)
{
    struct incident_report r[] = {attack("a", DAY), attack("b", DAY), attack("c", DAY)};
    r[0].place = town("UKR/Kherson", 46.63, 32.6);
    r[1].figures = killed(*state, 40, 40);
    find(*state, r, 2);
    assert_true(together(r, 0, 1));
    r[2].place = r[0].place;
    r[2].figures = killed(*state, 3, 3);
    r[2].doc_day = DAY + 3;
    find(*state, r, 3);
    assert_true(together(r, 0, 2));
    assert_false(together(r, 0, 1));
}

static void test_incident__points_are_told_by_ground(void **state)
{
    struct incident_report a = attack("a", DAY), b = attack("b", DAY);
    (void)state;
    a.place = b.place = town("UKR/Kherson", 46.63, 32.6);
    a.mode = STR("heavy-weapons");
    b.mode = STR("bombing");
    struct incident_likeness l = incident_compare(&a, &b);
    int sum = 0;
    for (int g = 0; g < N_INCIDENT_GROUNDS; g++)
        sum += l.point[g];
    assert_int_equal(sum, l.points);
    assert_int_equal(l.point[GROUND_DAY], 2);
    assert_int_equal(l.point[GROUND_OTHER_MODE], -1);
    assert_int_equal(l.contradictions, 0);
    b.place = town("UKR/Kharkiv", 49.98, 36.25);
    b.date = (struct date_range){DAY + 4, DAY + 4};
    l = incident_compare(&a, &b); /* all that contradicts, not the first alone */
    assert_int_equal(l.contradictions, 1U << AGAINST_DAYS | 1U << AGAINST_PLACES);
    assert_string_equal(incident_contradiction_words(AGAINST_PLACES), "other places");
    assert_string_equal(incident_ground_words(GROUND_OTHER_MODE), "another mode");
}

static void test_incident__nearest_of_others_and_why(void **state)
{
    struct incident_report r[] = {attack("a", DAY), attack("b", DAY),     attack("c", DAY),     attack("d", DAY),
                                  attack("e", DAY), attack("f", DAY + 3), attack("g", DAY + 40)};
    r[0].place = r[1].place = town("UKR/Kherson", 46.63, 32.6);
    r[2].place = r[3].place = town("UKR/Kharkiv", 49.98, 36.25); /* another incident of two reports */
    r[4].figures = killed(*state, 40, 40);
    r[0].figures = killed(*state, 3, 3);
    r[2].figures = killed(*state, 7, 7);
    r[4].doc_day = DAY - 1;
    struct incidents x = find(*state, r, 7);
    struct near_report near[4];
    assert_int_equal(incident_nearest(&x, r, 7, r[0].incident, near, 4), 3); /* not what is 40 days later */
    assert_int_equal(near[0].report, 2); /* figures not far apart: more like it than what has none of that */
    assert_int_equal(near[0].beside, 0);
    assert_int_equal(near[0].likeness.contradictions, 1U << AGAINST_PLACES);
    assert_int_equal(near[1].report, 4);
    assert_int_equal(near[1].beside, 0);
    assert_int_equal(near[1].reason, NEAR_CONTRADICTED);
    assert_int_equal(near[1].likeness.contradictions, 1U << AGAINST_FIGURES);
    assert_int_equal(near[2].report, 5);
    assert_int_equal(near[2].likeness.contradictions, 1U << AGAINST_DAYS);
    assert_int_equal(incident_nearest(&x, r, 7, r[0].incident, near, 1), 1);
    assert_int_equal(near[0].report, 2);
    assert_int_equal(incident_nearest(&x, r, 7, r[0].incident, near, 0), 0);
}

static void test_incident__meetings_of_others_are_not_near(void **state)
{
    static const struct str FRA_DEU[] = {{"FRAGOV", 6}, {"DEUGOV", 6}};
    struct incident_report r[] = {meeting("a", DAY), meeting("b", DAY), meeting("c", DAY + 3)};
    r[1].party = FRA_DEU;
    struct incidents x = find(*state, r, 3);
    struct near_report near[3];
    assert_int_equal(incident_nearest(&x, r, 3, r[0].incident, near, 3), 1);
    assert_int_equal(near[0].report, 2);
    assert_int_equal(near[0].likeness.contradictions, 1U << AGAINST_DAYS);
}

/* What alone would have been like it enough. */
static void test_incident__nearest_that_nothing_contradicts(void **state)
{
    struct incident_report r[] = {attack("a", DAY), attack("b", DAY), attack("c", DAY)};
    r[0].place = town("UKR/Kherson", 46.63, 32.6);
    r[1].place = town("UKR/Kharkiv", 49.98, 36.25);
    r[1].word = r[2].word = STR("shell");
    struct incidents x = find(*state, r, 3);
    struct near_report near;
    assert_true(together(r, 1, 2));
    assert_int_equal(incident_nearest(&x, r, 3, r[0].incident, &near, 1), 1);
    assert_int_equal(near.report, 2);
    assert_int_equal(near.reason, NEAR_COMPANY); /* its own incident is in the other town */
    assert_int_equal(near.a, 0);
    assert_int_equal(near.b, 1);
    assert_int_equal(near.of_a_b.contradictions, 1U << AGAINST_PLACES);
    r[1].place.id = STR_NONE;
    r[0].type = r[1].type = r[2].type = EV_COERCE;
    r[0].date = DATE_RANGE_NONE; /* and nothing else of it */
    r[0].place.id = STR_NONE;
    x = find(*state, r, 3);
    assert_int_equal(incident_nearest(&x, r, 3, r[0].incident, &near, 1), 1);
    assert_int_equal(near.reason, NEAR_TOO_LITTLE);
    assert_int_equal(near.a, NONE);
}

static void test_incident__any_order_gives_the_same(void **state)
{
    enum { N = 60 };
    struct incident_report r[N], turned[N];
    uint32_t seed = 7;
    char name[N][8];
    for (uint32_t i = 0; i < N; i++) {
        snprintf(name[i], sizeof name[i], "d%u", (unsigned)i);
        seed = seed * 1664525 + 1013904223;
        uint32_t x = seed >> 8;
        r[i] = x & 1 ? attack(name[i], DAY + (int32_t)(x >> 1 & 3)) : meeting(name[i], DAY + (int32_t)(x >> 1 & 3));
        r[i].by_document = x >> 3 & 1;
        r[i].counted = (x >> 4 & 3) != 0;
        if (x >> 6 & 1)
            r[i].place = x >> 7 & 1 ? town("UKR/Kherson", 46.63, 32.6) : town("UKR/Kharkiv", 49.98, 36.25);
        if (x >> 8 & 1)
            r[i].figures = killed(*state, (x >> 9 & 15) + 1, (double)NAN);
        if (!(x >> 13 & 3))
            r[i].date = DATE_RANGE_NONE;
    }
    find(*state, r, N);
    for (int round = 0; round < 20; round++) {
        uint32_t from[N];
        for (uint32_t i = 0; i < N; i++)
            from[i] = i;
        for (uint32_t i = N - 1; i > 0; i--) {
            seed = seed * 1664525 + 1013904223;
            uint32_t k = (seed >> 8) % (i + 1), other = from[i];
            from[i] = from[k];
            from[k] = other;
        }
        for (uint32_t i = 0; i < N; i++)
            turned[i] = r[from[i]];
        find(*state, turned, N);
        for (uint32_t i = 0; i < N; i++)
            assert_int_equal(turned[i].incident, r[from[i]].incident);
    }
}

static void test_incident__families_of_words(void **state)
{
    static const char *const same[][2] = {{"kill", "murder"},  {"die", "death"},         {"threaten", "threatening"},
                                          {"meet", "meeting"}, {"retire", "retirement"}, {"announce", "announcement"},
                                          {"run", "running"}};
    static const char *const others[][2] = {{"win", "beat"}, {"sign", "sing"}, {"visit", "vision"}};
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        assert_true(str_eq(incident_family(str_of(same[i][0])), incident_family(str_of(same[i][1]))));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(str_eq(incident_family(str_of(others[i][0])), incident_family(str_of(others[i][1]))));
    assert_true(str_is(incident_word(STR("assault.txt:120 shell.v")), "shell"));
    assert_int_equal(incident_word(STR_NONE).n, 0);
}

/* What else is open, documents of one story make good. */
static void test_incident__one_story_is_a_ground(void **state)
{
    struct incident_report r[] = {attack("a", DAY), attack("b", DAY + 2)};
    r[0].word = r[1].word = STR("shell");
    r[0].figures = r[1].figures = killed(*state, 4, 4);
    r[1].date = DATE_RANGE_NONE;
    r[0].story = r[1].story = 3;
    find(*state, r, 2);
    assert_true(together(r, 0, 1));
    r[1].story = 4;
    find(*state, r, 2);
    assert_false(together(r, 0, 1));
}

static int setup(void **state)
{
    static struct arena arena;
    arena_init(&arena, 0);
    *state = &arena;
    return 0;
}

static int teardown(void **state)
{
    arena_release(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_incident__towns_part_attacks_of_one_day, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incident__tolls_rise_but_do_not_fall, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incident__days, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incident__offices_persons_and_calls, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incident__vague_parties, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incident__summit_of_twenty, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incident__denial_contests, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incident__contradiction_undoes_a_merge, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incident__points_are_told_by_ground, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incident__nearest_of_others_and_why, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incident__meetings_of_others_are_not_near, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incident__nearest_that_nothing_contradicts, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incident__families_of_words, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incident__one_story_is_a_ground, setup, teardown),
        cmocka_unit_test_setup_teardown(test_incident__any_order_gives_the_same, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
