/* Cues in the trees: verbs, nouns, adjectives and prepositions of saying, with who says and what clause is said. */
#include "statement/statement_int.h"

enum { MAX_CLIMB = 8 };

static char pos_of(const struct tok *t)
{
    switch ((enum upos)t->upos) {
    case UPOS_VERB:
    case UPOS_AUX:
        return 'v';
    case UPOS_NOUN:
        return 'n';
    case UPOS_ADJ:
        return 'a';
    case UPOS_ADV:
        return 'r';
    default:
        return 0;
    }
}

static uint32_t find_entry(const struct reporting *r, struct str lemma, char pos)
{
    char key[64];
    if (!pos || lemma.n + 2 > sizeof key)
        return NONE;
    for (uint32_t i = 0; i < lemma.n; i++) {
        key[i] = (char)(lemma.s[i] >= 'A' && lemma.s[i] <= 'Z' ? lemma.s[i] + 32 : lemma.s[i]);
        if (i == 0 && !(r->begins[(unsigned char)key[0]] & reporting_pos(pos))) /* as most words */
            return NONE;
    }
    key[lemma.n] = '.';
    key[lemma.n + 1] = pos;
    return map_find(&r->cue, (struct str){key, lemma.n + 2}, NONE);
}

static uint32_t sent_end(const struct doc *d, uint32_t tok)
{
    return d->sent.v[d->tok.v[tok].sent].end_tok;
}

/* Whether the further words of an entry follow tok, adverbs between; *out_end: behind the last of them. */
static bool rest_follows(const struct doc *d, uint32_t tok, struct str rest, uint32_t *out_end)
{
    struct str word;
    uint32_t at = tok + 1, end = sent_end(d, tok);
    while (str_cut(&rest, ' ', &word)) {
        for (unsigned skipped = 0; at < end && skipped < 2 && !str_eq_nocase(tok_str(d, at), word); skipped++, at++)
            if (d->tok.v[at].upos != UPOS_ADV && d->tok.v[at].upos != UPOS_PRON)
                return false;
        if (at >= end || !str_eq_nocase(tok_str(d, at), word))
            return false;
        at++;
    }
    *out_end = at;
    return true;
}

struct best_entry {
    uint32_t entry, words, end;
};

static void try_lemma(const struct finder *f, uint32_t tok, struct str lemma, char pos, struct best_entry *best)
{
    for (uint32_t e = find_entry(f->r, lemma, pos); e != NONE; e = f->r->entry.v[e].next) {
        const struct cue_entry *entry = &f->r->entry.v[e];
        uint32_t end = tok + 1, words = 1 + entry->rest.n;
        if (words <= best->words || (entry->rest.n && !rest_follows(f->d, tok, entry->rest, &end)))
            continue;
        if (entry->rest.n && end < sent_end(f->d, tok) && reporting_class(f->r, tok_str(f->d, end)) & CLASS_DAY)
            continue; /* "agreed on Thursday" */
        *best = (struct best_entry){e, words, end};
    }
}

/* Rare verbs have no lemma in the model's tables: the endings of the word itself are tried. */
static void try_endings(const struct finder *f, uint32_t tok, struct best_entry *best)
{
    static const struct {
        const char *ending, *instead;
    } rule[] = {{"s", ""}, {"es", ""}, {"ed", ""}, {"d", ""}, {"ies", "y"}, {"ied", "y"}, {"ing", ""}, {"ing", "e"}};
    struct str w = tok_str(f->d, tok);
    char stem[40];
    for (size_t i = 0; i < sizeof rule / sizeof *rule && best->entry == NONE; i++) {
        struct str ending = str_of(rule[i].ending);
        if (!str_ends(w, ending) || w.n < ending.n + 3 || w.n > sizeof stem - 2)
            continue;
        uint32_t n = w.n - ending.n;
        memcpy(stem, w.s, n);
        memcpy(stem + n, rule[i].instead, strlen(rule[i].instead));
        try_lemma(f, tok, (struct str){stem, n + (uint32_t)strlen(rule[i].instead)}, 'v', best);
        if (n > 3 && stem[n - 1] == stem[n - 2]) /* signalled */
            try_lemma(f, tok, (struct str){stem, n - 1}, 'v', best);
    }
}

