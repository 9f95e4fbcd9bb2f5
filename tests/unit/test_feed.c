/* Feeds: each kind, and what they get wrong. */
#include "ingest/feed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena arena;

static struct feed parse(const char *text)
{
    struct feed feed = {0};
    struct fault f = {0};
    enum status status = feed_parse(str_of(text), STR("http://base.test/feed"), "feed", &arena, &feed, &f);
    if (status)
        fail_msg("%s", f.message);
    return feed;
}

static void is(struct str got, const char *want)
{
    if (!str_is(got, want))
        fail_msg("got \"%.*s\", not \"%s\"", (int)got.n, got.n ? got.s : "", want);
}

static void test_feed__rss2_with_full_content_and_media(void **state)
{
    (void)state;
    struct feed feed = parse(
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
        "xmlns:media='http://search.yahoo.com/mrss/' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>"
        "<title>Harbour Post</title><link>http://harbour.test/</link><language>en-gb</language>"
        "<item><media:title>not this</media:title><title>Tariffs &amp;amp; &lt;b class='x'&gt;ports&lt;/b&gt;</title>"
        "<link>/one?x=1&amp;y=2</link><guid isPermaLink='false'>g1</guid><dc:creator>Ann Lee</dc:creator>"
        "<pubDate>Thu, 06 Apr 2018 23:30:00 +0200</pubDate><description>short</description>"
        "<content:encoded><![CDATA[<p>A longer body.</p>]]></content:encoded></item>"
        "<item><title>By mail</title><guid>http://harbour.test/two</guid><author>a@b.test (Bo Ek)</author>"
        "<media:group><media:description>From the film</media:description></media:group></item></channel></rss>");
    assert_int_equal(feed.item.n, 2);
    const struct feed_item *a = &feed.item.v[0], *b = &feed.item.v[1];
    is(a->title, "Tariffs & ports");
    is(a->url, "http://base.test/one?x=1&y=2");
    is(a->id, "g1");
    is(a->author, "Ann Lee");
    is(a->publisher, "Harbour Post");
    is(a->lang, "en-gb");
    is(a->html, "<p>A longer body.</p>");
    assert_int_equal(a->date, day_of(2018, 4, 6));
    is(b->url, "http://harbour.test/two");
    is(b->author, "Bo Ek");
    is(b->html, "From the film");
    assert_int_equal(b->date, DAY_NONE);
    assert_false(feed.broken);
}

static void test_feed__rss1_has_items_beside_the_channel(void **state)
{
    (void)state;
    struct feed feed = parse("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
                             "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
                             "<channel><title>Old Wire</title></channel><item><title>One</title>"
                             "<link>http://old.test/1</link><dc:date>2018-04-06T10:00:00Z</dc:date></item></rdf:RDF>");
    assert_int_equal(feed.item.n, 1);
    is(feed.item.v[0].publisher, "Old Wire");
    assert_int_equal(feed.item.v[0].date, day_of(2018, 4, 6));
}

static void test_feed__atom(void **state)
{
    (void)state;
    struct feed feed =
        parse("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Atomic</title>"
              "<author><name>All of us</name></author><entry xml:base='http://atom.test/x/'><title>1 &lt; 2</title>"
              "<id>tag:1</id><link rel='enclosure' href='a.mp3'/><link href='one'/><updated>2018-04-07T00:00:00Z"
              "</updated><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Talks.</p></div></content>"
              "</entry><entry><title type='html'>A &amp;amp; B</title><published>2018-04-06</published>"
              "<updated>2018-05-01</updated><summary>a &lt; b</summary></entry></feed>");
    assert_int_equal(feed.item.n, 2);
    is(feed.item.v[0].title, "1 < 2");
    is(feed.item.v[0].url, "http://atom.test/x/one");
    is(feed.item.v[0].author, "All of us");
    is(feed.item.v[0].lang, "en");
    assert_non_null(strstr(feed.item.v[0].html.s, "<p>Talks.</p>"));
    assert_int_equal(feed.item.v[0].date, day_of(2018, 4, 7));
    is(feed.item.v[1].title, "A & B");
    is(feed.item.v[1].html, "a &lt; b");
    assert_int_equal(feed.item.v[1].date, day_of(2018, 4, 6));
}

static void test_feed__json_feed(void **state)
{
    (void)state;
    struct feed feed = parse("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J\",\"items\":[3,{\"id\":7,"
                             "\"url\":\"http://j.test/7\",\"content_text\":\"a < b\",\"date_published\":"
                             "\"2018-04-06T01:00:00+05:00\",\"authors\":[{\"name\":\"Jo\"}]}]}");
    assert_int_equal(feed.item.n, 1);
    is(feed.item.v[0].id, "7");
    is(feed.item.v[0].html, "a &lt; b");
    is(feed.item.v[0].author, "Jo");
    is(feed.item.v[0].publisher, "J");
}

static void test_feed__what_was_read_before_it_broke_counts(void **state)
{
    (void)state;
    struct feed feed = parse("<rss><channel><title>T</title><item><title>Whole</title></item><item><title>Cut");
    assert_true(feed.broken);
    assert_int_equal(feed.item.n, 1); /* the one that was cut off is none */
    is(feed.item.v[0].title, "Whole");
}

static void test_feed__bytes_count_not_what_they_claim_to_be(void **state)
{
    (void)state;
    struct feed feed = parse("<?xml version='1.0' "
                             "encoding='utf-8'?><rss><channel><item><title>\xE9\xE9\xE9\xE9\xE9\xE9\xE9\xE9\xE9\xE9</"
                             "title></item></channel></rss>");
    is(feed.item.v[0].title, "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9");
    feed = parse("<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><item><title>Caf\xC3\xA9</title></item>"
                 "</channel></rss>");
    is(feed.item.v[0].title, "Caf\xC3\xA9");
}

static void refused(const char *text, const char *why)
{
    struct feed feed;
    struct fault f = {0};
    assert_int_equal(feed_parse(str_of(text), STR_NONE, "feed", &arena, &feed, &f), ST_INPUT);
    if (!strstr(f.message, why))
        fail_msg("\"%s\" does not hold \"%s\"", f.message, why);
}

static void test_feed__what_is_no_feed_is_refused(void **state)
{
    (void)state;
    refused("", "empty");
    refused("  \n", "empty");
    refused("<html><body>Not here</body></html>", "not a feed");
    refused("no markup at all", "feed");
    refused("{\"items\":3}", "items");
    refused("{\"items\":", "not valid JSON");
    refused("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel><title>&a;</title></channel></rss>", "entities");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_feed__rss2_with_full_content_and_media),
        cmocka_unit_test(test_feed__rss1_has_items_beside_the_channel),
        cmocka_unit_test(test_feed__atom),
        cmocka_unit_test(test_feed__json_feed),
        cmocka_unit_test(test_feed__what_was_read_before_it_broke_counts),
        cmocka_unit_test(test_feed__bytes_count_not_what_they_claim_to_be),
        cmocka_unit_test(test_feed__what_is_no_feed_is_refused),
    };
    arena_init(&arena, 0);
    int n_failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return n_failed;
}
