/* command/signed_file.h - a signed network with names: read from a table, written for programs that draw graphs.
 *
 * Takes lines of three columns parted by tabs: a, b, and a weight or "+" or "-"; further columns are ignored, and so
 * are lines that begin with "#" and empty ones. Names are any UTF-8, kept as they are. Ties of the same pair are
 * summed, whichever way they stand. Gives the graph, its nodes in the order of their names. A line that cannot be used
 * (too few columns, no number, a tie of a node with itself) becomes one sentence with file and line; the rest is read.
 * Fails where the file cannot be read or written. Cost O(n log n). Everything lives in the arena. Not: partitions.
 */
#ifndef ENTENTE_COMMAND_SIGNED_FILE_H
#define ENTENTE_COMMAND_SIGNED_FILE_H

#include "base/str.h"
#include "network/signed_graph.h"

enum { MOST_BAD_LINES = 20 };

struct signed_file {
    struct signed_graph graph;
    struct str *name;                    /* [n_nodes], sorted */
    struct str bad_line[MOST_BAD_LINES]; /* what is wrong, the first ones */
    uint32_t n_bad_lines, n_lines;       /* all of them; those used */
};

enum status signed_file_read(const char *path, struct arena *arena, struct signed_file *out,
                             struct fault *f) MUST_CHECK;

/* The same from ties at hand; their names must live as long as the arena. */
struct signed_tie {
    struct str a, b; /* different */
    double weight;
};
void signed_file_of(const struct signed_tie *tie, uint32_t n, struct arena *arena, struct signed_file *out);

/* The network with a camp for each node (from 0, written from 1) and whether each edge is frustrated. */
void signed_file_graphml(const struct signed_file *s, const uint32_t *camp, struct buf *out);
void signed_file_gexf(const struct signed_file *s, const uint32_t *camp, struct buf *out);

#endif
