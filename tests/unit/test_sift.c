/* The sieve of the ledger: what is unlikely is moved aside with the reasons for it, and the rest closes up. */
#include "ledger/sift_int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PLAN, DEAL, LATER, N_ENTRIES };

/* "Fiji plans talks", and twice "it agreed": a plan, a deal of a pronoun, and a like one further on. */
static struct doc *document(struct arena *a)
{
    struct doc *d = doc_new(a, a);
    d->text = STR("Fiji plans talks it agreed it agreed");
    const struct tok tok[] = {
        {.span = {0, 4}, .head = 1, .lemma = STR("Fiji"), .upos = UPOS_PROPN, .deprel = REL_NSUBJ},
        {.span = {5, 10}, .head = NONE, .lemma = STR("plan"), .upos = UPOS_VERB, .deprel = REL_ROOT},
        {.span = {11, 16}, .head = 1, .lemma = STR("talks"), .upos = UPOS_NOUN, .deprel = REL_OBJ},
        {.span = {17, 19}, .sent = 1, .head = 4, .lemma = STR("it"), .upos = UPOS_PRON, .deprel = REL_NSUBJ},
        {.span = {20, 26}, .sent = 1, .head = NONE, .lemma = STR("agree"), .upos = UPOS_VERB, .deprel = REL_ROOT},
        {.span = {27, 29}, .sent = 2, .head = 6, .lemma = STR("it"), .upos = UPOS_PRON, .deprel = REL_NSUBJ},
        {.span = {30, 36}, .sent = 2, .head = NONE, .lemma = STR("agree"), .upos = UPOS_VERB, .deprel = REL_ROOT},
    };
    const struct sent sent[] = {{.span = {0, 16}, .end_tok = 3, .root_tok = 1},
                                {.span = {17, 26}, .first_tok = 3, .end_tok = 5, .root_tok = 4},
                                {.span = {27, 36}, .first_tok = 5, .end_tok = 7, .root_tok = 6}};
    const struct actor_code fiji = {.code = "FJI", .country = "FJI"};
    const struct mention mention[] = {
        {.span = {0, 4}, .actor = fiji, .how = HOW_GAZETTEER},
        {.sent = 1, .span = {17, 19}, .head_tok = 3, .actor = fiji, .how = HOW_COREFERENCE},
        {.sent = 2, .span = {27, 29}, .head_tok = 5, .actor = fiji, .how = HOW_COREFERENCE}};
    for (int i = 0; i < 7; i++)
        *array_add(a, &d->tok) = tok[i];
    for (uint32_t i = 0; i < N_ENTRIES; i++) {
        *array_add(a, &d->sent) = sent[i];
        *array_add(a, &d->mention) = mention[i];
        doc_link_children(d, sent[i].first_tok, sent[i].end_tok);
        *array_add(a, &d->ledger) = (struct ledger_entry){.sent = i,
                                                          .kind = i == PLAN ? LEDGER_PLAN : LEDGER_DEAL,
                                                          .stage = i == PLAN ? STAGE_ANNOUNCED : STAGE_AGREED,
                                                          .party = {{i, i == PLAN ? PARTY_BY : PARTY_PARTY}},
                                                          .n_parties = 1,
                                                          .matter = i == PLAN ? (struct span){11, 16} : SPAN_NONE,
                                                          .condition = SPAN_NONE,
                                                          .due_span = SPAN_NONE,
                                                          .rule = STR("ledger.txt:1 plan.v"),
                                                          .word_tok = sent[i].root_tok,
                                                          .confidence = 1};
    }
    return d;
}

/* A sieve that was taught that the plan is right and the first deal wrong. */
static struct classifier *taught(const struct doc *d)
{
    char path[] = "/tmp/entente-sift-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    struct classifier_samples *samples = samples_new();
    struct classifier *sieve = NULL;
    struct fault f = {0};
    sift_sample(samples, d, PLAN, &(struct sample_label){.weight = 1, .whether = IS_RELATED});
    sift_sample(samples, d, DEAL, &(struct sample_label){.weight = 1, .whether = IS_UNRELATED});
    assert_int_equal(classifier_fit(samples, &(struct classifier_options){.l2 = 0.1f}, path, &f), OK);
    assert_int_equal(classifier_load(path, &sieve, &f), OK);
    samples_free(samples);
    unlink(path);
    return sieve;
}

static void test_sift__moves_the_unlikely_aside(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    struct doc *d = document(&a);
    struct classifier *sieve = taught(d);
    sift_weigh(sieve, d);
    classifier_free(sieve);
    assert_true(d->ledger.v[PLAN].confidence > 0.5f);
    assert_true(d->ledger.v[LATER].confidence < 0.5f); /* like the one that it learnt from */
    assert_true(d->ledger.v[LATER].sift_rule.n > 0);
    sift_apply(d, 0.5f);
    assert_int_equal(d->ledger.n, 1);
    assert_int_equal(d->ledger.v[0].kind, LEDGER_PLAN);
    assert_int_equal(d->ledger_doubted.n, 2);
    assert_int_equal(d->ledger_doubted.v[1].sent, 2);
    arena_release(&a);
}

static void test_sift__keeps_all_above_nothing(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    struct doc *d = document(&a);
    struct classifier *sieve = taught(d);
    sift_weigh(sieve, d);
    classifier_free(sieve);
    sift_apply(d, 0);
    assert_int_equal(d->ledger.n, N_ENTRIES);
    assert_int_equal(d->ledger_doubted.n, 0);
    arena_release(&a);
}

static bool holds(struct str text, const char *words)
{
    struct str w = str_of(words);
    for (uint32_t i = 0; i + w.n <= text.n; i++)
        if (memcmp(text.s + i, w.s, w.n) == 0)
            return true;
    return false;
}

/* What it was not taught on keeps all, unless asked otherwise. */
static void test_sift__bounds_what_it_was_taught_on(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    struct doc *d = doc_new(&a, &a);
    d->genre = GENRE_REPORT;
    assert_true(sift_usual_bound(d) == 0);
    d->genre = GENRE_SPEECH;
    assert_true(sift_usual_bound(d) == SIFT_LIKELY);
    arena_release(&a);
}

/* Lines of ledger.txt move, and who it is must not decide. */
static void test_sift__knows_neither_lines_nor_names(void **state)
{
    (void)state;
    struct arena a;
    struct features fs;
    arena_init(&a, 0);
    struct doc *d = document(&a);
    sift_features(d, PLAN, &a, &fs);
    assert_true(fs.n > 20);
    for (uint32_t i = 0; i < fs.n; i++) {
        assert_false(holds(fs.name[i], "ledger.txt"));
        assert_false(holds(fs.name[i], "Fiji"));
        assert_false(holds(fs.name[i], "FJI"));
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sift__moves_the_unlikely_aside),
        cmocka_unit_test(test_sift__keeps_all_above_nothing),
        cmocka_unit_test(test_sift__bounds_what_it_was_taught_on),
        cmocka_unit_test(test_sift__knows_neither_lines_nor_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
