/* Reads the dictionaries line by line; what each line and each oddity becomes: docs/formats/dictionaries.md. Names
 * are collected over all files, since a second entry of a phrase adds to the first, and go into the trie at the end. */
#include "actor/dictionary.h"
#include "base/map.h"
#include "record/names.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SET = 64, MAX_SETS = 64 };

struct item { /* one [CODE DATES] */
    struct str code;
    struct date_range when;
    bool dated;
    uint32_t next;
};

struct listed { /* what a primary opens */
    struct str phrase;
    uint32_t first_item, last_item, line;
    uint16_t file;
};

struct listed_name {
    struct str phrase;
    uint32_t listed;
};

struct word_set { /* "!CREW! = SAILOR, STOKER" */
    struct str name, members;
};

struct dictionary {
    struct actors *a;
    struct arena arena; /* until dictionary_free */
    uint32_t n_own;     /* senses of our lists: before the first of these */
    ARRAY_OF(struct item) item;
    ARRAY_OF(struct listed) listed;
    ARRAY_OF(struct listed_name) name;
    struct map by_phrase; /* -> listed */
    struct word_set set[MAX_SETS];
    uint32_t n_sets;

    /* the file that is read */
    uint16_t file;
    uint32_t line, n_used, n_problems;
    uint32_t now, last_line; /* the open entry, NONE; its last line so far */
    uint32_t chain;          /* the first of several names before one code, NONE */
    bool has_codes;          /* the open entry got some under this heading */
    uint32_t n_agents_seen;  /* codes with ~ in a file of actors */
    struct str half;         /* a code that goes on in the next line, else empty */
    struct str skip_until;   /* "-->" or "</NOUN>", else empty */
};

/* Of the line that is read. */
static struct str shown_name(const struct dictionary *d)
{
    return pool_str(d->a, d->a->file.v[d->file]);
}

static void PRINTF_LIKE(2, 3) problem(struct dictionary *d, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    problems_add(&d->a->arena, &d->a->dictionary_problems, shown_name(d), d->line, format, args);
    va_end(args);
    d->n_problems++;
}

/* Where one of the bytes first stands in s, else its length. */
static uint32_t find_any(struct str s, const char *bytes)
{
    uint32_t i = 0;
    while (i < s.n && (s.s[i] == '\0' || !strchr(bytes, s.s[i])))
        i++;
    return i;
}

static int shown_bytes(struct str s) /* of a phrase in a message */
{
    return s.n < 60 ? (int)s.n : 60;
}

/* ---- codes and dates ------------------------------------------------------------------------------------------- */

static int32_t date_cut(struct dictionary *d, struct str *rest)
{
    bool exact;
    *rest = str_trim(*rest);
    uint32_t n = 0;
    while (n < rest->n && rest->s[n] >= '0' && rest->s[n] <= '9')
        n++;
    struct str digits = str_slice(*rest, 0, n);
    *rest = str_trim(str_slice(*rest, n, rest->n));
    int32_t day = dictionary_date(digits, &exact);
    char read[11] = "";
    if (day != DAY_NONE)
        day_write(day, read);
    if (!exact || day == DAY_NONE)
        problem(d, "\"%.*s\" is no date: YYMMDD or YYYYMMDD%s%s", shown_bytes(digits), digits.s,
                *read ? "; read as " : "", read);
    return day;
}

/* "<991231", "> 20010911", "910101-951231"; empty: undated. */
static struct date_range dates_of(struct dictionary *d, struct str rest, bool *dated)
{
    struct date_range when = {DAY_MIN, DAY_MAX};
    rest = str_trim(rest);
    *dated = rest.n > 0;
    if (!*dated)
        return when;
    char sign = rest.s[0];
    if (sign == '<' || sign == '>')
        rest = str_slice(rest, 1, rest.n);
    int32_t first = date_cut(d, &rest), last = first;
    if (sign != '<' && sign != '>' && rest.n && rest.s[0] == '-') {
        rest = str_slice(rest, 1, rest.n);
        last = date_cut(d, &rest);
    }
    if (sign != '<' && first != DAY_NONE)
        when.from = first;
    if (sign != '>' && last != DAY_NONE)
        when.to = last;
    if (rest.n)
        problem(d, "\"%.*s\" behind a date is passed over", shown_bytes(rest), rest.s);
    if (when.from > when.to)
        problem(d, "the range of dates runs backwards");
    return when;
}

