/* Spans in the JSON of a document: do they cut the words they claim to cut? For tests only. */
#ifndef ENTENTE_TESTS_JSON_SPANS_H
#define ENTENTE_TESTS_JSON_SPANS_H

#include <jansson.h>
#include <string.h>

/* Byte offset of a code point of the text. */
static inline size_t byte_of(const char *text, json_int_t cp)
{
    size_t i = 0;
    for (; cp > 0; cp--)
        for (i++; ((unsigned char)text[i] & 0xC0) == 0x80;)
            i++;
    return i;
}

/* Every object below v with start, end and text cuts that text; gives how many there were. */
static inline unsigned check_spans(const char *text, const json_t *v)
{
    unsigned n = 0;
    const char *key;
    json_t *child;
    size_t i;
    if (json_is_array(v))
        json_array_foreach(v, i, child) n += check_spans(text, child);
    if (!json_is_object(v))
        return n;
    const json_t *cut = json_object_get(v, "text"), *start = json_object_get(v, "start"),
                 *end = json_object_get(v, "end");
    if (json_is_string(cut) && start && end) {
        size_t from = byte_of(text, json_integer_value(start)), to = byte_of(text, json_integer_value(end));
        assert_int_equal(strlen(json_string_value(cut)), to - from);
        assert_memory_equal(json_string_value(cut), text + from, to - from);
        n++;
    }
    json_t *object = json_deep_copy(v);
    json_object_foreach(object, key, child) n += check_spans(text, child);
    json_decref(object);
    return n;
}

#endif
