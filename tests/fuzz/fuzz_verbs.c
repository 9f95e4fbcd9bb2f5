/* Any bytes as a dictionary of verbs: no crash, and a fault that says why or entries that can be matched.
 * Run: build-fuzz/tests/fuzz_verbs -max_len=4096 */
#include "codebook/codebook.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char path[64];
    struct fault f = {.status = OK};
    struct codebook *c = NULL;
    if (!*path)
        snprintf(path, sizeof path, "/tmp/entente-fuzz-verbs-%ld", (long)getpid());
    if (file_write(path, (struct str){(const char *)data, (uint32_t)size}, &f))
        abort();
    const char *paths[] = {path};
    struct verb_dictionaries more = {paths, 1, true};
    enum status bad = codebook_load_with(SOURCE_DIR "/lang/en/codebook", NULL, &more, &c, &f);
    if (bad && (bad != ST_ENVIRONMENT || !*f.message))
        abort();
    codebook_free(c);
    unlink(path);
    return 0;
}
