#include "base/file.h"
#include "codebook/codebook_int.h"

uint32_t lemma_number(struct codebook *c, struct str lemma)
{
    uint32_t found = map_find(&c->lemmas, lemma, NO_LEMMA);
    if (found != NO_LEMMA)
        return found;
    *map_put(&c->lemmas, str_copy(&c->arena, lemma), 0) = ++c->n_lemmas;
    return c->n_lemmas;
}

uint32_t lemma_find(const struct codebook *c, struct str lemma)
{
    return map_find(&c->lemmas, lemma, NO_LEMMA);
}

uint32_t class_number(struct codebook *c, struct str name)
{
    uint32_t found = map_find(&c->classes, name, NONE);
    if (found != NONE)
        return found;
    *map_put(&c->classes, str_copy(&c->arena, name), 0) = c->n_classes;
    return c->n_classes++;
}

static uint8_t pos_of_letter(char letter)
{
    switch (letter) {
    case 'v':
        return POS_V;
    case 'n':
        return POS_N;
    case 'a':
        return POS_A;
    case 'r':
        return POS_R;
    case 'p':
        return POS_P;
    case 'm':
        return POS_M;
    default:
        return POS_ANY;
    }
}

/* "talk.n", "may.aux", "if.mark", "carry_out.v", "air_strike.n", "off" (a particle: no pos) */
enum status word_read(struct codebook *c, struct str text, struct str where, struct cb_word *out, struct fault *f)
{
    uint32_t dot = text.n;
    while (dot > 0 && text.s[dot - 1] != '.')
        dot--;
    struct str lemma = dot ? str_slice(text, 0, dot - 1) : text;
    struct str pos = dot ? str_slice(text, dot, text.n) : STR_NONE;
    struct cb_word w = {.pos = POS_ANY, .cls = MAX_CLASSES};
    if (str_is(pos, "aux"))
        w.pos = POS_X;
    else if (str_is(pos, "mark"))
        w.pos = POS_M;
    else if (str_is(pos, "cc") || str_is(pos, "d"))
        w.pos = POS_D;
    else if (pos.n == 1)
        w.pos = pos_of_letter(pos.s[0]);
    if (!lemma.n || (pos.n && w.pos == POS_ANY))
        return fault_set(f, ST_ENVIRONMENT, "%.*s: \"%.*s\" is not a word with a part of speech (lemma.v, .n, .a, .r)",
                         STR_ARG(where), STR_ARG(text));
    struct str rest = lemma, first;
    str_cut(&rest, '_', &first);
    if (rest.s && (w.pos == POS_V || w.pos == POS_ANY)) { /* head first: carry_out */
        w.lemma = lemma_number(c, first);
        w.part = lemma_number(c, rest);
    } else if (rest.s) { /* head last: air_strike */
        uint32_t cut = lemma.n;
        while (lemma.s[cut - 1] != '_')
            cut--;
        w.lemma = lemma_number(c, str_slice(lemma, cut, lemma.n));
        w.part = lemma_number(c, str_slice(lemma, 0, cut - 1));
    } else {
        w.lemma = lemma_number(c, lemma);
    }
    *out = w;
    return OK;
}

enum status words_read(struct codebook *c, struct str text, struct str where, struct cb_words *out, struct fault *f)
{
    ARRAY_OF(struct cb_word) words = {0};
    struct str rest = text, piece;
    while (str_cut(&rest, '|', &piece)) {
        struct cb_word w = {.cls = MAX_CLASSES};
        if (str_is(text, "*"))
            break;
        if (piece.n > 1 && piece.s[0] == '@')
            w.cls = (uint16_t)class_number(c, str_slice(piece, 1, piece.n));
        else if (word_read(c, piece, where, &w, f))
            return f->status;
        *array_add(&c->arena, &words) = w;
    }
    *out = (struct cb_words){words.v, words.n};
    return OK;
}

/* "name = word word @class word": members are kept as pairs until all lemmas are known. */
static enum status class_line(struct codebook *c, struct str line, struct str where, struct fault *f)
{
    struct str rest = line, name, member;
    str_cut(&rest, '=', &name);
    name = str_trim(name);
    if (!rest.s || name.n < 2 || name.s[0] != '@')
        return fault_set(f, ST_ENVIRONMENT, "%.*s: expected \"@class = word word ...\"", STR_ARG(where));
    uint16_t cls = (uint16_t)class_number(c, str_slice(name, 1, name.n));
    while (str_cut(&rest, ' ', &member)) {
        if (!member.n)
            continue;
        struct cb_multi m = {.cls = cls, .word = {.cls = MAX_CLASSES}};
        if (member.s[0] == '@')
            m.word.cls = (uint16_t)class_number(c, str_slice(member, 1, member.n));
        else if (word_read(c, member, where, &m.word, f))
            return f->status;
        *array_add(&c->arena, &c->multi) = m;
    }
    return OK;
}

