/* Statements, with the whole way before them: text, trees, actors. A case is a text and its statements, one a line:
 *     kind: source | cue | part / part [> addressee] [@ venue] [~ channel] */
#include "actor/actor.h"
#include "base/file.h"
#include "ingest/ingest.h"
#include "statement/statement.h"
#include "syntax/syntax.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A lexicon of our own, so that the test does not change with lang/en/codebook/reporting.txt. */
static const char lexicon[] = "# cues\n"
                              "say.v neutral 1\n"
                              "  + \"We will not yield,\" Lavrov said. => said | Lavrov\n"
                              "tell.v|inform.v neutral 1\n"
                              "report.v neutral 1\n"
                              "write.v neutral 1\n"
                              "add.v neutral 1\n"
                              "warn.v negative 1\n"
                              "deny.v negative -3 deny\n"
                              "ask.v neutral 0 question\n"
                              "believe.v neutral 0 believe\n"
                              "point out.v neutral 2\n"
                              "speak.v neutral 0\n"
                              "vow.v neutral 0\n"
                              "praise.v positive 1 topic\n"
                              "warning.n negative 1\n"
                              "according to.p neutral 1\n";

static struct ingest_rules *ingest_rules;
static struct text_rules *text_rules;
static struct syntax *syntax;
static struct actors *actors;
static struct reporting *reporting;
static char folder[] = "/tmp/entente-statement-XXXXXX";

static int load(void **state)
{
    (void)state;
    struct fault f;
    struct buf path = {0};
    if (!mkdtemp(folder))
        return 1;
    buf_printf(&path, "%s/reporting.txt", folder);
    enum status bad = file_write(path.s, str_of(lexicon), &f);
    buf_clear(&path);
    buf_printf(&path, "%s/speakers.txt", folder);
    bad = bad || symlink(SOURCE_DIR "/lang/en/codebook/speakers.txt", path.s) ||
          ingest_rules_load(SOURCE_DIR "/lang/en/text", &ingest_rules, &f) ||
          text_rules_load(SOURCE_DIR "/lang/en/text", &text_rules, &f) ||
          syntax_load(SOURCE_DIR "/lang/en/model/syntax.model", &syntax, &f) ||
          actors_load(SOURCE_DIR "/lang/en/actors", NULL, &actors, &f) || reporting_load(folder, NULL, &reporting, &f);
    if (bad)
        fprintf(stderr, "%s\n", f.message);
    buf_release(&path);
    return (int)bad;
}

static int unload(void **state)
{
    (void)state;
    struct buf path = {0};
    buf_printf(&path, "%s/reporting.txt", folder);
    remove(path.s);
    buf_clear(&path);
    buf_printf(&path, "%s/speakers.txt", folder);
    remove(path.s);
    rmdir(folder);
    buf_release(&path);
    reporting_free(reporting);
    actors_free(actors);
    syntax_free(syntax);
    text_rules_free(text_rules);
    ingest_rules_free(ingest_rules);
    return 0;
}

static struct doc *take(struct arena *a, struct arena *scratch, const char *text)
{
    struct fault f;
    arena_init(a, 0);
    arena_init(scratch, 0);
    struct doc *d = doc_new(a, scratch);
    assert_int_equal(ingest_text(ingest_rules, STR("x"), str_of(text), d, &f), OK);
    assert_int_equal(text_split(text_rules, d, &f), OK);
    assert_int_equal(syntax_parse(syntax, d, &f), OK);
    assert_int_equal(actor_find(actors, d, &f), OK);
    assert_int_equal(statement_find(reporting, d, &f), OK);
    return d;
}

static void put_optional(struct buf *out, const char *sign, struct str s)
{
    if (s.n)
        buf_printf(out, " %s %.*s", sign, STR_ARG(s));
}

