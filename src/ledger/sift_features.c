/* What speaks for and against an entry of the ledger: what it is and which words make it, how they hang in the
 * sentence, who its parties are and how the text names them, what words its matter has and where they end. */
#include "ledger/sift_int.h"
#include "record/names.h"

enum { MAX_STEPS = 40 };

struct seen {
    const struct doc *d;
    const struct ledger_entry *e;
    const struct sent *sent;
    struct str kind;
};

static struct str named(const char *name) /* names.h gives NULL for none */
{
    return str_of(name ? name : "-");
}

static struct str deprel(const struct doc *d, uint32_t tok)
{
    return str_of(deprel_name(d->tok.v[tok].deprel));
}

static struct str upos(const struct doc *d, uint32_t tok)
{
    return str_of(upos_name(d->tok.v[tok].upos));
}

/* Names and numbers are one word each: who it is must not decide whether it is right. */
static struct str word(const struct doc *d, uint32_t tok)
{
    const struct tok *t = &d->tok.v[tok];
    return t->upos == UPOS_PROPN ? STR("NAME") : t->upos == UPOS_NUM ? STR("NUMBER") : t->lemma;
}

/* ---- the claim ---------------------------------------------------------------------------------------------- */

/* "ledger.txt:12 sign.v; ledger.txt:40 deal.n": the entries without their lines, which move. */
static void rule_features(const struct seen *s, struct features *fs)
{
    struct str rest = s->e->rule, one;
    while (str_cut(&rest, ';', &one)) {
        struct str place, words = str_trim(one);
        str_cut(&words, ' ', &place);
        FEATURE(fs, 1, STR("entry="), words);
        FEATURE(fs, 1, s->kind, STR(" entry="), words);
    }
}

static void claim_features(const struct seen *s, struct features *fs)
{
    const struct ledger_entry *e = s->e;
    struct str stage = named(ledger_stage_name(e->stage)), voice = str_of(voice_name(e->voice));
    FEATURE(fs, 1, STR("kind="), s->kind);
    FEATURE(fs, 1, s->kind, STR(" stage="), stage);
    FEATURE(fs, 1, s->kind, STR(" voice="), voice);
    FEATURE(fs, 1, STR("voice="), voice);
    FEATURE(fs, 1, STR("speaker="), named(speaker_kind_name(e->says_kind)));
    FEATURE(fs, 1, STR("subject="), e->subject);
    FEATURE(fs, 1, STR("certainty="), STEP((uint32_t)(10 * e->certainty + 0.5f), "<4", "<6", "<9", "<10"));
    FEATURE(fs, 1, STR("parties="), STEP(e->n_parties, "<2", "<3", "<4"));
    FEATURE(fs, 1, s->kind, STR(" parties="), STEP(e->n_parties, "<2", "<3", "<4"));
    if (!e->checkable)
        FEATURE(fs, 1, STR("vague"));
    if (e->sign < 0)
        FEATURE(fs, 1, STR("not to be"));
    if (span_given(e->due_span))
        FEATURE(fs, 1, STR("due"));
    if (span_given(e->condition))
        FEATURE(fs, 1, STR("condition"));
    if (e->is_delayed)
        FEATURE(fs, 1, STR("delay"));
    if (e->n_obstacles)
        FEATURE(fs, 1, STR("obstacle"));
    if (e->outcome != OUTCOME_OPEN)
        FEATURE(fs, 1, STR("outcome="), str_of(ledger_outcome_name(e->outcome)));
}

/* ---- its word in the sentence ------------------------------------------------------------------------------- */

static void dependents_features(const struct seen *s, uint32_t tok, struct str of, struct features *fs)
{
    const struct doc *d = s->d;
    for (uint32_t c = tok_first_child(d, tok); c != NONE; c = tok_next(d, c)) {
        FEATURE(fs, 1, of, STR(" has "), deprel(d, c));
        switch ((enum deprel)d->tok.v[c].deprel) {
        case REL_AUX:
        case REL_MARK:
        case REL_ADVMOD:
        case REL_DET:
        case REL_CASE:
        case REL_AMOD:
            FEATURE(fs, 1, of, STR(" "), deprel(d, c), STR("="), word(d, c));
            break;
        case REL_NSUBJ:
        case REL_NSUBJ_PASS:
            if (d->tok.v[c].upos == UPOS_PRON)
                FEATURE(fs, 1, of, STR(" subject="), d->tok.v[c].lemma);
            else
                FEATURE(fs, 1, of, STR(" subject is "), upos(d, c));
            break;
        default:
            break;
        }
    }
}

