/* entente ledger: what was promised, planned, foretold, agreed, threatened, joined, and what became of it. */
#include "command/evidence.h"

#include "record/names.h"

#include <stdlib.h>

struct session {
    struct asking asking;
    struct window window;
    struct str who, by;
    bool exact, open, due, overdue, kept, broken;
    uint32_t limit;
};

/* ---- which entries ------------------------------------------------------------------------------------------ */

static bool code_fits(const struct session *s, struct str code, struct str wanted)
{
    return s->exact ? str_eq(code, wanted) : str_starts(code, wanted);
}

/* Who pledges or foretells; where nobody does, who says so. */
static bool is_by(const struct session *s, const struct follow_entry *e)
{
    bool somebody = false, they = false;
    for (uint32_t i = 0; i < e->party.n; i++)
        if (str_is(e->party.v[i].role, ledger_role_name(PARTY_BY))) {
            somebody = true;
            they |= code_fits(s, e->party.v[i].code, s->by);
        }
    for (uint32_t i = 0; i < e->claim.n && !somebody; i++)
        they |= code_fits(s, e->claim.v[i]->told.speaker, s->by);
    return they;
}

static bool outcome_fits(const struct session *s, const struct follow_entry *e)
{
    if (!s->open && !s->due && !s->overdue && !s->kept && !s->broken)
        return true;
    enum ledger_outcome o = e->outcome;
    return (s->open && (o == OUTCOME_OPEN || o == OUTCOME_OVERDUE)) ||
           (s->due && o == OUTCOME_OPEN && e->due.to != DAY_NONE) || (s->overdue && o == OUTCOME_OVERDUE) ||
           (s->kept && o == OUTCOME_KEPT) || (s->broken && (o == OUTCOME_BROKEN || o == OUTCOME_CANCELLED));
}

static bool holds(struct date_range window, int32_t day)
{
    return day != DAY_NONE && (window.from == DAY_NONE || day >= window.from) &&
           (window.to == DAY_NONE || day <= window.to);
}

/* A claim of the window; undated documents only without one. Of what is or was due: its last day. */
static bool in_window(const struct session *s, const struct follow_entry *e)
{
    struct date_range days = s->window.days;
    if (days.from == DAY_NONE && days.to == DAY_NONE)
        return true;
    if (s->due || s->overdue)
        return holds(days, e->due.to);
    for (uint32_t i = 0; i < e->claim.n; i++)
        if (holds(days, e->claim.v[i]->told.doc_day))
            return true;
    return false;
}

static bool fits(const struct session *s, const struct follow_entry *e)
{
    return outcome_fits(s, e) && in_window(s, e) && (!s->who.n || follow_has(e, s->who, s->exact)) &&
           (!s->by.n || is_by(s, e));
}

/* ---- the answer --------------------------------------------------------------------------------------------- */

struct chosen {
    const struct follow_entry *entry;
    uint32_t place; /* among all entries: their order is total */
};

