#include "relation/follow.h"

#include "base/utf8.h"
#include "record/names.h"

#include <stdlib.h>

void follow_init(struct follow *f, struct arena *arena)
{
    *f = (struct follow){.arena = arena};
}

/* ---- one claim ---------------------------------------------------------------------------------------------- */

static void find_parties(struct follow_claim *c)
{
    struct str rest = c->told.parties, role, code, state;
    while (c->n_parties < MAX_LEDGER_PARTIES && str_cut(&rest, ' ', &role) && str_cut(&rest, ' ', &code) &&
           str_cut(&rest, ' ', &state))
        if (!str_is(code, "-"))
            c->party[c->n_parties++] = (struct follow_party){role, code, str_is(state, "-") ? code : state};
}

void follow_add(struct follow *f, const struct store_claim *c)
{
    struct follow_claim *mine = array_add(f->arena, &f->claim);
    *mine = (struct follow_claim){.told = *c};
    struct store_claim *t = &mine->told;
    struct str *const text[] = {&t->doc_id,        &t->doc_title, &t->subject,      &t->topic,
                                &t->matter,        &t->condition, &t->due_words,    &t->parties,
                                &t->obstacles,     &t->speaker,   &t->sentence,     &t->speaker_name,
                                &t->speaker_words, &t->rule,      &t->speaker_kind, &t->portion};
    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
        *text[i] = str_copy(f->arena, *text[i]);
    find_parties(mine);
}

/* By day, undated ones last. */
static int by_day(const void *a, const void *b)
{
    const struct store_claim *x = &((const struct follow_claim *)a)->told, *y = &((const struct follow_claim *)b)->told;
    if (x->doc_day != y->doc_day)
        return x->doc_day == DAY_NONE ? 1 : y->doc_day == DAY_NONE ? -1 : x->doc_day < y->doc_day ? -1 : 1;
    int order = str_compare(x->doc_id, y->doc_id);
    return order ? order : (x->claim > y->claim) - (x->claim < y->claim);
}

/* ---- which claims are of one matter ------------------------------------------------------------------------- */

static uint32_t root_of(struct follow *f, uint32_t i)
{
    while (f->claim.v[i].joined != i)
        i = f->claim.v[i].joined = f->claim.v[f->claim.v[i].joined].joined;
    return i;
}

static void join(struct follow *f, uint32_t a, uint32_t b)
{
    a = root_of(f, a);
    b = root_of(f, b);
    f->claim.v[a > b ? a : b].joined = a > b ? b : a;
}

static const char *family(enum ledger_kind kind)
{
    return ledger_kind_name(kind == LEDGER_PLAN ? LEDGER_PLEDGE : kind);
}

static bool is_mutual(enum ledger_kind kind)
{
    return kind == LEDGER_DEAL || kind == LEDGER_MEMBERSHIP;
}

static void add_once(struct arena *arena, struct follow_words *set, struct str s)
{
    for (uint32_t i = 0; i < set->n; i++)
        if (str_eq(set->v[i], s))
            return;
    *array_add(arena, set) = s;
}

/* "RUS TUR" for each two parties of a deal; of the rest each who makes it. */
static void add_sides(struct follow *f, const struct follow_claim *c, struct follow_words *out)
{
    bool mutual = is_mutual(c->told.kind) && c->n_parties > 1;
    for (uint32_t i = 0; i < c->n_parties; i++) {
        const struct follow_party *p = &c->party[i];
        if (!mutual && (is_mutual(c->told.kind) || str_is(p->role, ledger_role_name(PARTY_BY))))
            add_once(f->arena, out, p->key);
        for (uint32_t k = 0; mutual && k < c->n_parties; k++)
            if (str_compare(p->key, c->party[k].key) < 0)
                add_once(f->arena, out, str_format(f->arena, "%.*s %.*s", STR_ARG(p->key), STR_ARG(c->party[k].key)));
    }
    if (c->told.kind == LEDGER_PREDICTION && !out->n && c->told.speaker.n)
        add_once(f->arena, out, c->told.speaker);
}

