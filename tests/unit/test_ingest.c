/* Inputs, formats and the structure of plain text. A case of structure is a text and its blocks: a letter for the kind
 * (T title, B body, C caption, X boilerplate), then the block's first word. */
#include "base/file.h"
#include "ingest/http.h"
#include "ingest/ingest.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct ingest_rules *rules;
static char folder[] = "/tmp/entente-ingest-XXXXXX";

static int load(void **state)
{
    (void)state;
    struct fault f;
    return ingest_rules_load(SOURCE_DIR "/lang/en/text", &rules, &f) || !mkdtemp(folder);
}

static int unload(void **state)
{
    (void)state;
    ingest_rules_free(rules);
    struct arena a;
    arena_init(&a, 0);
    struct str *name;
    uint32_t n;
    struct fault f;
    if (folder_list(folder, "", &a, &name, &n, &f) == OK)
        for (uint32_t i = 0; i < n; i++)
            remove(str_format(&a, "%s/%.*s", folder, STR_ARG(name[i])).s);
    arena_release(&a);
    rmdir(folder);
    return 0;
}

struct work {
    struct arena arena, scratch;
    struct doc *doc;
};

static struct work work_new(void)
{
    struct work w = {0};
    arena_init(&w.arena, 0);
    arena_init(&w.scratch, 0);
    return w;
}

static void work_done(struct work *w)
{
    arena_release(&w->arena);
    arena_release(&w->scratch);
}

static void take_text(struct work *w, struct str bytes)
{
    struct fault f;
    *w = work_new();
    w->doc = doc_new(&w->arena, &w->scratch);
    assert_int_equal(ingest_text(rules, STR("x"), bytes, w->doc, &f), OK);
}

static const char *path_in(char buffer[256], const char *name)
{
    snprintf(buffer, 256, "%s/%s", folder, name);
    return buffer;
}

static void put(const char *name, const char *content)
{
    char path[256];
    struct fault f;
    assert_int_equal(file_write(path_in(path, name), str_of(content), &f), OK);
}

static void check_blocks(const char *text, const char *want)
{
    struct work w;
    take_text(&w, str_of(text));
    struct buf out = {0};
    uint32_t at = 0;
    for (uint32_t i = 0; i < w.doc->block.n; i++) {
        struct span s = w.doc->block.v[i].span;
        assert_true(s.start >= at && s.end > s.start);
        for (; at < s.start; at++) /* only white space lies between blocks */
            assert_non_null(strchr(" \t\r\n\xC2\xA0", w.doc->text.s[at]));
        at = s.end;
        struct str block = doc_slice(w.doc, s), word;
        str_cut(&block, ' ', &word);
        buf_printf(&out, "%s%c:%.*s", i ? " " : "", "BTCX"[w.doc->block.v[i].kind], STR_ARG(word));
    }
    for (; at < w.doc->text.n; at++)
        assert_non_null(strchr(" \t\r\n\xC2\xA0", w.doc->text.s[at]));
    assert_string_equal(out.s ? out.s : "", want);
    buf_release(&out);
    work_done(&w);
}

static void test_ingest__title_needs_a_body(void **state)
{
    (void)state;
    check_blocks("Border Talks Resume\n\nDelegates met on Monday.\n", "T:Border B:Delegates");
    check_blocks("Delegates met on Monday.\n\nThey left.", "B:Delegates B:They");
    check_blocks("Delegates met on Monday", "B:Delegates");
    check_blocks("Border Talks Resume\nDelegates met on Monday.", "B:Border B:Delegates");
    check_blocks("", "");
    check_blocks(" \n\t\n", "");
}

static void test_ingest__header_lines(void **state)
{
    (void)state;
    const char *text =
        "Title: Border talks resume\r\nDate: 6 April 2018\r\nSource: Daily Herald\r\nURL: http://x.org/1\r\n"
        "Author: A. Writer\r\n\r\nDelegates met.\r\n";
    check_blocks(text, "X:Title: T:Border X:Date: X:Source: X:URL: X:Author: B:Delegates");
    struct work w;
    take_text(&w, str_of(text));
    assert_true(str_is(w.doc->title, "Border talks resume"));
    assert_true(str_is(w.doc->publisher, "Daily Herald"));
    assert_true(str_is(w.doc->url, "http://x.org/1"));
    assert_true(str_is(w.doc->author, "A. Writer"));
    assert_int_equal(w.doc->date, day_of(2018, 4, 6));
    assert_int_equal(w.doc->text.n, strlen(text));
    work_done(&w);
}

