#include "actor/membership.h"

#include "base/file.h"

enum { MAX_LIST_BYTES = 1 << 24 };

struct reader {
    struct arena *arena;
    struct memberships *out;
    struct str org, name;
    struct date_range exists;
};

/* The first word, and the rest without it. */
static struct str first_word(struct str *s)
{
    uint32_t n = 0;
    *s = str_trim(*s);
    while (n < s->n && s->s[n] != ' ' && s->s[n] != '\t')
        n++;
    struct str word = str_slice(*s, 0, n);
    *s = str_trim(str_slice(*s, n, s->n));
    return word;
}

static struct str without_comment(struct str line)
{
    for (uint32_t i = 0; i + 1 < line.n; i++)
        if (line.s[i] == ' ' && line.s[i + 1] == '#' && (!i || line.s[i - 1] == ' '))
            return str_slice(line, 0, i);
    return line.n && line.s[0] == '#' ? STR("") : line;
}

static void add_members(struct reader *r, struct str value)
{
    struct str piece;
    while (str_cut(&value, ';', &piece)) {
        struct date_range days = {DAY_MIN, DAY_MAX};
        struct str code = first_word(&piece);
        if (!code.n || (piece.n && !date_range_parse(piece, &days)))
            continue;
        days.from = days.from > r->exists.from ? days.from : r->exists.from;
        days.to = days.to < r->exists.to ? days.to : r->exists.to;
        if (days.from <= days.to)
            *array_add(r->arena, &r->out->row) = (struct membership){r->org, r->name, code, days};
    }
}

static void read_line(struct reader *r, struct str line)
{
    bool opens = line.n && line.s[0] != ' ' && line.s[0] != '\t';
    struct str rest = without_comment(line), key = first_word(&rest);
    if (!key.n)
        return;
    if (opens) {
        r->exists = (struct date_range){DAY_MIN, DAY_MAX};
        r->org = str_is(key, "org") ? first_word(&rest) : STR_NONE;
        r->name = rest;
    } else if (r->org.n && str_is(key, "exists")) {
        struct date_range found;
        if (date_range_parse(rest, &found))
            r->exists = found;
    } else if (r->org.n && str_is(key, "members")) {
        add_members(r, rest);
    }
}

enum status memberships_read(const char *path, struct arena *arena, struct memberships *out, struct fault *f)
{
    struct buf bytes = {0};
    struct reader r = {.arena = arena, .out = out};
    enum status status = file_read(path, MAX_LIST_BYTES, &bytes, f);
    struct str rest = status ? STR("") : str_copy(arena, buf_str(&bytes)), line;
    buf_release(&bytes);
    while (str_cut(&rest, '\n', &line))
        read_line(&r, line);
    return status;
}
