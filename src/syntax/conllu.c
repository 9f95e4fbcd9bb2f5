#include "syntax/conllu.h"

#include "base/utf8.h"
#include "record/names.h"

#include <assert.h>

enum { N_COLUMNS = 10 };
enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC };

struct reader {
    const char *name;
    struct doc *d;
    struct conllu_extra *extra;
    struct buf text;
    struct buf comments;
    uint32_t line;
    uint32_t first_tok; /* of the sentence being read */
    uint32_t range_end; /* words of the open multiword token: token index, 0 when none is open */
    bool range_joined;  /* its words are its letters */
    bool space_after;   /* of the last token */
    bool range_space_after;
};

/* A number without sign or blanks; false when it is none. */
static bool number(struct str s, uint32_t *out)
{
    uint32_t n = 0;
    if (s.n == 0 || s.n > 7)
        return false;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.s[i] < '0' || s.s[i] > '9')
            return false;
        n = n * 10 + (uint32_t)(s.s[i] - '0');
    }
    *out = n;
    return true;
}

static enum status bad_line(const struct reader *r, struct fault *f, const char *what)
{
    return fault_set(f, ST_INPUT, "%s:%u: %s", r->name, r->line, what);
}

static bool has_space_after(struct str misc)
{
    struct str entry;
    while (str_cut(&misc, '|', &entry))
        if (str_is(entry, "SpaceAfter=No"))
            return false;
    return true;
}

static enum status read_range(struct reader *r, const struct str *column, struct fault *f)
{
    struct str id = column[ID], from_text;
    uint32_t from, to, next = r->d->tok.n - r->first_tok + 1;
    if (!str_cut(&id, '-', &from_text) || !number(from_text, &from) || !number(id, &to) || from != next || to <= from ||
        to > CONLLU_MAX_WORDS || r->range_end)
        return bad_line(r, f, "a multiword range does not fit the words around it");
    struct conllu_range *range = array_add(r->d->arena, &r->extra->range);
    range->first_tok = r->d->tok.n;
    range->end_tok = r->range_end = r->first_tok + to;
    range->form = str_copy(r->d->arena, column[FORM]);
    r->range_space_after = has_space_after(column[MISC]);
    return OK;
}

static enum status read_word(struct reader *r, const struct str *column, struct fault *f)
{
    struct doc *d = r->d;
    uint32_t id, head = 0, n = d->tok.n - r->first_tok;
    if (!number(column[ID], &id) || id != n + 1)
        return bad_line(r, f, "word numbers must run 1, 2, 3");
    if (id > CONLLU_MAX_WORDS)
        return fault_set(f, ST_LIMIT, "%s:%u: a sentence of more than %d words", r->name, r->line, CONLLU_MAX_WORDS);
    if (column[FORM].n == 0)
        return bad_line(r, f, "an empty form");
    bool has_head = number(column[HEAD], &head);
    if (!has_head && !str_is(column[HEAD], "_"))
        return bad_line(r, f, "the head is no number");
    bool glued = n > 0 && r->range_end && r->extra->range.v[r->extra->range.n - 1].first_tok < d->tok.n;
    bool space = !glued && r->text.n > 0 && r->space_after;
    if (space)
        buf_add_char(&r->text, ' ');
    if (r->text.n > UINT32_MAX - column[FORM].n - 2)
        return fault_set(f, ST_LIMIT, "%s is too large", r->name);
    struct tok *t = array_add(d->arena, &d->tok);
    t->span.start = (uint32_t)r->text.n;
    buf_add_str(&r->text, column[FORM]);
    t->span.end = (uint32_t)r->text.n;
    t->sent = d->sent.n;
    t->head = has_head && head > 0 ? r->first_tok + head - 1 : NONE;
    t->lemma = str_copy(d->arena, column[LEMMA]);
    t->upos = (uint8_t)upos_of(column[UPOS]);
    t->xpos = (uint8_t)xpos_of(column[XPOS]);
    t->deprel = (uint8_t)deprel_of(column[DEPREL]);
    t->flags = (uint8_t)((space ? TOK_SPACE_BEFORE : 0) | (glued ? TOK_GLUED : 0) | (n == 0 ? TOK_PARAGRAPH : 0));
    t->first_child = t->next_sibling = t->mention = NONE;
    *array_add(d->arena, &r->extra->misc) = str_copy(d->arena, column[MISC]);
    *array_add(d->arena, &r->extra->form) = str_copy(d->arena, column[FORM]);
    r->space_after = has_space_after(column[MISC]);
    if (r->range_end == d->tok.n) {
        r->range_end = 0;
        r->space_after = r->range_space_after;
    }
    return OK;
}

