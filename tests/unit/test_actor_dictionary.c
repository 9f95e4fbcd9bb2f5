/* Small dictionaries of our own making, each showing one oddity of published ones. */
#include "actor/dictionary.h"
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static void write_text(char path[64], const char *text, size_t n)
{
    snprintf(path, 64, "/tmp/entente-test-dictionary-XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, n), (ssize_t)n);
    close(file);
}

/* NULL: the fault says why. */
static struct actors *load_n(const char *text, size_t n, bool agents, bool in_place, struct fault *f)
{
    char path[64];
    write_text(path, text, n);
    const char *paths[] = {path};
    struct dictionaries more = {paths, paths, !agents, agents, in_place};
    struct actors *a = NULL;
    enum status status = actors_load_with(SOURCE_DIR "/lang/en/actors", NULL, &more, &a, f);
    unlink(path);
    return status ? NULL : a;
}

static struct actors *load(const char *text, bool agents)
{
    struct fault f = {.status = OK};
    struct actors *a = load_n(text, strlen(text), agents, true, &f);
    assert_non_null(a);
    return a;
}

/* The code a name has on a day; "?" where no entry bears it. */
static const char *code_at(const struct actors *a, const char *name, int32_t day)
{
    static struct actor_entry found[8]; /* keeps the code alive for the caller */
    uint32_t n = actors_search(a, str_of(name), day, found, 8);
    for (uint32_t i = 0; i < n; i++)
        if (found[i].code[0])
            return found[i].code;
    return n ? "" : "?";
}

static void assert_code(const struct actors *a, const char *name, int year, const char *code)
{
    assert_string_equal(code_at(a, name, year ? day_of(year, 6, 15) : DAY_MAX), code);
}

static void assert_problem(const struct actors *a, const char *words)
{
    const struct problems *p = actors_dictionary_problems(a);
    for (uint32_t i = 0; i < p->kept.n; i++) {
        char line[400];
        snprintf(line, sizeof line, "%.*s", STR_ARG(p->kept.v[i]));
        if (strstr(line, words))
            return;
    }
    print_error("no problem says \"%s\"\n", words);
    fail();
}

static uint32_t n_problems(const struct actors *a)
{
    return actors_dictionary_problems(a)->n;
}

static void test_dictionary__synonyms_share_codes(void **state)
{
    (void)state;
    struct actors *a = load("# comment\nFREDONIA_ [FRA] # more\n+FREDONIAN_\n+LAND_OF_FREDONIA\n"
                            "SYLVANIA\t[DEU]  ; remark\n\n/ a remark of TABARI\nRUFUS_FIREFLY_  [FRAGOV]\n",
                            false);
    assert_code(a, "Fredonian", 0, "FRA");
    assert_code(a, "Land of Fredonia", 0, "FRA");
    assert_code(a, "Sylvania", 0, "DEU");
    assert_code(a, "Rufus Firefly", 0, "FRAGOV");
    assert_int_equal(n_problems(a), 0);
    actors_free(a);
}

static void test_dictionary__dates(void **state)
{
    (void)state;
    struct actors *a = load("GLORIA_TEASDALE_\n\t[FRAELI <900101]\n\t[FRAGOV 900102-19991231] [FRAOPP > 20000101]\n"
                            "OLD_SYLVANIA_\n\t[DDR <901002]\n",
                            false);
    assert_code(a, "Gloria Teasdale", 1985, "FRAELI");
    assert_code(a, "Gloria Teasdale", 1995, "FRAGOV");
    assert_code(a, "Gloria Teasdale", 2005, "FRAOPP");
    assert_code(a, "Old Sylvania", 1985, "DDR");
    assert_int_equal(n_problems(a), 0);
    actors_free(a);
}

static void test_dictionary__mistyped_dates_are_told(void **state)
{
    (void)state;
    bool exact;
    assert_int_equal(dictionary_date(STR("991231"), &exact), day_of(1999, 12, 31));
    assert_true(exact);
    assert_int_equal(dictionary_date(STR("300101"), &exact), day_of(2030, 1, 1));
    assert_int_equal(dictionary_date(STR("310101"), &exact), day_of(1931, 1, 1));
    assert_int_equal(dictionary_date(STR("17041975"), &exact), day_of(1975, 4, 17));
    assert_false(exact);
    assert_int_equal(dictionary_date(STR("2004017"), &exact), day_of(2004, 1, 1));
    assert_int_equal(dictionary_date(STR("19990231"), &exact), day_of(1999, 2, 28));
    assert_int_equal(dictionary_date(STR("9008223"), &exact), DAY_NONE);
    assert_false(exact);
    struct actors *a = load("CHICO_LINI_\n\t[FRASPY 2004017-20061201]\n", false);
    assert_code(a, "Chico Lini", 2005, "FRASPY");
    assert_problem(a, ":2: \"2004017\" is no date");
    actors_free(a);
}

static void test_dictionary__oddities_of_lines(void **state)
{
    (void)state;
    struct actors *a = load("LEAGUE_OF_DUCKS_\nDUCKS_LEAGUE_\n\tLD_\n\t[IGOXDL]\n" /* names before the code */
                            "DUCK_SOUP_CO_ [\nMNCUSA] ; remark\n"                  /* a code over two lines */
                            "NOBODY_AT_ALL_\n\nPINKY HARP_ [FRAREB] [FRACRM >20000101]\n+PINKY]_HARP_\n"
                            "BOB_ROLAND_(BR)_  [FRAMIL]\n<!-- a\nHIDDEN_NAME_ [USA]\n-->\n"
                            "NOISE_ [---]\nTHE_TWINS_ [FRA/DEU]\n~\nAFTER_THE_END_ [USA]\n",
                            false);
    assert_code(a, "Ducks League", 0, "IGOXDL");
    assert_code(a, "LD", 0, "IGOXDL");
    assert_problem(a, "\"LEAGUE OF DUCKS\" in the line before has no code of its own");
    assert_code(a, "Duck Soup Co", 0, "USABUS");
    assert_problem(a, ":6: a code goes on from the line before");
    assert_problem(a, "\"NOBODY AT ALL\" has no code");
    assert_code(a, "Pinky Harp", 1990, "FRAREB");
    assert_problem(a, ":10: a bracket in the name");
    assert_code(a, "Bob Roland", 0, "FRAMIL");
    assert_code(a, "Hidden Name", 0, "?");
    assert_code(a, "Noise", 0, "?");
    assert_code(a, "Twins", 0, "FRA");
    assert_problem(a, "only the first actor is used");
    assert_code(a, "After the End", 0, "?");
    actors_free(a);
}

static void test_dictionary__bytes_that_are_no_text(void **state)
{
    (void)state;
    static const char text[] = "FREE_\0DONIA_ [FRA]\r\nSYL\x1AVANIA_ [DEU]\n\xFF\xFE_LAND_ [USA]\nTABARI STYLE [ITA]";
    struct fault f = {.status = OK};
    struct actors *a = load_n(text, sizeof text - 1, false, true, &f);
    assert_non_null(a);
    assert_problem(a, ":1: byte 0x00 is no text");
    assert_problem(a, ":2: byte 0x1A is no text");
    assert_code(a, "Free Donia", 0, "FRA");
    assert_code(a, "Tabari Style", 0, "ITA");
    actors_free(a);
}

static void test_dictionary__second_entry_adds_codes(void **state)
{
    (void)state;
    struct actors *a =
        load("VERA_MARCAL_\n\t[FRAGOV 900101-951231]\nAMB_TRENTINO_ [DEUGOV]\n"
             "VERA_MARCAL_\n\t[FRAOPP 960101-991231]\n<NOUN>\nSHIP_ [IGNORED]\n</NOUN>\nZANDER_X_ [ITA]\n",
             false);
    assert_code(a, "Vera Marcal", 1993, "FRAGOV");
    assert_code(a, "Vera Marcal", 1997, "FRAOPP");
    assert_code(a, "Ship", 0, "?");
    assert_code(a, "Zander X", 0, "ITA");
    actors_free(a);
}

static void test_dictionary__codes_of_others_in_ours(void **state)
{
    (void)state;
    static const struct {
        const char *theirs, *ours;
    } rows[] = {{"RUSGOVMIL", "RUSGOVMIL"},
                {"USAMED", "USAJRN"},
                {"USAHLH", "USAMED"},
                {"MNCUSAMED", "USABUSJRN"},
                {"IGOEUREEC", "IGOEEC"},
                {"IGOWSTNAT", "IGONAT"},
                {"IGOAFROAU", "IGOAFU"},
                {"IGO", "IGO"},
                {"IGOUNO", "IGOUNO"},
                {"NGOHRI", "NGOSOC"},
                {"IMGMUSALQ", "IMGALQ"},
                {"MEAREB", "REB"},
                {"ROMGOV", "ROUGOV"},
                {"IRQMUSSHIREB", "IRQRELREB"},
                {"ATH010", "REL"},
                {"MNC", "BUS"},
                {"USADEV", "USA"},
                {"afg", "AFG"},
                {"MEA", ""},
                {"FR", ""},
                {"FRA?", ""}};
    struct fault f = {.status = OK};
    struct actors *a = NULL;
    assert_int_equal(actors_load(SOURCE_DIR "/lang/en/actors", NULL, &a, &f), OK);
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str code = dictionary_code(a, &arena, str_of(rows[i].theirs));
        if (!str_is(code, rows[i].ours))
            print_error("%s: %.*s\n", rows[i].theirs, STR_ARG(code));
        assert_true(str_is(code, rows[i].ours));
    }
    arena_release(&arena);
    actors_free(a);
}

