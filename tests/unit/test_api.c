/* The public library: two threads share a reader, errors reach the caller, documents outlive nothing they need. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente.h"
#include "json_spans.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const char TEXT[] =
    "Russia and Pakistan held joint military drills on Friday.\n\n"
    "\xE2\x80\x9CWe will not accept sanctions,\xE2\x80\x9D Sergey Lavrov told reporters in Moscow.\n";

enum { N_READS = 40 };

struct reading {
    const struct entente_reader *reader;
    char *json; /* of the last read; heap */
    unsigned n_same;
};

static char *copy(struct entente_text t)
{
    char *s = malloc(t.n + 1);
    assert_non_null(s);
    memcpy(s, t.s, t.n);
    s[t.n] = '\0';
    return s;
}

static void *read_often(void *context)
{
    struct reading *r = context;
    struct entente_options options = {.id = "one", .date = "2018-04-06", .publisher = "Dawn"};
    for (int i = 0; i < N_READS; i++) {
        struct entente_doc *doc;
        if (entente_read(r->reader, TEXT, strlen(TEXT), &options, &doc, NULL))
            return NULL;
        char *json = copy(entente_doc_json(doc));
        entente_doc_free(doc);
        r->n_same += !r->json || strcmp(json, r->json) == 0;
        free(r->json);
        r->json = json;
    }
    return NULL;
}

static int open_reader(void **state)
{
    struct entente_error error;
    struct entente_reader *reader;
    if (entente_open(SOURCE_DIR "/lang/en", NULL, &reader, &error))
        fail_msg("%s", error.message);
    *state = reader;
    return 0;
}

static int close_reader(void **state)
{
    entente_close(*state);
    return 0;
}

static void test_api__threads_share_a_reader(void **state)
{
    struct reading r[2] = {{.reader = *state}, {.reader = *state}};
    pthread_t thread[2];
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, read_often, &r[i]), 0);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    assert_int_equal(r[0].n_same, N_READS);
    assert_int_equal(r[1].n_same, N_READS);
    assert_string_equal(r[0].json, r[1].json);
    assert_non_null(strstr(r[0].json, "\"id\":\"one\""));
    assert_non_null(strstr(r[0].json, "\"date\":\"2018-04-06\""));
    free(r[0].json);
    free(r[1].json);
}

static void test_api__spans_lie_in_the_text(void **state)
{
    struct entente_doc *doc;
    struct entente_error error;
    assert_int_equal(entente_read(*state, TEXT, strlen(TEXT), NULL, &doc, &error), ENTENTE_OK);
    struct entente_text text = entente_doc_text(doc);
    assert_int_equal(text.n, strlen(TEXT));
    uint32_t i, part;
    struct entente_sentence sentence;
    for (i = 0; entente_doc_sentence(doc, i, &sentence); i++)
        assert_true(sentence.span.start < sentence.span.end && sentence.span.end <= text.n);
    assert_int_equal(i, entente_doc_n_sentences(doc));
    assert_int_equal(i, 2);
    struct entente_mention mention;
    for (i = 0; entente_doc_mention(doc, i, &mention); i++)
        assert_true(mention.span.start < mention.span.end && mention.span.end <= text.n && mention.sentence < 2);
    assert_int_equal(i, entente_doc_n_mentions(doc));
    struct entente_event event;
    for (i = 0; entente_doc_event(doc, i, &event); i++) {
        assert_true(event.trigger.start < event.trigger.end && event.trigger.end <= text.n);
        assert_true(event.source == ENTENTE_NONE || event.source < entente_doc_n_mentions(doc));
        assert_in_range(event.quad, 1, 4);
    }
    assert_int_equal(i, entente_doc_n_events(doc));
    assert_in_range(i, 1, 100);
    struct entente_statement statement;
    struct entente_span span;
    for (i = 0; entente_doc_statement(doc, i, &statement); i++)
        for (part = 0; entente_doc_statement_part(doc, i, part, &span); part++)
            assert_true(span.start < span.end && span.end <= text.n);
    assert_int_equal(i, entente_doc_n_statements(doc));
    assert_in_range(i, 1, 100);
    entente_doc_free(doc);
}