static void word_features(const struct seen *s, struct features *fs)
{
    const struct doc *d = s->d;
    uint32_t tok = s->e->word_tok, clauses, depth = feature_depth(d, tok, &clauses);
    struct str relation = deprel(d, tok), pos = upos(d, tok);
    FEATURE(fs, 1, STR("word="), d->tok.v[tok].lemma, STR(" "), s->kind);
    FEATURE(fs, 1, STR("word is "), str_of(xpos_name(d->tok.v[tok].xpos)));
    FEATURE(fs, 1, STR("word is "), pos, STR(" "), relation);
    FEATURE(fs, 1, s->kind, STR(" word is "), str_of(xpos_name(d->tok.v[tok].xpos)));
    FEATURE(fs, 1, STR("depth="), STEP(depth, "<1", "<2", "<3", "<4", "<5"));
    FEATURE(fs, 1, STR("clauses above="), STEP(clauses, "<1", "<2", "<3"));
    FEATURE(fs, 1, STR("word at="), STEP(tok - s->sent->first_tok, "<4", "<8", "<13", "<21"));
    dependents_features(s, tok, STR("word"), fs);
    uint32_t up = d->tok.v[tok].head;
    for (uint32_t steps = 0; up != NONE && steps < MAX_STEPS; up = d->tok.v[up].head, steps++) {
        if (steps == 0) {
            FEATURE(fs, 1, STR("below "), upos(d, up), STR(" as "), relation);
            FEATURE(fs, 1, STR("below="), word(d, up));
            dependents_features(s, up, STR("governor"), fs);
        }
        FEATURE(fs, 1, STR("above="), word(d, up));
        FEATURE(fs, 1, STR("above as "), deprel(d, up));
    }
}

static void sentence_features(const struct seen *s, struct features *fs)
{
    const struct doc *d = s->d;
    uint32_t n_entries = 0;
    for (uint32_t i = 0; i < d->ledger.n; i++)
        n_entries += d->ledger.v[i].sent == s->e->sent;
    FEATURE(fs, 1, STR("entries="), STEP(n_entries, "<2", "<3"));
    FEATURE(fs, 1, STR("length="),
            STEP(s->sent->end_tok - s->sent->first_tok, "<9", "<15", "<21", "<29", "<41", "<61"));
    FEATURE(fs, 1, STR("root is "), upos(d, s->sent->root_tok));
    FEATURE(fs, 1, STR("begins="), word(d, s->sent->first_tok));
    for (uint32_t t = s->sent->first_tok; t < s->sent->end_tok; t++) {
        enum upos pos = (enum upos)d->tok.v[t].upos;
        if (pos == UPOS_AUX || pos == UPOS_SCONJ)
            FEATURE(fs, 1, STR("has="), d->tok.v[t].lemma);
        if (pos == UPOS_PUNCT)
            FEATURE(fs, 1, STR("has "), tok_str(d, t));
    }
}

static void statement_features(const struct seen *s, struct features *fs)
{
    const struct doc *d = s->d;
    uint32_t at = d->tok.v[s->e->word_tok].span.start;
    bool said = false;
    uint32_t i, end;
    for (doc_statements_at(d, at, &i, &end); i < end; i++) {
        const struct statement *q = &d->statement.v[i];
        if (at < q->content.start || at >= q->content.end)
            continue;
        said = true;
        FEATURE(fs, 1, STR("said "), str_of(quote_kind_name(q->kind)));
        for (uint32_t k = 0; k < s->e->n_parties; k++)
            if (q->speaker_mention != NONE &&
                d->mention.v[q->speaker_mention].entity == d->mention.v[s->e->party[k].mention].entity)
                FEATURE(fs, 1, STR("said by a party"));
    }
    if (!said)
        FEATURE(fs, 1, STR("not said"));
}

/* ---- the parties -------------------------------------------------------------------------------------------- */

/* How many sentences before a pronoun or phrase its actor was last named. */
static struct str last_named(const struct doc *d, uint32_t mention)
{
    const struct mention *m = &d->mention.v[mention];
    for (uint32_t i = mention; i-- > 0;) {
        const struct mention *o = &d->mention.v[i];
        if (o->entity == m->entity && o->sent <= m->sent && o->how != HOW_COREFERENCE)
            return STEP(m->sent - o->sent, "<1", "<2", "<3", "<5", "<9", "<20");
    }
    return STR("never");
}

/* How much of what the document names is of the party's state: a press secretary of a state that it hardly speaks of is
 * somebody else of that name. */
