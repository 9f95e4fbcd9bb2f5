#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* "Russia met Pakistan." by hand: two mentions, twin events, a statement. */
static struct doc *make_doc(struct arena *a, struct arena *scratch, const char *id, const char *text)
{
    struct doc *d = doc_new(a, scratch);
    d->id = str_of(id);
    d->text = str_of(text);
    d->date = day_of(2018, 4, 6);
    d->content_hash = str_hash(d->text);
    *array_add(a, &d->sent) = (struct sent){.span = {0, d->text.n}, .end_tok = 0};
    for (uint32_t i = 0; i < 2; i++) {
        struct mention *m = array_add(a, &d->mention);
        *m = (struct mention){.span = {i ? 11 : 0, i ? 19 : 6}, .group = NONE, .entity = i, .how = HOW_GAZETTEER};
        m->phrase = m->span;
        snprintf(m->actor.code, sizeof m->actor.code, "%s", i ? "PAKGOV" : "RUS");
    }
    for (uint32_t i = 0; i < 2; i++) {
        struct event *e = array_add(a, &d->event);
        *e = (struct event){.type = EV_CONSULT,
                            .status = EST_ASSERTED,
                            .speaker_mention = NONE,
                            .content_of_event = NONE,
                            .reciprocal_of_event = i ? 0 : NONE,
                            .time = TIME_CURRENT,
                            .source_mention = i,
                            .target_mention = 1 - i,
                            .trigger = {7, 10},
                            .date = DATE_RANGE_NONE,
                            .date_span = SPAN_NONE,
                            .place_mention = NONE,
                            .rule = STR("consult.txt:1 meet.v"),
                            .confidence = 0.85f,
                            .counted = true,
                            .goldstein = 1.0f};
    }
    struct span *part = arena_alloc(a, sizeof *part);
    *part = (struct span){0, 6};
    *array_add(a, &d->statement) = (struct statement){.content = *part,
                                                      .part = part,
                                                      .n_parts = 1,
                                                      .cue = SPAN_NONE,
                                                      .source_span = SPAN_NONE,
                                                      .speaker_mention = 1,
                                                      .addressee_mention = NONE,
                                                      .venue = SPAN_NONE,
                                                      .via = SPAN_NONE};
    return d;
}

struct fixture {
    char path[64];
    struct arena arena, scratch;
    struct store *store;
};

static int setup(void **state)
{
    struct fixture *x = calloc(1, sizeof *x);
    snprintf(x->path, sizeof x->path, "/tmp/entente-store-%d.db", (int)getpid());
    arena_init(&x->arena, 0);
    arena_init(&x->scratch, 0);
    struct fault f;
    assert_int_equal(store_open(x->path, STORE_WRITE, &x->store, &f), OK);
    *state = x;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *x = *state;
    store_close(x->store);
    const char *endings[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        char path[80];
        snprintf(path, sizeof path, "%s%s", x->path, endings[i]);
        unlink(path);
    }
    arena_release(&x->arena);
    arena_release(&x->scratch);
    free(x);
    return 0;
}

static bool count_event(void *context, const struct store_event *e)
{
    ++*(int *)context;
    assert_true(str_is(e->sentence, "Russia met Pakistan."));
    assert_true(str_is(e->trigger, "met"));
    assert_true(str_is(e->source, "RUS") ? str_is(e->source_words, "Russia") : str_is(e->source_words, "Pakistan"));
    assert_int_equal(e->day, day_of(2018, 4, 6));
    assert_true(e->dated_by_document);
    return true;
}

static int count(struct store *s, struct store_query q)
{
    int n = 0;
    struct fault f;
    assert_int_equal(store_events(s, &q, count_event, &n, &f), OK);
    return n;
}

static void test_store__put_is_idempotent_and_found(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    struct doc *d = make_doc(&x->arena, &x->scratch, "one", "Russia met Pakistan.");
    struct store_counts n;
    bool there = true;
    assert_int_equal(store_has(x->store, d, "1", &there, &f), OK);
    assert_false(there);
    for (int i = 0; i < 2; i++)
        assert_int_equal(store_put(x->store, d, "1", &f), OK);
    assert_int_equal(store_info(x->store, "1", &n, &f), OK);
    assert_int_equal(n.documents, 1);
    assert_int_equal(n.events, 2);
    assert_int_equal(n.stale_documents, 0);
    assert_int_equal(store_has(x->store, d, "1", &there, &f), OK);
    assert_true(there);
    assert_int_equal(store_has(x->store, d, "2", &there, &f), OK);
    assert_false(there);
    d->date++; /* somebody gives it another date: to be read again */
    assert_int_equal(store_has(x->store, d, "1", &there, &f), OK);
    assert_false(there);
    struct store_query both = {.a = STR("RUS"), .b = STR("PAK"), .from = DAY_NONE, .to = DAY_NONE};
    assert_int_equal(count(x->store, both), 2);
    both.exact = true; /* PAKGOV is not PAK */
    assert_int_equal(count(x->store, both), 0);
    struct store_query later = {.a = STR("RUS"), .from = day_of(2018, 4, 7), .to = DAY_NONE};
    assert_int_equal(count(x->store, later), 0);
    struct store_query other = {.a = STR("IND"), .from = DAY_NONE, .to = DAY_NONE};
    assert_int_equal(count(x->store, other), 0);
}

static void test_store__order_of_reading_does_not_matter(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    struct doc *a = make_doc(&x->arena, &x->scratch, "a", "Russia met Pakistan.");
    struct doc *b = make_doc(&x->arena, &x->scratch, "b", "Russia met Pakistan.");
    struct buf first = {0}, second = {0};
    assert_int_equal(store_put(x->store, a, "1", &f) || store_put(x->store, b, "1", &f), OK);
    assert_int_equal(store_dump(x->store, &first, &f), OK);
    assert_int_equal(store_put(x->store, a, "1", &f), OK); /* a gets a new row number behind b */
    assert_int_equal(store_dump(x->store, &second, &f), OK);
    assert_true(first.n > 0);
    assert_string_equal(first.s, second.s);
    uint32_t problems = 1;
    assert_int_equal(store_check(x->store, &second, &problems, &f), OK);
    assert_int_equal(problems, 0);
    buf_release(&first);
    buf_release(&second);
}

static void test_store__foreign_files_are_refused(void **state)
{
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "/tmp/entente-foreign-%d.db", (int)getpid());
    FILE *out = fopen(path, "w");
    for (int i = 0; i < 4096; i++)
        fputc('x', out);
    fclose(out);
    struct store *s = NULL;
    struct fault f = {0};
    assert_int_equal(store_open(path, STORE_WRITE, &s, &f), ST_ENVIRONMENT);
    assert_null(s);
    assert_non_null(strstr(f.message, path));
    unlink(path);
    assert_int_equal(store_open("/nonexistent/x.db", STORE_READ, &s, &f), ST_ENVIRONMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_store__put_is_idempotent_and_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__order_of_reading_does_not_matter, setup, teardown),
        cmocka_unit_test(test_store__foreign_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