static void test_api__details_of_an_event(void **state)
{
    static const char text[] = "Turkish warplanes killed at least 40 rebels near Aleppo in Syria.";
    struct entente_doc *doc;
    struct entente_event e;
    assert_int_equal(entente_read(*state, text, strlen(text), NULL, &doc, NULL), ENTENTE_OK);
    assert_true(entente_doc_event(doc, 0, &e));
    assert_int_equal(strncmp(e.place.name.s, "Aleppo", e.place.name.n), 0);
    assert_int_equal(strncmp(e.place.id.s, "SYR/Aleppo", e.place.id.n), 0);
    assert_string_equal(e.place.country, "SYR");
    assert_string_equal(e.place.precision, "city");
    assert_true(e.place.lat > 36 && e.place.lat < 37 && e.place.lon > 37 && e.place.lon < 38);
    assert_int_equal(e.place.words.start, strstr(text, "Aleppo") - text);
    assert_true(e.magnitude[ENTENTE_KILLED].low == 40 && isnan(e.magnitude[ENTENTE_KILLED].high));
    assert_int_equal(e.magnitude[ENTENTE_KILLED].words.start, strstr(text, "at least 40") - text);
    assert_true(isnan(e.magnitude[ENTENTE_WOUNDED].low));
    assert_string_equal(e.currency, "");
    assert_string_equal(e.date_from, "");
    entente_doc_free(doc);
}

static void test_api__json_cuts_the_right_words(void **state)
{
    static const char text[] = "Café talks in Zürich \xF0\x9F\x98\x80\n\n"
                               "“Türkiye’s troops attacked Kurdish fighters,” Erdoğan said on Friday. Iraq’s president "
                               "condemned the attack… The U.S. and Côte d’Ivoire signed an agreement.\n";
    struct entente_doc *doc;
    assert_int_equal(entente_read(*state, text, strlen(text), NULL, &doc, NULL), ENTENTE_OK);
    struct entente_text written = entente_doc_json(doc);
    json_t *root = json_loadb(written.s, written.n, 0, NULL);
    assert_non_null(root);
    unsigned n = check_spans(text, root);
    assert_in_range(n, entente_doc_n_mentions(doc) + entente_doc_n_events(doc), 1000);
    assert_in_range(entente_doc_n_events(doc), 1, 100);
    json_decref(root);
    entente_doc_free(doc);
}

static void test_api__errors_reach_the_caller(void **state)
{
    struct entente_error error;
    struct entente_reader *reader = NULL;
    struct entente_doc *doc = NULL;
    assert_int_equal(entente_open("/nowhere/at/all", NULL, &reader, &error), ENTENTE_ENVIRONMENT);
    assert_non_null(strstr(error.message, "/nowhere/at/all"));
    assert_null(reader);
    assert_int_equal(entente_open(NULL, NULL, &reader, &error), ENTENTE_USAGE);
    struct entente_options options = {.date = "yesterday"};
    assert_int_equal(entente_read(*state, TEXT, strlen(TEXT), &options, &doc, &error), ENTENTE_USAGE);
    assert_non_null(strstr(error.message, "yesterday"));
    assert_int_equal(entente_read(*state, TEXT, (size_t)1 << 40, NULL, &doc, &error), ENTENTE_LIMIT);
    assert_null(doc);
    entente_close(NULL);
    entente_doc_free(NULL);
}

static void test_api__any_bytes_are_a_document(void **state)
{
    struct entente_doc *doc;
    struct entente_error error;
    assert_int_equal(entente_read(*state, NULL, 0, NULL, &doc, &error), ENTENTE_OK);
    assert_int_equal(entente_doc_n_sentences(doc), 0);
    entente_doc_free(doc);
    char noise[4096];
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)(i * i * 31 + i / 7);
    assert_int_equal(entente_read(*state, noise, sizeof noise, NULL, &doc, &error), ENTENTE_OK);
    assert_true(entente_doc_json(doc).n > 0);
    entente_doc_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_api__threads_share_a_reader),  cmocka_unit_test(test_api__spans_lie_in_the_text),
        cmocka_unit_test(test_api__details_of_an_event),     cmocka_unit_test(test_api__json_cuts_the_right_words),
        cmocka_unit_test(test_api__errors_reach_the_caller), cmocka_unit_test(test_api__any_bytes_are_a_document),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
