#include "record/names.h"
#include "relation/relation.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include <string.h>

static struct store_event make(const char *doc, int64_t number, int32_t day, const char *source, const char *target,
                               enum event_type type, float goldstein)
{
    return (struct store_event){.event = number,
                                .doc_id = str_of(doc),
                                .day = day,
                                .first_day = DAY_NONE,
                                .doc_day = DAY_NONE,
                                .source = str_of(source),
                                .target = str_of(target),
                                .type = type,
                                .goldstein = goldstein,
                                .counted = true};
}

static struct store_event twin(struct store_event of, int64_t number, const char *source, const char *target)
{
    of.twin_of = of.event;
    of.event = number;
    of.source = str_of(source);
    of.target = str_of(target);
    of.is_twin = true;
    return of;
}

static struct relation_query query(const char *a, const char *b, enum relation_by by)
{
    return (struct relation_query){.a = str_of(a), .b = str_of(b), .by = by, .from = DAY_NONE, .to = DAY_NONE};
}

static struct relation count(struct arena *arena, struct relation_query q, const struct store_event *e, size_t n)
{
    struct relation r;
    relation_init(&r, &q, arena);
    for (size_t i = 0; i < n; i++)
        relation_add(&r, &e[i]);
    relation_finish(&r);
    return r;
}
#define COUNT(arena, q, events) count(arena, q, events, sizeof(events) / sizeof(events)[0])

static void test_relation__codes_roll_up(void **state)
{
    (void)state;
    static const char *const codes[][2] = {
        {"RUS", "RUS"},       {"RUSGOV", "RUS"},       {"PAKGOVMIL", "PAK"},         {"IGONAT", "IGONAT"},
        {"IGOUNO", "IGOUNO"}, {"IGOUNOHCR", "IGOUNO"}, {"PAKREB", "PAKREB"},         {"COLREBFAR", "COLREBFAR"},
        {"IGO", "IGO"},       {"IMGISIKHO", "IMGISI"}, {"not a code", "not a code"},
    };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        assert_true(str_is(actor_party(str_of(codes[i][0])), codes[i][1]));
}

static void test_relation__periods(void **state)
{
    (void)state;
    int32_t day = day_of(2018, 12, 31); /* a Monday */
    assert_int_equal(relation_period(BY_WEEK, day).from, day);
    assert_int_equal(relation_period(BY_WEEK, day).to, day_of(2019, 1, 6));
    assert_int_equal(relation_period(BY_MONTH, day).from, day_of(2018, 12, 1));
    assert_int_equal(relation_period(BY_MONTH, day).to, day);
    assert_int_equal(relation_period(BY_MONTH, day_of(2020, 2, 3)).to, day_of(2020, 2, 29));
    assert_int_equal(relation_period(BY_YEAR, day).from, day_of(2018, 1, 1));
    assert_int_equal(relation_period(BY_DAY, day).to, day);
    assert_int_equal(relation_period(BY_MONTH, DAY_MAX).to, DAY_MAX);
}

static void test_relation__twins_count_once_for_a_pair(void **state)
{
    struct arena *arena = *state;
    int32_t day = day_of(2018, 4, 6);
    struct store_event e[7];
    /* Russia, Pakistan and China met: six rows of one event. */
    e[0] = make("one", 0, day, "RUSGOV", "PAK", EV_CONSULT, 1.0f);
    e[1] = twin(e[0], 1, "PAK", "RUSGOV");
    e[2] = twin(e[0], 2, "RUSGOV", "CHN");
    e[3] = twin(e[0], 3, "CHN", "RUSGOV");
    e[4] = twin(e[0], 4, "PAK", "CHN");
    e[5] = twin(e[0], 5, "CHN", "PAK");
    e[6] = make("one", 6, day, "RUSMIL", "PAK", EV_ASSAULT, -10.0f);
    struct relation r = COUNT(arena, query("", "", BY_ALL), e);
    assert_int_equal(r.dyad.n, 3);
    assert_true(str_is(r.dyad.v[0].a, "PAK") && str_is(r.dyad.v[0].b, "RUS"));
    assert_int_equal(r.dyad.v[0].n_reports, 2);
    assert_int_equal(r.dyad.v[0].quad[0], 1);
    assert_int_equal(r.dyad.v[0].quad[3], 1);
    assert_int_equal(r.dyad.v[0].type[EV_CONSULT], 1);
    assert_int_equal(r.dyad.v[0].n_documents, 1);
    assert_float_equal(r.dyad.v[0].goldstein_sum, -9.0, 1e-9);
    assert_float_equal(r.dyad.v[0].goldstein_mean, -4.5, 1e-9);
    assert_true(str_is(r.dyad.v[1].a, "CHN") && str_is(r.dyad.v[1].b, "PAK"));
    assert_int_equal(r.dyad.v[1].n_reports, 1);

    struct relation_query directed = query("RUS", "PAK", BY_ALL);
    directed.directed = true;
    r = COUNT(arena, directed, e);
    assert_int_equal(r.dyad.n, 2);
    assert_true(str_is(r.dyad.v[0].a, "RUS") && r.dyad.v[0].n_reports == 2);
    assert_true(str_is(r.dyad.v[1].a, "PAK") && r.dyad.v[1].n_reports == 1);
}

