#include "base/fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum status fault_set(struct fault *f, enum status status, const char *format, ...)
{
    if (!f)
        return status;
    f->status = status;
    va_list args;
    va_start(args, format);
    vsnprintf(f->message, sizeof f->message, format, args);
    va_end(args);
    return status;
}

enum status fault_context(struct fault *f, const char *format, ...)
{
    if (!f)
        return ST_ENVIRONMENT;
    char outer[sizeof f->message], inner[sizeof f->message];
    memcpy(inner, f->message, sizeof inner);
    va_list args;
    va_start(args, format);
    int n = vsnprintf(outer, sizeof outer, format, args);
    va_end(args);
    if (n >= 0 && snprintf(f->message, sizeof f->message, "%.200s: %.300s", outer, inner) < 0)
        memcpy(f->message, inner, sizeof inner);
    return f->status;
}

_Noreturn void out_of_memory(unsigned long n_bytes)
{
    fprintf(stderr, "entente: out of memory (%lu bytes asked for)\n", n_bytes);
    abort();
}