static void test_ingest__dates(void **state)
{
    (void)state;
    static const char *const day[] = {"2018-04-06",    "2018-04-06T10:00:00Z", "6 April 2018",
                                      "April 6, 2018", "Fri, 6 Apr 2018",      "Friday, April 6th, 2018"};
    for (size_t i = 0; i < sizeof day / sizeof *day; i++) {
        char text[64];
        snprintf(text, sizeof text, "Date: %s\n\nBody.", day[i]);
        struct work w;
        take_text(&w, str_of(text));
        assert_int_equal(w.doc->date, day_of(2018, 4, 6));
        work_done(&w);
    }
    struct work w;
    take_text(&w, STR("Date: some day in April\n\nBody."));
    assert_int_equal(w.doc->date, DAY_NONE);
    work_done(&w);
}

static void test_ingest__wrapped_lines_join(void **state)
{
    (void)state;
    check_blocks("The delegates of both countries met on Monday in the old palace for\n"
                 "the first round of talks. Nobody expected much. The palace had been\n"
                 "empty for years.\n"
                 "\n"
                 "A second round follows.",
                 "B:The B:A");
    check_blocks("One paragraph stands here.\nAnother one stands here.\nthird line goes\non in lower case",
                 "B:One B:Another B:third");
    check_blocks("They agreed on:\n- fewer guns\n- more trade\n", "B:They B:- B:-");
}

/* No empty line parts the paragraphs; a short line that ends a sentence does, or an indent, or a heading. */
static void test_ingest__columns_join(void **state)
{
    (void)state;
    check_blocks("We thank the ambassador of the United\n"
                 "States for his words on the reform of\n"
                 "the Council. Much was promised to the\n"
                 "small countries, and little was kept.\n"
                 "  Others waited for the day when the\n"
                 "House of Nations would open its doors.\n"
                 "It never did.\n"
                 "Our region is poor. The sea takes the\n"
                 "land, and the land was all we had. We\n"
                 "ask the Secretary-General and the Old\n"
                 "Powers for help.\n"
                 "A last word\n"
                 "Nobody here can say when the water is\n"
                 "coming, or whether the United Kingdom\n"
                 "will pay for the dam. We shall not be\n"
                 "there then.\n",
                 "B:We B:Others B:Our B:A B:Nobody");
    check_blocks("Ministers meet in the capital\nStrike at the harbour goes on\nA bridge falls into the river\n"
                 "Farmers ask for cheaper water\nTwo banks close their doors\nRain stops the election\n"
                 "A new road for the north\nThe old king is buried\nTrains stand still again\nBread costs more\n"
                 "Police find the stolen ship\nThe harbour is open\nA school burns down\nThe talks go on in spring\n",
                 "B:Ministers B:Strike B:A B:Farmers B:Two B:Rain B:A B:The B:Trains B:Bread B:Police B:The B:A B:The");
    check_blocks("Ministers of nine countries meet in the capital\nA strike at the harbour goes on for another week\n"
                 "The bridge that fell into the river is rebuilt\nFarmers in the south ask again for cheaper water\n"
                 "Two large banks close their doors in the east\nThe rain stops the election in seven villages\n"
                 "A new road for the north is opened by nobody\nThe old king is buried beside his three wives\n"
                 "Trains stand still again as drivers stay home\nBread costs more than it ever did in this town\n"
                 "Police find the ship that was stolen in spring\nThe harbour is open to ships of all the islands\n"
                 "A school burns down in the night, nobody hurt\nThe talks go on in spring, both ministers say\n",
                 "B:Ministers B:A B:The B:Farmers B:Two B:The B:A B:The B:Trains B:Bread B:Police B:The B:A B:The");
}

static void test_ingest__captions_and_boilerplate(void **state)
{
    (void)state;
    check_blocks("He spoke.\n\nThe old palace seen for the north in spring\nThe old palace seen from the north in "
                 "spring\n\nHe left.",
                 "B:He C:The C:The B:He");
    check_blocks("“No.” he said to the many reporters\n“No.” he said to the many reporters\n", "B:“No.” B:“No.”");
    check_blocks(
        "He spoke.\n\nDISCLAIMER: The views are his own.\n\nPrint Friendly, PDF\n\nAll rights reserved.\n\nShare\n\n"
        "He shared the view expressed by others.",
        "B:He X:DISCLAIMER: X:Print X:All X:Share B:He");
}

