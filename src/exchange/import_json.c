/* The JSON lines of rows.h, read: one object an event. */
#include "exchange/import_json.h"

#include "record/names.h"

#include <jansson.h>
#include <math.h>

static struct str string_of(const json_t *object, const char *key)
{
    const json_t *s = json_object_get(object, key);
    return json_is_string(s) ? (struct str){json_string_value(s), (uint32_t)json_string_length(s)} : STR_NONE;
}

static void read_actor(const json_t *actor, struct str *out_code, struct str *out_name)
{
    *out_code = string_of(actor, "code");
    *out_name = string_of(actor, "name");
    if (!out_name->n)
        *out_name = string_of(actor, "text");
}

const char *import_json_read(const struct json_t *o, struct imported_row *out)
{
    const json_t *doc = json_object_get(o, "doc"), *goldstein = json_object_get(o, "goldstein");
    double value = json_is_number(goldstein) ? json_number_value(goldstein) : (double)NAN;
    struct str day = string_of(o, "day");
    struct date_range days;
    if (!json_is_object(o))
        return "it is no JSON object";
    *out = (struct imported_row){
        .day = date_parse(day, &days) ? days.to : DAY_NONE,
        .native_code = string_of(o, "event"),
        .cameo = string_of(o, "cameo"),
        .type = event_type_of(string_of(o, "event")),
        .goldstein = fabs(value) <= IMPORT_MAX_GOLDSTEIN ? (float)value : NAN,
        .source_id = string_of(doc, "id"),
        .url = string_of(doc, "url"),
        .publisher = string_of(doc, "publisher"),
    };
    read_actor(json_object_get(o, "source"), &out->source, &out->source_name);
    read_actor(json_object_get(o, "target"), &out->target, &out->target_name);
    if (!out->native_code.n)
        return "it has no code of an event";
    if (out->type == EV_NONE)
        return "nobody knows its code";
    if (out->day == DAY_NONE && day.n)
        return "its day is none";
    if (json_is_false(json_object_get(o, "counted")))
        return "it tells what is not counted: a plan, a threat, a denial";
    return NULL;
}
