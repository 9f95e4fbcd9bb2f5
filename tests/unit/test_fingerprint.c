/* Reprints are alike, other texts are not, and short ones are like none. */
#include "ingest/fingerprint.h"
#include "ingest/ingest.h"
#include "record/likeness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define LEAD "The two governments said on Monday that their talks on the river had made progress in the capital. "
#define BODY                                                                                                           \
    "Engineers from both sides will visit the three dams in spring and measure how much water passes each day. "       \
    "A treaty of 1974 gives the upper state a third of the flow, but dry years have made farmers on the lower "        \
    "plains angry. Their union blocked a bridge last week and asked the president to stop the talks. The minister "    \
    "of water answered that nobody would lose a well, and that the money for new canals had been set aside. "
#define OTHER                                                                                                          \
    "The central bank kept its rate where it was and said that prices would rise more slowly next year. Most banks "   \
    "had expected a cut. Bond yields rose a little, and the currency gained against those of its neighbours after "    \
    "the governor spoke of patience. Shops in the capital reported better sales than in the winter before. "

static struct fingerprint of(const char *text)
{
    struct arena arena, scratch;
    struct ingest_rules *rules;
    struct fault f;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    assert_int_equal(ingest_rules_load(SOURCE_DIR "/lang/en/text", &rules, &f), OK);
    struct doc *d = doc_new(&arena, &scratch);
    assert_int_equal(ingest_text(rules, STR_NONE, str_of(text), d, &f), OK);
    fingerprint_make(d);
    struct fingerprint p = d->fingerprint;
    ingest_rules_free(rules);
    arena_release(&arena);
    arena_release(&scratch);
    return p;
}

static bool share_band(const struct fingerprint *a, const struct fingerprint *b)
{
    for (unsigned i = 0; i < FINGERPRINT_BANDS; i++)
        if (fingerprint_band(a, i) == fingerprint_band(b, i))
            return true;
    return false;
}

static void test_fingerprint__reprints(void **state)
{
    struct fingerprint whole = of(LEAD BODY), same = of(LEAD "\n\n" BODY), body = of(BODY),
                       led = of("MOSCOW, May 4 - Neighbours along the river have come closer again. " BODY),
                       other = of(OTHER), mixed = of(OTHER BODY);
    (void)state;
    assert_int_equal(whole.exact, same.exact);
    assert_true(fingerprint_alike(&whole, &same, false));
    assert_true(fingerprint_alike(&whole, &body, false) && share_band(&whole, &body));
    assert_true(fingerprint_alike(&whole, &led, false) && share_band(&whole, &led));
    assert_true(fingerprint_alike(&led, &whole, false));
    assert_false(fingerprint_alike(&whole, &other, false));
    assert_false(fingerprint_alike(&whole, &other, true));
    assert_true(fingerprint_alike(&body, &mixed, false)); /* it stands in the other as a whole */
}

static void test_fingerprint__short_texts_have_none(void **state)
{
    struct fingerprint a = of("The ministers met in the capital on Monday."), b = a;
    (void)state;
    assert_int_equal(a.n_words, 0);
    assert_false(fingerprint_alike(&a, &b, true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fingerprint__reprints),
                                       cmocka_unit_test(test_fingerprint__short_texts_have_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
