/* codebook/codebook.h - the codebook: read, checked, compiled, and matched against trees.
 *
 * Takes lang/en/codebook/ (docs/formats/codebook.md). Gives, for a parsed sentence, every place where an entry's words
 * stand in its frame: which tokens were matched, which tokens fill its roles; and for a token, what governs its status
 * (signatures). Fails on a malformed entry with file and line. Cost: one hash lookup a token, then work only where an
 * anchor word stands. Constant and shared by threads. Not: actor codes, status, voice, which of several matches wins
 * (event/).
 */
#ifndef ENTENTE_CODEBOOK_CODEBOOK_H
#define ENTENTE_CODEBOOK_CODEBOOK_H

#include "base/fault.h"
#include "base/problems.h"
#include "record/record.h"

struct codebook;

enum status codebook_load(const char *dir, const char *extra_dir, struct codebook **out, struct fault *f) MUST_CHECK;
/* Verb dictionaries of TABARI and PETRARCH (docs/formats/dictionaries.md), read after our entries. */
struct verb_dictionaries {
    const char *const *path;
    uint32_t n;
    bool in_place; /* of our entries; word classes, signatures and reporting words are still ours */
};
/* As codebook_load; more may be NULL. ST_ENVIRONMENT when one of its files is no such dictionary. */
enum status codebook_load_with(const char *dir, const char *extra_dir, const struct verb_dictionaries *more,
                               struct codebook **out, struct fault *f) MUST_CHECK;
/* What could not be mapped. Lives as long as the codebook. */
const struct problems *codebook_verb_problems(const struct codebook *c);
void codebook_free(struct codebook *c);
struct str codebook_version(const struct codebook *c); /* 16 hex digits: a hash of all its files */

/* ---- entries, for `entente codebook` and for messages ------------------------------------------------------- */

enum role { ROLE_NONE, ROLE_S, ROLE_T, ROLE_ST, ROLE_C };

struct codebook_example {
    struct str sentence;
    struct str wanted; /* "IND ACCUSE PAK ; …"; empty for a near miss */
    bool near_miss;
    uint32_t line;
};

/* What an entry of ledger.txt opens, or tells of what another entry opens. */
struct ledger_rule {
    enum ledger_kind kind; /* LEDGER_NONE: it tells of what stands in its C slot, or (an obstacle) near by */
    enum ledger_stage stage;
    enum ledger_outcome outcome; /* where the words tell it: void; OUTCOME_OPEN */
    enum ledger_role role[5];    /* by enum role: what the party in the slot is; PARTY_NONE: as usual for the kind */
    struct str subject;          /* "arms" */
    struct str obstacle;         /* "price"; empty: no obstacle */
    float certainty;             /* NAN: by the measure of factuality */
    bool delay, vague;
    bool negative; /* "unlikely": what it foretells will not be */
    bool itself;   /* the anchor names the matter, no C slot does: "the planned alliance" */
};

struct codebook_entry { /* strings live as long as the codebook */
    struct str rule;    /* "accuse.txt:12 accuse.v" */
    struct str file;
    struct str definition; /* the entry's line as written */
    uint32_t line;
    enum event_type type;
    struct str mode;
    char cameo[5];
    struct str context[4];
    uint8_t n_contexts;
    bool symmetric;
    bool joint; /* symmetric between those who act together; of one who acts and one acted on, only that way */
    enum event_status content; /* status of what stands in its C slot */
    enum role content_actor;   /* C(S), C(T), C(ST): the understood actor of the content; ROLE_NONE: not said */
    struct ledger_rule ledger; /* entries of ledger.txt only */
    const struct codebook_example *example;
    uint32_t n_examples;
};

uint32_t codebook_size(const struct codebook *c);
const struct codebook_entry *codebook_entry(const struct codebook *c, uint32_t i);

/* Entries of ledger.txt, which are matched by match_ledger_at alone. */
uint32_t codebook_ledger_size(const struct codebook *c);
const struct codebook_entry *codebook_ledger_entry(const struct codebook *c, uint32_t i);

/* What is wrong with the entries by themselves, a line each into out: no example; the words and frame of an earlier
 * entry, which would always win. Their number. Cost O(entries squared). */
uint32_t codebook_lint(const struct codebook *c, struct buf *out);

/* Goldstein value of a CAMEO code (NAN unknown) and our definition of it (empty unknown). */
float codebook_goldstein(const struct codebook *c, struct str cameo);
struct str codebook_definition(const struct codebook *c, struct str cameo);

/* The i-th CAMEO code that is an event, and the PLOVER type it comes to; false past the last. */
bool codebook_code(const struct codebook *c, uint32_t i, struct str *out_code, enum event_type *out_type);

