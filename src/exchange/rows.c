/* The table of formats, and how cells become a row. */
#include "exchange/rows_int.h"

#include "record/doc_json.h"

struct row_format {
    const char *name;
    const struct columns *columns; /* NULL: JSON lines */
    char separator;
    bool has_header, quotes, one_a_day;
    const char *line_end;
};

static const struct row_format FORMATS[] = {
    {"plover-jsonl", NULL, 0, false, false, false, "\n"},
    {"gdelt", &GDELT_COLUMNS, '\t', false, false, false, "\n"},
    {"icews", &ICEWS_COLUMNS, '\t', true, false, false, "\n"},
    {"polecat", &POLECAT_COLUMNS, '\t', true, false, false, "\n"},
    {"phoenix", &PHOENIX_COLUMNS, '\t', false, false, true, "\n"},
    {"csv", &CSV_COLUMNS, ',', true, true, false, "\r\n"},
};

const struct row_format *row_format_find(const char *name)
{
    for (size_t i = 0; i < sizeof FORMATS / sizeof FORMATS[0]; i++)
        if (strcmp(FORMATS[i].name, name) == 0)
            return &FORMATS[i];
    return NULL;
}

const char *row_format_names(void)
{
    return "plover-jsonl (default), gdelt, icews, polecat, phoenix or csv";
}

bool row_format_one_a_day(const struct row_format *f)
{
    return f->one_a_day;
}

void row_key(const struct doc *d, uint32_t event, struct buf *out)
{
    struct row r = {.d = d, .e = &d->event.v[event], .event = event};
    const struct mention *source = row_actor(&r, 0), *target = row_actor(&r, 1);
    buf_printf(out, "%d %s %s %s", (int)row_day(&r), source ? source->actor.code : "", target ? target->actor.code : "",
               r.e->cameo);
}

/* RFC 4180 */
static void put_quoted(struct buf *out, struct str cell)
{
    bool plain = true;
    for (uint32_t i = 0; i < cell.n && plain; i++)
        plain = cell.s[i] != '"' && cell.s[i] != ',' && cell.s[i] != '\n' && cell.s[i] != '\r';
    if (plain) {
        buf_add_str(out, cell);
        return;
    }
    buf_add_char(out, '"');
    for (uint32_t i = 0; i < cell.n; i++) {
        if (cell.s[i] == '"')
            buf_add_char(out, '"');
        buf_add_char(out, cell.s[i]);
    }
    buf_add_char(out, '"');
}

/* What programs would take for the end of a cell, of a line, or for the opening of a quoted cell. */
static void put_bare(struct buf *out, struct str cell)
{
    for (uint32_t i = 0; i < cell.n; i++) {
        char b = cell.s[i];
        buf_add_char(out, b == '"' ? '\'' : b >= 0 && b < ' ' ? ' ' : b);
    }
}

void row_header(const struct row_format *f, struct buf *out)
{
    if (!f->has_header)
        return;
    for (uint32_t i = 0; i < f->columns->n; i++) {
        if (i)
            buf_add_char(out, f->separator);
        buf_add_str(out, str_of(f->columns->column[i].name));
    }
    buf_add_str(out, str_of(f->line_end));
}

void row_write(const struct row_format *f, const struct doc *d, const struct utf8_index *ix, uint32_t event,
               const struct row_names *names, struct buf *out)
{
    if (!f->columns) {
        doc_json_event_row(d, ix, event, out);
        return;
    }
    struct buf cell = {0};
    struct row r = {.d = d, .ix = ix, .e = &d->event.v[event], .event = event, .names = names, .cell = &cell};
    for (uint32_t i = 0; i < f->columns->n; i++) {
        const struct column *c = &f->columns->column[i];
        if (i)
            buf_add_char(out, f->separator);
        buf_clear(&cell);
        c->write(&r, c->arg);
        if (f->quotes)
            put_quoted(out, buf_str(&cell));
        else
            put_bare(out, buf_str(&cell));
    }
    buf_add_str(out, str_of(f->line_end));
    buf_release(&cell);
}