/* "The IMF expects that …", "Malta detailed that …": a verb that was taken for a plural or an adjective. */
static bool is_hidden_verb(const struct doc *d, uint32_t tok)
{
    const struct tok *t = &d->tok.v[tok];
    const struct sent *s = &d->sent.v[t->sent];
    bool form =
        t->xpos == XPOS_NNS || ((t->upos == UPOS_NOUN || t->upos == UPOS_ADJ) && str_ends(tok_str(d, tok), STR("ed")));
    if (!form || tok == s->first_tok || tok + 2 >= s->end_tok || !tok_is(d, tok + 1, "that"))
        return false;
    uint8_t before = d->tok.v[tok - 1].upos, behind = d->tok.v[tok + 2].upos;
    if (behind == UPOS_VERB || behind == UPOS_AUX) /* "states that have …" */
        return false;
    return before == UPOS_PROPN || before == UPOS_NOUN;
}

static void try_participle(const struct finder *f, uint32_t tok, struct best_entry *best)
{
    struct best_entry adjective = {NONE, 0, tok + 1};
    if (tok_child(f->d, tok, REL_AUX_PASS) != NONE)
        try_lemma(f, tok, tok_str(f->d, tok), 'a', &adjective);
    if (adjective.entry != NONE)
        *best = adjective;
}

/* The entry that fits tok best: the one with most words. */
uint32_t cue_entry_at(const struct finder *f, uint32_t tok, uint32_t *out_end)
{
    const struct doc *d = f->d;
    const struct tok *t = &d->tok.v[tok];
    struct best_entry best = {NONE, 0, tok + 1};
    char pos = pos_of(t);
    bool hidden = is_hidden_verb(d, tok);
    if (!hidden)
        try_lemma(f, tok, t->lemma.n ? t->lemma : tok_str(d, tok), pos, &best);
    if (pos == 'v' && best.words <= 1) /* "was convinced that": an adjective of ours */
        try_participle(f, tok, &best);
    if (t->xpos == XPOS_VBG && tok > d->sent.v[t->sent].first_tok && tok_is(d, tok - 1, ","))
        best.words = 0; /* ", citing an officer" goes before "cite" */
    try_lemma(f, tok, tok_str(d, tok), 'p', &best);
    if (best.entry == NONE && (hidden || pos == 'v'))
        try_endings(f, tok, &best);
    *out_end = best.end;
    return best.entry;
}

static bool marked_by(const struct doc *d, uint32_t clause, const char *word)
{
    for (uint32_t c = tok_first_child(d, clause); c != NONE; c = tok_next(d, c))
        if (d->tok.v[c].deprel == REL_MARK && tok_is(d, c, word))
            return true;
    return false;
}

/* ---- who --------------------------------------------------------------------------------------------------------- */

static bool is_relative_pronoun(const struct doc *d, uint32_t tok)
{
    return tok_is(d, tok, "who") || tok_is(d, tok, "which") || tok_is(d, tok, "that");
}

bool cue_quotes_others(const struct doc *d, uint32_t verb)
{
    return str_is(d->tok.v[verb].lemma, "quote") || str_is(d->tok.v[verb].lemma, "cite");
}

/* "The French, he told them, wanted change": of two subjects before the verb the nearest is its own. */
static uint32_t nearest_subject(const struct doc *d, uint32_t verb)
{
    uint32_t found = NONE;
    for (uint32_t c = tok_first_child(d, verb); c != NONE; c = tok_next(d, c))
        if (d->tok.v[c].deprel == REL_NSUBJ && (found == NONE || c < verb))
            found = c;
    return found;
}

uint32_t cue_stray_subject(const struct doc *d, uint32_t verb)
{
    uint32_t first = tok_child(d, verb, REL_NSUBJ), own = nearest_subject(d, verb);
    uint32_t from, to;
    if (first == own || own >= verb)
        return NONE;
    doc_subtree(d, own, &from, &to);
    return from > first && tok_is(d, from - 1, ",") ? first : NONE;
}

static bool is_active(const struct doc *d, uint32_t verb)
{
    const struct tok *t = &d->tok.v[verb];
    bool finite = t->xpos == XPOS_VBD || t->xpos == XPOS_VBZ || (t->xpos == XPOS_VBN && t->deprel == REL_ROOT);
    return finite && tok_child(d, verb, REL_AUX_PASS) == NONE && tok_child(d, verb, REL_AUX) == NONE;
}

