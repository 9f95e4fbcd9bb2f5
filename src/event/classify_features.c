/* What is said of a pair: the words and relations on the way between the two in the tree, the words between them in the
 * text, their surroundings, and who they are. Every feature has a readable name; its hash is what the model knows. */
#include "event/classify_int.h"
#include "record/names.h"

/* ---- words -------------------------------------------------------------------------------------------------- */

/* Names and numbers are one word each: who it is must not decide what is done. */
static struct str word(const struct doc *d, uint32_t tok)
{
    const struct tok *t = &d->tok.v[tok];
    if (t->upos == UPOS_PROPN)
        return STR("NAME");
    if (t->upos == UPOS_NUM)
        return STR("NUMBER");
    return t->lemma;
}

/* The relation without its subtype. */
static struct str relation(const struct doc *d, uint32_t tok)
{
    struct str name = str_of(deprel_name(d->tok.v[tok].deprel)), main;
    str_cut(&name, ':', &main);
    return main;
}

static struct str preposition(const struct doc *d, uint32_t tok)
{
    uint32_t c = tok_child(d, tok, REL_CASE);
    if (c == NONE)
        c = tok_child(d, tok, REL_MARK);
    return c == NONE ? STR_NONE : d->tok.v[c].lemma;
}

static bool is_content(const struct doc *d, uint32_t tok)
{
    uint8_t u = d->tok.v[tok].upos;
    return u == UPOS_VERB || u == UPOS_NOUN || u == UPOS_ADJ;
}

static bool inside(const struct side *s, uint32_t tok)
{
    return tok >= s->first && tok < s->end;
}

static bool in_pair(const struct pair_place *p, uint32_t tok)
{
    return inside(&p->source, tok) || inside(&p->target, tok);
}

/* ---- words on the way --------------------------------------------------------------------------------------- */

/* A word on the way with what hangs on it: particle, object, complement, auxiliary, phrases with a preposition. */
static void dependent_features(const struct pair_place *p, uint32_t tok, uint32_t child, struct features *fs)
{
    const struct doc *d = p->d;
    struct str w = word(d, tok), c = word(d, child), rel = relation(d, child);
    switch ((enum deprel)d->tok.v[child].deprel) {
    case REL_XCOMP:
    case REL_CCOMP:
    case REL_OBJ:
    case REL_ADVCL:
    case REL_ACL:
        FEATURE(fs, 1, STR("on."), rel, STR("="), c);
        FEATURE(fs, 1, STR("on="), w, STR(" "), rel, STR("="), c);
        break;
    case REL_OBL:
    case REL_NMOD:
    case REL_OBL_AGENT:
        FEATURE(fs, 1, STR("on="), w, STR(" "), preposition(d, child));
        FEATURE(fs, 0.7f, STR("on."), preposition(d, child), STR("="), c);
        break;
    case REL_AUX:
        FEATURE(fs, 1, STR("on.aux="), c);
        FEATURE(fs, 1, STR("on="), w, STR(" aux="), c);
        break;
    case REL_ADVMOD:
        if (str_is(c, "not") || str_is(c, "n't") || str_is(c, "never"))
            FEATURE(fs, 1, STR("on.not"));
        FEATURE(fs, 1, STR("on="), w, STR(" advmod="), c);
        break;
    case REL_COMPOUND_PRT:
    case REL_IOBJ:
    case REL_AMOD:
    case REL_COMPOUND:
    case REL_MARK:
    case REL_NSUBJ:
    case REL_NSUBJ_PASS:
        FEATURE(fs, 1, STR("on="), w, STR(" "), rel, STR("="), c);
        break;
    default:
        break;
    }
}

static void path_features(const struct pair_place *p, struct features *fs)
{
    const struct doc *d = p->d;
    struct str before = STR_NONE;
    for (uint32_t i = 0; i < p->n_path; i++) {
        uint32_t tok = p->path[i];
        if (in_pair(p, tok))
            continue;
        FEATURE(fs, 1, STR("on="), word(d, tok));
        for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c))
            if (!in_pair(p, c))
                dependent_features(p, tok, c, fs);
        if (before.n)
            FEATURE(fs, 1, STR("on="), before, STR(" > "), word(d, tok));
        else
            FEATURE(fs, 1, STR("first="), word(d, tok));
        before = word(d, tok);
    }
    if (before.n)
        FEATURE(fs, 1, STR("last="), before);
}