static void item_add(struct dictionary *d, struct item item)
{
    struct listed *e = &d->listed.v[d->now];
    for (uint32_t i = e->first_item; i != NONE; i = d->item.v[i].next) {
        const struct item *o = &d->item.v[i];
        if (str_eq(o->code, item.code) && o->when.from == item.when.from && o->when.to == item.when.to)
            return;
    }
    uint32_t id = d->item.n;
    item.next = NONE;
    *array_add(&d->arena, &d->item) = item;
    if (e->first_item == NONE)
        e->first_item = id;
    else
        d->item.v[e->last_item].next = id;
    e->last_item = id;
}

/* What stands between the brackets. */
static void code_item(struct dictionary *d, struct str inside)
{
    inside = str_trim(inside);
    uint32_t n = find_any(inside, " \t<>");
    struct str written = str_slice(inside, 0, n);
    d->has_codes = true;
    if (written.n == 3 && (str_is(written, "---") || str_is(written, "###") || str_is(written, "+++"))) {
        d->n_used++; /* nobody, or what TABARI calls a reason to leave the sentence: no actor here */
        return;
    }
    if (find_any(written, "~") < written.n) {
        d->n_agents_seen++;
        problem(d, "[%.*s] is the code of an agent, not of an actor", shown_bytes(written), written.s);
        return;
    }
    uint32_t one = find_any(written, "/");
    if (one < written.n)
        problem(d, "of [%.*s] only the first actor is used", shown_bytes(written), written.s);
    struct item item = {.code = dictionary_code(d->a, &d->a->arena, str_slice(written, 0, one))};
    item.when = dates_of(d, str_slice(inside, n, inside.n), &item.dated);
    if (item.code.n == 0) {
        problem(d, "[%.*s] is no code that says who somebody is", shown_bytes(written), written.s);
        return;
    }
    d->n_used++;
    item_add(d, item);
}

/* All [...] of the rest of a line; a comment after one ends it. */
static void code_items(struct dictionary *d, struct str rest)
{
    for (;;) {
        uint32_t open = find_any(rest, "[;#");
        if (open == rest.n || rest.s[open] != '[')
            return;
        rest = str_slice(rest, open + 1, rest.n);
        uint32_t close = find_any(rest, "]");
        if (close == rest.n) {
            d->half = str_trim(rest).n ? str_trim(rest) : STR(" ");
            return;
        }
        if (d->now == NONE)
            problem(d, "a code that belongs to no name");
        else
            code_item(d, str_slice(rest, 0, close));
        rest = str_slice(rest, close + 1, rest.n);
    }
}

/* ---- actors ---------------------------------------------------------------------------------------------------- */

static void name_of_listed(struct dictionary *d, struct str phrase)
{
    if (map_find(&d->by_phrase, phrase, NONE) != NONE)
        return;
    map_put(&d->by_phrase, phrase, d->now);
    *array_add(&d->arena, &d->name) = (struct listed_name){phrase, d->now};
}

static void entry_end(struct dictionary *d)
{
    for (uint32_t i = d->chain; i < d->now && d->now != NONE; i++)
        if (d->listed.v[i].first_item == NONE) {
            d->listed.v[i].first_item = d->listed.v[d->now].first_item;
            d->listed.v[i].last_item = d->listed.v[d->now].last_item;
        }
    d->chain = NONE;
    if (d->now != NONE && !d->has_codes) {
        uint32_t line = d->line;
        d->line = d->last_line;
        problem(d, "\"%.*s\" has no code", shown_bytes(d->listed.v[d->now].phrase), d->listed.v[d->now].phrase.s);
        d->line = line;
    }
    d->now = NONE;
}

static void primary(struct dictionary *d, struct str phrase)
{
    if (d->now != NONE && !d->has_codes && d->last_line + 1 == d->line) {
        if (d->chain == NONE)
            problem(d, "\"%.*s\" in the line before has no code of its own: it takes that of the name after it",
                    shown_bytes(d->listed.v[d->now].phrase), d->listed.v[d->now].phrase.s);
        if (d->chain == NONE)
            d->chain = d->now;
    } else {
        entry_end(d);
    }
    uint32_t before = map_find(&d->by_phrase, phrase, NONE);
    d->has_codes = false;
    if (before != NONE && str_eq(d->listed.v[before].phrase, phrase)) {
        d->now = before; /* its codes are added to the first ones */
        return;
    }
    d->now = d->listed.n;
    *array_add(&d->arena, &d->listed) =
        (struct listed){.phrase = phrase, .first_item = NONE, .last_item = NONE, .line = d->line, .file = d->file};
    name_of_listed(d, phrase);
}