static void check(const char *text, const char *want)
{
    static const char *const kind[] = {"direct", "indirect", "mixed"};
    struct arena a, scratch;
    struct doc *d = take(&a, &scratch, text);
    struct buf out = {0};
    for (uint32_t i = 0; i < d->statement.n; i++) {
        const struct statement *s = &d->statement.v[i];
        struct str source = doc_slice(d, s->source_span), cue = doc_slice(d, s->cue);
        buf_printf(&out, "%s%s: %.*s | %.*s |", i ? "\n" : "", kind[s->kind], STR_ARG(source), STR_ARG(cue));
        assert_true(s->n_parts >= 1);
        assert_int_equal(s->content.start, s->part[0].start);
        assert_int_equal(s->content.end, s->part[s->n_parts - 1].end);
        for (uint32_t p = 0; p < s->n_parts; p++)
            buf_printf(&out, "%s %.*s", p ? " /" : "", STR_ARG(doc_slice(d, s->part[p])));
        if (s->addressee_mention != NONE)
            put_optional(&out, ">", doc_slice(d, d->mention.v[s->addressee_mention].span));
        put_optional(&out, "@", doc_slice(d, s->venue));
        put_optional(&out, "~", doc_slice(d, s->via));
    }
    assert_string_equal(out.s ? out.s : "", want);
    buf_release(&out);
    arena_release(&a);
    arena_release(&scratch);
}

static void test_statement__direct(void **state)
{
    (void)state;
    check("\"The border stays closed,\" Imran Khan said on Monday.",
          "direct: Imran Khan | said | The border stays closed,");
    check("“The border stays closed,” said Sergei Lavrov, the foreign minister of Russia.",
          "direct: Sergei Lavrov, the foreign minister of Russia | said | The border stays closed,");
    check("Angela Merkel told reporters: «We will talk again in spring.»",
          "direct: Angela Merkel | told | We will talk again in spring. > reporters");
}

static void test_statement__interrupted(void **state)
{
    (void)state;
    check("“We came here,” Lavrov said, “to find a way out.”",
          "direct: Lavrov | said | We came here, / to find a way out.");
    check("“We came here to talk,” Lavrov said. “Nobody else did.”",
          "direct: Lavrov | said | We came here to talk, / Nobody else did.");
}

static void test_statement__paragraphs(void **state)
{
    (void)state;
    const char *want = "direct: Lavrov | said | We came here to talk. / We will come again. / Peace needs time.";
    check("Lavrov said: “We came here to talk.\n\nWe will come again.\n\n Peace needs time.”\n\nThe hall was full.",
          want);
    check("Lavrov said: “We came here to talk.\n\n“We will come again.\n\n“Peace needs time.”\n\nThe hall was full.",
          want);
    check(
        "Lavrov said: \"We came here to talk.\n\n\"We will come again.\n\n\"Peace needs time.\"\n\nThe hall was full.",
        want);
}

static void test_statement__continued_without_cue(void **state)
{
    (void)state;
    check("“We came here to talk,” Lavrov said.\n\n“Nobody else came to this place.”",
          "direct: Lavrov | said | We came here to talk,\ndirect: Lavrov |  | Nobody else came to this place.");
}

static void test_statement__introduced_by_a_sentence(void **state)
{
    (void)state;
    check("TASS reported that Sergei Lavrov had this to say when talking to Wang Yi:\n\n“Trade grows every year.\n\nWe "
          "thank you.”",
          "indirect: TASS | reported | that Sergei Lavrov had this to say when talking to Wang Yi\n"
          "direct: Sergei Lavrov | say | Trade grows every year. / We thank you. > Wang Yi ~ TASS");
}

static void test_statement__indirect(void **state)
{
    (void)state;
    check("Narendra Modi said that the talks had failed.",
          "indirect: Narendra Modi | said | that the talks had failed");
    check("Sergei Lavrov, who came late, said the talks had failed.",
          "indirect: Sergei Lavrov, who came late | said | the talks had failed");
    check("The talks had failed, Narendra Modi said.", "indirect: Narendra Modi | said | The talks had failed");
    check("The talks failed, according to the foreign ministry.",
          "indirect: the foreign ministry | according to | The talks failed");
    check("Modi told Lavrov that the talks had failed.", "indirect: Modi | told | that the talks had failed > Lavrov");
    check("A source told TASS that the talks had failed.",
          "indirect: A source | told | that the talks had failed > TASS ~ TASS");
}

static void test_statement__what_is_spoken_of(void **state)
{
    (void)state;
    check("Modi praised the plan.", "indirect: Modi | praised | the plan");
}

static void test_statement__mixed(void **state)
{
    (void)state;
    check("Modi said that he saw “a gift to the whole region” in the deal.",
          "mixed: Modi | said | that he saw “a gift to the whole region” in the deal");
}