/* The subject that stands at this verb itself. */
static uint32_t own_subject(const struct doc *d, uint32_t verb)
{
    uint32_t patient = tok_child(d, verb, REL_NSUBJ_PASS);
    if (patient != NONE && is_active(d, verb)) /* "an official who asked not to be named said": a slip of the tree */
        return patient;
    if (tok_child(d, verb, REL_AUX_PASS) != NONE || patient != NONE) {
        uint32_t agent = tok_child(d, verb, REL_OBL_AGENT);
        if (agent != NONE)
            return agent;
        for (uint32_t c = tok_first_child(d, verb); c != NONE; c = tok_next(d, c)) {
            uint32_t by = d->tok.v[c].deprel == REL_OBL ? tok_child(d, c, REL_CASE) : NONE;
            if (by != NONE && tok_is(d, by, "by"))
                return c;
        }
        return NONE;
    }
    uint32_t s = nearest_subject(d, verb);
    return s != NONE ? s : tok_child(d, verb, REL_NSUBJ_OUTER);
}

/* Who a verb without a subject takes it from: the subject of the verb above, also where that one is passive ("is quoted
 * as saying"). */
static uint32_t subject_above(const struct doc *d, uint32_t verb, uint32_t above)
{
    uint8_t rel = d->tok.v[verb].deprel;
    uint32_t passive = tok_child(d, above, REL_NSUBJ_PASS), object = tok_child(d, above, REL_OBJ);
    object = object == NONE ? tok_child(d, above, REL_IOBJ) : object;
    if (passive != NONE)
        return passive;
    if (object != NONE && (cue_quotes_others(d, above) || (rel == REL_XCOMP && d->tok.v[object].upos != UPOS_DET &&
                                                           !str_is(d->tok.v[above].lemma, "have"))))
        return object;
    return own_subject(d, above);
}

uint32_t cue_subject(const struct doc *d, uint32_t verb)
{
    for (unsigned i = 0; i < MAX_CLIMB && verb != NONE; i++) {
        uint32_t subject = own_subject(d, verb), head = d->tok.v[verb].head;
        uint8_t rel = d->tok.v[verb].deprel;
        if (subject != NONE)
            return rel == REL_ACL_RELCL && head != NONE && is_relative_pronoun(d, subject) ? head : subject;
        if (head == NONE || tok_child(d, verb, REL_NSUBJ_PASS) != NONE)
            return NONE;
        if (rel == REL_CCOMP && verb < head) /* "Khan dismissed it, TASS reported": both subjects hang on the second */
            return cue_stray_subject(d, head);
        if (rel == REL_ACL) { /* "a man saying …"; but "Khan had this to say" */
            if (marked_by(d, verb, "to") && d->tok.v[head].deprel == REL_OBJ)
                return cue_subject(d, d->tok.v[head].head);
            if (tok_child(d, head, REL_COP) == NONE) /* "was on record as saying" */
                return head;
        }
        if (rel == REL_XCOMP || rel == REL_ADVCL || rel == REL_ACL) {
            subject = subject_above(d, verb, head);
            if (subject != NONE)
                return is_relative_pronoun(d, subject) && d->tok.v[head].deprel == REL_ACL_RELCL ? d->tok.v[head].head
                                                                                                 : subject;
        } else if (rel != REL_CONJ && rel != REL_AUX && rel != REL_COP && tok_child(d, verb, REL_COP) == NONE) {
            return NONE;
        }
        verb = head;
    }
    return NONE;
}

/* A name, a known actor, or "the panel": not the matter of "hope of peace". */
static bool can_speak(const struct doc *d, uint32_t tok)
{
    const struct tok *t = &d->tok.v[tok];
    return t->upos == UPOS_PROPN || t->mention != NONE || tok_child(d, tok, REL_DET) != NONE || t->xpos == XPOS_NNS;
}

