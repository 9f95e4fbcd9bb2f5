/* Fingerprints held against each other. */
#include "record/likeness.h"

/* Shares of the shorter document's runs that the longer one has. */
static const double ALIKE = .6, ALIKE_VERSION = .2;

uint64_t fingerprint_mix(uint64_t x) /* splitmix64's finaliser */
{
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

int32_t fingerprint_band(const struct fingerprint *p, unsigned i)
{
    enum { ROWS = FINGERPRINT_VALUES / FINGERPRINT_BANDS };
    uint64_t h = i;
    for (unsigned k = 0; k < ROWS; k++)
        h = fingerprint_mix(h * 31 + p->least[i * ROWS + k]);
    return (int32_t)h;
}

bool fingerprint_alike(const struct fingerprint *a, const struct fingerprint *b, bool version)
{
    if (!a->n_words || !b->n_words)
        return false;
    if (a->exact == b->exact)
        return true;
    unsigned n = 0;
    for (unsigned i = 0; i < FINGERPRINT_VALUES; i++)
        n += a->least[i] == b->least[i];
    double jaccard = (double)n / FINGERPRINT_VALUES;
    double na = a->n_words, nb = b->n_words, shared = jaccard * (na + nb) / (1 + jaccard);
    return shared >= (version ? ALIKE_VERSION : ALIKE) * (na < nb ? na : nb);
}