static void test_relation__arguments_take_in_and_name(void **state)
{
    struct arena *arena = *state;
    int32_t day = day_of(2018, 4, 6);
    const struct store_event e[] = {
        make("one", 0, day, "PAKGOV", "RUSMIL", EV_CONSULT, 1.0f),
        make("one", 1, day, "RUSGOV", "RUSMIL", EV_COERCE, -7.0f),
        make("two", 0, day, "RUSMIL", "PAKREB", EV_ASSAULT, -9.0f),
        make("two", 1, day, "RUSGOV", "RUSGOV", EV_COERCE, -7.0f),
        make("two", 2, day, "RUS", "", EV_MOBILIZE, -5.0f),
    };
    struct relation r = COUNT(arena, query("RUS", "", BY_ALL), e);
    assert_int_equal(r.dyad.n, 3); /* the actor asked for comes first */
    assert_true(str_is(r.dyad.v[0].a, "RUS") && str_is(r.dyad.v[0].b, "PAK"));
    assert_true(str_is(r.dyad.v[1].a, "RUS") && str_is(r.dyad.v[1].b, "PAKREB"));
    assert_true(str_is(r.dyad.v[2].a, "RUSGOV") && str_is(r.dyad.v[2].b, "RUSMIL"));
    assert_int_equal(r.n_internal, 1);
    r = COUNT(arena, query("", "PAK", BY_ALL), e); /* b alone is a; it takes the rebels in */
    assert_int_equal(r.dyad.n, 1);
    assert_true(str_is(r.dyad.v[0].a, "PAK") && str_is(r.dyad.v[0].b, "RUS"));
    assert_int_equal(r.dyad.v[0].n_reports, 2);
    assert_int_equal(r.dyad.v[0].n_documents, 2);
    r = COUNT(arena, query("RUSMIL", "", BY_ALL), e);
    assert_int_equal(r.dyad.n, 3);
    assert_true(str_is(r.dyad.v[2].a, "RUSMIL") && str_is(r.dyad.v[2].b, "RUSGOV"));
    struct relation_query exact = query("RUS", "PAK", BY_ALL);
    exact.exact = true;
    assert_int_equal(COUNT(arena, exact, e).dyad.n, 0);
    exact.a = STR("RUSMIL");
    exact.b = STR("PAKGOV");
    assert_int_equal(COUNT(arena, exact, e).dyad.n, 1);
}

