#include "codebook/codebook.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void test_codebook__ours_loads(void **state)
{
    (void)state;
    struct fault f = {0};
    struct codebook *c = NULL;
    if (codebook_load(SOURCE_DIR "/lang/en/codebook", NULL, &c, &f))
        fail_msg("%s", f.message);
    assert_true(codebook_size(c) >= 250);
    for (uint32_t i = 0; i < codebook_size(c); i++) {
        const struct codebook_entry *e = codebook_entry(c, i);
        assert_true(e->type != EV_NONE);
        assert_true(e->n_examples > 0);
    }
    codebook_free(c);
}

static void load_bad(const char *line, const char *wanted)
{
    char dir[] = "/tmp/entente-codebook-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char path[64];
    snprintf(path, sizeof path, "%s/test.txt", dir);
    struct fault f = {0};
    assert_int_equal(file_write(path, str_of(line), &f), OK);
    struct codebook *c = NULL;
    assert_int_equal(codebook_load(dir, NULL, &c, &f), ST_ENVIRONMENT);
    assert_null(c);
    assert_non_null(strstr(f.message, wanted));
    assert_non_null(strstr(f.message, "test.txt:1"));
    unlink(path);
    rmdir(dir);
}

static void test_codebook__bad_entries_name_the_line(void **state)
{
    (void)state;
    load_bad("shell.v : subj=S", "three fields");
    load_bad("shell.v : subj=S obj=T : BOMB - 190", "PLOVER type");
    load_bad("shell.v : subj=Q : ASSAULT - 190", "not a role");
    load_bad("  + An example without an entry. => A B C", "no entry");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codebook__ours_loads),
        cmocka_unit_test(test_codebook__bad_entries_name_the_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
