#include "command/evidence.h"

#include "command/wording.h"
#include "record/names.h"
#include "relation/levels.h"

#include <math.h>

/* ---- JSON --------------------------------------------------------------------------------------------------- */

static void key_standing(struct json *j, const char *key, const struct standing_value *v)
{
    if (isnan(v->value)) {
        json_key_null(j, key);
        return;
    }
    json_key_object(j, key);
    json_key_num(j, "value", v->value, 3);
    json_key_num(j, "low", v->low, 3);
    json_key_num(j, "high", v->high, 3);
    json_object_end(j);
}

/* The level, and the deed that shows it; its sentence where somebody looked it up. */
static void key_tie(struct json *j, const struct tie *t)
{
    json_key_str(j, "tie", str_of(tie_level_name(t->level)));
    if (!t->level) {
        json_key_null(j, "tie_shown_by");
        return;
    }
    json_key_object(j, "tie_shown_by");
    json_key_str(j, "doc", t->doc);
    json_key_int(j, "id", t->event);
    json_key_day(j, "date", t->day);
    json_key_str(j, "sentence", t->sentence);
    json_object_end(j);
}

static void key_breaks(struct json *j, const struct dyad *d)
{
    if (!d->break_day) {
        json_key_null(j, "breaks");
        return;
    }
    json_key_array(j, "breaks");
    for (uint32_t i = 0; i < d->n_breaks; i++) {
        char day[11];
        day_write(d->break_day[i], day);
        json_str(j, str_of(day));
    }
    json_array_end(j);
}

void dyad_json(const struct dyad *d, bool directed, struct json *j)
{
    json_object(j);
    json_key_str(j, "a", d->a);
    json_key_str(j, "b", d->b);
    json_key_bool(j, "directed", directed);
    json_key_day(j, "from", d->from);
    json_key_day(j, "to", d->to);
    key_standing(j, "hostility", &d->standing.hostility);
    key_standing(j, "affinity", &d->standing.affinity);
    json_key_num(j, "goldstein_mean", d->goldstein_mean, 3);
    json_key_num(j, "goldstein_sum", d->goldstein_sum, 1);
    json_key_array(j, "quad");
    for (int q = 0; q < 4; q++)
        json_num(j, d->quad[q], 2);
    json_array_end(j);
    json_key_object(j, "types");
    for (int t = EV_NONE + 1; t < N_EVENT_TYPES; t++)
        if (d->type[t])
            json_key_int(j, event_type_name((enum event_type)t), d->type[t]);
    json_object_end(j);
    json_key_int(j, "incidents", d->n_incidents);
    json_key_int(j, "reports", d->n_reports);
    json_key_int(j, "documents", d->n_documents);
    json_key(j, "sources");
    if (d->origin.n)
        json_null(j);
    else
        json_int(j, d->n_sources);
    json_key_int(j, "undated", d->n_undated);
    bool is_dated = d->from != DAY_NONE && d->to != DAY_NONE;
    uint32_t n_days = is_dated ? (uint32_t)(d->to - d->from) + 1 : 1;
    json_key_str(j, "conflict", str_of(conflict_level_name(conflict_level(d->type, n_days))));
    key_tie(j, &d->tie);
    json_key(j, "trend");
    if (d->trend)
        json_str(j, str_of(trend_name(d->trend)));
    else
        json_null(j);
    key_breaks(j, d);
    json_key_str(j, "origin", d->origin.n ? d->origin : STR("read")); /* read: from texts, not from imported rows */
    json_object_end(j);
}

static void key_actor(struct json *j, const char *key, struct str code, struct str name, struct str words)
{
    if (!code.n && !words.n) {
        json_key_null(j, key);
        return;
    }
    json_key_object(j, key);
    json_key_str(j, "code", code);
    if (name.s)
        json_key_str(j, "name", name);
    json_key_str(j, "text", words);
    json_object_end(j);
}

static void key_text_span(struct json *j, const char *key, uint32_t start, uint32_t end, struct str text)
{
    json_key_object(j, key);
    json_key_int(j, "start", start);
    json_key_int(j, "end", end);
    json_key_str(j, "text", text);
    json_object_end(j);
}

