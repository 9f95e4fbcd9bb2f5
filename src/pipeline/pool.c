#include "pipeline/pool.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

/* A document that needed more than this gives its memory back; smaller ones leave it to the next. */
enum { KEEP_BYTES = 32 << 20 };

enum slot_state { SLOT_FREE, SLOT_BUSY, SLOT_DONE };

struct slot {
    struct pool_item item;
    enum slot_state state;
};

struct pool {
    const struct pool_work *work;
    pthread_mutex_t take_lock;  /* held while taking, so that items are numbered in the order of the input */
    pthread_mutex_t state_lock; /* guards all below */
    pthread_cond_t slot_freed, slot_done;
    struct slot *slot;
    unsigned n_slots;
    uint64_t n_taken, n_delivered;
    size_t waiting_bytes; /* of items that are done and not delivered */
    bool ended, stopped;
    unsigned n_running; /* workers */
};

static size_t item_bytes(const struct pool_item *item)
{
    return item->arena.used_bytes + item->out.cap;
}

static void empty_item(struct pool_item *item)
{
    if (item_bytes(item) > KEEP_BYTES) {
        arena_release(&item->arena);
        buf_release(&item->out);
    }
    arena_clear(&item->arena);
    buf_clear(&item->out);
    item->job = NULL;
}

/* Waits for a free slot; NULL when there is nothing more to do. The caller holds take_lock. */
static struct slot *wait_for_slot(struct pool *p)
{
    pthread_mutex_lock(&p->state_lock);
    struct slot *s = &p->slot[p->n_taken % p->n_slots];
    while (!p->stopped && !p->ended && (s->state != SLOT_FREE || p->waiting_bytes > POOL_WAITING_BYTES))
        pthread_cond_wait(&p->slot_freed, &p->state_lock);
    if (p->stopped || p->ended)
        s = NULL;
    pthread_mutex_unlock(&p->state_lock);
    return s;
}

static struct slot *take(struct pool *p)
{
    pthread_mutex_lock(&p->take_lock);
    struct slot *s = wait_for_slot(p);
    bool taken = s && p->work->take(p->work->context, &s->item);
    if (s) {
        pthread_mutex_lock(&p->state_lock);
        if (taken) {
            s->state = SLOT_BUSY;
            p->n_taken++;
        } else {
            p->ended = true;
        }
        pthread_mutex_unlock(&p->state_lock);
    }
    pthread_mutex_unlock(&p->take_lock);
    return taken ? s : NULL;
}

static void *worker(void *pool)
{
    struct pool *p = pool;
    struct arena scratch;
    arena_init(&scratch, p->work->limit_bytes);
    for (struct slot *s; (s = take(p));) {
        s->item.scratch = &scratch;
        p->work->run(p->work->context, &s->item);
        s->item.scratch = NULL;
        if (scratch.used_bytes > KEEP_BYTES)
            arena_release(&scratch);
        arena_clear(&scratch);
        pthread_mutex_lock(&p->state_lock);
        s->state = SLOT_DONE;
        p->waiting_bytes += item_bytes(&s->item);
        pthread_cond_signal(&p->slot_done);
        pthread_mutex_unlock(&p->state_lock);
    }
    arena_release(&scratch);
    pthread_mutex_lock(&p->state_lock);
    p->n_running--;
    pthread_cond_signal(&p->slot_done);
    pthread_mutex_unlock(&p->state_lock);
    return NULL;
}

static bool is_past(const struct timespec *t)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec != t->tv_sec ? now.tv_sec > t->tv_sec : now.tv_nsec >= t->tv_nsec;
}

static struct timespec after_ms(long ms)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_nsec += ms * 1000000;
    t.tv_sec += t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return t;
}

/* The next item in order, once it is done; NULL when all are delivered, or when it is time to settle (due; NULL:
 * never). */
