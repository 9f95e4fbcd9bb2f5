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
    uint32_t n_void = 0; /* entries of words that mean no event */
    for (uint32_t i = 0; i < codebook_size(c); i++) {
        const struct codebook_entry *e = codebook_entry(c, i);
        n_void += e->type == EV_NONE;
        assert_true(e->n_examples > 0);
    }
    assert_true(codebook_size(c) - n_void >= 3000);
    struct buf faults = {0};
    if (codebook_lint(c, &faults))
        fail_msg("%.*s", STR_ARG(buf_str(&faults)));
    buf_release(&faults);
    codebook_free(c);
}

/* The folder of one file "test.txt" with these lines, loaded. */
static struct codebook *load_lines(const char *lines)
{
    char dir[] = "/tmp/entente-codebook-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char path[64];
    snprintf(path, sizeof path, "%s/test.txt", dir);
    struct fault f = {0};
    struct codebook *c = NULL;
    assert_int_equal(file_write(path, str_of(lines), &f), OK);
    if (codebook_load(dir, NULL, &c, &f))
        fail_msg("%s", f.message);
    unlink(path);
    rmdir(dir);
    return c;
}

static void lint_says(const char *lines, const char *wanted)
{
    struct codebook *c = load_lines(lines);
    struct buf faults = {0};
    assert_int_equal(codebook_lint(c, &faults), wanted ? 1 : 0);
    if (wanted)
        assert_non_null(strstr(faults.s, wanted));
    buf_release(&faults);
    codebook_free(c);
}

#define EXAMPLE "\n  + Chad shelled Niger. => TCD ASSAULT NER\n"

static void test_codebook__lint_finds_entries_that_never_fire(void **state)
{
    (void)state;
    lint_says("shell.v|bomb.v : subj=S obj=T : ASSAULT - 194" EXAMPLE
              "shell.v obj:base.n : subj=S obj=T : ASSAULT - 190" EXAMPLE,
              NULL);
    lint_says("shell.v : subj=S obj=T : ASSAULT - 194\n", "test.txt:1: an entry without an example");
    lint_says("shell.v|bomb.v : subj=S obj|at=T : ASSAULT - 194" EXAMPLE
              "shell.v : subj=S obj=T : ASSAULT - 194" EXAMPLE,
              "test.txt:3: never fires before test.txt:1");
    lint_says("shell.v|bomb.v : subj=S obj=T : ASSAULT - 194" EXAMPLE "shell.v : subj=S obj=T : COERCE - 170" EXAMPLE,
              "test.txt:3: contradicts test.txt:1");
    lint_says("shell.v|bomb.v : subj=S obj=T : ASSAULT - 194" EXAMPLE
              "shell.v|pound.v : subj=S obj=T : ASSAULT - 194" EXAMPLE,
              "test.txt:3: repeats words of test.txt:1");
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
        cmocka_unit_test(test_codebook__lint_finds_entries_that_never_fire),
        cmocka_unit_test(test_codebook__bad_entries_name_the_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
