/* Reads entry files: "anchors companions : frame : event", then examples. The grammar is in docs/formats/codebook.md.
 */
#include "base/file.h"
#include "codebook/codebook_int.h"
#include "record/names.h"

static const struct {
    const char *name;
    enum arg_rel rel;
} RELATIONS[] = {
    {"subj", ARG_SUBJ}, {"obj", ARG_OBJ},         {"iobj", ARG_IOBJ}, {"inf", ARG_INF}, {"that", ARG_THAT},
    {"bare", ARG_BARE}, {"ing", ARG_ING},         {"comp", ARG_COMP}, {"prt", ARG_PRT}, {"poss", ARG_POSS},
    {"mod", ARG_MOD},   {"obj.mod", ARG_OBJ_MOD}, {"sup", ARG_SUP},
};

struct reading { /* where we are, for messages */
    struct codebook *c;
    struct str where;
    bool is_ledger;
    struct fault *f;
};

#define BAD(r, ...) fault_set((r)->f, ST_ENVIRONMENT, "%.*s: " __VA_ARGS__)

static enum status read_rels(struct reading *r, struct str text, struct cb_rels *out)
{
    struct str rest = text, name;
    *out = (struct cb_rels){0};
    while (str_cut(&rest, '|', &name)) {
        bool known = false;
        for (size_t i = 0; i < sizeof RELATIONS / sizeof RELATIONS[0]; i++)
            if (str_is(name, RELATIONS[i].name)) {
                out->mask |= 1u << RELATIONS[i].rel;
                known = true;
            }
        if (known)
            continue;
        if (!name.n || out->n_preps == MAX_PREPS)
            return BAD(r, "\"%.*s\" is not a list of relations (at most %d prepositions)", STR_ARG(r->where),
                       STR_ARG(text), MAX_PREPS);
        out->mask |= 1u << ARG_PREP;
        out->prep[out->n_preps++] = lemma_number(r->c, name);
    }
    return OK;
}

static enum role role_of(struct str name)
{
    return str_is(name, "S")    ? ROLE_S
           : str_is(name, "T")  ? ROLE_T
           : str_is(name, "ST") ? ROLE_ST
           : str_is(name, "C")  ? ROLE_C
                                : ROLE_NONE;
}

/* "T", "T?", "T@person", "C(T)?" */
static enum status read_role(struct reading *r, struct str text, struct cb_slot *slot, struct codebook_entry *pub)
{
    struct str s = text;
    if (s.n && s.s[s.n - 1] == '?') {
        slot->optional = true;
        s.n--;
    }
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.s[i] == '@') {
            struct str cls = str_slice(s, i + 1, s.n);
            slot->want = str_is(cls, "actor") ? SLOT_ACTOR : SLOT_CLASS;
            slot->cls = slot->want == SLOT_CLASS ? (uint16_t)class_number(r->c, cls) : 0;
            s = str_slice(s, 0, i);
        } else if (s.s[i] == '(') {
            pub->content_actor = role_of(str_slice(s, i + 1, s.n - 1));
            s = str_slice(s, 0, i);
        }
    }
    slot->role = role_of(s);
    if (slot->role == ROLE_NONE)
        return BAD(r, "\"%.*s\" is not a role (S, T, ST, C)", STR_ARG(r->where), STR_ARG(text));
    return OK;
}

/* One piece of the frame, either way round: "subj=S", "S=poss|mod", "obj=T@person?" */
static enum status read_slot(struct reading *r, struct str text, struct cb_entry *e)
{
    struct str right = text, left;
    str_cut(&right, '=', &left);
    if (!right.s || e->n_slots == MAX_SLOTS)
        return BAD(r, "\"%.*s\" is not relation=ROLE (at most %d of them)", STR_ARG(r->where), STR_ARG(text),
                   MAX_SLOTS);
    struct str bare = left;
    for (uint32_t i = 0; i < left.n; i++)
        if (left.s[i] == '@' || left.s[i] == '(' || left.s[i] == '?') {
            bare = str_slice(left, 0, i);
            break;
        }
    bool role_first = role_of(bare) != ROLE_NONE;
    struct cb_slot *slot = &e->slot[e->n_slots++];
    struct str rels = role_first ? right : left;
    if (role_first && rels.n && rels.s[rels.n - 1] == '?') {
        slot->optional = true;
        rels.n--;
    }
    if (read_role(r, role_first ? left : right, slot, &e->pub))
        return r->f->status;
    return read_rels(r, rels, &slot->rels);
}

