#include "command/pairs.h"

#include "base/file.h"
#include "base/utf8.h"
#include "record/names.h"

#include <jansson.h>
#include <stdlib.h>

/* Code points -> bytes; false past the end of the text. */
static bool byte_of(struct str text, json_int_t at, uint32_t *out)
{
    uint32_t byte = 0, n;
    if (at < 0)
        return false;
    for (; at > 0 && byte < text.n; at--, byte += n)
        (void)utf8_at(text, byte, &n);
    *out = byte;
    return at == 0;
}

bool span_of_json(struct str text, const struct json_t *object, struct span *out)
{
    const json_t *start = json_object_get(object, "start"), *end = json_object_get(object, "end");
    return json_is_integer(start) && json_is_integer(end) && json_integer_value(start) < json_integer_value(end) &&
           byte_of(text, json_integer_value(start), &out->start) && byte_of(text, json_integer_value(end), &out->end);
}

static enum status span_of(const struct doc *d, const json_t *object, const char *key, struct span *out,
                           struct str where, struct fault *f)
{
    const json_t *side = json_object_get(object, key);
    *out = SPAN_NONE;
    if (!side || json_is_null(side))
        return OK;
    if (!span_of_json(d->text, side, out))
        return fault_set(f, ST_INPUT, "%.*s: \"%s\" is no {\"start\", \"end\"} within the text", STR_ARG(where), key);
    return OK;
}

static struct str text_of(struct arena *arena, const json_t *value)
{
    struct buf clean = {0};
    utf8_repair(json_string_value(value), json_string_length(value), &clean); /* "\u0000" is allowed in JSON */
    struct str copy = str_copy(arena, buf_str(&clean));
    buf_release(&clean);
    return copy;
}

static struct str id_of(struct arena *arena, const json_t *object)
{
    const json_t *id = json_object_get(object, "id");
    char *text = id ? json_dumps(id, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    struct str copy = str_copy(arena, text ? str_of(text) : STR("null"));
    free(text);
    return copy;
}

/* What training wants to know. */
static void label_of(struct arena *arena, const json_t *object, struct pair_line *out)
{
    const json_t *event = json_object_get(object, "event"), *scores = json_object_get(object, "scores");
    const json_t *weight = json_object_get(object, "weight");
    out->event = json_is_string(event) ? text_of(arena, event) : STR_NONE;
    out->has_scores = json_is_object(scores);
    for (int t = 1; t < N_EVENT_TYPES; t++)
        out->scores[t] = (float)json_number_value(json_object_get(scores, event_type_name((enum event_type)t)));
    out->weight = json_is_number(weight) ? (float)json_number_value(weight) : 1;
}

static enum status fill(const struct pipeline *p, const json_t *object, struct str where, struct arena *arena,
                        struct arena *scratch, struct pair_line *out, struct fault *f)
{
    const json_t *text = json_object_get(object, "text");
    if (!json_is_string(text))
        return fault_set(f, ST_INPUT, "%.*s: there is no string under \"text\"", STR_ARG(where));
    struct doc *d = doc_new(arena, scratch);
    d->id = where;
    d->text = text_of(arena, text);
    *array_add(arena, &d->block) = (struct block){{0, d->text.n}, SENT_BODY};
    out->doc = d;
    out->id = id_of(arena, object);
    label_of(arena, object, out);
    if (span_of(d, object, "source", &out->pair.source, where, f) ||
        span_of(d, object, "target", &out->pair.target, where, f))
        return f->status;
    return pipeline_run(p, d, UNTIL_EVENT, f);
}

enum status pair_line_read(const struct pipeline *p, struct str line, struct str where, struct arena *arena,
                           struct arena *scratch, struct pair_line *out, struct fault *f)
{
    json_error_t error;
    json_t *object = json_loadb(line.s, line.n, JSON_ALLOW_NUL, &error);
    if (!object)
        return fault_set(f, ST_INPUT, "%.*s: not valid JSON: %s", STR_ARG(where), error.text);
    enum status status = fill(p, object, where, arena, scratch, out, f);
    json_decref(object);
    return status;
}

static enum status lines_each(const struct pipeline *p, struct str text, const char *path, pair_use *each, void *with,
                              struct fault *f)
{
    struct arena arena, scratch;
    struct str line;
    enum status status = OK;
    arena_init(&arena, DOC_MEMORY_LIMIT_BYTES);
    arena_init(&scratch, DOC_MEMORY_LIMIT_BYTES);
    for (uint32_t n = 1; !status && str_cut(&text, '\n', &line); n++) {
        struct pair_line pl = {0};
        if (!str_trim(line).n)
            continue;
        arena_clear(&arena);
        arena_clear(&scratch);
        struct str where = str_format(&arena, "%s:%u", path, n);
        status = pair_line_read(p, line, where, &arena, &scratch, &pl, f);
        if (!status && each(with, &pl, f))
            status = fault_context(f, "%.*s", STR_ARG(where));
    }
    arena_release(&arena);
    arena_release(&scratch);
    return status;
}

enum status pairs_each(const struct pipeline *p, const char *path, pair_use *each, void *with, struct fault *f)
{
    struct buf text = {0};
    enum status status = file_read(path, MAX_PAIRS_BYTES, &text, f);
    if (!status)
        status = lines_each(p, buf_str(&text), path, each, with, f);
    buf_release(&text);
    return status;
}
