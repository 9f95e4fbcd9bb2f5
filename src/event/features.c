#include "event/features.h"

#include <math.h>

static uint64_t key_of(const struct str *piece, uint32_t n_pieces)
{
    uint64_t h = 0xcbf29ce484222325u; /* FNV-1a, over the pieces as if they were one string */
    for (uint32_t i = 0; i < n_pieces; i++)
        for (uint32_t k = 0; k < piece[i].n; k++)
            h = (h ^ (uint8_t)piece[i].s[k]) * 0x100000001b3u;
    return h ? h : 1;
}

static struct str join(struct arena *arena, const struct str *piece, uint32_t n_pieces)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_pieces; i++)
        n += piece[i].n;
    char *s = arena_alloc(arena, n + 1), *at = s;
    for (uint32_t i = 0; i < n_pieces; at += piece[i++].n)
        if (piece[i].n)
            memcpy(at, piece[i].s, piece[i].n);
    return (struct str){s, n};
}

void features_clear(struct features *out, struct arena *names_arena)
{
    memset(out->slot, 0, sizeof out->slot);
    out->n = 0;
    out->names_arena = names_arena;
    out->name = names_arena ? arena_alloc(names_arena, MAX_FEATURES * sizeof *out->name) : NULL;
}

void features_add(struct features *fs, float value, const struct str *piece, uint32_t n_pieces)
{
    uint64_t key = key_of(piece, n_pieces);
    uint32_t slot = (uint32_t)(key >> 32) % FEATURE_SLOTS;
    for (; fs->slot[slot]; slot = (slot + 1) % FEATURE_SLOTS) {
        struct feature *known = &fs->v[fs->slot[slot] - 1];
        if (known->key != key)
            continue;
        known->value = value > known->value ? value : known->value;
        return;
    }
    if (fs->n == MAX_FEATURES) /* a sentence of hundreds of words: what comes first is nearest */
        return;
    if (fs->names_arena)
        fs->name[fs->n] = join(fs->names_arena, piece, n_pieces);
    fs->v[fs->n++] = (struct feature){key, value};
    fs->slot[slot] = (uint16_t)fs->n;
}

struct str features_reasons(const struct classifier *c, const struct features *fs, uint32_t n_reasons,
                            struct arena *arena)
{
    struct str all = STR_NONE;
    float said[MAX_FEATURES];
    for (uint32_t i = 0; i < fs->n; i++)
        said[i] = -classifier_none_weight(c, &fs->v[i]);
    for (uint32_t n = 0; n < n_reasons && fs->n; n++) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < fs->n; i++)
            best = fabsf(said[i]) > fabsf(said[best]) ? i : best;
        if (fabsf(said[best]) < 0.005f)
            break;
        all = str_format(arena, "%.*s%s%.*s %+.2f", STR_ARG(all), n ? ", " : "", STR_ARG(fs->name[best]),
                         (double)said[best]);
        said[best] = 0;
    }
    return all;
}

/* ---- what features of several kinds are made of -------------------------------------------------------------- */

struct str feature_step(uint32_t n, const char *const *bound)
{
    for (; *bound; bound++) {
        uint32_t most = 0;
        for (const char *digit = *bound + 1; *digit; digit++)
            most = 10 * most + (uint32_t)(*digit - '0');
        if (n < most)
            return str_of(*bound);
    }
    return STR("more");
}
enum { MAX_STEPS = 40 };

static bool leaves_clause(const struct doc *d, uint32_t tok)
{
    switch ((enum deprel)d->tok.v[tok].deprel) {
    case REL_CCOMP:
    case REL_XCOMP:
    case REL_ADVCL:
    case REL_ACL:
    case REL_ACL_RELCL:
    case REL_CSUBJ:
    case REL_PARATAXIS:
        return true;
    default:
        return false;
    }
}

uint32_t feature_depth(const struct doc *d, uint32_t tok, uint32_t *out_clauses)
{
    uint32_t n = 0;
    *out_clauses = 0;
    for (; d->tok.v[tok].head != NONE && n < MAX_STEPS; tok = d->tok.v[tok].head, n++)
        *out_clauses += leaves_clause(d, tok);
    return n;
}
