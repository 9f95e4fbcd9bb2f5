/* Which mentions of events, given in texts, tell of the same event: by the reports of relation/ and by stories.
 * bench_ecb LANG_DIR <FILE; bench/ecb.py writes FILE and scores what is printed. Lines, parted by tabs:
 *   D topic id         a document; its sentences and mentions follow
 *   S words            a sentence, tokens parted by blanks
 *   M id sentence token...   a mention: its sentence and tokens, from 0
 * Prints, for each mention: id, lemma, incident. Mentions of different topics or word families are never one. */
#include "base/map.h"
#include "pipeline/pipeline.h"
#include "relation/incident.h"
#include "story.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { NAME_WEIGHT = 3 };

struct mark { /* a mention as the file gives it */
    struct str id;
    uint32_t sent, n_toks, tok[16];
};

struct page { /* a document */
    struct str topic;
    ARRAY_OF(struct story_term) term;
};

struct given {
    struct arena arena;
    struct pipeline *pipeline;
    struct map term_at, block_at;
    ARRAY_OF(uint32_t) n_pages_with; /* of each term */
    ARRAY_OF(struct page) page;
    ARRAY_OF(struct str) id, lemma; /* of each report */
    ARRAY_OF(uint32_t) page_of;
    ARRAY_OF(struct incident_report) report;
    struct buf text; /* of the document being read */
    ARRAY_OF(struct mark) mark;
    struct str doc;
};

static struct str lower(struct given *g, struct str s)
{
    char *c = arena_copy(&g->arena, s.s, s.n);
    for (uint32_t i = 0; i < s.n; i++)
        c[i] = (char)tolower((unsigned char)c[i]);
    return (struct str){c, s.n};
}

/* ---- a document --------------------------------------------------------------------------------------------- */

static bool tells(const struct tok *t)
{
    return t->upos == UPOS_NOUN || t->upos == UPOS_VERB || t->upos == UPOS_PROPN || t->upos == UPOS_ADJ ||
           t->upos == UPOS_NUM;
}

static int by_term(const void *x, const void *y)
{
    const struct story_term *a = x, *b = y;
    return a->term < b->term ? -1 : a->term > b->term;
}

static void read_terms(struct given *g, const struct doc *d, struct page *page)
{
    for (uint32_t t = 0; t < d->tok.n; t++) {
        const struct tok *tok = &d->tok.v[t];
        if (!tells(tok) || tok->lemma.n < 2)
            continue;
        uint32_t term = *map_put(&g->term_at, lower(g, tok->lemma), g->term_at.n);
        *array_add(&g->arena, &page->term) = (struct story_term){term, tok->upos == UPOS_PROPN ? NAME_WEIGHT : 1};
    }
    if (page->term.n)
        qsort(page->term.v, page->term.n, sizeof *page->term.v, by_term);
    uint32_t n = 0;
    for (uint32_t i = 0; i < page->term.n; i++) {
        if (n && page->term.v[n - 1].term == page->term.v[i].term)
            page->term.v[n - 1].count += page->term.v[i].count;
        else
            page->term.v[n++] = page->term.v[i];
    }
    page->term.n = n;
    while (g->n_pages_with.n < g->term_at.n)
        *array_add(&g->arena, &g->n_pages_with) = 0;
    for (uint32_t i = 0; i < n; i++)
        g->n_pages_with.v[page->term.v[i].term]++;
}

/* The token of a mention that the others hang on. */
static uint32_t head_of(const struct doc *d, const struct mark *m)
{
    uint32_t first = d->sent.v[m->sent].first_tok;
    for (uint32_t i = 0; i < m->n_toks; i++) {
        bool outside = true;
        for (uint32_t k = 0; k < m->n_toks; k++)
            outside = outside && d->tok.v[first + m->tok[i]].head != first + m->tok[k];
        if (outside)
            return first + m->tok[i];
    }
    return first + m->tok[0];
}

static const struct event *event_at(const struct doc *d, uint32_t tok)
{
    for (uint32_t i = 0; i < d->event.n; i++)
        if (d->event.v[i].trigger_tok == tok)
            return &d->event.v[i];
    return NULL;
}

static void read_place(struct given *g, const struct territory *t, struct incident_place *out)
{
    *out = (struct incident_place){.id = str_copy(&g->arena, t->id),
                                   .name = str_copy(&g->arena, t->name),
                                   .country = str_copy(&g->arena, str_of(t->country)),
                                   .precision = str_of(t->precision),
                                   .lat = t->lat,
                                   .lon = t->lon};
}

/* What an event of ours at the same word knows besides. */
static void read_event(struct given *g, const struct doc *d, const struct event *e, struct incident_report *out)
{
    if (e->place_mention != NONE)
        read_place(g, d->mention.v[e->place_mention].place, &out->place);
    if (e->magnitude) {
        struct incident_figures *f = arena_alloc(&g->arena, sizeof *f);
        *f = (struct incident_figures){.currency = str_copy(&g->arena, str_of(e->magnitude->currency))};
        for (int k = 0; k < N_MAGNITUDES; k++) {
            f->low[k] = e->magnitude->of[k].low;
            f->high[k] = e->magnitude->of[k].high;
        }
        out->figures = f;
    }
}

