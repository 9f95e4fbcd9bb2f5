/* Runs the gold cases (README.md beside this file): run_gold LANG_DIR GOLD_DIR. Closes with "N passed, N failed". */
#include "base/file.h"
#include "base/map.h"
#include "pipeline/pipeline.h"
#include "record/names.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_GOLD_BYTES = 16 * 1024 * 1024, MAX_WANTS = 64 };

struct want {
    struct str key, value;
    uint32_t line;
};

struct gold_case {
    struct str id, file;
    int32_t date;
    struct buf text;
    struct want want[MAX_WANTS];
    uint32_t n_wants;
};

struct run {
    const struct pipeline *p;
    struct arena keep, arena, scratch;
    struct map known;
    uint32_t n_passed, n_failed;
};

static bool code_fits(const struct doc *d, uint32_t mention, struct str wanted)
{
    struct str code = mention == NONE ? STR_NONE : str_of(d->mention.v[mention].actor.code);
    if (str_is(wanted, "*"))
        return true;
    return str_is(wanted, "-") ? code.n == 0 : str_starts(code, wanted);
}

/* "40..", "..50", "20..30", "40" */
static bool quantity_is(const struct quantity *q, struct str value)
{
    char text[64] = "";
    double low, high;
    snprintf(text, sizeof text, "%.*s", STR_ARG(value));
    char *dots = strstr(text, "..");
    low = dots == text ? NAN : strtod(text, NULL);
    high = !dots ? low : dots[2] ? strtod(dots + 2, NULL) : NAN;
    return (isnan(low) ? isnan(q->low) : low == q->low) && (isnan(high) ? isnan(q->high) : high == q->high);
}

static bool date_is(const struct event *e, struct str value)
{
    struct date_range r;
    if (str_is(value, "-"))
        return e->date.from == DAY_NONE && e->date.to == DAY_NONE;
    if (!date_range_parse(value, &r))
        return false;
    return e->date.from == (r.from <= DAY_MIN ? DAY_NONE : r.from) && e->date.to == (r.to >= DAY_MAX ? DAY_NONE : r.to);
}

/* "date 2018-04-03", "place Kabul", "killed 40..", "amount 5e9 USD", "context military", "time past"; - for none */
static bool detail_fits(const struct doc *d, const struct event *e, struct str what, struct str value)
{
    if (str_is(what, "date"))
        return date_is(e, value);
    if (str_is(what, "time"))
        return str_is(value, e->time == TIME_NONE ? "-" : event_time_name(e->time));
    if (str_is(what, "place")) {
        const struct territory *p = e->place_mention == NONE ? NULL : d->mention.v[e->place_mention].place;
        return p ? str_eq(p->name, value) : str_is(value, "-");
    }
    bool has = false, wanted = str_is(what, "context");
    for (uint32_t i = 0; i < e->n_contexts; i++)
        has |= str_eq(e->context[i], value);
    if (wanted || str_is(what, "no-context"))
        return has == wanted;
    struct str rest = value, number = str_cut_word(&rest);
    for (int k = 0; k < N_MAGNITUDES; k++)
        if (str_is(what, magnitude_name((enum magnitude_kind)k)))
            return !e->magnitude ? str_is(number, "-")
                                 : quantity_is(&e->magnitude->of[k], str_is(number, "-") ? STR("..") : number) &&
                                       (!rest.n || str_is(str_trim(rest), e->magnitude->currency));
    return false;
}

/* "ISR ASSAULT LBN date 2018-04-03": an event of these parties has it. */
static bool has_detail(const struct doc *d, struct str line)
{
    struct str rest = line, source = str_cut_word(&rest), type = str_cut_word(&rest), target = str_cut_word(&rest),
               what = str_cut_word(&rest);
    for (uint32_t i = 0; i < d->event.n; i++) {
        const struct event *e = &d->event.v[i];
        if (code_fits(d, e->source_mention, source) && code_fits(d, e->target_mention, target) &&
            (str_is(type, "*") || str_is(type, event_type_name(e->type))) && detail_fits(d, e, what, str_trim(rest)))
            return true;
    }
    return false;
}

