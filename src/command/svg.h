/* command/svg.h - drawings as SVG: the few shapes that ours need.
 *
 * Takes lengths in pixels from the top left, text of any UTF-8, colours as SVG names them. Appends to a buffer; numbers
 * are written with one decimal, so the same drawing gives the same bytes. Text is escaped. Fonts are whatever the
 * viewer has for sans-serif; widths of text are guessed.
 */
#ifndef ENTENTE_COMMAND_SVG_H
#define ENTENTE_COMMAND_SVG_H

#include "base/str.h"

/* XML's text: the five characters escaped; what XML may not hold becomes U+FFFD. */
void xml_text(struct str s, struct buf *out);

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

void svg_begin(struct buf *out, double width, double height, struct str title);
void svg_end(struct buf *out);
/* style: further attributes, such as "stroke=\"#888\"". */
void svg_line(struct buf *out, double x1, double y1, double x2, double y2, const char *style);
void svg_rect(struct buf *out, double x, double y, double width, double height, const char *style);
/* tip: shown when the mouse rests on it; may be empty. */
void svg_circle(struct buf *out, double x, double y, double radius, const char *style, struct str tip);
void svg_text(struct buf *out, double x, double y, double size, enum svg_anchor anchor, const char *colour,
              struct str text);

#endif
