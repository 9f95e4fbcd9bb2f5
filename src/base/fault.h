/* base/fault.h - the one error idiom.
 *
 * A function that can fail returns enum status (0 is success) and takes a struct fault * last; on failure its outputs
 * are untouched and the fault holds one complete sentence: what, where, which limit. Libraries never print.
 *     if (file_map(path, &map, f)) return f->status;
 * "Not found" is an answer, not a fault; a broken invariant is an assert; real out-of-memory aborts and says so.
 */
#ifndef ENTENTE_BASE_FAULT_H
#define ENTENTE_BASE_FAULT_H

#include <stdarg.h>

enum status {
    OK = 0,
    ST_INPUT,       /* the input is bad: one document or record is refused, the run goes on   (exit 1) */
    ST_LIMIT,       /* a written limit was passed: likewise                                    (exit 1) */
    ST_USAGE,       /* the caller asked for something that does not exist                      (exit 2) */
    ST_ENVIRONMENT, /* disk, store, model, dictionary or permission                            (exit 3) */
};

struct fault {
    enum status status;
    char message[512];
};

#if defined(__GNUC__)
#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first)))
#else
#define MUST_CHECK
#define PRINTF_LIKE(fmt, first)
#endif

/* Fills *f (which may be NULL) and returns status, so that `return fault_set(f, ST_INPUT, "…")` reads as one step. */
enum status fault_set(struct fault *f, enum status status, const char *format, ...) PRINTF_LIKE(3, 4);

/* Puts "context: " before the message already there; returns f->status. */
enum status fault_context(struct fault *f, const char *format, ...) PRINTF_LIKE(2, 3);

/* Prints "out of memory" with the size asked for and aborts: the only way this program ends from inside a library. */
_Noreturn void out_of_memory(unsigned long n_bytes);

#endif