enum status classes_read(struct codebook *c, struct str text, struct str file, struct fault *f)
{
    struct buf whole = {0};
    struct lines l = lines_of(text);
    uint32_t number = 0;
    enum status status = OK;
    bool more = lines_next(&l);
    while (more && !status) {
        buf_clear(&whole);
        number = l.number;
        buf_add_str(&whole, l.line);
        while ((more = lines_next(&l)) && l.indented && l.line.s[0] == '\\') {
            buf_add_char(&whole, ' ');
            buf_add_str(&whole, str_slice(l.line, 1, l.line.n));
        }
        struct str where = str_format(&c->arena, "%.*s:%u", STR_ARG(file), number);
        status = class_line(c, buf_str(&whole), where, f);
    }
    buf_release(&whole);
    return status;
}

enum status classes_build(struct codebook *c, struct fault *f)
{
    if (c->n_classes > MAX_CLASSES)
        return fault_set(f, ST_ENVIRONMENT, "the codebook has %u word classes; the limit is %d", c->n_classes,
                         MAX_CLASSES);
    c->n_member = c->n_lemmas + 1;
    c->member = arena_zalloc(&c->arena, c->n_member * sizeof *c->member);
    c->in_multi = arena_zalloc(&c->arena, c->n_member * sizeof *c->in_multi);
    for (uint32_t i = 0; i < c->multi.n; i++) {
        const struct cb_multi *m = &c->multi.v[i];
        c->in_multi[m->word.lemma] |= m->word.part != NO_LEMMA;
        if (m->word.lemma && !m->word.part)
            c->member[m->word.lemma][m->word.pos][m->cls / 64] |= (uint64_t)1 << (m->cls % 64);
    }
    /* Classes that hold classes: repeated until nothing changes, at most as deep as there are classes. */
    for (uint32_t round = 0; round < c->n_classes; round++) {
        bool changed = false;
        for (uint32_t i = 0; i < c->multi.n; i++) {
            uint16_t inner = c->multi.v[i].word.cls, outer = c->multi.v[i].cls;
            if (inner >= MAX_CLASSES)
                continue;
            for (uint32_t w = 1; w < c->n_member; w++)
                for (uint32_t p = 0; p < N_WORD_POS; p++) {
                    uint64_t *row = c->member[w][p];
                    uint64_t bit = (uint64_t)1 << (outer % 64);
                    if ((row[inner / 64] >> (inner % 64) & 1) && !(row[outer / 64] & bit)) {
                        row[outer / 64] |= bit;
                        changed = true;
                    }
                }
        }
        if (!changed)
            break;
    }
    return OK;
}

static bool is_nominal(const struct doc *d, uint32_t tok)
{
    switch ((enum deprel)d->tok.v[tok].deprel) {
    case REL_OBJ:
    case REL_NSUBJ:
    case REL_NSUBJ_PASS:
    case REL_OBL:
    case REL_NMOD:
        return true;
    default:
        return tok_child(d, tok, REL_NMOD_POSS) != NONE;
    }
}

/* "aid cuts hurt clinics": a verb in a noun's place, with what only nouns have. */
static bool is_misread_noun(const struct doc *d, uint32_t tok)
{
    return is_nominal(d, tok) && (tok_child(d, tok, REL_COMPOUND) != NONE || tok_child(d, tok, REL_DET) != NONE ||
                                  tok_child(d, tok, REL_AMOD) != NONE);
}

uint8_t tok_pos(const struct doc *d, uint32_t tok)
{
    const struct tok *t = &d->tok.v[tok];
    switch ((enum upos)t->upos) {
    case UPOS_VERB:
        return is_misread_noun(d, tok) ? POS_N : POS_V;
    case UPOS_AUX:
        return t->deprel == REL_AUX || t->deprel == REL_AUX_PASS ? POS_X : POS_V;
    case UPOS_NOUN:
    case UPOS_PROPN:
    case UPOS_SYM:  /* "gave $5 million" */
    case UPOS_INTJ: /* "said yes" */
        return POS_N;
    case UPOS_ADJ:
        return is_nominal(d, tok) ? POS_N : POS_A;
    case UPOS_ADV:
    case UPOS_PART: /* "not" */
        return POS_R;
    case UPOS_ADP:
        return POS_P;
    case UPOS_SCONJ:
        return POS_M;
    case UPOS_DET: /* "said no" */
        return is_nominal(d, tok) ? POS_N : POS_D;
    case UPOS_CCONJ:
        return POS_D;
    default:
        return POS_ANY;
    }
}

/* Taggers waver between a participle and an adjective, between what a thing is called and how it is ("took hostage",
 * "stood firm", "turned its back"), and between a preposition and a conjunction: the relation decides. "itself" is a
 * noun here. */