/* The lemmas that tell the matter from others of its subject: "arm" tells nothing of an arms deal. */
static void add_lemmas(struct follow *f, const struct follow_claim *c, struct follow_words *out)
{
    struct str rest = c->told.topic, lemma;
    while (rest.n && str_cut(&rest, ' ', &lemma))
        if (lemma.n && !str_starts(c->told.subject, utf8_lower(f->arena, lemma)))
            add_once(f->arena, out, lemma);
}

static bool is_name(struct str lemma)
{
    return lemma.s[0] >= 'A' && lemma.s[0] <= 'Z';
}

/* By what claims of the same sides are one: two words, or a name ("S-400"), or the only word that both have. Of a
 * membership the sides are enough. */
static void add_topics(struct follow *f, const struct follow_claim *c, struct follow_words *out)
{
    struct follow_words lemmas = {0};
    if (c->told.kind == LEDGER_MEMBERSHIP) {
        add_once(f->arena, out, STR("-"));
        return;
    }
    add_lemmas(f, c, &lemmas);
    for (uint32_t i = 0; i < lemmas.n; i++)
        if (is_mutual(c->told.kind) && is_name(lemmas.v[i]))
            add_once(f->arena, out, lemmas.v[i]);
    for (uint32_t i = 0; i < lemmas.n; i++)
        lemmas.v[i] = utf8_lower(f->arena, lemmas.v[i]);
    if (lemmas.n == 1)
        add_once(f->arena, out, lemmas.v[0]);
    for (uint32_t i = 0; i < lemmas.n; i++)
        for (uint32_t k = 0; k < lemmas.n; k++)
            if (str_compare(lemmas.v[i], lemmas.v[k]) < 0)
                add_once(f->arena, out, str_format(f->arena, "%.*s %.*s", STR_ARG(lemmas.v[i]), STR_ARG(lemmas.v[k])));
}

static struct str key_of(struct follow *f, const struct follow_claim *c, struct str side, struct str what)
{
    return str_format(f->arena, "%s%s|%.*s|%.*s|%.*s", c->told.sign < 0 ? "not " : "", family(c->told.kind),
                      STR_ARG(c->told.portion), STR_ARG(side), STR_ARG(what));
}

static const uint32_t SEVERAL = NONE - 1;

static void join_by_topic(struct follow *f, struct map *seen)
{
    for (uint32_t i = 0; i < f->claim.n; i++) {
        const struct follow_claim *c = &f->claim.v[i];
        struct follow_words sides = {0}, topics = {0};
        add_sides(f, c, &sides);
        add_topics(f, c, &topics);
        for (uint32_t s = 0; s < sides.n; s++)
            for (uint32_t t = 0; t < topics.n; t++)
                join(f, i, *map_put(seen, key_of(f, c, sides.v[s], topics.v[t]), i));
    }
}

/* Notes that the claim's matter has this word, or subject: SEVERAL where another has it, too. */
static void note_only(struct follow *f, struct map *only_of, struct str key, uint32_t claim)
{
    uint32_t *only = map_put(only_of, key, claim);
    if (*only != SEVERAL && root_of(f, *only) != root_of(f, claim))
        *only = SEVERAL;
}

/* "The gas deal" is the only one of its sides that is about gas among others ("gas pipeline"). */
static void join_by_only_word(struct follow *f)
{
    struct map only_of;
    map_init(&only_of, f->arena, f->claim.n);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < f->claim.n; i++) {
            const struct follow_claim *c = &f->claim.v[i];
            struct follow_words sides = {0}, lemmas = {0};
            add_sides(f, c, &sides);
            add_lemmas(f, c, &lemmas);
            for (uint32_t s = 0; s < sides.n && c->told.kind == LEDGER_DEAL && (lemmas.n > 1) == (round == 0); s++)
                for (uint32_t t = 0; t < lemmas.n; t++) {
                    struct str key = key_of(f, c, sides.v[s], utf8_lower(f->arena, lemmas.v[t]));
                    uint32_t only = round ? map_find(&only_of, key, NONE) : NONE;
                    if (!round)
                        note_only(f, &only_of, key, i);
                    else if (only < f->claim.n)
                        join(f, i, only);
                }
        }
}