void event_json(const struct store_event *e, struct str incident, struct json *j)
{
    json_object(j);
    json_key_int(j, "id", e->event);
    json_key_str(j, "event", str_of(event_type_name(e->type)));
    json_key_str(j, "mode", e->mode);
    json_key_str(j, "cameo", str_of(e->cameo));
    json_key_int(j, "quad", event_type_quad(e->type));
    json_key_num(j, "goldstein", (double)e->goldstein, 2);
    json_key_num(j, "intensity", (double)e->intensity, 2);
    json_key_str(j, "status", str_of(event_status_name(e->status)));
    json_key_str(j, "voice", str_of(voice_name(e->voice)));
    json_key_bool(j, "counted", e->counted);
    json_key(j, "reciprocal_of");
    if (e->is_twin)
        json_int(j, e->twin_of);
    else
        json_null(j);
    json_key_day(j, "date", e->day);
    json_key_str(j, "dated_by", e->day == DAY_NONE ? STR_NONE : e->dated_by_document ? STR("document") : STR("text"));
    key_actor(j, "source", e->source, STR_NONE, e->source_words);
    key_actor(j, "target", e->target, STR_NONE, e->target_words);
    json_key_str(j, "trigger", e->trigger);
    key_text_span(j, "sentence", e->start, e->end, e->sentence);
    json_key_str(j, "rule", e->rule);
    json_key_str(j, "incident", incident);
    if (e->origin.n) {
        json_key_str(j, "origin", e->origin);
        json_key_str(j, "native_code", e->native_code);
    }
    json_key_object(j, "doc");
    json_key_str(j, "id", e->doc_id);
    json_key_str(j, "url", e->url);
    json_key_str(j, "title", e->doc_title);
    json_key_str(j, "publisher", e->publisher);
    json_object_end(j);
    json_object_end(j);
}

static struct str next_word(struct str *rest)
{
    struct str word = STR_NONE;
    str_cut(rest, ' ', &word);
    return word;
}

static void put_stances(struct json *j, struct str rest)
{
    json_key_array(j, "stance");
    while (rest.n) {
        struct str actor = next_word(&rest), sign = next_word(&rest), kind = next_word(&rest);
        json_object(j);
        json_key_str(j, "actor", actor);
        json_key_int(j, "sign", str_is(sign, "0") ? 0 : str_is(sign, "1") ? 1 : -1);
        json_key_str(j, "kind", kind);
        json_object_end(j);
    }
    json_array_end(j);
}

void statement_json(const struct store_statement *s, struct json *j)
{
    struct str none = STR(""); /* so that the key is there */
    json_object(j);
    json_key_str(j, "kind", s->kind);
    key_actor(j, "speaker", s->speaker, s->speaker_name.n ? s->speaker_name : none, s->speaker_words);
    key_actor(j, "addressee", s->addressee, s->addressee_name.n ? s->addressee_name : none, s->addressee_words);
    json_key_str(j, "cue", s->cue);
    json_key_str(j, "speaker_kind", s->speaker_kind);
    json_key_str(j, "venue", s->venue);
    json_key_str(j, "via", s->via);
    put_stances(j, s->stance);
    key_text_span(j, "content", s->start, s->end, s->content);
    json_key_object(j, "doc");
    json_key_str(j, "id", s->doc_id);
    json_key_str(j, "title", s->doc_title);
    json_key_day(j, "date", s->doc_day);
    json_object_end(j);
    json_object_end(j);
}

static void key_range(struct json *j, const char *key, struct date_range r)
{
    if (r.from == DAY_NONE && r.to == DAY_NONE) {
        json_key_null(j, key);
        return;
    }
    json_key_object(j, key);
    json_key_day(j, "from", r.from);
    json_key_day(j, "to", r.to);
    json_object_end(j);
}

static void claim_json(const struct follow_claim *c, struct json *j)
{
    const struct store_claim *t = &c->told;
    json_object(j);
    json_key_object(j, "doc");
    json_key_str(j, "id", t->doc_id);
    json_key_str(j, "title", t->doc_title);
    json_key_day(j, "date", t->doc_day);
    json_object_end(j);
    json_key_int(j, "claim", t->claim);
    json_key_str(j, "kind", str_of(ledger_kind_name(t->kind)));
    json_key_str(j, "stage", str_of(ledger_stage_name(t->stage)));
    key_range(j, "due", t->due);
    json_key_bool(j, "delayed", t->is_delayed);
    json_key_str(j, "condition", t->condition);
    key_actor(j, "who_says", t->speaker, t->speaker_name, t->speaker_words);
    json_key_str(j, "speaker_kind", t->speaker_kind);
    json_key_str(j, "voice", str_of(voice_name(t->voice)));
    json_key_num(j, "certainty", t->certainty, 2);
    json_key_bool(j, "checkable", t->checkable);
    key_text_span(j, "sentence", t->start, t->end, t->sentence);
    json_key_str(j, "rule", t->rule);
    json_object_end(j);
}