static bool pos_fits(const struct doc *d, uint32_t tok, uint8_t wanted)
{
    const struct tok *t = &d->tok.v[tok];
    uint8_t pos = tok_pos(d, tok);
    if (wanted == POS_ANY || wanted == pos)
        return true;
    if (wanted == POS_A)
        return (pos == POS_V && (t->xpos == XPOS_VBN || t->xpos == XPOS_VBG)) ||
               (pos == POS_N && t->deprel == REL_XCOMP);
    if (wanted == POS_N)
        return t->upos == UPOS_PRON || t->deprel == REL_OBJ ||
               ((pos == POS_A || pos == POS_R) && t->deprel == REL_XCOMP);
    if (wanted == POS_M || wanted == POS_P)
        return t->deprel == REL_MARK || t->deprel == REL_CASE || t->deprel == REL_CC || t->deprel == REL_FIXED ||
               tok_child(d, tok, REL_FIXED) != NONE;
    if (wanted == POS_X)
        return t->deprel == REL_AUX;
    return wanted == POS_D && (t->deprel == REL_CC_PRECONJ || t->deprel == REL_DET);
}

/* The last part of a word with a hyphen ("the go-ahead", "live-fire drills") that match_begin took as a whole: its tag
 * is that of the part and says nothing. */
static bool is_whole(const struct match_sent *s, uint32_t tok)
{
    return tok >= s->first_tok + 2 && str_is(tok_str(s->doc, tok - 1), "-") &&
           lemma_at(s, tok) != lemma_find(s->codebook, s->doc->tok.v[tok].lemma);
}

static bool has_part(const struct match_sent *s, uint32_t tok, const struct cb_word *w)
{
    const struct doc *d = s->doc;
    for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c)) {
        if (lemma_at(s, c) == w->part)
            return true;
        /* engage_in: the preposition stands below the verb's oblique */
        uint32_t preposition = tok_child(d, c, REL_CASE);
        if (w->pos == POS_V && preposition != NONE && lemma_at(s, preposition) == w->part)
            return true;
    }
    if (w->pos == POS_V || tok == s->first_tok)
        return false;
    bool hyphen = tok >= s->first_tok + 2 && str_is(tok_str(d, tok - 1), "-"); /* "air-strike" */
    return lemma_at(s, hyphen ? tok - 2 : tok - 1) == w->part;
}

static bool class_at(const struct match_sent *s, uint32_t tok, uint32_t cls)
{
    uint32_t lemma = lemma_at(s, tok);
    if (lemma == NO_LEMMA || lemma >= s->codebook->n_member)
        return false;
    uint64_t(*row)[MAX_CLASSES / 64] = s->codebook->member[lemma];
    uint8_t pos = tok_pos(s->doc, tok);
    uint64_t bits = row[pos][cls / 64] | row[POS_ANY][cls / 64];
    if (bits >> (cls % 64) & 1)
        return true;
    for (uint32_t i = 0; s->codebook->in_multi[lemma] && i < s->codebook->multi.n; i++) {
        const struct cb_multi *m = &s->codebook->multi.v[i];
        if (m->cls == cls && m->word.part && m->word.lemma == lemma && word_at(s, tok, &m->word))
            return true;
    }
    return false;
}

bool word_at(const struct match_sent *s, uint32_t tok, const struct cb_word *w)
{
    if (w->cls < MAX_CLASSES)
        return class_at(s, tok, w->cls);
    if (lemma_at(s, tok) != w->lemma)
        return false;
    if (!pos_fits(s->doc, tok, w->pos) && !is_whole(s, tok))
        return false;
    return !w->part || has_part(s, tok, w);
}

bool words_at(const struct match_sent *s, uint32_t tok, const struct cb_words *w)
{
    for (uint32_t i = 0; i < w->n; i++)
        if (word_at(s, tok, &w->v[i]))
            return true;
    return w->n == 0;
}

bool class_has(const struct match_sent *s, struct str name, uint32_t tok)
{
    uint32_t cls = map_find(&s->codebook->classes, name, NONE);
    return cls != NONE && class_at(s, tok, cls);
}

uint32_t counted_noun(const struct match_sent *s, uint32_t tok)
{
    const struct doc *d = s->doc;
    uint8_t upos = d->tok.v[tok].upos;
    if (upos != UPOS_NUM && upos != UPOS_SYM && !class_has(s, STR("quantity"), tok))
        return NONE;
    for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c)) {
        uint32_t preposition = d->tok.v[c].deprel == REL_NMOD ? tok_child(d, c, REL_CASE) : NONE;
        if (preposition != NONE &&
            (str_eq_nocase(tok_str(d, preposition), STR("of")) || str_eq_nocase(tok_str(d, preposition), STR("in"))))
            return c;
    }
    return NONE;
}
