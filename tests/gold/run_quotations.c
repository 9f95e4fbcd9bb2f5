/* Who said what on whole texts whose quotations are written down (quotations.txt beside this file says how):
 *   run_quotations LANG_DIR FILE EXAMPLES_DIR MIN_DIRECT MIN_INDIRECT MIN_CONTENT MIN_FIELDS
 * Prints what is wrong; fails below a minimum, in per cent: speakers of direct quotations, speakers of indirect and
 * mixed ones, contents exact to their first and last word, further fields (addressee, venue, channel, date, kind). */
#include "base/file.h"
#include "ingest/ingest.h"
#include "pipeline/pipeline.h"
#include "record/names.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_WANTS = 64, MAX_BYTES = 1 << 20 };
enum measure { DIRECT, INDIRECT, CONTENT, FIELDS, N_MEASURES };

static const char *const MEASURE[N_MEASURES] = {"direct speakers", "indirect speakers", "contents", "further fields"};

struct want {
    struct str line;
    uint32_t number;
};

struct run {
    const struct pipeline *p;
    struct ingest_rules *rules;
    const char *examples;
    struct arena arena, scratch;
    struct str id, date;
    struct buf text;
    struct want want[MAX_WANTS];
    uint32_t n;
    unsigned right[N_MEASURES], all[N_MEASURES];
};

/* The next piece up to a bar. */
static struct str piece(struct str *rest)
{
    struct str out = STR_NONE;
    str_cut(rest, '|', &out);
    return str_trim(out);
}

/* Without blanks and stops at its ends: an editor may set the comma inside or outside the marks. */
static struct str bare(struct str s)
{
    static const char edge[] = " \n\t.,;:!?\"";
    while (s.n && strchr(edge, s.s[0]))
        s = str_slice(s, 1, s.n);
    while (s.n && strchr(edge, s.s[s.n - 1]))
        s = str_slice(s, 0, s.n - 1);
    return s;
}

static uint32_t place_of(struct str in, struct str what)
{
    for (uint32_t i = 0; i + what.n <= in.n; i++)
        if (memcmp(in.s + i, what.s, what.n) == 0)
            return i;
    return NONE;
}

/* "first words … last words", or the whole. */
static bool content_is(struct str given, struct str wanted)
{
    struct str dots = STR(" … ");
    uint32_t at = place_of(wanted, dots);
    given = bare(given);
    if (at == NONE)
        return str_eq(given, bare(wanted));
    return str_starts(given, bare(str_slice(wanted, 0, at))) &&
           str_ends(given, bare(str_slice(wanted, at + dots.n, wanted.n)));
}

static bool actor_is(const struct doc *d, uint32_t mention, struct str words)
{
    if (mention == NONE)
        return str_is(words, "-");
    for (uint32_t i = 0; i < d->mention.n; i++)
        if ((i == mention || d->mention.v[i].entity == d->mention.v[mention].entity) &&
            (place_of(doc_slice(d, d->mention.v[i].span), words) != NONE ||
             place_of(doc_slice(d, d->mention.v[i].phrase), words) != NONE))
            return true;
    return false;
}

static bool speaker_is(const struct doc *d, const struct statement *s, struct str words)
{
    if (actor_is(d, s->speaker_mention, words) ||
        (span_given(s->source_span) && place_of(doc_slice(d, s->source_span), words) != NONE))
        return true;
    for (uint32_t i = 0; i < d->statement.n;
         i++) { /* the name may stand in another source phrase of the same speaker */
        const struct statement *q = &d->statement.v[i];
        if (q->speaker_mention != NONE && q->speaker_mention == s->speaker_mention && span_given(q->source_span) &&
            place_of(doc_slice(d, q->source_span), words) != NONE)
            return true;
    }
    return false;
}

/* The statement that a wanted one is about: its very content, else one that holds its first words. */
static const struct statement *find(const struct doc *d, struct str who, bool direct, struct str content)
{
    struct str first = content;
    uint32_t dots = place_of(content, STR(" … "));
    first = bare(dots == NONE ? content : str_slice(content, 0, dots));
    const struct statement *best = NULL;
    unsigned best_score = 0;
    for (uint32_t i = 0; i < d->statement.n; i++) {
        const struct statement *s = &d->statement.v[i];
        struct str given = doc_slice(d, s->content);
        bool exact = content_is(given, content);
        if (!exact && place_of(given, first) == NONE)
            continue;
        unsigned score = 1u + (exact ? 4u : 0u) + (speaker_is(d, s, who) ? 2u : 0u) +
                         ((s->kind == QUOTE_DIRECT) == direct ? 8u : 0u);
        if (score > best_score) {
            best = s;
            best_score = score;
        }
    }
    return best && (best->kind == QUOTE_DIRECT) == direct ? best : NULL;
}

/* "PAK -1 accuses": the statement has this stance. */
static bool has_stance(struct run *r, const struct doc *d, const struct statement *s, struct str wanted)
{
    for (uint32_t i = 0; i < s->n_stances; i++) {
        const struct stance *t = &s->stance_to[i];
        if (str_eq(wanted, str_format(&r->scratch, "%s %d %s", d->mention.v[t->mention].actor.code, t->sign,
                                      stance_kind_name(t->kind))))
            return true;
    }
    return false;
}

static struct str words_of(const struct doc *d, struct span s)
{
    return span_given(s) ? doc_slice(d, s) : STR("-");
}

