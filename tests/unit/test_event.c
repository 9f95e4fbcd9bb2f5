/* Sentences that are passed over for want of an actor hold no event: the same rows as when every sentence is coded. */
#include "event/event.h"
#include "ingest/ingest.h"
#include "pipeline/pipeline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

/* Runs one text to its events, by the path that passes sentences over or by the one of explain, that codes them all. */
static void code(const struct pipeline *p, struct doc *d, bool all)
{
    struct fault f;
    struct match_trace trace = {.arena = d->arena};
    assert_int_equal(pipeline_run(p, d, UNTIL_STATEMENT, &f), OK);
    struct event_options o = {.trace = all ? &trace : NULL};
    assert_int_equal(event_code(pipeline_codebook(p), d, &o, &f), OK);
}

static void assert_same_party(const struct doc *a, uint32_t x, const struct doc *b, uint32_t y)
{
    assert_int_equal(x == NONE, y == NONE);
    if (x == NONE)
        return;
    assert_string_equal(a->mention.v[x].actor.code, b->mention.v[y].actor.code);
    assert_int_equal(a->mention.v[x].span.start, b->mention.v[y].span.start);
}

static void assert_same_events(const struct doc *a, const struct doc *b)
{
    assert_int_equal(a->event.n, b->event.n);
    for (uint32_t i = 0; i < a->event.n; i++) {
        const struct event *x = &a->event.v[i], *y = &b->event.v[i];
        assert_int_equal(x->sent, y->sent);
        assert_int_equal(x->trigger_tok, y->trigger_tok);
        assert_true(str_eq(x->rule, y->rule) && str_eq(x->status_rule, y->status_rule));
        assert_int_equal(x->counted, y->counted);
        assert_same_party(a, x->source_mention, b, y->source_mention);
        assert_same_party(a, x->target_mention, b, y->target_mention);
    }
}

/* Codes every document of the inputs both ways; the number of events. */
static uint32_t compare(const char *const *input, size_t n_inputs)
{
    struct fault f;
    struct pipeline *p;
    struct ingest_rules *rules;
    struct ingest *in;
    struct ingest_options options = INGEST_OPTIONS_DEFAULT;
    uint32_t n_events = 0;
    assert_int_equal(pipeline_open(SOURCE_DIR "/lang/en", NULL, &p, &f), OK);
    assert_int_equal(ingest_rules_load(SOURCE_DIR "/lang/en/text", &rules, &f), OK);
    assert_int_equal(ingest_open(&options, input, n_inputs, &in, &f), OK);
    for (struct raw_doc *raw; ingest_next(in, &raw, &f) == OK && raw; raw_doc_free(raw)) {
        struct arena arena[2], scratch;
        struct doc *d[2];
        arena_init(&scratch, 0);
        for (int all = 0; all < 2; all++) {
            arena_init(&arena[all], 0);
            d[all] = doc_new(&arena[all], &scratch);
            assert_int_equal(ingest_document(rules, raw, d[all], &f), OK);
            code(p, d[all], all);
        }
        assert_same_events(d[0], d[1]);
        n_events += d[0]->event.n;
        arena_release(&arena[0]);
        arena_release(&arena[1]);
        arena_release(&scratch);
    }
    ingest_close(in);
    ingest_rules_free(rules);
    pipeline_close(p);
    return n_events;
}

static void test_event__examples(void **state)
{
    (void)state;
    const char *const input[] = {SOURCE_DIR "/examples"};
    assert_true(compare(input, 1) > 50);
}

/* "We" of a speaker whom another sentence names; armed people of no country on both sides; people whose country only
 * the place tells; a pronoun; and sentences about nobody. */
static void test_event__actors_not_named(void **state)
{
    (void)state;
    char path[] = "/tmp/entente-test-event-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "w");
    assert_non_null(file);
    fputs("{\"text\":\"Lavrov spoke in Minsk on Friday. \\\"We condemn the raid. We will not accept sanctions,\\\" he "
          "told reporters. It rained all day, and prices rose.\"}\n"
          "{\"text\":\"Rebels attacked rebels near the river. Gunmen killed two villagers. The fields were flooded. "
          "Students marched in Tbilisi. Police dispersed students in Dhaka. A judge met a farmer.\"}\n"
          "{\"text\":\"Kenya recalled its envoy. It expelled the ambassador of Chad. They cooked rice. The two "
          "countries agreed to talk.\"}\n",
          file);
    assert_int_equal(fclose(file), 0);
    const char *const input[] = {path};
    uint32_t n = compare(input, 1);
    remove(path);
    assert_true(n >= 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_event__examples),
        cmocka_unit_test(test_event__actors_not_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
