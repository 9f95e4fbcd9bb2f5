/* Tokens of a block -> sentences. A token that may close a sentence does so unless what follows speaks against it. */
#include "base/utf8.h"
#include "text/text_int.h"

static struct tok_note *note_of(const struct splitter *s, uint32_t tok)
{
    return &s->note.v[tok - s->first_tok];
}

static uint32_t first_cp(const struct splitter *s, uint32_t tok)
{
    uint32_t len;
    return utf8_at(s->t, s->d->tok.v[tok].span.start, &len);
}

static bool space_before(const struct splitter *s, uint32_t tok)
{
    return s->d->tok.v[tok].flags & TOK_SPACE_BEFORE;
}

/* The first token from tok on that is not an opening quote or bracket. */
static uint32_t past_opening(const struct splitter *s, uint32_t tok, uint32_t end)
{
    while (tok + 1 < end && note_of(s, tok)->opening)
        tok++;
    return tok;
}

/* "Why?" Khan asked. The sentence goes on where a cue follows within a few words that could be its subject. */
static bool cue_follows(const struct splitter *s, uint32_t tok, uint32_t end)
{
    for (uint32_t i = tok; i < end && i < tok + 5; i++) {
        if (list_has(&s->r->cue, tok_str(s->d, i)))
            return true;
        if (!cp_is_word(first_cp(s, i)))
            return false;
    }
    return false;
}

static bool starter_follows(const struct splitter *s, uint32_t next, uint32_t end)
{
    uint32_t word = past_opening(s, next, end);
    return cp_is_upper(first_cp(s, word)) && list_has(&s->r->starter, tok_str(s->d, word));
}

static bool ends_after_abbreviation(const struct splitter *s, const struct tok_note *note, uint32_t next, uint32_t end,
                                    bool quote_closed)
{
    uint32_t c = first_cp(s, past_opening(s, next, end));
    if (!cp_is_upper(c))
        return false;
    switch (note->abbr) {
    case ABBR_TITLE:
    case ABBR_NUMBER:
    case ABBR_MID:
        return false;
    default:
        return quote_closed || starter_follows(s, next, end);
    }
}

/* "1. Peace", "a) Peace": the number belongs to what it counts. */
static bool is_enumerator(const struct splitter *s, uint32_t first, uint32_t stop)
{
    struct str word = tok_str(s->d, first);
    if (stop - first != 1 || word.n > 4)
        return false;
    uint32_t len, c = utf8_at(s->t, s->d->tok.v[first].span.start, &len);
    return cp_is_digit(c) || (len == word.n && cp_is_letter(c) && c != 'I');
}

/* Whether a sentence that began at first ends before next; [last, next) are its closing marks, the one at last with
 * note. */
static bool ends_here(const struct splitter *s, uint32_t first, uint32_t last, uint32_t next, uint32_t end)
{
    const struct tok_note *note = note_of(s, last);
    bool quote_closed = next - last > 1 && note_of(s, next - 1)->closing;
    uint32_t word = past_opening(s, next, end), c = first_cp(s, word);
    bool upper = cp_is_upper(c), lower = cp_is_lower(c);
    switch (note->end) {
    case END_ABBREVIATION:
        return ends_after_abbreviation(s, note, next, end, quote_closed);
    case END_ELLIPSIS:
        return upper && !(tok_str(s->d, word).n == 1 && c == 'I');
    case END_STOP:
        if (!space_before(s, next))
            return upper;
        if (is_enumerator(s, first, last))
            return false;
        return !lower || !quote_closed;
    default:
        if (lower && (quote_closed || !space_before(s, next)))
            return false;
        return !(quote_closed && cue_follows(s, next, end));
    }
}

/* "… peace.[12] Then": notes behind the full stop belong to the sentence before. */
static uint32_t past_footnotes(const struct splitter *s, uint32_t tok, uint32_t end)
{
    while (tok + 2 < end && str_is(tok_str(s->d, tok), "[") && str_is(tok_str(s->d, tok + 2), "]") &&
           tok_str(s->d, tok + 1).n <= 3 && cp_is_digit(first_cp(s, tok + 1)))
        tok += 3;
    return tok;
}

void text_sentences(struct splitter *s, uint32_t block)
{
    uint32_t end = s->d->tok.n, first = s->first_tok;
    for (uint32_t i = first; i < end; i++) {
        if (note_of(s, i)->end == END_NONE)
            continue;
        uint32_t next = i + 1;
        while (next < end && ((note_of(s, next)->closing && !note_of(s, next)->opening) ||
                              (note_of(s, next)->end != END_NONE && note_of(s, next)->end != END_ABBREVIATION))) {
            if (note_of(s, next)->end != END_NONE)
                i = next;
            next++;
        }
        next = past_footnotes(s, next, end);
        if (next < end && ends_here(s, first, i, next, end)) {
            text_close_sentence(s, first, next, block);
            first = next;
        }
        i = next - 1;
    }
    text_close_sentence(s, first, end, block);
}
