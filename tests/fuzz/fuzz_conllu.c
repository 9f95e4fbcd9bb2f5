/* Any bytes as CoNLL-U: read or refused with a message; what was read is written, and reads again.
 * Run: build-fuzz/tests/fuzz_conllu -max_len=4096 */
#include "syntax/conllu.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena, scratch;
    struct buf out = {0};
    struct fault f;
    struct conllu_extra extra;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct doc *d = doc_new(&arena, &scratch), *again = doc_new(&arena, &scratch);
    if (conllu_read((struct str){(const char *)data, (uint32_t)size}, "fuzz", d, &extra, &f) == OK) {
        conllu_write(d, &extra, &out);
        if (conllu_read(buf_str(&out), "written", again, &extra, &f) != OK || again->tok.n != d->tok.n ||
            again->sent.n != d->sent.n)
            abort();
    }
    buf_release(&out);
    arena_release(&arena);
    arena_release(&scratch);
    return 0;
}
