/* command/progress.h - one line on standard error that says how far a long run is: documents, rate, time left.
 *
 * Shown only where standard error is a terminal, standard output is none, and --quiet was not given; then not before
 * the fourth document, and redrawn four times a second at most. The time left follows from the sizes of the files
 * named; unknown for standard input.
 */
#ifndef ENTENTE_COMMAND_PROGRESS_H
#define ENTENTE_COMMAND_PROGRESS_H

#include "command/command.h"

struct progress {
    bool shown;     /* at all */
    bool on_screen; /* a line stands there now */
    double start_s, last_s;
    uint64_t n_docs, done_bytes, total_bytes; /* total 0: unknown */
};

void progress_init(struct progress *p, const struct cli *cli, int n_paths, char **paths);
void progress_step(struct progress *p, uint64_t n_bytes); /* one more document */
void progress_clear(struct progress *p);                  /* before anything else is written to the terminal */

#endif
