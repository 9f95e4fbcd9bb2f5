/* entente codebook check|list|search: the codebook's own examples, coded by the whole program. */
#include "base/file.h"
#include "codebook/codebook.h"
#include "command/command.h"
#include "event/event.h"
#include "pipeline/pipeline.h"
#include "record/names.h"
#include "statement/statement.h"

#include <stdio.h>

struct check {
    const struct pipeline *p;
    struct arena arena, scratch;
    struct buf *out;
    uint32_t n_examples, n_right;
};

static struct doc *code_text(struct check *k, struct str text, struct fault *f)
{
    arena_clear(&k->arena);
    struct doc *d = doc_new(&k->arena, &k->scratch);
    d->text = str_copy(&k->arena, text);
    *array_add(&k->arena, &d->block) = (struct block){{0, text.n}, SENT_BODY};
    return pipeline_run(k->p, d, UNTIL_LEDGER, f) ? NULL : d;
}

static struct str code_of(const struct doc *d, uint32_t mention)
{
    return mention == NONE || !d->mention.v[mention].actor.code[0] ? STR("-")
                                                                   : str_of(d->mention.v[mention].actor.code);
}

static bool code_fits(struct str code, struct str wanted)
{
    return str_is(wanted, "-") ? str_is(code, "-") : str_starts(code, wanted);
}

/* "IND ACCUSE PAK denied" against an event */
static bool event_fits(const struct doc *d, const struct event *e, struct str wanted)
{
    struct str part[4] = {0}, rest = wanted, piece;
    for (unsigned n = 0; n < 4 && str_cut(&rest, ' ', &piece);)
        if (piece.n)
            part[n++] = piece;
    struct str status = part[3].n ? part[3] : STR("asserted");
    return code_fits(code_of(d, e->source_mention), part[0]) && str_is(part[1], event_type_name(e->type)) &&
           code_fits(code_of(d, e->target_mention), part[2]) && str_is(status, event_status_name(e->status));
}

static void describe(const struct doc *d, struct str rule, struct buf *out)
{
    bool any = false;
    for (uint32_t i = 0; i < d->event.n; i++) {
        const struct event *e = &d->event.v[i];
        if (rule.n && !str_eq(e->rule, rule))
            continue;
        buf_printf(out, "%s%.*s %s %.*s %s", any ? " ; " : "", STR_ARG(code_of(d, e->source_mention)),
                   event_type_name(e->type), STR_ARG(code_of(d, e->target_mention)), event_status_name(e->status));
        any = true;
    }
    if (!any)
        buf_add_str(out, STR("nothing"));
}

static bool is_wanted(const struct doc *d, const struct event *e, struct str all_wanted)
{
    struct str rest = all_wanted, wanted;
    while (all_wanted.n && str_cut(&rest, ';', &wanted))
        if (str_trim(wanted).n && event_fits(d, e, str_trim(wanted)))
            return true;
    return false;
}

/* Every wanted event is there, from this entry or from one that says the same; and this entry gives no other. */
static bool example_right(const struct doc *d, struct str rule, const struct codebook_example *x)
{
    struct str rest = x->wanted, wanted;
    if (str_is(x->wanted, "nothing"))
        return d->event.n == 0;
    while (x->wanted.n && str_cut(&rest, ';', &wanted)) {
        bool found = !str_trim(wanted).n;
        for (uint32_t i = 0; i < d->event.n && !found; i++)
            found = event_fits(d, &d->event.v[i], str_trim(wanted));
        if (!found)
            return false;
    }
    for (uint32_t i = 0; i < d->event.n; i++)
        if (str_eq(d->event.v[i].rule, rule) && !is_wanted(d, &d->event.v[i], x->wanted))
            return false;
    return true;
}

static bool has_party(const struct doc *d, const struct ledger_entry *e, struct str code)
{
    for (uint32_t i = 0; i < e->n_parties; i++)
        if (code_fits(code_of(d, e->party[i].mention), code))
            return true;
    return false;
}

/* "deal signed RUS IND": kind, stage ("-" for none, blanks as "_"), and parties, against what the ledger has. */
static bool ledger_fits(const struct doc *d, const struct ledger_entry *e, struct str wanted)
{
    struct str rest = wanted, kind = STR_NONE, stage = STR_NONE, code;
    str_cut(&rest, ' ', &kind);
    str_cut(&rest, ' ', &stage);
    if (e->kind != ledger_kind_of(kind) || e->stage != ledger_stage_of(stage))
        return false;
    while (str_cut(&rest, ' ', &code))
        if (code.n && !(str_is(code, "delay") ? e->is_delayed
                        : str_is(code, "not") ? e->sign < 0
                                              : has_party(d, e, code)))
            return false;
    return true;
}

