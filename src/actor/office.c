/* Whether a role noun names the office that the lists give a person: "the German minister" the finance minister, "the
 * Dutch premier" the prime minister, "the Danish leader" whoever leads the government. */
#include "actor/actor_int.h"

enum { MAX_WORDS = 12 };

struct title { /* the words of an office: the noun that says what it is, and all that say of what */
    uint32_t word[MAX_WORDS];
    uint32_t n, noun; /* place of the noun */
    bool behind;      /* it says of what */
};

/* "minister of commerce", "commerce minister": the noun is the last word before the first "of" or "to". */
static bool read_title(const struct actors *a, struct str text, struct title *out)
{
    struct piece p;
    uint32_t at = 0;
    *out = (struct title){.n = 0};
    while (out->n < MAX_WORDS && piece_next(text, &at, &p)) {
        uint32_t word = lexicon_word(a, str_slice(text, p.span.start, p.span.end));
        out->behind = out->behind || word_is(a, word, WC_WHENCE);
        if (!out->behind)
            out->noun = out->n;
        if (!word_is(a, word, WC_WHENCE) && !word_is(a, word, WC_DETERMINER))
            out->word[out->n++] = word;
    }
    return out->n > out->noun;
}

static bool holds(const struct title *t, uint32_t word)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (t->word[i] == word)
            return true;
    return false;
}

/* "president", "prime minister", but not "vice president". */
static bool rules(const struct actors *a, const struct title *office)
{
    bool ruler = false;
    for (uint32_t i = 0; i <= office->noun; i++) {
        if (word_is(a, office->word[i], WC_RULER))
            ruler = true;
        else if (word_is(a, office->word[i], WC_RANK))
            return false;
    }
    return ruler;
}

/* Every word of the noun phrase is in the office, the noun is the office's own, and no deputy is taken for the head. */
static bool names(const struct actors *a, const struct title *role, const struct title *office)
{
    uint32_t noun = role->word[role->noun];
    bool alone = role->n == 1 && !role->behind;
    if (alone && word_is(a, noun, WC_LEADER) && rules(a, office))
        return true;
    if (alone && word_is(a, noun, WC_PREMIER) && rules(a, office) && office->noun > 0)
        return true; /* "prime minister" */
    if (noun != office->word[office->noun])
        return false;
    for (uint32_t i = 0; i < role->n; i++)
        if (!role->word[i] || !holds(office, role->word[i]))
            return false;
    for (uint32_t i = 0; i < office->noun; i++)
        if (word_is(a, office->word[i], WC_RANK) && !holds(role, office->word[i]))
            return false;
    return true;
}

bool office_is_named(const struct actors *a, const struct entry *person, int32_t day, const char *country,
                     struct str words)
{
    struct title role, office;
    if (!read_title(a, words, &role))
        return false;
    for (uint32_t i = 0; i < person->n_roles; i++) {
        const struct role *r = &a->role.v[person->first_role + i];
        if (day < r->when.from || day > r->when.to ||
            (country[0] && !str_starts(pool_str(a, r->code), str_of(country))))
            continue;
        if (read_title(a, pool_str(a, r->office), &office) && names(a, &role, &office))
            return true;
    }
    return false;
}

bool office_of_country(const struct actors *a, const struct entry *person, const char *country)
{
    for (uint32_t i = 0; i < person->n_roles; i++)
        if (str_starts(pool_str(a, a->role.v[person->first_role + i].code), str_of(country)))
            return true;
    return false;
}