static void test_relation__claims_count_by_wish_and_as_sure_as_they_are(void **state)
{
    struct arena *arena = *state;
    struct store_event e[5];
    for (int i = 0; i < 5; i++)
        e[i] = make("one", i, day_of(2018, 4, 6 + i), "RUS", "PAK", EV_ASSAULT, -10.0f);
    for (int i = 1; i < 5; i++)
        e[i].counted = false;
    e[1].voice = VOICE_ATTRIBUTED;
    e[1].factuality = 1.5f;
    e[2].voice = VOICE_AUTHOR;
    e[2].factuality = 3;
    e[3].voice = VOICE_ATTRIBUTED;
    e[3].status = EST_DENIED;
    e[3].factuality = -3;
    e[4] = e[1]; /* the same day and act, told by somebody surer */
    e[4].event = 4;
    e[4].factuality = 2.4f;
    struct relation_query q = query("RUS", "PAK", BY_ALL);
    assert_float_equal(COUNT(arena, q, e).dyad.v[0].quad[3], 1, 1e-6);
    q.voices = 1u << VOICE_ATTRIBUTED;
    assert_float_equal(COUNT(arena, q, e).dyad.v[0].quad[3], 1.8, 1e-6);
    q.voices |= 1u << VOICE_AUTHOR;
    assert_float_equal(COUNT(arena, q, e).dyad.v[0].quad[3], 2.8, 1e-6);
    assert_int_equal(COUNT(arena, q, e).dyad.v[0].n_incidents, 3);
    q.rows = ROWS_AUTHOR;
    assert_int_equal(COUNT(arena, q, e).dyad.v[0].n_incidents, 1);
    q.rows = ROWS_UNCOUNTED;
    assert_int_equal(COUNT(arena, q, e).dyad.v[0].n_incidents, 2);
}

static void test_relation__series_leave_undated_events_out(void **state)
{
    struct arena *arena = *state;
    struct store_event e[] = {
        make("one", 0, day_of(2018, 4, 6), "RUS", "PAK", EV_CONSULT, 1.0f),
        make("two", 0, day_of(2018, 4, 30), "PAK", "RUS", EV_ACCUSE, -2.0f),
        make("two", 1, day_of(2018, 6, 1), "PAK", "RUS", EV_AID, NAN),
        make("two", 2, DAY_NONE, "PAK", "RUS", EV_ACCUSE, -2.0f),
        make("two", 3, day_of(2018, 6, 1), "PAK", "RUS", EV_ACCUSE, -2.0f),
    };
    e[4].counted = false;
    struct relation r = COUNT(arena, query("RUS", "PAK", BY_MONTH), e);
    assert_int_equal(r.dyad.n, 2);
    assert_int_equal(r.dyad.v[0].from, day_of(2018, 4, 1));
    assert_int_equal(r.dyad.v[0].to, day_of(2018, 4, 30));
    assert_int_equal(r.dyad.v[0].n_reports, 2);
    assert_int_equal(r.dyad.v[0].pair_reports, 3);
    assert_int_equal(r.dyad.v[1].quad[1], 1);
    assert_true(isnan(r.dyad.v[1].goldstein_mean)); /* no value known is no value */
    assert_int_equal(r.n_undated, 1);
    assert_int_equal(r.dyad.v[1].n_undated, 1);

    r = COUNT(arena, query("RUS", "PAK", BY_ALL), e); /* no series: all that is known */
    assert_int_equal(r.dyad.n, 1);
    assert_int_equal(r.dyad.v[0].n_reports, 4);
    assert_int_equal(r.dyad.v[0].n_undated, 1);
    assert_int_equal(r.n_undated, 0);
    assert_int_equal(r.dyad.v[0].from, day_of(2018, 4, 6));
    assert_int_equal(r.dyad.v[0].to, day_of(2018, 6, 1));

    struct relation_query window = query("RUS", "PAK", BY_YEAR);
    window.from = day_of(2018, 4, 10);
    r = COUNT(arena, window, e);
    assert_int_equal(r.dyad.n, 1);
    assert_int_equal(r.dyad.v[0].n_reports, 2);
    assert_int_equal(r.dyad.v[0].from, window.from);
    assert_int_equal(r.dyad.v[0].to, day_of(2018, 12, 31));
}