/* Signs of genre (genre.txt): lower-case phrase, how much it weighs for which genre; false past the last. */
struct genre_sign {
    enum genre genre;
    int weight;
    bool at_line_start; /* counts only there ("^joint statement") */
    struct str phrase;  /* at least one byte */
};
bool codebook_genre_sign(const struct codebook *c, uint32_t i, struct genre_sign *out);

/* ---- matching ----------------------------------------------------------------------------------------------- */

enum { MAX_FILLERS = 12, MAX_MATCH_WORDS = 6, MAX_CANDIDATES = 64 };

struct match_filler {
    enum role role;
    uint32_t tok;
};

struct match {
    const struct codebook_entry *entry;
    uint32_t anchor_tok;
    uint32_t word_tok[MAX_MATCH_WORDS]; /* anchor and companions */
    uint32_t n_words;
    struct match_filler filler[MAX_FILLERS];
    uint32_t n_fillers;
    float score;   /* more fixed words and fewer guesses: higher */
    float guesses; /* what the guesses in it cost, 0: none */
};

/* Why an entry whose anchor stands at a token did not fit; for explain. */
struct match_miss {
    const struct codebook_entry *entry;
    uint32_t anchor_tok;
    struct str reason; /* "no obj:talk.n", "nothing fills T" */
};
struct match_trace {
    struct arena *arena;
    ARRAY_OF(struct match_miss) miss;
};

/* A sentence prepared for matching: lemma numbers of its tokens. Lives in doc->scratch. */
struct match_sent {
    const struct codebook *codebook;
    const struct doc *doc;
    uint32_t first_tok, end_tok;
    const uint32_t *lemma; /* by token - first_tok */
};
void match_begin(const struct codebook *c, const struct doc *d, uint32_t sent, struct match_sent *out);

/* All entries that fit with their anchor at tok, best first; their number, at most max. trace may be NULL. */
uint32_t match_at(const struct match_sent *s, uint32_t tok, struct match *out, uint32_t max, struct match_trace *trace);

/* The same for the entries of ledger.txt. */
uint32_t match_ledger_at(const struct match_sent *s, uint32_t tok, struct match *out, uint32_t max);

/* ---- contexts (contexts.txt) ---------------------------------------------------------------------------------- */

enum { MAX_CONTEXTS = 48 };
uint32_t codebook_n_contexts(const struct codebook *c);
struct str codebook_context(const struct codebook *c, uint32_t i); /* "military" */
/* Adds to weight[i] what the words and phrases that end at tok say for context i. */
void context_weigh(const struct match_sent *s, uint32_t tok, unsigned weight[MAX_CONTEXTS]);

/* ---- who fills a slot --------------------------------------------------------------------------------------- */

/* The mentions that a slot filler stands for: those whose head it is, those coordinated with it, else those inside its
 * phrase ("Pakistan's positions", with places also "villages in Lebanon"). Their number, at most max. */
uint32_t filler_mentions(const struct doc *d, uint32_t tok, bool places, uint32_t *out, uint32_t max);

/* Does a place inside a filler's phrase say whose it is? Villages in Lebanon are Lebanese, and rebels in Chad Chadian,
 * but an attack on Turkey is not Turkey's act. */
bool place_tells_actor(const struct match_sent *s, enum role role, uint32_t tok);

/* ---- signatures: what governs the status of an event -------------------------------------------------------- */

enum construction { CON_INF = 1, CON_THAT = 2, CON_ING = 4, CON_OBJ = 8, CON_ANY = 16, CON_PREP = 32, CON_BARE = 64 };

struct signature {
    enum event_status status;
    bool has_status; /* false: only the voice */
    enum voice voice;
    bool has_voice;
    bool is_phrase;  /* of several words, of which the last is looked up: "not only" */
    bool firm;       /* a denial of the word leaves it standing: "did not know that", "if ... not" */
    struct str rule; /* "signatures.txt:40 plan.v" */
};

/* The signature of the word at governor for something that stands in one of the constructions below it (bits; prep:
 * lower-case preposition for CON_PREP, else empty); false if there is none. */
bool signature_find(const struct match_sent *s, uint32_t governor, unsigned constructions, struct str prep,
                    struct signature *out);

/* The i-th signature and its example ("sentence => word status"; empty where it has none); false past the last. */
bool signature_get(const struct codebook *c, uint32_t i, struct str *out_rule, struct str *out_example);

/* A number of the measure of factuality (factuality.tsv); 0 where there is none of that name. */
float codebook_weight(const struct codebook *c, struct str name);

/* Is the word at tok in the class "name" (without @)? False also for an unknown class. */
bool class_has(const struct match_sent *s, struct str name, uint32_t tok);

/* The understood subject of a verb: its own, that of the verb it is coordinated with, of its controller, the noun its
 * relative or participial clause describes; NONE. *out_passive: the subject undergoes the act. */
uint32_t verb_subject(const struct doc *d, uint32_t verb, bool *out_passive);

#endif