/* "Khan's warning that …", "a warning by Khan", "the hope of Paris that …", "Khan issued a warning that …" */
static uint32_t noun_speaker(const struct doc *d, uint32_t noun, bool has_content)
{
    uint32_t owner = tok_child(d, noun, REL_NMOD_POSS);
    if (owner != NONE)
        return owner;
    uint32_t of = NONE;
    for (uint32_t c = tok_first_child(d, noun); c != NONE; c = tok_next(d, c)) {
        uint32_t preposition = d->tok.v[c].deprel == REL_NMOD ? tok_child(d, c, REL_CASE) : NONE;
        if (preposition == NONE)
            continue;
        bool among = tok_is(d, preposition, "among") || tok_is(d, preposition, "in");
        if (tok_is(d, preposition, "by") || tok_is(d, preposition, "from"))
            return c;
        if (has_content && of == NONE && (tok_is(d, preposition, "of") || among) && can_speak(d, c))
            of = c;
    }
    if (of != NONE)
        return of;
    uint32_t head = d->tok.v[noun].head;
    if (head != NONE && d->tok.v[noun].deprel == REL_OBJ)
        return cue_subject(d, head);
    return NONE;
}

/* ---- what -------------------------------------------------------------------------------------------------------- */

/* "said when speaking to …": a circumstance that was taken for what is said. */
static bool is_circumstance(const struct doc *d, uint32_t clause)
{
    static const char *const word[] = {"when", "while", "after", "before", "as", "because", "since", "until"};
    for (uint32_t c = tok_first_child(d, clause); c != NONE; c = tok_next(d, c)) {
        bool opens =
            d->tok.v[c].deprel == REL_MARK || (d->tok.v[c].deprel == REL_ADVMOD && d->tok.v[c].xpos == XPOS_WRB);
        for (size_t i = 0; opens && i < sizeof word / sizeof *word; i++)
            if (tok_is(d, c, word[i]))
                return d->tok.v[clause].xpos == XPOS_VBG || !tok_is(d, c, "when");
    }
    return false;
}

/* "Khan, who spoke first, said …": the relative clause is at times taken for what is said; gives the noun before it
 * then. */
static uint32_t relative_subject(const struct doc *d, uint32_t cue, uint32_t clause)
{
    uint32_t subject = clause < cue ? tok_child(d, clause, REL_NSUBJ) : NONE;
    if (subject == NONE || !(tok_is(d, subject, "who") || tok_is(d, subject, "which")) || subject == 0)
        return NONE;
    for (uint32_t c = tok_first_child(d, clause); c != NONE && c < subject; c = tok_next(d, c))
        if (d->tok.v[c].upos == UPOS_PROPN || d->tok.v[c].upos == UPOS_NOUN)
            return c;
    return NONE;
}

static bool has_subject(const struct doc *d, uint32_t clause)
{
    return tok_child(d, clause, REL_NSUBJ) != NONE || tok_child(d, clause, REL_NSUBJ_PASS) != NONE;
}

/* "the allegation by Serbia that Kosovo lied": the clause that follows the noun and its owner, wherever the tree hangs
 * it; at times it is taken for a relative one. */
static uint32_t following_clause(const struct doc *d, uint32_t noun)
{
    enum { MAX_OWNER = 9 };
    uint32_t that = noun + 1, end = sent_end(d, noun);
    for (; that < end && that < noun + MAX_OWNER && !tok_is(d, that, "that"); that++) {
        uint8_t u = d->tok.v[that].upos;
        if (u != UPOS_ADP && u != UPOS_DET && u != UPOS_NOUN && u != UPOS_PROPN && u != UPOS_ADJ && u != UPOS_PART)
            return NONE;
    }
    if (that >= end || !tok_is(d, that, "that"))
        return NONE;
    uint32_t clause = that;
    for (unsigned n = 0; n < MAX_CLIMB; n++) {
        uint32_t head = d->tok.v[clause].head;
        if (head == NONE || head <= that || head == d->tok.v[noun].head)
            break;
        clause = head;
    }
    return clause > that && clause != d->tok.v[noun].head && has_subject(d, clause) ? clause : NONE;
}

/* "The view of Japan is that …", "His fear is that …" */
static uint32_t predicate_clause(const struct doc *d, uint32_t noun)
{
    uint32_t head = d->tok.v[noun].head;
    uint8_t rel = d->tok.v[noun].deprel;
    if (head == NONE || head < noun || (rel != REL_NSUBJ && rel != REL_NSUBJ_OUTER))
        return NONE;
    if (marked_by(d, head, "that") && tok_child(d, head, REL_COP) != NONE)
        return head;
    for (uint32_t c = tok_first_child(d, head); c != NONE; c = tok_next(d, c))
        if (c > head && d->tok.v[c].deprel == REL_CCOMP && str_is(d->tok.v[head].lemma, "be") &&
            marked_by(d, c, "that"))
            return c;
    return NONE;
}

