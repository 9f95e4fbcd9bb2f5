/* The compiled lists: the same as the text, not used once the text is another, and no damage or forgery gets through.
 */
#include "actor/actor.h"
#include "base/checksum.h"
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { CHECKSUM_AT = 32, HEADER_BYTES = 256 }; /* of struct header in actor/compiled.c */

static char folder[] = "/tmp/entente-test-compiled-XXXXXX";
static char text_path[100], compiled_path[100];

static const char LISTS[] = "country FRA France\n  adjective French\n  demonym Frenchman\n  capital Paris 48.9 2.4\n"
                            "person Jean Dupont\n  role FRAGOV minister of defence 2010..2012\n"
                            "org IGONAT NATO\n  names North Atlantic Treaty Organization\n"
                            "agent MIL soldier; officer of the guard\n";

static void write_file(const char *path, const char *data, size_t n)
{
    struct fault f;
    assert_int_equal(file_write(path, (struct str){data, (uint32_t)n}, &f), OK);
}

static int set_up(void **state)
{
    (void)state;
    struct fault f;
    if (!mkdtemp(folder))
        return 1;
    snprintf(text_path, sizeof text_path, "%s/lists.txt", folder);
    snprintf(compiled_path, sizeof compiled_path, "%s/lists.bin", folder);
    write_file(text_path, LISTS, sizeof LISTS - 1);
    return (int)actors_compile(folder, &f);
}

static int tear_down(void **state)
{
    (void)state;
    unlink(text_path);
    unlink(compiled_path);
    return rmdir(folder);
}

/* What a search for the name says, "" for nothing. */
static const char *found(const struct actors *a, const char *name, char out[200])
{
    struct actor_entry e[1];
    *out = '\0';
    if (actors_search(a, str_of(name), DAY_NONE, e, 1))
        snprintf(out, 200, "%.*s %s %.*s:%u", STR_ARG(e->name), e->code, STR_ARG(e->file), (unsigned)e->line);
    return out;
}

static struct actors *lists_load(const char *extra)
{
    struct fault f;
    struct actors *a = NULL;
    assert_int_equal(actors_load(folder, extra, &a, &f), OK);
    return a;
}

static void test_compiled__same_as_text(void **state)
{
    (void)state;
    static const char *const names[] = {"France", "Frenchman", "Jean Dupont", "NATO", "soldiers", "FRA", "Paris"};
    char from_text[200], from_file[200];
    struct buf compiled = {0};
    struct fault f;
    assert_int_equal(file_read(compiled_path, 1 << 26, &compiled, &f), OK);
    struct actors *file = lists_load(NULL);
    unlink(compiled_path);
    struct actors *text = lists_load(NULL);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_true(found(text, names[i], from_text)[0] != '\0');
        assert_string_equal(found(file, names[i], from_file), from_text);
    }
    actors_free(text);
    actors_free(file);
    write_file(compiled_path, compiled.s, compiled.n);
    buf_release(&compiled);
}

static void test_compiled__not_used_when_stale(void **state)
{
    (void)state;
    char out[200];
    struct buf text = {0};
    buf_printf(&text, "%scountry ITA Italy\n", LISTS);
    write_file(text_path, text.s, text.n);
    struct actors *a = lists_load(NULL);
    assert_string_equal(found(a, "Italy", out), "Italy ITA lists.txt:10");
    actors_free(a);
    buf_release(&text);
    write_file(text_path, LISTS, sizeof LISTS - 1);
}

static void test_compiled__a_users_lists_on_top(void **state)
{
    (void)state;
    char extra[] = "/tmp/entente-test-extra-XXXXXX", path[100], out[200];
    assert_non_null(mkdtemp(extra));
    snprintf(path, sizeof path, "%s/mine.txt", extra);
    static const char mine[] = "person Anna Muster\n  role FRAMIL chief of staff 2015..2018\n";
    write_file(path, mine, sizeof mine - 1);
    struct actors *a = lists_load(extra);
    assert_string_equal(found(a, "Anna Muster", out), "Anna Muster FRAELI mine.txt:1");
    assert_string_equal(found(a, "France", out), "France FRA lists.txt:1");
    actors_free(a);
    unlink(path);
    rmdir(extra);
}

/* Flipped bytes under a checksum made right again: what was changed is either found out or does no harm. */
static void test_compiled__forged(void **state)
{
    (void)state;
    struct buf good = {0};
    struct fault f;
    char out[200];
    uint64_t random = 20261125;
    assert_int_equal(file_read(compiled_path, 1 << 26, &good, &f), OK);
    struct str bytes = buf_str(&good);
    char *bad = malloc(bytes.n);
    assert_non_null(bad);
    for (int round = 0; round < 60; round++) {
        memcpy(bad, bytes.s, bytes.n);
        for (int k = 0; k < 3; k++) {
            random = hash_join(random, (uint64_t)round);
            uint32_t at = (uint32_t)(random >> 20) % bytes.n;
            bad[at >= CHECKSUM_AT && at < CHECKSUM_AT + 8 ? 0 : at] ^= (char)(1 + (random & 0x7F));
        }
        uint64_t checksum = checksum_of(bad + HEADER_BYTES, bytes.n - HEADER_BYTES);
        memcpy(bad + CHECKSUM_AT, &checksum, sizeof checksum);
        write_file(compiled_path, bad, bytes.n);
        struct actors *a = lists_load(NULL);
        (void)found(a, "NATO", out);
        (void)found(a, "nowhere", out);
        actors_free(a);
    }
    for (uint32_t n = 0; n < 2000; n += 97) { /* cut off */
        write_file(compiled_path, bytes.s, n);
        struct actors *a = lists_load(NULL);
        assert_string_equal(found(a, "NATO", out), "NATO IGONAT lists.txt:7");
        actors_free(a);
    }
    write_file(compiled_path, bytes.s, bytes.n);
    free(bad);
    buf_release(&good);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compiled__same_as_text),
        cmocka_unit_test(test_compiled__not_used_when_stale),
        cmocka_unit_test(test_compiled__a_users_lists_on_top),
        cmocka_unit_test(test_compiled__forged),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
