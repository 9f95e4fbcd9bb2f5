/* pipeline/pool.h - many workers, one order: items are taken in order, worked on in parallel, delivered in the order
 * they were taken.
 *
 * Takes three or four functions and a number of threads. Gives each item in turn to deliver(), on the thread that
 * called pool_run. Fails with ST_ENVIRONMENT when not one thread can be started. Memory is bounded: at most
 * POOL_ITEMS_PER_WORKER items a worker are under way, and nothing new is taken while finished items that wait for their
 * turn hold more than POOL_WAITING_BYTES. Method: a ring of items; workers take under one lock, and a slot is free
 * again once delivered. Cost per item: three lock operations. Not: what an item is, errors of items (the caller keeps
 * those in its job).
 */
#ifndef ENTENTE_PIPELINE_POOL_H
#define ENTENTE_PIPELINE_POOL_H

#include "base/str.h"

enum { POOL_ITEMS_PER_WORKER = 4, POOL_WAITING_BYTES = 256 << 20, POOL_MAX_WORKERS = 256, POOL_SETTLE_MS = 100 };

struct pool_item {
    struct arena arena;    /* empty when take() sees it; lives until deliver() returns, then is used again */
    struct arena *scratch; /* the worker's own; NULL in take() and deliver() */
    struct buf out;        /* likewise empty, lives as long as the arena's content */
    void *job;             /* whatever take() puts here */
};

struct pool_work {
    void *context;
    bool (*take)(void *context, struct pool_item *item); /* never two at a time, any thread; false: there are no more */
    void (*run)(void *context, struct pool_item *item);  /* several at a time, each on its own item */
    bool (*deliver)(void *context, struct pool_item *item); /* in order, on the calling thread; false: stop early */
    /* NULL, or called on the calling thread for all that was delivered since the last time: at the end, and no later
     * than POOL_SETTLE_MS after the first of it. false: stop early. */
    bool (*settle)(void *context);
    size_t limit_bytes; /* of each arena and scratch; 0: none */
};

/* Returns when all was delivered, or after deliver() said stop and the items under way are finished (these are
 * dropped). */
enum status pool_run(const struct pool_work *work, unsigned n_workers, struct fault *f) MUST_CHECK;

#endif
