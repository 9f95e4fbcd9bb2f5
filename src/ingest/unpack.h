/* ingest/unpack.h - a file -> the streams of bytes in it: as it stands, unpacked, or entry by entry.
 *
 * Takes an open file. Gives a stack of sources: the file below, on it one source for each packing that the first bytes
 * of the one beneath show (gzip by zlib; zip, tar, xz, zstd and bzip2 by libarchive), the top one being read in chunks.
 * Fails with source.failed and a reason in source.why; a damaged gzip member can be passed over. Cost: a chunk for
 * each source, whatever the size of the file. Not: what the bytes mean.
 * Limits: INGEST_MAX_PACKINGS, and INGEST_BOMB_RATIO once INGEST_BOMB_BYTES came out of a source.
 */
#ifndef ENTENTE_INGEST_UNPACK_H
#define ENTENTE_INGEST_UNPACK_H

#include "base/str.h"

struct packing;
struct ingest_counts;

struct source {
    const struct packing *packing;
    struct source *below; /* NULL: a file */
    void *state;          /* the packing's own */
    char *path;           /* as given; entries of archives: archive/name */
    char *chunk;
    size_t at, n;      /* unread bytes of the chunk: [at, n) */
    uint64_t n_before; /* bytes that came before the chunk, of all entries */
    bool ended, failed;
    char why[160]; /* it failed */
    int fd;        /* of a file */

    bool has_members;       /* of gzip with more than one member: a chunk never reaches over their borders */
    bool member_starts;     /* the chunk is the first of its member */
    uint64_t member_offset; /* where that stands in the source below */

    uint32_t line;    /* lines or records taken so far, by the format */
    struct buf items; /* of a feed: a line each; those before items_at are taken */
    size_t items_at;
    struct ingest_counts *counts;
};

enum { SOURCE_CHUNK_BYTES = 1 << 16 };

/* A row of the table of packings. */
struct packing {
    const char *name;
    bool (*looks_like)(struct str head);
    bool (*start)(struct source *s);
    size_t (*read)(struct source *s, char *out, size_t n); /* 0: the end, or failed */
    bool (*next)(struct source *s); /* the next entry; false: none, or failed. NULL: one stream, which is there at once
                                     */
    void (*stop)(struct source *s);
};

/* A source over a file; takes the descriptor over. */
struct source *source_of_file(int fd, const char *path, uint64_t offset, struct ingest_counts *counts);
/* The source that unpacks this one, or NULL when its first bytes show no packing. It owns the one below. */
struct source *source_unpack(struct source *below);
/* The next stream of this very source; false: there is none (or it failed). */
bool source_next(struct source *s);
/* Gives the one below, NULL for a file. */
struct source *source_pop(struct source *s);

/* Makes sure that there are unread bytes; false at the end or after an error (source.failed). */
bool source_fill(struct source *s);
/* After a failure in a member: goes on with the next one. False: there is none; the source has ended. */
bool source_pass_damage(struct source *s);
/* Where the next byte stands: of the file where it is plain, of its member where that begins here; UINT64_MAX:
 * unknown. */
uint64_t source_offset(const struct source *s);

/* One whole gzip or zlib stream -> out; false: damaged, or larger than the limit. What was unpacked before stays. */
bool inflate_all(struct str bytes, size_t max_bytes, struct buf *out);
/* The same for a brotli stream; it takes up to 16 MiB of its own meanwhile. */
bool unbrotli_all(struct str bytes, size_t max_bytes, struct buf *out);

extern const struct packing packing_gzip, packing_archive;

#endif
