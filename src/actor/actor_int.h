/* actor/actor_int.h - the lists in memory and the working data of one document. Only actor/ includes this.
 *
 * Life: struct actors is opened once by actors_load and constant from then on. Its arrays hold no pointers, so that
 * compiled.c can write them to a file as they are and map them from there; a string is a place in actors.pool.
 * Everything that begins with `struct work` belongs to one actor_find call and lives in doc->scratch.
 */
#ifndef ENTENTE_ACTOR_ACTOR_INT_H
#define ENTENTE_ACTOR_ACTOR_INT_H

#include "actor/actor.h"
#include "base/file.h"
#include "base/map.h"

/* A string of the lists: bytes of actors.pool. */
struct pooled {
    uint32_t at, n;
};

/* ---- the lists ---------------------------------------------------------------------------------------------- */

enum entry_kind {
    ENTRY_COUNTRY,
    ENTRY_ORG,
    ENTRY_PERSON,
    ENTRY_GROUP,
    ENTRY_BODY,
    ENTRY_PLACE,
    ENTRY_NATION,
    ENTRY_AGENT,
    N_ENTRY_KINDS
};

enum refer { REFER_NONE, REFER_GROUP, REFER_STATE, REFER_ORG, REFER_PERSON };

struct role {
    struct pooled code, office;
    struct date_range when;
};

struct entry {
    enum entry_kind kind;
    enum refer refer;     /* agents that stand for actors named before */
    char gender;          /* persons: 'm', 'f', 0 unknown */
    bool prefix;          /* agents written "+XXX" */
    bool institution;     /* agents made from a template: a ministry, not a person */
    struct pooled code;   /* as written; agents: sectors only */
    struct pooled name;   /* canonical */
    struct pooled home;   /* first of them; empty: none */
    struct pooled sector; /* groups: added unless the code holds it */
    struct pooled place_type;
    struct pooled acts; /* places with a government of their own: the code it acts under, else empty */
    struct date_range exists;
    uint32_t first_role, n_roles; /* in actors.role, as listed */
    double lat, lon;              /* NAN unknown */
    uint32_t line;
    uint16_t file;
};

/* One way to write one entry. Ordered from the surest down: ambiguity is settled in this order where nothing else does.
 */
enum sense_kind {
    SENSE_NAME,
    SENSE_FORMER,
    SENSE_ADJECTIVE,
    SENSE_DEMONYM,
    SENSE_SEAT,
    SENSE_CAPITAL,
    SENSE_ALONE,
    SENSE_AGENT,
    SENSE_WEAK,
    SENSE_LAST, /* last name of a listed person: counts only after a title that fits, or once the person was named */
};

enum { MAX_NAME_PIECES = 16 };

enum shape {
    SHAPE_OTHER,
    SHAPE_LOWER,
    SHAPE_CAPITAL,
    SHAPE_UPPER,
    SHAPE_MIXED
}; /* how the letters of a piece are cased */

struct sense {
    uint32_t next; /* further senses of the same name, NONE */
    uint32_t entry;
    struct pooled form; /* as written in the list */
    struct pooled code; /* of a seat, else empty */
    double lat, lon;    /* of a capital */
    uint64_t shapes;    /* enum shape of each piece, 4 bits, first piece lowest */
    uint8_t kind;       /* enum sense_kind */
    uint8_t number;     /* agents and demonyms: 1 singular, 2 plural, 3 either */
    uint8_t n_pieces;
    bool needs_hyphen;  /* "Sino": a prefix form */
    bool needs_article; /* "the States" */
};

struct box { /* where the places of a country may lie; a country may have several */
    struct pooled code;
    double south, west, north, east;
};

struct node {
    uint32_t first_sense;
    bool inner; /* longer names go on from here */
};

struct link { /* one edge of the trie in an open-addressing table */
    uint32_t node, word, child;
};

/* String -> number in open addressing; hash 0 marks a free slot. */
struct pool_slot {
    struct pooled key;
    uint32_t hash, value;
};
struct pool_map {
    ARRAY_OF(struct pool_slot) slot; /* n = cap, a power of two */
    uint32_t n_keys;
};

