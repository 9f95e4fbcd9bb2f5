/* Pages of HTML: what is put aside while they are parsed comes back whole. */
#include "../html_twice.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena arena;

static uint32_t same_either_way(struct str html)
{
    uint32_t n;
    struct str with = tree_with_asides(&arena, html, &n), without = tree_without_asides(&arena, html);
    assert_true(without.n > 0);
    if (!str_eq(with, without))
        fail_msg("%.*s\ngives\n%.*s\nand without anything put aside\n%.*s", STR_ARG(html), STR_ARG(with),
                 STR_ARG(without));
    arena_clear(&arena);
    return n;
}

static void test_html__what_is_put_aside_comes_back(void **state)
{
    (void)state;
    static const struct {
        const char *html;
        uint32_t n_aside;
    } pages[] = {
        {"<p>The talks go on in Geneva.</p><p>They do.</p>", 2},
        {"<p>The talks &amp; the quarrels go on, AT&T and R&D; or both &lt;again&gt; and again</p>", 4},
        {"<p>A long text before a <b class='a long class' id=\"another\">word of weight</b> and after it", 3},
        {"text before any tag of the page <p>Text within one.</p>", 1},
        {"<title>Talks &amp; quarrels in Geneva</title><p>The talks go on.</p>", 1},
        {"<script type=application/ld+json>{\"a\": \"<p>not a tag & no text</p>\"}</script><p>The talks go on.</p>", 2},
        {"<script type=json>{\"a\": \"<!-- <script> \"}</script><p>The talks go on.</p>", 1},
        {"<script>datePublished = <p>The talks go on, and on and on.</p>", 2},
        {"<plaintext>Nothing <b class='of what follows'>is a tag</b> for anybody", 3},
        {"<textarea>Nothing <b class='of what follows'>is a tag</b> in it</textarea><p>but here they are</p>", 1},
        {"<table>The text <tr>that is moved <td>The text in a cell</td> moved, too</table>", 4},
        {"<select>Text of a list <option>its first row<option>its second row</select>", 3},
        {"<p>In Geneva 5 < 6 and 7 <8 and more of it <9> and so on</p>", 1},
        {"<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\"><p>The talks go on <table><tr><td>in Geneva.</td>", 2},
        {"<svg><text>A text in a drawing</text></svg><math><mi>a text in a formula</mi><![CDATA[ and one <b> "
         "]]></math>",
         1},
        {"<pre>\nA line and\n another one</pre><pre>   \n\n  The lines go on.</pre>", 2},
        {"<frameset>Text that nobody sees <frame name=main></frameset>", 1},
        {"<html class='first of all' lang=en><body class='another one'><html class='it comes too late' id='but not "
         "this'>",
         4},
        {"<a href='https://example.org/?a=1&amp;b=2' title='no reference here'>A link of the page</a>", 2},
        {"<a href=\"https://example.org/", 0},
        {"<p class=\"never ends <p>The talks go on.</p>", 0},
        {"<b class='bold type'><p>The talks</b> go on and on</p>", 3},
        {"<p>Geneva \xF3\xA0\x81\xA7 and \xF3\xA0\x81\xA2, no private use</p>", 1},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        uint32_t n = same_either_way(str_of(pages[i].html));
        if (n != pages[i].n_aside)
            fail_msg("%s: %u put aside, not %u", pages[i].html, (unsigned)n, (unsigned)pages[i].n_aside);
    }
}

static void test_html__characters_for_private_use_stay_themselves(void **state)
{
    (void)state;
    static const char *const pages[] = {
        "<p>The talks go on.</p><p>\xF3\xB0\x80\x80</p>",
        "<p>The talks go on.</p><p>&#xF0000;</p>",
        "<p>The talks go on.</p><p>&#983040</p>",
        "<p>The talks go on.</p><p title='&#X00F0000'>",
    };
    uint32_t n;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct str tree = tree_of(&arena, str_of(pages[i]), &n);
        assert_int_equal(n, 0);
        assert_true(str_has(tree, STR("The talks go on.")));
        assert_true(str_has(tree, STR("\xF3\xB0\x80\x80")));
        arena_clear(&arena);
    }
    tree_of(&arena, STR("<p>The talks go on.</p><p>&#x1F600; &#128512;</p>"), &n);
    assert_int_equal(n, 1);
}

static void test_html__more_than_can_be_put_aside(void **state)
{
    (void)state;
    struct buf page = {0};
    for (unsigned i = 0; i < 0xF000 + 100; i++)
        buf_printf(&page, "<p>The paragraph of number %u", i);
    assert_int_equal(same_either_way(buf_str(&page)), 0xF000);
    buf_release(&page);
}

static void test_html__pages_of_all_kinds(void **state)
{
    (void)state;
    struct arena names;
    struct str *name;
    uint32_t n, bad, n_aside = 0;
    struct fault f;
    arena_init(&names, 0);
    assert_int_equal(folder_list(SOURCE_DIR "/tests/data/html", ".html", &names, &name, &n, &f), OK);
    assert_true(n > 20);
    for (uint32_t i = 0; i < n; i++) {
        struct buf bytes = {0}, page = {0};
        struct str path = str_format(&names, "%s/tests/data/html/%.*s", SOURCE_DIR, STR_ARG(name[i]));
        assert_int_equal(file_read(path.s, 1 << 20, &bytes, &f), OK);
        html_to_utf8(buf_str(&bytes), STR_NONE, &page, &bad);
        n_aside += same_either_way(buf_str(&page));
        buf_release(&bytes);
        buf_release(&page);
    }
    assert_true(n_aside > 5 * n);
    arena_release(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_html__what_is_put_aside_comes_back),
        cmocka_unit_test(test_html__characters_for_private_use_stay_themselves),
        cmocka_unit_test(test_html__more_than_can_be_put_aside),
        cmocka_unit_test(test_html__pages_of_all_kinds),
    };
    arena_init(&arena, 0);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
