/* Reads every .txt of lang/en/actors (docs/formats/actors.md) in one pass into entries and the trie of their names.
 * What cannot be understood is kept as a problem for `entente actors check` and skipped, so that one slip in a user's
 * file does not stop the program. */
#include "actor/dictionary.h"
#include "base/utf8.h"
#include "record/names.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define COMPILED_NAME "lists.bin"

struct loader {
    struct actors *a;
    struct str text;  /* of the file */
    struct str shown; /* its name */
    uint16_t file;
    uint32_t line;
    uint32_t entry; /* that indented lines belong to; NONE: none, or one that was refused */
    bool refused;
    struct place_table { /* "places UKR province Oblast; Region": what every row below is; without a type: no table */
        struct pooled code, type;
        struct str endings;
    } table;
};

static void PRINTF_LIKE(2, 3) problem(struct loader *l, const char *format, ...)
{
    char what[400];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    struct str line = str_format(&l->a->arena, "%.*s:%u: %s", STR_ARG(l->shown), (unsigned)l->line, what);
    *array_add(&l->a->arena, &l->a->problem) = pool_add(l->a, line);
}

/* The last blank-separated word of rest, cut off. */
static struct str word_cut_last(struct str *rest)
{
    *rest = str_trim(*rest);
    uint32_t n = rest->n;
    while (n > 0 && rest->s[n - 1] != ' ' && rest->s[n - 1] != '\t')
        n--;
    struct str word = str_slice(*rest, n, rest->n);
    *rest = str_trim(str_slice(*rest, 0, n));
    return word;
}

static bool is_code(struct str s)
{
    if (s.n < 3 || s.n % 3 != 0 || s.n >= MAX_CODE)
        return false;
    for (uint32_t i = 0; i < s.n; i++)
        if (s.s[i] < 'A' || s.s[i] > 'Z')
            return false;
    return true;
}

static bool number_of(struct str s, double *out)
{
    char digits[32];
    if (s.n == 0 || s.n >= sizeof digits || !strchr("+-.0123456789", s.s[0]))
        return false;
    memcpy(digits, s.s, s.n);
    digits[s.n] = '\0';
    char *end;
    *out = strtod(digits, &end);
    return *end == '\0';
}

/* Cuts two numbers off the end of s, when they are there. */
static bool coordinates_cut(struct str *s, double *lat, double *lon)
{
    struct str rest = *s;
    struct str second = word_cut_last(&rest), first = word_cut_last(&rest);
    if (!number_of(first, lat) || !number_of(second, lon) || rest.n == 0)
        return false;
    *s = rest;
    return true;
}

static bool has_dots(struct str s)
{
    for (uint32_t i = 0; i + 1 < s.n; i++)
        if (s.s[i] == '.' && s.s[i + 1] == '.')
            return true;
    return false;
}

/* Cuts a range or year off the end of s; without one the range is open. */
static struct date_range range_cut(struct loader *l, struct str *s)
{
    struct date_range range = {DAY_MIN, DAY_MAX};
    struct str rest = *s, last = word_cut_last(&rest);
    bool dotted = has_dots(last);
    if (!dotted && !(last.n >= 4 && last.s[0] >= '0' && last.s[0] <= '9' && rest.n))
        return range;
    struct date_range found;
    if (!date_range_parse(last, &found)) {
        if (dotted) {
            problem(l, "\"%.*s\" is no range of dates", STR_ARG(last));
            *s = rest;
        }
        return range;
    }
    if (found.from > found.to)
        problem(l, "the range %.*s runs backwards", STR_ARG(last));
    *s = rest;
    return found;
}

static struct str without_article(struct str name)
{
    return str_starts(name, STR("the ")) ? str_trim(str_slice(name, 4, name.n)) : name;
}