/* How the two hang on what governs them: "source:nsubj=accuse", "target:obl on=call". */
static void governor_features(const struct pair_place *p, struct features *fs)
{
    const struct doc *d = p->d;
    const struct side *side[] = {&p->source, &p->target};
    static const char *const name[] = {"source:", "target:"};
    for (int i = 0; i < 2; i++) {
        if (side[i]->first == side[i]->end)
            continue;
        uint32_t head = side[i]->head, up = d->tok.v[head].head;
        FEATURE(fs, 1, str_of(name[i]), STR("head="), word(d, head));
        FEATURE(fs, 1, str_of(name[i]), str_of(deprel_name(d->tok.v[head].deprel)), STR(" "), preposition(d, head));
        if (up == NONE)
            continue;
        FEATURE(fs, 1, str_of(name[i]), relation(d, head), STR(" "), preposition(d, head), STR("="), word(d, up));
        FEATURE(fs, 1, str_of(name[i]), STR("under="), word(d, up));
        if (d->tok.v[up].head != NONE && !inside(side[i], up))
            FEATURE(fs, 0.7f, str_of(name[i]), relation(d, up), STR(" of="), word(d, d->tok.v[up].head));
    }
}

/* ---- words of the text -------------------------------------------------------------------------------------- */

static void between_features(const struct pair_place *p, struct features *fs)
{
    const struct doc *d = p->d;
    bool forth = p->source.end <= p->target.first;
    uint32_t first = forth ? p->source.end : p->target.end, end = forth ? p->target.first : p->source.first;
    if (p->source.first == p->source.end || p->target.first == p->target.end)
        return;
    FEATURE(fs, 1, forth ? STR("order=source target") : STR("order=target source"));
    float n = 0;
    for (uint32_t t = first; t < end; t++)
        n += d->tok.v[t].upos != UPOS_PUNCT;
    float value = n > 6 ? 6 / n : 1; /* the more words, the less each says */
    struct str last[2] = {STR_NONE, STR_NONE};
    for (uint32_t t = first; t < end; t++) {
        if (d->tok.v[t].upos == UPOS_PUNCT)
            continue;
        struct str w = word(d, t);
        FEATURE(fs, value, STR("between="), w);
        if (last[1].n)
            FEATURE(fs, value, STR("between="), last[1], STR(" "), w);
        if (last[0].n)
            FEATURE(fs, value, STR("between="), last[0], STR(" "), last[1], STR(" "), w);
        last[0] = last[1];
        last[1] = w;
    }
}

static void surrounding_features(const struct pair_place *p, struct features *fs)
{
    enum { REACH = 6 };
    const struct doc *d = p->d;
    const struct sent *s = &d->sent.v[p->sent];
    bool has_source = p->source.first < p->source.end, has_target = p->target.first < p->target.end;
    uint32_t first = has_source ? p->source.first : p->target.first;
    uint32_t end = has_target ? p->target.end : p->source.end;
    if (has_source && has_target) {
        first = p->source.first < p->target.first ? p->source.first : p->target.first;
        end = p->source.end > p->target.end ? p->source.end : p->target.end;
    }
    for (uint32_t t = s->first_tok; t < s->end_tok; t++) {
        if (in_pair(p, t) || d->tok.v[t].upos == UPOS_PUNCT)
            continue;
        if (is_content(d, t))
            FEATURE(fs, 0.5f, STR("word="), word(d, t));
        if (is_content(d, t) && t < first && t + REACH >= first)
            FEATURE(fs, 0.7f, STR("before="), word(d, t));
        if ((is_content(d, t) || d->tok.v[t].upos == UPOS_ADP) && t >= end && t < end + REACH)
            FEATURE(fs, 0.7f, STR("after="), word(d, t));
    }
    for (uint32_t t = p->source.first; t < p->source.end; t++)
        FEATURE(fs, 0.5f, STR("source:word="), word(d, t));
    for (uint32_t t = p->target.first; t < p->target.end; t++)
        FEATURE(fs, 0.5f, STR("target:word="), word(d, t));
}

/* ---- who they are ------------------------------------------------------------------------------------------- */

uint32_t side_actor(const struct doc *d, const struct side *side)
{
    for (uint32_t t = side->end; t-- > side->first;)
        for (uint32_t m = d->tok.v[t].mention; m != NONE; m = d->mention.v[m].next_same_head)
            if (d->mention.v[m].actor.code[0])
                return m;
    return NONE;
}

static void actor_features(const struct pair_place *p, struct features *fs)
{
    const struct side *side[] = {&p->source, &p->target};
    static const char *const name[] = {"source:", "target:"};
    const char *country[2] = {"", ""};
    for (int i = 0; i < 2; i++) {
        uint32_t m = side_actor(p->d, side[i]);
        const struct actor_code *a = m == NONE ? NULL : &p->d->mention.v[m].actor;
        if (side[i]->first == side[i]->end)
            FEATURE(fs, 1, str_of(name[i]), STR("missing"));
        else if (!a)
            FEATURE(fs, 1, str_of(name[i]), STR("nobody"));
        for (uint32_t k = 0; a && k < a->n_sectors; k++)
            FEATURE(fs, 1, str_of(name[i]), STR("sector="), str_of(a->sector[k]));
        if (a && !a->n_sectors)
            FEATURE(fs, 1, str_of(name[i]), STR("state"));
        country[i] = a ? a->country : "";
    }
    if (country[0][0] && country[1][0])
        FEATURE(fs, 1, strcmp(country[0], country[1]) == 0 ? STR("same country") : STR("two countries"));
}