static void hindrances_json(const struct follow_entry *e, struct json *j)
{
    json_key_array(j, "delays");
    for (uint32_t i = 0; i < e->delay.n; i++) {
        json_object(j);
        json_key_day(j, "date", e->delay.v[i].day);
        key_range(j, "from", e->delay.v[i].from);
        key_range(j, "to", e->delay.v[i].until);
        json_object_end(j);
    }
    json_array_end(j);
    json_key_array(j, "obstacles");
    for (uint32_t i = 0; i < e->obstacle.n; i++)
        json_str(j, e->obstacle.v[i]);
    json_array_end(j);
}

void entry_json(const struct follow_entry *e, struct json *j)
{
    json_object(j);
    json_key_str(j, "kind", str_of(ledger_kind_name(e->kind)));
    json_key(j, "sign");
    if (e->sign)
        json_int(j, e->sign);
    else
        json_null(j);
    json_key_str(j, "subject", e->subject);
    json_key_str(j, "matter", e->matter);
    json_key_str(j, "portion", e->portion);
    json_key_array(j, "parties");
    for (uint32_t i = 0; i < e->party.n; i++) {
        json_object(j);
        json_key_str(j, "code", e->party.v[i].code);
        json_key_str(j, "role", e->party.v[i].role);
        json_object_end(j);
    }
    json_array_end(j);
    json_key_str(j, "stage", str_of(ledger_stage_name(e->stage)));
    json_key_day(j, "stage_date", e->stage_day);
    json_key_day(j, "first", e->first_day);
    json_key_day(j, "last", e->last_day);
    key_range(j, "due", e->due);
    hindrances_json(e, j);
    json_key_str(j, "outcome", str_of(ledger_outcome_name(e->outcome)));
    json_key_day(j, "decided", e->decided);
    json_key_array(j, "claims");
    for (uint32_t i = 0; i < e->claim.n; i++)
        claim_json(e->claim.v[i], j);
    json_array_end(j);
    json_object_end(j);
}

enum status count_parse(const char *text, unsigned *out_voices, struct fault *f)
{
    struct str rest = str_of(text), name;
    *out_voices = 0;
    while (text && str_cut(&rest, ',', &name)) {
        unsigned found = 0;
        for (int v = VOICE_ATTRIBUTED; v <= VOICE_AUTHOR; v++)
            if (str_is(str_trim(name), voice_name((enum voice)v)))
                found = 1u << v;
        if (!found)
            return fault_set(f, ST_USAGE,
                             "--count takes attributed, quoted and author, parted by commas, not \"%.80s\"", text);
        *out_voices |= found;
    }
    return OK;
}

/* ---- for people --------------------------------------------------------------------------------------------- */

void event_keep(struct arena *arena, const struct store_event *e, struct store_event *out)
{
    *out = *e;
    struct str *const text[] = {&out->doc_id,       &out->doc_title,    &out->publisher,     &out->url,
                                &out->source,       &out->target,       &out->sentence,      &out->trigger,
                                &out->source_words, &out->target_words, &out->mode,          &out->rule,
                                &out->origin,       &out->native_code,  &out->source_person, &out->target_person,
                                &out->place_id,     &out->place_name,   &out->place_country, &out->place_precision,
                                &out->magnitudes};
    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
        *text[i] = str_copy(arena, *text[i]);
}

static enum style style_of_quad(int quad)
{
    static const enum style styles[] = {STYLE_PLAIN, STYLE_CYAN, STYLE_GREEN, STYLE_YELLOW, STYLE_RED};
    return styles[quad];
}

/* A side of an event: its code, else its words, else a question mark. */
static struct str party(struct asking *a, struct str code, struct str words)
{
    if (code.n)
        return code;
    return words.n ? screen_cut(screen_clean(&a->row, words), 24) : STR("?");
}

static void doc_line(struct asking *a, struct str title, struct str id, struct str publisher, const char *note)
{
    struct str name = screen_clean(&a->row, title.n ? title : id);
    struct str by = screen_clean(&a->row, publisher);
    struct str line = str_format(&a->row, "%.*s%s%.*s%s", STR_ARG(name), by.n ? " · " : "", STR_ARG(by), note);
    screen_style(&a->screen, STYLE_DIM, &a->out);
    screen_wrap(&a->screen, line, 4, 1, &a->out);
    screen_style(&a->screen, STYLE_PLAIN, &a->out);
}