static bool event_fits(const struct doc *d, const struct event *e, struct str value)
{
    struct str rest = value, source = str_cut_word(&rest), type = str_cut_word(&rest), target = str_cut_word(&rest),
               more;
    if (!code_fits(d, e->source_mention, source) || !code_fits(d, e->target_mention, target))
        return false;
    if (!str_is(type, "*") && !str_is(type, event_type_name(e->type)))
        return false;
    while ((more = str_cut_word(&rest)).n) {
        bool is_status;
        enum event_status status = event_status_of(more, &is_status);
        if (is_status && e->status != status)
            return false;
        if ((str_is(more, "counted") && !e->counted) || (str_is(more, "uncounted") && e->counted))
            return false;
        for (int v = VOICE_REPORTER; v <= VOICE_AUTHOR; v++)
            if (str_is(more, voice_name((enum voice)v)) && e->voice != (enum voice)v)
                return false;
    }
    return true;
}

static bool has_event(const struct doc *d, struct str value)
{
    for (uint32_t i = 0; i < d->event.n; i++)
        if (event_fits(d, &d->event.v[i], value))
            return true;
    return false;
}

/* "CONSULT RUS CHN IND": each of them with each other one, all rows but the first reciprocal of it, and no more. */
static bool is_mutual(const struct doc *d, struct str value)
{
    enum { MOST = 12 };
    struct str rest = value, type = str_cut_word(&rest), code[MOST];
    uint32_t n = 0, first = NONE, n_rows = 0, n_wanted = 0;
    while (n < MOST && (code[n] = str_cut_word(&rest)).n)
        n++;
    for (uint32_t i = 0; i < d->event.n; i++)
        if (str_is(type, event_type_name(d->event.v[i].type))) {
            n_rows++;
            first = first == NONE ? i : first;
            if (i != first && d->event.v[i].reciprocal_of_event != first)
                return false;
        }
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = 0; b < n; b++) {
            if (a == b)
                continue;
            bool found = false;
            for (uint32_t i = 0; i < d->event.n && !found; i++)
                found = str_is(type, event_type_name(d->event.v[i].type)) &&
                        code_fits(d, d->event.v[i].source_mention, code[a]) &&
                        code_fits(d, d->event.v[i].target_mention, code[b]);
            if (!found)
                return false;
            n_wanted++;
        }
    return n_rows == n_wanted;
}

static bool has_mention(const struct doc *d, struct str value)
{
    struct str rest = value, code = str_cut_word(&rest), words = str_trim(rest);
    for (uint32_t i = 0; i < d->mention.n; i++)
        if (str_eq(doc_slice(d, d->mention.v[i].span), words) && code_fits(d, i, code))
            return true;
    return false;
}

static uint32_t n_in_group(const struct doc *d, uint32_t group)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->mention.n; i++)
        n += d->mention.v[i].group == group;
    return n;
}

/* Is there a group that has these members, each of the codes one, and no others? */
static bool has_group(const struct doc *d, struct str codes)
{
    for (uint32_t g = 0; g < d->mention.n && n_in_group(d, g); g++) {
        struct str rest = codes, code;
        uint32_t n = 0;
        bool all = true;
        while (all && (code = str_cut_word(&rest)).n) {
            uint32_t i = 0;
            while (i < d->mention.n && !(d->mention.v[i].group == g && code_fits(d, i, code)))
                i++;
            all = i < d->mention.n;
            n++;
        }
        if (all && n == n_in_group(d, g))
            return true;
    }
    return false;
}

/* "the minister = Khurram Dastgir Khan": mentions of these words are one actor. */
static bool has_link(const struct doc *d, struct str value)
{
    struct str rest = value, words;
    str_cut(&rest, '=', &words);
    words = str_trim(words);
    rest = str_trim(rest);
    for (uint32_t i = 0; i < d->mention.n; i++)
        for (uint32_t k = 0; k < d->mention.n; k++)
            if (i != k && d->mention.v[i].entity == d->mention.v[k].entity &&
                str_eq(doc_slice(d, d->mention.v[i].span), words) && str_eq(doc_slice(d, d->mention.v[k].span), rest))
                return true;
    return false;
}