static void test_statement__scare_quotes_are_none(void **state)
{
    (void)state;
    check("The so-called “peace march” ended in the square.", "");
    check("The army left its ‘safe zone’ in the north.", "");
}

static void test_statement__never_closed(void **state)
{
    (void)state;
    check("Lavrov said: \"We came here to talk.”\n\nThe hall was full of “old friends” of his.",
          "direct: Lavrov | said | We came here to talk.");
    check("Lavrov said: “We came here to talk.\n\nThe hall was full.", "direct: Lavrov | said | We came here to talk.");
}

static void test_statement__kinds_of_speakers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum speaker_kind kind;
    } cases[] = {
        {"Sergei Lavrov said that the talks had failed.", SPEAKER_NAMED},
        {"The foreign minister of Pakistan said that the talks had failed.", SPEAKER_OFFICE},
        {"Two officials said that the talks had failed.", SPEAKER_ANONYMOUS},
        {"TASS reported that the talks had failed.", SPEAKER_MEDIA},
        {"The report said that the talks had failed.", SPEAKER_DOCUMENT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a, scratch;
        struct doc *d = take(&a, &scratch, cases[i].text);
        assert_int_equal(d->statement.n, 1);
        assert_int_equal(d->statement.v[0].speaker_kind, cases[i].kind);
        assert_int_not_equal(d->statement.v[0].speaker_mention, NONE);
        arena_release(&a);
        arena_release(&scratch);
    }
}

static void test_statement__sorted(void **state)
{
    (void)state;
    struct arena a, scratch;
    struct doc *d = take(&a, &scratch,
                         "Modi said that “we won” and that Lavrov believed the rest. “Fine,” he added. Khan warned "
                         "that war is near. “It is "
                         "not so far away any more.” He left.");
    assert_true(d->statement.n >= 4);
    for (uint32_t i = 1; i < d->statement.n; i++)
        assert_true(d->statement.v[i - 1].content.start <= d->statement.v[i].content.start);
    uint32_t n_within = 0, n_asked = 0; /* at each byte those that are told hold all whose content holds it */
    for (uint32_t byte = 0; byte <= d->text.n; byte++) {
        uint32_t first, end;
        doc_statements_at(d, byte, &first, &end);
        assert_true(first <= end && end <= d->statement.n);
        for (uint32_t i = 0; i < d->statement.n; i++) {
            struct span content = d->statement.v[i].content;
            bool within = content.start <= byte && byte < content.end;
            n_within += within;
            assert_true(!within || (first <= i && i < end));
        }
        n_asked += end - first;
    }
    assert_true(n_within > 0 && n_asked < 2 * n_within);
    arena_release(&a);
    arena_release(&scratch);
}

static void test_statement__bad_lexicon_is_named(void **state)
{
    (void)state;
    char path[64];
    struct fault f;
    struct reporting *r = NULL;
    char other[] = "/tmp/entente-statement-XXXXXX";
    assert_non_null(mkdtemp(other));
    assert_int_equal(reporting_load(other, NULL, &r, &f), ST_ENVIRONMENT);
    assert_non_null(strstr(f.message, "reporting.txt"));
    snprintf(path, sizeof path, "%s/reporting.txt", other);
    assert_int_equal(file_write(path, STR("say.v neutral\nshout neutral\n"), &f), OK);
    assert_int_equal(reporting_load(other, NULL, &r, &f), ST_ENVIRONMENT);
    assert_non_null(strstr(f.message, "reporting.txt:2"));
    assert_null(r);
    remove(path);
    rmdir(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_statement__direct),
        cmocka_unit_test(test_statement__interrupted),
        cmocka_unit_test(test_statement__paragraphs),
        cmocka_unit_test(test_statement__continued_without_cue),
        cmocka_unit_test(test_statement__introduced_by_a_sentence),
        cmocka_unit_test(test_statement__indirect),
        cmocka_unit_test(test_statement__what_is_spoken_of),
        cmocka_unit_test(test_statement__mixed),
        cmocka_unit_test(test_statement__scare_quotes_are_none),
        cmocka_unit_test(test_statement__never_closed),
        cmocka_unit_test(test_statement__kinds_of_speakers),
        cmocka_unit_test(test_statement__sorted),
        cmocka_unit_test(test_statement__bad_lexicon_is_named),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