/* ---- where the pair stands ---------------------------------------------------------------------------------- */

static struct side side_in(const struct doc *d, uint32_t sent, struct span span)
{
    const struct sent *s = &d->sent.v[sent];
    struct side side = {0, 0, NONE};
    for (uint32_t t = s->first_tok; span_given(span) && t < s->end_tok; t++) {
        if (d->tok.v[t].span.start >= span.end || d->tok.v[t].span.end <= span.start)
            continue;
        if (side.first == side.end)
            side.first = t;
        side.end = t + 1;
    }
    for (uint32_t t = side.first; t < side.end; t++) { /* the head: a noun whose own head is outside, if there is one */
        uint32_t up = d->tok.v[t].head;
        uint8_t u = d->tok.v[t].upos;
        bool nominal = u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_PRON || u == UPOS_NUM;
        if (u == UPOS_PUNCT || (up != NONE && inside(&side, up)))
            continue;
        if (nominal) {
            side.head = t;
            break;
        }
        side.head = side.head == NONE ? t : side.head;
    }
    if (side.head == NONE && side.first < side.end)
        side.head = side.first;
    return side;
}

static uint32_t depth_of(const struct doc *d, uint32_t tok)
{
    uint32_t n = 0;
    for (; d->tok.v[tok].head != NONE; tok = d->tok.v[tok].head)
        n++;
    return n;
}

static void path_add(struct pair_place *p, uint32_t tok)
{
    if (p->n_path < MAX_PATH && tok != p->source.head && tok != p->target.head)
        p->path[p->n_path++] = tok;
}

/* The way from one head to the other; from one alone, the two words above it; from none, the root. */
static void path_find(struct pair_place *p)
{
    const struct doc *d = p->d;
    uint32_t a = p->source.head, b = p->target.head, down[MAX_PATH], n_down = 0;
    if (a == NONE && b == NONE) {
        path_add(p, d->sent.v[p->sent].root_tok);
        return;
    }
    if (a == NONE || b == NONE) {
        uint32_t up = d->tok.v[a == NONE ? b : a].head;
        for (int i = 0; i < 2 && up != NONE; i++, up = d->tok.v[up].head)
            path_add(p, up);
        return;
    }
    uint32_t depth_a = depth_of(d, a), depth_b = depth_of(d, b);
    while (a != b) {
        if (depth_a >= depth_b) {
            path_add(p, a);
            a = d->tok.v[a].head;
            depth_a--;
        } else {
            if (n_down < MAX_PATH)
                down[n_down++] = b;
            b = d->tok.v[b].head;
            depth_b--;
        }
    }
    path_add(p, a);
    while (n_down > 0)
        path_add(p, down[--n_down]);
}

struct pair_place pair_place_of(const struct doc *d, const struct pair *pair)
{
    struct pair_place best = {.d = d, .source = {0, 0, NONE}, .target = {0, 0, NONE}};
    for (uint32_t i = 0, most = 0; i < d->sent.n; i++) { /* the sentence with both, else with more of them */
        struct side s = side_in(d, i, pair->source), t = side_in(d, i, pair->target);
        uint32_t n = (s.end - s.first) + (t.end - t.first) + 1;
        if (s.first < s.end && t.first < t.end)
            n += 1u << 20;
        if (n <= most)
            continue;
        most = n;
        best.sent = i;
        best.source = s;
        best.target = t;
    }
    if (d->sent.n)
        path_find(&best);
    return best;
}

static void way_feature(const struct pair_place *p, struct features *fs)
{
    struct str piece[2 * MAX_PATH + 4];
    uint32_t n = 0;
    const struct doc *d = p->d;
    if (p->source.head == NONE || p->target.head == NONE || p->n_path > 6)
        return;
    piece[n++] = STR("way:");
    piece[n++] = relation(d, p->source.head);
    for (uint32_t i = 0; i < p->n_path; i++) {
        piece[n++] = STR(" ");
        piece[n++] = relation(d, p->path[i]);
    }
    piece[n++] = STR(" ");
    piece[n++] = relation(d, p->target.head);
    features_add(fs, 1, piece, n);
}

void features_of(const struct codebook *c, const struct doc *d, const struct pair *pair, enum pair_view view,
                 struct arena *names_arena, struct features *out)
{
    features_clear(out, names_arena);
    FEATURE(out, 1, STR("any"));
    if (!d->sent.n)
        return;
    struct pair_place p = pair_place_of(d, pair);
    if (view == VIEW_ALL)
        codebook_features(c, &p, pair, out);
    governor_features(&p, out);
    path_features(&p, out);
    way_feature(&p, out);
    actor_features(&p, out);
    between_features(&p, out);
    surrounding_features(&p, out);
}