static void describe_ledger(const struct doc *d, struct buf *out)
{
    for (uint32_t i = 0; i < d->ledger.n; i++) {
        const struct ledger_entry *e = &d->ledger.v[i];
        const char *stage = ledger_stage_name(e->stage);
        buf_printf(out, "%s%s %s", i ? " ; " : "", ledger_kind_name(e->kind), stage ? stage : "-");
        for (uint32_t k = 0; k < e->n_parties; k++)
            buf_printf(out, " %.*s", STR_ARG(code_of(d, e->party[k].mention)));
        if (e->is_delayed)
            buf_add_str(out, STR(" delay"));
        if (e->sign < 0)
            buf_add_str(out, STR(" not"));
    }
    if (!d->ledger.n)
        buf_add_str(out, STR("nothing"));
}

/* What is wanted is there, by this entry; a near miss gives nothing by it. */
static bool ledger_example_right(const struct doc *d, struct str rule, const struct codebook_example *x)
{
    bool by_it = false, wanted = false;
    for (uint32_t i = 0; i < d->ledger.n; i++) {
        by_it |= str_has_nocase(d->ledger.v[i].rule, rule);
        wanted |= x->wanted.n && ledger_fits(d, &d->ledger.v[i], x->wanted);
        for (uint32_t k = 0; k < d->ledger.v[i].n_obstacles && x->wanted.n; k++)
            by_it |= str_eq(d->ledger.v[i].obstacle[k].rule, rule);
    }
    return x->near_miss ? !by_it : by_it && wanted;
}

static enum status check_ledger_entry(struct check *k, const struct codebook_entry *e, struct fault *f)
{
    for (uint32_t i = 0; i < e->n_examples; i++) {
        const struct codebook_example *x = &e->example[i];
        struct doc *d = code_text(k, x->sentence, f);
        if (!d)
            return f->status;
        k->n_examples++;
        if (ledger_example_right(d, e->rule, x)) {
            k->n_right++;
            continue;
        }
        buf_printf(k->out, "%.*s:%u: %.*s\n    wanted: %.*s\n    got:    ", STR_ARG(e->file), x->line,
                   STR_ARG(x->sentence), STR_ARG(x->near_miss ? STR("nothing") : x->wanted));
        describe_ledger(d, k->out);
        buf_add_char(k->out, '\n');
    }
    return OK;
}

static enum status check_entry(struct check *k, const struct codebook_entry *e, struct fault *f)
{
    for (uint32_t i = 0; i < e->n_examples; i++) {
        const struct codebook_example *x = &e->example[i];
        struct doc *d = code_text(k, x->sentence, f);
        if (!d)
            return f->status;
        k->n_examples++;
        if (example_right(d, e->rule, x)) {
            k->n_right++;
            continue;
        }
        buf_printf(k->out, "%.*s:%u: %.*s\n    wanted: %.*s\n    got:    ", STR_ARG(e->file), x->line,
                   STR_ARG(x->sentence), STR_ARG(x->near_miss ? STR("nothing") : x->wanted));
        describe(d, e->rule, k->out);
        buf_add_str(k->out, STR("\n    all:    "));
        describe(d, STR_NONE, k->out);
        buf_add_char(k->out, '\n');
    }
    return OK;
}

/* "Russia plans to visit Pakistan. => visit planned": the last such word of the sentence has that status. */
static enum status check_signature(struct check *k, struct str rule, struct str example, struct fault *f)
{
    uint32_t arrow = 0;
    while (arrow + 1 < example.n && !(example.s[arrow] == '=' && example.s[arrow + 1] == '>'))
        arrow++;
    struct str sentence = str_trim(str_slice(example, 0, arrow));
    struct str status = str_trim(str_slice(example, arrow + 2, example.n)), word;
    str_cut(&status, ' ', &word);
    status = str_trim(status);
    struct doc *d = code_text(k, sentence, f);
    if (!d)
        return f->status;
    k->n_examples++;
    const char *got = "no such word";
    for (uint32_t t = d->tok.n; t-- > 0;)
        if (str_eq_nocase(d->tok.v[t].lemma, word) || str_eq_nocase(tok_str(d, t), word)) {
            got = event_status_name(event_word_status(pipeline_codebook(k->p), d, t));
            break;
        }
    if (str_starts(status, str_of(got))) {
        k->n_right++;
        return OK;
    }
    buf_printf(k->out, "%.*s: %.*s\n    wanted: %.*s %.*s\n    got:    %s\n", STR_ARG(rule), STR_ARG(sentence),
               STR_ARG(word), STR_ARG(status), got);
    return OK;
}

