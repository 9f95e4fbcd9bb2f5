/* actor/dictionary.h - dictionaries of PETRARCH, Phoenix and TABARI -> the lists in memory. Only actor/ includes this.
 *
 * Takes the bytes of one file at a time. Gives, after the last, entries, roles and senses in struct actors as our own
 * lists do; a name that our lists hold keeps their reading. Fails with ST_ENVIRONMENT when a file is no such
 * dictionary. What cannot be understood is noted in a->dictionary_problems and the rest is used. Cost O(bytes). Method
 * and what each oddity becomes: docs/formats/dictionaries.md. Not: verbs, discards, issues.
 */
#ifndef ENTENTE_ACTOR_DICTIONARY_H
#define ENTENTE_ACTOR_DICTIONARY_H

#include "actor/actor_int.h"

/* dictionary_code.c: "MNCUSAMED" -> "USABUSJRN", "IGOEUREEC" -> "IGOEEC", "GOVHLH" -> "GOVMED". The parts that have no
 * counterpart are left out; empty: nothing is left. Lives in a->arena. Capitals and digits only, else empty. */
struct str dictionary_code(const struct actors *a, struct arena *arena, struct str written);

/* dictionary_date.c: YYMMDD (00-30: 20xx) or YYYYMMDD. *exact false: it is neither, and what could be read of it is
 * given. DAY_NONE: nothing. */
int32_t dictionary_date(struct str digits, bool *exact);

/* dictionary_form.c: "MCCLOY_JOHN_(JM)_" -> "MCCLOY JOHN", one blank between words, in the arena. */
struct str dictionary_phrase(struct arena *arena, struct str written);
/* As texts write it: "McCloy John", "UN", "Bank of England"; common: in small letters. In the arena. */
struct str dictionary_form(struct arena *arena, struct str phrase, bool common);
/* By the rule of those dictionaries: -y after a consonant -> -ies, -s -> -ses, else +s; before the first "of". In the
 * arena. */
struct str dictionary_plural(struct arena *arena, struct str form);

struct dictionary;
struct dictionary *dictionary_new(struct actors *a);
void dictionary_free(struct dictionary *d); /* accepts NULL */
/* text must live as long as the actors; file is its index in a->file. */
enum status dictionary_read(struct dictionary *d, struct str text, uint16_t file, bool agents,
                            struct fault *f) MUST_CHECK;
void dictionary_finish(struct dictionary *d); /* all files are read: names go into the trie */

#endif
