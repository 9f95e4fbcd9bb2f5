#include "command/digest_int.h"

#include "base/map.h"
#include "base/utf8.h"
#include "record/names.h"

#include <stdlib.h>

/* ---- parties and dyads -------------------------------------------------------------------------------------- */

struct str clean_span(const struct digest *g, struct span s)
{
    return screen_clean(g->d->scratch, doc_slice(g->d, s));
}

/* An actor stands under its country, or its body: RUSGOVMIL under RUS, IGOUNOHCH under IGOUNO. */
struct party party_of(const struct digest *g, uint32_t mention)
{
    if (mention == NONE)
        return (struct party){0};
    const struct mention *m = &g->d->mention.v[mention];
    struct str code = str_of(m->actor.code);
    if (!code.n) {
        struct str words = screen_cut(clean_span(g, m->phrase), 40);
        return (struct party){.label = words.n ? words : STR("?")};
    }
    struct party p = {.code = str_slice(code, 0, *m->actor.country ? 3 : code.n < 6 ? code.n : 6)};
    p.label = p.code;
    p.name = g->actors ? actors_name_of(g->actors, p.code) : STR_NONE;
    if (!p.name.n && str_eq(p.code, code))
        p.name = m->name;
    p.name = screen_clean(g->d->scratch, p.name);
    return p;
}

static bool is_twin(const struct digest *g, uint32_t first, uint32_t second)
{
    const struct event *a = &g->d->event.v[first], *b = &g->d->event.v[second];
    uint32_t root_a = a->reciprocal_of_event == NONE ? first : a->reciprocal_of_event;
    return b->reciprocal_of_event == root_a && a->type == b->type;
}

static void add_line(struct digest *g, struct dyad *dyad, uint32_t event)
{
    for (uint32_t l = dyad->first_line; l != NONE; l = g->line.v[l].next)
        if (l + 8 > dyad->last_line && is_twin(g, g->line.v[l].event, event)) {
            g->line.v[l].both_ways = true;
            return;
        }
    uint32_t fresh = g->line.n;
    *array_add(g->d->scratch, &g->line) = (struct line){event, false, NONE};
    if (dyad->first_line == NONE)
        dyad->first_line = fresh;
    else
        g->line.v[dyad->last_line].next = fresh;
    dyad->last_line = fresh;
    dyad->n_counted += g->d->event.v[event].counted;
}

static void collect_dyads(struct digest *g)
{
    struct arena *arena = g->d->scratch;
    struct map by_parties;
    map_init(&by_parties, arena, 64);
    for (uint32_t i = 0; i < g->d->event.n; i++) {
        struct party a = party_of(g, g->d->event.v[i].source_mention), b = party_of(g, g->d->event.v[i].target_mention);
        if (!a.label.n)
            a.label = STR("?");
        bool swap = b.label.n && str_compare(a.label, b.label) > 0; /* one key for both directions */
        struct str low = swap ? b.label : a.label, high = swap ? a.label : b.label;
        struct str key = str_format(arena, "%.*s\t%.*s", STR_ARG(low), (int)high.n, high.n ? high.s : "");
        uint32_t *at = map_put(&by_parties, key, NONE);
        if (*at == NONE) {
            *at = g->dyad.n;
            *array_add(arena, &g->dyad) = (struct dyad){.a = a, .b = b, .first_line = NONE, .order = *at};
        }
        add_line(g, &g->dyad.v[*at], i);
    }
}

