/* MinHash over runs of words. */
#include "ingest/fingerprint.h"

#include "base/utf8.h"
#include "record/likeness.h"

struct maker {
    struct fingerprint *p;
    uint32_t factor[FINGERPRINT_VALUES], least[FINGERPRINT_VALUES];
    uint64_t recent[FINGERPRINT_RUN]; /* hashes of words */
};

static void add_run(struct maker *m)
{
    uint64_t h = 0;
    for (unsigned k = 0; k < FINGERPRINT_RUN; k++)
        h = fingerprint_mix(h * 31 + m->recent[(m->p->n_words + k) % FINGERPRINT_RUN]);
    uint32_t x = (uint32_t)(h >> 32) | 1, y = (uint32_t)h;
    for (unsigned i = 0; i < FINGERPRINT_VALUES; i++) {
        uint32_t v = x * m->factor[i] + (y ^ m->factor[i]);
        m->least[i] = v < m->least[i] ? v : m->least[i];
    }
}

static void add_word(struct maker *m, uint64_t word)
{
    struct fingerprint *p = m->p;
    p->exact = fingerprint_mix(p->exact * 31 + word);
    m->recent[p->n_words++ % FINGERPRINT_RUN] = word;
    if (p->n_words >= FINGERPRINT_RUN)
        add_run(m);
}

static void add_text(struct maker *m, struct str text)
{
    uint64_t word = 0;
    uint32_t len;
    for (uint32_t at = 0; at < text.n && m->p->n_words < FINGERPRINT_MAX_WORDS; at += len) {
        uint32_t c = (unsigned char)text.s[at];
        len = 1;
        if (c >= 0x80)
            c = utf8_at(text, at, &len);
        bool digit = c >= '0' && c <= '9';
        if (digit || (c | 32) - 'a' < 26u || (c >= 0x80 && cp_is_letter(c)))
            word = word * 0x100000001B3u + (c < 0x80 ? (digit ? c : c | 32) : cp_lower(c)) + 1;
        else if (word) {
            add_word(m, word);
            word = 0;
        }
    }
    if (word && m->p->n_words < FINGERPRINT_MAX_WORDS)
        add_word(m, word);
}

void fingerprint_make(struct doc *d)
{
    struct maker m = {.p = &d->fingerprint};
    d->fingerprint = (struct fingerprint){0};
    for (unsigned i = 0; i < FINGERPRINT_VALUES; i++) {
        m.factor[i] = (uint32_t)fingerprint_mix(i + 1) | 1;
        m.least[i] = UINT32_MAX;
    }
    for (uint32_t i = 0; i < d->block.n; i++)
        if (d->block.v[i].kind == SENT_BODY)
            add_text(&m, doc_slice(d, d->block.v[i].span));
    if (d->fingerprint.n_words < FINGERPRINT_MIN_WORDS)
        d->fingerprint = (struct fingerprint){0};
    else
        memcpy(d->fingerprint.least, m.least, sizeof m.least);
}
