/* command/progress.h - one line on standard error that says how far a long run is: documents, rate, time left.
 *
 * Shown only where standard error is a terminal and --quiet was not given; then not before the fourth document and a
 * quarter of a second, and redrawn four times a second, or as soon as what it made room for has been written. The time
 * left follows from the sizes of the files named; unknown for standard input.
 */
#ifndef ENTENTE_COMMAND_PROGRESS_H
#define ENTENTE_COMMAND_PROGRESS_H

#include "command/command.h"

struct progress {
    bool shown;         /* at all */
    bool on_screen;     /* a line stands there now */
    bool cleared;       /* it stood there and made room */
    bool shares_screen; /* standard output is a terminal, too: clear before writing there */
    double start_s, last_s;
    uint64_t n_docs, done_bytes, total_bytes; /* total 0: unknown */
};

void progress_init(struct progress *p, const struct cli *cli, int n_paths, char **paths);
void progress_step(struct progress *p, uint64_t n_bytes); /* one more document */
void progress_clear(struct progress *p);                  /* before anything else is written to the terminal */

#endif