static void name_add(struct loader *l, struct str name, struct sense s)
{
    struct str plain = without_article(str_trim(name));
    if (plain.n == 0)
        return;
    s.entry = l->entry;
    /* "the United Nations" is as good without its article; "the States" and "the two countries" are not. */
    bool had_article = plain.n < str_trim(name).n;
    bool one_word = !memchr(plain.s, ' ', plain.n);
    s.needs_article = had_article && s.kind != SENSE_SEAT && (one_word || l->a->entry.v[l->entry].refer != REFER_NONE);
    name = plain;
    if (!lexicon_add(l->a, name, s))
        problem(l, "\"%.*s\" cannot be a name: it has no letters or more than %d parts", STR_ARG(name),
                MAX_NAME_PIECES);
}

/* "Jama'a" is also written "Jamaa" and "Jama". */
static void spellings_add(struct loader *l, struct str name, struct sense s)
{
    struct str end = STR("a'a");
    if (!str_ends(name, end) || !memchr(name.s, ' ', name.n))
        return;
    struct str stem = str_slice(name, 0, name.n - 2);
    name_add(l, str_copy(&l->a->arena, stem), s);
    name_add(l, str_format(&l->a->arena, "%.*sa", STR_ARG(stem)), s);
}

static bool ends_in_hiss(struct str s)
{
    return str_ends(s, STR("s")) || str_ends(s, STR("x")) || str_ends(s, STR("z")) || str_ends(s, STR("sh")) ||
           str_ends(s, STR("ch"));
}

/* The regular plural of the last word of s. */
static struct str plural_of(struct arena *arena, struct str s)
{
    if (ends_in_hiss(s))
        return str_format(arena, "%.*ses", STR_ARG(s));
    if (s.n >= 2 && s.s[s.n - 1] == 'y' && !strchr("aeiou", s.s[s.n - 2]))
        return str_format(arena, "%.*sies", (int)s.n - 1, s.s);
    return str_format(arena, "%.*ss", STR_ARG(s));
}

/* Where the phrase after the noun begins ("minister| of defence"), else the length. */
static uint32_t noun_end(struct str s)
{
    static const char *const after[] = {" of ", " in ", " to ", " for ", " at ", " on ", " from "};
    uint32_t end = s.n;
    for (size_t k = 0; k < sizeof after / sizeof *after; k++) {
        struct str p = str_of(after[k]);
        for (uint32_t i = 1; i + p.n <= end; i++)
            if (memcmp(s.s + i, p.s, p.n) == 0)
                end = i;
    }
    return end;
}

static struct str phrase_plural(struct arena *arena, struct str s)
{
    uint32_t end = noun_end(s);
    struct str noun = plural_of(arena, str_slice(s, 0, end));
    return str_format(arena, "%.*s%.*s", STR_ARG(noun), (int)(s.n - end), s.s + end);
}

static void demonym_add(struct loader *l, struct str form)
{
    struct arena *arena = &l->a->arena;
    bool plural_form = str_ends(form, STR("s")) || str_ends(form, STR("men")) || str_ends(form, STR("ese")) ||
                       str_ends(form, STR("ish")) || str_ends(form, STR("ch"));
    bool only_plural = str_ends(form, STR("men")) || (str_ends(form, STR("s")) && !str_ends(form, STR("ss")));
    name_add(l, form, (struct sense){.kind = SENSE_DEMONYM, .number = only_plural ? 2 : plural_form ? 3 : 1});
    if (!plural_form && !str_ends(form, STR("man")))
        name_add(l, plural_of(arena, form), (struct sense){.kind = SENSE_DEMONYM, .number = 2});
}

/* "soldier", "woman/women", "troops/-". */
static void agent_add(struct loader *l, struct str value)
{
    struct arena *arena = &l->a->arena;
    uint32_t slash = 0;
    while (slash < value.n && value.s[slash] != '/')
        slash++;
    struct str form = str_trim(str_slice(value, 0, slash));
    struct sense s = {.kind = SENSE_AGENT, .number = 1};
    const struct entry *e = &l->a->entry.v[l->entry];
    if (e->prefix || e->refer != REFER_NONE) {
        s.number = 3;
        name_add(l, form, s);
        return;
    }
    if (slash == value.n) {
        name_add(l, form, s);
        s.number = 2;
        if (form.n && form.s[form.n - 1] != '.')
            name_add(l, phrase_plural(arena, form), s);
        return;
    }
    struct str plural = str_trim(str_slice(value, slash + 1, value.n));
    if (str_is(plural, "-")) {
        s.number = 2;
        name_add(l, form, s);
        return;
    }
    name_add(l, form, s);
    s.number = 2;
    bool whole = memchr(plural.s, ' ', plural.n) || !memchr(form.s, ' ', form.n);
    if (!whole) { /* the plural of its last word only */
        struct str before = form;
        word_cut_last(&before);
        plural = str_format(arena, "%.*s %.*s", STR_ARG(before), STR_ARG(plural));
    }
    name_add(l, plural, s);
}