static void test_ingest__bad_bytes_are_counted(void **state)
{
    (void)state;
    struct work w;
    take_text(&w, (struct str){"\xEF\xBB\xBF"
                               "a\0b\xFF.",
                               8});
    assert_int_equal(w.doc->n_bad_bytes, 2);
    assert_true(str_is(w.doc->text, "a\xEF\xBF\xBD"
                                    "b\xEF\xBF\xBD."));
    work_done(&w);
}

static struct raw_doc *next_raw(struct ingest *in)
{
    struct fault f;
    struct raw_doc *raw = NULL;
    assert_int_equal(ingest_next(in, &raw, &f), OK);
    return raw;
}

static struct ingest *open_one(const char *const *path, enum input_format format)
{
    struct ingest_options o = INGEST_OPTIONS_DEFAULT;
    o.format = format;
    struct ingest *in;
    struct fault f;
    assert_int_equal(ingest_open(&o, path, 1, &in, &f), OK);
    return in;
}

static void test_ingest__json_lines(void **state)
{
    (void)state;
    put("a.jsonl",
        "{\"id\": 7, \"text\": \"Delegates met.\\n\\nThey left.\", \"title\": \"Talks\", \"date\": \"2018-04-06\"}\n"
        "\n{oops\n[1]\n{\"id\":\"x\"}\n{\"text\":\"a\\u0000b\"}");
    char path[256];
    const char *paths[] = {path_in(path, "a.jsonl")};
    struct ingest *in = open_one(paths, INPUT_AUTO);
    static const char *const message[] = {NULL, ":3: not valid JSON", ":4: not a JSON object", ":5: the object has no",
                                          NULL};
    for (int i = 0; i < 5; i++) {
        struct raw_doc *raw = next_raw(in);
        assert_non_null(raw);
        struct work w = work_new();
        w.doc = doc_new(&w.arena, &w.scratch);
        struct fault f;
        enum status status = ingest_document(rules, raw, w.doc, &f);
        assert_int_equal(status, message[i] ? ST_INPUT : OK);
        if (message[i])
            assert_non_null(strstr(f.message, message[i]));
        if (i == 0) {
            assert_true(str_is(w.doc->id, "7"));
            assert_true(str_is(w.doc->title, "Talks"));
            assert_int_equal(w.doc->date, day_of(2018, 4, 6));
            assert_int_equal(w.doc->block.n, 2);
            assert_int_equal(w.doc->block.v[0].kind, SENT_BODY);
        }
        if (i == 4) {
            assert_int_equal(w.doc->id.n, 16);
            assert_int_equal(w.doc->n_bad_bytes, 1);
        }
        work_done(&w);
        raw_doc_free(raw);
    }
    assert_null(next_raw(in));
    ingest_close(in);
}

static void test_ingest__folder_in_order(void **state)
{
    (void)state;
    put("c.txt", "Third.");
    put("b.txt", "");
    put("a.jsonl", "{\"text\":\"First.\"}\n");
    const char *paths[] = {folder};
    struct ingest *in = open_one(paths, INPUT_AUTO);
    static const char *const ending[] = {"/a.jsonl", "/b.txt", "/c.txt"};
    for (int i = 0; i < 3; i++) {
        struct raw_doc *raw = next_raw(in);
        assert_non_null(raw);
        assert_true(str_ends(str_of(raw->path), str_of(ending[i])));
        assert_int_equal(raw->format, i == 0 ? INPUT_JSONL : INPUT_TEXT);
        raw_doc_free(raw);
    }
    assert_null(next_raw(in));
    ingest_close(in);
}

static void test_ingest__refused_inputs_are_named(void **state)
{
    (void)state;
    const char *paths[] = {"/nonexistent/file.txt"};
    struct ingest *in = open_one(paths, INPUT_AUTO);
    struct raw_doc *raw = NULL;
    struct fault f;
    assert_int_equal(ingest_next(in, &raw, &f), ST_INPUT);
    assert_non_null(strstr(f.message, "/nonexistent/file.txt"));
    assert_null(next_raw(in));
    ingest_close(in);
}

