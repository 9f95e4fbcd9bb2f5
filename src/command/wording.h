/* command/wording.h - how a statement and a stretch of days read in the answers for people.
 *
 * Takes clean text (screen.h). Results live as long as the arena.
 */
#ifndef ENTENTE_COMMAND_WORDING_H
#define ENTENTE_COMMAND_WORDING_H

#include "base/date.h"
#include "base/str.h"

/* “We shall see”; denied that …; said: Washington … The cue joins what goes on in small letters, and whatever follows
 * it at once in the text. */
struct str wording_said(struct arena *arena, bool direct, bool follows, struct str cue, struct str content);
/* 2018-10-12, 2018-10, 2018, "2018-10-12 to 2018-11-03"; empty: neither end is known. */
struct str wording_days(struct arena *arena, struct date_range r);

#endif