static uint32_t content_of(const struct doc *d, uint32_t cue, char pos)
{
    uint32_t infinitive = NONE;
    for (uint32_t c = tok_first_child(d, cue); c != NONE; c = tok_next(d, c)) {
        switch ((enum deprel)d->tok.v[c].deprel) {
        case REL_CCOMP:
            if (is_circumstance(d, c) || relative_subject(d, cue, c) != NONE)
                break;
            return c;
        case REL_ADVCL:
        case REL_ACL:
            if (marked_by(d, c, "that") || marked_by(d, c, "whether") || (pos == 'n' && marked_by(d, c, "to")))
                return c;
            break;
        case REL_XCOMP:
            if (marked_by(d, c, "to") || d->tok.v[c].xpos == XPOS_VBG)
                infinitive = c;
            break;
        default:
            break;
        }
    }
    if (pos == 'n') {
        uint32_t clause = following_clause(d, cue);
        return clause != NONE ? clause : predicate_clause(d, cue);
    }
    return pos == 'v' && !str_is(d->tok.v[cue].lemma, "continue") && !str_is(d->tok.v[cue].lemma, "begin") &&
                   !str_is(d->tok.v[cue].lemma, "start")
               ? infinitive
               : NONE; /* "sure to", "continues to" tell nothing */
}

/* ---- the words of the cue ---------------------------------------------------------------------------------------- */

static struct tok_range cue_words(const struct doc *d, uint32_t tok, uint32_t end, char pos)
{
    struct tok_range r = {tok, end};
    if (pos != 'v')
        return r;
    while (r.first > d->sent.v[d->tok.v[tok].sent].first_tok) { /* "has not yet said" */
        const struct tok *t = &d->tok.v[r.first - 1];
        bool mine = t->head == tok && (t->deprel == REL_AUX || t->deprel == REL_AUX_PASS ||
                                       (t->deprel == REL_ADVMOD && t->upos != UPOS_SCONJ && t->xpos != XPOS_WRB));
        if (!mine)
            break;
        r.first--;
    }
    uint32_t particle = tok_child(d, tok, REL_COMPOUND_PRT);
    if (particle != NONE && particle >= r.end && particle <= r.end + 1)
        r.end = particle + 1;
    return r;
}

/* What a preposition of several words stands before: the first word behind it that hangs on it, or on which it hangs.
 */
static uint32_t governed_by(const struct doc *d, struct tok_range r)
{
    uint32_t head = d->tok.v[r.first].head, end = sent_end(d, r.first);
    if (head != NONE && head >= r.end)
        return head;
    for (uint32_t t = r.end; t < end && t < r.end + 12; t++) {
        uint32_t h = d->tok.v[t].head;
        if (h != NONE && h >= r.first && h < r.end && !tok_is_punct(d, t))
            return t;
    }
    return NONE;
}

/* "called it a stab in the back": phrases that follow at once belong to what is said. */
static uint32_t behind_obliques(const struct doc *d, uint32_t verb, uint32_t end)
{
    for (uint32_t c = tok_first_child(d, verb); c != NONE; c = tok_next(d, c)) {
        uint32_t first, to, of = d->tok.v[c].deprel == REL_OBL ? tok_child(d, c, REL_CASE) : NONE;
        doc_subtree(d, c, &first, &to);
        if (of != NONE && first == end && d->tok.v[c].upos == UPOS_NOUN &&
            (tok_is(d, of, "in") || tok_is(d, of, "of") || tok_is(d, of, "for") || tok_is(d, of, "to")))
            end = to;
    }
    return end;
}