static bool has_statement(const struct doc *d, struct str value)
{
    struct str rest = value, speaker = str_cut_word(&rest), kind = str_cut_word(&rest), words = str_trim(rest);
    for (uint32_t i = 0; i < d->statement.n; i++) {
        const struct statement *q = &d->statement.v[i];
        if (code_fits(d, q->speaker_mention, speaker) && str_is(kind, quote_kind_name(q->kind)) &&
            str_starts(doc_slice(d, q->content), words))
            return true;
    }
    return false;
}

static bool has_via(const struct doc *d, struct str words)
{
    for (uint32_t i = 0; i < d->statement.n; i++)
        if (str_eq(doc_slice(d, d->statement.v[i].via), words))
            return true;
    return false;
}

/* Is it one of these, parted by blanks? */
static bool is_word_of(struct str words, struct str wanted)
{
    for (struct str w = str_cut_word(&words); w.n; w = str_cut_word(&words))
        if (str_eq(w, wanted))
            return true;
    return false;
}

/* "deal negotiating RUS IND due 2018-10-01..2018-10-31 delay obstacle price voice author": an entry of the ledger with
 * all of it; the stage "-" is none, blanks in it are "_". */
static bool ledger_fits(const struct doc *d, const struct ledger_entry *e, struct str rest)
{
    if (e->kind != ledger_kind_of(str_cut_word(&rest)) || e->stage != ledger_stage_of(str_cut_word(&rest)))
        return false;
    for (struct str w = str_cut_word(&rest); w.n; w = str_cut_word(&rest)) {
        bool good = false;
        struct date_range due;
        if (str_is(w, "delay"))
            good = e->is_delayed;
        else if (str_is(w, "not"))
            good = e->sign < 0;
        else if (str_is(w, "part"))
            good = e->is_part;
        else if (str_is(w, "portion")) {
            struct str which = str_cut_word(&rest);
            good = str_is(which, "-") ? !e->portion.n : str_eq(e->portion, which);
        } else if (str_is(w, "says")) {
            struct str words = str_cut_word(&rest);
            good = e->says_mention != NONE && is_word_of(doc_slice(d, d->mention.v[e->says_mention].span), words);
        } else if (str_is(w, "source"))
            good = e->says_kind != SPEAKER_NONE && str_is(str_cut_word(&rest), speaker_kind_name(e->says_kind));
        else if (str_is(w, "sure"))
            good = e->certainty > 0.99f;
        else if (str_is(w, "vague"))
            good = !e->checkable;
        else if (str_is(w, "due"))
            good = date_range_parse(str_cut_word(&rest), &due) && due.from == e->due.from && due.to == e->due.to;
        else if (str_is(w, "voice"))
            good = str_is(str_cut_word(&rest), voice_name(e->voice));
        else if (str_is(w, "outcome"))
            good = str_is(str_cut_word(&rest), ledger_outcome_name(e->outcome));
        else if (str_is(w, "topic"))
            good = is_word_of(e->topic, str_cut_word(&rest));
        else if (str_is(w, "matter"))
            good = is_word_of(doc_slice(d, e->matter), str_cut_word(&rest));
        else if (str_is(w, "obstacle")) {
            struct str kind = str_cut_word(&rest);
            for (uint32_t i = 0; i < e->n_obstacles; i++)
                good |= str_eq(e->obstacle[i].kind, kind);
        } else
            for (uint32_t i = 0; i < e->n_parties; i++)
                good |= code_fits(d, e->party[i].mention, w);
        if (!good)
            return false;
    }
    return true;
}

static bool has_ledger(const struct doc *d, struct str value)
{
    for (uint32_t i = 0; i < d->ledger.n; i++)
        if (ledger_fits(d, &d->ledger.v[i], value))
            return true;
    return false;
}

