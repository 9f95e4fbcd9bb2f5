/* Sentences and tokens. A case is a text and what it is cut into: tokens parted by a blank, by ~ where the later one is
 * a further word of one orthographic token, sentences by " || ". */
#include "base/utf8.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct text_rules *rules;

static int load(void **state)
{
    (void)state;
    struct fault f;
    return text_rules_load(SOURCE_DIR "/lang/en/text", &rules, &f);
}

static int unload(void **state)
{
    (void)state;
    text_rules_free(rules);
    return 0;
}

struct work {
    struct arena arena, scratch;
    struct doc *doc;
};

static void split(struct work *w, struct str text, bool pretokenized)
{
    arena_init(&w->arena, 0);
    arena_init(&w->scratch, 0);
    w->doc = doc_new(&w->arena, &w->scratch);
    w->doc->text = str_copy(&w->arena, text);
    w->doc->pretokenized = pretokenized;
    struct fault f;
    assert_int_equal(text_split(rules, w->doc, &f), OK);
}

static void done(struct work *w)
{
    arena_release(&w->arena);
    arena_release(&w->scratch);
}

/* What every splitting must hold to: tokens in order, inside their sentence and block, nothing but white space between
 * them. */
static void check_invariants(const struct doc *d)
{
    uint32_t at = 0, len, tok = 0;
    for (uint32_t i = 0; i < d->sent.n; i++) {
        const struct sent *s = &d->sent.v[i];
        assert_int_equal(s->first_tok, tok);
        assert_true(s->end_tok > s->first_tok && s->end_tok - s->first_tok <= TEXT_MAX_SENT_TOKENS);
        assert_true(s->block < d->block.n);
        assert_true(s->span.start >= d->block.v[s->block].span.start && s->span.end <= d->block.v[s->block].span.end);
        assert_int_equal(s->span.start, d->tok.v[s->first_tok].span.start);
        assert_int_equal(s->span.end, d->tok.v[s->end_tok - 1].span.end);
        for (; tok < s->end_tok; tok++) {
            const struct tok *t = &d->tok.v[tok];
            assert_int_equal(t->sent, i);
            assert_true(t->span.start >= at && t->span.end > t->span.start);
            bool space = t->span.start > 0 && cp_is_space(utf8_before(d->text, t->span.start, &len));
            assert_int_equal(space, (t->flags & TOK_SPACE_BEFORE) != 0);
            for (; at < t->span.start; at += len)
                assert_true(cp_is_space(utf8_at(d->text, at, &len)));
            at = t->span.end;
        }
    }
    assert_int_equal(tok, d->tok.n);
    for (; at < d->text.n; at += len)
        assert_true(cp_is_space(utf8_at(d->text, at, &len)));
}

static void check(const char *text, const char *want)
{
    struct work w;
    split(&w, str_of(text), false);
    check_invariants(w.doc);
    struct buf out = {0};
    for (uint32_t i = 0; i < w.doc->tok.n; i++) {
        const struct tok *t = &w.doc->tok.v[i];
        bool first = w.doc->sent.v[t->sent].first_tok == i;
        if (i)
            buf_add_str(&out, first ? str_of(" || ") : t->flags & TOK_GLUED ? str_of("~") : str_of(" "));
        buf_add_str(&out, tok_str(w.doc, i));
    }
    assert_string_equal(out.s ? out.s : "", want);
    buf_release(&out);
    done(&w);
}

static void test_text__clitics_and_contractions(void **state)
{
    (void)state;
    check("They don't trust Moscow's word.", "They do~n't trust Moscow~'s word .");
    check("Kabul can’t and won’t, it’s clear.", "Kabul ca~n’t and wo~n’t , it~’s clear .");
    check("I'd've cannot gonna", "I~'d~'ve can~not gon~na");
    check("The ministers' talks", "The ministers~' talks");
    check("The 'ministers' talks", "The ' ministers ' talks");
    check("O'Brien met Ba'athists at five o'clock.", "O'Brien met Ba'athists at five o'clock .");
    check("the U.S.'s allies", "the U.S.~'s allies");
}

static void test_text__hyphens(void **state)
{
    (void)state;
    check("a well-known S-400 system", "a well - known S - 400 system");
    check("co-operation, anti-terror, non-aligned, pre-war", "co-operation , anti-terror , non-aligned , pre-war");
    check("Call 713-853-3989 on 2018-04-06.", "Call 713-853-3989 on 2018-04-06 .");
    check("in 2017-2018", "in 2017 - 2018");
    check("peace--or war—now", "peace -- or war — now");
}

static void test_text__abbreviations(void **state)
{
    (void)state;
    check("Gen. Pervez Malik met Mr. Khan. They spoke.", "Gen. Pervez Malik met Mr. Khan . || They spoke .");
    check("He left the U.S. The talks go on.", "He left the U.S. || The talks go on .");
    check("The U.S. Congress voted.", "The U.S. Congress voted .");
    check("See No. 2. No. That is all.", "See No. 2 . || No . || That is all .");
    check("J. R. Smith arrived at 5 p.m. on Jan. 3.", "J. R. Smith arrived at 5 p.m. on Jan. 3 .");
    check("He ruled (r. 1707) long.[12] Then he died.", "He ruled ( r. 1707 ) long . [ 12 ] || Then he died .");
    check("It was Plan B. The army left.", "It was Plan B. || The army left .");
}

static void test_text__numbers(void **state)
{
    (void)state;
    check("It cost $5.4bn, or US$5 each.", "It cost $ 5.4 bn , or US$ 5 each .");
    check("1,200 men, 35mm, 5pm, 1970s, 20th, 50%", "1,200 men , 35 mm , 5 pm , 1970s , 20th , 50 %");
    check("On 11/9/2001 at 7:30, 9/11", "On 11/9/2001 at 7:30 , 9/11");
    check("1. Peace comes first. 2. War", "1 . Peace comes first . || 2 . War");
}