static void actor_line(struct dictionary *d, struct str line)
{
    if (d->half.n) {
        struct str half = d->half;
        uint32_t close = find_any(line, "[]");
        d->half = STR_NONE;
        if (close < line.n && line.s[close] == ']' && d->now != NONE) {
            problem(d, "a code goes on from the line before");
            code_item(d, str_format(&d->arena, "%.*s%.*s", STR_ARG(half), (int)close, line.s));
            code_items(d, str_slice(line, close + 1, line.n));
            d->last_line = d->line;
            return;
        }
        problem(d, "a code of the line before has no end");
        d->has_codes |= d->now != NONE;
    }
    bool synonym = line.s[0] == '+';
    uint32_t end = find_any(line, "[;#");
    struct str written = str_slice(line, synonym ? 1 : 0, end);
    if (end > (synonym ? 1u : 0u)) {
        struct str phrase = dictionary_phrase(&d->arena, written);
        if (find_any(written, "]") < written.n)
            problem(d, "a bracket in the name \"%.*s\" is passed over", shown_bytes(phrase), phrase.s);
        if (phrase.n == 0)
            problem(d, "a name without letters");
        else if (!synonym)
            primary(d, phrase);
        else if (d->now == NONE)
            problem(d, "the synonym \"%.*s\" belongs to no name", shown_bytes(phrase), phrase.s);
        else
            name_of_listed(d, phrase);
    }
    code_items(d, str_slice(line, end, line.n));
    d->last_line = d->line;
}

/* ---- agents ---------------------------------------------------------------------------------------------------- */

static bool is_taken(const struct dictionary *d, struct str form)
{
    const struct actors *a = d->a;
    struct piece p;
    uint32_t at = 0, node = 0;
    while (node != NONE && piece_next(form, &at, &p))
        node = lexicon_child(a, node, lexicon_word(a, str_slice(form, p.span.start, p.span.end)));
    if (node == NONE || node == 0)
        return false;
    for (uint32_t s = a->node.v[node].first_sense; s != NONE; s = a->sense.v[s].next)
        if (s < d->n_own && a->sense.v[s].kind != SENSE_LAST && a->sense.v[s].kind != SENSE_WEAK)
            return true;
    return false;
}

static void agent_name(struct dictionary *d, uint32_t entry, struct str form, uint8_t number)
{
    if (!is_taken(d, form))
        (void)lexicon_add(d->a, form, (struct sense){.kind = SENSE_AGENT, .number = number, .entry = entry});
}

static uint32_t agent_entry(struct dictionary *d, struct str code, struct str name)
{
    struct entry *e = array_add(&d->a->arena, &d->a->entry);
    *e = (struct entry){.kind = ENTRY_AGENT,
                        .code = pool_add(d->a, code),
                        .name = pool_add(d->a, name),
                        .exists = {DAY_MIN, DAY_MAX},
                        .lat = NAN,
                        .lon = NAN,
                        .first_role = d->a->role.n,
                        .line = d->line,
                        .file = d->file};
    return d->a->entry.n - 1;
}

/* "!CREW! = SAILOR, STOKER" */
static void set_line(struct dictionary *d, struct str line)
{
    struct str name = str_slice(line, 1, line.n), members;
    uint32_t end = find_any(name, "!"), equals = find_any(name, "=");
    members = str_trim(str_slice(name, equals < name.n ? equals + 1 : name.n, find_any(name, "#;")));
    name = str_slice(name, 0, end);
    if (end == 0 || end > equals || members.n == 0) {
        problem(d, "a set is written !NAME! = WORD, WORD");
        return;
    }
    if (d->n_sets == MAX_SETS) {
        problem(d, "more than %d sets", MAX_SETS);
        return;
    }
    d->set[d->n_sets++] = (struct word_set){name, members};
}