static struct str share_of_state(const struct doc *d, const struct mention *m)
{
    uint32_t n = 0, n_same = 0;
    for (uint32_t i = 0; i < d->mention.n; i++) {
        n += d->mention.v[i].actor.country[0] != 0;
        n_same += d->mention.v[i].actor.country[0] && strcmp(d->mention.v[i].actor.country, m->actor.country) == 0;
    }
    return !n ? STR("-") : STEP(100 * n_same / n, "<2", "<5", "<15", "<40");
}

/* Whom a pronoun may mean instead: somebody else of a state or body is named between it and who it is said to be. */
static bool has_rival(const struct doc *d, uint32_t mention)
{
    const struct mention *m = &d->mention.v[mention];
    for (uint32_t i = mention; i-- > 0 && d->mention.v[i].sent + 1 >= m->sent;) {
        const struct mention *o = &d->mention.v[i];
        if (o->entity == m->entity)
            return false;
        if (o->actor.code[0] && !o->is_place && !o->modifier && strcmp(o->actor.code, m->actor.code) != 0)
            return true;
    }
    return false;
}

static void party_features(const struct seen *s, const struct ledger_party *p, struct features *fs)
{
    const struct doc *d = s->d;
    const struct mention *m = &d->mention.v[p->mention];
    struct str role = str_of(ledger_role_name(p->role)), how = named(how_name(m->how)), pos = upos(d, m->head_tok);
    FEATURE(fs, 1, role, STR(" known by="), how);
    FEATURE(fs, 1, role, STR(" is "), pos);
    FEATURE(fs, 1, s->kind, STR(" "), role, STR(" is "), pos);
    FEATURE(fs, 1, role, STR(" is "), pos, STR(" by "), how);
    if (pos.n && d->tok.v[m->head_tok].upos == UPOS_PRON)
        FEATURE(fs, 1, role, STR("="), d->tok.v[m->head_tok].lemma);
    if (m->how == HOW_COREFERENCE) {
        struct str before = last_named(d, p->mention);
        FEATURE(fs, 1, STR("named before="), before);
        FEATURE(fs, 1, pos, STR(" named before="), before);
        FEATURE(fs, 1, pos, has_rival(d, p->mention) ? STR(" with a rival") : STR(" without a rival"));
    }
    struct str share = share_of_state(d, m);
    FEATURE(fs, 1, STR("state's share="), share);
    FEATURE(fs, 1, role, STR(" state's share="), share);
    if (d->tok.v[m->head_tok].upos == UPOS_NOUN)
        FEATURE(fs, 1, role, STR("="), d->tok.v[m->head_tok].lemma);
    FEATURE(fs, 1, role,
            !m->actor.country[0] ? STR(" of no state")
            : m->actor.n_sectors ? STR(" of a state")
                                 : STR(" a state"));
    if (m->actor.n_sectors)
        FEATURE(fs, 1, role, STR(" sector="), str_of(m->actor.sector[m->actor.n_sectors - 1]));
    if (m->n_others)
        FEATURE(fs, 1, STR("ambiguous name"));
    if (m->is_place)
        FEATURE(fs, 1, role, STR(" is place"));
    if (m->is_person)
        FEATURE(fs, 1, role, STR(" is person"));
    if (m->modifier)
        FEATURE(fs, 1, role, STR(" modifies"));
    if (m->sent != s->e->sent) {
        FEATURE(fs, 1, role, STR(" elsewhere"));
        return;
    }
    uint32_t head = m->head_tok, tok = s->e->word_tok, far = head < tok ? tok - head : head - tok;
    FEATURE(fs, 1, role, STR(" as "), deprel(d, head));
    FEATURE(fs, 1, role, head < tok ? STR(" before") : STR(" behind"));
    FEATURE(fs, 1, role, STR(" far="), STEP(far, "<2", "<3", "<5", "<9", "<13", "<20"));
    FEATURE(fs, 1, role, d->tok.v[head].head == tok ? STR(" on the word") : STR(" not on the word"));
    if (d->tok.v[head].head != NONE)
        FEATURE(fs, 1, role, STR(" below "), upos(d, d->tok.v[head].head), STR(" as "), deprel(d, head));
    if (m->span.start >= s->e->matter.start && m->span.end <= s->e->matter.end)
        FEATURE(fs, 1, role, STR(" in matter"));
}

/* ---- the matter --------------------------------------------------------------------------------------------- */

static bool in_matter(const struct seen *s, uint32_t tok)
{
    struct span word = s->d->tok.v[tok].span;
    return word.start >= s->e->matter.start && word.end <= s->e->matter.end;
}