static enum status read_columns(struct reader *r, struct str line, struct fault *f)
{
    struct str column[N_COLUMNS];
    uint32_t n = 0;
    for (struct str piece; n < N_COLUMNS && str_cut(&line, '\t', &piece); n++)
        column[n] = piece;
    if (n != N_COLUMNS || line.n > 0)
        return bad_line(r, f, "a word line must have ten columns parted by tabs");
    if (memchr(column[ID].s, '.', column[ID].n))
        return OK;
    return memchr(column[ID].s, '-', column[ID].n) ? read_range(r, column, f) : read_word(r, column, f);
}

static enum status end_sentence(struct reader *r, struct fault *f)
{
    struct doc *d = r->d;
    uint32_t first = r->first_tok, end = d->tok.n;
    if (first == end)
        return OK; /* comments alone belong to the next sentence */
    if (r->range_end)
        return bad_line(r, f, "a multiword range goes past the end of its sentence");
    struct sent *s = array_add(d->arena, &d->sent);
    *s = (struct sent){.span = {d->tok.v[first].span.start, d->tok.v[end - 1].span.end},
                       .first_tok = first,
                       .end_tok = end,
                       .root_tok = NONE,
                       .kind = SENT_BODY,
                       .block = d->block.n};
    *array_add(d->arena, &d->block) = (struct block){s->span, SENT_BODY};
    for (uint32_t t = first; t < end; t++) {
        if (d->tok.v[t].head == t || (d->tok.v[t].head != NONE && d->tok.v[t].head >= end))
            return bad_line(r, f, "a head lies outside the sentence above");
        if (d->tok.v[t].head == NONE && s->root_tok == NONE)
            s->root_tok = t;
    }
    doc_link_children(d, first, end);
    *array_add(d->arena, &r->extra->comments) = str_copy(d->arena, buf_str(&r->comments));
    buf_clear(&r->comments);
    r->first_tok = end;
    return OK;
}

enum status conllu_read(struct str bytes, const char *name, struct doc *d, struct conllu_extra *out, struct fault *f)
{
    struct reader r = {.name = name, .d = d, .extra = out, .space_after = true};
    struct buf clean = {0};
    *out = (struct conllu_extra){0};
    d->n_bad_bytes = utf8_repair(bytes.s, bytes.n, &clean);
    struct str rest = buf_str(&clean), line;
    enum status status = OK;
    while (!status && str_cut(&rest, '\n', &line)) {
        r.line++;
        if (line.n > 0 && line.s[line.n - 1] == '\r')
            line.n--;
        if (line.n == 0) {
            status = end_sentence(&r, f);
        } else if (line.s[0] == '#') {
            buf_add_str(&r.comments, line);
            buf_add_char(&r.comments, '\n');
        } else {
            status = read_columns(&r, line, f);
        }
    }
    if (!status)
        status = end_sentence(&r, f);
    if (!status) {
        d->text = str_copy(d->arena, buf_str(&r.text));
        d->content_hash = str_hash(d->text);
        out->tail = str_copy(d->arena, buf_str(&r.comments));
    }
    buf_release(&clean);
    buf_release(&r.text);
    buf_release(&r.comments);
    return status;
}

/* ---- writing ---------------------------------------------------------------------------------------------------- */

/* White space that is not one blank, in UDPipe's notation: SpacesAfter=\n\s. */
static void add_spaces(struct buf *out, const char *key, struct str gap)
{
    buf_printf(out, "%s=", key);
    for (uint32_t i = 0; i < gap.n; i++)
        switch (gap.s[i]) {
        case ' ':
            buf_add(out, "\\s", 2);
            break;
        case '\t':
            buf_add(out, "\\t", 2);
            break;
        case '\r':
            buf_add(out, "\\r", 2);
            break;
        case '\n':
            buf_add(out, "\\n", 2);
            break;
        case '|':
            buf_add(out, "\\p", 2);
            break;
        case '\\':
            buf_add(out, "\\\\", 2);
            break;
        default:
            buf_add_char(out, gap.s[i]);
        }
}

static struct str gap_after(const struct doc *d, uint32_t tok)
{
    uint32_t end = tok + 1 < d->tok.n ? d->tok.v[tok + 1].span.start : d->text.n;
    return str_slice(d->text, d->tok.v[tok].span.end, end);
}

