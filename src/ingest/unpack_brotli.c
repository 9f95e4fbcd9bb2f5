/* Bodies of HTTP that a server packed with brotli. */
#include "ingest/unpack.h"

#include <brotli/decode.h>

bool unbrotli_all(struct str bytes, size_t max_bytes, struct buf *out)
{
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (!state)
        out_of_memory(bytes.n);
    const uint8_t *in = (const uint8_t *)bytes.s;
    size_t n_in = bytes.n, n_out = 0;
    BrotliDecoderResult got;
    do {
        got = BrotliDecoderDecompressStream(state, &n_in, &in, &n_out, NULL, NULL);
        for (size_t n = 0; BrotliDecoderHasMoreOutput(state); n = 0) {
            const uint8_t *piece = BrotliDecoderTakeOutput(state, &n);
            buf_add(out, (const char *)piece, n);
            if (out->n > max_bytes)
                break;
        }
    } while (got == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && out->n <= max_bytes);
    BrotliDecoderDestroyInstance(state);
    return got == BROTLI_DECODER_RESULT_SUCCESS && out->n <= max_bytes;
}
