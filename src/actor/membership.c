#include "actor/membership.h"

#include "base/file.h"

enum { MAX_LIST_BYTES = 1 << 24 };

struct reader {
    struct arena *arena;
    struct memberships *out;
    struct str org, name;
    struct date_range exists;
};

static void add_members(struct reader *r, struct str value)
{
    struct str piece;
    while (str_cut(&value, ';', &piece)) {
        struct date_range days = {DAY_MIN, DAY_MAX};
        struct str code = str_cut_word(&piece);
        if (!code.n || (piece.n && !date_range_parse(piece, &days)))
            continue;
        days.from = days.from > r->exists.from ? days.from : r->exists.from;
        days.to = days.to < r->exists.to ? days.to : r->exists.to;
        if (days.from <= days.to)
            *array_add(r->arena, &r->out->row) = (struct membership){r->org, r->name, code, days};
    }
}

static void read_line(struct reader *r, const struct lines *l)
{
    struct str rest = l->line, key = str_cut_word(&rest);
    if (!l->indented) {
        r->exists = (struct date_range){DAY_MIN, DAY_MAX};
        r->org = str_is(key, "org") ? str_cut_word(&rest) : STR_NONE;
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
    struct lines l = lines_of(status ? STR_NONE : str_copy(arena, buf_str(&bytes)));
    buf_release(&bytes);
    while (lines_next(&l))
        read_line(&r, &l);
    return status;
}
