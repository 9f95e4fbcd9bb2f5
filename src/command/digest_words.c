/* The digest's second half: who said what to whom, and what is promised, planned, agreed, foretold. */
#include "base/map.h"
#include "command/digest_int.h"
#include "command/wording.h"
#include "record/names.h"

/* ---- statements --------------------------------------------------------------------------------------------- */

static bool is_own_pronoun(const struct digest *g, const struct mention *m)
{
    struct str words = doc_slice(g->d, m->span);
    return str_eq_nocase(words, STR("I")) || str_eq_nocase(words, STR("we"));
}

/* Who speaks: "Sergei Lavrov, RUSGOV", "two diplomats", "the author"; empty: the text does not tell. */
static struct str speaker_label(const struct digest *g, const struct statement *st)
{
    if (st->speaker_mention == NONE)
        return span_given(st->source_span) ? screen_cut(clean_span(g, st->source_span), 60) : STR_NONE;
    const struct mention *m = &g->d->mention.v[st->speaker_mention];
    if (!m->name.n && g->d->tok.v[m->head_tok].upos == UPOS_PRON) {
        const struct mention *first = m->entity < g->d->mention.n ? &g->d->mention.v[m->entity] : m;
        if (first == m || g->d->tok.v[first->head_tok].upos == UPOS_PRON)
            return is_own_pronoun(g, m) ? STR("the author") : STR_NONE;
        m = first;
    }
    struct str name = speaker_name(g, (uint32_t)(m - g->d->mention.v));
    if (*m->actor.code && !str_is(name, m->actor.code))
        name = str_format(g->d->scratch, "%.*s, %s", STR_ARG(name), m->actor.code);
    return name;
}

static struct str words_of(const struct digest *g, const struct statement *st)
{
    struct arena *arena = g->d->scratch;
    struct str words = STR("");
    for (uint32_t i = 0; i < st->n_parts; i++)
        words = str_format(arena, "%.*s%s%.*s", STR_ARG(words), i ? " … " : "", STR_ARG(clean_span(g, st->part[i])));
    bool follows = span_given(st->cue) && st->cue.end <= st->content.start &&
                   !clean_span(g, (struct span){st->cue.end, st->content.start}).n;
    return wording_said(arena, st->kind == QUOTE_DIRECT, follows, clean_span(g, st->cue), words);
}

static struct str join(const struct digest *g, struct str line, const char *before, struct str what)
{
    if (!what.n)
        return line;
    return str_format(g->d->scratch, "%.*s%s%s%.*s", STR_ARG(line), line.n ? " · " : "", before, STR_ARG(what));
}

/* "in a letter": with the preposition that stands before it. */
static struct str venue_of(const struct digest *g, const struct statement *st)
{
    uint32_t at = st->venue.start;
    if (!span_given(st->venue))
        return STR_NONE;
    while (at > 0 && g->d->text.s[at - 1] == ' ')
        at--;
    while (at > 0 && ((g->d->text.s[at - 1] | 0x20) >= 'a' && (g->d->text.s[at - 1] | 0x20) <= 'z'))
        at--;
    struct str words = clean_span(g, (struct span){at, st->venue.end});
    return str_format(g->d->scratch, "%c%.*s", words.s[0] | 0x20, (int)words.n - 1, words.s + 1); /* "In a letter, …" */
}

/* "accuses ARM, TUR". */
static struct str stances(const struct digest *g, const struct statement *st, struct str line)
{
    for (uint32_t i = 0; i < st->n_stances; i++) {
        const struct stance *s = &st->stance_to[i];
        struct str whom = party_of(g, s->mention).label;
        bool same = i > 0 && s->kind == st->stance_to[i - 1].kind;
        line = same ? str_format(g->d->scratch, "%.*s, %.*s", STR_ARG(line), STR_ARG(whom))
                    : join(g, line, "", str_format(g->d->scratch, "%s %.*s", stance_kind_name(s->kind), STR_ARG(whom)));
    }
    return line;
}

/* "to reporters · at a news conference in Kiev · via TASS · Monday · accuses ARM": empty where nothing is known. */
static struct str circumstances(const struct digest *g, const struct statement *st)
{
    struct str line = STR("");
    bool in_venue = st->via.start >= st->venue.start && st->via.end <= st->venue.end;
    if (st->addressee_mention != NONE)
        line = join(g, line, "to ", speaker_name(g, st->addressee_mention));
    line = join(g, line, "", venue_of(g, st));
    if (!in_venue)
        line = join(g, line, "via ", clean_span(g, st->via));
    line = join(g, line, "", clean_span(g, st->date));
    return stances(g, st, line);
}