static struct slot *wait_for_next(struct pool *p, const struct timespec *due)
{
    bool is_due = due && is_past(due);
    pthread_mutex_lock(&p->state_lock);
    struct slot *s = &p->slot[p->n_delivered % p->n_slots];
    while (!is_due && s->state != SLOT_DONE && !(p->n_running == 0 && p->n_delivered == p->n_taken))
        if (due)
            is_due = pthread_cond_timedwait(&p->slot_done, &p->state_lock, due) == ETIMEDOUT;
        else
            pthread_cond_wait(&p->slot_done, &p->state_lock);
    if (is_due || s->state != SLOT_DONE)
        s = NULL;
    pthread_mutex_unlock(&p->state_lock);
    return s;
}

/* s: delivered; NULL: none was. */
static void go_on_with(struct pool *p, struct slot *s, size_t bytes, bool go_on)
{
    pthread_mutex_lock(&p->state_lock);
    if (s) {
        s->state = SLOT_FREE;
        p->waiting_bytes -= bytes;
        p->n_delivered++;
    }
    p->stopped |= !go_on;
    pthread_cond_signal(&p->slot_freed);
    pthread_mutex_unlock(&p->state_lock);
}

static void deliver_all(struct pool *p)
{
    const struct pool_work *work = p->work;
    bool go_on = true, unsettled = false;
    struct timespec due;
    for (struct slot *s; (s = wait_for_next(p, unsettled ? &due : NULL)) || unsettled;) {
        size_t bytes = 0;
        if (!s) {
            go_on &= work->settle(work->context);
            unsettled = false;
        } else {
            bytes = item_bytes(&s->item);
            if (go_on && work->settle && !unsettled) {
                due = after_ms(POOL_SETTLE_MS);
                unsettled = true;
            }
            go_on = go_on && work->deliver(work->context, &s->item);
            empty_item(&s->item);
        }
        go_on_with(p, s, bytes, go_on);
    }
}

static unsigned start_workers(struct pool *p, pthread_t *thread, unsigned n_workers, int *out_error)
{
    unsigned n = 0;
    p->n_running = n_workers; /* counted before they start, so that none is seen to be missing */
    while (n < n_workers && (*out_error = pthread_create(&thread[n], NULL, worker, p)) == 0)
        n++;
    pthread_mutex_lock(&p->state_lock);
    p->n_running -= n_workers - n;
    pthread_mutex_unlock(&p->state_lock);
    return n;
}

enum status pool_run(const struct pool_work *work, unsigned n_workers, struct fault *f)
{
    n_workers = n_workers < 1 ? 1 : n_workers > POOL_MAX_WORKERS ? POOL_MAX_WORKERS : n_workers;
    struct pool p = {.work = work, .n_slots = n_workers * POOL_ITEMS_PER_WORKER};
    p.slot = calloc(p.n_slots, sizeof *p.slot);
    if (!p.slot)
        out_of_memory(p.n_slots * sizeof *p.slot);
    for (unsigned i = 0; i < p.n_slots; i++)
        arena_init(&p.slot[i].item.arena, work->limit_bytes);
    pthread_mutex_init(&p.take_lock, NULL);
    pthread_mutex_init(&p.state_lock, NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&p.slot_freed, NULL);
    pthread_cond_init(&p.slot_done, &monotonic);
    pthread_condattr_destroy(&monotonic);

    pthread_t thread[POOL_MAX_WORKERS];
    int error = 0;
    unsigned n_started = start_workers(&p, thread, n_workers, &error);
    if (n_started > 0) /* fewer than asked for do the same work */
        deliver_all(&p);
    for (unsigned i = 0; i < n_started; i++)
        pthread_join(thread[i], NULL);

    pthread_cond_destroy(&p.slot_done);
    pthread_cond_destroy(&p.slot_freed);
    pthread_mutex_destroy(&p.state_lock);
    pthread_mutex_destroy(&p.take_lock);
    for (unsigned i = 0; i < p.n_slots; i++) {
        arena_release(&p.slot[i].item.arena);
        buf_release(&p.slot[i].item.out);
    }
    free(p.slot);
    return n_started ? OK : fault_set(f, ST_ENVIRONMENT, "no worker thread can be started: %s", strerror(error));
}