static void add_report(struct given *g, const struct doc *d, uint32_t n, const struct mark *m)
{
    uint32_t tok = head_of(d, m);
    struct str lemma = lower(g, d->tok.v[tok].lemma), family = incident_family(lemma);
    struct str block = str_format(&g->arena, "%.*s\t%.*s", STR_ARG(g->page.v[g->page.n - 1].topic), STR_ARG(family));
    struct incident_report r = {.block = *map_put(&g->block_at, block, g->block_at.n),
                                .doc = g->doc,
                                .event = n,
                                .doc_day = 0, /* these texts have none: all are of one day */
                                .date = DATE_RANGE_NONE,
                                .is_mutual = true,
                                .counted = true,
                                .word = family,
                                .place = {.lat = (double)NAN, .lon = (double)NAN}};
    const struct event *e = event_at(d, tok);
    if (e)
        read_event(g, d, e, &r);
    *array_add(&g->arena, &g->report) = r;
    *array_add(&g->arena, &g->id) = m->id;
    *array_add(&g->arena, &g->lemma) = lemma;
    *array_add(&g->arena, &g->page_of) = g->page.n - 1;
}

static void end_document(struct given *g)
{
    struct fault f;
    struct arena arena, scratch;
    if (!g->text.n)
        return;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct doc *d = doc_new(&arena, &scratch);
    d->text = buf_str(&g->text);
    d->pretokenized = true;
    for (uint32_t at = 0, end; at < d->text.n; at = end + 1) {
        for (end = at; end < d->text.n && d->text.s[end] != '\n'; end++)
            continue;
        *array_add(&arena, &d->block) = (struct block){{at, end}, SENT_BODY};
    }
    if (pipeline_run(g->pipeline, d, UNTIL_EVENT, &f)) {
        fprintf(stderr, "%s\n", f.message);
        exit(1);
    }
    read_terms(g, d, &g->page.v[g->page.n - 1]);
    for (uint32_t i = 0; i < g->mark.n; i++)
        if (g->mark.v[i].sent < d->sent.n)
            add_report(g, d, i, &g->mark.v[i]);
    arena_release(&arena);
    arena_release(&scratch);
    buf_clear(&g->text);
    g->mark.n = 0;
}

/* ---- the file ----------------------------------------------------------------------------------------------- */

static void read_line(struct given *g, struct str rest)
{
    struct str kind, cell;
    if (!str_cut(&rest, '\t', &kind))
        return;
    if (str_is(kind, "D")) {
        end_document(g);
        str_cut(&rest, '\t', &cell);
        *array_add(&g->arena, &g->page) = (struct page){.topic = str_copy(&g->arena, cell)};
        g->doc = str_copy(&g->arena, rest);
    } else if (str_is(kind, "S")) {
        buf_add_str(&g->text, rest);
        buf_add_char(&g->text, '\n');
    } else if (str_is(kind, "M")) {
        struct mark m = {0};
        str_cut(&rest, '\t', &cell);
        m.id = str_copy(&g->arena, cell);
        str_cut(&rest, '\t', &cell);
        m.sent = (uint32_t)strtoul(cell.s, NULL, 10);
        while (m.n_toks < sizeof m.tok / sizeof *m.tok && str_cut(&rest, '\t', &cell))
            m.tok[m.n_toks++] = (uint32_t)strtoul(cell.s, NULL, 10);
        *array_add(&g->arena, &g->mark) = m;
    }
}

/* Pages of one topic stand together. */
static void find_stories(struct given *g, uint32_t *out)
{
    uint32_t n_terms = g->term_at.n, n_before = 1;
    double *telling = arena_alloc(&g->arena, (n_terms + 1) * sizeof *telling);
    struct story_document *all = arena_alloc(&g->arena, (g->page.n + 1) * sizeof *all);
    for (uint32_t i = 0; i < n_terms; i++)
        telling[i] = log((double)g->page.n / g->n_pages_with.v[i]);
    for (uint32_t i = 0; i < g->page.n; i++)
        all[i] = (struct story_document){g->page.v[i].term.v, g->page.v[i].term.n};
    for (uint32_t from = 0, end; from < g->page.n; from = end) {
        for (end = from; end < g->page.n && str_eq(g->page.v[end].topic, g->page.v[from].topic); end++)
            continue;
        story_find(all + from, end - from, telling, n_terms, out + from);
        for (uint32_t i = from; i < end; i++)
            out[i] += n_before;
        n_before += end - from;
    }
}

int main(int argc, char **argv)
{
    static struct given g;
    static char line[1 << 20];
    struct fault f;
    struct incidents found;
    if (argc != 2) {
        fprintf(stderr, "usage: bench_ecb LANG_DIR <FILE\n");
        return 2;
    }
    arena_init(&g.arena, 0);
    map_init(&g.term_at, &g.arena, 1024);
    map_init(&g.block_at, &g.arena, 1024);
    if (pipeline_open(argv[1], NULL, &g.pipeline, &f)) {
        fprintf(stderr, "%s\n", f.message);
        return 1;
    }
    while (fgets(line, sizeof line, stdin))
        read_line(&g, str_trim(str_of(line)));
    end_document(&g);
    uint32_t *story = arena_alloc(&g.arena, (g.page.n + 1) * sizeof *story);
    find_stories(&g, story);
    for (uint32_t i = 0; i < g.report.n; i++)
        g.report.v[i].story = story[g.page_of.v[i]];
    incidents_find(g.report.v, g.report.n, &g.arena, &found);
    for (uint32_t i = 0; i < g.report.n; i++)
        printf("%.*s\t%.*s\t%u\n", STR_ARG(g.id.v[i]), STR_ARG(g.lemma.v[i]), (unsigned)g.report.v[i].incident);
    pipeline_close(g.pipeline);
    buf_release(&g.text);
    arena_release(&g.arena);
    return 0;
}