/* "{adj} Ministry of Defence", "Ministry of Defence of {name}" -> the words without the place for the country, as a
 * role noun that finds its country as any other does ("{adj} ", "{name}'s ", "of {name}"). */
static void template_add(struct loader *l, struct str value)
{
    struct arena *arena = &l->a->arena;
    char *out = arena_alloc(arena, value.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < value.n; i++) {
        if (value.s[i] == '{') {
            while (i < value.n && value.s[i] != '}')
                i++;
            if (str_starts(str_slice(value, i + 1, value.n), STR("'s")))
                i += 2;
            continue;
        }
        out[n++] = value.s[i];
    }
    struct str form = str_trim((struct str){out, n});
    for (bool again = true; again;) {
        again = false;
        static const char *const tail[] = {" of", " of the", " in", " for", " the", "'s", " in the"};
        for (size_t k = 0; k < sizeof tail / sizeof *tail; k++)
            if (str_ends(form, str_of(tail[k]))) {
                form = str_trim(str_slice(form, 0, form.n - (uint32_t)strlen(tail[k])));
                again = true;
            }
    }
    form = without_article(form);
    if (form.n == 0) {
        problem(l, "the template \"%.*s\" has no words of its own", STR_ARG(value));
        return;
    }
    /* Written small in many texts; a single word keeps its capital, or every "bank" would be the central bank. */
    if (memchr(form.s, ' ', form.n))
        form = utf8_lower(arena, form);
    name_add(l, form, (struct sense){.kind = SENSE_AGENT, .number = 1});
}

/* ---- lines -------------------------------------------------------------------------------------------------- */

static const char *const KIND_NAMES[N_ENTRY_KINDS] = {"country", "org",   "person", "group",
                                                      "body",    "place", "nation", "agent"};

const char *entry_kind_name(enum entry_kind k)
{
    return KIND_NAMES[k];
}

static struct entry *entry_add(struct loader *l, enum entry_kind kind)
{
    l->entry = l->a->entry.n;
    struct entry *e = array_add(&l->a->arena, &l->a->entry);
    *e = (struct entry){.kind = kind,
                        .exists = {DAY_MIN, DAY_MAX},
                        .lat = NAN,
                        .lon = NAN,
                        .file = l->file,
                        .line = l->line,
                        .first_role = l->a->role.n};
    return e;
}

static void code_index(struct actors *a, uint32_t entry)
{
    struct str code = pool_str(a, a->entry.v[entry].code);
    if (code.n)
        pool_map_add(a, &a->country, code, entry);
}

static void open_coded(struct loader *l, enum entry_kind kind, struct str rest)
{
    struct str code;
    if (kind == ENTRY_NATION) { /* "nation Kurds KRD" */
        code = word_cut_last(&rest);
        if (!is_code(code)) {
            struct str other = rest; /* the other order does no harm */
            struct str first = str_cut_word(&other);
            if (is_code(first)) {
                rest = str_slice(rest, first.n, (uint32_t)(code.s + code.n - rest.s));
                code = first;
            }
        }
    } else {
        code = str_cut_word(&rest);
    }
    if (!is_code(code) || rest.n == 0) {
        problem(l, "%s wants a code and a name", KIND_NAMES[kind]);
        l->refused = true;
        return;
    }
    struct entry *e = entry_add(l, kind);
    e->code = pool_add(l->a, code);
    e->name = pool_add(l->a, without_article(str_trim(rest)));
    if (kind != ENTRY_NATION || code.n == 3) /* a people of one state does not give its name to all of that code */
        code_index(l->a, l->entry);
    name_add(l, rest, (struct sense){.kind = SENSE_NAME});
}

