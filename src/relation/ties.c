#include "relation/ties.h"

#include <ctype.h>
#include <strings.h>

static bool has_word(struct str text, const char *const *word, size_t n)
{
    for (uint32_t from = 0, end; from < text.n; from = end + 1) {
        for (end = from; end < text.n && isalpha((unsigned char)text.s[end]); end++)
            continue;
        for (size_t i = 0; i < n; i++)
            if (strlen(word[i]) == end - from && strncasecmp(text.s + from, word[i], end - from) == 0)
                return true;
    }
    return false;
}
#define HAS_WORD(text, words) has_word(text, words, sizeof(words) / sizeof *(words))

static bool is_defence_treaty(struct str words)
{
    static const char *const defence[] = {"defence", "defense"}, *const treaty[] = {"treaty", "pact", "alliance"};
    static const char *const military[] = {"military"}, *const alliance[] = {"alliance"};
    return (HAS_WORD(words, defence) && HAS_WORD(words, treaty)) ||
           (HAS_WORD(words, military) && HAS_WORD(words, alliance));
}

enum tie_level tie_of_deed(enum event_type type, const char *cameo, struct str words, bool *out_close)
{
    static const struct {
        enum event_type type;
        const char *cameo; /* begins so */
        enum tie_level level;
        bool close, may_ally;
    } table[] = {
        /* the first line that fits decides */
        {EV_SUPPORT, "057", TIE_COOPERATION, true, true}, /* signed */
        {EV_SUPPORT, "054", TIE_DIALOGUE, false, false},  /* relations opened */
        {EV_SUPPORT, "050", TIE_NONE, false, true},       /* an alliance proclaimed */
        {EV_COOPERATE, "062", TIE_COOPERATION, true, false},
        {EV_COOPERATE, "064", TIE_COOPERATION, true, false},
        {EV_COOPERATE, "", TIE_COOPERATION, false, false},
        {EV_AID, "072", TIE_COOPERATION, true, false},
        {EV_AID, "", TIE_COOPERATION, false, false},
        {EV_CONSULT, "041", TIE_CONTACT, false, false},
        {EV_CONSULT, "04", TIE_DIALOGUE, false, false},
        {EV_CONSULT, "", TIE_CONTACT, false, false}, /* of an unknown kind */
        {EV_AGREE, "", TIE_CONTACT, false, false},   /* promises are words */
    };
    *out_close = false;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].type != type || strncmp(cameo, table[i].cameo, strlen(table[i].cameo)) != 0)
            continue;
        bool ally = table[i].may_ally && is_defence_treaty(words);
        *out_close = table[i].close || ally;
        return ally ? TIE_ALLIANCE : table[i].level;
    }
    return TIE_NONE;
}

bool tie_is_partnership(uint32_t n_deed_days, int32_t n_days)
{
    return n_deed_days >= TIE_DEEDS && n_days >= TIE_DAYS;
}

const char *tie_level_name(enum tie_level level)
{
    static const char *const names[] = {"none", "contact", "dialogue", "cooperation", "partnership", "alliance"};
    return names[level];
}