static bool want_holds(const struct doc *d, const struct want *w)
{
    if (str_is(w->key, "mutual"))
        return is_mutual(d, w->value);
    if (str_is(w->key, "event"))
        return has_event(d, w->value);
    if (str_is(w->key, "no event"))
        return !has_event(d, w->value);
    if (str_is(w->key, "detail"))
        return has_detail(d, w->value);
    if (str_is(w->key, "mention"))
        return has_mention(d, w->value);
    if (str_is(w->key, "no mention"))
        return !has_mention(d, w->value);
    if (str_is(w->key, "group"))
        return has_group(d, w->value);
    if (str_is(w->key, "same"))
        return has_link(d, w->value);
    if (str_is(w->key, "not same"))
        return !has_link(d, w->value);
    if (str_is(w->key, "statement"))
        return has_statement(d, w->value);
    if (str_is(w->key, "ledger"))
        return has_ledger(d, w->value);
    if (str_is(w->key, "no ledger"))
        return !has_ledger(d, w->value);
    if (str_is(w->key, "via"))
        return has_via(d, w->value);
    return str_is(w->key, "only") && str_eq(w->value, str_format(d->scratch, "%u", d->event.n));
}

static void show(const struct doc *d)
{
    for (uint32_t i = 0; i < d->mention.n; i++) {
        const struct mention *m = &d->mention.v[i];
        if (m->group == NONE)
            printf("        %s %.*s =%u\n", m->actor.code, STR_ARG(doc_slice(d, m->span)), (unsigned)m->entity);
        else
            printf("        %s %.*s =%u, group %u\n", m->actor.code, STR_ARG(doc_slice(d, m->span)),
                   (unsigned)m->entity, (unsigned)m->group);
    }
    for (uint32_t i = 0; i < d->event.n; i++) {
        const struct event *e = &d->event.v[i];
        const char *source = e->source_mention == NONE ? "-" : d->mention.v[e->source_mention].actor.code;
        const char *target = e->target_mention == NONE ? "-" : d->mention.v[e->target_mention].actor.code;
        printf("        %s %s %s %s %s  [%.*s]\n", source, event_type_name(e->type), target,
               event_status_name(e->status), voice_name(e->voice), STR_ARG(e->rule));
    }
}

static struct doc *code_case(struct run *r, const struct gold_case *g, struct fault *f)
{
    arena_clear(&r->arena);
    struct doc *d = doc_new(&r->arena, &r->scratch);
    d->text = str_copy(&r->arena, buf_str(&g->text));
    d->date = g->date;
    for (uint32_t from = 0; from < d->text.n;) {
        const char *nl = memchr(d->text.s + from, '\n', d->text.n - from);
        uint32_t end = nl ? (uint32_t)(nl - d->text.s) : d->text.n;
        if (end > from)
            *array_add(&r->arena, &d->block) = (struct block){{from, end}, SENT_BODY};
        from = end + 1;
    }
    return pipeline_run(r->p, d, UNTIL_LEDGER, f) ? NULL : d;
}

static void run_case(struct run *r, const struct gold_case *g)
{
    struct fault f = {0};
    struct doc *d = code_case(r, g, &f);
    bool known = map_find(&r->known, g->id, 0) != 0, good = d != NULL;
    for (uint32_t i = 0; d && i < g->n_wants; i++) {
        if (want_holds(d, &g->want[i]))
            continue;
        good = false;
        if (!known)
            printf("%.*s:%u: %.*s: not so: %.*s: %.*s\n", STR_ARG(g->file), g->want[i].line, STR_ARG(g->id),
                   STR_ARG(g->want[i].key), STR_ARG(g->want[i].value));
    }
    if (!d)
        printf("%.*s: %.*s: %s\n", STR_ARG(g->file), STR_ARG(g->id), f.message);
    else if (!good && !known)
        show(d);
    if (good && known)
        printf("%.*s: %.*s passes but is listed in known-failures.txt\n", STR_ARG(g->file), STR_ARG(g->id));
    *(good != known ? &r->n_passed : &r->n_failed) += 1;
}

