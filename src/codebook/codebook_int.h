/* codebook/codebook_int.h - what the files of codebook/ share. Lemmas, prepositions and class names are numbers here.
 */
#ifndef ENTENTE_CODEBOOK_CODEBOOK_INT_H
#define ENTENTE_CODEBOOK_CODEBOOK_INT_H

#include "base/map.h"
#include "codebook/codebook.h"

enum word_pos {
    POS_ANY,
    POS_V,
    POS_N,
    POS_A,
    POS_R,
    POS_P,
    POS_X,
    POS_M,
    POS_D,
    N_WORD_POS
}; /* verb noun adjective adverb preposition auxiliary mark determiner */
enum { MAX_CLASSES = 256, NO_LEMMA = 0, MAX_ALTERNATIVES = 64, MAX_SLOTS = 10, MAX_COMPANIONS = 5, MAX_PREPS = 8 };

enum arg_rel {
    ARG_SUBJ,
    ARG_OBJ,
    ARG_IOBJ,
    ARG_PREP,
    ARG_INF,
    ARG_THAT,
    ARG_BARE, /* a clause in the subjunctive, which is ARG_THAT too: "insisted that Moscow withdraw" */
    ARG_ING,
    ARG_COMP,
    ARG_PRT,
    ARG_POSS,
    ARG_MOD,
    ARG_SUP,
    ARG_OBJ_MOD,
    ARG_PRT_OBJ, /* the object, should the preposition before it be a particle ("called in the ambassador") */
    N_ARG_RELS
};

struct cb_word {
    uint32_t lemma; /* NO_LEMMA: cls counts */
    uint32_t part;  /* carry_out: the particle or preposition; air_strike: the word before the head; NO_LEMMA none */
    uint16_t cls;
    uint8_t pos; /* enum word_pos */
};

struct cb_words {
    const struct cb_word *v;
    uint32_t n; /* 0: any word ("*") */
};

struct cb_rels {              /* one or more relations, parted by | in the file */
    uint32_t mask;            /* bits 1 << enum arg_rel */
    uint32_t prep[MAX_PREPS]; /* lemma numbers, for ARG_PREP */
    uint8_t n_preps;
};

struct cb_companion {
    struct cb_rels rels;
    struct cb_words words;
    bool negated;
};

struct cb_slot {
    struct cb_rels rels;
    enum role role;
    bool optional;
    enum { SLOT_ANYTHING, SLOT_ACTOR, SLOT_CLASS } want;
    uint16_t cls;
};

struct cb_entry {
    struct codebook_entry pub;
    struct cb_words anchor;
    struct cb_companion companion[MAX_COMPANIONS];
    struct cb_slot slot[MAX_SLOTS];
    uint8_t n_companions, n_slots;
    uint8_t anchor_pos;
};

struct cb_signature {
    struct cb_word word;
    uint32_t constructions; /* bits of enum construction */
    uint32_t prep[MAX_PREPS];
    uint8_t n_preps;
    struct str example;
    struct signature pub;
};

struct cb_multi { /* a class member of two words */
    uint16_t cls;
    struct cb_word word;
};

struct cb_refs {
    ARRAY_OF(uint32_t) v;
};

struct cameo_row {
    struct str code, mode, definition;
    enum event_type type; /* EV_NONE: a bare comment */
    float goldstein;
};

enum { MAX_CONTEXT_WORDS = 4 };
struct cb_context_word { /* a word or phrase of contexts.txt: its last word first */
    uint32_t lemma[MAX_CONTEXT_WORDS];
    uint8_t n_words, context, weight;
};

