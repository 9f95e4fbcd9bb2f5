#include "relation/trend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

static struct standing stands(double hostility, double affinity)
{
    return (struct standing){{hostility, hostility - 0.3, hostility + 0.3}, {affinity, affinity - 0.3, affinity + 0.3}};
}

static void test_trend__words(void **state)
{
    (void)state;
    static const struct {
        uint32_t n;
        double hostility[3], affinity[3];
        const char *word;
    } cases[] = {
        {1, {1}, {1}, ""},
        {3, {1, 1.2, 1.4}, {1, .8, .7}, "stable"}, /* .4 is less than the root of .3^2 + .3^2 */
        {3, {1, 1.2, 1.5}, {1, 1, 1}, "cooling"},  /* .5 is more, in two small steps */
        {3, {1, 1, 1}, {1, .8, .5}, "cooling"},
        {3, {1.5, 1.2, 1}, {1, 1, 1}, "warming"},
        {2, {1, 1}, {1, 2}, "warming"},
        {3, {1, 2, 1}, {1, 1, 1}, "volatile"}, /* to and fro */
        {2, {1, 2}, {1, 2}, "volatile"},       /* more of both */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct standing s[3];
        for (uint32_t k = 0; k < 3; k++)
            s[k] = stands(cases[i].hostility[k], cases[i].affinity[k]);
        assert_string_equal(trend_name(trend_of(s, cases[i].n)), cases[i].word);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_trend__words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