/* The MISC column of the token or range [first, end). */
static void add_misc(struct buf *out, const struct doc *d, uint32_t first, uint32_t end)
{
    struct str before = first == 0 ? str_slice(d->text, 0, d->tok.v[0].span.start) : STR_NONE,
               after = gap_after(d, end - 1);
    bool none = true;
    if (before.n > 0) {
        add_spaces(out, "SpacesBefore", before);
        none = false;
    }
    if (!str_is(after, " ")) {
        if (!none)
            buf_add_char(out, '|');
        if (after.n == 0)
            buf_add(out, "SpaceAfter=No", 13);
        else
            add_spaces(out, "SpacesAfter", after);
        none = false;
    }
    if (none)
        buf_add_char(out, '_');
}

/* Text on one line: white space of any kind becomes a blank. */
static void add_flat(struct buf *out, struct str s)
{
    for (uint32_t i = 0; i < s.n; i++)
        buf_add_char(out, s.s[i] == '\n' || s.s[i] == '\t' || s.s[i] == '\r' ? ' ' : s.s[i]);
}

static void add_range_line(struct buf *out, const struct doc *d, const struct sent *s, uint32_t first, uint32_t end,
                           struct str form, bool with_misc)
{
    buf_printf(out, "%u-%u\t", first - s->first_tok + 1, end - s->first_tok);
    add_flat(out, form);
    buf_add_str(out, STR("\t_\t_\t_\t_\t_\t_\t_\t"));
    if (with_misc)
        add_misc(out, d, first, end);
    else
        buf_add_str(out, gap_after(d, end - 1).n == 0 ? STR("SpaceAfter=No") : STR("_"));
    buf_add_char(out, '\n');
}

static void add_word_line(struct buf *out, const struct doc *d, const struct sent *s, uint32_t t,
                          const struct conllu_extra *extra, bool in_range)
{
    const struct tok *x = &d->tok.v[t];
    buf_printf(out, "%u\t", t - s->first_tok + 1);
    add_flat(out, extra ? extra->form.v[t] : tok_str(d, t));
    buf_add_char(out, '\t');
    if (x->lemma.n == 0)
        buf_add_char(out, '_');
    else
        add_flat(out, x->lemma);
    buf_printf(out, "\t%s\t%s\t_\t", upos_name(x->upos), xpos_name(x->xpos));
    if (x->head == NONE && s->root_tok != t)
        buf_add_str(out, STR("_\t"));
    else
        buf_printf(out, "%u\t", x->head == NONE ? 0 : x->head - s->first_tok + 1);
    buf_printf(out, "%s\t_\t", deprel_name(x->deprel));
    if (extra)
        buf_add_str(out, extra->misc.v[t]);
    else if (in_range)
        buf_add_char(out, '_');
    else
        add_misc(out, d, t, t + 1);
    buf_add_char(out, '\n');
}

static void add_comments(struct buf *out, const struct doc *d, uint32_t sent)
{
    const struct sent *s = &d->sent.v[sent];
    if (d->tok.v[s->first_tok].flags & TOK_PARAGRAPH)
        buf_add_str(out, STR("# newpar\n"));
    buf_printf(out, "# sent_id = %u\n# text = ", sent + 1);
    add_flat(out, doc_slice(d, s->span));
    buf_add_char(out, '\n');
}

void conllu_write(const struct doc *d, const struct conllu_extra *extra, struct buf *out)
{
    uint32_t next_range = 0;
    for (uint32_t i = 0; i < d->sent.n; i++) {
        const struct sent *s = &d->sent.v[i];
        if (s->first_tok == s->end_tok)
            continue;
        if (extra)
            buf_add_str(out, extra->comments.v[i]);
        else
            add_comments(out, d, i);
        uint32_t range_end = s->first_tok;
        for (uint32_t t = s->first_tok; t < s->end_tok; t++) {
            if (extra && next_range < extra->range.n && extra->range.v[next_range].first_tok == t) {
                const struct conllu_range *r = &extra->range.v[next_range++];
                add_range_line(out, d, s, t, range_end = r->end_tok, r->form, false);
            } else if (!extra && t >= range_end && t + 1 < s->end_tok && d->tok.v[t + 1].flags & TOK_GLUED) {
                for (range_end = t + 1; range_end < s->end_tok && d->tok.v[range_end].flags & TOK_GLUED;)
                    range_end++;
                struct span whole = {d->tok.v[t].span.start, d->tok.v[range_end - 1].span.end};
                add_range_line(out, d, s, t, range_end, doc_slice(d, whole), true);
            }
            add_word_line(out, d, s, t, extra, t < range_end);
        }
        buf_add_char(out, '\n');
    }
    if (extra)
        buf_add_str(out, extra->tail);
}
