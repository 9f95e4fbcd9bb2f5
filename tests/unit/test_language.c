/* Languages: sentences of each are told, English is taken for none. */
#include "ingest/ingest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct language_case {
    const char *lang, *text;
};

static const struct language_case CASES[] = {
    {"de",
     "Die Außenminister der beiden Länder haben sich am Montag in Genf getroffen, um über den Frieden zu sprechen."},
    {"de", "Der Präsident sagte, dass die Gespräche mit der Opposition noch nicht beendet sind."},
    {"fr", "Le président a déclaré que les négociations avec son voisin n'étaient pas encore terminées et qu'il "
           "fallait du temps."},
    {"fr", "Les deux pays ont signé un accord sur la pêche dans les eaux du nord."},
    {"es",
     "El gobierno anunció que no habrá nuevas conversaciones con los rebeldes hasta que se retiren de la ciudad."},
    {"es", "Las tropas llegaron a la frontera y los ministros se reunieron en la capital."},
    {"pt", "O governo anunciou que não haverá novas conversas com os rebeldes até que eles saiam da cidade."},
    {"pt", "Os ministros dos dois países assinaram um acordo sobre as águas do rio."},
    {"it", "Il governo ha annunciato che non ci saranno nuovi colloqui con i ribelli della regione."},
    {"it", "I ministri dei due paesi hanno firmato un accordo sulla pesca nelle acque del nord."},
    {"nl", "De regering heeft gezegd dat er geen nieuwe gesprekken met de rebellen zullen zijn."},
    {"nl", "De ministers van de twee landen hebben een akkoord over het water van de rivier getekend."},
    {"sv", "Regeringen sade att det inte blir några nya samtal med rebellerna förrän de har lämnat staden."},
    {"da", "Regeringen sagde, at der ikke bliver flere samtaler med oprørerne, før de er ude af byen."},
    {"no", "Regjeringen sier at det ikke blir noen flere samtaler med opprørerne før de er ute av byen."},
    {"fi", "Hallitus sanoi, että uusia neuvotteluja ei ole ennen kuin kapinalliset ovat poistuneet kaupungista."},
    {"is", "Ríkisstjórnin sagði að það yrðu ekki fleiri viðræður við uppreisnarmenn fyrr en þeir færu úr borginni."},
    {"pl", "Rząd oświadczył, że nie będzie nowych rozmów z rebeliantami, dopóki nie opuszczą oni miasta."},
    {"cs", "Vláda oznámila, že nové rozhovory s povstalci nebudou, dokud neodejdou z města, které obsadili."},
    {"sk",
     "Vláda oznámila, že nové rozhovory s povstalcami nebudú, kým neodídu z mesta, ktoré obsadili podľa ministra."},
    {"hu", "A kormány azt mondta, hogy nem lesz új tárgyalás a lázadókkal, amíg el nem hagyják a várost."},
    {"ro", "Guvernul a anunțat că nu vor mai fi discuții cu rebelii până când aceștia nu vor pleca din oraș."},
    {"hr", "Vlada je rekla da neće biti novih razgovora s pobunjenicima dok ne odu iz grada koji su zauzeli."},
    {"sl", "Vlada je sporočila, da novih pogovorov z uporniki ne bo, ker še niso odšli iz mesta."},
    {"tr", "Hükümet, isyancılar şehirden çıkana kadar yeni bir görüşme olmayacağını ve bu kararın çok önemli olduğunu "
           "söyledi."},
    {"id", "Pemerintah mengatakan bahwa tidak akan ada pembicaraan baru dengan para pemberontak di kota itu."},
    {"vi", "Chính phủ cho biết sẽ không có cuộc đàm phán mới với quân nổi dậy trong năm nay."},
    {"sq", "Qeveria tha se nuk do të ketë bisedime të reja me kryengritësit në qytet."},
    {"et", "Valitsus ütles, et uusi kõnelusi mässulistega ei ole, kuid ta on valmis abi andma."},
    {"lv", "Valdība teica, ka jaunu sarunu ar nemierniekiem nav un ka tās būs pēc gada."},
    {"lt", "Vyriausybė sakė, kad naujų derybų su sukilėliais nėra ir kad jos bus po metų."},
    {"ca", "El govern va anunciar que no hi ha converses amb els rebels però que aquesta ciutat és segura."},
    {"ru", "Правительство заявило, что новых переговоров с повстанцами не будет, пока они не уйдут из города."},
    {"uk", "Уряд заявив, що нових переговорів з повстанцями не буде, доки вони не підуть із міста."},
    {"bg", "Правителството заяви, че няма да има нови преговори с бунтовниците, докато те не напуснат града."},
    {"sr", "Влада је рекла да неће бити нових преговора са побуњеницима док не оду из града."},
    {"el", "Η κυβέρνηση είπε ότι δεν θα υπάρξουν νέες συνομιλίες με τους αντάρτες."},
    {"he", "הממשלה אמרה שלא יהיו שיחות חדשות עם המורדים עד שיעזבו את העיר."},
    {"ar", "قالت الحكومة إن المحادثات مع المتمردين لا تزال مستمرة في هذه المدينة التي على الحدود."},
    {"fa", "دولت گفت که گفتگو با شورشیان را در این شهر آغاز می کند و آن را ادامه می دهد."},
    {"ur", "حکومت نے کہا ہے کہ باغیوں سے بات چیت اس شہر میں ہو گی اور یہ جاری رہے گی۔"},
    {"hi", "सरकार ने कहा कि विद्रोहियों के साथ कोई नई बातचीत नहीं होगी।"},
    {"zh", "政府表示,在叛军离开城市之前不会再举行会谈。"},
    {"ja", "政府は、反政府勢力が町を出るまで新しい会談はないと述べた。"},
    {"ko", "정부는 반군이 도시를 떠날 때까지 새로운 회담은 없을 것이라고 말했다."},
    {"th", "รัฐบาลกล่าวว่าจะไม่มีการเจรจาใหม่กับกลุ่มกบฏ"},
    {"ka", "მთავრობამ განაცხადა, რომ ახალი მოლაპარაკება არ იქნება."},
    {NULL, "The government said there would be no new talks with the rebels until they left the city."},
    {NULL, "Die Welt and Le Monde reported that Angela Merkel met Emmanuel Macron in Aix-la-Chapelle."},
    {NULL, "Der Spiegel said so."}, /* too short to tell */
    {NULL, "Luiz Inacio Lula da Silva visited Rio de Janeiro and Sao Paulo with Jose Maria de la Cruz."},
    {NULL, "The minister said: \"Wir sind bereit.\" Then he left for Moscow, where he met Сергей Лавров."},
    {NULL, ""},
};

static void test_language__each_is_told_and_english_is_none(void **state)
{
    struct ingest_rules *rules;
    struct fault f;
    (void)state;
    assert_int_equal(ingest_rules_load(SOURCE_DIR "/lang/en/text", &rules, &f), OK);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct arena arena, scratch;
        arena_init(&arena, 0);
        arena_init(&scratch, 0);
        struct doc *d = doc_new(&arena, &scratch);
        char path[] = "case";
        struct raw_doc raw = {.format = INPUT_TEXT, .path = path, .default_date = DAY_NONE};
        buf_add_str(&raw.bytes, str_of(CASES[i].text));
        assert_int_equal(ingest_document(rules, &raw, d, &f), OK);
        struct str wanted = CASES[i].lang ? str_of(CASES[i].lang) : STR_NONE;
        if (!str_eq(d->lang, wanted))
            print_message("%.*s is taken for \"%.*s\": %s\n", STR_ARG(wanted), STR_ARG(d->lang), CASES[i].text);
        assert_true(str_eq(d->lang, wanted));
        assert_int_equal(d->foreign, wanted.n > 0);
        buf_release(&raw.bytes);
        arena_release(&arena);
        arena_release(&scratch);
    }
    ingest_rules_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_language__each_is_told_and_english_is_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
