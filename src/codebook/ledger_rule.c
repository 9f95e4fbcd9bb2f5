/* The third field of an entry of ledger.txt: "deal arms signed S=seller T=buyer", "tells signed", "tells delay",
 * "obstacle price". The grammar is in docs/formats/codebook.md. */
#include "codebook/codebook_int.h"
#include "record/names.h"

#include <math.h>
#include <stdlib.h>

#define BAD(...) fault_set(f, ST_ENVIRONMENT, "%.*s: " __VA_ARGS__)

static enum role slot_of(struct str name)
{
    return str_is(name, "S") ? ROLE_S : str_is(name, "T") ? ROLE_T : str_is(name, "ST") ? ROLE_ST : ROLE_NONE;
}

/* "S=seller", "certainty=0.3" */
static enum status read_setting(struct codebook *c, struct str word, struct str where, struct ledger_rule *out,
                                struct fault *f)
{
    struct str value = word, name;
    str_cut(&value, '=', &name);
    if (str_is(name, "certainty")) {
        out->certainty = strtof(str_copy(&c->arena, value).s, NULL);
        if (!(out->certainty >= 0.0f && out->certainty <= 1.0f))
            return BAD("a certainty lies between 0 and 1", STR_ARG(where));
        return OK;
    }
    enum role slot = slot_of(name);
    enum ledger_role role = ledger_role_of(value);
    if (slot == ROLE_NONE || role == PARTY_NONE)
        return BAD("\"%.*s\" does not say which slot is which party", STR_ARG(where), STR_ARG(word));
    out->role[slot] = role;
    return OK;
}

static enum status read_word(struct codebook *c, struct str word, struct str where, struct ledger_rule *out,
                             struct fault *f)
{
    for (uint32_t i = 0; i < word.n; i++)
        if (word.s[i] == '=')
            return read_setting(c, word, where, out, f);
    if (str_is(word, "delay"))
        out->delay = true;
    else if (str_is(word, "vague"))
        out->vague = true;
    else if (str_is(word, "negative"))
        out->negative = true;
    else if (str_is(word, "itself"))
        out->itself = true;
    else if (ledger_stage_of(word) != STAGE_NONE)
        out->stage = ledger_stage_of(word);
    else if (ledger_outcome_of(word) != OUTCOME_OPEN)
        out->outcome = ledger_outcome_of(word);
    else if (!out->subject.n)
        out->subject = str_copy(&c->arena, word);
    else
        return BAD("\"%.*s\" is no stage, and the subject is named already", STR_ARG(where), STR_ARG(word));
    return OK;
}

enum status ledger_rule_read(struct codebook *c, struct str text, struct str where, struct ledger_rule *out,
                             struct fault *f)
{
    struct str rest = str_trim(text), first = STR_NONE, word;
    *out = (struct ledger_rule){.certainty = NAN};
    str_cut(&rest, ' ', &first);
    out->kind = ledger_kind_of(first);
    if (str_is(first, "obstacle")) {
        str_cut(&rest, ' ', &word);
        if (!word.n)
            return BAD("an obstacle is of a kind", STR_ARG(where));
        out->obstacle = str_copy(&c->arena, word);
    } else if (out->kind == LEDGER_NONE && !str_is(first, "tells")) {
        return BAD("\"%.*s\" is no kind of the ledger, nor tells, nor obstacle", STR_ARG(where), STR_ARG(first));
    }
    while (str_cut(&rest, ' ', &word))
        if (word.n && read_word(c, word, where, out, f))
            return f->status;
    return OK;
}
