/* Rows back into JSON lines; apart from import_json.c because Jansson and our writer share names. */
#include "exchange/import_json.h"

#include "base/json.h"

static void write_actor(struct json *j, const char *key, struct str code, struct str name)
{
    if (!code.n && !name.n) {
        json_key_null(j, key);
        return;
    }
    json_key_object(j, key);
    json_key_str(j, "code", code);
    json_key_str(j, "name", name);
    json_object_end(j);
}

void import_json_write(const struct imported_row *r, struct buf *out)
{
    struct json j;
    json_init(&j, out);
    json_object(&j);
    json_key_object(&j, "doc");
    json_key_str(&j, "id", r->source_id);
    json_key_str(&j, "url", r->url);
    json_key_str(&j, "publisher", r->publisher);
    json_object_end(&j);
    json_key_str(&j, "event", r->native_code);
    json_key_str(&j, "cameo", r->cameo);
    json_key_num(&j, "goldstein", (double)r->goldstein, 3);
    write_actor(&j, "source", r->source, r->source_name);
    write_actor(&j, "target", r->target, r->target_name);
    json_key_day(&j, "day", r->day);
    json_object_end(&j);
    buf_add_char(out, '\n');
}