static enum status read_companion(struct reading *r, struct str text, struct cb_entry *e)
{
    if (e->n_companions == MAX_COMPANIONS)
        return BAD(r, "more than %d companions", STR_ARG(r->where), MAX_COMPANIONS);
    struct cb_companion *k = &e->companion[e->n_companions++];
    k->negated = text.s[0] == '!';
    struct str words = k->negated ? str_slice(text, 1, text.n) : text, rels;
    str_cut(&words, ':', &rels);
    if (!words.s || !words.n)
        return BAD(r, "\"%.*s\" is not relation:word", STR_ARG(r->where), STR_ARG(text));
    if (read_rels(r, rels, &k->rels))
        return r->f->status;
    return words_read(r->c, words, r->where, &k->words, r->f);
}

static enum status read_trigger(struct reading *r, struct str text, struct cb_entry *e)
{
    struct str rest = text, piece;
    bool first = true;
    while (str_cut(&rest, ' ', &piece)) {
        if (!piece.n)
            continue;
        if (!first) {
            if (read_companion(r, piece, e))
                return r->f->status;
            continue;
        }
        first = false;
        if (words_read(r->c, piece, r->where, &e->anchor, r->f))
            return r->f->status;
        if (!e->anchor.n)
            return BAD(r, "\"*\" can be no trigger", STR_ARG(r->where));
        struct str file = e->pub.file;
        e->pub.rule = str_format(&r->c->arena, "%.*s:%u %.*s", STR_ARG(file), e->pub.line, STR_ARG(piece));
    }
    if (first)
        return BAD(r, "an entry without a trigger", STR_ARG(r->where));
    return OK;
}

static enum event_status content_by_type(enum event_type t)
{
    switch (t) {
    case EV_REQUEST:
        return EST_REQUESTED;
    case EV_THREATEN:
        return EST_THREATENED;
    case EV_REJECT:
        return EST_DENIED;
    case EV_ACCUSE:
        return EST_ASSERTED; /* alleged: claimed by somebody to have happened */
    default:
        return EST_PLANNED;
    }
}

/* "ACCUSE allege 112 military sym content=planned" */
static enum status read_event(struct reading *r, struct str text, struct codebook_entry *pub)
{
    struct str rest = text, word;
    unsigned at = 0;
    while (str_cut(&rest, ' ', &word)) {
        if (!word.n)
            continue;
        switch (at++) {
        case 0:
            if (str_is(text, "-")) /* no event: the words mean something else */
                return OK;
            pub->type = event_type_of(word);
            if (pub->type == EV_NONE)
                return BAD(r, "\"%.*s\" is not a PLOVER type", STR_ARG(r->where), STR_ARG(word));
            pub->content = content_by_type(pub->type);
            continue;
        case 1: {
            float ignored;
            if (str_is(word, "-"))
                continue;
            if (!event_mode_find(pub->type, word, &ignored))
                return BAD(r, "%s has no mode \"%.*s\"", STR_ARG(r->where), event_type_name(pub->type), STR_ARG(word));
            pub->mode = str_copy(&r->c->arena, word);
            continue;
        }
        case 2:
            if (word.n < 2 || word.n > 4 || (r->c->cameo_row.n && map_find(&r->c->cameo, word, NONE) == NONE))
                return BAD(r, "\"%.*s\" is not a CAMEO code of cameo.tsv", STR_ARG(r->where), STR_ARG(word));
            memcpy(pub->cameo, word.s, word.n);
            continue;
        default:
            break;
        }
        bool found;
        if (str_is(word, "sym"))
            pub->symmetric = true;
        else if (str_is(word, "joint"))
            pub->symmetric = pub->joint = true;
        else if (str_starts(word, STR("content="))) {
            struct str status = str_slice(word, 8, word.n);
            pub->content = str_is(status, "alleged") ? EST_ASSERTED : event_status_of(status, &found);
            if (!str_is(status, "alleged") && !found)
                return BAD(r, "\"%.*s\" is not a status", STR_ARG(r->where), STR_ARG(status));
        } else if (pub->n_contexts < 4)
            pub->context[pub->n_contexts++] = str_copy(&r->c->arena, word);
    }
    if (at < 3)
        return BAD(r, "the event needs a type, a mode or -, and a CAMEO code", STR_ARG(r->where));
    return OK;
}

