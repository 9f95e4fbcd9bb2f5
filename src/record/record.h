/* record/record.h - the records that flow through the pipeline. Read this first.
 *
 * One immutable UTF-8 text per document; everything else is a byte span into it, a token index, or an index into an
 * array that one stage fills (named beside each array). All memory is in doc->arena and goes with it. Offsets are
 * bytes; only the JSON writer turns them into code points. Indices are uint32_t with NONE for "no such"; which array an
 * index points into is said by its name: *_tok, *_sent, *_mention, *_event, *_statement. Not here: JSON
 * (record/doc_json.h), any stage's own working data.
 */
#ifndef ENTENTE_RECORD_RECORD_H
#define ENTENTE_RECORD_RECORD_H

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"

#define NONE UINT32_MAX

/* ---- enumerations; their written forms are in record/names.h ------------------------------------------------ */

enum event_type {
    EV_NONE,
#define EVENT_TYPE(name, quad, intensity) EV_##name,
#include "record/plover.def"
#undef EVENT_TYPE
    N_EVENT_TYPES
};

enum upos {
    UPOS_NONE,
#define UPOS(name) UPOS_##name,
#include "record/syntax_tags.def"
    N_UPOS
};

enum xpos {
    XPOS_NONE,
#define XPOS(name, written) XPOS_##name,
#include "record/syntax_tags.def"
    N_XPOS
};

enum deprel { /* subtypes not listed in syntax_tags.def are cut to their main relation */
              REL_NONE,
#define DEPREL(name, written) REL_##name,
#include "record/syntax_tags.def"
              N_DEPREL
};

enum genre {
    GENRE_NONE,
    GENRE_REPORT,
    GENRE_OPINION,
    GENRE_INTERVIEW,
    GENRE_SPEECH,
    GENRE_COMMUNIQUE,
    GENRE_TRANSCRIPT
};
enum sent_kind { SENT_BODY, SENT_TITLE, SENT_CAPTION, SENT_BOILERPLATE };
enum how { HOW_NONE, HOW_GAZETTEER, HOW_TITLE, HOW_ACRONYM, HOW_COREFERENCE, HOW_ROLE };
enum event_status {
    EST_ASSERTED,
    EST_DENIED,
    EST_PLANNED,
    EST_REQUESTED,
    EST_THREATENED,
    EST_HYPOTHETICAL,
    EST_SPECULATED
};
enum voice { VOICE_REPORTER, VOICE_ATTRIBUTED, VOICE_QUOTED, VOICE_AUTHOR };
enum event_time { TIME_NONE, TIME_PAST, TIME_CURRENT, TIME_FUTURE };
enum quote_kind { QUOTE_DIRECT, QUOTE_INDIRECT, QUOTE_MIXED };
enum speaker_kind { SPEAKER_NONE, SPEAKER_NAMED, SPEAKER_OFFICE, SPEAKER_ANONYMOUS, SPEAKER_MEDIA, SPEAKER_DOCUMENT };

/* The ledger: what was promised, planned, foretold, agreed, threatened, joined. */
enum ledger_kind {
    LEDGER_NONE,
    LEDGER_PLEDGE,
    LEDGER_PLAN,
    LEDGER_PREDICTION,
    LEDGER_DEAL,
    LEDGER_THREAT,
    LEDGER_MEMBERSHIP
};
enum ledger_stage {
    STAGE_NONE,
#define LEDGER_STAGE(ID, name) STAGE_##ID,
#include "record/ledger.def"
#undef LEDGER_STAGE
    N_LEDGER_STAGES
};
enum ledger_role {
    PARTY_NONE,
#define LEDGER_ROLE(ID, name) PARTY_##ID,
#include "record/ledger.def"
#undef LEDGER_ROLE
    N_LEDGER_ROLES
};
enum ledger_outcome {
    OUTCOME_OPEN,
    OUTCOME_KEPT,
    OUTCOME_BROKEN,
    OUTCOME_PARTLY,
    OUTCOME_CANCELLED,
    OUTCOME_VOID,
    OUTCOME_OVERDUE,
    OUTCOME_CONTESTED
};

struct span {
    uint32_t start, end; /* bytes of doc->text, end exclusive */
};
#define SPAN_NONE ((struct span){NONE, NONE})
static inline bool span_given(struct span s)
{
    return s.start != NONE;
}

/* ---- ingest/ fills ------------------------------------------------------------------------------------------ */

struct block { /* a line or paragraph of the text, in order, not overlapping; white space between blocks belongs to none
                */
    struct span span;
    enum sent_kind kind;
};

