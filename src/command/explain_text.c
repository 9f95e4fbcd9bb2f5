#include "command/explain.h"
#include "record/names.h"

enum { MAX_MISSES_SHOWN = 40 };

static void put_tree(const struct doc *d, uint32_t tok, unsigned depth, struct buf *out)
{
    const struct tok *t = &d->tok.v[tok];
    buf_printf(out, "  %*s%.*s", (int)(2 * (depth < 30 ? depth : 30)), "", STR_ARG(tok_str(d, tok)));
    buf_printf(out, "  (%.*s) %s %s %s\n", STR_ARG(t->lemma), upos_name(t->upos), xpos_name(t->xpos),
               deprel_name(t->deprel));
    for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c))
        put_tree(d, c, depth + 1, out);
}

static void put_mentions(const struct doc *d, uint32_t sent, struct buf *out)
{
    bool head = false;
    for (uint32_t i = 0; i < d->mention.n; i++) {
        const struct mention *m = &d->mention.v[i];
        if (m->sent != sent || m->is_filler)
            continue;
        if (!head)
            buf_add_str(out, STR("Mentions\n"));
        head = true;
        buf_printf(out, "  %-10s “%.*s”  %.*s%s%s%s%s\n", m->actor.code[0] ? m->actor.code : "-",
                   STR_ARG(doc_slice(d, m->span)), STR_ARG(m->name), m->name.n ? ", " : "",
                   how_name(m->how) ? how_name(m->how) : "", m->is_place ? ", as a place" : "",
                   m->modifier ? ", inside another" : "");
    }
}

static void put_party(const struct doc *d, uint32_t mention, struct buf *out)
{
    if (mention == NONE)
        buf_add_char(out, '-');
    else if (d->mention.v[mention].actor.code[0])
        buf_printf(out, "%s", d->mention.v[mention].actor.code);
    else
        buf_printf(out, "“%.*s”", STR_ARG(doc_slice(d, d->mention.v[mention].span)));
}

/* The codebook's line; of an event that no line makes ("intention AGREE 036") the rule's name. */
static void put_entry(const struct codebook *c, const struct event *event, struct buf *out)
{
    const struct codebook_entry *found = NULL;
    for (uint32_t i = 0; i < codebook_size(c) && !found; i++)
        if (str_eq(codebook_entry(c, i)->rule, event->rule))
            found = codebook_entry(c, i);
    if (found)
        buf_printf(out, "      %.*s:%u  %.*s\n", STR_ARG(found->file), found->line, STR_ARG(found->definition));
    else
        buf_printf(out, "      %.*s\n", STR_ARG(event->rule));
    if (codebook_definition(c, str_of(event->cameo)).n)
        buf_printf(out, "      %s: %.*s\n", event->cameo, STR_ARG(codebook_definition(c, str_of(event->cameo))));
}

static void put_events(const struct explanation *x, uint32_t sent, struct buf *out)
{
    const struct codebook *c = x->codebook;
    const struct doc *d = x->doc;
    for (uint32_t i = 0; i < d->event.n; i++) {
        const struct event *e = &d->event.v[i];
        if (e->sent != sent)
            continue;
        buf_add_str(out, STR("Event\n  "));
        put_party(d, e->source_mention, out);
        buf_printf(out, " %s%s%.*s ", event_type_name(e->type), e->mode.n ? " " : "", STR_ARG(e->mode));
        put_party(d, e->target_mention, out);
        buf_printf(out, "   %s, voice %s%s\n      words: “%.*s”\n", event_status_name(e->status), voice_name(e->voice),
                   e->counted ? ", counted" : ", not counted", STR_ARG(doc_slice(d, e->trigger)));
        put_entry(c, e, out);
        if (e->status_rule.n)
            buf_printf(out, "      %s because of %.*s\n", event_status_name(e->status), STR_ARG(e->status_rule));
        struct second_opinion o = second_opinion_of(x, e);
        if (o.type != EV_NONE)
            buf_printf(out, "      by the statistics %s %.2f, nothing %.2f: %.*s\n", event_type_name(o.type),
                       (double)o.p, (double)o.none, STR_ARG(o.reasons));
        if (e->filter_rule.n)
            buf_printf(out, "      confidence %.2f: %.*s\n", (double)e->confidence, STR_ARG(e->filter_rule));
        if (e->content_of_event != NONE)
            buf_printf(out, "      content of: “%.*s”\n",
                       STR_ARG(doc_slice(d, d->event.v[e->content_of_event].trigger)));
        if (e->reciprocal_of_event != NONE)
            buf_add_str(out, STR("      the other direction of the event above\n"));
    }
}

