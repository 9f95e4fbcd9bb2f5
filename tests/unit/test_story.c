/* The stories that bench_ecb finds. */
#include "story.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Two stories of a flood in two towns: most words are shared, the names are not. */
static void test_story__names_part_stories_of_like_words(void **state)
{
    enum { FLOOD, RIVER, RAIN, ASHFORD, BRIDGE, MILLBURY, DAM, N_TERMS };
    static const struct story_term a[] = {{FLOOD, 2}, {RIVER, 1}, {ASHFORD, 6}, {BRIDGE, 1}},
                                   b[] = {{FLOOD, 1}, {RAIN, 1}, {ASHFORD, 3}},
                                   c[] = {{FLOOD, 2}, {RIVER, 1}, {MILLBURY, 6}, {DAM, 2}},
                                   d[] = {{FLOOD, 1}, {MILLBURY, 3}, {DAM, 1}};
    const struct story_document documents[] = {{a, 4}, {c, 4}, {b, 3}, {d, 3}, {NULL, 0}};
    const double telling[N_TERMS] = {0.5, 0.5, 0.5, 3, 2, 3, 2};
    uint32_t story[5];
    (void)state;
    story_find(documents, 5, telling, N_TERMS, story);
    assert_int_equal(story[0], 0);
    assert_int_equal(story[1], 1);
    assert_int_equal(story[2], 0);
    assert_int_equal(story[3], 1);
    assert_int_equal(story[4], 2);
    story_find(NULL, 0, telling, 0, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_story__names_part_stories_of_like_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