enum { FINGERPRINT_VALUES = 64, FINGERPRINT_BANDS = 32 };

struct fingerprint {  /* ingest/fingerprint.h */
    uint64_t exact;   /* of the words, in order */
    uint32_t n_words; /* 0: the text is too short to have one */
    uint32_t least[FINGERPRINT_VALUES];
};

/* ---- text/ fills, syntax/ completes ------------------------------------------------------------------------- */

enum tok_flag {
    TOK_SPACE_BEFORE = 1, /* white space stands before it */
    TOK_GLUED = 2, /* a later word of one orthographic token (n't in don't, 's in Putin's): CoNLL-U multiword token */
    TOK_PARAGRAPH = 4, /* first of its block */
    TOK_DATELINE = 8,  /* of "NEW DELHI (Reuters) -" before the first sentence: no part of its grammar */
};

struct tok {
    struct span span;
    uint32_t sent;
    uint32_t head;              /* syntax: token index in the document, NONE for the root of the sentence */
    struct str lemma;           /* syntax: lower case except proper nouns; lives in the arena or the model */
    uint8_t upos, xpos, deprel; /* syntax: enum upos, enum xpos, enum deprel */
    uint8_t flags;              /* enum tok_flag */
    uint32_t first_child;       /* syntax: lowest dependent, NONE if there is none */
    uint32_t next_sibling;      /* syntax: next dependent of the same head, in text order */
    uint32_t mention;           /* actor: first mention whose head this is, NONE; go on with mention.next_same_head */
};

struct sent {
    struct span span;
    uint32_t first_tok, end_tok; /* [first, end) */
    uint32_t root_tok;           /* syntax */
    enum sent_kind kind;
    uint32_t block; /* index into doc->block */
};

/* ---- actor/ fills (fillers: see doc_add_filler) ------------------------------------------------------------- */

enum { MAX_SECTORS = 4, MAX_CODE = 24 };

struct actor_code {
    char code[MAX_CODE]; /* "PAKGOVMIL", "" when the text and our lists support none */
    char country[4];     /* "PAK"; "" for international bodies and where unknown */
    char sector[MAX_SECTORS][4];
    uint8_t n_sectors;
};

struct rival { /* a runner-up for an ambiguous name */
    char code[MAX_CODE];
    struct str name;
};

struct territory {         /* a territory of the gazetteer; strings live as long as the document */
    struct str name;       /* "Benghazi" */
    struct str id;         /* the gazetteer's: "LBY/Benghazi", a state "LBY", open water "-/Baltic Sea" */
    char country[4];       /* "" open water, or shared */
    const char *precision; /* what the coordinates are those of: point city province region country */
    double lat, lon;       /* NAN unknown */
};

struct mention {
    uint32_t sent;
    struct span span;   /* the words that name the actor; may lie inside a token ("Rus-Pak") */
    struct span phrase; /* noun phrase from its determiner to its last of- or in-phrase, without apposition and relative
                           clause */
    uint32_t head_tok;
    uint32_t group; /* same number: one span or noun phrase names several actors; NONE: alone */
    struct actor_code actor;
    struct str name; /* canonical name: the person's, the body's, the country's; empty: none known */
    enum how how;
    bool date_from_event; /* date_role: resolved for the event's date, else the document's */
    bool is_place;        /* names a territory as a location only ("in Syria"); may still be a target */
    bool is_person;
    bool is_filler;  /* added by statement/ or event/ because it fills a slot; no actor */
    bool modifier;   /* inside another mention that takes its code ("Russian" in "Russian troops") */
    uint32_t entity; /* mentions of the same actor in the document share it (coreference); index of the first mention */
    uint32_t next_same_head;
    const struct territory *place; /* the territory that its name names ("Syria", "Aleppo"; not "Syrian"); NULL: none */
    const struct rival *other;     /* runners-up, best first */
    uint8_t n_others;
};

/* ---- statement/ fills --------------------------------------------------------------------------------------- */

enum stance_kind {
    STANCE_NONE,
#define STANCE(ID, name, sign) STANCE_##ID,
#include "record/stances.def"
#undef STANCE
    N_STANCE_KINDS
};

struct stance { /* of a speaker to an actor with a code */
    uint32_t mention;
    int8_t sign; /* -1, 0, 1 */
    enum stance_kind kind;
};

