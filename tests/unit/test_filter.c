/* The filter of events: what is left out takes with it what hangs on it, and what stays points where it did. */
#include "event/filter_int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREATENED, RAID, MET, MET_BACK, N_EVENTS };

/* "Fiji threatened raid met", the raid the object of the threat, the meeting beside it. */
static struct doc *document(struct arena *a)
{
    struct doc *d = doc_new(a, a);
    d->text = STR("Fiji threatened raid met");
    const struct tok tok[] = {
        {.span = {0, 4}, .head = 1, .lemma = STR("Fiji"), .upos = UPOS_PROPN, .deprel = REL_NSUBJ},
        {.span = {5, 15}, .head = NONE, .lemma = STR("threaten"), .upos = UPOS_VERB, .deprel = REL_ROOT},
        {.span = {16, 20}, .head = 1, .lemma = STR("raid"), .upos = UPOS_NOUN, .deprel = REL_OBJ},
        {.span = {21, 24}, .head = 1, .lemma = STR("meet"), .upos = UPOS_VERB, .deprel = REL_ADVCL},
    };
    for (int i = 0; i < 4; i++)
        *array_add(a, &d->tok) = tok[i];
    *array_add(a, &d->sent) = (struct sent){.span = {0, 24}, .end_tok = 4, .root_tok = 1};
    *array_add(a, &d->mention) = (struct mention){.span = {0, 4}, .actor = {.code = "FJI", .country = "FJI"}};
    doc_link_children(d, 0, 4);
    const struct event event[N_EVENTS] = {
        [THREATENED] = {.type = EV_THREATEN, .trigger_tok = 1, .content_of_event = NONE, .reciprocal_of_event = NONE},
        [RAID] = {.type = EV_ASSAULT, .trigger_tok = 2, .content_of_event = THREATENED, .reciprocal_of_event = NONE},
        [MET] = {.type = EV_CONSULT, .trigger_tok = 3, .content_of_event = NONE, .reciprocal_of_event = NONE},
        [MET_BACK] = {.type = EV_CONSULT, .trigger_tok = 3, .content_of_event = NONE, .reciprocal_of_event = MET},
    };
    for (int i = 0; i < N_EVENTS; i++) {
        struct event *e = array_add(a, &d->event);
        *e = event[i];
        e->trigger = d->tok.v[e->trigger_tok].span;
        e->source_mention = 0;
        e->target_mention = NONE;
        e->rule = str_of(i < MET ? "a" : "b");
    }
    return d;
}

/* A filter that was taught that one event of the document is right and another wrong. */
static struct classifier *taught(const char *path, const struct doc *d, uint32_t right, uint32_t wrong)
{
    struct classifier_samples *samples = samples_new();
    struct classifier *filter = NULL;
    struct fault f = {0};
    filter_sample(samples, d, right, &(struct sample_label){.weight = 1, .whether = IS_RELATED});
    filter_sample(samples, d, wrong, &(struct sample_label){.weight = 1, .whether = IS_UNRELATED});
    assert_int_equal(classifier_fit(samples, &(struct classifier_options){.l2 = 0.1f}, path, &f), OK);
    assert_int_equal(classifier_load(path, &filter, &f), OK);
    samples_free(samples);
    return filter;
}

static void coded_with(struct arena *a, uint32_t right, uint32_t wrong, struct doc **out)
{
    char path[] = "/tmp/entente-filter-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    arena_init(a, 0);
    *out = document(a);
    struct classifier *filter = taught(path, *out, right, wrong);
    filter_weigh(filter, *out);
    assert_true(filter_reasons(filter, *out, wrong, 3, a).n > 0);
    classifier_free(filter);
    unlink(path);
}

static void test_filter__what_an_act_is_about_falls_with_it(void **state)
{
    (void)state;
    struct arena a;
    struct doc *d;
    coded_with(&a, MET, THREATENED, &d);
    assert_true(d->event.v[RAID].confidence <= d->event.v[THREATENED].confidence);
    filter_apply(d, 0.5f);
    assert_int_equal(d->event.n, 2);
    assert_int_equal(d->event.v[0].type, EV_CONSULT);
    assert_int_equal(d->event.v[1].reciprocal_of_event, 0); /* closed up */
    assert_int_equal(d->doubted.n, 2);
    arena_release(&a);
}

static void test_filter__both_directions_stand_or_fall_together(void **state)
{
    (void)state;
    struct arena a;
    struct doc *d;
    coded_with(&a, RAID, MET, &d);
    assert_true(d->event.v[MET].confidence == d->event.v[MET_BACK].confidence);
    filter_apply(d, 0.5f);
    assert_int_equal(d->event.n, 2);
    assert_int_equal(d->event.v[1].content_of_event, 0);
    arena_release(&a);
}

static void test_filter__keeps_all_above_nothing(void **state)
{
    (void)state;
    struct arena a;
    struct doc *d;
    coded_with(&a, THREATENED, MET, &d);
    filter_apply(d, 0);
    assert_int_equal(d->event.n, N_EVENTS);
    assert_int_equal(d->doubted.n, 0);
    arena_release(&a);
}

static void test_filter__tells_the_matter_of_an_act(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    const struct doc *d = document(&a);
    assert_true(filter_is_matter(d, RAID));
    assert_false(filter_is_matter(d, THREATENED));
    assert_false(filter_is_matter(d, MET));
    assert_true(filter_is_mutual(d, MET));
    assert_true(filter_is_reverse(d, MET_BACK));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_filter__what_an_act_is_about_falls_with_it),
        cmocka_unit_test(test_filter__both_directions_stand_or_fall_together),
        cmocka_unit_test(test_filter__keeps_all_above_nothing),
        cmocka_unit_test(test_filter__tells_the_matter_of_an_act),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