static void test_dictionary__forms(void **state)
{
    (void)state;
    static const struct {
        const char *written, *form;
    } rows[] = {{"UN_", "UN"},
                {"BANK_OF_MCDUCK_", "Bank of McDuck"},
                {"ABU-AL-DUCK", "Abu-al-Duck"},
                {"WORKERS'_PARTY_(WP)_", "Workers' Party"},
                {"PEOPLE'S_O'HARA", "People's O'Hara"},
                {"J._R._DUCK_", "J. R. Duck"},
                {"  TWO   BLANKS_", "Two Blanks"}};
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str form = dictionary_form(&arena, dictionary_phrase(&arena, str_of(rows[i].written)), false);
        if (!str_is(form, rows[i].form))
            print_error("%s: %.*s\n", rows[i].written, STR_ARG(form));
        assert_true(str_is(form, rows[i].form));
    }
    assert_true(str_is(dictionary_plural(&arena, STR("envoy of peace")), "envoys of peace"));
    assert_true(str_is(dictionary_plural(&arena, STR("boss")), "bosses"));
    arena_release(&arena);
}

static void test_dictionary__agents(void **state)
{
    (void)state;
    struct actors *a = load("!HAND! = MAN, WOMEN, PERSON\nDUCK_KEEPER_ [~AGR]\nPOND_WIFE {POND_WIVES} [~CVL]\n"
                            "DUCKFOLK {} [~CVL]\nDUCK!HAND! [~BUS]\nPOND_DEPUTY[~LEG]\nMUDDER_ [~ENV}\n"
                            "GOOSE_ [IGO~]\nNO_CODE_HERE\nLOST!FOOT! [~GOV]\nGANDER_ [GOV~] # before\n",
                            true);
    assert_code(a, "duck keepers", 0, "AGR");
    assert_code(a, "pond wives", 0, "CVL");
    assert_code(a, "pond wifes", 0, "?");
    assert_code(a, "duckfolk", 0, "CVL");
    assert_code(a, "duckfolks", 0, "?");
    assert_code(a, "duckwomen", 0, "BUS");
    assert_code(a, "duckpersons", 0, "BUS");
    assert_code(a, "pond deputies", 0, "LEG");
    assert_code(a, "pond deputy", 0, "LEG");
    assert_code(a, "mudders", 0, "SOC");
    assert_code(a, "gander", 0, "GOV");
    assert_problem(a, ":7: the code ends in }");
    assert_problem(a, ":8: [IGO~] says nothing");
    assert_problem(a, ":9: no code in brackets");
    assert_problem(a, ":10: no set is called !FOOT!");
    actors_free(a);
}