/* Now the matters are known: which is the only one of its subject? */
static void find_only_subjects(struct follow *f, struct map *of_subject)
{
    for (uint32_t i = 0; i < f->claim.n; i++) {
        const struct follow_claim *c = &f->claim.v[i];
        struct follow_words sides = {0}, topics = {0};
        add_sides(f, c, &sides);
        add_topics(f, c, &topics);
        for (uint32_t s = 0; s < sides.n && topics.n && c->told.subject.n; s++)
            note_only(f, of_subject, key_of(f, c, sides.v[s], c->told.subject), i);
    }
}

/* Claims that name no matter. Without a subject either, only those of the same document are taken for one. */
static void join_the_rest(struct follow *f, struct map *seen, const struct map *of_subject)
{
    for (uint32_t i = 0; i < f->claim.n; i++) {
        const struct follow_claim *c = &f->claim.v[i];
        struct follow_words sides = {0}, topics = {0};
        add_sides(f, c, &sides);
        add_topics(f, c, &topics);
        if (topics.n || !sides.n)
            continue;
        struct str side = sides.v[0];
        uint32_t only = map_find(of_subject, key_of(f, c, side, c->told.subject), NONE);
        if (c->told.subject.n && only < f->claim.n)
            join(f, i, only);
        else
            join(f, i,
                 *map_put(seen,
                          key_of(f, c, side,
                                 str_format(f->arena, "-|%.*s|%.*s", STR_ARG(c->told.subject),
                                            STR_ARG(c->told.subject.n ? STR_NONE : c->told.doc_id))),
                          i));
    }
}

/* ---- what became of it -------------------------------------------------------------------------------------- */

/* How far a stage is; 0 for none. */
static unsigned rank(enum ledger_stage s)
{
    static const uint8_t ranks[N_LEDGER_STAGES] = {
        [STAGE_MOOTED] = 1,    [STAGE_RUMOURED] = 2,  [STAGE_PROPOSED] = 3,   [STAGE_NEGOTIATING] = 4,
        [STAGE_AGREED] = 5,    [STAGE_SIGNED] = 6,    [STAGE_RATIFIED] = 7,   [STAGE_UNDER_WAY] = 8,
        [STAGE_DELIVERED] = 9, [STAGE_SUSPENDED] = 9, [STAGE_CANCELLED] = 10, [STAGE_APPLIED] = 1,
        [STAGE_OBSERVER] = 2,  [STAGE_ACCEDING] = 3,  [STAGE_MEMBER] = 9,     [STAGE_LEFT] = 10,
        [STAGE_ANNOUNCED] = 5, [STAGE_DONE] = 9,      [STAGE_DROPPED] = 10};
    return ranks[s];
}

static bool is_end(enum ledger_stage s)
{
    return s == STAGE_DELIVERED || s == STAGE_CANCELLED || s == STAGE_LEFT || s == STAGE_DONE || s == STAGE_DROPPED;
}

static enum ledger_stage stage_told(const struct follow_claim *c)
{
    enum ledger_stage told = c->told.stage;
    if (c->told.kind == LEDGER_DEAL && told == STAGE_DONE)
        told = STAGE_DELIVERED;
    return c->told.is_part && told == STAGE_DELIVERED ? STAGE_UNDER_WAY : told;
}

/* What ended is talked of anew: the text that tells of the past again names the later stages. */
static bool begins_anew(const struct follow_entry *e, const struct follow_claim *c)
{
    return is_end(e->stage) && rank(stage_told(c)) && rank(stage_told(c)) < rank(STAGE_AGREED) &&
           c->told.doc_day > e->stage_day;
}

static void move(struct follow_entry *e, const struct follow_claim *c)
{
    enum { UNSURE_TENTHS = 5 };
    enum ledger_stage told = stage_told(c);
    bool unsure = c->told.certainty * 10 < UNSURE_TENTHS && rank(told) >= rank(STAGE_SIGNED);
    bool dated = c->told.doc_day != DAY_NONE || e->first_day == DAY_NONE;
    bool resumed =
        e->stage == STAGE_SUSPENDED && (told == STAGE_UNDER_WAY || told == STAGE_DELIVERED || told == STAGE_MEMBER);
    if (unsure || !dated || (rank(told) <= rank(e->stage) && !resumed))
        return;
    e->stage = told;
    e->stage_day = c->told.doc_day;
}

