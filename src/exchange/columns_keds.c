/* WEIS rows as KEDS and its heirs keep them, 5 columns; read only. */
#include "exchange/rows_int.h"

static const struct column COLUMNS[] = {
    {"day", NULL, 0}, {"source", NULL, 0}, {"weis", NULL, 0}, {"weis_name", NULL, 0}, {"target", NULL, 0},
};
const struct columns KEDS_COLUMNS = COLUMNS_OF(COLUMNS);
