/* Sentences are written as word:UPOS:head:relation, so that the stage is tested without the parser. */
#include "actor/actor.h"
#include "record/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena doc_arena, scratch;
static struct actors *lists;

static void link_file(const char *folder, const char *name, const char *source)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(symlink(source, path), 0);
}

/* The lists of the test beside the closed classes of the language. */
static struct actors *lists_load(const char *extra_dir)
{
    char folder[] = "/tmp/entente-test-actor-XXXXXX", path[4200];
    assert_non_null(mkdtemp(folder));
    link_file(folder, "lists.txt", SOURCE_DIR "/tests/data/actors/lists.txt");
    link_file(folder, "grammar.txt", SOURCE_DIR "/lang/en/actors/grammar.txt");
    struct fault f;
    struct actors *a = NULL;
    assert_int_equal(actors_load(folder, extra_dir, &a, &f), OK);
    snprintf(path, sizeof path, "%s/lists.txt", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/grammar.txt", folder);
    unlink(path);
    rmdir(folder);
    return a;
}

static int load(void **state)
{
    (void)state;
    lists = lists_load(NULL);
    arena_init(&doc_arena, 0);
    arena_init(&scratch, 0);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    actors_free(lists);
    arena_release(&doc_arena);
    arena_release(&scratch);
    return 0;
}

static enum xpos xpos_guess(struct str word, enum upos upos, enum deprel rel)
{
    if (str_is(word, "'s") || str_is(word, "'"))
        return XPOS_POS;
    if (upos == UPOS_PRON)
        return rel == REL_NMOD_POSS ? XPOS_PRPS : XPOS_PRP;
    if (upos == UPOS_NOUN)
        return str_ends(word, STR("s")) ? XPOS_NNS : XPOS_NN;
    return upos == UPOS_PROPN ? XPOS_NNP : XPOS_NONE;
}

static void add_token(struct doc *d, struct buf *text, uint32_t first, struct str piece)
{
    struct str part[4] = {piece, STR_NONE, STR_NONE, STR_NONE};
    /* From the right, because a word may be a colon. */
    for (int i = 3; i > 0; i--) {
        uint32_t n = part[0].n;
        while (n > 1 && part[0].s[n - 1] != ':')
            n--;
        if (i == 3) /* relations may hold one: nmod:poss */
            for (uint32_t k = n; k > 2; k--)
                if (part[0].s[k - 2] >= '0' && part[0].s[k - 2] <= '9' && part[0].s[k - 1] == ':') {
                    n = k;
                    break;
                }
        part[i] = str_slice(part[0], n, part[0].n);
        part[0] = str_slice(part[0], 0, n - 1);
    }
    bool glued = part[0].n > 1 && part[0].s[0] == '_'; /* "_'s": no blank before it */
    if (glued)
        part[0] = str_slice(part[0], 1, part[0].n);
    if (text->n && !glued)
        buf_add_char(text, ' ');
    int head = atoi(str_copy(&doc_arena, part[2]).s);
    struct tok *t = array_add(&doc_arena, &d->tok);
    *t = (struct tok){.span = {(uint32_t)text->n, (uint32_t)(text->n + part[0].n)},
                      .sent = d->sent.n - 1,
                      .head = head ? first + (uint32_t)head - 1 : NONE,
                      .upos = (uint8_t)upos_of(part[1]),
                      .deprel = (uint8_t)deprel_of(part[3]),
                      .flags = glued ? 0 : TOK_SPACE_BEFORE,
                      .mention = NONE};
    t->xpos = (uint8_t)xpos_guess(part[0], (enum upos)t->upos, (enum deprel)t->deprel);
    buf_add_str(text, part[0]);
}

/* Sentences parted by newlines; finds the mentions. */
static struct doc *read_on(int32_t date, const char *sentences)
{
    arena_clear(&doc_arena);
    arena_clear(&scratch);
    struct doc *d = doc_new(&doc_arena, &scratch);
    d->date = date;
    struct buf text = {0};
    struct str rest = str_of(sentences), line, piece;
    while (str_cut(&rest, '\n', &line)) {
        uint32_t first = d->tok.n;
        struct sent *s = array_add(&doc_arena, &d->sent);
        *s = (struct sent){.first_tok = first};
        while (str_cut(&line, ' ', &piece))
            if (piece.n)
                add_token(d, &text, first, piece);
        s = &d->sent.v[d->sent.n - 1];
        s->end_tok = d->tok.n;
        s->span = (struct span){d->tok.v[first].span.start, (uint32_t)text.n};
        doc_link_children(d, first, d->tok.n);
    }
    d->text = str_copy(&doc_arena, buf_str(&text));
    buf_release(&text);
    struct fault f;
    assert_int_equal(actor_find(lists, d, &f), OK);
    return d;
}

/* "Russian=RUS*; troops=RUSMIL@2": text=code, * modifier, ~ place, @N group, in order; the whole list is compared. */
static void expect(const struct doc *d, const char *wanted)
{
    struct buf found = {0};
    for (uint32_t i = 0; i < d->mention.n; i++) {
        const struct mention *m = &d->mention.v[i];
        struct str text = doc_slice(d, m->span);
        buf_printf(&found, "%s%.*s=%s%s%s", i ? "; " : "", STR_ARG(text), m->actor.code, m->modifier ? "*" : "",
                   m->is_place ? "~" : "");
        if (m->group != NONE)
            buf_printf(&found, "@%u", (unsigned)m->group);
    }
    assert_string_equal(found.s ? found.s : "", wanted);
    buf_release(&found);
}

static struct doc *said(const char *sentences)
{
    return read_on(day_of(2018, 4, 6), sentences);
}

static void test_names__inside_tokens(void **state)
{
    (void)state;
    expect(said("Rus-Pak:ADJ:2:amod ties:NOUN:3:nsubj grow:VERB:0:root"), "Rus=RUS@0; Pak=PAK@0");
    expect(said("Rus:ADJ:4:amod _-:PUNCT:3:punct _Pak:ADJ:1:conj ties:NOUN:5:nsubj grow:VERB:0:root"),
           "Rus=RUS@0; Pak=PAK@0");
    expect(said("Russian-Pakistani:ADJ:2:amod ties:NOUN:0:root"), "Russian=RUS@0; Pakistani=PAK@0");
    expect(said("Indo-Pakistani:ADJ:2:amod ties:NOUN:0:root"), "Indo=IND@0; Pakistani=PAK@0");
    expect(said("US-led:ADJ:2:amod troops:NOUN:0:root"), "US-led troops=USAMIL; US=USA*");
    expect(said("pro-Russian:ADJ:2:amod rebels:NOUN:0:root"), "Russian=RUS; rebels=REB");
}

static void test_names__longest_and_case(void **state)
{
    (void)state;
    expect(said("Guinea-Bissau:PROPN:2:nsubj agreed:VERB:0:root"), "Guinea-Bissau=GNB");
    expect(said("Guinea:PROPN:2:nsubj agreed:VERB:0:root"), "Guinea=GIN");
    expect(said("give:VERB:0:root us:PRON:1:iobj turkey:NOUN:1:obj"), "");
    expect(said("the:DET:2:det U.S.:PROPN:3:nsubj agreed:VERB:0:root"), "U.S.=USA");
    expect(said("PUTIN:PROPN:2:nsubj MEETS:VERB:0:root US:PRON:2:obj"), "PUTIN=RUSGOV");
    expect(said("Sino:PROPN:2:nsubj agreed:VERB:0:root"), "");
}

static void test_roles__owners(void **state)
{
    (void)state;
    expect(said("Russian:ADJ:2:amod troops:NOUN:3:nsubj left:VERB:0:root"), "Russian troops=RUSMIL; Russian=RUS*");
    expect(said("Pakistan:PROPN:3:nmod:poss _'s:PART:1:case army:NOUN:4:nsubj left:VERB:0:root"),
           "Pakistan's army=PAKMIL; Pakistan=PAK*");
    expect(said("troops:NOUN:6:nsubj of:ADP:5:case the:DET:5:det Syrian:ADJ:5:amod government:NOUN:1:nmod "
                "left:VERB:0:root"),
           "troops of the Syrian government=SYRMIL; Syrian government=SYRGOV*; Syrian=SYR*");
    expect(said("members:NOUN:6:nsubj of:ADP:5:case the:DET:5:det Iraqi:ADJ:5:amod parliament:NOUN:1:nmod "
                "left:VERB:0:root"),
           "members of the Iraqi parliament=IRQLEG; Iraqi parliament=IRQLEG*; Iraqi=IRQ*");
    expect(said("the:DET:4:det former:ADJ:4:amod Russian:ADJ:4:amod president:NOUN:5:nsubj left:VERB:0:root"),
           "Russian president=RUSELI; Russian=RUS*");
    expect(said("Russian:ADJ:3:amod Defence:PROPN:3:compound Ministry:PROPN:4:nsubj spoke:VERB:0:root"),
           "Russian Defence Ministry=RUSGOVMIL; Russian=RUS*");
    expect(said("Ministry:PROPN:6:nsubj of:ADP:3:case Defence:PROPN:1:nmod of:ADP:5:case Iraq:PROPN:1:nmod "
                "spoke:VERB:0:root"),
           "Ministry of Defence of Iraq=IRQGOVMIL; Iraq=IRQ*");
    expect(said("a:DET:3:det Kremlin:PROPN:3:compound spokesman:NOUN:4:nsubj spoke:VERB:0:root"),
           "Kremlin spokesman=RUSGOV; Kremlin=RUSGOV*");
}

static void test_titles__unlisted_name(void **state)
{
    (void)state;
    struct doc *d =
        said("Pakistani:ADJ:3:amod Defense:PROPN:3:compound Minister:PROPN:6:compound Khurram:PROPN:6:compound "
             "Dastgir:PROPN:6:compound Khan:PROPN:7:nsubj spoke:VERB:0:root");
    expect(d, "Pakistani=PAK*; Khurram Dastgir Khan=PAKGOVMIL");
    assert_int_equal(d->mention.v[1].how, HOW_TITLE);
    assert_int_equal(d->tok.v[5].mention, 1);
    assert_true(d->mention.v[1].is_person);
    expect(said("Khan:PROPN:9:nsubj ,:PUNCT:5:punct the:DET:5:det defence:NOUN:5:compound minister:NOUN:1:appos "
                "of:ADP:7:case "
                "Pakistan:PROPN:5:nmod ,:PUNCT:5:punct spoke:VERB:0:root"),
           "Khan=PAKGOVMIL; defence minister of Pakistan=PAKGOVMIL; Pakistan=PAK*");
    expect(said("Russian:ADJ:2:amod Minister:PROPN:7:nsubj of:ADP:4:case Defence:PROPN:2:nmod Serhei:PROPN:2:flat "
                "Shoigu:PROPN:2:flat spoke:VERB:0:root"),
           "Russian=RUS*; Serhei Shoigu=RUSGOVMIL");
}

static void test_titles__by_date(void **state)
{
    (void)state;
    const char *s = "Vladimir:PROPN:3:nsubj Putin:PROPN:1:flat spoke:VERB:0:root";
    expect(read_on(day_of(1999, 1, 1), s), "Vladimir Putin=RUSSPY");
    expect(read_on(day_of(2018, 1, 1), s), "Vladimir Putin=RUSGOV");
    expect(read_on(day_of(2005, 1, 1), s), "Vladimir Putin=RUSELI");
    expect(read_on(DAY_NONE, s), "Vladimir Putin=RUSGOV");
    s = "Russia:PROPN:2:nsubj agreed:VERB:0:root";
    expect(read_on(day_of(1980, 1, 1), s), "Russia=SUN");
    expect(read_on(day_of(2018, 1, 1), s), "Russia=RUS");
    expect(said("Defence:PROPN:2:compound Minister:PROPN:3:compound Shoigu:PROPN:4:nsubj spoke:VERB:0:root"),
           "Shoigu=RUSGOVMIL");
    expect(said("Mr.:PROPN:2:compound Shoigu:PROPN:3:nsubj spoke:VERB:0:root"), "");
}

static void test_compounds__one_mention_each(void **state)
{
    (void)state;
    expect(said("the:DET:6:det Russian:ADJ:6:amod and:CCONJ:4:cc Pakistani:ADJ:2:conj Defense:PROPN:6:compound "
                "Ministers:PROPN:7:nsubj met:VERB:0:root"),
           "Russian=RUSGOVMIL@0; Russian=RUS*@1; Pakistani Defense Ministers=PAKGOVMIL@0; Pakistani=PAK*@1");
    expect(
        said("the:DET:3:det foreign:ADJ:3:amod ministers:NOUN:8:nsubj of:ADP:5:case India:PROPN:3:nmod and:CCONJ:7:cc "
             "China:PROPN:5:conj met:VERB:0:root"),
        "foreign ministers of India=INDGOV@0; India=IND*@1; China=CHNGOV@0; China=CHN*@1");
    expect(said("The:DET:2:det US:PROPN:5:nsubj and:CCONJ:4:cc India:PROPN:2:conj agreed:VERB:0:root"),
           "US=USA@0; India=IND@0");
}

static void test_places__capitals(void **state)
{
    (void)state;
    expect(said("Moscow:PROPN:2:nsubj said:VERB:0:root so:ADV:2:advmod"), "Moscow=RUSGOV");
    expect(said("they:PRON:2:nsubj met:VERB:0:root in:ADP:4:case Moscow:PROPN:2:obl"), "Moscow=RUS~");
    expect(said("talks:NOUN:0:root between:ADP:3:case Moscow:PROPN:1:nmod and:CCONJ:5:cc Islamabad:PROPN:3:conj"),
           "Moscow=RUSGOV@0; Islamabad=PAKGOV@0");
    expect(said("fighting:NOUN:0:root in:ADP:3:case Syria:PROPN:1:nmod and:CCONJ:5:cc Iraq:PROPN:3:conj"),
           "Syria=SYR~@0; Iraq=IRQ~@0");
    expect(said("in:ADP:2:case Aleppo:PROPN:0:root ,:PUNCT:4:punct Syria:PROPN:2:appos"), "Aleppo=SYR~; Syria=SYR~");
}

static void test_places__that_act(void **state)
{
    (void)state;
    expect(said("Scotland:PROPN:2:nsubj agreed:VERB:0:root"), "Scotland=GBRGOV");
    expect(said("they:PRON:2:nsubj met:VERB:0:root in:ADP:4:case Scotland:PROPN:2:obl"), "Scotland=GBR~");
    expect(said("Scotland:PROPN:2:compound courts:NOUN:3:nsubj agreed:VERB:0:root"), "Scotland=GBR~");
    expect(said("met:VERB:0:root in:ADP:3:case Nowhere:PROPN:1:obl ,:PUNCT:5:punct Scotland:PROPN:3:appos"),
           "Scotland=GBR~");
    expect(said("Erbil:PROPN:2:nsubj agreed:VERB:0:root"), "Erbil=IRQ~");
    expect(said("in:ADP:3:case Erbil:PROPN:3:compound province:NOUN:0:root"), "Erbil province=IRQ~");
}

static void test_places__that_need_support(void **state)
{
    (void)state;
    expect(said("in:ADP:2:case Reading:PROPN:0:root"), "");
    expect(said("in:ADP:2:case Reading:PROPN:0:root ,:PUNCT:4:punct Britain:PROPN:2:appos"),
           "Reading=GBR~; Britain=GBR~");
    expect(said("Britain:PROPN:2:nsubj met:VERB:0:root in:ADP:4:case Reading:PROPN:2:obl"),
           "Britain=GBR; Reading=GBR~");
    expect(said("Britain:PROPN:2:nsubj met:VERB:0:root Alice:PROPN:2:obj Reading:PROPN:3:flat"), "Britain=GBR");
}

static void test_ambiguity__support(void **state)
{
    (void)state;
    expect(said("Georgia:PROPN:2:nsubj agreed:VERB:0:root"), "Georgia=GEO");
    expect(said("in:ADP:2:case Atlanta:PROPN:0:root ,:PUNCT:4:punct Georgia:PROPN:2:appos"),
           "Atlanta=USA~; Georgia=USA~");
    expect(said("Michael:PROPN:3:nsubj Jordan:PROPN:1:flat scored:VERB:0:root"), "");
    expect(said("Jordan:PROPN:2:nsubj agreed:VERB:0:root"), "Jordan=JOR");
    expect(said("they:PRON:2:nsubj met:VERB:0:root in:ADP:4:case May:PROPN:2:obl"), "");
    expect(said("May:PROPN:2:nsubj resigned:VERB:0:root"), "May=GBRGOV");
    expect(said("IS:PROPN:2:nsubj agreed:VERB:0:root"), "");
    expect(said("IS:PROPN:2:compound fighters:NOUN:3:nsubj left:VERB:0:root"), "IS fighters=IMGISIREB; IS=IMGISIREB*");
}

static void expect_entity(const struct doc *d, const char *text, const char *of)
{
    uint32_t a = NONE, b = NONE;
    for (uint32_t i = 0; i < d->mention.n; i++) {
        if (str_is(doc_slice(d, d->mention.v[i].span), text))
            a = i; /* the last */
        if (str_is(doc_slice(d, d->mention.v[i].span), of) && b == NONE)
            b = i; /* the first */
    }
    if (a == NONE || b == NONE)
        fail_msg("no mention of %s", a == NONE ? text : of);
    assert_int_equal(d->mention.v[a].entity, b);
}

#define PUTIN_SPOKE "Vladimir:PROPN:3:nsubj Putin:PROPN:1:flat spoke:VERB:0:root\n"

static void test_coref__persons(void **state)
{
    (void)state;
    struct doc *d =
        said("Pakistani:ADJ:3:amod Defense:PROPN:3:compound Minister:PROPN:6:compound Khurram:PROPN:6:compound "
             "Dastgir:PROPN:6:compound Khan:PROPN:7:nsubj spoke:VERB:0:root\n"
             "Mr.:PROPN:2:compound Khan:PROPN:3:nsubj agreed:VERB:0:root");
    expect(d, "Pakistani=PAK*; Khurram Dastgir Khan=PAKGOVMIL; Khan=PAKGOVMIL");
    expect_entity(d, "Khan", "Khurram Dastgir Khan");
    d = said(PUTIN_SPOKE "He:PRON:2:nsubj left:VERB:0:root");
    expect(d, "Vladimir Putin=RUSGOV; He=RUSGOV");
    assert_int_equal(d->mention.v[1].how, HOW_COREFERENCE);
    expect(said(PUTIN_SPOKE "She:PRON:2:nsubj left:VERB:0:root"), "Vladimir Putin=RUSGOV");
    expect(said("Vladimir:PROPN:3:nsubj Putin:PROPN:1:flat told:VERB:0:root him:PRON:3:obj"), "Vladimir Putin=RUSGOV");
    expect(said(PUTIN_SPOKE "John:PROPN:3:nsubj Smith:PROPN:1:flat left:VERB:0:root\nHe:PRON:2:nsubj left:VERB:0:root"),
           "Vladimir Putin=RUSGOV");
    d = said("Russian:ADJ:2:amod President:PROPN:4:compound Vladimir:PROPN:4:compound Putin:PROPN:5:nsubj "
             "spoke:VERB:0:root\n"
             "The:DET:2:det president:NOUN:3:nsubj left:VERB:0:root");
    expect(d, "Russian=RUS*; Vladimir Putin=RUSGOV; president=RUSGOV");
    expect_entity(d, "president", "Vladimir Putin");
}

static void test_coref__states_and_groups(void **state)
{
    (void)state;
    struct doc *d = said("Russia:PROPN:4:nsubj and:CCONJ:3:cc Pakistan:PROPN:1:conj agreed:VERB:0:root\n"
                         "The:DET:3:det two:NUM:3:nummod countries:NOUN:4:nsubj met:VERB:0:root\n"
                         "Their:PRON:3:nmod:poss defence:NOUN:3:compound ministers:NOUN:4:nsubj spoke:VERB:0:root");
    expect(d, "Russia=RUS@0; Pakistan=PAK@0; two countries=RUS@1; two countries=PAK@1; Their=RUS@2; Their=PAK@2; "
              "defence ministers=RUSGOVMIL@3; defence ministers=PAKGOVMIL@3");
    d = said("Russia:PROPN:2:nsubj agreed:VERB:0:root\nIt:PRON:2:nsubj sent:VERB:0:root its:PRON:4:nmod:poss "
             "army:NOUN:2:obj");
    expect(d, "Russia=RUS; It=RUS; its=RUS; army=RUSMIL");
    expect_entity(d, "its", "Russia");
    expect(said("Russia:PROPN:2:nsubj agreed:VERB:0:root\nIt:PRON:3:expl is:AUX:3:cop likely:ADJ:0:root"),
           "Russia=RUS");
    d = said("Georgia:PROPN:2:nsubj agreed:VERB:0:root\nThe:DET:2:det country:NOUN:3:nsubj left:VERB:0:root");
    expect(d, "Georgia=GEO; country=GEO");
    d = said("the:DET:4:det Shanghai:PROPN:4:compound Cooperation:PROPN:4:compound Organisation:PROPN:8:nsubj "
             "(:PUNCT:6:punct "
             "SCO:PROPN:4:appos ):PUNCT:6:punct met:VERB:0:root\nThe:DET:2:det bloc:NOUN:3:nsubj left:VERB:0:root");
    expect(d, "Shanghai Cooperation Organisation=IGOSCO; SCO=IGOSCO; bloc=IGOSCO");
    assert_int_equal(d->mention.v[1].how, HOW_ACRONYM);
    expect_entity(d, "bloc", "Shanghai Cooperation Organisation");
}

static void test_search__names_and_codes(void **state)
{
    (void)state;
    struct actor_entry e[4];
    assert_int_equal(actors_search(lists, STR("sergey shoigu"), day_of(2018, 1, 1), e, 4), 1);
    assert_string_equal(e[0].code, "RUSGOVMIL");
    assert_true(str_is(e[0].role, "minister of defence"));
    assert_int_equal(actors_search(lists, STR("shanghai"), DAY_NONE, e, 4), 1);
    assert_int_equal(actors_search(lists, STR("nobody at all"), DAY_NONE, e, 4), 0);
    assert_true(str_is(actors_name_of(lists, STR("PAKGOVMIL")), "Pakistan"));
    assert_true(str_is(actors_name_of(lists, STR("IGOSCO")), "Shanghai Cooperation Organization"));
    assert_int_equal(actors_name_of(lists, STR("XXX")).n, 0);
    struct actor_place p;
    assert_true(actors_place(lists, STR("Georgia"), STR("USA"), &p));
    assert_true(p.lat > 32 && p.lat < 33);
}

/* The id of the territory that the first mention names; "" where it names none. */
static const char *territory(const char *sentence)
{
    const struct doc *d = read_on(day_of(2018, 4, 6), sentence);
    assert_true(d->mention.n > 0);
    const struct territory *p = d->mention.v[0].place;
    return p ? str_copy(&doc_arena, p->id).s : "";
}

static void test_places__territory_of_a_mention(void **state)
{
    (void)state;
    assert_string_equal(territory("Aleppo:PROPN:2:nsubj fell:VERB:0:root"), "SYR/Aleppo");
    assert_string_equal(territory("in:ADP:2:case Moscow:PROPN:0:root"), "RUS/Moscow");
    assert_string_equal(territory("Syria:PROPN:2:nsubj spoke:VERB:0:root"), "SYR");
    assert_string_equal(territory("Russian:ADJ:2:amod troops:NOUN:3:nsubj left:VERB:0:root"), "");
    struct actors *ours = lists;
    lists = lists_load(SOURCE_DIR "/tests/data/actors/wrong-places");
    const char *village = territory("Madaya:PROPN:2:nsubj fell:VERB:0:root");
    actors_free(lists);
    lists = ours;
    assert_string_equal(village, ""); /* a type that nobody knows */
}

static void test_check__clean(void **state)
{
    (void)state;
    struct buf out = {0};
    uint32_t n = actors_check(lists, &out);
    if (n)
        print_message("%s", out.s);
    assert_int_equal(n, 0);
    buf_release(&out);
}

static void test_places__precision(void **state)
{
    (void)state;
    struct actor_place p;
    assert_true(actors_place(lists, STR("Erbil province"), STR("IRQ"), &p));
    assert_string_equal(p.precision, "province");
    assert_true(str_is(p.name, "Erbil Governorate"));
    assert_true(actors_place(lists, STR("Moscow"), STR_NONE, &p));
    assert_string_equal(p.precision, "city");
    assert_true(actors_place(lists, STR("Black Sea"), STR_NONE, &p));
    assert_string_equal(p.precision, "region");
}

static void test_check__places(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        "places.txt:5: box wants a country and its southern, western, northern and eastern edge",
        "places.txt:8: \"Hama\" lies outside SYR",
        "places.txt:9: the place \"Homs\" is also a name of \"Homs\" (places.txt:7)",
        "places.txt:10: the place \"Damascus\" is also a name of \"Syria\"",
        "places.txt:11: a row of places wants a name, a latitude and a longitude, not \"Palmyra\"",
        "places.txt:13: unknown type of place \"village\"",
        "places.txt:15: no country has the code XQY",
        "places.txt:17: no box says where IRQ is",
        "places.txt:18: places wants a country (or -), a type",
        "places.txt:21: acts wants the code that the place acts under, not \"nobody\"",
        "the box of an unknown country XQX",
    };
    struct actors *wrong = lists_load(SOURCE_DIR "/tests/data/actors/wrong-places");
    struct buf out = {0};
    actors_check(wrong, &out);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!strstr(out.s, wanted[i]))
            fail_msg("not reported: %s\nin:\n%s", wanted[i], out.s);
    assert_null(strstr(out.s, "places.txt:7:"));
    buf_release(&out);
    actors_free(wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names__inside_tokens),
        cmocka_unit_test(test_names__longest_and_case),
        cmocka_unit_test(test_roles__owners),
        cmocka_unit_test(test_titles__unlisted_name),
        cmocka_unit_test(test_titles__by_date),
        cmocka_unit_test(test_compounds__one_mention_each),
        cmocka_unit_test(test_places__capitals),
        cmocka_unit_test(test_ambiguity__support),
        cmocka_unit_test(test_coref__persons),
        cmocka_unit_test(test_coref__states_and_groups),
        cmocka_unit_test(test_search__names_and_codes),
        cmocka_unit_test(test_check__clean),
        cmocka_unit_test(test_places__that_act),
        cmocka_unit_test(test_places__that_need_support),
        cmocka_unit_test(test_places__territory_of_a_mention),
        cmocka_unit_test(test_places__precision),
        cmocka_unit_test(test_check__places),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
