/* Every country of ISO 3166-1 is found by each of its names, adjectives and demonyms in our own lists: sentences are
 * made from the lists and go through tokenizer and parser. */
#include "base/file.h"
#include "pipeline/pipeline.h"
#include "record/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { MAX_LIST_BYTES = 4 * 1024 * 1024, N_ISO = 249 };

static const char iso[] =
    "ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM "
    "BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR "
    "CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB "
    "GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA "
    "JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA "
    "MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR "
    "NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS "
    "SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON "
    "TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE";

struct made { /* what is going on in one country's entry */
    const struct pipeline *p;
    struct arena arena, scratch;
    struct str code;
    uint32_t n_countries, n_tried, n_wrong;
};

static bool has_official(const struct doc *d)
{
    for (uint32_t i = 0; i < d->mention.n; i++)
        if (d->mention.v[i].actor.country[0] && str_ends(str_of(d->mention.v[i].actor.code), STR("GOV")))
            return true;
    return false;
}

static bool names_country(const struct doc *d, struct str code, bool official)
{
    if (official && !has_official(d))
        return false;
    for (uint32_t i = 0; i < d->mention.n; i++) {
        const struct mention *m = &d->mention.v[i];
        if (str_starts(str_of(m->actor.code), code))
            return true;
        for (unsigned k = 0; k < m->n_others; k++) /* two states share it: "Congolese" */
            if (str_starts(str_of(m->other[k].code), code))
                return true;
    }
    return false;
}

static void try_sentence(struct made *t, const char *before, struct str name, const char *after)
{
    arena_clear(&t->arena);
    arena_clear(&t->scratch);
    struct fault f;
    struct doc *d = doc_new(&t->arena, &t->scratch);
    d->text = str_format(&t->arena, "%s%.*s%s", before, STR_ARG(name), after);
    *array_add(&t->arena, &d->block) = (struct block){{0, d->text.n}, SENT_BODY};
    assert_int_equal(pipeline_run(t->p, d, UNTIL_ACTOR, &f), OK);
    t->n_tried++;
    if (names_country(d, t->code, str_starts(str_of(after), STR(" official"))))
        return;
    t->n_wrong++;
    print_message("%.*s: %.*s\n", STR_ARG(t->code), STR_ARG(d->text));
    for (uint32_t i = 0; i < d->mention.n; i++)
        print_message("    %.*s %s\n", STR_ARG(doc_slice(d, d->mention.v[i].span)), d->mention.v[i].actor.code);
}

static bool is_prefix_form(struct str s) /* "Sino" */
{
    return s.n && s.s[s.n - 1] == 'o' && !memchr(s.s, ' ', s.n);
}

static void try_key(struct made *t, struct str key, struct str value)
{
    struct str piece;
    while (str_cut(&value, ';', &piece)) {
        piece = str_trim(piece);
        if (!piece.n)
            continue;
        if (str_is(key, "names"))
            try_sentence(t, "An envoy of ", piece, " signed the treaty.");
        else if (str_is(key, "adjective") && is_prefix_form(piece))
            try_sentence(t, "The ", piece, "-Antarctic talks failed.");
        else if (str_is(key, "adjective"))
            try_sentence(t, "A ", piece, " official signed the treaty.");
        else if (str_is(key, "demonym"))
            try_sentence(t, "The victims were ", piece, ", the police said.");
    }
}

static bool in_iso(struct str code)
{
    for (uint32_t i = 0; i + 3 < sizeof iso; i += 4)
        if (code.n == 3 && memcmp(iso + i, code.s, 3) == 0)
            return true;
    return false;
}

static void try_file(struct made *t, struct str text)
{
    bool wanted = false;
    for (struct lines l = lines_of(text); lines_next(&l);) {
        struct str rest = l.line, key, code;
        for (uint32_t i = 0; i + 2 < rest.n; i++) /* a comment */
            if (rest.s[i] == ' ' && rest.s[i + 1] == ' ' && rest.s[i + 2] == '#')
                rest = str_slice(rest, 0, i);
        rest = str_trim(rest);
        str_cut(&rest, ' ', &key);
        rest = str_trim(rest);
        if (l.indented) {
            if (wanted)
                try_key(t, key, rest);
            continue;
        }
        wanted = false;
        if (!str_is(key, "country"))
            continue;
        str_cut(&rest, ' ', &code);
        wanted = in_iso(code);
        t->code = code;
        t->n_countries += wanted;
        if (wanted)
            try_sentence(t, "An envoy of ", str_trim(rest), " signed the treaty.");
    }
}

static void test_actor_names__every_country(void **state)
{
    (void)state;
    static const char *const regions[] = {"africa", "americas", "asia", "europe", "middle-east", "oceania"};
    struct fault f;
    struct pipeline *p;
    assert_int_equal(pipeline_open(SOURCE_DIR "/lang/en", NULL, &p, &f), OK);
    struct made t = {.p = p};
    arena_init(&t.arena, 0);
    arena_init(&t.scratch, 0);
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
        char path[4200];
        struct buf text = {0};
        snprintf(path, sizeof path, "%s/lang/en/actors/countries-%s.txt", SOURCE_DIR, regions[i]);
        assert_int_equal(file_read(path, MAX_LIST_BYTES, &text, &f), OK);
        try_file(&t, buf_str(&text));
        buf_release(&text);
    }
    print_message("%u countries, %u sentences, %u wrong\n", t.n_countries, t.n_tried, t.n_wrong);
    assert_int_equal(t.n_countries, N_ISO);
    assert_int_equal(t.n_wrong, 0);
    arena_release(&t.arena);
    arena_release(&t.scratch);
    pipeline_close(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_actor_names__every_country),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
