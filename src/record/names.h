/* record/names.h - the written forms of record.h's enumerations (constant strings), and back (0 / *_NONE when unknown).
 */
#ifndef ENTENTE_RECORD_NAMES_H
#define ENTENTE_RECORD_NAMES_H

#include "record/record.h"

const char *event_type_name(enum event_type t); /* "ACCUSE"; "" for EV_NONE */
enum event_type event_type_of(struct str name);
int event_type_quad(enum event_type t); /* 1..4, PLOVER's scheme */
float event_type_intensity(enum event_type t);
bool event_mode_find(enum event_type t, struct str mode, float *out_intensity); /* false: the type has no such mode */

/* The i-th mode of all types; NULL past the last. */
const char *event_mode_name(uint32_t i, enum event_type *out_type);

const char *upos_name(unsigned u);
const char *xpos_name(unsigned x);
const char *deprel_name(unsigned r);
enum upos upos_of(struct str name);
enum xpos xpos_of(struct str name);
enum deprel deprel_of(struct str name); /* unknown subtypes give their main relation */

const char *genre_name(enum genre g); /* NULL for GENRE_NONE: JSON null */
const char *sent_kind_name(enum sent_kind k);
enum sent_kind sent_kind_of(struct str name); /* SENT_BODY when unknown */
const char *how_name(enum how h);             /* NULL for HOW_NONE */
const char *event_status_name(enum event_status s);
enum event_status event_status_of(struct str name, bool *out_found);
const char *voice_name(enum voice v);
const char *event_time_name(enum event_time t);    /* NULL for TIME_NONE */
const char *magnitude_name(enum magnitude_kind k); /* "killed" */
const char *quote_kind_name(enum quote_kind k);
const char *stance_kind_name(enum stance_kind k); /* "praises"; NULL for STANCE_NONE */
enum stance_kind stance_kind_of(struct str name); /* STANCE_NONE: no such */
int8_t stance_kind_sign(enum stance_kind k);
const char *speaker_kind_name(enum speaker_kind k); /* NULL for SPEAKER_NONE */

const char *ledger_kind_name(enum ledger_kind k); /* NULL for LEDGER_NONE */
enum ledger_kind ledger_kind_of(struct str name);
const char *ledger_stage_name(enum ledger_stage s); /* "under way"; NULL for STAGE_NONE */
enum ledger_stage ledger_stage_of(struct str name); /* "under_way" too */
const char *ledger_role_name(enum ledger_role r);   /* NULL for PARTY_NONE */
enum ledger_role ledger_role_of(struct str name);
const char *ledger_outcome_name(enum ledger_outcome o);
enum ledger_outcome ledger_outcome_of(struct str name); /* OUTCOME_OPEN when unknown */

/* Takes a code apart: country, sectors; false when it is no code (length, letters). "IGOSCO": no country, sector IGO.
 */
bool actor_code_of(struct str code, struct actor_code *out);

/* Who stands for a code in a list of pairs: the country for its government, forces, people (RUSGOV, RUSMIL: RUS), but
 * rebels and gangs for themselves (PAKREB, COLREBFAR), and the body for its offices (IGOUNOHCR: IGOUNO). */
struct str actor_party(struct str code);
/* Within one country: its offices, forces, parties; else the code. */
struct str actor_inner_party(struct str code);
/* The parties of a pair; within one country or body its offices, forces, people (INDCVL, INDGOV), where they differ. */
void actor_parties(struct str source, struct str target, struct str out[2]);

/* IGO, NGO, IMG, ISM, MNC: a body, group or movement across borders. */
bool actor_is_international(const struct actor_code *a);

#endif
