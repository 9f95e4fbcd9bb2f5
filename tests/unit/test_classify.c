/* The classifier: what it is taught it says again and can give reasons for; a file that is not whole is refused. */
#include "base/file.h"
#include "event/classify_int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* "Fiji VERB Tonga", parsed. */
static struct doc *sentence(struct arena *a, const char *verb)
{
    struct doc *d = doc_new(a, a);
    d->text = str_format(a, "Fiji %s Tonga", verb);
    uint32_t n = (uint32_t)strlen(verb);
    const struct tok tok[] = {
        {.span = {0, 4}, .head = 1, .lemma = STR("Fiji"), .upos = UPOS_PROPN, .deprel = REL_NSUBJ},
        {.span = {5, 5 + n}, .head = NONE, .lemma = str_of(verb), .upos = UPOS_VERB, .deprel = REL_ROOT},
        {.span = {6 + n, 11 + n}, .head = 1, .lemma = STR("Tonga"), .upos = UPOS_PROPN, .deprel = REL_OBJ},
    };
    for (int i = 0; i < 3; i++) {
        *array_add(a, &d->tok) = tok[i];
        d->tok.v[i].mention = NONE;
    }
    *array_add(a, &d->sent) = (struct sent){.span = {0, d->text.n}, .end_tok = 3, .root_tok = 1};
    doc_link_children(d, 0, 3);
    return d;
}

static struct pair both(const struct doc *d)
{
    return (struct pair){d->tok.v[0].span, d->tok.v[2].span};
}

struct set_up {
    struct arena arena;
    struct codebook *codebook;
    char path[64];
};

static void learn(struct set_up *s, const char *const *verb, const enum event_type *type, uint32_t n)
{
    struct classifier_samples *samples = samples_new();
    struct fault f;
    for (uint32_t i = 0; i < n; i++) {
        struct doc *d = sentence(&s->arena, verb[i]);
        struct sample_label label = {
            .weight = 1, .view = VIEW_WORDS, .whether = type[i] == EV_NONE ? IS_UNRELATED : IS_RELATED};
        struct pair pair = both(d);
        label.wanted[type[i]] = type[i] != EV_NONE;
        samples_add(samples, s->codebook, d, &pair, &label);
    }
    const struct classifier_options o = {.l2 = 0.1f, .version = "test"};
    assert_int_equal(classifier_fit(samples, &o, s->path, &f), OK);
    samples_free(samples);
}

static int begin(void **state)
{
    struct set_up *s = calloc(1, sizeof *s);
    struct fault f;
    arena_init(&s->arena, 0);
    snprintf(s->path, sizeof s->path, "/tmp/entente-test-%ld.model", (long)getpid());
    assert_int_equal(codebook_load(SOURCE_DIR "/lang/en/codebook", NULL, &s->codebook, &f), OK);
    static const char *const verb[] = {"zorb", "glump", "snark"};
    static const enum event_type type[] = {EV_SANCTION, EV_AID, EV_NONE};
    learn(s, verb, type, 3);
    *state = s;
    return 0;
}

static int end(void **state)
{
    struct set_up *s = *state;
    unlink(s->path);
    codebook_free(s->codebook);
    arena_release(&s->arena);
    free(s);
    return 0;
}

static float probability(struct set_up *s, const struct classifier *c, const char *verb, enum event_type type)
{
    struct doc *d = sentence(&s->arena, verb);
    struct pair pair = both(d);
    float p[N_EVENT_TYPES], sum = 0;
    classify_pair(c, s->codebook, d, &pair, p);
    for (int t = 1; t < N_EVENT_TYPES; t++)
        sum += p[t];
    assert_true(sum > 0.999f && sum < 1.001f);
    return p[type];
}

static void test_classify__says_what_it_was_taught(void **state)
{
    struct set_up *s = *state;
    struct classifier *c;
    struct fault f;
    assert_int_equal(classifier_load(s->path, &c, &f), OK);
    assert_string_equal(classifier_version(c), "test");
    assert_true(probability(s, c, "zorb", EV_SANCTION) > 0.5f);
    assert_true(probability(s, c, "glump", EV_AID) > 0.5f);
    assert_true(probability(s, c, "snark", EV_NONE) > 0.5f);
    assert_true(probability(s, c, "zorb", EV_NONE) < 0.5f);
    assert_true(probability(s, c, "never heard", EV_AID) < 0.5f);
    classifier_free(c);
}

static void test_classify__gives_reasons(void **state)
{
    struct set_up *s = *state;
    struct classifier *c;
    struct fault f;
    assert_int_equal(classifier_load(s->path, &c, &f), OK);
    struct doc *d = sentence(&s->arena, "zorb");
    struct pair pair = both(d);
    struct str why = classify_reasons(c, s->codebook, d, &pair, EV_SANCTION, 9, &s->arena);
    assert_non_null(strstr(str_format(&s->arena, "%.*s", STR_ARG(why)).s, "source:nsubj =zorb"));
    assert_int_equal(classify_reasons(c, s->codebook, d, &pair, EV_SANCTION, 0, &s->arena).n, 0);
    classifier_free(c);
}

static void test_classify__takes_any_side_away(void **state)
{
    struct set_up *s = *state;
    struct classifier *c;
    struct fault f;
    assert_int_equal(classifier_load(s->path, &c, &f), OK);
    struct doc *d = sentence(&s->arena, "zorb"), *empty = doc_new(&s->arena, &s->arena);
    const struct span none = SPAN_NONE, fiji = {0, 4}, beyond = {500, 600};
    const struct pair pairs[] = {{fiji, none}, {none, fiji}, {none, none}, {fiji, fiji}, {fiji, beyond}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        float p[N_EVENT_TYPES], q[N_EVENT_TYPES];
        classify_pair(c, s->codebook, d, &pairs[i], p);
        classify_pair(c, s->codebook, empty, &pairs[i], q);
        assert_true(p[EV_AID] > 0 && q[EV_AID] > 0);
        struct pair_event e = pair_event_of(s->codebook, d, &pairs[i], EV_AID);
        assert_string_equal(e.cameo, "07");
        assert_int_equal(e.rule.n, 0);
    }
    classifier_free(c);
}

/* Every byte but those of the version's text is guarded. */
static void test_classify__refuses_what_is_not_whole(void **state)
{
    struct set_up *s = *state;
    struct buf good = {0};
    struct fault f;
    struct classifier *c;
    char path[80];
    snprintf(path, sizeof path, "%s.bad", s->path);
    assert_int_equal(file_read(s->path, 1 << 20, &good, &f), OK);
    const size_t header = sizeof(struct relation_header), version = offsetof(struct relation_header, version);
    for (size_t at = 0; at < good.n; at += at < header ? 1 : 97) {
        if (at >= version && at < version + 63)
            continue;
        good.s[at] ^= 1;
        assert_int_equal(file_write(path, buf_str(&good), &f), OK);
        assert_int_equal(classifier_load(path, &c, &f), ST_ENVIRONMENT);
        good.s[at] ^= 1;
    }
    const size_t cut[] = {0, 7, header - 1, header, good.n - 1};
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        assert_int_equal(file_write(path, (struct str){good.s, (uint32_t)cut[i]}, &f), OK);
        assert_int_equal(classifier_load(path, &c, &f), ST_ENVIRONMENT);
    }
    unlink(path);
    buf_release(&good);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_classify__says_what_it_was_taught),
        cmocka_unit_test(test_classify__gives_reasons),
        cmocka_unit_test(test_classify__takes_any_side_away),
        cmocka_unit_test(test_classify__refuses_what_is_not_whole),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