/* "described the plan as a trap", "deems the vote unfair": the object with what is said of it. */
static uint32_t judged_object(const struct doc *d, uint32_t verb, uint32_t *out_end)
{
    uint32_t object = tok_child(d, verb, REL_OBJ);
    if (object == NONE || object < verb ||
        cue_quotes_others(d, verb)) /* "quoted Khan as saying": the cue is "saying" */
        return NONE;
    for (uint32_t c = tok_next(d, object); c != NONE; c = tok_next(d, c)) {
        uint32_t as = tok_child(d, c, REL_CASE), first;
        if (as == NONE)
            as = tok_child(d, c, REL_MARK);
        bool judged = as != NONE && tok_is(d, as, "as");
        judged = judged ||
                 (d->tok.v[c].deprel == REL_XCOMP &&
                  (d->tok.v[c].upos == UPOS_ADJ || d->tok.v[c].upos == UPOS_NOUN || d->tok.v[c].upos == UPOS_PROPN));
        if (!judged)
            continue;
        doc_subtree(d, c, &first, out_end);
        *out_end = behind_obliques(d, verb, *out_end);
        return object;
    }
    uint32_t behind = tok_child(d, object, REL_AMOD), first, noun_first; /* "called the talks useful" */
    for (uint32_t c = behind; c != NONE; c = tok_next(d, c))
        behind = d->tok.v[c].deprel == REL_AMOD ? c : behind;
    if (behind == NONE || behind < object)
        return NONE;
    doc_subtree(d, behind, &first, out_end);
    doc_subtree(d, object, &noun_first, &first);
    return *out_end == first ? object : NONE;
}

/* "accused Chad of", "thanked Peru for": what the object is spoken of for belongs to the topic. */
static uint32_t topic_end(const struct doc *d, uint32_t cue, uint32_t object)
{
    uint32_t first, end;
    doc_subtree(d, object, &first, &end);
    for (uint32_t c = tok_next(d, object); c != NONE && d->tok.v[object].head == cue; c = tok_next(d, c)) {
        uint32_t word = tok_child(d, c, REL_CASE), from, to;
        word = word != NONE ? word : tok_child(d, c, REL_MARK);
        doc_subtree(d, c, &from, &to);
        if (word == NONE || from != end || !(tok_is(d, word, "of") || tok_is(d, word, "for") || tok_is(d, word, "as")))
            break;
        end = to;
    }
    return end;
}

/* "criticised the plan", "called for talks", "criticism of the plan": what is spoken of. */
static uint32_t topic_of(const struct doc *d, uint32_t cue, uint32_t end)
{
    bool with_preposition = end > cue + 1;
    for (uint32_t c = tok_first_child(d, cue); c != NONE; c = tok_next(d, c)) {
        uint8_t rel = d->tok.v[c].deprel;
        bool phrase = rel == REL_OBL || rel == REL_NMOD || rel == REL_ADVCL || rel == REL_ACL || rel == REL_XCOMP;
        if (c >= end && (rel == REL_OBJ || (with_preposition && phrase)))
            return c;
        if (rel == REL_NSUBJ_PASS && !is_relative_pronoun(d, c))
            return c;
    }
    return NONE;
}

static void add_cue(struct finder *f, uint32_t tok, uint32_t entry, uint32_t end)
{
    const struct doc *d = f->d;
    char pos = f->r->entry.v[entry].pos;
    struct cue c = {.tok = tok,
                    .entry = entry,
                    .speaker_tok = NONE,
                    .content_tok = NONE,
                    .object_tok = NONE,
                    .topic_tok = NONE,
                    .draft = NONE};
    c.range = cue_words(d, tok, end, pos);
    c.content_tok = content_of(d, tok, pos);
    if (pos == 'v')
        c.object_tok = judged_object(d, tok, &c.object_end);
    if (f->r->entry.v[entry].flags & CUE_TOPIC && c.content_tok == NONE && c.object_tok == NONE)
        c.topic_tok = topic_of(d, tok, c.range.end);
    if (c.topic_tok != NONE)
        c.topic_end = topic_end(d, tok, c.topic_tok);
    switch (pos) {
    case 'p':
        c.speaker_tok = governed_by(d, c.range);
        if (c.speaker_tok == NONE || c.speaker_tok < tok) /* a preposition stands before what it governs */
            return;
        c.content_tok = NONE;
        break;
    case 'n':
        c.speaker_tok = noun_speaker(d, tok, c.content_tok != NONE);
        break;
    case 'a': {
        uint32_t patient = tok_child(d, tok, REL_NSUBJ_PASS);
        c.speaker_tok = patient != NONE ? patient : cue_subject(d, tok);
        if (c.content_tok == NONE || c.speaker_tok == NONE || tok_is(d, c.speaker_tok, "it"))
            return; /* "it is clear that": nobody's claim */
        break;
    }
    default:
        c.speaker_tok = cue_subject(d, tok);
        for (uint32_t k = tok_first_child(d, tok); k != NONE; k = tok_next(d, k)) {
            uint32_t noun = d->tok.v[k].deprel == REL_CCOMP ? relative_subject(d, tok, k) : NONE;
            c.speaker_tok = noun != NONE ? noun : c.speaker_tok;
        }
        if (is_hidden_verb(d, tok) && pos == 'v')
            c.speaker_tok = tok - 1;
        else if (c.speaker_tok == NONE && pos == 'v' &&
                 (d->tok.v[tok].xpos == XPOS_VBD || d->tok.v[tok].xpos == XPOS_VBZ))
            c.speaker_tok = cue_speaker_beside(f, &c);
        break;
    }
    if (pos == 'v' && c.speaker_tok == NONE && d->tok.v[tok].xpos == XPOS_VBG && tok_child(d, tok, REL_AUX) == NONE)
        c.content_tok = NONE; /* "there is no telling whether" */
    *array_add(d->scratch, &f->cue) = c;
}

