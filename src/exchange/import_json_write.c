/* Rows back into JSON lines; apart from import_json.c because Jansson and our writer share names. */
#include "exchange/import_json.h"

#include "base/json.h"

static void write_actor(struct json *j, const char *key, struct str code, struct str name)
{
    json_key(j, key);
    if (!code.n && !name.n) {
        json_null(j);
        return;
    }
    json_object(j);
    json_key(j, "code");
    json_str_or_null(j, code);
    json_key(j, "name");
    json_str_or_null(j, name);
    json_object_end(j);
}

static void write_string(struct json *j, const char *key, struct str s)
{
    json_key(j, key);
    json_str_or_null(j, s);
}

void import_json_write(const struct imported_row *r, struct buf *out)
{
    struct json j;
    char day[11];
    day_write(r->day, day);
    json_init(&j, out);
    json_object(&j);
    json_key(&j, "doc");
    json_object(&j);
    write_string(&j, "id", r->source_id);
    write_string(&j, "url", r->url);
    write_string(&j, "publisher", r->publisher);
    json_object_end(&j);
    write_string(&j, "event", r->native_code);
    write_string(&j, "cameo", r->cameo);
    json_key(&j, "goldstein");
    json_num(&j, (double)r->goldstein, 3);
    write_actor(&j, "source", r->source, r->source_name);
    write_actor(&j, "target", r->target, r->target_name);
    write_string(&j, "day", str_of(day));
    json_object_end(&j);
    buf_add_char(out, '\n');
}