static void test_relation__reports_of_one_day_are_one_incident(void **state)
{
    struct arena *arena = *state;
    int32_t day = day_of(2018, 4, 6);
    struct store_event e[] = {
        make("one", 0, day, "RUS", "PAK", EV_CONSULT, 1.0f),
        make("two", 0, day, "PAK", "RUS", EV_CONSULT, 1.0f), /* the same meeting, told from the other side */
        make("two", 1, day, "RUS", "PAK", EV_ASSAULT, -9.0f),
        make("three", 0, day, "RUS", "PAK", EV_ASSAULT, -9.0f),
        make("three", 1, day, "PAK", "RUS", EV_ASSAULT, -9.0f), /* the answer to it */
        make("three", 2, day + 1, "RUS", "PAK", EV_ASSAULT, -9.0f),
        make("three", 3, DAY_NONE, "RUS", "PAK", EV_ASSAULT, -9.0f),
        make("four", 0, DAY_NONE, "RUS", "PAK", EV_ASSAULT, -9.0f), /* nothing says that it is the same */
    };
    enum { N = sizeof e / sizeof *e };
    for (int turned = 0; turned < 2; turned++) {
        struct relation r = COUNT(arena, query("", "", BY_ALL), e);
        assert_int_equal(r.dyad.n, 1);
        assert_int_equal(r.dyad.v[0].n_reports, N);
        assert_int_equal(r.dyad.v[0].n_incidents, 6);
        assert_int_equal(r.dyad.v[0].n_documents, 4);
        assert_int_equal(r.dyad.v[0].quad[0], 1);
        assert_int_equal(r.dyad.v[0].type[EV_ASSAULT], 5);
        for (int i = 0; i < N / 2; i++) {
            struct store_event other = e[i];
            e[i] = e[N - 1 - i];
            e[N - 1 - i] = other;
        }
    }
}

static struct store_event deed(const char *doc, int32_t day, enum event_type type, const char *cameo, const char *words)
{
    struct store_event e = make(doc, 0, day, "RUS", "PAK", type, 1.0f);
    strcpy(e.cameo, cameo);
    e.trigger = str_of(words);
    return e;
}

static void test_relation__ties_go_as_far_as_the_closest_deed(void **state)
{
    struct arena *arena = *state;
    int32_t day = day_of(2018, 1, 1);
    struct store_event e[] = {
        /* each with those before it */
        deed("a", day, EV_ASSAULT, "190", "defence treaty"),
        deed("b", day + 1, EV_CONSULT, "041", "phoned"),
        deed("c", day + 2, EV_CONSULT, "042", "visited"),
        deed("d", day + 3, EV_SUPPORT, "057", "signed a trade treaty"),
        deed("e", day + 40, EV_COOPERATE, "062", "held drills"),
        deed("f", day + 40, EV_AID, "072", "sent arms"), /* the same day: no third one */
        deed("g", day + 63, EV_AID, "072", "sent arms"),
        deed("h", day + 64, EV_SUPPORT, "057", "signed a defence-cooperation accord"),
        deed("i", day + 63, EV_SUPPORT, "057", "signed a Mutual Defense Pact"),
        deed("j", day + 62, EV_SUPPORT, "050", "formed a military alliance"),
    };
    static const struct {
        enum tie_level level;
        const char *doc;
    } want[] = {{TIE_NONE, ""},         {TIE_CONTACT, "b"},     {TIE_DIALOGUE, "c"},    {TIE_COOPERATION, "d"},
                {TIE_COOPERATION, "e"}, {TIE_COOPERATION, "e"}, {TIE_PARTNERSHIP, "g"}, {TIE_PARTNERSHIP, "h"},
                {TIE_ALLIANCE, "i"},    {TIE_ALLIANCE, "i"}};
    for (size_t n = 1; n <= sizeof e / sizeof *e; n++) {
        struct store_event turned[sizeof e / sizeof *e];
        for (size_t i = 0; i < n; i++)
            turned[i] = e[n - 1 - i];
        struct relation one = count(arena, query("", "", BY_ALL), e, n);
        struct relation other = count(arena, query("", "", BY_ALL), turned, n);
        assert_int_equal(one.dyad.v[0].tie.level, want[n - 1].level);
        assert_int_equal(other.dyad.v[0].tie.level, want[n - 1].level);
        assert_true(str_is(one.dyad.v[0].tie.doc, want[n - 1].doc) || !want[n - 1].level);
        assert_true(str_eq(other.dyad.v[0].tie.doc, one.dyad.v[0].tie.doc) || !want[n - 1].level);
    }
}

