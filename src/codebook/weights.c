/* The weights of the measure of factuality: rows of name, tab, number. */
#include "base/file.h"
#include "codebook/codebook_int.h"

#include <math.h>
#include <stdlib.h>

enum status weights_read(struct codebook *c, struct str text, struct str file, struct fault *f)
{
    struct lines l = lines_of(text);
    while (lines_next(&l)) {
        struct str rest = l.line, name = STR_NONE;
        str_cut(&rest, '\t', &name);
        struct str number = str_copy(&c->arena, str_trim(rest));
        char *end = NULL;
        float weight = strtof(number.s, &end);
        if (!number.n || *end || !isfinite(weight))
            return fault_set(f, ST_ENVIRONMENT, "%.*s:%u: a row is: name, tab, number", STR_ARG(file), l.number);
        *map_put(&c->weight, name, 0) = c->weight_value.n;
        *array_add(&c->arena, &c->weight_value) = weight;
    }
    return OK;
}

float codebook_weight(const struct codebook *c, struct str name)
{
    uint32_t i = map_find(&c->weight, name, NONE);
    return i == NONE ? 0.0f : c->weight_value.v[i];
}