/* "CATTLE!CREW!" with each word of the set. */
static void set_expand(struct dictionary *d, struct str written, uint32_t mark, uint32_t entry, bool plurals)
{
    struct str before = str_slice(written, 0, mark), after = str_slice(written, mark + 1, written.n), member;
    uint32_t end = find_any(after, "!");
    struct str name = str_slice(after, 0, end);
    after = str_slice(after, end < after.n ? end + 1 : end, after.n);
    uint32_t k = 0;
    while (k < d->n_sets && !str_eq(d->set[k].name, name))
        k++;
    if (k == d->n_sets) {
        problem(d, "no set is called !%.*s!", shown_bytes(name), name.s);
        return;
    }
    struct str members = d->set[k].members;
    for (uint32_t i = 0; i < MAX_SET && str_cut(&members, ',', &member); i++) {
        member = str_trim(member);
        struct str whole = str_format(&d->arena, "%.*s%.*s%.*s", STR_ARG(before), STR_ARG(member), STR_ARG(after));
        struct arena *arena = &d->a->arena;
        struct str form = dictionary_form(arena, dictionary_phrase(&d->arena, whole), true);
        bool many = str_ends(form, STR("men")) || str_ends(form, STR("s"));
        if (i == 0)
            d->a->entry.v[entry].name = pool_add(d->a, form);
        agent_name(d, entry, form, many ? 2 : 1);
        if (plurals && !many && !str_ends(form, STR("man")))
            agent_name(d, entry, dictionary_plural(arena, form), 2);
    }
}

/* The code of an agent from between its brackets; empty, with the problem told, where it has none of use. */
static struct str agent_code(struct dictionary *d, struct str rest)
{
    uint32_t open = find_any(rest, "[;#");
    struct str inside = str_slice(rest, open + 1 < rest.n ? open + 1 : rest.n, rest.n);
    uint32_t close = find_any(inside, "]}");
    if (open == rest.n || rest.s[open] != '[' || close == inside.n) {
        problem(d, "no code in brackets");
        return STR_NONE;
    }
    if (inside.s[close] == '}')
        problem(d, "the code ends in } where ] is meant");
    inside = str_trim(str_slice(inside, 0, close));
    struct str plain = inside;
    if (plain.n && plain.s[0] == '~')
        plain = str_slice(plain, 1, plain.n);
    else if (plain.n && plain.s[plain.n - 1] == '~')
        plain = str_slice(plain, 0, plain.n - 1);
    if (str_starts(plain, STR("NGO")) || str_starts(plain, STR("IMG"))) /* one more sector, behind a country */
        plain = str_format(&d->arena, "%s%.*s", plain.s[0] == 'N' ? "SOC" : "REB", (int)plain.n - 3, plain.s + 3);
    struct str code = dictionary_code(d->a, &d->a->arena, plain);
    struct actor_code read;
    if (code.n == 0 || !actor_code_of(code, &read) || read.country[0] || actor_is_international(&read)) {
        if (!(plain.n == 3 && str_is(plain, "---")))
            problem(d, "[%.*s] says nothing of what somebody does", shown_bytes(inside), inside.s);
        return STR_NONE;
    }
    return code;
}

static void agent_line(struct dictionary *d, struct str line)
{
    uint32_t equals = find_any(line, "=");
    if (line.s[0] == '!' && equals < find_any(line, "[")) {
        set_line(d, line);
        return;
    }
    uint32_t end = find_any(line, "[{;#"), plural_at = find_any(line, "{["), mark = find_any(line, "!");
    struct str written = str_slice(line, 0, end), rest = str_slice(line, end, line.n), irregular = STR_NONE;
    bool plurals = true;
    if (plural_at < line.n && line.s[plural_at] == '{' && plural_at == end) {
        uint32_t close = find_any(rest, "}");
        irregular = str_trim(str_slice(rest, 1, close));
        plurals = false;
        rest = str_slice(rest, close < rest.n ? close + 1 : close, rest.n);
    }
    struct str code = agent_code(d, rest), phrase = dictionary_phrase(&d->arena, written);
    if (code.n == 0)
        return;
    if (phrase.n == 0) {
        problem(d, "a code without a name");
        return;
    }
    d->n_used++;
    struct arena *arena = &d->a->arena;
    struct str form = dictionary_form(arena, phrase, true);
    uint32_t entry = agent_entry(d, code, form);
    if (mark < end) {
        set_expand(d, written, mark, entry, plurals);
        return;
    }
    agent_name(d, entry, form, plurals || irregular.n ? 1 : 3);
    if (plurals)
        agent_name(d, entry, dictionary_plural(arena, form), 2);
    if (irregular.n)
        agent_name(d, entry, dictionary_form(arena, dictionary_phrase(&d->arena, irregular), true), 2);
}