static void test_text__addresses(void **state)
{
    (void)state;
    check("Read http://www.un.org/a/b?c=d. Then write to info@mfa.gov.pk, please.",
          "Read http://www.un.org/a/b?c=d . || Then write to info@mfa.gov.pk , please .");
    check("(see https://x.org/a_(b))", "( see https://x.org/a_(b) )");
    check("@khan wrote #peace", "@khan wrote #peace");
}

static void test_text__quotes_and_brackets(void **state)
{
    (void)state;
    check("\"We won. They lost,\" he said.", "\" We won . || They lost , \" he said .");
    check("“Why?” Khan asked. “No.” He left.", "“ Why ? ” Khan asked . || “ No . ” || He left .");
    check("«Nous» (we) [sic] {x}", "« Nous » ( we ) [ sic ] { x }");
    check("They waited... Then it ended!! Really?", "They waited ... || Then it ended !! || Really ?");
}

static void test_text__paragraphs_end_sentences(void **state)
{
    (void)state;
    check("Talks begin in Geneva\n\nGENEVA (Reuters) - Talks began.",
          "Talks begin in Geneva || GENEVA ( Reuters ) - Talks began .");
    check("", "");
    check(" \n\n ", "");
}

/* How many tokens at the start belong to a dateline. */
static void check_dateline(const char *text, uint32_t wanted)
{
    struct work w;
    uint32_t n = 0;
    split(&w, str_of(text), false);
    while (n < w.doc->tok.n && w.doc->tok.v[n].flags & TOK_DATELINE)
        n++;
    assert_int_equal(n, wanted);
    for (; n < w.doc->tok.n; n++)
        assert_false(w.doc->tok.v[n].flags & TOK_DATELINE);
    done(&w);
}

static void test_text__datelines(void **state)
{
    (void)state;
    check_dateline("NEW DELHI - India and Pakistan agreed on a ceasefire.", 3);
    check_dateline("ISLAMABAD, April 4 (Reuters) - The minister said nothing.", 8);
    check_dateline("Kabul (AP) \xE2\x80\x94 Twelve people died on Monday.", 5);
    check_dateline("NATO-led troops left the valley on Friday.", 0);
    check_dateline("Russia - China trade grew by a fifth in May.", 0);
    check_dateline("MOSCOW - officials said nothing about it all.", 0);
    check_dateline("The talks - Iran and Oman - were short this time.", 0);
    check_dateline("NEW DELHI - Now.", 0);
}

static void test_text__pretokenized(void **state)
{
    (void)state;
    struct work w;
    split(&w, STR("He do n't know.Mr . x\n\n  Second line .\n"), true);
    check_invariants(w.doc);
    assert_int_equal(w.doc->sent.n, 2);
    assert_int_equal(w.doc->tok.n, 9);
    assert_true(str_is(tok_str(w.doc, 3), "know.Mr"));
    done(&w);
}

static void test_text__long_sentence_is_cut(void **state)
{
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 1700; i++)
        buf_add_str(&text, str_of(i == 499 ? "don't " : "word "));
    struct work w;
    split(&w, buf_str(&text), false);
    check_invariants(w.doc);
    assert_int_equal(w.doc->sent.n, 4);
    assert_int_equal(w.doc->sent.v[0].end_tok, 499);
    done(&w);
    buf_release(&text);
}

/* Any bytes, once repaired, come back from tokens and white space. */
static void test_text__any_text_is_reproduced(void **state)
{
    (void)state;
    static const char *const bits[] = {"a",    "B.",   "'",   "’",    "\"", "-",   ".", "...", " ", "\n", "\n\n", "1",
                                       ",",    "n't",  "$",   "%",    "/",  ":",   ")", "(",   "@", "é",  "—",    "“",
                                       "”",    "\xFF", "中",  "www.", "s",  "com", "#", "+",   "<", "=>", "_",    "\t",
                                       "\xC2", "U.S",  "x@y", "!",    "?",  "…",   "‘", "5pm", "&"};
    uint64_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        struct buf raw = {0}, text = {0};
        for (int i = 0; i < 40; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            buf_add_str(&raw, str_of(bits[(seed >> 33) % (sizeof bits / sizeof *bits)]));
        }
        utf8_repair(raw.s, raw.n, &text);
        struct work w;
        split(&w, buf_str(&text), round % 4 == 3);
        check_invariants(w.doc);
        done(&w);
        buf_release(&raw);
        buf_release(&text);
    }
}

static void test_text__missing_list_is_named(void **state)
{
    (void)state;
    struct fault f;
    struct text_rules *r = NULL;
    assert_int_equal(text_rules_load("/nonexistent", &r, &f), ST_ENVIRONMENT);
    assert_non_null(strstr(f.message, "/nonexistent/abbreviations.txt"));
    assert_null(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text__clitics_and_contractions),
        cmocka_unit_test(test_text__hyphens),
        cmocka_unit_test(test_text__abbreviations),
        cmocka_unit_test(test_text__numbers),
        cmocka_unit_test(test_text__addresses),
        cmocka_unit_test(test_text__quotes_and_brackets),
        cmocka_unit_test(test_text__paragraphs_end_sentences),
        cmocka_unit_test(test_text__datelines),
        cmocka_unit_test(test_text__pretokenized),
        cmocka_unit_test(test_text__long_sentence_is_cut),
        cmocka_unit_test(test_text__any_text_is_reproduced),
        cmocka_unit_test(test_text__missing_list_is_named),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
