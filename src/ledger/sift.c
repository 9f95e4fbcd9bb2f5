#include "ledger/sift_int.h"

float sift_usual_bound(const struct doc *d)
{
    return d->genre == GENRE_SPEECH || d->genre == GENRE_TRANSCRIPT ? SIFT_LIKELY : 0;
}

void sift_weigh(const struct classifier *sieve, struct doc *d)
{
    enum { REASONS = 4 };
    for (uint32_t i = 0; i < d->ledger.n; i++) {
        struct features fs;
        sift_features(d, i, d->arena, &fs);
        d->ledger.v[i].confidence = 1 - classifier_none(sieve, &fs);
        d->ledger.v[i].sift_rule = features_reasons(sieve, &fs, REASONS, d->arena);
    }
}

void sift_apply(struct doc *d, float least)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->ledger.n; i++) {
        struct ledger_entry e = d->ledger.v[i];
        if (e.confidence < least)
            *array_add(d->arena, &d->ledger_doubted) = e;
        else
            d->ledger.v[n++] = e;
    }
    d->ledger.n = n;
}

void sift_sample(struct classifier_samples *s, const struct doc *d, uint32_t entry, const struct sample_label *label)
{
    struct features fs;
    sift_features(d, entry, NULL, &fs);
    samples_add_features(s, &fs, label);
}
