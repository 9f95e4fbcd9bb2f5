#include "command/pairs.h"

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

static enum status span_of(struct str text, const json_t *object, const char *key, struct span *out, struct fault *f)
{
    const json_t *side = json_object_get(object, key);
    *out = SPAN_NONE;
    if (!side || json_is_null(side))
        return OK;
    if (!span_of_json(text, side, out))
        return fault_set(f, ST_INPUT, "\"%s\" is no {\"start\", \"end\"} within the text", key);
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

float weight_of_json(const struct json_t *object)
{
    const json_t *weight = json_object_get(object, "weight");
    return json_is_number(weight) ? (float)json_number_value(weight) : 1;
}

/* What training wants to know. */
static void label_of(struct arena *arena, const json_t *object, struct pair_line *out)
{
    const json_t *event = json_object_get(object, "event"), *scores = json_object_get(object, "scores");
    out->event = json_is_string(event) ? text_of(arena, event) : STR_NONE;
    out->has_scores = json_is_object(scores);
    for (int t = 1; t < N_EVENT_TYPES; t++)
        out->scores[t] = (float)json_number_value(json_object_get(scores, event_type_name((enum event_type)t)));
    out->weight = weight_of_json(object);
}

enum status text_of_json(const struct json_t *object, struct doc *d, struct fault *f)
{
    const json_t *text = json_object_get(object, "text");
    if (!json_is_string(text))
        return fault_set(f, ST_INPUT, "there is no string under \"text\"");
    d->text = text_of(d->arena, text);
    *array_add(d->arena, &d->block) = (struct block){{0, d->text.n}, SENT_BODY};
    return OK;
}

enum status json_of_line(struct str line, struct json_t **out, struct fault *f)
{
    json_error_t error;
    *out = json_loadb(line.s, line.n, JSON_ALLOW_NUL, &error);
    return *out ? OK : fault_set(f, ST_INPUT, "not valid JSON: %s", error.text);
}

enum status pair_of_json(const struct pipeline *p, const struct json_t *object, struct doc *d, struct pair_line *out,
                         struct fault *f)
{
    if (text_of_json(object, d, f))
        return f->status;
    out->doc = d;
    out->id = id_of(d->arena, object);
    label_of(d->arena, object, out);
    if (span_of(d->text, object, "source", &out->pair.source, f) ||
        span_of(d->text, object, "target", &out->pair.target, f))
        return f->status;
    return pipeline_run(p, d, UNTIL_EVENT, f);
}

enum status pair_of_line(const struct pipeline *p, struct str line, struct doc *d, struct pair_line *out,
                         struct fault *f)
{
    json_t *object;
    if (json_of_line(line, &object, f))
        return f->status;
    enum status status = pair_of_json(p, object, d, out, f);
    json_decref(object);
    return status;
}