/* "The Russian army" and "Russia" are one party, under the shorter code; a later claim may know better as what. */
static void add_party(struct arena *arena, struct follow_entry *e, const struct follow_party *p)
{
    struct str plain = str_of(ledger_role_name(PARTY_PARTY));
    for (uint32_t i = 0; i < e->party.n; i++) {
        struct follow_party *q = &e->party.v[i];
        if (!str_eq(q->key, p->key) || !(str_eq(q->role, p->role) || str_eq(q->role, plain) || str_eq(p->role, plain)))
            continue;
        if (str_eq(q->role, plain))
            q->role = p->role;
        if (p->code.n < q->code.n)
            q->code = p->code;
        return;
    }
    *array_add(arena, &e->party) = *p;
}

static void take(struct follow *f, struct follow_entry *e, const struct follow_claim *c)
{
    const struct store_claim *t = &c->told;
    *array_add(f->arena, &e->claim) = c;
    if (t->doc_day != DAY_NONE)
        e->last_day = t->doc_day;
    if (!e->subject.n)
        e->subject = t->subject;
    for (uint32_t i = 0; i < c->n_parties; i++)
        add_party(f->arena, e, &c->party[i]);
    if (t->is_delayed) {
        struct ledger_delay delay = t->delay;
        if (delay.from.to == DAY_NONE)
            delay.from = e->due;
        *array_add(f->arena, &e->delay) = delay;
        if (delay.until.to != DAY_NONE)
            e->due = delay.until;
    } else if (t->due.to != DAY_NONE)
        e->due = t->due;
    add_lemmas(f, c, &e->lemma);
    struct str rest = t->obstacles, kind;
    while (rest.n && str_cut(&rest, ' ', &kind))
        add_once(f->arena, &e->obstacle, kind);
    move(e, c);
    e->is_partly_done |= t->outcome == OUTCOME_PARTLY || (c->told.is_part && t->stage == STAGE_DELIVERED);
    if (t->outcome != OUTCOME_OPEN) {
        e->outcome = t->outcome;
        e->decided = t->doc_day;
    }
}

/* One speaker says that it was done, another that it ended, and nobody tells it in the text's own voice. */
static bool is_contested(const struct follow_entry *e)
{
    const struct store_claim *done = NULL, *ended = NULL;
    for (uint32_t i = 0; i < e->claim.n; i++) {
        const struct store_claim *t = &e->claim.v[i]->told;
        bool is_done = t->stage == STAGE_DONE || t->stage == STAGE_DELIVERED;
        bool is_ended = t->stage == STAGE_DROPPED || t->stage == STAGE_CANCELLED;
        if ((is_done || is_ended) && !t->speaker.n)
            return false;
        done = is_done ? t : done;
        ended = is_ended ? t : ended;
    }
    return done && ended && !str_eq(done->speaker, ended->speaker);
}

static void judge(struct follow_entry *e, int32_t as_of)
{
    enum ledger_stage s = e->stage;
    bool ended = s == STAGE_CANCELLED || s == STAGE_LEFT || s == STAGE_DROPPED;
    if (is_contested(e))
        e->outcome = OUTCOME_CONTESTED;
    else if (s == STAGE_DELIVERED || s == STAGE_DONE || s == STAGE_MEMBER)
        e->outcome = OUTCOME_KEPT;
    else if (ended && e->is_partly_done)
        e->outcome = OUTCOME_PARTLY;
    else if (ended && e->outcome != OUTCOME_VOID)
        e->outcome = s == STAGE_DROPPED && e->kind == LEDGER_PLEDGE ? OUTCOME_BROKEN : OUTCOME_CANCELLED;
    if (is_end(s) || s == STAGE_MEMBER)
        e->decided = e->stage_day;
    if (e->outcome == OUTCOME_OPEN && e->due.to != DAY_NONE && e->due.to < as_of && e->sign >= 0)
        e->outcome = OUTCOME_OVERDUE;
}

