/* base/json.h - a streaming JSON writer that escapes. Commas and nesting are its business; numbers never print NaN
 * (null instead). Strings must be valid UTF-8. Writes into a struct buf owned by the caller. Reading JSON is Jansson's
 * job. */
#ifndef ENTENTE_BASE_JSON_H
#define ENTENTE_BASE_JSON_H

#include "base/str.h"

struct json {
    struct buf *out;
    unsigned depth;
    bool comma[64]; /* by depth: a value stands before */
};

void json_init(struct json *j, struct buf *out);
void json_object(struct json *j);
void json_object_end(struct json *j);
void json_array(struct json *j);
void json_array_end(struct json *j);
void json_key(struct json *j, const char *key);

void json_str(struct json *j, struct str s);         /* "" stays "" */
void json_str_or_null(struct json *j, struct str s); /* empty -> null */
void json_cstr(struct json *j, const char *s);       /* NULL -> null */
void json_int(struct json *j, int64_t v);
void json_num(struct json *j, double v, int n_decimals); /* trailing zeros cut; NaN and infinities -> null */
void json_bool(struct json *j, bool v);
void json_null(struct json *j);
void json_raw(struct json *j, struct str json); /* a complete value written elsewhere */

/* A key and its value; null where it is not known: an empty string, NaN, DAY_NONE. */
void json_key_str(struct json *j, const char *key, struct str s);
void json_key_int(struct json *j, const char *key, int64_t v);
void json_key_num(struct json *j, const char *key, double v, int n_decimals);
void json_key_bool(struct json *j, const char *key, bool v);
void json_key_day(struct json *j, const char *key, int32_t day);
void json_key_null(struct json *j, const char *key);
void json_key_object(struct json *j, const char *key); /* begins it */
void json_key_array(struct json *j, const char *key);

#endif