/* "Iran said so. => said | Iran": a statement with a cue and a source that end and begin so. */
static enum status check_cue(struct check *k, struct str rule, struct str example, struct fault *f)
{
    struct str rest = example, sentence = STR_NONE, cue = STR_NONE;
    uint32_t arrow = 0;
    while (arrow + 1 < example.n && !(example.s[arrow] == '=' && example.s[arrow + 1] == '>'))
        arrow++;
    sentence = str_trim(str_slice(example, 0, arrow));
    rest = str_slice(example, arrow + 2 < example.n ? arrow + 2 : example.n, example.n);
    str_cut(&rest, '|', &cue);
    struct str speaker = str_trim(rest);
    cue = str_trim(cue);
    struct doc *d = code_text(k, sentence, f);
    if (!d)
        return f->status;
    k->n_examples++;
    bool right = false;
    for (uint32_t i = 0; i < d->statement.n && !right; i++) {
        const struct statement *s = &d->statement.v[i];
        right = span_given(s->cue) && span_given(s->source_span) && str_ends(doc_slice(d, s->cue), cue) &&
                str_starts(doc_slice(d, s->source_span), speaker);
    }
    k->n_right += right;
    if (!right)
        buf_printf(k->out, "%.*s: %.*s\n    wanted: a statement by %.*s, cue %.*s\n", STR_ARG(rule), STR_ARG(sentence),
                   STR_ARG(speaker), STR_ARG(cue));
    return OK;
}

static int check(struct cli *cli)
{
    struct fault f = {0};
    struct pipeline *p;
    if (pipeline_open(cli_lang_dir(cli), cli->extra_dir, &p, &f))
        return cli_fail(&f);
    pipeline_keep_above(p, 0); /* what an entry gives is asked, not whether it is likely */
    struct buf out = {0};
    struct check k = {.p = p, .out = &out};
    arena_init(&k.arena, 0);
    arena_init(&k.scratch, 0);
    const struct codebook *c = pipeline_codebook(p);
    enum status status = OK;
    for (uint32_t i = 0; i < codebook_size(c) && !status; i++)
        status = check_entry(&k, codebook_entry(c, i), &f);
    for (uint32_t i = 0; i < codebook_ledger_size(c) && !status; i++)
        status = check_ledger_entry(&k, codebook_ledger_entry(c, i), &f);
    struct str rule, example;
    uint32_t n_signatures = 0;
    while (!status && signature_get(c, n_signatures, &rule, &example)) {
        if (example.n)
            status = check_signature(&k, rule, example, &f);
        n_signatures++;
    }
    uint32_t n_cues = 0;
    while (!status && reporting_example(pipeline_reporting(p), n_cues, &rule, &example)) {
        status = check_cue(&k, rule, example, &f);
        n_cues++;
    }
    uint32_t n_faults = codebook_lint(c, &out);
    if (n_faults)
        buf_printf(&out, "%u faults of entries\n", n_faults);
    buf_printf(&out,
               "%u entries, %u of the ledger, %u signatures, %u reporting words, %u examples: %u right, %u wrong\n",
               codebook_size(c), codebook_ledger_size(c), n_signatures, n_cues, k.n_examples, k.n_right,
               k.n_examples - k.n_right);
    if (!status)
        status = cli_out(buf_str(&out), &f);
    buf_release(&out);
    arena_release(&k.arena);
    arena_release(&k.scratch);
    pipeline_close(p);
    if (status)
        return cli_fail(&f);
    return k.n_right == k.n_examples && !n_faults ? EXIT_DONE : EXIT_SOME_FAILED;
}

