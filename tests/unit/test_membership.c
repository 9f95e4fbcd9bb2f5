#include "actor/membership.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const struct membership *find(const struct memberships *m, const char *org, const char *member)
{
    for (uint32_t i = 0; i < m->row.n; i++)
        if (str_is(m->row.v[i].org, org) && str_is(m->row.v[i].member, member))
            return &m->row.v[i];
    return NULL;
}

static void test_membership__of_our_lists(void **state)
{
    (void)state;
    struct arena arena;
    struct memberships m = {0};
    struct fault f;
    arena_init(&arena, 0);
    assert_int_equal(memberships_read(SOURCE_DIR "/lang/en/actors/organisations.txt", &arena, &m, &f), OK);
    const struct membership *finland = find(&m, "IGONAT", "FIN"), *norway = find(&m, "IGONAT", "NOR");
    assert_true(finland && norway && !find(&m, "IGONAT", "CHE"));
    assert_int_equal(finland->days.from, day_of(2023, 4, 4));
    assert_int_equal(finland->days.to, DAY_MAX);
    assert_int_equal(norway->days.from, day_of(1949, 4, 4)); /* since the organisation exists */
    assert_true(str_is(finland->name, "North Atlantic Treaty Organization"));
    assert_non_null(find(&m, "IGOSCO", "IND"));
    arena_release(&arena);
}

static void test_membership__of_a_list_with_mistakes(void **state)
{
    (void)state;
    char path[] = "/tmp/membership-XXXXXX";
    struct arena arena;
    struct memberships m = {0};
    struct fault f;
    arena_init(&arena, 0);
    FILE *file = fdopen(mkstemp(path), "w");
    fputs("# org IGOXXX No\n  members AAA\norg IGOABC Alpha  # a comment\n  exists 1990..2000\n"
          "  members FRA; ITA 1995..;; ESP nonsense; PRT ..1980  # DEU\n  observers GBR\ncountry GRC Greece\n  members "
          "GRC\n",
          file);
    fclose(file);
    assert_int_equal(memberships_read(path, &arena, &m, &f), OK);
    assert_int_equal(m.row.n, 2);
    assert_true(str_is(m.row.v[0].member, "FRA") && str_is(m.row.v[0].name, "Alpha"));
    assert_int_equal(m.row.v[1].days.from, day_of(1995, 1, 1));
    assert_int_equal(m.row.v[1].days.to, day_of(2000, 12, 31));
    unlink(path);
    assert_int_not_equal(memberships_read(path, &arena, &m, &f), OK);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_membership__of_our_lists),
        cmocka_unit_test(test_membership__of_a_list_with_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