/* ---- files ----------------------------------------------------------------------------------------------------- */

/* Comments and the lists of words of TABARI. True: nothing to read in this line. */
static bool is_skipped(struct dictionary *d, struct str line)
{
    if (d->skip_until.n) {
        if (str_has(line, d->skip_until))
            d->skip_until = STR_NONE;
        return true;
    }
    if (line.n == 0 || strchr("#;/", line.s[0]))
        return true;
    if (line.s[0] != '<')
        return false;
    bool comment = str_starts(line, STR("<!"));
    struct str name = str_slice(line, 1, find_any(line, "> \t"));
    struct str end = comment ? STR("-->") : str_format(&d->arena, "</%.*s", STR_ARG(name));
    if (!str_has(line, end) && (!comment || str_starts(line, STR("<!--"))))
        d->skip_until = end;
    return true;
}

/* A byte that is no text counts as a blank. */
static struct str without_controls(struct dictionary *d, struct str line)
{
    uint32_t bad = 0;
    while (bad < line.n && ((unsigned char)line.s[bad] >= ' ' || line.s[bad] == '\t'))
        bad++;
    if (bad == line.n)
        return line;
    problem(d, "byte 0x%02X is no text", (unsigned)(unsigned char)line.s[bad]);
    char *copy = arena_copy(&d->arena, line.s, line.n);
    for (uint32_t i = bad; i < line.n; i++)
        if ((unsigned char)copy[i] < ' ')
            copy[i] = ' ';
    return str_trim((struct str){copy, line.n});
}

enum status dictionary_read(struct dictionary *d, struct str text, uint16_t file, bool agents, struct fault *f)
{
    d->file = file;
    d->line = d->n_used = d->n_problems = 0;
    d->now = NONE;
    d->n_sets = 0;
    d->has_codes = false;
    d->chain = NONE;
    d->n_agents_seen = 0;
    d->half = d->skip_until = STR_NONE;
    uint32_t n_kept = d->a->dictionary_problems.kept.n;
    struct str line;
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_slice(text, 3, text.n);
    while (str_cut(&text, '\n', &line)) {
        d->line++;
        line = without_controls(d, str_trim(line));
        if (line.n && line.s[0] == '~' && !agents) /* the end of TABARI's lists */
            break;
        if (is_skipped(d, line))
            continue;
        if (agents)
            agent_line(d, line);
        else
            actor_line(d, line);
    }
    if (d->half.n)
        problem(d, "a code has no end");
    entry_end(d);
    if (d->n_used == 0 || d->n_problems / 4 > d->n_used) {
        struct str first =
            d->a->dictionary_problems.kept.n > n_kept ? d->a->dictionary_problems.kept.v[n_kept] : STR_NONE;
        return fault_set(f, ST_ENVIRONMENT,
                         "%.*s is no dictionary of %s%s: %u of its lines could be used, %u not%s%.*s",
                         STR_ARG(shown_name(d)), agents ? "agents" : "actors",
                         d->n_agents_seen > d->n_problems / 4 ? " but, it seems, of agents (--agents)" : "",
                         (unsigned)d->n_used, (unsigned)d->n_problems, first.n ? "; " : "", STR_ARG(first));
    }
    return OK;
}

/* ---- into the lists -------------------------------------------------------------------------------------------- */

static bool has_sector(struct str code)
{
    struct actor_code c;
    return actor_code_of(code, &c) && c.country[0] && c.n_sectors > 0;
}

/* A name of two words or more with a dated office is a person's. */
static bool is_person(const struct dictionary *d, const struct listed *e)
{
    bool dated = false, office = false;
    if (!memchr(e->phrase.s, ' ', e->phrase.n))
        return false;
    for (uint32_t i = e->first_item; i != NONE; i = d->item.v[i].next) {
        dated |= d->item.v[i].dated;
        office |= has_sector(d->item.v[i].code) || str_starts(d->item.v[i].code, STR("IGO"));
    }
    return dated && office;
}