static int by_due_day(const void *a, const void *b)
{
    const struct chosen *x = a, *y = b;
    if (x->entry->due.to != y->entry->due.to)
        return x->entry->due.to < y->entry->due.to ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

/* Vague words ("will work for peace") cannot be kept or broken. */
static bool is_checkable(const struct follow_entry *e)
{
    for (uint32_t i = 0; i < e->claim.n; i++)
        if (e->claim.v[i]->told.checkable)
            return true;
    return false;
}

/* How often what they foretold or pledged by a day came true: each entry counts under one of these, so they sum to all.
 */
enum tallied { TALLIED_KEPT, TALLIED_PARTLY, TALLIED_BROKEN, TALLIED_VOID, TALLIED_CONTESTED, TALLIED_OPEN, N_TALLIED };

static enum tallied tallied_as(enum ledger_outcome outcome)
{
    switch (outcome) {
    case OUTCOME_KEPT:
        return TALLIED_KEPT;
    case OUTCOME_PARTLY:
        return TALLIED_PARTLY;
    case OUTCOME_BROKEN:
    case OUTCOME_CANCELLED:
        return TALLIED_BROKEN;
    case OUTCOME_VOID:
        return TALLIED_VOID;
    case OUTCOME_CONTESTED:
        return TALLIED_CONTESTED;
    default: /* open, overdue */
        return TALLIED_OPEN;
    }
}

static bool is_tallied(const struct session *s, const struct follow_entry *e)
{
    return (e->kind == LEDGER_PREDICTION || e->kind == LEDGER_PLEDGE) && e->due.to != DAY_NONE && is_checkable(e) &&
           in_window(s, e) && is_by(s, e);
}

static void tally(struct session *s, const struct follow *f)
{
    static const char *const key[N_TALLIED] = {"kept", "partly", "broken", "void", "contested", "open"};
    uint32_t n = 0, of[N_TALLIED] = {0};
    for (uint32_t i = 0; i < f->entry.n; i++)
        if (is_tallied(s, &f->entry.v[i])) {
            n++;
            of[tallied_as(f->entry.v[i].outcome)]++;
        }
    struct asking *a = &s->asking;
    if (!a->cli->json) {
        buf_printf(&a->out, "\n%.*s, predictions and pledges with a due date: %u;", STR_ARG(s->by), n);
        for (int i = 0; i < N_TALLIED; i++)
            buf_printf(&a->out, "%s %s %u", i ? "," : "", i == TALLIED_OPEN ? "open or overdue" : key[i], of[i]);
        buf_add_char(&a->out, '\n');
        return;
    }
    struct json j;
    json_init(&j, &a->out);
    json_object(&j);
    json_key(&j, "by");
    json_str(&j, s->by);
    json_key(&j, "dated");
    json_int(&j, n);
    for (int i = 0; i < N_TALLIED; i++) {
        json_key(&j, key[i]);
        json_int(&j, of[i]);
    }
    json_object_end(&j);
    buf_add_char(&a->out, '\n');
}

static enum status answer(struct session *s, struct fault *fault)
{
    struct asking *a = &s->asking;
    struct follow f;
    if (asking_ledger(a, &f, fault))
        return fault->status;
    ARRAY_OF(struct chosen) chosen = {0};
    for (uint32_t i = 0; i < f.entry.n; i++)
        if (fits(s, &f.entry.v[i]))
            *array_add(&a->arena, &chosen) = (struct chosen){&f.entry.v[i], i};
    if (s->due && chosen.n)
        qsort(chosen.v, chosen.n, sizeof chosen.v[0], by_due_day);
    if (!chosen.n)
        cli_note(a->cli, "no such entry");
    for (uint32_t i = 0; i < chosen.n && (!s->limit || i < s->limit); i++) {
        if (a->cli->json) {
            struct json j;
            json_init(&j, &a->out);
            entry_json(chosen.v[i].entry, &j);
            buf_add_char(&a->out, '\n');
            continue;
        }
        if (i)
            buf_add_char(&a->out, '\n');
        entry_lines(a, chosen.v[i].entry);
        arena_clear(&a->row);
    }
    if (s->by.n)
        tally(s, &f);
    return OK;
}

int cmd_ledger(struct cli *cli, int argc, char **argv)
{
    struct session s = {0};
    const char *who = NULL, *by = NULL;
    const struct option own[] = {
        {"open", OPT_FLAG, &s.open, NULL, "not yet decided, overdue ones too"},
        {"due", OPT_FLAG, &s.due, NULL,
         "open, with a due date that has not passed; the nearest first; --from and --to: due then"},
        {"overdue", OPT_FLAG, &s.overdue, NULL, "not done by their due date"},
        {"kept", OPT_FLAG, &s.kept, NULL, "done, delivered, joined, come true"},
        {"broken", OPT_FLAG, &s.broken, NULL, "dropped, cancelled, not come true"},
        {"who", OPT_TEXT, &who, "PARTY", "of this party"},
        {"by", OPT_TEXT, &by, "SPEAKER", "pledged, foretold or told by; with a count of what came true"},
        WINDOW_OPTIONS(&s.window),
        {"exact", OPT_FLAG, &s.exact, NULL, "only the very codes; without it RUS takes in RUSGOV, RUSMIL ..."},
        {"limit", OPT_COUNT, &s.limit, "N", "no more than N"},
        {0},
    };
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    if (argc > 1)
        return cli_usage(cli, "ledger takes no operand; --who and --by choose");
    struct fault f;
    if (window_parse(&s.window, &f))
        return cli_usage(cli, "%s", f.message);
    enum status status = asking_open(&s.asking, cli, &f);
    if (!status &&
        (asking_actor(&s.asking, who, &s.who, &f) || asking_actor(&s.asking, by, &s.by, &f) || answer(&s, &f)))
        status = f.status;
    return asking_end(&s.asking, status, &f);
}
