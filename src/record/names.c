#include "record/names.h"

#include <stddef.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static const struct {
    const char *name;
    int quad;
    float intensity;
} TYPES[] = {
    {"", 0, 0},
#define EVENT_TYPE(name, quad, intensity) {#name, quad, (float)(intensity)},
#include "record/plover.def"
#undef EVENT_TYPE
};

static const struct {
    enum event_type type;
    const char *name;
    float intensity;
} MODES[] = {
#define EVENT_MODE(type, name, intensity) {EV_##type, name, (float)(intensity)},
#include "record/plover_modes.def"
#undef EVENT_MODE
};

static const char *const UPOS_NAMES[] = {
    "_",
#define UPOS(name) #name,
#include "record/syntax_tags.def"
};
static const char *const XPOS_NAMES[] = {
    "_",
#define XPOS(name, written) written,
#include "record/syntax_tags.def"
};
static const char *const DEPREL_NAMES[] = {
    "_",
#define DEPREL(name, written) written,
#include "record/syntax_tags.def"
};

static size_t index_of(const char *const *names, size_t n, struct str name, size_t if_absent)
{
    for (size_t i = 0; i < n; i++)
        if (names[i] && str_is(name, names[i]))
            return i;
    return if_absent;
}

const char *event_type_name(enum event_type t)
{
    return TYPES[t].name;
}

enum event_type event_type_of(struct str name)
{
    for (size_t i = 1; i < COUNT(TYPES); i++)
        if (str_is(name, TYPES[i].name))
            return (enum event_type)i;
    return EV_NONE;
}

int event_type_quad(enum event_type t)
{
    return TYPES[t].quad;
}

float event_type_intensity(enum event_type t)
{
    return TYPES[t].intensity;
}

bool event_mode_find(enum event_type t, struct str mode, float *out_intensity)
{
    for (size_t i = 0; i < COUNT(MODES); i++)
        if (MODES[i].type == t && str_is(mode, MODES[i].name)) {
            *out_intensity = MODES[i].intensity;
            return true;
        }
    return false;
}

const char *event_mode_name(uint32_t i, enum event_type *out_type)
{
    if (i >= COUNT(MODES))
        return NULL;
    *out_type = MODES[i].type;
    return MODES[i].name;
}

const char *upos_name(unsigned u)
{
    return UPOS_NAMES[u < N_UPOS ? u : 0];
}

const char *xpos_name(unsigned x)
{
    return XPOS_NAMES[x < N_XPOS ? x : 0];
}

const char *deprel_name(unsigned r)
{
    return DEPREL_NAMES[r < N_DEPREL ? r : 0];
}

enum upos upos_of(struct str name)
{
    return (enum upos)index_of(UPOS_NAMES, N_UPOS, name, UPOS_NONE);
}

enum xpos xpos_of(struct str name)
{
    return (enum xpos)index_of(XPOS_NAMES, N_XPOS, name, XPOS_NONE);
}

enum deprel deprel_of(struct str name)
{
    size_t r = index_of(DEPREL_NAMES, N_DEPREL, name, REL_NONE);
    struct str rest = name, main_relation;
    if (r == REL_NONE && str_cut(&rest, ':', &main_relation))
        r = index_of(DEPREL_NAMES, N_DEPREL, main_relation, REL_NONE);
    return (enum deprel)r;
}

static const char *const GENRES[] = {NULL, "report", "opinion", "interview", "speech", "communique", "transcript"};
static const char *const SENT_KINDS[] = {"body", "title", "caption", "boilerplate"};
static const char *const HOWS[] = {NULL, "gazetteer", "title", "acronym", "coreference", "role"};
static const char *const STATUSES[] = {"asserted",   "denied",       "planned",   "requested",
                                       "threatened", "hypothetical", "speculated"};
static const char *const VOICES[] = {"reporter", "attributed", "quoted", "author"};
static const char *const TIMES[] = {NULL, "past", "current", "future"};
static const char *const QUOTE_KINDS[] = {"direct", "indirect", "mixed"};
static const char *const SPEAKER_KINDS[] = {NULL, "named", "office", "anonymous", "media", "document"};

const char *genre_name(enum genre g)
{
    return GENRES[g];
}

const char *sent_kind_name(enum sent_kind k)
{
    return SENT_KINDS[k];
}

enum sent_kind sent_kind_of(struct str name)
{
    for (int k = SENT_BODY; k <= SENT_BOILERPLATE; k++)
        if (str_is(name, sent_kind_name((enum sent_kind)k)))
            return (enum sent_kind)k;
    return SENT_BODY;
}

const char *how_name(enum how h)
{
    return HOWS[h];
}

const char *event_status_name(enum event_status s)
{
    return STATUSES[s];
}

enum event_status event_status_of(struct str name, bool *out_found)
{
    size_t i = index_of(STATUSES, COUNT(STATUSES), name, COUNT(STATUSES));
    *out_found = i < COUNT(STATUSES);
    return *out_found ? (enum event_status)i : EST_ASSERTED;
}

const char *voice_name(enum voice v)
{
    return VOICES[v];
}

const char *event_time_name(enum event_time t)
{
    return TIMES[t];
}

const char *magnitude_name(enum magnitude_kind k)
{
    static const char *const names[] = {
#define MAGNITUDE(ID, name) name,
#include "record/magnitudes.def"
#undef MAGNITUDE
    };
    return names[k];
}

static const struct {
    const char *name;
    int8_t sign;
} STANCES[N_STANCE_KINDS] = {
#define STANCE(ID, n, s) [STANCE_##ID] = {n, s},
#include "record/stances.def"
#undef STANCE
};