/* In an entry with a particle the object may be what a parser read as a phrase with a preposition. */
static void allow_particle_object(struct cb_entry *e)
{
    bool particle = false;
    for (uint32_t i = 0; i < e->anchor.n; i++)
        particle |= e->anchor.v[i].pos == POS_V && e->anchor.v[i].part != NO_LEMMA;
    for (uint32_t i = 0; i < e->n_companions; i++)
        particle |= !e->companion[i].negated && e->companion[i].rels.mask & 1u << ARG_PRT;
    if (!particle)
        return;
    for (uint32_t i = 0; i < e->n_companions; i++)
        if (e->companion[i].rels.mask & 1u << ARG_OBJ)
            e->companion[i].rels.mask |= 1u << ARG_PRT_OBJ;
    for (uint32_t i = 0; i < e->n_slots; i++)
        if (e->slot[i].rels.mask & 1u << ARG_OBJ)
            e->slot[i].rels.mask |= 1u << ARG_PRT_OBJ;
}

static enum status read_definition(struct reading *r, struct cb_entry *e)
{
    /* Fields are parted by " : "; a colon inside a companion has no blanks around it. */
    struct str field[3] = {0}, line = e->pub.definition;
    uint32_t n = 0, from = 0;
    for (uint32_t i = 0; i + 2 < line.n && n < 2; i++)
        if (line.s[i] == ' ' && line.s[i + 1] == ':' && line.s[i + 2] == ' ') {
            field[n++] = str_slice(line, from, i);
            from = i + 3;
        }
    if (n != 2)
        return BAD(r, "an entry has three fields parted by \" : \"", STR_ARG(r->where));
    field[2] = str_slice(line, from, line.n);
    bool bad = r->is_ledger ? ledger_rule_read(r->c, field[2], r->where, &e->pub.ledger, r->f)
                            : read_event(r, field[2], &e->pub);
    if (bad || read_trigger(r, str_trim(field[0]), e))
        return r->f->status;
    struct str rest = str_trim(field[1]), piece;
    while (str_cut(&rest, ' ', &piece))
        if (piece.n && read_slot(r, piece, e))
            return r->f->status;
    allow_particle_object(e);
    e->anchor_pos = e->anchor.v[0].pos;
    return OK;
}

static enum status read_example(struct reading *r, struct str line, uint32_t number, struct codebook_example *out)
{
    out->near_miss = line.s[0] == '-';
    out->line = number;
    struct str body = str_trim(str_slice(line, 1, line.n));
    out->sentence = body;
    for (uint32_t i = 0; i + 1 < body.n; i++)
        if (body.s[i] == '=' && body.s[i + 1] == '>') {
            out->sentence = str_trim(str_slice(body, 0, i));
            out->wanted = str_trim(str_slice(body, i + 2, body.n));
        }
    if (!out->near_miss && !out->wanted.n)
        return BAD(r, "a + example needs \"=> EVENTS\"", STR_ARG(r->where));
    return OK;
}

static enum status read_all(struct codebook *c, struct str text, struct str file, bool is_ledger, struct fault *f)
{
    struct reading r = {.c = c, .f = f, .is_ledger = is_ledger};
    struct lines l = lines_of(text);
    bool more = lines_next(&l);
    while (more) {
        r.where = str_format(&c->arena, "%.*s:%u", STR_ARG(file), l.number);
        if (l.indented)
            return BAD(&r, "an indented line that belongs to no entry", STR_ARG(r.where));
        struct cb_entry *e = is_ledger ? array_add(&c->arena, &c->ledger) : array_add(&c->arena, &c->entry);
        e->pub.file = file;
        e->pub.line = l.number;
        e->pub.definition = l.line;
        while ((more = lines_next(&l)) && l.indented && l.line.s[0] == '\\')
            e->pub.definition = str_format(&c->arena, "%.*s %.*s", STR_ARG(e->pub.definition),
                                           STR_ARG(str_trim(str_slice(l.line, 1, l.line.n))));
        if (read_definition(&r, e))
            return f->status;
        ARRAY_OF(struct codebook_example) examples = {0};
        for (; more && l.indented; more = lines_next(&l)) {
            r.where = str_format(&c->arena, "%.*s:%u", STR_ARG(file), l.number);
            if (l.line.s[0] != '+' && l.line.s[0] != '-')
                return BAD(&r, "an example begins with + or -", STR_ARG(r.where));
            if (read_example(&r, l.line, l.number, array_add(&c->arena, &examples)))
                return f->status;
        }
        e->pub.example = examples.v;
        e->pub.n_examples = examples.n;
    }
    return OK;
}

enum status entries_read(struct codebook *c, struct str text, struct str file, struct fault *f)
{
    return read_all(c, text, file, false, f);
}

enum status ledger_read(struct codebook *c, struct str text, struct str file, struct fault *f)
{
    return read_all(c, text, file, true, f);
}