/* Puts words on the line where there is room, else on the next; gives the new column. */
static unsigned put(struct asking *a, unsigned column, unsigned gap, enum style style, struct str words)
{
    unsigned n = screen_columns(words);
    if (column + gap + n > a->screen.width) {
        buf_add_str(&a->out, STR("\n            "));
        column = 12;
    } else {
        for (unsigned i = 0; i < gap; i++)
            buf_add_char(&a->out, ' ');
        column += gap;
    }
    screen_text(&a->screen, style, words, &a->out);
    return column + n;
}

void event_lines(struct asking *a, const struct store_event *e, bool both_ways)
{
    char day[11];
    day_write(e->day, day);
    struct str source = party(a, e->source, e->source_words), target = party(a, e->target, e->target_words);
    struct str sides = str_format(&a->row, "%.*s %s %.*s", STR_ARG(source), both_ways ? "↔" : "→", STR_ARG(target));
    struct str act = str_of(event_type_name(e->type));
    if (e->mode.n)
        act = str_format(&a->row, "%.*s (%.*s)", STR_ARG(act), STR_ARG(e->mode));
    struct str claim = str_of(event_status_name(e->status));
    if (e->voice != VOICE_REPORTER)
        claim = str_format(&a->row, "%.*s, %s", STR_ARG(claim), voice_name(e->voice));
    if (!e->counted)
        claim = str_format(&a->row, "%.*s: not counted", STR_ARG(claim));
    screen_text(&a->screen, e->counted ? STYLE_BOLD : STYLE_DIM, *day ? str_of(day) : STR("undated   "), &a->out);
    unsigned column = put(a, 10, 2, e->counted ? STYLE_PLAIN : STYLE_DIM, sides);
    column = put(a, column, 2, e->counted ? style_of_quad(event_type_quad(e->type)) : STYLE_DIM, act);
    put(a, column, 2, STYLE_DIM, claim);
    buf_add_char(&a->out, '\n');
    if (e->origin.n) { /* of an imported row: where it stands, there is no sentence */
        struct str row =
            str_format(&a->row, "%.*s, row %lld: code %.*s, %.*s → %.*s", STR_ARG(e->doc_title), (long long)e->event,
                       STR_ARG(e->native_code), STR_ARG(e->source_words), STR_ARG(e->target_words));
        screen_wrap(&a->screen, screen_clean(&a->row, row), 4, EVIDENCE_LINES, &a->out);
        doc_line(a, e->url, e->doc_id, e->publisher, "");
        return;
    }
    struct str words = str_format(&a->row, "“%.*s”", STR_ARG(screen_clean(&a->row, e->sentence)));
    screen_wrap(&a->screen, words, 4, EVIDENCE_LINES, &a->out);
    struct str id = str_format(&a->row, "%.*s#%lld", STR_ARG(e->doc_id), (long long)e->event); /* explain --event */
    struct str note = str_format(&a->row, "%s%.*s%s", e->doc_title.n ? " · " : "",
                                 STR_ARG(e->doc_title.n ? screen_clean(&a->row, id) : STR("")),
                                 e->dated_by_document ? " · the document's date" : "");
    doc_line(a, e->doc_title, id, e->publisher, note.s);
}

/* "at a news conference in Kiev, via TASS · accuses PAK" under the speaker, where there is any of it. */
static void circumstances(struct asking *a, const struct store_statement *s)
{
    struct str line = STR(""), venue = screen_clean(&a->row, s->venue), via = screen_clean(&a->row, s->via);
    if (venue.n)
        line = str_format(&a->row, "at %.*s", STR_ARG(venue));
    if (via.n)
        line = str_format(&a->row, "%.*s%svia %.*s", STR_ARG(line), line.n ? ", " : "", STR_ARG(via));
    for (struct str rest = s->stance; rest.n;) {
        struct str actor = next_word(&rest);
        (void)next_word(&rest);
        struct str kind = next_word(&rest);
        line =
            str_format(&a->row, "%.*s%s%.*s %.*s", STR_ARG(line), line.n ? " · " : "", STR_ARG(kind), STR_ARG(actor));
    }
    if (line.n)
        screen_wrap(&a->screen, line, 4, EVIDENCE_LINES, &a->out);
}