struct statement {
    uint32_t first_sent, last_sent;
    enum quote_kind kind;
    struct span content;     /* hull, without outer quotation marks; statements are in the order of its start */
    uint32_t reach;          /* the furthest end of a content so far: of this one and of those before it */
    const struct span *part; /* the pieces, in order, without quotation marks; n_parts >= 1 */
    uint32_t n_parts;
    struct span cue;
    uint32_t cue_tok;        /* NONE: continued quotation without a cue */
    struct span source_span; /* whole source phrase with apposition and relative clause */
    uint32_t speaker_mention;
    enum speaker_kind speaker_kind;
    uint32_t addressee_mention;
    struct span venue, via, date;   /* SPAN_NONE where the text gives none */
    struct str rule;                /* "reporting.txt:12" or the name of the rule in statement/ */
    int8_t certainty, stance;       /* of the cue: -3..3, -1..1 */
    enum stance_kind cue_stance;    /* what the cue says of the speaker: "praised", "warned" */
    bool topic;                     /* content is what is spoken of ("criticised the raid"), not what is claimed */
    const struct stance *stance_to; /* to whom how; from the events, when they are there */
    uint32_t n_stances;
};

/* ---- event/ fills ------------------------------------------------------------------------------------------- */

enum magnitude_kind {
#define MAGNITUDE(ID, name) MAG_##ID,
#include "record/magnitudes.def"
#undef MAGNITUDE
    N_MAGNITUDES
};

struct quantity {
    double low, high; /* NAN: open ("at least 40" has no high); both NAN: the text gives none */
    struct span words;
};

struct magnitude {
    struct quantity of[N_MAGNITUDES];
    char currency[4]; /* of the amount, ISO 4217; "" unknown */
};

struct event {
    uint32_t sent;
    enum event_type type;
    struct str mode; /* empty: none */
    struct str context[4];
    uint8_t n_contexts;
    char cameo[5];   /* "" unknown */
    float goldstein; /* GDELT's table; NAN unknown */
    float intensity; /* PLOVER's */
    enum event_status status;
    enum voice voice;
    uint32_t speaker_mention; /* for attributed and quoted */
    float factuality;         /* -3..3 */
    uint32_t content_of_event, reciprocal_of_event;
    enum event_time time;
    uint32_t source_mention, target_mention;
    uint32_t trigger_tok;
    struct span trigger;
    struct date_range date; /* only from words of the text */
    struct span date_span;
    uint32_t place_mention;            /* a mention with a place; NONE: none */
    const struct magnitude *magnitude; /* what the text counts in its clause; NULL: nothing */
    float guesses;                     /* what the guesses in the match cost, 0: none */
    float confidence;                  /* probability that the row is right */
    struct str rule;                   /* "assault.txt:120 shell.v" */
    struct str status_rule; /* the signatures that decided the status, innermost first; empty: plain assertion */
    struct str filter_rule; /* where the coding is traced: the features that weighed most for and against the event */
    bool counted;
};

/* ---- ledger/ fills ------------------------------------------------------------------------------------------ */

struct ledger_party {
    uint32_t mention;
    enum ledger_role role;
};

struct ledger_delay {
    int32_t day;                   /* when it was told; the document's date, DAY_NONE unknown */
    struct date_range from, until; /* due before, and due now; DATE_RANGE_NONE: the text does not say */
};

struct ledger_obstacle {
    struct str kind; /* "price" */
    struct span words;
    uint32_t says_mention;
    enum voice voice;
    struct str rule;
};

enum { MAX_LEDGER_PARTIES = 8, MAX_OBSTACLES = 4 };

/* One claim about one matter: what one sentence says of it, and who says so. Claims of the same matter, in this or
 * another document, are entries of their own; topic, kind and parties tell which belong together. */
struct ledger_entry {
    uint32_t sent;
    enum ledger_kind kind;
    struct str subject; /* of a deal: "arms", "energy", "loan" ...; else empty */
    struct ledger_party party[MAX_LEDGER_PARTIES];
    uint8_t n_parties, n_obstacles;
    bool is_delayed, checkable;
    struct span matter; /* the words that say what it is about */
    struct str topic;   /* their lemmas that tell it from other matters, sorted, parted by blanks */
    struct str portion; /* "second", of what comes in parts, a matter of its own; empty: the whole */
    bool is_part;       /* "the first batch": of the whole, not all of it */
    enum ledger_stage stage;
    struct ledger_delay delay; /* where is_delayed */
    struct ledger_obstacle obstacle[MAX_OBSTACLES];
    struct span condition;
    struct date_range due;
    struct span due_span;
    int8_t sign;           /* -1: it is foretold, promised, planned or threatened not to be; else 1; of deals nothing */
    uint32_t says_mention; /* for attributed and quoted; of pledges and threats the one who makes them is a party */
    enum speaker_kind says_kind;
    enum voice voice;
    float certainty; /* 0..1, by the words */
    enum ledger_outcome outcome;
    struct str rule;      /* "ledger.txt:12 sign.v" */
    uint32_t word_tok;    /* the word that opens the matter */
    float confidence;     /* how likely it is right (ledger/sift.h); 1 where nobody judged */
    struct str sift_rule; /* the features that weighed most for that; empty: nobody judged */
};