static bool mark_cut(struct str *name, char mark)
{
    *name = str_trim(*name);
    bool marked = name->n > 1 && name->s[name->n - 1] == mark;
    if (marked)
        *name = str_slice(*name, 0, name->n - 1);
    return marked;
}

/* "Aleppo Governorate" without "Governorate", where the table has that ending. */
static bool ending_cut(struct str endings, struct str *name)
{
    struct str ending;
    while (str_cut(&endings, ';', &ending)) {
        ending = str_trim(ending);
        if (name->n > ending.n + 1 && str_ends(*name, ending) && name->s[name->n - ending.n - 1] == ' ') {
            *name = str_trim(str_slice(*name, 0, name->n - ending.n));
            return true;
        }
    }
    return false;
}

/* A name as a row writes it: "Nice?" counts only with support; the endings of the table are written small or large. */
static void place_name_add(struct loader *l, struct str name)
{
    bool weak = mark_cut(&name, '?');
    struct str rest = l->table.endings, ending;
    if (!ending_cut(rest, &name))
        name_add(l, name, (struct sense){.kind = weak ? SENSE_WEAK : SENSE_NAME, .number = 3});
    while (str_cut(&rest, ';', &ending)) {
        ending = utf8_lower(&l->a->arena, str_trim(ending));
        if (name.n && ending.n)
            name_add(l, str_format(&l->a->arena, "%.*s %.*s", STR_ARG(name), STR_ARG(ending)),
                     (struct sense){.kind = SENSE_NAME, .number = 3});
    }
}

static void place_add(struct loader *l, struct str name, struct pooled code, struct pooled type, double lat, double lon)
{
    struct actors *a = l->a;
    struct entry *e = entry_add(l, ENTRY_PLACE);
    if (mark_cut(&name, '!')) /* it has a government of its own */
        e->acts = pool_add(a, str_format(&a->arena, "%.*sGOV", STR_ARG(pool_str(a, code))));
    e->code = is_code(pool_str(a, code)) ? code : (struct pooled){0, 0};
    e->place_type = type;
    e->lat = lat;
    e->lon = lon;
    struct str plain = name;
    mark_cut(&plain, '?');
    e->name = pool_add(a, without_article(plain));
    place_name_add(l, name);
}

/* "places UKR province Oblast; Region" */
static void open_places(struct loader *l, struct str rest)
{
    struct str code = str_cut_word(&rest), type = str_cut_word(&rest);
    l->table = (struct place_table){pool_add(l->a, code), pool_add(l->a, type), rest};
    if (type.n && (is_code(code) || str_is(code, "-")))
        return;
    problem(l, "places wants a country (or -), a type, and the endings of the names if there are any");
    l->table = (struct place_table){0};
    l->refused = true;
}

/* "Kharkiv 49.99 36.23; Kharkov" */
static void place_row(struct loader *l, struct str line)
{
    struct str name = STR_NONE, other;
    double lat, lon;
    str_cut(&line, ';', &name);
    name = str_trim(name);
    if (!coordinates_cut(&name, &lat, &lon)) {
        problem(l, "a row of places wants a name, a latitude and a longitude, not \"%.*s\"", STR_ARG(name));
        return;
    }
    place_add(l, name, l->table.code, l->table.type, lat, lon);
    while (str_cut(&line, ';', &other))
        if (str_trim(other).n)
            place_name_add(l, other);
}

static void open_box(struct loader *l, struct str rest)
{
    double edge[4];
    struct str code = str_cut_word(&rest);
    for (int i = 0; i < 4; i++)
        if (!number_of(str_cut_word(&rest), &edge[i])) {
            problem(l, "box wants a country and its southern, western, northern and eastern edge");
            l->refused = true;
            return;
        }
    *array_add(&l->a->arena, &l->a->box) = (struct box){pool_add(l->a, code), edge[0], edge[1], edge[2], edge[3]};
    l->refused = true; /* nothing belongs to it */
}