/* Closed classes of English words that the rules ask for; the words are in lang/en/actors/grammar.txt. One bit each. */
enum word_class {
#define WORD_CLASS(id, written) WC_##id,
#include "actor/word_classes.def"
#undef WORD_CLASS
    N_WORD_CLASSES
};

struct actors {
    struct arena arena;
    struct file_map compiled;     /* what the arrays are views of; empty: they are in the arena */
    ARRAY_OF(char) pool;          /* all strings */
    ARRAY_OF(struct pooled) file; /* as shown in messages: the folder's name for it */
    ARRAY_OF(struct entry) entry; /* entry and sense 0 are empty: a person that no list names */
    ARRAY_OF(struct role) role;
    ARRAY_OF(struct box) box;
    ARRAY_OF(struct sense) sense;
    ARRAY_OF(struct node) node;    /* node 0 is the root */
    ARRAY_OF(uint64_t) word_class; /* by word: bits 1 << enum word_class; word 0 is unknown */
    struct pool_map word;          /* folded piece -> word */
    struct pool_map country;       /* code -> entry of the country, nation or body that bears it */
    ARRAY_OF(struct link) link;    /* n = cap, a power of two */
    uint32_t n_links;
    ARRAY_OF(struct pooled) problem;     /* "file:line: what", found while loading */
    struct problems dictionary_problems; /* the same of --actors and --agents */
};

const char *entry_kind_name(enum entry_kind k);

/* pool.c: the strings. A view is good until the next pool_add. */
static inline struct str pool_str(const struct actors *a, struct pooled p)
{
    return (struct str){a->pool.v + p.at, p.n};
}
struct pooled pool_add(struct actors *a, struct str s); /* what lies in the pool already is not copied */
void pool_map_init(struct actors *a, struct pool_map *m, uint32_t n_slots); /* a power of two */
uint32_t pool_map_find(const struct actors *a, const struct pool_map *m, struct str key, uint32_t if_absent);
void pool_map_add(struct actors *a, struct pool_map *m, struct str key, uint32_t value); /* the first value stays */

/* list_source.c */
struct list_source { /* the text files of a folder */
    struct str *name;
    struct file_map *map;
    uint32_t n;
    uint64_t hash; /* of names and bytes */
};
enum status list_source_open(const char *dir, const char *ending, struct arena *arena, struct list_source *out,
                             struct fault *f) MUST_CHECK;
void list_source_close(struct list_source *s);

/* compiled.c: the lists as a file, our arrays as they are in memory, for the program that wrote it. False: there is
 * none, or it is of other lists or another program, or damaged; nothing was changed. */
bool compiled_open(struct actors *a, const char *path, uint64_t source_hash);
void compiled_thaw(struct actors *a); /* before anything is added: copies the arrays into the arena */
enum status compiled_write(const struct actors *a, const char *path, uint64_t source_hash, struct fault *f) MUST_CHECK;

/* lexicon.c: pieces, folding, the trie */
struct piece {
    struct span span;
    uint32_t tok;
    uint32_t word;      /* 0: in no list */
    uint8_t shape;      /* enum shape */
    bool hyphen_before; /* a hyphen joins it to the piece before */
    bool space_before;
};
/* Cuts text[*at..] into its next piece: a run of letters and digits, or one other character. Hyphens are skipped and
 * noted. False at end. */
bool piece_next(struct str text, uint32_t *at, struct piece *out);
uint32_t lexicon_word(const struct actors *a, struct str piece); /* 0 when no list holds it */
uint32_t lexicon_word_add(struct actors *a, struct str piece);
uint32_t lexicon_child(const struct actors *a, uint32_t node, uint32_t word); /* NONE */
void lexicon_init(struct actors *a);
/* Adds a name with its sense; sense->shapes and n_pieces are filled here. False: no pieces, or too many. */
bool lexicon_add(struct actors *a, struct str form, struct sense sense);
static inline bool word_is(const struct actors *a, uint32_t word, enum word_class c)
{
    return a->word_class.v[word] >> c & 1;
}

/* actor_search.c: the territory that a sense names; false: it names none. Strings live as long as the lists. */
bool sense_place(const struct actors *a, const struct sense *s, struct actor_place *out);