static void test_relation__standing_is_of_the_world_and_not_of_the_window(void **state)
{
    struct arena *arena = *state;
    static const char *const code[] = {"RUS", "PAK", "IND", "CHN", "FRA", "JPN"};
    struct store_event e[400];
    size_t n = 0;
    for (int month = 1; month <= 6; month++)
        for (int a = 0; a < 6; a++)
            for (int b = a + 1; b < 6; b++)
                for (int day = 1; day <= 4; day++, n++)
                    e[n] = make("one", (int64_t)n, day_of(2018, month, day), code[a], code[b],
                                (a < 3) == (b < 3) ? EV_COOPERATE : EV_ASSAULT, 1.0f);
    struct relation world = count(arena, query("", "", BY_MONTH), e, n);
    relation_judge(&world, &world);
    struct relation_query window = query("RUS", "", BY_MONTH);
    window.from = day_of(2018, 6, 1);
    struct relation r = count(arena, window, e, n);
    assert_true(isnan(r.dyad.v[0].standing.hostility.value));
    relation_judge(&r, &world);
    assert_int_equal(r.dyad.n, 5);
    for (uint32_t i = 0; i < r.dyad.n; i++) {
        const struct dyad *d = &r.dyad.v[i];
        bool friendly = str_is(d->b, "PAK") || str_is(d->b, "IND");
        assert_int_equal(d->trend, TREND_STABLE); /* every month the same, the months before the window with it */
        assert_true(friendly ? d->standing.affinity.value > 0 : d->standing.affinity.value < 0);
        for (uint32_t k = 0; k < world.dyad.n; k++)
            if (world.dyad.v[k].from == d->from &&
                ((str_eq(world.dyad.v[k].a, d->b) && str_is(world.dyad.v[k].b, "RUS"))))
                assert_true(world.dyad.v[k].standing.hostility.value == d->standing.hostility.value);
    }
    struct relation_query part = query("RUS", "PAK", BY_MONTH);
    part.directed = true;
    r = count(arena, part, e, n);
    relation_judge(&r, &world);
    assert_true(r.dyad.n > 0 && isnan(r.dyad.v[0].standing.affinity.value));
}

static void test_relation__a_war_is_a_break_in_its_first_month(void **state)
{
    struct arena *arena = *state;
    struct store_event e[600];
    size_t n = 0;
    for (int month = 0; month < 48; month++) {
        bool war = month >= 23; /* December 2002 */
        for (int day = 1; day <= (war ? 12 : 2); day++, n++)
            e[n] = make("one", (int64_t)n, day_of(2001 + month / 12, month % 12 + 1, day), "RUS", "PAK",
                        war ? EV_ASSAULT : EV_CONSULT, 1.0f);
    }
    struct relation r = count(arena, query("RUS", "PAK", BY_MONTH), e, n);
    uint32_t n_breaks;
    const int32_t *day = relation_breaks(r.dyad.v, r.dyad.n, arena, &n_breaks);
    assert_int_equal(n_breaks, 1);
    assert_int_equal(day[0], day_of(2002, 12, 1));
    assert_non_null(relation_breaks(NULL, 0, arena, &n_breaks));
    assert_int_equal(n_breaks, 0);
}

static int setup(void **state)
{
    struct arena *arena = malloc(sizeof *arena);
    arena_init(arena, 0);
    *state = arena;
    return 0;
}

static int teardown(void **state)
{
    arena_release(*state);
    free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_relation__codes_roll_up),
        cmocka_unit_test(test_relation__periods),
        cmocka_unit_test_setup_teardown(test_relation__twins_count_once_for_a_pair, setup, teardown),
        cmocka_unit_test_setup_teardown(test_relation__arguments_take_in_and_name, setup, teardown),
        cmocka_unit_test_setup_teardown(test_relation__claims_count_by_wish_and_as_sure_as_they_are, setup, teardown),
        cmocka_unit_test_setup_teardown(test_relation__series_leave_undated_events_out, setup, teardown),
        cmocka_unit_test_setup_teardown(test_relation__reports_of_one_day_are_one_incident, setup, teardown),
        cmocka_unit_test_setup_teardown(test_relation__a_war_is_a_break_in_its_first_month, setup, teardown),
        cmocka_unit_test_setup_teardown(test_relation__ties_go_as_far_as_the_closest_deed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_relation__standing_is_of_the_world_and_not_of_the_window, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