static void open_place(struct loader *l, struct str rest)
{
    double lat = NAN, lon = NAN;
    coordinates_cut(&rest, &lat, &lon);
    struct str type = word_cut_last(&rest), code = word_cut_last(&rest);
    if (is_code(type) && !is_code(code)) { /* without a type */
        rest = str_trim((struct str){rest.s, (uint32_t)(code.s + code.n - rest.s)});
        code = type;
        type = STR_NONE;
    }
    if (rest.n == 0 || (!is_code(code) && !str_is(code, "-"))) {
        problem(l, "place wants a name, a country (or -), a type, and coordinates where known");
        l->refused = true;
        return;
    }
    place_add(l, rest, pool_add(l->a, code), pool_add(l->a, type), lat, lon);
}

static void open_agent(struct loader *l, struct str rest, bool institution)
{
    struct entry *e = entry_add(l, ENTRY_AGENT);
    struct str code = str_cut_word(&rest);
    e->institution = institution;
    if (code.n && code.s[0] == '@') {
        e->refer = str_is(code, "@group")    ? REFER_GROUP
                   : str_is(code, "@state")  ? REFER_STATE
                   : str_is(code, "@org")    ? REFER_ORG
                   : str_is(code, "@person") ? REFER_PERSON
                                             : REFER_NONE;
        if (e->refer == REFER_NONE)
            problem(l, "unknown reference %.*s", STR_ARG(code));
    } else {
        e->prefix = code.n && code.s[0] == '+';
        struct str sectors = e->prefix ? str_slice(code, 1, code.n) : code;
        if (!str_is(sectors, "-")) /* it has some of its own, not those of whom it belongs to */
            e->code = pool_add(l->a, sectors);
        if (e->code.n && !is_code(sectors))
            problem(l, "%.*s is no list of sectors", STR_ARG(code));
    }
    struct str piece;
    while (str_cut(&rest, ';', &piece)) {
        piece = str_trim(piece);
        if (piece.n == 0)
            continue;
        if (l->a->entry.v[l->entry].name.n == 0)
            l->a->entry.v[l->entry].name = pool_add(l->a, piece);
        if (institution)
            template_add(l, piece);
        else
            agent_add(l, piece);
    }
}

static void open_words(struct loader *l, struct str rest)
{
    static const char *const names[] = {
#define WORD_CLASS(id, written) written,
#include "actor/word_classes.def"
#undef WORD_CLASS
    };
    struct str class_name = str_cut_word(&rest), piece;
    unsigned c = 0;
    while (c < N_WORD_CLASSES && !str_is(class_name, names[c]))
        c++;
    if (c == N_WORD_CLASSES) {
        problem(l, "unknown class of words \"%.*s\"", STR_ARG(class_name));
        return;
    }
    while (str_cut(&rest, ';', &piece)) {
        struct piece p;
        uint32_t at = 0;
        piece = str_trim(piece);
        if (!piece_next(piece, &at, &p))
            continue;
        uint32_t word = lexicon_word_add(l->a, str_slice(piece, p.span.start, p.span.end)); /* may move the array */
        l->a->word_class.v[word] |= UINT64_C(1) << c;
    }
    l->entry = NONE;
    l->refused = true; /* indented lines below would go nowhere */
}

static void open_line(struct loader *l, struct str line)
{
    struct str rest = line, kind = str_cut_word(&rest);
    l->entry = NONE;
    l->refused = false;
    l->table = (struct place_table){0};
    if (str_is(kind, "person")) {
        if (rest.n == 0) {
            problem(l, "person wants a name");
            l->refused = true;
            return;
        }
        entry_add(l, ENTRY_PERSON)->name = pool_add(l->a, rest);
        name_add(l, rest, (struct sense){.kind = SENSE_NAME});
    } else if (str_is(kind, "place")) {
        open_place(l, rest);
    } else if (str_is(kind, "places")) {
        open_places(l, rest);
    } else if (str_is(kind, "box")) {
        open_box(l, rest);
    } else if (str_is(kind, "agent") || str_is(kind, "template")) {
        open_agent(l, rest, str_is(kind, "template"));
    } else if (str_is(kind, "words")) {
        open_words(l, rest);
    } else {
        for (int k = 0; k < N_ENTRY_KINDS; k++)
            if (str_is(kind, KIND_NAMES[k])) {
                open_coded(l, (enum entry_kind)k, rest);
                return;
            }
        problem(l, "unknown kind of entry \"%.*s\"", STR_ARG(kind));
        l->refused = true;
    }
}