/* 0 for deals and memberships: their stage says it. */
static inline int ledger_sign(const struct ledger_entry *e)
{
    return e->kind == LEDGER_DEAL || e->kind == LEDGER_MEMBERSHIP ? 0 : e->sign;
}

/* ---- the document ------------------------------------------------------------------------------------------- */

struct doc {
    struct arena *arena;   /* holds all that is below; owned by whoever made the document */
    struct arena *scratch; /* a stage's working memory; the pipeline clears it after each stage */

    /* ingest: what is known about the document; empty = unknown */
    struct str id, url, title, publisher, author, lang;
    int32_t date;                     /* days since 1970-01-01, DAY_NONE unknown */
    struct str title_from, date_from; /* of a page: the tag or rule that told */
    enum genre genre;                 /* event */
    struct str text;                  /* valid UTF-8, immutable, no NUL */
    uint32_t n_bad_bytes;             /* bytes that were replaced by U+FFFD, NULs included */
    uint32_t n_cut;                   /* text: sentences over its limit, which it cut */
    uint64_t content_hash;            /* of the text */
    struct fingerprint fingerprint;   /* to find reprints by */
    struct str duplicate_of;          /* store: id of the document that this one reprints; empty: none, or not known */
    bool foreign;                     /* not in English, by its words; lang says what. Not coded */
    bool pretokenized;                /* one sentence a line, tokens parted by blanks */

    ARRAY_OF(struct block) block;         /* ingest */
    ARRAY_OF(struct sent) sent;           /* text */
    ARRAY_OF(struct tok) tok;             /* text, syntax */
    ARRAY_OF(struct mention) mention;     /* actor */
    ARRAY_OF(struct statement) statement; /* statement */
    ARRAY_OF(struct event) event;         /* event */
    ARRAY_OF(struct event) doubted;       /* event: left out, where asked for; what points at other such ones is NONE */
    ARRAY_OF(struct ledger_entry) ledger; /* ledger */
    ARRAY_OF(struct ledger_entry) ledger_doubted; /* ledger: left out as too unlikely */
};

/* An empty document in the arena; both arenas must outlive it. */
struct doc *doc_new(struct arena *arena, struct arena *scratch);

static inline struct str doc_slice(const struct doc *d, struct span s)
{
    return span_given(s) ? str_slice(d->text, s.start, s.end) : STR_NONE;
}
static inline struct str tok_str(const struct doc *d, uint32_t tok)
{
    return doc_slice(d, d->tok.v[tok].span);
}

/* Fills first_child and next_sibling of tokens [first, end) from their heads. Called by syntax/ for each sentence. */
void doc_link_children(struct doc *d, uint32_t first_tok, uint32_t end_tok);

/* The tokens below tok, itself included, as [*out_first, *out_end) in text order (the hull, should the tree be
 * non-projective). */
void doc_subtree(const struct doc *d, uint32_t tok, uint32_t *out_first, uint32_t *out_end);

/* First dependent of tok with that relation, NONE if there is none. */
uint32_t tok_child(const struct doc *d, uint32_t tok, enum deprel rel);

/* A mention without a code for a noun phrase that fills a slot; gives the existing mention where head_tok already has
 * one. */
uint32_t doc_add_filler(struct doc *d, uint32_t head_tok);

/* The statements [first, end) among which are all whose content holds the byte; few of the others are. */
void doc_statements_at(const struct doc *d, uint32_t byte, uint32_t *out_first, uint32_t *out_end);

/* The noun phrase of a head: from its determiner to its last of- or in-phrase, without apposition, relative clause,
 * coordination. */
struct span doc_phrase(const struct doc *d, uint32_t head_tok);

/* The day an event counts for in series: the last of its own date; else, where it is asserted and current, the
 * document's (*by_document). An undated past event has none, never the document's. */
int32_t event_day(const struct doc *d, const struct event *e, bool *by_document);

/* for (uint32_t c = tok_first_child(d, t); c != NONE; c = tok_next(d, c)) */
static inline uint32_t tok_first_child(const struct doc *d, uint32_t tok)
{
    return d->tok.v[tok].first_child;
}
static inline uint32_t tok_next(const struct doc *d, uint32_t tok)
{
    return d->tok.v[tok].next_sibling;
}

#endif
