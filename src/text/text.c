/* Blocks -> sentences and tokens: the order of work. The rules are in text_token.c and text_sentence.c. */
#include "base/utf8.h"
#include "text/text_int.h"

bool cp_is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x02BC || c == '`' || c == 0xB4;
}

bool cp_is_word(uint32_t c)
{
    if (c < 0x80)
        return cp_is_letter(c) || cp_is_digit(c) || (c < ' ' && !cp_is_space(c)) || c == 0x7F;
    return !cp_is_space(c) && !cp_is_punct(c);
}

struct tok_note *text_add(struct splitter *s, uint32_t start, uint32_t end, uint8_t flags)
{
    struct doc *d = s->d;
    if (d->tok.n == s->first_tok)
        flags |= TOK_PARAGRAPH;
    uint32_t len;
    if (start > 0 && cp_is_space(utf8_before(s->t, start, &len)))
        flags |= TOK_SPACE_BEFORE;
    struct tok *t = array_add(d->arena, &d->tok);
    t->span = (struct span){start, end};
    t->head = t->first_child = t->next_sibling = t->mention = NONE;
    t->flags = flags;
    return array_add(d->scratch, &s->note);
}

/* Without ingest/ (tests, the public library on bare text) paragraphs are what stands between blank lines. */
static void paragraphs(struct doc *d)
{
    uint32_t n = d->text.n, at = 0;
    const char *t = d->text.s;
    while (at < n) {
        uint32_t end = at, newlines = 0, last = at;
        for (; end < n && newlines < 2; end++) {
            bool blank = t[end] == ' ' || t[end] == '\t' || t[end] == '\r';
            newlines = t[end] == '\n' ? newlines + 1 : blank ? newlines : 0;
            if (t[end] != '\n' && !blank)
                last = end + 1;
        }
        if (last > at) {
            while (at < last && (t[at] == ' ' || (t[at] >= '\t' && t[at] <= '\r')))
                at++;
            *array_add(d->arena, &d->block) = (struct block){{at, last}, SENT_BODY};
        }
        at = end;
    }
}

static void add_sentence(struct doc *d, uint32_t first, uint32_t end, uint32_t block)
{
    uint32_t number = d->sent.n;
    struct sent *sent = array_add(d->arena, &d->sent);
    *sent = (struct sent){.span = {d->tok.v[first].span.start, d->tok.v[end - 1].span.end},
                          .first_tok = first,
                          .end_tok = end,
                          .root_tok = NONE,
                          .kind = d->block.v[block].kind,
                          .block = block};
    for (uint32_t i = first; i < end; i++)
        d->tok.v[i].sent = number;
    if (sent->kind == SENT_BODY && (d->tok.v[first].flags & TOK_PARAGRAPH))
        text_mark_dateline(d, first, end);
}

/* A sentence over the limit is cut, never between the words of one orthographic token. */
void text_close_sentence(struct splitter *s, uint32_t first, uint32_t end, uint32_t block)
{
    s->d->n_cut += end - first > TEXT_MAX_SENT_TOKENS;
    while (end - first > TEXT_MAX_SENT_TOKENS) {
        uint32_t cut = first + TEXT_MAX_SENT_TOKENS;
        while (cut > first + 1 && s->d->tok.v[cut].flags & TOK_GLUED)
            cut--;
        add_sentence(s->d, first, cut, block);
        first = cut;
    }
    if (end > first)
        add_sentence(s->d, first, end, block);
}

/* One sentence a line, tokens parted by blanks. */
static void pretokenized_block(struct splitter *s, uint32_t block)
{
    uint32_t len;
    for (uint32_t at = s->start; at < s->end;) {
        uint32_t first = s->d->tok.n;
        while (at < s->end && s->t.s[at] != '\n') {
            if (cp_is_space(utf8_at(s->t, at, &len))) {
                at += len;
                continue;
            }
            uint32_t start = at;
            while (at < s->end && !cp_is_space(utf8_at(s->t, at, &len)))
                at += len;
            text_add(s, start, at, 0);
        }
        at++;
        text_close_sentence(s, first, s->d->tok.n, block);
    }
}

enum status text_split(const struct text_rules *r, struct doc *d, struct fault *f)
{
    if (d->block.n == 0)
        paragraphs(d);
    struct splitter s = {.r = r, .d = d, .t = d->text};
    for (uint32_t b = 0; b < d->block.n; b++) {
        s.start = d->block.v[b].span.start;
        s.end = d->block.v[b].span.end;
        s.first_tok = d->tok.n;
        s.note.n = 0;
        s.n_single_open = 0;
        s.no_mailbox_until = s.no_dots_until = 0;
        s.double_open = false;
        if (d->pretokenized) {
            pretokenized_block(&s, b);
        } else {
            text_tokens(&s);
            text_sentences(&s, b);
        }
        if (arena_over_limit(d->arena))
            return fault_set(f, ST_LIMIT, "document %.*s needs more memory than its limit while it is split",
                             STR_ARG(d->id));
    }
    return OK;
}