/* "hoped that the guns would be silent" inside "said they hoped that the guns would be silent": shown already. */
static bool is_repeated(const struct digest *g, const struct str *label, uint32_t i)
{
    enum { MAX_BACK = 16 };
    const struct statement *st = &g->d->statement.v[i];
    for (uint32_t k = i, n = 0; k-- > 0 && n < MAX_BACK; n++) {
        const struct statement *p = &g->d->statement.v[k];
        bool inside = st->content.start >= p->content.start && st->content.end <= p->content.end;
        if (inside && st->kind != QUOTE_DIRECT && str_eq(label[k], label[i]))
            return true;
    }
    return false;
}

/* What the speaker of the statement says here and later on; label: of each statement. */
static void write_speaker(struct digest *g, const struct str *label, uint32_t from)
{
    buf_add_char(g->out, '\n');
    screen_text(g->screen, STYLE_BOLD, screen_fit(g->d->scratch, label[from], g->screen->width), g->out);
    buf_add_char(g->out, '\n');
    for (uint32_t i = from; i < g->d->statement.n; i++) {
        const struct statement *st = &g->d->statement.v[i];
        if (!str_eq(label[i], label[from]) || is_repeated(g, label, i))
            continue;
        screen_wrap(g->screen, words_of(g, st), 2, QUOTE_LINES, g->out);
        struct str line = circumstances(g, st);
        screen_style(g->screen, STYLE_DIM, g->out);
        if (line.n)
            screen_wrap(g->screen, line, 4, 2, g->out);
        screen_style(g->screen, STYLE_PLAIN, g->out);
    }
}

bool digest_statements(struct digest *g)
{
    uint32_t n = g->d->statement.n, n_nobody = 0;
    if (!n)
        return false;
    struct map seen;
    map_init(&seen, g->d->scratch, 64);
    struct str *label = arena_alloc(g->d->scratch, n * sizeof *label);
    for (uint32_t i = 0; i < n; i++)
        label[i] = speaker_label(g, &g->d->statement.v[i]);
    buf_add_char(g->out, '\n');
    screen_text(g->screen, STYLE_BOLD, STR("Who said what"), g->out);
    buf_add_char(g->out, '\n');
    for (uint32_t i = 0; i < n; i++) {
        n_nobody += !label[i].n;
        uint32_t *at = label[i].n ? map_put(&seen, label[i], NONE) : NULL;
        if (!at || *at != NONE)
            continue;
        *at = i;
        write_speaker(g, label, i);
    }
    if (n_nobody) {
        struct str more = str_format(g->d->scratch, "%s%u of whom the text does not tell who speaks",
                                     seen.n ? "and " : "", (unsigned)n_nobody);
        buf_add_char(g->out, '\n');
        screen_style(g->screen, STYLE_DIM, g->out);
        screen_wrap(g->screen, more, 0, 2, g->out);
        screen_style(g->screen, STYLE_PLAIN, g->out);
    }
    return true;
}

/* ---- the ledger --------------------------------------------------------------------------------------------- */

static struct str parties_of(const struct digest *g, const struct ledger_entry *e)
{
    struct str all = STR("");
    for (uint32_t i = 0; i < e->n_parties; i++) {
        const char *role = e->party[i].role == PARTY_PARTY ? NULL : ledger_role_name(e->party[i].role);
        struct str who = party_of(g, e->party[i].mention).label;
        all = str_format(g->d->scratch, "%.*s%s%s%s%.*s", STR_ARG(all), i ? ", " : "", role ? role : "",
                         role ? " " : "", STR_ARG(who));
    }
    return all;
}

static struct str says(const struct digest *g, enum voice voice, uint32_t mention)
{
    if (voice == VOICE_AUTHOR)
        return STR("the author");
    return voice == VOICE_REPORTER || mention == NONE ? STR_NONE : speaker_name(g, mention);
}

