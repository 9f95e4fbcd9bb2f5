/* Precision and recall of (source, type, target, status) on sentences whose every event is written down:
 *   run_hundred LANG_DIR FILE MIN_PRECISION MIN_RECALL      (hundred.txt beside this file says how it is written)
 * Prints what is missing and what is too much; fails below either minimum, in per cent. */
#include "base/file.h"
#include "pipeline/pipeline.h"
#include "record/names.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_EVENTS = 64, MAX_BYTES = 1 << 20 };

struct quadruple {
    struct str source, type, target, status;
};

struct tally {
    struct arena keep;
    uint32_t n_wanted, n_given, n_right;
    struct str kind, text;
    struct quadruple wanted[MAX_EVENTS];
    uint32_t n;
};

/* "RUS=TUR CONSULT asserted" are two. */
static void want(struct tally *t, struct str line)
{
    struct str first = str_cut_word(&line), type = str_cut_word(&line), a = STR_NONE, b = first;
    if (t->n + 2 > MAX_EVENTS)
        abort();
    if (!memchr(first.s, '=', first.n)) {
        struct str target = type.n ? str_cut_word(&line) : STR_NONE;
        /* source, type, target, status */
        t->wanted[t->n++] = (struct quadruple){first, type, target, str_cut_word(&line)};
        return;
    }
    str_cut(&b, '=', &a);
    struct str status = str_cut_word(&line);
    t->wanted[t->n++] = (struct quadruple){a, type, b, status};
    if (!str_eq(a, b))
        t->wanted[t->n++] = (struct quadruple){b, type, a, status};
}

/* The country, or the body's own letters, or "-". */
static struct str actor_of(struct tally *t, const struct doc *d, uint32_t mention)
{
    if (mention == NONE)
        return STR("-");
    const struct actor_code *code = &d->mention.v[mention].actor;
    if (code->country[0])
        return str_copy(&t->keep, str_of(code->country));
    bool body = strncmp(code->code, "IGO", 3) == 0 || strncmp(code->code, "NGO", 3) == 0;
    return body ? str_slice(str_copy(&t->keep, str_of(code->code)), 0, 6) : STR("-");
}

static bool same(const struct quadruple *a, const struct quadruple *b)
{
    return str_eq(a->source, b->source) && str_eq(a->type, b->type) && str_eq(a->target, b->target) &&
           str_eq(a->status, b->status);
}

static uint32_t given_events(struct tally *t, const struct doc *d, struct quadruple out[MAX_EVENTS])
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->event.n && n < MAX_EVENTS; i++) {
        const struct event *e = &d->event.v[i];
        out[n] = (struct quadruple){actor_of(t, d, e->source_mention), str_of(event_type_name(e->type)),
                                    actor_of(t, d, e->target_mention), str_of(event_status_name(e->status))};
        bool again = false;
        for (uint32_t k = 0; k < n; k++)
            again |= same(&out[k], &out[n]);
        n += !again;
    }
    return n;
}

/* Prints those of a that are not in b, after a sign; how many are. */
static uint32_t compare(const struct tally *t, const struct quadruple *a, uint32_t n_a, const struct quadruple *b,
                        uint32_t n_b, char sign)
{
    uint32_t n_in = 0;
    for (uint32_t i = 0; i < n_a; i++) {
        bool in = false;
        for (uint32_t k = 0; k < n_b; k++)
            in |= same(&a[i], &b[k]);
        n_in += in;
        if (!in)
            printf("%c %.*s %.*s %.*s %.*s | %.*s: %.*s\n", sign, STR_ARG(a[i].source), STR_ARG(a[i].type),
                   STR_ARG(a[i].target), STR_ARG(a[i].status), STR_ARG(t->kind), STR_ARG(t->text));
    }
    return n_in;
}

static enum status run_sentence(struct tally *t, const struct pipeline *p, struct fault *f)
{
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct doc *d = doc_new(&arena, &scratch);
    d->text = t->text;
    *array_add(&arena, &d->block) = (struct block){{0, t->text.n}, SENT_BODY};
    enum status bad = pipeline_run(p, d, UNTIL_EVENT, f);
    if (!bad) {
        struct quadruple given[MAX_EVENTS];
        uint32_t n = given_events(t, d, given);
        t->n_right += compare(t, t->wanted, t->n, given, n, '-');
        compare(t, given, n, t->wanted, t->n, '+');
        t->n_wanted += t->n;
        t->n_given += n;
    }
    t->n = 0;
    t->text = STR_NONE;
    arena_release(&arena);
    arena_release(&scratch);
    return bad;
}

static enum status run_file(struct tally *t, const struct pipeline *p, struct str text, struct fault *f)
{
    for (struct lines l = lines_of(text); lines_next(&l);) {
        struct str rest = l.line, key = str_cut_word(&rest);
        rest = str_trim(rest);
        if (str_is(key, "kind:")) {
            if (t->text.n && run_sentence(t, p, f))
                return f->status;
            t->kind = rest;
        } else if (str_is(key, "text:")) {
            t->text = rest;
        } else if (str_is(key, "event:")) {
            want(t, rest);
        } else {
            return fault_set(f, ST_INPUT, "line %u: unknown key \"%.*s\"", (unsigned)l.number, STR_ARG(key));
        }
    }
    return t->text.n ? run_sentence(t, p, f) : OK;
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    struct fault f = {0};
    struct tally t = {0};
    struct pipeline *p = NULL;
    struct buf content = {0};
    arena_init(&t.keep, 0);
    if (pipeline_open(argv[1], NULL, &p, &f) || file_read(argv[2], MAX_BYTES, &content, &f) ||
        run_file(&t, p, buf_str(&content), &f))
        printf("%s\n", f.message);
    double precision = t.n_given ? 100.0 * t.n_right / t.n_given : 0;
    double recall = t.n_wanted ? 100.0 * t.n_right / t.n_wanted : 0;
    printf("%u events wanted, %u given, %u right: precision %.1f, recall %.1f\n", t.n_wanted, t.n_given, t.n_right,
           precision, recall);
    pipeline_close(p);
    buf_release(&content);
    arena_release(&t.keep);
    return f.status || precision < atof(argv[3]) || recall < atof(argv[4]);
}
