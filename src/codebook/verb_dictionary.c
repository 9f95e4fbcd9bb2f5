/* Verb dictionaries of TABARI and PETRARCH -> entries of the codebook: each pattern is written out as a line of ours
 * and read by the same reader, so that it matches trees as ours do. What each thing becomes, and what has no
 * counterpart: docs/formats/dictionaries.md. */
#include "codebook/codebook_int.h"
#include "record/names.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_ATOMS = 40, MAX_VERBS = MAX_ALTERNATIVES };

/* Sets of a dictionary are no classes of ours that happen to have the same name. */
#define SET_PREFIX "set-"

struct verbs {
    struct codebook *c;
    struct arena arena; /* until the file is read */
    struct str file;
    uint32_t line, n_used, n_problems;
    bool petrarch;                   /* verbs of a block share its patterns, words are whole words */
    bool in_synset, has_pattern;     /* has_pattern: the next verb opens a block */
    struct str synset, code;         /* the open set; the code of the block */
    struct str verb[MAX_VERBS];      /* of the block, as anchors */
    struct str verb_code[MAX_VERBS]; /* of the verb alone; empty: none */
    uint32_t verb_line[MAX_VERBS], n_verbs;
    struct map is_verb; /* all verbs of the file, lower case */
};

static void PRINTF_LIKE(2, 3) problem(struct verbs *v, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    problems_add(&v->c->arena, &v->c->verb_problems, v->file, v->line, format, args);
    va_end(args);
    v->n_problems++;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

static bool is_one_of(struct str word, const char *list) /* list: words in capitals, each between blanks */
{
    char padded[48];
    if (word.n + 3 > sizeof padded)
        return false;
    snprintf(padded, sizeof padded, " %.*s ", STR_ARG(word));
    return strstr(list, padded) != NULL;
}

static bool is_preposition(struct str word)
{
    return is_one_of(word, " ABOUT ABOVE ACROSS AFTER AGAINST ALONG AMONG AROUND AS AT BEFORE BEHIND BETWEEN BEYOND BY "
                           "DURING FOR FROM IN INSIDE INTO NEAR OF ON ONTO OVER SINCE THROUGH TO TOWARD TOWARDS UNDER "
                           "UNTIL UPON WITH WITHIN WITHOUT ");
}

static bool is_particle(struct str word)
{
    return is_one_of(word, " AWAY BACK DOWN FORWARD OFF OUT UP ");
}

static bool says_nothing(struct str word)
{
    return is_one_of(word, " A AN THE THIS THAT THESE THOSE HIS HER ITS THEIR ");
}

static struct str lower(struct verbs *v, struct str word)
{
    char *out = arena_copy(&v->arena, word.s, word.n);
    for (uint32_t i = 0; i < word.n; i++)
        if (out[i] >= 'A' && out[i] <= 'Z')
            out[i] = (char)(out[i] + 32);
    return (struct str){out, word.n};
}

/* A word of a dictionary as a lemma of ours, with a part of speech; of a plural also the singular. */
static void add_lemma(struct verbs *v, struct str word, const char *pos, struct buf *out)
{
    struct str w = lower(v, word);
    buf_printf(out, "%s%.*s.%s", out->n && out->s[out->n - 1] != ':' ? "|" : "", STR_ARG(w), pos);
    if (*pos != 'n' || w.n < 4 || w.s[w.n - 1] != 's' || w.s[w.n - 2] == 's')
        return;
    if (str_ends(w, STR("ies")))
        buf_printf(out, "|%.*sy.%s", (int)w.n - 3, w.s, pos);
    else
        buf_printf(out, "|%.*s.%s", (int)w.n - 1, w.s, pos);
}

/* ---- patterns ---------------------------------------------------------------------------------------------------- */

/* What a pattern comes to, filled from left to right. */
struct sketch {
    struct buf companions; /* " obj:talk.n prt:up" */
    struct str source, target, both;
    bool has_object;
    char preps[120]; /* those that have a filler, each between blanks */
};

struct atoms {
    struct str v[MAX_ATOMS];
    uint32_t n, star; /* where the verb stands */
};

/* "- * FOR_ {CEASE_FIRE | TRUCE} +" -> words and signs. */
static bool cut_atoms(struct str text, struct atoms *out)
{
    *out = (struct atoms){.star = MAX_ATOMS};
    uint32_t i = 0;
    while (i < text.n) {
        char c = text.s[i];
        if (c == ' ' || c == '\t' || c == '_' || c == '(' || c == ')' || c == '~' || c == '=') {
            i++;
            continue;
        }
        uint32_t from = i++;
        bool sign = strchr("*$+%^{}|", c) != NULL;
        while (!sign && i < text.n && !strchr(" \t()*$+%^{}|~=", text.s[i]) && (c == '&' || text.s[i] != '_'))
            i++;
        struct str atom = str_slice(text, from, i);
        while (atom.n > 1 && atom.s[atom.n - 1] == '_') /* "&SET_" */
            atom.n--;
        if (out->n == MAX_ATOMS)
            return false;
        if (c == '*')
            out->star = out->n;
        out->v[out->n++] = atom;
    }
    return out->star < out->n;
}

/* The words of a slot as alternatives: one word, a set, or {A | B_C}, of which the last word each. Moves *at past it.
 */
static void add_words(struct verbs *v, const struct atoms *a, uint32_t *at, const char *pos, struct buf *out)
{
    struct str atom = a->v[*at];
    if (atom.s[0] == '&') {
        buf_printf(out, "@" SET_PREFIX "%.*s", STR_ARG(lower(v, str_slice(atom, 1, atom.n))));
        ++*at;
        return;
    }
    if (atom.s[0] != '{') {
        for (const char *p = pos; *p; p++)
            add_lemma(v, atom, (char[]){*p, '\0'}, out);
        ++*at;
        return;
    }
    for (++*at; *at < a->n && a->v[*at].s[0] != '}'; ++*at) {
        bool last = *at + 1 == a->n || a->v[*at + 1].s[0] == '|' || a->v[*at + 1].s[0] == '}';
        if (a->v[*at].s[0] == '|' || !last)
            continue;
        for (const char *p = pos; *p; p++)
            add_lemma(v, a->v[*at], (char[]){*p, '\0'}, out);
    }
    *at += *at < a->n;
}

static void use_preposition(struct sketch *f, struct str prep)
{
    size_t n = strlen(f->preps);
    snprintf(f->preps + n, sizeof f->preps - n, "%s%.*s ", n ? "" : " ", STR_ARG(prep));
}

/* Words before the verb: nobody, or one noun that is its subject; the parties that stand there. */
static bool left_side(struct verbs *v, const struct atoms *a, struct sketch *f)
{
    bool noun = false;
    for (uint32_t i = 0; i < a->star;) {
        struct str atom = a->v[i];
        if (strchr("$+%^", atom.s[0])) {
            if (atom.s[0] == '$')
                f->source = STR("subj");
            else if (atom.s[0] == '%')
                f->both = STR("subj");
            else if (atom.s[0] == '+') /* before the verb: of a passive */
                f->target = STR("obj");
            i++;
            continue;
        }
        if (says_nothing(atom)) {
            i++;
            continue;
        }
        if (noun || is_preposition(atom) ||
            is_one_of(atom, " AND BE BEEN DID HAD HAS HAVE IS MUST NOT SAID SAYS WAS WERE WILL WOULD ")) {
            problem(v, "\"%.*s\" before the verb has no counterpart", STR_ARG(atom));
            return false;
        }
        noun = true;
        buf_add_str(&f->companions, STR(" subj:"));
        add_words(v, a, &i, "n", &f->companions);
    }
    return true;
}

/* A word after the verb, below prep where there is one. */
static void right_word(struct verbs *v, const struct atoms *a, uint32_t *at, struct str prep, struct sketch *f)
{
    struct str atom = a->v[*at];
    struct str low = lower(v, atom);
    if (prep.n && str_is(prep, "to") && map_find(&v->is_verb, low, 0)) {
        buf_printf(&f->companions, " inf:%.*s.v", STR_ARG(low));
        *at = a->n; /* what that verb takes is not looked at */
        return;
    }
    if (prep.n) {
        buf_printf(&f->companions, " %.*s:", STR_ARG(prep));
        use_preposition(f, prep);
        add_words(v, a, at, "nv", &f->companions);
        return;
    }
    bool modifier = *at + 1 < a->n && atom.s[0] != '{' && !strchr("$+%^", a->v[*at + 1].s[0]) &&
                    !is_preposition(a->v[*at + 1]) && !is_particle(a->v[*at + 1]);
    if (modifier || f->has_object) { /* "EARLY ELECTION": the noun comes last */
        ++*at;
        return;
    }
    buf_add_str(&f->companions, STR(" obj:"));
    add_words(v, a, at, "n", &f->companions);
    f->has_object = true;
}

static bool right_side(struct verbs *v, const struct atoms *a, struct sketch *f)
{
    struct str prep = STR_NONE;
    for (uint32_t i = a->star + 1; i < a->n;) {
        struct str atom = a->v[i];
        char c = atom.s[0];
        if (c == '$' || c == '+' || c == '%' || c == '^') {
            struct str rel = prep.n ? prep : STR("obj");
            if (c == '$')
                f->source = str_is(prep, "by") ? STR("subj") : rel; /* the agent of a passive */
            else if (c == '+')
                f->target = rel;
            else if (c == '%')
                f->both = rel;
            if (prep.n && c != '^')
                use_preposition(f, prep);
            prep = STR_NONE;
            i++;
        } else if (c == '}' || c == '|' || says_nothing(atom)) {
            i++;
        } else if (i == a->star + 1 && is_particle(atom)) {
            buf_printf(&f->companions, " prt:%.*s", STR_ARG(lower(v, atom)));
            i++;
        } else if (is_one_of(atom, " AND BUT NOR OR ")) {
            problem(v, "\"%.*s\" has no counterpart", STR_ARG(atom));
            return false;
        } else if (is_preposition(atom)) {
            prep = lower(v, atom);
            i++;
        } else {
            right_word(v, a, &i, prep, f);
            prep = STR_NONE;
        }
    }
    return true;
}

/* ---- codes ------------------------------------------------------------------------------------------------------- */

static const struct cameo_row *row_of(const struct codebook *c, struct str *code)
{
    for (; code->n >= 2; code->n--) {
        uint32_t row = map_find(&c->cameo, *code, NONE);
        if (row != NONE)
            return &c->cameo_row.v[row];
    }
    return NULL;
}

/* Where the target may stand when the pattern does not say: the object or one of these, that no word took. */
static void put_default_target(const struct sketch *f, struct buf *out)
{
    static const char *const preps[] = {"against", "with", "to", "on", "at", "in", "for", "from"};
    const char *sep = f->has_object ? "" : "obj";
    buf_printf(out, " %s", sep);
    for (size_t i = 0; i < sizeof preps / sizeof *preps; i++) {
        char padded[16];
        snprintf(padded, sizeof padded, " %s ", preps[i]);
        if (strstr(f->preps, padded))
            continue;
        buf_printf(out, "%s%s", *sep ? "|" : "", preps[i]);
        sep = "|";
    }
    buf_add_str(out, STR("=T?"));
}

static void put_frame(const struct sketch *f, bool swapped, struct buf *out)
{
    const char *source = swapped ? "T" : "S", *target = swapped ? "S" : "T";
    if (f->both.n) {
        buf_printf(out, "%.*s=ST", STR_ARG(f->both));
        return;
    }
    struct str from = f->source.n ? f->source : STR("subj");
    if (f->target.n && str_eq(f->target, from))
        buf_printf(out, "%.*s=%s", STR_ARG(from), source);
    else if (f->target.n)
        buf_printf(out, "%.*s=%s %.*s=%s", STR_ARG(from), source, STR_ARG(f->target), target);
    else if (swapped)
        buf_printf(out, "%.*s=T", STR_ARG(from));
    else {
        buf_printf(out, "%.*s=S", STR_ARG(from));
        put_default_target(f, out);
    }
}

/* One entry, as a line of ours; one that cannot be read is a problem of the dictionary. */
static void put_entry(struct verbs *v, const struct sketch *f, struct str code, bool swapped, bool both_ways)
{
    struct str known = code;
    const struct cameo_row *row = row_of(v->c, &known);
    if (!row || known.n < 2 || code.s[0] < '0' || code.s[0] > '9') {
        problem(v, "[%.*s] is no CAMEO code", STR_ARG(code));
        return;
    }
    v->n_used++;
    if (row->type == EV_NONE) /* a comment: a statement, no event */
        return;
    struct buf out = {0};
    for (uint32_t i = 0; i < v->n_verbs; i++)
        buf_printf(&out, "%s%.*s", i ? "|" : "", STR_ARG(v->verb[i]));
    buf_printf(&out, "%s : ", f->companions.n ? f->companions.s : "");
    put_frame(f, swapped, &out);
    float intensity;
    bool moded = row->mode.n && event_mode_find(row->type, row->mode, &intensity);
    buf_printf(&out, " : %s %.*s %.*s%s\n", event_type_name(row->type), moded ? (int)row->mode.n : 1,
               moded ? row->mode.s : "-", STR_ARG(known), both_ways || f->both.n ? " sym" : "");
    uint32_t n = v->c->entry.n;
    struct fault fault;
    if (entries_read(v->c, str_copy(&v->c->arena, buf_str(&out)), v->file, &fault)) {
        v->c->entry.n = n;
        v->n_used--;
        problem(v, "cannot be an entry: %s", fault.message);
    } else if (v->c->entry.n > n) {
        struct codebook_entry *e = &v->c->entry.v[n].pub;
        e->line = v->line;
        struct str rest = v->verb[0], verb;
        str_cut(&rest, '|', &verb);
        e->rule = str_format(&v->c->arena, "%.*s:%u %.*s%s", STR_ARG(v->file), (unsigned)v->line, STR_ARG(verb),
                             v->n_verbs > 1 ? "…" : "");
    }
    buf_release(&out);
}

/* "[042:043]": one code each way. */
static void put_codes(struct verbs *v, const struct sketch *f, struct str code)
{
    while (code.n && strchr("?! ", code.s[code.n - 1]))
        code.n--;
    if (!code.n || strchr("-#+", code.s[0])) { /* no event */
        v->n_used++;
        return;
    }
    struct str back = code, there;
    str_cut(&back, ':', &there);
    bool same = back.s && str_eq(there, back);
    put_entry(v, f, there, false, same);
    if (back.s && back.n && !same && !strchr("-#+", back.s[0]))
        put_entry(v, f, back, true, false);
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

/* What stands in brackets, cut off with all that follows; false: there are none. */
static bool code_cut(struct str *line, struct str *out)
{
    uint32_t open = 0, close = 0;
    while (open < line->n && line->s[open] != '[')
        open++;
    for (close = open; close < line->n && line->s[close] != ']'; close++)
        ;
    if (close == line->n)
        return false;
    *out = str_trim(str_slice(*line, open + 1, close));
    *line = str_trim(str_slice(*line, 0, open));
    return true;
}

/* The verbs of the block by themselves: after its patterns, for of entries that say as much the first one counts. */
static void close_block(struct verbs *v)
{
    struct str verb[MAX_VERBS];
    uint32_t n = v->n_verbs, line = v->line;
    memcpy(verb, v->verb, sizeof verb);
    v->n_verbs = 1;
    for (uint32_t i = 0; i < n; i++) {
        if (!v->verb_code[i].n)
            continue;
        struct sketch f = {0};
        v->verb[0] = verb[i];
        v->line = v->verb_line[i];
        put_codes(v, &f, v->verb_code[i]);
    }
    v->line = line;
    v->n_verbs = 0;
    v->has_pattern = false;
}

static void pattern_line(struct verbs *v, struct str line)
{
    struct str code;
    struct atoms a;
    v->has_pattern = true;
    if (!v->n_verbs)
        return; /* of a verb that could not be used */
    if (!code_cut(&line, &code) || !cut_atoms(line, &a)) {
        problem(v, "a pattern is: - words * words [CODE], of at most %d words", MAX_ATOMS);
        return;
    }
    struct sketch f = {0};
    if (left_side(v, &a, &f) && right_side(v, &a, &f))
        put_codes(v, &f, code);
    buf_release(&f.companions);
}

/* A stem of TABARI may lack its end: "ACCUS", "THREAT", "CRITICI". */
static struct str anchor_of(struct verbs *v, struct str name)
{
    struct str low = lower(v, name), rest = low, first;
    str_cut(&rest, '_', &first);
    if (rest.s && rest.n)
        return str_format(&v->arena, "%.*s.v", STR_ARG(low));
    *map_put(&v->is_verb, low, 0) = 1;
    if (v->petrarch)
        return str_format(&v->arena, "%.*s.v", STR_ARG(low));
    static const char *const endings[] = {"e", "y", "en", "ze", "se", "ize", "ise", "ate", "ify", "ish"};
    struct str all = str_format(&v->arena, "%.*s.v", STR_ARG(low));
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        all = str_format(&v->arena, "%.*s|%.*s%s.v", STR_ARG(all), STR_ARG(low), endings[i]);
    return all;
}

/* "ABANDON [---]", "KICK {KICKED KICKING} [170]", "+BEEF_UP", "RE_+ARREST" */
static void verb_line(struct verbs *v, struct str line)
{
    struct str code = STR_NONE, rest = line, name;
    bool own = code_cut(&rest, &code);
    str_cut(&rest, '{', &name);
    name = str_trim(name);
    while (name.n && (name.s[name.n - 1] == '_' || name.s[name.n - 1] == '='))
        name.n--;
    uint32_t n_parts = 1, plus = 0;
    char *copy = arena_copy(&v->arena, name.s, name.n);
    for (uint32_t i = 0; i < name.n; i++) {
        if (copy[i] == ' ')
            copy[i] = '_';
        n_parts += copy[i] == '_';
        if (copy[i] == '+')
            plus = i;
    }
    name.s = copy;
    if (!v->petrarch || v->has_pattern)
        close_block(v);
    if (plus > 0 && n_parts == 2) { /* a prefix */
        name = str_format(&v->arena, "%.*s-%.*s", (int)(plus - 1), copy, (int)(name.n - plus - 1), copy + plus + 1);
    } else if (name.n && name.s[0] == '+') {
        name = str_slice(name, 1, name.n);
    }
    if (!name.n || n_parts > 2 || v->n_verbs == MAX_VERBS) {
        problem(v, n_parts > 2 ? "a verb of more than two words has no counterpart" : "no verb");
        return;
    }
    v->verb[v->n_verbs] = anchor_of(v, name);
    v->verb_code[v->n_verbs] = own ? code : v->code;
    v->verb_line[v->n_verbs++] = v->line;
}

/* "--- ACCUSE [112] ---" */
static void block_line(struct verbs *v, struct str line)
{
    struct str code = STR_NONE;
    close_block(v);
    v->in_synset = false;
    v->code = code_cut(&line, &code) ? code : STR_NONE;
}

static void synset_member(struct verbs *v, struct str line)
{
    struct str word = str_trim(str_slice(line, 1, line.n));
    char *copy = arena_copy(&v->arena, word.s, word.n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < word.n; i++)
        copy[n++] = copy[i] == ' ' ? '_' : copy[i];
    while (n && copy[n - 1] == '_')
        n--;
    struct buf lemmas = {0};
    if (n)
        add_lemma(v, (struct str){copy, n}, "n", &lemmas);
    for (size_t i = 0; i < lemmas.n; i++)
        if (lemmas.s[i] == '|')
            lemmas.s[i] = ' ';
    struct str definition =
        str_format(&v->c->arena, "@" SET_PREFIX "%.*s = %.*s\n", STR_ARG(v->synset), STR_ARG(buf_str(&lemmas)));
    struct fault fault;
    if (!n || classes_read(v->c, definition, v->file, &fault))
        problem(v, "\"%.*s\" cannot be a word of a set", STR_ARG(word));
    else
        v->n_used++;
    buf_release(&lemmas);
}

static struct str without_remark(const struct verbs *v, struct str line)
{
    for (uint32_t i = 0; i < line.n; i++)
        if (line.s[i] == ';' || (line.s[i] == '#' && (v->petrarch || i == 0) && !(i > 0 && line.s[i - 1] == '[')))
            return str_trim(str_slice(line, 0, i));
    return str_trim(line);
}

static void one_line(struct verbs *v, struct str line)
{
    line = without_remark(v, line);
    if (!line.n || line.s[0] == '<' || line.s[0] == '/') {
        v->in_synset &= line.n > 0 || !v->petrarch;
        return;
    }
    if (str_starts(line, STR("---")))
        block_line(v, line);
    else if (line.s[0] == '-')
        pattern_line(v, str_slice(line, 1, line.n));
    else if (line.s[0] == '&') {
        struct str name = str_slice(line, 1, line.n);
        while (name.n && name.s[name.n - 1] == '_')
            name.n--;
        v->synset = lower(v, name);
        v->in_synset = true;
    } else if (v->in_synset && line.s[0] == '+')
        synset_member(v, line);
    else if (line.s[0] == '~')
        problem(v, "a transformation has no counterpart");
    else if (line.s[0] != '{') /* irregular forms: the tagger knows them */
        verb_line(v, line);
}

enum status verb_dictionary_read(struct codebook *c, struct str text, struct str file, struct fault *f)
{
    struct verbs v = {.c = c, .file = file};
    arena_init(&v.arena, 0);
    map_init(&v.is_verb, &v.arena, 4096);
    struct str rest = text, line;
    for (struct str all = text; str_cut(&all, '\n', &line) && !v.petrarch;)
        v.petrarch = str_starts(line, STR("---"));
    while (str_cut(&rest, '\n', &line)) {
        v.line++;
        one_line(&v, str_trim(line));
    }
    close_block(&v);
    arena_release(&v.arena);
    if (v.n_used == 0 || v.n_problems / 2 > v.n_used)
        return fault_set(f, ST_ENVIRONMENT, "%.*s is no dictionary of verbs: %u of its lines could be used, %u not",
                         STR_ARG(file), (unsigned)v.n_used, (unsigned)v.n_problems);
    return OK;
}
