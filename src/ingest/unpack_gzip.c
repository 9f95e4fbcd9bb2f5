/* gzip by zlib, member by member: WARC files have one a record, each of which can be started at and passed over. */
#include "ingest/unpack.h"

#include "ingest/ingest_int.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum { AUTO_HEADER_BITS = 32 + MAX_WBITS, GZIP_BITS = 16 + MAX_WBITS };

struct gzip {
    z_stream z;
    bool inside; /* a member */
};

static bool is_member(struct str head)
{
    return head.n >= 4 && memcmp(head.s, "\x1F\x8B\x08", 3) == 0 && (head.s[3] & 0xE0) == 0;
}

static bool gzip_start(struct source *s)
{
    struct gzip *g = calloc(1, sizeof *g);
    if (!g || inflateInit2(&g->z, GZIP_BITS) != Z_OK)
        out_of_memory(sizeof *g);
    s->state = g;
    return true;
}

static void gzip_stop(struct source *s)
{
    struct gzip *g = s->state;
    inflateEnd(&g->z);
    free(g);
}

static size_t fail(struct source *s, const char *why)
{
    s->failed = true;
    uint64_t byte = s->below->n_before + s->below->at;
    snprintf(s->why, sizeof s->why, "%.100s (gzip, byte %" PRIu64 ")", why, byte);
    return 0;
}

/* Between two members. False: there are no more, or what stands there is none. */
static bool enter_member(struct source *s, struct gzip *g)
{
    struct source *from = s->below;
    do { /* files are padded with zeros on some media */
        while (from->at < from->n && from->chunk[from->at] == 0 && s->n_before)
            from->at++;
    } while (from->at == from->n && source_fill(from) && from->chunk[from->at] == 0);
    if (from->at == from->n) {
        if (from->failed)
            fail(s, from->why);
        return false;
    }
    if ((unsigned char)from->chunk[from->at] != 0x1F) {
        fail(s, "what stands behind a member is no other one");
        return false;
    }
    s->has_members = s->has_members || s->n_before > 0;
    s->member_starts = true;
    s->member_offset = from->n_before + from->at;
    inflateReset(&g->z);
    g->inside = true;
    return true;
}

/* Never over the end of a member. */
static size_t gzip_read(struct source *s, char *out, size_t n)
{
    struct gzip *g = s->state;
    struct source *from = s->below;
    g->z.next_out = (unsigned char *)out;
    g->z.avail_out = (unsigned)n;
    while (g->z.avail_out) {
        if (!g->inside && (g->z.avail_out < n || !enter_member(s, g)))
            break;
        if (!source_fill(from))
            return fail(s, from->failed ? from->why : "the file ends in the middle of a member");
        g->z.next_in = (unsigned char *)(from->chunk + from->at);
        g->z.avail_in = (unsigned)(from->n - from->at);
        int got = inflate(&g->z, Z_NO_FLUSH);
        from->at = from->n - g->z.avail_in;
        if (got == Z_STREAM_END)
            g->inside = false;
        else if (got != Z_OK && got != Z_BUF_ERROR)
            return fail(s, g->z.msg ? g->z.msg : "damaged");
    }
    return n - g->z.avail_out;
}

bool source_pass_damage(struct source *s)
{
    if (s->packing != &packing_gzip)
        return false;
    struct gzip *g = s->state;
    struct source *from = s->below;
    while (source_fill(from)) {
        struct str rest = {from->chunk + from->at, (uint32_t)(from->n - from->at)};
        const char *magic = rest.n > 1 ? memchr(rest.s + 1, 0x1F, rest.n - 1) : NULL;
        from->at = magic ? (size_t)(magic - from->chunk) : from->n;
        if (!magic || !is_member(str_slice(rest, (uint32_t)(magic - rest.s), rest.n)))
            continue; /* one whose first four bytes lie across a chunk is passed over too */
        g->inside = false;
        s->n_before += s->n;
        s->at = s->n = 0;
        s->failed = s->ended = false;
        return true;
    }
    return false;
}

bool inflate_all(struct str bytes, size_t max_bytes, struct buf *out)
{
    z_stream z = {0};
    unsigned char piece[1 << 14];
    int got = Z_OK;
    if (inflateInit2(&z, AUTO_HEADER_BITS) != Z_OK)
        out_of_memory(sizeof z);
    struct buf in = {0};
    buf_add_str(&in, bytes); /* zlib wants bytes it might write to */
    z.next_in = (unsigned char *)in.s;
    z.avail_in = bytes.n;
    while (got == Z_OK && out->n <= max_bytes) {
        z.next_out = piece;
        z.avail_out = sizeof piece;
        got = inflate(&z, Z_NO_FLUSH);
        buf_add(out, (char *)piece, sizeof piece - z.avail_out);
    }
    inflateEnd(&z);
    buf_release(&in);
    return got == Z_STREAM_END && out->n <= max_bytes;
}

const struct packing packing_gzip = {"gzip", is_member, gzip_start, gzip_read, NULL, gzip_stop};