/* Whether a further field is as wanted, "via: TASS"; *out_given: what it is. */
static bool field_is(struct run *r, const struct doc *d, const struct statement *s, struct str field,
                     struct str *out_given)
{
    struct str value = field, key = STR_NONE;
    str_cut(&value, ':', &key);
    value = str_trim(value);
    *out_given = STR("-");
    if (!s)
        return false;
    if (str_is(key, "to")) {
        if (s->addressee_mention != NONE)
            *out_given = doc_slice(d, d->mention.v[s->addressee_mention].span);
        return actor_is(d, s->addressee_mention, value);
    }
    if (str_is(key, "stance"))
        return has_stance(r, d, s, value);
    const char *kind = speaker_kind_name(s->speaker_kind);
    *out_given = str_is(key, "at")    ? words_of(d, s->venue)
                 : str_is(key, "via") ? words_of(d, s->via)
                 : str_is(key, "on")  ? words_of(d, s->date)
                                      : str_of(kind ? kind : "-");
    return str_eq(*out_given, value);
}

static void count(struct run *r, enum measure m, bool right, const struct want *w, struct str what)
{
    r->all[m]++;
    r->right[m] += right;
    if (!right)
        printf("%u: %.*s: %s: %.*s | %.*s\n", w->number, STR_ARG(r->id), MEASURE[m], STR_ARG(what), STR_ARG(w->line));
}

static void judge(struct run *r, const struct doc *d, const struct want *w)
{
    struct str rest = w->line, who = piece(&rest), kind = piece(&rest), content = piece(&rest), field;
    bool direct = str_is(kind, "direct");
    const struct statement *s = find(d, who, direct, content);
    struct str given = s && span_given(s->source_span) ? doc_slice(d, s->source_span) : STR("nobody");
    count(r, direct ? DIRECT : INDIRECT, s && speaker_is(d, s, who), w, s ? given : STR("not found"));
    count(r, CONTENT, s && content_is(doc_slice(d, s->content), content), w,
          s ? doc_slice(d, s->content) : STR("not found"));
    while ((field = piece(&rest)).n) {
        bool right = field_is(r, d, s, field, &given);
        count(r, FIELDS, right, w, given);
    }
}

static enum status run_text(struct run *r, struct fault *f)
{
    struct date_range day;
    arena_clear(&r->arena);
    arena_clear(&r->scratch);
    struct doc *d = doc_new(&r->arena, &r->scratch);
    if (ingest_text(r->rules, r->id, buf_str(&r->text), d, f))
        return f->status;
    if (date_parse(r->date, &day))
        d->date = day.from;
    enum status bad = pipeline_run(r->p, d, UNTIL_EVENT, f);
    for (uint32_t i = 0; !bad && i < r->n; i++)
        judge(r, d, &r->want[i]);
    buf_clear(&r->text);
    r->n = 0;
    r->date = STR_NONE;
    return bad;
}

static enum status add_file(struct run *r, struct str name, struct fault *f)
{
    struct buf path = {0};
    buf_printf(&path, "%s/%.*s", r->examples, STR_ARG(name));
    enum status bad = file_read(path.s, MAX_BYTES, &r->text, f);
    buf_release(&path);
    return bad;
}

static enum status run_file(struct run *r, struct str all, struct fault *f)
{
    for (struct lines l = lines_of(all); lines_next(&l);) {
        struct str rest = l.line, key = STR_NONE;
        str_cut(&rest, ':', &key);
        rest = str_trim(rest);
        if (str_is(key, "id")) {
            if (r->text.n && run_text(r, f))
                return f->status;
            r->id = rest;
        } else if (str_is(key, "date")) {
            r->date = rest;
        } else if (str_is(key, "title") || str_is(key, "text")) {
            buf_printf(&r->text, "%s%.*s", r->text.n ? "\n\n" : "", STR_ARG(rest));
        } else if (str_is(key, "file")) {
            if (add_file(r, rest, f))
                return f->status;
        } else if (str_is(key, "say") && r->n < MAX_WANTS) {
            r->want[r->n++] = (struct want){rest, l.number};
        } else {
            return fault_set(f, ST_INPUT, "line %u: unknown key \"%.*s\"", (unsigned)l.number, STR_ARG(key));
        }
    }
    return r->text.n ? run_text(r, f) : OK;
}

int main(int argc, char **argv)
{
    if (argc != 4 + N_MEASURES)
        return 2;
    struct fault f = {0};
    struct run r = {.examples = argv[3]};
    struct pipeline *p = NULL;
    struct buf content = {0}, text_dir = {0};
    arena_init(&r.arena, 0);
    arena_init(&r.scratch, 0);
    buf_printf(&text_dir, "%s/text", argv[1]);
    if (pipeline_open(argv[1], NULL, &p, &f) || ingest_rules_load(text_dir.s, &r.rules, &f) ||
        file_read(argv[2], MAX_BYTES, &content, &f))
        printf("%s\n", f.message);
    r.p = p;
    if (!f.status && run_file(&r, buf_str(&content), &f))
        printf("%s\n", f.message);
    bool below = false;
    for (int m = 0; m < N_MEASURES; m++) {
        double share = r.all[m] ? 100.0 * r.right[m] / r.all[m] : 0;
        printf("%s: %u of %u, %.1f%%\n", MEASURE[m], r.right[m], r.all[m], share);
        below |= share < atof(argv[4 + m]);
    }
    ingest_rules_free(r.rules);
    pipeline_close(p);
    buf_release(&content);
    buf_release(&text_dir);
    buf_release(&r.text);
    arena_release(&r.arena);
    arena_release(&r.scratch);
    return f.status || below;
}