static int compare_dyads(const void *x, const void *y)
{
    const struct dyad *a = x, *b = y;
    if (a->n_counted != b->n_counted)
        return a->n_counted > b->n_counted ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

/* ---- one event ---------------------------------------------------------------------------------------------- */

static enum style style_of_type(enum event_type t)
{
    static const enum style by_quad[] = {STYLE_PLAIN, STYLE_CYAN, STYLE_GREEN, STYLE_YELLOW, STYLE_RED};
    return by_quad[event_type_quad(t)];
}

static struct span hull(struct span a, struct span b)
{
    return (struct span){a.start < b.start ? a.start : b.start, a.end > b.end ? a.end : b.end};
}

/* The stretch of the sentence worth showing: the trigger with source and target, if these stand in the same sentence.
 */
static struct span focus_of(const struct doc *d, const struct event *e, unsigned room)
{
    struct span focus = e->trigger;
    uint32_t actors[] = {e->source_mention, e->target_mention};
    for (int i = 0; i < 2; i++) {
        if (actors[i] == NONE || d->mention.v[actors[i]].sent != e->sent)
            continue;
        struct span wider = hull(focus, d->mention.v[actors[i]].span);
        if (screen_columns(doc_slice(d, wider)) <= room)
            focus = wider;
    }
    return focus;
}

/* The focus with its trigger in bold; `middle` is the same without. */
static void write_focus(struct digest *g, struct span focus, struct span trigger, struct str middle, bool dim)
{
    struct str words = clean_span(g, trigger);
    uint32_t at = screen_squeeze(g->d->scratch, doc_slice(g->d, (struct span){focus.start, trigger.start})).n;
    bool inside = trigger.start >= focus.start && trigger.end <= focus.end && words.n && at + words.n <= middle.n;
    if (!g->screen->color || dim || !inside || !str_eq(str_slice(middle, at, at + words.n), words)) {
        buf_add_str(g->out, middle);
        return;
    }
    buf_add_str(g->out, str_slice(middle, 0, at));
    screen_text(g->screen, STYLE_BOLD, words, g->out);
    buf_add_str(g->out, str_slice(middle, at + words.n, middle.n));
}

/* “…held joint drills…”: the focus, and as much of the sentence around it as there is room for. */
static void write_words(struct digest *g, const struct event *e, unsigned room, bool dim)
{
    const struct doc *d = g->d;
    struct arena *arena = d->scratch;
    struct span sentence = d->sent.v[e->sent].span;
    room = room > 4 ? room - 4 : 1; /* quotation marks and dots */
    struct span focus = focus_of(d, e, room);
    focus.start = focus.start < sentence.start ? sentence.start : focus.start;
    focus.end = focus.end > sentence.end ? sentence.end : focus.end;
    struct str middle = screen_cut(clean_span(g, focus), room);
    struct str before = screen_squeeze(arena, doc_slice(d, (struct span){sentence.start, focus.start}));
    struct str after = screen_squeeze(arena, doc_slice(d, (struct span){focus.end, sentence.end}));
    unsigned left = room - screen_columns(middle), want_after = screen_columns(after);
    struct str head = screen_tail(before, want_after < left / 2 ? left - want_after : left / 2);
    struct str tail = screen_head(after, left - screen_columns(head));
    if (dim)
        screen_style(g->screen, STYLE_DIM, g->out);
    buf_add_str(g->out, head.n < before.n ? STR("“…") : STR("“"));
    buf_add_str(g->out, head);
    write_focus(g, focus, e->trigger, middle, dim);
    buf_add_str(g->out, tail);
    buf_add_str(g->out, tail.n < after.n ? STR("…”") : STR("”"));
    if (dim)
        screen_style(g->screen, STYLE_PLAIN, g->out);
}

struct str speaker_name(const struct digest *g, uint32_t mention)
{
    const struct mention *m = &g->d->mention.v[mention];
    if (m->entity < g->d->mention.n && g->d->mention.v[m->entity].how == HOW_ROLE)
        m = &g->d->mention.v[m->entity]; /* "a German minister", whose name is Germany's */
    bool named = m->name.n && m->how != HOW_ROLE;
    return screen_clean(g->d->scratch, named ? m->name : doc_slice(g->d, m->phrase));
}

/* "40 killed", "at least 40 killed": the words of the text. */
static struct str counts_of(const struct digest *g, const struct event *e)
{
    struct str all = STR_NONE;
    for (int k = 0; e->magnitude && k < N_MAGNITUDES; k++) {
        struct str words = clean_span(g, e->magnitude->of[k].words);
        if (!words.n)
            continue;
        const char *what = k == MAG_AMOUNT ? "" : magnitude_name((enum magnitude_kind)k);
        all = str_format(g->d->scratch, "%.*s%s%.*s%s%s", (int)all.n, all.n ? all.s : "", all.n ? ", " : "",
                         STR_ARG(words), *what ? " " : "", what);
    }
    return all;
}

/* "Aleppo", "last Tuesday", "40 killed", each after a dot; empty where nothing is known. */
static struct str facts_of(const struct digest *g, const struct event *e)
{
    const struct territory *p = e->place_mention == NONE ? NULL : g->d->mention.v[e->place_mention].place;
    const struct str facts[] = {p ? screen_clean(g->d->scratch, p->name) : STR_NONE, clean_span(g, e->date_span),
                                counts_of(g, e)};
    struct str all = STR("");
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++)
        if (facts[i].n)
            all = str_format(g->d->scratch, "%.*s · %.*s", STR_ARG(all), STR_ARG(facts[i]));
    return all;
}