/* ---- keys ---------------------------------------------------------------------------------------------------- */

static void names_key(struct loader *l, struct str value, enum sense_kind kind)
{
    struct str piece;
    while (str_cut(&value, ';', &piece)) {
        piece = str_trim(piece);
        if (kind == SENSE_DEMONYM) {
            if (piece.n)
                demonym_add(l, piece);
            continue;
        }
        if (kind == SENSE_NAME && l->a->entry.v[l->entry].kind == ENTRY_PLACE) {
            place_name_add(l, piece);
            continue;
        }
        bool hyphen = kind == SENSE_ADJECTIVE && l->a->entry.v[l->entry].kind == ENTRY_COUNTRY && piece.n > 1 &&
                      piece.s[piece.n - 1] == 'o' && !memchr(piece.s, ' ', piece.n);
        struct sense sense = {.kind = kind, .number = 3, .needs_hyphen = hyphen};
        name_add(l, piece, sense);
        if (l->a->entry.v[l->entry].kind == ENTRY_GROUP)
            spellings_add(l, piece, sense);
    }
}

static void seat_key(struct loader *l, struct str value)
{
    struct str piece;
    while (str_cut(&value, ';', &piece)) {
        range_cut(l, &piece);
        double lat, lon;
        coordinates_cut(&piece, &lat, &lon);
        struct str name = str_trim(piece), code = word_cut_last(&name);
        if (name.n && is_code(code) && code.n >= 6)
            name_add(l, name, (struct sense){.kind = SENSE_SEAT, .code = pool_add(l->a, code)});
        else if (l->a->entry.v[l->entry].kind == ENTRY_COUNTRY)
            problem(l, "the seat \"%.*s\" wants a name and the code it acts as", STR_ARG(str_trim(piece)));
        /* The seat of an organisation says where it sits, not what it is called. */
    }
}

static void capital_key(struct loader *l, struct str value)
{
    struct str piece;
    while (str_cut(&value, ';', &piece)) {
        double lat = NAN, lon = NAN;
        piece = str_trim(piece);
        range_cut(l, &piece);
        coordinates_cut(&piece, &lat, &lon);
        name_add(l, piece, (struct sense){.kind = SENSE_CAPITAL, .lat = lat, .lon = lon});
    }
}

static void role_key(struct loader *l, struct str value)
{
    struct date_range when = range_cut(l, &value);
    struct str code = str_cut_word(&value);
    if (!is_code(code)) {
        problem(l, "role wants a code, the office, and its dates");
        return;
    }
    struct role *r = array_add(&l->a->arena, &l->a->role);
    *r = (struct role){pool_add(l->a, code), pool_add(l->a, value), when};
    l->a->entry.v[l->entry].n_roles++;
}

static void members_key(struct loader *l, struct str value)
{
    struct str piece;
    while (str_cut(&value, ';', &piece)) {
        range_cut(l, &piece);
        piece = str_trim(piece);
        if (piece.n && !is_code(piece))
            problem(l, "the member \"%.*s\" is no code", STR_ARG(piece));
    }
}

static void home_key(struct loader *l, struct str value)
{
    struct entry *e = &l->a->entry.v[l->entry];
    struct str piece;
    while (str_cut(&value, ';', &piece)) {
        range_cut(l, &piece);
        piece = str_trim(piece);
        if (!is_code(piece))
            problem(l, "the home \"%.*s\" is no code", STR_ARG(piece));
        else if (e->home.n == 0)
            e->home = pool_add(l->a, piece);
    }
}

static void center_key(struct loader *l, struct str value)
{
    struct entry *e = &l->a->entry.v[l->entry];
    struct str second = value, first = str_cut_word(&second);
    if (!number_of(first, &e->lat) || !number_of(second, &e->lon))
        problem(l, "center wants a latitude and a longitude");
}

