/* Any bytes as lines of event rows, in each format: taken or refused with a reason.
 * Run: build-fuzz/tests/fuzz_import -max_len=4096 */
#include "exchange/import.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const formats[] = {"gdelt", "icews", "polecat", "phoenix", "keds", "plover-jsonl"};
    struct arena arena;
    struct import_codes codes;
    struct import_actors actors;
    arena_init(&arena, 0);
    import_codes_read(STR("04\t1.0\tCONSULT\n031\t1.0\tCONSULT\n01\t\t\n"), &arena, &codes);
    import_actors_read(STR("LEB\tLBN\nLEBHZ\tLBNREBHEZ\nISL\t\n"), &arena, &actors);
    struct str text = {(const char *)data, (uint32_t)size}, rest, line;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        struct importer im = {.format = import_format_find(formats[i]),
                              .cameo_codes = &codes,
                              .weis_codes = &codes,
                              .keds_actors = &actors};
        struct imported_row row;
        for (rest = text; rest.n && str_cut(&rest, '\n', &line);) {
            const char *why = NULL;
            if (import_line(&im, line, &row, &why) == IMPORT_REFUSED && !why)
                abort();
        }
        importer_release(&im);
    }
    arena_release(&arena);
    return 0;
}
