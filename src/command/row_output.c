#include "command/row_output.h"

static struct str meaning(const void *codebook, struct str cameo)
{
    return codebook_definition(codebook, cameo);
}

static bool in_window(const struct row_output *o, const struct doc *d, const struct event *e)
{
    bool by_document;
    int32_t day = event_day(d, e, &by_document);
    if (o->days.from == DAY_NONE && o->days.to == DAY_NONE)
        return true;
    return day != DAY_NONE && (o->days.from == DAY_NONE || day >= o->days.from) &&
           (o->days.to == DAY_NONE || day <= o->days.to);
}

static bool is_first(struct map *seen, const struct doc *d, uint32_t event)
{
    struct buf key = {0};
    row_key(d, event, &key);
    bool known = map_find(seen, buf_str(&key), 0) != 0;
    if (!known)
        *map_put(seen, str_copy(seen->arena, buf_str(&key)), 0) = 1;
    buf_release(&key);
    return !known;
}

void row_output_doc(const struct row_output *o, const struct doc *d, const struct codebook *codebook, struct map *seen,
                    struct buf *out)
{
    struct row_names names = {.meaning = meaning, .of = codebook};
    struct arena_mark mark = arena_mark(d->scratch);
    struct utf8_index ix;
    struct map here;
    utf8_index_build(&ix, d->scratch, d->text);
    if (!seen && row_format_one_a_day(o->format)) {
        map_init(&here, d->scratch, 64);
        seen = &here;
    }
    for (uint32_t i = 0; i < d->event.n; i++) {
        const struct event *e = &d->event.v[i];
        if ((o->rows == ROWS_COUNTED && !e->counted) || !in_window(o, d, e))
            continue;
        if (!row_format_one_a_day(o->format) || is_first(seen, d, i))
            row_write(o->format, d, &ix, i, &names, out);
    }
    arena_rewind(d->scratch, mark);
}
