/* text/text_int.h - what the files of text/ share: the loaded lists and the block at work. */
#ifndef ENTENTE_TEXT_TEXT_INT_H
#define ENTENTE_TEXT_TEXT_INT_H

#include "base/map.h"
#include "text/text.h"

enum abbreviation { ABBR_NONE, ABBR_TITLE, ABBR_NUMBER, ABBR_DATE, ABBR_MID, ABBR_ANY, ABBR_INITIAL };

enum {
    LIST_MAX_WORD_BYTES = 48, /* longer words are in no list */
    MAX_PIECES = 4            /* of a contraction */
};

/* The longest listed words are short: keys are lower-cased into a buffer of this kind on the stack. */
struct list_key {
    char s[LIST_MAX_WORD_BYTES];
    uint32_t n;
};

struct contraction {
    uint8_t n, end[MAX_PIECES]; /* where each piece ends, in bytes */
};

struct text_rules {
    struct arena arena;
    struct map abbreviation;                                                   /* -> enum abbreviation */
    struct map contraction;                                                    /* -> index into contractions */
    struct map prefix, hyphenated, unit, money_unit, host, file, starter, cue; /* sets */
    ARRAY_OF(struct contraction) contractions;
};

bool list_key_of(struct str word, struct list_key *out);
bool list_has(const struct map *m, struct str word);
uint32_t list_get(const struct map *m, struct str word, uint32_t if_absent);

/* What the tokenizer knows of a token beyond struct tok, for the sentence splitter; one for each token of the block. */
enum { END_NONE, END_STOP, END_STRONG, END_ABBREVIATION, END_ELLIPSIS };
struct tok_note {
    uint8_t end;  /* END_*: may close a sentence */
    uint8_t abbr; /* enum abbreviation */
    bool closing; /* closing quote or bracket */
    bool opening; /* opening quote or bracket */
    bool money;   /* sign of a currency */
};

struct splitter {
    const struct text_rules *r;
    struct doc *d;
    struct str t;                   /* the document's text */
    uint32_t start, end;            /* of the block, in bytes */
    uint32_t n_single_open;         /* opening single quotes not closed yet */
    bool double_open;               /* a straight double quote is open */
    ARRAY_OF(struct tok_note) note; /* in scratch */
    uint32_t no_mailbox_until,
        no_dots_until;  /* seen before: no address begins before these bytes, so they are not scanned again */
    uint32_t first_tok; /* note.v[i] is for token first_tok + i */
};

/* Tokens of [s->start, s->end), appended to doc->tok with their notes; sent is left for text_sentences. */
void text_tokens(struct splitter *s);
/* Cuts those tokens into sentences, appended to doc->sent. */
void text_sentences(struct splitter *s, uint32_t block);

/* Makes a sentence of tokens [first, end) of the document, or several where they are too many. */
/* Marks the words of a dateline at the start of tokens [first, end), its dash included (text_dateline.c). */
void text_mark_dateline(struct doc *d, uint32_t first, uint32_t end);
void text_close_sentence(struct splitter *s, uint32_t first, uint32_t end, uint32_t block);

/* One token; flags as in enum tok_flag. */
struct tok_note *text_add(struct splitter *s, uint32_t start, uint32_t end, uint8_t flags);
/* A run of letters, digits and connectors, cut into clitics, units and the like. */
void text_add_word(struct splitter *s, uint32_t start, uint32_t end);

bool cp_is_word(uint32_t c);
bool cp_is_apostrophe(uint32_t c);

#endif
