/* base/checksum.h - 64-bit hashes of what is in files: against damage and change, not against malice. */
#ifndef ENTENTE_BASE_CHECKSUM_H
#define ENTENTE_BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t hash_join(uint64_t h, uint64_t value)
{
    h = (h ^ value) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 32);
}

/* Of n bytes; some 15 GB/s. Model files hold it: it may not change. */
uint64_t checksum_of(const void *data, size_t n_bytes);

#endif