/* "asserted", "denied · quoted from Sergey Lavrov": what the text says about whether it happened, and whose claim that
 * is. */
static struct str claim_of(const struct digest *g, const struct event *e)
{
    struct arena *arena = g->d->scratch;
    const char *status = event_status_name(e->status);
    struct str who = e->speaker_mention == NONE ? STR("somebody") : speaker_name(g, e->speaker_mention);
    switch (e->voice) {
    case VOICE_REPORTER:
        break;
    case VOICE_ATTRIBUTED:
        return str_format(arena, "%s · says %.*s", status, STR_ARG(who));
    case VOICE_QUOTED:
        return str_format(arena, "%s · in the words of %.*s", status, STR_ARG(who));
    case VOICE_AUTHOR:
        return str_format(arena, "%s · says the author", status);
    }
    return str_of(status);
}

/* In its own column where it fits there, else nearer, else below. Gives the column behind it. */
static unsigned write_claim(struct digest *g, const struct event *e, unsigned used)
{
    enum { CLAIM_COLUMN = 30, INDENT = 4 };
    const struct screen *s = g->screen;
    struct str claim = claim_of(g, e), facts = facts_of(g, e);
    claim = str_format(g->d->scratch, "%.*s%.*s", STR_ARG(claim), STR_ARG(facts));
    unsigned columns = screen_columns(claim), at = used < CLAIM_COLUMN ? CLAIM_COLUMN : used + 1;
    if (at + columns > s->width)
        at = used + 2;
    if (at + columns > s->width) {
        buf_add_char(g->out, '\n');
        used = 0;
        at = INDENT;
        claim = screen_fit(g->d->scratch, claim, s->width - INDENT);
    }
    screen_pad(used, at, g->out);
    screen_text(s, e->counted ? STYLE_PLAIN : STYLE_DIM, claim, g->out);
    return at + screen_columns(claim);
}

static void write_line(struct digest *g, const struct dyad *dyad, const struct line *l)
{
    enum { TYPE_COLUMN = 4 };
    const struct event *e = &g->d->event.v[l->event];
    const struct screen *s = g->screen;
    struct party source = party_of(g, e->source_mention);
    bool onward = str_eq(source.label, dyad->a.label) || !source.label.n;
    const char *arrow = !dyad->b.label.n ? "•" : l->both_ways ? "↔" : onward ? "→" : "←";
    struct str act = str_of(event_type_name(e->type));
    if (e->mode.n)
        act = str_format(g->d->scratch, "%.*s (%.*s)", STR_ARG(act), STR_ARG(e->mode));
    act = screen_fit(g->d->scratch, act, s->width - TYPE_COLUMN);
    buf_printf(g->out, "  %s ", arrow);
    screen_text(s, e->counted ? style_of_type(e->type) : STYLE_DIM, act, g->out);
    unsigned at = write_claim(g, e, TYPE_COLUMN + screen_columns(act));
    unsigned used = at < 44 ? 44 : at; /* so that the words of neighbours stand below each other */
    if (used + INLINE_WORDS_COLUMNS < s->width) {
        screen_pad(at, used + 2, g->out);
        write_words(g, e, s->width - used - 2, !e->counted);
    } else {
        buf_add_str(g->out, STR("\n    "));
        write_words(g, e, s->width - 4, !e->counted);
    }
    buf_add_char(g->out, '\n');
}

