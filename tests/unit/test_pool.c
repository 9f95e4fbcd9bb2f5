/* The worker pool: order, bounds, early stop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pipeline/pool.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { N_ITEMS = 500 };

struct trial {
    unsigned n_items, n_taken, n_delivered, stop_after;
    unsigned n_out_of_order, n_wrong;
    size_t item_bytes;
    pthread_mutex_t lock;
    unsigned n_under_way, most_under_way;
};

static bool take(void *context, struct pool_item *item)
{
    struct trial *t = context;
    if (t->n_taken == t->n_items)
        return false;
    pthread_mutex_lock(&t->lock);
    if (++t->n_under_way > t->most_under_way)
        t->most_under_way = t->n_under_way;
    pthread_mutex_unlock(&t->lock);
    if (item->arena.used_bytes || item->out.n)
        t->n_wrong++;
    unsigned *number = arena_alloc(&item->arena, sizeof *number);
    *number = t->n_taken++;
    item->job = number;
    return true;
}

static void run(void *context, struct pool_item *item)
{
    struct trial *t = context;
    unsigned number = *(unsigned *)item->job;
    uint64_t noise = str_hash((struct str){item->job, sizeof number}); /* delays that differ, the same in every run */
    if (noise % 3 == 0)
        nanosleep(&(struct timespec){.tv_nsec = (long)(noise % 2000000)}, NULL);
    if (t->item_bytes)
        memset(arena_alloc(&item->arena, t->item_bytes), 7, t->item_bytes);
    arena_alloc(item->scratch, 1000);
    buf_printf(&item->out, "item %u", number);
}

static bool deliver(void *context, struct pool_item *item)
{
    struct trial *t = context;
    char want[32];
    snprintf(want, sizeof want, "item %u", t->n_delivered);
    if (!str_is(buf_str(&item->out), want))
        t->n_out_of_order++;
    pthread_mutex_lock(&t->lock);
    t->n_under_way--;
    pthread_mutex_unlock(&t->lock);
    t->n_delivered++;
    return t->n_delivered != t->stop_after;
}

static void try(struct trial *t, unsigned n_workers)
{
    pthread_mutex_init(&t->lock, NULL);
    struct pool_work work = {.context = t, .take = take, .run = run, .deliver = deliver};
    struct fault f;
    assert_int_equal(pool_run(&work, n_workers, &f), OK);
    pthread_mutex_destroy(&t->lock);
    assert_int_equal(t->n_out_of_order, 0);
    assert_int_equal(t->n_wrong, 0);
    assert_in_range(t->most_under_way, 0, n_workers * POOL_ITEMS_PER_WORKER);
}

static void test_pool__delivers_all_in_order(void **state)
{
    (void)state;
    for (unsigned n_workers = 1; n_workers <= 8; n_workers *= 2) {
        struct trial t = {.n_items = N_ITEMS};
        try(&t, n_workers);
        assert_int_equal(t.n_delivered, N_ITEMS);
    }
}

static void test_pool__takes_nothing_from_empty_input(void **state)
{
    (void)state;
    struct trial t = {0};
    try(&t, 4);
    assert_int_equal(t.n_delivered, 0);
}

static void test_pool__fewer_items_than_workers(void **state)
{
    (void)state;
    struct trial t = {.n_items = 3};
    try(&t, 16);
    assert_int_equal(t.n_delivered, 3);
}

static void test_pool__stops_when_told(void **state)
{
    (void)state;
    struct trial t = {.n_items = N_ITEMS, .stop_after = 20};
    try(&t, 4);
    assert_int_equal(t.n_delivered, 20);
    assert_in_range(t.n_taken, 20, 20 + 4 * POOL_ITEMS_PER_WORKER);
}

static void test_pool__large_items_do_not_stop_it(void **state)
{
    (void)state;
    struct trial t = {.n_items = 10, .item_bytes = 40 << 20}; /* two at a time pass POOL_WAITING_BYTES soon */
    try(&t, 2);
    assert_int_equal(t.n_delivered, 10);
}

/* ---- settling ---------------------------------------------------------------------------------------------------- */

enum { N_SLOW = 60, LONG_ITEM = 30, LONG_MS = 300, SLACK_MS = 200 };

struct settling {
    unsigned n_taken, n_delivered, n_settled, n_settlings;
    unsigned at_long;          /* settled when the long item was delivered */
    unsigned stop_at_settling; /* 0: never */
    struct timespec first;     /* delivered since the last settling */
    long longest_ms;
};

static long ms_since(const struct timespec *t)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - t->tv_sec) * 1000 + (now.tv_nsec - t->tv_nsec) / 1000000;
}

static bool take_slow(void *context, struct pool_item *item)
{
    struct settling *t = context;
    unsigned *number = arena_alloc(&item->arena, sizeof *number);
    *number = t->n_taken;
    item->job = number;
    return t->n_taken++ < N_SLOW;
}

static void run_slow(void *context, struct pool_item *item)
{
    (void)context;
    long ms = *(unsigned *)item->job == LONG_ITEM ? LONG_MS : 5;
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000}, NULL);
}

static bool deliver_slow(void *context, struct pool_item *item)
{
    struct settling *t = context;
    if (t->n_delivered == t->n_settled)
        clock_gettime(CLOCK_MONOTONIC, &t->first);
    if (*(unsigned *)item->job == LONG_ITEM)
        t->at_long = t->n_settled;
    t->n_delivered++;
    return true;
}

static bool settle(void *context)
{
    struct settling *t = context;
    long ms = ms_since(&t->first);
    assert_true(t->n_delivered > t->n_settled);
    t->longest_ms = ms > t->longest_ms ? ms : t->longest_ms;
    t->n_settled = t->n_delivered;
    return ++t->n_settlings != t->stop_at_settling;
}

static void test_pool__settles_soon_and_at_the_end(void **state)
{
    (void)state;
    struct settling t = {0};
    struct pool_work work = {
        .context = &t, .take = take_slow, .run = run_slow, .deliver = deliver_slow, .settle = settle};
    struct fault f;
    assert_int_equal(pool_run(&work, 1, &f), OK);
    assert_int_equal(t.n_delivered, N_SLOW);
    assert_int_equal(t.n_settled, N_SLOW);
    assert_int_equal(t.at_long, LONG_ITEM);        /* while it was waited for */
    assert_in_range(t.n_settlings, 3, N_SLOW / 2); /* several at once, but not all */
    assert_in_range(t.longest_ms, 0, POOL_SETTLE_MS + SLACK_MS);
}

static void test_pool__stops_when_nothing_can_be_settled(void **state)
{
    (void)state;
    struct settling t = {.stop_at_settling = 1};
    struct pool_work work = {
        .context = &t, .take = take_slow, .run = run_slow, .deliver = deliver_slow, .settle = settle};
    struct fault f;
    assert_int_equal(pool_run(&work, 1, &f), OK);
    assert_int_equal(t.n_settlings, 1);
    assert_in_range(t.n_delivered, 1, LONG_ITEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pool__delivers_all_in_order),
        cmocka_unit_test(test_pool__takes_nothing_from_empty_input),
        cmocka_unit_test(test_pool__fewer_items_than_workers),
        cmocka_unit_test(test_pool__stops_when_told),
        cmocka_unit_test(test_pool__large_items_do_not_stop_it),
        cmocka_unit_test(test_pool__settles_soon_and_at_the_end),
        cmocka_unit_test(test_pool__stops_when_nothing_can_be_settled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
