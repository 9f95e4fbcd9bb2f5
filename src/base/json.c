#include "base/json.h"

#include "base/date.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

void json_init(struct json *j, struct buf *out)
{
    *j = (struct json){.out = out};
}

static void before_value(struct json *j)
{
    if (j->comma[j->depth])
        buf_add_char(j->out, ',');
    j->comma[j->depth] = true;
}

static void open_nest(struct json *j, char c)
{
    before_value(j);
    buf_add_char(j->out, c);
    j->depth++;
    assert(j->depth < sizeof j->comma);
    j->comma[j->depth] = false;
}

static void close_nest(struct json *j, char c)
{
    assert(j->depth > 0);
    j->depth--;
    buf_add_char(j->out, c);
}

void json_object(struct json *j)
{
    open_nest(j, '{');
}

void json_object_end(struct json *j)
{
    close_nest(j, '}');
}

void json_array(struct json *j)
{
    open_nest(j, '[');
}

void json_array_end(struct json *j)
{
    close_nest(j, ']');
}

static void write_string(struct json *j, struct str s)
{
    buf_add_char(j->out, '"');
    uint32_t good = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.s[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
            continue;
        buf_add(j->out, s.s + good, i - good);
        good = i + 1;
        switch (c) {
        case '"':
            buf_add(j->out, "\\\"", 2);
            break;
        case '\\':
            buf_add(j->out, "\\\\", 2);
            break;
        case '\n':
            buf_add(j->out, "\\n", 2);
            break;
        case '\t':
            buf_add(j->out, "\\t", 2);
            break;
        case '\r':
            buf_add(j->out, "\\r", 2);
            break;
        default:
            buf_printf(j->out, "\\u%04x", c);
        }
    }
    if (s.n)
        buf_add(j->out, s.s + good, s.n - good);
    buf_add_char(j->out, '"');
}

void json_key(struct json *j, const char *key)
{
    before_value(j);
    write_string(j, str_of(key));
    buf_add_char(j->out, ':');
    j->comma[j->depth] = false; /* the value that follows takes no comma of its own */
}

void json_str(struct json *j, struct str s)
{
    before_value(j);
    write_string(j, s);
}

void json_str_or_null(struct json *j, struct str s)
{
    if (s.n)
        json_str(j, s);
    else
        json_null(j);
}

void json_cstr(struct json *j, const char *s)
{
    if (s)
        json_str(j, str_of(s));
    else
        json_null(j);
}

void json_int(struct json *j, int64_t v)
{
    before_value(j);
    buf_printf(j->out, "%lld", (long long)v);
}

void json_num(struct json *j, double v, int n_decimals)
{
    if (!isfinite(v)) {
        json_null(j);
        return;
    }
    before_value(j);
    char text[64];
    int n = snprintf(text, sizeof text, "%.*f", n_decimals, v);
    if (n < 0 || (size_t)n >= sizeof text) { /* a number too long for fixed notation */
        buf_printf(j->out, "%.17g", v);
        return;
    }
    if (strchr(text, '.')) {
        while (text[n - 1] == '0')
            n--;
        if (text[n - 1] == '.')
            n--;
    }
    text[n] = '\0';
    buf_add_str(j->out, strcmp(text, "-0") == 0 ? STR("0") : (struct str){text, (uint32_t)n});
}

void json_bool(struct json *j, bool v)
{
    before_value(j);
    buf_add_str(j->out, v ? STR("true") : STR("false"));
}

void json_null(struct json *j)
{
    before_value(j);
    buf_add_str(j->out, STR("null"));
}

void json_raw(struct json *j, struct str json)
{
    before_value(j);
    buf_add_str(j->out, json);
}

void json_key_str(struct json *j, const char *key, struct str s)
{
    json_key(j, key);
    json_str_or_null(j, s);
}

void json_key_int(struct json *j, const char *key, int64_t v)
{
    json_key(j, key);
    json_int(j, v);
}

void json_key_num(struct json *j, const char *key, double v, int n_decimals)
{
    json_key(j, key);
    json_num(j, v, n_decimals);
}

void json_key_bool(struct json *j, const char *key, bool v)
{
    json_key(j, key);
    json_bool(j, v);
}

void json_key_day(struct json *j, const char *key, int32_t day)
{
    char text[11];
    day_write(day, text);
    json_key_str(j, key, str_of(text));
}

void json_key_null(struct json *j, const char *key)
{
    json_key(j, key);
    json_null(j);
}

void json_key_object(struct json *j, const char *key)
{
    json_key(j, key);
    json_object(j);
}

void json_key_array(struct json *j, const char *key)
{
    json_key(j, key);
    json_array(j);
}
