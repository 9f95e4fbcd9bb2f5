#include "relation/levels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

static void test_levels__the_highest_with_evidence(void **state)
{
    (void)state;
    static const struct {
        enum event_type type;
        uint32_t n, n_days;
        const char *level;
    } steps[] = {
        {EV_CONSULT, 9, 30, "none"},       {EV_REQUEST, 9, 30, "none"}, {EV_ACCUSE, 1, 30, "verbal"},
        {EV_SANCTION, 1, 30, "sanctions"}, {EV_ASSAULT, 1, 1, "force"}, {EV_ASSAULT, 9, 10, "force"},
        {EV_ASSAULT, 10, 31, "force"},     {EV_ASSAULT, 10, 30, "war"}, {EV_ASSAULT, 100, 365, "force"},
    };
    uint32_t type[N_EVENT_TYPES] = {0};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        type[steps[i].type] = steps[i].n; /* what was before stays */
        assert_string_equal(conflict_level_name(conflict_level(type, steps[i].n_days)), steps[i].level);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_levels__the_highest_with_evidence)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
