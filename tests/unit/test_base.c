#include "base/date.h"
#include "base/json.h"
#include "base/map.h"
#include "base/utf8.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_date__round_trip(void **state)
{
    (void)state;
    for (int32_t day = -200000; day < 200000; day += 17) {
        int y, m, d;
        day_split(day, &y, &m, &d);
        assert_int_equal(day_of(y, m, d), day);
    }
    assert_int_equal(day_of(1970, 1, 1), 0);
    assert_int_equal(day_weekday(day_of(2018, 4, 6)), 4); /* a Friday */
    assert_int_equal(day_of(2018, 2, 29), DAY_NONE);
}

static void test_date__ranges(void **state)
{
    (void)state;
    struct date_range r;
    assert_true(date_range_parse(STR("2012-05-07.."), &r));
    assert_int_equal(r.to, DAY_MAX);
    assert_true(date_range_parse(STR("2018-02"), &r));
    assert_int_equal(r.to - r.from, 27);
    assert_false(date_range_parse(STR("soon"), &r));
}

static void test_utf8__repair_counts(void **state)
{
    (void)state;
    struct buf out = {0};
    assert_int_equal(utf8_repair("a\0b\xFF\xC3\xA9", 6, &out), 2);
    assert_string_equal(out.s, "a\xEF\xBF\xBD"
                               "b\xEF\xBF\xBD\xC3\xA9");
    assert_int_equal(utf8_count(buf_str(&out)), 5);
    buf_release(&out);
    assert_int_equal(utf8_first_bad("a\0b\xFF\xC3\xA9", 6), 1);
    assert_int_equal(utf8_first_bad("\xC3\xA9\xC3", 3), 2);
    assert_int_equal(utf8_first_bad("\xC3\xA9", 2), 2);
    assert_int_equal(utf8_first_bad(NULL, 0), 0);
}

static void test_map__many(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    struct map m;
    map_init(&m, &a, 4);
    for (uint32_t i = 0; i < 5000; i++)
        *map_put(&m, str_format(&a, "key %u", i), 0) = i;
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(map_find(&m, str_format(&a, "key %u", i), 99999), i);
    assert_int_equal(map_find(&m, STR("absent"), 99999), 99999);
    arena_release(&a);
}

static void test_json__escapes(void **state)
{
    (void)state;
    struct buf out = {0};
    struct json j;
    json_init(&j, &out);
    json_object(&j);
    json_key(&j, "a");
    json_str(&j, STR("x\"\n"));
    json_key(&j, "b");
    json_array(&j);
    json_num(&j, 1.50, 3);
    json_num(&j, 0.0 / 1.0, 2);
    json_null(&j);
    json_array_end(&j);
    json_object_end(&j);
    assert_string_equal(out.s, "{\"a\":\"x\\\"\\n\",\"b\":[1.5,0,null]}");
    buf_release(&out);
}

static void test_json__unknown_values_are_null(void **state)
{
    (void)state;
    struct buf out = {0};
    struct json j;
    json_init(&j, &out);
    json_object(&j);
    json_key_str(&j, "a", STR(""));
    json_key_num(&j, "b", (double)NAN, 2);
    json_key_day(&j, "c", DAY_NONE);
    json_key_array(&j, "d");
    json_array_end(&j);
    json_key_day(&j, "e", 0);
    json_object_end(&j);
    assert_string_equal(out.s, "{\"a\":null,\"b\":null,\"c\":null,\"d\":[],\"e\":\"1970-01-01\"}");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_date__round_trip),    cmocka_unit_test(test_date__ranges),
        cmocka_unit_test(test_utf8__repair_counts), cmocka_unit_test(test_map__many),
        cmocka_unit_test(test_json__escapes),       cmocka_unit_test(test_json__unknown_values_are_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