static void acts_key(struct loader *l, struct str value)
{
    l->a->entry.v[l->entry].acts = pool_add(l->a, value);
    if (!is_code(value))
        problem(l, "acts wants the code that the place acts under, not \"%.*s\"", STR_ARG(value));
}

static void exists_key(struct loader *l, struct str value)
{
    struct str whole = str_format(&l->a->arena, "x %.*s", STR_ARG(value)); /* range_cut leaves a first word alone */
    l->a->entry.v[l->entry].exists = range_cut(l, &whole);
    if (!str_is(whole, "x"))
        problem(l, "exists wants a range of dates, not \"%.*s\"", STR_ARG(value));
}

static void key_line(struct loader *l, struct str line)
{
    static const struct {
        const char *key;
        enum sense_kind kind;
    } names[] = {{"names", SENSE_NAME},          {"name", SENSE_NAME},
                 {"adjective", SENSE_ADJECTIVE}, {"demonym", SENSE_DEMONYM},
                 {"former", SENSE_FORMER},       {"weak", SENSE_WEAK},
                 {"alone", SENSE_ALONE},         {"adjectives", SENSE_ADJECTIVE},
                 {"demonyms", SENSE_DEMONYM}};
    static const struct {
        const char *key;
        void (*read)(struct loader *l, struct str value);
    } keys[] = {{"seat", seat_key},       {"capital", capital_key},   {"role", role_key},
                {"members", members_key}, {"observers", members_key}, {"home", home_key},
                {"center", center_key},   {"exists", exists_key},     {"acts", acts_key}};
    static const char *const unread[] = {"region", "cow", "gw", "note", "source", "partners", "leader"};
    struct str value = line, key = str_cut_word(&value);
    struct entry *e = &l->a->entry.v[l->entry];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(key, names[i].key)) {
            names_key(l, value, names[i].kind);
            return;
        }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_is(key, keys[i].key)) {
            keys[i].read(l, value);
            return;
        }
    for (size_t i = 0; i < sizeof unread / sizeof *unread; i++)
        if (str_is(key, unread[i]))
            return;
    if (str_is(key, "gender")) {
        e->gender = value.n ? value.s[0] : 0;
        if (e->gender != 'm' && e->gender != 'f')
            problem(l, "gender is m or f, not \"%.*s\"", STR_ARG(value));
    } else if (str_is(key, "sector")) {
        e->sector = pool_add(l->a, value);
        if (!is_code(value))
            problem(l, "the sector \"%.*s\" is none", STR_ARG(value));
    } else {
        problem(l, "unknown key \"%.*s\"", STR_ARG(key));
    }
}

/* "Dastgir Khan" -> the last name "Khan", which counts only where the text supports it. */
static void last_name_add(struct loader *l, uint32_t entry)
{
    struct str name = pool_str(l->a, l->a->entry.v[entry].name), rest = name;
    struct str last = word_cut_last(&rest);
    if (l->a->entry.v[entry].kind != ENTRY_PERSON || rest.n == 0 || last.n < 2)
        return;
    l->entry = entry;
    name_add(l, last, (struct sense){.kind = SENSE_LAST});
}

static void read_file(struct loader *l)
{
    struct lines lines = lines_of(l->text);
    l->entry = NONE;
    l->refused = false;
    while (lines_next(&lines)) {
        l->line = lines.number;
        if (!lines.indented)
            open_line(l, lines.line);
        else if (l->table.type.n)
            place_row(l, lines.line);
        else if (l->entry != NONE && !l->refused)
            key_line(l, lines.line);
        else if (!l->refused)
            problem(l, "an indented line that belongs to no entry");
    }
}

static void read_source(struct actors *a, const struct list_source *source)
{
    for (uint32_t i = 0; i < source->n; i++) {
        struct str text = {source->map[i].data, (uint32_t)source->map[i].n_bytes};
        struct loader l = {.a = a, .text = text, .shown = source->name[i], .file = (uint16_t)a->file.n};
        *array_add(&a->arena, &a->file) = pool_add(a, l.shown);
        uint32_t first = a->entry.n;
        read_file(&l);
        for (uint32_t e = first; e < a->entry.n; e++) {
            l.line = a->entry.v[e].line;
            last_name_add(&l, e);
        }
    }
}

