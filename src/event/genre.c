/* Genre from its signs: phrases of lang/en/codebook/genre.txt, each with a weight; the heaviest genre wins above a
 * threshold. */
#include "base/utf8.h"
#include "event/event_int.h"

enum { GENRE_THRESHOLD = 3 };

static int count_phrase(struct str text, struct str phrase)
{
    int n = 0;
    for (uint32_t at = 0; at + phrase.n <= text.n;) {
        const char *hit = memchr(text.s + at, phrase.s[0], text.n - at - phrase.n + 1);
        if (!hit)
            break;
        at = (uint32_t)(hit - text.s);
        if (memcmp(hit, phrase.s, phrase.n) == 0) {
            n++;
            at += phrase.n;
        } else {
            at++;
        }
    }
    return n;
}

enum genre genre_of(const struct codebook *c, const struct doc *d)
{
    struct str text = utf8_lower(d->scratch, d->text);
    int weight[GENRE_TRANSCRIPT + 1] = {0};
    struct genre_sign sign;
    for (uint32_t i = 0; codebook_genre_sign(c, i, &sign); i++) {
        int n = count_phrase(text, sign.phrase);
        weight[sign.genre] += sign.weight * (n > 3 ? 3 : n); /* one tic of style must not decide */
    }
    enum genre best = GENRE_NONE;
    for (int g = GENRE_REPORT; g <= GENRE_TRANSCRIPT; g++)
        if (weight[g] >= GENRE_THRESHOLD && (best == GENRE_NONE || weight[g] > weight[best]))
            best = (enum genre)g;
    return best;
}