/* name_code.c: what code an entry has on a day */
struct actor_code code_on(const struct actors *a, const struct sense *s, int32_t day);
struct actor_code code_of_person(const struct actors *a, const struct entry *e, int32_t day);
struct str office_of_person(const struct actors *a, const struct entry *e, int32_t day); /* empty: none */
bool entry_holds(const struct actors *a, const struct entry *e, int32_t day);
/* office.c: whether the words of a role noun ("minister") name an office that the person has on the day in the country;
 * "": in any. */
bool office_is_named(const struct actors *a, const struct entry *person, int32_t day, const char *country,
                     struct str words);
void code_add_sectors(struct actor_code *c, const char sector[][4], unsigned n);
void code_only_country(struct actor_code *c);
bool code_has_sector(const struct actor_code *c, const char *sector);

/* ---- one document ------------------------------------------------------------------------------------------- */

enum unit_kind { UNIT_NAME, UNIT_AGENT, UNIT_PREFIX, UNIT_REFER, UNIT_PERSON }; /* PERSON: no list has the name */

enum { MAX_OWNERS = 8 };

struct unit { /* a matched name or role noun */
    enum unit_kind kind;
    uint32_t sent;
    uint32_t first_tok, last_tok; /* inclusive */
    uint32_t head_tok;
    struct span span;
    uint32_t sense; /* chosen; 0, an empty one of an empty entry, for UNIT_PERSON */
    uint32_t node;  /* of the trie, for its other senses */
    uint32_t first_piece, end_piece;
    struct actor_code code;
    bool dropped;    /* ambiguity settled against it */
    bool introduced; /* a last name whose bearer the text names in full */
    bool compound;   /* joined by a hyphen to something that is no actor ("pro-Russian"): gives no country */
    bool is_place;
    bool plural;
    bool resolved, resolving;
    bool absorbed;   /* a title that went into the mention of its name */
    bool owned;      /* gave its country to a bigger mention */
    bool indefinite; /* "a minister", "two ministers" */
    bool definite;   /* "the minister" */
    bool possessive; /* its owner stands in the genitive */
    bool former;
    struct str prefix[3]; /* sectors of prefix words ("opposition") */
    uint8_t n_prefixes;
    enum refer refer;           /* UNIT_REFER, and role nouns that may stand for one named before ("the president") */
    uint32_t np_first, np_last; /* role nouns: tokens of the noun phrase with its owners */
    uint32_t owner[MAX_OWNERS]; /* units that say whose ("Russian", "of the army") */
    uint8_t n_owners;
    bool owners_before;     /* they stand before the noun */
    uint32_t title;         /* unit of the title of a name, NONE */
    uint32_t possessor_tok; /* "its army": the pronoun */
    uint32_t office_of;     /* role nouns: sense of the body whose office it is where nobody's is named, 0 none */
    uint32_t mention;       /* first one made */
    uint32_t n_mentions;    /* made one after the other */
    uint32_t entity;        /* unit that first names the same actor; itself where none does */
    const struct rival *other;
    uint8_t n_others;
};

struct work {
    const struct actors *a;
    struct doc *d;
    int32_t day;
    ARRAY_OF(struct piece) piece;
    ARRAY_OF(struct unit) unit;
    uint32_t *unit_at;  /* by token: first unit that covers it, NONE */
    uint32_t *piece_at; /* by token: its first piece; n_tok + 1 long */
    uint8_t *caps_sent; /* by sentence: written in capitals */
    char home[4];       /* the country that the document speaks of most by far, else empty */
    uint32_t n_groups;
};

/* Does the sense fit the letters of the unit's pieces? */
bool unit_fits(const struct work *w, const struct unit *u, const struct sense *s);
enum unit_kind unit_kind_of(const struct entry *e);
void name_match(struct work *w);                  /* name_match.c: pieces -> units */
void name_choose(struct work *w);                 /* name_sense.c: which sense, which to drop */
void title_names(struct work *w);                 /* titles.c: names with titles or appositions, listed or not */
void place_mark(struct work *w);                  /* places.c: which names are only locations */
void role_resolve(struct work *w, uint32_t unit); /* roles.c: whose, and so what code */
struct actor_code role_code(const struct work *w, const struct unit *u,
                            uint32_t owner); /* with one owner; NONE: nobody's */