static void test_ingest__overlong_line_is_skipped(void **state)
{
    (void)state;
    struct buf big = {0};
    buf_add_str(&big, STR("{\"text\":\""));
    for (int i = 0; i < 50; i++) {
        static const char kib[1024];
        for (int k = 0; k < 1024; k++)
            buf_add(&big, kib, sizeof kib);
    }
    memset(big.s + 9, 'a', big.n - 9);
    buf_add_str(&big, STR("\"}\n{\"text\":\"Next.\"}\n"));
    char path[256];
    struct fault f;
    assert_int_equal(file_write(path_in(path, "big.jsonl"), (struct str){big.s, (uint32_t)big.n}, &f), OK);
    buf_release(&big);
    const char *paths[] = {path};
    struct ingest *in = open_one(paths, INPUT_AUTO);
    struct raw_doc *raw = NULL;
    assert_int_equal(ingest_next(in, &raw, &f), ST_LIMIT);
    assert_non_null(strstr(f.message, "big.jsonl:1: the line has 52428811 bytes, more than the limit of 16777216"));
    raw = next_raw(in);
    assert_non_null(raw);
    assert_int_equal(raw->line, 2);
    raw_doc_free(raw);
    assert_null(next_raw(in));
    ingest_close(in);
    in = open_one(paths, INPUT_TEXT);
    assert_int_equal(ingest_next(in, &raw, &f), ST_LIMIT);
    assert_null(next_raw(in));
    ingest_close(in);
    remove(path);
}

static void test_ingest__pretokenized_lines(void **state)
{
    (void)state;
    struct work w = work_new();
    w.doc = doc_new(&w.arena, &w.scratch);
    w.doc->pretokenized = true;
    struct fault f;
    assert_int_equal(ingest_text(rules, STR_NONE, STR("Title : x\n\nThey left .\n"), w.doc, &f), OK);
    assert_int_equal(w.doc->block.n, 2);
    assert_int_equal(w.doc->block.v[0].kind, SENT_BODY);
    assert_int_equal(w.doc->id.n, 16);
    work_done(&w);
}

/* A page, 4 MiB of one letter, and a page that the crawler unpacked without saying so. */
static void test_ingest__bodies_packed_with_brotli(void **state)
{
    (void)state;
    struct str head = STR("HTTP/1.1 200 OK\r\nContent-Encoding: br");
    struct str page =
        STR("\x1B\x49\x00\xF8\x2D\x0E\xCC\xD3\xE4\x1D\x09\x16\x79\xD1\x2D\x75\xBE\x04\xE1\x61\xEB\xB0\xB3\x37"
            "\x3A\x45\x05\xD7\x3E\x65\x68\x6E\x1A\x84\x65\x6D\x4E\x09\x62\x55\x81\xA0\xD2\x69\x91\xE6\xC6\xB4"
            "\x66\x12\x00");
    struct str bomb = STR("\x9B\xFF\xFF\x3F\xF8\x25\xC2\xE2\xB1\x40\x20\xF7\xFE\x07");
    struct buf out = {0};
    assert_null(http_body(head, page, 1000, &out));
    assert_string_equal(out.s, "<p>The talks go on, the talks go on, the talks go on, the talks go on.</p>");
    buf_clear(&out);
    assert_non_null(strstr(http_body(head, str_slice(page, 0, 30), 1000, &out), "damaged"));
    buf_clear(&out);
    assert_non_null(strstr(http_body(head, bomb, 1 << 20, &out), "more than the limit"));
    assert_true(out.n < 20 << 20);
    buf_clear(&out);
    assert_null(http_body(head, STR("\n<p>Plain.</p>"), 1000, &out));
    assert_string_equal(out.s, "\n<p>Plain.</p>");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ingest__bodies_packed_with_brotli),
        cmocka_unit_test(test_ingest__title_needs_a_body),
        cmocka_unit_test(test_ingest__header_lines),
        cmocka_unit_test(test_ingest__dates),
        cmocka_unit_test(test_ingest__wrapped_lines_join),
        cmocka_unit_test(test_ingest__columns_join),
        cmocka_unit_test(test_ingest__captions_and_boilerplate),
        cmocka_unit_test(test_ingest__bad_bytes_are_counted),
        cmocka_unit_test(test_ingest__json_lines),
        cmocka_unit_test(test_ingest__folder_in_order),
        cmocka_unit_test(test_ingest__refused_inputs_are_named),
        cmocka_unit_test(test_ingest__overlong_line_is_skipped),
        cmocka_unit_test(test_ingest__pretokenized_lines),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