static bool is_key(struct str key)
{
    static const char *const keys[] = {"event",  "no event", "mention",   "no mention", "group",
                                       "same",   "not same", "statement", "via",        "only",
                                       "detail", "mutual",   "ledger",    "no ledger",  NULL};
    for (int i = 0; keys[i]; i++)
        if (str_is(key, keys[i]))
            return true;
    return false;
}

static void add_line(struct run *r, struct gold_case *g, struct str line, uint32_t number)
{
    struct str value = line, key;
    str_cut(&value, ':', &key);
    value = str_trim(value);
    struct date_range day;
    if (str_is(key, "id")) {
        g->id = value;
    } else if (str_is(key, "date") && date_parse(value, &day)) {
        g->date = day.from;
    } else if (str_is(key, "text")) {
        buf_printf(&g->text, "%s%.*s", g->text.n ? "\n\n" : "", STR_ARG(value));
    } else if (is_key(key) && g->n_wants < MAX_WANTS) {
        g->want[g->n_wants++] = (struct want){key, value, number};
    } else if (!str_is(key, "about")) {
        printf("%.*s:%u: not understood: %.*s\n", STR_ARG(g->file), number, STR_ARG(line));
        r->n_failed++;
    }
}

static void run_file(struct run *r, struct str file, struct str text)
{
    struct gold_case g = {.file = file, .date = DAY_NONE};
    struct str rest = text, line;
    uint32_t number = 0;
    while (str_cut(&rest, '\n', &line)) {
        number++;
        line = str_trim(line);
        if (line.n && line.s[0] == '#')
            continue;
        if (line.n) {
            add_line(r, &g, line, number);
            continue;
        }
        if (g.id.n)
            run_case(r, &g);
        buf_release(&g.text);
        g = (struct gold_case){.file = file, .date = DAY_NONE};
    }
    if (g.id.n)
        run_case(r, &g);
    buf_release(&g.text);
}

static enum status read_file(struct run *r, const char *dir, struct str name, struct str *out, struct fault *f)
{
    struct buf path = {0}, content = {0};
    buf_printf(&path, "%s/%.*s", dir, STR_ARG(name));
    enum status status = file_read(path.s, MAX_GOLD_BYTES, &content, f);
    *out = str_copy(&r->keep, buf_str(&content));
    buf_release(&path);
    buf_release(&content);
    return status;
}

static enum status run_all(struct run *r, const char *lang, const char *gold, struct fault *f)
{
    struct pipeline *p;
    if (pipeline_open(lang, NULL, &p, f))
        return f->status;
    pipeline_keep_above(p, 0); /* a case shows what a mechanism gives, not whether it is likely */
    r->p = p;
    struct str text, *name;
    uint32_t n;
    enum status status = read_file(r, gold, STR("known-failures.txt"), &text, f);
    for (struct lines l = lines_of(text); !status && lines_next(&l);) {
        struct str rest = l.line;
        *map_put(&r->known, str_cut_word(&rest), 0) = 1;
    }
    if (!status)
        status = folder_list(gold, ".gold", &r->keep, &name, &n, f);
    for (uint32_t i = 0; !status && i < n; i++) {
        status = read_file(r, gold, name[i], &text, f);
        if (!status)
            run_file(r, name[i], text);
    }
    pipeline_close(p);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    struct run r = {0};
    struct fault f = {0};
    arena_init(&r.keep, 0);
    arena_init(&r.arena, 0);
    arena_init(&r.scratch, 0);
    map_init(&r.known, &r.keep, 64);
    enum status status = run_all(&r, argv[1], argv[2], &f);
    if (status)
        printf("%s\n", f.message);
    printf("%u passed, %u failed\n", r.n_passed, r.n_failed);
    arena_release(&r.keep);
    arena_release(&r.arena);
    arena_release(&r.scratch);
    return status || r.n_failed || !r.n_passed;
}