uint32_t head_between(const struct doc *d, uint32_t first,
                      uint32_t last); /* the token whose head lies outside; last if unclear */
bool unit_is_person(const struct work *w, const struct unit *u);
void mention_build(struct work *w); /* mentions.c */
void mention_sort(struct work *w);
struct mention *mention_add(struct work *w, struct unit *u); /* the unit's next mention; void after the next call */
void coref_link(struct work *w);                             /* coref.c: which mentions are the same actor */

/* ---- coref.c and anaphora.c: what was spoken of so far, in text order ----------------------------------------- */

enum ref_kind { REF_PERSON, REF_STATE, REF_BODY, REF_MANY };

struct ref {
    uint32_t mention, sent, tok;
    uint32_t office; /* agent entry of a person's title or of a role; 0 none */
    uint8_t kind;    /* enum ref_kind */
    char gender;
    bool subject, modifier, is_place;
};

struct known_name { /* a name the document itself introduced: a last name, an acronym */
    uint32_t mention;
    struct span full; /* where it was introduced in full */
    bool shared;      /* by two persons */
    bool acronym;
};

/* Who bore an office last, so that "the president" need not look through the whole document: among refs that are alike
 * in prominence the latest is always the best. */
enum { N_PROMINENCES = 4 }; /* is it a subject, is it a modifier */
struct bearers {
    uint32_t ref[N_PROMINENCES]; /* index, NONE */
};

/* Did the person of the lists ever hold an office of the country? (office.c) */
bool office_of_country(const struct actors *a, const struct entry *person, const char *country);

struct known_person { /* a person of the lists that was spoken of */
    uint32_t entry, entity;
    uint32_t ref; /* the last time by name */
};

struct coref {
    struct work *w;
    ARRAY_OF(struct ref) ref; /* by sentence */
    ARRAY_OF(struct bearers) bearers;
    struct map by_office;  /* office, kind and country -> bearers */
    ARRAY_OF(char) gender; /* by entity, the last one told; 0 none; may be shorter than there are entities */
    ARRAY_OF(struct known_person) listed;
    ARRAY_OF(struct known_name) known;
    struct map by_word; /* word as written -> known */
    struct map by_code; /* code of a body or state -> entity */
    uint32_t *by_entry; /* list entry -> entity */
    uint8_t *done;      /* by unit */
};

/* Adds a mention of what ref->mention names, for tokens [first, last]; its index. */
uint32_t coref_repeat(struct coref *c, uint32_t antecedent, uint32_t first, uint32_t last, enum how how);
void coref_note(struct coref *c, uint32_t mention, enum ref_kind kind, uint32_t office, char gender);
void anaphor_pronoun(struct coref *c, uint32_t tok);
void anaphor_phrase(struct coref *c, uint32_t unit); /* "the two countries", "the bloc" */
bool anaphor_role(struct coref *c,
                  uint32_t unit); /* "the president", "its army": true if it was tied to something before */
/* "the Spaniard": true if it was tied to a person named before who serves, or served, that country. */
bool anaphor_national(struct coref *c, uint32_t unit);
bool tok_is_subject(const struct doc *d, uint32_t tok);
/* Those of the kind with an office and code, of the country; country "": of any. NULL: there were none. */
const struct bearers *coref_bearers(const struct coref *c, uint32_t office, enum ref_kind kind, const char *country);

static inline const struct sense *unit_sense(const struct work *w, const struct unit *u)
{
    return &w->a->sense.v[u->sense];
}
static inline const struct entry *unit_entry(const struct work *w, const struct unit *u)
{
    return &w->a->entry.v[w->a->sense.v[u->sense].entry];
}
/* As the list writes it. */
static inline struct str unit_code(const struct work *w, const struct unit *u)
{
    return pool_str(w->a, unit_entry(w, u)->code);
}
/* Class of a token's first piece. */
static inline bool tok_is(const struct work *w, uint32_t tok, enum word_class c)
{
    uint32_t p = w->piece_at[tok];
    return p < w->piece_at[tok + 1] && word_is(w->a, w->piece.v[p].word, c);
}

#endif
