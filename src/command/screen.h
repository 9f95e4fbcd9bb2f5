/* command/screen.h - text for a terminal: styles, columns, wrapping, cutting.
 *
 * Takes any valid UTF-8, also hostile: what goes through screen_clean holds no control characters, line breaks or
 * bidirectional overrides, so a document cannot move the cursor or recolour the screen. Widths are terminal columns
 * (utf8proc), not bytes. Results live as long as the arena.
 */
#ifndef ENTENTE_COMMAND_SCREEN_H
#define ENTENTE_COMMAND_SCREEN_H

#include "base/str.h"

struct screen {
    bool color;
    unsigned width; /* columns, 20 or more */
};

enum style { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_RED, STYLE_YELLOW, STYLE_GREEN, STYLE_CYAN };

void screen_style(const struct screen *s, enum style style, struct buf *out); /* nothing without colour */
void screen_text(const struct screen *s, enum style style, struct str text, struct buf *out);
void screen_pad(unsigned from, unsigned to, struct buf *out); /* blanks up to column `to`, at least one */

unsigned screen_columns(struct str s);

/* One line: runs of white space become a blank, control characters vanish. Squeezed text keeps a blank at its ends,
 * clean text does not. */
struct str screen_squeeze(struct arena *arena, struct str s);
struct str screen_clean(struct arena *arena, struct str s);

/* The first / last whole words of s that fit in max columns; empty when not even one does. */
struct str screen_head(struct str s, unsigned max);
struct str screen_tail(struct str s, unsigned max);
/* screen_head, or the first characters of a word that is longer than max. */
struct str screen_cut(struct str s, unsigned max);
/* All of s, or its first words and "…", in max columns. */
struct str screen_fit(struct arena *arena, struct str s, unsigned max);

/* Clean text in lines of at most width - indent columns, each behind indent blanks, at most max_lines of them (then
 * "…"). */
void screen_wrap(const struct screen *s, struct str text, unsigned indent, unsigned max_lines, struct buf *out);

#endif