static void write_dyad(struct digest *g, const struct dyad *dyad)
{
    const struct screen *s = g->screen;
    buf_add_char(g->out, '\n');
    struct arena *arena = g->d->scratch;
    struct str label = dyad->a.label, name = dyad->a.name;
    if (dyad->b.label.n)
        label = str_format(arena, "%.*s – %.*s", STR_ARG(label), STR_ARG(dyad->b.label));
    if (dyad->b.name.n)
        name = str_format(arena, "%.*s%s%.*s", STR_ARG(name), name.n ? " – " : "", STR_ARG(dyad->b.name));
    label = screen_fit(arena, label, s->width);
    screen_text(s, STYLE_BOLD, label, g->out);
    unsigned used = screen_columns(label) + 2;
    if (name.n && used + LEAST_NAME <= s->width) {
        name = screen_fit(arena, name, s->width - used);
        buf_printf(g->out, "  %.*s", STR_ARG(name));
    }
    buf_add_char(g->out, '\n');
    for (uint32_t l = dyad->first_line; l != NONE; l = g->line.v[l].next)
        write_line(g, dyad, &g->line.v[l]);
}

/* ---- the document ------------------------------------------------------------------------------------------- */

static void write_heading(struct digest *g)
{
    const struct doc *d = g->d;
    struct arena *arena = d->scratch;
    struct str title = d->title;
    if (!title.n && d->sent.n && d->sent.v[0].kind == SENT_TITLE)
        title = doc_slice(d, d->sent.v[0].span);
    struct str id = screen_clean(arena, d->id);
    title = title.n ? screen_clean(arena, title) : id;
    screen_style(g->screen, STYLE_BOLD, g->out);
    screen_wrap(g->screen, title, 0, 3, g->out);
    screen_style(g->screen, STYLE_PLAIN, g->out);
    char day[11];
    day_write(d->date, day);
    const char *genre = genre_name(d->genre);
    const struct str facts[] = {
        str_of(day), screen_clean(arena, d->publisher), str_of(genre), str_eq(title, id) ? STR_NONE : id,
        d->duplicate_of.n ? str_format(arena, "reprint of %.*s", STR_ARG(screen_clean(arena, d->duplicate_of)))
                          : STR_NONE};
    struct str line = STR_NONE;
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++)
        if (facts[i].n)
            line = line.n ? str_format(arena, "%.*s · %.*s", STR_ARG(line), STR_ARG(facts[i])) : facts[i];
    screen_style(g->screen, STYLE_DIM, g->out);
    screen_wrap(g->screen, line, 0, 4, g->out);
    screen_style(g->screen, STYLE_PLAIN, g->out);
}

void digest_write(const struct doc *d, const struct actors *actors, const struct screen *screen, struct buf *out)
{
    struct screen s = *screen;
    if (s.width < 20)
        s.width = 20;
    struct digest g = {.d = d, .actors = actors, .screen = &s, .out = out};
    write_heading(&g);
    collect_dyads(&g);
    if (g.dyad.n)
        qsort(g.dyad.v, g.dyad.n, sizeof *g.dyad.v, compare_dyads);
    for (uint32_t i = 0; i < g.dyad.n; i++)
        write_dyad(&g, &g.dyad.v[i]);
    bool said = digest_statements(&g), owed = digest_ledger(&g);
    if (!g.dyad.n && !said && !owed && !d->duplicate_of.n)
        buf_add_str(out, STR("\nNo event and no quotation was found.\n"));
    buf_add_char(out, '\n');
}
