#include "command/keeping.h"

enum status keep_coded(struct store *s, const struct pipeline *p, enum pipeline_until until, const char *stamp,
                       struct doc *d, struct fault *f)
{
    bool uncoded = d->duplicate_of.n;
    if (store_begin(s, f) || store_put(s, d, stamp, f))
        return f->status;
    if (!uncoded || d->duplicate_of.n)
        return OK;
    d->sent.n = d->tok.n = 0;
    return pipeline_run(p, d, until, f) ? f->status : store_put(s, d, stamp, f);
}