/* The bits of the matter that a word brings. */
static void matter_word(const struct seen *s, uint32_t tok, struct features *fs)
{
    const struct doc *d = s->d;
    const struct tok *t = &d->tok.v[tok];
    bool head = t->head == NONE || !in_matter(s, t->head);
    if (head) {
        FEATURE(fs, 1, STR("matter="), word(d, tok));
        FEATURE(fs, 1, s->kind, STR(" matter="), word(d, tok));
        FEATURE(fs, 1, STR("matter is "), upos(d, tok), STR(" "), deprel(d, tok));
        dependents_features(s, tok, STR("matter"), fs);
    }
    if (t->upos == UPOS_NOUN || t->upos == UPOS_VERB || t->upos == UPOS_ADJ)
        FEATURE(fs, 1, STR("matter has="), t->lemma);
    if (t->upos == UPOS_PROPN || t->upos == UPOS_NUM || t->upos == UPOS_PRON)
        FEATURE(fs, 1, STR("matter has "), upos(d, tok));
    if (t->mention != NONE && d->mention.v[t->mention].actor.code[0])
        FEATURE(fs, 1, STR("matter has actor"));
}

static void matter_features(const struct seen *s, struct features *fs)
{
    const struct doc *d = s->d;
    uint32_t first = NONE, end = NONE, n_heads = 0, n_verbs = 0, n_nouns = 0;
    if (!span_given(s->e->matter)) {
        FEATURE(fs, 1, STR("no matter"));
        return;
    }
    for (uint32_t t = s->sent->first_tok; t < s->sent->end_tok; t++) {
        if (!in_matter(s, t))
            continue;
        first = first == NONE ? t : first;
        end = t + 1;
        n_heads += d->tok.v[t].head == NONE || !in_matter(s, d->tok.v[t].head);
        n_verbs += d->tok.v[t].upos == UPOS_VERB;
        n_nouns += d->tok.v[t].upos == UPOS_NOUN || d->tok.v[t].upos == UPOS_PROPN;
        matter_word(s, t, fs);
    }
    if (first == NONE) {
        FEATURE(fs, 1, STR("matter elsewhere"));
        return;
    }
    FEATURE(fs, 1, STR("matter begins="), word(d, first));
    FEATURE(fs, 1, STR("matter begins "), upos(d, first));
    FEATURE(fs, 1, STR("matter length="), STEP(end - first, "<2", "<3", "<5", "<8", "<13", "<21", "<35"));
    FEATURE(fs, 1, s->kind, STR(" matter length="), STEP(end - first, "<3", "<5", "<8", "<13", "<21"));
    FEATURE(fs, 1, STR("matter heads="), STEP(n_heads, "<2", "<3"));
    FEATURE(fs, 1, STR("matter verbs="), STEP(n_verbs, "<1", "<2", "<3", "<4"));
    FEATURE(fs, 1, STR("matter nouns="), STEP(n_nouns, "<1", "<2", "<3", "<5", "<8"));
    FEATURE(fs, 1, STR("topic="), s->e->topic.n ? STR("given") : STR("-"));
    FEATURE(fs, 1, STR("matter ends "), upos(d, end - 1));
    if (end < s->sent->end_tok) { /* a matter cut short goes on behind */
        FEATURE(fs, 1, STR("behind matter "), upos(d, end));
        FEATURE(fs, 1, STR("behind matter "), upos(d, end), STR(" "), deprel(d, end));
        if (d->tok.v[end].upos != UPOS_PROPN && d->tok.v[end].upos != UPOS_NOUN)
            FEATURE(fs, 1, STR("behind matter="), word(d, end));
    }
    FEATURE(fs, 1, first > s->e->word_tok ? STR("matter behind word") : STR("matter before word"));
}

void sift_features(const struct doc *d, uint32_t entry, struct arena *names_arena, struct features *out)
{
    const struct ledger_entry *e = &d->ledger.v[entry];
    features_clear(out, names_arena);
    struct seen s = {.d = d, .e = e, .sent = &d->sent.v[e->sent], .kind = str_of(ledger_kind_name(e->kind))};
    FEATURE(out, 1, STR("any"));
    claim_features(&s, out);
    rule_features(&s, out);
    word_features(&s, out);
    sentence_features(&s, out);
    statement_features(&s, out);
    for (uint32_t i = 0; i < e->n_parties; i++)
        party_features(&s, &e->party[i], out);
    matter_features(&s, out);
}