static enum status load_dictionary(struct actors *a, struct dictionary *d, const char *path, bool agents,
                                   struct fault *f)
{
    struct file_map map;
    if (file_map(path, &map, f))
        return f->status;
    *array_add(&a->arena, &a->file) = pool_add(a, str_of(path));
    enum status bad;
    if (map.n_bytes > UINT32_MAX / 2 || a->file.n > UINT16_MAX)
        bad = fault_set(f, ST_ENVIRONMENT, "%s is too large for a dictionary", path);
    else
        bad = dictionary_read(d, (struct str){map.data, (uint32_t)map.n_bytes}, (uint16_t)(a->file.n - 1), agents, f);
    file_unmap(&map);
    return bad;
}

static enum status load_dictionaries(struct actors *a, const struct dictionaries *more, struct fault *f)
{
    struct dictionary *d = dictionary_new(a);
    enum status bad = OK;
    for (uint32_t i = 0; !bad && i < more->n_actors; i++)
        bad = load_dictionary(a, d, more->actors[i], false, f);
    for (uint32_t i = 0; !bad && i < more->n_agents; i++)
        bad = load_dictionary(a, d, more->agents[i], true, f);
    if (!bad)
        dictionary_finish(d);
    dictionary_free(d);
    return bad;
}

/* Our lists: from the compiled file where it is of this text, else from the text. */
static enum status load_own(struct actors *a, const char *dir, const char *ending, struct fault *f)
{
    struct arena arena;
    struct list_source source;
    arena_init(&arena, 0);
    enum status bad = list_source_open(dir, ending, &arena, &source, f);
    if (!bad) {
        if (!compiled_open(a, str_format(&arena, "%s/" COMPILED_NAME, dir).s, source.hash)) {
            lexicon_init(a);
            read_source(a, &source);
        }
        list_source_close(&source);
    }
    arena_release(&arena);
    return bad;
}

static enum status load_extra(struct actors *a, const char *dir, struct fault *f)
{
    struct list_source source;
    if (list_source_open(dir, ".txt", &a->arena, &source, f))
        return f->status;
    compiled_thaw(a);
    read_source(a, &source);
    list_source_close(&source);
    return OK;
}

static struct actors *actors_new(void)
{
    struct actors *a = calloc(1, sizeof *a);
    if (!a)
        out_of_memory(sizeof *a);
    arena_init(&a->arena, 0);
    return a;
}

enum status actors_load_with(const char *dir, const char *extra_dir, const struct dictionaries *more,
                             struct actors **out, struct fault *f)
{
    struct actors *a = actors_new();
    struct fault fault = {0};
    enum status status = load_own(a, dir, more && more->in_place ? "grammar.txt" : ".txt", &fault);
    if (!status && extra_dir && file_is_folder(extra_dir)) /* a user may extend the codebook alone */
        status = load_extra(a, extra_dir, &fault);
    if (!status && more && more->n_actors + more->n_agents) {
        compiled_thaw(a);
        status = load_dictionaries(a, more, &fault);
    }
    if (status) {
        actors_free(a);
        return fault_set(f, status, "%s", fault.message);
    }
    *out = a;
    return OK;
}

enum status actors_load(const char *dir, const char *extra_dir, struct actors **out, struct fault *f)
{
    return actors_load_with(dir, extra_dir, NULL, out, f);
}

enum status actors_compile(const char *dir, struct fault *f)
{
    struct list_source source;
    struct actors *a = actors_new();
    lexicon_init(a);
    enum status bad = list_source_open(dir, ".txt", &a->arena, &source, f);
    if (!bad) {
        read_source(a, &source);
        bad = compiled_write(a, str_format(&a->arena, "%s/" COMPILED_NAME, dir).s, source.hash, f);
        list_source_close(&source);
    }
    actors_free(a);
    return bad;
}

const struct problems *actors_dictionary_problems(const struct actors *a)
{
    return &a->dictionary_problems;
}

void actors_free(struct actors *a)
{
    if (!a)
        return;
    file_unmap(&a->compiled);
    arena_release(&a->arena);
    free(a);
}