/* The claims are sorted, so each entry meets its own by day. */
static void make_entries(struct follow *f)
{
    uint32_t *entry_of = arena_alloc(f->arena, (f->claim.n + 1) * sizeof *entry_of);
    for (uint32_t i = 0; i < f->claim.n; i++) {
        const struct follow_claim *c = &f->claim.v[i];
        uint32_t root = root_of(f, i);
        if (root == i || begins_anew(&f->entry.v[entry_of[root]], c)) { /* the root is the first of its claims */
            entry_of[root] = f->entry.n;
            *array_add(f->arena, &f->entry) = (struct follow_entry){.kind = c->told.kind,
                                                                    .matter = c->told.matter,
                                                                    .portion = c->told.portion,
                                                                    .sign = c->told.sign,
                                                                    .first_day = c->told.doc_day,
                                                                    .last_day = DAY_NONE,
                                                                    .stage_day = DAY_NONE,
                                                                    .due = DATE_RANGE_NONE,
                                                                    .decided = DAY_NONE};
        }
        take(f, &f->entry.v[entry_of[root]], c);
    }
}

/* ---- predictions -------------------------------------------------------------------------------------------- */

static bool share_words(const struct follow_entry *a, const struct follow_entry *b)
{
    enum { ENOUGH = 2 };
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->lemma.n; i++)
        for (uint32_t k = 0; k < b->lemma.n; k++)
            n += str_eq_nocase(a->lemma.v[i], b->lemma.v[k]);
    return n && n >= (a->lemma.n < ENOUGH ? a->lemma.n : ENOUGH);
}

static bool share_party(const struct follow_entry *a, const struct follow_entry *b)
{
    for (uint32_t i = 0; i < a->party.n; i++)
        for (uint32_t k = 0; k < b->party.n; k++)
            if (str_eq(a->party.v[i].key, b->party.v[k].key))
                return true;
    return false;
}

/* A promise not to do it was kept where it was not done. */
static bool came_about(const struct follow_entry *e)
{
    return (e->outcome == OUTCOME_KEPT) == (e->sign >= 0);
}

/* Kept where what it speaks of came about in time; broken where that was called off or came too late; the other way
 * round where it was foretold not to be. */
static void judge_prediction(struct follow *f, struct follow_entry *p)
{
    const struct follow_entry *by = NULL;
    for (uint32_t i = 0; i < f->entry.n; i++) {
        const struct follow_entry *e = &f->entry.v[i];
        bool decides = e->kind != LEDGER_PREDICTION && e->decided != DAY_NONE && e->decided >= p->first_day &&
                       (!by || e->decided < by->decided);
        if (decides && share_party(p, e) && share_words(p, e))
            by = e;
    }
    if (by) {
        bool late = p->due.to != DAY_NONE && by->decided > p->due.to;
        p->outcome = (came_about(by) && !late) == (p->sign >= 0) ? OUTCOME_KEPT : OUTCOME_BROKEN;
        p->decided = by->decided;
    }
}

void follow_up(struct follow *f, int32_t as_of)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->claim.n; i++)
        if (f->claim.v[i].told.doc_day <= as_of) /* undated: known whenever */
            f->claim.v[n++] = f->claim.v[i];
    f->claim.n = n;
    if (n)
        qsort(f->claim.v, n, sizeof f->claim.v[0], by_day);
    for (uint32_t i = 0; i < n; i++)
        f->claim.v[i].joined = i;
    struct map seen, of_subject;
    map_init(&seen, f->arena, n);
    map_init(&of_subject, f->arena, n);
    join_by_topic(f, &seen);
    join_by_only_word(f);
    find_only_subjects(f, &of_subject);
    join_the_rest(f, &seen, &of_subject);
    make_entries(f);
    for (uint32_t i = 0; i < f->entry.n; i++)
        judge(&f->entry.v[i], as_of);
    for (uint32_t i = 0; i < f->entry.n; i++)
        if (f->entry.v[i].kind == LEDGER_PREDICTION && f->entry.v[i].first_day != DAY_NONE)
            judge_prediction(f, &f->entry.v[i]);
}

bool follow_has(const struct follow_entry *e, struct str code, bool exact)
{
    for (uint32_t i = 0; i < e->claim.n; i++)
        for (uint32_t k = 0; k < e->claim.v[i]->n_parties; k++) {
            struct str party = e->claim.v[i]->party[k].code;
            if (exact ? str_eq(party, code) : str_starts(party, code))
                return true;
        }
    return false;
}