const char *stance_kind_name(enum stance_kind k)
{
    return STANCES[k].name;
}

enum stance_kind stance_kind_of(struct str name)
{
    for (int k = STANCE_NONE + 1; k < N_STANCE_KINDS; k++)
        if (str_is(name, STANCES[k].name))
            return (enum stance_kind)k;
    return STANCE_NONE;
}

int8_t stance_kind_sign(enum stance_kind k)
{
    return STANCES[k].sign;
}

const char *quote_kind_name(enum quote_kind k)
{
    return QUOTE_KINDS[k];
}

const char *speaker_kind_name(enum speaker_kind k)
{
    return SPEAKER_KINDS[k];
}

static const char *const LEDGER_KINDS[] = {NULL, "pledge", "plan", "prediction", "deal", "threat", "membership"};
static const char *const LEDGER_STAGES[] = {
    NULL,
#define LEDGER_STAGE(ID, name) name,
#include "record/ledger.def"
#undef LEDGER_STAGE
};
static const char *const LEDGER_ROLES[] = {
    NULL,
#define LEDGER_ROLE(ID, name) name,
#include "record/ledger.def"
#undef LEDGER_ROLE
};
static const char *const LEDGER_OUTCOMES[] = {"open",      "kept", "broken",  "partly",
                                              "cancelled", "void", "overdue", "contested"};

const char *ledger_kind_name(enum ledger_kind k)
{
    return LEDGER_KINDS[k];
}

enum ledger_kind ledger_kind_of(struct str name)
{
    return (enum ledger_kind)index_of(LEDGER_KINDS, COUNT(LEDGER_KINDS), name, LEDGER_NONE);
}

const char *ledger_stage_name(enum ledger_stage s)
{
    return LEDGER_STAGES[s];
}

enum ledger_stage ledger_stage_of(struct str name)
{
    if (str_is(name, "under_way"))
        return STAGE_UNDER_WAY;
    return (enum ledger_stage)index_of(LEDGER_STAGES, COUNT(LEDGER_STAGES), name, STAGE_NONE);
}

const char *ledger_role_name(enum ledger_role r)
{
    return LEDGER_ROLES[r];
}

enum ledger_role ledger_role_of(struct str name)
{
    return (enum ledger_role)index_of(LEDGER_ROLES, COUNT(LEDGER_ROLES), name, PARTY_NONE);
}

const char *ledger_outcome_name(enum ledger_outcome o)
{
    return LEDGER_OUTCOMES[o];
}

enum ledger_outcome ledger_outcome_of(struct str name)
{
    return (enum ledger_outcome)index_of(LEDGER_OUTCOMES, COUNT(LEDGER_OUTCOMES), name, OUTCOME_OPEN);
}

static bool is_world_wide(struct str triple)
{
    static const char *const prefix[] = {"IGO", "NGO", "IMG", "ISM", "MNC"};
    return index_of(prefix, COUNT(prefix), triple, COUNT(prefix)) < COUNT(prefix);
}

static bool is_sector(struct str triple)
{
    static const char *const sector[] = {"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "REB",
                                         "PRM", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI",
                                         "JRN", "LAB", "MED", "REF", "PRE", "REL", "SOC"};
    return index_of(sector, COUNT(sector), triple, COUNT(sector)) < COUNT(sector);
}

bool actor_code_of(struct str code, struct actor_code *out)
{
    if (code.n == 0 || code.n % 3 != 0 || code.n >= MAX_CODE)
        return false;
    for (uint32_t i = 0; i < code.n; i++)
        if (code.s[i] < 'A' || code.s[i] > 'Z')
            return false;
    *out = (struct actor_code){0};
    memcpy(out->code, code.s, code.n);
    struct str first = str_slice(code, 0, 3);
    if (is_world_wide(first)) {
        memcpy(out->sector[out->n_sectors++], first.s, 3);
        return true;
    }
    uint32_t at = 0;
    if (!is_sector(first)) {
        memcpy(out->country, first.s, 3);
        at = 3;
    }
    for (; at < code.n && out->n_sectors < MAX_SECTORS; at += 3)
        if (is_sector(str_slice(code, at, at + 3)))
            memcpy(out->sector[out->n_sectors++], code.s + at, 3);
    return true;
}

enum { COUNTRY_LETTERS = 3, BODY_LETTERS = 6 };

struct str actor_party(struct str code)
{
    struct actor_code c;
    if (!actor_code_of(code, &c))
        return code;
    if (!*c.country)
        return str_slice(code, 0, BODY_LETTERS);
    for (uint32_t i = 0; i < c.n_sectors; i++)
        if (strcmp(c.sector[i], "REB") == 0 || strcmp(c.sector[i], "CRM") == 0)
            return code;
    return str_slice(code, 0, COUNTRY_LETTERS);
}

struct str actor_inner_party(struct str code)
{
    struct actor_code c;
    return actor_code_of(code, &c) && *c.country ? str_slice(code, 0, BODY_LETTERS) : code;
}

void actor_parties(struct str source, struct str target, struct str out[2])
{
    out[0] = actor_party(source);
    out[1] = actor_party(target);
    if (!str_eq(out[0], out[1]))
        return;
    out[0] = actor_inner_party(source);
    out[1] = actor_inner_party(target);
}

bool actor_is_international(const struct actor_code *a)
{
    return a->code[0] && !a->country[0] && is_world_wide((struct str){a->code, 3});
}
