/* record/imported.h - an event row of another data set, as exchange/ reads and writes it and store/ keeps it. */
#ifndef ENTENTE_RECORD_IMPORTED_H
#define ENTENTE_RECORD_IMPORTED_H

#include "record/record.h"

struct imported_row {
    uint64_t n;                          /* in the file, from 1, below 2^32 */
    int32_t day;                         /* DAY_NONE: undated */
    struct str source, target;           /* codes; empty: none */
    struct str source_name, target_name; /* as the row has them */
    enum event_type type;                /* EV_NONE: activity only */
    struct str native_code;              /* as the row has it */
    struct str cameo;                    /* empty: none, the code is of another scheme */
    float goldstein;                     /* NAN: none */
    struct str source_id, url, publisher;
};

#endif