/* What the filter holds for too unlikely. */
static void put_doubted(const struct explanation *x, uint32_t sent, struct buf *out)
{
    const struct doc *d = x->doc;
    for (uint32_t i = 0; i < d->doubted.n; i++) {
        const struct event *e = &d->doubted.v[i];
        if (e->sent != sent)
            continue;
        buf_add_str(out, STR("Left out by the filter\n  "));
        put_party(d, e->source_mention, out);
        buf_printf(out, " %s ", event_type_name(e->type));
        put_party(d, e->target_mention, out);
        buf_printf(out, "   %s\n      words: “%.*s”\n", event_status_name(e->status),
                   STR_ARG(doc_slice(d, e->trigger)));
        put_entry(x->codebook, e, out);
        buf_printf(out, "      confidence %.2f: %.*s\n", (double)e->confidence, STR_ARG(e->filter_rule));
    }
}

/* "plan announced by USAGOV, to KEN: “send aid”", its entries, and what the sieve makes of it. */
static void put_ledger_entry(const struct doc *d, const struct ledger_entry *e, const char *title, struct buf *out)
{
    buf_printf(out, "%s\n  %s %s", title, ledger_kind_name(e->kind),
               ledger_stage_name(e->stage) ? ledger_stage_name(e->stage) : "");
    for (uint32_t i = 0; i < e->n_parties; i++) {
        buf_printf(out, "%s%s ", i ? ", " : "   ", ledger_role_name(e->party[i].role));
        put_party(d, e->party[i].mention, out);
    }
    if (span_given(e->matter))
        buf_printf(out, "\n      matter: “%.*s”", STR_ARG(doc_slice(d, e->matter)));
    buf_printf(out, "\n      %.*s\n", STR_ARG(e->rule));
    if (e->sift_rule.n)
        buf_printf(out, "      confidence %.2f: %.*s\n", (double)e->confidence, STR_ARG(e->sift_rule));
}

static void put_ledger(const struct doc *d, uint32_t sent, struct buf *out)
{
    for (uint32_t i = 0; i < d->ledger.n; i++)
        if (d->ledger.v[i].sent == sent)
            put_ledger_entry(d, &d->ledger.v[i], "In the ledger", out);
    for (uint32_t i = 0; i < d->ledger_doubted.n; i++)
        if (d->ledger_doubted.v[i].sent == sent)
            put_ledger_entry(d, &d->ledger_doubted.v[i], "Left out of the ledger", out);
}

static void put_misses(const struct doc *d, const struct match_trace *trace, uint32_t sent, struct buf *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < trace->miss.n; i++) {
        const struct match_miss *m = &trace->miss.v[i];
        if (d->tok.v[m->anchor_tok].sent != sent || ++n > MAX_MISSES_SHOWN)
            continue;
        if (n == 1)
            buf_add_str(out, STR("Tried and did not fit\n"));
        buf_printf(out, "  “%.*s”  %.*s: %.*s\n", STR_ARG(tok_str(d, m->anchor_tok)), STR_ARG(m->entry->rule),
                   STR_ARG(m->reason));
    }
    if (n > MAX_MISSES_SHOWN)
        buf_printf(out, "  … and %u more\n", n - MAX_MISSES_SHOWN);
}

static void put_statements(const struct doc *d, uint32_t sent, struct buf *out)
{
    for (uint32_t i = 0; i < d->statement.n; i++) {
        const struct statement *q = &d->statement.v[i];
        if (q->first_sent != sent)
            continue;
        buf_printf(out, "Statement (%s)\n  “%.*s”\n  by ", quote_kind_name(q->kind), STR_ARG(doc_slice(d, q->content)));
        put_party(d, q->speaker_mention, out);
        buf_printf(out, "%s%.*s\n", span_given(q->cue) ? ", cue " : "", STR_ARG(doc_slice(d, q->cue)));
    }
}

struct second_opinion second_opinion_of(const struct explanation *x, const struct event *e)
{
    enum { REASONS = 4 };
    struct second_opinion o = {.type = EV_NONE};
    float p[N_EVENT_TYPES];
    if (!x->classifier || e->source_mention == NONE || e->target_mention == NONE || e->reciprocal_of_event != NONE)
        return o;
    classify_mentions(x->classifier, x->codebook, x->doc, e->source_mention, e->target_mention, p);
    o.type = (enum event_type)1;
    for (int t = 2; t < N_EVENT_TYPES; t++)
        o.type = p[t] > p[o.type] ? (enum event_type)t : o.type;
    o.p = p[o.type];
    o.none = p[EV_NONE];
    struct pair pair = {x->doc->mention.v[e->source_mention].span, x->doc->mention.v[e->target_mention].span};
    o.reasons = classify_reasons(x->classifier, x->codebook, x->doc, &pair, o.type, REASONS, x->doc->arena);
    return o;
}

void explain_text(const struct explanation *x, uint32_t sent, struct buf *out)
{
    const struct doc *d = x->doc;
    buf_printf(out, "%.*s\n\nTree\n", STR_ARG(doc_slice(d, d->sent.v[sent].span)));
    put_tree(d, d->sent.v[sent].root_tok, 0, out);
    put_mentions(d, sent, out);
    put_statements(d, sent, out);
    put_events(x, sent, out);
    put_doubted(x, sent, out);
    put_ledger(d, sent, out);
    put_misses(d, x->trace, sent, out);
}