void statement_lines(struct asking *a, const struct store_statement *s)
{
    char day[11];
    day_write(s->doc_day, day);
    struct str who = screen_clean(&a->row, s->speaker_name.n ? s->speaker_name : s->speaker_words);
    who = screen_cut(who.n ? who : STR("Somebody"), 60);
    if (s->speaker.n && !str_eq(who, s->speaker))
        who = str_format(&a->row, "%.*s, %.*s", STR_ARG(who), STR_ARG(s->speaker));
    screen_text(&a->screen, STYLE_BOLD, *day ? str_of(day) : STR("undated   "), &a->out);
    unsigned column = put(a, 10, 2, STYLE_BOLD, who);
    struct str to = screen_clean(&a->row, s->addressee_name.n ? s->addressee_name : s->addressee_words);
    if (to.n)
        put(a, column, 1, STYLE_PLAIN, str_format(&a->row, "to %.*s", STR_ARG(to)));
    buf_add_char(&a->out, '\n');
    circumstances(a, s);
    struct str words = wording_said(&a->row, str_is(s->kind, "direct"), false, screen_clean(&a->row, s->cue),
                                    screen_clean(&a->row, s->content));
    screen_wrap(&a->screen, words, 4, EVIDENCE_LINES, &a->out);
    doc_line(a, s->doc_title, s->doc_id, STR_NONE, "");
}

/* The claim that told the stage first; of an entry without one, the latest. */
static const struct store_claim *telling(const struct follow_entry *e)
{
    for (uint32_t i = 0; i < e->claim.n; i++)
        if (e->stage != STAGE_NONE && e->claim.v[i]->told.stage == e->stage &&
            e->claim.v[i]->told.doc_day == e->stage_day)
            return &e->claim.v[i]->told;
    return &e->claim.v[e->claim.n - 1]->told;
}

static struct str parties_of(struct asking *a, const struct follow_entry *e)
{
    struct str all = STR("");
    for (uint32_t i = 0; i < e->party.n; i++) {
        const struct follow_party *p = &e->party.v[i];
        bool plain = str_is(p->role, ledger_role_name(PARTY_PARTY));
        all = str_format(&a->row, "%.*s%s%.*s%s%.*s", STR_ARG(all), i ? ", " : "", STR_ARG(plain ? STR("") : p->role),
                         plain ? "" : " ", STR_ARG(p->code));
    }
    return all;
}

static void hindrance_lines(struct asking *a, const struct follow_entry *e)
{
    for (uint32_t i = 0; i < e->delay.n; i++) {
        char told[11], until[11];
        day_write(e->delay.v[i].day, told);
        day_write(e->delay.v[i].until.to, until);
        buf_printf(&a->out, "    delayed%s%s%s%s\n", *until ? " until " : "", until, *told ? ", as told on " : "",
                   told);
    }
    for (uint32_t i = 0; i < e->obstacle.n; i++)
        buf_printf(&a->out, "%s%.*s%s", i ? ", " : "    obstacles: ", STR_ARG(e->obstacle.v[i]),
                   i + 1 == e->obstacle.n ? "\n" : "");
}

void entry_lines(struct asking *a, const struct follow_entry *e)
{
    char day[11], due[11];
    day_write(e->stage_day != DAY_NONE ? e->stage_day : e->last_day, day);
    day_write(e->due.to, due);
    const char *stage = ledger_stage_name(e->stage);
    bool open = e->outcome == OUTCOME_OPEN;
    screen_text(&a->screen, STYLE_BOLD, *day ? str_of(day) : STR("undated   "), &a->out);
    unsigned column = put(a, 10, 2, STYLE_BOLD, str_of(ledger_kind_name(e->kind)));
    column = put(a, column, 2, STYLE_PLAIN, screen_cut(screen_clean(&a->row, e->matter), 60));
    column = put(a, column, 2, STYLE_PLAIN, parties_of(a, e));
    if (e->sign < 0)
        column = put(a, column, 2, STYLE_PLAIN, STR("not to be"));
    if (stage)
        column = put(a, column, 2, STYLE_CYAN, str_of(stage));
    if (*due)
        column = put(a, column, 2, STYLE_PLAIN, str_format(&a->row, "due %s", due));
    put(a, column, 2,
        open                         ? STYLE_DIM
        : e->outcome == OUTCOME_KEPT ? STYLE_GREEN
                                     : STYLE_RED,
        str_of(ledger_outcome_name(e->outcome)));
    buf_add_char(&a->out, '\n');
    hindrance_lines(a, e);
    const struct store_claim *c = telling(e);
    struct str words = str_format(&a->row, "“%.*s”", STR_ARG(screen_clean(&a->row, c->sentence)));
    screen_wrap(&a->screen, words, 4, EVIDENCE_LINES, &a->out);
    doc_line(a, c->doc_title, c->doc_id, STR_NONE, "");
}

static bool add_claim(void *context, const struct store_claim *c)
{
    follow_add(context, c);
    return true;
}

enum status asking_ledger(struct asking *a, struct follow *out, struct fault *f)
{
    follow_init(out, &a->arena);
    if (store_claims(a->store, add_claim, out, f))
        return f->status;
    follow_up(out, a->cli->as_of);
    return OK;
}
