/* Signatures: words that govern other events and change their status ("plan.v inf planned"). */
#include "base/file.h"
#include "codebook/codebook_int.h"
#include "record/names.h"

static void read_construction(struct codebook *c, struct str name, struct cb_signature *sig)
{
    static const struct {
        const char *name;
        enum construction con;
    } table[] = {{"inf", CON_INF}, {"that", CON_THAT}, {"ing", CON_ING},
                 {"obj", CON_OBJ}, {"any", CON_ANY},   {"bare", CON_BARE}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (str_is(name, table[i].name)) {
            sig->constructions |= table[i].con;
            return;
        }
    sig->constructions |= CON_PREP;
    if (sig->n_preps < MAX_PREPS)
        sig->prep[sig->n_preps++] = lemma_number(c, name);
}

static enum status read_status(struct str word, struct str where, struct signature *out, struct fault *f)
{
    if (str_is(word, "-")) /* only the voice */
        return OK;
    if (str_is(word, "firm")) {
        out->firm = true;
        return OK;
    }
    for (int v = VOICE_REPORTER; v <= VOICE_AUTHOR; v++)
        if (str_is(word, voice_name((enum voice)v))) {
            out->voice = (enum voice)v;
            out->has_voice = true;
            return OK;
        }
    out->status = event_status_of(word, &out->has_status);
    if (!out->has_status)
        return fault_set(f, ST_ENVIRONMENT, "%.*s: \"%.*s\" is neither a status nor a voice nor \"firm\"",
                         STR_ARG(where), STR_ARG(word));
    return OK;
}

enum status signatures_read(struct codebook *c, struct str text, struct str file, struct fault *f)
{
    struct lines l = lines_of(text);
    while (lines_next(&l)) {
        if (l.indented) {
            if (c->signature.n && l.line.s[0] == '+')
                c->signature.v[c->signature.n - 1].example = str_trim(str_slice(l.line, 1, l.line.n));
            continue;
        }
        struct str where = str_format(&c->arena, "%.*s:%u", STR_ARG(file), l.number);
        struct cb_signature *sig = array_add(&c->arena, &c->signature);
        struct str rest = l.line, word, cons = STR_NONE;
        unsigned at = 0;
        while (str_cut(&rest, ' ', &word)) {
            if (!word.n)
                continue;
            if (at == 0 && word_read(c, word, where, &sig->word, f))
                return f->status;
            if (at == 0)
                sig->pub.rule = str_format(&c->arena, "%.*s %.*s", STR_ARG(where), STR_ARG(word));
            if (at == 1)
                cons = word;
            if (at >= 2 && read_status(word, where, &sig->pub, f))
                return f->status;
            at++;
        }
        if (at < 3)
            return fault_set(f, ST_ENVIRONMENT, "%.*s: a signature is: word construction status [voice]",
                             STR_ARG(where));
        sig->pub.is_phrase = sig->word.part && sig->word.pos != POS_V && sig->word.pos != POS_ANY;
        while (str_cut(&cons, '|', &word))
            read_construction(c, word, sig);
    }
    return OK;
}

bool signature_find(const struct match_sent *s, uint32_t governor, unsigned constructions, struct str prep,
                    struct signature *out)
{
    const struct codebook *c = s->codebook;
    uint32_t lemma = lemma_at(s, governor);
    if (lemma == NO_LEMMA)
        return false;
    uint32_t prep_number = prep.n ? lemma_find(c, prep) : NO_LEMMA;
    const struct cb_signature *best = NULL; /* the first, but one of several words before those of one: "have yet" */
    for (uint32_t i = 0; i < c->signatures_by_lemma[lemma].v.n; i++) {
        const struct cb_signature *sig = &c->signature.v[c->signatures_by_lemma[lemma].v.v[i]];
        if (!(sig->constructions & constructions) || (best && (best->word.part || !sig->word.part)) ||
            !word_at(s, governor, &sig->word))
            continue;
        bool fits = constructions != CON_PREP;
        for (uint32_t p = 0; p < sig->n_preps; p++)
            fits |= prep_number != NO_LEMMA && sig->prep[p] == prep_number;
        if (fits)
            best = sig;
    }
    if (best)
        *out = best->pub;
    return best != NULL;
}

bool signature_get(const struct codebook *c, uint32_t i, struct str *out_rule, struct str *out_example)
{
    if (i >= c->signature.n)
        return false;
    *out_rule = c->signature.v[i].pub.rule;
    *out_example = c->signature.v[i].example;
    return true;
}