/* The entry that an undated state is already: then this is one more name of it. NONE. */
static uint32_t same_as(const struct dictionary *d, const struct listed *e)
{
    const struct item *i = &d->item.v[e->first_item];
    return i->next == NONE && !i->dated && i->code.n == 3 ? pool_map_find(d->a, &d->a->country, i->code, NONE) : NONE;
}

static struct str without_article(struct str form)
{
    return str_starts(form, STR("the ")) ? str_slice(form, 4, form.n) : form;
}

static uint32_t entry_of(struct dictionary *d, const struct listed *l)
{
    struct actors *a = d->a;
    const struct item *first = &d->item.v[l->first_item];
    uint32_t known = same_as(d, l);
    if (known != NONE)
        return known;
    struct actor_code code = {0};
    (void)actor_code_of(first->code, &code);
    bool state = code.country[0] && code.n_sectors == 0;
    bool is_foreign =
        d->n_own > 1 && pool_map_find(a, &a->country, str_of(code.country), NONE) == NONE; /* a people's letters */
    struct entry *e = array_add(&a->arena, &a->entry);
    *e = (struct entry){.kind = is_person(d, l)                 ? ENTRY_PERSON
                                : state && is_foreign           ? ENTRY_NATION
                                : state                         ? ENTRY_COUNTRY
                                : actor_is_international(&code) ? ENTRY_ORG
                                : code_has_sector(&code, "REB") ? ENTRY_GROUP
                                                                : ENTRY_BODY,
                        .name = pool_add(a, without_article(dictionary_form(&a->arena, l->phrase, false))),
                        .exists = {DAY_MIN, DAY_MAX},
                        .lat = NAN,
                        .lon = NAN,
                        .first_role = a->role.n,
                        .line = l->line,
                        .file = l->file};
    uint32_t id = a->entry.n - 1;
    if (first->next == NONE && e->kind != ENTRY_PERSON) {
        e->code = pool_add(a, first->code);
        e->exists = first->when;
        if (state && !first->dated)
            pool_map_add(a, &a->country, first->code, id);
        return id;
    }
    for (uint32_t i = l->first_item; i != NONE; i = d->item.v[i].next) {
        *array_add(&a->arena, &a->role) = (struct role){pool_add(a, d->item.v[i].code), {0, 0}, d->item.v[i].when};
        e->n_roles++;
    }
    return id;
}

static void last_name_add(struct actors *a, uint32_t entry, struct str form)
{
    uint32_t n = form.n;
    while (n > 0 && form.s[n - 1] != ' ')
        n--;
    if (n > 0 && form.n - n >= 2)
        (void)lexicon_add(a, str_slice(form, n, form.n), (struct sense){.kind = SENSE_LAST, .entry = entry});
}

void dictionary_finish(struct dictionary *d)
{
    uint32_t *entry = arena_alloc(&d->arena, (d->listed.n + 1) * sizeof *entry);
    memset(entry, 0xFF, (d->listed.n + 1) * sizeof *entry);
    for (uint32_t i = 0; i < d->name.n; i++) {
        const struct listed_name *n = &d->name.v[i];
        const struct listed *l = &d->listed.v[n->listed];
        if (l->first_item == NONE)
            continue;
        struct actor_code code = {0};
        (void)actor_code_of(d->item.v[l->first_item].code, &code);
        bool common = !code.country[0] && !actor_is_international(&code); /* "insurgents" of nowhere in particular */
        struct str form = dictionary_form(&d->a->arena, n->phrase, common);
        form = without_article(form);
        if (is_taken(d, form))
            continue;
        if (entry[n->listed] == NONE)
            entry[n->listed] = entry_of(d, l);
        uint32_t id = entry[n->listed];
        if (lexicon_add(d->a, form, (struct sense){.kind = SENSE_NAME, .number = 3, .entry = id}) &&
            d->a->entry.v[id].kind == ENTRY_PERSON && str_eq(n->phrase, l->phrase))
            last_name_add(d->a, id, form);
    }
}

struct dictionary *dictionary_new(struct actors *a)
{
    struct dictionary *d = calloc(1, sizeof *d);
    if (!d)
        out_of_memory(sizeof *d);
    d->a = a;
    d->n_own = a->sense.n;
    arena_init(&d->arena, 0);
    map_init(&d->by_phrase, &d->arena, 1 << 16);
    return d;
}

void dictionary_free(struct dictionary *d)
{
    if (!d)
        return;
    arena_release(&d->arena);
    free(d);
}