struct codebook {
    struct arena arena;
    struct map lemmas; /* lower-case lemma -> number from 1 */
    uint32_t n_lemmas;
    struct map classes; /* name -> number */
    uint32_t n_classes;
    uint64_t (*member)[N_WORD_POS][MAX_CLASSES / 64]; /* by lemma */
    uint32_t n_member;                                /* lemmas that had a row when it was built */
    ARRAY_OF(struct cb_multi) multi;
    bool *in_multi; /* by lemma: head of a class member of two words */
    ARRAY_OF(struct cb_entry) entry;
    ARRAY_OF(struct cb_entry) ledger; /* of ledger.txt */
    ARRAY_OF(struct cb_signature) signature;
    struct cb_refs *entries_by_lemma, *ledger_by_lemma, *signatures_by_lemma; /* [n_lemmas + 1] */
    struct map cameo;                                                         /* code -> index */
    ARRAY_OF(struct cameo_row) cameo_row;
    ARRAY_OF(struct genre_sign) genre_sign;
    struct problems verb_problems; /* of verb dictionaries */
    ARRAY_OF(struct cb_context_word) context_word;
    struct cb_refs *contexts_by_lemma; /* [n_lemmas + 1]: words and phrases that end with the lemma */
    struct str context[MAX_CONTEXTS];
    uint32_t n_contexts;
    struct map weight; /* name -> index */
    ARRAY_OF(float) weight_value;
    uint32_t support_class;
    uint64_t hash;
    struct str version;
};

/* words.c */
uint32_t lemma_number(struct codebook *c, struct str lemma); /* added when new */
uint32_t lemma_find(const struct codebook *c, struct str lemma);
/* "talk.n|@agreement|carry_out.v" -> alternatives; "*" -> any word. where: "file:line" for messages. */
enum status words_read(struct codebook *c, struct str text, struct str where, struct cb_words *out,
                       struct fault *f) MUST_CHECK;
enum status word_read(struct codebook *c, struct str text, struct str where, struct cb_word *out,
                      struct fault *f) MUST_CHECK;
enum status classes_read(struct codebook *c, struct str text, struct str file, struct fault *f) MUST_CHECK;
enum status classes_build(struct codebook *c, struct fault *f) MUST_CHECK; /* once all lemmas are known */
uint32_t class_number(struct codebook *c, struct str name);
/* What a token is used as, enum word_pos. An adjective in a noun's place ("launched an offensive") counts as a noun. */
uint8_t tok_pos(const struct doc *d, uint32_t tok);
bool word_at(const struct match_sent *s, uint32_t tok, const struct cb_word *w);
bool words_at(const struct match_sent *s, uint32_t tok, const struct cb_words *w);
/* "a series of raids", "$5 million in aid", "two rounds of talks": the noun that the one at tok counts; NONE. */
uint32_t counted_noun(const struct match_sent *s, uint32_t tok);
static inline uint32_t lemma_at(const struct match_sent *s, uint32_t tok)
{
    return s->lemma[tok - s->first_tok];
}

/* entries.c */
enum status entries_read(struct codebook *c, struct str text, struct str file, struct fault *f) MUST_CHECK;
/* text must live as long as the codebook. */
enum status verb_dictionary_read(struct codebook *c, struct str text, struct str file, struct fault *f) MUST_CHECK;
/* entries_read for ledger.txt. */
enum status ledger_read(struct codebook *c, struct str text, struct str file, struct fault *f) MUST_CHECK;
/* ledger_rule.c: the third field of such an entry. */
enum status ledger_rule_read(struct codebook *c, struct str text, struct str where, struct ledger_rule *out,
                             struct fault *f) MUST_CHECK;
/* signatures.c */
enum status signatures_read(struct codebook *c, struct str text, struct str file, struct fault *f) MUST_CHECK;

/* contexts.c */
enum status contexts_read(struct codebook *c, struct str text, struct str file, struct fault *f) MUST_CHECK;
void contexts_build(struct codebook *c); /* once all lemmas are known */
/* weights.c */
enum status weights_read(struct codebook *c, struct str text, struct str file, struct fault *f) MUST_CHECK;

/* frame.c */
enum { MAX_ARGS = 48 };
struct arg {
    uint8_t rel;   /* enum arg_rel */
    uint8_t cost;  /* 0 a plain dependent; more for guesses */
    uint32_t prep; /* lemma number, ARG_PREP only */
    uint32_t tok;
};
struct frame {
    struct arg v[MAX_ARGS];
    uint32_t n;
    bool passive;
};
void frame_of(const struct match_sent *s, uint32_t anchor, struct frame *out);

#endif
