#include "relation/follow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* A claim of its own document on a day of 2020, counted from the first of January. */
static struct store_claim claim(enum ledger_kind kind, enum ledger_stage stage, int day, const char *topic,
                                const char *parties)
{
    static const char *const ids[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
    return (struct store_claim){.doc_id = str_of(ids[day % 10]),
                                .doc_day = day_of(2020, 1, 1) + day,
                                .kind = kind,
                                .stage = stage,
                                .subject = kind == LEDGER_DEAL ? STR("arms") : STR_NONE,
                                .topic = str_of(topic),
                                .parties = str_of(parties),
                                .due = DATE_RANGE_NONE,
                                .certainty = 1};
}

/* Adds the claims from place `from` on, round, and follows them up at the end of 2020. */
static void follow_from(struct follow *f, struct arena *arena, const struct store_claim *c, uint32_t n, uint32_t from)
{
    follow_init(f, arena);
    for (uint32_t i = 0; i < n; i++)
        follow_add(f, &c[(from + i) % n]);
    follow_up(f, day_of(2020, 12, 31));
}

struct wanted {
    enum ledger_stage stage;
    enum ledger_outcome outcome;
    uint32_t n_claims;
};

static void check(const struct store_claim *c, uint32_t n, const struct wanted *w, uint32_t n_wanted)
{
    for (uint32_t from = 0; from < n; from++) {
        struct arena arena;
        struct follow f;
        arena_init(&arena, 0);
        follow_from(&f, &arena, c, n, from);
        assert_int_equal(f.entry.n, n_wanted);
        for (uint32_t i = 0; i < n_wanted; i++) {
            assert_int_equal(f.entry.v[i].stage, w[i].stage);
            assert_int_equal(f.entry.v[i].outcome, w[i].outcome);
            assert_int_equal(f.entry.v[i].claim.n, w[i].n_claims);
        }
        arena_release(&arena);
    }
}

static const char SALE[] = "seller SWE SWE buyer HUN HUN";

static void test_follow__stages_go_forward_and_what_ended_begins_anew(void **state)
{
    (void)state;
    struct store_claim c[] = {claim(LEDGER_DEAL, STAGE_SIGNED, 1, "fighter", SALE),
                              claim(LEDGER_DEAL, STAGE_NEGOTIATING, 2, "fighter jet", SALE),
                              claim(LEDGER_DEAL, STAGE_CANCELLED, 3, "jet", SALE),
                              claim(LEDGER_DEAL, STAGE_SIGNED, 4, "fighter", SALE),
                              claim(LEDGER_DEAL, STAGE_NEGOTIATING, 5, "fighter", SALE),
                              claim(LEDGER_DEAL, STAGE_SIGNED, 6, "fighter", SALE)};
    c[5].certainty = 0.3;
    const struct wanted w[] = {{STAGE_CANCELLED, OUTCOME_CANCELLED, 4}, {STAGE_NEGOTIATING, OUTCOME_OPEN, 2}};
    check(c, 6, w, 2);
}

static void test_follow__suspended_may_be_resumed(void **state)
{
    (void)state;
    const struct store_claim c[] = {claim(LEDGER_DEAL, STAGE_SUSPENDED, 1, "fighter", SALE),
                                    claim(LEDGER_DEAL, STAGE_SIGNED, 2, "fighter", SALE),
                                    claim(LEDGER_DEAL, STAGE_UNDER_WAY, 3, "fighter", SALE)};
    const struct wanted w[] = {{STAGE_UNDER_WAY, OUTCOME_OPEN, 3}};
    const struct wanted halted[] = {{STAGE_SUSPENDED, OUTCOME_OPEN, 2}};
    check(c, 3, w, 1);
    check(c, 2, halted, 1);
}

static void test_follow__a_deal_without_a_matter_belongs_to_the_only_one(void **state)
{
    (void)state;
    struct store_claim c[] = {claim(LEDGER_DEAL, STAGE_AGREED, 1, "fighter", SALE),
                              claim(LEDGER_DEAL, STAGE_SIGNED, 2, "arm", SALE),
                              claim(LEDGER_DEAL, STAGE_AGREED, 3, "howitzer", SALE),
                              claim(LEDGER_DEAL, STAGE_SIGNED, 4, "fighter", "seller SWE SWE buyer NOR NOR")};
    const struct wanted one[] = {{STAGE_SIGNED, OUTCOME_OPEN, 2}};
    const struct wanted four[] = {{STAGE_AGREED, OUTCOME_OPEN, 1},
                                  {STAGE_SIGNED, OUTCOME_OPEN, 1},
                                  {STAGE_AGREED, OUTCOME_OPEN, 1},
                                  {STAGE_SIGNED, OUTCOME_OPEN, 1}};
    check(c, 2, one, 1);
    check(c, 4, four, 4);
}

static void test_follow__one_shared_word_does_not_chain(void **state)
{
    (void)state;
    struct store_claim c[] = {claim(LEDGER_DEAL, STAGE_AGREED, 1, "gas pipeline", SALE),
                              claim(LEDGER_DEAL, STAGE_SIGNED, 2, "gas storage", SALE),
                              claim(LEDGER_DEAL, STAGE_CANCELLED, 3, "Blue gas pipeline", SALE),
                              claim(LEDGER_DEAL, STAGE_DELIVERED, 4, "storage", SALE),
                              claim(LEDGER_DEAL, STAGE_MOOTED, 5, "gas", SALE),
                              claim(LEDGER_DEAL, STAGE_AGREED, 2, "Blue", SALE)};
    const struct wanted w[] = {{STAGE_CANCELLED, OUTCOME_CANCELLED, 3},
                               {STAGE_DELIVERED, OUTCOME_KEPT, 2},
                               {STAGE_MOOTED, OUTCOME_OPEN, 1}}; /* of which of the two, nobody knows */
    c[5].claim = 1;
    check(c, 6, w, 3);
}

static void test_follow__a_membership_needs_no_words(void **state)
{
    (void)state;
    static const char parties[] = "applicant FIN FIN organisation IGONAT -";
    const struct store_claim c[] = {claim(LEDGER_MEMBERSHIP, STAGE_APPLIED, 1, "apply", parties),
                                    claim(LEDGER_MEMBERSHIP, STAGE_MEMBER, 2, "join", parties)};
    const struct wanted w[] = {{STAGE_MEMBER, OUTCOME_KEPT, 2}};
    check(c, 2, w, 1);
}

static void test_follow__pledges_are_kept_broken_or_overdue(void **state)
{
    (void)state;
    struct store_claim c[] = {claim(LEDGER_PLEDGE, STAGE_ANNOUNCED, 1, "bridge build", "by KENGOV KEN"),
                              claim(LEDGER_PLAN, STAGE_DROPPED, 2, "bridge build river", "by KEN KEN"),
                              claim(LEDGER_PLEDGE, STAGE_ANNOUNCED, 3, "build road", "by KEN KEN"),
                              claim(LEDGER_PLEDGE, STAGE_DONE, 4, "build school", "by KEN KEN")};
    c[2].due = (struct date_range){day_of(2020, 6, 1), day_of(2020, 6, 30)};
    const struct wanted w[] = {
        {STAGE_DROPPED, OUTCOME_BROKEN, 2}, {STAGE_ANNOUNCED, OUTCOME_OVERDUE, 1}, {STAGE_DONE, OUTCOME_KEPT, 1}};
    check(c, 4, w, 3);
}

static void test_follow__partly_void_and_contested(void **state)
{
    (void)state;
    struct store_claim part[] = {claim(LEDGER_DEAL, STAGE_DELIVERED, 1, "fighter", SALE),
                                 claim(LEDGER_DEAL, STAGE_CANCELLED, 2, "fighter", SALE)};
    part[0].is_part = true; /* "the first batch of fighters" */
    const struct wanted partly[] = {{STAGE_CANCELLED, OUTCOME_PARTLY, 2}};
    check(part, 2, partly, 1);
    struct store_claim lapsed[] = {claim(LEDGER_PLEDGE, STAGE_ANNOUNCED, 1, "bridge build", "by KEN KEN"),
                                   claim(LEDGER_PLEDGE, STAGE_DROPPED, 2, "bridge build", "by KEN KEN")};
    lapsed[1].outcome = OUTCOME_VOID;
    const struct wanted is_void[] = {{STAGE_DROPPED, OUTCOME_VOID, 2}};
    check(lapsed, 2, is_void, 1);
    struct store_claim words[] = {claim(LEDGER_PLEDGE, STAGE_DONE, 1, "bridge build", "by KEN KEN"),
                                  claim(LEDGER_PLEDGE, STAGE_DROPPED, 2, "bridge build", "by KEN KEN")};
    words[0].speaker = STR("KENGOV");
    words[1].speaker = STR("UGAGOV");
    const struct wanted contested[] = {{STAGE_DROPPED, OUTCOME_CONTESTED, 2}};
    check(words, 2, contested, 1);
    words[1].speaker = STR_NONE; /* the text's own word decides */
    const struct wanted broken[] = {{STAGE_DROPPED, OUTCOME_BROKEN, 2}};
    check(words, 2, broken, 1);
}

static void test_follow__predictions_are_judged_by_what_came(void **state)
{
    (void)state;
    struct store_claim c[] = {
        claim(LEDGER_PREDICTION, STAGE_NONE, 1, "deliver fighter jet", "by NOR NOR party SWE SWE"),
        claim(LEDGER_DEAL, STAGE_DELIVERED, 9, "fighter jet", SALE),
        claim(LEDGER_DEAL, STAGE_DELIVERED, 8, "jet", "seller FRA FRA buyer IND IND")};
    const struct wanted kept[] = {
        {STAGE_NONE, OUTCOME_KEPT, 1}, {STAGE_DELIVERED, OUTCOME_KEPT, 1}, {STAGE_DELIVERED, OUTCOME_KEPT, 1}};
    check(c, 3, kept, 3);
    c[0].due = (struct date_range){day_of(2020, 1, 2), day_of(2020, 1, 5)};
    const struct wanted late[] = {
        {STAGE_NONE, OUTCOME_BROKEN, 1}, {STAGE_DELIVERED, OUTCOME_KEPT, 1}, {STAGE_DELIVERED, OUTCOME_KEPT, 1}};
    check(c, 3, late, 3);
}

static void test_follow__what_is_not_to_be_is_another_matter(void **state)
{
    (void)state;
    struct store_claim c[] = {
        claim(LEDGER_PREDICTION, STAGE_NONE, 1, "deliver fighter jet", "by NOR NOR party SWE SWE"),
        claim(LEDGER_PREDICTION, STAGE_NONE, 2, "deliver fighter jet", "by NOR NOR party SWE SWE"),
        claim(LEDGER_DEAL, STAGE_DELIVERED, 9, "fighter jet", SALE)};
    c[1].sign = -1; /* "will not be delivered" */
    const struct wanted delivered[] = {
        {STAGE_NONE, OUTCOME_KEPT, 1}, {STAGE_NONE, OUTCOME_BROKEN, 1}, {STAGE_DELIVERED, OUTCOME_KEPT, 1}};
    check(c, 3, delivered, 3);
    c[2].stage = STAGE_CANCELLED;
    const struct wanted cancelled[] = {
        {STAGE_NONE, OUTCOME_BROKEN, 1}, {STAGE_NONE, OUTCOME_KEPT, 1}, {STAGE_CANCELLED, OUTCOME_CANCELLED, 1}};
    check(c, 3, cancelled, 3);
    struct store_claim pledges[] = {claim(LEDGER_PLEDGE, STAGE_ANNOUNCED, 1, "raise tariff", "by KEN KEN"),
                                    claim(LEDGER_PLAN, STAGE_ANNOUNCED, 2, "raise tariff", "by KEN KEN")};
    pledges[0].sign = -1;
    pledges[0].due = pledges[1].due = (struct date_range){day_of(2020, 6, 1), day_of(2020, 6, 30)};
    const struct wanted two[] = {{STAGE_ANNOUNCED, OUTCOME_OPEN, 1}, {STAGE_ANNOUNCED, OUTCOME_OVERDUE, 1}};
    check(pledges, 2, two, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_follow__stages_go_forward_and_what_ended_begins_anew),
        cmocka_unit_test(test_follow__suspended_may_be_resumed),
        cmocka_unit_test(test_follow__a_deal_without_a_matter_belongs_to_the_only_one),
        cmocka_unit_test(test_follow__one_shared_word_does_not_chain),
        cmocka_unit_test(test_follow__a_membership_needs_no_words),
        cmocka_unit_test(test_follow__pledges_are_kept_broken_or_overdue),
        cmocka_unit_test(test_follow__partly_void_and_contested),
        cmocka_unit_test(test_follow__predictions_are_judged_by_what_came),
        cmocka_unit_test(test_follow__what_is_not_to_be_is_another_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