static struct str obstacles_of(const struct digest *g, const struct ledger_entry *e)
{
    struct str all = STR("");
    for (uint32_t i = 0; i < e->n_obstacles; i++) {
        const struct ledger_obstacle *o = &e->obstacle[i];
        if (i > 0 && str_eq(o->kind, o[-1].kind) && o->says_mention == o[-1].says_mention)
            continue;
        struct str who = says(g, o->voice, o->says_mention);
        all = str_format(g->d->scratch, "%.*s%s%.*s%s%.*s%s", STR_ARG(all), i ? ", " : "", STR_ARG(o->kind),
                         who.n ? " (says " : "", (int)who.n, who.n ? who.s : "", who.n ? ")" : "");
    }
    return all;
}

/* "seller RUS, buyer IND · negotiating · delayed · due 2018-10 · obstacle: price (says TASS) · says the author". */
static struct str terms_of(const struct digest *g, const struct ledger_entry *e)
{
    struct arena *arena = g->d->scratch;
    const char *stage = ledger_stage_name(e->stage);
    struct str line = join(g, STR(""), "", parties_of(g, e));
    line = join(g, line, "", stage ? str_of(stage) : STR_NONE);
    line = join(g, line, "", ledger_sign(e) < 0 ? STR("not to be") : STR_NONE);
    if (e->is_delayed)
        line = join(g, line, "", STR("delayed"));
    bool until = e->due.from == g->d->date && e->due.from != e->due.to; /* "by March" */
    line = until ? join(g, line, "due by ", wording_days(arena, (struct date_range){DAY_NONE, e->due.to}))
                 : join(g, line, "due ", wording_days(arena, e->due));
    line = join(g, line, "obstacle: ", obstacles_of(g, e));
    line = join(g, line, "", clean_span(g, e->condition));
    if (e->outcome != OUTCOME_OPEN && !(stage && strcmp(stage, ledger_outcome_name(e->outcome)) == 0))
        line = join(g, line, "", str_of(ledger_outcome_name(e->outcome)));
    return join(g, line, "says ", says(g, e->voice, e->says_mention));
}

static void write_entry(struct digest *g, const struct ledger_entry *e, struct str kind, struct str terms)
{
    enum { INDENT = 4, KIND_COLUMN = 14 };
    const struct screen *s = g->screen;
    struct str matter = clean_span(g, e->matter);
    if (str_starts(matter, STR("and ")))
        matter = str_slice(matter, 4, matter.n);
    buf_add_str(g->out, STR("  "));
    screen_text(s, STYLE_CYAN, kind, g->out);
    unsigned at = 2 + screen_columns(kind), column = at < KIND_COLUMN ? KIND_COLUMN : at + 1;
    if (matter.n && column + LEAST_NAME <= s->width) {
        matter = screen_fit(g->d->scratch, matter, s->width - column);
        screen_pad(at, column, g->out);
        buf_add_str(g->out, matter);
        at = column + screen_columns(matter);
    }
    if (terms.n && at + 2 + screen_columns(terms) <= s->width) {
        buf_add_str(g->out, STR("  "));
        screen_text(s, STYLE_DIM, terms, g->out);
        buf_add_char(g->out, '\n');
        return;
    }
    buf_add_char(g->out, '\n');
    screen_style(s, STYLE_DIM, g->out);
    if (terms.n)
        screen_wrap(s, terms, column + LEAST_NAME <= s->width / 2 ? column : INDENT, 3, g->out);
    screen_style(s, STYLE_PLAIN, g->out);
}

/* A headline tells what the text tells again: what reads the same is shown once. */
bool digest_ledger(struct digest *g)
{
    struct arena *arena = g->d->scratch;
    struct map seen;
    map_init(&seen, arena, 64);
    for (uint32_t i = 0; i < g->d->ledger.n; i++) {
        const struct ledger_entry *e = &g->d->ledger.v[i];
        struct str kind = str_of(ledger_kind_name(e->kind)), terms = terms_of(g, e);
        struct str key =
            str_format(arena, "%.*s\t%.*s\t%.*s", STR_ARG(kind), STR_ARG(clean_span(g, e->matter)), STR_ARG(terms));
        uint32_t *at = map_put(&seen, key, NONE);
        if (*at != NONE)
            continue;
        *at = i;
        if (i == 0) {
            buf_add_char(g->out, '\n');
            screen_text(g->screen, STYLE_BOLD, STR("In the ledger"), g->out);
            buf_add_str(g->out, STR("\n\n"));
        }
        write_entry(g, e, kind, terms);
    }
    return g->d->ledger.n > 0;
}