static void test_dictionary__ours_come_first(void **state)
{
    (void)state;
    static const char text[] = "FRANCE_ [DEU]\nFREDONIAN_CLUB_ [FRAPTY]\n";
    struct fault f = {.status = OK};
    struct actors *beside = load_n(text, strlen(text), false, false, &f);
    struct actors *in_place = load_n(text, strlen(text), false, true, &f);
    assert_code(beside, "France", 0, "FRA");
    assert_code(in_place, "France", 0, "DEU");
    assert_code(beside, "Fredonian Club", 0, "FRAPTY");
    assert_code(in_place, "Germany", 0, "?");
    actors_free(beside);
    actors_free(in_place);
}

static void test_dictionary__what_is_none_is_refused(void **state)
{
    (void)state;
    static const char *const none[] = {"", "Just a text.\nWith two lines.\n", "VERBING_ [~GOV]\nOTHER [~MIL]\n",
                                       "\x01\x02\x03"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct fault f = {.status = OK};
        assert_null(load_n(none[i], strlen(none[i]), false, true, &f));
        assert_int_equal(f.status, ST_ENVIRONMENT);
        assert_non_null(strstr(f.message, "is no dictionary of actors"));
    }
    struct fault f = {.status = OK};
    assert_null(load_n("FRANCE_ [FRA]\n", 14, true, true, &f));
    assert_int_equal(f.status, ST_ENVIRONMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dictionary__synonyms_share_codes),
        cmocka_unit_test(test_dictionary__dates),
        cmocka_unit_test(test_dictionary__mistyped_dates_are_told),
        cmocka_unit_test(test_dictionary__oddities_of_lines),
        cmocka_unit_test(test_dictionary__bytes_that_are_no_text),
        cmocka_unit_test(test_dictionary__second_entry_adds_codes),
        cmocka_unit_test(test_dictionary__codes_of_others_in_ours),
        cmocka_unit_test(test_dictionary__forms),
        cmocka_unit_test(test_dictionary__agents),
        cmocka_unit_test(test_dictionary__ours_come_first),
        cmocka_unit_test(test_dictionary__what_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