/* How many entries are of a mode (empty: any) of a type, with a CAMEO code that begins so. */
static uint32_t n_entries(const struct codebook *c, enum event_type type, struct str mode, struct str cameo)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < codebook_size(c); i++) {
        const struct codebook_entry *e = codebook_entry(c, i);
        n += (type == EV_NONE || e->type == type) && (!mode.n || str_eq(e->mode, mode)) &&
             str_starts(str_of(e->cameo), cameo);
    }
    return n;
}

/* Entries by type and mode; which modes and three-digit codes have none. */
static void coverage_lines(const struct codebook *c, struct buf *out)
{
    struct str code;
    enum event_type type;
    const char *mode;
    uint32_t n_modes = 0, n_modes_held = 0, n_codes = 0, n_codes_held = 0;
    struct buf missing = {0};
    for (int t = 1; t < N_EVENT_TYPES; t++) {
        buf_printf(out, "%-10s %5u ", event_type_name((enum event_type)t),
                   n_entries(c, (enum event_type)t, STR_NONE, STR_NONE));
        for (uint32_t i = 0; (mode = event_mode_name(i, &type)); i++) {
            uint32_t n = type == (enum event_type)t ? n_entries(c, type, str_of(mode), STR_NONE) : 0;
            if (n)
                buf_printf(out, "  %s %u", mode, n);
        }
        buf_add_char(out, '\n');
    }
    for (uint32_t i = 0; (mode = event_mode_name(i, &type)); i++, n_modes++) {
        bool held = n_entries(c, type, str_of(mode), STR_NONE) > 0;
        n_modes_held += held;
        if (!held)
            buf_printf(&missing, ", %s %s", event_type_name(type), mode);
    }
    buf_printf(out, "modes      %u of %u%s%s\n", n_modes_held, n_modes, missing.n ? "; none of " : "",
               missing.n ? missing.s + 2 : "");
    buf_clear(&missing);
    for (uint32_t i = 0; codebook_code(c, i, &code, &type); i++) {
        if (code.n != 3)
            continue;
        bool held = n_entries(c, EV_NONE, STR_NONE, code) > 0;
        n_codes++;
        n_codes_held += held;
        if (!held)
            buf_printf(&missing, ", %.*s", STR_ARG(code));
    }
    buf_printf(out, "codes      %u of %u of three digits%s%s\n", n_codes_held, n_codes, missing.n ? "; none of " : "",
               missing.n ? missing.s + 2 : "");
    buf_release(&missing);
}

/* Entries whose line holds the words; each with its first example. */
static int list(struct cli *cli, struct str words, bool coverage)
{
    struct fault f = {0};
    struct buf path = {0}, extra = {0}, out = {0};
    struct codebook *c = NULL;
    buf_printf(&path, "%s/codebook", cli_lang_dir(cli));
    if (cli->extra_dir)
        buf_printf(&extra, "%s/codebook", cli->extra_dir);
    enum status status = codebook_load(path.s, extra.s, &c, &f);
    for (uint32_t i = 0; !status && i < codebook_size(c); i++) {
        const struct codebook_entry *e = codebook_entry(c, i);
        if (coverage || !str_has_nocase(e->definition, words))
            continue;
        buf_printf(&out, "%.*s:%u  %.*s\n", STR_ARG(e->file), e->line, STR_ARG(e->definition));
        if (words.n && e->n_examples)
            buf_printf(&out, "    %.*s\n", STR_ARG(e->example[0].sentence));
    }
    if (!status && coverage)
        coverage_lines(c, &out);
    if (!status)
        status = cli_out(buf_str(&out), &f);
    codebook_free(c);
    buf_release(&path);
    buf_release(&extra);
    buf_release(&out);
    return status ? cli_fail(&f) : EXIT_DONE;
}

int cmd_codebook(struct cli *cli, int argc, char **argv)
{
    bool coverage = false;
    const struct option own[] = {
        {"coverage", OPT_FLAG, &coverage, NULL, "with list: entries by event type and mode, and what has none"}, {0}};
    int code = cli_begin(cli, own, &argc, argv);
    if (code != CLI_GO_ON)
        return code;
    struct str verb = argc > 1 ? str_of(argv[1]) : STR_NONE;
    if (str_is(verb, "check") && argc == 2)
        return check(cli);
    if (str_is(verb, "list") && argc == 2)
        return list(cli, STR_NONE, coverage);
    if (str_is(verb, "search") && argc == 3)
        return list(cli, str_of(argv[2]), false);
    return cli_usage(cli, "codebook wants check, list, or search WORDS");
}
