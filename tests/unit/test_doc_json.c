/* The JSON of a document: keys, nulls, and offsets that cut the words they claim to cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "json_spans.h"
#include "record/doc_json.h"
#include "record/names.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

static struct span words(const struct doc *d, const char *w)
{
    const char *at = strstr(d->text.s, w);
    assert_non_null(at);
    uint32_t start = (uint32_t)(at - d->text.s);
    return (struct span){start, start + (uint32_t)strlen(w)};
}

static uint32_t add_mention(struct doc *d, const char *w, const char *code, const char *name)
{
    uint32_t id = d->mention.n;
    struct mention *m = array_add(d->arena, &d->mention);
    *m = (struct mention){.span = words(d, w),
                          .phrase = words(d, w),
                          .group = NONE,
                          .entity = id,
                          .next_same_head = NONE,
                          .name = str_of(name),
                          .how = code ? HOW_GAZETTEER : HOW_NONE};
    if (code)
        assert_true(actor_code_of(str_of(code), &m->actor));
    return id;
}

/* One sentence with letters of one to four bytes, three mentions, an event and a quotation. */
static struct doc *example(struct arena *arena, struct arena *scratch)
{
    struct doc *d = doc_new(arena, scratch);
    d->id = STR("a\"1");
    d->date = day_of(2018, 4, 6);
    d->text = STR("Café 𝕏: Türkiye praised Pakistan. “Zażółć”, said Ö.");
    *array_add(arena, &d->sent) = (struct sent){.span = {0, d->text.n}, .end_tok = 1};
    *array_add(arena, &d->tok) = (struct tok){.span = words(d, "praised"), .head = NONE, .mention = NONE};
    uint32_t a = add_mention(d, "Türkiye", "TURGOV", "Türkiye"), b = add_mention(d, "Pakistan", "PAK", "Pakistan");
    uint32_t o = add_mention(d, "Ö", NULL, NULL);
    *array_add(arena, &d->event) = (struct event){.type = EV_SUPPORT,
                                                  .cameo = "051",
                                                  .goldstein = NAN,
                                                  .intensity = 5,
                                                  .factuality = 3,
                                                  .speaker_mention = NONE,
                                                  .content_of_event = NONE,
                                                  .reciprocal_of_event = NONE,
                                                  .source_mention = a,
                                                  .target_mention = b,
                                                  .trigger = words(d, "praised"),
                                                  .date = {DAY_MIN, day_of(2018, 4, 5)},
                                                  .date_span = SPAN_NONE,
                                                  .place_mention = NONE,
                                                  .confidence = 0.875f,
                                                  .counted = true};
    struct span *part = arena_alloc(arena, sizeof *part);
    *part = words(d, "Zażółć");
    *array_add(arena, &d->statement) = (struct statement){.content = *part,
                                                          .part = part,
                                                          .n_parts = 1,
                                                          .cue = words(d, "said"),
                                                          .source_span = words(d, "Ö"),
                                                          .speaker_mention = o,
                                                          .addressee_mention = NONE,
                                                          .venue = SPAN_NONE,
                                                          .via = SPAN_NONE,
                                                          .date = SPAN_NONE};
    return d;
}

static void check_keys(const json_t *object, const char *wanted)
{
    char got[1024] = "";
    json_t *copy = json_incref((json_t *)(uintptr_t)object), *value;
    const char *key;
    json_object_foreach(copy, key, value)
    {
        strcat(got, *got ? " " : "");
        strcat(got, key);
    }
    json_decref(copy);
    assert_string_equal(got, wanted);
}

static const json_t *at(const json_t *root, const char *list, size_t i)
{
    return json_array_get(json_object_get(root, list), i);
}

static void test_doc_json__spans_are_code_points(void **state)
{
    (void)state;
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct doc *d = example(&arena, &scratch);
    struct buf out = {0};
    doc_json_write(d, &out);
    json_t *root = json_loads(out.s, 0, NULL);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "text")), d->text.s);
    assert_int_equal(check_spans(d->text.s, root), 3 + 1 + 2);
    assert_int_equal(json_integer_value(json_object_get(at(root, "mentions", 0), "start")), 8);
    json_decref(root);

    struct utf8_index ix;
    utf8_index_build(&ix, &scratch, d->text);
    buf_clear(&out);
    doc_json_event_row(d, &ix, 0, &out);
    root = json_loads(out.s, 0, NULL);
    assert_non_null(root);
    assert_int_equal(check_spans(d->text.s, root), 4); /* sentence, source, target, trigger */
    json_decref(root);
    buf_release(&out);
    arena_release(&arena);
    arena_release(&scratch);
}

static void test_doc_json__keys_and_nulls(void **state)
{
    (void)state;
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct buf out = {0};
    doc_json_write(example(&arena, &scratch), &out);
    json_t *root = json_loads(out.s, 0, NULL);
    assert_non_null(root);
    check_keys(root, "doc text sentences mentions events statements ledger");
    check_keys(json_object_get(root, "doc"), "id url title date publisher author lang genre duplicate_of");
    check_keys(at(root, "mentions", 0),
               "id sentence start end text phrase group code country sectors name how date_role others");
    check_keys(
        at(root, "events", 0),
        "id sentence event mode contexts cameo quad goldstein intensity status voice speaker factuality content_of "
        "reciprocal_of time source target trigger date place magnitude confidence rule incident counted");
    check_keys(at(root, "statements", 0),
               "id sentences kind content parts cue source_span speaker speaker_kind addressee "
               "venue via date about stance");
    const json_t *filler = at(root, "mentions", 2);
    assert_true(json_is_null(json_object_get(filler, "code")));
    assert_true(json_is_null(json_object_get(filler, "how")));
    assert_true(json_is_null(json_object_get(filler, "date_role")));
    const json_t *event = at(root, "events", 0), *date = json_object_get(event, "date");
    assert_true(json_is_null(json_object_get(event, "mode")));
    assert_true(json_is_null(json_object_get(event, "goldstein")));
    assert_true(json_is_null(json_object_get(date, "from"))); /* open towards the past */
    assert_string_equal(json_string_value(json_object_get(date, "to")), "2018-04-05");
    assert_true(json_is_null(json_object_get(json_object_get(root, "doc"), "url")));
    json_decref(root);
    buf_release(&out);
    arena_release(&arena);
    arena_release(&scratch);
}

static void test_doc_json__empty_document(void **state)
{
    (void)state;
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct buf out = {0};
    doc_json_write(doc_new(&arena, &scratch), &out);
    assert_string_equal(
        out.s, "{\"doc\":{\"id\":null,\"url\":null,\"title\":null,\"date\":null,\"publisher\":null,\"author\":null,"
               "\"lang\":null,\"genre\":null,\"duplicate_of\":null},\"text\":\"\",\"sentences\":[],\"mentions\":[],"
               "\"events\":[],\"statements\":[],\"ledger\":[]}\n");
    buf_release(&out);
    arena_release(&arena);
    arena_release(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_doc_json__spans_are_code_points),
        cmocka_unit_test(test_doc_json__keys_and_nulls),
        cmocka_unit_test(test_doc_json__empty_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
