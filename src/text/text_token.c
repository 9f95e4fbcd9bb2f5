/* Text -> tokens. One pass from left to right: at each place the longest token that the rules allow. */
#include "base/utf8.h"
#include "text/text_int.h"

static uint32_t cp_at(const struct splitter *s, uint32_t at)
{
    uint32_t len;
    return at < s->end ? utf8_at(s->t, at, &len) : 0;
}

static uint32_t cp_len(const struct splitter *s, uint32_t at)
{
    uint32_t len = 1;
    if (at < s->end)
        (void)utf8_at(s->t, at, &len);
    return len;
}

static uint32_t cp_prev(const struct splitter *s, uint32_t at)
{
    uint32_t len;
    return at > s->start ? utf8_before(s->t, at, &len) : ' ';
}

static struct str piece(const struct splitter *s, uint32_t start, uint32_t end)
{
    return str_slice(s->t, start, end);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool all_digits(struct str w)
{
    for (uint32_t i = 0; i < w.n; i++)
        if (!is_digit(w.s[i]))
            return false;
    return w.n > 0;
}

/* End of the letters, digits and marks that begin at `at`; no connectors. */
static uint32_t run_end(const struct splitter *s, uint32_t at)
{
    while (at < s->end && cp_is_word(cp_at(s, at)))
        at += cp_len(s, at);
    return at;
}

/* ---- addresses and files --------------------------------------------------------------------------------------- */

static bool starts_at(const struct splitter *s, uint32_t at, const char *word)
{
    struct str w = str_of(word);
    return s->end - at >= w.n && str_eq_nocase(piece(s, at, at + w.n), w);
}

static uint32_t chunk_end(const struct splitter *s, uint32_t at)
{
    while (at < s->end && !cp_is_space(cp_at(s, at)))
        at += cp_len(s, at);
    return at;
}

/* Punctuation that closes the sentence around an address is not part of it; a bracket that the address opened is. */
static uint32_t trim_address(const struct splitter *s, uint32_t start, uint32_t end)
{
    int open = 0;
    for (uint32_t i = start; i < end; i++)
        open += (s->t.s[i] == '(') - (s->t.s[i] == ')');
    for (; end > start + 1; end--) {
        char c = s->t.s[end - 1];
        if (c == ')' && open++ == 0)
            break;
        if (!strchr(".,;:!?)]}>'\"", c) && !((unsigned char)c == 0x9D || (unsigned char)c == 0x99))
            break;
        if ((unsigned char)c >= 0x80) { /* a closing curly quote: three bytes */
            if (end < start + 4 || memcmp(s->t.s + end - 3, "\xE2\x80", 2) != 0)
                break;
            end -= 2;
        }
    }
    return end;
}

/* Names of mailboxes and hosts are shorter; without a bound "a-a-a-…" would be scanned to its end from every token. */
enum { NAME_MAX_BYTES = 256 };

static uint32_t name_limit(const struct splitter *s, uint32_t at)
{
    return s->end - at > NAME_MAX_BYTES ? at + NAME_MAX_BYTES : s->end;
}

static uint32_t email_end(struct splitter *s, uint32_t at)
{
    uint32_t i = at, limit = name_limit(s, at);
    if (at < s->no_mailbox_until)
        return at;
    while (i < limit &&
           (is_digit(s->t.s[i]) || cp_is_letter((unsigned char)s->t.s[i] & 0x7F) || strchr("._%+-", s->t.s[i])) &&
           (unsigned char)s->t.s[i] < 0x80)
        i++;
    if (i == at || i + 1 >= s->end || s->t.s[i] != '@' || !cp_is_word(cp_at(s, i + 1))) {
        s->no_mailbox_until = i < limit ? i : limit - 1;
        return at;
    }
    for (i++; i < s->end && (cp_is_word(cp_at(s, i)) || strchr("._-", s->t.s[i]));)
        i += cp_len(s, i);
    return trim_address(s, at, i);
}

/* "enron.com", "comp.sources.unix", "report.doc", with what follows a slash. Gives `at` if there is no such thing. */
static uint32_t dotted_name_end(struct splitter *s, uint32_t at)
{
    uint32_t i = at, last = at, n_dots = 0;
    bool hyphen = false, lower = true;
    uint32_t limit = name_limit(s, at);
    if (at < s->no_dots_until)
        return at;
    for (; i < limit && (unsigned char)s->t.s[i] < 0x80; i++) {
        char c = s->t.s[i];
        if (c == '.' && i > last && i + 1 < s->end && cp_is_word(cp_at(s, i + 1))) {
            n_dots++;
            last = i + 1;
        } else if (c == '-' || c == '_') {
            hyphen = true;
        } else if (!cp_is_word((unsigned char)c)) {
            break;
        }
        lower = lower && !cp_is_upper((unsigned char)c);
    }
    struct str ending = piece(s, last, i);
    if (n_dots == 0)
        s->no_dots_until = i;
    if (n_dots == 0 || i - at == NAME_MAX_BYTES || all_digits(ending) ||
        (i < s->end && (unsigned char)s->t.s[i] >= 0x80))
        return at;
    bool host = list_has(&s->r->host, ending) && last - at > 2 && (lower || ending.n >= 3 || n_dots >= 2) &&
                !(cp_is_upper((unsigned char)ending.s[0]) && cp_is_lower((unsigned char)ending.s[ending.n - 1]));
    bool file = list_has(&s->r->file, ending);
    if (!host && !file && !(lower && n_dots >= 2 && !hyphen && last - at > 6))
        return at;
    if (host && i < s->end && (s->t.s[i] == '/' || (s->t.s[i] == ':' && i + 1 < s->end && is_digit(s->t.s[i + 1]))))
        return trim_address(s, at, chunk_end(s, at));
    return i;
}

static uint32_t address_end(struct splitter *s, uint32_t at)
{
    static const char *const scheme[] = {"http://", "https://", "ftp://", "www.", "mailto:", "doi:"};
    for (size_t i = 0; i < sizeof scheme / sizeof *scheme; i++)
        if (starts_at(s, at, scheme[i]) && chunk_end(s, at) > at + strlen(scheme[i]))
            return trim_address(s, at, chunk_end(s, at));
    uint32_t end = email_end(s, at);
    return end > at ? end : dotted_name_end(s, at);
}

/* ---- connectors inside a word ---------------------------------------------------------------------------------- */

/* [start, at) is the word so far, `part` where its last part began; the full stop at `at` is followed by a word
 * character. */
static bool joins_at_stop(const struct splitter *s, uint32_t part, uint32_t at)
{
    uint32_t next_end = run_end(s, at + 1);
    struct str before = piece(s, part, at), after = piece(s, at + 1, next_end);
    uint32_t c = cp_at(s, at + 1);
    if (cp_is_digit(cp_prev(s, at)) && cp_is_digit(c))
        return true;
    if (utf8_count(before) == 1 && cp_is_letter(cp_prev(s, at))) /* U.S., p.m., but J.Smith is J. + Smith */
        return !(utf8_count(after) >= 3 && cp_is_upper(c));
    struct str both = piece(s, part, next_end);
    return list_has(&s->r->abbreviation, both) || list_has(&s->r->file, after);
}

static bool joins_at_slash(const struct splitter *s, uint32_t start, uint32_t part, uint32_t at)
{
    struct str before = piece(s, part, at), after = piece(s, at + 1, run_end(s, at + 1));
    if (all_digits(before) && all_digits(after)) { /* dates, 9/11, telephone numbers; not 2001/02 */
        bool more = memchr(s->t.s + start, '/', at - start) || cp_at(s, at + 1 + after.n) == '/';
        return more || before.n == 3 || (before.n <= 2 && after.n <= 2);
    }
    return part == start && utf8_count(before) == 1 && after.n <= 3 && cp_is_letter(cp_at(s, at + 1));
}

/* Digits with hyphens: dates and telephone numbers stay whole (713-853-3989, 2018-04-06, 345-9945), ranges are parted.
 */
static bool joins_digits(const struct splitter *s, uint32_t part, uint32_t at)
{
    uint32_t n_hyphens = 0, end = part;
    if (part > s->start && s->t.s[part - 1] == '-')
        return true; /* the first hyphen was joined, so is the second */
    for (; end < s->end && (is_digit(s->t.s[end]) || s->t.s[end] == '-'); end++)
        n_hyphens += s->t.s[end] == '-';
    uint32_t after = run_end(s, at + 1) - at - 1;
    return n_hyphens >= 2 || (at - part == 3 && after == 4) || (at - part == 5 && after == 4);
}

static bool joins_at_hyphen(const struct splitter *s, uint32_t start, uint32_t part, uint32_t at)
{
    uint32_t next_end = run_end(s, at + 1);
    struct str before = piece(s, part, at), after = piece(s, at + 1, next_end);
    if (all_digits(before))
        return all_digits(after) && joins_digits(s, part, at);
    return list_has(&s->r->prefix, before) || list_has(&s->r->hyphenated, piece(s, start, next_end));
}

/* Whether the character at `at`, which is no word character, joins the word before it to the word character after it.
 */
static bool joins(const struct splitter *s, uint32_t start, uint32_t part, uint32_t at)
{
    uint32_t c = cp_at(s, at), next_at = at + cp_len(s, at);
    uint32_t before = cp_prev(s, at), next = cp_at(s, next_at);
    if (next_at >= s->end || !cp_is_word(next))
        return false;
    bool digits = cp_is_digit(before) && cp_is_digit(next);
    if (cp_is_apostrophe(c))
        return true;
    switch (c) {
    case '.':
        return joins_at_stop(s, part, at);
    case ',':
        return digits && run_end(s, next_at) - next_at >= 3 && all_digits(piece(s, next_at, next_at + 3));
    case ':':
        return digits;
    case '/':
        return joins_at_slash(s, start, part, at);
    case '-':
        return joins_at_hyphen(s, start, part, at);
    case '&':
        return at - start <= 4 && run_end(s, next_at) - next_at <= 3;
    case '_':
    case '@':
        return true;
    case '*':
    case '^':
        return cp_is_letter(before) && cp_is_letter(next);
    default:
        return false;
    }
}

static uint32_t word_end(const struct splitter *s, uint32_t start)
{
    uint32_t at = start, part = start;
    for (;;) {
        at = run_end(s, at);
        if (at >= s->end || at == start || !joins(s, start, part, at))
            return at;
        uint32_t c = cp_at(s, at);
        at += cp_len(s, at);
        if (!cp_is_apostrophe(c))
            part = at;
    }
}

/* ---- inside a word: clitics, contractions, units --------------------------------------------------------------- */

/* Where the clitic of [start, end) begins ('s, 'll, n't), `end` when there is none. */
static uint32_t clitic_start(const struct splitter *s, uint32_t start, uint32_t end)
{
    static const char *const clitic[] = {"s", "m", "d", "ll", "re", "ve", "em"};
    uint32_t at = end, len = 0;
    while (at > start && !cp_is_apostrophe(utf8_before(s->t, at, &len)))
        at -= len;
    if (at == start || at == end)
        return end;
    struct str tail = piece(s, at, end);
    uint32_t apostrophe = at - len;
    if (apostrophe == start)
        return end;
    if (str_eq_nocase(tail, STR("t")) && apostrophe > start + 1 && (s->t.s[apostrophe - 1] | 32) == 'n')
        return apostrophe - 1;
    for (size_t i = 0; i < sizeof clitic / sizeof *clitic; i++)
        if (str_eq_nocase(tail, str_of(clitic[i])))
            return apostrophe;
    return end;
}

static void add_pieces(struct splitter *s, uint32_t start, uint32_t end, uint8_t flags)
{
    struct str word = piece(s, start, end);
    uint32_t index = list_get(&s->r->contraction, word, NONE);
    if (index != NONE && memchr(word.s, '\xE2', word.n) == NULL) {
        const struct contraction *c = &s->r->contractions.v[index];
        for (uint32_t i = 0, from = 0; i < c->n; from = c->end[i++])
            text_add(s, start + from, start + c->end[i], i ? TOK_GLUED : flags);
        return;
    }
    /* "35mm", "5pm", "$3bn": the unit is a word; 1970s, 20th and 3C are not cut. */
    uint32_t digits = start;
    while (digits < end && (is_digit(s->t.s[digits]) || strchr(".,:", s->t.s[digits])))
        digits++;
    if (digits > start && digits < end && is_digit(s->t.s[start])) {
        struct str unit = piece(s, digits, end);
        bool money = s->note.n && s->note.v[s->note.n - 1].money && s->d->tok.v[s->d->tok.n - 1].span.end == start;
        if (list_has(&s->r->unit, unit) || (money && list_has(&s->r->money_unit, unit))) {
            text_add(s, start, digits, flags);
            text_add(s, digits, end, 0);
            return;
        }
    }
    text_add(s, start, end, flags);
}

void text_add_word(struct splitter *s, uint32_t start, uint32_t end)
{
    /* Clitics are cut from the right (I'd've) and must be added from the left. */
    uint32_t cut[MAX_PIECES], n = 0;
    while (n < MAX_PIECES) {
        uint32_t at = clitic_start(s, start, end);
        if (at == end || at == start)
            break;
        cut[n++] = end;
        end = at;
    }
    add_pieces(s, start, end, 0);
    for (; n > 0; n--) {
        text_add(s, end, cut[n - 1], TOK_GLUED);
        end = cut[n - 1];
    }
}

/* ---- the full stop and the apostrophe after a word ------------------------------------------------------------- */

static bool digit_follows(const struct splitter *s, uint32_t at)
{
    while (at < s->end && (s->t.s[at] == ' ' || s->t.s[at] == '('))
        at++;
    return at < s->end && is_digit(s->t.s[at]);
}

/* What the word [start, end), which a full stop follows, abbreviates. */
static enum abbreviation abbreviation_of(const struct splitter *s, uint32_t start, uint32_t end)
{
    struct str word = piece(s, start, end);
    uint32_t listed = list_get(&s->r->abbreviation, word, ABBR_NONE), len;
    uint32_t c = utf8_at(s->t, start, &len);
    bool capital = len == word.n && cp_is_upper(c); /* an initial, whatever the small letter may abbreviate */
    if (listed == ABBR_NUMBER && !capital && digit_follows(s, end + 1))
        return ABBR_NUMBER;
    if (listed && listed != ABBR_NUMBER)
        return (enum abbreviation)listed;
    if (len == word.n) /* J. R. Smith */
        return capital ? ABBR_INITIAL : ABBR_NONE;
    /* letters parted by stops, of one or two letters each */
    uint32_t n_stops = 0, part = 0;
    for (uint32_t i = 0; i < word.n; i++) {
        part = word.s[i] == '.' ? 0 : part + 1;
        n_stops += word.s[i] == '.';
        if (part > 2 || is_digit(word.s[i]))
            return ABBR_NONE;
    }
    return n_stops ? ABBR_ANY : ABBR_NONE;
}

static uint32_t add_stop(struct splitter *s, uint32_t start, uint32_t end)
{
    if (end >= s->end || s->t.s[end] != '.' || (end + 1 < s->end && s->t.s[end + 1] == '.'))
        return end;
    enum abbreviation abbr = abbreviation_of(s, start, end);
    if (abbr == ABBR_NONE)
        return end;
    s->d->tok.v[s->d->tok.n - 1].span.end++;
    struct tok_note *note = &s->note.v[s->note.n - 1];
    note->end = END_ABBREVIATION;
    note->abbr = (uint8_t)abbr;
    return end + 1;
}

/* The genitive of the plural: "ministers' talks". A closing quotation mark looks the same; one that is open decides. */
static uint32_t add_genitive(struct splitter *s, uint32_t end)
{
    uint32_t c = cp_at(s, end);
    if ((c != '\'' && c != 0x2019) || s->n_single_open > 0 || (s->t.s[end - 1] | 32) != 's')
        return end;
    uint32_t len = cp_len(s, end);
    text_add(s, end, end + len, TOK_GLUED);
    return end + len;
}

/* ---- punctuation ----------------------------------------------------------------------------------------------- */

static uint32_t repeat_end(const struct splitter *s, uint32_t at, const char *of)
{
    while (at < s->end && s->t.s[at] && strchr(of, s->t.s[at]))
        at++;
    return at;
}

enum { ARROW_MAX_BYTES = 32 };

static uint32_t emoticon_end(const struct splitter *s, uint32_t at)
{
    uint32_t i = at;
    if (!strchr(":;=", s->t.s[i]) || !(cp_is_space(cp_prev(s, at)) || strchr(".!?", s->t.s[at - 1])))
        return at;
    i++;
    if (i < s->end && s->t.s[i] == '-')
        i++;
    if (i >= s->end || !strchr(")(DPp/|*", s->t.s[i]))
        return at;
    i = repeat_end(s, i, (char[]){s->t.s[i], 0});
    return i < s->end && cp_is_word(cp_at(s, i)) ? at : i;
}

/* A mark that is neither a word nor a quote. Repeated marks are one token. */
static uint32_t mark_end(const struct splitter *s, uint32_t at)
{
    char c = s->t.s[at];
    uint32_t end = emoticon_end(s, at);
    if (end > at)
        return end;
    if (c == '!' || c == '?')
        return repeat_end(s, at, "!?");
    if (c == '-' || c == '=' || c == '<') {
        uint32_t same = repeat_end(s, at, (char[]){c, 0});
        end = same;
        while (end < s->end && end - at < ARROW_MAX_BYTES && s->t.s[end] && strchr("<-=", s->t.s[end]))
            end++;
        if (end < s->end && s->t.s[end] == '>') /* => and <-> */
            return repeat_end(s, end, ">");
        return c == '<' ? end : same;
    }
    if (c && strchr(".*_~+|#>^%\\/", c))
        return c == '%' || c == '/' ? at + 1 : repeat_end(s, at, (char[]){c, 0});
    return at + cp_len(s, at);
}

static bool opens_bracket(uint32_t c)
{
    return c == '(' || c == '[' || c == '{';
}

static bool at_left_edge(const struct splitter *s, uint32_t at)
{
    uint32_t before = cp_prev(s, at);
    return cp_is_space(before) || opens_bracket(before) || before == '"' || before == 0x201C || before == 0x2014 ||
           before == 0x2013 || before == '-' || before == '/' || before == 0xAB || before == 0x2018;
}

/* "'72", "'em", "'s" stand-alone: the apostrophe belongs to the word. Gives the word's end, `at` when it opens a
 * quotation. */
static uint32_t elided_end(const struct splitter *s, uint32_t at, uint32_t len)
{
    static const char *const word[] = {"em",   "til", "cause", "cuz", "n",  "bout", "tis",
                                       "twas", "s",   "re",    "ve",  "ll", "m",    "d"};
    uint32_t end = run_end(s, at + len);
    struct str rest = piece(s, at + len, end);
    if (rest.n >= 2 && is_digit(rest.s[0]) && is_digit(rest.s[1]) && rest.n <= 3)
        return end;
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (str_eq_nocase(rest, str_of(word[i])))
            return end;
    return at;
}

static uint32_t add_apostrophe(struct splitter *s, uint32_t at)
{
    uint32_t len = cp_len(s, at), c = cp_at(s, at), end;
    if (c != 0x2018 && (end = elided_end(s, at, len)) > at) {
        bool glued = !at_left_edge(s, at); /* U.S.'s, 5%'s */
        text_add(s, at, end, glued ? TOK_GLUED : 0);
        return end;
    }
    if (cp_at(s, at + len) == c) /* '' and `` as double quotes, curly ones too */
        len *= 2;
    bool opening = c == 0x2018 || (at_left_edge(s, at) && at + len < s->end && !cp_is_space(cp_at(s, at + len)));
    struct tok_note *note = text_add(s, at, at + len, 0);
    note->opening = opening;
    note->closing = !opening;
    if (opening)
        s->n_single_open++;
    else if (s->n_single_open)
        s->n_single_open--;
    return at + len;
}

static void note_mark(struct splitter *s, struct tok_note *note, uint32_t at, uint32_t end)
{
    uint32_t c = cp_at(s, at);
    if (c == '.')
        note->end = end - at > 1 ? END_ELLIPSIS : END_STOP;
    else if (c == 0x2026)
        note->end = END_ELLIPSIS;
    else if (c == '!' || c == '?' || c == 0x3002 || c == 0x203C || c == 0x2049)
        note->end = END_STRONG;
    else if (c == '"') {
        s->double_open = at_left_edge(s, at) && end < s->end && !cp_is_space(cp_at(s, end))
                             ? true
                             : cp_is_space(cp_prev(s, at)) && !s->double_open;
        note->opening = s->double_open;
        note->closing = !note->opening;
    } else {
        note->opening = opens_bracket(c) || c == 0x201C || c == 0xAB || c == 0x201E || c == 0x2039;
        note->closing = c == ')' || c == ']' || c == '}' || c == 0x201D || c == 0xBB || c == 0x203A;
        note->money = c == '$' || c == 0x20AC || c == 0xA3 || c == 0xA5 || c == 0x20B9 || c == 0x20BD;
    }
}

static uint32_t add_mark(struct splitter *s, uint32_t at)
{
    uint32_t c = cp_at(s, at);
    if (cp_is_apostrophe(c) || c == 0x2018)
        return add_apostrophe(s, at);
    uint32_t end = mark_end(s, at);
    note_mark(s, text_add(s, at, end, 0), at, end);
    return end;
}

/* ---- the pass -------------------------------------------------------------------------------------------------- */

/* What is written into a word from its left: "#news", "@name", ".doc", "+44", "US$". Gives where the rest begins. */
static uint32_t word_prefix_end(const struct splitter *s, uint32_t at)
{
    uint32_t next = cp_at(s, at + 1);
    if (at + 1 >= s->end || !cp_is_space(cp_prev(s, at)))
        return at;
    bool joined =
        ((s->t.s[at] == '#' || s->t.s[at] == '@') && cp_is_letter(next)) ||
        (s->t.s[at] == '.' && (cp_is_digit(next) || list_has(&s->r->file, piece(s, at + 1, run_end(s, at + 1))))) ||
        (s->t.s[at] == '+' && cp_is_digit(next));
    return joined ? at + 1 : at;
}

static uint32_t add_next(struct splitter *s, uint32_t at)
{
    uint32_t end = address_end(s, at);
    if (end > at && (at == s->start || !cp_is_word(cp_prev(s, at)))) {
        text_add(s, at, end, 0);
        return end;
    }
    uint32_t word = word_prefix_end(s, at);
    end = word_end(s, word);
    if (end == word)
        return add_mark(s, at);
    if (end < s->end && s->t.s[end] == '$' && end - at <= 3 && cp_is_upper(cp_at(s, at))) { /* US$ */
        text_add(s, at, end + 1, 0)->money = true;
        return end + 1;
    }
    /* "th-" of a speaker who breaks off */
    if (end - at <= 2 && cp_is_letter(cp_at(s, at)) && end < s->end && s->t.s[end] == '-' &&
        cp_is_space(cp_at(s, end + 1)))
        end++;
    text_add_word(s, at, end);
    uint32_t after = add_stop(s, at, end);
    return after > end ? after : add_genitive(s, end);
}

void text_tokens(struct splitter *s)
{
    for (uint32_t at = s->start; at < s->end;) {
        if (cp_is_space(cp_at(s, at)))
            at += cp_len(s, at);
        else
            at = add_next(s, at);
    }
}
