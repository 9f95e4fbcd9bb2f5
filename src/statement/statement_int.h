/* statement/statement_int.h - what the files of statement/ share: the lexicon, quotations, cues, and drafts of
 * statements. */
#ifndef ENTENTE_STATEMENT_STATEMENT_INT_H
#define ENTENTE_STATEMENT_STATEMENT_INT_H

#include "base/map.h"
#include "statement/statement.h"

/* ---- the lexicon ----------------------------------------------------------------------------------------------- */

enum cue_flag {
    CUE_QUESTION = 1,
    CUE_DEMAND = 2,
    CUE_DENY = 4,
    CUE_BELIEVE = 8,
    CUE_TOPIC = 16,
    CUE_FORESEE = 32,
    CUE_GOES_ON = 64
};
enum speaker_class {
    CLASS_ANONYMOUS = 1,
    CLASS_MEDIA = 2,
    CLASS_DOCUMENT = 4,
    CLASS_VENUE = 8,
    CLASS_CHANNEL = 16,
    CLASS_DAY = 32,
    CLASS_ASKS = 64,
    CLASS_ANSWERS = 128
};

struct cue_entry {
    struct str lemma, rest; /* "point", "out"; rest is empty for one word */
    char pos;               /* v n a r p */
    int8_t stance, certainty;
    uint8_t flags;
    enum stance_kind kind; /* what the cue says of the speaker; STANCE_NONE: merely that he speaks */
    uint32_t next;         /* further entry with the same lemma and pos, NONE */
    struct str rule;       /* "reporting.txt:12" */
};

struct cue_example {
    struct str rule, text;
};

struct reporting {
    struct arena arena;
    ARRAY_OF(struct cue_entry) entry;
    ARRAY_OF(struct cue_example) example;
    struct map cue;       /* "say.v" -> index of the first entry */
    uint32_t begins[256]; /* by the first byte of a lemma: of which parts of speech there is one, a bit each */
    struct map class;     /* lower-case lemma -> enum speaker_class, or'ed */
};

/* The bit of v, n, a, r or p in reporting.begins. */
static inline uint32_t reporting_pos(char pos)
{
    return (uint32_t)1 << (pos - 'a');
}
uint8_t reporting_class(const struct reporting *r, struct str word);

/* ---- the document at work -------------------------------------------------------------------------------------- */

struct tok_range {
    uint32_t first, end;
};

enum { MAX_QUOTE_BLOCKS = 40 }; /* a quotation that is not closed by then was never meant to be closed */

struct quote {
    struct tok_range range; /* with the marks: from the opening mark to behind the closing one */
    uint32_t first_part, n_parts;
    bool closed, used;
    bool in_turn; /* inside what a speaker of an interview or transcript says */
};

struct cue {
    struct tok_range range; /* the words of the cue: auxiliaries, verb, particle */
    uint32_t tok;           /* the verb, noun or preposition */
    uint32_t entry;
    uint32_t speaker_tok;            /* head of the source, NONE */
    uint32_t content_tok;            /* head of the clause that tells the content, NONE */
    uint32_t object_tok, object_end; /* "described the plan as a trap": the object, and behind what is said of it */
    uint32_t topic_tok, topic_end;   /* "criticised the plan": the noun that is spoken of, and behind its phrase */
    uint32_t draft;                  /* of the direct quotation that it introduces, NONE */
};

/* A statement before it is written into the document. */
struct draft {
    struct statement s;
    uint32_t speaker_tok; /* NONE: unknown, or taken over from the draft before */
    uint32_t last_block;  /* where its content ends */
};

struct finder {
    const struct reporting *r;
    struct doc *d;
    ARRAY_OF(struct quote) quote;
    ARRAY_OF(struct tok_range) part; /* of quotes, without the marks */
    uint32_t *quote_of;              /* by token: the quote it lies in, marks included; NONE */
    ARRAY_OF(struct cue) cue;        /* by tok */
    ARRAY_OF(struct draft) draft;
    bool *named; /* by entity: a person whom the text names */
    uint32_t n_entities;
};

/* quote.c */
void quotes_find(struct finder *f);
void quotes_mend(struct finder *f); /* those whose closing mark was forgotten */

/* cue.c */
void cues_find(struct finder *f);
uint32_t cue_first_from(const struct finder *f, uint32_t tok); /* index of the first cue at or behind tok */
/* Who stands beside the cue in the text, where the tree tells nothing: "said Khan", "Khan said". */
uint32_t cue_speaker_beside(const struct finder *f, const struct cue *c);
/* Who does what the verb says: subject, taken over by conjoined and participial verbs; the agent of a passive; NONE. */
uint32_t cue_subject(const struct doc *d, uint32_t verb);

uint32_t cue_entry_at(const struct finder *f, uint32_t tok, uint32_t *out_end); /* entry of the lexicon, or NONE */
bool cue_quotes_others(const struct doc *d, uint32_t verb);                     /* quote, cite */
/* The first of two subjects that hang on one cue: it belongs to what is said. NONE. */
uint32_t cue_stray_subject(const struct doc *d, uint32_t verb);

/* speaker.c: source span, speaker, addressee, venue, channel, date of a cue. */
void speaker_fill(struct finder *f, struct draft *s, uint32_t speaker_tok, struct tok_range cue_range);
void circumstances_fill(struct finder *f, struct statement *s, uint32_t cue_tok);

/* statement.c: a draft without a cue or speaker; cue, speaker and circumstances put into it. */
struct draft draft_of(const struct finder *f, enum quote_kind kind, const struct span *part, uint32_t n_parts);
void draft_set_cue(struct finder *f, struct draft *s, const struct cue *c, uint32_t speaker_tok);

/* speaker.c, when all drafts are there and sorted: who "I" is in a quotation, who "he" is where actor/ left it open. */
void speakers_prepare(struct finder *f);
void speakers_settle(struct finder *f);

/* compared.c: "…, as the press had predicted": the clause that it is about, and who foretold it (as the cue's speaker).
 */
bool compared_find(const struct finder *f, struct cue *c, struct tok_range *out);

/* indirect.c, turn.c, direct.c */
void indirect_find(struct finder *f);
void turns_find(struct finder *f);
void use_quotes(struct finder *f, struct tok_range r); /* what is quoted there belongs to another statement */
void direct_find(struct finder *f);

static inline bool tok_is(const struct doc *d, uint32_t tok, const char *word)
{
    return str_eq_nocase(tok_str(d, tok), str_of(word));
}
static inline uint32_t block_of(const struct doc *d, uint32_t tok)
{
    return d->sent.v[d->tok.v[tok].sent].block;
}
static inline struct span range_span(const struct doc *d, struct tok_range r)
{
    return (struct span){d->tok.v[r.first].span.start, d->tok.v[r.end - 1].span.end};
}
static inline bool tok_is_punct(const struct doc *d, uint32_t tok)
{
    return d->tok.v[tok].upos == UPOS_PUNCT;
}

#endif