static bool is_day(const struct finder *f, uint32_t tok)
{
    const struct tok *t = &f->d->tok.v[tok];
    return (reporting_class(f->r, t->lemma) | reporting_class(f->r, tok_str(f->d, tok))) & CLASS_DAY;
}

/* The nearest noun or pronoun on one side of the cue, with nothing but its own words between. */
static uint32_t noun_beside(const struct finder *f, const struct cue *c, bool left)
{
    enum { MAX_STEPS = 8 };
    const struct doc *d = f->d;
    const struct sent *s = &d->sent.v[d->tok.v[c->tok].sent];
    uint32_t found = NONE, at = left ? c->range.first : c->range.end;
    for (unsigned i = 0; i < MAX_STEPS && (left ? at > s->first_tok : at < s->end_tok); i++) {
        uint32_t t = left ? --at : at++;
        uint8_t u = d->tok.v[t].upos;
        bool mark = tok_is_punct(d, t) && !tok_is(d, t, "-");
        if (f->quote_of[t] != NONE || mark || u == UPOS_ADP || u == UPOS_VERB || u == UPOS_SCONJ)
            break;
        bool noun = u == UPOS_PROPN || u == UPOS_NOUN || (u == UPOS_PRON && d->tok.v[t].xpos == XPOS_PRP);
        if (noun && !is_day(f, t) && (found == NONE || d->tok.v[found].head == t))
            found = t;
    }
    return found;
}

static bool takes_addressee(const struct doc *d, uint32_t verb)
{
    return str_is(d->tok.v[verb].lemma, "tell") || str_is(d->tok.v[verb].lemma, "ask") ||
           str_is(d->tok.v[verb].lemma, "inform");
}

uint32_t cue_speaker_beside(const struct finder *f, const struct cue *c)
{
    bool behind_quote = c->range.first > 0 && f->quote_of[c->range.first - 1] != NONE;
    uint32_t found = takes_addressee(f->d, c->tok) && !behind_quote ? NONE : noun_beside(f, c, false);
    if (found != NONE && !behind_quote && f->d->tok.v[found].deprel == REL_OBJ && f->d->tok.v[found].head == c->tok)
        found = NONE; /* "demanded respect" */
    if (found == NONE)
        found = noun_beside(f, c, true);
    if (found != NONE || f->d->tok.v[c->tok].xpos != XPOS_VBG)
        return found;
    /* "…, said Khan, adding: …": who spoke before in the sentence */
    for (uint32_t i = f->cue.n; i-- > 0 && f->d->tok.v[f->cue.v[i].tok].sent == f->d->tok.v[c->tok].sent;)
        if (f->cue.v[i].tok < c->tok && f->cue.v[i].speaker_tok != NONE)
            return f->cue.v[i].speaker_tok;
    return NONE;
}

void cues_find(struct finder *f)
{
    const struct doc *d = f->d;
    for (uint32_t i = 0; i < d->tok.n; i++) {
        enum sent_kind kind = d->sent.v[d->tok.v[i].sent].kind;
        if (f->quote_of[i] != NONE || (kind != SENT_BODY && kind != SENT_TITLE))
            continue;
        uint32_t end = i + 1, entry = cue_entry_at(f, i, &end);
        if (entry != NONE)
            add_cue(f, i, entry, end);
    }
}

uint32_t cue_first_from(const struct finder *f, uint32_t tok)
{
    uint32_t low = 0, high = f->cue.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (f->cue.v[mid].tok < tok)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}
